"""Bounds that stand the wrong way round."""

from collections.abc import Callable, Mapping

import pytest

from builder.files.problems import Problem

Found = Callable[[str, Mapping[str, str]], list[Problem]]
FIGURE = """
strike:
  title: A strike
  kind: air-strike
  date_note: The day is not known.
  account: [{{note: Made up.}}]
  figures: [{{by: iran, measure: deaths, {bounds}, note: Made up.}}]
"""
DISPUTE = """
dead:
  question: How many died?
  measure: deaths
  positions: [{{by: iran, {bounds}, note: Made up.}}]
"""
PHASES = """
title: Mini
bottom_line: [{{note: Made up.}}]
phases: [{{label: One, {bounds}}}]
"""
SOURCE = """
read:
  title: Read
  kind: report
  {bounds}
"""


@pytest.mark.parametrize(
    ("file", "text", "bounds", "messages"),
    [
        (
            "events",
            FIGURE,
            "low: 9, best: 2, high: 1",
            ["`best` (2) is less than `low` (9)", "`high` (1) is less than `best` (2)"],
        ),
        ("events", FIGURE, "low: 9, high: 1", ["`high` (1) is less than `low` (9)"]),
        ("events", FIGURE, "best: 9, high: 1", ["`high` (1) is less than `best` (9)"]),
        ("events", FIGURE, "low: 1, best: 1, high: 1", []),
        ("events", FIGURE, "low: 0, high: 3", []),
        ("disputes", DISPUTE, "low: 5, best: 4", ["`best` (4) is less than `low` (5)"]),
        ("briefing", PHASES, "start: 2021-06, end: 2021-01", ["`end` (2021-01) is before `start` (2021-06)"]),
        ("briefing", PHASES, "start: 2021, end: 2021-01", []),  # the year may have begun in January
        ("briefing", PHASES, "start: 2021-06, end: 2021-06", []),
        (
            "sources",
            SOURCE,
            "published: 2021-05-10\n  accessed: 2021-05-09",
            ["`accessed` (2021-05-09) is before `published` (2021-05-10)"],
        ),
        ("sources", SOURCE, "published: 2021-05\n  accessed: 2021-05-09", []),
    ],
)
def test_pairs(file: str, text: str, bounds: str, messages: list[str], found: Found) -> None:
    """Each pair of neighbours is compared; vague dates that overlap are in order."""
    problems = found("bounds-reversed", {f"content/{file}.yml": text.format(bounds=bounds)})
    assert [problem.message for problem in problems] == messages
