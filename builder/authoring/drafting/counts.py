"""Figures with what they count: deaths, injuries, people displaced or arrested; in English and Persian.

A number counts only beside a word for what happened to those it counts. `at least nine` gives only a low
value, `up to nine` only a high one, `about nine` only a best one; `a number of people` gives none.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from builder.checks import numbers
from builder.model.vocabulary import Measure


class Count(NamedTuple):
    """A figure, where it stands, in the fields of a record; `scope` is whom it counts, if not just people."""

    start: int
    end: int
    measure: Measure
    low: int | None
    best: int | None
    high: int | None
    scope: str


# A part of every word for what is counted.
_COUNTED = re.compile(
    "kill|dead|d[iy](?:ed|ing)|death|lives|injur|wound|hurt|displac|fled|evacuat|forced|arrest|detain|fatalit"
    "|کشته|جان|زخمی|مجروح|مصدوم|آواره|خانمان|بازداشت|دستگیر",
    re.IGNORECASE,
)
_PEOPLE = (
    "people|persons?|civilians|men|women|children|soldiers|militants|fighters|officers|policemen|members"
)
_PEOPLE += (
    "|residents|workers|villagers|protesters|demonstrators|passengers|pilgrims|students|teachers|families"
)
_PEOPLE += (
    "|guards|troops|personnel|insurgents|rebels|others|bystanders|worshippers|patients|mourners|girls|boys"
)
_PEOPLE += "|migrants|refugees|prisoners|detainees|farmers|fishermen|journalists|aid workers|security guards"
_MEASURES_EN: tuple[tuple[Measure, str, str], ...] = (
    ("deaths", "killed|dead|died|shot dead", "killed|killing|kills|claimed the lives of|left dead"),
    ("injuries", "injured|wounded|hurt", "injured|injuring|wounded|wounding|hurting"),
    (
        "displaced",
        "displaced|fled|evacuated|forced from their homes",
        "displaced|displacing|evacuated|evacuating",
    ),
    ("arrests", "arrested|detained", "arrested|arresting|detained|detaining"),
)
_NOUNS_EN: dict[str, Measure] = {
    "deaths": "deaths",
    "fatalities": "deaths",
    "injuries": "injuries",
    "arrests": "arrests",
}
_LEAST = r"at least|more than|over|no fewer than|no less than|not less than|a minimum of"
_MOST = r"up to|as many as|fewer than|less than|no more than|at most"
_ABOUT = r"about|around|some|nearly|almost|approximately|roughly|close to|an estimated"
_MEASURES_FA: tuple[tuple[Measure, str], ...] = (
    ("deaths", "کشته|جان باختند|جان خود را از دست دادند|جان باخت"),
    ("injuries", "زخمی|مجروح|مصدوم"),
    ("displaced", "آواره|بی‌خانمان"),
    ("arrests", "بازداشت|دستگیر"),
)
_LEAST_FA, _MOST_FA, _ABOUT_FA = (
    "دست‌کم|دستکم|حداقل|بیش از|بیشتر از",
    "حداکثر|کمتر از",
    "حدود|نزدیک به|تقریبا|تقریباً",
)
_PEOPLE_FA = "نفر|تن|غیرنظامی|سرباز|کودک|زن|مرد|شهروند|نظامی"


def find(text: str, language: str) -> list[Count]:
    """The figures in a sentence, in order."""
    base = language.split("-")[0]
    if base not in ("en", "fa"):
        return []
    found: list[Count] = []
    # Most sentences count nothing; the patterns are slow beside this look.
    patterns = _patterns(base) if _COUNTED.search(text) else ()
    for pattern, measure in patterns:
        for match in pattern.finditer(text):
            found += _count(match, measure, base)
    found.sort(key=lambda count: (count.start, -count.end))
    kept: list[Count] = []
    for count in found:
        if not any(count.start < other.end and other.start < count.end for other in kept):
            kept.append(count)
    return kept


def _count(match: re.Match[str], measure: Measure | None, language: str) -> Iterator[Count]:
    groups = match.groupdict()
    first = _value(groups["first"], language)
    second = _value(groups["second"], language) if groups.get("second") else None
    if first is None or (groups.get("second") and second is None):
        return
    if measure is None:
        measure = _NOUNS_EN[groups["noun"].lower()]
    low: int | None = first
    best: int | None = first
    high: int | None = first
    if second is not None:
        if second <= first:
            return
        low, best, high = first, None, second
    elif groups["least"]:
        best = high = None
    elif groups["most"]:
        low = best = None
    elif groups["about"]:
        low = high = None
    scope = " ".join((groups.get("people") or "").split())
    plain = scope.lower() in ("people", "persons", "person", "others", "", "نفر", "تن")
    start = (
        match.start("least")
        if groups["least"]
        else match.start("most")
        if groups["most"]
        else match.start("about")
        if groups["about"]
        else match.start("first")
    )
    end = match.end("second") if second is not None else match.end("first")
    yield Count(start, end, measure, low, best, high, "" if plain else scope)


def _value(words: str, language: str) -> int | None:
    """The whole number that words or digits state, if they state just one."""
    if words.casefold() in ("one", "یک"):
        return 1
    found = numbers.stated(words, language)
    if len(found) != 1:
        # `نه` and `ده` are not trusted where they stand alone; before `نفر` they are numbers.
        held = numbers.held(words, language)
        values = {value for value in held if isinstance(value, int)}
        return values.pop() if language == "fa" and len(values) == 1 else None
    values = {value for value in found[0].values if isinstance(value, int)}
    return values.pop() if len(values) == 1 else None


@lru_cache(maxsize=4)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], Measure | None], ...]:
    if language == "fa":
        return tuple(_patterns_fa())
    return tuple(_patterns_en())


def _number(language: str) -> str:
    """What matches a number in digits or words of a language."""
    from num2words import num2words  # type: ignore[import-untyped]

    values = [*range(1, 21), *range(30, 100, 10), *range(100, 1000, 100), 1000]
    spelt = {part for value in values for part in re.findall(r"[^\W\d_]+", num2words(value, lang=language))}
    spelt -= {"and", "و"}
    if language == "en":
        spelt |= {"hundred", "thousand", "million"}
    word = "|".join(sorted(spelt, key=len, reverse=True))
    joint = r"(?:\s+و\s+|\s+)" if language == "fa" else r"(?:\s+and\s+|[\s-]+)"
    digits = r"\d{1,3}(?:[,٬.\u00a0\u202f]\d{3})+|\d+"
    either = rf"(?:{digits})(?:\s(?:thousand|million|هزار))?|(?:{word})(?:{joint}(?:{word}))*"
    return rf"(?<![\w.,$€£-])(?:{either})(?![\w%])(?!-year)(?!,\d)(?!\.\d)"


def _patterns_en() -> Iterator[tuple[re.Pattern[str], Measure | None]]:
    number = _number("en")
    qualified = rf"(?:(?P<least>{_LEAST})|(?P<most>{_MOST})|(?P<about>{_ABOUT}))?\s*(?:between\s+)?"
    amount = rf"\b{qualified}(?P<first>{number})(?:\s*(?:to|and|or|–|—|-)\s*(?P<second>{number}))?"
    # In a list, only a range is one figure: `between 84 and 94`, `84 to 94`, `84–94`.
    among = r"(?:\s*,?\s+including\s+[^,.;]{1,60},?)?"
    kind = rf"(?:(?:[a-z-]+\s+){{0,3}}?(?P<people>{_PEOPLE}){among}|other|more)"
    verb_gap = r"\s*,?\s*(?:(?:were|was|are|is|have|has|had|been|being|also|reportedly|be|who)\s+){0,4}"
    for measure, behind, before in _MEASURES_EN:
        yield _compiled(rf"{amount}\s+{kind}{verb_gap}(?:{behind})\b"), measure
        yield _compiled(rf"{amount}(?:\s+(?:more|others?))?{verb_gap}(?:{behind})\b"), measure
        passive = r"\s+(?:were|was|have\s+been|had\s+been)\s+(?:also\s+)?"
        yield (
            _compiled(rf"{amount}\s+(?:[a-z-]+\s+){{0,2}}?(?P<people>[a-z]+s){passive}(?:{behind})\b"),
            measure,
        )
        yield _compiled(rf"\b(?:{before})\s+{amount}(?:\s+{kind})?\b"), measure
    yield _compiled(rf"\bforced\s+{amount}(?:\s+{kind})?\s+(?:from|out\s+of)\s+their\s+homes\b"), "displaced"
    yield _compiled(rf"\bdeaths\s+of\s+{amount}(?:\s+{kind})?\b"), "deaths"
    yield _compiled(rf"\bdeath\s+toll\b[^.;,]{{0,40}}?\b(?:of|to|at|reached|was|is)\s+{amount}"), "deaths"
    yield (
        _compiled(
            rf"{amount}\s+(?:(?:civilian|new|further|confirmed|more)\s+)?(?P<noun>{'|'.join(_NOUNS_EN)})\b"
        ),
        None,
    )


def _patterns_fa() -> Iterator[tuple[re.Pattern[str], Measure | None]]:
    number = _number("fa")
    qualified = rf"(?:(?P<least>{_LEAST_FA})|(?P<most>{_MOST_FA})|(?P<about>{_ABOUT_FA}))?\s*"
    amount = rf"(?<!\w){qualified}(?:بین\s+)?(?P<first>{number})(?:\s*(?:تا|-|–)\s*(?P<second>{number}))?"
    for measure, behind in _MEASURES_FA:
        yield (
            _compiled(
                rf"{amount}(?:\s+(?P<people>{_PEOPLE_FA})(?:\s+(?:دیگر|نیز|هم))?)?\s+(?:{behind})(?!\w)"
            ),
            measure,
        )
        if measure in ("deaths", "injuries"):
            yield _compiled(rf"(?:کشته|زخمی) شدن\s+{amount}\s+(?P<people>{_PEOPLE_FA})"), measure


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
