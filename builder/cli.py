"""The command `briefing`."""

import sys
from pathlib import Path
from typing import NoReturn

import click

from builder import console, site
from builder.coverage import coverage as measure
from builder.problems import ContentError, Severity, has_errors
from builder.settings import FILE

_FOLDER = click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that holds mkdocs.yml and content/ (default: this one).",
)
_STRICT = click.option("--strict", is_flag=True, help="Let warnings fail as errors do.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="briefing-builder", prog_name="briefing")
def main() -> None:
    """Publish briefings that can be trusted: facts in YAML, checked against their sources.

    Write facts in content/, keep source texts in seeds/. `mkdocs serve` shows the site while you write.
    """


@main.command()
@_FOLDER
@click.option(
    "--format",
    "form",
    type=click.Choice(console.FORMATS),
    default="text",
    show_default=True,
    help="text to read, json for programs, github for annotations on a pull request.",
)
@_STRICT
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
        click.echo(console.as_text(checked.problems))
    click.echo(console.summary(checked.problems, records, drafts), err=True)
    warned = any(problem.severity is Severity.WARNING for problem in checked.problems)
    if has_errors(checked.problems) or (strict and warned):
        sys.exit(1)


@main.command()
@_FOLDER
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the pages go (default: `markdown` in the briefing's folder; with --site: as in mkdocs.yml).",
)
@click.option("--site", "whole", is_flag=True, help="Build the whole site with MkDocs, not only Markdown.")
@_STRICT
def build(folder: Path, output: Path | None, whole: bool, strict: bool) -> None:
    """Write the pages as Markdown, for any renderer; with --site, build the site with MkDocs.

    Only files that changed are written. Pages of an earlier build that are gone are removed; other files
    are left alone. While the briefing has an error, nothing is written or removed.
    """
    if whole:
        _build_site(folder, output, strict)
        return
    target = output or folder / "markdown"
    for kept in ("content", "seeds", "templates"):
        if target.resolve().is_relative_to((folder / kept).resolve()):
            raise click.BadParameter(
                f"{kept}/ holds what you write; choose another folder.", param_hint="--output"
            )
    try:
        made = site.build(folder)
    except ContentError as error:
        _fail(error)
    warnings = [problem for problem in made.problems if problem.severity is Severity.WARNING]
    if warnings and strict:
        _fail(ContentError(warnings))
    if warnings:
        click.echo(console.as_text(warnings), err=True)
    written = site.write(made, folder, target)
    click.echo(
        f"{target}: {written.changed} of {written.files} files written, {written.removed} removed.", err=True
    )


@main.command()
@_FOLDER
@click.option("--all", "every", is_flag=True, help="Show every sentence, not only those that need a look.")
def coverage(folder: Path, every: bool) -> None:
    """Show which sentences of each source something rests on, and which not.

    A sentence is cited when words of it are quoted somewhere, left out when the source says why nothing
    rests on it. The headline does not count.
    """
    checked = site.check(folder)
    if checked.facts is None:
        _fail(ContentError(checked.problems))
    reports = measure(checked.facts.briefing, checked.facts.passages)
    for report in reports:
        click.echo(console.coverage(report, every=every))
    if not reports:
        click.echo("No source has a stored text.")
    if has_errors(checked.problems):
        click.echo("The briefing has errors, so quotes may be missing here: see `briefing check`.", err=True)


def _build_site(folder: Path, output: Path | None, strict: bool) -> None:
    """Run `mkdocs build`, which prints and exits as it always does."""
    from mkdocs.__main__ import build_command

    if not (folder / FILE).is_file():
        _fail(ContentError(site.check(folder).problems))
    arguments = ["--config-file", str(folder / FILE)]
    arguments += ["--site-dir", str(output.resolve())] if output else []
    arguments += ["--strict"] if strict else []
    build_command.main(arguments, prog_name="mkdocs build")


def _fail(error: ContentError) -> NoReturn:
    click.echo(console.as_text(error.problems), err=True)
    click.echo("Nothing was written.", err=True)
    sys.exit(1)
