"""Pages of MkDocs whose conversion to HTML may have been made before, and that conversion as it is kept."""

import json
from collections.abc import Set
from dataclasses import dataclass
from typing import Any, Protocol

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from builder.site import mkdocs_insides


@dataclass(frozen=True)
class Conversion:
    """What a page was converted to; `targets` are the addresses that files had for it, none for those that
    there were not."""

    made: mkdocs_insides.Converted
    targets: dict[str, str | None]

    def as_text(self) -> str:
        """The conversion as it is kept: the HTML as it is, after a line that holds all else."""
        rest: dict[str, Any] = self.made._asdict()
        html = rest.pop("html")
        return f"{json.dumps({'made': rest, 'targets': self.targets}, ensure_ascii=False)}\n{html}"

    @classmethod
    def from_text(cls, text: str) -> "Conversion":
        """A conversion that was kept."""
        line, _, html = text.partition("\n")
        rest = json.loads(line)
        return cls(mkdocs_insides.Converted(html=html, **rest["made"]), rest["targets"])


class Conversions(Protocol):
    """Where conversions that were made before come from, and where new ones go."""

    def kept(self, file: File, text: str, files: Files) -> Conversion | None:
        """The conversion of a page's Markdown, where there is one that still holds."""

    def keep(self, file: File, text: str, conversion: Conversion) -> None:
        """Keep a conversion for the builds to come."""


class ConvertedPage(Page):
    """A page of MkDocs whose conversion may have been made before."""

    def __init__(self, title: str | None, file: File, config: MkDocsConfig, conversions: Conversions) -> None:
        super().__init__(title, file, config)
        self._conversions = conversions
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
        kept = self._conversions.kept(self.file, self.markdown or "", files)
        if kept is None:
            kept = self.convert(config, files)
            self.targets = kept.targets if kept else None
            if kept is not None:
                self._conversions.keep(self.file, self.markdown or "", kept)
            return
        self.targets = kept.targets
        mkdocs_insides.put_back(kept.made, self, files)

    def convert(self, config: MkDocsConfig, files: Files) -> Conversion | None:
        """Convert the Markdown as MkDocs does; none where MkDocs had something to report."""
        tracked = mkdocs_insides.TrackedFiles(files)
        with mkdocs_insides.reports() as reports:
            super().render(config, tracked)
        return None if reports else Conversion(mkdocs_insides.converted(self), tracked.targets)
