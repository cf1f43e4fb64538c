"""Events of ACLED, the Armed Conflict Location and Event Data project, from CSV, Excel or its API's JSON.

The columns are known by their names, those of today and those from before March 2023. Lines before the
header and a byte order mark are passed over; days may be written 2024-01-18, 18 January 2024 or 18-Jan-24,
or as Excel saves them; `inter1` and `inter2` may be numbers or words, codes may be `3.0`. A code that ACLED
does not have refuses the row. Described in ACLED's codebook, at
<https://acleddata.com/knowledge-base/codebook/>.

| ACLED | Here |
|---|---|
| `event_id_cnty` | the record's id (`acled-irn22059`) and the `locator` of each citation |
| `event_date`, `time_precision` | `date`: a day (1), about that day (2, the week is known), the month (3) |
| `location`, `admin1`–`admin3`, `country`, `latitude`, `longitude`, `geo_precision` | `place`, no more exact than `geo_precision` says: 1 town, 2 district, 3 province |
| `actor1`, `actor2`, `inter1`, `inter2` | actors under `by`, in no order; civilians under `against` |
| `event_type`, `sub_event_type`, `disorder_type` | the title, `kind` and account |
| `notes` | the account, attributed to ACLED |
| `fatalities` | a figure of deaths that ACLED codes, never a plain fact |
| `assoc_actor_1`, `assoc_actor_2`, `civilian_targeting`, `source`, `source_scale`, `tags` | the record's note |

ACLED's terms do not allow that its data are published again as they are: see
<https://acleddata.com/terms-and-conditions/> before you publish what you have imported. Choose events with
`--country`, `--since` and `--until`.
"""  # noqa: E501 - a row of a table is one line

import re
from datetime import date

from builder.authoring.exchange import data_sets, foreign_dates
from builder.authoring.exchange.event_filter import Selection
from builder.authoring.exchange.existing import areas_note
from builder.authoring.exchange.foreign_numbers import code
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Reading, Wish
from builder.authoring.exchange.ledger import Entry, UnreadableError
from builder.authoring.exchange.proposals import Book, Proposal, draft, listed, statement
from builder.model import prose, records
from builder.model.fields import slug

NAME = "acled"
TITLE = "ACLED"
ENDINGS = (".csv", ".json", ".xlsx")
SOURCE = "acled-data"
_KINDS = {
    "abduction/forced disappearance": "kidnapping",
    "agreement": "agreement",
    "air/drone strike": "air-strike",
    "armed clash": "clash",
    "arrests": "arrest",
    "attack": "attack",
    "battles": "clash",
    "change to group/activity": "movement",
    "chemical weapon": "attack",
    "excessive force against protesters": "protest",
    "explosions/remote violence": "attack",
    "government regains territory": "clash",
    "grenade": "attack",
    "headquarters or base established": "movement",
    "looting/property destruction": "attack",
    "mob violence": "protest",
    "non-state actor overtakes territory": "clash",
    "non-violent transfer of territory": "movement",
    "peaceful protest": "protest",
    "protest with intervention": "protest",
    "protests": "protest",
    "remote explosive/landmine/ied": "bombing",
    "riots": "protest",
    "sexual violence": "attack",
    "shelling/artillery/missile attack": "shelling",
    "suicide bomb": "bombing",
    "violence against civilians": "attack",
    "violent demonstration": "protest",
}
# ACLED's codes for actors: until 2023 numbers, since then words.
_INTER = {
    "1": "government-body",
    "state forces": "government-body",
    "2": "armed-group",
    "rebel group": "armed-group",
    "rebel groups": "armed-group",
    "3": "armed-group",
    "political militia": "armed-group",
    "political militias": "armed-group",
    "4": "armed-group",
    "identity militia": "armed-group",
    "identity militias": "armed-group",
    "5": "people",
    "rioters": "people",
    "6": "people",
    "protesters": "people",
    "7": "people",
    "civilians": "people",
    "8": "organisation",
    "external/other forces": "organisation",
}
_CIVILIANS = ("7", "civilians")
_PRECISIONS = {"1": "town", "2": "district", "3": "province"}
# When a group bore a name, or which government it stood under: “Military Forces of Iran (1989-)”.
_YEARS = re.compile(r"\s*\(\d{4}-(?:\d{4})?\)")
_NOTES = (
    ("assoc_actor_1", "With the first actor: {}."),
    ("assoc_actor_2", "With the second actor: {}."),
    ("civilian_targeting", "Civilians were targeted: ACLED codes “{}”."),
    ("source", "ACLED’s source: {}."),
    ("source_scale", "Scale of the source: {}."),
    ("tags", "ACLED’s tags: {}."),
)


def is_header(columns: tuple[str, ...]) -> bool:
    """Whether these columns (by their normalised names) are those of ACLED."""
    found = set(columns)
    return {"event_date", "event_type", "actor1"} <= found and bool(found & {"event_id_cnty", "data_id"})


def source() -> dict[str, str]:
    """What the source of everything imported is."""
    return {
        "title": "ACLED event data",
        "kind": "dataset",
        "publisher": "Armed Conflict Location and Event Data (ACLED)",
        "url": "https://acleddata.com/",
        "language": "en",
        "note": "ACLED’s terms do not allow its data to be published again as they are.",
    }


