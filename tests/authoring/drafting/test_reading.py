"""What is recognised in one sentence."""

import pytest

from builder.authoring.drafting.knownnames import names_of
from builder.authoring.drafting.reading import read, without_dateline
from builder.facts.passages import SourceText
from builder.model.dates import parse


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("ORSK, 14 March (Courier) — Shells fell.", "Shells fell."),
        ("TORVIK, June 3 (Northern Press) - It exploded.", "It exploded."),
        ("NEW YORK – It rained.", "It rained."),
        # No datelines.
        ("The army — or what is left — fled.", "The army — or what is left — fled."),
        ("It was cold.", "It was cold."),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(text: str, rest: str) -> None:
    """Its place and day are those of the report."""
    source = SourceText(text)
    span = without_dateline(source, source.sentences[0])
    assert text[span.start : span.end] == rest


def test_a_day_is_no_figure() -> None:
    """Nor is a figure a day."""
    source = SourceText("It rained.\n\nOn 16 January\npeople were killed; 9 men died.")
    reading = read(source, source.sentences[1], names_of([], []), parse("2024-01-18"))
    assert reading.text == "On 16 January people were killed; 9 men died."
    assert [date.date for date in reading.dates] == ["2024-01-16"]
    assert [count.best for count in reading.counts] == [9]
