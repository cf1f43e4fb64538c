"""Markup and links that readers shall not meet."""

from collections.abc import Callable

import pytest

from builder.files.problems import Problem

OfStatement = Callable[..., list[Problem]]
CITES = "cites: [{source: report, quote: carried out an air strike in Iran}]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script>", "“<script>” and “</script>”"),
        ("A <b>strike</b> and <b>more</b>", "“<b>” and “</b>”"),
        ("<!-- hidden -->", "“<!--”"),
        ("`<b>` in code, 1 < 2, a<b", ""),
    ],
)
def test_raw_html(text: str, shown: str, of_statement: OfStatement) -> None:
    """Tags and comments, each once; not code, and not a lone bracket."""
    problems = of_statement("raw-html", f"text: '{text}'\n{CITES}")
    assert [problem.message for problem in problems] == ([f"{shown} will be shown as typed"] if shown else [])


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        ("https://example.org/a_(b)", True),
        ("HTTP://example.org", True),
        ("mailto:desk@example.org", True),
        ("javascript:alert`1`", False),
        ("JavaScript&#58;alert", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("about.md", False),
    ],
)
def test_links(link: str, safe: bool, of_statement: OfStatement) -> None:
    """Web and mail; nothing that runs, and nothing on somebody's disk."""
    assert bool(of_statement("unsafe-link", f"text: 'A [link]({link}).'\n{CITES}")) is not safe
