"""Points of a map, from GeoJSON or KML, as places, or as events where they have a time."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from builder.authoring.exchange import own_columns, table_rows
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Reading, Wish
from builder.authoring.exchange.ledger import Entry, UnreadableError
from builder.authoring.exchange.proposals import Book
from builder.authoring.exchange.table_rows import SHAPE

_LATITUDE, _LONGITUDE, _HEIGHT = "latitude of the point", "longitude of the point", "height of the point"


class Feature(NamedTuple):
    """A point with what is said of it: its longitude, latitude, and height if there is one, as text.

    `shape` is what it is where it is no point.
    """

    place: str
    line: int
    properties: Mapping[str, str]
    point: Sequence[str]
    shape: str = ""


def reading(
    title: str, incoming: Incoming, wish: Wish, book: Book, features: Iterable[Feature]
) -> Reading | None:
    """Features as rows of a table, whose columns are their properties and their position."""
    entries = [_entry(feature) for feature in features]
    headings = {name: entry.called(name) for entry in entries for name in entry.values}
    headings = {name: heading for name, heading in headings.items() if name not in (_HEIGHT, SHAPE)}
    said = {"latitude": (_LATITUDE,), "longitude": (_LONGITUDE,), **wish.columns}
    there = {field: names for field, names in said.items() if field in wish.columns or names[0] in headings}
    columns = own_columns.guessed(headings, entries[: own_columns.LOOKED_AT], there, "map")
    kind = wish.kind or table_rows.kind_of(columns)
    if kind is None and entries:
        kind = "places"
    if kind is None:
        return None
    return table_rows.reading(title, incoming, wish, book, entries, headings, columns, kind)


def _entry(feature: Feature) -> Entry:
    values = dict(feature.properties)
    values |= dict(zip((_LONGITUDE, _LATITUDE, _HEIGHT), feature.point, strict=False))
    if feature.shape:
        values[SHAPE] = feature.shape
    entry = Entry(feature.place, feature.line, values.items())
    if feature.shape:
        entry.leave(SHAPE, "lines, areas and groups of points are not carried")
        if not feature.point and not feature.properties:
            entry.fault = UnreadableError("it is no point, and nothing is said of it")
    return entry
