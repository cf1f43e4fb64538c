"""What was found and built last, for as long as nothing that it was made from has changed.

A briefing's pages are made from the files in its folder, from the program and its templates, and from
the libraries that the program uses. As long as all of these are the same, so are the pages.
"""

import hashlib
import json
import sys
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeAlias

from pydantic import TypeAdapter

from builder import mending, pages, site
from builder.cache import Cache
from builder.problems import Location, Problem, Severity
from builder.settings import FILE

CACHE = ".cache/briefing.sqlite"
"""Where it is kept, in the briefing's folder."""

# What of a briefing's folder is read.
_FOLDERS = ("content", "seeds", "templates")


@dataclass(frozen=True)
class Report:
    """What a check found, in how many records, drafts among them, and how much of it can be mended."""

    problems: tuple[Problem, ...]
    records: int
    drafts: int
    mendable: int


# Problems without their remedies: those who mend look for themselves.
_Row: TypeAlias = tuple[str, Location, str, str, str, Severity, str, str]
_Parts: TypeAlias = tuple[
    site.Masthead,
    tuple[pages.Section, ...],
    tuple[str, ...],  # the paths of the pages, whose Markdown is kept page by page
    tuple[str, ...],
    tuple[str, ...],
    tuple[_Row, ...],
]
_PARTS: TypeAdapter[_Parts] = TypeAdapter(_Parts)
_Told: TypeAlias = tuple[tuple[_Row, ...], int, int, int]
_REPORT: TypeAdapter[_Told] = TypeAdapter(_Told)


def cache_of(root: Path) -> Cache:
    """What is kept for the briefing in a folder."""
    return Cache(root / CACHE)


def check(root: Path, kept: Cache) -> Report:
    """Find everything that is wrong with a briefing, unless nothing has changed since that was done."""
    key = "report", program(), _inputs(root)
    found = kept.get(*key)
    if found is not None:
        rows, records, drafts, mendable = _REPORT.validate_json(found)
        return Report(_problems(rows), records, drafts, mendable)
    checked = site.check(root)
    briefing = checked.facts.briefing if checked.facts else None
    report = Report(
        checked.problems,
        len(briefing.records) if briefing else 0,
        len(briefing.drafts()) if briefing else 0,
        len(mending.mend(root, checked.problems).mended),
    )
    if report.records:
        told = _rows(report.problems), report.records, report.drafts, report.mendable
        kept.put(_REPORT.dump_json(told).decode(), *key)
    return report


def build(
    root: Path, kept: Cache, *, edit_base: str, folders: bool, helper: site.Helper | None = None
) -> site.Site:
    """A briefing's site as `site.build` makes it, unless nothing has changed since that was done."""
    key = program(), _inputs(root), json.dumps([edit_base, folders])
    found = kept.get("site", *key)
    if found is not None:
        masthead, sections, paths, own_pages, searched, rows = _PARTS.validate_json(found)
        texts = {path: kept.get("page", *key, path) for path in paths}
        markdown = {path: text for path, text in texts.items() if text is not None}
        if len(markdown) == len(paths):
            return site.Site(masthead, sections, markdown, own_pages, searched, _problems(rows))
    made = site.build(root, edit_base=edit_base, folders=folders, helper=helper)
    told = _rows(made.problems)
    parts = made.masthead, made.sections, tuple(made.markdown), made.own_pages, made.searched, told
    for path, text in made.markdown.items():
        kept.put(text, "page", *key, path)
    kept.put(_PARTS.dump_json(parts).decode(), "site", *key)
    return made


def _rows(problems: tuple[Problem, ...]) -> tuple[_Row, ...]:
    return tuple(
        (
            each.rule,
            each.location,
            each.message,
            each.hint,
            each.record,
            each.severity,
            each.words,
            each.cause,
        )
        for each in problems
    )


def _problems(rows: tuple[_Row, ...]) -> tuple[Problem, ...]:
    return tuple(Problem(*row) for row in rows)


def _inputs(root: Path) -> str:
    """A digest of every file of a briefing's folder that is read, by name and content."""
    digest = hashlib.sha256()
    paths = [root / FILE, *(path for name in _FOLDERS for path in sorted((root / name).rglob("*")))]
    for path in paths:
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode("utf-8", "surrogateescape"))
        try:
            data = path.read_bytes() if path.is_file() else b""
        except OSError as error:
            data = repr(error).encode()
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()


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
