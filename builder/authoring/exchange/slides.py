"""What the slides of a timeline and of a story map have in common, and how one becomes an event."""

from builder.authoring.exchange import foreign_html
from builder.authoring.exchange.ledger import Entry, UnreadableError
from builder.authoring.exchange.proposals import Book, Proposal, draft, shortened_slug
from builder.model import prose, records

_TITLE = 90


def words(entry: Entry, name: str) -> str:
    """The plain words of a value that may hold HTML."""
    return foreign_html.plain_text(entry.take(name))


def paragraphs(entry: Entry, name: str) -> list[str]:
    """The paragraphs of a value that may hold HTML, in inline Markdown; says what of it is left out."""
    marked = foreign_html.from_html(entry.take(name))
    for each in marked.dropped:
        entry.remark(each)
    return list(marked.paragraphs)


def event(
    entry: Entry,
    book: Book,
    *,
    prefix: str,
    headline: str,
    text: str,
    edtf: str,
    date_note: str = "",
    notes: list[str],
) -> list[Proposal]:
    """The event that a slide becomes; `headline` and `text` are the names of values.

    `edtf` may be empty. Raises `UnreadableError` for a slide that says nothing.
    """
    title = words(entry, headline)
    said = paragraphs(entry, text)
    if not title:
        # The first words of the text, or of what is shown beside it.
        first = (
            prose.plain(said[0], lambda _: None)
            if said
            else foreign_html.plain_text(entry.peek("media.caption"))
        )
        title = _shortened(first)
    if not title:
        raise UnreadableError("there are no words in it: neither headline nor text")
    day = edtf.replace("/", "-").strip(".-?~%")
    slug = shortened_slug(title)
    stems = [slug, f"{slug}-{day.lower()}" if day else ""] if slug else []
    stems.append(shortened_slug(f"{slug} {entry.place}" if slug else f"{day} {entry.place}"))
    record_id = book.claim(records.Event, [f"{prefix}-{stem}" for stem in stems if stem])
    cites = book.cites(entry.place)
    account = [{"text": paragraph, "cites": cites} for paragraph in said or [prose.typed(title)]]
    return [
        draft(
            records.Event,
            record_id,
            title=title,
            kind="other",
            date=edtf,
            date_note=date_note,
            place=place(entry, book),
            account=account,
            note=" ".join(notes),
        )
    ]


def media(entry: Entry, url: str, caption: str, credit: str) -> list[str]:
    """What is shown beside a slide, for the editor, as a sentence; nothing where there is nothing."""
    shown = []
    if entry.peek(caption):
        shown.append(f"“{words(entry, caption)}”")
    if entry.peek(credit):
        shown.append(f"({words(entry, credit)})")
    address = entry.take(url)
    if "<" in address:
        address = words(entry, url)
    if address:
        shown.append(address)
    return [f"Shown with it: {prose.typed(' '.join(shown))}"] if shown else []


def place(entry: Entry, book: Book) -> str:
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
    name = words(entry, "location.name") or foreign_html.plain_text(entry.peek("text.headline"))
    if not name:
        return ""
    note = "The file gives this position, and does not say how exact it is."
    return book.place(name, "town", (latitude, longitude), note=note)


def _shortened(text: str) -> str:
    if len(text) <= _TITLE:
        return text
    return f"{text[:_TITLE].rpartition(' ')[0] or text[:_TITLE]} …"
