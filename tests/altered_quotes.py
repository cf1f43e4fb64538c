"""Quotes with one letter, digit, mark or word altered, none of which may be found in their source.

`true_quotes` gives the quotes of every briefing here, `altered` alters one of them, `still_stands` says
whether an altered quote happens to stand in the source all the same, by a plain reading of its own.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from builder.facts.loading import load
from builder.facts.passages import SourceText
from builder.model import base, records
from builder.pipeline.check import source_texts

ROOT = Path(__file__).parents[1]
# Those with wrong quotes have them on purpose.
BRIEFINGS = [
    ROOT,
    *sorted(
        path.parent
        for path in (ROOT / "tests/content").glob("*/content")
        if path.parent.name != "wrong-quotes"
    ),
]

_MARKS = ",;:.!?%$€()/&+="
_RAISED = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
_CIRCLED = dict(zip("123456789", "①②③④⑤⑥⑦⑧⑨", strict=True))
_PART = re.compile(r"\s*[\[(]?(?:…|\.{3,}|\. \. \.)[\])]?\s*")


class TrueQuote(NamedTuple):
    """A quote, what stands around it, and the text that it is in."""

    quote: str
    prefix: str
    suffix: str
    text: SourceText


class Altered(NamedTuple):
    """A quote with something altered: what it is now, and how it came about."""

    quote: str
    how: str


@cache
def true_quotes() -> tuple[TrueQuote, ...]:
    """Every quote of every briefing that stands in the text of its source."""
    found: dict[tuple[str, ...], TrueQuote] = {}
    for root in BRIEFINGS:
        briefing, _ = load(root)
        texts = source_texts(briefing) if briefing else {}
        for record in briefing.owners.values() if briefing else ():
            for _, part in base.parts(record):
                if isinstance(part, records.Citation) and part.quote and part.source in texts:
                    each = TrueQuote(part.quote, part.prefix or "", part.suffix or "", texts[part.source])
                    if still_stands(each.quote, each.text.text):
                        found[(*each[:3], each.text.text)] = each
    return tuple(found.values())


def altered(quote: str, chance: random.Random) -> Altered:
    """A quote with one thing altered that no reader would take for typography."""
    pieces = re.split(f"({_PART.pattern})", quote)
    numbers = [number for number in range(0, len(pieces), 2) if len(pieces[number]) > 2]
    number = chance.choice(numbers or [0])
    alter = chance.choice(_WAYS)
    pieces[number] = alter(pieces[number], chance)
    return Altered("".join(pieces), alter.__name__.strip("_").replace("_", " "))


def still_stands(quote: str, text: str) -> bool:
    """Whether a quote stands in a text, each part between ellipses for itself, read plainly."""
    plain = _plain(text)
    return all(_plain(part) in plain for part in _PART.split(quote) if part.strip())


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\u00ad", "").replace("\u200c", ""))
    text = re.sub("[‘’“”«»„\"'`ʼ]", "'", re.sub(r"\s*[-–—][-–—\s]*", "-", text))
    return " ".join(re.sub(r"\.{3,}|…", "…", text).split())


def _places(part: str, wanted: Callable[[str], bool]) -> list[int]:
    """Where in a part characters stand that can be altered; what is left out at its edges is no change."""
    return [place for place in range(1, len(part) - 1) if wanted(part[place])]


def _instead(part: str, place: int, new: str) -> str:
    return part[:place] + new + part[place + 1 :]


def _other_letter(part: str, chance: random.Random) -> str:
    places = [place for place, character in enumerate(part) if character.isalpha()]
    if not places:
        return f"x{part}"
    place = chance.choice(places)
    letters = [each for each in part + "aeinrstxz" if each.isalpha() and each != part[place]]
    return _instead(part, place, chance.choice(letters))


def _letter_missing(part: str, chance: random.Random) -> str:
    places = _places(part, str.isalpha)
    return _instead(part, chance.choice(places), "") if places else f"x{part}"


def _letter_more(part: str, chance: random.Random) -> str:
    place = chance.randrange(len(part) + 1)
    letters = [each for each in part if each.isalpha()] or ["x"]
    return part[:place] + chance.choice(letters) + part[place:]


def _other_case(part: str, chance: random.Random) -> str:
    places = [place for place, character in enumerate(part) if character.swapcase() != character]
    place = chance.choice(places) if places else 0
    return _instead(part, place, part[place].swapcase()) if places else f"{part[0]}x{part[1:]}"


def _other_digit(part: str, chance: random.Random) -> str:
    places = [place for place, character in enumerate(part) if character.isdecimal()]
    if not places:
        return _digit_more(part, chance)
    place = chance.choice(places)
    value = unicodedata.digit(part[place])
    zero = ord(part[place]) - value
    instead = [chr(zero + (value + chance.randrange(1, 10)) % 10), _RAISED[str(value)], ""]
    instead += [_CIRCLED[str(value)]] if value else []
    return _instead(part, place, chance.choice(instead))


def _digit_more(part: str, chance: random.Random) -> str:
    place = chance.randrange(len(part) + 1)
    return part[:place] + chance.choice("0123456789²½") + part[place:]


def _other_mark(part: str, chance: random.Random) -> str:
    places = _places(part, lambda character: character in _MARKS)
    if not places:
        return _mark_more(part, chance)
    place = chance.choice(places)
    return _instead(part, place, chance.choice([each for each in _MARKS if each != part[place]]))


def _mark_missing(part: str, chance: random.Random) -> str:
    places = _places(part, lambda character: character in f"{_MARKS}'’-–—“”")
    return _instead(part, chance.choice(places), "") if places else _mark_more(part, chance)


def _mark_more(part: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(part))
    return part[:place] + chance.choice(f"{_MARKS}-") + part[place:]


def _word_missing(part: str, chance: random.Random) -> str:
    words = part.split()
    if len(words) < 3:
        return _other_letter(part, chance)
    del words[chance.randrange(1, len(words) - 1)]
    return " ".join(words)


def _word_more(part: str, chance: random.Random) -> str:
    words = part.split()
    words.insert(chance.randrange(len(words) + 1), chance.choice(["not", "no", "all", "two", *words]))
    return " ".join(words)


def _other_word(part: str, chance: random.Random) -> str:
    words = part.split()
    words[chance.randrange(len(words))] = chance.choice(["not", "never", "people", *words])
    return " ".join(words)


def _words_swapped(part: str, chance: random.Random) -> str:
    words = part.split()
    if len(words) < 2:
        return _other_letter(part, chance)
    place = chance.randrange(len(words) - 1)
    words[place : place + 2] = reversed(words[place : place + 2])
    return " ".join(words)


_WAYS: list[Callable[[str, random.Random], str]] = [
    *(_other_letter, _letter_missing, _letter_more, _other_case),
    *(_other_digit, _digit_more),
    *(_other_mark, _mark_missing, _mark_more),
    *(_word_missing, _word_more, _other_word, _words_swapped),
]


def false_accepts(count: int, seed: int) -> Iterator[tuple[TrueQuote, Altered]]:
    """Of so many altered quotes those that are found though they do not stand in their source."""
    chance = random.Random(seed)
    quotes = true_quotes()
    made = 0
    while made < count:
        true = chance.choice(quotes)
        false = altered(true.quote, chance)
        if still_stands(false.quote, true.text.text):
            continue
        made += 1
        if true.text.find(false.quote):
            yield true, false
