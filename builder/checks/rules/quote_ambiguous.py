"""A quote stands more than once in its source, so that nobody can tell which passage is meant.

A citation leads readers to one passage. Where the same words occur twice, `prefix` (the words right
before the quote) or `suffix` (the words right after it) say which passage it is. Quoting more words
does the same, and is often kinder to readers.

Fails, because the source says “carried out an air strike” of both sides:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date: 2024-01-16
      date_note: The day is from the editor's calendar.
      account:
        - text: Iran carried out an air strike.
          cites: [{source: report, quote: carried out an air strike}]

Passes:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date: 2024-01-16
      date_note: The day is from the editor's calendar.
      account:
        - text: Iran carried out an air strike.
          cites: [{source: report, quote: carried out an air strike, prefix: 2024 Iran}]
"""

import json
from collections.abc import Iterator

from builder.checks.rule import Finding, Rule, shortened
from builder.facts.facts import Facts
from builder.facts.passages import SourceText, Span, State
from builder.files.problems import Severity
from builder.model.records import Citation

# The most words that a prefix or suffix is suggested with.
_WORDS = 8


def check(facts: Facts) -> Iterator[Finding]:
    """Every quote that its source holds more than once, with what would settle it."""
    for use in facts.uses:
        citation = use.citation
        if facts.passages.match(citation).state is not State.AMBIGUOUS or citation.quote is None:
            continue
        text = facts.passages.texts[citation.source]
        times = text.count(citation.quote)
        often = f"{times} times" if times > 2 else "twice" if times else "more than once"
        if citation.prefix or citation.suffix:
            often = "more than once, even with its `prefix` or `suffix`,"
        path = facts.briefing.sources[citation.source].text
        yield Finding(
            facts.briefing.locate(use.record, (*use.path, "quote")),
            f"“{shortened(citation.quote)}” stands {often} in {path}",
            _hint(text, citation),
            use.record,
        )


def _hint(text: SourceText, citation: Citation) -> str:
    """For the first two places: the line, and the fewest words before or after that settle it."""
    places = text.find(citation.quote or "", citation.prefix or "", citation.suffix or "")
    lines = []
    for place in places:
        start, end = place[0].start, place[-1].end
        selector = _selector(text, citation, place)
        if selector:
            line, column = text.position(start)
            lines.append(f"Is the one at {line}:{column} meant, write `{selector}`.")
        else:
            around = text.text[max(0, start - 40) : end + 40]
            lines.append(f"Quote more of “…{' '.join(around.split())}…”, if that is meant.")
    return "\n".join(lines)


def _selector(text: SourceText, citation: Citation, place: tuple[Span, ...]) -> str:
    """The shortest `prefix` or `suffix` that leaves only one place."""
    quote = citation.quote or ""
    before = text.text[max(0, place[0].start - 200) : place[0].start].split()
    after = text.text[place[-1].end : place[-1].end + 200].split()
    for number in range(1, _WORDS + 1):
        prefix, suffix = " ".join(before[-number:]), " ".join(after[:number])
        if _has_word(prefix) and text.find(quote, prefix, citation.suffix or "") == [place]:
            return f"prefix: {json.dumps(prefix, ensure_ascii=False)}"
        if _has_word(suffix) and text.find(quote, citation.prefix or "", suffix) == [place]:
            return f"suffix: {json.dumps(suffix, ensure_ascii=False)}"
    return ""


def _has_word(text: str) -> bool:
    """Whether there is more in a text than marks, which are easily overlooked."""
    return any(character.isalnum() for character in text)


RULE = Rule(
    id="quote-ambiguous", severity=Severity.ERROR, docs=__doc__, check=check, each=True, of_texts=True
)
