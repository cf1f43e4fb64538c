"""Numbers, and the quotes that hold them."""

from collections.abc import Callable, Mapping

import pytest

from builder.files.problems import Problem

Found = Callable[[str, Mapping[str, str]], list[Problem]]
OfStatement = Callable[..., list[Problem]]
NINE = "cites: [{source: report, quote: Iran said that nine people were killed}]"


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        (f"text: Nine people.\n{NINE}", ""),
        (f"text: 9 people.\n{NINE}", ""),
        (f"text: Ten people.\n{NINE}", "the number “ten”"),
        (f"text: Between 8 and 10 people.\n{NINE}", "the numbers “8” and “10”"),
        (f"text: Ten people.\n{NINE}\nnote: With the one who died later, ten.", ""),
        (f"text: One of them, and the first.\n{NINE}", ""),
        (f"text: The **10** people.\n{NINE}", "the number “10”"),
        (f"text: See [here](https://example.org/10).\n{NINE}", ""),
        (f"text: The [unit][brigade-313] and [brigade-313].\n{NINE}", ""),
        (f"text: The [Brigade 313][brigade-313].\n{NINE}", ""),
        (f"text: The [Brigade 314][brigade-313].\n{NINE}", "the number “314”"),
        ("text: Ten.\ncites: [{source: report, locator: page 3}]", ""),
        ("text: Nine or two.\nrests_on: [targets, children]", ""),
        ("text: Nine or two.\nrests_on: [targets]", "the number “two”"),
        ("text: Two.\nrests_on: [there-is-none]", ""),
    ],
)
def test_statements(statement: str, missing: str, of_statement: OfStatement) -> None:
    """A number must stand in what the text rests on, or be explained beside it."""
    actors = """
        iran: {name: Iran, kind: state}
        pakistan: {name: Pakistan, kind: state}
        brigade-313: {name: Brigade 313, kind: armed-group}
        """
    problems = of_statement("figure-not-in-quote", statement, {"content/actors.yml": actors})
    assert [problem.message.split(" stand")[0] for problem in problems] == ([missing] if missing else [])


def test_figures_and_their_bounds(found: Found) -> None:
    """`low`, `best` and `high` are numbers like those in the text."""
    files = {
        "content/disputes.yml": """
            targets:
              question: Who was hit?
              positions:
                - by: iran
                  low: 8
                  best: 9
                  high: 9
                  text: Nine people.
                  cites: [{source: report, quote: Iran said that nine people were killed}]
            """
    }
    [problem] = found("figure-not-in-quote", files)
    assert problem.message == "the number “8” stands in no quote cited for this"
    assert (problem.location.line, problem.location.column) == (5, 12)


@pytest.mark.parametrize(
    ("language", "quote", "problems"),
    [("de", "neun Menschen seien getötet worden", 0), ("de", "acht Menschen", 1), ("pl", "osiem osób", 0)],
)
def test_the_language_of_the_source(language: str, quote: str, problems: int, found: Found) -> None:
    """A quote is read in its own language; where that is not read, nothing is claimed."""
    files = {
        "content/sources.yml": f"""
            report: {{title: Strikes, kind: report, language: {language}}}
            agency: {{title: Calls for restraint, kind: report, text: seeds/agency.txt}}
            """,
        "content/background.yml": f"""
            dead:
              title: The dead
              statements: [{{text: Nine people died., cites: [{{source: report, quote: {quote}}}]}}]
            """,
    }
    assert len([p for p in found("figure-not-in-quote", files) if p.record == "dead"]) == problems


def test_views(found: Found) -> None:
    """A judgement is read like a statement."""
    files = {
        "content/views.yml": """
            a:
              title: A
              analyst: iran
              judgement: Three more strikes will follow.
              kind: forecast
              cites: [{source: agency, quote: a further exchange is unlikely}]
            """
    }
    assert [problem.location.line for problem in found("figure-not-in-quote", files)] == [4]
