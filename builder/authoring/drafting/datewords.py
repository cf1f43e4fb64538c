"""Dates in a text, as vague as its words: `January 3`, `on Tuesday`, `early 2024`, `۱۳ دی`.

Names of months and days come from Babel, for any language it knows; words such as “yesterday” are read in
English and Persian. A general finder of dates was tried and not taken: in news it read “may respond”, “a
second official” and “sat at 1” as dates, parted “18 January 2024” into three, and added days that nobody
had named. Here only what names a month, a day of the week or a span of time is a date, and it is never
more exact than its words.

A year or a day that the words leave out is counted back from the day of publication; `Rest` says so.
"""

import calendar
import datetime
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from builder.authoring.drafting.words import word_set, words
from builder.model.dates import EdtfDate

# A date without a year that would lie further back than this is left without one.
_NEAR = datetime.timedelta(days=200)
_YEARS = range(1500, 2100)
_SOLAR_YEARS = range(1300, 1500)
_WEEK = 7
_DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_BETWEEN = re.compile(r"[\s,.\u200c]{1,3}")
# What joins two days, and the signs of EDTF for it.
_JOINTS = {"to": "/", "تا": "/", "and": "{}", "و": "{}", "or": "[]", "یا": "[]"}
_NEXT = re.compile(r",?\s+(?:the\s+)?")
_OF = frozenset({"of", "de", "den", "ام"})
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.])")
_YEAR_SPAN = re.compile(r"(?<![\d.,-])(1[5-9]\d\d|20\d\d)\s?[-–—/]\s?(\d{4}|\d{2})(?![\d-])")
# What may stand before a month or a year that is alone, and makes sure that it is one.
_BEFORE_ALONE = {
    "en": word_set("in of since until during by early late mid from through before after last"),
    "fa": frozenset(("در", "سال", "ماه", "تا", "از")),
}
_ABOUT = {
    "en": word_set("early late mid around about circa"),
    "fa": frozenset(("حدود", "اوایل", "اواخر", "اواسط")),
}
# Words after which a date is not that of what the sentence tells.
_BOUNDS = {
    "en": word_set("since until till before after following by through for"),
    "fa": frozenset(("پس", "پیش", "تا")),
}
# A word that a year's number would count, if it is none that goes on with the sentence.
_COUNTED = re.compile(
    r"\s+(?!(?:and|but|an?|his|her|its|their|this|he|she|they|we|when|after|to|by|the|for|in|at|with|as|on|that|who|was|were|it|there|has|had)\b)[a-z]"
)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SOLAR_MONTHS = {
    word.key: number
    for number, word in enumerate(
        words("فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"), start=1
    )
}
_MORE_MONTHS = {"en": {"sept": 9}, "fa": {"مه": 5, "می": 5, "اوت": 8, "اکتوبر": 10}}
_SMALL = {
    "a": 1,
    **{
        word.key: number
        for numbers in (
            "one two three four five six seven eight nine ten",
            "یک دو سه چهار پنج شش هفت هشت نه ده",
        )
        for number, word in enumerate(words(numbers), start=1)
    },
}
_N = rf"(\d{{1,3}}|{'|'.join(_SMALL)})"
# Words that count from the day of publication; the unit says how exact they are.
_RELATIVE: dict[str, tuple[tuple[re.Pattern[str], str, int | None], ...]] = {
    "en": tuple(
        (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), unit, back)
        for pattern, unit, back in (
            ("today|this (?:morning|afternoon|evening)", "day", 0),
            ("yesterday", "day", 1),
            ("(?:earlier )?this week", "week", 0),
            ("(?:earlier )?this month", "month", 0),
            ("(?:earlier )?this year", "year", 0),
            ("last week", "week", 1),
            ("last month", "month", 1),
            ("last year", "year", 1),
            (rf"{_N} days? ago", "day", None),
            (rf"{_N} weeks? ago", "about a week", None),
            (rf"{_N} months? ago", "about a month", None),
            (rf"{_N} years? ago", "about a year", None),
        )
    ),
    "fa": tuple(
        (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), unit, back)
        for pattern, unit, back in (
            ("امروز", "day", 0),
            ("دیروز", "day", 1),
            ("پریروز", "day", 2),
            ("این هفته|هفته جاری", "week", 0),
            ("این ماه|ماه جاری", "month", 0),
            ("هفته(?:‌?ی|ٔ)? (?:گذشته|پیش|قبل)", "week", 1),
            ("ماه (?:گذشته|پیش|قبل)", "month", 1),
            ("سال (?:گذشته|پیش|قبل)", "solar year", 1),
            (rf"{_N} روز (?:پیش|قبل)", "day", None),
            (rf"{_N} هفته (?:پیش|قبل)", "about a week", None),
            (rf"{_N} ماه (?:پیش|قبل)", "about a month", None),
            (rf"{_N} سال (?:پیش|قبل)", "about a year", None),
        )
    ),
}
# Words that count from another day of the story.
_STORY = {
    "en": re.compile(
        rf"\b(?:(?:just |only )?{_N}(?: or {_N})? (?:hours?|days?|weeks?|months?|years?)"
        r" (?:later|earlier|before|after)"
        r"|(?:the )?(?:next|following|same|previous) (?:day|week|month|year)|the day (?:before|after)"
        r"|next (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
        re.IGNORECASE,
    ),
    "fa": re.compile(rf"(?<!\w)(?:{_N} (?:ساعت|روز|هفته|ماه|سال) (?:بعد|پس)|روز (?:بعد|پس از آن))(?!\w)"),
}


