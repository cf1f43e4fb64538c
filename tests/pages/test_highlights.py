"""What the front page shows of many records: first what the summary rests on or names."""

from pathlib import Path

from builder.facts.briefing import Briefing
from builder.pages import highlights
from tests import briefings, outlines

ACCOUNT = "account: [{text: It left., cites: [{source: gazette, quote: left the old harbour}]}]"


def many(root: Path) -> Briefing:
    """A briefing of thirty events at nine places, whose summary rests on two of them and names a place."""
    places = [f"place-{n}: {{name: P {n}, precision: town, location: [{n}, 50]}}" for n in range(9)]
    places.append("old-harbour: {name: The old harbour, precision: town}")
    events = [
        f"event-{n}: {{title: E {n}, kind: other, date: 2021-05-{n:02}, place: place-{n % 5}, {ACCOUNT}}}"
        for n in range(1, 31)
    ]
    disputes = [f"dispute-{n}: {{question: D {n}?, positions: [{{by: sailor}}]}}" for n in range(5)]
    return briefings.read(
        root,
        {
            "content/places.yml": "\n".join(places),
            "content/events.yml": "\n".join(events),
            "content/disputes.yml": "\n".join(disputes),
            "content/briefing.yml": """
                title: The ferry and the bell
                bottom_line:
                  - text: It left [the quay][place-8].
                    rests_on: [event-9, event-3, dispute-4]
                """,
        },
    )


def test_events(tmp_path: Path) -> None:
    """Those of the summary, then the latest; in the timeline's order."""
    briefing = many(tmp_path)
    entries = outlines.entries(briefing.events)
    assert highlights.events(briefing, entries, 4) == ["event-3", "event-9", "event-29", "event-30"]
    assert highlights.events(briefing, entries, 1) == ["event-9"]
    assert len(highlights.events(briefing, entries, 99)) == 30


def test_places(tmp_path: Path) -> None:
    """Those of the summary, then those where most happened; only those that have a location."""
    briefing = many(tmp_path)
    assert [place.id for place in highlights.places(briefing, 3)] == ["place-0", "place-1", "place-8"]
    assert len(highlights.places(briefing, 99)) == 9


def test_disputes(tmp_path: Path) -> None:
    """Those of the summary, then in the editor's order."""
    briefing = many(tmp_path)
    assert [dispute.id for dispute in highlights.disputes(briefing, 2)] == ["dispute-0", "dispute-4"]
