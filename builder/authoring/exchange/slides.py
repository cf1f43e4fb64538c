"""What timelines, story maps and tables have in common, and how a slide or a row becomes an event."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from builder.authoring.exchange import foreign_html, matching
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Reading, Wish
from builder.authoring.exchange.ledger import Entry, UnreadableError
from builder.authoring.exchange.proposals import (
    FILE_ID,
    Book,
    Proposal,
    ThereAlreadyError,
    draft,
    shortened_slug,
    source_id,
)
from builder.model import prose, records
from builder.model.fields import slug

_TITLE = 90


@dataclass(frozen=True)
class About:
    """What a file says of itself: a title, and more, in inline Markdown."""

    title: str
    note: str


@dataclass(frozen=True)
class Slide:
    """What a slide or a row says, but for its place.

    `said` are paragraphs in inline Markdown, `date` is EDTF or empty, `notes` are for the editor.
    """

    title: str
    said: list[str]
    date: str = ""
    date_note: str = ""
    notes: list[str] = field(default_factory=list)
    kind: str = "other"
    by: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)
    place: Callable[[Entry, Book], str] | None = None


def reading(
    title: str,
    incoming: Incoming,
    wish: Wish,
    book: Book,
    entries: Iterable[Entry],
    content: Callable[[Entry], Slide | About | None],
    remark: str = "",
) -> Reading:
    """How a file of slides is read: all of it at once, since its entries are known again by what they say.

    `content` gives what an entry says; nothing for what is neither slide nor title. Raises `UnreadableError`.
    """
    held: list[tuple[Entry, Slide | About | None]] = []
    for entry in entries:
        said = None
        try:
            said = None if entry.fault else content(entry)
        except UnreadableError as error:
            entry.fault = error
        held.append((entry, said))
    abouts = [said for _, said in held if isinstance(said, About)]
    slides = [said for _, said in held if isinstance(said, Slide)]
    told = [
        matching.told(each.title, each.date, [{"text": text} for text in _account(each)]) for each in slides
    ]
    base = shortened_slug(incoming.stem, FILE_ID - 4) or "imported"
    described = abouts[0].title if abouts and abouts[0].title else incoming.name

    def stems(source: str) -> list[str]:
        return [matching.stem(source, each.title) for each in slides]

    if wish.source:
        source = source_id(wish.source)
        found = matching.of_source(book.known, told, stems(source), source)
    else:
        found = matching.match(book.known, told, stems, base, {described, incoming.name})
    there = found.source in book.known.kinds
    note = " ".join(_notes(abouts))
    book.dataset(found.source, title=described, kind="document", note=note)
    events = iter(found.events)
    known = {id(said): next(events) for said in slides}
    first = abouts[0] if abouts else None
    if there and found.source != base and not wish.source:
        told_of = f"The file is known by what it says: it is the source `{found.source}`."
        remark = " ".join(filter(None, [remark, told_of]))
    by_entry = {id(entry): said for entry, said in held}

    def propose(entry: Entry) -> list[Proposal]:
        said = by_entry[id(entry)]
        if isinstance(said, About):
            if there and said is not first:
                raise ThereAlreadyError
            source = draft(records.Source, found.source, title=described, kind="document", note=note)
            return [source] if there else []
        return [_event(entry, book, said, known[id(said)])] if said else []

    return Reading(title, (entry for entry, _ in held), propose, remark)


def words(entry: Entry, name: str) -> str:
    """The plain words of a value that may hold HTML; says what of it is left out."""
    marked = foreign_html.from_html(entry.take(name))
    for each in marked.dropped:
        entry.remark(each)
    if marked.links:
        called = entry.called(name)
        entry.remark(f"links in `{called}` are not carried, only their words")
    return foreign_html.words_of(marked)


def paragraphs(entry: Entry, name: str) -> list[str]:
    """The paragraphs of a value that may hold HTML, in inline Markdown; says what of it is left out."""
    marked = foreign_html.from_html(entry.take(name))
    for each in marked.dropped:
        entry.remark(each)
    return list(marked.paragraphs)


def headline(entry: Entry, name: str, said: list[str], otherwise: str = "") -> tuple[str, list[str]]:
    """The title of a slide, and where its headline leads to; else the first words of what it says.

    Raises `UnreadableError` for a slide without words.
    """
    marked = foreign_html.from_html(entry.take(name))
    for each in marked.dropped:
        entry.remark(each)
    title = foreign_html.words_of(marked)
    if not title:
        first = (
            prose.plain(said[0], lambda _: None) if said else foreign_html.plain_text(entry.peek(otherwise))
        )
        title = _shortened(first)
    if not title:
        raise UnreadableError("there are no words in it: neither headline nor text")
    leads = [f"The headline is linked: {' '.join(marked.paragraphs)}"] if marked.links else []
    return title, leads


def media(entry: Entry, url: str, caption: str, credit: str) -> list[str]:
    """What is shown beside a slide, for the editor, in a sentence of inline Markdown; links are kept."""
    shown = []
    if entry.peek(caption) and (text := " ".join(paragraphs(entry, caption))):
        shown.append(f"“{text}”")
    if entry.peek(credit) and (text := " ".join(paragraphs(entry, credit))):
        shown.append(f"({text})")
    if address := entry.peek(url):
        if "<" in address:
            shown += paragraphs(entry, url)
        else:
            shown.append(prose.typed(entry.take(url)))
    shown = [each for each in shown if each]
    return [f"Shown with it: {' '.join(shown)}"] if shown else []


def place(entry: Entry, book: Book, named: str = "location.name", otherwise: str = "text.headline") -> str:
    """The place of a slide, by its name, else by its headline; empty where the slide has no position."""
    if entry.is_left("location.lat"):
        return ""
    texts = entry.peek("location.lat"), entry.peek("location.lon")
    try:
        latitude, longitude = (float(text) for text in texts if text)
    except ValueError:
        return ""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        entry.leave("location.lat", "there is no such place on earth")
        entry.leave("location.lon", "there is no such place on earth")
        return ""
    for name in ("location.lat", "location.lon"):
        entry.take(name)
    called = words(entry, named) or foreign_html.plain_text(entry.peek(otherwise))
    note = "The file gives this position, and does not say how exact it is."
    return book.place(entry, called, "town", (latitude, longitude), note=note)


def _event(entry: Entry, book: Book, said: Slide, there: str | None) -> Proposal:
    """The event that a slide becomes: that of an id, or a new one."""
    if there:
        record_id = book.take(records.Event, there)
    else:
        day = said.date.replace("/", "-").strip(".-?~%[]").lower().replace(",", "-")
        day = slug(day)
        first = matching.stem(book.source, said.title)
        stems = [first, f"{first}-{day}" if first and day else ""]
        stems.append(f"{first or f'{book.source}-{day}'.rstrip('-')}-{slug(entry.place)}")
        record_id = book.new(records.Event, stems)
    cites = book.cites(entry.place)
    return draft(
        records.Event,
        record_id,
        title=said.title,
        kind=said.kind,
        date=said.date,
        date_note=said.date_note,
        place=said.place(entry, book) if said.place else place(entry, book),
        by=[book.actor(name, "organisation") for name in said.by],
        against=[book.actor(name, "organisation") for name in said.against],
        account=[{"text": paragraph, "cites": cites} for paragraph in _account(said)],
        note=" ".join(said.notes),
    )


def _account(said: Slide) -> list[str]:
    return said.said or [prose.typed(said.title)]


def _notes(abouts: Iterable[About]) -> list[str]:
    """What a file says of itself beside its title; what it says at its end has its own heading."""
    found = []
    for index, about in enumerate(abouts):
        heading = f"{prose.typed(about.title)}:" if index and about.title else ""
        found += [each for each in (heading, about.note) if each]
    return found


def _shortened(text: str) -> str:
    if len(text) <= _TITLE:
        return text
    return f"{text[:_TITLE].rpartition(' ')[0] or text[:_TITLE]} …"
