"""Periods of the calendar: all of one kind, none too narrow, and no day in two of them or in none."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.figures.timeline.periods import NARROWEST, Period, periods
from builder.figures.timeline.timescale import PLOT, Span, Stretch, scale

LANGUAGES = ("en", "en-GB", "fa", "ur", "ar", "ru", "fr", "zh", "de", "tr", "ps")


def day(*parts: int) -> int:
    """A day as its ordinal."""
    return datetime.date(*parts).toordinal()


def whole(first: int, last: int, language: str = "en") -> list[Period]:
    """The periods of one stretch."""
    return periods([Stretch(first, last)], language)


@pytest.mark.parametrize(
    ("last", "labels"),
    [
        ((2024, 1, 20), ["Jan 3, 2024", "Jan 4, 2024"]),
        ((2024, 4, 20), ["Jan 3 – 7, 2024", "Jan 8 – 14, 2024"]),
        ((2025, 12, 31), ["Jan 2024", "Feb 2024"]),
        ((2029, 12, 31), ["Jan 2024 – Mar 2024", "Apr 2024 – Jun 2024"]),
        ((2036, 12, 31), ["Jan 2024 – Jun 2024", "Jul 2024 – Dec 2024"]),
        ((2050, 12, 31), ["2024", "2025"]),
        ((2300, 12, 31), ["2024 – 2029", "2030 – 2039"]),
        ((9999, 12, 31), ["2024 – 2499", "2500 – 2999"]),
    ],
)
def test_the_shortest_periods_that_have_room(last: tuple[int, int, int], labels: list[str]) -> None:
    """Days, weeks from Monday on, months, years and rounder years; the first begins where the dates do."""
    found = whole(day(2024, 1, 3), day(*last))
    assert [period.label.replace("\u2009", " ") for period in found[:2]] == labels


def test_one_day() -> None:
    """It is one period."""
    (found,) = whole(day(2024, 1, 3), day(2024, 1, 3))
    assert (found.left, found.right) == (0, 100)


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_name_both_ends(language: str) -> None:
    """In every language a period of months says its first month and its last."""
    quarter = whole(day(2024, 1, 1), day(2029, 12, 31), language)[1].label
    april, june = (whole(day(2024, month, 1), day(2024, month, 1), language)[0].label for month in (4, 6))
    for label in (april, june):
        names = [word.strip(".,،") for word in label.split() if any(map(str.isalpha, word))]
        assert any(name in quarter for name in names) or language == "zh", quarter


@given(
    st.lists(st.integers(1, day(9999, 12, 31)), min_size=1, max_size=9),
    st.integers(0, 5000),
)
def test_every_day_is_in_one_period(days: list[int], length: int) -> None:
    """Periods follow each other without a gap; unless a stretch is one period, none is too narrow."""
    last = datetime.date.max.toordinal()
    made = scale([Span(each, min(each + length, last)) for each in days], (), even=True)
    assert made
    found = periods(made.stretches, "en")
    for stretch in made.stretches:
        inside = [period for period in found if stretch.first <= period.first <= stretch.last]
        assert inside[0].first == stretch.first
        assert inside[-1].last == stretch.last
        assert (inside[0].left, inside[-1].right) == (stretch.left, stretch.right)
        assert all(one.last + 1 == other.first for one, other in pairwise(inside))
        assert all(one.right == pytest.approx(other.left) for one, other in pairwise(inside))
        assert len(inside) <= max((stretch.right - stretch.left) / 100 * PLOT / NARROWEST, 1)
