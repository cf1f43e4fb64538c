"""A text holds what looks like HTML, which readers will see as it was typed.

Text fields take inline Markdown: `*emphasis*`, `**strong**`, `` `code` ``, `[links](https://example.org)` and
references to records. HTML is not read, so that no text can change the page around it: `<b>now</b>`
shows with its brackets. Titles and names are shown as typed altogether.

Where angle brackets are meant, put them into code, or live with the warning.

Fails:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      account:
        - text: There was <b>one</b> strike.
          cites: [{source: report, quote: carried out an air strike in Iran}]

Passes:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      account:
        - text: There was **one** strike; fewer than < 2.
          cites: [{source: report, quote: carried out an air strike in Iran}]
"""

from collections.abc import Iterator

from builder.checks.rule import Finding, Rule, listed
from builder.facts.facts import Facts
from builder.files.problems import Severity
from builder.model import prose


def check(facts: Facts) -> Iterator[Finding]:
    """Every text with tags in it."""
    for owner, text in facts.texts:
        if "<" not in text.text:
            continue
        found = prose.tags(text.text)
        if found:
            hint = "Use Markdown: `*…*`, `**…**`, `[…](…)`." if text.inline else "This text takes no markup."
            yield Finding(
                facts.briefing.locate(owner, text.path),
                f"{listed([f'“{tag}”' for tag in dict.fromkeys(found)])} will be shown as typed",
                hint,
                owner,
                words=found[0],
            )


RULE = Rule(id="raw-html", severity=Severity.WARNING, docs=__doc__, check=check, each=True)
