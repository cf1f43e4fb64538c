"""Markdown pages to HTML, each converted again only when something that it was made from has changed.

A page's HTML depends on its Markdown, on its own address, on how Markdown is read, and on where the
files are that it links to. A conversion that had something to report is not kept, so that it reports
it again. Many pages are converted by several processes, while others are still being written.
"""

from collections.abc import Callable
from concurrent.futures import Future
from functools import cache, partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from builder.machinery.disk_cache import Cache
from builder.machinery.forked import is_alone
from builder.site.conversion_pool import Pool, result
from builder.site.converted_page import Conversion
from builder.site.mkdocs_insides import address_of, without_settings
from builder.site.reading_key import reading_key

# The address of a file, by its path; none where there is no such file.
Address = Callable[[str], str | None]

# Above these sizes worker processes pay for their start: of Markdown, in characters, where they load
# everything anew; of facts, in bytes, where they are copies of this one.
_MANY = 1_000_000
_MANY_FACTS = 200_000
# So much Markdown is looked up at once while pages are being written.
_AT_ONCE = 200_000


class Converter:
    """The conversions of one build: those kept from earlier ones, and those that other processes make.

    Pages may be taken as they are written, before MkDocs knows the files of the site. What was converted
    then stands only if its links lead to where the files turn out to be.
    """

    def __init__(self, cache: Cache, config: MkDocsConfig) -> None:
        self.cache = cache
        self.config = config
        self.reading = reading_key(config)
        self._ready: dict[str, tuple[str, Conversion]] = {}
        self._pending: dict[str, tuple[str, Future[bytes | None]]] = {}
        self._taken: list[tuple[File, str]] = []
        self._missing: list[tuple[File, str]] = []
        self._pool = Pool(config)

    def begin(self, root: Path) -> None:
        """Pages of the briefing in a folder are going to be written: get ready, if they may be many.

        Other processes begin as copies of this one while it is small, where that can be done.
        """
        facts = sum(file.stat().st_size for file in (root / "content").rglob("*.yml"))
        if self.reading and facts > _MANY_FACTS and is_alone():
            self._pool.start("fork")

    def take(self, path: str, markdown: str) -> None:
        """A page is written: have it converted, if there is much to convert."""
        if self.reading:
            file = File(path, None, self.config.site_dir, self.config.use_directory_urls)
            self._taken.append((file, without_settings(markdown)))
            if sum(len(text) for _, text in self._taken) > _AT_ONCE:
                self._pass_on()

    def complete(self, files: Files) -> None:
        """Look up every generated page, and have what is missing converted, if it is much."""
        reading = reading_key(self.config)
        if reading != self.reading:  # another plugin has changed it since
            self.reading = reading
            self._pending.clear()
        self._taken = []
        if not reading:
            return
        address = cache(partial(address_of, files))  # many pages link to the same ones
        for file in files.documentation_pages():
            if file.generated_by is None:
                continue
            text = without_settings(file.content_string)
            if self._pending.get(file.src_uri, ("",))[0] == text:
                continue
            if found := self._look_up(file, text, address):
                self._ready[file.src_uri] = text, found
            else:
                self._taken.append((file, text))
        self._pass_on()

    def end(self) -> None:
        """Let the other processes go, and write down what was converted."""
        self._pool.end()
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
        if pending is not None and pending[0] == text and (made := result(pending[1])) is not None:
            conversion = Conversion.from_text(made)
            if _holds(conversion, partial(address_of, files)):
                self.cache.put(made, *self._key(file, text))
                return conversion
        return self._look_up(file, text, partial(address_of, files))

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
        if not self._pool.is_running and sum(len(text) for _, text in self._missing) > _MANY:
            self._pool.start("spawn")
        if self._pool.is_running:
            for file, text in self._missing:
                if sent := self._pool.convert(file.src_uri, text):
                    self._pending[file.src_uri] = text, sent
            self._missing = []


def _holds(made: Conversion, address: Address) -> bool:
    """Whether all links of a page lead to where they led when it was converted."""
    return all(address(path) == url for path, url in made.targets.items())
