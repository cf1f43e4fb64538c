"""Events in order: by their dates, and by what they came after or before.

An event without a date is bounded by its neighbours: it lies no earlier than what it came after and no
later than what it came before. It stands as early as that allows, and says what its place rests on.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from heapq import heappop, heappush
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from builder.model.outlines import EventOutline
from builder.model.records import Dated, Event

E = TypeVar("E", Event, EventOutline)

_FIRST = datetime.date.min
_LAST = datetime.date.max


@dataclass(frozen=True, slots=True)
class Placed(Generic[E]):
    """An event, whole or in outline, in its place.

    `after` and `before` are the nearest events that its place rests on.
    `fixed` is whether the day, or at least a span, is known from its own date. `day` is the one by which it
    is put in order, that on which it may have begun at the earliest: `date.min` where a span has no
    beginning, none where nothing is known.
    """

    event: E
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    day: datetime.date | None = None

    @property
    def fixed(self) -> bool:
        return self.event.date is not None


Entry: TypeAlias = Placed[EventOutline]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two events whose dates do not allow the order that is given for them."""

    earlier: str
    later: str


def cycle(events: Mapping[str, Dated]) -> list[str]:
    """The ids of events whose order runs in a circle, the first again at the end; empty if none does."""
    try:
        TopologicalSorter(_predecessors(events)).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def contradictions(events: Mapping[str, Dated]) -> list[Contradiction]:
    """Every order given, directly or through undated events, that the dates do not allow."""
    predecessors = _predecessors(events)
    found = []
    # For each event, the dated event that keeps it latest, among all that it came after.
    latest_start: dict[str, str] = {}
    for event_id in _static_order(events):
        event = events[event_id]
        starts = [latest_start[before] for before in predecessors[event_id] if before in latest_start]
        bound = max(starts, key=lambda other: _earliest(events[other]), default=None)
        if bound and event.date and _latest(event) < _earliest(events[bound]):
            found.append(Contradiction(bound, event_id))
        candidates = [other for other in (bound, event_id) if other and events[other].date]
        if candidates:
            latest_start[event_id] = max(candidates, key=lambda other: _earliest(events[other]))
    return found


def in_order(events: Mapping[str, Event]) -> list[Placed[Event]]:
    """The events from first to last; those with neither date nor order come at the end.

    Ties keep the editors' order. The order given must not run in a circle (`ValueError`).
    """
    found = order({key: event.dated for key, event in events.items()})
    return [entry(events, place) for place in found]


def entries(events: Mapping[str, E], places: Mapping[str, "Place"]) -> list[Placed[E]]:
    """The events that stand in the places of a timeline."""
    return [entry(events, place) for place in places.values()]


def entry(events: Mapping[str, E], place: "Place") -> Placed[E]:
    """The event that stands in a place."""
    return Placed(events[place.event], *place[1:])


class Place(NamedTuple):
    """An event's place in the order: its id, the nearest events that it came after and before, its day."""

    event: str
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    day: datetime.date | None = None


def order(events: Mapping[str, Dated]) -> list[Place]:
    """As `in_order`, from what the order follows from alone."""
    predecessors = _predecessors(events)
    successors: dict[str, list[str]] = {event_id: [] for event_id in events}
    for event_id, befores in predecessors.items():
        for before in befores:
            successors[before].append(event_id)
    places = _places(events, _static_order(events), predecessors, successors)
    number = {event_id: position for position, event_id in enumerate(events)}
    sorter = TopologicalSorter(predecessors)
    sorter.prepare()
    heap: list[tuple[tuple[datetime.date, int, datetime.date], int, str]] = []
    result = []
    while sorter.is_active():
        for event_id in sorter.get_ready():
            heappush(heap, (places[event_id], number[event_id], event_id))
        _, _, event_id = heappop(heap)
        sorter.done(event_id)
        befores, afters = predecessors[event_id], successors[event_id]
        day = places[event_id][0]
        result.append(Place(event_id, tuple(befores), tuple(afters), day if day != _LAST else None))
    return result


def _places(
    events: Mapping[str, Dated],
    order: Iterable[str],
    predecessors: Mapping[str, list[str]],
    successors: Mapping[str, list[str]],
) -> dict[str, tuple[datetime.date, int, datetime.date]]:
    """Where each event may stand first: a day, before (−1), on (0) or after (1) it, and its last day."""
    order = list(order)
    not_later: dict[str, datetime.date] = {}
    for event_id in reversed(order):
        bounds = [not_later[after] for after in successors[event_id]]
        own = _earliest(events[event_id]) if events[event_id].date else _LAST
        not_later[event_id] = min([own, *bounds])
    places: dict[str, tuple[datetime.date, int, datetime.date]] = {}
    for event_id in order:
        event = events[event_id]
        earlier = max((places[before][:2] for before in predecessors[event_id]), default=(_FIRST, 0))
        if event.date:
            places[event_id] = (*max((_earliest(event), 0), earlier), _latest(event))
        elif predecessors[event_id] and earlier[0] != _LAST:
            places[event_id] = (earlier[0], 1, _LAST)
        elif not_later[event_id] != _LAST:
            places[event_id] = (not_later[event_id], -1, _LAST)
        else:
            places[event_id] = (_LAST, 0, _LAST)
    return places


def _predecessors(events: Mapping[str, Dated]) -> dict[str, list[str]]:
    """For each event, the events that came before it, as far as they are known here."""
    found: dict[str, list[str]] = {event_id: [] for event_id in events}
    for event_id, event in events.items():
        found[event_id] += [other for other in event.after if other in events]
        for other in event.before:
            if other in events:
                found[other].append(event_id)
    return {event_id: list(dict.fromkeys(befores)) for event_id, befores in found.items()}


def _static_order(events: Mapping[str, Dated]) -> list[str]:
    try:
        return list(TopologicalSorter(_predecessors(events)).static_order())
    except CycleError as error:
        raise ValueError(f"the order runs in a circle: {' → '.join(error.args[1])}") from None


def _earliest(event: Dated) -> datetime.date:
    return event.date.earliest or _FIRST if event.date else _FIRST


def _latest(event: Dated) -> datetime.date:
    return event.date.latest or _LAST if event.date else _LAST
