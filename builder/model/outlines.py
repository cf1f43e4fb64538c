"""What may be used of a record where all records of a kind are looked through: small values.

A figure, a list of names or the order of events is made anew when one of these changes, and not when
anything else in a record does. So nothing that is left out here can be used there.
"""

from typing import NamedTuple

from builder.model.dates import EdtfDate
from builder.model.records import Actor, Event, Place, Record, Relation
from builder.model.vocabulary import Precision


class Name(NamedTuple):
    """What a record is called, and of which kind it is."""

    id: str
    kind: type[Record]
    heading: str

    @classmethod
    def of(cls, record: Record) -> "Name":
        return cls(record.id, type(record), record.heading)

    @property
    def kind_name(self) -> str:
        """The word for the kind."""
        return self.kind.kind_name


class EventOutline(NamedTuple):
    """An event without its title and its account."""

    id: str
    kind: str
    date: EdtfDate | None
    place: str | None
    by: tuple[str, ...]
    against: tuple[str, ...]

    @classmethod
    def of(cls, event: Event) -> "EventOutline":
        return cls(event.id, event.kind, event.date, event.place, event.by, event.against)


class ActorOutline(NamedTuple):
    """An actor without what is said about it."""

    id: str
    name: str
    kind: str
    part_of: str | None
    relations: tuple[Relation, ...]

    @classmethod
    def of(cls, actor: Actor) -> "ActorOutline":
        return cls(actor.id, actor.name, actor.kind, actor.part_of, actor.relations)


class PlaceOutline(NamedTuple):
    """A place without what is said about it."""

    id: str
    name: str
    location: tuple[float, float] | None
    precision: Precision
    aliases: tuple[str, ...] = ()

    @classmethod
    def of(cls, place: Place) -> "PlaceOutline":
        return cls(place.id, place.name, place.location, place.precision, place.aliases)
