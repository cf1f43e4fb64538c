"""What the commands share: the briefing's folder, and how a command reports and stops."""

import sys
from pathlib import Path
from typing import NoReturn

import click

from builder import console
from builder.problems import ContentError

FOLDER = click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that holds mkdocs.yml and content/ (default: this one).",
)
STRICT = click.option("--strict", is_flag=True, help="Let warnings fail as errors do.")


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


def progress(text: str) -> None:
    """Tell somebody who waits at a terminal what is being done."""
    if sys.stderr.isatty():
        click.echo(text, err=True)


def fail(error: ContentError) -> NoReturn:
    """Report what is wrong with the briefing, and stop."""
    stop(console.as_text(error.problems))


def stop(why: str) -> NoReturn:
    """Say why the command cannot do its work, and stop with exit status 1."""
    click.echo(why, err=True)
    click.echo("Nothing was written.", err=True)
    sys.exit(1)
