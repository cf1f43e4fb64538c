"""Events of ACLED. The rows are our own, in the shape of its codebook: its terms forbid passing rows on.

Columns of today and those from before March 2023, which ACLED's guide to the column changes names.
"""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from builder.authoring.exchange.event_filter import Selection
from builder.authoring.exchange.interface import Wish
from builder.model import records
from tests.authoring.exchange.conftest import Import, Result, assert_no_errors, assert_nothing_lost

ROW = {
    "event_id_cnty": "ELB22059",
    "event_date": "2021-05-03",
    "year": "2021",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Air/drone strike",
    "actor1": "Military Forces of Elbonia (2001-) Mud Guard",
    "assoc_actor_1": "Government of Elbonia (2001-)",
    "inter1": "State forces",
    "actor2": "Civilians (Elbonia)",
    "assoc_actor_2": "Farmers (Elbonia)",
    "inter2": "Civilians",
    "interaction": "State forces-Civilians",
    "civilian_targeting": "Civilian targeting",
    "iso": "iso-990",
    "region": "Region-991",
    "country": "Elbonia",
    "admin1": "Hill province",
    "admin2": "Upper district",
    "admin3": "Subdistrict-3",
    "location": "Lowtown",
    "latitude": "10.5",
    "longitude": "20.25",
    "geo_precision": "1",
    "source": "The Gazette; Elbonia Today",
    "source_scale": "National",
    "notes": "On 3 May 2021, a strike hit a farm in Lowtown. [size=5] *At least* five killed.",
    "fatalities": "5",
    "tags": "crowd size=no report",
    "timestamp": "time-992",
}
OLDER = {
    **{
        name: value
        for name, value in ROW.items()
        if name not in ("disorder_type", "civilian_targeting", "tags")
    },
    "data_id": "8765432",
    "event_id_no_cnty": "22059",
    "iso3": "ELB",
    "event_date": "3 May 2021",
    "inter1": "1",
    "inter2": "7",
    "interaction": "17",
}


def as_csv(*rows: dict[str, str], base: dict[str, str] = ROW, separator: str = ",") -> str:
    """Rows of the data set; what a row does not say is as in the first."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(base), delimiter=separator)
    writer.writeheader()
    writer.writerows({**base, **row} for row in rows)
    return text.getvalue()


@pytest.mark.parametrize("base", [ROW, OLDER], ids=["today", "before March 2023"])
def test_a_row_becomes_an_event(imported: Import, base: dict[str, str]) -> None:
    """Numbers and words for actors, several ways to write a day: the event is the same."""
    briefing = imported("acled.csv", as_csv({}, base=base)).briefing
    event = briefing.events["acled-elb22059"]
    assert event.draft
    assert (event.title, event.kind) == ("Air/drone strike, Lowtown", "air-strike")
    assert str(event.date) == "2021-05-03"
    assert [(briefing.actors[each].name, briefing.actors[each].kind) for each in event.by] == [
        ("Military Forces of Elbonia (2001-) Mud Guard", "government-body")
    ]
    assert [(briefing.actors[each].name, briefing.actors[each].kind) for each in event.against] == [
        ("Civilians (Elbonia)", "people")
    ]
    place = briefing.places[event.place or ""]
    assert (place.name, place.precision, place.location) == ("Lowtown", "town", (10.5, 20.25))
    assert place.note == (
        "The position is ACLED’s, which puts it in Subdistrict-3, Upper district, Hill province, Elbonia."
    )


def test_fatalities_are_what_acled_codes(imported: Import) -> None:
    """A figure with its claimant, never a plain fact; what the notes say is ACLED's as well."""
    result = imported("acled.csv", as_csv({}))
    event = result.briefing.events["acled-elb22059"]
    figure = event.figures[0]
    assert result.briefing.actors[figure.by].name == "ACLED"
    assert (figure.low, figure.best, figure.high, figure.measure) == (None, 5, None, "deaths")
    assert figure.scope == "fatalities as ACLED codes them"
    texts = [statement.text or "" for statement in event.account]
    assert texts == [
        "ACLED codes this as “Political violence”, “Explosions/Remote violence” and “Air/drone strike”.",
        r"ACLED’s note: On 3 May 2021, a strike hit a farm in Lowtown. \[size=5] \*At least\* five killed.",
    ]
    assert {cite.locator for statement in event.account for cite in statement.cites} == {"ELB22059"}


def test_no_fatalities_given(imported: Import) -> None:
    """Nothing is made of an empty cell; a nought is a figure."""
    rows = ({"fatalities": ""}, {"event_id_cnty": "ELB2", "fatalities": "0"})
    briefing = imported("acled.csv", as_csv(*rows)).briefing
    assert briefing.events["acled-elb22059"].figures == ()
    assert briefing.events["acled-elb2"].figures[0].best == 0