class Rest(StrEnum):
    """What a date rests on besides its words."""

    NOTHING = "its words say it all"
    YEAR = "the year is counted from the day of publication"
    DAY = "the day is counted from the day of publication"
    CALENDAR = "its words are of the Solar Hijri calendar"
    YEAR_AND_CALENDAR = "both"
    NO_YEAR = "nothing says which year"
    NO_DAY = "the day of publication is not known"
    STORY = "it counts from another day of the story"


class DateWords(NamedTuple):
    """Words for a date: where they stand, the date in EDTF (empty where it is not known), what it rests on.

    `bound` is whether the words before make it the limit of something: `since`, `after`.
    """

    start: int
    end: int
    date: str
    rest: Rest
    bound: bool = False


def find(text: str, language: str, published: EdtfDate | None = None) -> list[DateWords]:
    """The dates in a sentence, in order; those that are not in the calendar are left out."""
    language = language.split("-")[0]
    finder = _Finder(text, language, published)
    found = sorted(finder.all(), key=lambda each: (each.start, -each.end))
    kept: list[DateWords] = []
    for each in found:
        # `Tuesday, 16 January`: the day of the week adds nothing.
        weekday = kept and kept[-1].rest in (Rest.DAY, Rest.NO_DAY)
        if weekday and each.date and _NEXT.fullmatch(text, kept[-1].end, each.start):
            kept.pop()
        if not kept or each.start >= kept[-1].end:
            kept.append(each._replace(bound=finder.is_bound(each.start)))
        elif each.end > kept[-1].end and each.end - each.start > kept[-1].end - kept[-1].start:
            kept[-1] = each._replace(bound=finder.is_bound(each.start))
    return kept


def is_read(language: str) -> bool:
    """Whether words such as “yesterday” are read in a language; months and days of the week are in all."""
    return language.split("-")[0] in _RELATIVE


class _Calendar(NamedTuple):
    """The names of months and days of the week in one language, by the keys of their words."""

    months: dict[str, int]
    weekdays: dict[tuple[str, ...], int]
    # Whether such names begin with a capital.
    capital: bool


@lru_cache(maxsize=16)
def _calendar(language: str) -> _Calendar:
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return _Calendar({}, {}, capital=False)
    months = dict(_MORE_MONTHS.get(language, {}))
    capital = True
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                tokens = words(name)
                # Short forms are too often other words, but in English, where capitals tell.
                if len(tokens) == 1 and (width == "wide" or language == "en"):
                    capital &= tokens[0].capital
                    months.setdefault(tokens[0].key, number)
    weekdays = {
        tuple(word.key for word in words(name)): number
        for context in ("format", "stand-alone")
        for number, name in locale.days[context]["wide"].items()
    }
    if language == "fa":
        for count, number in (("یک", 6), ("دو", 0), ("چهار", 2), ("پنج", 3)):
            weekdays[count, "شنبه"] = number
    return _Calendar(months, weekdays, capital)


