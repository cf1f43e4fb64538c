"""Dates as vague as they are."""

import datetime
import re
import unicodedata
from contextlib import redirect_stdout
from io import StringIO

import edtf
import pytest
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.model import dates
from builder.model.translation import digits

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
    st.sampled_from(["2023-02-29", "2023-13", "2023-00", "0000"]),
)
ORDINARY = st.lists(
    st.tuples(ENDS, st.sampled_from(["", "?", "~", "%"])).map("".join), min_size=1, max_size=2
)


@given(ORDINARY.map("/".join))
@settings(deadline=None, max_examples=150)
def test_ordinary_dates_are_placed_as_the_library_places_them(text: str) -> None:
    """Years, months, days and spans of them mean what another reading of EDTF takes them for."""
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
        ("2024-33", "1st quarter 2024"),
        ("2024-36?", "possibly 4th quarter 2024"),
        ("2024-37", "January\u2009–\u2009April 2024"),
        ("2024-41", "July\u2009–\u2009December 2024"),
        ("2024-28", "winter 2024 (northern hemisphere)"),
        ("2024-29", "spring 2024 (southern hemisphere)"),
        ("2024-21~", "about spring 2024"),
        ("?2024", "possibly 2024"),
        ("2024?-01", "January 2024 (year uncertain)"),
        ("2024-01~-11", "11 January 2024 (year approximate and month approximate)"),
        ("2024-?01-11", "11 January 2024 (month uncertain)"),
        ("2024-%01", "January 2024 (month uncertain and approximate)"),
        ("2014-10-02T00:07:46Z", "2 October 2014, 00:07:46 UTC"),
        ("2014-10-02T00:07", "2 October 2014, 00:07"),
        ("2014-10-02T13:00:00+05:30", "2 October 2014, 13:00 GMT+05:30"),
        ("2014-10-02T10:00Z/2014-10-03", "2 October 2014, 10:00 UTC to 3 October 2014"),
        ("{2024-01..2024-03}", "January 2024 to March 2024"),
        ("[2023,2024-01..2024-03, 2025-33]", "2023 or January 2024 to March 2024 or 1st quarter 2025"),
        ("[2023,2025..]", "2023 or 2025 or later"),
        ("202X~", "about 2020s"),
        ("2023-XX/2024", "some time in 2023 to 2024"),
    ],
)
def test_dates_in_words(text: str, words: str) -> None:
    """A date reads as no more exact than it is."""
    assert dates.in_words(dates.parse(text), "en-GB") == words


# Of each form that a date may have, one.
FORMS = (
    *(
        "2024-01-03",
        "2024-01",
        "2024",
        "2024-01-03?",
        "2024~",
        "2024%",
        "2024-01-XX",
        "2024-XX",
        "202X",
        "20XX",
    ),
    *("2024?-01", "2024-~01", "2024-01-%03", "2014-10-02T00:07:46Z", "2014-10-02T10:00+03:30"),
    *(f"2024-{group}" for group in range(21, 42)),
    *("2024-01/..", "2024-01/", "../2024", "/2024-33", "2024-28/2025-33", "2024-01-03/2024-01-05?"),
    *("[2024,2025]", "{2024-33,2024-35}", "[..2024-01]", "{2024-05..2024-07,2025}", "[2024-21..]"),
)
SHAPE = re.compile(r"\d{4}-\d{2}|X|\[|\{|\.\.|T\d|/")


@pytest.mark.parametrize("language", ["en-GB", "en-US", "fa", "ur", "ar", "de", "ja", "ps", "th", "zh-TW"])
def test_no_date_is_shown_as_it_was_written(language: str) -> None:
    """Each form that is read has words, in every language, with that language's digits."""
    for text in FORMS:
        words = dates.in_words(dates.parse(text), language)
        plain = "".join(str(unicodedata.digit(letter, letter)) for letter in words)
        assert plain == "2024" or plain != text
        assert not SHAPE.search(plain), text
        assert words == digits(words, language)


@pytest.mark.parametrize("group", [each for each in range(21, 42) if each not in (24, 28, 30)])
def test_seasons_and_quarters_have_the_months_that_another_reading_gives_them(group: int) -> None:
    """Seasons, quarters, thirds and halves of a year begin and end where EDTF is taken to say so."""
    parsed = edtf.parse_edtf(f"2024-{group}")
    expected = [datetime.date(*each[:3]) for each in (parsed.lower_strict(), parsed.upper_strict())]
    date = dates.parse(f"2024-{group}")
    assert [date.earliest, date.latest] == expected


@pytest.mark.parametrize("text", ["2023-24", "2023-28", "2023-30", "2023-24?", "2023-24/2024-02"])
def test_a_winter_goes_on_into_the_next_year(text: str) -> None:
    """A winter, or a summer of the southern half, is three months, not the December of its year."""
    assert bounds(text) == ("2023-12-01", "2024-02-29")


def test_the_last_winter_of_the_calendar() -> None:
    """Where the calendar ends, so does a winter."""
    assert bounds("9999-24") == ("9999-12-01", "9999-12-31")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024-01-16 / 2024-01-18", "2024-01-16/2024-01-18"),
        ("2024-01 ~", "2024-01~"),
        ("[2024-01-16]", "2024-01-16"),
        ("2024-1X", "2024-10/2024-12"),
        ("2024-02-2X", "2024-02-20/2024-02-29"),
        ("1XXX", "1000/1999"),
        ("1950S2", "1900/1999"),
        ("2024-Q2", "2024-34"),
        ("2024 Q2", "2024-34"),
        ("2014-10-02 00:07", "2014-10-02T00:07"),
    ],
)
def test_what_has_no_words_is_refused_with_what_is_meant(text: str, meant: str) -> None:
    """A date that readers could only be shown raw is refused, and what it means is proposed."""
    with pytest.raises(ValueError, match="is not a date in EDTF"):
        dates.parse(text)
    assert dates.likely_meant(text) == (meant,)


@pytest.mark.parametrize(
    "text",
    [
        *("Y1E99999999", "Y-1E9", "Y1E9999999999999999999999", "-1E9", "1" * 5000, "Y" + "9" * 5000),
        *(
            "[" * 5000 + "2024" + "]" * 5000,
            "[[2024,2025],2026]",
            "{" * 100 + "}" * 100,
            "1E9",
            "2024S9999999",
        ),
        *(
            "2024-01-01T00:00:00+99:99",
            "2024-01-16/" * 2000,
            "[" + "2024," * 5000 + "2025]",
            "2024" + "?" * 5000,
        ),
        *(
            "XXXX-12-XX",
            "2024-XX-15",
            "202X-05",
            "2024-33-01",
            "2024-42",
            "2024-20",
            "2024-01-16/2024-01-18/2024",
        ),
        *("2024-01?-03?", "2024??", "2024-01-XXT10:00", "2024T10:00", "2024-01-03T25:00"),
    ],
    ids=lambda text: text[:24],
)
def test_no_date_is_too_much(text: str) -> None:
    """Powers, long rows of digits, years outside the calendar and nests of sets are refused at a glance."""
    with pytest.raises(ValueError, match=r"^`"):
        dates.parse(text)
    assert dates.likely_meant(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "2024-02/2024-01",
        "[2024-05..2024-01]",
        "2024-24/2024-11",
        "2024-01-03T12:00Z/2024-01-03T10:00Z",
        "202X/2019",
    ],
)
def test_no_span_ends_before_it_begins(text: str) -> None:
    """Whatever the ends of a span are, the second cannot wholly lie before the first."""
    with pytest.raises(ValueError, match="ends before it begins"):
        dates.parse(text)


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
