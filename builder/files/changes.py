"""What can be changed in a YAML file, as values: `yaml_editing` makes such changes, rules propose them."""

import re
from typing import NamedTuple, TypeAlias

from builder.files.yaml_writer import Plain

# As the parser of YAML counts lines.
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_OTHER_BREAK = re.compile("[\r\x85\u2028\u2029]")

Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands: keys, and numbers of list items from 0; in a file, or in a record."""


class Edit(NamedTuple):
    """What stands from `start` up to, not including, `end` (in characters) gives way to `text`."""

    start: int
    end: int
    text: str


class SetText(NamedTuple):
    """The text (number, date …) at a path gets another value; how it is written stays as far as it can."""

    path: Path
    value: str


class Reword(NamedTuple):
    """Stretches of the text at a path give way to others; offsets are those of the text's value.

    Each is changed where it stands, so that a text that goes on over lines keeps its lines.
    """

    path: Path
    edits: tuple[Edit, ...]


class RenameKey(NamedTuple):
    """The key at a path (its last step) gets another name, and stays where it is."""

    path: Path
    key: str


class AddKey(NamedTuple):
    """The mapping at a path gets one more key, at its end."""

    path: Path
    key: str
    value: Plain


class RemoveKey(NamedTuple):
    """The key at a path goes, with its value and the comments within: a field, or a whole record."""

    path: Path


class Enlist(NamedTuple):
    """The text at a path becomes the only item of a list."""

    path: Path


class SetLine(NamedTuple):
    """A line of a file that is no YAML yet (from 1) becomes another."""

    line: int
    text: str


Change: TypeAlias = SetText | Reword | RenameKey | AddKey | RemoveKey | Enlist
Remedy: TypeAlias = Change | SetLine
"""What settles a problem: a change in its record, or in its file."""


def lines(text: str) -> list[str]:
    """The lines of a YAML file, as its parser counts them."""
    return _LINE_BREAK.split(text) if _OTHER_BREAK.search(text) else text.split("\n")
