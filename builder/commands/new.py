"""`briefing new`."""

import glob
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click

from builder.authoring import scaffold
from builder.commands.terminal import at_terminal, say, stop
from builder.machinery import disk_trouble

# What may be in the folder already: that of a repository which was made first.
_MAY_BE_THERE = {".git"}
# How the folder is called in which all files are, once they are written.
_WHOLE = "whole"


def _checked(check: Callable[[str], str]) -> Callable[[str], str]:
    """A check as click wants it: what it says goes to the terminal, where the question is asked again."""

    def checked(text: str) -> str:
        try:
            return check(text)
        except ValueError as error:
            raise click.BadParameter(f"{error}.") from None

    return checked


_TITLE, _LANGUAGE = _checked(scaffold.title), _checked(scaffold.language)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--title",
    callback=lambda _context, _option, text: text if text is None else _TITLE(text),
    help="The title of the briefing.",
)
@click.option(
    "--language",
    callback=lambda _context, _option, text: text if text is None else _LANGUAGE(text),
    help="The language it is written in, such as en-GB, fa or ur (BCP 47).",
)
def new(folder: Path, title: str | None, language: str | None) -> None:
    """Begin a briefing in a new folder: a site that builds, with an example of each kind of record.

    Asks for the title and the language where they are not given. The folder must not be there yet, or be
    empty.
    """
    _finish_earlier(folder)
    _refuse_taken(folder)
    missing = [name for name, value in (("--title", title), ("--language", language)) if value is None]
    if missing and not at_terminal():
        raise click.UsageError(f"There is nobody to ask here; give {' and '.join(missing)}.")
    title = title if title is not None else click.prompt("Title", value_proc=_TITLE)
    if language is None:
        question = "Language it is written in (en-GB, fa, ur …)"
        language = click.prompt(question, default="en-GB", value_proc=_LANGUAGE)
    today = datetime.now().astimezone().date()
    builder = scaffold.installed_builder()
    files = scaffold.files(title, language, today, builder)
    try:
        _write(folder, files)
    except OSError as error:
        where = folder.resolve()
        around = where if where.is_dir() else where.parent
        stop(f"{click.format_filename(folder)} cannot be written: {disk_trouble.in_words(error, around)}.")
    say(_what_next(folder, len(files), language, builder))


def _refuse_taken(folder: Path) -> None:
    """Refuse a folder that holds anything, or that is none."""
    name = click.format_filename(folder)
    try:
        if folder.is_dir():
            if held := sorted({entry.name for entry in folder.iterdir()} - _MAY_BE_THERE):
                some = ", ".join(map(click.format_filename, held[:3])) + (" …" if len(held) > 3 else "")
                stop(f"{name} is not empty; it holds {some}. Choose a new folder.")
        elif folder.is_symlink() or folder.exists():
            stop(f"{name} is not a folder. Choose another name.")
    except OSError as error:
        stop(f"{name}: {error.strerror}")


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write all the files, or none; the folder appears when everything is in it."""
    folder = folder.resolve()
    missing = [parent for parent in folder.parents if not parent.exists()]
    around = folder if folder.is_dir() else folder.parent
    try:
        around.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=_begun(folder), dir=around, ignore_cleanup_errors=True
        ) as name:
            begun, whole = Path(name) / "begun", Path(name) / _WHOLE
            for path, text in files.items():
                file = begun / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(text.encode())
            begun.rename(whole)
            if folder.is_dir():
                _move_into(whole, folder)
            else:
                whole.rename(folder)
    except OSError:
        if missing:
            shutil.rmtree(missing[-1], ignore_errors=True)
        raise


def _move_into(whole: Path, folder: Path) -> None:
    """Move what is in one folder into another, or leave that as it was."""
    entries = sorted(whole.iterdir())
    try:
        for entry in entries:
            entry.rename(folder / entry.name)
    except OSError:
        for entry in entries:
            if not entry.exists():
                (folder / entry.name).rename(entry)
        raise


def _begun(folder: Path) -> str:
    """What the folder's name begins with in which the files are until all of them are written."""
    return f".briefing-new-{folder.name}-"


def _finish_earlier(folder: Path) -> None:
    """Finish what an earlier run had written whole when it was killed, and remove what it had only begun."""
    folder = folder.resolve()
    pattern = f"{glob.escape(_begun(folder))}*"
    with suppress(OSError):  # whatever is wrong is said where files are to be written
        for left in folder.parent.glob(pattern):
            shutil.rmtree(left, ignore_errors=True)
        for left in folder.glob(pattern):
            if (left / _WHOLE).is_dir():
                for entry in sorted((left / _WHOLE).iterdir()):
                    if not (folder / entry.name).exists():
                        entry.rename(folder / entry.name)
                say("`briefing new` had been cut short here; it is finished now.", err=True)
            shutil.rmtree(left, ignore_errors=True)


def _what_next(folder: Path, number: int, language: str, builder: scaffold.Builder) -> str:
    lines = [f"{number} files were written into {click.format_filename(folder)}."]
    if not scaffold.is_translated(language):
        lines.append(f"The words of the site itself, such as its headings, are not there in {language} yet:")
        lines.append("they will be English.")
    lines += [
        "",
        "What to do next, in that folder:",
        "  mkdocs serve                shows the site, with an invented example of each kind of record",
        "  briefing add-source FILE    stores the text of an article, and describes it",
        "README.md there says how to remove the example, and how to publish.",
    ]
    if builder.remark:
        lines += [
            "",
            "Before you publish: say in requirements.txt where the builder is to be installed from.",
        ]
    return "\n".join(lines)
