"""What stands around an article's text, in lines of its own: headline, byline, date, addresses.

Only what is plain is taken: a line that holds a byline and nothing else, a date that names day, month and
year. What is not found stays empty.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice

from babel import Locale, UnknownLocaleError

from builder.authoring.drafting import datewords
from builder.authoring.drafting.datewords import Rest

_LOOKED_AT = 10  # lines that hold something, from the top
_LONGEST_HEADLINE = 160
_LONG = 500  # a line that is part of the text, not of what stands around it
_SEPARATORS = re.compile(r"\s+[|•·–—]\s+|\t+|\s+(?=来源|來源)")
_ADDRESS = re.compile(
    r"(?:(?P<label>[^\W\d_]+(?: [^\W\d_]+){0,2})\s?[::]\s*)?<?(?P<url>https?://[^\s<>]+?)>?\.?"
)
_ARCHIVES = re.compile(
    r"https?://(?:web\.archive\.org/web/\d+\w*/(?P<of>https?:/.+)"
    r"|archive\.(?:today|ph|is|li|fo|md|vn)/|perma\.cc/)"
)
# Who wrote it, as the lines begin in the languages most sources here are in.
_BYLINE = re.compile(
    r"(?:By|BY|Par|Von|Por|Door|Di|Af|Av|(?:Written|Reporting) by|Authors?:"
    r"|نویسندگان:|نویسنده:|به قلم:?|تحریر:|بقلم:?)\s+(?P<names>.+)"
)
_AND = re.compile(r"[,،]?\s+(?:and|AND|et|und|y|e|och|og|en|و|اور|&)\s+")
_COMMA = re.compile(r"\s*[,،]\s*")
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’\u200c-])*")
_PARTICLES = "al bin bint da de del della den der di dos du ibn la le ten ter ul van von zu"
# What may stand beside a date: when on that day, and that it is the day of publication.
_TIME = re.compile(
    r"\d{1,2}[时時点]\d{1,2}分|T?\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?Z?|[+-]\d{1,2}:?\d{2}"
    r"|[ap]\.?m\b\.?|\b(?:[A-Z]{1,2}[SDM]?T|UTC)\b"
)
_BESIDE_A_DATE = (
    "first published posted date on at by publié le à veröffentlicht "
    "am um uhr publicado el a las hrs local time "
    "تاریخ انتشار منتشر شده شد در ساعت شائع ہوا کو بجے نشر"
)
_NO_DAY_OF_PUBLICATION = re.compile(r"(?i)updated|modified|mis à jour|actualis|aktualisiert|به‌?روز")
# 1402/10/28, as Persian pages have it: the year comes first, and is one of the Solar Hijri calendar.
_SOLAR = re.compile(r"(?<!\d)(1[34]\d\d)/(\d{1,2})/(\d{1,2})(?!\d)")
_EAST_ASIAN = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_SOLAR_MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")


@dataclass(frozen=True)
class Heading:
    """What the lines around a text say of it; empty is what they do not."""

    title: str = ""
    author: tuple[str, ...] = ()
    published: str = ""
    url: str = ""
    archived_url: str = ""


def heading_of(text: str, language: str) -> Heading:
    """What the first lines of a text say (and the last, of addresses); `language` may be empty."""
    lines = [line.strip() for line in text.splitlines()]
    first = list(islice(filter(None, lines), _LOOKED_AT))
    last = list(islice(filter(None, reversed(lines)), 3))
    pieces = [piece for line in first if len(line) < _LONG for piece in _SEPARATORS.split(line)]
    ends = [line for line in last if len(line) < _LONG]
    urls = [address for piece in [*pieces, *ends] if (address := _address(piece))]
    archived = [url for url in urls if _ARCHIVES.match(url)]
    of = [original_of(url) for url in archived]
    return Heading(
        title=_title(lines, language),
        author=next(filter(None, map(_author, pieces)), ()),
        published=next(filter(None, (day_of(piece, language) for piece in pieces)), ""),
        url=next(filter(None, [*(url for url in urls if url not in archived), *of]), ""),
        archived_url=next(iter(archived), ""),
    )


def original_of(url: str) -> str:
    """The address of which an address of the Internet Archive is a copy; empty where it is none."""
    match = _ARCHIVES.match(url)
    return re.sub("^(https?):/(?!/)", r"\1://", match["of"]) if match and match["of"] else ""


def is_archive(url: str) -> bool:
    """Whether an address leads to an archived copy."""
    return bool(_ARCHIVES.match(url))


def day_of(line: str, language: str) -> str:
    """The day that a line gives, and nothing else, in EDTF; empty where it says more, or less."""
    if _NO_DAY_OF_PUBLICATION.search(line) or len(line) > _LONGEST_HEADLINE:
        return ""
    line = _SOLAR.sub(_with_month, line.translate(_DIGITS))
    line = _EAST_ASIAN.sub(_with_hyphens, line)
    line = re.sub(r"\b(\d{1,2}\.) (\d{1,2}\.) (\d{4})\b", r"\1\2\3", line)  # 18. 1. 2024
    for each in dict.fromkeys((language or "en", "en")):
        found = datewords.find(line, each)
        if len(found) == 1 and found[0].rest in (Rest.NOTHING, Rest.CALENDAR):
            [date] = found
            beside = _TIME.sub(" ", f"{line[: date.start]} {line[date.end :]}")
            others = set(re.findall(r"\w+", beside.lower())) - _weekdays(each) - {*_BESIDE_A_DATE.split()}
            if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", date.date) and not others:
                return date.date
    return ""


@cache
def _weekdays(language: str) -> frozenset[str]:
    """The words in the names of the days of the week in a language, long and short."""
    try:
        days = Locale.parse(language, sep="-").days["format"]
    except (UnknownLocaleError, ValueError):
        return frozenset()
    names = (name for width in ("wide", "abbreviated") for name in days[width].values())
    return frozenset(word for name in names for word in re.findall(r"\w+", name.lower()))


def _title(lines: list[str], language: str) -> str:
    start = next((number for number, line in enumerate(lines) if line), 0)
    first, rest = lines[start] if lines else "", lines[start + 1 :]
    following = next(filter(None, rest), "")
    headline = (
        len(first) <= _LONGEST_HEADLINE
        and len(first.split()) > 1
        and not re.search(r"[.;:,،؛۔。]$|https?://", first)
        and following
        and (not rest[0] or len(following) > len(first))
        and not (_author(first) or day_of(first, language) or _address(first))
    )
    return first if headline else ""


def _address(piece: str) -> str:
    match = _ADDRESS.fullmatch(piece.strip())
    return match["url"] if match else ""


def _author(piece: str) -> tuple[str, ...]:
    match = _BYLINE.fullmatch(piece.strip())
    if not match:
        return ()
    *before, last = _AND.split(match["names"].strip().rstrip(".,"))
    # A comma parts names only where an “and” is yet to come; else what follows is where they work.
    names = [*(name for part in before for name in _COMMA.split(part)), _COMMA.split(last)[0]]
    return tuple(names) if all(map(_is_name, names)) else ()


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 5
        and all(map(_NAME_WORD.fullmatch, words))
        and all(
            not word[0].islower() or word in _PARTICLES.split() or word.startswith("al-") for word in words
        )
        and (text.isupper() or not any(word.isupper() and len(word) > 2 for word in words if word.isalpha()))
    )


def _with_month(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f"{day} {_SOLAR_MONTHS.split()[int(month) - 1]} {year}" if 1 <= int(month) <= 12 else match[0]


def _with_hyphens(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f"{year}-{month.zfill(2)}-{day.zfill(2)} "
