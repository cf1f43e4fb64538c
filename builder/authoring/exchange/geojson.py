"""Places and events for maps, as GeoJSON (RFC 7946).

Read are points: each becomes a place, or an event at a place where it has a date. Its properties are as the
columns of a table: see *Columns of your own*. Lines and areas are not carried (areas can be shown on the map:
see `map` in `content/briefing.yml`).

Written are all places and events, each a feature, in WGS 84, longitude first. A feature's `id` is the
record's. An event stands where its place does; one whose place is not known, or has no location, has the
geometry `null`, as the RFC allows, so that nothing is lost.

`properties.precision` says what a position stands for: `point`, or somewhere in a `town`, `district`,
`province` or `country`. Do not draw it as more. An event's `date` is EDTF, `date_in_words` is for readers.
Its figures have who gives them, and the disputes about it have every position.

Drafts are not carried. Nor are accounts, citations, sources and notes.
"""

from typing import Any

from builder.authoring.exchange import map_points
from builder.authoring.exchange.exported import Exported, Left, as_json
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Reading, Wish, Writer
from builder.authoring.exchange.json_files import Json
from builder.authoring.exchange.ledger import flat
from builder.authoring.exchange.map_points import Feature
from builder.authoring.exchange.proposals import Book
from builder.facts.briefing import Briefing
from builder.model import dates, prose, records, wording
from builder.model.kinds import FOLDERS

NAME = "geojson"
TITLE = "GeoJSON"
ENDINGS = (".geojson", ".json")


def write(briefing: Briefing) -> Exported:
    """A briefing's places and events; `briefing` holds no drafts."""
    left = Left()
    features = [_place(place) for place in briefing.places.values()]
    features += [_event(briefing, event, left) for event in briefing.events.values()]
    for place in briefing.places.values():
        for name in ("about", "note"):
            if getattr(place, name):
                left.add(f"`{name}` is not carried", place.id)
    for kind in FOLDERS.values():
        if kind not in (records.Event, records.Place, records.Dispute):
            for record_id in briefing.of(kind):
                left.add(f"{kind.folder} are not carried", record_id)
    for dispute in briefing.disputes.values():
        if briefing.events.keys().isdisjoint(dispute.about):
            left.add("disputes that are not about an event are not carried", dispute.id)
    return Exported(as_json({"type": "FeatureCollection", "features": features}), left)


def is_document(value: Json) -> bool:
    """Whether a JSON document is GeoJSON with features."""
    return isinstance(value, dict) and value.get("type") in ("FeatureCollection", "Feature")


def read(incoming: Incoming, wish: Wish, book: Book) -> Reading | None:
    """The features of a map."""
    document = incoming.document
    if not is_document(document):
        return None
    assert isinstance(document, dict)
    features = document.get("features", [document])
    held = features if isinstance(features, list) else []
    found = [_read(number, each) for number, each in enumerate(held, 1)]
    return map_points.reading(TITLE, incoming, wish, book, found)


def _read(number: int, feature: Json) -> Feature:
    """A feature with its properties as texts; lists of texts have semicolons between them."""
    held = feature if isinstance(feature, dict) else {"feature": feature}
    geometry = held.get("geometry")
    properties = held.get("properties")
    found: dict[str, str] = {}
    for key, value in properties.items() if isinstance(properties, dict) else ():
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            found[key] = "; ".join(map(str, value))
        else:
            found |= dict(flat({key: value}))
    if "record" in found and "place_name" in found:
        # An event of our own export names its place by its id, too.
        found["place (id)"] = found.pop("place", "")
    kept = ("type", "geometry", "properties", "bbox")
    found |= dict(flat({f"{key} of the feature": each for key, each in held.items() if key not in kept}))
    point: list[str] = []
    shape = ""
    if isinstance(geometry, dict):
        coordinates = geometry.get("coordinates")
        if geometry.get("type") == "Point" and isinstance(coordinates, list):
            point = [str(each) for each in coordinates if isinstance(each, str)]
        else:
            shape = str(geometry.get("type") or "no geometry")
    return Feature(f"feature {number}", 0, found, point, shape)


def _feature(record_id: str, place: records.Place | None, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = None
    if place and place.location:
        latitude, longitude = place.location
        geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    kept = {name: value for name, value in properties.items() if value not in (None, "", [])}
    return {"type": "Feature", "id": record_id, "geometry": geometry, "properties": kept}


def _place(place: records.Place) -> dict[str, Any]:
    properties = {
        "record": "place",
        "name": place.name,
        "aliases": list(place.aliases),
        "precision": place.precision,
        "part_of": place.part_of,
    }
    return _feature(place.id, place, properties)


def _event(briefing: Briefing, event: records.Event, left: Left) -> dict[str, Any]:
    for name in ("account", "note", "date_note", "after", "before"):
        if getattr(event, name):
            left.add(f"`{name}` is not carried", event.id)
    place = briefing.places.get(event.place or "")
    properties = {
        "record": "event",
        "name": event.title,
        "kind": event.kind,
        "date": str(event.date) if event.date else None,
        "date_in_words": dates.in_words(event.date, briefing.language) if event.date else None,
        "place": event.place,
        "place_name": place.name if place else None,
        "precision": place.precision if place else None,
        "by": [_name(briefing, actor) for actor in event.by],
        "against": [_name(briefing, actor) for actor in event.against],
        "figures": [{"measure": each.measure, **_claim(briefing, each)} for each in event.figures],
        "disputes": [
            {
                "question": briefing.disputes[key].question,
                "measure": briefing.disputes[key].measure,
                "positions": [_claim(briefing, each) for each in briefing.disputes[key].positions],
            }
            for key in briefing.disputes_about(event.id)
        ],
    }
    return _feature(event.id, place, properties)


def _claim(briefing: Briefing, item: records.Figure | records.Position) -> dict[str, Any]:
    """Who says what, with their numbers."""
    stance = {"stance": item.stance} if isinstance(item, records.Position) else {}
    text = prose.plain(item.text or "", lambda key: _name(briefing, key) if key in briefing.records else None)
    said = {"text": text, "low": item.low, "best": item.best, "high": item.high, "scope": item.scope}
    said |= {"bound": item.bound, "increment": item.increment or None, "of": item.of}
    found = {**said, "figure": wording.figure(item, briefing.language)}
    kept = {name: value for name, value in found.items() if value not in (None, "")}
    return {"by": _name(briefing, item.by), **stance, **kept}


def _name(briefing: Briefing, record_id: str) -> str:
    record = briefing.records.get(record_id)
    return record.heading if record else record_id


READER = read
WRITER = Writer("briefing.geojson", drafts=False, write=write)
