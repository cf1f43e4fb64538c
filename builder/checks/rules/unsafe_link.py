"""A link leads to an address that is neither a web page nor a mailbox.

Links in texts, and the `url` of a source, begin with `https://`, `http://` or, in texts, `mailto:`. An
address that runs something, such as `javascript:`, has no place on a page, and a path on somebody's disk
leads readers nowhere. To refer to a record, write `[text][its-id]`.

Fails:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      account:
        - text: There was a [strike](javascript:alert).
          cites: [{source: report, quote: carried out an air strike in Iran}]

Passes:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      account:
        - text: There was a [strike](https://example.org/strike).
          cites: [{source: report, quote: carried out an air strike in Iran}]
"""

from collections.abc import Iterator

from builder.checks.rule import Finding, Rule
from builder.facts.facts import Facts
from builder.files.problems import Severity
from builder.model import prose


def check(facts: Facts) -> Iterator[Finding]:
    """Every link in a text with an address that is not linked to."""
    for owner, text in facts.texts:
        if not text.inline or "](" not in text.text:
            continue
        for address in prose.links(text.text):
            if not prose.is_safe_link(address):
                yield Finding(
                    facts.briefing.locate(owner, text.path),
                    f"`{address}` is neither a web address nor a mail address",
                    "Begin it with https://, http:// or mailto:; to lead to a record, write `[text][id]`.",
                    owner,
                    words=address,
                )


RULE = Rule(id="unsafe-link", severity=Severity.ERROR, docs=__doc__, check=check, each=True)
