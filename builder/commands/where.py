"""`briefing where`."""

import json
import sys
from pathlib import Path

import click

from builder.authoring import references
from builder.authoring.references import Content, Link, Standing
from builder.checks.marked_line import visible
from builder.commands.terminal import FOLDER, report, say, say_json
from builder.commands.unknown import no_such_record
from builder.facts.loading import load
from builder.files.problems import Location


@click.command()
@click.argument("record_id", metavar="ID")
@FOLDER
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="text to read, json for programs.",
)
def where(record_id: str, folder: Path, form: str) -> None:
    """Show what refers to a record, and to what it refers.

    Each place is shown with its file, line and column, the record and the field that it is in, and the
    words there.
    """
    briefing, problems = load(folder)
    if briefing is None:
        report(problems, folder, err=True)
        sys.exit(1)
    content = references.read(folder, briefing, problems)
    standings = list(content.standings())
    here = [each for each in standings if each.id == record_id and each.form != "id"]
    here.sort(key=content.location)
    if record_id not in briefing.origins and not here:
        no_such_record(record_id, briefing)
    record = briefing.records.get(record_id)
    links = list(references.links_to(folder, record)) if record else []
    refers_to = dict.fromkeys(each.id for each in standings if each.owner == record_id and each.form != "id")
    known = [each for each in refers_to if each in briefing.origins]
    at = briefing.locate(record_id) if record_id in briefing.origins else None
    if form == "json":
        say_json(_as_json(record_id, at, content, here, links, known))
        return
    if at is None:
        say(f"There is no record `{visible(record_id)}`, but it is referred to.")
    else:
        say(f"{at}: {record_id}" + (f": {visible(record.heading)} ({record.kind_name})" if record else ""))
    lines = [f"  {content.location(each)}: {_place(each)}: {visible(each.words)}" for each in here]
    lines += [f"  {link.location}: {visible(link.target)}" for link in links]
    say(f"Referred to in {len(lines)} {'place' if len(lines) == 1 else 'places'}{':' if lines else '.'}")
    for line in lines:
        say(line)
    if at is not None:
        say(f"Refers to {', '.join(known)}." if known else "Refers to no record.")


def _place(standing: Standing) -> str:
    return f"{standing.owner}, {standing.field}"


def _as_json(
    record_id: str,
    at: Location | None,
    content: Content,
    here: list[Standing],
    links: list[Link],
    refers_to: list[str],
) -> str:
    """One JSON object: where the record stands (`null`: nowhere), what refers to it, to what it refers."""
    found = [
        {
            **_position(content.location(each)),
            "record": each.owner,
            "field": each.field,
            "words": each.words,
        }
        for each in here
    ]
    found += [{**_position(link.location), "record": "", "field": "", "words": link.target} for link in links]
    whole = {
        "version": 1,
        "id": record_id,
        "at": _position(at) if at else None,
        "references": found,
        "refers_to": refers_to,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _position(location: Location) -> dict[str, str | int]:
    return {"file": location.path, "line": location.line, "column": location.column}
