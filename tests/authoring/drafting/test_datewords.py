"""Dates in a text: what they are in EDTF, what they rest on, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.authoring.drafting.datewords import Rest, find
from builder.model import dates

# A Thursday.
PUBLISHED = dates.parse("2024-01-18")

ENGLISH = {
    "on 16 January 2024": ("16 January 2024", "2024-01-16", Rest.NOTHING),
    "on the 3rd of January, 2024": ("3rd of January, 2024", "2024-01-03", Rest.NOTHING),
    "on Jan. 5, 2024": ("Jan. 5, 2024", "2024-01-05", Rest.NOTHING),
    "on Monday, 15 January 2024": ("15 January 2024", "2024-01-15", Rest.NOTHING),
    "it was signed 2024-01-03": ("2024-01-03", "2024-01-03", Rest.NOTHING),
    "the January 3 bombing": ("January 3", "2024-01-03", Rest.YEAR),
    # The last one before publication, not the next one.
    "on December 28": ("December 28", "2023-12-28", Rest.YEAR),
    # So far back that a report would give the year.
    "on March 3": ("March 3", "", Rest.NO_YEAR),
    "on Tuesday": ("Tuesday", "2024-01-16", Rest.DAY),
    "on Thursday": ("Thursday", "2024-01-18", Rest.DAY),
    "last Thursday": ("Thursday", "2024-01-11", Rest.DAY),
    "yesterday": ("yesterday", "2024-01-17", Rest.DAY),
    "three days ago": ("three days ago", "2024-01-15", Rest.DAY),
    # No more exact than the words: a week is given as its month, or as two.
    "last week": ("last week", "2024-01", Rest.DAY),
    "two weeks ago": ("two weeks ago", "2024-01~", Rest.DAY),
    "last month": ("last month", "2023-12", Rest.DAY),
    "a year ago": ("a year ago", "2023~", Rest.DAY),
    "in January": ("January", "2024-01", Rest.YEAR),
    "in January 2021": ("January 2021", "2021-01", Rest.NOTHING),
    "in early 2024": ("early 2024", "2024~", Rest.NOTHING),
    "in late May 2021": ("late May 2021", "2021-05~", Rest.NOTHING),
    "in the summer of 2012": ("summer of 2012", "2012-22", Rest.NOTHING),
    "in 2019, a flood": ("2019", "2019", Rest.NOTHING),
    "the war of 1980-88": ("1980-88", "1980/1988", Rest.NOTHING),
    "3 to 5 March 2023": ("3 to 5 March 2023", "2023-03-03/2023-03-05", Rest.NOTHING),
    "January 3–5": ("January 3–5", "2024-01-03/2024-01-05", Rest.YEAR),
    "on 18 and 19 June 2023": ("18 and 19 June 2023", "{2023-06-18,2023-06-19}", Rest.NOTHING),
    "on 3 or 4 January": ("3 or 4 January", "[2024-01-03,2024-01-04]", Rest.YEAR),
    # From another day of the story: nothing says which.
    "two days later": ("two days later", "", Rest.STORY),
    "next Friday": ("next Friday", "", Rest.STORY),
}

PERSIAN = {
    "روز سه‌شنبه": ("سه‌شنبه", "2024-01-16", Rest.DAY),
    "پنج‌شنبه": ("پنج‌شنبه", "2024-01-18", Rest.DAY),
    "یک شنبه": ("یک شنبه", "2024-01-14", Rest.DAY),
    "دیروز": ("دیروز", "2024-01-17", Rest.DAY),
    "دو روز پیش": ("دو روز پیش", "2024-01-16", Rest.DAY),
    "هفته گذشته": ("هفته گذشته", "2024-01", Rest.DAY),
    "۳ ژانویه ۲۰۲۴": ("۳ ژانویه ۲۰۲۴", "2024-01-03", Rest.NOTHING),
    "در ۱۳ دی ۱۴۰۲": ("۱۳ دی ۱۴۰۲", "2024-01-03", Rest.CALENDAR),
    "در ۱۳ دی": ("۱۳ دی", "2024-01-03", Rest.YEAR_AND_CALENDAR),
    # A month there begins in one of ours and ends in the next.
    "دی ماه ۱۴۰۲": ("دی ماه ۱۴۰۲", "[2023-12,2024-01]", Rest.CALENDAR),
    "در سال ۱۴۰۱": ("۱۴۰۱", "[2022,2023]", Rest.CALENDAR),
}

OTHERS = {
    ("de", "am 3. Januar 2024"): "2024-01-03",
    ("de", "am 16.01.2024"): "2024-01-16",
    ("de", "Am Dienstag"): "2024-01-16",
    ("fr", "le 3 janvier 2024"): "2024-01-03",
    ("es", "el 3 de enero de 2024"): "2024-01-03",
    ("ar", "في 3 يناير 2024"): "2024-01-03",
    ("ur", "۳ جنوری ۲۰۲۴"): "2024-01-03",
}

NO_DATES = [
    "Iran may respond, a second official said.",
    "Theresa May spoke of 18 people.",
    "They march to the square; an august company sat at 1 Main Street.",
    "Sun and Mon are no days here.",
    "It was the second of three strikes; the 12-year-old was hurt.",
    "In 2000 cases the cause was 1,980 metres away.",
    "The office is open every Monday, and on Sundays.",
    "On 31 February nothing happened.",
    "Room 2024-13-45, call 1984-2024-11.",
    "",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    """Dates in full, without a year, relative, vague: never more exact than the words."""
    check(text, "en-GB", ENGLISH[text])


@pytest.mark.parametrize("text", PERSIAN)
def test_persian(text: str) -> None:
    """Days of the week in each spelling, both calendars, both kinds of digits."""
    check(text, "fa", PERSIAN[text])


def check(text: str, language: str, expected: tuple[str, str, Rest]) -> None:
    """One date is found, as expected."""
    found = find(text, language, PUBLISHED)
    assert [(text[each.start : each.end], each.date, each.rest) for each in found] == [expected]


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_months_and_days_of_the_week_in_any_language(language: str, text: str) -> None:
    """Their names are in Babel."""
    assert [each.date for each in find(text, language, PUBLISHED)] == [OTHERS[language, text]]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    """Numbers and words that a month, a day or a year could be mistaken for."""
    assert [each for each in find(text, "en", PUBLISHED) if each.date] == []


@pytest.mark.parametrize("text", ["on Tuesday", "last week", "two days ago", "yesterday"])
def test_without_a_day_of_publication_nothing_is_counted(text: str) -> None:
    """A relative date is then known to be one, and no more."""
    for published in (None, dates.parse("2024-01"), dates.parse("2024~")):
        assert [(each.date, each.rest) for each in find(text, "en", published)] == [("", Rest.NO_DAY)]


def test_a_month_of_publication_gives_the_year() -> None:
    """It is enough for a day and month without a year."""
    assert [each.date for each in find("on 3 January", "en", dates.parse("2024-01"))] == ["2024-01-03"]
    assert [each.rest for each in find("on 3 January", "en", None)] == [Rest.NO_YEAR]


@pytest.mark.parametrize(
    "text", ["since 3 January 2024", "after the 3 January 2024 attack", "between May and June 2023"]
)
def test_the_limit_of_something_is_no_day_of_its_own(text: str) -> None:
    """Nothing happened on the day since which something has."""
    assert [each.bound for each in find(text, "en", PUBLISHED)] == [True]


words = st.sampled_from(
    [*" ".join((*ENGLISH, *PERSIAN)).split(), "0", "99", "31", "2024", "1402", "،", "-", "/", "…", "٣", "."]
)


@given(st.lists(words, max_size=12), st.sampled_from(["en", "fa", "de", "ur", "xx"]))
def test_every_date_is_one_in_edtf(pieces: list[str], language: str) -> None:
    """Whatever words meet: a date that is proposed can be read, and the spans follow each other."""
    text = " ".join(pieces)
    end = 0
    for each in find(text, language, PUBLISHED):
        assert end <= each.start < each.end <= len(text)
        end = each.end
        assert not each.date or dates.parse(each.date).text == each.date
