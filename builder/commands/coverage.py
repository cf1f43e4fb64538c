"""`briefing coverage`."""

from pathlib import Path

import click

from builder import console, site
from builder.commands.terminal import FOLDER, fail
from builder.coverage import coverage as measure
from builder.problems import ContentError, has_errors


@click.command()
@FOLDER
@click.option("--all", "every", is_flag=True, help="Show every sentence, not only those that need a look.")
def coverage(folder: Path, every: bool) -> None:
    """Show which sentences of each source something rests on, and which not.

    A sentence is cited when words of it are quoted somewhere, left out when the source says why nothing
    rests on it. The headline does not count.
    """
    checked = site.check(folder)
    if checked.facts is None:
        fail(ContentError(checked.problems), folder)
    reports = measure(checked.facts.briefing, checked.facts.passages)
    for report in reports:
        click.echo(console.coverage(report, every=every))
    if not reports:
        click.echo("No source has a stored text.")
    if has_errors(checked.problems):
        click.echo("The briefing has errors, so quotes may be missing here: see `briefing check`.", err=True)
