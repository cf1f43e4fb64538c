"""What settles an ambiguous quote is shown, and settles it."""

import re
from collections.abc import Callable

from builder.files.problems import Problem

OfStatement = Callable[..., list[Problem]]
STATEMENT = """
text: There was a strike.
cites:
  - source: report
    quote: {quote}
    {selector}
"""


def test_the_suggested_words_settle_it(of_statement: OfStatement) -> None:
    """Each hint names a place and a prefix or suffix with which the quote is found once."""
    statement = STATEMENT.format(quote="carried out an air strike", selector="")
    [problem] = of_statement("quote-ambiguous", statement)
    assert problem.message == "“carried out an air strike” stands twice in seeds/report.txt"
    assert problem.hint.splitlines() == [
        'Is the one at 3:25 meant, write `prefix: "Iran"`.',
        'Is the one at 5:25 meant, write `prefix: "Pakistan"`.',
    ]
    for selector in re.findall("`(.*)`", problem.hint):
        settled = STATEMENT.format(quote="carried out an air strike", selector=selector)
        assert of_statement("quote-ambiguous", settled) == []
        assert of_statement("quote-not-found", settled) == []


def test_a_prefix_may_not_be_enough(of_statement: OfStatement) -> None:
    """The message tells that the words given do not settle it."""
    statement = STATEMENT.format(quote="an air strike in", selector="prefix: carried out")
    [problem] = of_statement("quote-ambiguous", statement)
    assert "even with its `prefix` or `suffix`" in problem.message
    assert 'suffix: "south-west"' in problem.hint


def test_more_words_where_nothing_around_helps(of_statement: OfStatement) -> None:
    """Where the words around are the same for long, the hint shows the passages."""
    line = "The same words stand here again and again and again and again. "
    statement = STATEMENT.format(quote="stand here again", selector="")
    [problem] = of_statement("quote-ambiguous", statement, {"seeds/report.txt": f"Start. {line * 30}"})
    assert "stands 30 times" in problem.message
    assert "Quote more of" in problem.hint


def test_joined_passages(of_statement: OfStatement) -> None:
    """A quote of two passages is ambiguous as a whole, even where each part stands apart."""
    statement = STATEMENT.format(quote="carried out … carried", selector="")
    assert of_statement("quote-ambiguous", statement) == []
    statement = STATEMENT.format(quote="Iran … Pakistan", selector="")
    assert len(of_statement("quote-ambiguous", statement)) == 1
