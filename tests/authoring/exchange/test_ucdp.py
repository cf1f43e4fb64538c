"""Events of UCDP GED. The rows are our own, in the shape of the codebook at <https://ucdp.uu.se/downloads/>."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from builder.authoring.exchange import ucdp
from builder.authoring.exchange.event_filter import Selection
from builder.authoring.exchange.interface import Wish
from builder.files.problems import ContentError
from builder.model.base import parts
from builder.model.records import Citation
from tests.authoring.exchange.conftest import Import, assert_no_errors, assert_nothing_lost

ROW = {
    "id": "500001",
    "relid": "ELB-2021-1-1-1",
    "year": "2021",
    "active_year": "True",
    "code_status": "Clear",
    "type_of_violence": "1",
    "conflict_dset_id": "c-900",
    "conflict_new_id": "c-901",
    "conflict_name": "Elbonia: Government",
    "dyad_dset_id": "d-902",
    "dyad_new_id": "d-903",
    "dyad_name": "Government of Elbonia - Mud Front",
    "side_a_dset_id": "s-904",
    "side_a_new_id": "s-905",
    "side_a": "Government of Elbonia",
    "side_b_dset_id": "s-906",
    "side_b_new_id": "s-907",
    "side_b": "Mud Front",
    "number_of_sources": "2",
    "source_article": '"The Gazette, 2021-05-04, Clash in the hills"',
    "source_office": "Office-908",
    "source_date": "2021-05-04",
    "source_headline": "Headline-909",
    "source_original": "police chief",
    "where_prec": "1",
    "where_coordinates": "Lowtown town",
    "where_description": "a hamlet <b>north</b> of *Lowtown*",
    "adm_1": "Hill province",
    "adm_2": "Upper district",
    "latitude": "10.5",
    "longitude": "20.25",
    "geom_wkt": "POINT (20.25 10.5)",
    "priogrid_gid": "p-910",
    "country": "Elbonia (Old Elbonia)",
    "country_id": "c-911",
    "region": "Region-912",
    "event_clarity": "2",
    "date_prec": "1",
    "date_start": "2021-05-03 00:00:00.000",
    "date_end": "2021-05-03 00:00:00.000",
    "deaths_a": "3",
    "deaths_b": "4",
    "deaths_civilians": "0",
    "deaths_unknown": "1",
    "best": "8",
    "high": "12",
    "low": "7",
    "gwnoa": "g-913",
    "gwnob": "",
}


def as_csv(*rows: dict[str, str], columns: tuple[str, ...] = ucdp.COLUMNS, header: bool = True) -> str:
    """Rows of the data set; what a row does not say is as in the first."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    if header:
        writer.writeheader()
    writer.writerows({**ROW, **row} for row in rows)
    return text.getvalue()


def test_a_row_becomes_an_event(imported: Import) -> None:
    """Who, where, when and how many, each as UCDP has it, and as UCDP's."""
    briefing = imported("ged.csv", as_csv({})).briefing
    event = briefing.events["ucdp-500001"]
    assert event.draft
    assert event.title == "State-based violence between Government of Elbonia and Mud Front"
    assert (event.kind, str(event.date)) == ("clash", "2021-05-03")
    assert event.by == ("government-of-elbonia", "mud-front")
    assert [briefing.actors[each].kind for each in event.by] == ["state", "armed-group"]
    figure = event.figures[0]
    assert (briefing.actors[figure.by].name, figure.low, figure.best, figure.high) == (
        "Uppsala Conflict Data Program",
        7,
        8,
        12,
    )
    assert figure.text == (
        "UCDP’s best estimate is made up of 3 on the side of Government of Elbonia, 4 on the side of Mud "
        "Front, 0 civilians and 1 of whom it is not known what they were."
    )
    place = briefing.places[event.place or ""]
    assert (place.name, place.location, place.precision) == ("Lowtown town", (10.5, 20.25), "town")
    assert briefing.sources["ucdp-ged"].kind == "dataset"
    cited = [each for _, each in parts(event) if isinstance(each, Citation)]
    assert {(each.source, each.quote, each.locator) for each in cited} == {("ucdp-ged", None, "event 500001")}


def test_nothing_is_lost(imported: Import) -> None:
    """Each of the 49 values stands in the records, or is named."""
    result = imported("ged.csv", as_csv({}))
    assert result.ledger.values == sum(bool(value) for value in ROW.values())
    as_written = {
        "date_start": "2021-05-03",
        "date_end": "2021-05-03",
        "type_of_violence": "state-based",
        "where_prec": "precision: town",
        "event_clarity": "sum up more than one event",
        "date_prec": "As UCDP codes it.",
    }
    assert_nothing_lost(result, [(name, as_written.get(name, value)) for name, value in ROW.items()])
    assert set(result.left) == {
        f"`{name}` is not carried"
        for name in ROW
        if name.endswith(("_dset_id", "_new_id"))
        or name in {"relid", "active_year", "code_status", "geom_wkt", "priogrid_gid", "country_id", "region"}
        or name == "gwnoa"
    } | {
        f"`{name}` is not carried: it stands in `source_article`"
        for name in ("source_office", "source_date", "source_headline")
    }


