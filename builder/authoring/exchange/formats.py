"""The formats, in the order of the documentation. A new one touches its own module and this tuple."""

from builder.authoring.exchange import (
    acled,
    bibtex,
    briefing_json,
    columns,
    csl,
    geojson,
    kind_tables,
    kml,
    ris,
    storymapjs,
    timelinejs,
    ucdp,
)
from builder.authoring.exchange.interface import Format

FORMATS: tuple[Format, ...] = (
    timelinejs,
    storymapjs,
    ucdp,
    acled,
    csl,
    bibtex,
    ris,
    geojson,
    kml,
    kind_tables,
    briefing_json,
    columns,
)
