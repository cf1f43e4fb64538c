"""The builds while a site is served: after an edit, only what it changed is made and written again.

MkDocs builds the whole site first, and again whenever something changes that is more than facts, texts of
own pages, or styles. Between these, the objects of its last build are brought up to date, and pages whose
text and surroundings are as before are left alone. What is served is then, byte for byte, what MkDocs
would have built, apart from the days on which the sitemap says that pages were made.
"""

import itertools
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from builder import favicon, frame, hosting, searchindex, styles, writing
from builder.conversion import ConvertedPage, Converter
from builder.problems import ContentError
from builder.publication import Site, all_pages
from builder.rebuilding import Rebuilding
from builder.watching import Changes, Watched, Watcher

# Programs that save in several steps take no longer between two, in seconds.
_PAUSE = 0.04

_log = logging.getLogger("mkdocs.plugins.briefing")

# What plugins and hooks may do to one page: done again with each page that is made again.
_OF_PAGES = frozenset(
    {"pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page"}
)


@dataclass
class Built:
    """What the last build had: the site, the objects that MkDocs made of it, and what of it the theme shows
    around every page, by the page's file.

    `own_navigation` is whether the navigation follows from the facts; `plain` whether the theme is ours
    alone, so that it is known what a page shows of others.
    """

    site: Site
    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    converter: Converter
    style: hosting.Style
    own_navigation: bool
    plain: bool
    frames: dict[str, frame.Frame] = field(init=False)

    def __post_init__(self) -> None:
        self.frames = _frames(_served(self.files), self.nav)


class Serving:
    """The builds of one session; what is `watched` are the files that the site is made from."""

    def __init__(self, watched: Watched) -> None:
        self.watched = watched
        self.is_building = False
        # The last site without errors.
        self.site: Site | None = None
        # What is needed to build a part; none while everything has to be built.
        self.built: Built | None = None
        # Whether the folder that is served has been emptied for a build.
        self.emptied = False
        self._maker: Rebuilding | None = None
        self._lock = RLock()
        self._index_is_old = False

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
            _log.error(hosting.failure(error.problems, maker.settings[0], "the last good site stays"))
        else:
            hosting.tell(self.site.problems, maker.settings[0])
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

    def write_index(self) -> None:
        """Write the index of the search, unless it is up to date; it is long, and rarely asked for."""
        with self._lock:
            if self._index_is_old and self.built is not None:
                _rewrite(self.built.files, searchindex.INDEX, searchindex.script(self.built.site.searched))
            self._index_is_old = False

    def _build_all(self, everything: Callable[[], None]) -> None:
        """Let MkDocs build everything. What is served stays where it cannot even begin."""
        self.built, self.emptied, self._index_is_old = None, False, False
        try:
            everything()
        except MkDocsException as error:
            if self.emptied:
                raise
            _log.error("%s\nWhat was built last is still served.", error)

    def _build_part(self, changes: Changes) -> bool:
        """Build what has changed, if that can be told."""
        built, maker = self.built, self._maker
        if built is None or maker is None:
            return False
        started = time.perf_counter()
        try:
            part = _Part(built, changes)
            written = part.build(self.make(maker))
        except _NotKnownError:
            return False
        except Exception as error:  # noqa: BLE001 - whatever it is, MkDocs meets it again and reports it
            _log.debug("Everything is built, because of %r", error)
            return False
        self._index_is_old = self._index_is_old or part.index_is_old
        _log.info("Pages written anew: %s, in %.2f seconds", written, time.perf_counter() - started)
        return True


def can_follow(config: MkDocsConfig, plugin: object, files: Files, converter: Converter) -> bool:
    """Whether it can be told what an edit changes in a site.

    Plugins and hooks that have to do with more than one page at a time can do anything.
    """
    return not (
        config.strict
        or config.extra_templates
        or not converter.reading
        or len(_served(files)) > len(files.documentation_pages())
        or hosting.foreign_events(config, plugin) - _OF_PAGES
    )


