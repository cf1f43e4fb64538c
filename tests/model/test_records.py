"""The records that editors write, and the one walk that finds everything in them."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from builder.model import base, fields
from builder.model.kinds import FOLDERS
from builder.model.records import Citation, Event, Overview, Place, Record, Source, Statement

CITATION = {"source": "hostilities", "quote": "two bombs went off"}
EVENT = {
    "id": "bombing",
    "title": "A bombing",
    "kind": "bombing",
    "date": "2024-01-03",
    "after": ["funeral"],
    "place": "kerman",
    "by": ["islamic-state"],
    "note": "A *note* on [Iran][iran].",
    "account": [{"text": "Two bombs.", "cites": [CITATION]}, {"text": "More.", "rests_on": ["raid"]}],
    "figures": [
        {"by": "iran", "measure": "deaths", "best": "84", "scope": "by Thursday", "cites": [CITATION]}
    ],
}


def kinds_of_error(model: type[base.Model], values: dict[str, Any]) -> list[str]:
    """What pydantic finds wrong with some values, by its own names and ours."""
    with pytest.raises(ValidationError) as raised:
        model.model_validate(values)
    return [error["type"] for error in raised.value.errors()]


def test_records_cannot_be_changed() -> None:
    """A record is what the editor wrote; nothing changes it on its way to the page."""
    event = Event.model_validate(EVENT)
    with pytest.raises(ValidationError):
        event.title = "Something else"  # type: ignore[misc]  # mypy says so too


def test_an_unknown_key_is_an_error() -> None:
    """No key is dropped silently, at any depth."""
    assert kinds_of_error(Event, EVENT | {"dtae": "2024"}) == ["extra_forbidden"]
    account = [{"text": "Two bombs.", "cites": [CITATION | {"qoute": "x"}]}]
    assert "extra_forbidden" in kinds_of_error(Event, EVENT | {"account": account})


@pytest.mark.parametrize("record_id", ["iran", "strike-2", "2024-elections", "a", "x" * 80])
def test_ids(record_id: str) -> None:
    """An id is lower-case words of a–z and 0–9 with hyphens between them."""
    assert fields.check_id(record_id) == record_id


@pytest.mark.parametrize("record_id", ["index", "briefing"])
def test_ids_of_the_site(record_id: str) -> None:
    """An id that the site itself needs cannot be given to a record."""
    assert kinds_of_error(Place, {"id": record_id, "name": "P", "precision": "town"}) == ["id-invalid"]


NO_IDS = ["", "Iran", "a/b", "..", "../x", "a.b", "a_b", "-a", "a-", "a--b", "é", "a b", "a\n", "x" * 81]


@pytest.mark.parametrize("record_id", NO_IDS)
def test_what_is_no_id(record_id: str) -> None:
    """What could not be a file's name and an anchor everywhere is no id."""
    assert kinds_of_error(Place, {"id": record_id, "name": "P", "precision": "town"}) == ["id-invalid"]


@given(st.text(max_size=20))
def test_a_slug_is_an_id(text: str) -> None:
    """The id that is made from any text is one, or there is none."""
    made = fields.slug(text)
    assert made == "" or base.ID_PATTERN.fullmatch(made)


