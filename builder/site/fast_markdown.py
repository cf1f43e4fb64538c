"""Python-Markdown's own parts in less time: the same HTML from the same text.

Python-Markdown tries each of its patterns on every piece of text and each kind of block on every block, and
most of them find nothing. Here one is tried only where the text holds what all that it finds holds, and
escapes, which our pages are full of, are seen to all at once. What is not known here is tried everywhere and
in its order, so that nothing changes for other extensions.
"""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown, blockprocessors
from markdown import inlinepatterns as patterns
from markdown.extensions import Extension, tables
from markdown.treeprocessors import InlineProcessor
from markdown.util import ETX, INLINE_PLACEHOLDER, INLINE_PLACEHOLDER_RE, STX, AtomicString

# What a text holds, one of these, where a pattern matches, by the pattern's regular expression.
_NEEDED = {
    patterns.BACKTICK_RE: ("`",),
    patterns.ESCAPE_RE: ("\\",),
    patterns.LINK_RE: ("[",),
    patterns.IMAGE_LINK_RE: ("![",),
    patterns.AUTOLINK_RE: ("<",),
    patterns.AUTOMAIL_RE: ("<",),
    patterns.LINE_BREAK_RE: ("  \n",),
    patterns.HTML_RE: ("<",),
    patterns.ENTITY_RE: ("&",),
    r"\*|_": ("*", "_"),
}
# These look up what the page defines (`[name]: address`), and find nothing where it defines nothing.
_REFERENCES = (
    patterns.ReferenceInlineProcessor,
    patterns.ShortReferenceInlineProcessor,
    patterns.ImageReferenceInlineProcessor,
    patterns.ShortImageReferenceInlineProcessor,
)
_BRACKET = re.compile(r"[\[\]]")
# The usual target of a link, which needs no second look: without a title, brackets or quotation marks.
_TARGET = re.compile(r"\(([^\s()'\"<>]*)\)")


