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
from builder.model import base, dates, kinds, prose, records, wording
from builder.pages import search_index
from builder.pages.addresses import Address, Addresses, from_root, of_part, of_passage, of_unchecked


class Entry(NamedTuple):
    """One thing to be found: its kind, its name, the text that is searched and shown, and where it is.

    Each line of the text can be shown without the others: it says itself who makes a claim.
    """

    kind: str
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
        [
            page,
            title,
            [
                [search_index.kinds().index(entry.kind), entry.text, entry.address.anchor]
                for entry in together
            ],
        ]
        for (page, title), together in groupby(
            found, lambda entry: (from_root(entry.address.page, folders=folders), entry.title)
        )
    ]
    return search_index.literal(groups)[1:-1]


def pieces(
    briefing: Briefing, passages: Passages, addresses: Addresses, kept: Dependencies, *, folders: bool
) -> Iterator[str]:
    """The parts of the index for all that readers can search for, in the order of the pages, quotes last."""
    yield kept.made(("searched", OVERVIEW), partial(_piece_of, briefing, addresses, OVERVIEW, folders))
    for kind, _ in kinds.searched():
        for record in briefing.ids_of(kind.model):
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
        """The entries of a record or of the overview; some kinds have none."""
        if record == OVERVIEW:
            yield from self.overview()
            return
        found = self.briefing.records[record]
        kind = kinds.of_model(type(found))
        if kind.search is None:
            return
        if kind.search.entry:
            beside = _joined(self.beside(found, kind.search.beside))
            lines = [words for field in kind.search.lines for words in self.lines(getattr(found, field))]
            text = "\n".join([beside, *lines] if beside else lines)
            yield Entry(kind.name, found.heading, text, self.addresses[record])
        for field in kind.search.parts:
            yield from self.parts(found, field)

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

    def beside(self, record: records.Record, fields: Iterable[str]) -> Iterator[str]:
        """The values of some fields in words: dates, the names of records (each once), terms, names."""
        referring = {reference.path[0] for reference in base.references(record)}
        plain = {text.path[0] for text in base.texts(record)}
        named: set[str] = set()
        for field in fields:
            value = getattr(record, field)
            for each in value if isinstance(value, tuple) else filter(None, [value]):
                if isinstance(each, dates.EdtfDate):
                    yield wording.capitalise(dates.in_words(each, self.language))
                elif field not in referring:
                    yield each if field in plain else wording.capitalise(self.term(each))
                elif each not in named:
                    named.add(each)
                    yield self.name(each)

    def lines(self, value: object) -> Iterator[str]:
        """What a field holds, as lines that each say by themselves who claims what."""
        for item in value if isinstance(value, tuple) else (value,):
            _, text = self.said(item)
            if text is not None:
                yield text

    def parts(self, record: records.Record, field: str) -> Iterator[Entry]:
        """What a field holds, as an entry for each item."""
        for index, item in enumerate(getattr(record, field)):
            kind, text = self.said(item)
            if text is not None:
                yield Entry(kind, record.heading, text, self.at(record.id, (field, index)))

    def said(self, item: object) -> tuple[str, str | None]:
        """Whether something is a fact or a claim, and what it says; nothing where it has no words."""
        match item:
            case records.Position():
                return "claim", self.claim(item.by, self.term(item.stance), item)
            case records.Figure():
                return "claim", self.claim(item.by, self.term(item.measure), item)
            case records.Relation():
                return "claim" if item.by else "fact", self.attributed(item.by, self.plain(item.text))
            case records.Statement():
                return "fact", self.plain(item.text) if item.text else None
        return "fact", self.plain(str(item))

    def at(self, owner: str, path: base.Path) -> Address:
        """Where a part of a record is shown."""
        return of_part(self.addresses, owner, path)

    def claim(self, by: str, does: str, item: records.Position | records.Figure) -> str:
        """What somebody says, in one line that begins with who says it."""
        number = wording.figure(item, self.language)
        counted = wording.counted(item, self.language)
        figure = " ".join(filter(None, [number, counted and f"({counted})"]))
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

    def plain(self, text: str) -> str:
        return prose.plain(
            text, lambda record: self.name(record) if record in self.briefing.records else None
        )

    def name(self, record: str) -> str:
        found = self.briefing.records.get(record)
        return found.heading if found else record


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
