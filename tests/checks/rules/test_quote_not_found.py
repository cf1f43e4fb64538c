"""Quotes that are not in the text of their source."""

from collections.abc import Callable, Mapping

from builder.files.problems import Problem

Found = Callable[[str, Mapping[str, str]], list[Problem]]
_ACTORS = """
iran: {name: Iran, kind: state}
pakistan:
  name: Pakistan
  kind: state
  about:
"""


def about(*quotes: str) -> dict[str, str]:
    """An actor with a statement for each quote from the agency, which nothing else cites."""
    statements = "".join(
        f'    - {{text: So it is., cites: [{{source: other, quote: "{quote}"}}]}}\n' for quote in quotes
    )
    sources = "other: {title: Another, kind: report, text: seeds/agency.txt}\n"
    return {"content/actors.yml": _ACTORS + statements, "content/sources/other.yml": sources}


def test_no_quote_is_in_the_text(found: Found) -> None:
    """Where none of several quotes is there, the text may be the wrong one; that is one cause."""
    problems = found("quote-not-found", about("One sentence.", "Another sentence.", "A third sentence."))
    assert {problem.cause for problem in problems} == {"other"}
    assert all(
        "None of the 3 quotes from `other` is in seeds/agency.txt" in problem.hint for problem in problems
    )


def test_one_quote_is_in_the_text(found: Found) -> None:
    """Where one is there, the text is the right one, and each of the others is a slip of its own."""
    problems = found("quote-not-found", about("One sentence.", "Another sentence.", "Calls for restraint"))
    assert [problem.cause for problem in problems] == ["", ""]
