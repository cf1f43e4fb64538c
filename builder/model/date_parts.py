"""A date in EDTF (ISO 8601-2) taken apart: a point in the calendar, a span, or a set of them.

What can be taken apart can be placed in the calendar and said in words; all else is refused. The text is
bounded before it is looked at, and no number in it is longer than four digits.
"""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

MAX_LENGTH = 400
_MARK = "[?~%]"
_POINT = re.compile(
    rf"(?P<before_year>{_MARK}?)(?P<year>[0-9]{{4}}|[0-9]{{3}}X|[0-9]{{2}}XX)(?P<after_year>{_MARK}?)"
    rf"(?:-(?P<before_month>{_MARK}?)(?P<month>[0-9]{{2}}|XX)(?P<after_month>{_MARK}?)"
    rf"(?:-(?P<before_day>{_MARK}?)(?P<day>[0-9]{{2}}|XX)(?P<after_day>{_MARK}?))?)?"
    r"(?:T(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?))?",
    re.ASCII,
)
# Digits that are not known, where they stand for a span that is better written as one.
_PARTLY_KNOWN = re.compile(r"([0-9]XXX)|([0-9]{4})-([01])X|([0-9]{4}-[0-9]{2})-([0-3])X|([0-9]{4})S([1-4])")
_OUTSIDE = re.compile(r"0000.*|-[0-9]{1,12}(?:-.*)?|XXXX.*|Y-?[0-9]{1,12}(?:E[0-9]{1,12})?(?:S[0-9]{1,4})?")
# The first month of a season, quarter, third or half of a year, and how many months it has. A winter is that
# which begins in its year.
_GROUPS = {
    **{number: (3 + 3 * (number - 21), 3) for number in range(21, 25)},
    **{number: (3 + 3 * (number - 25), 3) for number in range(25, 29)},
    29: (9, 3),
    30: (12, 3),
    31: (3, 3),
    32: (6, 3),
    **{number: (1 + 3 * (number - 33), 3) for number in range(33, 37)},
    **{number: (1 + 4 * (number - 37), 4) for number in range(37, 40)},
    **{number: (1 + 6 * (number - 40), 6) for number in range(40, 42)},
}


@dataclass(frozen=True, slots=True)
class Point:
    """One date: `month` may be a season, `year`, `month` and `day` may hold `X` or (not the year) be empty.

    `mark` is a doubt (`?`, `~`, `%`) of the whole date, `doubts` those of year, month and day by themselves.
    `time` is a time of day in ISO 8601 with its zone, or empty.
    """

    text: str
    year: str
    month: str = ""
    day: str = ""
    time: str = ""
    mark: str = ""
    doubts: tuple[str, str, str] = ("", "", "")

    @property
    def first(self) -> datetime.date:
        """The first day that it may be."""
        year = int(self.year.replace("X", "0")) or 1
        month = 1 if self.month in ("", "XX") else int(self.month)
        if month in _GROUPS:
            month = _GROUPS[month][0]
        return datetime.date(year, month, 1 if self.day in ("", "XX") else int(self.day))

    @property
    def last(self) -> datetime.date:
        """The last day that it may be."""
        year = int(self.year.replace("X", "9"))
        if self.day not in ("", "XX"):
            return datetime.date(year, int(self.month), int(self.day))
        month = 12 if self.month in ("", "XX") else int(self.month)
        if month in _GROUPS:
            start, length = _GROUPS[month]
            years, months = divmod(start - 1 + length - 1, 12)
            year, month = year + years, months + 1
        if year > datetime.MAXYEAR:
            return datetime.date.max
        return datetime.date(year, month, calendar.monthrange(year, month)[1])

    @property
    def moment(self) -> datetime.datetime | None:
        """The minute or second that it names, where it names one."""
        return datetime.datetime.fromisoformat(self.text) if self.time else None


@dataclass(frozen=True, slots=True)
class Span:
    """From one date to another. An end is `..` where it is open, empty where it is not known."""

    start: Point | str
    end: Point | str


@dataclass(frozen=True, slots=True)
class Several:
    """One of some dates, or all of them; each is a date or a span, of which one end may be open."""

    parts: tuple[Point | Span, ...]
    all: bool


Date: TypeAlias = Point | Span | Several


@lru_cache(maxsize=20_000)
def read(text: str) -> Date:
    """Take a date apart; raises `ValueError` with the reason in an editor's words."""
    if len(text) > MAX_LENGTH:
        raise ValueError(f"`{text[:20]}…` is longer than any date: {MAX_LENGTH} characters are read")
    if text and not text.strip("./"):
        raise ValueError(f"`{text}` has neither a beginning nor an end")
    if text[:1] + text[-1:] in ("[]", "{}"):
        return _several(text)
    if "/" in text:
        start, end = (each if each in ("", "..") else _point(each, text) for each in text.split("/", 1))
        return _in_order(Span(start, end), text)
    return _point(text, text)


