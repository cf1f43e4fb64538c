"""What a page shows of more records than a reader in a hurry can take in.

First what the summary on the front page rests on; then, of events the latest, of places those where most
happened, of disputes those that the editor put first.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from builder.facts.briefing import OVERVIEW, Briefing, mentions_in
from builder.facts.chronology import Entry
from builder.model.outlines import PlaceOutline
from builder.model.records import Dispute


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_HasId)


def events(briefing: Briefing, entries: Sequence[Entry], most: int) -> list[str]:
    """The ids of at most so many events of a timeline, in its order."""
    latest = [entry.event for entry in reversed(entries)]
    chosen = {event.id for event in _first(briefing, latest, most)}
    return [entry.event.id for entry in entries if entry.event.id in chosen]


def places(briefing: Briefing, most: int) -> list[PlaceOutline]:
    """At most so many of the places that have a location, in the editor's order."""
    happened = Counter(event.place for event in briefing.indexes.events.values())
    located = [place for place in briefing.indexes.places.values() if place.location]
    where_most = sorted(located, key=lambda place: -happened[place.id])
    chosen = {place.id for place in _first(briefing, where_most, most)}
    return [place for place in located if place.id in chosen]


def disputes(briefing: Briefing, most: int) -> list[Dispute]:
    """At most so many disputes, in the editor's order."""
    chosen = {dispute.id for dispute in _first(briefing, briefing.disputes.values(), most)}
    return [dispute for dispute in briefing.disputes.values() if dispute.id in chosen]


def _first(briefing: Briefing, records: Iterable[R], most: int) -> list[R]:
    """The first of some records, those that the summary rests on or names before all others."""

    named = {key for key, _ in mentions_in(OVERVIEW, briefing.overview)}
    return sorted(records, key=lambda record: record.id not in named)[:most]
