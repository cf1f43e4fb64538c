"""The formats, in the order of the documentation. A new one touches its own module and this tuple."""

from builder.authoring.exchange import (
    acled,
    briefing_json,
    csl,
    geojson,
    kind_tables,
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
    geojson,
    kind_tables,
    briefing_json,
)
