"""What readers can search for: one entry for each fact, actor, disputed question, quote …, not for pages.

The index (`searchindex`) is put together from pieces, one for each record and one for the quotes from each
source, none of which depends on another.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from builder.facts.briefing import OVERVIEW, Briefing
from builder.facts.passages import Passages, State
from builder.machinery.results import Dependencies
from builder.model import base, dates, prose, records, wording
from builder.pages.addresses import Address, Addresses, from_root, of_part, of_passage, of_unchecked
from builder.pages.search_index import KINDS, Kind, literal

# Kinds of record in the order of their pages.
SEARCHED: tuple[type[records.Record], ...] = (
    *(records.Event, records.Topic, records.Actor, records.Place),
    *(records.Dispute, records.View, records.Question, records.Source),
)


class Entry(NamedTuple):
    """One thing to be found: its kind, its name, the text that is searched and shown, and where it is.

    Each line of the text can be shown without the others: it says itself who makes a claim.
    """

    kind: Kind
    title: str
    text: str
    address: Address


def of_record(briefing: Briefing, addresses: Addresses, record: str) -> list[Entry]:
    """What readers can find of a record or of the overview; `addresses` are where each record is shown."""
    return list(_Entries(briefing, addresses).of(record))


def of_quotes(briefing: Briefing, passages: Passages, source: str) -> list[Entry]:
    """The quotes from a source: those in its stored text, then those that could not be looked up."""
    return [*_quotes(briefing, passages, source), *_unchecked(briefing, passages, source)]


def piece(found: Iterable[Entry], *, folders: bool) -> str:
    """The part of the index that holds these entries; `folders` is whether pages are published as folders.

    Entries of one name on one page stand together: the page, the name, and for each entry its kind, as its
    place among all kinds, its text and its anchor.
    """
    groups = [
        [page, title, [[KINDS.index(entry.kind), entry.text, entry.address.anchor] for entry in together]]
        for (page, title), together in groupby(
            found, lambda entry: (from_root(entry.address.page, folders=folders), entry.title)
        )
    ]
    return literal(groups)[1:-1]


def pieces(
    briefing: Briefing, passages: Passages, addresses: Addresses, kept: Dependencies, *, folders: bool
) -> Iterator[str]:
    """The parts of the index for all that readers can search for, in the order of the pages, quotes last."""
    yield kept.made(("searched", OVERVIEW), partial(_piece_of, briefing, addresses, OVERVIEW, folders))
    for kind in SEARCHED:
        for record in briefing.ids_of(kind):
            yield kept.made(("searched", record), partial(_piece_of, briefing, addresses, record, folders))
    for source in briefing.ids_of(records.Source):
        yield kept.made(("quotes", source), partial(_quotes_of, briefing, passages, source, folders))


def _piece_of(briefing: Briefing, addresses: Addresses, record: str, folders: bool) -> str:
    return piece(of_record(briefing, addresses, record), folders=folders)


def _quotes_of(briefing: Briefing, passages: Passages, source: str, folders: bool) -> str:
    return piece(of_quotes(briefing, passages, source), folders=folders)


class _Entries:
    """Makes the entries of one briefing."""

    def __init__(self, briefing: Briefing, addresses: Addresses) -> None:
        self.briefing = briefing
        self.addresses = addresses
        self.language = briefing.language

    def of(self, record: str) -> Iterator[Entry]:
        """The entries of a record or of the overview; an edition has none."""
        if record == OVERVIEW:
            yield from self.overview()
            return
        match self.briefing.records[record]:
            case records.Event() as event:
                yield from self.event(event)
            case records.Topic() as topic:
                yield from self.statements(topic, "statements", topic.statements)
            case records.Actor() as actor:
                yield from self.actor(actor)
            case records.Place() as place:
                yield from self.place(place)
            case records.Dispute() as dispute:
                yield self.dispute(dispute)
            case records.View() as view:
                yield self.view(view)
            case records.Question() as question:
                yield self.question(question)
            case records.Source() as source:
                yield self.source(source)

    def overview(self) -> Iterator[Entry]:
        overview = self.briefing.overview
        parts: list[tuple[str, Sequence[records.Statement]]] = [
            ("bottom_line", overview.bottom_line),
            ("key_points", overview.key_points),
            ("standing", overview.standing),
        ]
        for field, items in parts:
            for index, item in enumerate(items):
                if not item.text:
                    continue
                path = (field, index)
                name = (
                    item.label
                    if isinstance(item, records.Standing)
                    else wording.overview_part(path, self.language)
                )
                yield Entry("summary", name, self.plain(item.text), self.at(OVERVIEW, path))

    def statements(
        self, record: records.Record, field: str, items: Iterable[records.Statement]
    ) -> Iterator[Entry]:
        for index, item in enumerate(items):
            if item.text:
                yield Entry(
                    "fact",
                    record.heading,
                    self.plain(item.text),
                    self.at(record.id, (field, index)),
                )

    def event(self, event: records.Event) -> Iterator[Entry]:
        date = dates.in_words(event.date, self.language) if event.date else ""
        names = self.names([*([event.place] if event.place else []), *event.by, *event.against])
        text = _joined([wording.capitalise(date), *names])
        yield Entry("event", event.title, text, self.addresses[event.id])
        yield from self.statements(event, "account", event.account)
        for index, figure in enumerate(event.figures):
            said = self.claim(figure.by, self.term(figure.measure), figure)
            yield Entry("claim", event.title, said, self.at(event.id, ("figures", index)))

    def actor(self, actor: records.Actor) -> Iterator[Entry]:
        kind = wording.capitalise(self.term(actor.kind))
        belongs = self.names([actor.part_of] if actor.part_of else [])
        yield Entry("actor", actor.name, _joined([kind, *belongs, *actor.aliases]), self.addresses[actor.id])
        yield from self.statements(actor, "about", actor.about)
        for index, relation in enumerate(actor.relations):
            text = self.attributed(relation.by, self.plain(relation.text))
            address = self.at(actor.id, ("relations", index))
            yield Entry("claim" if relation.by else "fact", actor.name, text, address)

    def place(self, place: records.Place) -> Iterator[Entry]:
        lies_in = self.names([place.part_of] if place.part_of else [])
        yield Entry("place", place.name, _joined([*lies_in, *place.aliases]), self.addresses[place.id])
        yield from self.statements(place, "about", place.about)

    def dispute(self, dispute: records.Dispute) -> Entry:
        lines = [self.claim(item.by, self.term(item.stance), item) for item in dispute.positions]
        return Entry("dispute", dispute.question, "\n".join(lines), self.addresses[dispute.id])

    def view(self, view: records.View) -> Entry:
        lines = [view.judgement, *(item.text for item in view.reasons)]
        return Entry("view", view.title, self.lines(lines), self.addresses[view.id])

    def question(self, question: records.Question) -> Entry:
        lines = [*(item.text for item in (*question.answer, *question.why)), *question.indicators]
        return Entry("question", question.question, self.lines(lines), self.addresses[question.id])

    def source(self, source: records.Source) -> Entry:
        text = _joined([source.publisher or "", *source.author])
        return Entry("source", source.title, text, self.addresses[source.id])

    def at(self, owner: str, path: base.Path) -> Address:
        """Where a part of a record is shown."""
        return of_part(self.addresses, owner, path)

    def claim(self, by: str, does: str, item: records.Position | records.Figure) -> str:
        """What somebody says, in one line that begins with who says it."""
        number = wording.figure(item, self.language)
        figure = " ".join(filter(None, [number, item.scope and f"({item.scope})"]))
        said = _joined([self.plain(item.text) if item.text else "", figure])
        who = f"{self.name(by)} ({does})"
        return f"{who}: {said}" if said else who

    def attributed(self, by: str | None, text: str) -> str:
        """A text that names the one who says it, by whatever name."""
        actor = self.briefing.actors.get(by) if by else None
        if actor is None or any(name in text for name in (actor.name, *actor.aliases)):
            return text
        return f"{actor.name}: {text}"

    def term(self, name: str) -> str:
        return wording.term(name, self.language)

    def lines(self, texts: Iterable[str | None]) -> str:
        return "\n".join(self.plain(text) for text in texts if text)

    def plain(self, text: str) -> str:
        return prose.plain(
            text, lambda record: self.name(record) if record in self.briefing.records else None
        )

    def name(self, record: str) -> str:
        found = self.briefing.records.get(record)
        return found.heading if found else record

    def names(self, ids: Iterable[str]) -> list[str]:
        return [self.name(record) for record in dict.fromkeys(ids)]


def _quotes(briefing: Briefing, passages: Passages, source: str) -> Iterator[Entry]:
    """The cited words as they stand in the stored text; of quotes within others only the longer."""
    if source not in passages.texts:
        return
    text, name = passages.texts[source], briefing.sources[source].heading
    matches = {passages.match(use.citation) for _, use in passages.cited(source)}
    reached = -1
    for _, spans in sorted(matches, key=lambda match: (match[1][0].start, -match[1][-1].end)):
        if spans[-1].end <= reached:
            continue
        reached = spans[-1].end if len(spans) == 1 else reached
        words = wording.quoted(" … ".join(text.excerpt(span) for span in spans), briefing.language)
        yield Entry("quote", name, words, of_passage(source, spans[0].start))


def _unchecked(briefing: Briefing, passages: Passages, source: str) -> Iterator[Entry]:
    """The quotes that could not be looked up, each once."""
    name = briefing.sources[source].heading
    seen = set()
    for use in passages.uses.get(source, ()):
        quote = use.citation.quote
        if not quote or quote in seen or passages.match(use.citation).state is State.FOUND:
            continue
        seen.add(quote)
        words = wording.quoted(quote, briefing.language)
        yield Entry("unchecked", name, words, of_unchecked(source, use.record, use.path))


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(filter(None, parts))
