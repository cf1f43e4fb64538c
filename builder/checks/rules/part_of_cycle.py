"""A place or an actor is, in the end, part of itself.

`part_of` says what a record belongs to: a town to a province, a ministry to a state. Followed from one
record to the next it must end somewhere.

Fails:

    # content/places.yml
    south-west:
      name: South-west Pakistan
      precision: province
      part_of: pakistan-land

    pakistan-land:
      name: Pakistan
      precision: country
      part_of: south-west

Passes:

    # content/places.yml
    south-west:
      name: South-west Pakistan
      precision: province
      part_of: pakistan-land

    pakistan-land:
      name: Pakistan
      precision: country
"""

from collections.abc import Iterator

from builder.checks.rule import Finding, Rule
from builder.facts.facts import Facts
from builder.files.problems import Severity


def check(facts: Facts) -> Iterator[Finding]:
    """Every circle of `part_of`, once."""
    actors, places = facts.briefing.actors, facts.briefing.places
    wholes = {key: actor.part_of for key, actor in actors.items() if actor.part_of}
    wholes |= {key: place.part_of for key, place in places.items() if place.part_of}
    seen: set[str] = set()
    for start in wholes:
        chain: dict[str, None] = {}
        key: str | None = start
        while key and key not in seen:
            seen.add(key)
            chain[key] = None
            key = wholes.get(key)
        if key in chain:
            circle = [*list(chain)[list(chain).index(key) :], key]
            yield Finding(
                facts.briefing.locate(key, ("part_of",)),
                f"`{key}` is part of itself: {' → '.join(circle)}",
                "Remove one `part_of` of these.",
                key,
            )


RULE = Rule(id="part-of-cycle", severity=Severity.ERROR, docs=__doc__, check=check)
