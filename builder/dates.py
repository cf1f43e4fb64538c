"""Dates as vague as they are: EDTF (ISO 8601-2, levels 0 and 1, and the sets of level 2).

An `EdtfDate` keeps the text that the editor wrote; earliest and latest day are for sorting and
checking only and are never shown.
"""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

import edtf
from babel import Locale
from babel.dates import format_date, format_skeleton
from edtf.parser.edtf_exceptions import EDTFParseException

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
_QUALIFIERS = {"?": "possibly {}", "~": "about {}", "%": "possibly about {}"}
_SEASONS = {21: "spring {}", 22: "summer {}", 23: "autumn {}", 24: "winter {}"}


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date in EDTF: `text` as written, `earliest` and `latest` the days it may lie between.

    `earliest` or `latest` is `None` where the interval is open or unknown.
    """

    text: str
    earliest: datetime.date | None
    latest: datetime.date | None

    def __str__(self) -> str:
        return self.text

    @property
    def is_day(self) -> bool:
        """Whether this names exactly one day, without doubt."""
        return bool(_DAY.fullmatch(self.text))


@lru_cache(maxsize=20_000)
def parse(text: str) -> EdtfDate:
    """Read an EDTF date; raises `ValueError` with the reason in an editor's words."""
    text = text.strip()
    if _DAY.fullmatch(text):
        try:
            day = datetime.date.fromisoformat(text)
        except ValueError as error:
            raise ValueError(f"`{text}` is not a day in the calendar: {error}") from None
        return EdtfDate(text, day, day)
    try:
        parsed = edtf.parse_edtf(text)
    except (EDTFParseException, ValueError):
        raise ValueError(f"`{text}` is not a date in EDTF") from None
    open_start = text.startswith(("../", "/", "[..", "{.."))
    open_end = text.endswith(("/..", "/", "..]", "..}"))
    try:
        earliest = None if open_start else _day(parsed.lower_strict())
        latest = None if open_end else _day(parsed.upper_strict())
    except (ValueError, OverflowError, TypeError, AttributeError):
        raise ValueError(f"`{text}` cannot be placed in the calendar") from None
    if earliest and latest and earliest > latest:
        raise ValueError(f"`{text}` ends before it begins")
    return EdtfDate(text, earliest, latest)


def in_words(date: EdtfDate, language: str = "en") -> str:
    """The date for readers, no more exact than it is: `3 January 2024`, `about January 2024`."""
    return _words(date.text, Locale.parse(language, sep="-"))


def _day(parts: tuple[int, ...]) -> datetime.date:
    return datetime.date(*parts[:3])


def _words(text: str, locale: Locale) -> str:
    if text[:1] in "[{" and text[-1:] in "]}":
        joint = " or " if text[0] == "[" else " and "
        parts = [part.strip() for part in text[1:-1].split(",")]
        return joint.join(_words(part, locale) for part in parts)
    if "/" in text:
        start, end = text.split("/", 1)
        return _interval(start, end, locale)
    if text.startswith(".."):
        return f"{_words(text[2:], locale)} or earlier"
    if text.endswith(".."):
        return f"{_words(text[:-2], locale)} or later"
    if text[-1:] in _QUALIFIERS:
        return _QUALIFIERS[text[-1]].format(_words(text[:-1], locale))
    return _plain(text, locale)


def _interval(start: str, end: str, locale: Locale) -> str:
    if end in ("", ".."):
        tail = "; end not known" if end == "" else ""
        return f"from {_words(start, locale)}{tail}"
    if start in ("", ".."):
        head = "start not known; " if start == "" else ""
        return f"{head}until {_words(end, locale)}"
    return f"{_words(start, locale)} to {_words(end, locale)}"


def _plain(text: str, locale: Locale) -> str:
    """A calendar date, month, year, season, or one with digits that are not known."""
    if _DAY.fullmatch(text):
        return str(format_date(datetime.date.fromisoformat(text), "long", locale))
    if match := _MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        if season := _SEASONS.get(month):
            return season.format(year)
        return str(format_skeleton("yMMMM", datetime.date(year, month, 1), locale=locale))
    if _YEAR.fullmatch(text):
        return str(format_skeleton("y", datetime.date(int(text), 1, 1), locale=locale))
    if match := re.fullmatch(r"(\d{4}-\d{2})-XX", text):
        return f"a day in {_plain(match[1], locale)}"
    if match := re.fullmatch(r"(\d{4})-XX(-XX)?", text):
        return f"some time in {_plain(match[1], locale)}"
    if match := re.fullmatch(r"(\d{3})X", text):
        return f"{match[1]}0s"
    if match := re.fullmatch(r"(\d{2})XX", text):
        return f"{match[1]}00s"
    # What has no usual words is shown as written: exact, if terse.
    return text