def ends(date: Date) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day that a date may mean; none where it is open or not known."""
    if isinstance(date, Point):
        return date.first, date.last
    if isinstance(date, Span):
        start = None if isinstance(date.start, str) else date.start.first
        return start, None if isinstance(date.end, str) else date.end.last
    found = [ends(part) for part in date.parts]
    firsts, lasts = [first for first, _ in found if first], [last for _, last in found if last]
    return (
        min(firsts) if len(firsts) == len(found) else None,
        max(lasts) if len(lasts) == len(found) else None,
    )


def points(date: Date) -> Iterator[Point]:
    """Every single date in a date."""
    if isinstance(date, Point):
        yield date
        return
    for part in (date.start, date.end) if isinstance(date, Span) else date.parts:
        if not isinstance(part, str):
            yield from points(part)


def partly_known(text: str) -> str:
    """The span that unknown digits stand for: `2024-1X` is `2024-10/2024-12`; empty for other texts."""
    match = _PARTLY_KNOWN.fullmatch(text)
    if not match:
        return ""
    years, year, month, in_month, day, estimated, significant = match.groups()
    if years:
        return f"{years[0]}000/{years[0]}999"
    if estimated:
        rounded = estimated[: int(significant)]
        return f"{rounded.ljust(4, '0')}/{rounded.ljust(4, '9')}" if len(rounded) < 4 else estimated
    if year:
        return f"{year}-01/{year}-09" if month == "0" else f"{year}-10/{year}-12"
    most = calendar.monthrange(int(in_month[:4]), int(in_month[5:]))[1] if _is_month(in_month) else 0
    last = min(int(f"{day}9"), most)
    first = max(int(f"{day}0"), 1)
    return f"{in_month}-{first:02}/{in_month}-{last:02}" if first < last else ""


def _is_month(text: str) -> bool:
    return text[:4] != "0000" and 1 <= int(text[5:]) <= 12


def _several(text: str) -> Several:
    parts: list[Point | Span] = []
    for written in text[1:-1].split(","):
        part = written.strip()
        start, dots, end = part.partition("..")
        if dots:
            whole = Span(_point(start, text) if start else "..", _point(end, text) if end else "..")
            if whole == Span("..", ".."):
                raise ValueError(f"`{text}` has neither a beginning nor an end")
            parts.append(_in_order(whole, text))
        else:
            parts.append(_point(part, text))
    if len(parts) == 1 and isinstance(parts[0], Point):
        raise ValueError(f"`{text}` is not a date in EDTF: brackets hold several dates")
    return Several(tuple(parts), all=text[0] == "{")


def _point(text: str, whole: str) -> Point:
    match = _POINT.fullmatch(text)
    if not match or match["year"] == "0000":
        if _OUTSIDE.fullmatch(text):
            raise ValueError(f"`{whole}` cannot be placed in the calendar, which has the years 1 to 9999")
        raise ValueError(f"`{whole}` is not a date in EDTF")
    year, month, day, time = (match[name] or "" for name in ("year", "month", "day", "time"))
    afters = [match[f"after_{name}"] or "" for name in ("year", "month", "day")]
    befores = [match[f"before_{name}"] or "" for name in ("year", "month", "day")]
    parts = 1 + bool(month) + bool(day)
    unknown = [part for part in (year, month, day) if "X" in part]
    # What is known behind what is not: the fifteenth of some month.
    if (
        ("X" in year and month)
        or (month == "XX" and day not in ("", "XX"))
        or (time and (unknown or not day))
    ):
        raise ValueError(f"`{whole}` is not a date in EDTF that can be said in words")
    if month not in ("", "XX") and not 1 <= int(month) <= 12 and (int(month) not in _GROUPS or day):
        kind = "a day in the calendar" if day else "a date in EDTF"
        raise ValueError(f"`{whole}` is not {kind}")
    mark = afters[parts - 1] or (befores[0] if parts == 1 else "")
    doubts = _doubts(afters[: parts - 1], befores, parts) if parts > 1 else ("", "", "")
    if (mark and any(doubts)) or (time and (mark or any(doubts))):
        raise ValueError(f"`{whole}` is not a date in EDTF that can be said in words")
    found = Point(text, year, month, day, time, mark, doubts)
    try:
        _ = found.first, found.last
    except ValueError:
        raise ValueError(f"`{whole}` is not a day in the calendar") from None
    try:
        _ = found.moment
    except ValueError:
        raise ValueError(f"`{whole}` has a time that no day has") from None
    return found


def _doubts(afters: list[str], befores: list[str], parts: int) -> tuple[str, str, str]:
    """The mark of each part: one before a part is its own, one behind it is also that of all before it."""
    doubts = [*befores[:parts], "", "", ""][:3]
    for number, mark in enumerate(afters):
        if mark:
            doubts[: number + 1] = [mark] * (number + 1)
    return doubts[0], doubts[1], doubts[2]


def _in_order(span: Span, text: str) -> Span:
    """A span that does not end before it begins; raises `ValueError` for one that does."""
    if isinstance(span.start, str) or isinstance(span.end, str):
        return span
    reversed_ = span.start.first > span.end.last
    start, end = span.start.moment, span.end.moment
    if start and end and (start.tzinfo is None) == (end.tzinfo is None):
        reversed_ = start > end
    if reversed_:
        raise ValueError(f"`{text}` ends before it begins")
    return span
