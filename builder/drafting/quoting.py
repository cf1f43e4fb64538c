"""Citations that the checker finds, each in one place only."""

from typing import NamedTuple

from builder.passages import SourceText, Span
from builder.writer import Plain, readable


class Quote(NamedTuple):
    """Words of a stored text, with as many words around them as it takes to find them once."""

    words: str
    prefix: str = ""
    suffix: str = ""

    def citation(self, source: str) -> dict[str, Plain]:
        """The fields of a citation."""
        around = {"prefix": self.prefix, "suffix": self.suffix}
        return {"source": source, "quote": self.words, **{key: text for key, text in around.items() if text}}


def quote(text: SourceText, span: Span, words: str = "") -> Quote | None:
    """A quote of a span, or of words in it; none where they cannot be quoted as they stand."""
    exact = readable(words or text.excerpt(span)).strip()
    place = next((place for place in text.places(exact) if _within(place, span)), None) if exact else None
    if place is None:
        return None
    found = Quote(exact)
    around = 0
    before = text.text[: place.start].split()
    after = text.text[place.end :].split()
    while not _finds(text, found, place):
        # With all that stands before and after, no other place is left.
        if around >= max(len(before), len(after)):
            return None
        around = around * 2 or 2
        prefix, suffix = " ".join(before[-around:]), " ".join(after[:around])
        for candidate in (Quote(exact, prefix), Quote(exact, "", suffix), Quote(exact, prefix, suffix)):
            if _finds(text, candidate, place):
                found = candidate
                break
    return found


def _finds(text: SourceText, quote: Quote, place: Span) -> bool:
    return text.find(quote.words, quote.prefix, quote.suffix) == [(place,)]


def _within(place: Span, span: Span) -> bool:
    return span.start <= place.start and place.end <= span.end
