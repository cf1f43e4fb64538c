"""Words, numbers and lists in the briefing's language."""

import unicodedata

import pytest
from babel import Locale, localedata

from builder.model import translation


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "4,200.5"),
        ("de", "4.200,5"),
        ("fa", "۴٬۲۰۰٫۵"),
        ("fa-AF", "۴٬۲۰۰٫۵"),
        ("ur", "4,200.5"),  # as it is written in Pakistan
        ("ur-IN", "۴٬۲۰۰٫۵"),
        ("ckb", "٤٬٢٠٠٫٥"),
    ],
)
def test_numbers_are_written_as_the_language_does(language: str, words: str) -> None:
    """Digits, groups and the decimal mark are the language's."""
    assert translation.number(4200.5, language) == words


def test_every_language_has_its_digits() -> None:
    """Whatever language Babel knows, its ten digits are those of one numbering system, in order."""
    systems = {Locale.parse(name).default_numbering_system: name for name in localedata.locale_identifiers()}
    for name in systems.values():
        digits = translation.digits("0123456789", name.replace("_", "-"))
        assert [unicodedata.digit(each) for each in digits] == list(range(10))


def test_a_number_is_never_rounded() -> None:
    """A coordinate keeps its decimals."""
    assert translation.number(61.87654, "en") == "61.87654"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en-GB", "A, B and C"), ("fa", "A،\u200f B،\u200f C، و D"), ("ur", "A، B، اور C"), ("zh", "A、B和C")],
)
def test_things_in_a_row(language: str, words: str) -> None:
    """They are joined as the language does it."""
    count = 4 if language == "fa" else 3
    assert translation.listed("ABCD"[:count], language) == words


def test_rows_of_one_and_none() -> None:
    """One thing stands alone, and nothing is nothing."""
    assert translation.listed(["A"], "fa") == "A"
    assert translation.listed([], "fa") == ""


def test_a_language_without_a_catalogue_shows_english() -> None:
    """Nothing fails: the words are English, the numbers the language's own."""
    words = translation.functions("sv")
    assert words["_"]("at least {number}", number=5) == "at least 5"
    assert words["ngettext"]("{num} outlet", "{num} outlets", 1) == "1 outlet"
    assert words["ngettext"]("{num} outlet", "{num} outlets", 1200) == "1\xa0200 outlets"


def test_values_are_never_read_as_messages() -> None:
    """What editors write may hold braces: they stay what they are."""
    words = translation.functions("en")
    assert words["_"]("by {names}", names="{names} {0}") == "by {names} {0}"
