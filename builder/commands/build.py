"""`briefing build`."""

from pathlib import Path

import click

from builder.commands.terminal import CONFIG_FILE, FOLDER, STRICT, fail, refuse_kept, report, say, settings_of
from builder.files.layout import Configuration
from builder.files.problems import ContentError, Severity
from builder.pipeline import build as building
from builder.pipeline.check import check


@click.command()
@FOLDER
@CONFIG_FILE
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the pages go (default: `markdown` in the briefing's folder; with --site: as in mkdocs.yml; "
    "with --offline: `site-offline`).",
)
@click.option("--site", "whole", is_flag=True, help="Build the whole site with MkDocs, not only Markdown.")
@click.option(
    "--offline",
    is_flag=True,
    help="With --site: a copy to be opened from disk, without a web server; its links lead to files, not "
    "to folders.",
)
@STRICT
def build(
    folder: Path, config_file: Path | None, output: Path | None, whole: bool, offline: bool, strict: bool
) -> None:
    """Write the pages as Markdown, for any renderer; with --site, build the site with MkDocs.

    Only files that changed are written. Pages of an earlier build that are gone are removed; other files
    are left alone. While the briefing has an error, nothing is written or removed.
    """
    if offline and not whole:
        raise click.UsageError("--offline is for the finished site: use it with --site.")
    configuration = settings_of(folder, config_file)
    folder = configuration.root
    if output:
        refuse_kept(folder, output)
    if whole:
        _build_site(configuration, output, offline, strict)
        return
    target = output or folder / "markdown"
    try:
        made = building.build(folder, configuration=configuration)
    except ContentError as error:
        fail(error, folder)
    warnings = [problem for problem in made.problems if problem.severity is Severity.WARNING]
    if warnings and strict:
        fail(ContentError(warnings), folder)
    if warnings:
        report(warnings, folder, err=True)
    try:
        written = building.write(made, folder, target)
    except ContentError as error:
        fail(error, folder)
    say(f"{target}: {written.changed} of {written.files} files written, {written.removed} removed.", err=True)


def _build_site(configuration: Configuration, output: Path | None, offline: bool, strict: bool) -> None:
    """Run `mkdocs build`, which prints and exits as it always does."""
    from mkdocs.__main__ import build_command

    folder, file = configuration.root, configuration.file
    if not file.is_file():
        fail(ContentError(check(folder).problems), folder)
    arguments = ["--config-file", str(file)]
    if offline:
        output = output or folder / "site-offline"
        arguments.append("--no-directory-urls")
    arguments += ["--site-dir", str(output.resolve())] if output else []
    arguments += ["--strict"] if strict else []
    build_command.main(arguments, prog_name="mkdocs build")
