"""Where quotes stand in a folded text: never inside a word or a number, in steps that do not multiply."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from typing import TypeAlias

from builder.facts.typography import Folded, joins

# Particles of Korean, which stand on the word before them.
_PARTICLES = re.compile(
    "(?:은|는|이|가|을|를|의|에|와|과|도|로|으로|만|부터|까지|에서|에게|께서|께|한테|보다|처럼|마다|조차|마저|이나|나"
    "|이라도|라도|이며|며|이고|고|라고|이라고|다고|라는|이라는|이다|다|입니다|였다|이었다)+(?![ᄀ-ᇿ가-힣])"
)
_SYLLABLE = re.compile("[\u1100-\u115f]")
# The longest chain of particles that is looked for, in parts of syllables.
_TAIL = 24
# Between digits these belong to the number; so do the narrow spaces before three digits.
_IN_NUMBERS = ".,:/'٫٬"
_NARROW_SPACES = "\u00a0\u2009\u202f\u2007"
_MINUS = "-−–"
# After so many hits in one text the search goes on in steps that do not grow with what is looked for.
_HITS = 100


def may_begin(folded: Folded, source: str, offset: int) -> bool:
    """Whether a quote may begin at an offset of a folded text: not inside a word or a number."""
    text, offsets = folded
    if not 0 < offset < len(text):
        return True
    if offsets[offset - 1] == offsets[offset] or joins(text, offset) or _in_number(folded, source, offset):
        return False
    # A minus belongs to its number; a dash between two words or numbers does not.
    place = offsets[offset]
    signed = text[offset].isdecimal() and place and source[place - 1] in _MINUS
    return not (signed and (place == 1 or source[place - 2].isspace() or source[place - 2] in "([$€£¥"))


def may_end(folded: Folded, source: str, offset: int) -> bool:
    """Whether a quote may end at an offset of a folded text: not inside a word or a number."""
    text, offsets = folded
    if not 0 < offset < len(text):
        return True
    if offsets[offset - 1] == offsets[offset] or _in_number(folded, source, offset):
        return False
    if joins(text, offset):
        if not _SYLLABLE.match(text, offset):
            return False
        return bool(_PARTICLES.match(unicodedata.normalize("NFC", text[offset : offset + _TAIL])))
    # “can” is not what “can't” says.
    return not (text[offset - 1] in "nN" and re.compile(r"'[tT](?!\w)").match(text, offset))


def _in_number(folded: Folded, source: str, offset: int) -> bool:
    """Whether an offset lies beside a mark or a narrow space between the digits of one number."""
    text, offsets = folded
    for place in (offset - 1, offset):
        between = 0 < place < len(text) - 1 and text[place - 1].isdecimal() and text[place + 1].isdecimal()
        if between and text[place] in _IN_NUMBERS:
            return True
        if between and text[place] == " " and source[offsets[place]] in _NARROW_SPACES:
            return bool(re.compile(r"\d{3}(?!\d)").match(text, place + 1))
    return False


Chain: TypeAlias = tuple[tuple[int, int], ...]
"""Where the parts of a quote stand in a folded text, each from, up to."""


class Reading:
    """A folded text as it may also be read, in which quotes are looked for."""

    def __init__(self, source: str, made: Folded) -> None:
        self.source = source
        self.folded = made
        self._reversed = ""

    def occurrences(self, needle: str, begin: int = 0, before: str = "", after: str = "") -> Iterator[int]:
        """Where a folded quote stands from an offset on, right behind `before` and right in front of `after`.

        White space is single in folded text: at most one space stands between them.
        """
        wanted = [
            (left + needle + right, len(left))
            for left in ({before, f"{before} "} if before else {""})
            for right in ({after, f" {after}"} if after else {""})
        ]
        found = merge(*(self._behind(words, lead, begin) for words, lead in wanted))
        return (start for start, _ in groupby(found) if self.may_stand(start, start + len(needle)))

    def _behind(self, words: str, lead: int, begin: int) -> Iterator[int]:
        """Where words stand, as the places of what begins `lead` characters behind their start."""
        return (start + lead for start in starts(self.folded.text, words, max(0, begin - lead)))

    def last(self, needle: str, limit: int, after: str = "") -> int:
        """The last place of a folded quote that ends at `limit` or before; −1 where there is none."""
        if after:
            ends = [start for start in self.occurrences(needle, 0, "", after) if start + len(needle) <= limit]
            return ends[-1] if ends else -1
        text = self.folded.text
        self._reversed = self._reversed or text[::-1]
        for start in starts(self._reversed, needle[::-1], len(text) - limit):
            place = len(text) - start - len(needle)
            if self.may_stand(place, place + len(needle)):
                return place
        return -1

    def may_stand(self, start: int, end: int) -> bool:
        """Whether a quote may begin and end at these offsets of the folded text."""
        return may_begin(self.folded, self.source, start) and may_end(self.folded, self.source, end)

    def chains(
        self, parts: list[str], before: str = "", after: str = ""
    ) -> list[tuple[tuple[int, int], ...]]:
        """Where the parts of a quote follow each other: at most two of the ways, the first and the last."""
        if len(parts) == 1:
            found: list[Chain] = []
            for start in self.occurrences(parts[0], 0, before, after):
                found.append(((start, start + len(parts[0])),))
                if len(found) == 2:
                    break
            return found
        first = self.first_chain(parts, before, after)
        if len(first) < len(parts):
            return []
        last: list[tuple[int, int]] = []
        limit = len(self.folded.text)
        for number in range(len(parts) - 1, 0, -1):
            start = self.last(parts[number], limit, after if number == len(parts) - 1 else "")
            last.insert(0, (start, start + len(parts[number])))
            limit = start
        opening = [start for start in self.occurrences(parts[0], 0, before) if start + len(parts[0]) <= limit]
        last.insert(0, (opening[-1], opening[-1] + len(parts[0])))
        return [tuple(first)] if first == last else [tuple(first), tuple(last)]

    def first_chain(self, parts: list[str], before: str = "", after: str = "") -> list[tuple[int, int]]:
        """The first places where the parts of a quote follow each other, up to the first that does not."""
        chain: list[tuple[int, int]] = []
        position = 0
        for number, part in enumerate(parts):
            left = before if number == 0 else ""
            right = after if number == len(parts) - 1 else ""
            start = next(iter(self.occurrences(part, position, left, right)), -1)
            if start < 0:
                break
            position = start + len(part)
            chain.append((start, position))
        return chain


def starts(text: str, needle: str, begin: int = 0) -> Iterator[int]:
    """Every place where one text stands in another, overlapping ones too, in steps linear in both."""
    if not needle:
        return
    hits = 0
    while hits < _HITS and (begin := text.find(needle, begin)) >= 0:
        yield begin
        begin += 1
        hits += 1
    if hits == _HITS:
        yield from _every_start(text, needle, begin)


def _every_start(text: str, needle: str, begin: int) -> Iterator[int]:
    """The search of Knuth, Morris and Pratt: no character is looked at more than twice."""
    borders = [0] * len(needle)
    held = 0
    for place in range(1, len(needle)):
        while held and needle[place] != needle[held]:
            held = borders[held - 1]
        held += needle[place] == needle[held]
        borders[place] = held
    held = 0
    for place in range(begin, len(text)):
        while held and text[place] != needle[held]:
            held = borders[held - 1]
        held += text[place] == needle[held]
        if held == len(needle):
            yield place - held + 1
            held = borders[held - 1]


def cluster_end(made: Folded, offset: int, length: int) -> int:
    """Where in the source the cluster ends that begins at an offset of it."""
    following = bisect_right(made.offsets, offset)
    return made.offsets[following] if following < len(made.offsets) else length
