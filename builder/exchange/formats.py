"""The formats, one module each; a module's docstring is its page in the documentation."""

from builder.exchange import acled, csl, geojson, plain, storymapjs, timelinejs, ucdp, whole

MODULES = (timelinejs, storymapjs, ucdp, acled, csl, geojson, plain, whole)
