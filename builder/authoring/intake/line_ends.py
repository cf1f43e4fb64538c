"""Words that a hyphen parts at the end of a line: with the hyphen, or without it?

The text itself decides where it has the word elsewhere, then a list of the language's words. Where neither
knows the word, a hyphen between two words stays: better one hyphen too many than two words in one. Each
decision is told, so that nobody quotes a word that the source does not have.
"""

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import NamedTuple

_SOFT = "\u00ad"
_HYPHENS = f"-\u2010\u2011{_SOFT}"
# What stands before the hyphen must be a letter or digit: a dash has a space there.
_PARTED = re.compile(rf"(?<![^\W_])([^\W_]{{1,60}})([{_HYPHENS}])$")
_LONGEST_PART = 70
_GOES_ON = re.compile(r"[^\W_]+")
_WORD = re.compile(rf"[^\W\d_]+(?:[{_HYPHENS}][^\W\d_]+)*")
_WITH_HYPHEN = frozenset({"self", "well", "vice", "ex", "all", "cross", "half"})
_NUMBERS = (
    "two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety"
)
_FIRST_PARTS = _WITH_HYPHEN | frozenset(_NUMBERS.split())
# Languages that write compounds as one word; a hyphen of their own is followed by a capital.
_COMPOUNDING = frozenset({"de", "nl", "sv", "da", "nb", "nn", "no", "fi", "hu", "is", "et"})


class Kind(StrEnum):
    """How it was decided whether a hyphen is the word's own."""

    JOINED = "joined"
    KEPT = "kept"
    DOUBTFUL = "doubtful"


class Decision(NamedTuple):
    """What became of a parted word."""

    word: str
    kind: Kind


def words_in(lines: Iterable[str]) -> Counter[str]:
    """How often each word stands within a line, with its hyphens, in small letters; and U+2010 by itself."""
    words: Counter[str] = Counter()
    for line in lines:
        parted = _parted(line)
        whole = line[: len(line) - len(parted[0])] if parted else line
        words.update(_even(word) for word in _WORD.findall(whole))
        words["\u2010"] += whole.count("\u2010")
    return words


def joined(above: str, line: str, words: Counter[str], language: str) -> tuple[str, Decision | None]:
    """Two lines in one, and what became of the word between them, if one was parted."""
    parted, rest = _parted(above), _GOES_ON.match(line)
    if not parted or not rest:
        return f"{above} {line}", None
    decision = decided(parted[1], rest[0], parted[2], words, language)
    return above[: len(above) - len(parted[0])] + decision.word + line[rest.end() :], decision


def _parted(text: str) -> re.Match[str] | None:
    """The beginning of a word at the end of a line, and its hyphen; what is longer than any word is none."""
    return _PARTED.search(text[-_LONGEST_PART:])


def decided(start: str, rest: str, hyphen: str, words: Counter[str], language: str) -> Decision:
    """What a word is of which two parts stand on two lines."""
    whole, parted = start + rest, f"{start}-{rest}"
    # Browsers print this one where they part a word themselves.
    if hyphen == _SOFT or (hyphen == "\u2010" and not words[hyphen] and not words[_even(parted)]):
        return Decision(whole, Kind.JOINED)
    if not (start[-1].isalpha() and rest[0].isalpha()):
        return Decision(parted, Kind.KEPT)
    is_capitals = whole.isupper() and len(whole) > 3
    if not rest[0].islower() and rest[0].lower() != rest[0].upper() and not is_capitals:
        return Decision(parted, Kind.KEPT)
    if words[_even(whole)] != words[_even(parted)]:
        return _chosen(words[_even(whole)] > words[_even(parted)], whole, parted)
    if start.lower() in _FIRST_PARTS and language in ("en", ""):
        return Decision(parted, Kind.KEPT)
    if is_known(whole, language) or language in _COMPOUNDING:
        return Decision(whole, Kind.JOINED)
    are_words = is_known(start, language) and is_known(rest, language)
    if len(start) > 1 and (are_words or start[0].isupper() or not has_list(language)):
        return Decision(parted, Kind.KEPT if are_words else Kind.DOUBTFUL)
    return Decision(whole, Kind.DOUBTFUL)


def _chosen(is_whole: bool, whole: str, parted: str) -> Decision:
    return Decision(whole, Kind.JOINED) if is_whole else Decision(parted, Kind.KEPT)


@cache
def is_known(word: str, language: str) -> bool:
    """Whether a word is in the list of its language's words."""
    from simplemma import is_known as known

    return has_list(language) and (known(word, lang=language) or known(word.lower(), lang=language))


@cache
def has_list(language: str) -> bool:
    """Whether there is a list of a language's words."""
    from simplemma import is_known as known

    try:
        known("a", lang=language)
    except ValueError:
        return False
    return bool(language)


def _even(word: str) -> str:
    return re.sub(f"[{_HYPHENS}]", "-", word).lower()
