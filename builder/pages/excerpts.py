"""What a source's page shows of its text: the cited passages, with what rests on each."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from builder.facts.passages import Passages, SourceText, Span, Use, merged

# All that ends a line somewhere; a paragraph is one line of its page.
_LINE_BREAK = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the stored text; `start` is where citations begin that lead here (−1: none do)."""

    text: str
    cited: bool
    start: int = -1


@dataclass(frozen=True, slots=True)
class Passage:
    """Overlapping citations as one passage, with what rests on it.

    `opens` and `closes` are whether the passage begins and ends where its paragraph does.
    """

    segments: tuple[Segment, ...]
    uses: tuple[Use, ...]
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a source, by number from 1: its cited passages, and all its segments in order."""

    number: int
    passages: tuple[Passage, ...]
    segments: tuple[Segment, ...]


def of_source(passages: Passages, source: str) -> list[Paragraph]:
    """Every paragraph of a source's stored text, the cited ones with their passages."""
    text = passages.texts[source]
    cited = passages.cited(source)
    spans = merged(span for span, _ in cited)
    starts = sorted({span.start for span, _ in cited})
    # Merged spans do not overlap, so that their starts and their ends are in order; and the citations in
    # each stand together.
    firsts, ends = [span.start for span in spans], [span.end for span in spans]
    citing = [
        bisect_left(cited, start, key=lambda item: item[0].start) for start in [*firsts, len(text.text)]
    ]
    result = []
    for number, paragraph in enumerate(text.paragraphs, 1):
        held = range(bisect_right(ends, paragraph.start), bisect_left(firsts, paragraph.end))
        inside = [_within(spans[each], paragraph) for each in held]
        found = tuple(
            Passage(
                segments=tuple(_segments(text, part, starts, cited=True)),
                uses=tuple(
                    dict.fromkeys(
                        use for span, use in cited[citing[each] : citing[each + 1]] if _overlap(span, part)
                    )
                ),
                opens=part.start == paragraph.start,
                closes=part.end == paragraph.end,
            )
            for each, part in zip(held, inside, strict=True)
        )
        segments: list[Segment] = []
        position = paragraph.start
        for part in inside:
            segments += _segments(text, Span(position, part.start), starts, cited=False)
            segments += _segments(text, part, starts, cited=True)
            position = part.end
        segments += _segments(text, Span(position, paragraph.end), starts, cited=False)
        result.append(Paragraph(number, found, tuple(segments)))
    return result


def _segments(text: SourceText, span: Span, starts: Sequence[int], *, cited: bool) -> list[Segment]:
    """A span cut where citations begin."""
    if span.start >= span.end:
        return []
    inside = starts[bisect_left(starts, span.start) : bisect_left(starts, span.end)] if cited else []
    cuts = sorted({span.start, *inside})
    return [
        Segment(
            _LINE_BREAK.sub(" ", text.text[start:end]),
            cited,
            start if [start] == inside[:1] or start > span.start else -1,
        )
        for start, end in zip(cuts, [*cuts[1:], span.end], strict=True)
    ]


def _overlap(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end


def _within(span: Span, frame: Span) -> Span:
    return Span(max(span.start, frame.start), min(span.end, frame.end))
