"""A quote is not in the stored text of its source.

Words between quotation marks are the one thing that a reader can check without trusting anybody. They
must be in the source as quoted: same letters, same case, same punctuation. Only typography may
differ, which is:

- white space and line breaks, wherever there is some;
- the kind of quotation marks, single or double, and of apostrophes (’, ʿ, ʾ, a grave accent);
- the kind of dash (`-`, –, —, `--`) and the spaces around it;
- `…`, `...` or `. . .`;
- characters that are not printed, such as soft hyphens, zero-width (non-)joiners and the Arabic tatweel;
- ligatures, full and half width, letters of another font; in Persian and Urdu, ي for ی and ك for ک.

Digits that are raised, lowered, circled or fractions are not other digits: 5¹ is not 51, ½ is not 1/2.
Accents and vowel points must be as they are in the source.

What people mark or leave out when they copy is accepted, too:

- the source’s footnote marks (`²`, `*`, `†`, `[3]`) behind a word or a full stop, but not behind a digit or
  a unit, where ² may be a power;
- a hyphen at the end of a line, where the word goes on in the next one: in the source or in the quote;
- in Persian, a space for a zero-width non-joiner, or the other way round;
- `[T]he` for “the”, and `[t]he` for “The”: one letter in brackets, whose case the editor has changed.

A quote begins and ends with whole words and whole numbers: “5 people” is not in “1.5 people”, “can” is not in
“can’t”. In scripts written without spaces (Chinese, Japanese, Thai, Khmer and others) it may begin and end
between any two letters, in Korean end before a particle. A zero-width non-joiner does not part a word.

`…` inside a quote, also as `[…]` or `(…)`, joins two passages, which must follow each other in the source.

A quote has at most 5,000 characters. For one of more than 1,000 that is not there, the nearest passage
is not looked for.

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
from functools import cache
from typing import NamedTuple

from builder.checks.rule import Finding, Rule, listed, shortened
from builder.facts.facts import Facts
from builder.facts.passages import LONGEST, Passages, Span, State
from builder.files.changes import SetText
from builder.files.problems import Severity
from builder.files.yaml_writer import readable
from builder.model.base import Path
from builder.model.records import Citation, Source

# Below this likeness (per cent of characters) a passage is no help.
LIKE = 50
_TOO_LONG = "The quote is too long to search for the passage that is nearest: look for a shorter part of it."
_NOTHING_LIKE = "Nothing there is like it. Copy the words from the text, or cite the source that has them."
# So many quotes from one source, of which none is there, can hardly be slips of the pen.
SEVERAL = 3
# How much of what stands around a quote a hint shows, in characters.
AROUND = 40


def check(facts: Facts) -> Iterator[Finding]:
    """Every quote that is not in its source, with the passage that is most like it."""
    briefing = facts.briefing

    @cache
    def of_another_text(source: str) -> int:
        return _of_another_text(facts.passages, source)

    for use in facts.uses:
        if facts.passages.match(use.citation).state is State.MISSING:
            location = briefing.locate(use.record, (*use.path, "quote"))
            source = use.citation.source
            found = (
                _too_long(use.citation)
                or _beside(facts, use.citation)
                or _quote(facts, source, use.citation.quote or "")
            )
            hint, cause = found.hint, ""
            if count := of_another_text(source):
                path = briefing.sources[source].text
                hint += f"\nNone of the {count} quotes from `{source}` is in {path}: is it the right text?"
                cause = source
            yield Finding(
                location,
                found.message,
                hint,
                use.record,
                words=found.words,
                cause=cause,
                remedy=_remedy(facts, use.citation, (*use.path, "quote")),
            )
    for record in facts.of(Source):
        source, text = record.id, facts.passages.texts.get(record.id)
        for index, words in enumerate(record.left_out):
            if text and not text.find(words.quote):
                location = briefing.locate(source, ("left_out", index, "quote"))
                found = _quote(facts, source, words.quote)
                own = text.same_words(words.quote)
                yield Finding(
                    location,
                    found.message,
                    found.hint,
                    source,
                    words=found.words,
                    remedy=SetText(("left_out", index, "quote"), own)
                    if own and readable(own) == own
                    else None,
                )


def _of_another_text(passages: Passages, source: str) -> int:
    """How many quotes a source has, where none is in its text though there are several; else 0."""
    found = [passages.match(use.citation).state for use in passages.uses.get(source, ())]
    quotes = [state for state in found if state is not State.NOT_CHECKED]
    return len(quotes) if len(quotes) >= SEVERAL and set(quotes) == {State.MISSING} else 0


def _remedy(facts: Facts, citation: Citation, path: Path) -> SetText | None:
    """The source's own words in the place of a quote, where it can only be these."""
    text, quote = facts.passages.texts[citation.source], citation.quote or ""
    own = text.same_words(quote) if len(quote) <= LONGEST else None
    if own is None or readable(own) != own:  # a control character, which no YAML may hold
        return None
    stands = text.find(own, citation.prefix or "", citation.suffix or "")
    return SetText(path, own) if stands and own != quote else None


class _Found(NamedTuple):
    """What is wrong with a quote, how to settle it, and which words of it are not there."""

    message: str
    hint: str
    words: str = ""


def _beside(facts: Facts, citation: Citation) -> _Found | None:
    """What is wrong where the quote stands in its source, but not beside its prefix and suffix."""
    text = facts.passages.texts[citation.source]
    quote = citation.quote or ""
    places = text.find(quote)
    if not places:
        return None
    start, end = places[0][0].start, places[0][-1].end
    beside = listed([f"`{name}`" for name in ("prefix", "suffix") if getattr(citation, name)])
    around = text.excerpt(Span(max(0, start - AROUND), end + AROUND))
    path = facts.briefing.sources[citation.source].text
    message = f"“{quote}” is in {path}, but not beside this {beside}"
    return _Found(message, f"It reads there: “…{around}…”")


def _too_long(citation: Citation) -> _Found | None:
    """What is wrong with words that are too long to be looked for."""
    for name in ("quote", "prefix", "suffix"):
        words = getattr(citation, name) or ""
        if len(words) > LONGEST:
            message = f"the `{name}` has {len(words):,} characters; at most {LONGEST:,} are looked for"
            return _Found(message, "Quote the sentence that says it; `…` joins two passages.")
    return None


def _quote(facts: Facts, source: str, quote: str) -> _Found:
    """What is wrong where the quote does not stand in its source."""
    text = facts.passages.texts[source]
    path = facts.briefing.sources[source].text
    *before, missing = text.parts_up_to_the_missing(quote) or [quote]
    if not before:
        # Only the first of several parts is shown by itself: a single one as the editor typed it.
        missing = quote if len(text.parts(quote)) < 2 else missing
        message = f"“{missing}” is not in {path}"
    else:
        message = f"“{missing}” is not in {path} after “{before[-1]}”"
    places = text.find(missing)
    if places:
        line, column = text.position(places[0][0].start)
        hint = f"It is further up, at {line}:{column}. Quote the parts in the order of the text."
        return _Found(message, hint, missing)
    if not text.can_be_compared(missing):
        return _Found(f"“{shortened(missing)}” is not in {path}", _TOO_LONG, missing)
    passage, likeness = text.nearest(missing)
    hint = f"The nearest passage there is: “{passage}”" if likeness >= LIKE else _NOTHING_LIKE
    return _Found(message, hint, missing)


RULE = Rule(
    id="quote-not-found", severity=Severity.ERROR, docs=__doc__, check=check, each=True, of_texts=True
)