class _Finder:
    """Looks for the dates of one sentence."""

    def __init__(self, text: str, language: str, published: EdtfDate | None) -> None:
        self.text = text
        self.language = language
        self.calendar = _calendar(language)
        self.day = published.latest if published and published.is_day else None
        self.latest = published.latest if published else None
        self.words = words(text)
        self.before_alone = _BEFORE_ALONE.get(language, frozenset())
        self.about = _ABOUT.get(language, frozenset())

    def all(self) -> Iterator[DateWords]:
        yield from self.in_digits()
        for index, word in enumerate(self.words):
            if self.language == "fa" and word.key in _SOLAR_MONTHS:
                yield from self.around_month(index, _SOLAR_MONTHS[word.key], solar=True)
            elif word.key in self.calendar.months and (word.capital or not self.calendar.capital):
                yield from self.around_month(index, self.calendar.months[word.key], solar=False)
            elif word.key.isdecimal() and len(word.key) == 4:
                yield from self.year_alone(index)
            yield from self.weekday(index)
        yield from self.relative()

    def is_bound(self, start: int) -> bool:
        """Whether the words before make a date the limit of something."""
        before = [word.key for word in self.words if word.end <= start][-3:]
        while before and before[-1] in ("the", "a", "on", "last", "روز", "از"):
            before.pop()
        if (
            before
            and before[-1] == "and"
            and "between" in [word.key for word in self.words if word.end <= start][-5:]
        ):
            return True
        return bool(before) and before[-1] in _BOUNDS.get(self.language, frozenset())

    def in_digits(self) -> Iterator[DateWords]:
        for match in _ISO.finditer(self.text):
            yield from self.exact(match, *map(int, match.groups()))
        for match in _DOTTED.finditer(self.text):
            yield from self.exact(match, int(match[3]), int(match[2]), int(match[1]))
        for match in _YEAR_SPAN.finditer(self.text):
            first = int(match[1])
            last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
            if first < last <= first + 150:
                yield DateWords(match.start(), match.end(), f"{first:04}/{last:04}", Rest.NOTHING)

    def exact(self, match: re.Match[str], year: int, month: int, day: int) -> Iterator[DateWords]:
        if _is_day(year, month, day):
            yield DateWords(match.start(), match.end(), f"{year:04}-{month:02}-{day:02}", Rest.NOTHING)

    def between(self, left: int, right: int) -> str | None:
        """What stands between two words, where they may belong to one date."""
        if not (left >= 0 and right < len(self.words)):
            return None
        stretch = self.text[self.words[left].end : self.words[right].start]
        return stretch if _BETWEEN.fullmatch(stretch) else None

    def day_at(self, index: int) -> int | None:
        if not 0 <= index < len(self.words):
            return None
        match = _DAY_NUMBER.fullmatch(self.words[index].key)
        return int(match[1]) if match and 1 <= int(match[1]) <= 31 else None

    def year_at(self, index: int, *, solar: bool) -> int | None:
        if not 0 <= index < len(self.words):
            return None
        word = self.words[index].key
        if not (word.isdecimal() and len(word) == 4):
            return None
        return int(word) if int(word) in (_SOLAR_YEARS if solar else _YEARS) else None

    def around_month(self, index: int, month: int, *, solar: bool) -> Iterator[DateWords]:
        """The date that a month's name is part of."""
        first = last = index
        days: list[int] = []
        several = "/"
        before = index - 1
        if before > 0 and self.words[before].key in _OF and self.between(before, index):
            before -= 1
        if self.between(before, before + 1) and (day := self.day_at(before)):
            # 3 January, 3rd of January, 3 to 5 January
            first, days = before, [day]
            if earlier := self.joined_day(first, -1):
                first, days, several = earlier[0], [earlier[1], day], self.joint(earlier[0], first)
        elif not solar and self.between(index, index + 1) and (day := self.day_at(index + 1)):
            last, days = index + 1, [day]
            if later := self.joined_day(last, 1):
                last, days, several = later[0], [day, later[1]], self.joint(last, later[0])
        if solar and last + 1 < len(self.words) and self.words[last + 1].key == "ماه":
            last += 1
        year = None
        for ahead in (last + 1, last + 2):
            if self.between(ahead - 1, ahead) and (ahead == last + 1 or self.words[last + 1].key in _OF):
                year = self.year_at(ahead, solar=solar)
            if year is not None:
                last = ahead
                break
        about = first > 0 and self.words[first - 1].key in self.about
        if not days and year is None and not self.is_sure(first, last, index):
            return
        start = self.words[first - 1].start if about else self.words[first].start
        found = self.placed(year, month, days, solar=solar)
        if found:
            date, rest = found
            if several != "/" and "/" in date:
                date = f"{several[0]}{date.replace('/', ',')}{several[1]}"
            mark = "~" if about and date and date[0].isdecimal() and "/" not in date else ""
            yield DateWords(start, self.words[last].end, date + mark, rest)

    def joined_day(self, index: int, step: int) -> tuple[int, int] | None:
        """Another day joined to one: 3–5, 3 to 5, 3 and 5."""
        near, far = index + step, index + 2 * step
        left, right = sorted((index, near))
        if 0 <= near < len(self.words):
            stretch = self.text[self.words[left].end : self.words[right].start]
            if re.fullmatch(r"\s?[-–—]\s?", stretch) and (day := self.day_at(near)):
                return near, day
        if 0 <= far < len(self.words) and self.words[near].key in _JOINTS and (day := self.day_at(far)):
            return far, day
        return None

    def joint(self, left: int, right: int) -> str:
        """How EDTF joins two days: as a span, as both, or as one of them."""
        between = {word.key for word in self.words[left + 1 : right]}
        return next((_JOINTS[key] for key in between if key in _JOINTS), "/")

    def is_sure(self, first: int, last: int, index: int) -> bool:
        """Whether a month that stands alone is a month: `in May`, not `May said`."""
        before = self.words[first - 1].key if first else ""
        if self.language == "en":
            return before in self.before_alone and self.between(first - 1, first) is not None
        return last > index

    def placed(
        self, year: int | None, month: int, days: list[int], *, solar: bool
    ) -> tuple[str, Rest] | None:
        """A date in EDTF; its year, where the words have none, is the last one before publication."""
        inferred = year is None
        if year is None:
            year = self.year_before_publication(month, days, solar=solar)
            if year is None:
                return "", Rest.NO_YEAR
        if solar:
            date = _solar(year, month, days)
            rest = Rest.YEAR_AND_CALENDAR if inferred else Rest.CALENDAR
        else:
            date = _gregorian(year, month, days)
            rest = Rest.YEAR if inferred else Rest.NOTHING
        return (date, rest) if date else None

    def year_before_publication(self, month: int, days: list[int], *, solar: bool) -> int | None:
        if self.latest is None:
            return None
        latest = self.latest
        this_year = latest.year - 621 if solar else latest.year
        for year in (this_year, this_year - 1):
            start = _first_day(year, month, days[0] if days else 1, solar=solar)
            if start and start <= latest:
                return year if latest - start <= _NEAR else None
        return None

    def year_alone(self, index: int) -> Iterator[DateWords]:
        word = self.words[index]
        year = int(word.key)
        before = self.words[index - 1] if index else None
        if before is None or self.between(index - 1, index) is None:
            return
        if self.language == "fa" and before.key != "سال":
            return
        if before.key not in self.before_alone | self.about | _SEASONS.keys():
            return
        if year in _YEARS and before.key in _SEASONS and self.language == "en":
            yield DateWords(before.start, word.end, f"{year}-{_SEASONS[before.key]}", Rest.NOTHING)
            return
        if (
            self.language == "en"
            and before.key == "of"
            and index > 1
            and self.words[index - 2].key in _SEASONS
        ):
            season = self.words[index - 2]
            yield DateWords(season.start, word.end, f"{year}-{_SEASONS[season.key]}", Rest.NOTHING)
            return
        # A number of people is no year: `of 1980 men`, `in 2000 cases`.
        if self.language == "en" and _COUNTED.match(self.text, word.end):
            return
        about = before.key in self.about
        start = before.start if about else word.start
        if year in _YEARS:
            yield DateWords(start, word.end, f"{year}{'~' * about}", Rest.NOTHING)
        elif self.language == "fa" and year in _SOLAR_YEARS:
            yield DateWords(start, word.end, f"[{year + 621},{year + 622}]", Rest.CALENDAR)

    def weekday(self, index: int) -> Iterator[DateWords]:
        for length in (2, 1):
            names = self.words[index : index + length]
            number = self.calendar.weekdays.get(tuple(word.key for word in names))
            if number is None or len(names) < length or self.is_inside_weekday(index, length):
                continue
            if self.calendar.capital and not names[0].capital:
                continue
            end = names[-1].end
            before = self.words[index - 1].key if index else ""
            if before in ("next", "every", "each") or self.text[end : end + 1] == "s":
                return
            if self.day is None:
                yield DateWords(names[0].start, end, "", Rest.NO_DAY)
            else:
                back = (self.day.weekday() - number) % _WEEK
                day = self.day - datetime.timedelta(days=back or (_WEEK if before == "last" else 0))
                yield DateWords(names[0].start, end, day.isoformat(), Rest.DAY)
            return

    def is_inside_weekday(self, index: int, length: int) -> bool:
        """Whether the word before makes it another day: شنبه in سه‌شنبه."""
        pair = tuple(word.key for word in self.words[index - 1 : index + 1])
        return length == 1 and index > 0 and pair in self.calendar.weekdays

    def relative(self) -> Iterator[DateWords]:
        for pattern, unit, back in _RELATIVE.get(self.language, ()):
            for match in pattern.finditer(self.text):
                count = _small(match[1]) if back is None else back
                date = _counted(self.day, unit, count) if self.day else ""
                yield DateWords(match.start(), match.end(), date, Rest.DAY if date else Rest.NO_DAY)
        if self.language in _STORY:
            for match in _STORY[self.language].finditer(self.text):
                yield DateWords(match.start(), match.end(), "", Rest.STORY)