def test_text_is_trimmed() -> None:
    """White space around a text is not part of it, and a text of nothing else is missing."""
    assert Statement(text="  Two bombs. \n").text == "Two bombs."
    assert kinds_of_error(Statement, {"text": " \n"}) == ["string_too_short"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n  ", " \n", "\f", "\v", "\x85", "\u2028", "\u2029"])
def test_a_name_is_one_line(end: str) -> None:
    """Whatever breaks a line in a name or a title is a space; words keep their other white space."""
    event = Event.model_validate(EVENT | {"title": f"{end}Meeting{end}of\u00a0 ministers{end}"})
    assert event.title == event.heading == "Meeting of\u00a0 ministers"
    citation = Citation.model_validate(CITATION | {"locator": f"page 3,{end}below"})
    assert citation.locator == "page 3, below"


def test_dates_are_read() -> None:
    """A date is read as EDTF when the record is; what is none has the reason from there."""
    event = Event.model_validate(EVENT | {"date": "2024-01~"})
    assert str(event.date) == "2024-01~"
    assert kinds_of_error(Event, EVENT | {"date": "2024-13-40"}) == ["date-invalid"]
    assert kinds_of_error(Event, EVENT | {"date": ["2024"]}) == ["date-invalid"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://x.org", "//x.org", "x.org", "https://"]
)
def test_addresses_are_of_the_web(url: str) -> None:
    """A source's address leads to the web, never to something that runs."""
    assert kinds_of_error(Source, {"id": "s", "title": "S", "kind": "report", "url": url}) == ["unsafe-link"]


@pytest.mark.parametrize("location", [["91", "0"], ["0", "181"], ["-90.1", "0"], ["nan", "0"], ["0", "inf"]])
def test_locations_are_on_the_globe(location: list[str]) -> None:
    """Latitude and longitude in the wrong order, or off the globe, are refused."""
    values = {"id": "p", "name": "P", "precision": "town", "location": location}
    assert kinds_of_error(Place, values) == ["location-invalid"]


def test_a_number_in_a_field_of_text_stays_text() -> None:
    """Only the fields of figures and locations are numbers: the rest are texts, grades too."""
    event = Event.model_validate(EVENT)
    assert event.figures[0].best == 84
    statement = Statement.model_validate({"text": "2024", "credibility": "2"})
    assert (statement.text, statement.credibility) == ("2024", "2")


def test_the_name_for_readers() -> None:
    """Every kind of record has a name for readers, in the field that it names."""
    assert Event.model_validate(EVENT).heading == "A bombing"
    assert Place(id="kerman", name="Kerman", precision="town").heading == "Kerman"


@pytest.mark.parametrize("kind", FOLDERS.values())
def test_every_kind_is_named(kind: type[Record]) -> None:
    """Every kind of record has a word, a folder and a field for its name, and says what it is."""
    assert re.fullmatch(r"[a-z]+", kind.kind_name)
    assert re.fullmatch(r"[a-z]+", kind.folder)
    assert kind.title_field in kind.model_fields
    assert kind.__doc__


def test_every_part_has_its_path() -> None:
    """The walk yields the record itself and every model inside it, with the path that leads there."""
    event = Event.model_validate(EVENT)
    found = dict(base.parts(event))
    assert list(found) == [
        (),
        ("account", 0),
        ("account", 0, "cites", 0),
        ("account", 1),
        ("figures", 0),
        ("figures", 0, "cites", 0),
    ]
    assert found["account", 0, "cites", 0] == Citation.model_validate(CITATION)
    assert found["figures", 0] is event.figures[0]


def test_every_reference_is_found() -> None:
    """The walk yields every id in a field, with the kinds of record that may stand there."""
    found = {
        (reference.path, reference.id): reference.kinds
        for reference in base.references(Event.model_validate(EVENT))
    }
    assert found == {
        (("after", 0), "funeral"): {"event"},
        (("place",), "kerman"): {"place"},
        (("by", 0), "islamic-state"): {"actor"},
        (("account", 0, "cites", 0, "source"), "hostilities"): {"source"},
        (("account", 1, "rests_on", 0), "raid"): frozenset(),
        (("figures", 0, "by"), "iran"): {"actor"},
        (("figures", 0, "cites", 0, "source"), "hostilities"): {"source"},
    }


def test_every_text_is_found() -> None:
    """The walk yields every text that readers see, and whether Markdown is read in it."""
    found = {prose.path: (prose.text, prose.inline) for prose in base.texts(Event.model_validate(EVENT))}
    assert found == {
        ("note",): ("A *note* on [Iran][iran].", True),
        ("title",): ("A bombing", False),
        ("account", 0, "text"): ("Two bombs.", True),
        ("account", 1, "text"): ("More.", True),
        ("figures", 0, "scope"): ("by Thursday", False),
    }


def test_a_briefing_has_a_bottom_line() -> None:
    """The front page says at least one thing."""
    assert kinds_of_error(Overview, {"title": "T", "bottom_line": []}) == ["too_short"]


@pytest.mark.parametrize("language", ["klingon", "EN", "en_GB", "../../x", "e", "xx-XX"])
def test_a_language_is_one_that_dates_can_be_written_in(language: str) -> None:
    """A briefing is not begun in a language that the builder has no words for."""
    values = {"title": "T", "bottom_line": [{"text": "x"}], "language": language}
    assert kinds_of_error(Overview, values) == ["term-not-standard"]
