"""What is to be published, as plain values: the navigation, the pages, and what all of them show."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from builder.files.problems import Problem


@dataclass(frozen=True, slots=True)
class Page:
    """One page to be written.

    `path` is its Markdown file in the site, `template` the file's name in `templates/pages/` without
    its ending, `record` the record that it is about (empty for pages about many), `file` and `line`
    the YAML that an editor opens to change it (line 0: the file or folder as a whole). `records` are those
    that stand on a page about many, in their order there. Where they would be too many, other pages
    hold some of them each, and go by their `label` among their like.
    """

    path: str
    title: str
    template: str
    record: str
    file: str
    line: int = 0
    records: tuple[str, ...] = ()
    label: str = ""

    @property
    def edit_uri(self) -> str:
        """The YAML behind the page, relative to the repository, with its line as hosts write it."""
        return f"{self.file}#L{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the navigation: a page, or a page with others below it."""

    title: str
    page: Page
    below: tuple[Page, ...] = ()


@dataclass(frozen=True)
class Masthead:
    """What every page says at its top, and of itself.

    `direction` is `ltr` or `rtl`; `digits` is what CSS calls the digits of the language; `as_of` is in words;
    `status` is where the situation is going; `notice` is what holds for every page; `how_to_read` is the page
    that explains the site, as a path in it; `serving` is whether it is shown to those who write it.
    """

    title: str
    description: str
    language: str
    direction: str
    digits: str
    as_of: str
    status: str
    notice: str
    how_to_read: str
    serving: bool = False


@dataclass(frozen=True)
class Site:
    """What is to be published: the navigation, each page's Markdown by its path, the editors' own
    pages (paths below `content/pages/`), the pieces of the search index, and what the check found."""

    masthead: Masthead
    sections: tuple[Section, ...]
    markdown: dict[str, str]
    own_pages: tuple[str, ...]
    searched: tuple[str, ...]
    problems: tuple[Problem, ...]


class Helper(Protocol):
    """Somebody who does something with each page while others are still being written."""

    def begin(self, root: Path) -> None:
        """The briefing in a folder is going to be read and its pages written."""

    def take(self, path: str, markdown: str) -> None:
        """A page is written."""


def all_pages(sections: Iterable[Section]) -> list[Page]:
    """Every page of a navigation, in its order."""
    return [page for section in sections for page in (section.page, *section.below)]
