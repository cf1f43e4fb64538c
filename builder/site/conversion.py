"""Markdown pages to HTML, each converted again only when something that it was made from has changed.

A page's HTML depends on its Markdown, on its own address, on how Markdown is read, and on where the
files are that it links to. A conversion that had something to report is not kept, so that it reports
it again. Many pages are converted by several processes, while others are still being written.
"""

import hashlib
import json
import logging
import multiprocessing
import os
import pickle
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Set
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc
from mkdocs.utils import meta

from builder.machinery.disk_cache import Cache
from builder.machinery.forked import is_alone

# The address of a file, by its path; none where there is no such file.
Address = Callable[[str], str | None]

_log = logging.getLogger("mkdocs.structure.pages")
# From how much on other processes are worth their start: of Markdown, in characters, where they load
# everything anew; of facts, in bytes, where they are copies of this one.
_MANY = 1_000_000
_MANY_FACTS = 200_000
# So much Markdown is looked up at once while pages are being written.
_AT_ONCE = 200_000


@dataclass(frozen=True)
class Conversion:
    """A page's HTML and what MkDocs wants to know of it.

    `contents` is the table of contents as Python-Markdown gives it; `links` are the links to anchors, by
    the file that they lead to (`src_uri`) and by anchor; `targets` the addresses that files had for it,
    none for those that there were not.
    """

    html: str
    contents: list[dict[str, Any]]
    title: str | None
    anchors: list[str]
    links: dict[str, dict[str, str]]
    targets: dict[str, str | None]

    def as_text(self) -> str:
        """The conversion as it is kept: the HTML as it is, after a line that holds all else."""
        rest = {name: value for name, value in vars(self).items() if name != "html"}
        return f"{json.dumps(rest, ensure_ascii=False)}\n{self.html}"

    @classmethod
    def from_text(cls, text: str) -> "Conversion":
        """A conversion that was kept."""
        rest, _, html = text.partition("\n")
        return cls(html=html, **json.loads(rest))


