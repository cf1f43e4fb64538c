"""A quote does not stand in the stored text of its source.

Words between quotation marks are the one thing that a reader can check without trusting anybody. They
must stand in the source as quoted: same letters, same case, same punctuation. Only typography may
differ: white space and line breaks, curly or straight quotation marks, the kind of dash, `…` or `...`.

`…` inside a quote joins two passages, which must follow each other in the source.

Fails, because the source says “two children”:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date: 2024-01-16
      account:
        - text: Pakistan reported the deaths of children.
          cites: [{source: report, quote: the deaths of three children}]

Passes:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date: 2024-01-16
      account:
        - text: Pakistan reported the deaths of children.
          cites: [{source: report, quote: the deaths of two children}]
"""

from collections.abc import Iterator

from builder.passages import Span, State
from builder.problems import Problem, Severity
from builder.records import Citation
from builder.rules.rule import Facts, listed

SEVERITY = Severity.ERROR
# Below this likeness (per cent of characters) a passage is no help.
LIKE = 50
# How much of what stands around a quote a hint shows, in characters.
AROUND = 40


def check(facts: Facts) -> Iterator[Problem]:
    """Every quote that is not in its source, with the passage that is most like it."""
    briefing = facts.briefing
    for use in facts.passages.uses:
        if facts.passages.match(use.citation).state is State.MISSING:
            location = briefing.locate(use.record, (*use.path, "quote"))
            source = use.citation.source
            message, hint = _words(facts, use.citation) or _quote(facts, source, use.citation.quote or "")
            yield Problem("quote-not-found", location, message, hint, use.record)
    for source, record in briefing.sources.items():
        text = facts.passages.texts.get(source)
        for index, words in enumerate(record.left_out):
            if text and not text.find(words.quote):
                location = briefing.locate(source, ("left_out", index, "quote"))
                yield Problem("quote-not-found", location, *_quote(facts, source, words.quote), source)


def _words(facts: Facts, citation: Citation) -> tuple[str, str] | None:
    """Message and hint where the quote stands in its source, but not beside its prefix and suffix."""
    text = facts.passages.texts[citation.source]
    quote = citation.quote or ""
    places = text.find(quote)
    if not places:
        return None
    start, end = places[0][0].start, places[0][-1].end
    beside = listed([f"`{name}`" for name in ("prefix", "suffix") if getattr(citation, name)])
    around = text.excerpt(Span(max(0, start - AROUND), end + AROUND))
    path = facts.briefing.sources[citation.source].text
    return f"“{quote}” stands in {path}, but not beside this {beside}", f"It reads there: “…{around}…”"


def _quote(facts: Facts, source: str, quote: str) -> tuple[str, str]:
    """Message and hint where the quote does not stand in its source."""
    text = facts.passages.texts[source]
    path = facts.briefing.sources[source].text
    *before, missing = text.parts_up_to_the_missing(quote) or [quote]
    if not before:
        # Only the first of several parts is shown by itself: a single one as the editor typed it.
        missing = quote if "…" not in quote and "..." not in quote else missing
        message = f"“{missing}” does not stand in {path}"
    else:
        message = f"“{missing}” does not stand in {path} behind “{before[-1]}”"
    places = text.find(missing)
    if places:
        line, column = text.position(places[0][0].start)
        return message, f"It stands further up, at {line}:{column}. Quote the parts in the order of the text."
    passage, likeness = text.nearest(missing)
    return (
        message,
        f"The nearest passage there is: “{passage}”" if likeness >= LIKE else "Nothing there is like it.",
    )
