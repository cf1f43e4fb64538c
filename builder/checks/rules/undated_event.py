"""An event has neither a date nor a place in the order, so that it stands nowhere in the timeline.

A date may be as vague as it is known: `2024-01`, `2024`, `2024~` (about), `2023/2024`. Where not even that
is known, `after` or `before` another event gives it a place. Where nothing is known, `date_note` tells
readers so.

Fails:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      account:
        - text: There was a strike.
          cites: [{source: report, quote: carried out an air strike in Iran}]

Passes:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The source does not say when this was.
      account:
        - text: There was a strike.
          cites: [{source: report, quote: carried out an air strike in Iran}]
"""

from collections.abc import Iterator

from builder.checks.rule import Finding, Rule
from builder.facts.facts import Facts
from builder.files.problems import Severity
from builder.model.records import Event


def check(facts: Facts) -> Iterator[Finding]:
    """Every event of which nothing says when it was."""
    for event in facts.of(Event):
        if event.date or event.after or event.before or event.date_note or _is_placed(facts, event):
            continue
        yield Finding(
            facts.briefing.locate(event.id),
            f"nothing says when `{event.id}` was",
            "Give it a `date`, say what it came `after` or `before`, or explain in `date_note`.",
            event.id,
        )


def _is_placed(facts: Facts, event: Event) -> bool:
    """Whether another event says that it came before or after it."""
    mentions = facts.briefing.mentions.get(event.id, ())
    return any(mention.path[0] in ("after", "before") for mention in mentions)


RULE = Rule(
    id="undated-event", severity=Severity.WARNING, docs=__doc__, check=check, about_absence=True, each=True
)
