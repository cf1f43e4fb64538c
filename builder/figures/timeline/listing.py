"""The list below the timeline strip: its events, or its periods where there are too many."""

from collections.abc import Collection, Sequence

from builder.facts.chronology import Entry
from builder.figures import markup
from builder.figures.markup import element, em, names, per_cent
from builder.figures.sides import colour, sides_of
from builder.figures.timeline import timescale
from builder.figures.timeline.periods import Period
from builder.figures.timeline.placing import Count, Lane, Layout
from builder.figures.timeline.timescale import Span, Stretch
from builder.figures.timeline.words import Words


class Listing:
    """Lists what was laid out."""

    def __init__(self, layout: Layout, words: Words) -> None:
        self.layout = layout
        self.words = words
        self.say = words.say

    def events(self, told: Collection[str]) -> str:
        groups: list[tuple[Stretch | None, list[tuple[int, Entry]]]] = []
        for entry in self.layout.entries:
            if entry.event.id not in told:
                continue
            number = self.layout.order[entry.event.id]
            stretch = self._stretch_of(entry)
            if not groups or groups[-1][0] != stretch:
                groups.append((stretch, []))
            groups[-1][1].append((number, entry))
        parts = []
        last: Span | None = None
        for index, (stretch, members) in enumerate(groups):
            spans = [span for _, entry in members if (span := self.layout.spans.get(entry.event.id))]
            if pause := self._pause(last, spans[0] if spans else None):
                parts.append(element("p", markup.text(pause), class_="strip-pause"))
            last = spans[-1] if spans else last
            if stretch is None and index and self.layout.unplaced:
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
        mark = self.layout.places.get(entry.event.id)
        if mark is None or self.layout.scale is None:
            return None
        return min(
            self.layout.stretches, key=lambda stretch: max(stretch.left - mark.x, mark.x - stretch.right, 0)
        )

    def _pause(self, before: Span | None, after: Span | None) -> str:
        """How much later an event came, where the scale is broken before it."""
        if self.layout.scale is None or before is None or after is None:
            return ""
        stretches = self.layout.stretches
        start = stretches.index(self.layout.scale.stretch_of(before.last))
        end = stretches.index(self.layout.scale.stretch_of(after.first))
        if not any(stretch.gap for stretch in stretches[start + 1 : end + 1]):
            return ""
        time = timescale.duration(max(after.first - before.last, 1), self.words.language)
        return self.say("{time} later").format(time=time)

    def _item(self, number: int, entry: Entry, *, said: bool) -> str:
        sides = sides_of(entry.event.by or entry.event.against, self.layout.numbers)
        if not sides and self.layout.rest is not None:
            sides = (self.layout.rest,)
        against = bool(sides_of(entry.event.against, self.layout.numbers)) and not entry.event.by
        mark = self.layout.places.get(entry.event.id)
        kind = mark.kind if mark else "none"
        labels = [self.layout.sides[side].label for side in sides] or (
            [self.say("Others")] if self.layout.sides else []
        )
        about = [element("span", markup.text(self.words.when(entry)), class_="strip-date")]
        if labels:
            about.append(element("span", markup.text(" · ".join(labels)), class_="strip-side"))
        return element(
            "li",
            element(
                "span",
                markup.text(self.words.number(number)),
                class_=names("strip-number", kind, "against" if against else None),
            ),
            " ",
            element("span", " · ".join(about), class_="strip-about"),
            " ",
            element("a", markup.text(self.words.title(entry.event.id)), href=self.words.href(entry.event.id)),
            class_=colour(sides[0] if sides else None),
            value=number if said else None,
        )

    def periods(self) -> str:
        """How many events each period has, with a link to the first of them."""
        found: dict[Period, list[tuple[Lane, Count]]] = {}
        for lane in self.layout.lanes:
            for count in self.layout.counts(lane):
                found.setdefault(count.period, []).append((lane, count))
        sums = {period: _events(counts) for period, counts in found.items()}
        most = max(map(len, sums.values()), default=1)
        shown = max((sum(len(count.marks) for _, count in counts) for counts in found.values()), default=1)
        parts: list[str] = []
        for stretch in self.layout.stretches:
            inside = sorted(
                (period for period in found if stretch.first <= period.first <= stretch.last),
                key=lambda period: period.first,
            )
            if inside and stretch.label:
                parts.append(element("p", markup.text(stretch.label), class_="strip-heading"))
            items = [self._period(period, found[period], sums[period], max(most, shown)) for period in inside]
            kind = names("strip-periods", "phase" if stretch.label else None)
            parts += [element("ol", *items, class_=kind)] if items else []
        if self.layout.unplaced:
            first = element(
                "a",
                markup.text(self.say("Day not known")),
                href=self.words.href(self.layout.unplaced[0].event.id),
            )
            number = element("span", markup.text(self.words.number(len(self.layout.unplaced))))
            parts.append(element("p", first, " ", number, class_="strip-heading"))
        return element("div", *parts, class_="strip-entries")

    def _period(
        self, period: Period, counts: Sequence[tuple[Lane, Count]], events: Sequence[str], most: int
    ) -> str:
        """One period of the list: a bar made of the sides' parts."""
        bars, x = [], 0.0
        for lane, count in counts:
            width = len(count.marks) / most * 100
            start = 100 - x - width if self.words.rtl else x
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
            element("a", markup.text(period.label), href=self.words.href(events[0])),
            " ",
            element("svg", *bars, class_="strip-sum", height=em(0.75), aria_hidden="true"),
            " ",
            element("span", markup.text(self.words.number(len(events)))),
        )


def _events(counts: Sequence[tuple[Lane, Count]]) -> list[str]:
    """The events of several lanes, each once, in their order."""
    numbers = {mark.entry.event.id: mark.number for _, count in counts for mark in count.marks}
    return sorted(numbers, key=numbers.__getitem__)
