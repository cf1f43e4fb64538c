"""What was found and built last, for as long as nothing that it was made from has changed.

A briefing's pages are made from the files in its folder, from the program and its templates, and from
the libraries that the program uses. As long as all of these are the same, so are the pages.
"""

import hashlib
import json
import os
import sys
from dataclasses import astuple, dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from builder.files.layout import CACHE, READ, Configuration
from builder.files.problems import Location, Problem, Severity
from builder.machinery.disk_cache import Cache
from builder.pages.published import Helper, Masthead, Page, Section, Site


@dataclass(frozen=True)
class Report:
    """What a check found, in how many records, drafts among them, and how much of it can be mended."""

    problems: tuple[Problem, ...]
    records: int
    drafts: int
    mendable: int


def cache_of(root: Path) -> Cache:
    """What is kept for the briefing in a folder."""
    return Cache(root / CACHE)


def check(configuration: Configuration, kept: Cache) -> Report:
    """Find everything that is wrong with a briefing, unless nothing has changed since that was done."""
    root = configuration.root
    key = "report", program(), _inputs(configuration)
    found = kept.get(*key)
    if found is not None:
        rows, *counts = json.loads(found)
        return Report(_problems(rows), *counts)
    from builder.checks import mending  # only here: loading them takes longer than all else
    from builder.pipeline import check as checking

    checked = checking.check(root, configuration=configuration)
    briefing = checked.facts.briefing if checked.facts else None
    report = Report(
        checked.problems,
        len(briefing.records) if briefing else 0,
        len(briefing.drafts()) if briefing else 0,
        len(mending.mend(root, checked.problems).mended),
    )
    if report.records:
        told = _rows(report.problems), report.records, report.drafts, report.mendable
        kept.put(json.dumps(told), *key)
    return report


def build(
    configuration: Configuration,
    kept: Cache,
    *,
    edit_base: str,
    folders: bool,
    helper: Helper | None = None,
) -> Site:
    """A briefing's site as `site.build` makes it, unless nothing has changed since that was done."""
    key = program(), _inputs(configuration), json.dumps([edit_base, folders])
    found = kept.get("site", *key)
    if found is not None:
        masthead, sections, paths, own_pages, searched, rows = json.loads(found)
        texts = {path: kept.get("page", *key, path) for path in paths}
        markdown = {path: text for path, text in texts.items() if text is not None}
        if len(markdown) == len(paths):
            return Site(
                Masthead(*masthead),
                tuple(_section(*section) for section in sections),
                markdown,
                tuple(own_pages),
                tuple(searched),
                _problems(rows),
            )
    from builder.pipeline import build as building  # only here, as above

    made = building.build(
        configuration.root,
        configuration=configuration,
        edit_base=edit_base,
        folders=folders,
        helper=helper,
    )
    for path, text in made.markdown.items():
        kept.put(text, "page", *key, path)
    parts = [
        astuple(made.masthead),
        [astuple(section) for section in made.sections],
        [*made.markdown],  # the pages themselves are kept one by one
        made.own_pages,
        made.searched,
        _rows(made.problems),
    ]
    kept.put(json.dumps(parts), "site", *key)
    return made


def _section(title: str, page: list[Any], below: list[list[Any]]) -> Section:
    return Section(title, _page(*page), tuple(_page(*each) for each in below))


def _page(
    path: str, title: str, template: str, record: str, file: str, line: int, records: list[str], label: str
) -> Page:
    return Page(path, title, template, record, file, line, tuple(records), label)


def _rows(problems: tuple[Problem, ...]) -> list[tuple[Any, ...]]:
    """Problems without their remedies: those who mend look for themselves."""
    return [
        (
            each.rule,
            astuple(each.location),
            each.message,
            each.hint,
            each.record,
            each.severity,
            each.words,
            each.cause,
        )
        for each in problems
    ]


def _problems(rows: list[list[Any]]) -> tuple[Problem, ...]:
    return tuple(
        Problem(rule, Location(*place), message, hint, record, Severity(severity), words, cause)
        for rule, place, message, hint, record, severity, words, cause in rows
    )


def _inputs(configuration: Configuration) -> str:
    """A digest of every file that a briefing is read from, by name and content, and of its settings."""
    root = configuration.root
    files, variables = settings_files(configuration)
    digest = hashlib.sha256(repr((configuration.options, variables)).encode("utf-8", "surrogateescape"))
    paths = [*files, *(path for name in READ for path in sorted((root / name).rglob("*")))]
    for path in paths:
        digest.update(f"{os.path.relpath(path, root)}\0".encode("utf-8", "surrogateescape"))
        try:
            data = path.read_bytes() if path.is_file() else b""
        except OSError as error:
            data = repr(error).encode()
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()


def settings_files(configuration: Configuration) -> tuple[tuple[Path, ...], dict[str, str | None]]:
    """The files that settings are read from, and what the variables hold that these name."""
    file = configuration.file
    try:
        text = file.read_bytes()
    except OSError:
        return (file,), {}
    if b"INHERIT" not in text and b"!ENV" not in text:
        return (file,), {}
    from builder.files.config_file import read_config  # only here, as above

    found = read_config(file, configuration.root)
    return found.files, found.variables


@cache
def program() -> str:
    """A digest of the program's own files, as they were when it began, and of the libraries' versions."""
    digest = hashlib.sha256(sys.version.encode())
    for package in ("builder", "builder.templates"):
        folder = Path(str(resources.files(package)))
        for path in sorted(folder.rglob("*")):
            if path.suffix != ".pyc":
                stat = path.stat()
                digest.update(f"{path.relative_to(folder)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    # Each installed library has a folder that is named after it and its version.
    for place in filter(Path.is_dir, map(Path, sys.path)):
        names = sorted(path.name for path in place.glob("*.dist-info"))
        digest.update("\n".join(names).encode())
    return digest.hexdigest()
