"""What was found and built last, for as long as nothing that it was made from has changed.

A briefing's pages are made from the files in its folder, from the program and its templates, and from
the libraries that the program uses. As long as all of these are the same, so are the pages.
"""

import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

from builder.files.layout import CACHE, READ, Configuration
from builder.files.problems import Problem
from builder.machinery.code_version import program
from builder.machinery.disk_cache import Cache
from builder.machinery.plain_data import as_plain, from_plain
from builder.pages.published import Helper, Site


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
        return from_plain(Report, json.loads(found))
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
        kept.put(json.dumps(as_plain(replace(report, problems=_without_remedies(report.problems)))), *key)
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
        site = json.loads(found)
        texts = {path: kept.get("page", *key, path) for path in site["markdown"]}
        if None not in texts.values():
            return from_plain(Site, site | {"markdown": texts})
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
    # The pages themselves are kept one by one.
    plain = as_plain(replace(made, problems=_without_remedies(made.problems), markdown={}))
    kept.put(json.dumps(plain | {"markdown": [*made.markdown]}), "site", *key)
    return made


def _without_remedies(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Problems as they are kept: those who mend look for themselves."""
    return tuple(replace(problem, remedy=None) for problem in problems)


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
