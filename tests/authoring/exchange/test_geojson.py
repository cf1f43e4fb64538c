"""Places and events as GeoJSON (RFC 7946)."""

import json
from pathlib import Path
from typing import Any

from builder.authoring.exchange import geojson
from tests import briefings
from tests.authoring.exchange.conftest import Import
from tests.authoring.exchange.test_timelinejs import WITH_FIGURES

PLACES = {
    "content/places.yml": """
        old-harbour: {name: The old harbour, precision: town, location: [10.5, -20.25], aliases: [Quay]}
        """
}


def made(root: Path) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The features by id, and what is not in them."""
    exported = geojson.write(briefings.read(root, {**WITH_FIGURES, **PLACES}).published())
    document = json.loads(exported.text)
    assert document["type"] == "FeatureCollection"
    assert all(each["type"] == "Feature" for each in document["features"])
    left = {reason: places.first for reason, places in exported.left.items()}
    return {each["id"]: each for each in document["features"]}, left


def test_longitude_comes_first(tmp_path: Path) -> None:
    """As the RFC has it; what the position stands for is a property of place and event."""
    features, _ = made(tmp_path)
    for record in ("old-harbour", "departure"):
        assert features[record]["geometry"] == {"type": "Point", "coordinates": [-20.25, 10.5]}
        assert features[record]["properties"]["precision"] == "town"
    assert features["old-harbour"]["properties"]["aliases"] == ["Quay"]


def test_an_event_without_a_place_is_there(tmp_path: Path) -> None:
    """Unlocated, as the RFC allows; its date as vague as it is."""
    features, _ = made(tmp_path)
    assert features["about-then"]["geometry"] is None
    assert features["about-then"]["properties"] == {
        "record": "event",
        "name": "About then",
        "kind": "other",
        "date": "2021~",
        "date_in_words": "about 2021",
    }
    assert "date" not in features["later"]["properties"]
    assert "not-yet" not in features


def test_figures_and_disputes_have_their_claimants(tmp_path: Path) -> None:
    """No number and no claim without who gives it."""
    properties = made(tmp_path)[0]["departure"]["properties"]
    assert properties["by"] == ["A sailor"]
    assert properties["figures"] == [
        {"measure": "deaths", "by": "A sailor", "low": 3, "high": 5, "figure": "3–5"}
    ]
    assert properties["disputes"] == [
        {
            "question": "Did the bell ring?",
            "measure": None,
            "positions": [
                {"by": "The harbour master", "stance": "asserts", "text": "The bell rang twice."},
                {"by": "A sailor", "stance": "denies", "text": "The bell did not ring."},
            ],
        }
    ]


def test_what_it_loses_is_named(tmp_path: Path) -> None:
    """Exactly this, and nothing else."""
    assert made(tmp_path)[1] == {
        "`account` is not carried": ["departure"],
        "`after` is not carried": ["later"],
        "actors are not carried": ["harbour-master", "sailor"],
        "sources are not carried": ["gazette"],
    }


def feature(properties: Any, geometry: Any = None, **beside: Any) -> dict[str, Any]:
    """A feature, by default a point."""
    point = {"type": "Point", "coordinates": [20.25, 10.5]}
    return {"type": "Feature", "properties": properties, "geometry": geometry or point, **beside}


def collection(*features: Any) -> str:
    """A map of features."""
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_points_become_places(imported: Import) -> None:
    """Longitude first; properties are as columns, in any language."""
    properties = {"Nombre": "El puerto", "país": "Elbonia", "tags": ["a", "b"], "depth": {"m": 7}}
    result = imported("m.geojson", collection(feature(properties, id="x1")))
    place = result.briefing.places["el-puerto"]
    assert (place.name, place.location) == ("El puerto", (10.5, 20.25))
    assert (
        place.note == "The position is the map’s, which puts it in Elbonia. It does not say how exact it is."
    )
    assert result.left == {f"`{name}` is not carried": 1 for name in ("tags", "depth.m", "id of the feature")}


def test_points_with_a_date_become_events(imported: Import) -> None:
    """A line or an area has no place then, and is named."""
    line = {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
    features = [
        feature({"title": "Fire", "date": "2024-01"}),
        feature({"title": "March", "date": "2024"}, line),
    ]
    result = imported("m.json", collection(*features))
    event = result.briefing.events["m-fire"]
    assert (str(event.date), result.briefing.places[event.place or ""].location) == ("2024-01", (10.5, 20.25))
    assert result.briefing.events["m-march"].place is None
    assert result.left == {"lines, areas and groups of points are not carried": 1}


def test_features_that_cannot_be_read(imported: Import) -> None:
    """Each with its number and why."""
    nowhere = {"type": "Point", "coordinates": [20, 95]}
    area = {"type": "Polygon", "coordinates": []}
    result = imported(
        "m.json",
        collection(feature({"name": "A"}), feature({"name": "B"}, nowhere), feature({"name": "C"}, area), 7),
    )
    assert [f"{each.place}: {each.why}" for each in result.ledger.refused] == [
        "feature 2: there is no such place on earth: latitude 95, longitude 20",
        "feature 3: it is a Polygon, and only points become places",
        "feature 4: the row has neither a name nor a position",
    ]


def test_our_own_export_comes_back(imported: Import, tmp_path: Path) -> None:
    """Places with their exactness and their names; events with their dates."""
    exported = geojson.write(briefings.read(tmp_path / "other", {**WITH_FIGURES, **PLACES}).published())
    briefing = imported("m.geojson", exported.text).briefing
    events = {each.title: str(each.date) for key, each in briefing.events.items() if key.startswith("m-")}
    assert events["The ferry <leaves>"] == "2021-05-03"
    assert events["About then"] == "2021~"
