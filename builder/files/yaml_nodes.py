"""YAML text to nodes that know which characters of the file they stand on.

The reader gives values and where they begin; this gives, for who wants to change a value or show a word of
it, also where it ends, how it is written, and the place of each character of its text. Offsets count
characters of the text as it stands in the file, with its byte order mark and line ends.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

import yaml

from builder.files import yaml_reader
from builder.files.changes import Path
from builder.files.problems import ContentError, Location, Problem

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
"""What a file holds, as `builder.files.yaml_reader` reads it, without places."""
Span: TypeAlias = tuple[int, int]
"""The offsets of a stretch of the file: from the first up to, not including, the second."""

BYTE_ORDER_MARK = "\ufeff"
BREAK = re.compile("\r\n|\r|\n")
_BREAK = "(?:\r\n|\r|\n)"
# As the parser counts lines.
LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
# What may stand before a value: its anchor, or the tag that says nothing.
_PROPERTIES = re.compile(rf"(?:[&!][^\s,\[\]{{}}]*(?:[ \t]|#[^\r\n]*|{_BREAK})*)*")
_HEADER = re.compile(rf"[|>]([+-]?)([1-9]?)([+-]?)[ \t]*(?:#[^\r\n]*)?(?:{_BREAK}|$)")
_LINE = re.compile(rf"([^\r\n]*)({_BREAK}|$)")
# Line breaks within a text: one reads as a space, several as one less than there are.
_FOLD = rf"(?P<fold>[ \t]*{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*)"
_TOKENS = {
    "": re.compile(rf"{_FOLD}|(?P<run>[ \t]+|[^ \t\r\n]+)"),
    "'": re.compile(rf"{_FOLD}|(?P<run>[ \t]+|[^ \t\r\n']+)|(?P<escape>'')"),
    '"': re.compile(
        rf"(?P<join>\\{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*)"
        r"|(?P<escape>\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^\r\n]))"
        rf'|{_FOLD}|(?P<run>[ \t]+|[^ \t\r\n"\\]+)'
    ),
}
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "_": "\xa0", "L": "\u2028", "P": "\u2029"}


@dataclass(eq=False, slots=True)
class ScalarNode:
    """A text: `value` is none where nothing stands, `style` as PyYAML has it (empty: no quotation marks).

    `start` is where its anchor begins, if it has one, `content` where the text itself does; `end` is where it
    ends, without the blank lines that a block text may have behind it.
    """

    start: int
    content: int
    end: int
    value: str | None
    style: str


@dataclass(eq=False, slots=True)
class Entry:
    """A key and its value."""

    key: "Node"
    value: "Node"


@dataclass(eq=False, slots=True)
class MappingNode:
    """A mapping: `flow` in braces; otherwise `column` (from 0) is where its keys begin."""

    start: int
    end: int
    flow: bool
    column: int
    entries: dict[str, Entry] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class ListNode:
    """A list: `flow` in brackets; otherwise `column` (from 0) is where its dashes stand."""

    start: int
    end: int
    flow: bool
    column: int
    items: list["Node"] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class AliasNode:
    """`*name`, which repeats a value that stands further up."""

    start: int
    end: int
    target: "Node"


Node: TypeAlias = ScalarNode | MappingNode | ListNode | AliasNode


class Place(NamedTuple):
    """A value where it stands: its node, the entry whose value it is, and the collection that holds it.

    `shared` is set where the value, or one that it lies in, is repeated with an alias: the anchored node.
    """

    node: ScalarNode | MappingNode | ListNode
    entry: Entry | None
    outer: MappingNode | ListNode | None
    shared: Node | None


@dataclass(frozen=True, eq=False)
class YamlText:
    """The text of a YAML file, and its nodes; made by `read`.

    `name` is the file's path as problems name it; `root` is none where the file holds nothing; `end` is
    where the document ends, at its `...` or with the text.
    """

    name: str
    text: str
    root: Node | None = field(repr=False)
    end: int = field(repr=False)

    @cached_property
    def newline(self) -> str:
        """How this file ends its lines."""
        found = BREAK.search(self.text)
        return found[0] if found else "\n"

    def tree(self) -> Tree:
        """What the file holds."""
        return tree(self.root)

    def place(self, path: Path) -> Place:
        """What stands at a path; raises `KeyError` where nothing does."""
        node, entry, outer, shared = self.root, None, None, None
        for step in (*path, None):
            if isinstance(node, AliasNode):
                node = node.target
                assert not isinstance(node, AliasNode)
                shared = shared or node
            if node is None:
                raise KeyError(path)
            if node in self._repeated:
                shared = shared or node
            if step is None:
                return Place(node, entry, outer, shared)
            entry, inner = None, None
            if isinstance(node, MappingNode):
                entry = node.entries.get(str(step))
                inner = entry.value if entry else None
            elif isinstance(node, ListNode) and isinstance(step, int) and 0 <= step < len(node.items):
                inner = node.items[step]
            outer, node = node if not isinstance(node, ScalarNode) else None, inner
        raise AssertionError

    def characters(self, place: Place) -> list[Span] | None:
        """For each character of a text's value, where it stands; none where that cannot be told."""
        node = place.node
        if not isinstance(node, ScalarNode) or node.value is None:
            return None
        column = place.outer.column if place.outer and not place.outer.flow else -1
        value, spans = characters(self.text[node.content : node.end], node.style, column)
        # At its end a block text can have blank lines, which `end` leaves out.
        if value is None or value.rstrip("\n") != node.value.rstrip("\n"):
            return None
        missing = len(node.value) - len(spans)
        return [(node.content + a, node.content + b) for a, b in spans] + [(node.end, node.end)] * missing

    def position(self, path: Path, offset: int = 0) -> Location:
        """Where a character of the text at a path stands (0: its first), or the value that stands there."""
        place = self.place(path)
        spans = self.characters(place)
        if spans and 0 <= offset < len(spans):
            return self.location(spans[offset][0])
        return self.location(place.node.content if isinstance(place.node, ScalarNode) else place.node.start)

    def location(self, offset: int) -> Location:
        """The line and column of an offset, as the reader counts them."""
        line = bisect_right(self._lines, offset)
        # A byte order mark has no column.
        start = max(self._lines[line - 1], len(self.text) - len(self.text.removeprefix(BYTE_ORDER_MARK)))
        if line > 1:
            start = self._lines[line - 1]
        return Location(self.name, line, offset - start + 1)

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in LINE_END.finditer(self.text))]

    @cached_property
    def _repeated(self) -> frozenset[Node]:
        return frozenset(node.target for node in _walk(self.root) if isinstance(node, AliasNode))

    def refusal(self, offset: int, message: str, hint: str = "") -> ContentError:
        """The error that says that something cannot be changed at an offset."""
        return ContentError([Problem("not-edited", self.location(offset), message, hint)])


