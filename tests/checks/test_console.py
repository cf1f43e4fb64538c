"""Problems as text for people, JSON for programs, annotations for GitHub."""

import json
import re
from dataclasses import replace
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from builder.checks import console
from builder.files.changes import SetText
from builder.files.problems import Location, Problem, Severity

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


def test_text_without_the_files(tmp_path: Path) -> None:
    """Problems stand one below the other, each with its hint, also where no file can be shown."""
    assert console.as_text([PROBLEM, FILE], tmp_path) == f"{PROBLEM}\n{FILE}"
    assert console.as_text([], tmp_path) == ""


def written(root: Path, name: str, text: str | bytes) -> Location:
    """A file in a briefing, and its first line's sixth column."""
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Location(name, 1, 6)


def test_text_shows_the_line(tmp_path: Path) -> None:
    """Below the message stands the line, with a mark under the place, and then the hint."""
    place = written(tmp_path, "content/actors.yml", "key: value # why\n")
    problem = Problem("uncited", place, "wrong", "Mend it.\nOr not.", severity=Severity.WARNING)
    assert console.as_text([problem], tmp_path) == (
        "content/actors.yml:1:6: uncited (warning): wrong\n"
        "    1 | key: value # why\n"
        "      |      ^^^^^\n"
        "    Mend it.\n"
        "    Or not."
    )


def test_lines_are_counted_as_they_were_read(tmp_path: Path) -> None:
    """YAML's line breaks are more than those of other texts."""
    for name, shown in (("content/a.yml", "b: c"), ("seeds/a.txt", "d")):
        written(tmp_path, name, "a: 1\u2028b: c\nd\n")
        [_, line, _] = console.as_text([Problem("x", Location(name, 2, 1), "y")], tmp_path).split("\n")
        assert line == f"    2 | {shown}"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("../outside.yml", "key: value"),
        ("content/a.yml", "key: value".encode("utf-16")),
        ("content/a.yml", ""),
    ],
)
def test_what_cannot_be_shown_is_left_out(name: str, data: str | bytes, tmp_path: Path) -> None:
    """Files outside the folder and what is no text are not shown, and a line that is gone is not made up."""
    written(tmp_path / "site", name, data)
    problem = Problem("uncited", Location(name, 3 if not data else 1, 6), "wrong", "Mend it.")
    assert console.as_text([problem], tmp_path / "site") == str(problem)


def test_a_cause_is_told_once(tmp_path: Path) -> None:
    """Where one slip shows in many places, the others lead to the first, unless they stand right below it."""
    problems = [
        Problem(
            "unknown-reference",
            Location("a.yml", line, 1),
            f"there is no actor `{word}`",
            "Add it.",
            cause=word,
        )
        for line, word in ((1, "b"), (2, "b"), (3, "c"), (4, "b"), (5, "b"))
    ]
    assert console.as_text(problems, tmp_path) == (
        "a.yml:1:1: unknown-reference: there is no actor `b`\n"
        "    Add it.\n"
        "a.yml:2:1: unknown-reference: there is no actor `b`\n"
        "a.yml:3:1: unknown-reference: there is no actor `c`\n"
        "    Add it.\n"
        "a.yml:4:1: unknown-reference: there is no actor `b`\n"
        "    See a.yml:1:1 above.\n"
        "a.yml:5:1: unknown-reference: there is no actor `b`"
    )


def test_colour_changes_no_letter(tmp_path: Path) -> None:
    """Each severity has its colour; without them, the text is the same."""
    place = written(tmp_path, "content/actors.yml", "key: value\n")
    problems = [Problem("uncited", place, "wrong", "Mend it.", severity=severity) for severity in Severity]
    coloured = console.as_text(problems, tmp_path, colour=True)
    assert click.unstyle(coloured) == console.as_text(problems, tmp_path)
    assert {code for code in ("\x1b[31m", "\x1b[33m", "\x1b[34m") if code in coloured} == {
        "\x1b[31m",
        "\x1b[33m",
        "\x1b[34m",
    }


def test_nothing_in_a_problem_acts_on_the_terminal(tmp_path: Path) -> None:
    """Names, messages and hints hold what editors typed, and other people's file names."""
    place = written(tmp_path, "content/\x1b[31m.yml", "key: \x1b[2J\u202e\n")
    text = console.as_text([Problem("uncited", place, "no \x1b]0;\x07", "Did you mean \u202e?")], tmp_path)
    assert all(character.isprintable() or character == "\n" for character in text)


@given(st.lists(st.sampled_from([PROBLEM, FILE, NOTE]), max_size=4), st.integers(0, 9), st.integers(0, 9))
def test_json_is_as_documented(problems: list[Problem], records: int, drafts: int) -> None:
    """The schema in the documentation describes what is printed, and nothing that it does not name."""
    schema = json.loads(
        (Path(__file__).parents[2] / "docs" / "pages" / "check.schema.json").read_text(encoding="utf-8")
    )
    Draft202012Validator.check_schema(schema)
    found = json.loads(console.as_json(problems, records, drafts))
    Draft202012Validator(schema).validate(found)
    assert set(found) == set(schema["properties"])
    assert all(set(problem) == set(schema["$defs"]["problem"]["properties"]) for problem in found["problems"])


def test_json() -> None:
    """A program finds every field of every problem, and how much was checked."""
    found = json.loads(console.as_json([PROBLEM, FILE], records=41, drafts=3))
    assert found == {
        "version": 1,
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


def test_the_next_steps() -> None:
    """The rule of the gravest problem is named; mending, where something can be mended."""
    assert console.next_steps([NOTE, FILE, PROBLEM]) == (
        "`briefing explain quote-not-found` says more of such a problem."
    )
    mendable = replace(PROBLEM, remedy=SetText(("account", 0), "x"))
    assert console.next_steps([NOTE, mendable, mendable]).endswith(
        "`briefing fix` mends 2 of these, and with --diff only shows how."
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
