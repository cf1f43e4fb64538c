"""YAML text to plain values that remember where they stood.

Values are strings, lists and mappings only: `NO`, `12:30`, `1e3` and `2024-01-03` stay the text that
the editor wrote until a field says otherwise. A key with nothing behind it is `None`.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, NoReturn, TypeAlias

import yaml

from builder import syntax
from builder.problems import ContentError, Location, Problem

MAX_BYTES = 10_000_000
MAX_DEPTH = 40
# What aliases may add to one file: enough for any honest use, too little for an alias bomb.
MAX_ALIASED = 10_000
# What an escape such as "\e" can smuggle in: HTML does not allow it, terminals act on it.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Mark(NamedTuple):
    """A position in a file: line and column, from 1."""

    line: int
    column: int


class Mapping(dict[str, "Value"]):
    """A YAML mapping: `mark` is where it begins, `keys_at` and `values_at` where entries stand."""

    __slots__ = ("keys_at", "mark", "values_at")

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.keys_at: dict[str, Mark] = {}
        self.values_at: dict[str, Mark] = {}


class Sequence(list["Value"]):
    """A YAML list: `mark` is where it begins, `items_at` where each item stands."""

    __slots__ = ("items_at", "mark")

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.items_at: list[Mark] = []


Value: TypeAlias = str | Mapping | Sequence | None


class Document(NamedTuple):
    """What one YAML file holds: its value, and the duplicate keys that were met on the way."""

    value: Value
    problems: tuple[Problem, ...]


def read_text(file: Path, name: str) -> str:
    """The text of a file in UTF-8 (a byte order mark is dropped).

    `name` is the file's path as problems shall name it. Raises `ContentError`.
    """
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise _failure(
                "file-too-large",
                Location(name),
                f"the file has {size / 1e6:.0f} MB; at most {MAX_BYTES // 1_000_000} MB are read",
                "Split it into several files in a folder of the kind's name.",
            )
        data = file.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _failure("file-unreadable", Location(name), f"the file cannot be read: {reason}") from None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        raise _failure(
            "not-utf-8",
            Location(name, line, column),
            "the file is not UTF-8 text",
            "Save it again with the encoding UTF-8.",
        ) from None


def read_yaml(text: str, name: str) -> Document:
    """Parse one YAML document with the C parser; raises `ContentError` for what is not YAML."""
    if not text.strip():
        raise _failure(
            "file-empty",
            Location(name),
            "the file is empty",
            "Put a record into it, or remove the file.",
        )
    try:
        return _Assembly(name).run(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError as error:
        raise ContentError([syntax.problem(error, text, name)]) from None


def mark_of(value: Value, path: Iterable[str | int], *, key: bool = False) -> Mark:
    """Where the value at `path` stands, or as far along the path as the file goes.

    With `key`, the position of the last key instead of its value.
    """
    mark = value.mark if isinstance(value, Mapping | Sequence) else Mark(1, 1)
    for step in path:
        if isinstance(value, Mapping) and step in value:
            step = str(step)
            mark = value.keys_at[step] if key else value.values_at[step]
            value = value[step]
        elif isinstance(value, Sequence) and isinstance(step, int) and step < len(value):
            mark = value.items_at[step]
            value = value[step]
        else:
            break
    return mark


class _Frame(NamedTuple):
    """A collection under construction."""

    value: Mapping | Sequence
    anchor: str | None
    nodes_before: int


class _Assembly:
    """Turns the parser's events into values in one pass."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.stack: list[_Frame] = []
        self.key: str | None = None
        self.key_mark = Mark(1, 1)
        self.skip = False
        self.root: Value = None
        self.anchors: dict[str, tuple[Value, int]] = {}
        self.nodes = 0
        self.aliased = 0

    def run(self, events: Iterable[yaml.Event]) -> Document:
        documents = 0
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self.scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self.start(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.end()
            elif isinstance(event, yaml.AliasEvent):
                self.alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(event, "the file holds more than one YAML document", "Remove the `---` line.")
        return Document(self.root, tuple(self.problems))

    def refuse(self, event: yaml.Event, message: str, hint: str, rule: str = "yaml-syntax") -> NoReturn:
        mark = _mark(event)
        raise _failure(rule, Location(self.name, mark.line, mark.column), message, hint)

    def scalar(self, event: yaml.ScalarEvent) -> None:
        self.refuse_tag(event)
        text: str | None = event.value
        if text == "" and not event.style:
            text = None
        if text and not text.isprintable() and (hidden := _CONTROL.search(text)):
            self.refuse(
                event,
                f"the text holds the control character U+{ord(hidden[0]):04X}",
                "Remove it; it cannot be shown.",
            )
        self.nodes += 1
        if event.anchor:
            self.anchors[event.anchor] = (text, 1)
        self.place(text, event)

    def start(self, event: yaml.CollectionStartEvent) -> None:
        self.refuse_tag(event)
        if len(self.stack) >= MAX_DEPTH:
            self.refuse(event, f"lists and mappings are nested deeper than {MAX_DEPTH}", "Flatten them.")
        mark = _mark(event)
        value: Mapping | Sequence
        value = Mapping(mark) if isinstance(event, yaml.MappingStartEvent) else Sequence(mark)
        self.place(value, event)
        self.stack.append(_Frame(value, event.anchor, self.nodes))
        self.nodes += 1

    def end(self) -> None:
        frame = self.stack.pop()
        self.key = None
        if frame.anchor:
            self.anchors[frame.anchor] = (frame.value, self.nodes - frame.nodes_before)

    def alias(self, event: yaml.AliasEvent) -> None:
        anchor = str(event.anchor)
        if any(frame.anchor == anchor for frame in self.stack):
            self.refuse(event, f"`*{anchor}` stands inside what it repeats", "Write the values out.")
        if anchor not in self.anchors:
            self.refuse(
                event,
                f"`*{anchor}` repeats nothing: there is no `&{anchor}` above it",
                "Plain text cannot begin with `*`: put it into quotation marks.",
            )
        value, nodes = self.anchors[anchor]
        self.nodes += nodes
        self.aliased += nodes
        if self.aliased > MAX_ALIASED:
            self.refuse(
                event,
                f"what is repeated with `*` adds more than {MAX_ALIASED:,} values to the file",
                "Write the values out.",
                "alias-multiplies",
            )
        self.place(value, event)

    def place(self, value: Value, event: yaml.Event) -> None:
        if not self.stack:
            self.root = value
            return
        parent = self.stack[-1].value
        if isinstance(parent, Sequence):
            parent.append(value)
            parent.items_at.append(_mark(event))
        elif self.key is None:
            self.begin_entry(value, event)
        else:
            if not self.skip:
                parent[self.key] = value
                parent.keys_at[self.key] = self.key_mark
                parent.values_at[self.key] = _mark(event)
            self.key = None

    def begin_entry(self, key: Value, event: yaml.Event) -> None:
        parent = self.stack[-1].value
        assert isinstance(parent, Mapping)
        if not isinstance(key, str):
            self.refuse(
                event,
                "a key cannot be a list or a mapping",
                "Text that begins with `[` or `{` needs quotation marks.",
            )
        self.key, self.key_mark, self.skip = key, _mark(event), key in parent
        if self.skip:
            first = parent.keys_at[key].line
            self.problems.append(
                Problem(
                    "duplicate-key",
                    Location(self.name, *self.key_mark),
                    f"`{key}` stands here a second time; the first is on line {first}",
                    "Remove one of them, or give it another name.",
                )
            )

    def refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag not in (None, "!"):
            self.refuse(
                event,
                "plain text cannot begin with `!`",
                "Put the text into quotation marks.",
            )


def _mark(event: yaml.Event) -> Mark:
    assert event.start_mark
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


def _failure(rule: str, location: Location, message: str, hint: str = "") -> ContentError:
    return ContentError([Problem(rule, location, message, hint)])