class Quick(Extension):
    """Puts these parts in the place of Python-Markdown's; to be named after all other extensions."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown calls it so
        """Take the place of what no other extension has taken."""
        if type(md.treeprocessors["inline"]) is InlineProcessor:
            md.treeprocessors.register(_Inline(md), "inline", 20)
        if type(md.inlinePatterns["link"]) is patterns.LinkInlineProcessor:
            md.inlinePatterns.register(_Link(patterns.LINK_RE, md), "link", 160)
        blocks = md.parser.blockprocessors
        for name, (priority, usual, quick) in _BLOCKS.items():
            if name in blocks and type(blocks[name]) is usual:
                blocks.register(quick(md.parser), name, priority)
        if "table" in blocks and type(table := blocks["table"]) is tables.TableProcessor:
            config = table.config  # type: ignore[attr-defined]  # the stub leaves it out
            blocks.register(_Table(md.parser, config), "table", 75)


class _Step(NamedTuple):
    """A pattern, what a text must hold for it (one of these; nothing: any text), and within what it is not
    tried."""

    pattern: patterns.InlineProcessor
    needed: tuple[str, ...]
    excluded: frozenset[str]


class _Inline(InlineProcessor):
    """Reads the texts in a tree of elements, and puts the elements into it that stand in them."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Read every text of the tree, the outer ones first."""
        steps = [_step(pattern) for pattern in self.inlinePatterns]
        if any(step is None for step in steps):
            return super().run(tree, ancestors)
        defines = bool(self.md.references)
        self._steps = [step for step in steps if step and (defines or type(step.pattern) not in _REFERENCES)]
        self.stashed_nodes: dict[str, Element | str] = {}
        waiting = [(tree, [*(ancestors or ()), tree.tag.lower()])]
        for element, within in waiting:  # which grows meanwhile
            self.ancestors = within
            waiting += self._read(element)
        return tree

    def _read(self, element: Element) -> list[tuple[Element, list[str]]]:
        """Read the texts of an element's children; what is to be read next, and within what it stands."""
        following: list[tuple[Element, list[str]]] = []
        inserted: list[tuple[Element, list[Element]]] = []
        for child in element:
            within = [*self.ancestors, child.tag.lower()]
            if child.text and not isinstance(child.text, AtomicString):
                text, child.text = child.text, None
                self.ancestors.append(within[-1])
                found = self._take_out(self._marked(text), child)
                self.ancestors.pop()
                following += [(each, [*within, each.tag.lower()]) for each in found]
                inserted.append((child, found))
            if child.tail:
                text, child.tail = child.tail, None
                found = self._take_out(self._marked(text), child, tail=True)
                _insert(element, found, after=child)
            if len(child):
                following.append((child, within))
        for child, found in inserted:
            _insert(child, found)
        return following

    def _marked(self, text: str, first: int = 0) -> str:
        """A text in which marks stand for the elements that a pattern found, from one pattern on."""
        if isinstance(text, AtomicString):
            return text
        for number in range(first, len(self._steps)):
            pattern, needed, excluded = self._steps[number]
            for each in needed:
                if each in text:
                    break
            else:
                if needed:
                    continue
            if excluded and not excluded.isdisjoint(self.ancestors):
                continue
            if type(pattern) is patterns.EscapeInlineProcessor:
                text = pattern.getCompiledRegExp().sub(self._escaped, text)
            else:
                text = self._search(text, pattern, number)
        return text

    def _escaped(self, match: re.Match[str]) -> str:
        """The mark of a character that an escape makes plain."""
        character = match[1]
        if character not in self.md.ESCAPED_CHARS:
            return match[0]
        return self._stash(f"{STX}{ord(character)}{ETX}")

    def _search(self, text: str, pattern: patterns.InlineProcessor, number: int) -> str:
        """A text with marks for all that one pattern finds."""
        expression = pattern.getCompiledRegExp()
        place: int | None = 0
        while place is not None:
            start = end = None
            for match in expression.finditer(text, place):
                node, start, end = pattern.handleMatch(match, text)
                if start is not None and end is not None:
                    break
            else:
                return text
            place = end
            if node is not None:
                self._read_inside(node, number)
                mark = self._stash(node)
                text = f"{text[:start]}{mark}{text[end:]}"
                place = start + len(mark)
        return text

    def _read_inside(self, node: Element | str, number: int) -> None:
        """Mark what the patterns that are still to come find in an element."""
        if isinstance(node, str) or isinstance(node.text, AtomicString):
            return
        for each in (node, *node):
            if each.text:
                self.ancestors.append(each.tag.lower())
                each.text = self._marked(each.text, number + 1)
                self.ancestors.pop()
            if each.tail:
                each.tail = self._marked(each.tail, number)

    def _stash(self, node: Element | str) -> str:
        """Put something aside; the mark that stands for it."""
        name = f"{len(self.stashed_nodes):04d}"
        self.stashed_nodes[name] = node
        return INLINE_PLACEHOLDER % name

    def _take_out(self, text: str, parent: Element, *, tail: bool = False) -> list[Element]:
        """The elements that marks in a text stand for; the text between them goes where it belongs.

        What stands before the first of them is the text of `parent`, or what follows it (`tail`).
        """
        found: list[Element] = []
        between = ""
        pieces = INLINE_PLACEHOLDER_RE.split(text)
        for number, piece in enumerate(pieces):
            if number % 2 == 0:
                between += piece
                continue
            node = self.stashed_nodes.get(piece)
            if node is None:
                between += INLINE_PLACEHOLDER % piece
            elif isinstance(node, str):
                between += node
            else:
                _put(between, found, parent, tail=tail)
                between = ""
                self._take_out_inside(node)
                found.append(node)
        _put(AtomicString(between) if isinstance(text, AtomicString) else between, found, parent, tail=tail)
        return found

    def _take_out_inside(self, node: Element) -> None:
        """Put the elements that marks stand for into an element that was found."""
        for child in (node, *node):
            if child.tail and child.tail.strip():
                text, child.tail = child.tail, None
                found = self._take_out(text, child, tail=True)
                _insert(node, found, after=None if child is node else child)
            if child.text and child.text.strip():
                text, child.text = child.text, None
                _insert(child, self._take_out(text, child))