@pytest.mark.parametrize("base", [ROW, OLDER], ids=["today", "before March 2023"])
def test_nothing_is_lost(imported: Import, base: dict[str, str]) -> None:
    """Each value stands in the records, or is named."""
    result = imported("acled.csv", as_csv({}, base=base))
    assert result.ledger.values == len(base)
    as_written = {
        "event_date": "2021-05-03",
        "time_precision": "As ACLED codes it.",
        "geo_precision": "precision: town",
        "inter1": "kind: government-body",
        "inter2": "kind: people",
    }
    assert_nothing_lost(result, [(name, as_written.get(name, value)) for name, value in base.items()])
    not_carried = {"interaction", "iso", "region", "timestamp", "data_id", "event_id_no_cnty", "iso3"}
    assert set(result.left) == {f"`{name}` is not carried" for name in base if name in not_carried}


@pytest.mark.parametrize(
    ("written", "precision", "edtf"),
    [
        ("2021-05-03", "1", "2021-05-03"),
        ("03 May 2021", "1", "2021-05-03"),
        ("3-May-21", "1", "2021-05-03"),
        ("03-May-2021", "1", "2021-05-03"),
        ("3 December 1998", "1", "1998-12-03"),
        ("23/05/2021", "1", "2021-05-23"),
        ("05/06/2021", "1", "[2021-05-06,2021-06-05]"),
        ("05/05/2021", "1", "2021-05-05"),
        ("2021-05-03", "2", "2021-05-03~"),
        ("2021-05-03", "3", "2021-05"),
        ("05/06/2021", "3", "[2021-05,2021-06]"),
    ],
)
def test_dates(imported: Import, written: str, precision: str, edtf: str) -> None:
    """As vague as ACLED codes them; a date that can be read in two ways is one of two days."""
    row = {"event_date": written, "time_precision": precision}
    event = imported("acled.csv", as_csv(row)).briefing.events["acled-elb22059"]
    assert str(event.date) == edtf
    assert event.date_note


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + as_csv({}),
        as_csv({}).replace("\r\n", "\n"),
        'ACLED data export\nCountry: Elbonia, and "others\n\n' + as_csv({}),
        as_csv({}).replace("event_id_cnty", "EVENT_ID_CNTY").replace("event_date", "Event Date"),
        as_csv({}, separator=";"),
        as_csv({}).encode("utf-16"),
        as_csv({}, separator="\t").encode("utf-16"),
    ],
    ids=["byte order mark", "Unix", "preamble", "capitals", "semicolons", "UTF-16", "tabs"],
)
def test_files_differ(imported: Import, text: str | bytes) -> None:
    """However the file came about, the event is there."""
    result = imported("acled.csv", text)
    assert result.ledger.entries == result.ledger.carried == 1
    assert str(result.briefing.events["acled-elb22059"].date) == "2021-05-03"


def test_lines_before_the_header_are_named(imported: Import) -> None:
    """They are passed over, but not silently."""
    result = imported("acled.csv", "Exported by somebody\n\n" + as_csv({}))
    assert "2 × lines before the table are passed over (line 1, line 2)" in result.told


def test_rows_that_cannot_be_read(imported: Import) -> None:
    """Each with its line and the reason."""
    rows = [
        {"event_id_cnty": ""},
        {"event_date": "last week"},
        {"fatalities": "some"},
        {"actor1": ""},
        {"event_type": "", "sub_event_type": ""},
        {"event_id_cnty": "ELB1"},
    ]
    result = imported("acled.csv", as_csv(*rows))
    assert [each.why for each in result.ledger.refused] == [
        "the row has no `event_id_cnty`",
        "`event_date`: `last week` is not a day",
        "`fatalities` is not a number of people: “some”",
        "`actor1` is empty",
        "the row has neither `sub_event_type` nor `event_type`",
    ]
    assert set(result.briefing.events) == {"departure", "acled-elb1"}


def test_an_actor_with_years_is_the_one_that_is_known(imported: Import) -> None:
    """“Mud Front (2001-)” is the Mud Front of the briefing."""
    known = {
        "content/actors.yml": """
            harbour-master: {name: The harbour master, kind: person}
            sailor: {name: A sailor, kind: person}
            front: {name: Mud Front, kind: armed-group}
            """
    }
    row = {"actor1": "Mud Front (2001-)", "inter1": "Rebel group", "actor2": "", "inter2": ""}
    assert imported("acled.csv", as_csv(row), files=known).briefing.events["acled-elb22059"].by == ("front",)


