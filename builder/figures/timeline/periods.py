"""The time scale in periods of the calendar: days, weeks, months, years and rounder years."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from babel.dates import format_interval, format_skeleton

from builder.figures.timeline.timescale import PLOT, Stretch
from builder.model.translation import digits, locale_of

# No period is narrower than this, in em of the narrowest plot: room for a number of two digits.
NARROWEST = 0.9

_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included, as ordinals; between two places along the line."""

    first: int
    last: int
    left: float
    right: float
    label: str


def periods(stretches: Sequence[Stretch], language: str) -> list[Period]:
    """The periods of a scale, all of one kind, so that they can be compared: the shortest that have room."""
    most = [max(int((stretch.right - stretch.left) / 100 * PLOT / NARROWEST), 1) for stretch in stretches]
    skeleton, starts = next(
        kind
        for kind in _kinds(stretches)
        if all(len(those) <= room for those, room in zip(kind[1], most, strict=True))
    )
    found = []
    for stretch, those in zip(stretches, starts, strict=True):
        for start, following in pairwise([*those, stretch.last + 1]):
            left = stretch.left if start == stretch.first else stretch.place(start)
            right = stretch.right if following > stretch.last else stretch.place(following)
            label = _label(start, following - 1, skeleton, language)
            found.append(Period(start, following - 1, left, right, label))
    return found


def _kinds(stretches: Sequence[Stretch]) -> Iterator[tuple[str, list[list[int]]]]:
    """Ways to divide the days of each stretch, the finest first: how a period is called, and where each
    begins; at last, each stretch as a whole."""
    if sum(stretch.days for stretch in stretches) < 1000:  # else these are far too fine
        yield "yMMMd", [list(range(stretch.first, stretch.last + 1)) for stretch in stretches]
        yield "yMMMd", [_from(stretch, _mondays(stretch)) for stretch in stretches]
    for step in _MONTHS:
        yield "yMMM" if step < 12 else "y", [_from(stretch, _months(stretch, step)) for stretch in stretches]
    yield "y", [[stretch.first] for stretch in stretches]


def _from(stretch: Stretch, starts: Iterable[int]) -> list[int]:
    """The first day of a stretch, and those in it on which something begins."""
    return [stretch.first, *(day for day in starts if stretch.first < day <= stretch.last)]


def _mondays(stretch: Stretch) -> Iterable[int]:
    # The first day of the calendar was a Monday.
    return range(stretch.first + 7 - (stretch.first - 1) % 7, stretch.last + 1, 7)


def _months(stretch: Stretch, step: int) -> Iterator[int]:
    """The days on which so many months begin, counted from the year 0."""
    first, last = datetime.date.fromordinal(stretch.first), datetime.date.fromordinal(stretch.last)
    begin = (first.year * 12 + first.month - 1) // step * step + step
    for month in range(begin, last.year * 12 + last.month, step):
        yield datetime.date(month // 12, month % 12 + 1, 1).toordinal()


def _label(first: int, last: int, skeleton: str, language: str) -> str:
    start, end = datetime.date.fromordinal(first), datetime.date.fromordinal(last)
    locale = locale_of(language)
    if skeleton == "yMMM":
        # Babel splits some languages' patterns for months wrongly (Persian: “February to February”).
        names = [str(format_skeleton(skeleton, day, locale=locale)) for day in (start, end)]
        label = names[0] if names[0] == names[1] else locale.interval_formats[None].format(*names)
    else:
        label = str(format_interval(start, end, skeleton, locale=locale))
    return digits(label, language)
