"""What is too much for one page, in parts: by the calendar, or one after the other."""

import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from builder.model.dates import parse
from builder.pages.division import UNDATED, Period, parts, periods

DAYS = st.lists(
    st.dates(datetime.date(1890, 1, 1), datetime.date(2030, 12, 31))
    | st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 3, 31)),
    max_size=60,
)


def named(*days: str, most: int) -> list[tuple[str, list[int]]]:
    """The names of the periods of some days, and how many events stand on each of their pages."""
    found = periods([datetime.date.fromisoformat(day) if day else None for day in days], most)
    return [(period.name, [len(part) for part in period.parts]) for period in found]


def pages(found: list[Period]) -> list[range]:
    """The pages of some periods, in order."""
    return [part for period in found for part in period.parts]


@given(DAYS, st.integers(0, 5), st.integers(1, 12))
def test_every_event_is_on_one_page(known: list[datetime.date], unknown: int, most: int) -> None:
    """Each event is on just one page, in the order of all, and no page holds too many."""
    days = [*sorted(known), *[None] * unknown]
    found = pages(periods(days, most))
    assert [place for part in found for place in part] == list(range(len(days)))
    assert all(0 < len(part) <= most for part in found)


@given(DAYS, st.integers(0, 5), st.integers(1, 12))
def test_a_period_holds_the_events_of_its_time(known: list[datetime.date], unknown: int, most: int) -> None:
    """A period holds all events between its first and its last day, and no others."""
    days = [*sorted(known), *[None] * unknown]
    for period in periods(days, most):
        held = {place for part in period.parts for place in part}
        if period.name == UNDATED:
            assert held == {place for place, day in enumerate(days) if day is None}
            continue
        date = parse(period.date)
        assert date.earliest
        assert date.latest
        assert held == {
            place for place, day in enumerate(days) if day and date.earliest <= day <= date.latest
        }


@given(DAYS, st.integers(1, 12))
def test_a_period_is_as_long_as_it_can_be(days: list[datetime.date], most: int) -> None:
    """Only what would be too much for one page is in several, and names of periods are used once."""
    found = periods(sorted(days), most)
    assert len({period.name for period in found}) == len(found)
    for period in found:
        assert len(period.parts) == 1 or sum(map(len, period.parts)) > most
    years = {period.year for period in found if period.year}
    for year in years:
        assert sum(day.year == int(year) for day in days) > most


@given(DAYS, st.integers(1, 12))
def test_other_years_change_nothing(days: list[datetime.date], most: int) -> None:
    """An event more in one year moves no event of a year that was by itself already."""
    before = periods(sorted(days), most)
    after = periods(sorted([*days, datetime.date(2031, 1, 1)]), most)
    alone = [(each.name, len(each.parts)) for each in before if each.year]
    assert alone == [(each.name, len(each.parts)) for each in after if each.year and each.year != "2031"]


@given(st.integers(0, 200), st.integers(1, 30))
def test_one_after_the_other(count: int, most: int) -> None:
    """Each part but the last is full, so that one more at the end leaves the others as they are."""
    found = parts(range(count), most)
    assert [place for part in found for place in part] == list(range(count))
    assert all(len(part) == most for part in found[:-1])
    assert all(later.start == earlier.stop for earlier, later in pairwise(found))


def test_from_centuries_to_parts_of_months() -> None:
    """The more events, the shorter the periods."""
    assert named("1905-01-01", "1999-12-31", most=2) == [("1900-1999", [2])]
    assert named("1905-01-01", "1994-05-05", "1999-12-31", most=2) == [("1900-1909", [1]), ("1990-1999", [2])]
    assert named("1994-01-01", "1994-12-31", "1999-12-31", most=2) == [("1994", [2]), ("1999", [1])]
    assert named("1994-01-01", "1994-03-31", "1994-12-31", most=2) == [("1994-q1", [2]), ("1994-q4", [1])]
    assert named("1994-01-01", "1994-02-01", "1994-03-31", most=2) == [
        ("1994-01", [1]),
        ("1994-02", [1]),
        ("1994-03", [1]),
    ]
    assert named(*["1994-02-01"] * 5, most=2) == [("1994-02", [2, 2, 1])]


def test_a_month_in_parts_has_none_that_is_much_smaller() -> None:
    """One event too many makes two halves, not a page with one event."""
    assert named(*["1994-02-01"] * 61, most=60) == [("1994-02", [31, 30])]


def test_what_has_no_day_stands_last() -> None:
    """Events of which neither day nor order is known have pages of their own."""
    assert named("1994-02-01", "", "", "", most=2) == [("1900-1999", [1]), (UNDATED, [2, 1])]
    assert named("", most=2) == [(UNDATED, [1])]


def test_the_first_years() -> None:
    """There is no year 0."""
    [period] = periods([datetime.date(7, 5, 1)], 1)
    assert (period.name, period.date) == ("0001-0099", "0001/0099")