def test_text_shows_as_it_is(imported: Import) -> None:
    """What looks like Markdown or HTML in the data has no meaning here."""
    event = imported("ged.csv", as_csv({})).briefing.events["ucdp-500001"]
    assert event.account[3].text == r"Where it was, in UCDP’s words: a hamlet <b>north</b> of \*Lowtown\*"


@pytest.mark.parametrize(
    ("start", "end", "precision", "edtf"),
    [
        ("2021-05-03", "2021-05-03", "1", "2021-05-03"),
        ("2021-05-03", "2021-05-03", "2", "2021-05-03~"),
        ("2021-05-03", "2021-05-06", "2", "2021-05-03/2021-05-06"),
        ("2021-05-03", "2021-05-09", "3", "2021-05-03/2021-05-09"),
        ("2021-05-01", "2021-05-31", "4", "2021-05"),
        ("2021-02-01", "2021-02-28", "4", "2021-02"),
        ("2021-01-01", "2021-12-31", "5", "2021"),
        ("2021-03-01", "2021-12-31", "5", "2021-03-01/2021-12-31"),
        ("03-May-21", "5/14/2021", "2", "2021-05-03/2021-05-14"),
    ],
)
def test_dates_are_as_vague_as_they_are(
    imported: Import, start: str, end: str, precision: str, edtf: str
) -> None:
    """A day only where UCDP knows the day."""
    row = {"date_start": start, "date_end": end, "date_prec": precision}
    event = imported("ged.csv", as_csv(row)).briefing.events["ucdp-500001"]
    assert str(event.date) == edtf
    assert event.date_note


@pytest.mark.parametrize(
    ("where_prec", "name", "precision"),
    [
        ("1", "Lowtown town", "town"),
        ("2", "Near Lowtown town", "district"),
        ("3", "Lowtown town", "district"),
        ("4", "Lowtown town", "province"),
        ("5", "Lowtown town", "province"),
        ("6", "Lowtown town", "country"),
        ("7", "Lowtown town", "province"),
    ],
)
def test_places_are_no_more_exact_than_known(
    imported: Import, where_prec: str, name: str, precision: str
) -> None:
    """A position stands for as much as UCDP knows."""
    briefing = imported("ged.csv", as_csv({"where_prec": where_prec})).briefing
    place = briefing.places[briefing.events["ucdp-500001"].place or ""]
    assert (place.name, place.precision) == (name, precision)
    assert place.note
    assert "The position is UCDP’s, which puts it in Upper district, Hill province, Elbonia" in place.note


def test_one_sided_violence_is_against_somebody(imported: Import) -> None:
    """Civilians are those whom it hit, not a side."""
    row = {"type_of_violence": "3", "side_b": "Civilians"}
    briefing = imported("ged.csv", as_csv(row)).briefing
    event = briefing.events["ucdp-500001"]
    assert (event.kind, event.by, event.against) == ("killing", ("government-of-elbonia",), ("civilians",))
    assert event.title == "One-sided violence by Government of Elbonia against Civilians"


KNOWN = {
    "content/actors.yml": """
        harbour-master: {name: The harbour master, kind: person}
        sailor: {name: A sailor, kind: person}
        elbonia: {name: Elbonia, kind: state}
        front: {name: Front of the Mud, kind: armed-group, aliases: [MUD FRONT]}
        """,
    "content/places.yml": """
        old-harbour: {name: The old harbour, precision: town}
        lowtown: {name: Lowtown, precision: town, location: [10.52, 20.2]}
        elsewhere: {name: Farville, precision: town, location: [50, 20]}
        """,
}


def test_actors_and_places_that_are_known_are_used(imported: Import) -> None:
    """By name and alias, without regard to capitals; a government for its state; places near by."""
    result = imported("ged.csv", as_csv({}), files=KNOWN)
    event = result.briefing.events["ucdp-500001"]
    assert (event.by, event.place) == (("elbonia", "front"), "lowtown")
    assert set(result.briefing.places) == {"old-harbour", "lowtown", "elsewhere"}


