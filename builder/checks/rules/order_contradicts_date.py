"""Two events have dates that do not allow the order given for them.

Where `after` or `before` says that one event came before another, directly or by way of events without a
date, the first must not begin later than the second ends.

Fails:

    # content/events.yml
    strike:
      title: Iran strikes in Pakistan
      kind: air-strike
      date: 2024-01-16
      account:
        - text: There was a strike.
          cites: [{source: report, quote: On 16 January 2024 Iran carried out an air strike}]

    strike-back:
      title: Pakistan strikes back
      kind: air-strike
      date: 2024-01-14
      date_note: From another newspaper.
      after: [strike]
      account:
        - text: There was a strike.
          cites: [{source: report, quote: carried out an air strike in Iran}]

Passes:

    # content/events.yml
    strike:
      title: Iran strikes in Pakistan
      kind: air-strike
      date: 2024-01-16
      account:
        - text: There was a strike.
          cites: [{source: report, quote: On 16 January 2024 Iran carried out an air strike}]

    strike-back:
      title: Pakistan strikes back
      kind: air-strike
      date: 2024-01-18
      date_note: The source says “two days later”.
      after: [strike]
      account:
        - text: There was a strike.
          cites: [{source: report, quote: carried out an air strike in Iran}]
"""

from collections.abc import Iterator

from builder.checks.rule import Finding, Rule
from builder.checks.rules.order_cycle import where_given
from builder.facts import chronology
from builder.facts.facts import Facts
from builder.files.problems import Severity


def check(facts: Facts) -> Iterator[Finding]:
    """Every pair of dates that the order does not allow."""
    events = facts.briefing.dated
    try:
        contradictions = chronology.contradictions(events)
    except ValueError:
        # The order runs in a circle: that comes first.
        return
    for found in contradictions:
        earlier, later = found.earlier, found.later
        owner, location = where_given(facts.briefing, earlier, later)
        yield Finding(
            location,
            f"`{later}` is dated {events[later].date}, but is said to come after `{earlier}`, "
            f"which is dated {events[earlier].date}",
            "Correct one of the dates, or an `after` or `before` between the two.",
            owner,
        )


RULE = Rule(id="order-contradicts-date", severity=Severity.ERROR, docs=__doc__, check=check)
