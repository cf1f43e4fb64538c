"""Source texts: where quotes stand, which passages are cited, which sentences are not.

Quotes match after folding typography only: white space, quotation marks, dashes, ellipses, soft
hyphens and Unicode compatibility forms. Letters, case and all other punctuation must agree, and a
match never begins or ends inside a word. Offsets are always those of the stored text, in characters.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import islice, pairwise, product
from typing import NamedTuple

import sentencex
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from builder.machinery.grouping import Grouping
from builder.machinery.results import Dependencies, Once
from builder.model.records import Citation, Model, Path, parts

# Soft hyphen, zero-width space, word joiner, byte order mark, direction marks: not printed.
_UNPRINTED = (
    "\u00ad\u200b\u2060\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_FOLDS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u2039\u203a", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys(_UNPRINTED, None),
    }
)
# How far from the edge of the likeliest window the nearest passage may begin or end, in characters.
_EDGE = 25
_GAP = re.compile(r"\s*\[?(?:\.\.\.|…)\]?\s*")
_GAP_KEPT = re.compile(f"({_GAP.pattern})")
# Accents on Latin, Greek and Cyrillic letters, vowel points of Arabic and Hebrew; other marks are letters.
_POINTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
# Letters that keyboards of Arabic and Persian write with one code or the other.
_SAME_LETTERS = str.maketrans("يىك", "ییک")
# A text in runs that fold on their own: plain characters (without the last where a mark may stand on
# it), white space, and all else.
_RUN = re.compile(
    r"(?P<plain>(?:[!-~]+ )*[!-~]+(?![^\x00-\x7f]))|(?P<space>[\t-\r\x1c-\x1f ]+(?![^\x00-\x7f]))"
    r"|(?P<other>[\x00-\x7f]?[^\x00-\x7f]+|[\x00-\x7f])"
)
# Scripts written without spaces, where a match may begin between any two letters.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)


class Span(NamedTuple):
    """A stretch of a stored text: from `start` up to, not including, `end`."""

    start: int
    end: int


def fold(text: str) -> str:
    """The text with its typography made plain, white space as single spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_FOLDS)).translate(_FOLDS)
    return " ".join(text.split())


