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


def test_a_quote_that_is_too_long(found: Found) -> None:
    """It is not looked for, and that is said; just below the limit only the nearest passage is not."""
    [problem] = found("quote-not-found", about("word " * 1_000 + "x"))
    assert problem.message == "the `quote` has 5,001 characters; at most 5,000 are looked for"
    assert problem.remedy is None
    [problem] = found("quote-not-found", about("word " * 999 + "word"))
    assert problem.message.startswith("“word word")
    assert len(problem.message) < 200
    assert "too long to search" in problem.hint


def test_raised_digits_are_shown(found: Found) -> None:
    """The nearest passage shows what stands in the source, and nothing offers to mend it."""
    files = {"seeds/agency.txt": "The strike on 4 May 2021 killed 5¹ people in the town. They left."}
    problems = found("quote-not-found", about("The strike on 4 May 2021 killed 51 people in") | files)
    [problem] = [problem for problem in problems if "killed 51 people" in problem.message]
    assert "killed 5¹ people" in problem.hint
    assert problem.remedy is None
