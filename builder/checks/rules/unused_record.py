"""Nothing refers to an actor or a place, or nothing cites a source.

Such a record is left over from an edit, or something that should refer to it names it in plain words.
Readers would find a page that nothing leads to. Drafts are let be.

Fails:

    # content/places.yml
    south-west:
      name: South-west Pakistan
      precision: province

    kerman:
      name: Kerman
      precision: town

Passes:

    # content/places.yml
    south-west:
      name: South-west Pakistan
      precision: province
"""

from collections.abc import Iterator

from builder.checks.rule import Finding, Rule
from builder.facts.facts import Facts
from builder.files.problems import Severity
from builder.model.records import Actor, Place, Source


def check(facts: Facts) -> Iterator[Finding]:
    """Every actor, place and source that the rest of the briefing does without."""
    briefing = facts.briefing
    for record in (*facts.of(Source), *facts.of(Actor), *facts.of(Place)):
        if record.draft:
            continue
        if isinstance(record, Source) and not facts.passages.uses.get(record.id):
            message = f"nothing cites `{record.id}`"
            hint = "Draw something from it, or remove it."
        elif isinstance(record, Actor | Place) and all(
            mention.record == record.id for mention in briefing.mentions.get(record.id, ())
        ):
            message = f"nothing refers to `{record.id}`"
            hint = f"Refer to it where it is spoken of: `[{record.heading}][{record.id}]`. Or remove it."
        else:
            continue
        yield Finding(briefing.locate(record.id), message, hint, record.id)


RULE = Rule(
    id="unused-record", severity=Severity.WARNING, docs=__doc__, check=check, about_absence=True, each=True
)