class ConvertedPage(Page):
    """A page of MkDocs whose conversion may have been made before."""

    def __init__(self, title: str | None, file: File, config: MkDocsConfig, converter: "Converter") -> None:
        super().__init__(title, file, config)
        self._converter = converter
        # The addresses that files had for the conversion; none where it is not known which it asked for.
        self.targets: dict[str, str | None] | None = None

    @property
    def content(self) -> str | None:
        """The HTML. MkDocs holds that of all pages at once: as bytes it takes half the memory."""
        return None if self._html is None else self._html.decode("utf-8", "surrogatepass")

    @content.setter
    def content(self, html: str | None) -> None:
        self._html = None if html is None else html.encode("utf-8", "surrogatepass")

    def read_source(self, config: MkDocsConfig) -> None:
        """Read the Markdown; as the file holds it already, it is not held a second time."""
        super().read_source(config)
        if self.markdown == (held := self.file.content_string):
            self.markdown = held

    def asked_for(self, paths: Set[str]) -> bool:
        """Whether the conversion may depend on one of these files."""
        return self.targets is None or not paths.isdisjoint(self.targets)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the Markdown, unless that has been done."""
        kept = self._converter.kept(self.file, self.markdown or "", files)
        if kept is None:
            kept = self.convert(config, files)
            self.targets = kept.targets if kept else None
            if kept is not None:
                self._converter.keep(self.file, self.markdown or "", kept)
            return
        self.targets = kept.targets
        self.content = kept.html
        self.toc = get_toc(kept.contents)  # type: ignore[arg-type]  # as Python-Markdown has them
        self._title_from_render = kept.title
        self.present_anchor_ids = set(kept.anchors)
        found = ((_file(files, path), anchors) for path, anchors in kept.links.items())
        self.links_to_anchors = {file: anchors for file, anchors in found if file is not None}

    def convert(self, config: MkDocsConfig, files: Files) -> Conversion | None:
        """Convert the Markdown as MkDocs does; none where MkDocs had something to report."""
        tracked = _TrackedFiles(files)
        with _reports() as reports:
            super().render(config, tracked)
        if reports:
            return None
        links = {file.src_uri: anchors for file, anchors in (self.links_to_anchors or {}).items()}
        return Conversion(
            html=self.content or "",
            contents=[_entry(item) for item in self.toc],
            title=self._title_from_render,
            anchors=sorted(self.present_anchor_ids or ()),
            links=links,
            targets=tracked.targets,
        )


class Converter:
    """The conversions of one build: those kept from earlier ones, and those that other processes make.

    Pages may be taken as they are written, before MkDocs knows the files of the site. What was converted
    then stands only if its links lead to where the files turn out to be.
    """

    def __init__(self, cache: Cache, config: MkDocsConfig) -> None:
        self.cache = cache
        self.config = config
        self.reading = _reading(config)
        self._ready: dict[str, tuple[str, Conversion]] = {}
        self._pending: dict[str, tuple[str, Future[bytes | None]]] = {}
        self._taken: list[tuple[File, str]] = []
        self._missing: list[tuple[File, str]] = []
        self._pool: ProcessPoolExecutor | None = None

    def begin(self, root: Path) -> None:
        """Pages of the briefing in a folder are going to be written: get ready, if they may be many.

        Other processes begin as copies of this one while it is small, where that can be done.
        """
        facts = sum(file.stat().st_size for file in (root / "content").rglob("*.yml"))
        if self.reading and facts > _MANY_FACTS and is_alone():
            self._start("fork")

    def take(self, path: str, markdown: str) -> None:
        """A page is written: have it converted, if there is much to convert."""
        if self.reading:
            file = File(path, None, self.config.site_dir, self.config.use_directory_urls)
            self._taken.append((file, _without_settings(markdown)))
            if sum(len(text) for _, text in self._taken) > _AT_ONCE:
                self._pass_on()

    def complete(self, files: Files) -> None:
        """Look up every generated page, and have what is missing converted, if it is much."""
        reading = _reading(self.config)
        if reading != self.reading:  # another plugin has changed it since
            self.reading = reading
            self._pending.clear()
        self._taken = []
        if not reading:
            return
        address = cache(partial(_address, files))  # many pages link to the same ones
        for file in files.documentation_pages():
            if file.generated_by is None:
                continue
            text = _without_settings(file.content_string)
            if self._pending.get(file.src_uri, ("",))[0] == text:
                continue
            if found := self._look_up(file, text, address):
                self._ready[file.src_uri] = text, found
            else:
                self._taken.append((file, text))
        self._pass_on()

    def end(self) -> None:
        """Let the other processes go, and write down what was converted."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
        self._ready.clear()
        self._pending.clear()
        self._taken, self._missing = [], []
        self.cache.end_build()

    def kept(self, file: File, text: str, files: Files) -> Conversion | None:
        """The conversion of a page's Markdown, where there is one that still holds."""
        if not self.reading:
            return None
        ready = self._ready.pop(file.src_uri, None)
        if ready is not None and ready[0] == text:
            return ready[1]
        pending = self._pending.pop(file.src_uri, None)
        if pending is not None and pending[0] == text and (made := _result(pending[1])) is not None:
            conversion = Conversion.from_text(made)
            if _holds(conversion, partial(_address, files)):
                self.cache.put(made, *self._key(file, text))
                return conversion
        return self._look_up(file, text, partial(_address, files))

    def keep(self, file: File, text: str, conversion: Conversion) -> None:
        """Keep a conversion for the builds to come."""
        if self.reading:
            self.cache.put(conversion.as_text(), *self._key(file, text))

    def _look_up(self, file: File, text: str, address: Address) -> Conversion | None:
        found = self.cache.get(*self._key(file, text))
        if found is None:
            return None
        kept = Conversion.from_text(found)
        return kept if _holds(kept, address) else None

    def _key(self, file: File, text: str) -> tuple[str, ...]:
        return "conversion", self.reading, file.src_uri, file.url, text

    def _pass_on(self) -> None:
        """Give what is not kept to the other processes; they begin once it is enough."""
        self._missing += [page for page in self._taken if self.cache.get(*self._key(*page)) is None]
        self._taken = []
        if self._pool is None and sum(len(text) for _, text in self._missing) > _MANY:
            self._start("spawn")
        if self._pool is not None:
            with suppress(BrokenExecutor):
                for file, text in self._missing:
                    # As bytes: a text that is sent holds on to the bytes that it was sent as.
                    sent = self._pool.submit(_convert, file.src_uri, text.encode("utf-8", "surrogatepass"))
                    self._pending[file.src_uri] = text, sent
            self._missing = []

    def _start(self, way: str) -> None:
        """Begin other processes, which know as much of MkDocs as converting takes."""
        settings = {name: self.config[name] for name in (*_SETTINGS, "site_dir")}
        try:
            pickle.dumps(settings)
        except (pickle.PicklingError, AttributeError, TypeError):
            return  # an extension with settings that stay in this process
        self._pool = ProcessPoolExecutor(
            os.cpu_count(),
            multiprocessing.get_context(way),
            initializer=_begin_converting,
            initargs=(settings,),
        )
        with suppress(BrokenExecutor):
            self._pool.submit(int)  # so that they begin at once


