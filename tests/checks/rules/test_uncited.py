"""What counts as support, and for what."""

from collections.abc import Callable, Mapping

import pytest

from builder.files.problems import Problem

Found = Callable[[str, Mapping[str, str]], list[Problem]]
OfStatement = Callable[..., list[Problem]]


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("text: A strike.", "nothing is cited for “A strike.”"),
        ("{text: A strike., note: So the editor.}", "nothing is cited for “A strike.”"),
        (
            "{cites: [{source: report, quote: carried out an air strike in Iran}]}",
            "the statement has no text",
        ),
        ("{text: A strike., rests_on: [report]}", "this rests on `report` as a whole, not on words in it"),
        ("{text: A strike., rests_on: [south-west]}", "this rests on `south-west`, where nothing is cited"),
        ("{text: A strike., rests_on: [strike]}", "this rests on `strike`, where nothing is cited"),
        ("{text: A strike., cites: [{source: report}]}", "nothing of `report` is quoted"),
        (
            "{text: A strike., cites: [{source: report, locator: page 2}]}",
            "nothing of `report` is quoted, only a place in it is named",
        ),
    ],
)
def test_fails(statement: str, message: str, of_statement: OfStatement) -> None:
    """A statement without words in the end."""
    assert [problem.message for problem in of_statement("uncited", statement)] == [message]


@pytest.mark.parametrize(
    "statement",
    [
        "note: So the editor.",
        "{text: A strike., rests_on: [targets]}",
        "{text: A strike., rests_on: [south-west, targets]}",
        "{text: A strike., rests_on: [there-is-none]}",
    ],
)
def test_passes(statement: str, of_statement: OfStatement) -> None:
    """A remark, or what rests on words by way of records; unknown ones are another rule's."""
    assert of_statement("uncited", statement) == []


def test_resting_on_each_other_is_resting_on_nothing(found: Found) -> None:
    """Records that hold each other up hold nothing."""
    files = {
        "content/background.yml": """
            a: {title: A, statements: [{text: One., rests_on: [b]}]}
            b: {title: B, statements: [{text: Two., rests_on: [a]}]}
            """
    }
    assert [problem.record for problem in found("uncited", files)] == ["a", "b"]


def test_claims_need_words(found: Found) -> None:
    """Positions, relations, figures and views; a side that has not spoken needs none."""
    files = {
        "content/disputes.yml": """
            targets:
              question: Who was hit?
              positions:
                - {by: iran, text: Nine people.}
                - {by: pakistan, stance: no-statement-found}
            """,
        "content/actors.yml": """
            iran:
              name: Iran
              kind: state
              relations: [{kind: opposes, to: pakistan, text: It opposes it.}]
            pakistan: {name: Pakistan, kind: state}
            """,
        "content/views.yml": """
            a: {title: A, analyst: iran, judgement: So it is., kind: warning, rests_on: [targets]}
            b: {title: B, analyst: iran, judgement: So it is., kind: warning, rests_on: [strike]}
            """,
    }
    assert [(problem.record, problem.location.line) for problem in found("uncited", files)] == [
        ("iran", 4),
        ("targets", 4),
        ("a", 1),
    ]