def test_importing_again_and_choosing(imported: Import, tmp_path: Path) -> None:
    """Nothing is added twice; countries and times are chosen as for UCDP; the check finds no error."""
    text = as_csv(
        {},
        {"event_id_cnty": "FRE1", "country": "Freedonia"},
        {"event_id_cnty": "ELB3", "event_date": "2020-01-01"},
    )
    selection = Selection(("Elbonia",), since=date(2021, 1, 1))
    assert imported("acled.csv", text, Wish(selection=selection)).ledger.carried == 1
    again = imported("acled.csv", text)
    assert (again.ledger.there, again.ledger.carried) == (1, 2)
    assert_no_errors(tmp_path / "site")


@pytest.mark.parametrize("mark", [".0", ",0", ".00", "."])
def test_codes_as_programs_write_them(imported: Import, mark: str) -> None:
    """`3.0` is the code 3: a month is no exact day, a province no town."""
    row = {
        "time_precision": f"3{mark}",
        "geo_precision": f"3{mark}",
        "inter1": f"1{mark}",
        "year": f"2021{mark}",
    }
    result = imported("acled.csv", as_csv(row))
    event = result.briefing.events["acled-elb22059"]
    assert (str(event.date), event.date_note) == ("2021-05", "ACLED knows only the month.")
    assert result.briefing.places[event.place or ""].precision == "province"
    assert result.briefing.actors[event.by[0]].kind == "government-body"
    assert "`year` is not carried" not in result.left


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"time_precision": "4"}, "`time_precision` is “4”, and should be one of 1, 2, 3"),
        ({"time_precision": "day"}, "`time_precision` is “day”, and should be one of 1, 2, 3"),
        ({"geo_precision": "0.0"}, "`geo_precision` is “0.0”, and should be one of 1, 2, 3"),
        ({"fatalities": "1.000"}, "`fatalities` is “1.000”: it can be read as 1 and as 1000"),
        ({"fatalities": "1.2E+03"}, "`fatalities` is not a number of people: “1.2E+03”"),
        ({"fatalities": "10-15"}, "`fatalities` is not a number of people: “10-15”"),
        (
            {"event_date": "45309"},
            "`event_date`: `45309` is a number of days, as a spreadsheet counts them, and the year beside it "
            "is another: it would be 2024-01-18",
        ),
    ],
)
def test_codes_and_numbers_that_say_nothing_certain(imported: Import, row: dict[str, str], why: str) -> None:
    """The row is refused, with its place; it is not taken for the most exact."""
    result = imported("acled.csv", as_csv(row))
    assert [str(each).split("\n")[0] for each in result.ledger.refused] == [f"acled.csv:2: row 2: {why}"]


def test_a_day_of_unknown_exactness(imported: Import) -> None:
    """Where the code is left out, the day is about right, and the note says why."""
    event = imported("acled.csv", as_csv({"time_precision": ""})).briefing.events["acled-elb22059"]
    assert (str(event.date), event.date_note) == (
        "2021-05-03~",
        "The file does not say how exactly ACLED knows the day.",
    )


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *((written, 1200) for written in ("1,200", "1 200", "1.200", "1\u202f200", "1’200", "1,200.00")),
        ("12,34,567", 1234567),
        ("3.0", 3),
        ("٣", 3),
        ("0.000", 0),
    ],
)
def test_numbers_as_spreadsheets_write_them(imported: Import, written: str, number: int) -> None:
    """Whatever stands between thousands."""
    event = imported("acled.csv", as_csv({"fatalities": written})).briefing.events["acled-elb22059"]
    assert event.figures[0].best == number


@pytest.mark.parametrize(
    ("written", "edtf", "note"),
    [
        ("5/23/2021 12:00:00 AM", "2021-05-23", "As ACLED codes it."),
        ("23/05/2021 00:00", "2021-05-23", "As ACLED codes it."),
        ("2021-05-23 00:00:00.000", "2021-05-23", "As ACLED codes it."),
        ("2021-05-23T14:30:00Z", "2021-05-23", "As ACLED codes it. The file gives the time 14:30:00Z."),
        ("23.05.2021", "2021-05-23", "As ACLED codes it."),
        ("Sunday, May 23, 2021", "2021-05-23", "As ACLED codes it."),
        ("44339", "2021-05-23", "As ACLED codes it."),
        ("42877", "2021-05-23", "As ACLED codes it."),
    ],
)
def test_dates_as_excel_saves_them(imported: Import, written: str, edtf: str, note: str) -> None:
    """Midnight is no time of day; a number of days counts from the year that fits the one beside it."""
    event = imported("acled.csv", as_csv({"event_date": written})).briefing.events["acled-elb22059"]
    assert (str(event.date), event.date_note) == (edtf, note)


