"""The blocks of a page: paragraphs, headings, items of lists, rows of tables, each with where it stands."""

import re
from dataclasses import dataclass

from lxml import etree

from builder.authoring.intake.page_tree import Element, PageTree, words_of

# The end of each of these is a break between words (HTML Standard, “Rendering”).
_ELEMENTS = """
address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li listing main
menu nav ol optgroup option p plaintext pre search section select summary table tbody tfoot thead tr
ul xmp
"""
_BREAKS = frozenset(_ELEMENTS.split())
_CELLS = ("td", "th")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PREFORMATTED = ("pre", "listing", "xmp", "plaintext")
_BETWEEN_CELLS = " | "
_LONGEST_CELL = 300  # characters
_KEY = re.compile(r"[\W_]+")
# Soft hyphens are not shown within a line.
_SOFT = "\u00ad"


@dataclass(frozen=True)
class Container:
    """An element that holds blocks: its tag, the words that name it, and the number of the one around it."""

    tag: str
    words: frozenset[str]
    around: int


@dataclass(frozen=True)
class Block:
    """A piece of text that stands apart.

    `kind` is the tag of a heading or a list's item, `pre`, `tr` or else `p`; `container` the number of the
    innermost element that holds it. `linked` is how many of its letters are links.
    """

    text: str
    kind: str
    container: int
    linked: int = 0

    @property
    def is_heading(self) -> bool:
        return self.kind in _HEADINGS

    @property
    def key(self) -> str:
        return key_of(self.text)


def key_of(text: str) -> str:
    """The letters and digits of a text, by which it is known again whatever became of its white space."""
    return _KEY.sub("", text)


def blocks_of(tree: PageTree) -> tuple[list[Block], list[Container]]:
    """The blocks of a page, in order, and the elements around them."""
    walk = _Walk(tree)
    return walk.blocks, walk.containers


class _Walk:
    """One pass through a tree, in which text is gathered until something breaks it."""

    def __init__(self, tree: PageTree) -> None:
        self._data_rows = _data_rows(tree.root)
        self.blocks: list[Block] = []
        self.containers: list[Container] = []
        self._around = [-1]
        self._pieces: list[str] = []
        self._linked = 0
        self._links = 0
        self._kinds = ["p"]
        self._rows = 0
        self._starts_item = False
        for event, element in etree.iterwalk(tree.root, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            breaks = element.tag in _BREAKS or element.tag in _CELLS or element in tree.breaks
            if event == "start":
                self._enter(element, breaks)
            else:
                self._leave(element, breaks)
        self._end_block()

    def _enter(self, element: Element, breaks: bool) -> None:
        tag = self._role(element)
        if tag == "tr":
            self._end_block()
            self._rows += 1
        elif tag in _CELLS and self._rows:
            self._break_cell()
        elif breaks and self._rows:
            self._pieces.append(" ")
        elif breaks:
            self._end_block()
        if tag == "a":
            self._links += 1
        if breaks or element.get("class") or element.get("itemprop"):
            words = frozenset(_split(words_of(element)))
            self.containers.append(Container(tag, words, self._around[-1]))
            self._around.append(len(self.containers) - 1)
        else:
            self._around.append(self._around[-1])
        if tag in _HEADINGS or tag == "li" or tag in _PREFORMATTED or tag == "tr":
            self._kinds.append("pre" if tag in _PREFORMATTED else tag)
        if tag == "li":
            self._starts_item = True
        self._add(element.text)

    def _leave(self, element: Element, breaks: bool) -> None:
        tag = self._role(element)
        if tag == "tr":
            self._end_block()
            self._rows -= 1
        elif breaks and self._rows:
            self._pieces.append(" ")
        elif breaks:
            self._end_block()
        if tag in _HEADINGS or tag == "li" or tag in _PREFORMATTED or tag == "tr":
            self._kinds.pop()
        if tag == "li":
            self._starts_item = False
        if tag == "a":
            self._links -= 1
        self._around.pop()
        self._add(element.tail)

    def _role(self, element: Element) -> str:
        """An element's tag; rows and cells that only lay out a page are boxes as any other."""
        tag = str(element.tag)
        return "div" if tag == "tr" and element not in self._data_rows else tag

    def _add(self, text: str | None) -> None:
        if text:
            if self._kinds[-1] != "pre":
                text = re.sub(r"\s+", " ", text)
            self._pieces.append(text.replace(_SOFT, ""))
            if self._links:
                self._linked += sum(map(str.isalnum, text))

    def _break_cell(self) -> None:
        if any(piece.strip() for piece in self._pieces):
            self._pieces.append(_BETWEEN_CELLS)

    def _end_block(self) -> None:
        kind = self._kinds[-1]
        text = "".join(self._pieces)
        if kind == "pre":
            text = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
        else:
            text = " ".join(text.split())
        if kind == "tr":
            text = _BETWEEN_CELLS.join(cell.strip() for cell in text.split("|") if cell.strip())
        if any(map(str.isalnum, text)):
            if kind == "li" and not self._starts_item:
                kind = "p"
            self.blocks.append(Block(text, kind, self._around[-1], self._linked))
            self._starts_item = False
        self._pieces = []
        self._linked = 0


def _split(words: str) -> list[str]:
    """The words in names of classes: `article__body-text` has three."""
    return re.findall(r"[a-z]+", words[:2000])


def _data_rows(root: Element) -> set[Element]:
    """The rows of tables that hold data: no table in them, no cell as long as a paragraph."""
    rows: set[Element] = set()
    letters: list[int] = []
    plain: list[tuple[bool, list[Element]]] = []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=("table", "tr", "td", "th", "*")):
        if event == "start":
            if element.tag == "table":
                plain = [(False, [])] * len(plain)
                plain.append((True, []))
            elif element.tag == "tr" and plain:
                plain[-1][1].append(element)
            letters.append(len(element.text or ""))
            continue
        within = letters.pop()
        if element.tag in _CELLS and within > _LONGEST_CELL and plain:
            plain[-1] = False, []
        if element.tag == "table" and plain:
            is_plain, found = plain.pop()
            rows |= set(found) if is_plain else set()
        if letters:
            letters[-1] += within + len(element.tail or "")
    return rows
