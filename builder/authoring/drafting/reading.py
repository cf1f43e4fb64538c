"""What the recognisers find in one sentence, side by side."""

import re
from dataclasses import dataclass

from builder.authoring.drafting import actions, claims, counts, datewords
from builder.authoring.drafting.knownnames import Mention, Names
from builder.facts.passages import SourceText, Span
from builder.model.dates import EdtfDate

# Where a report was filed: KARSIN, 3 January (Agency) –
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+)*)(?:,[^—–.]{1,40}|,? [A-Z][a-z]+\.? \d{1,2})?"
    r"\s*(?:\([^)]{1,40}\)\s*)?"
    r"(?:—|–|--|-)\s+(?=\S)"
)


@dataclass(frozen=True)
class Reading:
    """One sentence: its place in the stored text, its words on one line, and what is recognised in them.

    Offsets in what is recognised are those in `text`.
    """

    span: Span
    text: str
    mentions: tuple[Mention, ...]
    dates: tuple[datewords.DateWords, ...]
    claims: tuple[claims.Claim, ...]
    counts: tuple[counts.Count, ...]
    actions: tuple[actions.Action, ...]


def without_dateline(text: SourceText, span: Span) -> Span:
    """A sentence without the dateline of the report that it may begin."""
    match = _DATELINE.match(text.text, span.start, span.end)
    return Span(match.end(), span.end) if match and match.end() < span.end else span


def read(text: SourceText, span: Span, names: Names, published: EdtfDate | None) -> Reading:
    """Recognise what a sentence of a stored text tells of."""
    words = text.excerpt(span)
    language = text.language
    mentions = tuple(names.find(words))
    dates = tuple(datewords.find(words, language, published))
    return Reading(
        span=span,
        text=words,
        mentions=mentions,
        dates=dates,
        claims=tuple(claims.find(words, mentions, language)),
        # `On 16 January people were killed` gives no figure.
        counts=tuple(
            count
            for count in counts.find(words, language)
            if not any(date.start < count.end and count.start < date.end for date in dates)
        ),
        actions=tuple(
            actions.find(words, language, [(each.start, each.end) for each in dates if not each.bound])
        ),
    )
