"""The order of events runs in a circle.

`after` and `before` say which of two events came first where the days are not known. Followed from event
to event they must not lead back to where they began.

Fails:

    # content/events.yml
    strike:
      title: Iran strikes in Pakistan
      kind: air-strike
      after: [strike-back]
      account:
        - text: There was a strike.
          cites: [{source: report, quote: carried out an air strike in south-west Pakistan}]

    strike-back:
      title: Pakistan strikes back
      kind: air-strike
      after: [strike]
      account:
        - text: There was a strike.
          cites: [{source: report, quote: carried out an air strike in Iran}]

Passes:

    # content/events.yml
    strike:
      title: Iran strikes in Pakistan
      kind: air-strike
      before: [strike-back]
      account:
        - text: There was a strike.
          cites: [{source: report, quote: carried out an air strike in south-west Pakistan}]

    strike-back:
      title: Pakistan strikes back
      kind: air-strike
      after: [strike]
      account:
        - text: There was a strike.
          cites: [{source: report, quote: carried out an air strike in Iran}]
"""

from collections.abc import Iterator

from builder.checks.rule import Finding, Rule
from builder.facts import chronology
from builder.facts.briefing import Briefing
from builder.facts.facts import Facts
from builder.files.problems import Location, Severity

# One circle is found at a time; after so many, an editor has enough to do.
_AT_MOST = 20


def check(facts: Facts) -> Iterator[Finding]:
    """Circles in the order, each told where one of its orders is given."""
    events = dict(facts.briefing.dated)
    for _ in range(_AT_MOST):
        circle = chronology.cycle(events)
        if not circle:
            return
        first, second = circle[:2]
        owner, location = where_given(facts.briefing, first, second)
        yield Finding(
            location,
            f"the order runs in a circle: {' → '.join(circle)}",
            "Each of these is said to come before the next. Remove one `after` or `before`.",
            owner,
        )
        for key in circle[1:]:
            events.pop(key, None)


def where_given(briefing: Briefing, earlier: str, later: str) -> tuple[str, Location]:
    """The record and the place that says that one event came before another."""
    events = briefing.dated
    if earlier in events[later].after:
        return later, briefing.locate(later, ("after", events[later].after.index(earlier)))
    if later in events[earlier].before:
        return earlier, briefing.locate(earlier, ("before", events[earlier].before.index(later)))
    return later, briefing.locate(later, ("date",))


RULE = Rule(id="order-cycle", severity=Severity.ERROR, docs=__doc__, check=check)