def test_a_place_of_the_same_name_far_away_is_another(imported: Import) -> None:
    """Ids never collide: the second one gets another."""
    rows = [{"where_coordinates": "Farville"}, {"id": "500002", "where_coordinates": "Sailor"}]
    briefing = imported("ged.csv", as_csv(*rows), files=KNOWN).briefing
    assert briefing.events["ucdp-500001"].place == "farville"
    assert briefing.places["farville"].location == (10.5, 20.25)
    assert briefing.events["ucdp-500002"].place == "sailor-place"


def test_importing_again_adds_nothing(imported: Import) -> None:
    """What is there stays as it is, and is counted; only what is new is added, in a file of its own."""
    imported("ged.csv", as_csv({}))
    again = imported("ged.csv", as_csv({}))
    assert (again.ledger.there, again.ledger.carried, again.done.files) == (1, 0, ())
    assert "1 there already, left as they are." in again.told
    more = imported("ged.csv", as_csv({}, {"id": "500002"}))
    assert (more.ledger.there, more.ledger.carried) == (1, 1)
    assert more.done.files == ("content/events/ged_002.yml",)


def test_the_check_finds_no_error(imported: Import, tmp_path: Path) -> None:
    """What was imported can be built at once."""
    imported("ged.csv", as_csv({}, {"id": "2", "type_of_violence": "3", "side_b": "Civilians"}))
    assert_no_errors(tmp_path / "site")


@pytest.mark.parametrize(
    "text",
    [
        as_csv({}),
        "\ufeff" + as_csv({}),
        as_csv({}).replace("\r\n", "\n"),
        as_csv({}, columns=tuple(reversed(ucdp.COLUMNS))),
        as_csv(
            {}, columns=tuple(each for each in ucdp.COLUMNS if "dset_id" not in each and each != "region")
        ),
        as_csv({}, header=False),
        as_csv({}).replace("\r\n", "\r\n#event+id," + "#meta," * 47 + "#meta\r\n", 1),
    ],
    ids=["as published", "byte order mark", "Unix", "other order", "fewer columns", "no header", "tags"],
)
def test_releases_differ(imported: Import, text: str) -> None:
    """Columns go by their names; a candidate release has none; humanitarian portals add a row of tags."""
    result = imported("ged.csv", text)
    assert result.ledger.entries == result.ledger.carried == 1
    event = result.briefing.events["ucdp-500001"]
    assert (str(event.date), event.figures[0].best) == ("2021-05-03", 8)


def test_a_table_with_semicolons(imported: Import) -> None:
    """As spreadsheets save it where the comma is for decimals."""
    rows = list(csv.reader(io.StringIO(as_csv({"latitude": "10,5", "longitude": "20,25"}))))
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    briefing = imported("ged.csv", text.getvalue()).briefing
    assert briefing.places[briefing.events["ucdp-500001"].place or ""].location == (10.5, 20.25)


BROKEN = [
    ({"id": "x"}, "`id` is not a number: “x”"),
    ({"id": ""}, "`id` is not a number: “”"),
    ({"type_of_violence": "4"}, "`type_of_violence` is “4”, and should be 1, 2 or 3"),
    ({"date_start": "2021-02-30"}, "`date_start`: `2021-02-30` is not a day"),
    ({"date_start": "5/6/2021"}, "`date_start`: `5/6/2021` can be read as two days"),
    ({"date_end": "2020-01-01"}, "the event ends before it begins"),
    ({"side_b": ""}, "`side_b` is empty"),
    ({"best": "many"}, "`best` is not a number of people: “many”"),
    ({"best": "9" * 500}, f"`best` is not a number of people: “{'9' * 40}”"),
    ({"latitude": "100"}, "there is no such place on earth: latitude 100, longitude 20.25"),
    ({"latitude": "nan"}, "there is no such place on earth: latitude nan, longitude 20.25"),
    ({"latitude": "north"}, "latitude and longitude are not numbers: “north, 20.25”"),
]


def test_a_row_that_cannot_be_read_is_left_out_and_named(imported: Import) -> None:
    """With file and line; the others are imported."""
    rows = [{"id": str(number), **row} for number, (row, _) in enumerate(BROKEN, 1)]
    result = imported("ged.csv", as_csv({}, *rows, {"id": "7"}))
    assert (result.ledger.carried, result.ledger.refusals) == (2, len(BROKEN))
    expected = [f"ged.csv:{line}: row {line}: {why}" for line, (_, why) in enumerate(BROKEN, 3)]
    assert [str(each) for each in result.ledger.refused] == expected
    assert all(line in result.told for line in expected)


def test_an_event_that_stands_in_a_file_twice(imported: Import) -> None:
    """The second one gets a number, so that the editor can compare them."""
    briefing = imported("ged.csv", as_csv({}, {"best": "9"})).briefing
    assert [briefing.events[key].figures[0].best for key in ("ucdp-500001", "ucdp-500001-2")] == [8, 9]