def _step(pattern: object) -> _Step | None:
    if not isinstance(pattern, patterns.InlineProcessor):
        return None  # of the older kind, which works in another way
    needed = _NEEDED.get(pattern.getCompiledRegExp().pattern, ())
    return _Step(pattern, needed, frozenset(tag.lower() for tag in pattern.ANCESTOR_EXCLUDES))


def _put(text: str, found: list[Element], parent: Element, *, tail: bool) -> None:
    """Put text behind the last element found; where there is none, into the parent or behind it."""
    if not text:
        return
    if found:
        found[-1].tail = f"{found[-1].tail}{text}" if found[-1].tail else text
    elif tail:
        parent.tail = f"{parent.tail}{text}" if parent.tail else text
    else:
        parent.text = f"{parent.text}{text}" if parent.text else text


def _insert(parent: Element, children: list[Element], after: Element | None = None) -> None:
    """Put children into an element, at its beginning or after another one."""
    if children:
        place = 0 if after is None else list(parent).index(after) + 1
        for number, child in enumerate(children):
            parent.insert(place + number, child)


class _Link(patterns.LinkInlineProcessor):
    """Links, whose usual forms are seen at a glance."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802  # as above
        """The text up to the bracket that ends it, brackets within it, where it goes on, whether it ends."""
        open_brackets = 1
        for bracket in _BRACKET.finditer(data, index):
            open_brackets += 1 if bracket[0] == "[" else -1
            if not open_brackets:
                return data[index : bracket.start()], bracket.end(), True
        return data[index:], len(data), False

    def getLink(  # noqa: N802  # as above
        self, data: str, index: int
    ) -> tuple[str, str | None, int, bool]:
        """The address and title in the parentheses, where it goes on, and whether it is a link."""
        if usual := _TARGET.match(data, index):
            return self.unescape(usual[1]).strip(), None, usual.end(), True
        return super().getLink(data, index)


def _begins(block: str, characters: str) -> bool:
    """Whether a line may begin with one of these characters, after spaces."""
    return any(line.lstrip(" ")[:1] in characters for line in block.split("\n"))


class _HashHeader(blockprocessors.HashHeaderProcessor):
    def test(self, parent: Element, block: str) -> bool:
        return _begins(block, "#") and super().test(parent, block)


class _SetextHeader(blockprocessors.SetextHeaderProcessor):
    def test(self, parent: Element, block: str) -> bool:
        return ("\n=" in block or "\n-" in block) and super().test(parent, block)


class _Rule(blockprocessors.HRProcessor):
    def test(self, parent: Element, block: str) -> bool:
        return _begins(block, "-_*") and super().test(parent, block)


class _Quote(blockprocessors.BlockQuoteProcessor):
    def test(self, parent: Element, block: str) -> bool:
        return ">" in block and _begins(block, ">") and super().test(parent, block)


class _Definition(blockprocessors.ReferenceProcessor):
    def test(self, parent: Element, block: str) -> bool:
        return "]:" in block and super().test(parent, block)


class _Table(tables.TableProcessor):
    def test(self, parent: Element, block: str) -> bool:
        return "|" in block and super().test(parent, block)


# Their names in Python-Markdown, their places there, and whose place each takes.
_BLOCKS: dict[str, tuple[int, type[blockprocessors.BlockProcessor], type[blockprocessors.BlockProcessor]]] = {
    "hashheader": (70, blockprocessors.HashHeaderProcessor, _HashHeader),
    "setextheader": (60, blockprocessors.SetextHeaderProcessor, _SetextHeader),
    "hr": (50, blockprocessors.HRProcessor, _Rule),
    "quote": (20, blockprocessors.BlockQuoteProcessor, _Quote),
    "reference": (15, blockprocessors.ReferenceProcessor, _Definition),
}
