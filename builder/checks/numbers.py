"""Numbers in texts: in the digits of any script, and in the words of the languages read here.

What a text states is read strictly (`stated`), what a quote holds generously (`held`): a rule that
compares the two then only speaks up where the number is not in the quote in any usual reading.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

# Languages whose number words hardly change in a sentence. In others a quote that holds the number
# would be missed, so there only digits are read.
LANGUAGES = ("de", "en", "es", "fa", "fr", "it", "nl", "pt", "sv")

# Words that mean something else at least as often as their number.
_HOMOGRAPHS = {
    "de": ("acht",),
    "fa": ("نه", "ده"),
    "fr": ("neuf",),
    "it": ("sei",),
    "nl": ("acht",),
    "sv": ("sex",),
}
# What num2words does not give: words that multiply, joints, and words that say a number in passing.
_MORE_SCALES = {
    "de": {"hundert": 100, "tausend": 1000},
    "en": {"lakh": 100_000, "crore": 10_000_000},
    "sv": {"hundra": 100, "tusen": 1000},
}
_JOINTS = {"de": "und", "en": "and", "es": "y", "fa": "و", "fr": "et", "nl": "en", "pt": "e", "sv": "och"}
_IN_PASSING = {"en": {"both": 2, "couple": 2, "pair": 2, "twice": 2, "dozen": 12, "score": 20}}

_SEPARATORS = ".,'’٫٬\u00a0\u202f\u2009"
# Digits (not those inside a name such as G20), or a word, or a mark that ends a number.
# What begins with one digit, not with several or with a look behind it, is found many times quicker.
_DIGITS = re.compile(rf"\d(?<![A-Za-z\d]\d)\d*(?:[{_SEPARATORS}]\d+)*")
_PLAIN_DIGITS = re.compile(rf"\d(?<![\w{_SEPARATORS}]\d)\d*(?!\w|[{_SEPARATORS}]\d)")
_WORD = re.compile(r"[^\W\d_]+")
# The same in texts of plain letters, where it is quicker: all other characters as spaces.
_BREAKS = bytes(code if chr(code).isalpha() else ord(" ") for code in range(256))
_TOKEN = re.compile(rf"{_DIGITS.pattern}|{_WORD.pattern}|[^\w\s\-‐‑]")
_SPLIT = re.compile(rf"[{_SEPARATORS}]")
_SHORT_RANGE = re.compile(r"(?<!\d)(\d{2})(\d{2})\s?[-‐‑–—/]\s?(\d{2})(?!\d)")

Value = int | Decimal


class Number(NamedTuple):
    """A number in a text: as it is written, and every value that it may have."""

    shown: str
    values: frozenset[Value]


class _Words(NamedTuple):
    """The number words of a language."""

    # By first word: the words, longest first, with their value.
    phrases: dict[str, list[tuple[tuple[str, ...], int]]]
    # Words that multiply: hundred, thousand, million.
    scales: dict[str, int]
    # The word that may stand inside a number: and.
    joint: str
    one: str
    # Words for one, and words that say a number in passing: read in quotes only.
    in_passing: dict[str, int]
    # Words that are not trusted to be numbers where they stand alone.
    unsure: frozenset[str]
    # Every word with which a number, or a part of one, can begin.
    known: frozenset[str]


@lru_cache(maxsize=50_000)
def in_digits(text: str) -> frozenset[int]:
    """Whole numbers that stand in a text in digits: some of those that it holds, found quickly."""
    return frozenset(map(_whole, _PLAIN_DIGITS.findall(text)))


def is_read(language: str) -> bool:
    """Whether number words of a language are read."""
    return _base(language) in LANGUAGES


@lru_cache(maxsize=50_000)
def stated(text: str, language: str) -> tuple[Number, ...]:
    """The numbers that a text states; `one`, ordinals and vague words such as `dozens` are none."""
    words = _words(_base(language))
    tokens = _tokens(text, words)
    found = _numbers(tokens, _places(tokens, words), words)
    unsure = words.unsure if words else frozenset()
    return tuple(number for number in found if number.shown not in unsure)


@lru_cache(maxsize=50_000)
def held(text: str, language: str) -> frozenset[Value]:
    """Every number that a quote may be said to hold."""
    words = _words(_base(language))
    tokens = _tokens(text, words)
    places = _places(tokens, words)
    values: set[Value] = set()
    for number in _numbers(tokens, places, words):
        values |= number.values
    # Each part by itself as well: a quote is read generously.
    scales: set[int] = set()
    for place in places:
        token = tokens[place]
        if token[0].isdecimal():
            values |= _readings(token) or {_whole(part) for part in _SPLIT.split(token)}
        elif words:
            values |= {value for phrase, value in words.phrases.get(token, ()) if len(phrase) == 1}
            if token in words.in_passing:
                values.add(words.in_passing[token])
            if token in words.scales:
                scales.add(words.scales[token])
    for scale in scales:
        # `between two and three million` holds two million, too.
        values |= {value * scale for value in values if value < min(scale, 1000)}
    for start, end, short_end in _SHORT_RANGE.findall(text):
        values |= {int(start + end), int(start + short_end)}
    return frozenset(values)


@cache
def _base(language: str) -> str:
    return re.split(r"[-_]", language, maxsplit=1)[0].lower()


def _tokens(text: str, words: _Words | None) -> list[str]:
    text = unicodedata.normalize("NFC", text).casefold()
    if words is None or words.known.isdisjoint(_words_in(text)):
        # Without number words, digits stand for themselves whatever is between them.
        return _DIGITS.findall(text)
    return _TOKEN.findall(text)


def _words_in(text: str) -> list[str]:
    if text.isascii():
        return text.encode("ascii").translate(_BREAKS).decode("ascii").split()
    return _WORD.findall(text)


def _places(tokens: list[str], words: _Words | None) -> list[int]:
    """Where in the tokens digits stand, or words that have to do with numbers."""
    known = words.known if words else frozenset()
    return [place for place, token in enumerate(tokens) if token in known or token[0].isdecimal()]


def _numbers(tokens: list[str], places: list[int], words: _Words | None) -> Iterator[Number]:
    end = 0
    for place in places:
        if place < end:
            continue
        token = tokens[place]
        values: frozenset[Value] = frozenset()
        if token[0].isdecimal():
            end = place + 1
            values = _readings(token)
            if not values:
                yield from (Number(part, _readings(part)) for part in _SPLIT.split(token))
            while words and end < len(tokens) and tokens[end] in words.scales:
                scale = words.scales[tokens[end]]
                values = frozenset(value * scale for value in values)
                end += 1
        elif words and (token in words.phrases or token in words.scales):
            end, value = _in_words(tokens, place, words)
            values = frozenset({value} if value else ())
        if values:
            yield Number(" ".join(tokens[place:end]), values)


def _in_words(tokens: list[str], start: int, words: _Words) -> tuple[int, int]:
    """Where the number in words that begins at a token ends, and its value."""
    total, current, last_scale = 0, 0, 0
    position = end = start
    while position < len(tokens):
        token = tokens[position]
        scale = words.scales.get(token)
        length, value = _longest(tokens, position, words)
        if token == words.one and (total or current):
            # `one` by itself is no number, `hundred and one` is.
            length, value = 1, 1
        if value and (
            (current == 0 and (total == 0 or value < last_scale))
            or (current and current % 100 == 0 and value < 100)
        ):
            current += value
            position = end = position + length
        elif scale and scale > current and (total == 0 or scale < last_scale):
            current = (current or 1) * scale
            if scale >= 1000:
                total, current, last_scale = total + current, 0, scale
            position = end = position + 1
        elif token == words.joint and (last_scale if not current else current % 100 == 0):
            position += 1
        else:
            break
    return max(end, start + 1), total + current


def _longest(tokens: list[str], position: int, words: _Words) -> tuple[int, int]:
    for phrase, value in words.phrases.get(tokens[position], ()):
        if tuple(tokens[position : position + len(phrase)]) == phrase:
            return len(phrase), value
    return 0, 0


@lru_cache(maxsize=10_000)
def _readings(token: str) -> frozenset[Value]:
    """The values that digits may have: 4,200 · 4.2 · 1,00,000; none for several numbers: 3.1.2024."""
    parts = _SPLIT.split(token)
    values: set[Value] = set()
    if len(parts) == 1:
        values.add(_whole(token))
    elif len(parts[-1]) == 3 and len(parts[0]) <= 3 and all(len(part) in (2, 3) for part in parts[1:]):
        values.add(_whole("".join(parts)))
    if len(parts) == 2:
        values.add(Decimal(f"{_whole(parts[0])}.{parts[1]}"))
    return frozenset(values)


def _whole(digits: str) -> int:
    # More digits than any number that is meant as one; the conversion of thousands of them is slow.
    return int(digits[:40])


@cache
def _words(language: str) -> _Words | None:
    if language not in LANGUAGES:
        return None
    # Loaded only here, since it takes a tenth of a second.
    from num2words import num2words  # type: ignore[import-untyped]

    def tokens(value: int) -> tuple[str, ...]:
        return tuple(_WORD.findall(num2words(value, lang=language).casefold()))

    numbers = [*range(2, 100), *range(100, 1000, 100)]
    if len(tokens(121)) == 1:
        # Written as one word: there is nothing to put together from parts.
        numbers = [*range(2, 1000), *range(1000, 10_000, 1000), *range(10_000, 100_000, 10_000)]
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for value in numbers:
        phrase = tokens(value)
        phrases.setdefault(phrase[0], []).append((phrase, value))
    for entries in phrases.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    one = tokens(1)[0]
    # `one hundred` is read as `hundred`, since `a hundred` and `hundred` are said as well.
    phrases.pop(one, None)
    scales = dict(_MORE_SCALES.get(language, {}))
    for scale in (100, 1000, 1_000_000, 1_000_000_000):
        once, twice = tokens(scale), tokens(2 * scale)
        if len(once) <= 2:
            scales.setdefault(once[-1], scale)
        if len(twice) == 2:
            scales.setdefault(twice[-1], scale)
    if tokens(102)[0] != one and len(tokens(102)) > 1:
        # Some languages have another word for a hundred where more follows: cien, ciento dos.
        scales.setdefault(tokens(102)[0], 100)
    in_passing = {one: 1, **_IN_PASSING.get(language, {})}
    return _Words(
        phrases=phrases,
        scales=scales,
        joint=_JOINTS.get(language, ""),
        one=one,
        in_passing=in_passing,
        known=frozenset({*phrases, *scales, *in_passing}),
        unsure=frozenset(_HOMOGRAPHS.get(language, ())),
    )
