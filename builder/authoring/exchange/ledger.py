"""One row or object of a file that is imported, and a ledger of what became of it.

An entry remembers which of its values were used. What was not is named in the ledger, so that nothing is
lost without a word, whatever a format's module forgets.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

# What no YAML file here may hold, and half of a surrogate pair, which is no text.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# How many places the ledger remembers for each reason; it counts all of them.
_REMEMBERED = 5
# How many entries that need the editor's eye it remembers.
_DETAILED = 100


class UnreadableError(Exception):
    """An entry that cannot become a record: why, and how to settle it."""

    def __init__(self, why: str, hint: str = "") -> None:
        super().__init__(why)
        self.why, self.hint = why, hint


class Entry:
    """One row or object: its values by name, none of them empty.

    `place` is what people call it (`row 12`, `slide 3`), `line` its first line in the file (0: not known),
    `shown` the names of values as they stand in the file, where they differ; `fault` is why it cannot be
    read, where the file itself shows that.
    """

    def __init__(
        self,
        place: str,
        line: int,
        values: Iterable[tuple[str, str]],
        shown: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.place = place
        self.line = line
        self.shown = shown
        self.values: dict[str, str] = {}
        self.remarks: list[str] = []
        self.fault: UnreadableError | None = None
        self._used: set[str] = set()
        self._reasons: dict[str, str] = {}
        for name, text in values:
            clean = _CONTROL.sub("", text)
            if clean != text:
                self.remarks.append(f"control characters in `{self.called(name)}` are left out")
            if clean.strip():
                self.values[name] = clean.strip()

    def take(self, name: str) -> str:
        """The value of a name, empty where there is none; it counts as carried."""
        if name in self.values:
            self._used.add(name)
        return self.values.get(name, "")

    def peek(self, name: str) -> str:
        """The value of a name, which does not count as carried by that."""
        return self.values.get(name, "")

    def take_all(self, prefix: str) -> None:
        """Count as carried whatever stands below a name: `author` for `author[0].family`."""
        self._used |= {name for name in self.values if re.match(rf"{re.escape(prefix)}(?:$|[.\[])", name)}

    def leave(self, name: str, reason: str) -> None:
        """Say why a value is not carried, where that is more than that it has no place in a briefing."""
        self._used.discard(name)
        self._reasons[name] = reason

    def is_left(self, name: str) -> bool:
        """Whether it was said of a value that it is not carried."""
        return name in self._reasons

    def remark(self, text: str) -> None:
        """Say what was changed on the way."""
        self.remarks.append(text)

    def left(self) -> Iterator[tuple[str, str]]:
        """The names of the values that were not carried, each with the reason."""
        for name in self.values:
            if name not in self._used:
                yield name, self._reasons.get(name, f"`{self.called(name)}` is not carried")

    def called(self, name: str) -> str:
        """What the file calls a value, without the numbers of lists: `author.family`."""
        return re.sub(r"\[\d+\]", "", self.shown.get(name, name))


@dataclass
class Places:
    """How often something was met, at how many places one after the other, and the first of these."""

    count: int = 0
    places: int = 0
    first: list[str] = field(default_factory=list)
    _last: str = ""

    def add(self, place: str) -> None:
        """Count one more."""
        self.count += 1
        if self._last != place:
            self._last = place
            self.places += 1
            if len(self.first) < _REMEMBERED:
                self.first.append(place)

    def __str__(self) -> str:
        more = self.places - len(self.first)
        return ", ".join(self.first) + (f" and {more:,} more" if more else "")


@dataclass(frozen=True)
class Refused:
    """An entry of which nothing was carried: where it stands, why, how to settle it."""

    file: str
    line: int
    place: str
    why: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f"\n    {self.hint}" if self.hint else ""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.place}: {self.why}{hint}"


class Difference(NamedTuple):
    """A field that the briefing holds otherwise than a file: its name, what stands here, what there."""

    field: str
    here: str
    there: str


@dataclass(frozen=True)
class Changed:
    """An entry whose record is in the briefing already, and says something else there."""

    file: str
    line: int
    place: str
    record: str
    differences: tuple[Difference, ...]

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        told = [
            f"`{field}` is {here or 'empty'} here, {there or 'empty'} in the file"
            for field, here, there in self.differences
        ]
        return f"{where}: {self.place}: `{self.record}` is there already, but differs\n    {'; '.join(told)}"


@dataclass
class Ledger:
    """What became of the entries of a file, and of the values of those that were carried.

    `entries` = `carried` + `dropped` (nothing of them was carried) + `there` + `changes` (there, but
    otherwise) + `outside` + `refusals`; `values` (of those carried or dropped) = `values_carried` + those
    counted in `left`.
    """

    entries: int = 0
    carried: int = 0
    dropped: int = 0
    there: int = 0
    outside: int = 0
    values: int = 0
    values_carried: int = 0
    left: dict[str, Places] = field(default_factory=dict)
    remarks: dict[str, Places] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    refusals: int = 0
    changed: list[Changed] = field(default_factory=list)
    changes: int = 0

    def carry(self, entry: Entry) -> None:
        """An entry was read; what of it was not taken is left."""
        self.entries += 1
        self.values += len(entry.values)
        left = list(entry.left())
        self.carried += len(left) < len(entry.values)
        self.dropped += len(left) == len(entry.values)
        self.values_carried += len(entry.values) - len(left)
        for _, reason in left:
            self.left.setdefault(reason, Places()).add(entry.place)
        for remark in entry.remarks:
            self.remarks.setdefault(remark, Places()).add(entry.place)

    def was_there(self) -> None:
        """What an entry would have become is in the briefing already."""
        self.entries += 1
        self.there += 1

    def change(self, entry: Entry, file: str, record: str, differences: Iterable[Difference]) -> None:
        """What is in the briefing already says something else; the first hundred are remembered."""
        self.entries += 1
        self.changes += 1
        if len(self.changed) < _DETAILED:
            self.changed.append(Changed(file, entry.line, entry.place, record, tuple(differences)))

    def leave_outside(self) -> None:
        """An entry was not asked for."""
        self.entries += 1
        self.outside += 1

    def refuse(self, entry: Entry, file: str, error: UnreadableError) -> None:
        """An entry cannot be read; the first hundred are remembered, all are counted."""
        self.entries += 1
        self.refusals += 1
        if len(self.refused) < _DETAILED:
            self.refused.append(Refused(file, entry.line, entry.place, error.why, error.hint))

    def skip(self, place: str, reason: str) -> None:
        """A line that is no entry is passed over."""
        self.remarks.setdefault(reason, Places()).add(place)


def flat(value: object, most: int = 40) -> Iterator[tuple[str, str]]:
    """The texts in nested lists and mappings, each with its path: `text.headline`, `author[0].family`.

    Raises `UnreadableError` where they are nested deeper than `most`.
    """
    waiting: list[tuple[str, object, int]] = [("", value, 0)]
    while waiting:
        path, each, depth = waiting.pop()
        if depth > most:
            raise UnreadableError(f"lists and objects are nested deeper than {most}", "Flatten them.")
        if isinstance(each, Mapping):
            inner = [(f"{path}.{key}" if path else str(key), below) for key, below in each.items()]
        elif isinstance(each, list):
            inner = [(f"{path}[{index}]", below) for index, below in enumerate(each)]
        else:
            if each is not None:
                yield path, str(each).lower() if isinstance(each, bool) else str(each)
            continue
        waiting += [(name, below, depth + 1) for name, below in reversed(inner)]