def read(text: str, name: str) -> YamlText:
    """Read a file's text, as it stands, into nodes; an empty one holds nothing.

    Raises `ContentError` with the reader's problems where it is not readable YAML, or has a key twice.
    """
    bare = text.removeprefix(BYTE_ORDER_MARK)
    if not bare.strip():
        return YamlText(name, text, None, len(text))
    document = yaml_reader.read_yaml(bare, name)
    if document.problems:
        raise ContentError(document.problems)
    assembly = _Assembly(text, len(text) - len(bare))
    assembly.run(yaml.parse(bare, Loader=yaml.CSafeLoader))
    return YamlText(name, text, assembly.root, assembly.end)


def tree(node: Node | None) -> Tree:
    """What stands in a node."""
    if isinstance(node, AliasNode):
        return tree(node.target)
    if isinstance(node, MappingNode):
        return {key: tree(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, ListNode):
        return [tree(item) for item in node.items]
    return node.value if node else None


def stop(node: Node) -> int:
    """Where the last thing in a node ends; comments and blank lines behind it are not in it."""
    if isinstance(node, MappingNode) and node.entries and not node.flow:
        last = next(reversed(node.entries.values()))
        # Where nothing stands behind a key, the parser puts the nothing behind the colon.
        return max(stop(last.value), last.key.end + 1)
    if isinstance(node, ListNode) and node.items and not node.flow:
        return stop(node.items[-1])
    return node.end


def _walk(node: Node | None) -> Iterator[Node]:
    if node is None:
        return
    yield node
    inner: list[Node] = []
    if isinstance(node, MappingNode):
        inner = [entry.value for entry in node.entries.values()]
        inner += [entry.key for entry in node.entries.values() if isinstance(entry.key, AliasNode)]
    elif isinstance(node, ListNode):
        inner = node.items
    for each in inner:
        yield from _walk(each)


class _Assembly:
    """Turns the parser's events into nodes in one pass; what is refused, the reader has refused before."""

    def __init__(self, text: str, shift: int) -> None:
        self.text = text
        self.shift = shift
        self.root: Node | None = None
        self.end = len(text)
        self.stack: list[MappingNode | ListNode] = []
        self.keys: list[Node | None] = []
        self.anchors: dict[str, Node] = {}

    def run(self, events: Iterator[yaml.Event]) -> None:
        for event in events:
            assert event.start_mark
            assert event.end_mark
            start, end = event.start_mark.index + self.shift, event.end_mark.index + self.shift
            if isinstance(event, yaml.ScalarEvent):
                self.place(self.scalar(event, start, end), event)
            elif isinstance(event, yaml.CollectionStartEvent):
                # An anchor before it belongs to the event, which then ends where the collection begins.
                column = event.end_mark.column if event.anchor or event.tag else event.start_mark.column
                kind = MappingNode if isinstance(event, yaml.MappingStartEvent) else ListNode
                node = kind(start, end, bool(event.flow_style), column)
                self.place(node, event)
                self.stack.append(node)
                self.keys.append(None)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop().end = end
                self.keys.pop()
            elif isinstance(event, yaml.AliasEvent):
                self.place(AliasNode(start, end, self.anchors[str(event.anchor)]), event)
            elif isinstance(event, yaml.DocumentEndEvent) and event.explicit:
                self.end = start

    def scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> ScalarNode:
        content = start
        if event.anchor or event.tag:
            match = _PROPERTIES.match(self.text, start, end)
            content = match.end() if match else start
        if event.style in ("|", ">"):
            end = _end_of_block(self.text, content, end)
        value = event.value if event.value or event.style else None
        return ScalarNode(start, content, end, value, event.style or "")

    def place(self, node: Node, event: yaml.Event) -> None:
        anchor = getattr(event, "anchor", None)
        if anchor and not isinstance(node, AliasNode):
            self.anchors[anchor] = node
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
        elif (key := self.keys[-1]) is None:
            self.keys[-1] = node
        else:
            parent.entries[str(tree(key))] = Entry(key, node)
            self.keys[-1] = None


def _end_of_block(text: str, start: int, end: int) -> int:
    """Where a block text ends: behind its last line, or behind the blank lines that it keeps (`+`)."""
    header = _HEADER.match(text, start, end)
    body = text[start:end]
    if header and "+" in (header[1], header[3]):
        body = re.sub(rf"{_BREAK}[ ]*\Z", "", body)
    else:
        # A last line of spaces may be text, where it is longer than the indentation.
        body = re.sub(rf"(?:{_BREAK}[ ]*)+\Z", "", body)
    return start + len(body)


def characters(raw: str, style: str, column: int) -> tuple[str | None, list[Span]]:
    """A text as it stands in a file to its value, and for each character of that where in `raw` it stands.

    The value is none where it cannot be read so. `column` is that of the mapping or list around a block text,
    −1 where there is none.
    """
    return _block(raw, style, column) if style in ("|", ">") else _flow(raw, style)


def _flow(raw: str, style: str) -> tuple[str | None, list[Span]]:
    at, end = (1, len(raw) - 1) if style else (0, len(raw))
    value: list[str] = []
    spans: list[Span] = []
    while at < end:
        match = _TOKENS[style].match(raw, at, end)
        if match is None:
            return None, []
        stop = match.end()
        if match.lastgroup == "run":
            value += match[0]
            spans += ((offset, offset + 1) for offset in range(at, stop))
        else:
            read = _unescaped(match[0]) if match.lastgroup == "escape" else _unfolded(match)
            value += read
            # Where one fold is several characters, the first of them stands for it.
            spans += [(at, stop), *[(stop, stop)] * (len(read) - 1)][: len(read)]
        at = stop
    return "".join(value), spans


def _unfolded(match: re.Match[str]) -> str:
    breaks = len(BREAK.findall(match[0]))
    return "\n" * (breaks - 1) or ("" if match.lastgroup == "join" else " ")


def _unescaped(raw: str) -> str:
    if raw == "''":
        return "'"
    if raw[1] in "xuU" and len(raw) > 2:
        return raw.encode().decode("unicode_escape")
    return _ESCAPES.get(raw[1], raw[1])


def _block(raw: str, style: str, column: int) -> tuple[str | None, list[Span]]:
    header = _HEADER.match(raw)
    if header is None:
        return None, []
    lines = [line for line in _LINE.finditer(raw, header.end()) if line[0]]
    first = next((line[1] for line in lines if line[1].strip(" ")), "")
    width = max(column, 0) + int(header[2]) if header[2] else len(first) - len(first.lstrip(" "))
    if first and width <= column:
        return None, []
    value: list[str] = []
    spans: list[Span] = []
    breaks: list[Span] = []  # since the last line with text, its own first
    had_text = was_deeper = False
    for line in lines:
        start, stop, end = line.start() + width, line.end(1), line.end()
        if start >= stop:
            breaks += [(line.start(), end)] if not line[1].strip(" ") and end > stop else []
            continue
        if raw[line.start() : start].strip(" "):
            return None, []
        deeper = raw[start] in " \t"
        if style == ">" and had_text and not deeper and not was_deeper:
            # One break is a space, and goes with the indentation behind it; of several the first goes.
            folded = breaks[1:] or [(breaks[0][0], start)]
            value += "\n" * (len(breaks) - 1) or " "
            spans += folded
        else:
            value += "\n" * len(breaks)
            spans += breaks
        value += raw[start:stop]
        spans += ((offset, offset + 1) for offset in range(start, stop))
        breaks = [(stop, end)] if end > stop else []
        had_text, was_deeper = True, deeper
    chomping = header[1] or header[3]
    last = {"-": [], "+": breaks}.get(chomping, breaks[: 1 if had_text else 0])
    return "".join((*value, "\n" * len(last))), [*spans, *last]