def take_over(server: LiveReloadServer, serving: Serving) -> None:
    """Let a session's builds take the place of MkDocs' own, as soon as a file that is watched changes."""
    everything, answer = server.builder, server.serve_request

    def respond(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"].endswith(f"/{searchindex.INDEX}"):
            serving.write_index()
        return answer(environ, start)

    server.builder = lambda: serving.build(everything)
    server.set_app(respond)
    server.build_delay = _PAUSE
    paths = [str(emitter.watch.path) for emitter in server.observer.emitters]
    times = {path: _unwatched(server, path) for path in paths}
    # MkDocs asks of an observer no more than a `Watcher` has.
    server.observer = Watcher(serving.watched, lambda: serving.is_building)  # type: ignore[assignment]
    for path, count in times.items():
        for _ in range(count):
            server.watch(path)


def _unwatched(server: LiveReloadServer, path: str) -> int:
    """Let a server watch a path no longer; how often it had been told to."""
    for count in itertools.count():
        try:
            server.unwatch(path)
        except KeyError:
            return count
    raise AssertionError


class _NotKnownError(Exception):
    """What an edit changes can be found out only by building everything."""


class _Part:
    """One build of what has changed."""

    def __init__(self, built: Built, changes: Changes) -> None:
        self.built = built
        self.config = built.config
        self.index_is_old = False
        # Whether pages are edited at another place than before.
        self.is_edited_elsewhere = False
        # Files that have changed beside the facts: pages to be read again, and others to be copied.
        self.texts: dict[str, File] = {}
        self.others: dict[str, File] = {}
        self._sort(changes)

    def _sort(self, changes: Changes) -> None:
        root = Path(self.config.config_file_path).resolve().parent
        docs = Path(self.config.docs_dir).resolve()
        facts = [root / name for name in ("content", "seeds", "templates/pages")]
        beside = {
            path
            for path in (*changes.changed, *changes.added, *changes.removed)
            if path.is_relative_to(docs) or not any(path.is_relative_to(folder) for folder in facts)
        }
        if not beside:
            return
        if not changes.changed.issuperset(beside):
            raise _NotKnownError
        known = {
            Path(file.abs_src_path).resolve(): file
            for file in (*self.built.files, *self.built.style.sheets.values())
            if file.abs_src_path
        }
        for path in beside:
            file = known.get(path)
            if file is None:
                raise _NotKnownError
            (self.texts if file.is_documentation_page() else self.others)[file.src_uri] = file

    def build(self, made: Site) -> int:
        """Bring everything up to date; how many pages were written."""
        built, config, before = self.built, self.config, self.built.site
        if made.own_pages != before.own_pages or made.masthead.language != before.masthead.language:
            raise _NotKnownError
        files, moved, removed = self._files(made)
        nav = self._navigation(made, files)
        served = _served(files)
        if moved:
            self.texts |= {file.src_uri: file for file in served if _page(file).asked_for(moved)}
        for file in self.texts.values():
            writing.read(_page(file), config, files)

        known = hosting.known_to_theme(made, files, built.style, serving=True)
        everywhere = any(built.env.globals.get(name) != value for name, value in known.items())
        frames = _frames(served, nav) if self._is_reframed(nav) else built.frames
        around = everywhere or nav is not built.nav or frames != built.frames
        if around and not built.plain:
            raise _NotKnownError
        built.env.globals.update(known)
        if around:
            for name in config.theme.static_templates:
                writing.write_template(name, built.env, files, config, nav)
        written = [
            file
            for file in served
            if everywhere
            or file.src_uri in self.texts
            or frames[file.src_uri] != built.frames.get(file.src_uri)
        ]
        for file in written:
            writing.write_page(_page(file), served, config, nav, built.env)
        for file in removed:
            _remove(file)
        self._write_others(made, files)
        self.index_is_old = made.searched != before.searched or bool(moved)
        for file in served:
            if file.src_uri in self.texts or file.generated_by is None:
                _page(file).validate_anchor_links(files=files, log_level=config.validation.links.anchors)
        built.site, built.files, built.nav, built.frames = made, files, nav, frames
        return len(written)

    def _files(self, made: Site) -> tuple[Files, set[str], list[File]]:
        """The files with the pages that there are now, the paths that are new or gone, and what is gone."""
        config, files = self.config, self.built.files
        before = {page.path: page for page in all_pages(self.built.site.sections)}
        now = {page.path: page for page in all_pages(made.sections)}
        for path, page in now.items():
            was = before.get(path)
            if was is None:
                continue
            text = made.markdown[path]
            if text != self.built.site.markdown[path]:
                file = _file(files, path)
                file.content_string = text
                self.texts[path] = file
            if was.edit_uri != page.edit_uri:
                # Another page of the same file knows how an address to edit it is made.
                other = hosting.page_file(page, made, config)
                _page(_file(files, path)).edit_url = Page(None, other, config).edit_url
                self.is_edited_elsewhere = True
        if list(before) == list(now):
            return files, set(), []
        moved = before.keys() ^ now.keys()
        new = [hosting.page_file(page, made, config) for path, page in now.items() if path not in before]
        set_exclusions(new, config)
        self.texts |= {file.src_uri: file for file in new}
        ours = {file.src_uri: file for file in (*files, *new) if file.src_uri in now}
        others = [file for file in files if file.src_uri not in before]
        # As in a build of everything: own files and the theme's, the pages, what was added after them.
        place = next(place for place, file in enumerate(others) if file.src_uri == favicon.FILE)
        every = Files([*others[:place], *(ours[path] for path in now), *others[place:]])
        return every, set(moved), [_file(files, path) for path in before if path not in now]

    def _navigation(self, made: Site, files: Files) -> Navigation:
        """The navigation as it is now: the last one where nothing in it has changed."""
        config, built = self.config, self.built
        wanted = hosting.navigation(made) if built.own_navigation else config.nav
        if files is built.files and wanted == config.nav:
            return built.nav
        config.nav = wanted
        titles = dict(hosting.titles(wanted))
        for file in files.documentation_pages():
            if file.page is None:
                ConvertedPage(titles.get(file.src_uri), file, config, built.converter)
            elif file.src_uri in titles:
                file.page.title = titles[file.src_uri]
            page = _page(file)
            page.parent = page.previous_page = page.next_page = None
        return get_navigation(files, config)

    def _is_reframed(self, nav: Navigation) -> bool:
        """Whether the theme may show something else around pages."""
        frames = self.built.frames
        return (
            nav is not self.built.nav
            or self.is_edited_elsewhere
            or any(frame.link_to(_page(file)) != frames[path].own for path, file in self.texts.items())
        )

    def _write_others(self, made: Site, files: Files) -> None:
        """Write what belongs to no page: the styles, the sign of the site, files that were changed."""
        style = self.built.style
        _rewrite(files, favicon.FILE, favicon.svg(made.masthead.title))
        if style.sheets.keys() & self.others.keys():
            joined = hosting.joined(style.sheets)
            if joined.used != style.used:
                raise _NotKnownError
            _rewrite(files, styles.FILE, joined.text)
        for path, file in self.others.items():
            if path not in style.used:
                file.copy_file()


def _served(files: Files) -> Sequence[File]:
    """The files of the pages that are shown."""
    return files.documentation_pages(inclusion=InclusionLevel.is_in_serve)


def _frames(served: Iterable[File], nav: Navigation) -> dict[str, frame.Frame]:
    top = frame.top_of(nav)
    return {file.src_uri: frame.frame_of(_page(file), nav, top) for file in served}


def _page(file: File) -> ConvertedPage:
    if not isinstance(file.page, ConvertedPage):
        raise _NotKnownError
    return file.page


def _file(files: Files, path: str) -> File:
    file = files.get_file_from_path(path)
    assert file is not None, path
    return file


def _rewrite(files: Files, path: str, text: str) -> None:
    """Write a file that was generated, if it holds something else now."""
    file = _file(files, path)
    if file.content_string != text:
        file.content_string = text
        file.copy_file()


def _remove(file: File) -> None:
    """Remove a page that is gone, and the folders that held nothing else."""
    written = Path(file.abs_dest_path)
    written.unlink(missing_ok=True)
    top = Path(file.dest_dir)
    for folder in written.parents:
        if folder == top or any(folder.iterdir()):
            return
        folder.rmdir()
