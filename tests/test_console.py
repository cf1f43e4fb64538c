"""Problems as text for people, JSON for programs, annotations for GitHub."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import console
from builder.problems import Location, Problem, Severity

PROBLEM = Problem(
    "quote-not-found",
    Location("content/events.yml", 7, 3),
    "the quote “50 %, he said” is not in `seeds/a.txt`",
    "The nearest is: a, b\nor: c",
    "kerman-bombing",
)
FILE = Problem("file-empty", Location("seeds/a,b:c%.txt"), "empty", severity=Severity.WARNING)
NOTE = Problem("single-source", Location("content/sources.yml", 1, 1), "one outlet", severity=Severity.INFO)

TEXT = st.lists(st.sampled_from([*"ab%:,\n\ré", "%0A", "::"]), min_size=1, max_size=20).map("".join)
# GitHub's runner reads a command up to the end of the line.
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def unescaped(text: str) -> str:
    """What GitHub makes of a value of a command."""
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def annotation(problem: Problem) -> tuple[str, dict[str, str], str]:
    """What GitHub reads of a problem: severity, properties, message."""
    match = COMMAND.fullmatch(console.as_github([problem]))
    assert match
    properties = dict(pair.split("=", 1) for pair in match[2].split(","))
    return match[1], {key: unescaped(value) for key, value in properties.items()}, unescaped(match[3])


def test_text() -> None:
    """Problems stand one below the other, each with its hint."""
    assert console.as_text([PROBLEM, FILE]) == f"{PROBLEM}\n{FILE}"
    assert console.as_text([]) == ""


def test_json() -> None:
    """A program finds every field of every problem, and how much was checked."""
    found = json.loads(console.as_json([PROBLEM, FILE], records=41, drafts=3))
    assert found == {
        "problems": [
            {
                "rule": "quote-not-found",
                "severity": "error",
                "file": "content/events.yml",
                "line": 7,
                "column": 3,
                "record": "kerman-bombing",
                "message": "the quote “50 %, he said” is not in `seeds/a.txt`",
                "hint": "The nearest is: a, b\nor: c",
            },
            {
                "rule": "file-empty",
                "severity": "warning",
                "file": "seeds/a,b:c%.txt",
                "line": 0,
                "column": 0,
                "record": "",
                "message": "empty",
                "hint": "",
            },
        ],
        "records": 41,
        "drafts": 3,
    }


def test_github() -> None:
    """An annotation stands on its line, with the rule as its title and the hint below the message."""
    assert annotation(PROBLEM) == (
        "error",
        {"file": "content/events.yml", "line": "7", "col": "3", "title": "quote-not-found"},
        "the quote “50 %, he said” is not in `seeds/a.txt`\nThe nearest is: a, b\nor: c",
    )


def test_github_without_a_line() -> None:
    """Where a file as a whole is meant, no line is made up, and odd characters in its name do no harm."""
    assert annotation(FILE) == ("warning", {"file": "seeds/a,b:c%.txt", "title": "file-empty"}, "empty")
    assert annotation(NOTE)[0] == "notice"


@given(TEXT, TEXT, TEXT)
def test_nothing_breaks_an_annotation(path: str, message: str, hint: str) -> None:
    """Line breaks, colons, commas and percent signs arrive as they are, in one command a problem."""
    problem = Problem("rule", Location(path, 1, 2), message, hint)
    lines = console.as_github([problem, problem]).split("\n")
    assert len(lines) == 2
    assert annotation(problem) == (
        "error",
        {"file": path, "line": "1", "col": "2", "title": "rule"},
        f"{message}\n{hint}",
    )


@pytest.mark.parametrize(
    ("problems", "records", "drafts", "words"),
    [
        ([], 41, 0, "No problems in 41 records."),
        ([], 1, 0, "No problems in 1 record."),
        ([PROBLEM, FILE, NOTE], 41, 3, "1 error, 1 warning, 1 note in 41 records (3 of them drafts)."),
        ([PROBLEM, PROBLEM], 2, 1, "2 errors in 2 records (1 of them a draft)."),
        ([PROBLEM], 0, 0, "1 error."),
    ],
)
def test_the_summary(problems: list[Problem], records: int, drafts: int, words: str) -> None:
    """How it went is one sentence, in the singular where it is one."""
    assert console.summary(problems, records, drafts) == words
