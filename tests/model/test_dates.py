"""Dates as vague as they are."""

import datetime
from contextlib import redirect_stdout
from io import StringIO

import edtf
import pytest
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.model import dates

# Pieces that dates are made of, put together anyhow: most are no dates, some are odd ones.
DATES = ["2024", "2024-01", "2024-01-03", "2024-21", "2024-33", "2024-XX", "0000", "9999", "20XX", "۲۰۲۴"]
PIECES = st.sampled_from([*"X/?~%[]{},-1Y ", "..", "S2", "T10:30", *DATES])
ANYTHING = st.lists(PIECES, max_size=5).map("".join) | st.text(max_size=8)


def bounds(text: str) -> tuple[str, str]:
    """The first and the last day that a date may mean; `..` where it is open."""
    date = dates.parse(text)
    return str(date.earliest or ".."), str(date.latest or "..")


ENDS = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    st.dates().map(lambda day: str(day)[:4]),
    st.sampled_from(["2023-02-29", "2023-13", "2023-00", "0000", "2023-21"]),
)
ORDINARY = st.lists(
    st.tuples(ENDS, st.sampled_from(["", "?", "~", "%"])).map("".join), min_size=1, max_size=2
)


@given(ORDINARY.map("/".join))
@settings(deadline=None, max_examples=150)
def test_ordinary_dates_are_placed_as_the_library_places_them(text: str) -> None:
    """Years, months, days and spans of them are read without it, for speed, and mean the same."""
    try:
        with redirect_stdout(StringIO()):
            parsed = edtf.parse_edtf(text)
            expected = tuple(
                datetime.date(*each[:3]) for each in (parsed.lower_strict(), parsed.upper_strict())
            )
    except (EDTFParseException, ValueError, TypeError):
        expected = ()
    try:
        date = dates.parse(text)
    except ValueError:
        assert expected == () or expected[0] > expected[1]
    else:
        assert (date.earliest, date.latest) == expected


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024-01-03", "2024-01-03", "2024-01-03"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-01-16/2024-01-18", "2024-01-16", "2024-01-18"),
        ("2024-01/2024-02-03", "2024-01-01", "2024-02-03"),
        ("2024-01-16/..", "2024-01-16", ".."),
        ("2024-01-16/", "2024-01-16", ".."),
        ("../2024-01-16", "..", "2024-01-16"),
        ("/2024-01-16", "..", "2024-01-16"),
        ("[2024-01-03,2024-01-05]", "2024-01-03", "2024-01-05"),
        ("{2023,2024}", "2023-01-01", "2024-12-31"),
        ("[..2024-01-03]", "..", "2024-01-03"),
        ("[2024-01-03..]", "2024-01-03", ".."),
        ("2024-01-XX", "2024-01-01", "2024-01-31"),
        ("2024-XX", "2024-01-01", "2024-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
    ],
)
def test_a_date_lies_between_two_days(text: str, earliest: str, latest: str) -> None:
    """The span of a date holds every day that it may mean, and is open where the date is."""
    assert bounds(text) == (earliest, latest)


@pytest.mark.parametrize("mark", ["?", "~", "%"])
@pytest.mark.parametrize("text", ["2024", "2024-01", "2024-01-03"])
def test_doubt_does_not_move_a_date(text: str, mark: str) -> None:
    """A date that is uncertain, approximate or both sorts where it would stand without doubt."""
    assert bounds(text + mark) == bounds(text)


@pytest.mark.parametrize("text", ["2024-13-40", "2024-02-30", "2023-02-29", "2024-01-00", "２０２４-01-03"])
def test_what_is_no_day(text: str) -> None:
    """A day that the calendar does not have is refused."""
    with pytest.raises(ValueError, match=f"^`{text}` is not a day in the calendar"):
        dates.parse(text)


@pytest.mark.parametrize(
    "text",
    ["2024-1-3", "2024-13", "3 January 2024", "01/03/2024", "12:30", "1e3", "", "2024-W03", "[2024", "\0"],
)
def test_what_is_no_edtf(text: str) -> None:
    """A text in any other form than EDTF's is refused, and nothing is guessed."""
    with pytest.raises(ValueError, match="is not a date in EDTF"):
        dates.parse(text)


@pytest.mark.parametrize("text", ["..", "/", "../..", "/..", "../"])
def test_what_is_open_on_both_sides(text: str) -> None:
    """A span without a beginning and without an end says nothing."""
    with pytest.raises(ValueError, match="has neither a beginning nor an end"):
        dates.parse(text)


@pytest.mark.parametrize("text", ["-2024", "0000", "XXXX", "Y17000000"])
def test_what_the_calendar_does_not_reach(text: str) -> None:
    """A date before the year 1 or behind the year 9999 is refused."""
    with pytest.raises(ValueError, match="cannot be placed in the calendar"):
        dates.parse(text)


