"""Citations that the checker finds, each in one place only."""

from typing import NamedTuple

from builder.facts.passages import SourceText, Span
from builder.files.yaml_writer import Plain, readable


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
    while not _finds(text, found, place):
        # With all that stands before and after, no other place is left.
        if around > len(text.text):
            return None
        around = around * 2 or 20
        prefix = _whole_words(text.text[max(0, place.start - around - 1) : place.start], -around)
        suffix = _whole_words(text.text[place.end : place.end + around + 1], around)
        for candidate in (Quote(exact, prefix), Quote(exact, "", suffix), Quote(exact, prefix, suffix)):
            if _finds(text, candidate, place):
                found = candidate
                break
    return found


def _finds(text: SourceText, quote: Quote, place: Span) -> bool:
    return text.find(quote.words, quote.prefix, quote.suffix) == [(place,)]


def _whole_words(stretch: str, around: int) -> str:
    """The words of a stretch beside a quote, but the one that its far end may have cut."""
    words = stretch.split()
    if len(stretch) > abs(around) and len(words) > 1:
        words = words[1:] if around < 0 else words[:-1]
    return " ".join(words)


def _within(place: Span, span: Span) -> bool:
    return span.start <= place.start and place.end <= span.end
