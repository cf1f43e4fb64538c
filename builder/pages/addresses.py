"""Where everything is: the page and anchor of each record, statement and passage.

The only place where paths are made. Pages are Markdown files, `/`-separated, relative to the site's
root; anchors of records are their ids, all other anchors hold an underscore, which no id does. On which
page a record stands that shares it with others is for the plan of the pages to say (`pages.plan`).
"""

import posixpath
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from builder.facts.briefing import OVERVIEW
from builder.model import base, kinds, records

FRONT = "index.md"
HOW_TO_READ = "how-to-read.md"

# What the path of a page that is made from facts begins with.
_NAMES = frozenset(
    path.partition("/")[0].removesuffix(".md")
    for path in (FRONT, *(kind.pages.path for kind in kinds.KINDS), HOW_TO_READ)
)
# What MkDocs makes a page of, and what is one already.
_PAGE_ENDINGS = frozenset({"md", "markdown", "mdown", "mkdn", "mkd", "html", "htm"})


class Address(NamedTuple):
    """A page and, where it is not the page's top, an anchor in it."""

    page: str
    anchor: str = ""

    def seen_from(self, page: str) -> str:
        """The link to this address from another page."""
        fragment = f"#{self.anchor}" if self.anchor else ""
        if self.page == page and fragment:
            return fragment
        return _relative(self.page, page) + fragment

    def published(self, page: str, *, folders: bool) -> str:
        """The link to this address from another page as a browser sees it, for HTML of our own.

        With `folders`, each page is published as a folder's `index.html` (MkDocs' `use_directory_urls`).
        """
        fragment = f"#{self.anchor}" if self.anchor else ""
        if self.page == page and fragment:
            return fragment
        own, file = (_file_of(each, folders=folders) for each in (page, self.page))
        if not folders:
            return _relative(file, own) + fragment
        return f"{_relative(posixpath.dirname(file) or '.', own)}/{fragment}"


Addresses: TypeAlias = Mapping[str, Address]
"""Where each record is shown, by id; the overview is among them."""


def _relative(target: str, page: str) -> str:
    """The way from a page to another file or folder of the site."""
    here, there = page.split("/")[:-1], [] if target == "." else target.split("/")
    shared = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:]) or "."


def _file_of(page: str, *, folders: bool) -> str:
    """The HTML file that a Markdown page becomes."""
    stem = page.removesuffix(".md")
    if not folders or stem == "index" or stem.endswith("/index"):
        return f"{stem}.html"
    return f"{stem}/index.html"


def from_root(page: str, *, folders: bool) -> str:
    """The address of a published page as a path from the site's root; empty for the root itself."""
    file = _file_of(page, folders=folders)
    return file.removesuffix("index.html") if folders else file


def page_of(kind: type[records.Record]) -> str:
    """The page of a kind of record."""
    return kinds.of_model(kind).pages.path


# The pages that others lead to.
BACKGROUND = page_of(records.Topic)
TIMELINE = page_of(records.Event)
ACTORS = page_of(records.Actor)
VIEWS = page_of(records.View)
DISPUTES = page_of(records.Dispute)
PLACES = page_of(records.Place)
WATCH = page_of(records.Question)
SOURCES = page_of(records.Source)
CHANGES = page_of(records.Edition)


def page_of_part(page: str, name: str) -> str:
    """The page of one part of what would be too much for a page; no record has it as its own."""
    stem = page.removesuffix(".md")
    return f"{stem.removesuffix('index')}list/{name}.md" if stem.endswith("/index") else f"{stem}/{name}.md"


def shown_at(path: str) -> str:
    """What all pages have in common that would be at one address, also on disks that do not tell case.

    `timeline.md`, `timeline/index.md`, `Timeline/README.md` and `timeline.html` are one page to a server;
    the front page is `index`. Empty for a file that is no page.
    """
    stem, dot, ending = unicodedata.normalize("NFC", path).casefold().rpartition(".")
    if not dot or ending not in _PAGE_ENDINGS:
        return ""
    folder, _, name = stem.rpartition("/")
    return (folder or "index") if name in ("index", "readme") else stem


def may_be_made(place: str) -> bool:
    """Whether a page that is shown at a place may be one that is made from facts."""
    return place.partition("/")[0] in _NAMES


def own_page(kind: type[records.Record], record: str) -> str:
    """The page that a record of a kind has to itself; empty where it shares one."""
    pages = kinds.of_model(kind).pages
    return posixpath.join(posixpath.dirname(pages.path), f"{record}.md") if pages.own else ""


def of_record(kind: type[records.Record], record: str, page: str) -> Address:
    """Where a record of a kind is shown, `page` being the one that it shares with others, if it does."""
    own = own_page(kind, record)
    return Address(own) if own else Address(page, record)


def of_part(addresses: Addresses, owner: str, path: base.Path) -> Address:
    """Where a statement, position or relation of a record or of the overview is shown."""
    address = addresses[owner]
    return (
        Address(address.page, anchor_of_part("" if owner == OVERVIEW else owner, path)) if path else address
    )


def anchor_of_part(record: str, path: base.Path) -> str:
    """The anchor of a part of a record: `kerman-bombing_account-1`, counted from 1."""
    steps = [str(step + 1) if isinstance(step, int) else step for step in path]
    return f"{record}_{'-'.join(steps).replace('_', '-')}"


def of_passage(source: str, start: int) -> Address:
    """Where a passage that begins at an offset of a source's text is shown."""
    return Address(own_page(records.Source, source), anchor_of_passage(start))


def anchor_of_passage(start: int) -> str:
    """The anchor of a passage by its offset in the stored text: stable while the text is."""
    return f"_at-{start}"


def of_unchecked(source: str, record: str, path: base.Path) -> Address:
    """Where, on its source's page, a citation that names no stored passage is shown."""
    return Address(own_page(records.Source, source), anchor_of_unchecked(record, path))


def anchor_of_unchecked(record: str, path: base.Path) -> str:
    """The anchor of a citation that names no stored passage, by where it stands."""
    return f"_cited-by-{anchor_of_part(record, path)}"
