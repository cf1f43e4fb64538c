"""Dates as other programs write them, as EDTF: no more exact than they are."""

import re
from datetime import date, datetime
from functools import lru_cache

from builder.model import dates

_DAYS = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%B-%Y", "%d-%b-%y", "%B %d, %Y", "%b %d, %Y", "%d.%m.%Y")
_MONTHS = ("%B %Y", "%b %Y")
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")
_YEARS = re.compile(r"(\d{4})\s?[-–—]\s?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def from_parts(year: str, month: str = "", day: str = "") -> str:
    """A day, month or year as EDTF from its numbers; raises `ValueError` for what is not in the calendar."""
    numbers = [_whole(part) for part in (year, month, day)]
    if numbers[0] is None:
        raise ValueError("there is no year")
    if not 0 <= numbers[0] <= 9999:
        raise ValueError(f"the year {numbers[0]} is outside the calendar")
    text = f"{numbers[0]:04}"
    for number, most in ((numbers[1], 12), (numbers[2], 31)):
        if number is None:
            break
        if not 1 <= number <= most:
            raise ValueError(f"`{'-'.join(filter(None, (year, month, day)))}` is not in the calendar")
        text += f"-{number:02}"
    return dates.parse(text).text


def span(start: str, end: str) -> str:
    """From one date to another, in EDTF; one date where both are the same."""
    return start if start == end or not end else dates.parse(f"{start}/{end}").text


def within(first: date, last: date) -> str:
    """The days between two days, both included: as a month or year where they are just that."""
    if first == last:
        return first.isoformat()
    next_day = date.fromordinal(last.toordinal() + 1)
    if first.day == next_day.day == 1:
        if (first.month, next_day.month, next_day.year - first.year) == (1, 1, 1):
            return f"{first.year:04}"
        if next_day.toordinal() - first.toordinal() <= 31:
            return f"{first.year:04}-{first.month:02}"
    return span(first.isoformat(), last.isoformat())


@lru_cache(maxsize=20_000)
def day(text: str) -> date:
    """The day that a text names; raises `ValueError` where it is none, or could be two."""
    text = text.strip()
    if match := _TIME.fullmatch(text):
        text = match[1]
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    for form in _DAYS:
        try:
            # Only the day of it is used.
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    days = slashed(text)
    if len(days) == 1:
        return days[0]
    raise ValueError(f"`{text}` {'can be read as two days' if days else 'is not a day'}")


def slashed(text: str) -> list[date]:
    """The days that a date such as 5/6/2024 can be, the day before the month first."""
    match = _SLASHED.fullmatch(text.strip())
    if not match:
        return []
    first, second, year = map(int, match.groups())
    found: list[date] = []
    for month, number in ((second, first), (first, second)):
        try:
            found.append(date(year, month, number))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


@lru_cache(maxsize=20_000)
def in_edtf(text: str) -> str:
    """A date in one of many forms, or in EDTF itself, as EDTF; raises `ValueError` for other words."""
    text = text.strip()
    if match := _YEARS.fullmatch(text):
        return span(match[1], match[2])
    try:
        return dates.parse(text).text
    except ValueError:
        pass
    try:
        return day(text).isoformat()
    except ValueError:
        pass
    for form in _MONTHS:
        try:
            return datetime.strptime(text, form).date().isoformat()[:7]  # noqa: DTZ007 - only year and month
        except ValueError:
            continue
    raise ValueError(f"`{text}` is not a date")


def _whole(text: str) -> int | None:
    """A number as spreadsheets hold it: `2024`, `2,024`, `2024.0`; none where there is nothing."""
    text = re.sub(r"[\s,]", "", text)
    if not text:
        return None
    match = re.fullmatch(r"(-?\d{1,15})(?:\.0*)?", text)
    if not match:
        raise ValueError(f"`{text[:40]}` is not a whole number")
    return int(match[1])
