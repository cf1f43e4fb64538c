"""A built site as those read it who follow its links: pages, what stands in them, where they lead."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

# Where the sites are built to stand.
HOST = "https://briefing.example.org"
BASE = "/iran/pakistan/"

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def text_of(element: Element) -> str:
    """What an element reads as, its white space as single spaces."""
    return " ".join("".join(element.itertext()).split())


def classes(element: Element) -> set[str]:
    """The classes of an element."""
    return set(element.get("class", "").split())


class Target(NamedTuple):
    """Where a link leads in the site: a file, and an anchor in it (empty: its top)."""

    path: str
    anchor: str


@dataclass(frozen=True)
class Page:
    """One HTML file of a site, by its path there."""

    path: str
    html: str

    @cached_property
    def root(self) -> Element:
        """The page's elements; what is not valid HTML raises an error."""
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        root: Element = parser.parse(self.html)
        return root

    @cached_property
    def parents(self) -> dict[Element, Element]:
        """The element around each element."""
        return {child: parent for parent in self.root.iter() for child in parent}

    @cached_property
    def anchors(self) -> dict[str, Element]:
        """Every element with an id, by it."""
        return {element.get("id", ""): element for element in self.all() if element.get("id") is not None}

    def all(self, *names: str) -> Iterator[Element]:
        """Every element, or those with one of these names, in the order of the page."""
        for element in self.root.iter():
            # Comments have a function for a name, whatever the types say.
            tag: object = element.tag
            if isinstance(tag, str) and (not names or tag in names):
                yield element

    def with_class(self, name: str) -> list[Element]:
        """Every element of a class."""
        return [element for element in self.all() if name in classes(element)]

    def around(self, element: Element) -> Iterator[Element]:
        """An element, and those around it, from the inside."""
        yield element
        while element in self.parents:
            element = self.parents[element]
            yield element

    def after(self, element: Element) -> list[Element]:
        """What follows an element inside the one around it."""
        siblings = list(self.parents[element])
        return siblings[siblings.index(element) + 1 :]

    def text_from(self, anchor: Element) -> str:
        """What a reader sees from an anchor on, to the end of its paragraph or item."""
        block = next(
            element
            for element in self.around(anchor)
            if element.tag in ("p", "li", "td", "blockquote", "div")
        )
        pieces: list[str] = []
        seen = block is anchor

        def walk(element: Element) -> None:
            nonlocal seen
            seen = seen or element is anchor
            pieces.append((element.text or "") if seen else "")
            for child in element:
                walk(child)
                pieces.append((child.tail or "") if seen else "")

        walk(block)
        return " ".join("".join(pieces).split())

    @property
    def address(self) -> str:
        """The page's address as readers see it. The page for what is not found has any address."""
        path = "no/such/page/" if self.path == "404.html" else re.sub(r"(^|/)index\.html$", r"\1", self.path)
        return f"{HOST}{BASE}{path}"

    def leads_to(self, href: str) -> Target | None:
        """Where a link of this page leads; none where that is not in the site."""
        parts = urlsplit(urljoin(self.address, href))
        if f"{parts.scheme}://{parts.netloc}" != HOST:
            return None
        path = unquote(parts.path)
        assert path.startswith(BASE), f"{self.path}: {href} leads out of the site’s folder"
        path = path.removeprefix(BASE)
        if path == "" or path.endswith("/"):
            path += "index.html"
        here = self.path == "404.html" and href.startswith("#")
        return Target("404.html" if here else posixpath.normpath(path), unquote(parts.fragment))


@dataclass(frozen=True)
class Site:
    """A built site: the folder it was made from, the folder it is in, what was printed on the way."""

    source: Path
    folder: Path
    printed: str

    @cached_property
    def files(self) -> dict[str, Path]:
        """Every file, by its path in the site."""
        return {
            path.relative_to(self.folder).as_posix(): path
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page, by its path in the site."""
        return {
            path: Page(path, file.read_text(encoding="utf-8"))
            for path, file in self.files.items()
            if path.endswith(".html")
        }

    def find(self, page: Page, href: str) -> tuple[Page, Element]:
        """The page and the element that a link of a page lands on."""
        target = page.leads_to(href)
        assert target is not None, f"{page.path}: {href} leads out of the site"
        assert target.path in self.pages, f"{page.path}: {href} leads to no page"
        found = self.pages[target.path]
        assert not target.anchor or target.anchor in found.anchors, f"{page.path}: {href} has no anchor"
        return found, found.anchors[target.anchor] if target.anchor else found.root
