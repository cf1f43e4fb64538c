"""A quote is measured by what is left of it once its typography is made plain."""

from collections.abc import Callable

import pytest

from builder.files.problems import Problem


@pytest.mark.parametrize(
    ("quote", "too_short"),
    [
        ("two children", False),
        ("two childre", True),
        ("“two child”", True),
        ("two \u00ad\u00ad\u00ad child", True),
        ("他们袭击了边境", False),
        ("他们袭击了", True),
        ("nine … were", True),
    ],
)
def test_length(quote: str, too_short: bool, of_statement: Callable[..., list[Problem]]) -> None:
    """Twelve characters are enough; wide ones count as two."""
    statement = f"text: A strike.\ncites: [{{source: agency, quote: '{quote}'}}]"
    assert bool(of_statement("quote-too-short", statement)) is too_short
