"""`briefing export`."""

from pathlib import Path

import click

from builder.authoring.exchange import exporting, summary
from builder.commands.terminal import FOLDER, fail, refuse_kept, say
from builder.files import saving
from builder.files.problems import ContentError, has_errors
from builder.pipeline.check import check


@click.command()
@click.argument("formats", nargs=-1, type=click.Choice([*exporting.WRITERS]))
@FOLDER
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the files go (default: `export` in the briefing's folder).",
)
def export(formats: tuple[str, ...], folder: Path, output: Path | None) -> None:
    """Write the briefing in the formats of other programs; without FORMATS, in all of them.

    timelinejs: the events, for TimelineJS. geojson: places and events, for maps. csl: the sources, for
    reference managers. csv: a table for each kind of record. json: everything, with its JSON Schema.

    csv, json and csl can be imported again, and hold drafts; the others leave drafts out. Whatever a
    format cannot carry is named.
    """
    target = output or folder / "export"
    refuse_kept(folder, target)
    checked = check(folder)
    if checked.facts is None or has_errors(checked.problems):
        fail(ContentError(checked.problems), folder)
    files, left = exporting.run(checked.facts.briefing, formats or exporting.WRITERS)
    try:
        saving.put(target, {name: text.encode() for name, text in files.items()})
    except ContentError as error:
        fail(error, folder)
    for name, reasons in left.items():
        if reasons:
            say(f"{name} does not carry:", err=True)
            say("\n".join(summary.listed(reasons)), err=True)
    say(f"{target}: {', '.join(files)} written.", err=True)


def _encoding(name: str) -> str:
    """Excel takes a table for UTF-8 only where a byte order mark says so."""
    return "utf-8-sig" if name.endswith(".csv") else "utf-8"
