"""What UCDP and ACLED have in common: rows of a table or of an API's JSON, positions, counts, codes."""

import re
from collections.abc import Callable, Iterator, Mapping

from builder.authoring.exchange.foreign_numbers import code, in_ascii, whole
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Reading, Wish
from builder.authoring.exchange.json_files import Json
from builder.authoring.exchange.ledger import Entry, UnreadableError, flat
from builder.authoring.exchange.proposals import Book, Proposal, source_id
from builder.authoring.exchange.tables import column_name

# Where the APIs put their rows, and what they say of pages.
_ROWS = ("Result", "data")
_PAGES = ("TotalPages", "total_pages")
_MOST = 999_999_999


def reading(
    incoming: Incoming,
    wish: Wish,
    book: Book,
    title: str,
    is_header: Callable[[tuple[str, ...]], bool],
    propose: Callable[[Entry], list[Proposal] | None],
    source: Mapping[str, str],
    source_name: str,
    columns: tuple[str, ...] = (),
    is_row: Callable[[list[str]], bool] = lambda _: False,
) -> Reading | None:
    """The rows of a data set, where a file holds them: in a table, or as the API gives them.

    `columns` are those of a table without a header, of which `is_row` knows a row.
    """
    remark = ""
    if (rows := api_rows(incoming.document, is_header)) is not None:
        entries = _of_api(rows)
        remark = _pages(incoming.document)
    elif table := incoming.table(is_header, is_row):
        entries = incoming.entries(table.named(columns))
        remark = incoming.remark
    else:
        return None
    book.dataset(source_id(wish.source or source_name), **source)
    return Reading(title, entries, propose, remark, selects=True)


def api_rows(document: Json, is_header: Callable[[tuple[str, ...]], bool]) -> list[Json] | None:
    """The rows in an answer of the API, or in a list of them; none where there are none that fit."""
    rows = document
    if isinstance(document, dict):
        rows = next((document[key] for key in _ROWS if isinstance(document.get(key), list)), None)
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], dict):
        return None
    return rows if is_header(tuple(map(column_name, rows[0]))) else None


def position(entry: Entry) -> tuple[float, float] | None:
    """Latitude and longitude of a row in degrees; none where it has none."""
    texts = entry.peek("latitude"), entry.peek("longitude")
    if not any(texts):
        return None
    try:
        latitude, longitude = (float(in_ascii(text).replace(",", ".")) for text in texts)
    except ValueError:
        raise UnreadableError(f"latitude and longitude are not numbers: “{', '.join(texts)[:60]}”") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise UnreadableError(f"there is no such place on earth: latitude {texts[0]}, longitude {texts[1]}")
    entry.take("latitude")
    entry.take("longitude")
    return latitude, longitude


def count(entry: Entry, name: str) -> int | None:
    """A number of people; none where the cell is empty."""
    text = entry.peek(name)
    if not text:
        return None
    try:
        number = whole(text)
    except ValueError as error:
        if str(error).startswith("it can"):
            raise UnreadableError(
                f"`{name}` is “{text[:40]}”: {error}", "Write the number without marks."
            ) from None
        number = _MOST + 1
    if number > _MOST:
        raise UnreadableError(f"`{name}` is not a number of people: “{text[:40]}”")
    entry.take(name)
    return number


def coded(entry: Entry, name: str, known: Mapping[str, str]) -> str | None:
    """What a code stands for; none where the cell is empty.

    Raises `UnreadableError` for a code that there is not, which could mean less than any that there is.
    """
    text = entry.peek(name)
    if not text:
        return None
    found = known.get(code(text))
    if found is None:
        raise UnreadableError(f"`{name}` is “{text[:40]}”, and should be one of {', '.join(known)}")
    entry.take(name)
    return found


def _of_api(rows: list[Json]) -> Iterator[Entry]:
    for number, row in enumerate(rows, 1):
        values = row if isinstance(row, dict) else {"value": row}
        names = {column_name(key): key for key in values}
        yield Entry(f"item {number}", 0, flat({name: values[key] for name, key in names.items()}), names)


def _pages(document: Json) -> str:
    """What is to be said where the API has more than it gave."""
    if not isinstance(document, dict):
        return ""
    pages = next((str(document[key]) for key in _PAGES if document.get(key)), "1")
    more = document.get("NextPageUrl")
    if not more and (not re.fullmatch(r"\d+", pages) or int(pages) < 2):
        return ""
    of = f" of {pages}" if pages != "1" else ""
    return f"This is one page{of}, as the API gives them: get the others, and import them as well."
