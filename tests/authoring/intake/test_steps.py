"""Files that are made to take long: the work grows with the file, not faster.

Steps are lines of Python in this package and in what reads the main text; where the work would be that of a
regular expression, a file is so large that it would never end.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

import pytest

from builder.authoring.intake.any_file import read_article
from builder.authoring.intake.article import UnusableError
from builder.authoring.intake.line_ends import joined, words_in
from builder.authoring.intake.page_tree import parsed, shown
from builder.authoring.intake.pdf import read_pdf
from tests.authoring.intake.pdfs import Line, paragraph, pdf

PARAGRAPH = (
    "The ministry said on Thursday that the road had been closed, and would be opened as soon as it could. "
)
READERS = ("/builder/", "/trafilatura/", "/justext/")


def steps(work: Callable[..., object], *given: object) -> int:
    """How many lines of Python are run for it."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        if not any(part in frame.f_code.co_filename for part in READERS):
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work(*given)
    finally:
        sys.settrace(before)
    return count


def read(name: str, text: str) -> None:
    """Read a file, or refuse it."""
    with suppress(UnusableError):
        read_article(name, text.encode())


def page(inside: str = "", head: str = "") -> str:
    """A page with an article that holds something else."""
    article = f"<article><h1>A road is closed</h1>{inside}<p>{PARAGRAPH}</p></article>"
    return f"<html lang=en><head><title>A road is closed</title>{head}</head><body>{article}</body></html>"


def data(script: str) -> str:
    """A page with a script of JSON-LD."""
    return page(head=f'<script type="application/ld+json">{script}</script>')


MADE: dict[str, Callable[[int], str]] = {
    "lists in data": lambda n: data("[" + ",".join(["{}"] * n) + "]"),
    "lists in lists": lambda n: data("[" * n + "]" * n),
    "articles in data": lambda n: data("[" + ",".join(['{"@type":"Article","headline":"A"}'] * n) + "]"),
    "authors in data": lambda n: data(f'{{"@type":"Article","author":[{",".join(["{}"] * n)}]}}'),
    "meta tags": lambda n: page(head='<meta name="author" content="Jane Doe">' * n),
    "times": lambda n: page("<time>18 January 2024</time> " * n),
    "bylines": lambda n: page('<div class="byline">By Jane Doe</div>' * n),
    "raised": lambda n: page(f"<p>{'5<sup>1</sup> ' * n}</p>"),
    "struck through": lambda n: page(f"<p>{'5<del>1</del> ' * n}</p>"),
    "hidden": lambda n: page(f"<p>{'5<b hidden>1</b> ' * n}</p>"),
    "hidden in hidden": lambda n: page("<b hidden>" * n + "x" + "</b>" * n),
    "rules of style": lambda n: page("<p class='a'>x</p>", f"<style>{'.b{display:none}' * n}</style>"),
    "paragraphs": lambda n: page(f"<p>{PARAGRAPH}</p>" * n),
    "lines before": lambda n: "<p>18 May 2021</p>" * n + page(),
    "tables": lambda n: page("<table><tr><td>1<td>2</table>" * n),
    "tables in tables": lambda n: page("<table><tr><td>" * n + "x" + "</table>" * n),
    "cells": lambda n: page(f"<table><tr>{'<td>1' * n}</table>"),
    "links": lambda n: page('<a href="/">North</a> ' * n),
    "boxes in boxes": lambda n: page("<div>" * n + PARAGRAPH + "</div>" * n),
}


@pytest.mark.parametrize("made", MADE.values(), ids=MADE.keys())
def test_pages(made: Callable[[int], str]) -> None:
    """Four times the page is at most some four times the steps."""
    read("a.html", page())  # what is loaded and worked out once
    small, large = (steps(read, "a.html", made(size)) for size in (150, 600))
    assert large < 6 * small + 20_000


LONG = 200_000
NEVER: dict[str, tuple[str, str]] = {
    "marks of comments": ("a.txt", "<!---->" * LONG + PARAGRAPH),
    "comments that do not end": ("a.txt", "<!--" * LONG + PARAGRAPH),
    "comments in a page": ("a.html", page("<!---->" * 20_000)),
    "spaces in a heading": ("a.md", f"# {' ' * LONG}x\n\n{PARAGRAPH}"),
    "signs of a heading": ("a.md", f"# a{' #' * LONG} b\n\n{PARAGRAPH}"),
    "front matter that does not end": ("a.md", "---\n" + "\n--- " * LONG + PARAGRAPH),
    "front matter in brackets": ("a.md", f"---\na: {'[' * LONG}\n---\n{PARAGRAPH}"),
    "brackets in front matter": ("a.md", f"---\na: {'[' * 9000}\n---\n{PARAGRAPH}"),
    "dashes in a title": ("a.html", page(head=f'<meta property="og:title" content="{" | - " * LONG}">')),
    "comments in a style sheet": ("a.html", page(head=f"<style>{'/*' * LONG}</style>")),
    "closed comments in a style sheet": ("a.html", page(head=f"<style>{'/**/' * LONG}</style>")),
    "braces in a style sheet": ("a.html", page(head=f"<style>{'{' * LONG}</style>")),
    "a headline in data": ("a.html", data(f'{{"@type":"Article","headline":"{"a <b " * LONG}"}}')),
    "a text in data": ("a.html", data(f'{{"@type":"Article","articleBody":"{"a" * LONG}"}}')),
    "one letter": ("a.html", page(f"<p>{'a' * LONG}</p>")),
    "white space": ("a.html", page(f"<p>{' ' * LONG}x</p>")),
    "addresses of data": ("a.html", page("data:image/png;" * LONG)),
    "beginnings of meta tags": ("a.html", "<meta " * LONG + PARAGRAPH),
    "names": ("a.html", page(f'<div class="author">{"Jane Doe and " * LONG}</div>')),
    "control characters": ("a.txt", PARAGRAPH * 4000 + "a" + "\x01" * 3000 + "b"),
}


@pytest.mark.parametrize(("name", "text"), NEVER.values(), ids=NEVER.keys())
def test_expressions(name: str, text: str) -> None:
    """What once grew with the square or faster would not end here."""
    read(name, text)


@pytest.mark.parametrize("tag", ["sup", "del", "q", "b hidden", "ruby"])
def test_a_tree_is_taken_apart_once(tag: str) -> None:
    """Marks in marks, and what is hidden in what is hidden."""

    def take_apart(size: int) -> None:
        shown(parsed(f"<p>5{f'<{tag}>' * size}1{f'</{tag.split()[0]}>' * size} x</p>"))

    assert steps(take_apart, 800) < 6 * steps(take_apart, 200) + 5000


def test_pdfs() -> None:
    """Pages with the same edges, lines without a space, and words that never end."""

    def pages(count: int) -> bytes:
        header = Line("The Road Post", 60, 800, 9)
        texts = [f"{chr(97 + number % 26) * (3 + number // 26)} {PARAGRAPH[:80]}" for number in range(count)]
        return pdf(*([header, *paragraph(text, PARAGRAPH[80:], top=700)] for text in texts))

    read_pdf(pages(2))
    small, large = (steps(read_pdf, pages(size)) for size in (20, 80))
    assert large < 6 * small
    joined("a" * LONG, "b" * LONG, words_in(["a" * LONG, f"{'a' * LONG}-"]), "en")
    assert joined(f"{'a' * LONG}-", "b", words_in([]), "en") == (f"{'a' * LONG}- b", None)
    read_pdf(pdf([*paragraph(PARAGRAPH, top=700), Line("far", 1e9, 1e9), Line("farther", -1e9, -1e9)]))
