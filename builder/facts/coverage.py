"""What became of each sentence of the stored texts: cited, left out with a reason, or neither."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from builder.facts.briefing import Briefing
from builder.facts.passages import Passages, SourceText, Span, merged
from builder.facts.typography import fold
from builder.model.records import Source

# A word; in scripts written without spaces, a character.
_WORD = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
    r"|[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)


class Coverage(StrEnum):
    """What became of a sentence."""

    CITED = "cited"
    PARTLY_CITED = "partly cited"
    LEFT_OUT = "left out"
    NOT_CITED = "not cited"
    # The title of the source above its text: nothing needs to rest on it.
    HEADLINE = "headline"


class Sentence(NamedTuple):
    """One sentence of a stored text: where it stands, and what became of it.

    `words` counts its words, `covered` those of them that are cited or left out; `reason` says why it
    is left out.
    """

    span: Span
    line: int
    column: int
    text: str
    state: Coverage
    words: int
    covered: int
    reason: str = ""


@dataclass(frozen=True)
class SourceCoverage:
    """The sentences of one source's stored text (`path`), in order."""

    source: str
    path: str
    sentences: tuple[Sentence, ...]

    @cached_property
    def counts(self) -> Counter[Coverage]:
        """How many sentences there are in each state."""
        return Counter(sentence.state for sentence in self.sentences)

    @property
    def share(self) -> float:
        """The share of the words below the headline that are cited or left out, 0 to 1."""
        body = [sentence for sentence in self.sentences if sentence.state is not Coverage.HEADLINE]
        words = sum(sentence.words for sentence in body)
        return sum(sentence.covered for sentence in body) / words if words else 1.0

    @property
    def complete(self) -> bool:
        """Whether every sentence below the headline is cited, at least in part, or left out."""
        return not self.counts[Coverage.NOT_CITED]


def coverage(briefing: Briefing, passages: Passages) -> tuple[SourceCoverage, ...]:
    """The coverage of every source with a stored text, in the editors' order."""
    return tuple(
        of_source(source, passages) for source in briefing.sources.values() if source.id in passages.texts
    )


def of_source(source: Source, passages: Passages) -> SourceCoverage:
    """The coverage of one source, which must have a stored text."""
    return SourceCoverage(
        source.id, source.text or "", tuple(sentences(source, passages, frozenset(Coverage)))
    )


def sentences(source: Source, passages: Passages, states: Container[Coverage]) -> Iterator[Sentence]:
    """The sentences of a source's text that are in some states, in order."""
    text = passages.texts[source.id]
    cited = _Spans(merged(span for span, _ in passages.cited(source.id)))
    # By reason, in the order given: the first that fits a sentence is its reason.
    left_out = [(_Spans(merged(text.places(words.quote))), words.reason) for words in source.left_out]
    covered = _Spans(merged([*cited.spans, *(span for spans, _ in left_out for span in spans.spans)]))
    headline = _headline(source, text)
    lines = [0, *(match.end() for match in re.finditer("\n", text.text))]
    for span in text.sentences:
        reason = ""
        if cited.touch(span):
            state = Coverage.CITED if _all_words(text, span, cited) else Coverage.PARTLY_CITED
        else:
            reasons = [reason for spans, reason in left_out if spans.touch(span)]
            reason = reasons[0] if reasons else ""
            state = Coverage.LEFT_OUT if reasons else Coverage.NOT_CITED
            if not reasons and span.end <= headline:
                state = Coverage.HEADLINE
        if state in states:
            line = bisect_right(lines, span.start)
            column = span.start - lines[line - 1] + 1
            held = [covered.hold(word) for word in _words(text, span)]
            excerpt = text.excerpt(span)
            yield Sentence(span, line, column, excerpt, state, len(held), sum(held), reason)


def _words(text: SourceText, span: Span) -> Iterator[Span]:
    return (Span(*match.span()) for match in _WORD.finditer(text.text, span.start, span.end))


def _all_words(text: SourceText, span: Span, cited: "_Spans") -> bool:
    """Whether citations hold every word of a sentence: its last full stop does not count."""
    return cited.hold(span) or all(cited.hold(word) for word in _words(text, span))


def _headline(source: Source, text: SourceText) -> int:
    """Where the headline above a text ends; 0 where there is none."""
    first = text.paragraphs[0]
    return first.end if fold(text.text[first.start : first.end]) == fold(source.title) else 0


class _Spans:
    """Spans in order that do not overlap, to be looked up by place."""

    def __init__(self, spans: list[Span]) -> None:
        self.spans = spans
        self.starts = [span.start for span in spans]

    def touch(self, span: Span) -> bool:
        """Whether any of them overlaps a span."""
        before = bisect_right(self.starts, span.end - 1)
        return before > 0 and self.spans[before - 1].end > span.start

    def hold(self, span: Span) -> bool:
        """Whether one of them holds a span as a whole."""
        before = bisect_right(self.starts, span.start)
        return before > 0 and self.spans[before - 1].end >= span.end
