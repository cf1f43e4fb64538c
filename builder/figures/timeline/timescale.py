"""A time scale that is broken where nothing happens, and says so.

A scale is a row of stretches, each with a scale of its own: one for every named phase, and one for every
cluster of days outside phases. What lies between two stretches is left out.
"""

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta

from builder.model.dates import EdtfDate
from builder.model.records import Phase
from builder.model.translation import digits, locale_of

# The narrowest plot that a strip is drawn in, in em; widths of text are reckoned for it.
PLOT = 32.0
GUTTER = 2.6
INSET = 2.4
# Fewer days without anything are never left out, nor is time left out more often than this.
SHORTEST_BREAK = 10
MOST_BREAKS = 5

_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last, as the ordinals of days, both included.

    `vague` is whether one day of these is meant, and not known which.
    """

    first: int
    last: int
    vague: bool = False

    def touches(self, other: "Span | Stretch") -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the scale; `year` stands below the label where the year is new.

    `is_day` is whether it stands for a day, at its noon, and not for the beginning of a month or year.
    """

    x: float
    label: str
    year: str = ""
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that are drawn to one scale, between two places along the line (per cent).

    `label` is the name of the phase, if it is one; `gap` is whether time is left out before it.
    """

    first: int
    last: int
    label: str = ""
    gap: bool = False
    left: float = 0
    right: float = 100

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    def place(self, day: float) -> float:
        """Where a day (its noon is the ordinal plus a half) lies along the line."""
        inset = min(INSET, (self.right - self.left) / 2)
        share = min(max((day - self.first) / self.days, 0), 1)
        return self.left + inset + share * (self.right - self.left - 2 * inset)


class Scale:
    """Where each day lies along the line."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self.stretches = tuple(stretches)

    def place(self, day: int, share: float = 0.5) -> float:
        """Where a day lies: its noon, or another share of it (0: its beginning, 1: its end).

        A day that is left out, or outside the scale, lies at the nearest edge.
        """
        return self.stretch_of(day).place(day + share)

    def stretch_of(self, day: int) -> Stretch:
        """The stretch that a day lies in, or the one nearest to it."""

        def distance(stretch: Stretch) -> int:
            return max(stretch.first - day, day - stretch.last, 0)

        return min(self.stretches, key=distance)


def span_of(date: EdtfDate) -> Span | None:
    """The days that a date may lie between; an open end lies where the date begins."""
    first, last = date.earliest or date.latest, date.latest or date.earliest
    if first is None or last is None:
        return None
    whole = "/" in date.text or date.text.startswith("{")
    return Span(first.toordinal(), last.toordinal(), vague=first != last and not whole)


def scale(
    spans: Sequence[Span],
    phases: Sequence[Phase],
    crowd: Sequence[float] = (),
    *,
    within: Span | None = None,
    even: bool = False,
) -> Scale | None:
    """The scale for some dates and phases; `crowd` are the days with marks, for which there must be room.

    There is none where there is neither a date nor a phase. Of phases only what lies `within` some days is
    shown, where these are given. An `even` scale gives all days the same room, as far as names allow.
    """
    stretches = _phases(phases, spans)
    if within:
        stretches = [
            replace(stretch, first=max(stretch.first, within.first), last=min(stretch.last, within.last))
            for stretch in stretches
            if within.touches(stretch)
        ]
    # A vague date that may lie in a phase needs no stretch of its own: its mark goes to the phase's edge.
    outside = [
        span for span in spans if not (span.vague and any(span.touches(stretch) for stretch in stretches))
    ]
    stretches += [cluster for hole in _holes(stretches) for cluster in _clusters(outside, hole)]
    if not stretches:
        return None
    stretches.sort(key=lambda stretch: stretch.first)
    stretches = [
        replace(stretch, gap=bool(index) and stretch.first > stretches[index - 1].last + 1)
        for index, stretch in enumerate(stretches)
    ]
    return Scale(_laid_out(stretches, crowd, even=even))


