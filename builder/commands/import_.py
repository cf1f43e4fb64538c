"""`briefing import`."""

import calendar
import re
import sys
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click

from builder.authoring.exchange import importing, summary
from builder.authoring.exchange.event_filter import Selection
from builder.authoring.exchange.interface import Wish
from builder.checks.marked_line import visible
from builder.commands.terminal import FOLDER, fail, say
from builder.files.problems import ContentError
from builder.model.kinds import FOLDERS

_DAY = "A year, a month or a day: 2024, 2024-01, 2024-01-16."


def first_day(text: str) -> date:
    """The first day of a year, month or day; raises `ValueError` for other text."""
    if not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", text):
        raise ValueError(text)
    return date.fromisoformat(f"{text}-01-01"[:10])


def last_day(text: str) -> date:
    """The last day of a year, month or day; raises `ValueError` for other text."""
    first = first_day(text)
    if len(text) == 10:
        return first
    month = first.month if len(text) == 7 else 12
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


def _read(reader: Callable[[str], date]) -> Callable[..., date | None]:
    """A reader as click wants it."""

    def read(_context: click.Context, _option: click.Parameter, text: str | None) -> date | None:
        try:
            return None if text is None else reader(text)
        except ValueError:
            raise click.BadParameter(f"“{text}” is not a date. {_DAY}") from None

    return read


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@FOLDER
@click.option(
    "--format", "form", type=click.Choice([*importing.READERS]), help="Where the file does not show it."
)
@click.option("--kind", type=click.Choice([*FOLDERS]), help="What a table of one kind (CSV) holds.")
@click.option("--source", help="The id of the source that everything imported cites.")
@click.option("--encoding", help="Where it is not UTF-8 or Windows-1252, such as cp1256.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=HEADING",
    callback=lambda _context, _option, given: _columns(given),
    help="What a column of your own table holds, such as date=Datum. Can be repeated.",
)
@click.option("--country", multiple=True, help="UCDP and ACLED: only this country. Can be repeated.")
@click.option("--since", callback=_read(first_day), help=f"UCDP and ACLED: from then on. {_DAY}")
@click.option("--until", callback=_read(last_day), help="UCDP and ACLED: up to then.")
def import_(
    file: Path,
    folder: Path,
    form: str | None,
    kind: str | None,
    source: str | None,
    encoding: str | None,
    columns: dict[str, tuple[str, ...]],
    country: tuple[str, ...],
    since: date | None,
    until: date | None,
) -> None:
    """Bring in a file of another program: events, sources, or a whole briefing.

    Read are timelines (TimelineJS, JSON or CSV), story maps (StoryMapJS), event data of UCDP GED and ACLED
    (CSV, Excel, the JSON of their APIs), sources (CSL-JSON, BibTeX, RIS), points of maps (GeoJSON, KML),
    tables with columns of your own (CSV, Excel), and what `briefing export` writes as CSV or JSON.

    New files are written into content/, what is there stays as it is. What comes from elsewhere is a draft
    until you have looked at it. Whatever could not be carried is named; a row that cannot be read is left
    out, and the rest is imported. Run it again, and only what is new is added.
    """
    if encoding:
        try:
            "".encode(encoding)
        except LookupError:
            raise click.BadParameter(f"There is no encoding “{encoding}”.", param_hint="--encoding") from None
    wish = Wish(form, kind, source, encoding, Selection(country, since, until), columns)
    shown = sys.stderr.isatty()
    size = file.stat().st_size
    bar = (
        click.progressbar(length=size, label=visible(file.name), file=sys.stderr) if shown else nullcontext()
    )
    try:
        with bar as running:
            done = importing.run(
                folder, file, wish, (lambda read: running.update(read - running.pos)) if running else _silent
            )
            if running:
                running.update(size - running.pos)
    except ContentError as error:
        fail(error, folder)
    say(summary.of_import(done, file.name), err=True)
    if done.ledger.refusals == done.ledger.entries:
        sys.exit(1)


def _columns(given: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The headings for each field, as `--map` names them."""
    found: dict[str, tuple[str, ...]] = {}
    for each in given:
        field, sign, heading = (part.strip() for part in each.partition("="))
        if not (field and sign and heading):
            raise click.BadParameter(f"“{each}” is not FIELD=HEADING, such as date=Datum.")
        found[field] = (*found.get(field, ()), heading)
    return found


def _silent(_read: int) -> None:
    """Nobody watches."""
