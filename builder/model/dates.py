"""Dates as vague as they are: EDTF (ISO 8601-2, levels 0 and 1, and of level 2 what can be said in words).

An `EdtfDate` keeps the text that the editor wrote; earliest and latest day are for sorting and
checking only and are never shown.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from builder.model import date_parts
from builder.model.date_parts import Point, Span
from builder.model.translation import digits, listed, locale_of, marked, translations

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# What every EDTF date looks like, as a regular expression for editors, which know no calendar: a year, a
# month or season, a day; each may be qualified (`~`) or in part unknown (`X`); one, a span, or a set.
_QUALIFIED = "[?~%]*"
_ANY_DAY = (
    rf"{_QUALIFIED}(?:-?[\dX]{{4}}|Y-?\d+(?:E\d+)?)(?:S\d+)?{_QUALIFIED}"
    rf"(?:-{_QUALIFIED}[0-4X][\dX]{_QUALIFIED}(?:-{_QUALIFIED}[0-3X][\dX]{_QUALIFIED})?)?(?:T[\d:+Z-]+)?"
)
PATTERN = rf"^\s*[\[{{]?(?:{_ANY_DAY})?(?:(?:/|\.\.|,)\s*(?:{_ANY_DAY})?)*[\]}}]?\s*$"
# Days and months as people write them in English, and how EDTF has them.
_WRITTEN = {
    "%Y-%m-%d": (
        "%d %B %Y",
        "%d %b %Y",
        "%B %d %Y",
        "%b %d %Y",
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%Y.%m.%d",
        "%d/%m/%Y",
        "%m/%d/%Y",
        "%d.%m.%Y",
    ),
    "%Y-%m": ("%B %Y", "%b %Y", "%m/%Y", "%Y/%m", "%Y-%m"),
}
# Above the last letter of a Persian word that another follows.
_HAMZA = "\u0654"
_QUALIFIERS = {
    "?": marked("possibly {date}"),
    "~": marked("about {date}"),
    "%": marked("possibly about {date}"),
}
_SEASONS = {
    21: marked("spring {year}"),
    22: marked("summer {year}"),
    23: marked("autumn {year}"),
    24: marked("winter {year}"),
}
_NORTHERN = marked("{season} (northern hemisphere)")
_SOUTHERN = marked("{season} (southern hemisphere)")
# What is doubtful of a date: its year, month, day.
_DOUBTS = {
    "?": (marked("year uncertain"), marked("month uncertain"), marked("day uncertain")),
    "~": (marked("year approximate"), marked("month approximate"), marked("day approximate")),
    "%": (
        marked("year uncertain and approximate"),
        marked("month uncertain and approximate"),
        marked("day uncertain and approximate"),
    ),
}


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
        except ValueError:
            raise ValueError(f"`{text}` is not a day in the calendar") from None
        return EdtfDate(text, day, day)
    return EdtfDate(text, *date_parts.ends(date_parts.read(text)))


def likely_meant(text: str) -> tuple[str, ...]:
    """What somebody may have meant who wrote a date that is not EDTF: `4 May 2021` is `2021-05-04`.

    Two where the order of day and month is open; none where nothing is likely.
    """
    plain = "".join(str(unicodedata.digit(letter, letter)) for letter in text.strip())
    start, slash, end = plain.partition("/")
    unspaced = "".join(plain.split())
    quarter = re.sub(r"(?i)[ -]?Q([1-4])$", lambda match: f"-{32 + int(match[1])}", plain)
    spelt = (plain, unspaced, plain.replace(" ", "T", 1), quarter, date_parts.partly_known(unspaced))
    inner = plain[1:-1] if plain[:1] in ("[", "{") else ""
    for candidate in (*spelt, inner, f"{end}/{start}" if slash else ""):
        if candidate != text.strip() and candidate and _is_read(candidate):
            return (candidate,)
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[,]|\.(?!\d)", "", plain)
    found = []
    for form, ways in _WRITTEN.items():
        for way in ways:
            try:
                found.append(datetime.datetime.strptime(plain, way).strftime(form))  # noqa: DTZ007 – a day has no zone
            except ValueError:
                continue
    return tuple(dict.fromkeys(found))


def _is_read(text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


def in_words(date: EdtfDate, language: str = "en") -> str:
    """The date for readers, no more exact than it is: `3 January 2024`, `about January 2024`."""
    return digits(_Wording(language).words(date_parts.read(date.text)), language)


def months_in_words(text: str, language: str = "en") -> str:
    """A month of a year in EDTF, or a span of them, without the year: `January`, `January to March`."""
    from babel.dates import format_date  # only here: facts are checked without

    start, *end = (
        str(format_date(datetime.date.fromisoformat(f"{month}-01"), "LLLL", locale_of(language)))
        for month in text.split("/")
    )
    if not end:
        return start
    return translations(language).gettext("{start} to {end}").format(start=start, end=end[0])


class _Wording:
    """Puts dates into the words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = locale_of(language)
        self._catalogue = translations(language)
        self._ = self._catalogue.gettext

    def words(self, date: date_parts.Date) -> str:
        _ = self._
        if isinstance(date, Point):
            return self.point(date)
        if isinstance(date, Span):
            return self.span(date)
        joint = _("{first} and {second}") if date.all else _("{first} or {second}")
        result, *others = [self.part(part) for part in date.parts]
        for other in others:
            result = joint.format(first=result, second=other)
        return result

    def part(self, part: Point | Span) -> str:
        """One of several; where it is open, of a single day on that side."""
        _ = self._
        if isinstance(part, Span) and part.start == "..":
            return _("{date} or earlier").format(date=self.end(part.end))
        if isinstance(part, Span) and part.end == "..":
            return _("{date} or later").format(date=self.end(part.start))
        return self.words(part)

    def end(self, end: Point | str) -> str:
        assert isinstance(end, Point)
        return self.point(end)

    def span(self, span: Span) -> str:
        _ = self._
        if span.end == "":
            return _("from {date}; end not known").format(date=self.end(span.start))
        if span.end == "..":
            return _("from {date}").format(date=self.end(span.start))
        if span.start == "":
            return _("start not known; until {date}").format(date=self.end(span.end))
        if span.start == "..":
            return _("until {date}").format(date=self.end(span.end))
        return _("{start} to {end}").format(start=self.end(span.start), end=self.end(span.end))

    def point(self, point: Point) -> str:
        _ = self._
        if point.mark:
            return _(_QUALIFIERS[point.mark]).format(date=self.plain(point))
        doubts = [_(_DOUBTS[mark][part]) for part, mark in enumerate(point.doubts) if mark]
        if doubts:
            return _("{date} ({doubts})").format(date=self.plain(point), doubts=listed(doubts, self.language))
        return self.plain(point)

    def plain(self, point: Point) -> str:
        """A date without its doubts: a moment, day, month, year, season …, or one with unknown digits."""
        from babel.dates import format_date, format_skeleton  # only here, as above

        if point.time:
            return self.moment(point)
        if "X" in point.year:
            pgettext = self._catalogue.pgettext
            decade = point.year[2] != "X"
            pattern = pgettext("decade", "{years}s") if decade else pgettext("century", "{years}s")
            return pattern.format(years=point.year.replace("X", "0"))
        if point.month == "XX":
            return self._("some time in {year}").format(year=self.year(point))
        if not point.month:
            return self.year(point)
        if int(point.month) > 12:
            return self.group(point)
        month = datetime.date(int(point.year), int(point.month), 1)
        if point.day in ("", "XX"):
            words = self.named(format_skeleton("yMMMM", month, locale=self.locale))
            return self._("a day in {month}").format(month=words) if point.day else words
        return self.named(format_date(month.replace(day=int(point.day)), "long", self.locale))

    def year(self, point: Point) -> str:
        from babel.dates import format_skeleton  # only here, as above

        return str(format_skeleton("y", datetime.date(int(point.year), 1, 1), locale=self.locale))

    def group(self, point: Point) -> str:
        """A season, or some months: a quarter, third or half of a year."""
        from babel.dates import format_interval, format_skeleton  # only here, as above

        number = int(point.month)
        if number <= 32:
            season = self._(_SEASONS[21 + (number - 21) % 4]).format(year=self.year(point))
            if number <= 24:
                return season
            return self._(_NORTHERN if number <= 28 else _SOUTHERN).format(season=season)
        if number <= 36:
            return str(format_skeleton("yQQQQ", point.first, locale=self.locale))
        return self.named(format_interval(point.first, point.last, "yMMMM", locale=self.locale))

    def moment(self, point: Point) -> str:
        """A day with its time, and how far that is from universal time."""
        from babel.dates import format_date, format_time, get_datetime_format, get_timezone_gmt

        moment = point.moment
        assert moment
        day = self.named(format_date(moment.date(), "long", self.locale))
        clock = str(format_time(moment.time(), "medium" if moment.second else "short", locale=self.locale))
        if moment.tzinfo:
            zone = get_timezone_gmt(moment, "long", locale=self.locale) if moment.utcoffset() else "UTC"
            clock = f"{clock} {zone}"
        # Words in the pattern stand between apostrophes.
        return str(get_datetime_format("long", locale=self.locale)).replace("'", "").format(clock, day)

    def named(self, written: str) -> str:
        """A date that names its month, with the name as it stands elsewhere on the pages."""
        # Older releases of Babel join Persian months to the year with a hamza, newer ones do not.
        return written.replace(_HAMZA, "") if self.locale.language == "fa" else str(written)
