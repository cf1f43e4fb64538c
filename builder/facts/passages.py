"""Source texts: where quotes stand, which passages are cited, which sentences are not.

Quotes match after folding typography only (`typography`). Letters, case and all other punctuation must
agree, and a match never begins or ends inside a word or a number. Beyond that a quote may differ in what
people leave out, or mark, when they copy:

- a footnote mark of the source, where it cannot be part of a number, a unit or a name;
- a hyphen at the end of a line, in the source or in the quote, and a soft hyphen there;
- a space for a zero-width non-joiner, or the other way round;
- `[T]he` for the source's “the”, and `[…]` or `(…)` for what is left out.

Offsets are always those of the stored text, in characters.
"""

import re
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import islice, pairwise, product
from typing import NamedTuple

import sentencex
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from builder.facts.finding import Reading, cluster_end, starts
from builder.facts.typography import (
    ELLIPSES,
    UNPRINTED,
    fold,
    folded,
    in_word,
    is_mark,
    is_persian,
    joins,
    spliced,
)
from builder.machinery.grouping import Grouping
from builder.machinery.results import Dependencies, Once
from builder.model.base import Model, Path, parts
from builder.model.records import Citation

# The longest quote that is looked for, in characters.
LONGEST = 5_000
# The longest that the nearest passage is looked for, and the most steps that may take.
_LONGEST_NEAREST = 1_000
_STEPS = 50_000_000
# How the search for the nearest passage narrows a long text down: how many short stretches of the quote
# are looked for, how long they are, how many places of each count, how many windows are compared.
_SEEDS, _SEED_LENGTHS, _SEED_PLACES, _WINDOWS = 24, (16, 8, 4), 50, 5
# How far from the edge of the likeliest window the nearest passage may begin or end, in characters.
_EDGE = 25
# More parts around `…` than this are not mended.
_PARTS = 50
# The longest block that is cut into sentences at once, in characters.
_BLOCK = 10_000
_GAP = re.compile(r" ?(?:\[ ?… ?\]|\( ?… ?\)|…) ?")
_DOTS = rf"(?:[{ELLIPSES}]|\.(?: ?\.){{2,}})"
_GAP_KEPT = re.compile(rf"( ?(?:\[ ?{_DOTS} ?\]|\( ?{_DOTS} ?\)|{_DOTS}) ?)")
# Accents on Latin, Greek and Cyrillic letters, vowel points of Arabic and Hebrew; other marks are letters.
_POINTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
# Letters that keyboards of Arabic and Persian write with one code or the other.
_SAME_LETTERS = str.maketrans("يىك", "ییک")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_FOOTNOTE = re.compile(
    rf"(?P<bracket>(?:\[(?:\d{{1,3}}|[a-z]|(?:note|nb) \d{{1,3}})\])+)"
    rf"|(?P<raised>[{_RAISED}]+(?:,[{_RAISED}]+)*)|(?P<letter>[{_RAISED_LETTERS}])|[†‡]+|\*{{1,3}}"
)
# A letter in brackets behind a letter is more likely one that was left out.
_LETTER = re.compile(r"\[[a-z]\]")
# A word at the end of a line that goes on in the next one, as in PDFs.
_BROKEN = re.compile(r"(?<=[^\W\d_])(?:[-‐‑]|\u00ad+)\s+(?=[^\W\d_])")
_JOINER = re.compile("(?<=\\S)\u200c+(?=\\S)")
_CAPITAL = re.compile(r"(?<![^\W_])\[([^\W\d_])\]")
# What may stand between a word and its footnote mark, what a power may be followed by, and words of units
# and of mathematics that have powers.
_CLOSING = ".,;:!?\"'…"
_POWER_GOES_ON = "⁺⁻⁼⁽⁾/^"
_WITH_POWERS = {"sin", "cos", "tan", "log", "exp", "metre", "metres", "meter", "meters", "mile", "miles"}
# A footnote mark stands on a word of at least so many letters; shorter ones are units, symbols, initials.
_WORD = 3
# How far words are followed from a place, in characters.
_REACH = 40


