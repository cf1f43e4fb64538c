"""Figures with what they count."""

import pytest

from builder.authoring.drafting.counts import find

ENGLISH: dict[str, list[tuple[str, int | None, int | None, int | None, str]]] = {
    "Nine people were killed.": [("deaths", 9, 9, 9, "")],
    "killing at least nine people and wounding 23": [
        ("deaths", 9, None, None, ""),
        ("injuries", 23, 23, 23, ""),
    ],
    "nearly 100 people were killed": [("deaths", None, 100, None, "")],
    "more than 4,200 civilians were killed": [("deaths", 4200, None, None, "civilians")],
    "84 to 94 civilian deaths": [("deaths", 84, None, 94, "")],
    "between 31 and 36 people died": [("deaths", 31, None, 36, "")],
    "up to 30,000 people displaced": [("displaced", None, None, 30000, "")],
    "the deaths of two children": [("deaths", 2, 2, 2, "children")],
    "one person was killed": [("deaths", 1, 1, 1, "")],
    "twenty-three soldiers were injured": [("injuries", 23, 23, 23, "soldiers")],
    "arrested four men": [("arrests", 4, 4, 4, "men")],
    "The death toll rose to 41": [("deaths", 41, 41, 41, "")],
    "nine people, including women and children, were killed": [("deaths", 9, 9, 9, "")],
    # No figure, or none of these.
    "A number of people were killed.": [],
    "Dozens were killed.": [],
    "a 12-year-old girl was killed": [],
    "Prices rose by 4.5 per cent, killing hopes.": [],
    "the second strike killed nobody": [],
}
PERSIAN: dict[str, list[tuple[str, int | None, int | None, int | None, str]]] = {
    "دست‌کم ۹ نفر کشته و ۲۳ نفر زخمی شدند": [
        ("deaths", 9, None, None, ""),
        ("injuries", 23, 23, 23, ""),
    ],
    "حدود ۱۲۰ نفر آواره شدند": [("displaced", None, 120, None, "")],
    "۸۴ تا ۹۴ نفر کشته شدند": [("deaths", 84, None, 94, "")],
    "چهار نفر بازداشت شدند": [("arrests", 4, 4, 4, "")],
    "نه نفر کشته شدند": [("deaths", 9, 9, 9, "")],
    "بیست و سه سرباز زخمی شدند": [("injuries", 23, 23, 23, "سرباز")],
    "تعدادی کشته شدند": [],
}


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    """In digits and in words, with what makes them a low, a high or a best value."""
    assert [count[2:] for count in find(text, "en")] == ENGLISH[text]


@pytest.mark.parametrize("text", PERSIAN)
def test_persian(text: str) -> None:
    """The same in Persian."""
    assert [count[2:] for count in find(text, "fa")] == PERSIAN[text]


def test_other_languages_are_not_read() -> None:
    """Their words for what is counted are not known."""
    assert find("9 Menschen wurden getötet: 9 killed", "de") == []