class SourceText:
    """One stored text, folded once, that finds quotes in itself."""

    def __init__(self, text: str, language: str = "en") -> None:
        self.text = text
        self.language = language
        self._matches: dict[tuple[str, str, str], Match] = {}

    @cached_property
    def _folded(self) -> tuple[str, "array[int]"]:
        """The folded text, and for each of its characters the offset of the cluster it came from."""
        pieces: list[str] = []
        offsets = array("I")
        for match in _RUN.finditer(self.text):
            start, end = match.span()
            if match.lastgroup == "plain":
                pieces.append(match[0])
                offsets.extend(range(start, end))
            elif match.lastgroup == "space":
                if pieces and pieces[-1] != " ":
                    pieces.append(" ")
                    offsets.append(start)
            else:
                for offset, cluster in _clusters(match[0]):
                    folded = unicodedata.normalize("NFKD", cluster.translate(_FOLDS)).translate(_FOLDS)
                    for character in folded:
                        if character.isspace():
                            if not pieces or pieces[-1] == " ":
                                continue
                            character = " "
                        pieces.append(character)
                        offsets.append(start + offset)
        if pieces and pieces[-1] == " ":
            pieces.pop()
            offsets.pop()
        return "".join(pieces), offsets

    def find(self, quote: str, prefix: str = "", suffix: str = "") -> list[tuple[Span, ...]]:
        """Every place where the quote stands, one span for each part between ellipses.

        At most two places are returned: two are enough to know that the quote is ambiguous.
        """
        needle = fold(quote)
        if prefix or suffix:
            found = self._find_parts([needle], fold(prefix), fold(suffix))
        else:
            starts = islice(self._occurrences(needle, 0), 2)
            found = [(self._span(start, start + len(needle)),) for start in starts]
        if not found:
            needles = [part for part in _GAP.split(needle) if part]
            if needles and needles != [needle]:
                found = self._find_parts(needles, fold(prefix), fold(suffix))
        return found

    def match(self, quote: str, prefix: str = "", suffix: str = "") -> "Match":
        """What became of a quote; each is looked for once."""
        wanted = quote, prefix, suffix
        found = self._matches.get(wanted)
        if found is None:
            places = self.find(*wanted)
            found = Match(State.MISSING)
            if places:
                found = Match(State.FOUND, places[0]) if len(places) == 1 else Match(State.AMBIGUOUS)
            self._matches[wanted] = found
        return found

    def places(self, quote: str) -> list[Span]:
        """Every place where the quote stands; where it joins passages with ellipses, their first places."""
        needle = fold(quote)
        starts = list(self._occurrences(needle, 0))
        if not starts:
            return [span for place in self.find(quote)[:1] for span in place]
        return [self._span(start, start + len(needle)) for start in starts]

    def count(self, quote: str) -> int:
        """How often the quote stands in the text, taken as one passage."""
        return sum(1 for _ in self._occurrences(fold(quote), 0))

    def _find_parts(self, needles: list[str], prefix: str, suffix: str) -> list[tuple[Span, ...]]:
        folded, _ = self._folded
        chains: list[tuple[tuple[int, int], ...]] = [()]
        for position, needle in enumerate(needles):
            longer = []
            for chain in chains:
                for start in self._occurrences(needle, chain[-1][1] if chain else 0):
                    end = start + len(needle)
                    # White space is single in folded text: at most one space stands between.
                    before = start - (folded[start - 1 : start] == " ")
                    after = end + (folded[end : end + 1] == " ")
                    last = position == len(needles) - 1
                    if position == 0 and not folded.endswith(prefix, 0, before):
                        continue
                    if last and not folded.startswith(suffix, after):
                        continue
                    longer.append((*chain, (start, end)))
                    # Two are ambiguous already; before the last part a few more may yet drop out.
                    if last and len(longer) > 1:
                        break
            chains = longer[:50]
        return [tuple(self._span(start, end) for start, end in chain) for chain in chains[:2]]

    def _occurrences(self, needle: str, start: int) -> Iterator[int]:
        folded, _ = self._folded
        while needle and (start := folded.find(needle, start)) >= 0:
            if self._may_part(start) and self._may_part(start + len(needle)):
                yield start
            start += 1

    def _may_part(self, offset: int) -> bool:
        """Whether a match may begin or end at an offset of the folded text."""
        folded, offsets = self._folded
        if not 0 < offset < len(folded):
            return True
        return offsets[offset - 1] != offsets[offset] and not _joins(folded, offset)

    def _span(self, start: int, end: int) -> Span:
        _, offsets = self._folded
        first = offsets[start]
        last = offsets[end] if end < len(offsets) else len(self.text)
        while last > first and (self.text[last - 1].isspace() or self.text[last - 1] in _UNPRINTED):
            last -= 1
        return Span(first, last)

    def parts_up_to_the_missing(self, quote: str) -> list[str]:
        """The parts of a quote with `…`, up to the first that does not stand behind those before it."""
        needles = [part for part in _GAP.split(fold(quote)) if part]
        for number in range(1, len(needles)):
            if not self._find_parts(needles[:number], "", ""):
                return needles[:number]
        return needles

    def nearest(self, quote: str) -> tuple[str, float]:
        """The passage most like a quote, as it stands in the text, and how like it is (0 to 100)."""
        folded, _ = self._folded
        needle = fold(quote)
        alignment = fuzz.partial_ratio_alignment(needle, folded)
        if alignment is None or alignment.dest_end <= alignment.dest_start:
            return "", 0.0
        # The window is as long as the quote; the words that fit best may begin or end beside its edges.
        window = max(0, alignment.dest_start - 2 * _EDGE), alignment.dest_end + 2 * _EDGE
        words = [match.span() for match in re.compile(r"\S+").finditer(folded, *window)]
        starts = [start for start, _ in words if abs(start - alignment.dest_start) <= _EDGE]
        ends = [end for _, end in words if abs(end - alignment.dest_end) <= _EDGE]
        start, end = min(
            product(starts or [alignment.dest_start], ends or [alignment.dest_end]),
            key=lambda edges: Levenshtein.distance(needle, folded[slice(*edges)]),
        )
        span = self._span(start, end)
        return " ".join(self.text[span.start : span.end].split()), alignment.score

    def same_words(self, quote: str) -> str | None:
        """A quote as the text has it, where exactly one passage has the same letters and digits.

        Case, spaces, punctuation and accents may differ. Each part of a quote with `…` is looked for alone.
        """
        whole = self._loosely(quote)
        if whole:
            return whole
        pieces = _GAP_KEPT.split(quote)
        if len(pieces) < 3:
            return None
        found = [self._loosely(piece) if piece else "" for piece in pieces[::2]]
        if None in found:
            return None
        pieces[::2] = [piece or "" for piece in found]
        made = "".join(pieces)
        return made if self.find(made) else None

    def _loosely(self, quote: str) -> str | None:
        """The one passage with the letters and digits of a quote, as it stands in the text."""
        folded, _ = self._folded
        loose, places = self._letters
        needle = fold(quote)
        letters = "".join(_letters(needle))
        at = loose.find(letters) if letters else -1
        if at < 0:
            return None
        found: list[tuple[int, int]] = []
        while at >= 0 and len(found) < 2:
            start, end = places[at], places[at + len(letters) - 1] + 1
            if not (_joins(folded, start) or _joins(folded, end)):
                found.append((start, end))
            at = loose.find(letters, at + 1)
        if len(found) != 1:
            return None
        start, end = found[0]
        # Punctuation at the edges of the quote belongs to it where the text has it too.
        edges = re.compile(r"(\W*).*?(\W*)", re.DOTALL).fullmatch(needle)
        before, after = edges.groups() if edges else ("", "")
        while before and start and folded[start - 1] == before[-1]:
            start, before = start - 1, before[:-1]
        while after and end < len(folded) and folded[end] == after[0]:
            end, after = end + 1, after[1:]
        return self.excerpt(self._span(start, end)).strip()

    @cached_property
    def _letters(self) -> tuple[str, "array[int]"]:
        """The letters and digits of the folded text in one case, and where each stands in it."""
        folded, _ = self._folded
        letters: list[str] = []
        places = array("I")
        for place, character in enumerate(folded):
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
        return max(1, bisect_right([span.start for span in self.paragraphs], offset))

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the text, paragraph by paragraph."""
        spans = []
        for paragraph in self.paragraphs:
            block = self.text[paragraph.start : paragraph.end].replace("\n", " ")
            start = paragraph.start
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

    def watched(self, kept: Dependencies) -> "Passages":
        """The same passages, so that whoever looks something up in them is noted."""
        return Passages(kept.watch("source text", self.texts), kept.watch("use", self.uses), kept)


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


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """A text in pieces that normalise on their own: a character with the marks that follow it."""
    starts = [0] if text else []
    if text.isascii():
        starts = list(range(len(text)))
    else:
        for offset, character in enumerate(text[1:], 1):
            if character.isascii() or not _continues(character):
                starts.append(offset)
    for start, end in pairwise([*starts, len(text)]):
        yield start, text[start:end]


def _continues(character: str) -> bool:
    """Whether a character belongs to the one before it: a mark on it, or not printed at all."""
    if character in _UNPRINTED:
        return True
    return bool(unicodedata.combining(unicodedata.normalize("NFKD", character)[0]))


def _same_word(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one word, or the second stands on the first."""
    if left == " " or right == " ":
        return False
    if _is_mark(right):
        return not left.isspace()
    letters = (left.isalnum() or _is_mark(left)) and right.isalnum()
    return letters and not (_UNSPACED.match(left) or _UNSPACED.match(right))


def _letters(text: str) -> Iterator[str]:
    """The letters and digits of a folded text in one case, without accents and vowel points."""
    for character in text.casefold().translate(_SAME_LETTERS):
        if character.isalnum() or (_is_mark(character) and not _POINTS.match(character)):
            yield character


def _joins(folded: str, offset: int) -> bool:
    """Whether an offset lies inside a word."""
    return 0 < offset < len(folded) and _same_word(folded[offset - 1], folded[offset])


def _is_mark(character: str) -> bool:
    """Whether it is an accent or a vowel sign, which never stands alone."""
    return unicodedata.category(character).startswith("M")
