"""What MkDocs does not promise and is used here all the same, in one place.

MkDocs has plugins for what happens to pages, and none for taking a page's conversion from elsewhere, or for
an edit that reaches the browser without a build of everything. What that takes of MkDocs' insides stands
here, so that a release that changes them is met here. `tests/site/test_insides.py` names each thing, for
MkDocs and for ProperDocs, which answers imports from `mkdocs` with its own modules. The same holds for
`fast_markdown` and the insides of Python-Markdown.
"""

import itertools
import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc
from mkdocs.utils import get_build_timestamp, is_error_template, meta

if TYPE_CHECKING:  # what is needed only while serving is loaded only then
    from mkdocs.livereload import LiveReloadServer
    from watchdog.events import FileSystemEventHandler

__all__ = ["get_build_timestamp", "is_error_template", "set_exclusions"]

SETTINGS_OF_READING = ("markdown_extensions", "mdx_configs", "validation", "use_directory_urls", "docs_dir")
"""What of MkDocs' settings has a say in how Markdown is read."""

# ProperDocs reports under a name of its own.
_log = logging.getLogger(Page.__module__)


# ---- Pages and their conversion ----


class Converted(NamedTuple):
    """What `Page.render` leaves in a page: the HTML, the table of contents as Python-Markdown gives it, the
    first heading, the anchors, and the links to anchors, by the file (`src_uri`) and by anchor."""

    html: str
    contents: list[dict[str, Any]]
    title: str | None
    anchors: list[str]
    links: dict[str, dict[str, str]]


def converted(page: Page) -> Converted:
    """What was left in a page."""
    links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
    contents = [_entry(item) for item in page.toc]
    return Converted(
        page.content or "", contents, page._title_from_render, sorted(page.present_anchor_ids or ()), links
    )


def put_back(made: Converted, page: Page, files: Files) -> None:
    """Leave in a page what `Page.render` would."""
    page.content = made.html
    page.toc = get_toc(made.contents)  # type: ignore[arg-type]  # as Python-Markdown has them
    page._title_from_render = made.title
    page.present_anchor_ids = set(made.anchors)
    found = ((file_at(files, path), anchors) for path, anchors in made.links.items())
    page.links_to_anchors = {file: anchors for file, anchors in found if file is not None}


def check_anchors(page: Page, files: Files, config: MkDocsConfig) -> None:
    """Report the links of a page to anchors that there are not."""
    page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)


def linked_by_anchors(page: Page) -> tuple[File, ...]:
    """The files to whose anchors a page links."""
    return tuple(page.links_to_anchors or ())


def leaves_links_out() -> bool:
    """Whether MkDocs leaves out of pages what they are asked for, as it does while it logs at length."""
    return _log.getEffectiveLevel() <= logging.DEBUG


def without_settings(source: str) -> str:
    """A page's Markdown without settings at its top; the same object where there are none."""
    text: str = meta.get_data(source)[0]
    return source if text == source else text


@contextmanager
def reports() -> Iterator[list[logging.LogRecord]]:
    """What MkDocs reports of pages meanwhile."""
    handler = _Reports()
    _log.addHandler(handler)
    try:
        yield handler.found
    finally:
        _log.removeHandler(handler)


class _Reports(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record)


def _entry(item: AnchorLink) -> dict[str, Any]:
    """An entry of a table of contents as Python-Markdown gives it."""
    children = [_entry(child) for child in item.children]
    return {"name": item.title, "id": item.id, "level": item.level, "children": children}


def host_version() -> str:
    """Which program renders, MkDocs or another that takes its place, in which version."""
    host = sys.modules[Page.__module__.partition(".")[0]]
    return f"{host.__name__} {host.__version__}"


# ---- Files ----


def file_at(files: Files, path: str) -> File | None:
    """The file at a path, found in less time where the path is in the form that MkDocs brings it into."""
    return files.src_uris.get(path) or files.get_file_from_path(path)


def address_of(files: Files, path: str) -> str | None:
    """The address of a file that pages may link to."""
    file = file_at(files, path)
    if file is None or file.inclusion.is_excluded():  # type: ignore[no-untyped-call]  # as MkDocs has it
        return None
    return file.url


class TrackedFiles(Files):
    """The files of a site, noting which a conversion asked for and the addresses that they had."""

    def __init__(self, files: Files) -> None:
        self._all = files
        self.targets: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        file = self._all.get_file_from_path(path)
        self.targets[path] = file.url if file else None
        return file


class LikelyFiles(Files):
    """The files of a site, of which every page is thought to be there that a conversion asks for."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self._found: dict[str, File] = {}

    def at(self, path: str) -> File:
        """The file of a path."""
        if path not in self._found:
            self._found[path] = File(path, None, self._config.site_dir, self._config.use_directory_urls)
        return self._found[path]

    def get_file_from_path(self, path: str) -> File | None:
        return self.at(path) if path.endswith(".md") and not path.startswith("../") else None


# ---- Plugins and hooks ----


def events_of_others(config: MkDocsConfig, plugin: object) -> set[str]:
    """The events in which plugins and hooks other than one take part."""
    return {
        event
        for event, methods in config.plugins.events.items()
        if any(getattr(method, "__self__", None) is not plugin for method in methods)
    }


# ---- The server of `mkdocs serve` ----


class Observer(Protocol):
    """What MkDocs' server asks of an observer of files."""

    def schedule(
        self, event_handler: "FileSystemEventHandler", path: str, *, recursive: bool = False
    ) -> object: ...

    def unschedule(self, place: Any) -> None: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def join(self, timeout: float | None = None) -> None: ...


Answer = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Taken(NamedTuple):
    """What a server did before: its builds of everything, and its answers to requests."""

    everything: Callable[[], None]
    answer: Answer


def taken_from(server: "LiveReloadServer") -> Taken:
    """What a server does before its place is taken."""
    return Taken(server.builder, server.serve_request)


def mount_path(server: "LiveReloadServer") -> str:
    """The path of the site at the server, with a slash on both ends."""
    return server.mount_path


def served_folder(server: "LiveReloadServer") -> Path:
    """The folder that a server serves."""
    return Path(server.root)


def take_over(
    server: "LiveReloadServer", build: Callable[[], None], answer: Answer, observer: Observer, pause: float
) -> None:
    """Let others build, answer and look for changes in the place of a server that has not begun to serve.

    `pause` is how long it waits, in seconds, for more changes after one.
    """
    server.builder = build
    server.set_app(answer)
    server.build_delay = pause
    paths = [str(emitter.watch.path) for emitter in server.observer.emitters]
    times = {path: _unwatched(server, path) for path in paths}
    server.observer = observer  # type: ignore[assignment]  # it asks of it no more than that
    for path, count in times.items():
        for _ in range(count):
            server.watch(path)


def _unwatched(server: "LiveReloadServer", path: str) -> int:
    """Let a server watch a path no longer; how often it had been told to."""
    for count in itertools.count():
        try:
            server.unwatch(path)
        except KeyError:
            return count
    raise AssertionError


def context(
    nav: Navigation, files: Any, config: MkDocsConfig, page: Page | None = None, base_url: str = ""
) -> Any:
    """What MkDocs gives a template of the theme."""
    return get_context(nav, files, config, page, base_url)
