"""What the commands share: the briefing's folder, and how a command reports and stops."""

import os
import re
import shutil
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, TextIO

import click

from builder.checks import console
from builder.checks.marked_line import printable
from builder.files import journal
from builder.files.layout import Configuration
from builder.files.problems import ContentError, Problem
from builder.machinery import disk_trouble, streams


def _whole(folder: Path) -> Path:
    """A briefing's folder, in which what an earlier command left half is finished or undone first."""
    try:
        recovered = journal.recover(folder)
    except OSError as error:
        why = disk_trouble.in_words(error, folder)
        say(f"A command had been cut short; what it was writing cannot be finished yet: {why}.", err=True)
        return folder
    if recovered:
        say(str(recovered), err=True)
    return folder


FOLDER = click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    callback=lambda _context, _option, folder: _whole(folder),
    help="The folder that holds mkdocs.yml and content/ (default: this one).",
)
CONFIG_FILE = click.option(
    "-f",
    "--config-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The settings, as of `mkdocs -f`; their folder is the briefing's (default: mkdocs.yml).",
)
DIFF = click.option("--diff", is_flag=True, help="Show what would change, and write nothing.")
# What acts on a terminal, or turns the direction of its text, and need not be escaped in JSON.
_HIDDEN = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
STRICT = click.option("--strict", is_flag=True, help="Let warnings fail as errors do.")


def settings_of(folder: Path, config_file: Path | None) -> Configuration:
    """The settings that a command is to use, and with them the briefing's folder."""
    if config_file is None:
        return Configuration.of(folder)
    if folder != Path() and not folder.samefile(config_file.parent):
        raise click.BadParameter("The file lies in another folder.", param_hint="--config-file")
    _whole(config_file.parent)
    return Configuration(config_file)


def refuse_kept(folder: Path, target: Path) -> None:
    """Refuse to write among what editors write."""
    for kept in ("content", "seeds", "templates"):
        if target.resolve().is_relative_to((folder / kept).resolve()):
            raise click.BadParameter(
                f"{kept}/ holds what you write; choose another folder.", param_hint="--output"
            )


def at_terminal() -> bool:
    """Whether somebody is there who could answer a question."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def say(text: str, *, err: bool = False) -> None:
    """Print text of any origin: its control characters are shown, never sent, so that none can act."""
    _print(printable(text), err=err)


def say_json(text: str) -> None:
    """Print JSON with the control characters escaped that it may hold as they are."""
    _print(_HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def say_styled(text: str, *, err: bool = False) -> None:
    """Print text of our own, or made visible already, in colour where that is wanted."""
    _print(text, err=err, colour=wants_colour(sys.stderr if err else sys.stdout, os.environ))


def made_visible(error: click.ClickException) -> None:
    """Show the control characters in what an argument is refused with."""
    error.message = printable(error.message)  # type: ignore[misc]  # final, but read when it is shown


def _print(text: str, *, err: bool = False, colour: bool = False) -> None:
    try:
        click.echo(text, err=err, color=colour or None)
    except BrokenPipeError:
        raise  # click ends the program quietly
    except OSError as error:
        # A full disk, mostly. What the command has written stays.
        with suppress(OSError):
            click.echo(f"What is printed cannot be written: {error.strerror}.", err=True)
        # Nothing more is printed at the end, which would fail again.
        sys.stdout = streams.nowhere()
        sys.exit(1)


def tell(text: str) -> None:
    """Tell somebody at a terminal what is being done, or can be done next."""
    if sys.stderr.isatty():
        say(text, err=True)


def report(problems: Iterable[Problem], folder: Path, *, err: bool = False) -> None:
    """Print problems with the briefing in a folder: on a terminal in colour and as wide as it is."""
    stream = sys.stderr if err else sys.stdout
    colour = wants_colour(stream, os.environ)
    width = shutil.get_terminal_size().columns if stream.isatty() else console.WIDTH
    say_styled(console.as_text(problems, folder, colour=colour, width=width), err=err)


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to print in colour: on a terminal, unless `NO_COLOR` is set, and where `FORCE_COLOR` is."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


def fail(error: ContentError, folder: Path) -> NoReturn:
    """Report what is wrong with the briefing in a folder, and stop."""
    report(error.problems, folder, err=True)
    _stop()


def stop(why: str) -> NoReturn:
    """Say why the command cannot do its work, and stop with exit status 1."""
    say(why, err=True)
    _stop()


def _stop() -> NoReturn:
    say("Nothing was written.", err=True)
    sys.exit(1)