def _small(number: str) -> int:
    return int(number) if number.isdecimal() else _SMALL[number.lower()]


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and year in _YEARS and 1 <= day <= calendar.monthrange(year, month)[1]


def _gregorian(year: int, month: int, days: list[int]) -> str:
    """A month, a day of it or a span of its days; empty where the month has no such day."""
    if not all(_is_day(year, month, day) for day in days):
        return ""
    texts = [f"{year:04}-{month:02}-{day:02}" for day in days]
    if len(texts) == 2 and texts[0] >= texts[1]:
        return ""
    return "/".join(texts) or f"{year:04}-{month:02}"


def _solar(year: int, month: int, days: list[int]) -> str:
    """The same for the Solar Hijri calendar, whose months begin in one month of ours and end in the next."""
    starts = [_first_day(year, month, day, solar=True) for day in days or [1]]
    found = [day for day in starts if day]
    if len(found) < len(starts) or (len(found) == 2 and found[0] >= found[1]):
        return ""
    if days:
        return "/".join(day.isoformat() for day in found)
    end = found[0] + datetime.timedelta(days=28)
    return f"[{found[0]:%Y-%m},{end:%Y-%m}]"


def _first_day(year: int, month: int, day: int, *, solar: bool) -> datetime.date | None:
    if solar:
        # Loaded only here: few sources are written in this calendar.
        from persiantools.jdatetime import JalaliDate

        try:
            # The library's method has no types.
            found: datetime.date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
            return found
        except ValueError:
            return None
    return datetime.date(year, month, day) if _is_day(year, month, day) else None


