"""Events of UCDP GED, the Georeferenced Event Dataset of the Uppsala Conflict Data Program.

Read are CSV, Excel and the JSON of its API.

The columns are known by their names, in any order, so that files with 49, 42 or other numbers of columns
are read; a candidate release without a header is read by the places of its 49 columns. A second row with
`#` tags, as humanitarian portals add it, is passed over. Described in the codebook of each release, at
<https://ucdp.uu.se/downloads/>.

| UCDP | Here |
|---|---|
| `id` | the record's id (`ucdp-244657`) and the `locator` of each citation |
| `date_start`, `date_end`, `date_prec` | `date`: a day where UCDP knows the day, else the whole span (a month or year where it is just that); `date_note` says what is known |
| `where_coordinates`, `adm_2`, `adm_1`, `country`, `latitude`, `longitude`, `where_prec` | `place`, no more exact than `where_prec` says: 1 town, 2 and 3 district, 4, 5 and 7 province, 6 country |
| `side_a`, `side_b`, `type_of_violence` | actors under `by`; those hit by one-sided violence under `against` |
| `low`, `best`, `high` | a figure of deaths that UCDP gives |
| `deaths_a`, `deaths_b`, `deaths_civilians`, `deaths_unknown` | the figure's text |
| `conflict_name`, `dyad_name`, `where_description`, `event_clarity` | the account, attributed to UCDP |
| `source_article`, `source_original`, `number_of_sources` | the record's note |

What UCDP codes is told as UCDP's, and rests on its row of the data set, which readers see as not checked.
Choose events with `--country`, `--since` and `--until`.
"""  # noqa: E501 - a row of a table is one line

import re
from datetime import date
from itertools import pairwise

from builder.authoring.exchange import data_sets, foreign_dates
from builder.authoring.exchange.event_filter import Selection
from builder.authoring.exchange.existing import areas_note
from builder.authoring.exchange.foreign_numbers import code, whole
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Reading, Wish
from builder.authoring.exchange.ledger import Entry, UnreadableError
from builder.authoring.exchange.proposals import Book, Proposal, draft, listed, statement
from builder.model import prose, records

NAME = "ucdp"
TITLE = "UCDP GED"
ENDINGS = (".csv", ".json", ".xlsx")
SOURCE = "ucdp-ged"
_HEADER = """
    id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
    dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
    number_of_sources source_article source_office source_date source_headline source_original where_prec
    where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country
    country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians
    deaths_unknown best high low gwnoa gwnob
"""
COLUMNS = tuple(_HEADER.split())
_NEEDED = frozenset({"id", "type_of_violence", "date_start", "date_end", "side_a", "side_b"})
# As early releases called them.
_OLDER = {"best": "best_est", "low": "low_est", "high": "high_est"}
_VIOLENCE = {"1": "state-based violence", "2": "non-state violence", "3": "one-sided violence"}
_PRECISIONS = {
    "1": "town",
    "2": "district",
    "3": "district",
    "4": "province",
    "5": "province",
    "6": "country",
    "7": "province",
}
_DAYS = {"1": "day", "2": "two to six days", "3": "week", "4": "month", "5": "year"}
_WHERE = {
    "2": "UCDP knows only that the event was near this place.",
    "5": "UCDP knows only a larger or vaguer area.",
    "7": "On water or in the air.",
}
_AREAS = "town|city|village|district|province|region|governorate|state|county|municipality|division"
_GENERIC = re.compile(rf"\s+(?:{_AREAS})$", re.IGNORECASE)
_PARTS = (
    ("deaths_a", "on the side of {side_a}"),
    ("deaths_b", "on the side of {side_b}"),
    ("deaths_civilians", "civilians"),
    ("deaths_unknown", "of whom it is not known what they were"),
)


def is_header(columns: tuple[str, ...]) -> bool:
    """Whether these columns (by their normalised names) are those of UCDP GED."""
    return set(columns) >= _NEEDED


def is_row(cells: list[str]) -> bool:
    """Whether these are the 49 cells of an event, in a file without a header."""
    return (
        len(cells) == len(COLUMNS)
        and cells[0].isdigit()
        and re.fullmatch(r"\d{4}", cells[2].strip()) is not None
        and cells[5].strip() in _VIOLENCE
    )


