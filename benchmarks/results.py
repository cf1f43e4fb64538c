"""What was measured, kept as JSON beside the table, so that parts can be measured at different times.

All numbers of a part come from one run, so that ratios between them hold.
"""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

# The works, and what is measured in them.
CHECK, BUILD, SERVE, GROWTH = "check", "build", "serve", "growth"
WORKS = (CHECK, BUILD, SERVE, GROWTH)

INSIDE, WHOLE = "within one process", "whole processes"
COLD, WARM, EDITED, MEMORY, PAGES = "cold", "nothing changed", "one edit", "peak memory", "pages"
CHECK_COLD, CHECK_WARM = "check, cold", "check, nothing changed"
START = "start"

# Who reads facts.
LOAD, LOAD_UNCOLLECTED = "yaml.load", "yaml.load, collector off"
CHECKED, CHECKED_KEPT = "check", "check, nothing changed"


@dataclass(frozen=True)
class Measured:
    """What one contestant did, each time: seconds, bytes, or pages; a note says why there is less."""

    what: str
    contestant: str
    values: tuple[float, ...]
    note: str = ""

    @property
    def median(self) -> float | None:
        return statistics.median(self.values) if self.values else None


@dataclass(frozen=True)
class Circumstances:
    """When, how, with what and on what something was measured."""

    date: str
    command: str
    commit: str
    system: str
    cores: int
    python: str
    versions: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Part:
    """One work on a briefing of so many records; 0 stands for the first briefing, in `content/`."""

    work: str
    records: int
    pages: int
    made: Circumstances
    measured: tuple[Measured, ...]

    def find(self, what: str, contestant: str) -> Measured:
        """What was measured, or that nothing was."""
        for each in self.measured:
            if (each.what, each.contestant) == (what, contestant):
                return each
        return Measured(what, contestant, ())

    def ratio(self, of: tuple[str, str], to: tuple[str, str]) -> float | None:
        """How one median compares to another, each given as what was measured and who did it."""
        above, below = self.find(*of).median, self.find(*to).median
        return above / below if above is not None and below else None

    def contestants(self) -> tuple[str, ...]:
        """All contestants, in the order in which they were measured first."""
        return tuple(dict.fromkeys(each.contestant for each in self.measured))


_PARTS = TypeAdapter(tuple[Part, ...])


def read(file: Path) -> tuple[Part, ...]:
    """What was kept; nothing if there is no file yet."""
    return _PARTS.validate_json(file.read_bytes()) if file.is_file() else ()


def write(parts: tuple[Part, ...], file: Path) -> None:
    """Keep what was measured."""
    file.write_bytes(_PARTS.dump_json(parts, indent=1) + b"\n")


def merge(earlier: tuple[Part, ...], new: tuple[Part, ...]) -> tuple[Part, ...]:
    """All parts in order, each new one in the place of an earlier one of the same work and size."""
    by_key: Mapping[tuple[int, int], Part] = {
        (WORKS.index(part.work), part.records): part for part in (*earlier, *new)
    }
    return tuple(part for _, part in sorted(by_key.items(), key=lambda item: item[0]))
