"""An event, a topic or a dispute rests on one outlet alone.

What only one newspaper or one agency says may be true, but nobody has confirmed it. Readers see such
records marked as *single source*. Several articles of one outlet count as one; a source without a
`publisher` counts as an outlet of its own.

Where the whole briefing rests on one outlet, this is said once, at its first source.

Fails:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      account:
        - text: There was a strike.
          cites: [{source: report, quote: carried out an air strike in Iran}]

Passes:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      account:
        - text: There was a strike.
          cites:
            - {source: report, quote: carried out an air strike in Iran}
            - {source: agency, quote: Governments spoke of the air strike}
"""

from collections.abc import Iterator

from builder.checks.rule import Finding, Rule
from builder.facts import evidence
from builder.facts.facts import Facts
from builder.files.problems import Severity
from builder.model.records import Dispute, Event, Topic


def check(facts: Facts) -> Iterator[Finding]:
    """Every record with one outlet behind it; or, where all have the same, that outlet's first source."""
    briefing = facts.briefing
    outlet = briefing.only_outlet
    if outlet is not None:
        used = (source for source in briefing.sources.values() if facts.passages.uses.get(source.id))
        source = next(used)
        if facts.only not in (None, source.id):
            return
        yield Finding(
            briefing.locate(source.id),
            f"everything here rests on one outlet: {outlet}",
            "Look for a second one that confirms it, or does not.",
            source.id,
        )
        return
    for kind in (Event, Topic, Dispute):
        for record in facts.of(kind):
            if evidence.has_single_source(briefing, record.id):
                support = evidence.of_record(briefing, record.id)
                yield Finding(
                    briefing.locate(record.id),
                    f"`{record.id}` rests on `{support.sources[0]}` alone"
                    if len(support.sources) == 1
                    else f"`{record.id}` rests on sources of one outlet alone",
                    "Cite another outlet that says so, where there is one.",
                    record.id,
                    cause=" ".join(support.sources),
                )


RULE = Rule(
    id="single-source", severity=Severity.INFO, docs=__doc__, check=check, about_absence=True, each=True
)
