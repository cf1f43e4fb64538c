"""What is wrong with a briefing, as values."""

import pytest

from builder.files.problems import ContentError, Location, Problem, Severity, counted, has_errors, in_order

FIRST = Problem("uncited", Location("content/actors.yml", 2, 3), "first")
SECOND = Problem("uncited", Location("content/actors.yml", 10, 1), "second")
THIRD = Problem("unknown-key", Location("content/events.yml", 1, 1), "third", severity=Severity.WARNING)
WHOLE = Problem("file-empty", Location("content/events.yml"), "the whole file", severity=Severity.INFO)


def test_a_location_is_written_as_editors_open_it() -> None:
    """File, line and column stand with colons between them, which terminals make a link of."""
    assert str(Location("content/events.yml", 7, 3)) == "content/events.yml:7:3"


def test_a_location_without_a_line_is_the_file() -> None:
    """Where the file as a whole is meant, no line is made up."""
    assert str(Location("content/events.yml")) == "content/events.yml"


def test_a_problem_is_a_line_with_its_hint_below() -> None:
    """The first line says where, which rule and what; each line of the hint is indented below it."""
    problem = Problem("uncited", Location("a.yml", 1, 2), "nothing is cited", "Cite it.\nOr leave it out.")
    assert str(problem) == "a.yml:1:2: uncited: nothing is cited\n    Cite it.\n    Or leave it out."


@pytest.mark.parametrize(
    ("severity", "shown"), [("error", ""), ("warning", " (warning)"), ("info", " (info)")]
)
def test_what_does_not_stop_the_build_says_so(severity: str, shown: str) -> None:
    """A severity stands behind the rule, unless it is the usual one."""
    problem = Problem("uncited", Location("a.yml", 1, 2), "message", severity=Severity(severity))
    assert str(problem) == f"a.yml:1:2: uncited{shown}: message"


def test_problems_stand_in_the_order_of_the_files() -> None:
    """They are sorted by file, then by line and column as numbers; what is about a whole file comes first."""
    assert in_order([THIRD, SECOND, WHOLE, FIRST]) == (FIRST, SECOND, WHOLE, THIRD)


def test_a_problem_is_told_once() -> None:
    """The same problem found twice is one problem."""
    assert in_order([FIRST, SECOND, FIRST]) == (FIRST, SECOND)


def test_the_exception_holds_every_problem() -> None:
    """A `ContentError` keeps all problems in order, and reads as all of them."""
    error = ContentError([SECOND, FIRST])
    assert error.problems == (FIRST, SECOND)
    assert str(error) == f"{FIRST}\n{SECOND}"


def test_only_errors_are_errors() -> None:
    """Warnings and notes alone do not stop the build; one error does."""
    assert not has_errors([THIRD, WHOLE])
    assert has_errors([THIRD, WHOLE, FIRST])


@pytest.mark.parametrize(
    ("problems", "words"),
    [
        ([], ""),
        ([FIRST], "1 error"),
        ([FIRST, SECOND, THIRD], "2 errors, 1 warning"),
        ([WHOLE, WHOLE], "2 notes"),
    ],
)
def test_problems_are_counted_in_words(problems: list[Problem], words: str) -> None:
    """Each severity that there is has its number, in the singular where it is one."""
    assert counted(problems) == words