class Span(NamedTuple):
    """A stretch of a stored text: from `start` up to, not including, `end`."""

    start: int
    end: int


class _Option(NamedTuple):
    """A stretch of a folded text that may also be read in another way."""

    start: int
    end: int
    instead: str


class SourceText:
    """One stored text, folded once, that finds quotes in itself."""

    def __init__(self, text: str, language: str = "en") -> None:
        self.text = text
        self.language = language
        self._matches: dict[tuple[str, str, str], Match] = {}
        self._other: dict[tuple[_Option, ...], Reading] = {}

    @cached_property
    def _persian(self) -> bool:
        return is_persian(self.text, self.language)

    @cached_property
    def _reading(self) -> Reading:
        """The text as it stands."""
        return Reading(self.text, folded(self.text, persian=self._persian))

    def _fold(self, text: str) -> str:
        return fold(text, persian=self._persian)

    def find(self, quote: str, prefix: str = "", suffix: str = "") -> list[tuple[Span, ...]]:
        """Every place where the quote stands, one span for each part between ellipses.

        At most two places are returned: two are enough to know that the quote is ambiguous.
        """
        around = self._fold(prefix), self._fold(suffix)
        ways = self._ways(quote)
        found = self._found([(reading, [needle]) for reading, needle in ways], *around)
        if not found:
            found = self._found([(reading, _parts(needle)) for reading, needle in ways], *around)
        return found

    def _found(
        self, ways: Iterable[tuple[Reading, list[str]]], prefix: str, suffix: str
    ) -> list[tuple[Span, ...]]:
        places: set[tuple[Span, ...]] = set()
        for reading, needles in ways:
            for chain in reading.chains(needles, prefix, suffix) if needles else ():
                places.add(tuple(self._span(reading, start, end) for start, end in chain))
        return sorted(places)[:2]

    def _ways(self, quote: str) -> list[tuple[Reading, str]]:
        """The text and the quote as they stand, and as they may be read for one another."""
        needle = self._fold(quote)
        other = self._fold(self._as_in_the_text(quote))
        options = self._options_for(other)
        ways = [(self._reading, needle)]
        if options:
            ways.append((self._read_with(options), other))
        elif other != needle:
            ways.append((self._reading, other))
        return ways

    def _read_with(self, options: tuple[_Option, ...]) -> Reading:
        if options not in self._other:
            # The usual one, without any footnote mark, and the one that was asked for last.
            if len(self._other) > 1:
                self._other.popitem()
            self._other[options] = Reading(self.text, spliced(self._reading.folded, options))
        return self._other[options]

    def _as_in_the_text(self, quote: str) -> str:
        """A quote without the brackets of capitals, and with words joined or parted as the text has them."""
        quote = _CAPITAL.sub(_other_case, quote)
        if _BROKEN.search(quote):
            quote = _BROKEN.sub(lambda match: self._joined(match, "-", ""), quote)
        if "\u200c" in quote:
            quote = _JOINER.sub(lambda match: self._joined(match, "", " "), quote)
        return quote

    def _joined(self, match: re.Match[str], first: str, second: str) -> str:
        """What stands between two parts of a word: what is usual, or what the text has if only that fits."""
        left, right = _beside(match.string, *match.span())
        left, right = self._fold(left), self._fold(right)
        first = first if "\u00ad" not in match[0] else " "
        text = self._reading.folded.text
        if f"{left}{first}{right}" not in text and (not second or f"{left}{second}{right}" in text):
            return second
        return match[0]

    @cached_property
    def _footnotes(self) -> dict[str, list[_Option]]:
        """The footnote marks that can be nothing else, by the mark and the letters before it."""
        text = self._reading.folded.text
        found = defaultdict(list)
        for match in _FOOTNOTE.finditer(text):
            if _is_footnote(text, match):
                found[_marked(text, match)].append(_Option(*match.span(), ""))
        return found

    @cached_property
    def _breaks(self) -> dict[str, list[_Option]]:
        """Hyphens and soft hyphens at the end of a line, by the word without them."""
        text, offsets = self._reading.folded
        found = defaultdict(list)
        for match in _BROKEN.finditer(self.text):
            # What is left of it in the folded text is one character: the hyphen, or the space.
            place = bisect_right(offsets, match.end() - 1) - 1
            if 0 < place < len(text) - 1 and text[place] in "- " and not text[place + 1].isupper():
                left, right = _beside(text, place, place + 1)
                found[left + right].append(_Option(place, place + 1, ""))
        return found

    @cached_property
    def _joiners(self) -> dict[str, list[_Option]]:
        """Zero-width non-joiners, by the words on both sides with a space between them."""
        text, offsets = self._reading.folded
        found = defaultdict(list)
        for match in _JOINER.finditer(self.text):
            place = bisect_right(offsets, match.end() - 1)
            if 0 < place < len(text):
                left, right = _beside(text, place, place)
                found[f"{left} {right}"].append(_Option(place, place, " "))
        return found

    def _options_for(self, needle: str) -> tuple[_Option, ...]:
        """What of the text is to be read in another way when a folded quote is looked for."""
        options: list[_Option] = []
        if self._footnotes:
            kept = {_marked(needle, match) for match in _FOOTNOTE.finditer(needle)}
            for mark, marks in self._footnotes.items():
                options += () if mark in kept else marks
        if self._breaks or self._joiners:
            words = _words(needle)
            for word in dict.fromkeys(words) if self._breaks else ():
                options += self._breaks.get(word, ())
            if self._joiners:
                for left, right in dict.fromkeys(pairwise(words)):
                    options += self._joiners.get(f"{left} {right}", ())
        return tuple(sorted(set(options)))

    def match(self, quote: str, prefix: str = "", suffix: str = "") -> "Match":
        """What became of a quote; each is looked for once. One longer than `LONGEST` is missing."""
        wanted = quote, prefix, suffix
        found = self._matches.get(wanted)
        if found is None:
            places = self.find(*wanted) if max(map(len, wanted)) <= LONGEST else ()
            found = Match(State.MISSING)
            if places:
                found = Match(State.FOUND, places[0]) if len(places) == 1 else Match(State.AMBIGUOUS)
            self._matches[wanted] = found
        return found

    def places(self, quote: str) -> list[Span]:
        """Every place where the quote stands; where it joins passages with ellipses, their first places."""
        found = self._whole(quote)
        return found or [span for place in self.find(quote)[:1] for span in place]

    def count(self, quote: str) -> int:
        """How often the quote stands in the text, taken as one passage."""
        return len(self._whole(quote))

    def _whole(self, quote: str) -> list[Span]:
        """Every place where the quote stands as one passage."""
        return sorted(
            {
                self._span(reading, start, start + len(needle))
                for reading, needle in self._ways(quote)
                for start in reading.occurrences(needle)
            }
        )

    def _span(self, reading: Reading, start: int, end: int) -> Span:
        offsets = reading.folded.offsets
        first = offsets[start]
        last = cluster_end(self._reading.folded, offsets[end - 1], len(self.text))
        while last > first and (self.text[last - 1].isspace() or self.text[last - 1] in UNPRINTED):
            last -= 1
        return Span(first, last)

    def parts(self, quote: str) -> list[str]:
        """The parts of a quote between ellipses, their typography made plain."""
        return _parts(self._fold(quote))

    def parts_up_to_the_missing(self, quote: str) -> list[str]:
        """The parts of a quote with `…`, up to the first that does not stand behind those before it."""
        best: list[str] = []
        for reading, needle in self._ways(quote):
            needles = _parts(needle)
            best = max(best, needles[: len(reading.first_chain(needles)) + 1], key=len)
        return best

    def can_be_compared(self, quote: str) -> bool:
        """Whether the passage nearest to a quote is looked for: it takes long for a long one."""
        return len(self._fold(quote)) <= _LONGEST_NEAREST

    def nearest(self, quote: str) -> tuple[str, float]:
        """The passage most like a quote, as it stands in the text, and how like it is (0 to 100).

        Nothing is like a quote that is too long: see `can_be_compared`.
        """
        text = self._reading.folded.text
        needle = self._fold(quote)
        found, likeness = (0, 0), 0.0
        for begin, end in self._windows(needle) if self.can_be_compared(quote) else ():
            alignment = fuzz.partial_ratio_alignment(needle, text[begin:end])
            if alignment and alignment.dest_end > alignment.dest_start and alignment.score > likeness:
                found = begin + alignment.dest_start, begin + alignment.dest_end
                likeness = alignment.score
        if not likeness:
            return "", 0.0
        # The window is as long as the quote; the words that fit best may begin or end beside its edges.
        window = max(0, found[0] - 2 * _EDGE), found[1] + 2 * _EDGE
        words = [match.span() for match in re.compile(r"[^ -]+").finditer(text, *window)]
        begins = [start for start, _ in words if abs(start - found[0]) <= _EDGE]
        ends = [end for _, end in words if abs(end - found[1]) <= _EDGE]
        start, end = min(
            product(begins or [found[0]], ends or [found[1]]),
            key=lambda edges: Levenshtein.distance(needle, text[slice(*edges)]),
        )
        return self.excerpt(self._span(self._reading, start, end)), likeness

    def _windows(self, needle: str) -> list[tuple[int, int]]:
        """Where in the folded text the passage nearest to a quote may be: anywhere, in a short text.

        In a long one, stretches of the quote that stand in it vote for the place.
        """
        text = self._reading.folded.text
        length = len(needle)
        if (length * length // 64 + 1) * len(text) <= _STEPS:
            return [(0, len(text))]
        width = max(32, length // 4)
        votes: Counter[int] = Counter()
        for size in _SEED_LENGTHS:
            seeds = {(length - size) * number // (_SEEDS - 1) for number in range(_SEEDS)}
            for position in seeds if size <= length else ():
                for place in islice(starts(text, needle[position : position + size]), _SEED_PLACES):
                    votes[(place - position) // width] += size
            if votes and max(votes.values()) > size:
                break
        margin = length // 2 + 2 * _EDGE
        return [
            (max(0, bucket * width - margin), max(0, (bucket + 1) * width + length + margin))
            for bucket, _ in votes.most_common(_WINDOWS)
        ]

    def same_words(self, quote: str) -> str | None:
        """A quote as the text has it, where exactly one passage has the same letters and numbers.

        Case, spaces, punctuation and accents may differ. Each part of a quote with `…` is looked for alone.
        """
        whole = self._loosely(quote)
        if whole:
            return whole
        pieces = _GAP_KEPT.split(" ".join(quote.split()))
        if not 3 <= len(pieces) <= 2 * _PARTS:
            return None
        found = [self._loosely(piece) if piece else "" for piece in pieces[::2]]
        if None in found:
            return None
        pieces[::2] = [piece or "" for piece in found]
        made = "".join(pieces)
        return made if self.find(made) else None

    def _loosely(self, quote: str) -> str | None:
        """The one passage with the letters and numbers of a quote, as it stands in the text."""
        text = self._reading.folded.text
        loose, places = self._letters
        needle = self._fold(quote)
        letters = "".join(_letters(needle))
        found: list[tuple[int, int]] = []
        for at in starts(loose, letters):
            start, end = places[at], places[at + len(letters) - 1] + 1
            if not (joins(text, start) or joins(text, end)):
                found.append((start, end))
                if len(found) > 1:
                    return None
        if not found:
            return None
        start, end = found[0]
        # Punctuation at the edges of the quote belongs to it where the text has it too.
        first, last = 0, len(needle)
        while first < last and not in_word(needle[first]):
            first += 1
        while last > first and not in_word(needle[last - 1]):
            last -= 1
        while first and start and text[start - 1] == needle[first - 1]:
            start, first = start - 1, first - 1
        while last < len(needle) and end < len(text) and text[end] == needle[last]:
            end, last = end + 1, last + 1
        if not self._reading.may_stand(start, end) or _numbers(text[start:end]) != _numbers(needle):
            return None
        return self.excerpt(self._span(self._reading, start, end))

    @cached_property
    def _letters(self) -> tuple[str, "array[int]"]:
        """The letters and digits of the folded text in one case, and where each stands in it."""
        letters: list[str] = []
        places = array("I")
        for place, character in enumerate(self._reading.folded.text):
            for letter in _letters(character):
                letters.append(letter)
                places.append(place)
        return "".join(letters), places

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Blocks between blank lines or, in a text without blank lines, lines."""
        separator = r"\n[ \t]*\n\s*" if re.search(r"\S\n[ \t]*\n\s*\S", self.text) else r"\n\s*"
        spans = []
        start = 0
        for match in [*re.finditer(separator, self.text), None]:
            end = match.start() if match else len(self.text)
            block = self.text[start:end]
            if block.strip():
                begin = start + len(block) - len(block.lstrip())
                spans.append(Span(begin, start + len(block.rstrip())))
            start = match.end() if match else end
        return spans

    def paragraph_of(self, offset: int) -> int:
        """The number of the paragraph, from 1, that an offset lies in."""
        return max(1, bisect_right(self.paragraphs, offset, key=lambda span: span.start))

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the text, paragraph by paragraph."""
        spans = []
        for paragraph in self.paragraphs:
            start = paragraph.start
            for block in _blocks(self.text[paragraph.start : paragraph.end].replace("\n", " ")):
                for sentence in sentencex.segment(self.language.split("-")[0], block):
                    begin = start + len(sentence) - len(sentence.lstrip())
                    if sentence.strip():
                        spans.append(Span(begin, start + len(sentence.rstrip())))
                    start += len(sentence)
        return spans

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset."""
        before = self.text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1

    def excerpt(self, span: Span) -> str:
        """The text of a span, as it stands, with line breaks as spaces."""
        return " ".join(self.text[span.start : span.end].split())


class State(StrEnum):
    """What became of a citation's quote."""

    FOUND = "found"
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"
    # The source's text is not stored, or the citation has only a locator.
    NOT_CHECKED = "not checked"


class Match(NamedTuple):
    """A citation's quote in its source: what became of it, and the spans where it was found."""

    state: State
    spans: tuple[Span, ...] = ()


_NOT_CHECKED = Match(State.NOT_CHECKED)


class Use(NamedTuple):
    """A citation and where it stands: the record, and the path of the citation in it."""

    record: str
    path: Path
    citation: Citation


@dataclass(frozen=True)
class Passages:
    """Every stored text, and for each source its citations, in the order of what they stand in."""

    texts: Mapping[str, SourceText]
    uses: Mapping[str, tuple[Use, ...]]
    _kept: Dependencies = field(default_factory=Once, repr=False, compare=False)

    def match(self, citation: Citation) -> Match:
        """Where a citation's quote stands."""
        text = self.texts.get(citation.source)
        if text is None or citation.quote is None:
            return _NOT_CHECKED
        return text.match(citation.quote, citation.prefix or "", citation.suffix or "")

    def cited(self, source: str) -> tuple[tuple[Span, Use], ...]:
        """The spans of a source's text that are cited, each with its use, in the order of the text."""
        return self._kept.made(("cited", source), lambda: self._cited(source))

    def _cited(self, source: str) -> tuple[tuple[Span, Use], ...]:
        spans = [(span, use) for use in self.uses.get(source, ()) for span in self.match(use.citation).spans]
        return tuple(sorted(spans, key=lambda item: item[0]))

    def tracked(self, kept: Dependencies) -> "Passages":
        """The same passages, so that whoever looks something up in them is noted."""
        return Passages(kept.track("source text", self.texts), kept.track("use", self.uses), kept)


def locate(owners: Mapping[str, Model], texts: Mapping[str, SourceText]) -> Passages:
    """The citations of every record given, to be found in the stored texts."""
    return Passages(texts, Grouping(uses_in).of(owners))


def uses_in(owner: str, model: Model) -> Iterator[tuple[str, Use]]:
    """Every citation in a record, by the source that it cites."""
    for path, part in parts(model):
        if isinstance(part, Citation):
            yield part.source, Use(owner, path, part)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap or touch joined into one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _parts(needle: str) -> list[str]:
    """The parts of a folded quote between ellipses."""
    return [part for part in _GAP.split(needle) if part]


def _blocks(text: str) -> Iterator[str]:
    """A text in blocks of bounded length, cut behind a full stop or else a space where it is too long."""
    while len(text) > _BLOCK:
        cut = max(text.rfind(end, 0, _BLOCK) for end in (". ", "! ", "? ", "。", "۔ ", "। ")) + 1
        cut = cut or text.rfind(" ", 0, _BLOCK) + 1 or _BLOCK
        yield text[:cut]
        text = text[cut:]
    yield text


def _letters(text: str) -> Iterator[str]:
    """The letters and digits of a folded text in one case, without accents and vowel points."""
    for character in text.casefold().translate(_SAME_LETTERS):
        if character.isalnum() or (is_mark(character) and not _POINTS.match(character)):
            yield character


def _numbers(text: str) -> list[str]:
    """The numbers of a folded text, without what parts their thousands."""
    return re.findall(r"\d+(?:[.,/:']\d+)*", re.sub(r"(?<=\d)[.,' ](?=\d{3}(?!\d))", "", text))


def _words(text: str) -> list[str]:
    """The words of a folded text, each with the marks on its letters."""
    return "".join(each if each.isalpha() or is_mark(each) else " " for each in text).split()


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The letters that stand right before one place and right after another."""
    first, last = start, end
    while first > max(0, start - _REACH) and (text[first - 1].isalpha() or is_mark(text[first - 1])):
        first -= 1
    while last < min(len(text), end + _REACH) and (text[last].isalpha() or is_mark(text[last])):
        last += 1
    return text[first:start], text[end:last]


def _marked(text: str, match: re.Match[str]) -> str:
    """A footnote mark with the letters before it."""
    return _beside(text, match.start(), match.end())[0] + match[0]


def _is_footnote(text: str, match: re.Match[str]) -> bool:
    """Whether what looks like a footnote mark is one: no power, unit, number, name or letter left out."""
    start, end = match.span()
    following = text[end : end + 1]
    if following and (joins(f"a{following}", 1) or following in _POWER_GOES_ON):
        return False
    place = start
    while place and place > start - 8 and text[place - 1] in _CLOSING:
        place -= 1
    closed = place < start
    if match["bracket"]:
        attached = text[start - 1 : start] not in ("", " ", "(", "[", "-")
        return attached and (closed or not _LETTER.match(match[0]))
    word, _ = _beside(text, place, place)
    letters = [letter for letter in word if letter.isalpha()]
    if len(letters) < (1 if closed else _WORD) or word.lower() in _WITH_POWERS:
        return False
    if match["letter"] and letters[-1].isupper():
        return False
    # 5 metres², 3 平方米²: the word after a number may be a unit.
    begin = place - len(word)
    before = text[max(0, begin - 2) : begin].rstrip(" -")
    return closed or not (match["raised"] and match[0][0] in "²³" and before[-1:].isdecimal())


def _other_case(match: re.Match[str]) -> str:
    """The letter that an editor's brackets stand for: that of the source, in its other case."""
    letter = match[1].swapcase()
    return letter if len(letter) == 1 and letter != match[1] else match[0]
