"""Which pages there are, from which records, with which template: a plan, nothing made yet."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple, get_args

from builder.facts import chronology
from builder.facts.briefing import OVERVIEW, Briefing
from builder.facts.chronology import Place
from builder.machinery.results import Dependencies, Once
from builder.model import dates, records, vocabulary, wording
from builder.model.outlines import Name
from builder.model.records import Dispute, Source, Topic, View
from builder.model.translation import digits, translations
from builder.pages import addresses as page_addresses
from builder.pages import division
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
class Bounds:
    """How many records a page may hold: about as many as make 100 kB of Markdown.

    A page of that size opens at once on a slow line, and is made again in the blink of an eye. Up to
    `timeline` events stand on one page; of more, each page holds up to `events`. `lines` are records of which
    a page only has a line.
    """

    timeline: int = 100
    events: int = 60
    disputes: int = 20
    views: int = 30
    places: int = 40
    others: int = 60
    lines: int = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """The pages of a briefing.

    `sections` are the navigation; `addresses` where each record is shown, `pages` every page by its path;
    `timeline` the events in order, by id; `contents` what an index of pages leads to, by the index's path.
    """

    sections: tuple[Section, ...]
    addresses: page_addresses.Addresses
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


def plan(briefing: Briefing, bounds: Bounds = Bounds(), kept: Dependencies | None = None) -> Plan:
    """The pages of a briefing: only those that have something to show, and none too large."""
    timeline = (kept or Once()).made("timeline", lambda: _timeline(briefing))
    return _Planning(briefing, bounds, timeline).run()


def _timeline(briefing: Briefing) -> dict[str, Place]:
    """The events in order. Where the order given runs in a circle, of which a rule tells, it cannot count."""
    try:
        return {place.event: place for place in chronology.order(briefing.dated)}
    except ValueError:
        return {event: Place(event) for event in briefing.dated}


def _questions(briefing: Briefing) -> list[str]:
    """The open questions, those that may be answered by what happens next before the others."""
    return sorted(briefing.questions, key=lambda question: briefing.questions[question].kind != "watch")


def _editions(briefing: Briefing) -> list[str]:
    """The editions, newest first."""
    newest_first = sorted(briefing.editions.values(), key=lambda edition: edition.date, reverse=True)
    return [edition.id for edition in newest_first]


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

    def __init__(self, briefing: Briefing, bounds: Bounds, timeline: Mapping[str, Place]) -> None:
        self.briefing = briefing
        self.bounds = bounds
        self.language = briefing.language
        self.say = translations(self.language).gettext
        self.timeline = timeline
        self.sections: list[Section] = []
        self.contents: dict[str, tuple[Group, ...]] = {}

    def run(self) -> Plan:
        _, briefing, bounds = self.say, self.briefing, self.bounds
        self.whole(_("Front page"), page_addresses.FRONT, "front", [OVERVIEW])
        self.row(
            _("Background"), page_addresses.BACKGROUND, "background", briefing.ids_of(Topic), bounds.others
        )
        self.events(_("Timeline"), page_addresses.TIMELINE)
        self.actors(_("Actors"), page_addresses.ACTORS)
        self.row(_("Analyst views"), page_addresses.VIEWS, "views", briefing.ids_of(View), bounds.views)
        self.row(
            _("Disputed claims"),
            page_addresses.DISPUTES,
            "disputes",
            briefing.ids_of(Dispute),
            bounds.disputes,
        )
        self.row(_("Places"), page_addresses.PLACES, "places", briefing.ids_of(records.Place), bounds.places)
        self.row(_("What to watch"), page_addresses.WATCH, "watch", _questions(briefing), bounds.others)
        self.row(
            _("Sources"), page_addresses.SOURCES, "sources", briefing.ids_of(Source), bounds.lines, "source"
        )
        self.row(_("What changed"), page_addresses.CHANGES, "changes", _editions(briefing), bounds.others)
        self.whole(_("How to read"), page_addresses.HOW_TO_READ, "how-to-read", [OVERVIEW])
        pages = {page.path: page for page in all_pages(self.sections)}
        kinds = {key: kind for kind in records.RECORD_TYPES for key in briefing.ids_of(kind)}
        addresses = {
            key: page_addresses.of_record(kinds[key], key, page.path)
            for page in pages.values()
            for key in page.records
            if key in kinds
        }
        addresses[OVERVIEW] = page_addresses.Address(page_addresses.FRONT)
        return Plan(
            tuple(self.sections),
            MappingProxyType(addresses),
            MappingProxyType(pages),
            MappingProxyType(self.timeline),
            MappingProxyType(self.contents),
        )

    def whole(self, title: str, path: str, template: str, ids: Iterable[str], each: str = "") -> None:
        """A page that holds some records or, with a template `each`, leads to the page that each has."""
        if records := tuple(ids):
            page = Page(path, title, template, "", self.file(records), records=records)
            self.sections.append(Section(title, page, self.own_pages(records, each)))

    def row(
        self, title: str, path: str, template: str, ids: Iterable[str], most: int, each: str = ""
    ) -> None:
        """The same, or an index of pages that hold so many of the records each, one after the other."""
        records = tuple(ids)
        if len(records) <= most:
            self.whole(title, path, template, records, each)
            return
        places = division.parts(range(len(records)), most)
        parts = [
            _Part(self.numbered(number), f"{number}", (_of(records, place),))
            for number, place in enumerate(places, 1)
        ]
        self.divided(title, path, template, [_Shelf("", "", parts)], each)

    def events(self, title: str, path: str) -> None:
        """The timeline, or an index of its periods, year by year."""
        events = tuple(self.timeline)
        if len(events) <= self.bounds.timeline:
            self.whole(title, path, "timeline", events)
            return
        periods = division.periods(_days(self.briefing, self.timeline.values()), self.bounds.events)
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
        self.divided(title, path, "timeline", shelves)

    def short(self, period: division.Period, span: str) -> str:
        """What a period is called below the heading of a span of time."""
        if period.year:
            return dates.months_in_words(period.date, self.language)
        return self.say("All year") if period.date and period.date == span else ""

    def actors(self, title: str, path: str) -> None:
        """The actors, or an index of their kinds; and a page for each of them."""
        actors, most = self.briefing.indexes.actors, self.bounds.lines
        if len(actors) <= most:
            self.whole(title, path, "actors", actors, "actor")
            return
        parts = []
        for kind in get_args(vocabulary.ActorKind):
            same = tuple(key for key, actor in actors.items() if actor.kind == kind)
            places = division.parts(range(len(same)), most)
            name = wording.actor_kinds(kind, self.language)
            parts.append(_Part(name, kind, tuple(_of(same, place) for place in places)))
        self.divided(title, path, "actors", [_Shelf("", "", [part for part in parts if part.pages])], "actor")

    def divided(self, title: str, path: str, template: str, shelves: list[_Shelf], each: str = "") -> None:
        """An index of pages that hold some of the records each."""
        groups = tuple(
            Group(
                shelf.title,
                f"_{shelf.name}",
                tuple(
                    Line(part.short or part.label, tuple(self.pages(title, path, template, part)))
                    for part in shelf.parts
                ),
            )
            for shelf in shelves
        )
        below = tuple(page for group in groups for line in group.lines for page in line.pages)
        records = [record for page in below for record in page.records]
        index = Page(path, title, template, "", self.file(records))
        self.contents[path] = groups
        self.sections.append(Section(title, index, (*below, *self.own_pages(records, each))))

    def pages(self, title: str, path: str, template: str, part: _Part) -> Iterator[Page]:
        """The pages of one part; the first has the part's own name, so that it keeps it as others follow."""
        for number, held in enumerate(part.pages, 1):
            label, name = part.label, part.name
            if len(part.pages) > 1:
                label = self.say("{part}, {number}").format(part=label, number=self.numbered(number))
            if number > 1:
                name = f"{name}-{number}"
            yield Page(
                page_addresses.page_of_part(path, name),
                self.say("{section}: {part}").format(section=title, part=label),
                template,
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
            page_addresses.own_page(record.kind, record.id),
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
