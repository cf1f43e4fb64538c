"""Numbers in texts: what a text states, and what a quote may be said to hold."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words  # type: ignore[import-untyped]

from builder.checks import numbers


def values(text: str, language: str = "en-GB") -> list[set[numbers.Value]]:
    """The values of the numbers that a text states."""
    return [set(number.values) for number in numbers.stated(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thirty-one people", [{31}]),
        ("Between 19 and 27 people", [{19}, {27}]),
        ("two thousand three hundred and forty-five", [{2345}]),
        ("nine hundred and ninety-nine thousand", [{999_000}]),
        ("about a hundred. Two of them", [{100}, {2}]),
        ("twenty people, thirty more", [{20}, {30}]),
        ("4.2 million", [{4_200_000}]),
        ("2 lakh", [{200_000}]),
        ("4,200 homes", [{4200, Decimal("4.2")}]),
        ("1,00,000 homes", [{100_000}]),
        ("3.1.2024 at 23:40", [{3}, {1}, {2024}, {23}, {40}]),
        ("۹ نفر و ٤ آخرون", [{9}, {4}]),
        ("the G20 and an F-16", [{16}]),
        ("one side, for the first time, dozens, hundreds, often, someone", []),
        ("", []),
    ],
)
def test_stated(text: str, expected: list[set[numbers.Value]]) -> None:
    """Digits of any script, number words, and neither `one` nor vague words."""
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("dreihundertfünf Menschen, drei Millionen; gib acht", "de", [{305}, {3_000_000}]),
        ("quatre-vingt-dix-neuf, deux cent trois", "fr", [{99}, {203}]),
        ("doscientos treinta y cuatro mil", "es", [{234_000}]),
        ("بیست و یک نفر، دو هزار", "fa", [{21}, {2000}]),
        ("dwa, 3", "pl", [{3}]),
    ],
)
def test_stated_in_other_languages(text: str, language: str, expected: list[set[numbers.Value]]) -> None:
    """The words of the languages that are read; elsewhere digits only."""
    assert values(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the war of 1980-88", {1980, 1988}),
        ("between two and three million", {2_000_000, 3_000_000}),
        ("both states", {2}),
        ("a dozen", {12}),
        ("one person", {1}),
        ("two hundred and forty", {240}),
    ],
)
def test_held(text: str, expected: set[int]) -> None:
    """A quote holds what it can be taken to say."""
    assert expected <= numbers.held(text, "en")


@given(st.integers(min_value=2, max_value=999_999_999), st.sampled_from(["en", "es", "fa"]))
def test_words_and_digits_are_the_same(value: int, language: str) -> None:
    """A number in digits stands in a quote that has it in words, however large it is.

    Not in French, whose “huit cent quatre-vingts mille” is not read as one number yet.
    """
    assert value in numbers.held(num2words(value, lang=language).replace(",", ""), language)


@given(st.integers(min_value=2, max_value=999_999))
def test_a_number_in_words_is_one_number(value: int) -> None:
    """What num2words writes in English is read as that number, and as no other."""
    assert values(num2words(value, lang="en").replace(",", "")) == [{value}]


@given(st.text(), st.sampled_from(["en", "de", "fa", "ur", "zh-Hans", ""]))
def test_any_text_is_read(text: str, language: str) -> None:
    """No text makes the reader fail, and a quote holds every number that it states."""
    held = numbers.held(text, language)
    assert all(not held.isdisjoint(number.values) for number in numbers.stated(text, language))


@given(st.text(alphabet="12 9.,'’٫a-٣\u00a0M/") | st.text())
def test_plain_digits_are_held(text: str) -> None:
    """What is found quickly is part of what is found thoroughly."""
    assert numbers.in_digits(text) <= numbers.held(text, "en")
