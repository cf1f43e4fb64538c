"""A quote is too short to show that the source says what the statement says.

“two children” stands in a source that reports two dead children, and in one that reports two saved ones.
A quote of fewer than 12 characters proves little, and is soon found by chance. Quote the clause that
says it. (A character of Chinese, Japanese or Korean counts as two.)

Fails:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      account:
        - text: Women were among the dead.
          cites: [{source: report, quote: women and}]

Passes:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      account:
        - text: Women were among the dead.
          cites: [{source: report, quote: "nine people were killed, among them women"}]
"""

import unicodedata
from collections.abc import Iterator

from builder.checks.rule import Finding, Rule
from builder.facts.facts import Facts
from builder.facts.typography import ELLIPSIS, fold
from builder.files.problems import Severity

# What is shorter is found by chance.
ENOUGH = 12


def check(facts: Facts) -> Iterator[Finding]:
    """Every citation whose quote is too short."""
    for use in facts.uses:
        quote = use.citation.quote
        if quote is None or (quote.isascii() and len("".join(quote.split())) >= ENOUGH):
            continue
        if _length(fold(quote)) < ENOUGH:
            yield Finding(
                facts.briefing.locate(use.record, (*use.path, "quote")),
                f"the quote “{quote}” has fewer than {ENOUGH} characters",
                "Quote the words around it, too: the clause that says what the statement says.",
                use.record,
            )


def _length(text: str) -> int:
    # An ellipsis only joins what is quoted.
    text = text.replace(ELLIPSIS, "")
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


RULE = Rule(
    id="quote-too-short", severity=Severity.WARNING, docs=__doc__, check=check, each=True, of_texts=True
)