def source() -> dict[str, str]:
    """What the source of everything imported is."""
    return {
        "title": "UCDP Georeferenced Event Dataset (GED)",
        "kind": "dataset",
        "publisher": "Uppsala Conflict Data Program",
        "url": "https://ucdp.uu.se/downloads/",
        "language": "en",
        "note": "Say which release this is, and when it was read.",
    }


def propose(entry: Entry, book: Book, selection: Selection) -> list[Proposal] | None:
    """The event that a row becomes; none where it is not asked for. Raises `UnreadableError`."""
    try:
        number = whole(entry.peek("id"))
    except ValueError:
        raise UnreadableError(f"`id` is not a number: “{entry.peek('id')[:40]}”") from None
    violence = code(entry.peek("type_of_violence"))
    if violence not in _VIOLENCE:
        raise UnreadableError(f"`type_of_violence` is “{violence[:40]}”, and should be 1, 2 or 3")
    first, last = _day(entry, "date_start"), _day(entry, "date_end")
    if last < first:
        raise UnreadableError("the event ends before it begins")
    for side in ("side_a", "side_b"):
        if not entry.peek(side):
            raise UnreadableError(f"`{side}` is empty")
    figure = {name: _count(entry, name) for name in ("low", "best", "high")}
    given = [(name, value) for name, value in figure.items() if value is not None]
    for (name, value), (other, more) in pairwise(given):
        if value > more:
            raise UnreadableError(f"`{name}` is {value}, more than `{other}`, which is {more}")
    location = data_sets.position(entry)
    if not selection.holds(entry.peek("country"), first, last):
        return None
    record_id = book.same(f"ucdp-{number}")

    entry.take("id")
    entry.take("type_of_violence")
    cites = book.cites(f"event {number}")
    side_a, side_b = entry.take("side_a"), entry.take("side_b")
    one_sided = violence == "3"
    actors = [_side(book, side_a, one_sided=False), _side(book, side_b, one_sided=one_sided)]
    place = _place(entry, book, location)
    edtf, note = _date(entry, first, last)
    where = _where_in_words(entry)
    claim = book.actor("Uppsala Conflict Data Program", "organisation", ["UCDP"], aliases=["UCDP"])
    between = f"by {side_a} against {side_b}" if one_sided else f"between {side_a} and {side_b}"
    words = _VIOLENCE[violence]
    event = draft(
        records.Event,
        record_id,
        title=f"{words[:1].upper()}{words[1:]} {between}",
        kind="killing" if one_sided else "clash",
        date=edtf,
        date_note=note,
        place=place,
        by=actors[:1] if one_sided else list(dict.fromkeys(actors)),
        against=actors[1:] if one_sided else [],
        account=[statement(f"UCDP codes this as {words} {between}{where}.", cites), *_context(entry, cites)],
        figures=[_figure(entry, figure, claim, side_a, side_b, cites)] if any_of(figure) else [],
        note=_sources(entry),
    )
    if code(entry.peek("year")) == str(first.year):
        entry.take("year")
    return [event]


def any_of(figure: dict[str, int | None]) -> bool:
    """Whether a figure has any of its numbers."""
    return any(value is not None for value in figure.values())


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
        COLUMNS,
        is_row,
    )


def _day(entry: Entry, name: str) -> date:
    try:
        return foreign_dates.day(entry.peek(name), code(entry.peek("year")))
    except ValueError as error:
        raise UnreadableError(f"`{name}`: {error}") from None


def _count(entry: Entry, name: str) -> int | None:
    """A number of people; none where the cell is empty."""
    return data_sets.count(entry, name if entry.peek(name) else _OLDER.get(name, name))


def _side(book: Book, name: str, *, one_sided: bool) -> str:
    """An actor by UCDP's name for it; “Government of Iran” is also the state Iran."""
    if one_sided and name.casefold() == "civilians":
        return book.actor("Civilians", "people")
    government = re.match(r"Government of (.+)", name)
    if not government:
        return book.actor(name, "armed-group")
    # With an earlier name in parentheses: “Government of Russia (Soviet Union)”.
    country = government[1].partition("(")[0].strip()
    return book.actor(name, "state", [country])