def _without_settings(source: str) -> str:
    """A page's Markdown without settings at its top; the same object where there are none."""
    text = meta.get_data(source)[0]
    return source if text == source else text


def _result(pending: Future[bytes | None]) -> str | None:
    """What another process made; none where that process was killed: this one can do it."""
    try:
        made = pending.result()
    except BrokenExecutor:
        return None
    return zlib.decompress(made).decode("utf-8", "surrogatepass") if made else None


def _holds(made: Conversion, address: Address) -> bool:
    """Whether all links of a page lead to where they led when it was converted."""
    return all(address(path) == url for path, url in made.targets.items())


def _file(files: Files, path: str) -> File | None:
    """The file at a path, found in less time where the path is in the form that MkDocs brings it into."""
    return files.src_uris.get(path) or files.get_file_from_path(path)


def _address(files: Files, path: str) -> str | None:
    """The address of a file that pages may link to."""
    file = _file(files, path)
    if file is None or file.inclusion.is_excluded():  # type: ignore[no-untyped-call]  # as MkDocs has it
        return None
    return file.url


# What of MkDocs' settings has a say in how Markdown is read.
_SETTINGS = ("markdown_extensions", "mdx_configs", "validation", "use_directory_urls", "docs_dir")

# In a process that converts: what it knows of the site.
_here: "tuple[Converter, _LikelyFiles] | None" = None


def _begin_converting(settings: dict[str, Any]) -> None:
    global _here
    config = MkDocsConfig()
    config.update(settings)
    _here = Converter(Cache(None), config), _LikelyFiles(config)


def _convert(path: str, text: bytes) -> bytes | None:
    """Convert one page in a process that was begun for it.

    It is handed on compressed, since the conversions of a whole site wait to be asked for.
    """
    assert _here is not None
    converter, files = _here
    page = ConvertedPage(None, files.at(path), converter.config, converter)
    page.markdown = text.decode("utf-8", "surrogatepass")
    made = page.convert(converter.config, files)
    page.file.page = None  # the files stay, the pages need not
    return zlib.compress(made.as_text().encode("utf-8", "surrogatepass"), 1) if made else None


class _LikelyFiles(Files):
    """The files of a site, of which every page is thought to be there that is asked for."""

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


class _TrackedFiles(Files):
    """The files of a site, noting which were asked for and the addresses that they had."""

    def __init__(self, files: Files) -> None:
        self._all = files
        self.targets: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        file = self._all.get_file_from_path(path)
        self.targets[path] = file.url if file else None
        return file


def _entry(item: AnchorLink) -> dict[str, Any]:
    """An entry of a table of contents as Python-Markdown gives it."""
    children = [_entry(child) for child in item.children]
    return {"name": item.title, "id": item.id, "level": item.level, "children": children}


class _Reports(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record)


@contextmanager
def _reports() -> Iterator[list[logging.LogRecord]]:
    """What MkDocs reports of a page meanwhile."""
    handler = _Reports()
    _log.addHandler(handler)
    try:
        yield handler.found
    finally:
        _log.removeHandler(handler)


def _reading(config: MkDocsConfig) -> str:
    """How Markdown is read, as one text: versions, settings, and the code of every extension.

    Empty where that cannot be said, because a setting is more than data or a name.
    """
    if _log.getEffectiveLevel() <= logging.DEBUG:
        return ""  # MkDocs then leaves things out that a page is asked for
    try:
        settings = json.dumps({name: config[name] for name in _SETTINGS}, default=_name, sort_keys=True)
        extensions = markdown.Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
        )
    except (TypeError, ValueError):
        return ""
    parts = [
        *extensions.preprocessors,
        *extensions.parser.blockprocessors,
        *extensions.treeprocessors,
        *extensions.inlinePatterns,
        *extensions.postprocessors,
    ]
    modules = {type(part).__module__ for part in parts} | {__name__}
    code = hashlib.sha256()
    for module in sorted(modules):
        file = getattr(sys.modules.get(module), "__file__", None)
        code.update(Path(file).read_bytes() if file else module.encode())
    return "\n".join(["2", settings, version("markdown"), _host_version(), code.hexdigest()])


def _host_version() -> str:
    """Which program renders, MkDocs or another that takes its place, in which version."""
    host = sys.modules[Page.__module__.partition(".")[0]]
    return f"{host.__name__} {host.__version__}"


def _name(value: object) -> object:
    """A function or class by its name; settings by what they hold."""
    if isinstance(value, Mapping):
        return dict(value)
    if callable(value) and hasattr(value, "__qualname__") and "<" not in value.__qualname__:
        return f"{value.__module__}.{value.__qualname__}"
    raise TypeError
