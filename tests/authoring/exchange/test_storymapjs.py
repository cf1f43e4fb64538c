"""Story maps of StoryMapJS, in the shape of the examples at <https://github.com/NUKnightLab/StoryMapJS>."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.authoring.exchange.conftest import Import, assert_no_errors, assert_nothing_lost
from tests.authoring.exchange.test_timelinejs import leaves

OVERVIEW = {
    "type": "overview",
    "date": "1790-2010",
    "text": {"headline": "Ferries", "text": "Where <b>they</b> went.<br></br>All of them."},
    "location": {"line": False},
    "media": {"url": "", "caption": "", "credit": ""},
}
SLIDE = {
    "date": "3 May 2021",
    "text": {"headline": "Lowtown", "text": "The ferry came here."},
    "location": {
        "name": "Lowtown, Elbonia",
        "lat": 10.5,
        "lon": "20.25",
        "zoom": 771,
        "line": True,
        "icon": "https://example.org/icon-772",
    },
    "media": {"url": "https://example.org/a", "caption": "The quay", "credit": "A sailor"},
    "background": {"color": "#773", "opacity": 774},
}


def as_json(*slides: Any, **beside: Any) -> str:
    """A story map of slides."""
    return json.dumps({"storymap": {"slides": list(slides), "map_type": "osm:standard", **beside}})


def test_a_slide_becomes_an_event_at_a_place(imported: Import) -> None:
    """The overview describes the source."""
    result = imported("map.json", as_json(OVERVIEW, SLIDE))
    event = result.briefing.events["map-lowtown"]
    assert (event.title, str(event.date), event.draft) == ("Lowtown", "2021-05-03", True)
    assert event.account[0].cites[0].locator == "slide 2"
    assert event.note == "Shown with it: “The quay” (A sailor) https://example.org/a"
    place = result.briefing.places[event.place or ""]
    assert (place.name, place.location, place.precision) == ("Lowtown, Elbonia", (10.5, 20.25), "town")
    source = result.briefing.sources["map"]
    assert source.title == "Ferries"
    assert source.note == "Where **they** went. All of them. Date in the story map: 1790-2010."


def test_nothing_is_lost(imported: Import) -> None:
    """Each value stands in the records, or is named."""
    result = imported("map.json", as_json(OVERVIEW, SLIDE))
    found = leaves(OVERVIEW) + leaves(SLIDE) + leaves({"map_type": "osm:standard"})
    assert result.ledger.values == len(found)
    as_written = {"date": "2021", "text.text": ".", "type": "title: Ferries"}
    assert_nothing_lost(result, [(name, as_written.get(name, value)) for name, value in found])
    assert set(result.left) == {
        f"`{name}` is not carried"
        for name in ("location.line", "location.zoom", "location.icon", "background.color")
    } | {"`background.opacity` is not carried", "`map_type` is not carried"}


@pytest.mark.parametrize(
    ("date", "edtf", "note"),
    [
        ("1790", "1790", None),
        ("1790-2010", "1790/2010", None),
        ("1790 – 2010", "1790/2010", None),
        ("May 2021", "2021-05", None),
        ("Jan 2006", "2006-01", None),
        ("May 3, 2021", "2021-05-03", None),
        ("2021-05-03", "2021-05-03", None),
        ("around *noon*", None, r"The story map gives the date as “around \*noon\*”."),
        ("5/6/2021", None, "The story map gives the date as “5/6/2021”."),
        ("", None, "The story map gives no date."),
    ],
)
def test_dates_are_free_text(imported: Import, date: str, edtf: str | None, note: str | None) -> None:
    """What is a date becomes one; other words are kept as words."""
    event = imported("map.json", as_json({**SLIDE, "date": date})).briefing.events["map-lowtown"]
    assert (str(event.date) if event.date else None, event.date_note) == (edtf, note)


@pytest.mark.parametrize(
    "location",
    [
        {},
        {"lat": "", "lon": ""},
        {"lat": "here", "lon": 2},
        {"lat": 91, "lon": 2},
        {"lat": 1e400, "lon": 2},
        {"lat": 1},
    ],
)
def test_positions_that_are_none(imported: Import, location: dict[str, Any]) -> None:
    """The event has no place then, and what was given is named."""
    result = imported("map.json", as_json({**SLIDE, "location": location}).replace("Infinity", "1e400"))
    assert result.briefing.events["map-lowtown"].place is None
    assert sum(
        count for reason, count in result.left.items() if "earth" in reason or "location" in reason
    ) == len([value for value in location.values() if value != ""])


def test_positions_on_a_picture(imported: Import, tmp_path: Path) -> None:
    """A painting has no latitudes: nothing of it becomes a place on earth."""
    result = imported("map.json", as_json(SLIDE, map_type="zoomify"))
    assert set(result.briefing.places) == {"old-harbour"}
    assert result.left["positions on a picture, which are none on earth, are not carried"] == 6
    assert_no_errors(tmp_path / "site")


def test_importing_again_adds_nothing(imported: Import) -> None:
    """Events, places and the source are there already."""
    imported("map.json", as_json(OVERVIEW, SLIDE))
    again = imported("map.json", as_json(OVERVIEW, SLIDE))
    assert (again.ledger.there, again.ledger.carried, again.done.files) == (2, 0, ())


def test_an_overview_at_the_end_is_not_lost(imported: Import) -> None:
    """What it says is in the note of the source; nothing of it is refused."""
    closing = {"type": "overview", "text": {"headline": "How it ended", "text": "In the harbour."}}
    result = imported("map.json", as_json(OVERVIEW, SLIDE, closing))
    assert result.ledger.refusals == 0
    assert (result.briefing.sources["map"].note or "").endswith("How it ended: In the harbour.")
    assert imported("map.json", as_json(OVERVIEW, SLIDE, closing)).ledger.there == 3


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ({"headline": "", "text": "Only words."}, "52.37° N, 4.9° E"),
        ({"headline": "A headline", "text": ""}, "A headline"),
    ],
)
def test_positions_without_a_name(imported: Import, text: Any, name: str) -> None:
    """The place has the headline for its name, else its position; it is not lost."""
    result = imported("map.json", as_json({"location": {"lat": 52.37, "lon": 4.90}, "text": text}))
    event = next(each for key, each in result.briefing.events.items() if key.startswith("map-"))
    place = result.briefing.places[event.place or ""]
    assert (place.name, place.location) == (name, (52.37, 4.9))


def test_two_positions_of_one_name_are_two_places(imported: Import) -> None:
    """Eighteen kilometres apart, or two; the same position again is the same place, later, too."""
    positions = [(38.8977, -77.0364), (38.8894, -76.8249), (38.8977, -77.0164), (38.8977, -77.0364)]
    slides = [
        {
            "location": {"name": "Washington, DC", "lat": lat, "lon": lon},
            "text": {"headline": f"Slide {number}", "text": "Words."},
        }
        for number, (lat, lon) in enumerate(positions)
    ]
    briefing = imported("map.json", as_json(*slides)).briefing
    places = [briefing.places[briefing.events[f"map-slide-{number}"].place or ""] for number in range(4)]
    assert [place.location for place in places] == positions
    assert len({place.id for place in places}) == 3
    more = imported("map.json", as_json(*slides, {**slides[1], "text": {"headline": "More", "text": "x"}}))
    assert more.briefing.events["map-more"].place == places[1].id
