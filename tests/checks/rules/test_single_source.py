"""Outlets, not articles, are counted."""

from collections.abc import Callable, Mapping

from builder.files.problems import Problem

Found = Callable[[str, Mapping[str, str]], list[Problem]]
SOURCES = """
report: {title: Strikes across the border, kind: report, text: seeds/report.txt, publisher: The Report}
agency: {title: Calls for restraint, kind: report, text: seeds/agency.txt, publisher: The Report}
third: {title: Something else, kind: report, publisher: %s}
"""
TOPIC = """
topic:
  title: A topic
  statements: [{text: Something., cites: [{source: third, quote: something else was said}]}]
"""


def test_a_whole_briefing_with_one_outlet(found: Found) -> None:
    """It is said once, at the first source."""
    files = {"content/sources.yml": SOURCES % "The Report", "content/background.yml": TOPIC}
    [problem] = found("single-source", files)
    assert (problem.record, problem.message) == (
        "report",
        "everything here rests on one outlet: The Report",
    )


def test_records_with_one_outlet(found: Found) -> None:
    """Two articles of one outlet are one; another outlet elsewhere does not help."""
    files = {"content/sources.yml": SOURCES % "Another", "content/background.yml": TOPIC}
    messages = {problem.record: problem.message for problem in found("single-source", files)}
    assert messages["topic"] == "`topic` rests on `third` alone"
    assert messages["strike"] == "`strike` rests on sources of one outlet alone"
