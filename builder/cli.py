"""The command `briefing`."""

import os
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

import click

from builder import chromium, console, outline, pdf, site
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
@_STRICT
def build(folder: Path, output: Path | None, whole: bool, offline: bool, strict: bool) -> None:
    """Write the pages as Markdown, for any renderer; with --site, build the site with MkDocs.

    Only files that changed are written. Pages of an earlier build that are gone are removed; other files
    are left alone. While the briefing has an error, nothing is written or removed.
    """
    if offline and not whole:
        raise click.UsageError("--offline is for the finished site: use it with --site.")
    if output:
        _refuse_kept(folder, output)
    if whole:
        _build_site(folder, output, offline, strict)
        return
    target = output or folder / "markdown"
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


@main.command("pdf")
@_FOLDER
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write (default: `briefing.pdf` in the briefing's folder).",
)
def print_pdf(folder: Path, output: Path | None) -> None:
    """Print the whole briefing as one PDF, with an outline, page numbers and links.

    The pages stand in the order of the navigation. Chromium or Google Chrome, which must be installed,
    does the printing. While the briefing has an error, nothing is written.
    """
    target = output or folder / "briefing.pdf"
    _refuse_kept(folder, target)
    try:
        program = chromium.find(os.environ)
        target.parent.mkdir(parents=True, exist_ok=True)
        # Beside the target, because a Chromium from the Snap store sees nothing of the system's own place
        # for temporary files.
        with tempfile.TemporaryDirectory(
            prefix="briefing-pdf-", dir=target.parent, ignore_cleanup_errors=True
        ) as name:
            workspace = Path(name)
            _progress("Building the pages …")
            document, pages = _one_document(folder, workspace / "site")
            source, printed = workspace / "site" / "_briefing.html", workspace / "briefing.pdf"
            source.write_text(document.html, encoding="utf-8")
            _progress(f"Printing {pages} pages of the site …")
            chromium.print_pdf(program, source, printed, workspace)
            printed.write_bytes(outline.retitled(printed.read_bytes(), document.headings))
            printed.replace(target)
    except chromium.ChromiumError as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{error.filename}: {error.strerror}")
    click.echo(f"{target}: {pages} pages of the site, {target.stat().st_size / 1e6:.1f} MB.", err=True)


def _refuse_kept(folder: Path, target: Path) -> None:
    """Refuse to write among what editors write."""
    for kept in ("content", "seeds", "templates"):
        if target.resolve().is_relative_to((folder / kept).resolve()):
            raise click.BadParameter(
                f"{kept}/ holds what you write; choose another folder.", param_hint="--output"
            )


def _one_document(folder: Path, target: Path) -> tuple[pdf.Document, int]:
    """Build the site with MkDocs into an empty folder; its pages as one document, and how many they are."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    from builder.plugin import BriefingPlugin

    config_file = folder / FILE
    if not config_file.is_file():
        _fail(ContentError(site.check(folder).problems))
    config = load_config(str(config_file), site_dir=str(target.resolve()), use_directory_urls=False)
    plugin = config.plugins.get("briefing")
    if not isinstance(plugin, BriefingPlugin):
        _fail(ContentError(site.check(folder).problems))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    assert plugin.site is not None
    files = [(path, target / path) for path in plugin.reading_order]
    # MkDocs writes no file for a page without content.
    pages = [pdf.Page(path, file.read_text(encoding="utf-8")) for path, file in files if file.is_file()]
    return pdf.document(pages, plugin.site.masthead, folder, config.site_url or ""), len(pages)


def _build_site(folder: Path, output: Path | None, offline: bool, strict: bool) -> None:
    """Run `mkdocs build`, which prints and exits as it always does."""
    from mkdocs.__main__ import build_command

    if not (folder / FILE).is_file():
        _fail(ContentError(site.check(folder).problems))
    arguments = ["--config-file", str(folder / FILE)]
    if offline:
        output = output or folder / "site-offline"
        arguments.append("--no-directory-urls")
    arguments += ["--site-dir", str(output.resolve())] if output else []
    arguments += ["--strict"] if strict else []
    build_command.main(arguments, prog_name="mkdocs build")


def _progress(text: str) -> None:
    """Tell somebody who waits at a terminal what is being done."""
    if sys.stderr.isatty():
        click.echo(text, err=True)


def _fail(error: ContentError) -> NoReturn:
    _stop(console.as_text(error.problems))


def _stop(why: str) -> NoReturn:
    click.echo(why, err=True)
    click.echo("Nothing was written.", err=True)
    sys.exit(1)
