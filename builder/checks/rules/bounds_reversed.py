"""A lower bound is above its upper bound, or an end before its beginning.

The low number of a figure is at most the best, and the best at most the high one; a phase ends after it has
begun; a source is read after it was published. What stands the other way round is a slip, and would be shown
as it is: “9–1”.

Fails:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      account:
        - text: There was a strike.
          cites: [{source: report, quote: carried out an air strike in Iran}]
      figures:
        - {by: iran, measure: deaths, low: 9, best: 2, high: 1,
           cites: [{source: report, quote: air strike in Iran}]}

Passes:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      account:
        - text: There was a strike.
          cites: [{source: report, quote: carried out an air strike in Iran}]
      figures:
        - {by: iran, measure: deaths, low: 1, best: 2, high: 9,
           cites: [{source: report, quote: air strike in Iran}]}
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from builder.checks.rule import Finding, Rule
from builder.facts.facts import Facts
from builder.files.problems import Severity
from builder.model.base import Model
from builder.model.dates import EdtfDate
from builder.model.records import Figure, Phase, Position, Source

# The fields of a model that come one after the other, each at most the next that is given.
_IN_ORDER: dict[type[Model], tuple[str, ...]] = {
    Figure: ("low", "best", "high"),
    Position: ("low", "best", "high"),
    Phase: ("start", "end"),
    Source: ("published", "accessed"),
}


def check(facts: Facts) -> Iterator[Finding]:
    """Every pair of neighbouring bounds of which the second is certainly the smaller or the earlier."""
    for owner, path, model in facts.parts:
        names = [name for name in _IN_ORDER.get(type(model), ()) if getattr(model, name) is not None]
        for first, second in pairwise(names):
            low, high = getattr(model, first), getattr(model, second)
            if _is_after(low, high):
                dated = isinstance(low, EdtfDate)
                yield Finding(
                    facts.briefing.locate(owner, (*path, second)),
                    f"`{second}` ({high}) is {'before' if dated else 'less than'} `{first}` ({low})",
                    "Look at the source again, and put them the right way round.",
                    owner,
                )


def _is_after(low: Any, high: Any) -> bool:
    """Whether the first is certainly greater than the second; vague dates may overlap."""
    if isinstance(low, EdtfDate):
        return low.earliest is not None and high.latest is not None and low.earliest > high.latest
    return bool(low > high)


RULE = Rule(id="bounds-reversed", severity=Severity.ERROR, docs=__doc__, check=check, each=True)
