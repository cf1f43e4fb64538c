"""YAML text to plain values that remember where they stood.

Values are strings, lists and mappings only: `NO`, `12:30`, `1e3` and `2024-01-03` stay the text that
the editor wrote until a field says otherwise. A key with nothing behind it is `None`.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeAlias

import yaml
from yaml import MappingEndEvent, ScalarEvent, SequenceEndEvent

from builder.files import yaml_errors
from builder.files.layout import MAX_BYTES
from builder.files.problems import ContentError, Location, Problem

MAX_DEPTH = 40
# What aliases may add to one file: enough for any honest use, too little for an alias bomb.
MAX_ALIASED = 10_000
# A place as one number, since a file has hundreds of thousands of them: the line, above the bits of the
# column, both from 0. No file is as long as those can count.
_COLUMN_BITS = 24
# What an escape such as "\e" can smuggle in: HTML does not allow it, terminals act on it.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Mark(NamedTuple):
    """A position in a file: line and column, from 1."""

    line: int
    column: int


class Mapping(dict[str, "Value"]):
    """A YAML mapping that knows where it begins (`mark`) and where its keys and values stand."""

    __slots__ = ("place", "places")

    def __init__(self, place: int = 0) -> None:
        super().__init__()
        self.place = place
        # For each entry, in order, the places of its key and of its value.
        self.places: list[int] = []

    @property
    def mark(self) -> Mark:
        return mark_from(self.place)

    def key_at(self, key: str) -> Mark:
        return mark_from(self.places[2 * list(self).index(key)])

    def value_at(self, key: str) -> Mark:
        return mark_from(self.places[2 * list(self).index(key) + 1])


class Sequence(list["Value"]):
    """A YAML list that knows where it begins (`mark`) and where its items stand."""

    __slots__ = ("place", "places")

    def __init__(self, place: int = 0) -> None:
        super().__init__()
        self.place = place
        self.places: list[int] = []

    @property
    def mark(self) -> Mark:
        return mark_from(self.place)

    def item_at(self, index: int) -> Mark:
        return mark_from(self.places[index])


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
        text = data.decode("utf-8-sig")
        return text.replace("\r\n", "\n") if "\r" in text else text
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
        return _Assembly(name, yaml.CSafeLoader(text).get_event).run()
    except yaml.YAMLError as error:
        # There, more are open than we allow.
        if nested := yaml_errors.before_depth(error, text):
            return read_yaml(nested, name)
        raise ContentError([yaml_errors.problem(error, text, name)]) from None


def mark_of(value: Value, path: Iterable[str | int], *, key: bool = False) -> Mark:
    """Where the value at `path` stands, or as far along the path as the file goes.

    With `key`, the position of the last key instead of its value.
    """
    mark = value.mark if isinstance(value, Mapping | Sequence) else Mark(1, 1)
    for step in path:
        if isinstance(value, Mapping) and step in value:
            step = str(step)
            mark = value.key_at(step) if key else value.value_at(step)
            value = value[step]
        elif isinstance(value, Sequence) and isinstance(step, int) and step < len(value):
            mark = value.item_at(step)
            value = value[step]
        else:
            break
    return mark


class _Assembly:
    """Turns the parser's events into values in one pass.

    Every key and value of every file goes through it, so it calls as little as it can.
    """

    def __init__(self, name: str, next_event: Callable[[], Any]) -> None:
        self.name = name
        self.next_event = next_event
        self.problems: list[Problem] = []
        self.anchors: dict[str, Value] = {}
        # The anchors of the collections that are being filled.
        self.filling: list[str] = []
        self.aliased = 0

    def run(self) -> Document:
        root: Value = None
        documents = 0
        while (event := self.next_event()) is not None:
            if isinstance(event, yaml.NodeEvent):
                root = self.value(event, 0)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(event, "the file holds more than one YAML document", "Remove the `---` line.")
        return Document(root, tuple(self.problems))

    def mapping(self, place: int, depth: int) -> Mapping:
        mapping = Mapping(place)
        places, next_event = mapping.places, self.next_event
        while type(event := next_event()) is not MappingEndEvent:
            key = event.value if _is_plain(event) else self.key(event, depth)
            mark = event.start_mark
            place = (mark.line << _COLUMN_BITS) + mark.column
            new = key not in mapping
            if not new:
                self.report_duplicate(mapping, key, place)
            event = next_event()
            value = event.value if _is_plain(event) else self.value(event, depth)
            if new:
                mapping[key] = value
                mark = event.start_mark
                places += place, (mark.line << _COLUMN_BITS) + mark.column
        return mapping

    def sequence(self, place: int, depth: int) -> Sequence:
        sequence = Sequence(place)
        places, next_event = sequence.places, self.next_event
        while type(event := next_event()) is not SequenceEndEvent:
            sequence.append(event.value if _is_plain(event) else self.value(event, depth))
            mark = event.start_mark
            places.append((mark.line << _COLUMN_BITS) + mark.column)
        return sequence

    def key(self, event: yaml.Event, depth: int) -> str:
        key = None if isinstance(event, yaml.CollectionStartEvent) else self.value(event, depth)
        if not isinstance(key, str):
            self.refuse(
                event,
                "a key cannot be a list or a mapping",
                "Text that begins with `[` or `{` needs quotation marks.",
            )
        return key

    def value(self, event: yaml.Event, depth: int) -> Value:
        """The value that begins with an event, whatever it is."""
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        assert isinstance(event, ScalarEvent | yaml.CollectionStartEvent)
        if event.tag is not None and event.tag != "!":
            self.refuse(event, "plain text cannot begin with `!`", "Put the text into quotation marks.")
        value: Value
        if isinstance(event, yaml.CollectionStartEvent):
            value = self.collection(event, depth)
        else:
            value = event.value or (event.value if event.style else None)
            if value and (hidden := _CONTROL.search(value)):
                message = f"the text holds the control character U+{ord(hidden[0]):04X}"
                self.refuse(event, message, "Remove it; it cannot be shown.")
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        return value

    def collection(self, event: yaml.CollectionStartEvent, depth: int) -> Mapping | Sequence:
        if depth >= MAX_DEPTH:
            self.refuse(event, f"lists and mappings are nested deeper than {MAX_DEPTH}", "Flatten them.")
        if event.anchor is not None:
            self.filling.append(event.anchor)
        mark = event.start_mark
        assert mark is not None
        fill = self.mapping if isinstance(event, yaml.MappingStartEvent) else self.sequence
        value = fill((mark.line << _COLUMN_BITS) + mark.column, depth + 1)
        if event.anchor is not None:
            self.filling.pop()
        return value

    def alias(self, event: yaml.AliasEvent) -> Value:
        anchor = str(event.anchor)
        if anchor in self.filling:
            self.refuse(event, f"`*{anchor}` stands inside what it repeats", "Write the values out.")
        if anchor not in self.anchors:
            self.refuse(
                event,
                f"`*{anchor}` repeats nothing: there is no `&{anchor}` above it",
                "Plain text cannot begin with `*`: put it into quotation marks.",
            )
        value = self.anchors[anchor]
        self.aliased += _size(value)
        if self.aliased > MAX_ALIASED:
            self.refuse(
                event,
                f"what is repeated with `*` adds more than {MAX_ALIASED:,} values to the file",
                "Write the values out.",
                "alias-multiplies",
            )
        return value

    def refuse(self, event: yaml.Event, message: str, hint: str, rule: str = "yaml-syntax") -> NoReturn:
        mark = event.start_mark
        assert mark is not None
        raise _failure(rule, Location(self.name, mark.line + 1, mark.column + 1), message, hint)

    def report_duplicate(self, mapping: Mapping, key: str, place: int) -> None:
        self.problems.append(
            Problem(
                "duplicate-key",
                Location(self.name, *mark_from(place)),
                f"`{key}` stands here a second time; the first is on line {mapping.key_at(key).line}",
                "Remove one of them, or give it another name.",
            )
        )


def _is_plain(event: Any) -> bool:
    """Whether an event is a text with nothing particular about it, as nearly all are."""
    return (
        type(event) is ScalarEvent
        and event.tag is None
        and event.anchor is None
        and event.value != ""
        and event.value.isprintable()
    )


def _size(value: Value) -> int:
    """How many keys and values there are in a value, itself among them."""
    if isinstance(value, Mapping):
        return 1 + sum(1 + _size(each) for each in value.values())
    return 1 + sum(map(_size, value)) if isinstance(value, Sequence) else 1


def mark_from(place: int) -> Mark:
    """The position that is kept as one number."""
    line, column = divmod(place, 1 << _COLUMN_BITS)
    return Mark(line + 1, column + 1)


def _failure(rule: str, location: Location, message: str, hint: str = "") -> ContentError:
    return ContentError([Problem(rule, location, message, hint)])
