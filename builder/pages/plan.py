"""Which pages there are, from which records, with which template: a plan, nothing made yet."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple, get_args

from builder.facts import chronology
from builder.facts.briefing import OVERVIEW, Briefing
from builder.facts.chronology import Place
from builder.machinery.results import Dependencies, Once
from builder.model import dates, vocabulary, wording
from builder.model.kinds import KINDS, Kind, Pages
from builder.model.outlines import Name
from builder.model.translation import digits, translations
from builder.pages import addresses, division
from builder.pages.addresses import Addresses
from builder.pages.published import Page, Section, all_pages


class Line(NamedTuple):
    """One line of the contents of a page: its name, and its pages, several where one is not enough."""

    title: str
    pages: tuple[Page, ...]

    @property
    def total(self) -> int:
        """How many records stand on its pages."""
        return sum(len(page.records) for page in self.pages)

    @property
    def first(self) -> str:
        """The first record on its pages."""
        return self.pages[0].records[0]

    @property
    def last(self) -> str:
        """The last record on its pages."""
        return self.pages[-1].records[-1]


class Group(NamedTuple):
    """Some lines of the contents of a page, below a heading of their own if they have a title."""

    title: str
    anchor: str
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        """How many records stand below its heading."""
        return sum(line.total for line in self.lines)


@dataclass(frozen=True, slots=True)
class Plan:
    """The pages of a briefing.

    `sections` are the navigation; `addresses` where each record is shown, `pages` every page by its path;
    `timeline` the events in order, by id; `contents` what an index of pages leads to, by the index's path.
    """

    sections: tuple[Section, ...]
    addresses: Addresses
    pages: Mapping[str, Page]
    timeline: Mapping[str, Place]
    contents: Mapping[str, tuple[Group, ...]]

    def tracked(self, kept: Dependencies) -> "Plan":
        """The same plan, so that whoever looks something up in it is noted."""
        return replace(
            self,
            addresses=kept.track("address", self.addresses),
            pages=kept.track("page", self.pages),
            timeline=kept.track("place in time", self.timeline),
            contents=kept.track("contents", self.contents),
        )


def plan(briefing: Briefing, kept: Dependencies | None = None, kinds: Sequence[Kind] = KINDS) -> Plan:
    """The pages of a briefing: only those that have something to show, and none too large."""
    timeline = (kept or Once()).made("timeline", lambda: _timeline(briefing))
    return _Planning(briefing, timeline).run(kinds)


def _timeline(briefing: Briefing) -> dict[str, Place]:
    """The events in order. Where the order given runs in a circle, of which a rule tells, it cannot count."""
    try:
        return {place.event: place for place in chronology.order(briefing.dated)}
    except ValueError:
        return {event: Place(event) for event in briefing.dated}


class _Part(NamedTuple):
    """Records that stand together, on one page or several: their name in words and in addresses.

    `short` is their name where the heading above says the rest of it.
    """

    label: str
    name: str
    pages: tuple[tuple[str, ...], ...]
    short: str = ""


class _Shelf(NamedTuple):
    """Parts below one heading of an index, if it has a title: its name in words and in addresses."""

    title: str
    name: str
    parts: list[_Part]


class _Planning:
    """What has been planned so far."""

    def __init__(self, briefing: Briefing, timeline: Mapping[str, Place]) -> None:
        self.briefing = briefing
        self.language = briefing.language
        self.say = translations(self.language).gettext
        self.timeline = timeline
        self.sections: list[Section] = []
        self.contents: dict[str, tuple[Group, ...]] = {}

    def run(self, kinds: Sequence[Kind]) -> Plan:
        _, briefing = self.say, self.briefing
        self.whole(_("Front page"), addresses.FRONT, "front", [OVERVIEW])
        for kind in sorted(kinds, key=lambda kind: kind.pages.rank):
            self.section(kind)
        self.whole(_("How to read"), addresses.HOW_TO_READ, "how-to-read", [OVERVIEW])
        pages = {page.path: page for page in all_pages(self.sections)}
        models = {key: kind.model for kind in kinds for key in briefing.ids_of(kind.model)}
        shown = {
            key: addresses.of_record(models[key], key, page.path)
            for page in pages.values()
            for key in page.records
            if key in models
        }
        shown[OVERVIEW] = addresses.Address(addresses.FRONT)
        return Plan(
            tuple(self.sections),
            MappingProxyType(shown),
            MappingProxyType(pages),
            MappingProxyType(self.timeline),
            MappingProxyType(self.contents),
        )

    def whole(self, title: str, path: str, template: str, ids: Iterable[str], own: str = "") -> None:
        """A page that holds some records or, with a template `own`, leads to the page that each has."""
        if records := tuple(ids):
            page = Page(path, title, template, "", self.file(records), records=records)
            self.sections.append(Section(title, page, self.own_pages(records, own)))

    def section(self, kind: Kind) -> None:
        """The page of a kind of record, or an index of pages that hold some of its records each."""
        ids, pages = self.in_order(kind), kind.pages
        if len(ids) <= (pages.most if pages.whole is None else pages.whole):
            self.whole(self.say(pages.title), pages.path, pages.template, ids, pages.own)
            return
        match pages.divided:
            case "in order":
                shelves = self.in_numbered_parts(ids, pages.most)
            case "by period":
                shelves = self.by_period(ids, pages.most)
            case "by kind of actor":
                shelves = self.by_kind_of_actor(pages.most)
        self.divided(self.say(pages.title), pages, shelves)

    def in_order(self, kind: Kind) -> tuple[str, ...]:
        """The records of a kind, by id, as they stand in their section."""
        if kind.pages.divided == "by period":
            return tuple(self.timeline)
        order = kind.pages.order
        if order is None:
            return self.briefing.ids_of(kind.model)
        held = self.briefing.of(kind.model)
        return tuple(sorted(held, key=lambda key: order(held[key])))

    def in_numbered_parts(self, ids: tuple[str, ...], most: int) -> list[_Shelf]:
        """So many records on each page, one after the other."""
        places = division.parts(range(len(ids)), most)
        parts = [
            _Part(self.numbered(number), f"{number}", (_of(ids, place),))
            for number, place in enumerate(places, 1)
        ]
        return [_Shelf("", "", parts)]

    def by_period(self, events: tuple[str, ...], most: int) -> list[_Shelf]:
        """The periods of the timeline, year by year."""
        periods = division.periods(_days(self.briefing, self.timeline.values()), most)
        shelves = []
        for (year, _), same in groupby(periods, lambda period: (period.year, bool(period.date))):
            held = list(same)
            first, last = held[0].date.partition("/")[0], held[-1].date.rpartition("/")[2]
            span = year or (first if first == last else f"{first}/{last}")
            parts = [
                _Part(
                    self.words(each.date),
                    each.name,
                    tuple(_of(events, place) for place in each.parts),
                    self.short(each, span),
                )
                for each in held
            ]
            shelves.append(_Shelf(self.words(span), year or held[0].name, parts))
        return shelves

    def short(self, period: division.Period, span: str) -> str:
        """What a period is called below the heading of a span of time."""
        if period.year:
            return dates.months_in_words(period.date, self.language)
        return self.say("All year") if period.date and period.date == span else ""

    def by_kind_of_actor(self, most: int) -> list[_Shelf]:
        """The actors of each kind."""
        actors = self.briefing.indexes.actors
        parts = []
        for kind in get_args(vocabulary.ActorKind):
            same = tuple(key for key, actor in actors.items() if actor.kind == kind)
            places = division.parts(range(len(same)), most)
            name = wording.actor_kinds(kind, self.language)
            parts.append(_Part(name, kind, tuple(_of(same, place) for place in places)))
        return [_Shelf("", "", [part for part in parts if part.pages])]

    def divided(self, title: str, pages: Pages, shelves: list[_Shelf]) -> None:
        """An index of pages that hold some of the records each."""
        groups = tuple(
            Group(
                shelf.title,
                f"_{shelf.name}",
                tuple(
                    Line(part.short or part.label, tuple(self.pages_of(title, pages, part)))
                    for part in shelf.parts
                ),
            )
            for shelf in shelves
        )
        below = tuple(page for group in groups for line in group.lines for page in line.pages)
        records = [record for page in below for record in page.records]
        index = Page(pages.path, title, pages.template, "", self.file(records))
        self.contents[pages.path] = groups
        self.sections.append(Section(title, index, (*below, *self.own_pages(records, pages.own))))

    def pages_of(self, title: str, pages: Pages, part: _Part) -> Iterator[Page]:
        """The pages of one part; the first has the part's own name, so that it keeps it as others follow."""
        for number, held in enumerate(part.pages, 1):
            label, name = part.label, part.name
            if len(part.pages) > 1:
                label = self.say("{part}, {number}").format(part=label, number=self.numbered(number))
            if number > 1:
                name = f"{name}-{number}"
            yield Page(
                addresses.page_of_part(pages.path, name),
                self.say("{section}: {part}").format(section=title, part=label),
                pages.template,
                "",
                self.file(held),
                records=held,
                label=label,
            )

    def numbered(self, number: int) -> str:
        return self.say("part {number}").format(number=digits(f"{number}", self.language))

    def words(self, date: str) -> str:
        """A period in words; one without a date is that of which nothing is known."""
        if not date:
            return self.say("Neither day nor order known")
        return wording.capitalise(dates.in_words(dates.parse(date), self.language))

    def file(self, records: Iterable[str]) -> str:
        """The file that holds some records; their folder where there are several."""
        files = dict.fromkeys(self.briefing.edited_at(record).path for record in records)
        first = next(iter(files))
        return first if len(files) == 1 else first.rpartition("/")[0]

    def own_pages(self, records: Iterable[str], template: str) -> tuple[Page, ...]:
        """The pages that records have to themselves, none without a template."""
        named = [record for key in records if template and (record := self.briefing.named(key))]
        return tuple(self.own_page(record, template) for record in named)

    def own_page(self, record: Name, template: str) -> Page:
        where = self.briefing.edited_at(record.id)
        return Page(
            addresses.own_page(record.kind, record.id),
            record.heading,
            template,
            record.id,
            where.path,
            where.line,
        )


def _of(records: tuple[str, ...], place: range) -> tuple[str, ...]:
    return records[place.start : place.stop]


def _days(briefing: Briefing, places: Iterable[Place]) -> list[datetime.date | None]:
    """The days by which events are put in order; before the first that is known, that one.

    Where none is, the latest day on which one of them may have been.
    """
    places = list(places)
    days = [place.day for place in places]
    starts = (day for day in days if day and day != datetime.date.min)
    dated = (briefing.dated[place.event].date for place in places)
    ends = (date.latest for date in dated if date and date.latest)
    first = next(starts, None) or max(ends, default=None)
    return [first if day == datetime.date.min else day for day in days]
