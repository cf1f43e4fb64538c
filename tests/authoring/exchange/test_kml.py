"""Points of maps as KML, in the shapes of <https://developers.google.com/kml/documentation/kmlreference>."""

import pytest

from builder.files.problems import ContentError
from tests.authoring.exchange.conftest import Import

POINT = "<Point><coordinates> 20.25,10.5,0 </coordinates></Point>"


def kml(*marks: str, space: str = "http://www.opengis.net/kml/2.2") -> str:
    """A map of placemarks."""
    inner = "\n".join(f"<Placemark>{mark}</Placemark>" for mark in marks)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="{space}"><Document>\n'
        f"<Folder><name>Ports</name>\n{inner}</Folder></Document></kml>"
    )


@pytest.mark.parametrize("space", ["http://www.opengis.net/kml/2.2", "http://earth.google.com/kml/2.1"])
def test_placemarks_become_places(imported: Import, space: str) -> None:
    """Longitude first; the description goes to the note, safe; what is not carried is named."""
    description = "<description><![CDATA[A <b>port</b>.<script>x()</script>]]></description>"
    mark = f"<name>The port</name>{description}<styleUrl>#a</styleUrl>{POINT}"
    result = imported("m.kml", kml(mark, space=space))
    place = result.briefing.places["the-port"]
    assert (place.name, place.location, place.draft) == ("The port", (10.5, 20.25), True)
    assert place.note == "The position is the map’s. It does not say how exact it is. A **port**."
    assert result.left == {"`folder` is not carried": 1, "`height of the point` is not carried": 1}


@pytest.mark.parametrize(
    ("time", "edtf"),
    [
        ("<TimeStamp><when>2024-01-18</when></TimeStamp>", "2024-01-18"),
        ("<TimeStamp><when>2024-01</when></TimeStamp>", "2024-01"),
        ("<TimeSpan><begin>2024-01-18</begin><end>2024-01-20</end></TimeSpan>", "2024-01-18/2024-01-20"),
        ("<ExtendedData><Data name='Date'><value>18 Jan 2024</value></Data></ExtendedData>", "2024-01-18"),
    ],
)
def test_placemarks_with_a_time_become_events(imported: Import, time: str, edtf: str) -> None:
    """At a place of that position."""
    mark = f"<name>Fire</name><description>It burned.</description>{time}{POINT}"
    briefing = imported("m.kml", kml(mark)).briefing
    event = briefing.events["m-fire"]
    assert (str(event.date), event.account[0].text) == (edtf, "It burned.")
    assert briefing.places[event.place or ""].location == (10.5, 20.25)


def test_lines_and_areas_are_refused(imported: Import) -> None:
    """With their line in the file."""
    line = "<name>Route</name><LineString><coordinates>1,2 3,4</coordinates></LineString>"
    result = imported("m.kml", kml(f"<name>Port</name>{POINT}", line))
    assert [str(each) for each in result.ledger.refused] == [
        "m.kml:5: placemark 2: it is a LineString, and only points become places"
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("m.kml", b"<kml><Document><Placemark></Document></kml>", "this is not XML: "),
        ("m.kml", kml(POINT).encode()[:-40], "this is not XML: "),
        ("m.kmz", b"PK\x03\x04", "this is a KMZ file, a zip archive"),
    ],
    ids=["broken", "cut", "archive"],
)
def test_maps_that_cannot_be_read(imported: Import, name: str, content: bytes, said: str) -> None:
    """In an editor’s words."""
    with pytest.raises(ContentError) as raised:
        imported(name, content)
    assert raised.value.problems[0].message.startswith(said)


def test_no_other_file_is_read(imported: Import) -> None:
    """Entities of a document type are not put in."""
    head = '<!DOCTYPE kml [<!ENTITY secret SYSTEM "file:///etc/hostname">]>\n'
    text = kml(f"<name>Port &secret;</name>{POINT}").replace("<kml", f"{head}<kml", 1)
    assert imported("m.kml", text).briefing.places["port-secret"].name == "Port &secret;"


def test_the_same_map_again(imported: Import) -> None:
    """Adds nothing."""
    text = kml(f"<name>Port</name>{POINT}", f"<name>Port</name>{POINT.replace('10.5', '11.5')}")
    assert imported("m.kml", text).ledger.carried == 2
    assert imported("m.kml", text).ledger.there == 2
