"""`briefing check`."""

import sys
from pathlib import Path

import click

from builder.checks import console
from builder.commands.terminal import CONFIG_FILE, FOLDER, STRICT, report, say, say_json, settings_of, tell
from builder.files.problems import Severity, has_errors
from builder.pipeline import kept as keeping


@click.command()
@FOLDER
@CONFIG_FILE
@click.option(
    "--format",
    "form",
    type=click.Choice(console.FORMATS),
    default="text",
    show_default=True,
    help="text to read, json for programs, github for annotations on a pull request.",
)
@STRICT
def check(folder: Path, config_file: Path | None, form: str, strict: bool) -> None:
    """Find everything that is wrong with the briefing.

    Every quote is looked up in its source. All problems are reported at once, each with its file, line and
    column. The exit status is 1 when there is an error, else 0.
    """
    configuration = settings_of(folder, config_file)
    folder = configuration.root
    kept = keeping.cache_of(folder)
    found = keeping.check(configuration, kept)
    kept.end_build()
    if form == "json":
        say_json(console.as_json(found.problems, found.records, found.drafts))
    elif form == "github":
        say(console.as_github(found.problems))
    elif found.problems:
        report(found.problems, folder)
    if found.mendable:
        say(f"`briefing fix` mends {found.mendable} of these.", err=True)
    say(console.summary(found.problems, found.records, found.drafts), err=True)
    if form == "text" and found.problems:
        tell(console.next_steps(found.problems))
    warned = any(problem.severity is Severity.WARNING for problem in found.problems)
    if has_errors(found.problems) or (strict and warned):
        sys.exit(1)
