"""A side's claim told elsewhere names the side."""

from collections.abc import Callable, Mapping

import pytest

from builder.files.problems import Problem

Found = Callable[[str, Mapping[str, str]], list[Problem]]
OfStatement = Callable[..., list[Problem]]
CLAIM = "cites: [{source: report, quote: Iran said that nine people were killed}]"
ACTORS = """
    iran: {name: Iran, kind: state, aliases: [Tehran]}
    army: {name: The army, kind: government-body, part_of: iran, aliases: [Artesh]}
    pakistan: {name: Pakistan, kind: state}
    """


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Nine people were killed.", False),
        ("Nine people were killed, says [Pakistan][pakistan].", False),
        ("Nine Iranians were killed.", False),
        ("Iran’s count is nine.", True),
        ("By TEHRAN’s count nine.", True),
        ("By [its count][iran] nine.", True),
        ("By the count of [iran] nine.", True),
        ("By the count of the Artesh nine.", True),
        ("By the count of [its soldiers][army] nine.", True),
        ("How many people were killed is [disputed][targets].", True),
    ],
)
def test_naming(text: str, named: bool, of_statement: OfStatement) -> None:
    """By name, by another name, by reference, by what belongs to it, or by the dispute."""
    problems = of_statement("unattributed-claim", f"text: '{text}'\n{CLAIM}", {"content/actors.yml": ACTORS})
    assert bool(problems) is not named


@pytest.mark.parametrize(
    ("quote", "same"),
    [
        ("nine people were killed, among them women and children", True),
        ("nine people were killed", True),
        ("Iran said that nine people were killed, among them women", True),
        ("Iran said that nine people", False),
        ("women and children. Pakistan said that it had", False),
        ("Two days later Pakistan carried out an air strike in Iran.", False),
    ],
)
def test_the_same_words(quote: str, same: bool, of_statement: OfStatement) -> None:
    """At least half of the shorter quote; a word or two in common are not enough."""
    statement = f"text: There were dead.\ncites: [{{source: report, quote: '{quote}'}}]"
    assert bool(of_statement("unattributed-claim", statement)) is same


def test_the_problem_names_claimant_and_dispute(of_statement: OfStatement) -> None:
    """An editor sees at once whom to name."""
    [problem] = of_statement("unattributed-claim", f"text: Nine people were killed.\n{CLAIM}")
    assert "`iran`" in problem.message
    assert "`targets`" in problem.message
    assert "[iran]" in problem.hint
    assert "[targets]" in problem.hint


def test_resting_on_the_dispute(of_statement: OfStatement) -> None:
    """Whoever rests on the dispute leads readers to it."""
    statement = f"text: Nine people were killed.\n{CLAIM}\nrests_on: [targets]"
    assert of_statement("unattributed-claim", statement) == []


def test_one_side_is_no_dispute(of_statement: OfStatement) -> None:
    """Where only one side stands in the dispute, nothing is contested."""
    disputes = """
        targets:
          question: Who was hit?
          positions:
            - {by: iran, text: Nine., cites: [{source: report, quote: nine people were killed}]}
        """
    statement = f"text: Nine people were killed.\n{CLAIM}"
    assert of_statement("unattributed-claim", statement, {"content/disputes.yml": disputes}) == []


def test_a_passage_that_tells_of_both_sides(of_statement: OfStatement) -> None:
    """One of the claimants of a dispute is enough: the words of both are quoted together."""
    quote = "nine people were killed … Pakistan said that it had struck separatist militants"
    statement = f"cites: [{{source: report, quote: '{quote}'}}]\ntext: Told by "
    assert of_statement("unattributed-claim", statement + "Iran.") == []
    assert of_statement("unattributed-claim", statement + "Pakistan.") == []
    [problem] = of_statement("unattributed-claim", statement + "somebody.")
    assert "`iran` or `pakistan`" in problem.message


def test_a_figure_has_its_claimant(found: Found) -> None:
    """The claimant of a figure stands beside it."""
    figure = """
        strike:
          title: A strike
          kind: air-strike
          date_note: Not known.
          account: [{note: See the figure.}]
          figures:
            - by: %s
              measure: deaths
              text: Nine people were killed.
              cites: [{source: report, quote: Iran said that nine people were killed}]
        """
    assert found("unattributed-claim", {"content/events.yml": figure % "iran"}) == []
    assert len(found("unattributed-claim", {"content/events.yml": figure % "pakistan"})) == 1
