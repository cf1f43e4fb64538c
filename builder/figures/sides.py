"""Which side an actor is on, for the figures that show sides."""

from collections.abc import Iterable, Mapping, Sequence

from builder.model.outlines import ActorOutline
from builder.model.records import Side

# Beyond these, colours come again: sides are told apart by their names, not by colour alone.
COLOURS = 6


def side_of(
    actors: Mapping[str, ActorOutline], sides: Sequence[Side], asked: Iterable[str] | None = None
) -> dict[str, int]:
    """The number (from 0) of each actor's side: its own, or that of the nearest actor it is part of.

    An actor that is on two sides counts for the first; one that is on none is left out. `asked` are those
    that are of interest (none: all).
    """
    named: dict[str, int] = {}
    for number, side in enumerate(sides):
        for actor in side.actors:
            named.setdefault(actor, number)
    found = dict(named)
    for actor in actors if asked is None else asked:
        seen: set[str] = set()
        above = actor
        while above in actors and above not in named and above not in seen:
            seen.add(above)
            above = actors[above].part_of or ""
        if above in named:
            found[actor] = named[above]
    return found


def rest(sides: Sequence[Side], others: str) -> int | None:
    """The number of the side that the editor named as the figures name all others; often there is none."""
    labels = [side.label.casefold() for side in sides]
    return labels.index(others.casefold()) if others.casefold() in labels else None


def sides_of(acting: Iterable[str], numbers: Mapping[str, int]) -> tuple[int, ...]:
    """The sides of some actors, each once, in the actors' order."""
    return tuple(dict.fromkeys(numbers[actor] for actor in acting if actor in numbers))


def colour(side: int | None) -> str:
    """The class that gives a side its colour; none is the colour of all others."""
    return "side-others" if side is None else f"side-{side % COLOURS + 1}"
