"""Dates as vague as they are: EDTF (ISO 8601-2, levels 0 and 1, and the sets of level 2).

An `EdtfDate` keeps the text that the editor wrote; earliest and latest day are for sorting and
checking only and are never shown.
"""

import calendar
import datetime
import io
import re
import unicodedata
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import lru_cache

from builder.model.translation import digits, locale_of, marked, translations

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
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
# What the standard library places in the calendar a thousand times quicker than the parser.
_ORDINARY = re.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[?~%]?")
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
    first, slash, second = text.partition("/")
    start, end = _ordinary(first), _ordinary(second if slash else first)
    if start and end:
        if start[0] > end[1]:
            raise ValueError(f"`{text}` ends before it begins")
        return EdtfDate(text, start[0], end[1])
    # Loaded only here: most dates are ordinary ones, and it takes a third of a second.
    import edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    if text and not text.strip("./"):
        raise ValueError(f"`{text}` has neither a beginning nor an end")
    try:
        # The library prints to standard output before some of its errors.
        with redirect_stdout(io.StringIO()):
            parsed = edtf.parse_edtf(text)
    except (EDTFParseException, ValueError, TypeError):
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


def likely_meant(text: str) -> tuple[str, ...]:
    """What somebody may have meant who wrote a date that is not EDTF: `4 May 2021` is `2021-05-04`.

    Two where the order of day and month is open; none where nothing is likely.
    """
    plain = "".join(str(unicodedata.digit(letter, letter)) for letter in text.strip())
    start, slash, end = plain.partition("/")
    for candidate in (plain, f"{end}/{start}" if slash else ""):
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


def _ordinary(text: str) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day of a year, month or day, with or without `?~%`; none for any other text."""
    match = _ORDINARY.fullmatch(text)
    if not match or match[1] == "0000":
        return None
    year = int(match[1])
    try:
        first = datetime.date(year, int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    month = first.month if match[2] else 12
    return first, datetime.date(year, month, first.day if match[3] else calendar.monthrange(year, month)[1])


def in_words(date: EdtfDate, language: str = "en") -> str:
    """The date for readers, no more exact than it is: `3 January 2024`, `about January 2024`."""
    return digits(_Wording(language).words(date.text), language)


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


def _day(parts: tuple[int, ...]) -> datetime.date:
    return datetime.date(*parts[:3])


class _Wording:
    """Puts dates into the words of one language."""

    def __init__(self, language: str) -> None:
        self.locale = locale_of(language)
        self._catalogue = translations(language)
        self._ = self._catalogue.gettext

    def words(self, text: str) -> str:
        _ = self._
        if text[:1] in "[{" and text[-1:] in "]}":
            joint = _("{first} or {second}") if text[0] == "[" else _("{first} and {second}")
            result, *others = [self.words(part.strip()) for part in text[1:-1].split(",")]
            for other in others:
                result = joint.format(first=result, second=other)
            return result
        if "/" in text:
            return self.interval(*text.split("/", 1))
        if text.startswith(".."):
            return _("{date} or earlier").format(date=self.words(text[2:]))
        if text.endswith(".."):
            return _("{date} or later").format(date=self.words(text[:-2]))
        if text[-1:] in _QUALIFIERS:
            return _(_QUALIFIERS[text[-1]]).format(date=self.words(text[:-1]))
        return self.plain(text)

    def interval(self, start: str, end: str) -> str:
        _ = self._
        if end == "":
            return _("from {date}; end not known").format(date=self.words(start))
        if end == "..":
            return _("from {date}").format(date=self.words(start))
        if start == "":
            return _("start not known; until {date}").format(date=self.words(end))
        if start == "..":
            return _("until {date}").format(date=self.words(end))
        return _("{start} to {end}").format(start=self.words(start), end=self.words(end))

    def plain(self, text: str) -> str:
        """A calendar date, month, year, season, or one with digits that are not known."""
        from babel.dates import format_date, format_skeleton  # only here, as above

        _ = self._
        if _DAY.fullmatch(text):
            return self.named(format_date(datetime.date.fromisoformat(text), "long", self.locale))
        if match := _MONTH.fullmatch(text):
            year, month = int(match[1]), int(match[2])
            if season := _SEASONS.get(month):
                return _(season).format(year=year)
            if month <= 12:
                return self.named(format_skeleton("yMMMM", datetime.date(year, month, 1), locale=self.locale))
        if _YEAR.fullmatch(text):
            return str(format_skeleton("y", datetime.date(int(text), 1, 1), locale=self.locale))
        if match := re.fullmatch(r"(\d{4}-\d{2})-XX", text):
            return _("a day in {month}").format(month=self.plain(match[1]))
        if match := re.fullmatch(r"(\d{4})-XX(-XX)?", text):
            return _("some time in {year}").format(year=self.plain(match[1]))
        if match := re.fullmatch(r"(\d{3})X|(\d{2})XX", text):
            pgettext = self._catalogue.pgettext
            years = f"{match[1]}0" if match[1] else f"{match[2]}00"
            pattern = pgettext("decade", "{years}s") if match[1] else pgettext("century", "{years}s")
            return pattern.format(years=years)
        # What has no usual words is shown as written: exact, if terse.
        return text

    def named(self, written: str) -> str:
        """A date that names its month, with the name as it stands elsewhere on the pages."""
        # Older releases of Babel join Persian months to the year with a hamza, newer ones do not.
        return written.replace(_HAMZA, "") if self.locale.language == "fa" else str(written)
