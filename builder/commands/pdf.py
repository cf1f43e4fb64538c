"""`briefing pdf`."""

import os
import tempfile
from pathlib import Path

import click

from builder.commands.terminal import CONFIG_FILE, FOLDER, fail, refuse_kept, say, settings_of, stop, tell
from builder.files.layout import Configuration
from builder.files.problems import ContentError
from builder.machinery import disk_trouble
from builder.pdf import chromium, loopback, outline
from builder.pdf import document as pdf_document
from builder.pipeline.check import check

_DOCUMENT = "_briefing.html"


@click.command("pdf")
@FOLDER
@CONFIG_FILE
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write (default: `briefing.pdf` in the briefing's folder).",
)
def print_pdf(folder: Path, config_file: Path | None, output: Path | None) -> None:
    """Print the whole briefing as one PDF, with an outline, page numbers and links.

    The pages stand in the order of the navigation. Chromium or Google Chrome, which must be installed,
    does the printing. While the briefing has an error, nothing is written.
    """
    configuration = settings_of(folder, config_file)
    folder = configuration.root
    target = output or folder / "briefing.pdf"
    refuse_kept(folder, target)
    try:
        program = chromium.find(os.environ)
        target.parent.mkdir(parents=True, exist_ok=True)
        # Beside the target, because a Chromium from the Snap store sees nothing of the system's own place
        # for temporary files.
        with tempfile.TemporaryDirectory(
            prefix="briefing-pdf-", dir=target.parent, ignore_cleanup_errors=True
        ) as name:
            workspace = Path(name)
            tell("Building the pages …")
            document, pages = _one_document(configuration, workspace / "site")
            site, printed = workspace / "site", workspace / "briefing.pdf"
            (site / _DOCUMENT).write_text(document.html, encoding="utf-8")
            for sheet in site.rglob("*.css"):
                sheet.write_bytes(pdf_document.waiting_for_fonts(sheet.read_bytes()))
            tell(f"Printing {pages} pages of the site …")
            # Only the header of an answer can say `sandbox`, which stops scripts and pages that lead on.
            with loopback.lent(site, f"sandbox allow-same-origin; {pdf_document.POLICY}") as address:
                chromium.print_pdf(program, address + _DOCUMENT, printed, workspace)
            printed.write_bytes(outline.retitled(printed.read_bytes(), document.headings))
            printed.replace(target)
    except chromium.ChromiumError as error:
        stop(str(error))
    except OSError as error:
        stop(f"{target} could not be written: {disk_trouble.in_words(error, target.parent)}.")
    say(f"{target}: {pages} pages of the site, {target.stat().st_size / 1e6:.1f} MB.", err=True)


def _one_document(configuration: Configuration, target: Path) -> tuple[pdf_document.Document, int]:
    """Build the site with MkDocs into an empty folder; its pages as one document, and how many they are."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    from builder.plugin import BriefingPlugin

    folder, file = configuration.root, configuration.file
    if not file.is_file():
        fail(ContentError(check(folder).problems), folder)
    config = load_config(str(file), site_dir=str(target.resolve()), use_directory_urls=False)
    plugin = config.plugins.get("briefing")
    if not isinstance(plugin, BriefingPlugin):
        fail(ContentError(check(folder, configuration=configuration).problems), folder)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    assert plugin.site is not None
    files = [(path, target / path) for path in plugin.reading_order]
    # MkDocs writes no file for a page without content.
    pages = [
        pdf_document.Page(path, file.read_text(encoding="utf-8")) for path, file in files if file.is_file()
    ]
    return pdf_document.document(pages, plugin.site.masthead, folder, config.site_url or ""), len(pages)
