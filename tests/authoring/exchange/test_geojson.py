"""Places and events as GeoJSON (RFC 7946)."""

import json
from pathlib import Path
from typing import Any

from builder.authoring.exchange import geojson
from tests import briefings
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
