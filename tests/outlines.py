"""What figures may use of records, taken from whole records of a test's own."""

from collections.abc import Callable, Mapping

from builder.facts import chronology
from builder.model.outlines import ActorOutline, EventOutline
from builder.model.records import Actor, Event


def actors(whole: Mapping[str, Actor]) -> dict[str, ActorOutline]:
    """Actors by id, in outline."""
    return {key: ActorOutline.of(actor) for key, actor in whole.items()}


def events(whole: Mapping[str, Event]) -> dict[str, EventOutline]:
    """Events by id, in outline."""
    return {key: EventOutline.of(event) for key, event in whole.items()}


def entries(whole: Mapping[str, Event]) -> list[chronology.Entry]:
    """Events in their order, in outline."""
    places = chronology.order({key: event.dated for key, event in whole.items()})
    return chronology.entries(events(whole), {place.event: place for place in places})


def titles(whole: Mapping[str, Event]) -> Callable[[str], str]:
    """The names of events by their ids."""
    return {key: event.title for key, event in whole.items()}.__getitem__
