"""The timeline strip: a lane for each side, phases as bands, a mark for each event; below it the list.

In a wide place the marks stand on lanes, with the list beneath. In a narrow one only the list is shown, as a
rail of dates from top to bottom, with the same marks and bands; the style sheet decides which.

Of more events than can be told apart there are bars instead of marks: how many there are in each month, or
whatever period there is room for. The list then tells the periods, or those events that were picked for it.

In languages that are written from right to left, time runs from right to left.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from builder.facts.chronology import Entry
from builder.figures import markup
from builder.figures.markup import at, element, em, names, per_cent
from builder.figures.sides import colour, rest, side_of, sides_of
from builder.figures.timeline import timescale
from builder.figures.timeline.periods import Period, periods
from builder.figures.timeline.timescale import Scale, Span, Stretch
from builder.model import dates, wording
from builder.model.records import Actor, Phase, Side
from builder.model.translation import marked

# In em of the figure's text, and in per cent of the narrowest plot.
ROW = 1.75
LANE_EDGE = 0.5
HALF = 0.75
REACH = HALF / timescale.PLOT * 100
MORE_WIDTH = 7.0
MOST_ROWS = 6
# Of more events than this, bars show how many there are.
MOST_MARKS = 120
# In em: the highest bar, and the room above it for its number.
BAR, ABOVE = 2.0, 1.1
Date = Callable[[dates.EdtfDate], str]


@dataclass(slots=True)
class _Mark:
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
class _Lane:
    """One side's marks, and the marks that stand for those for which there was no room."""

    side: int | None
    label: str
    marks: list[_Mark] = field(default_factory=list)
    more: list[tuple[float, list[_Mark]]] = field(default_factory=list)
    rows: int = 1

    @property
    def height(self) -> float:
        return self.rows * ROW + 2 * LANE_EDGE


@dataclass(frozen=True, slots=True)
class _Count:
    """The marks of one lane in one period, in their order."""

    period: Period
    marks: list[_Mark]


def strip(
    entries: Sequence[Entry],
    sides: Sequence[Side],
    phases: Sequence[Phase],
    actors: Mapping[str, Actor],
    *,
    href: Callable[[str], str],
    language: str = "en",
    date: Date | None = None,
    say: markup.Say = markup.in_english,
    listed: bool = True,
    picked: Collection[str] | None = None,
    whole: Sequence[Entry] | None = None,
    title: Callable[[str], str] | None = None,
) -> str:
    """The strip for events in their order, with the numbered list of them; nothing where there are none.

    `href` gives the address of an event, `title` its name, `date` a date in words. `listed=False` leaves the
    list out where the lanes are shown (on a page that holds the events themselves); a narrow page shows it
    in any case. `picked` are the events that the list tells, if not all. Where the strip shows a part of a
    timeline, that is `whole`: numbers are those of the whole, and phases go as far as it reaches.
    """
    if not entries:
        return ""
    drawing = _Strip(entries, sides, phases, actors, href, language, date, say, whole or entries, title)
    return drawing.html(listed, picked)


