"""The lines of the network: what actors did to each other and how they stand, by style."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from builder.model.outlines import ActorOutline, EventOutline
from builder.model.records import Relation
from builder.model.translation import marked

# The styles of lines, in the order of the legend.
STYLES = {
    "force": marked("attacks, uses force"),
    "claim": marked("accuses, opposes; what is only claimed"),
    "talks": marked("talks, agrees, mediates"),
    "bond": marked("belongs to, leads, supports"),
    "other": marked("acts in another way"),
}
_EVENT_STYLES = {
    **dict.fromkeys(
        (
            "air-strike",
            "arrest",
            "attack",
            "bombing",
            "clash",
            "drone-strike",
            "kidnapping",
            "killing",
            "missile-strike",
            "raid",
            "shelling",
            "war",
        ),
        "force",
    ),
    "accusation": "claim",
}
_RELATION_STYLES = {
    "accused-of-links-with": "claim",
    "accused-of-supporting": "claim",
    "allied-with": "bond",
    "commands": "bond",
    "fights": "force",
    "leads": "bond",
    "linked-with": "bond",
    "mediates": "talks",
    "member-of": "bond",
    "negotiates-with": "talks",
    "opposes": "claim",
    "supports": "bond",
    "urges": "talks",
    "works-for": "bond",
}
# Lines that lead nowhere in particular: they have no head.
_MUTUAL = frozenset({"allied-with", "linked-with", "negotiates-with"})
# Those who act together in one of these are joined by a line. Against somebody they are no talks: an
# ambassador may have been sent home.
_JOINT = frozenset({"agreement", "diplomacy"})


# How many actors are drawn: so many can the style sheet single out.
MOST_ACTORS = 64


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a line stands for: an event, or the relation with a number of an actor."""

    event: EventOutline | None = None
    relation: Relation | None = None
    number: int = 0


@dataclass(slots=True)
class Line:
    """All that joins two actors in one style."""

    start: str
    end: str
    style: str
    mutual: bool
    items: list[Item] = field(default_factory=list)
    faint: bool = False


def lines_between(actors: Mapping[str, ActorOutline], events: Iterable[EventOutline]) -> list[Line]:
    """A line for each pair of actors and style, with all that it stands for."""
    found: dict[tuple[str, str, str, bool], Line] = {}

    def add(start: str, end: str, style: str, mutual: bool, item: Item) -> None:
        if start == end or start not in actors or end not in actors:
            return
        if mutual and (end, start, style, mutual) in found:
            start, end = end, start
        line = found.setdefault((start, end, style, mutual), Line(start, end, style, mutual))
        line.items.append(item)

    for event in events:
        style = _EVENT_STYLES.get(event.kind, "other")
        item = Item(event=event)
        for start in event.by:
            for end in event.against:
                add(start, end, style, False, item)
        if event.kind in _JOINT and not event.against:
            for start, end in combinations(event.by, 2):
                add(start, end, "talks", True, item)
    for actor in actors.values():
        for number, relation in enumerate(actor.relations):
            style = _RELATION_STYLES[relation.kind]
            mutual = relation.kind in _MUTUAL
            add(actor.id, relation.to, style, mutual, Item(relation=relation, number=number))
    return list(found.values())


def actors_shown(
    actors: Mapping[str, ActorOutline], lines: Sequence[Line], numbers: Mapping[str, int]
) -> tuple[list[str], int]:
    """The actors that are drawn, those with a side or a line; of very many, those with the most lines. And
    how many are left out."""
    weights = Counter(end for line in lines for end in (line.start, line.end))
    all_shown = [actor for actor in actors if actor in weights or actor in numbers]
    kept = set(sorted(all_shown, key=lambda actor: -weights[actor])[:MOST_ACTORS])
    return [actor for actor in all_shown if actor in kept], len(all_shown) - len(kept)
