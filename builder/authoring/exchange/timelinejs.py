"""Timelines of TimelineJS, as its JSON and as its spreadsheet saved as CSV.

Described at <https://timeline.knightlab.com/docs/json-format.html>. Read are the JSON of version 3, the
older one with `timeline` and `date`, the spreadsheet's columns of today (`Year`, `Month` …) and the older
ones (`Start Date`, `Tag`). Numbers may be text, cells and values may be empty.

| TimelineJS | Here |
|---|---|
| a slide | an event; its `locator` is the slide's number, or the row |
| `text.headline` | the title |
| `text.text` | the account, a statement for each paragraph; bold, italic and links are kept |
| `start_date`, `end_date` | `date`, no more exact than year, month and day are given |
| `display_date`, and the time of day | `date_note` |
| `media.url`, `media.caption`, `media.credit`, `group` | the record's note |
| `title` | title and note of the source |

Thumbnails, backgrounds, other media fields, eras and the scale are not carried. An era can become a phase:
write it under `phases` in `content/briefing.yml`.

Exported is JSON of version 3, without drafts. Each event has its account, the figures with who gives them,
and the disputes about it, side by side. Vague dates stay vague: year and month only where that is all that
is known, and `display_date` says it in words. Events without a date are not carried, and are named. Who
acted, places, sources and notes are not carried.
"""

import html
import re
from collections.abc import Iterator

from builder.authoring.exchange import foreign_dates, slides
from builder.authoring.exchange.exported import Exported, Left, as_json
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Reading, Wish, Writer
from builder.authoring.exchange.json_files import Json
from builder.authoring.exchange.ledger import Entry, UnreadableError, flat
from builder.authoring.exchange.proposals import Book
from builder.facts import chronology
from builder.facts.briefing import Briefing
from builder.model import dates, prose, records, wording
from builder.model.kinds import FOLDERS

NAME = "timelinejs"
TITLE = "TimelineJS"
ENDINGS = (".json", ".csv", ".xlsx")
SHEET_TITLE = "TimelineJS (spreadsheet)"
# What entries are called that are no slides.
_TITLE_SLIDE = "the title slide"
_REST = "the document"
_PARTS = ("year", "month", "day")
_TIMES = ("hour", "minute", "second", "millisecond")
# A spreadsheet's columns, as the JSON of version 3 calls them.
_COLUMNS = {
    "year": "start_date.year",
    "month": "start_date.month",
    "day": "start_date.day",
    "time": "start_date.time",
    "end_year": "end_date.year",
    "end_month": "end_date.month",
    "end_day": "end_date.day",
    "end_time": "end_date.time",
    "start_date": "start_date.text",
    "end_date": "end_date.text",
    "display_date": "display_date",
    "headline": "text.headline",
    "text": "text.text",
    "media": "media.url",
    "media_credit": "media.credit",
    "media_caption": "media.caption",
    "media_thumbnail": "media.thumbnail",
    "alt_text": "media.alt",
    "group": "group",
    "tag": "group",
    "background": "background",
    "type": "type",
}


def is_document(value: Json) -> bool:
    """Whether a JSON document is a timeline, of version 3 or older."""
    return isinstance(value, dict) and (
        (isinstance(value.get("events"), list) and "features" not in value)
        or isinstance(value.get("timeline"), dict)
    )


def is_header(columns: tuple[str, ...]) -> bool:
    """Whether these columns (by their normalised names) are those of the spreadsheet."""
    found = set(columns)
    return "headline" in found and bool({"year", "start_date"} & found) and "event_date" not in found


def entries(value: Json) -> Iterator[Entry]:
    """Everything in a timeline as entries: its title, each slide, each era, and the rest."""
    assert isinstance(value, dict)
    if isinstance(value.get("timeline"), dict):
        yield from _older(value)
        return
    rest = {key: each for key, each in value.items() if key not in ("events", "title", "eras")}
    if value.get("title"):
        yield _entry(_TITLE_SLIDE, _object(value["title"]))
    for index, slide in enumerate(_list(value["events"]), 1):
        yield _entry(f"slide {index}", _object(slide))
    for index, era in enumerate(_list(value.get("eras")), 1):
        yield _entry(f"era {index}", _object(era))
    yield from remaining(rest)


def remaining(rest: dict[str, Json]) -> Iterator[Entry]:
    """What of a document stands beside its slides, if anything."""
    entry = _entry(_REST, rest)
    if entry.values:
        yield entry


def from_row(row: Entry) -> Entry:
    """A row of the spreadsheet as an entry like a slide's."""
    names = {column: _COLUMNS.get(column, column) for column in row.values}
    entry = Entry(
        row.place,
        row.line,
        [(names[column], text) for column, text in row.values.items()],
        {name: row.shown.get(column, column) for column, name in names.items()},
    )
    entry.remarks, entry.fault = row.remarks, row.fault
    return entry