class _Strip:
    """What one strip is drawn from."""

    def __init__(
        self,
        entries: Sequence[Entry],
        sides: Sequence[Side],
        phases: Sequence[Phase],
        actors: Mapping[str, Actor],
        href: Callable[[str], str],
        language: str,
        date: Date | None,
        say: markup.Say,
        whole: Sequence[Entry],
        title: Callable[[str], str] | None,
    ) -> None:
        self.entries = entries
        self.title = title or {entry.event.id: entry.event.title for entry in entries}.__getitem__
        self.order = {entry.event.id: number for number, entry in enumerate(whole, 1)}
        self.summed = len(entries) > MOST_MARKS
        self.sides = sides
        self.href = href
        self.language = language
        self.date = date or (lambda when: dates.in_words(when, language))
        self.say = say
        self.rtl = markup.is_rtl(language)
        self.numbers = side_of(actors, sides)
        self.rest = rest(sides, say("Others"))
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
        self.lanes = self._lanes()
        self.periods = periods(self.scale.stretches, language) if self.scale and self.summed else []

    def html(self, listed: bool, picked: Collection[str] | None) -> str:
        drawing = self._drawing() if self.scale else ""
        classes = names("figure", "strip", None if listed or not self.scale else "strip-unlisted")
        if self.summed and picked is None:
            below = self._list_of_periods()
        else:
            below = self._list(self.order.keys() if picked is None else picked)
        return element("figure", drawing, below, class_=classes)

    # ---- Where everything is ----

    def _crowd(self) -> list[float]:
        """About where the marks will be: an undated one near what stands before it."""
        days: list[float] = []
        for entry in self.entries:
            if span := self.spans.get(entry.event.id):
                days.append((span.first + span.last) / 2 if span.vague else span.first)
            elif days:
                days.append(days[-1])
        return days

    def _places(self) -> dict[str, _Mark]:
        """The place of each event along the line."""
        found: dict[str, _Mark] = {}
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
            found[entry.event.id] = _Mark(number, entry, x, low, high, "order")
        return found

    def _dated(self, number: int, entry: Entry, span: Span, scale: Scale) -> _Mark:
        when = entry.event.date
        assert when is not None
        stretch = scale.stretch_of(span.first)
        low, high = scale.place(span.first), scale.place(span.last)
        if span.vague:
            inner = scale.stretch_of((span.first + span.last) // 2)
            edges = (max(low, inner.left), min(high, inner.right))
            middle = sum(edges) / 2 if edges[0] < edges[1] else (low + high) / 2
            return _Mark(
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
            return _Mark(number, entry, high if open_start else low, low, high, "span", open_start, open_end)
        return _Mark(number, entry, low, low, low, "day" if when.is_day else "unknown")

    def _end(self) -> float:
        """Where the last stretch with a date ends."""
        assert self.scale is not None
        lasts = [span.last for span in self.spans.values()]
        return self.scale.stretch_of(max(lasts)).right

    def _lanes(self) -> list[_Lane]:
        lanes = {number: _Lane(number, side.label) for number, side in enumerate(self.sides)}
        others = lanes.get(-1 if self.rest is None else self.rest) or _Lane(None, self.say("Others"))
        for entry in self.entries:
            mark = self.places.get(entry.event.id)
            if mark is None:
                continue
            acting = sides_of(entry.event.by, self.numbers)
            aimed_at = () if entry.event.by else sides_of(entry.event.against, self.numbers)
            shown = [(lanes[side], False) for side in acting] + [(lanes[side], True) for side in aimed_at]
            for lane, against in shown or [(others, False)]:
                copy = _Mark(
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

    # ---- The lanes ----

    def _drawing(self) -> str:
        assert self.scale is not None
        stretches = self.scale.stretches
        lanes = self._bars() if self.summed else "".join(self._lane(lane) for lane in self.lanes)
        bands = element("svg", *map(self._band, stretches), class_="strip-bands", aria_hidden="true")
        plot = element(
            "div",
            bands,
            self._head(),
            lanes,
            self._axis(),
            class_=names(
                "strip-plot",
                None if self.sides else "one-lane",
                "headed" if any(stretch.label for stretch in stretches) else None,
                "several" if len(stretches) > 1 else None,
            ),
            role="group",
            aria_label=self.say("Timeline strip"),
        )
        return plot + element("p", markup.text(self._key()), class_="figure-key strip-key")

    def _x(self, x: float) -> float:
        return 100 - x if self.rtl else x

    def _box(self, stretch: Stretch) -> tuple[float, float]:
        """The edge and the width of a stretch."""
        start = 100 - stretch.right if self.rtl else stretch.left
        return start, stretch.right - stretch.left

    def _band(self, stretch: Stretch) -> str:
        x, width = self._box(stretch)
        classes = names("strip-band", "strip-phase-band" if stretch.label else None)
        band = element("rect", class_=classes, x=per_cent(x), width=per_cent(width), height="100%")
        lines = [
            element(
                "line",
                class_="strip-grid",
                x1=per_cent(self._x(tick.x)),
                x2=per_cent(self._x(tick.x)),
                y1=em(0),
                y2="100%",
            )
            for tick in timescale.ticks(stretch, self.language)
        ]
        return band + "".join(lines)

    def _head(self) -> str:
        """The names of the phases."""
        assert self.scale is not None
        labels = []
        for stretch in self.scale.stretches:
            if stretch.label:
                x, width = self._box(stretch)
                words = element("span", markup.text(stretch.label))
                name = element("div", words, class_="strip-phase", title=stretch.label)
                box = {"x": per_cent(x), "width": per_cent(width), "y": "0", "height": em(2.6)}
                labels.append(element("foreignObject", name, **box))
        if not labels:
            return ""
        return element("svg", *labels, class_="strip-head", height=em(2.6))

    def _lane(self, lane: _Lane) -> str:
        marks = [(mark.number, self._mark(mark)) for mark in lane.marks]
        marks += [(hidden[0].number, self._more(lane, x, hidden)) for x, hidden in lane.more]
        drawn = "".join(drawn for _, drawn in sorted(marks, key=lambda pair: pair[0]))
        return self._row(lane, drawn, lane.height)

    def _row(self, lane: _Lane, drawn: str, height: float) -> str:
        """A lane with its label."""
        words = element("span", markup.text(lane.label), title=lane.label)
        label = element("div", words, class_="strip-label") if self.sides else ""
        classes = names("strip-marks", colour(lane.side))
        plot = element(
            "svg",
            drawn,
            class_=classes,
            height=em(height),
            role="group" if self.sides else None,
            aria_label=lane.label if self.sides else None,
        )
        return element("div", label, plot, class_="strip-lane")

    def _mark(self, mark: _Mark) -> str:
        y = LANE_EDGE + (mark.row + 0.5) * ROW
        x, left, right = self._x(mark.x), self._x(mark.left), self._x(mark.right)
        line = {"x1": per_cent(left), "x2": per_cent(right), "y1": em(y), "y2": em(y)}
        drawn = ""
        if mark.kind == "span":
            drawn = element("line", class_="strip-bar", **line)
            if mark.against:
                drawn += element("line", class_="strip-bar-inside", **line)
            for is_open, end, outward in ((mark.open_start, left, -1), (mark.open_end, right, 1)):
                if is_open:
                    way = -outward if self.rtl else outward
                    drawn += at(end, y, element("path", d=_arrow(way), class_="strip-arrow"))
        elif mark.kind == "unknown" and mark.left != mark.right:
            box = {"x": per_cent(min(left, right)), "width": per_cent(abs(right - left))}
            drawn = element("rect", class_="strip-bounds", y=em(y - 0.375), height=em(0.75), **box)
        elif mark.kind == "order":
            drawn = element("line", class_="strip-order", **line)
        circle = element("circle", class_="strip-dot", r=em(HALF))
        number = element(
            "text", markup.text(markup.number(mark.number, self.language)), dy="0.36em", text_anchor="middle"
        )
        return element(
            "a",
            drawn,
            at(x, y, circle, number),
            href=self.href(mark.entry.event.id),
            class_=names("strip-mark", mark.kind, "against" if mark.against else None),
            aria_label=self._name(mark.number, mark.entry),
        )

    def _more(self, lane: _Lane, x: float, hidden: Sequence[_Mark]) -> str:
        """The mark for events that there is no room for; it leads to the first of them."""
        y = LANE_EDGE + (lane.rows - 0.5) * ROW
        words = self.say("and {count} more").format(count=markup.number(len(hidden), self.language))
        pill = element(
            "rect", class_="strip-dot", x=em(-1.1), y=em(-HALF), width=em(2.2), height=em(2 * HALF)
        )
        count = f"+{markup.number(len(hidden), self.language)}"
        number = element("text", count, dy="0.36em", text_anchor="middle")
        return element(
            "a",
            at(self._x(x), y, pill, number),
            href=self.href(hidden[0].entry.event.id),
            class_="strip-mark more",
            aria_label=f"{self._name(hidden[0].number, hidden[0].entry)} – {count}: {words}",
        )

    # ---- Bars instead of marks ----

    def _counts(self, lane: _Lane) -> list[_Count]:
        """How many events a lane has in each period, where it has any."""
        found: dict[int, _Count] = {}
        every = self.periods
        for mark in sorted(lane.marks, key=lambda mark: mark.number):
            where = max(bisect_right(every, mark.x, key=lambda period: period.left) - 1, 0)
            found.setdefault(where, _Count(every[where], [])).marks.append(mark)
        return [found[where] for where in sorted(found)]

    def _bars(self) -> str:
        """The lanes, with a bar for each period: as high as it has events, leading to the first of them."""
        lanes = [(lane, self._counts(lane)) for lane in self.lanes]
        most = max((len(count.marks) for _, counts in lanes for count in counts), default=1)
        height = BAR + ABOVE + LANE_EDGE
        rows = []
        for lane, counts in lanes:
            drawn = [self._bar(count, most, height) for count in counts]
            rows.append(self._row(lane, "".join(drawn), height))
        return "".join(rows)

    def _bar(self, count: _Count, most: int, height: float) -> str:
        period, number = count.period, markup.number(len(count.marks), self.language)
        high = max(BAR * len(count.marks) / most, 0.2)
        start, width = self._x(period.right if self.rtl else period.left), period.right - period.left
        box = element(
            "rect",
            class_="strip-count",
            x=per_cent(start + width * 0.06),
            width=per_cent(width * 0.88),
            y=em(height - high),
            height=em(high),
        )
        digits = ""
        if len(number) * 0.45 <= width / 100 * timescale.PLOT:
            digits = element("text", markup.text(number), dy="-0.3em", text_anchor="middle")
        return element(
            "a",
            box,
            at(start + width / 2, height - high, digits),
            href=self.href(count.marks[0].entry.event.id),
            class_="strip-bin",
            aria_label=f"{period.label}: {number}",
        )

    def _list_of_periods(self) -> str:
        """How many events each period has, with a link to the first of them."""
        found: dict[Period, list[tuple[_Lane, _Count]]] = {}
        for lane in self.lanes:
            for count in self._counts(lane):
                found.setdefault(count.period, []).append((lane, count))
        sums = {period: _events(counts) for period, counts in found.items()}
        most = max(map(len, sums.values()), default=1)
        shown = max((sum(len(count.marks) for _, count in counts) for counts in found.values()), default=1)
        parts: list[str] = []
        for stretch in self.scale.stretches if self.scale else ():
            inside = sorted(
                (period for period in found if stretch.first <= period.first <= stretch.last),
                key=lambda period: period.first,
            )
            if inside and stretch.label:
                parts.append(element("p", markup.text(stretch.label), class_="strip-heading"))
            items = [self._period(period, found[period], sums[period], max(most, shown)) for period in inside]
            kind = names("strip-periods", "phase" if stretch.label else None)
            parts += [element("ol", *items, class_=kind)] if items else []
        if self.unplaced:
            first = element(
                "a", markup.text(self.say("Day not known")), href=self.href(self.unplaced[0].event.id)
            )
            number = element("span", markup.text(markup.number(len(self.unplaced), self.language)))
            parts.append(element("p", first, " ", number, class_="strip-heading"))
        return element("div", *parts, class_="strip-entries")

    def _period(
        self, period: Period, counts: Sequence[tuple[_Lane, _Count]], events: Sequence[str], most: int
    ) -> str:
        """One period of the list: a bar made of the sides' parts."""
        bars, x = [], 0.0
        for lane, count in counts:
            width = len(count.marks) / most * 100
            start = 100 - x - width if self.rtl else x
            bars.append(
                element(
                    "rect",
                    class_=names("strip-count", colour(lane.side)),
                    x=per_cent(start),
                    width=per_cent(width),
                    height="100%",
                )
            )
            x += width
        return element(
            "li",
            element("a", markup.text(period.label), href=self.href(events[0])),
            " ",
            element("svg", *bars, class_="strip-sum", height=em(0.75), aria_hidden="true"),
            " ",
            element("span", markup.text(markup.number(len(events), self.language))),
        )

    def _axis(self) -> str:
        assert self.scale is not None
        several = len(self.scale.stretches) > 1
        drawn = []
        for stretch in self.scale.stretches:
            x, width = self._box(stretch)
            drawn.append(
                element(
                    "line",
                    class_="strip-line",
                    x1=per_cent(x),
                    x2=per_cent(x + width),
                    y1="0",
                    y2="0",
                )
            )
            if stretch.gap:
                # Two strokes across the gutter: time is left out.
                broken = element("path", class_="strip-break", d="M-6 5L-1 -5M1 5L6 -5")
                drawn.append(at(self._x(stretch.left - timescale.GUTTER / 2), 0, broken))
            drawn += self._tick_labels(stretch)
            if several:
                drawn.append(self._length(stretch))
        height = 3.9 if several else 2.6
        return element("svg", *drawn, class_="strip-axis", height=em(height), aria_hidden="true")

    def _tick_labels(self, stretch: Stretch) -> list[str]:
        found: list[str] = []
        free = 0.0
        for tick in timescale.ticks(stretch, self.language):
            wide = max(len(tick.label), len(tick.year)) * 0.42 / timescale.PLOT * 100
            start = tick.x - wide / 2 if tick.is_day else tick.x
            if found and (start < free or start + wide > stretch.right + timescale.GUTTER):
                continue
            free = start + wide + 1
            anchor = "middle" if tick.is_day else "start"
            label = element("text", markup.text(tick.label), dy="1.25em", text_anchor=anchor)
            year = (
                element("text", markup.text(tick.year), dy="2.5em", text_anchor=anchor) if tick.year else ""
            )
            found.append(at(self._x(tick.x), 0, label, year, class_="strip-tick"))
        return found

    def _length(self, stretch: Stretch) -> str:
        """How much time a stretch shows: what tells one scale from the next."""
        words = timescale.duration(stretch.days, self.language)
        x, width = self._box(stretch)
        label = element("div", markup.text(words), class_="strip-length")
        return element(
            "foreignObject", label, x=per_cent(x), width=per_cent(width), y=em(2.5), height=em(1.4)
        )

    def _key(self) -> str:
        """What the marks mean; only what there is."""
        if self.summed:
            said = [self.say("A bar is the number of events in that time, and leads to the first of them.")]
            return " ".join([*said, *self._about_scale()])
        marks = [mark for lane in self.lanes for mark in lane.marks]
        kinds = {mark.kind for mark in marks}
        parts = [
            (self.say("a circle is a known day"), "day" in kinds),
            (self.say("a bar is a span of days"), "span" in kinds),
            (self.say("dashed: the day is not known"), bool(kinds & {"unknown", "order"})),
            (self.say("a dotted line: only the order is known"), "order" in kinds),
            (
                self.say("an outline: aimed at this side, with nobody named as acting"),
                any(mark.against for mark in marks),
            ),
            (
                self.say("+ and a number: more events than there is room for, all of them in the list"),
                any(lane.more for lane in self.lanes),
            ),
        ]
        sentence = wording.sentence([words for words, holds in parts if holds], self.language)
        said = [self.say("The numbers lead to the events."), sentence, *self._about_scale()]
        return " ".join(filter(None, said))

    def _about_scale(self) -> list[str]:
        stretches = self.scale.stretches if self.scale else ()
        said = []
        if len(stretches) > 1:
            said.append(self.say("The scale changes from band to band."))
        if any(stretch.gap for stretch in stretches):
            said.append(self.say("Time is left out where the line is broken."))
        return said

    # ---- The list ----

    def _name(self, number: int, entry: Entry) -> str:
        """A mark's name for those who do not see it."""
        return f"{markup.number(number, self.language)}. {self.title(entry.event.id)} – {self._when(entry)}"

    def _when(self, entry: Entry) -> str:
        """The date in words, or what the event's place rests on."""
        if entry.event.date:
            return self.date(entry.event.date)
        number = self.order
        after = max((number[other] for other in entry.after if other in number), default=0)
        before = min((number[other] for other in entry.before if other in number), default=0)
        order = {
            (False, False): marked("day not known"),
            (True, False): marked("day not known, after {after}"),
            (False, True): marked("day not known, before {before}"),
            (True, True): marked("day not known, after {after} and before {before}"),
        }
        written = {
            "after": markup.number(after, self.language),
            "before": markup.number(before, self.language),
        }
        return self.say(order[bool(after), bool(before)]).format(**written)

    def _list(self, told: Collection[str]) -> str:
        groups: list[tuple[Stretch | None, list[tuple[int, Entry]]]] = []
        for entry in self.entries:
            if entry.event.id not in told:
                continue
            number = self.order[entry.event.id]
            stretch = self._stretch_of(entry)
            if not groups or groups[-1][0] != stretch:
                groups.append((stretch, []))
            groups[-1][1].append((number, entry))
        parts = []
        last: Span | None = None
        for index, (stretch, members) in enumerate(groups):
            spans = [span for _, entry in members if (span := self.spans.get(entry.event.id))]
            if pause := self._pause(last, spans[0] if spans else None):
                parts.append(element("p", markup.text(pause), class_="strip-pause"))
            last = spans[-1] if spans else last
            if stretch is None and index and self.unplaced:
                parts.append(element("p", markup.text(self.say("Day not known")), class_="strip-heading"))
            elif stretch and stretch.label:
                parts.append(element("p", markup.text(stretch.label), class_="strip-heading"))
            start = members[0][0]
            # Where some are left out, each says its own number.
            gaps = members[-1][0] - start >= len(members)
            items = [self._item(number, entry, said=gaps) for number, entry in members]
            parts.append(
                element(
                    "ol",
                    *items,
                    class_=names("strip-list", "phase" if stretch and stretch.label else None),
                    start=start if start > 1 else None,
                )
            )
        return element("div", *parts, class_="strip-entries")

    def _stretch_of(self, entry: Entry) -> Stretch | None:
        mark = self.places.get(entry.event.id)
        if mark is None or self.scale is None:
            return None
        return min(
            self.scale.stretches, key=lambda stretch: max(stretch.left - mark.x, mark.x - stretch.right, 0)
        )

    def _pause(self, before: Span | None, after: Span | None) -> str:
        """How much later an event came, where the scale is broken before it."""
        if self.scale is None or before is None or after is None:
            return ""
        stretches = self.scale.stretches
        start = stretches.index(self.scale.stretch_of(before.last))
        end = stretches.index(self.scale.stretch_of(after.first))
        if not any(stretch.gap for stretch in stretches[start + 1 : end + 1]):
            return ""
        time = timescale.duration(max(after.first - before.last, 1), self.language)
        return self.say("{time} later").format(time=time)

    def _item(self, number: int, entry: Entry, *, said: bool) -> str:
        sides = sides_of(entry.event.by or entry.event.against, self.numbers)
        if not sides and self.rest is not None:
            sides = (self.rest,)
        against = bool(sides_of(entry.event.against, self.numbers)) and not entry.event.by
        mark = self.places.get(entry.event.id)
        kind = mark.kind if mark else "none"
        labels = [self.sides[side].label for side in sides] or ([self.say("Others")] if self.sides else [])
        about = [element("span", markup.text(self._when(entry)), class_="strip-date")]
        if labels:
            about.append(element("span", markup.text(" · ".join(labels)), class_="strip-side"))
        return element(
            "li",
            element(
                "span",
                markup.text(markup.number(number, self.language)),
                class_=names("strip-number", kind, "against" if against else None),
            ),
            " ",
            element("span", " · ".join(about), class_="strip-about"),
            " ",
            element("a", markup.text(self.title(entry.event.id)), href=self.href(entry.event.id)),
            class_=colour(sides[0] if sides else None),
            value=number if said else None,
        )


class _Ahead:
    """For undated events: where the next dated one lies, and how many links away that is."""

    def __init__(self, following: Mapping[str, Sequence[str]], dated: Mapping[str, _Mark]) -> None:
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


def _events(counts: Sequence[tuple[_Lane, _Count]]) -> list[str]:
    """The events of several lanes, each once, in their order."""
    numbers = {mark.entry.event.id: mark.number for _, count in counts for mark in count.marks}
    return sorted(numbers, key=numbers.__getitem__)


def _stack(lane: _Lane) -> None:
    """Give each mark the first row where it touches no other; what finds none is counted in a mark `+n`."""
    ends: list[list[tuple[float, float]]] = []
    kept: list[_Mark] = []
    left_over: list[_Mark] = []
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
    bins: dict[int, list[_Mark]] = {}
    for mark in left_over:
        bins.setdefault(min(math.floor(mark.x / MORE_WIDTH), int(100 / MORE_WIDTH) - 1), []).append(mark)
    lane.more = [
        ((place + 0.5) * MORE_WIDTH, sorted(bins[place], key=lambda mark: mark.number))
        for place in sorted(bins)
    ]
    if lane.more:
        lane.rows += 1


def _arrow(way: int) -> str:
    """An open end: a head beyond the bar, that points onward."""
    return f"M{way * 16} -7L{way * 23} 0L{way * 16} 7"
