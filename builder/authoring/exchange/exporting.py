"""A briefing as files of other formats."""

import json
from collections.abc import Iterable

from builder.authoring.exchange import briefing_json, csl, geojson, kind_tables, timelinejs
from builder.authoring.exchange.exported import Left
from builder.facts.briefing import FOLDERS, Briefing

FORMATS = ("timelinejs", "geojson", "csl", "csv", "json")


def run(briefing: Briefing, formats: Iterable[str]) -> tuple[dict[str, str], dict[str, Left]]:
    """The texts of the files by name, and for each what it does not carry.

    Drafts are in the formats that can be imported again.
    """
    files: dict[str, str] = {}
    left: dict[str, Left] = {}
    for form in formats:
        if form == "csv":
            files |= tables(briefing)
            left["csv/"] = Left()
            left["csv/"].add("the overview is not carried: it is in json", "briefing")
            continue
        if form == "json":
            files[briefing_json.SCHEMA_NAME] = (
                json.dumps(briefing_json.schema(), ensure_ascii=False, indent=2) + "\n"
            )
        name, write, with_drafts = {
            "timelinejs": ("timeline.json", timelinejs.write, False),
            "geojson": ("briefing.geojson", geojson.write, False),
            "csl": ("sources.csl.json", csl.write, True),
            "json": ("briefing.json", briefing_json.write, True),
        }[form]
        made = write(briefing if with_drafts else briefing.published())
        files[name], left[name] = made
        for draft in () if with_drafts else briefing.drafts():
            left[name].add("drafts are not carried", draft)
    return files, left


def tables(briefing: Briefing) -> dict[str, str]:
    """A table for each kind of record that there is, by the name of its file."""
    held = {kind: briefing.of(kind).values() for kind in FOLDERS.values()}
    return {f"csv/{kind.folder}.csv": kind_tables.table(kind, rows) for kind, rows in held.items() if rows}