def _counted(day: datetime.date, unit: str, count: int) -> str:
    """A date counted back from a day, no more exact than the unit: a week is given as its month."""
    try:
        return _counted_back(day, unit, count)
    except (ValueError, OverflowError):
        return ""


def _counted_back(day: datetime.date, unit: str, count: int) -> str:
    months = day.year * 12 + day.month - 1 - count
    if unit == "day":
        return (day - datetime.timedelta(days=count)).isoformat()
    if unit == "week":
        monday = day - datetime.timedelta(days=day.weekday() + _WEEK * count)
        sunday = min(monday + datetime.timedelta(days=_WEEK - 1), day)
        return _either(f"{monday:%Y-%m}", f"{sunday:%Y-%m}")
    if unit == "month":
        return f"{months // 12:04}-{months % 12 + 1:02}"
    if unit == "year":
        return f"{day.year - count:04}"
    if unit == "solar year":
        # The Solar Hijri year begins on 20 or 21 March.
        year = day.year - count - (day.month < 4)
        return f"[{year:04},{year + 1:04}]"
    if unit == "about a week":
        return f"{day - datetime.timedelta(days=_WEEK * count):%Y-%m}~"
    if unit == "about a month":
        return f"{months // 12:04}-{months % 12 + 1:02}~"
    return f"{day.year - count:04}~"


def _either(first: str, last: str) -> str:
    return first if first == last else f"[{first},{last}]"