def placed(result: Result) -> dict[str, tuple[str, tuple[float, float] | None]]:
    """The id and position of each event's place."""
    places = result.briefing.places
    return {
        key: (event.place or "", places[event.place or ""].location)
        for key, event in result.briefing.events.items()
        if key.startswith("acled-")
    }


TOWN = {"location": "Krasnohorivka", "admin1": "Donetsk", "admin2": "Marynsky", "admin3": ""}
OTHER = {**TOWN, "event_id_cnty": "ELB2", "admin2": "Yasynuvata"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"latitude": "48.0060", "longitude": "37.5097"}, {"latitude": "48.2067", "longitude": "37.7244"}),
        ({"latitude": "48.0060", "longitude": "37.5097"}, {"latitude": "48.0120", "longitude": "37.5097"}),
        ({"latitude": "48.0060", "longitude": "37.5097"}, {"latitude": "48.0060", "longitude": "37.5097"}),
    ],
    ids=["25 km apart", "600 m apart", "only the district differs"],
)
def test_two_towns_of_one_name(imported: Import, first: dict[str, str], second: dict[str, str]) -> None:
    """Name, areas and position make a place: where one of them differs, it is another; later, too."""
    rows = [{**TOWN, **first}, {**OTHER, **second}]
    found = placed(imported("acled.csv", as_csv(*rows)))
    assert found["acled-elb22059"] == ("krasnohorivka", (float(first["latitude"]), float(first["longitude"])))
    assert found["acled-elb2"] == (
        "krasnohorivka-yasynuvata",
        (float(second["latitude"]), float(second["longitude"])),
    )
    more = [{**row, "event_id_cnty": f"ELB{number}"} for number, row in enumerate(rows, 7)]
    result = imported("acled.csv", as_csv(*more))
    later = placed(result)
    assert [later["acled-elb7"], later["acled-elb8"]] == [found["acled-elb22059"], found["acled-elb2"]]
    assert records.Place not in result.done.counts


def test_a_place_of_the_editor_is_used_near_by(imported: Import) -> None:
    """Its own position stays, and the report says so; a place of the name further off is another."""
    known = {
        "content/places.yml": """
            old-harbour: {name: The old harbour, precision: town}
            lowtown: {name: Lowtown, precision: town, location: [10.52, 20.25]}
            """
    }
    further = {"event_id_cnty": "ELB2", "latitude": "10.7"}
    result = imported("acled.csv", as_csv({}, further), files=known)
    assert placed(result)["acled-elb22059"] == ("lowtown", (10.52, 20.25))
    assert placed(result)["acled-elb2"][1] == (10.7, 20.25)
    assert (
        result.ledger.remarks["places that the briefing knows keep the position that they have there"].count
        == 1
    )


def test_a_row_that_is_refused_leaves_nothing_behind(imported: Import) -> None:
    """No actor and no place that only it names."""
    row = {"actor1": "Phantom Guard", "location": "Ghosttown", "geo_precision": "9"}
    result = imported("acled.csv", as_csv(row, {"event_id_cnty": "ELB2"}))
    assert "Phantom" not in result.written
    assert "Ghosttown" not in result.written


def test_a_changed_row_is_reported(imported: Import) -> None:
    """ACLED corrects its events: what differs is named, and a note that an editor wrote is none."""
    imported("acled.csv", as_csv({}))
    result = imported("acled.csv", as_csv({"fatalities": "7", "event_date": "2021-05-04"}))
    assert (result.ledger.changes, result.done.files) == (1, ())
    assert "`date` is “2021-05-03” here, “2021-05-04” in the file" in result.told
    assert "best 7" in result.told


@pytest.mark.parametrize(
    "wrap", [lambda rows: {"status": 200, "success": True, "data": rows}, lambda rows: rows]
)
def test_the_json_of_the_api(imported: Import, wrap: Callable[[object], object]) -> None:
    """Rows with numbers as numbers, in an answer or bare: the same event."""
    row = {**ROW, "year": 2021, "time_precision": 1, "fatalities": 5, "latitude": 10.5, "tags": None}
    result = imported("acled.json", json.dumps(wrap([row])))
    event = result.briefing.events["acled-elb22059"]
    assert (str(event.date), event.figures[0].best) == ("2021-05-03", 5)
    assert result.done.title == "ACLED"


def test_the_terms_are_said_in_a_sentence(imported: Import) -> None:
    """With one full stop."""
    note = imported("acled.csv", as_csv({})).briefing.sources["acled-data"].note
    assert note == "ACLED’s terms do not allow its data to be published again as they are."
