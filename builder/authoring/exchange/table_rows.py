"""Rows of somebody's own table, and points of a map, as events, places or sources."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from builder.authoring.exchange import csl, foreign_dates, own_columns, slides
from builder.authoring.exchange.existing import areas_note
from builder.authoring.exchange.foreign_numbers import in_ascii
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Reading, Wish
from builder.authoring.exchange.ledger import Entry, UnreadableError
from builder.authoring.exchange.own_columns import Columns
from builder.authoring.exchange.proposals import Book, Proposal, ThereAlreadyError, listed
from builder.model import dates, prose, vocabulary

# The name of a value that says what a feature of a map is where it is no point.
SHAPE = "shape"
KINDS = ("events", "places", "sources")
_PRECISIONS = get_args(vocabulary.Precision)
_DEGREES = r"([-−]?\d{1,3}(?:[.,]\d+)?)"
_PAIR = re.compile(rf"\s*\(?\s*{_DEGREES}\s*[,; ]\s*{_DEGREES}\s*\)?\s*")
# Letters and digits of Arabic and Persian.
_ARABIC = re.compile("[\u0600-\u06ff]")


def reading(
    title: str,
    incoming: Incoming,
    wish: Wish,
    book: Book,
    entries: Sequence[Entry],
    headings: Mapping[str, str],
    columns: Columns,
    kind: str,
    remark: str = "",
) -> Reading:
    """Rows as records of a kind; `headings` has those of the columns by the names that entries have."""
    if kind not in KINDS:
        raise UnreadableError(
            f"a table with columns of its own can hold {listed(KINDS, 'or')}, and no {kind}",
            "Other kinds are read from tables whose columns are the fields: see the export as csv.",
        )
    told = " ".join(filter(None, [remark, own_columns.shown(columns, headings)]))
    if kind == "places":
        return Reading(title, iter(entries), _places(columns, book), told)
    if kind == "sources":
        return Reading(title, iter(entries), _sources(columns, book), told)
    order = own_columns.order_of_days(
        columns.peek(entry, name) for entry in entries for name in ("date", "end")
    )
    eastern = any(_ARABIC.search(headings[name]) for names in columns.names.values() for name in names)
    if order:
        told += f" Days such as 5/6/2024 are read with the {order} first, as other days in the column show."

    def content(entry: Entry) -> slides.Slide:
        return _slide(entry, columns, order, eastern)

    return slides.reading(title, incoming, wish, book, entries, content, told)


def kind_of(columns: Columns) -> str | None:
    """What the columns show that the rows are: events, places, sources; none where they show nothing."""
    placed = columns.has("latitude", "longitude") or columns.has("location")
    dated = columns.has("date") or columns.has("year")
    if dated and (columns.has("title") or columns.has("text")):
        return "sources" if columns.has("title", "author", "publisher") and not placed else "events"
    if placed and (columns.has("title") or columns.has("place")):
        return "places"
    return "sources" if columns.has("title") and columns.has("author") else None


def _slide(entry: Entry, columns: Columns, order: str, eastern: bool) -> slides.Slide:
    """What a row says as an event; its place is found when it is proposed."""
    said = [each for name in columns.names.get("text", ()) for each in slides.paragraphs(entry, name)]
    named = next((name for name in columns.names.get("title", ()) if entry.peek(name)), "")
    title, leads = slides.headline(entry, named, said)
    edtf, words = _date(entry, columns, order, eastern)
    beside = [(prose.typed(entry.called(name)), name) for name in columns.names.get("note", ())]
    beside += [(f"{word} in the {columns.whose}", name) for word, name in _beside(columns)]
    texts = [(word, " ".join(slides.paragraphs(entry, name))) for word, name in beside]
    notes = [*leads, *(_sentence(f"{word}: {text}") for word, text in texts if text)]
    return slides.Slide(
        title,
        said,
        edtf,
        prose.typed(" ".join(words)),
        notes,
        by=_names(columns.take(entry, "by")),
        against=_names(columns.take(entry, "against")),
        place=lambda row, book: _place(row, columns, book, ""),
    )


def _sentence(text: str) -> str:
    """A text with a full stop, unless it ends in a mark or an address."""
    return text if text[-1] in ".!?…)>" or "://" in text.split()[-1] else f"{text}."


def _beside(columns: Columns) -> list[tuple[str, str]]:
    """The columns with where a row has it from."""
    fields = (("Source", "source"), ("Link", "link"))
    return [(word, name) for word, field in fields for name in columns.names.get(field, ())]


def _date(entry: Entry, columns: Columns, order: str, eastern: bool) -> tuple[str, list[str]]:
    """When, in EDTF, and in words what EDTF cannot say."""
    said: list[str] = []
    year, month, day = (columns.take(entry, name) for name in ("year", "month", "date"))
    end = columns.take(entry, "end")
    start = ""
    if day and not (year and re.fullmatch(r"\d{1,2}", day)):
        start, said = _day(day, columns, order, eastern, "the date")
        day = ""
    if year and not start:
        start, words = _of_parts(columns, year, month, day)
        said += words
    elif year and not start.startswith(in_ascii(year)):
        said.append(f"The {columns.whose} gives the year {year}, too.")
    if end:
        end, words = _day(end, columns, order, eastern, "its end")
        said += words
    if time := columns.take(entry, "time"):
        said.append(f"The {columns.whose} gives the time {time}.")
    if start and end:
        try:
            return foreign_dates.span(start, end), said
        except ValueError:
            return start, [*said, f"The {columns.whose} gives {end} as its end."]
    if end:
        said.append(f"The {columns.whose} gives {end} as its end.")
    return start, said or ([] if start else [f"The {columns.whose} gives no date."])


def _of_parts(columns: Columns, year: str, month: str, day: str) -> tuple[str, list[str]]:
    """A date of year, month (a number or a name) and day, and in words what EDTF cannot say."""
    try:
        if month and not in_ascii(month).isdigit():
            return foreign_dates.in_edtf(f"{day} {month} {year}".strip()), []
        found = foreign_dates.from_parts(year, month, day)
    except ValueError:
        return "", [f"The {columns.whose} gives the date as “{' '.join(filter(None, (day, month, year)))}”."]
    return found, [f"The {columns.whose} gives {each}." for each in foreign_dates.beside(year, month, day)]


def _day(text: str, columns: Columns, order: str, eastern: bool, what: str) -> tuple[str, list[str]]:
    """A cell as a date: one that could be two days is one of the two, one of another calendar is words."""
    bare, time = foreign_dates.without_time(text)
    said = [f"The {columns.whose} gives the time {time}."] if time else []
    days = foreign_dates.slashed(bare)
    if len(days) == 2 and re.search(r"\d{4}$", in_ascii(bare)):
        if order:
            return days[0 if order == "day" else 1].isoformat(), said
        both = ",".join(day.isoformat() for day in sorted(days))
        return f"[{both}]", [*said, f"The {columns.whose} says “{text}”, which can be read in two ways."]
    try:
        found = _span(bare)
    except ValueError:
        return "", [f"The {columns.whose} gives {what} as “{text}”."]
    year = dates.parse(found).earliest
    if year and 1250 <= year.year < 1500 and (eastern or _ARABIC.search(text)):
        return "", [f"The {columns.whose} gives {what} as “{text}”, which may be of another calendar."]
    return found, said


def _span(text: str) -> str:
    """One date, or two with a dash or a word between them."""
    try:
        return foreign_dates.in_edtf(text)
    except ValueError:
        parts = re.split(r"\s+[-–—]\s+|\s*[–—]\s*|\s+(?:to|until|bis|à|au|a|al|tot|do|по)\s+", text)
        if len(parts) != 2:
            raise
        return foreign_dates.span(*(foreign_dates.in_edtf(part) for part in parts))


def _names(text: str) -> list[str]:
    return [name for each in text.split(";") if (name := " ".join(each.split()))]


def _place(entry: Entry, columns: Columns, book: Book, otherwise: str) -> str:
    """The place of a row: its name, its areas, its position, as far as it has them."""
    location = _position(entry, columns)
    name = columns.take(entry, "place") or otherwise
    areas = [entry.take(each) for each in columns.names.get("area", ()) if entry.peek(each)]
    if not name and not location:
        if not areas:
            return ""
        name, areas = areas[0], areas[1:]
    inside = [area for area in dict.fromkeys(areas) if area != name]
    whose = f"the {columns.whose}’s"
    note = areas_note(whose, ", ".join(inside)) if location else _said_of(columns, inside)
    precision = columns.peek(entry, "precision")
    if precision in _PRECISIONS:
        columns.take(entry, "precision")
        return book.place(entry, name, precision, location, inside, note=prose.typed(note))
    if location is None:
        for each in _PRECISIONS:
            if found := book.known.place(name, each, None, ", ".join(inside) or None):
                return found.id
    exactness = "" if location is None else " It does not say how exact it is."
    return book.place(
        entry, name, "town" if location else "province", location, inside, note=prose.typed(note + exactness)
    )


def _said_of(columns: Columns, areas: Sequence[str]) -> str:
    around = f" in {', '.join(areas)}" if areas else ""
    return f"The {columns.whose} names this place{around}, and no position."


def _position(entry: Entry, columns: Columns) -> tuple[float, float] | None:
    """Latitude and longitude; raises `UnreadableError` for numbers that are none."""
    texts = [columns.peek(entry, name) for name in ("latitude", "longitude")]
    pair = columns.peek(entry, "location")
    if not all(texts) and (match := _PAIR.fullmatch(in_ascii(pair))):
        texts = [match[1], match[2]]
    if not any(texts):
        return None
    try:
        latitude, longitude = (float(in_ascii(text).replace(",", ".").replace("−", "-")) for text in texts)
    except ValueError:
        raise UnreadableError(f"latitude and longitude are not numbers: “{', '.join(texts)[:60]}”") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise UnreadableError(f"there is no such place on earth: latitude {texts[0]}, longitude {texts[1]}")
    for name in ("latitude", "longitude") if not pair else ("latitude", "longitude", "location"):
        columns.take(entry, name)
    return latitude, longitude


def _places(columns: Columns, book: Book) -> Callable[[Entry], list[Proposal]]:
    """What makes places of rows."""

    def propose(entry: Entry) -> list[Proposal]:
        if entry.peek(SHAPE):
            raise UnreadableError(f"it is a {entry.peek(SHAPE)}, and only points become places")
        name = columns.take(entry, "place") or columns.take(entry, "title")
        if not name and _position(entry, columns) is None:
            raise UnreadableError("the row has neither a name nor a position")
        before = len(book.proposals)
        _place(entry, columns, book, name)
        if len(book.proposals) == before:
            raise ThereAlreadyError
        said = [
            " ".join(slides.paragraphs(entry, each))
            for field in ("text", "note", "source", "link")
            for each in columns.names.get(field, ())
            if entry.peek(each)
        ]
        made = book.proposals[-1]
        note = " ".join(filter(None, [str(made.fields.get("note", "")), *said]))
        book.proposals[-1] = made._replace(fields={**made.fields, "note": note})
        return []

    return propose


def _sources(columns: Columns, book: Book) -> Callable[[Entry], list[Proposal]]:
    """What makes sources of rows."""
    names = {"title": "title", "publisher": "container-title", "date": "issued", "link": "URL"}
    names |= {"language": "language", "note": "note"}

    def propose(entry: Entry) -> list[Proposal]:
        item: dict[str, object] = {"type": "webpage" if columns.peek(entry, "link") else "document"}
        shown = {"type": "type"}
        used = {}
        for field, name in names.items():
            if text := columns.peek(entry, field):
                item[name] = text
                used[name] = next(each for each in columns.names[field] if entry.peek(each))
        if authors := _names(columns.peek(entry, "author")):
            item["author"] = [{"literal": each} for each in authors]
            used["author"] = columns.names["author"][0]
        made = csl.Item(entry.place, item, entry.line, shown)  # type: ignore[arg-type]  # texts and lists of them
        proposals = csl.propose(made, book)
        left = {name for name, _ in made.left()}
        for name, column in used.items():
            if not any(each == name or each.startswith(f"{name}[") for each in left):
                entry.take(column)
        for each in made.remarks:
            if "ids were made" not in each:
                entry.remark(each)
        return proposals

    return propose
