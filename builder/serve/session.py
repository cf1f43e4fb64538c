"""The builds while a site is served: after an edit, only what it changed is made and written again.

MkDocs builds the whole site first, and again whenever something changes that is more than facts, texts of
own pages, styles, or what stands in a template. Between these, what it built last is brought up to date.
"""

import logging
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import RLock
from typing import Any
from wsgiref.util import FileWrapper

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files

from builder.files.problems import ContentError
from builder.pages.published import Site
from builder.serve.built_site import Built, NotKnownError, served
from builder.serve.guard import Guard, asked_for, patient
from builder.serve.rebuild import Rebuilding
from builder.serve.update import Update
from builder.serve.watching import Changes, Watched, Watcher
from builder.site import mkdocs_files, mkdocs_insides
from builder.site.conversion import Converter

# Programs that save in several steps take no longer between two, in seconds.
_PAUSE = 0.04

_log = logging.getLogger("mkdocs.plugins.briefing")

# What plugins and hooks may do to one page: done again with each page that is made again.
_OF_PAGES = frozenset(
    {"pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page"}
)


class Serving:
    """The builds of one session; what is `watched` are the files that the site is made from."""

    def __init__(self, watched: Watched) -> None:
        self.watched = watched
        self.is_building = False
        # The last site without errors.
        self.site: Site | None = None
        # What is served, where it can be followed.
        self._built: Built | None = None
        # Whether it is what the next build can begin with.
        self._is_current = False
        # Whether the folder that is served has been emptied for a build.
        self._is_emptied = False
        self._maker: Rebuilding | None = None
        self._lock = RLock()
        # Why edits could not be followed, as far as it has been said.
        self._warned: set[str] = set()

    def make(self, maker: Rebuilding) -> Site:
        """The site as the facts are now; while they have errors, the last one. What was found is told."""
        # One with the same settings knows already what has not changed.
        if self._maker is None or self._maker.settings != maker.settings:
            self._maker = maker
        try:
            self.site = self._maker.build()
        except ContentError as error:
            if self.site is None:
                raise
            _log.error(mkdocs_files.failure(error.problems, maker.root, "the last good site stays"))
        else:
            mkdocs_files.tell(self.site.problems, maker.root)
        return self.site

    def build(self, everything: Callable[[], None]) -> None:
        """Bring what is served up to date, by building everything where a part cannot be told."""
        with self._lock:
            self.is_building = True
            try:
                changes = self.watched.look()
                if not self._build_part(changes):
                    self._build_all(everything)
            finally:
                self.is_building = False

    def write(self, path: str, everything: Callable[[], None]) -> None:
        """Put a file on disk that is asked for, if the one that is there is old."""
        with self._lock:
            if self._built is None:
                return
            try:
                self._built.write(path)
            except Exception as error:  # noqa: BLE001 - as in `_build_part`
                self._warn(error)
                self._build_all(everything)

    def is_old(self, path: str) -> bool:
        """Whether a file on disk is not what it is to be."""
        return self._built is not None and path in self._built.old

    def empty(self) -> None:
        """From now on, what is served may be incomplete."""
        self._is_emptied, self._built = True, None

    def follow(self, built: Built) -> None:
        """Everything has been built: from now on a part may be enough."""
        self._is_current, self._built = True, built

    def _warn(self, error: Exception) -> None:
        """Say why everything is built, once for each cause: what MkDocs then builds may well succeed."""
        cause = f"{type(error).__name__}: {error}".removesuffix(": ")
        if cause not in self._warned:
            self._warned.add(cause)
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(last.filename).name}, line {last.lineno}"
            _log.warning("The whole site is built, as an edit could not be followed: %s (%s)", cause, where)
        _log.debug("Everything is built", exc_info=error)

    def _build_all(self, everything: Callable[[], None]) -> None:
        """Let MkDocs build everything. What is served stays where it cannot even begin."""
        self._is_current = self._is_emptied = False
        try:
            everything()
        except (MkDocsException, OSError) as error:
            if self._is_emptied:
                # MkDocs prints what it says, and lets whoever asks for a page wait until a build succeeds.
                raise Abort(str(error)) from None
            _log.error("%s\nWhat was built last is still served.", error)

    def _build_part(self, changes: Changes) -> bool:
        """Bring what is served up to date with what has changed, if that can be told."""
        if self._built is None or self._maker is None or not self._is_current:
            return False
        started = time.perf_counter()
        try:
            update = Update(self._built, changes)
            made = self.make(self._maker) if update.concerns_facts else self._built.site
            changed = update.run(made)
        except NotKnownError:
            return False
        except Exception as error:  # noqa: BLE001 - whatever it is, a build of everything begins anew
            self._warn(error)
            return False
        _log.info("Pages that changed: %s, known in %.2f seconds", changed, time.perf_counter() - started)
        return True


def can_follow(config: MkDocsConfig, plugin: object, files: Files, converter: Converter) -> bool:
    """Whether it can be told what an edit changes in a site.

    Plugins and hooks that have to do with more than one page at a time can do anything.
    """
    return not (
        config.strict
        or config.extra_templates
        or not converter.reading
        or len(served(files)) > len(files.documentation_pages())
        or mkdocs_files.foreign_events(config, plugin) - _OF_PAGES
    )


def take_over(server: LiveReloadServer, serving: Serving) -> None:
    """Let a session's builds take the place of MkDocs' own, as soon as a file that is watched changes."""
    everything, answer = mkdocs_insides.taken_from(server)

    def respond(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = asked_for(environ["PATH_INFO"], mkdocs_insides.mount_path(server))
        begun: list[tuple[Any, ...]] = []
        while True:
            serving.write(path, everything)
            answered = answer(environ, lambda *given: begun.append(given))
            # The answer waits for a build that has begun meanwhile.
            if not serving.is_old(path):
                start(*begun[-1])
                return answered
            if isinstance(answered, FileWrapper):
                answered.close()

    host, port = server.server_address[:2]
    base = mkdocs_insides.mount_path(server)
    guard = Guard(str(host), int(port), mkdocs_insides.served_folder(server), base)
    server.RequestHandlerClass = patient(server.RequestHandlerClass)  # type: ignore[arg-type]
    mkdocs_insides.take_over(
        server,
        build=lambda: serving.build(everything),
        answer=guard.answering(respond),
        observer=Watcher(serving.watched, lambda: serving.is_building),
        pause=_PAUSE,
    )