def test_choosing_countries_and_times(imported: Import) -> None:
    """By the name, or by what stands before the parentheses; some day of the event is within the time."""
    rows = [
        {"id": "1"},
        {"id": "2", "country": "Freedonia"},
        {"id": "3", "date_start": "2021-06-01", "date_end": "2021-06-30"},
        {"id": "4", "date_start": "2022-01-01", "date_end": "2022-01-01"},
    ]
    selection = Selection(("elbonia",), since=date(2021, 6, 15), until=date(2021, 12, 31))
    result = imported("ged.csv", as_csv(*rows), Wish(selection=selection))
    assert [key for key in result.briefing.events if key.startswith("ucdp")] == ["ucdp-3"]
    assert result.ledger.outside == 3
    assert "1 imported, 3 not asked for" in result.told


def test_a_country_that_the_file_does_not_have(imported: Import, tmp_path: Path) -> None:
    """The nearest one is named, and nothing is written."""
    with pytest.raises(ContentError) as raised:
        imported("ged.csv", as_csv({}), Wish(selection=Selection(("Elbonai",))))
    assert raised.value.problems[0].message == "no row is of the country Elbonai"
    assert "Elbonia" in raised.value.problems[0].hint
    assert not (tmp_path / "site/content/events").exists()


@pytest.mark.parametrize(
    "written",
    ["1/18/2024 12:00:00 AM", "18/01/2024 00:00", "2024-01-18 00:00:00.000", "18.01.2024", "45309", "43847"],
)
def test_dates_as_excel_saves_them(imported: Import, written: str) -> None:
    """Whatever the country, and whichever day it counts from."""
    row = {"year": "2024.0", "date_start": written, "date_end": written, "date_prec": "1.0"}
    event = imported("ged.csv", as_csv(row)).briefing.events["ucdp-500001"]
    assert (str(event.date), event.date_note) == ("2024-01-18", "As UCDP codes it.")


def test_codes_as_programs_write_them(imported: Import) -> None:
    """`4.0` is the code 4; numbers have marks between thousands."""
    row = {"id": "500001.0", "type_of_violence": "3.0", "where_prec": "6.0", "date_prec": "4.0"}
    row |= {"low": "1,200", "best": "1 200", "high": "1.300", "deaths_a": "1,000", "number_of_sources": "2.0"}
    briefing = imported("ged.csv", as_csv(row)).briefing
    event = briefing.events["ucdp-500001"]
    figure = event.figures[0]
    assert (figure.low, figure.best, figure.high) == (1200, 1200, 1300)
    assert (figure.text or "").startswith("UCDP’s best estimate is made up of 1000 on the side")
    assert (event.kind, str(event.date)) == ("killing", "2021-05-03~")
    assert briefing.places[event.place or ""].precision == "country"
    assert "Sources that UCDP counts: 2." in (event.note or "")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"where_prec": "8"}, "`where_prec` is “8”, and should be one of 1, 2, 3, 4, 5, 6, 7"),
        ({"date_prec": "x"}, "`date_prec` is “x”, and should be one of 1, 2, 3, 4, 5"),
        ({"best": "3", "high": "4", "low": "5"}, "`low` is 5, more than `best`, which is 3"),
        ({"best": "", "high": "4", "low": "5"}, "`low` is 5, more than `high`, which is 4"),
        ({"deaths_b": "many"}, "`deaths_b` is not a number of people: “many”"),
    ],
)
def test_what_says_nothing_certain_is_refused(imported: Import, row: dict[str, str], why: str) -> None:
    """With its place."""
    result = imported("ged.csv", as_csv(row))
    assert [str(each) for each in result.ledger.refused] == [f"ged.csv:2: row 2: {why}"]


def test_the_json_of_the_api(imported: Import) -> None:
    """An answer is one page of several, which is said; its rows are those of the table."""
    row = {**ROW, "id": 500001, "best": 8, "date_start": "2021-05-03T00:00:00", "gwnob": None}
    document = {"TotalCount": 2, "TotalPages": 2, "NextPageUrl": "https://example.org/2", "Result": [row]}
    result = imported("ged.json", json.dumps(document))
    event = result.briefing.events["ucdp-500001"]
    assert (str(event.date), event.figures[0].best) == ("2021-05-03", 8)
    assert "This is one page of 2, as the API gives them" in result.told


def test_a_position_without_any_name(imported: Import) -> None:
    """It is kept as a place whose name it is."""
    row = dict.fromkeys(("where_coordinates", "adm_1", "adm_2", "country"), "")
    briefing = imported("ged.csv", as_csv(row)).briefing
    place = briefing.places[briefing.events["ucdp-500001"].place or ""]
    assert (place.name, place.location) == ("10.5° N, 20.25° E", (10.5, 20.25))
