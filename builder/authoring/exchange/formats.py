"""The formats, one module each; a module's docstring is its page in the documentation."""

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

MODULES = (timelinejs, storymapjs, ucdp, acled, csl, geojson, kind_tables, briefing_json)
