"""`briefing check`."""

import sys
from pathlib import Path

import click

from builder import console, site
from builder.commands.terminal import FOLDER, STRICT, report
from builder.problems import Severity, has_errors


@click.command()
@FOLDER
@click.option(
    "--format",
    "form",
    type=click.Choice(console.FORMATS),
    default="text",
    show_default=True,
    help="text to read, json for programs, github for annotations on a pull request.",
)
@STRICT
def check(folder: Path, form: str, strict: bool) -> None:
    """Find everything that is wrong with the briefing.

    Every quote is looked up in its source. All problems are reported at once, each with its file, line and
    column. The exit status is 1 when there is an error, else 0.
    """
    checked = site.check(folder)
    records = len(checked.facts.briefing.records) if checked.facts else 0
    drafts = len(checked.facts.briefing.drafts()) if checked.facts else 0
    if form == "json":
        click.echo(console.as_json(checked.problems, records, drafts))
    elif form == "github":
        click.echo(console.as_github(checked.problems))
    elif checked.problems:
        report(checked.problems, folder)
    click.echo(console.summary(checked.problems, records, drafts), err=True)
    warned = any(problem.severity is Severity.WARNING for problem in checked.problems)
    if has_errors(checked.problems) or (strict and warned):
        sys.exit(1)