def content(entry: Entry) -> slides.Slide | slides.About | None:
    """What a slide or a row says; none for what is neither slide nor title."""
    kind = entry.peek("type").casefold()
    if kind in ("title", "era", "event"):
        entry.take("type")
    if entry.place == _REST:
        return None
    if entry.place == _TITLE_SLIDE or kind == "title":
        title, *note = [slides.words(entry, "text.headline"), *slides.paragraphs(entry, "text.text")]
        note += slides.media(entry, "media.url", "media.caption", "media.credit")
        return slides.About(title, " ".join(note))
    if entry.place.startswith("era ") or kind == "era":
        for name in entry.values:
            entry.leave(name, "eras are not carried: write them as `phases` in content/briefing.yml")
        return None
    said = slides.paragraphs(entry, "text.text")
    title, leads = slides.headline(entry, "text.headline", said, "media.caption")
    edtf, notes = _date(entry)
    shown = [slides.words(entry, name) for name in ("display_date", "start_date.display_date")]
    notes += [f"The timeline shows the date as “{each}”." for each in dict.fromkeys(filter(None, shown))]
    beside = leads + slides.media(entry, "media.url", "media.caption", "media.credit")
    if group := slides.words(entry, "group"):
        beside.append(f"Group in the timeline: {prose.typed(group)}.")
    return slides.Slide(title, said, edtf, prose.typed(" ".join(notes)), beside)


def read(incoming: Incoming, wish: Wish, book: Book) -> Reading | None:
    """A timeline as JSON, or as the spreadsheet that it is made from."""
    if is_document(incoming.document):
        return slides.reading(TITLE, incoming, wish, book, entries(incoming.document), content)
    if table := incoming.table(is_header):
        rows = map(from_row, incoming.entries(table))
        return slides.reading(SHEET_TITLE, incoming, wish, book, rows, content, incoming.remark)
    return None


def _entry(place: str, value: Json) -> Entry:
    return Entry(place, 0, flat(value))


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {"value": value}


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _date(entry: Entry) -> tuple[str, list[str]]:
    """When, in EDTF (empty where it cannot be said so), and what is to be said about it."""
    notes: list[str] = []
    ends = []
    for end in ("start_date", "end_date"):
        text = entry.take(f"{end}.text")
        parts = [entry.take(f"{end}.{part}") for part in _PARTS]
        time = entry.take(f"{end}.time") or ":".join(
            part.zfill(2) for part in (entry.take(f"{end}.{name}") for name in _TIMES) if part
        )
        found, words = "", []
        try:
            if text:
                found, time_in_it = from_text(text)
                time = time or time_in_it
            elif any(parts):
                found = foreign_dates.from_parts(*parts)
                words = foreign_dates.beside(*parts)
        except ValueError:
            words = [f"“{text or '-'.join(filter(None, parts))}”"]
        of_end = " for its end" if end == "end_date" else ""
        if time:
            notes.append(f"The timeline gives the time {time}{of_end}.")
        if words and found:
            notes += [f"The timeline gives {each}{of_end}." for each in words]
        elif words:
            notes.append(f"The timeline gives {words[0]} as {'its end' if of_end else 'a date'}.")
        ends.append(found)
    start, end = ends
    if not start:
        if end:
            notes.append(f"The timeline gives {end} as its end.")
        return "", notes or ["The timeline gives no date."]
    try:
        return foreign_dates.span(start, end), notes
    except ValueError:
        return start, [*notes, f"The timeline gives {end} as its end."]


def from_text(text: str) -> tuple[str, str]:
    """A date of an older timeline as EDTF, and the time of day beside it.

    `2012`, `2012,1,26`, `2012,1,26,13,45`, `1/26/2012` (the month first), `1/2012`, each with a time or
    without. Raises `ValueError`.
    """
    text, time = foreign_dates.without_time(text)
    if re.fullmatch(r"\d{1,4}(?:,\s*\d{0,3})*", text):
        year, month, day, *rest = [*(part.strip() for part in text.split(",")), "", ""]
        times = [part for part in rest if part]
        if len(times) > len(_TIMES) or (month == "" and day):
            raise ValueError(text)
        return foreign_dates.from_parts(year, month, day), time or ":".join(part.zfill(2) for part in times)
    if match := re.fullmatch(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})", text):
        month, day = (match[1], match[2]) if match[1] else (match[2], "")
        return foreign_dates.from_parts(match[3], month, day), time
    return foreign_dates.in_edtf(text), time


def _older(value: dict[str, Json]) -> Iterator[Entry]:
    """A timeline of version 1 or 2, its slides as version 3 would have them."""
    timeline = _object(value["timeline"])
    found = timeline.get("date")
    if not isinstance(found, list):
        raise UnreadableError(
            "this is a timeline of an older version, without the list `date` that it should have",
            "Open it in TimelineJS, or save its spreadsheet as CSV, and import that.",
        )
    beside = ("date", "era", "headline", "text", "asset", "startDate", "endDate")
    rest = {key: each for key, each in timeline.items() if key not in beside}
    title = {key: timeline[key] for key in beside[2:] if key in timeline}
    yield _entry(_TITLE_SLIDE, _newer(title))
    for index, slide in enumerate(found, 1):
        yield _entry(f"slide {index}", _newer(_object(slide)))
    for index, era in enumerate(_list(timeline.get("era")), 1):
        yield _entry(f"era {index}", _newer(_object(era)))
    yield from remaining({**{key: each for key, each in value.items() if key != "timeline"}, **rest})