def _date(entry: Entry, first: date, last: date) -> tuple[str, str]:
    """When, in EDTF, and what is to be said about it."""
    times = [
        time
        for name in ("date_start", "date_end")
        if (time := foreign_dates.without_time(entry.take(name))[1])
    ]
    at = f" The file gives the time {prose.typed(' to '.join(dict.fromkeys(times)))}." if times else ""
    exact = data_sets.coded(entry, "date_prec", _DAYS)
    edtf = foreign_dates.within(first, last)
    if first == last:
        if exact in (None, "day"):
            return edtf, f"As UCDP codes it.{at}"
        return f"{edtf}~", f"UCDP gives this day, but codes it as not exact.{at}"
    return edtf, f"UCDP knows only that it was on one or more days of this span.{at}"


def _place(entry: Entry, book: Book, location: tuple[float, float] | None) -> str:
    """The place of an event, no more exact than UCDP knows it; empty where nothing names one."""
    exactness = code(entry.peek("where_prec"))
    precision = data_sets.coded(entry, "where_prec", _PRECISIONS) or "province"
    by_precision = {"country": "country", "province": "adm_1", "district": "adm_2"}
    names = ["where_coordinates", by_precision.get(precision, "adm_2"), "adm_2", "adm_1", "country"]
    name = entry.take(next((each for each in names if entry.peek(each)), "country"))
    if not name and not location:
        return ""
    around = [entry.take(each) for each in ("adm_2", "adm_1", "country")]
    areas = list(dict.fromkeys(each for each in around if each and each != name))
    note = areas_note("UCDP’s", ", ".join(areas))
    if exactness in _WHERE:
        note += f" {_WHERE[exactness]}"
    shown = f"Near {name}" if exactness == "2" and name else name
    also = [] if exactness == "2" else [_GENERIC.sub("", name)]
    return book.place(entry, shown, precision, location, areas, filter(None, also), note=prose.typed(note))


def _where_in_words(entry: Entry) -> str:
    country = entry.peek("country")
    return f" in {country}" if country else ""


def _context(entry: Entry, cites: list[dict[str, str]]) -> list[dict[str, object]]:
    """What else UCDP says of an event, statement by statement."""
    said = []
    if conflict := entry.take("conflict_name"):
        said.append(f"UCDP counts it to the conflict “{conflict}”.")
    if dyad := entry.take("dyad_name"):
        said.append(f"UCDP counts it to the dyad “{dyad}”.")
    if where := entry.take("where_description"):
        said.append(f"Where it was, in UCDP’s words: {where}")
    if clarity := data_sets.coded(entry, "event_clarity", {"1": "clear", "2": "summed up"}):
        clear = clarity == "clear"
        said.append(
            "UCDP calls the reporting on it clear."
            if clear
            else "UCDP codes it from reports that sum up more than one event."
        )
    return [statement(text, cites) for text in said]


def _figure(
    entry: Entry,
    figure: dict[str, int | None],
    claimant: str,
    side_a: str,
    side_b: str,
    cites: list[dict[str, str]],
) -> dict[str, object]:
    """Deaths as UCDP gives them, with what its best estimate is made up of."""
    parts = []
    for name, of_whom in _PARTS:
        if (number := data_sets.count(entry, name)) is not None:
            parts.append(f"{number} {of_whom.format(side_a=side_a, side_b=side_b)}")
    given = {name: value for name, value in figure.items() if value is not None}
    text = f"UCDP’s best estimate is made up of {listed(parts)}." if parts else ""
    return {
        "by": claimant,
        "measure": "deaths",
        **given,
        **({"text": prose.typed(text)} if text else {}),
        "cites": cites,
    }


def _sources(entry: Entry) -> str:
    """What UCDP has it from, for the editor to look up."""
    said = []
    if number := code(entry.take("number_of_sources")):
        if number == "-1":
            said.append("UCDP does not say how many sources it has.")
        else:
            said.append(f"Sources that UCDP counts: {number}.")
    if articles := entry.take("source_article"):
        said.append(f"UCDP’s sources: {articles}")
    else:
        given = [entry.take(name) for name in ("source_office", "source_date", "source_headline")]
        if any(given):
            said.append(f"UCDP’s sources: {', '.join(filter(None, given))}")
    if original := entry.take("source_original"):
        said.append(f"Who said so there: {original}")
    for name in ("source_office", "source_date", "source_headline"):
        if entry.peek(name) and entry.peek("source_article"):
            entry.leave(name, f"`{name}` is not carried: it stands in `source_article`")
    return prose.typed(" ".join(said))


READER = read
WRITER = None
