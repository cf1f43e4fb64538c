"""A small briefing without a problem, of which each test changes a few files."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from builder.checks import running
from builder.facts.facts import Facts
from builder.facts.loading import load
from builder.files.problems import Problem, in_order
from builder.pipeline.check import passages_of

BASE = Path(__file__).parent / "base"

Files = Mapping[str, str]
Check = Callable[[Files], list[Problem]]
Found = Callable[[str, Files], list[Problem]]

_EVENT = """\
strike:
  title: A strike
  kind: air-strike
  date_note: The day is not known.
  place: south-west
  account:
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the briefing, to be changed."""
    return Path(shutil.copytree(BASE, tmp_path / "briefing"))


@pytest.fixture
def check(folder: Path) -> Check:
    """Every problem of the briefing with some of its files replaced, or files added."""

    def run(files: Files) -> list[Problem]:
        _write(folder, files)
        briefing, problems = load(folder)
        found = list(problems)
        if briefing is not None:
            found += running.run(Facts(briefing, passages_of(briefing)), {})
        return list(in_order(found))

    return run


@pytest.fixture
def found(check: Check) -> Found:
    """The problems that one rule finds."""

    def run(rule: str, files: Files) -> list[Problem]:
        return [problem for problem in check(files) if problem.rule == rule]

    return run


def _write(folder: Path, files: Files) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text).lstrip("\n"), encoding="utf-8")


@pytest.fixture
def of_statement(found: Found) -> Callable[..., list[Problem]]:
    """The problems that one rule finds in a statement of an event (indented lines of YAML)."""

    def run(rule: str, statement: str, files: Files | None = None) -> list[Problem]:
        lines = "".join(f"      {line}\n" for line in dedent(statement).strip().splitlines())
        event = _EVENT + lines.replace("      ", "    - ", 1)
        return found(rule, {**(files or {}), "content/events.yml": event})

    return run
