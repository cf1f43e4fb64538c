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

from builder.passages import State
from builder.problems import Location, Problem, Severity
from builder.rules.rule import Facts

SEVERITY = Severity.ERROR
# Below this likeness (per cent of characters) a passage is no help.
LIKE = 50


def check(facts: Facts) -> Iterator[Problem]:
    """Every quote that is not in its source, with the passage that is most like it."""
    briefing = facts.briefing
    for use in facts.passages.uses:
        if facts.passages.match(use.citation).state is State.MISSING:
            location = briefing.locate(use.record, (*use.path, "quote"))
            yield _problem(facts, use.record, location, use.citation.source, use.citation.quote or "")
    for source in briefing.sources.values():
        text = facts.passages.texts.get(source.id)
        for index, words in enumerate(source.left_out):
            if text and not text.find(words.quote):
                location = briefing.locate(source.id, ("left_out", index, "quote"))
                yield _problem(facts, source.id, location, source.id, words.quote)


def _problem(facts: Facts, record: str, location: Location, source: str, quote: str) -> Problem:
    passage, likeness = facts.passages.texts[source].nearest(quote)
    path = facts.briefing.sources[source].text
    hint = f"The nearest passage there is: “{passage}”" if likeness >= LIKE else "Nothing there is like it."
    return Problem("quote-not-found", location, f"“{quote}” does not stand in {path}", hint, record)
