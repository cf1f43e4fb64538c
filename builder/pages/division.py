"""What is too much for one page, in parts: events by the calendar, all else one after the other.

Which part something is in follows from its place in the order and from how many there are, so that
readers can say where to look, and a part stays as it is while only others change.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple


class Period(NamedTuple):
    """A stretch of the calendar that has a page to itself, or several, one for each part.

    `name` stands in addresses: `2024`, `2024-q1`, `2024-01`; `date` is the same in EDTF, empty where the day
    is not known; `year` the year that it is a part of, if it is less than one. `parts` are where the events
    of each page stand in the order of all.
    """

    name: str
    date: str
    year: str
    parts: tuple[range, ...]


UNDATED = "undated"

# From the longest: a period is as long as it can be without holding too many events.
_Naming = Callable[[datetime.date], tuple[str, str, str]]


def _years(day: datetime.date, count: int) -> tuple[str, str, str]:
    start = day.year - day.year % count
    first, last = f"{max(start, 1):04}", f"{start + count - 1:04}"
    return f"{first}-{last}", f"{first}/{last}", ""


def _quarter(day: datetime.date) -> tuple[str, str, str]:
    number = (day.month + 2) // 3
    year = f"{day.year:04}"
    return f"{year}-q{number}", f"{year}-{3 * number - 2:02}/{year}-{3 * number:02}", year


def _month(day: datetime.date) -> tuple[str, str, str]:
    month = f"{day.year:04}-{day.month:02}"
    return month, month, f"{day.year:04}"


_LEVELS: tuple[_Naming, ...] = (
    lambda day: _years(day, 100),
    lambda day: _years(day, 10),
    lambda day: (f"{day.year:04}", f"{day.year:04}", ""),
    _quarter,
    _month,
)


def periods(days: Sequence[datetime.date | None], most: int) -> list[Period]:
    """The periods in which events stand, by the days that put them in order, those without one last.

    Each is a century, a decade, a year, a quarter or a month, the longest that holds at most so many
    events; a month that holds more is in parts.
    """
    known = [day for day in days if day is not None]
    found = list(_within(known, range(len(known)), most, _LEVELS))
    if len(known) < len(days):
        found.append(Period(UNDATED, "", "", _alike(range(len(known), len(days)), most)))
    return found


def _within(
    days: Sequence[datetime.date], places: range, most: int, levels: tuple[_Naming, ...]
) -> Iterator[Period]:
    """The periods of some of the events, the longest of the first of the levels."""
    named, *shorter = levels
    for (name, date, year), group in groupby(places, lambda place: named(days[place])):
        held = list(group)
        within = range(held[0], held[-1] + 1)
        if shorter and len(within) > most:
            yield from _within(days, within, most, tuple(shorter))
        else:
            yield Period(name, date, year, _alike(within, most))


def parts(places: range, most: int) -> tuple[range, ...]:
    """So many at a time, one after the other: what is added at the end changes only the last part."""
    return tuple(places[start : start + most] for start in range(0, len(places), most))


def _alike(places: range, most: int) -> tuple[range, ...]:
    """As few parts as possible, none much smaller than the others."""
    number = -(-len(places) // most)
    return parts(places, -(-len(places) // number))
