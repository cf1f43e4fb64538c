"""A folder's content as one read-only briefing."""

from pathlib import Path

import pytest

from builder.model.records import Event, Place
from tests import briefings


def test_records_are_found_by_id_and_kind(tmp_path: Path) -> None:
    """Every record has its id, its kind, and its place in the editors' order."""
    briefing = briefings.read(tmp_path)
    assert list(briefing.records) == [
        "harbour-master",
        "sailor",
        "bell",
        "departure",
        "old-harbour",
        "gazette",
    ]
    assert list(briefing.actors) == ["harbour-master", "sailor"]
    assert isinstance(briefing.records["departure"], Event)
    assert briefing.of(Place)["old-harbour"].name == "The old harbour"
    assert briefing.views == {}
    assert [owner for owner, _ in briefing.owners.items()] == ["briefing", *briefing.records]


def test_a_briefing_is_read_only(tmp_path: Path) -> None:
    """Nothing that is made from a briefing can change it."""
    briefing = briefings.read(tmp_path)
    with pytest.raises(TypeError):
        briefing.records["x"] = briefing.records["bell"]  # type: ignore[index]  # mypy says so too


def test_everything_has_its_place_in_the_file(tmp_path: Path) -> None:
    """A record, a field in it, a key, the overview: each leads to line and column."""
    briefing = briefings.read(tmp_path)
    assert str(briefing.locate("sailor")) == "content/actors.yml:2:1"
    assert str(briefing.locate("departure", ("date",))) == "content/events.yml:4:9"
    assert str(briefing.locate("departure", ("date",), key=True)) == "content/events.yml:4:3"
    assert str(briefing.locate("bell", ("positions", 1, "cites", 0, "quote"))) == "content/disputes.yml:11:40"
    assert str(briefing.locate("briefing", ("title",))) == "content/briefing.yml:1:8"


def test_mentions(tmp_path: Path) -> None:
    """Whatever refers to a record, in a field or in a text, is known, with the place in it."""
    mentions = briefings.read(tmp_path).mentions
    assert mentions["departure"] == (
        ("briefing", ("bottom_line", 0, "rests_on", 0)),
        ("briefing", ("bottom_line", 0, "text")),
        ("bell", ("about", 0)),
    )
    assert mentions["old-harbour"] == (("departure", ("place",)), ("departure", ("account", 0, "text")))
    assert [mention.record for mention in mentions["gazette"]] == ["bell", "bell", "departure"]


def test_drafts(tmp_path: Path) -> None:
    """Drafts are part of the briefing, and left out of what is published."""
    files = {
        "content/places.yml": """
            old-harbour: {name: The old harbour, precision: town}
            new: {name: New, precision: town, draft: true}
            """
    }
    briefing = briefings.read(tmp_path, files)
    assert briefing.drafts() == ["new"]
    assert list(briefing.places) == ["old-harbour", "new"]
    assert list(briefing.published().places) == ["old-harbour"]
    assert briefing.published().published() is not None


def test_a_briefing_without_drafts_is_published_as_it_is(tmp_path: Path) -> None:
    """Where nothing is left out, nothing is copied."""
    briefing = briefings.read(tmp_path)
    assert briefing.published() is briefing
