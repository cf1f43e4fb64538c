"""Plain text and Markdown."""

import pytest

from builder.authoring.intake.article import UnusableError
from builder.authoring.intake.plain import read_markdown, read_text

BODY = (
    "The ministry said on Thursday that the road had been closed,\n"
    "and that it would be opened again soon.  “Not before spring,” a driver  said…\n"
)


def test_a_text_is_kept_to_the_letter() -> None:
    """Line breaks, spaces and quotation marks within it stay; what ends it is one line feed."""
    article = read_text(f"A road is closed\n\nBy Jane Doe\n\n{BODY}\n\n".encode())
    assert article.text == f"A road is closed\n\nBy Jane Doe\n\n{BODY}"
    assert (article.title, article.author, article.language) == ("A road is closed", ("Jane Doe",), "en")
    assert article.kind == "article"
    assert article.remarks == ()


def test_markdown() -> None:
    """Its first heading is its title; the text stays as it is."""
    article = read_markdown(f"# A road is closed #\n\n{BODY}".encode())
    assert (article.title, article.text) == ("A road is closed", f"# A road is closed #\n\n{BODY}")


def test_front_matter() -> None:
    """What stands before the text describes it, and is not stored with it."""
    front = (
        "---\ntitle: 'A road: closed'\nsource: https://a.example/road\nauthor:\n  - '[[Jane Doe]]'\n"
        "published: 2024-01-18T10:00\ncreated: 2024-02-01\ntags: [clippings]\nsite: The Road Post\n---\n"
    )
    article = read_markdown((front + BODY).encode())
    assert article.text == BODY
    assert (article.title, article.author) == ("A road: closed", ("Jane Doe",))
    assert (article.url, article.published) == ("https://a.example/road", "2024-01-18")
    assert article.publisher == "The Road Post"
    assert "at the top" in article.remarks[0]


@pytest.mark.parametrize("front", ["---\n[\n---\n", "---\n- a\n---\n", "---\n!!python/none\n---\n"])
def test_front_matter_that_says_nothing(front: str) -> None:
    """What cannot be read describes nothing, and does no harm."""
    assert read_markdown((front + BODY).encode()).title == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is empty"),
        (" \n\t\n", "it is empty"),
        ("12 34 –\n", "no word"),
        ("Closed.\n", "only “Closed.”"),
    ],
)
def test_what_is_no_article(text: str, said: str) -> None:
    """Nothing, no words, a few words."""
    with pytest.raises(UnusableError, match=said):
        read_text(text.encode())
