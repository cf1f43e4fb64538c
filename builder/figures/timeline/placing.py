"""Where each event of the timeline strip stands: along the line, in which lane, in which row of it."""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from builder.facts.chronology import Entry
from builder.figures.sides import rest, side_of, sides_of
from builder.figures.timeline import timescale
from builder.figures.timeline.periods import Period, periods
from builder.figures.timeline.timescale import Scale, Span, Stretch
from builder.model.outlines import ActorOutline
from builder.model.records import Phase, Side

# In em of the figure's text, and in per cent of the narrowest plot.
ROW = 1.75
LANE_EDGE = 0.5
HALF = 0.75
REACH = HALF / timescale.PLOT * 100
MORE_WIDTH = 7.0
MOST_ROWS = 6
# Of more events than this, bars show how many there are.
MOST_MARKS = 120


@dataclass(slots=True)
class Mark:
    """An event in one lane: where its circle is, what it reaches over, and how it looks."""

    number: int
    entry: Entry
    x: float
    left: float
    right: float
    kind: str  # day, span, unknown, order or none
    open_start: bool = False
    open_end: bool = False
    against: bool = False
    row: int = 0

    @property
    def occupied(self) -> tuple[float, float]:
        return min(self.x, self.left) - REACH * 1.1, max(self.x, self.right) + REACH * 1.1


@dataclass(slots=True)
class Lane:
    """One side's marks, and the marks that stand for those for which there was no room."""

    side: int | None
    label: str
    marks: list[Mark] = field(default_factory=list)
    more: list[tuple[float, list[Mark]]] = field(default_factory=list)
    rows: int = 1

    @property
    def height(self) -> float:
        return self.rows * ROW + 2 * LANE_EDGE


@dataclass(frozen=True, slots=True)
class Count:
    """The marks of one lane in one period, in their order."""

    period: Period
    marks: list[Mark]


