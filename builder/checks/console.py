"""Problems as text for people, JSON for programs, annotations for GitHub."""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TypeAlias

import click

from builder.checks import marked_line
from builder.files.changes import lines as lines_of
from builder.files.layout import MAX_BYTES
from builder.files.problems import Location, Problem, Severity, counted

FORMATS = ("text", "json", "github")
# The version of the form of `as_json`; it grows when a field goes or changes its meaning.
JSON_VERSION = 1
# How wide an excerpt is where no terminal says how wide it is.
WIDTH = 100
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_Lines: TypeAlias = Callable[[str], Sequence[str]]

# Workflow commands of GitHub Actions: what a severity is called there.
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_text(problems: Iterable[Problem], root: Path, *, colour: bool = False, width: int = WIDTH) -> str:
    """Problems one below the other: `file:line:column: rule: message`, the line with a mark, the hint.

    `root` is the briefing's folder, from which the lines are read; `width` how many cells a line of the
    excerpt may take. Of problems with one cause, only the first is told at length.
    """
    lines = cache(lambda path: _lines(root, path))
    first: dict[tuple[str, str], Location] = {}
    blocks = []
    last = ("", "")
    for problem in problems:
        cause = (problem.rule, problem.cause)
        if problem.cause and cause in first:
            # Right below the first, nobody needs to be told where it is.
            see = "" if cause == last else f"\n    See {first[cause]} above."
            blocks.append(f"{_head(problem, colour)}{see}")
            last = cause
            continue
        first[cause], last = problem.location, cause
        hint = [f"    {line}" for line in marked_line.visible_lines(problem.hint)]
        blocks.append("\n".join([_head(problem, colour), *_excerpt(problem, lines, colour, width), *hint]))
    return "\n".join(blocks)


def _head(problem: Problem, colour: bool) -> str:
    place, message = (
        marked_line.visible(str(problem.location)),
        " ".join(marked_line.visible_lines(problem.message)),
    )
    severity = "" if problem.severity is Severity.ERROR else f" ({problem.severity})"
    rule = f"{problem.rule}{severity}"
    if not colour:
        return f"{place}: {rule}: {message}"
    return f"{click.style(place, bold=True)}: {click.style(rule, fg=_COLOURS[problem.severity])}: {message}"


def _excerpt(problem: Problem, lines: _Lines, colour: bool, width: int) -> list[str]:
    """The line that a problem is about and the mark below it; nothing where it is about a whole file."""
    location = problem.location
    text = lines(location.path) if location.line else ()
    if not 0 < location.line <= len(text):
        return []
    narrow = problem.rule in ("yaml-syntax", "not-utf-8")
    at = marked_line.place(text, location.line, location.column, problem.words, narrow=narrow)
    shown = marked_line.excerpt(at, max(20, width - len(str(at.number)) - 7))
    bar = "|"
    mark = shown.mark
    if colour:
        bar, mark = click.style(bar, dim=True), click.style(mark, fg=_COLOURS[problem.severity], bold=True)
    return [f"    {shown.gutter} {bar} {shown.line}".rstrip(), f"    {' ' * len(shown.gutter)} {bar} {mark}"]


def _lines(root: Path, path: str) -> Sequence[str]:
    """The lines of one of the briefing's files; none where it cannot be shown."""
    file = root / path
    if ".." in Path(path).parts or not file.is_file() or file.stat().st_size > MAX_BYTES:
        return ()
    data = file.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, of which nothing would be readable
        return ()
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    return lines_of(text) if path.endswith(".yml") else text.split("\n")


def as_json(problems: Iterable[Problem], records: int, drafts: int) -> str:
    """One JSON object: the `version` of its form, `problems`, and the number of `records` and `drafts`.

    docs/pages/check.schema.json describes it.
    """
    found = [
        {
            "rule": problem.rule,
            "severity": problem.severity.value,
            "file": problem.location.path,
            "line": problem.location.line,
            "column": problem.location.column,
            "record": problem.record,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    whole = {"version": JSON_VERSION, "problems": found, "records": records, "drafts": drafts}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands, which GitHub shows as annotations on the lines of the YAML."""
    return "\n".join(_annotation(problem) for problem in problems)


def summary(problems: Iterable[Problem], records: int, drafts: int) -> str:
    """How it went, in a line: `2 errors, 1 note in 41 records (3 of them drafts)`."""
    if not records:
        return f"{counted(problems) or 'No problems'}."
    share = f" ({drafts} of them {'drafts' if drafts > 1 else 'a draft'})" if drafts else ""
    noun = "record" if records == 1 else "records"
    return f"{counted(problems) or 'No problems'} in {records} {noun}{share}."


def next_steps(problems: Sequence[Problem]) -> str:
    """What to do about some problems: which commands say more of them, and mend them."""
    worst = min(problems, key=lambda problem: list(Severity).index(problem.severity))
    steps = [f"`briefing explain {worst.rule}` says more of such a problem."]
    if mendable := sum(problem.remedy is not None for problem in problems):
        steps.append(f"`briefing fix` mends {mendable} of these, and with --diff only shows how.")
    return " ".join(steps)


def _annotation(problem: Problem) -> str:
    where = problem.location
    fields = {"file": where.path, "line": where.line, "col": where.column, "title": problem.rule}
    values = ",".join(f"{key}={_property(str(value))}" for key, value in fields.items() if value)
    text = "\n".join(filter(None, [problem.message, problem.hint]))
    return f"::{_GITHUB[problem.severity]} {values}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