def propose(entry: Entry, book: Book, selection: Selection) -> list[Proposal] | None:
    """The event that a row becomes; none where it is not asked for. Raises `UnreadableError`."""
    key = "event_id_cnty" if entry.peek("event_id_cnty") else "data_id"
    number = slug(entry.peek(key))
    if not number:
        raise UnreadableError("the row has no `event_id_cnty`")
    what = entry.peek("sub_event_type") or entry.peek("event_type")
    if not what:
        raise UnreadableError("the row has neither `sub_event_type` nor `event_type`")
    if not entry.peek("actor1"):
        raise UnreadableError("`actor1` is empty")
    days = _days(entry)
    deaths = _fatalities(entry)
    location = data_sets.position(entry)
    if not selection.holds(entry.peek("country"), min(days), max(days)):
        return None
    record_id = book.same(f"acled-{number}")

    cites = book.cites(entry.take(key))
    edtf, date_note = _date(entry, days)
    place, where = _place(entry, book, location)
    by, against = _actors(entry, book)
    kind = _KINDS.get(what.casefold(), "other")
    claim = book.actor("ACLED", "organisation", ["Armed Conflict Location and Event Data"])
    types = [entry.take(name) for name in ("disorder_type", "event_type", "sub_event_type")]
    coded = listed([f"“{each}”" for each in dict.fromkeys(filter(None, types))])
    account = [statement(f"ACLED codes this as {coded}.", cites)]
    if notes := entry.take("notes"):
        account.append(statement(f"ACLED’s note: {notes}", cites))
    said = [form.format(entry.take(name)) for name, form in _NOTES if entry.peek(name)]
    event = draft(
        records.Event,
        record_id,
        title=f"{what}{f', {where}' if where else ''}",
        kind=kind,
        date=edtf,
        date_note=date_note,
        place=place,
        by=by,
        against=against,
        account=account,
        figures=[_figure(deaths, claim, cites)] if deaths is not None else [],
        note=prose.typed(" ".join(said)),
    )
    if code(entry.peek("year")) in {str(day.year) for day in days}:
        entry.take("year")
    return [event]


def read(incoming: Incoming, wish: Wish, book: Book) -> Reading | None:
    """Rows of a table, or of the API's JSON."""
    return data_sets.reading(
        incoming,
        wish,
        book,
        TITLE,
        is_header,
        lambda entry: propose(entry, book, wish.selection),
        source(),
        SOURCE,
    )


def _days(entry: Entry) -> list[date]:
    """The day of an event; two where it is written so that it can be read both ways."""
    text = entry.peek("event_date")
    try:
        return [foreign_dates.day(text, code(entry.peek("year")))]
    except ValueError as error:
        if days := foreign_dates.slashed(text):
            return days
        raise UnreadableError(f"`event_date`: {error}") from None


def _date(entry: Entry, days: list[date]) -> tuple[str, str]:
    """When, in EDTF, and what is to be said about it."""
    text = entry.take("event_date")
    precision = data_sets.coded(entry, "time_precision", {"1": "day", "2": "week", "3": "month"})
    time = foreign_dates.without_time(text)[1]
    at = f" The file gives the time {prose.typed(time)}." if time else ""
    if precision == "month":
        months = list(dict.fromkeys(day.isoformat()[:7] for day in sorted(days)))
        edtf, note = ",".join(months), "ACLED knows only the month."
    else:
        edtf, note = ",".join(day.isoformat() for day in sorted(days)), "As ACLED codes it."
    if "," in edtf:
        return f"[{edtf}]", f"The file says “{text}”, which can be read in two ways."
    if precision == "week":
        return f"{edtf}~", f"ACLED knows only the week; it codes a day in it.{at}"
    if precision is None:
        return f"{edtf}~", f"The file does not say how exactly ACLED knows the day.{at}"
    return edtf, f"{note}{at}"


def _fatalities(entry: Entry) -> int | None:
    return data_sets.count(entry, "fatalities")


def _figure(deaths: int, claimant: str, cites: list[dict[str, str]]) -> dict[str, object]:
    return {
        "by": claimant,
        "measure": "deaths",
        "best": deaths,
        "scope": "fatalities as ACLED codes them",
        "text": f"ACLED codes the fatalities as {deaths}.",
        "cites": cites,
    }


def _place(entry: Entry, book: Book, location: tuple[float, float] | None) -> tuple[str, str]:
    """The place of an event, no more exact than ACLED knows it, and its name."""
    precision = data_sets.coded(entry, "geo_precision", _PRECISIONS) or "province"
    names = ("location", "admin3", "admin2", "admin1", "country")
    name = next((entry.peek(each) for each in names if entry.peek(each)), "")
    around = [entry.take(each) for each in names]
    if not name and not location:
        return "", ""
    areas = list(dict.fromkeys(each for each in around if each and each != name))
    note = areas_note("ACLED’s", ", ".join(areas))
    return book.place(entry, name, precision, location, areas, note=prose.typed(note)), name


def _actors(entry: Entry, book: Book) -> tuple[list[str], list[str]]:
    """Who took part: ACLED's order says nothing; civilians are those whom it hit."""
    by: list[str] = []
    against: list[str] = []
    for number in ("1", "2"):
        name = entry.take(f"actor{number}")
        kind = code(entry.peek(f"inter{number}").casefold())
        if kind in _INTER or (kind == "0" and not name):
            entry.take(f"inter{number}")
        if not name:
            continue
        civilians = kind in _CIVILIANS or name.casefold().startswith("civilians")
        actor = book.actor(name, _INTER.get(kind, "organisation"), [_YEARS.sub("", name).strip()])
        (against if civilians else by).append(actor)
    return list(dict.fromkeys(by)), list(dict.fromkeys(against))


READER = read
WRITER = None