class Layout:
    """Where everything of one strip is.

    `order` gives each event's number in the whole timeline, `spans` the days of each that has a date;
    `places` the mark of each that has a place, `unplaced` those that have none. In `lanes` marks stand side
    by side; where there are too many (`summed`), they are counted by the `periods` instead.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        sides: Sequence[Side],
        phases: Sequence[Phase],
        actors: Mapping[str, ActorOutline],
        whole: Sequence[Entry],
        *,
        others: str,
        language: str,
    ) -> None:
        self.entries = entries
        self.order = {entry.event.id: number for number, entry in enumerate(whole, 1)}
        self.summed = len(entries) > MOST_MARKS
        self.sides = sides
        self.numbers = side_of(actors, sides)
        self.rest = rest(sides, others)
        self.spans = {
            entry.event.id: span
            for entry in entries
            if entry.event.date and (span := timescale.span_of(entry.event.date))
        }
        spans = [span for entry in entries if (span := self.spans.get(entry.event.id))]
        part = Span(min(span.first for span in spans), max(span.last for span in spans)) if spans else None
        within = part if len(whole) > len(entries) else None
        self.scale = timescale.scale(spans, phases, self._crowd(), within=within, even=self.summed)
        self.unplaced: list[Entry] = []
        self.places = self._places()
        self.lanes = self._lanes(others)
        self.periods = periods(self.scale.stretches, language) if self.scale and self.summed else []

    @property
    def stretches(self) -> Sequence[Stretch]:
        """The stretches of the scale, in order; none where no event has a date."""
        return self.scale.stretches if self.scale else ()

    def counts(self, lane: Lane) -> list[Count]:
        """How many events a lane has in each period, where it has any."""
        found: dict[int, Count] = {}
        every = self.periods
        for mark in sorted(lane.marks, key=lambda mark: mark.number):
            where = max(bisect_right(every, mark.x, key=lambda period: period.left) - 1, 0)
            found.setdefault(where, Count(every[where], [])).marks.append(mark)
        return [found[where] for where in sorted(found)]

    def _crowd(self) -> list[float]:
        """About where the marks will be: an undated one near what stands before it."""
        days: list[float] = []
        for entry in self.entries:
            if span := self.spans.get(entry.event.id):
                days.append((span.first + span.last) / 2 if span.vague else span.first)
            elif days:
                days.append(days[-1])
        return days

    def _places(self) -> dict[str, Mark]:
        """The place of each event along the line."""
        found: dict[str, Mark] = {}
        if self.scale is None:
            self.unplaced = list(self.entries)
            return found
        for entry in self.entries:
            if span := self.spans.get(entry.event.id):
                found[entry.event.id] = self._dated(self.order[entry.event.id], entry, span, self.scale)
        following: dict[str, list[str]] = {}
        for entry in self.entries:
            for before in entry.before:
                following.setdefault(entry.event.id, []).append(before)
            for after in entry.after:
                following.setdefault(after, []).append(entry.event.id)
        first, last = (self.order[entry.event.id] for entry in (self.entries[0], self.entries[-1]))
        # An undated event's place rests on what it came after, so earlier events get their places first.
        step = 2.4 * REACH
        ahead = _Ahead(following, found)
        for entry in self.entries:
            if entry.event.id in found:
                continue
            number = self.order[entry.event.id]
            lefts = [found[other].x for other in entry.after if other in found]
            until, links = ahead.of(entry.event.id)
            # What lies in another part of the timeline lies beyond an edge.
            lefts += [0.0 for other in entry.after if self.order.get(other, first) < first]
            if until is None and any(self.order.get(other, last) > last for other in entry.before):
                until, links = 100.0, 1
            if lefts and until is not None:
                low = max(lefts)
                high = max(until, low)
                x = low + (high - low) / (links + 1)
            elif lefts:
                low = max(lefts)
                high = x = min(low + step, 100 - REACH)
            elif until is not None:
                high = until
                low = x = max(high - step * links, REACH)
            else:
                self.unplaced.append(entry)
                continue
            found[entry.event.id] = Mark(number, entry, x, low, high, "order")
        return found

    def _dated(self, number: int, entry: Entry, span: Span, scale: Scale) -> Mark:
        when = entry.event.date
        assert when is not None
        stretch = scale.stretch_of(span.first)
        low, high = scale.place(span.first), scale.place(span.last)
        if span.vague:
            inner = scale.stretch_of((span.first + span.last) // 2)
            edges = (max(low, inner.left), min(high, inner.right))
            middle = sum(edges) / 2 if edges[0] < edges[1] else (low + high) / 2
            return Mark(
                number,
                entry,
                middle,
                scale.place(span.first, 0),
                scale.place(span.last, 1),
                "unknown",
                when.earliest is None,
                when.latest is None,
            )
        open_start, open_end = when.earliest is None, when.latest is None
        if open_end:
            high = max(stretch.right, self._end() if when.text.endswith("..") else 0) - 2 * REACH
            low = min(low, high)
        if open_start:
            low = stretch.left + 2 * REACH
            high = max(low, high)
        if span.first != span.last or open_start or open_end:
            return Mark(number, entry, high if open_start else low, low, high, "span", open_start, open_end)
        return Mark(number, entry, low, low, low, "day" if when.is_day else "unknown")

    def _end(self) -> float:
        """Where the last stretch with a date ends."""
        assert self.scale is not None
        lasts = [span.last for span in self.spans.values()]
        return self.scale.stretch_of(max(lasts)).right

    def _lanes(self, others_label: str) -> list[Lane]:
        lanes = {number: Lane(number, side.label) for number, side in enumerate(self.sides)}
        others = lanes.get(-1 if self.rest is None else self.rest) or Lane(None, others_label)
        for entry in self.entries:
            mark = self.places.get(entry.event.id)
            if mark is None:
                continue
            acting = sides_of(entry.event.by, self.numbers)
            aimed_at = () if entry.event.by else sides_of(entry.event.against, self.numbers)
            shown = [(lanes[side], False) for side in acting] + [(lanes[side], True) for side in aimed_at]
            for lane, against in shown or [(others, False)]:
                copy = Mark(
                    mark.number,
                    entry,
                    mark.x,
                    mark.left,
                    mark.right,
                    mark.kind,
                    mark.open_start,
                    mark.open_end,
                    against,
                )
                lane.marks.append(copy)
        used = [lane for lane in lanes.values() if lane.marks]
        if others.marks and others not in used:
            used.append(others)
        if not self.summed:
            for lane in used:
                _stack(lane)
        return used


class _Ahead:
    """For undated events: where the next dated one lies, and how many links away that is."""

    def __init__(self, following: Mapping[str, Sequence[str]], dated: Mapping[str, Mark]) -> None:
        self.following = following
        # Where each event lies that has a date of its own; undated ones are added as they are asked for.
        self.known: dict[str, tuple[float | None, int]] = {
            event: (mark.left, 0) for event, mark in dated.items()
        }

    def of(self, event: str) -> tuple[float | None, int]:
        """The place of the first dated event that came later, and the number of links to it."""
        waiting = [event]
        while waiting:
            here = waiting[-1]
            missing = [other for other in self.following.get(here, ()) if other not in self.known]
            if here in self.known:
                waiting.pop()
            elif missing:
                waiting += missing
            else:
                ahead = [self.known[other] for other in self.following.get(here, ())]
                places = [place for place, _ in ahead if place is not None]
                links = max((links for place, links in ahead if place is not None), default=0) + 1
                self.known[here] = (min(places, default=None), links)
                waiting.pop()
        return self.known[event]


def _stack(lane: Lane) -> None:
    """Give each mark the first row where it touches no other; what finds none is counted in a mark `+n`."""
    ends: list[list[tuple[float, float]]] = []
    kept: list[Mark] = []
    left_over: list[Mark] = []
    for mark in sorted(lane.marks, key=lambda mark: (mark.occupied[0], mark.number)):
        left, right = mark.occupied
        free = (
            row
            for row, taken in enumerate(ends)
            if all(right <= start or left >= end for start, end in taken)
        )
        mark.row = next(free, len(ends))
        if mark.row == MOST_ROWS:
            left_over.append(mark)
            continue
        if mark.row == len(ends):
            ends.append([])
        ends[mark.row].append((left, right))
        kept.append(mark)
    lane.marks = kept
    lane.rows = len(ends)
    bins: dict[int, list[Mark]] = {}
    for mark in left_over:
        bins.setdefault(min(math.floor(mark.x / MORE_WIDTH), int(100 / MORE_WIDTH) - 1), []).append(mark)
    lane.more = [
        ((place + 0.5) * MORE_WIDTH, sorted(bins[place], key=lambda mark: mark.number))
        for place in sorted(bins)
    ]
    if lane.more:
        lane.rows += 1