def ticks(stretch: Stretch, language: str) -> list[Tick]:
    """The marks of a stretch, no closer than their labels allow."""
    locale = locale_of(language)
    width = (stretch.right - stretch.left - 2 * INSET) / 100 * PLOT
    days = stretch.days
    first, last = datetime.date.fromordinal(stretch.first), datetime.date.fromordinal(stretch.last)

    def made(when: Iterable[datetime.date], kind: str) -> list[Tick]:
        found: list[Tick] = []
        year = None
        for day in when:
            label = _tick_label(day, kind, locale)
            new = kind != "year" and day.year != year
            year = day.year
            shown = str(format_date(day, "y", locale)) if new else ""
            noon = 0.5 if kind == "day" else 0
            x = stretch.place(day.toordinal() + noon)
            words = digits(label, language), digits(shown, language)
            found.append(Tick(x, *words, is_day=kind == "day"))
        return found

    for step in _DAY_STEPS:
        if days / step * 3.6 <= max(width, 3.6 if step == 1 else 0) + 3.6:
            start = stretch.first + (-(stretch.first - 1) % 7 if step >= 7 else 0)
            when = [datetime.date.fromordinal(day) for day in range(start, stretch.last + 1, step)]
            if when:
                return made(when, "day")
    for step in _MONTH_STEPS:
        if days / 30.4 / step * 2.8 <= width + 2.8:
            months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
            when = [datetime.date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
            when = [day for day in when if day >= first] or [first]
            return made(when, "month")
    for step in _YEAR_STEPS:
        if days / 365.25 / step * 3.2 <= width + 3.2:
            break
    years = range(first.year, last.year + 1)
    when = [datetime.date(year, 1, 1) for year in years if year % step == 0 and year >= 1]
    return made([day for day in when if day >= first] or [first], "year")


def duration(days: int, language: str) -> str:
    """A length of time in words, roughly: 6 days, 8 months, 11 years."""
    locale = locale_of(language)
    delta = datetime.timedelta(days=days)
    words = str(format_timedelta(delta, granularity="day", threshold=2, locale=locale))
    return digits(words, language)


def _tick_label(day: datetime.date, kind: str, locale: Locale) -> str:
    if kind == "year":
        return str(format_date(day, "y", locale))
    return str(format_skeleton("MMM" if kind == "month" else "MMMd", day, locale=locale))


def _phases(phases: Sequence[Phase], spans: Sequence[Span]) -> list[Stretch]:
    """A stretch for each phase. Phases that overlap give way to the one before; an open one runs on to
    the last date that there is."""
    found: list[Stretch] = []
    begun = [(span_of(phase.start), phase) for phase in phases]
    for start, phase in sorted(
        ((start, phase) for start, phase in begun if start), key=lambda pair: pair[0].first
    ):
        end = span_of(phase.end) if phase.end else None
        after = [span.last for span in spans if span.last >= start.first]
        last = end.last if end else max([start.last, *after])
        if not end:
            # It runs on only as far as the next phase lets it.
            later = [other.first for other, _ in begun if other and other.first > start.first]
            last = min([last, *(first - 1 for first in later)])
        first = max(start.first, found[-1].last + 1) if found else start.first
        if last < first:
            if found:
                found[-1] = replace(found[-1], label=f"{found[-1].label} · {phase.label}")
            continue
        found.append(Stretch(first, last, phase.label))
    return found


def _holes(stretches: Sequence[Stretch]) -> list[Span]:
    """What lies before, between and after stretches."""
    edges = [(0, 0), *((stretch.first, stretch.last) for stretch in stretches)]
    end = datetime.date.max.toordinal()
    nexts = [first for first, _ in edges[1:]] + [end + 1]
    return [
        Span(last + 1, following - 1)
        for (_, last), following in zip(edges, nexts, strict=True)
        if following > last + 1
    ]


def _clusters(spans: Sequence[Span], hole: Span) -> list[Stretch]:
    """The dates in a hole, parted where far more time passes without anything than with."""
    inside = sorted(
        ((max(span.first, hole.first), min(span.last, hole.last)) for span in spans if span.touches(hole)),
    )
    clusters: list[tuple[int, int]] = []
    for first, last in inside:
        if clusters and first <= clusters[-1][1] + 1:
            clusters[-1] = (clusters[-1][0], max(clusters[-1][1], last))
        else:
            clusters.append((first, last))
    if not clusters:
        return []
    gaps = [after[0] - before[1] for before, after in pairwise(clusters)]
    shortest = _shortest_break(gaps, clusters[-1][1] - clusters[0][0] + 1)
    merged = [clusters[0]]
    for gap, cluster in zip(gaps, clusters[1:], strict=True):
        if gap >= shortest:
            merged.append(cluster)
        else:
            merged[-1] = (merged[-1][0], cluster[1])
    return [Stretch(first, last) for first, last in merged]


def _shortest_break(gaps: Sequence[int], total: int) -> int:
    """How long a gap must be to be left out: twice all the time that is then still shown."""
    shortest = total + 1
    rest = total
    for gap in sorted(gaps, reverse=True)[:MOST_BREAKS]:
        rest -= gap
        if gap >= SHORTEST_BREAK and gap > 2 * max(rest, 1):
            shortest = gap
    return shortest


def _laid_out(stretches: Sequence[Stretch], crowd: Sequence[float], *, even: bool) -> list[Stretch]:
    """The stretches with their places along the line: room for names, marks and, a little, for days."""
    weights = []
    for stretch in stretches:
        marks = sum(1 for day in crowd if stretch.first <= day < stretch.last + 1)
        words = stretch.label.split()
        # In em: the longest word, or half the name, so that it takes two lines.
        name = 0.5 * max([len(word) for word in words] + [len(stretch.label) / 2 + 2]) if words else 0
        if even:
            room_for_days = PLOT * stretch.days / sum(each.days for each in stretches)
        else:
            room_for_days = 3 + min(0.9 * marks, 13) + math.log2(1 + stretch.days) * 0.2
        weights.append(max(3.4, min(name, 6), room_for_days))
    room = 100 - GUTTER * (len(stretches) - 1)
    place = 0.0
    found = []
    for stretch, weight in zip(stretches, weights, strict=True):
        width = room * weight / sum(weights)
        found.append(replace(stretch, left=place, right=place + width))
        place += width + GUTTER
    return found
