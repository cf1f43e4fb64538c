"""The lanes of the timeline strip: bands for phases, marks or bars for events, an axis below."""

from collections.abc import Sequence

from builder.figures import markup
from builder.figures.markup import at, element, em, names, per_cent
from builder.figures.sides import colour
from builder.figures.timeline import timescale
from builder.figures.timeline.placing import HALF, LANE_EDGE, ROW, Count, Lane, Layout, Mark
from builder.figures.timeline.timescale import Stretch
from builder.figures.timeline.words import Words
from builder.model import wording

# In em: the highest bar, and the room above it for its number.
BAR, ABOVE = 2.0, 1.1


class Drawing:
    """Draws what was laid out."""

    def __init__(self, layout: Layout, words: Words) -> None:
        self.layout = layout
        self.words = words
        self.say = words.say

    def html(self) -> str:
        stretches = self.layout.stretches
        lanes = (
            self._bars() if self.layout.summed else "".join(self._lane(lane) for lane in self.layout.lanes)
        )
        bands = element("svg", *map(self._band, stretches), class_="strip-bands", aria_hidden="true")
        plot = element(
            "div",
            bands,
            self._head(),
            lanes,
            self._axis(),
            class_=names(
                "strip-plot",
                None if self.layout.sides else "one-lane",
                "headed" if any(stretch.label for stretch in stretches) else None,
                "several" if len(stretches) > 1 else None,
            ),
            role="group",
            aria_label=self.say("Timeline strip"),
        )
        return plot + element("p", markup.text(self._key()), class_="figure-key strip-key")

    def _x(self, x: float) -> float:
        return 100 - x if self.words.rtl else x

    def _box(self, stretch: Stretch) -> tuple[float, float]:
        """The edge and the width of a stretch."""
        start = 100 - stretch.right if self.words.rtl else stretch.left
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
            for tick in timescale.ticks(stretch, self.words.language)
        ]
        return band + "".join(lines)

    def _head(self) -> str:
        """The names of the phases."""
        labels = []
        for stretch in self.layout.stretches:
            if stretch.label:
                x, width = self._box(stretch)
                words = element("span", markup.text(stretch.label))
                name = element("div", words, class_="strip-phase", title=stretch.label)
                box = {"x": per_cent(x), "width": per_cent(width), "y": "0", "height": em(2.6)}
                labels.append(element("foreignObject", name, **box))
        if not labels:
            return ""
        return element("svg", *labels, class_="strip-head", height=em(2.6))

    def _lane(self, lane: Lane) -> str:
        marks = [(mark.number, self._mark(mark)) for mark in lane.marks]
        marks += [(hidden[0].number, self._more(lane, x, hidden)) for x, hidden in lane.more]
        drawn = "".join(drawn for _, drawn in sorted(marks, key=lambda pair: pair[0]))
        return self._row(lane, drawn, lane.height)

    def _row(self, lane: Lane, drawn: str, height: float) -> str:
        """A lane with its label."""
        words = element("span", markup.text(lane.label), title=lane.label)
        label = element("div", words, class_="strip-label") if self.layout.sides else ""
        classes = names("strip-marks", colour(lane.side))
        plot = element(
            "svg",
            drawn,
            class_=classes,
            height=em(height),
            role="group" if self.layout.sides else None,
            aria_label=lane.label if self.layout.sides else None,
        )
        return element("div", label, plot, class_="strip-lane")

    def _mark(self, mark: Mark) -> str:
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
                    way = -outward if self.words.rtl else outward
                    drawn += at(end, y, element("path", d=_arrow(way), class_="strip-arrow"))
        elif mark.kind == "unknown" and mark.left != mark.right:
            box = {"x": per_cent(min(left, right)), "width": per_cent(abs(right - left))}
            drawn = element("rect", class_="strip-bounds", y=em(y - 0.375), height=em(0.75), **box)
        elif mark.kind == "order":
            drawn = element("line", class_="strip-order", **line)
        circle = element("circle", class_="strip-dot", r=em(HALF))
        number = element(
            "text",
            markup.text(self.words.number(mark.number)),
            dy="0.36em",
            text_anchor="middle",
        )
        return element(
            "a",
            drawn,
            at(x, y, circle, number),
            href=self.words.href(mark.entry.event.id),
            class_=names("strip-mark", mark.kind, "against" if mark.against else None),
            aria_label=self.words.name(mark.number, mark.entry),
        )

    def _more(self, lane: Lane, x: float, hidden: Sequence[Mark]) -> str:
        """The mark for events that there is no room for; it leads to the first of them."""
        y = LANE_EDGE + (lane.rows - 0.5) * ROW
        words = self.say("and {count} more").format(count=self.words.number(len(hidden)))
        pill = element(
            "rect", class_="strip-dot", x=em(-1.1), y=em(-HALF), width=em(2.2), height=em(2 * HALF)
        )
        count = f"+{self.words.number(len(hidden))}"
        number = element("text", count, dy="0.36em", text_anchor="middle")
        return element(
            "a",
            at(self._x(x), y, pill, number),
            href=self.words.href(hidden[0].entry.event.id),
            class_="strip-mark more",
            aria_label=f"{self.words.name(hidden[0].number, hidden[0].entry)} – {count}: {words}",
        )

    def _bars(self) -> str:
        """The lanes, with a bar for each period: as high as it has events, leading to the first of them."""
        lanes = [(lane, self.layout.counts(lane)) for lane in self.layout.lanes]
        most = max((len(count.marks) for _, counts in lanes for count in counts), default=1)
        height = BAR + ABOVE + LANE_EDGE
        rows = []
        for lane, counts in lanes:
            drawn = [self._bar(count, most, height) for count in counts]
            rows.append(self._row(lane, "".join(drawn), height))
        return "".join(rows)

    def _bar(self, count: Count, most: int, height: float) -> str:
        period, number = count.period, self.words.number(len(count.marks))
        high = max(BAR * len(count.marks) / most, 0.2)
        start, width = self._x(period.right if self.words.rtl else period.left), period.right - period.left
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
            href=self.words.href(count.marks[0].entry.event.id),
            class_="strip-bin",
            aria_label=f"{period.label}: {number}",
        )

    def _axis(self) -> str:
        several = len(self.layout.stretches) > 1
        drawn = []
        for stretch in self.layout.stretches:
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
        for tick in timescale.ticks(stretch, self.words.language):
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
        words = timescale.duration(stretch.days, self.words.language)
        x, width = self._box(stretch)
        label = element("div", markup.text(words), class_="strip-length")
        return element(
            "foreignObject", label, x=per_cent(x), width=per_cent(width), y=em(2.5), height=em(1.4)
        )

    def _key(self) -> str:
        """What the marks mean; only what there is."""
        if self.layout.summed:
            said = [self.say("A bar is the number of events in that time, and leads to the first of them.")]
            return " ".join([*said, *self._about_scale()])
        marks = [mark for lane in self.layout.lanes for mark in lane.marks]
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
                any(lane.more for lane in self.layout.lanes),
            ),
        ]
        sentence = wording.sentence([words for words, holds in parts if holds], self.words.language)
        said = [self.say("The numbers lead to the events."), sentence, *self._about_scale()]
        return " ".join(filter(None, said))

    def _about_scale(self) -> list[str]:
        stretches = self.layout.stretches
        said = []
        if len(stretches) > 1:
            said.append(self.say("The scale changes from band to band."))
        if any(stretch.gap for stretch in stretches):
            said.append(self.say("Time is left out where the line is broken."))
        return said


def _arrow(way: int) -> str:
    """An open end: a head beyond the bar, that points onward."""
    return f"M{way * 16} -7L{way * 23} 0L{way * 16} 7"
