"""`briefing add-source`."""

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, get_args

import click

from builder.authoring.intake.any_file import MOST_BYTES, read_article
from builder.authoring.intake.article import Article, UnusableError
from builder.authoring.intake.storing import Addition, Shelf, Stored, refuse_wrong
from builder.checks.marked_line import visible
from builder.commands.terminal import FOLDER, at_terminal, fail, say, stop, tell
from builder.facts.loading import load
from builder.files.problems import ContentError
from builder.model import vocabulary

_STDIN = "-"
_PASTE = "Paste the article, then press Ctrl+D in a line of its own (on Windows Ctrl+Z and Enter)."
# What describes one source, and cannot be said of several at once.
_OF_ONE = ("title", "url", "id")
_NAMES = {
    "title": "title",
    "publisher": "publisher",
    "author": "author",
    "published": "published",
    "url": "URL",
    "language": "language",
}


class _Taken(NamedTuple):
    """What became of one file: added, or there already."""

    name: str
    article: Article
    addition: Addition | None
    stored: Stored | None


@click.command("add-source")
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("--title", help="The title, as published.")
@click.option("--url", help="Where it was published, or the address of an archived copy.")
@click.option(
    "--published", metavar="DATE", help="When it was published, such as 2024-01-18 or 2024-01 (EDTF)."
)
@click.option("--publisher", help="Who published it: the outlet, not the author.")
@click.option("--author", multiple=True, help="Who wrote it; once for each.")
@click.option("--language", help="The language it is written in, such as en-GB or fa (BCP 47).")
@click.option(
    "--rights",
    type=click.Choice(get_args(vocabulary.Rights)),
    help="What of the text is published: cited passages (the default), or all of it.",
)
@click.option("--id", "source_id", metavar="ID", help="The id by which facts refer to it.")
@FOLDER
def add_source(files: tuple[str, ...], folder: Path, source_id: str | None, **options: Any) -> None:
    """Store the text of an article in seeds/, and describe it among the sources.

    FILE is plain text, Markdown, a saved web page (.html) or a PDF; several can be given, and - is what is
    pasted or piped in. Title, publisher, author, date, address and language are taken from it as far as they
    are found; options go before what is found. A text that is there already is not stored a second time.
    """
    given = {key: value for key, value in (options | {"id": source_id}).items() if value}
    if len(files) > 1 and (single := [f"--{key}" for key in _OF_ONE if key in given]):
        raise click.UsageError(f"{' and '.join(single)} can only be given for one file.")
    if files.count(_STDIN) > 1:
        raise click.UsageError("- can only be given once.")
    try:
        refuse_wrong({**given, "author": list(given.get("author", ()))})
    except UnusableError as error:
        raise click.UsageError(f"{error}.") from None
    shelf = _shelf(folder)
    taken = _take(files, given, shelf)
    try:
        shelf.write()
    except ContentError as error:
        fail(error, folder)
    for each in taken:
        say(_told(each, shelf))
    if added := [each.addition.id for each in taken if each.addition]:
        say("What to do next: look at the stored text and the record, then")
        for each_id in added:
            say(f"  briefing draft {each_id}")
        say("proposes what can be said from it.")


def _shelf(folder: Path) -> Shelf:
    held, problems = load(folder)
    if held is None or "source" in held.unread:
        # Without knowing all sources, an id or a text could be there already.
        fail(ContentError(problems), folder)
    return Shelf.of(folder, held)


def _take(files: tuple[str, ...], given: dict[str, Any], shelf: Shelf) -> list[_Taken]:
    """Read all files; where one cannot be used, say so of each that cannot, and stop."""
    taken: list[_Taken] = []
    wrong: list[str] = []
    for name in dict.fromkeys(files):
        shown = "standard input" if name == _STDIN else visible(click.format_filename(name))
        tell(_PASTE if name == _STDIN and at_terminal() else f"Reading {shown} …")
        try:
            article = _with_today(read_article("" if name == _STDIN else name, _bytes(name)))
            stored = shelf.stored(article.text)
            if stored and stored.source:
                taken.append(_Taken(shown, article, None, stored))
            else:
                asked = given | _asked(article, given, name, shown)
                taken.append(_Taken(shown, article, shelf.add(article, asked, name), None))
        except UnusableError as error:
            wrong.append(f"{shown}: {visible(str(error))}.")
            wrong += [f"    {error.hint}"] if error.hint else []
    if wrong:
        stop("\n".join(wrong))
    return taken


def _bytes(name: str) -> bytes:
    """What is in a file, or comes in; raises `UnusableError`."""
    try:
        if name == _STDIN:
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            path = Path(name)
            if path.is_dir():
                raise UnusableError("it is a folder", "Name the files in it: `briefing add-source FOLDER/*`.")
            if (size := path.stat().st_size) > MOST_BYTES:
                raise _too_large(f"{size / 1e6:.0f} MB")
            data = path.read_bytes()
    except FileNotFoundError:
        raise UnusableError("there is no such file") from None
    except (OSError, ValueError) as error:  # a name that no file can have is a ValueError
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnusableError(f"it cannot be read: {reason.lower()}") from None
    if len(data) > MOST_BYTES:
        raise _too_large("more")
    return data


def _too_large(size: str) -> UnusableError:
    most = MOST_BYTES // 1_000_000
    return UnusableError(
        f"it has {size}; at most {most} MB are read", "Copy the article's text: `briefing add-source -`."
    )


def _with_today(article: Article) -> Article:
    """An article from the web is read today, unless it says when it was saved."""
    if article.url and not article.accessed:
        return replace(article, accessed=datetime.now().astimezone().date().isoformat())
    return article


def _asked(article: Article, given: dict[str, Any], name: str, shown: str) -> dict[str, str]:
    """The title, where it is neither found nor given and somebody is there who knows it."""
    if article.title or "title" in given or name == _STDIN or not at_terminal():
        return {}
    return {"title": click.prompt(f"Title of {shown}", value_proc=_filled)}


def _filled(text: str) -> str:
    if not text.strip():
        raise click.BadParameter("a source must have a title.")
    return text.strip()


def _told(taken: _Taken, shelf: Shelf) -> str:
    """What was done with a file, what was found in it, and what is left to do by hand."""
    if taken.stored:
        return (
            f"{taken.name}: its text is stored already, in {visible(taken.stored.path)}, "
            f"as the source {taken.stored.source}. Nothing was added."
        )
    assert taken.addition
    source_id, fields, path, text = taken.addition
    stored = f"{len(taken.article.text.split()):,} words" if text is not None else "it was there already"
    rows = {"text": f"{path} ({stored})", "record": shelf.file_of(source_id)}
    rows |= {label: _shown(fields[key]) for key, label in _NAMES.items() if key in fields}
    lines = [f"{source_id}, from {taken.name}"]
    lines += [f"  {label + ':':<11}{visible(value)}" for label, value in rows.items()]
    if missing := [label for key, label in _NAMES.items() if key not in fields]:
        lines.append(f"  Not found: {', '.join(missing)}. Add what you know to the record.")
    lines += [f"  {visible(remark)}" for remark in taken.article.remarks]
    return "\n".join(lines)


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list | tuple) else str(value)
