"""Where the boxes of the network stand, and where its lines begin and end, in em."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.figures.network.lines import Line
from builder.model.records import Side

# In em, as the style sheet has them too.
ROW = 2.75
HEAD = 2.25
FOOT = 0.5
GAP = 1.0
PORTS = 1.5


@dataclass(slots=True)
class Box:
    """The actors of one side, or a part of them; `led` is whether the first stays first."""

    label: str
    colour: str
    actors: list[str]
    led: bool = False

    @property
    def head(self) -> float:
        return HEAD if self.label else FOOT

    @property
    def height(self) -> float:
        return self.head + len(self.actors) * ROW + FOOT


def in_order(members: Sequence[str], side: Side) -> list[str]:
    """A side's actors in its own order; those that are only part of one of them follow."""
    order = {actor: number for number, actor in reversed(list(enumerate(side.actors)))}
    return sorted(members, key=lambda actor: order.get(actor, len(order)))


def in_columns(boxes: Sequence[Box], lines: Sequence[Line]) -> tuple[list[Box], list[Box]]:
    """The first side on the left, the second on the right, each further one where there is more room."""
    columns: tuple[list[Box], list[Box]] = ([], [])
    if len(boxes) == 1:
        left, right = _parted(boxes[0].actors, lines)
        halves = [Box(boxes[0].label, boxes[0].colour, half) for half in (left, right) if half]
        return halves[:1], halves[1:]
    for number, box in enumerate(boxes):
        left_height, right_height = (column_height(column) for column in columns)
        column = number if number < 2 else 0 if left_height <= right_height else 1
        columns[column].append(box)
    return columns


def _parted(members: Sequence[str], lines: Sequence[Line]) -> tuple[list[str], list[str]]:
    """Actors in two halves, so that many lines run from one to the other."""
    halves: tuple[list[str], list[str]] = ([], [])
    neighbours = neighbours_of(lines)
    for actor in members:
        ties = [sum(other in neighbours.get(actor, ()) for other in half) for half in halves]
        full = [len(half) >= (len(members) + 1) // 2 for half in halves]
        halves[1 if full[0] or (not full[1] and ties[0] > ties[1]) else 0].append(actor)
    return halves


def neighbours_of(lines: Sequence[Line]) -> dict[str, list[str]]:
    """Those whom each actor has a line with."""
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(line.start, []).append(line.end)
        found.setdefault(line.end, []).append(line.start)
    return found


def column_height(column: Sequence[Box]) -> float:
    """How high a column is, with the gaps between its boxes."""
    return sum(box.height for box in column) + GAP * max(len(column) - 1, 0)


def places_of(columns: Sequence[Sequence[Box]]) -> dict[str, tuple[int, float]]:
    """The column of each actor, and how far down the middle of its row is."""
    found = {}
    for number, column in enumerate(columns):
        top = 0.0
        for box in column:
            for index, actor in enumerate(box.actors):
                found[actor] = (number, top + box.head + (index + 0.5) * ROW)
            top += box.height + GAP
    return found


def settle(columns: Sequence[Sequence[Box]], lines: Sequence[Line]) -> None:
    """Bring actors nearer to those that they are joined with; each side's first stays first."""
    neighbours = neighbours_of(lines)
    for _ in range(6):
        for column in columns:
            places = places_of(columns)

            def middle(actor: str, places: Mapping[str, tuple[int, float]] = places) -> float:
                others = [places[other][1] for other in neighbours.get(actor, ())]
                # Those without lines go to the bottom.
                return sum(others) / len(others) if others else math.inf

            for box in column:
                pinned = 1 if box.led else 0
                box.actors[pinned:] = sorted(box.actors[pinned:], key=middle)


def ports_of(places: Mapping[str, tuple[int, float]], lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """Where each line leaves its two actors' rows: side by side, in the order in which they arrive."""
    ends: dict[str, list[tuple[float, int, int]]] = {}
    for number, line in enumerate(lines):
        for which, (here, there) in enumerate(((line.start, line.end), (line.end, line.start))):
            (column, height), (other_column, other) = places[here], places[there]
            if column == other_column:
                # Arcs: the nearest one stays innermost.
                turn = math.copysign(1000 - abs(other - height), other - height)
            else:
                turn = other - height
            ends.setdefault(here, []).append((turn, number, which))
    found = {}
    for actor, turns in ends.items():
        _, height = places[actor]
        turns.sort()
        step = min(PORTS / max(len(turns) - 1, 1), 0.6)
        for index, (_, number, which) in enumerate(turns):
            found[number, which] = height + (index - (len(turns) - 1) / 2) * step
    return found
