"""Headline, byline, date and addresses in the lines around a text."""

import pytest

from builder.authoring.intake import heading

BODY = "The ministry said on Thursday that the road had been closed, and that it would be opened again soon."


@pytest.mark.parametrize(
    ("line", "language", "day"),
    [
        ("18 January 2024", "en", "2024-01-18"),
        ("Published: Thursday, 18 January 2024, 10:32 GMT", "en", "2024-01-18"),
        ("January 18, 2024 at 5:31 p.m. EST", "en", "2024-01-18"),
        ("Thu 18 Jan 2024 10.32 GMT", "en", "2024-01-18"),
        ("2024-01-18T10:20:00+05:00", "", "2024-01-18"),
        ("January 2024", "en", "2024-01"),
        ("18. Januar 2024", "de", "2024-01-18"),
        ("Publié le 18 janvier 2024 à 10:20", "fr", "2024-01-18"),
        ("18 January 2024", "fa", "2024-01-18"),
        ("پنجشنبه ۲۸ دی ۱۴۰۲ - ۱۰:۲۰", "fa", "2024-01-18"),
        ("تاریخ انتشار: ۱۴۰۲/۱۰/۲۸", "fa", "2024-01-18"),
        ("جمعرات 18 جنوری 2024", "ur", "2024-01-18"),
        ("18 يناير 2024", "ar", "2024-01-18"),
    ],
)
def test_days(line: str, language: str, day: str) -> None:
    """A line that gives a date and nothing else, in any language and calendar that pages are dated in."""
    assert heading.day_of(line, language) == day


@pytest.mark.parametrize(
    "line",
    [
        "On 18 January 2024 war came",
        "Updated 18 January 2024",
        "18 January",
        "Thursday",
        "03/04/2024",
        "31 February 2024",
        "16 January 2024 to 18 January 2024",
        "The report of 18 January 2024",
        BODY,
        "",
    ],
)
def test_what_gives_no_day(line: str) -> None:
    """A sentence with a date in it, a date that lacks a part, two dates, one that could be either of two."""
    assert heading.day_of(line, "en") == ""


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("BY JANE DOE", ("JANE DOE",)),
        ("By Jane Doe and Tom O’Brien", ("Jane Doe", "Tom O’Brien")),
        ("By Jane Doe, BBC News", ("Jane Doe",)),
        ("By Jane Doe, John Roe, and Ann Lee, Senior Editor", ("Jane Doe", "John Roe", "Ann Lee")),
        ("By Abd al-Rahman van der Berg", ("Abd al-Rahman van der Berg",)),
        ("Von Lena Vogt und Jörg Kühn", ("Lena Vogt", "Jörg Kühn")),
        ("نویسنده: سارا کریمی", ("سارا کریمی",)),
        ("By our correspondent", ()),
        ("By Monday everything had changed", ()),
        ("By BBC News", ()),
        ("By Jane", ()),
        ("By 18 January 2024", ()),
    ],
)
def test_bylines(byline: str, names: tuple[str, ...]) -> None:
    """Names, and not where their bearers work."""
    assert heading.heading_of(f"A road is closed\n\n{byline}\n\n{BODY}", "en").author == names


def test_a_whole_heading() -> None:
    """Each in a line of its own, or several in one with a bar between them."""
    text = f"A road is closed\n\nBy Jane Doe | 18 January 2024\nhttps://a.example/road\n\n{BODY}\n"
    assert heading.heading_of(text, "en") == heading.Heading(
        title="A road is closed",
        author=("Jane Doe",),
        published="2024-01-18",
        url="https://a.example/road",
    )


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n\n{BODY}",
        f"By Jane Doe\n\n{BODY}",
        f"18 January 2024\n\n{BODY}",
        f"https://a.example/road\n\n{BODY}",
        f"Closed\n\n{BODY}",
        f"The road is closed, and\nwill be\nfor long\n{BODY}",
        "A road is closed\n",
        "",
    ],
)
def test_what_is_no_headline(text: str) -> None:
    """A sentence, a byline, a date, an address, a single word, a line that goes on, a line alone."""
    assert heading.heading_of(text, "en").title == ""


def test_an_address_at_the_end() -> None:
    """The address stands where people paste it: below the text, with a label or without."""
    found = heading.heading_of(f"{BODY}\n\nSource: <https://a.example/road>\n", "en")
    assert found.url == "https://a.example/road"
    assert heading.heading_of(f"{BODY} See https://a.example/road for more.\n", "en").url == ""


def test_an_archived_copy() -> None:
    """An address of the Internet Archive holds the original's; others do not."""
    copy = "https://web.archive.org/web/20240118101500/https://a.example/road"
    found = heading.heading_of(f"{BODY}\nArchived at: {copy}\n", "en")
    assert (found.url, found.archived_url) == ("https://a.example/road", copy)
    found = heading.heading_of(f"{BODY}\nhttps://archive.ph/AbC12\nhttps://a.example/road", "en")
    assert (found.url, found.archived_url) == ("https://a.example/road", "https://archive.ph/AbC12")