def _newer(slide: dict[str, Json]) -> dict[str, Json]:
    known = ("startDate", "endDate", "headline", "text", "tag", "asset")
    asset = _object(slide.get("asset") or {})
    media: dict[str, Json] = {("url" if key == "media" else key): each for key, each in asset.items()}
    return {
        **{key: each for key, each in slide.items() if key not in known},
        "start_date": {"text": slide.get("startDate")},
        "end_date": {"text": slide.get("endDate")},
        "text": {"headline": slide.get("headline"), "text": slide.get("text")},
        "group": slide.get("tag"),
        "media": media,
    }


def write(briefing: Briefing) -> Exported:
    """A briefing's events as TimelineJS JSON of version 3; `briefing` holds no drafts."""
    language = briefing.language
    left = Left()
    events = []
    for entry in chronology.in_order(briefing.events):
        event = entry.event
        ends = _ends(event.date) if event.date else None
        if event.date is None or ends is None:
            left.add("events without a date are not carried", event.id)
            continue
        for name in ("place", "by", "against", "date_note", "note", "after", "before"):
            if getattr(event, name):
                left.add(f"`{name}` is not carried", event.id)
        start, end = ends
        events.append(
            {
                "unique_id": event.id,
                "start_date": start,
                **({"end_date": end} if end else {}),
                "display_date": dates.in_words(event.date, language),
                "text": {"headline": html.escape(event.title, quote=False), "text": _text(briefing, event)},
            }
        )
    for kind in FOLDERS.values():
        if kind not in (records.Event, records.Dispute):
            for record_id in briefing.of(kind):
                left.add(f"{kind.folder} are not carried", record_id)
    shown = {event["unique_id"] for event in events}
    for dispute in briefing.disputes.values():
        if shown.isdisjoint(dispute.about):
            left.add("disputes that are not about one of these events are not carried", dispute.id)
    title = {"headline": html.escape(briefing.overview.title, quote=False)}
    if briefing.overview.description:
        title["text"] = f"<p>{html.escape(briefing.overview.description, quote=False)}</p>"
    return Exported(as_json({"title": {"text": title}, "events": events}), left)


def _text(briefing: Briefing, event: records.Event) -> str:
    """What an event's slide says: the account, figures and disputes with who says what, as HTML."""
    language = briefing.language

    def said(text: str) -> str:
        return html.escape(prose.plain(text, lambda key: _name(briefing, key)), quote=False)

    def claim(item: records.Figure | records.Position, measure: str | None) -> str:
        number = wording.figure(item, language)
        counted = f"{wording.term(measure, language)}: {number}" if number and measure else number
        text = prose.plain(item.text or "", lambda key: _name(briefing, key))
        shown = [counted, wording.counted(item, language), text]
        stance = [wording.term(item.stance, language)] if isinstance(item, records.Position) else []
        told = "; ".join(filter(None, [*stance, *shown]))
        return f"{html.escape(f'{_name(briefing, item.by) or item.by}: {told}', quote=False)}"

    pieces = [f"<p>{said(each.text)}</p>" for each in event.account if each.text]
    pieces += [f"<p>{claim(each, each.measure)}</p>" for each in event.figures]
    for key in briefing.disputes_about(event.id):
        dispute = briefing.disputes[key]
        positions = "".join(f"<li>{claim(each, dispute.measure)}</li>" for each in dispute.positions)
        pieces.append(f"<p>{html.escape(dispute.question, quote=False)}</p><ul>{positions}</ul>")
    return "".join(pieces)


def _name(briefing: Briefing, record_id: str) -> str | None:
    record = briefing.records.get(record_id)
    return record.heading if record else None


def _ends(date: dates.EdtfDate) -> tuple[dict[str, int], dict[str, int] | None] | None:
    """Beginning and end of a date for TimelineJS, no more exact than it is; none where nothing is known.

    What year, month and day cannot say (seasons, unknown digits, one of several days) is given by its
    years.
    """
    text = re.sub("[?~%]", "", date.text)
    found = [_numbers(part) for part in text.split("/") if part not in ("", "..")]
    if all(found) and found:
        start, *ends = found
        assert start is not None
        return start, ends[0] if ends else None
    years = [day.year for day in (date.earliest, date.latest) if day]
    if not years:
        return None
    return {"year": years[0]}, {"year": years[-1]} if years[0] != years[-1] else None


def _numbers(text: str) -> dict[str, int] | None:
    """A year, month or day as TimelineJS has them; none for what is neither."""
    match = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?", text)
    if not match:
        return None
    return {name: int(part) for name, part in zip(_PARTS, match.groups(), strict=True) if part}


READER = read
WRITER = Writer("timeline.json", drafts=False, write=write)
