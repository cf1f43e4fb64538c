"""Dates as other programs and people write them, as EDTF: no more exact than they are."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from babel.dates import get_month_names

from builder.authoring.exchange.foreign_numbers import in_ascii
from builder.model import dates, prose

_TIME = re.compile(
    r"(?P<date>.*[0-9日일])(?:\s*,\s*|\s+|[Tt])"
    r"(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)\s*"
    r"(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>[Zz]|UTC|GMT|[+-][0-9]{2}:?(?:[0-9]{2})?)?"
)
_MIDNIGHT = re.compile(r"0?0:00(?::00(?:[.,]0+)?)?")
_YEARS = re.compile(r"([0-9]{4})\s?[-–—]\s?([0-9]{4})")
_SLASHED = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_DOTTED = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_EAST_ASIAN = re.compile(r"([0-9]{4})\s?[年년]\s?(?:([0-9]{1,2})\s?[月월]\s?(?:([0-9]{1,2})\s?[日일])?)?")
_SERIAL = re.compile(r"([1-9][0-9]{4})(?:[.,][0-9]+)?")
# The first days of the two ways in which spreadsheets count days.
_EPOCHS = (date(1899, 12, 30), date(1904, 1, 1))
_ABOUT = re.compile(r"(?:circa|about|approximately|approx\.?|around|ca?\.|ca?(?=\s?[0-9]))\s*", re.IGNORECASE)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
# Languages whose names of months are read; a name that is another month elsewhere is not.
_LANGUAGES = (
    *("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu", "ro", "hr"),
    *("sl", "sr", "lt", "tr", "id", "ru", "uk", "bg", "el", "ar", "fa", "ur", "he", "hi"),
)
_BETWEEN = frozenset({"of", "de", "del", "do", "da", "den", "der", "le", "la", "el", "am", "the", "г"})


def from_parts(year: str, month: str = "", day: str = "") -> str:
    """A day, month or year as EDTF from its numbers; raises `ValueError` for what is not in the calendar.

    A day without a month is left out: see `beside`.
    """
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


def beside(year: str, month: str = "", day: str = "") -> list[str]:
    """What the parts of a date say beyond what `from_parts` gives, in words."""
    return [f"the day {day} without a month"] if year and day and not month else []


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
def without_time(text: str) -> tuple[str, str]:
    """A date without the time of day behind it, and the time; midnight, which programs add, is none."""
    text = text.strip()
    match = _TIME.fullmatch(in_ascii(text))
    if not match:
        return text, ""
    half = (match["half"] or "").replace(".", "").upper()
    time = match["time"]
    if _MIDNIGHT.fullmatch(re.sub("^12", "0", time) if half == "AM" else time):
        return match["date"], ""
    return match["date"], time + (f" {half}" if half else "") + (match["zone"] or "")


@lru_cache(maxsize=20_000)
def day(text: str, year: str = "") -> date:
    """The day that a text names; raises `ValueError` where it is none, or could be two.

    A number of days, as spreadsheets count them, is a day only where its year is known otherwise.
    """
    text = in_ascii(without_time(text)[0])
    # ISO's weeks, which Python would take for their first day, are none.
    if re.fullmatch(r"[0-9]{4}(-?)[0-9]{2}\1[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"`{text}` is not a day") from None
    if match := _SERIAL.fullmatch(text):
        found = [epoch + timedelta(days=int(match[1])) for epoch in _EPOCHS]
        for each in found:
            if str(each.year) == year:
                return each
        raise ValueError(
            f"`{text}` is a number of days, as a spreadsheet counts them, and the year beside it is another: "
            f"it would be {found[0]}"
        )
    days = slashed(text)
    if len(days) == 1:
        return days[0]
    if days:
        raise ValueError(f"`{text}` can be read as two days")
    if (edtf := _in_words(text)) and len(edtf) == 10:
        return date.fromisoformat(edtf)
    raise ValueError(f"`{text}` is not a day")


def slashed(text: str) -> list[date]:
    """The days that a date such as 5/6/2024 can be, the day before the month first."""
    match = _SLASHED.fullmatch(in_ascii(without_time(text)[0]))
    if not match:
        return []
    first, second = int(match[1]), int(match[3])
    year = _full_year(match[4])
    found: list[date] = []
    for month, number in ((second, first), (first, second)):
        try:
            found.append(date(year, month, number))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


@lru_cache(maxsize=20_000)
def in_edtf(text: str) -> str:
    """A date in one of many forms, or in EDTF itself, as EDTF; raises `ValueError` for other words.

    The time of day must be off already: see `without_time`.
    """
    text = text.strip()
    plain = in_ascii(text)
    if match := _YEARS.fullmatch(plain):
        return span(match[1], match[2])
    if not _TIME.fullmatch(plain):
        try:
            return dates.parse(plain).text
        except ValueError:
            pass
    if match := _ABOUT.match(plain):
        found = in_edtf(plain[match.end() :])
        if re.fullmatch(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?", found):
            return f"{found}~"
        raise ValueError(f"`{text}` is not a date")
    if match := re.fullmatch(r"([0-9]{3})0s", plain):
        return dates.parse(f"{match[1]}X").text
    if match := re.fullmatch(r"([A-Za-z]+)(?:\s+of)?,?\s+([0-9]{4})|([0-9]{4})\s+([A-Za-z]+)", plain):
        season = _SEASONS.get((match[1] or match[4]).lower())
        if season:
            return dates.parse(f"{match[2] or match[3]}-{season}").text
    if _SLASHED.fullmatch(plain) and not re.search("[0-9]{4}", plain):
        raise ValueError(f"`{text}` does not say which century is meant")
    if found := _in_words(plain):
        return found
    try:
        return day(text).isoformat()
    except ValueError:
        several = " or ".join(map(str, slashed(text)))
        raise ValueError(f"`{text}` {f'can be {several}' if several else 'is not a date'}") from None


def in_words_or_edtf(text: str, who: str) -> tuple[str, str]:
    """A date as EDTF, and as words in inline Markdown what EDTF cannot say: what is no date, a time."""
    bare, time = without_time(text)
    try:
        found = in_edtf(bare)
    except ValueError:
        return "", prose.typed(f"{who} gives the date as “{text}”.")
    return found, prose.typed(f"{who} gives the time {time}.") if time else ""


def _in_words(text: str) -> str:
    """A day or month with a name, or its numbers in an order that is clear, as EDTF; empty for others."""
    if match := _DOTTED.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        year, month, number = match.groups() if len(match[1]) == 4 else reversed(match.groups())
        return from_parts(year, month, number)
    if match := _EAST_ASIAN.fullmatch(text):
        return from_parts(match[1], match[2] or "", match[3] or "")
    words = re.findall(r"[0-9]+|[^\W\d_]+", text.casefold())
    if not 2 <= len(words) <= 8 or re.search(r"[/:]", text):
        return ""
    named = [number for word in words if (number := _months().get(word))]
    # An ordinal's ending, a day of the week, or what joins the parts.
    numbers = [word for word in words if word.isdigit()]
    others = [word for word in words if not word.isdigit() and word not in _months()]
    if len(named) != 1 or not all(_is_filling(word) for word in others):
        return ""
    years = [number for number in numbers if len(number) == 4]
    short = len(numbers) == 2 and not years and re.fullmatch(r"[0-9]{1,2}-[^\W\d_]+-[0-9]{2}", text)
    if short:
        years = [numbers.pop()]
    if len(years) != 1 or len(numbers) - (not short) > 1:
        return ""
    days = [number for number in numbers if len(number) <= 2]
    if len(days) != len(numbers) - (not short):
        return ""
    return from_parts(str(_full_year(years[0])), str(named[0]), days[0] if days else "")


def _is_filling(word: str) -> bool:
    return word in _BETWEEN or word in ("st", "nd", "rd", "th", "er", "º", "o", "e") or word in _weekdays()


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    """The number of a month by its name or short name; names that are several months are left out."""
    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    words = re.findall(r"[^\W\d_]+", name.casefold())
                    if len(words) == 1 and len(words[0]) > 1:
                        found.setdefault(words[0], set()).add(number)
    found.setdefault("sept", set()).add(9)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


@lru_cache(maxsize=1)
def _weekdays() -> frozenset[str]:
    monday = date(2024, 1, 1)
    week = [monday + timedelta(days=number) for number in range(7)]
    return frozenset(day.strftime(form).casefold() for day in week for form in ("%A", "%a"))


def _full_year(text: str) -> int:
    """A year of four digits, or of two as spreadsheets take them: 69 to 99 are of the last century."""
    return datetime.strptime(text, "%y").year if len(text) == 2 else int(text)  # noqa: DTZ007 - a year only


def _whole(text: str) -> int | None:
    """A number as spreadsheets hold it: `2024`, `2,024`, `2024.0`; none where there is nothing."""
    text = re.sub(r"[\s,]", "", in_ascii(text))
    if not text:
        return None
    match = re.fullmatch(r"(-?[0-9]{1,15})(?:\.0*)?", text)
    if not match:
        raise ValueError(f"`{text[:40]}` is not a whole number")
    return int(match[1])