@settings(max_examples=80)
@given(ANYTHING)
@example("../X")
@example("/..2024")
@example("2024-41")
def test_any_text_is_a_date_or_refused(text: str) -> None:
    """Whatever an editor writes, it is read or refused: silently, and with words for whatever is read."""
    printed = StringIO()
    with redirect_stdout(printed):
        try:
            date = dates.parse(text)
        except ValueError:
            date = None
    assert printed.getvalue() == ""
    if date:
        assert date.earliest or date.latest
        assert date.earliest is None or date.latest is None or date.earliest <= date.latest
        for language in ("en-GB", "fa", "de"):
            assert dates.in_words(date, language).strip()


@given(st.dates())
def test_every_day_of_the_calendar(day: datetime.date) -> None:
    """A plain day is read as that day, and says that it is one."""
    date = dates.parse(day.isoformat())
    assert (date.earliest, date.latest, date.is_day) == (day, day, True)


@pytest.mark.parametrize(
    "text", ["2024-01-03~", "2024-01-03?", "2024-01", "2024-01-XX", "2024-01-03/2024-01-04"]
)
def test_what_is_not_one_day(text: str) -> None:
    """Doubt or breadth of any kind makes a date more than one sure day."""
    assert not dates.parse(text).is_day


@settings(max_examples=15)
@given(st.dates(), st.dates())
def test_days_in_either_order(first: datetime.date, second: datetime.date) -> None:
    """A span holds what lies between its ends, and one that ends before it begins is refused."""
    text = f"{first.isoformat()}/{second.isoformat()}"
    if first <= second:
        date = dates.parse(text)
        assert (date.earliest, date.latest) == (first, second)
    else:
        with pytest.raises(ValueError, match="ends before it begins"):
            dates.parse(text)


def test_a_date_is_kept_as_it_was_written() -> None:
    """The editor's own text stays, without the white space around it."""
    assert str(dates.parse(" 2024-01~ ")) == "2024-01~"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-01-03", "3 January 2024"),
        ("2024-01", "January 2024"),
        ("2024", "2024"),
        ("2024-01-03?", "possibly 3 January 2024"),
        ("2024-01~", "about January 2024"),
        ("2024%", "possibly about 2024"),
        ("2024-01-16/2024-01-18", "16 January 2024 to 18 January 2024"),
        ("2024-01~/2024-02?", "about January 2024 to possibly February 2024"),
        ("2024-01-16/..", "from 16 January 2024"),
        ("2024-01-16/", "from 16 January 2024; end not known"),
        ("../2024-01-16", "until 16 January 2024"),
        ("/2024-01-16", "start not known; until 16 January 2024"),
        ("[2024-01-03,2024-01-05]", "3 January 2024 or 5 January 2024"),
        ("{2023,2024}", "2023 and 2024"),
        ("[..2024-01-03]", "3 January 2024 or earlier"),
        ("[2024-01-03..]", "3 January 2024 or later"),
        ("2024-01-XX", "a day in January 2024"),
        ("2024-XX", "some time in 2024"),
        ("2024-XX-XX", "some time in 2024"),
        ("2024-21", "spring 2024"),
        ("2024-24", "winter 2024"),
        ("201X", "2010s"),
        ("19XX", "1900s"),
        ("2024-33", "2024-33"),
        ("2024?-01", "2024?-01"),
    ],
)
def test_dates_in_words(text: str, words: str) -> None:
    """A date reads as no more exact than it is; what has no usual words is shown as written."""
    assert dates.in_words(dates.parse(text), "en-GB") == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("en-US", "January 3, 2024"), ("de", "3. Januar 2024"), ("fr-FR", "3 janvier 2024")],
)
def test_days_in_the_language_of_the_briefing(language: str, words: str) -> None:
    """Days are written as the briefing's language writes them."""
    assert dates.in_words(dates.parse("2024-01-03"), language) == words


@pytest.mark.parametrize("language", ["fa", "fa-IR"])
@pytest.mark.parametrize("month", range(1, 13))
def test_persian_months_have_one_form(month: int, language: str) -> None:
    """With a day, a year, doubt or alone: the same letters, whatever the release of Babel."""
    name = dates.months_in_words(f"2024-{month:02}", language)
    for text in (f"2024-{month:02}", f"2024-{month:02}-03", f"2024-{month:02}~", f"2024-{month:02}-XX"):
        assert f"{name} ۲۰۲۴" in dates.in_words(dates.parse(text), language)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("4 May 2021", ["2021-05-04"]),
        ("4th May 2021", ["2021-05-04"]),
        ("May 4, 2021", ["2021-05-04"]),
        ("May 2021", ["2021-05"]),
        ("13/05/2021", ["2021-05-13"]),
        ("04/05/2021", ["2021-05-04", "2021-04-05"]),
        ("4.5.2021", ["2021-05-04"]),
        ("٢٠٢١-٠٥-٠٤", ["2021-05-04"]),
        ("2021-05-09/2021-05-04", ["2021-05-04/2021-05-09"]),
        ("2024-13-40", []),
        ("yesterday", []),
        ("", []),
    ],
)
def test_what_was_likely_meant(text: str, meant: list[str]) -> None:
    """Days as people write them are turned into EDTF; both where day and month may be either."""
    assert list(dates.likely_meant(text)) == meant
