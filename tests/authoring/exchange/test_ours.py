"""What is exported so that it can be read again: tables and the whole briefing."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from builder.authoring.exchange import briefing_json, exporting, importing, kind_tables
from builder.authoring.exchange.interface import Wish
from builder.facts.briefing import OVERVIEW, Briefing
from builder.facts.loading import load
from builder.files.problems import ContentError
from builder.model import records
from builder.model.kinds import FOLDERS
from builder.model.records import Record
from tests import briefings
from tests.authoring.exchange.conftest import Import, balance
from tests.authoring.exchange.strategies import any_of

ROOT = Path(__file__).parents[3]
KINDS = list(FOLDERS.values())


def bare(root: Path) -> Path:
    """A briefing's folder without a record in it."""
    (root / "content").mkdir(parents=True)
    return root


def brought_back(root: Path, name: str, text: str, wish: Wish | None = None) -> dict[str, Any]:
    """The records of a file, imported into an empty briefing, by id."""
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    done = importing.run(root, file, wish or Wish())
    balance(done.ledger)
    assert done.ledger.refused == []
    assert done.ledger.left == {}
    (root / "content/briefing.yml").write_text("title: x\nbottom_line: [{text: x}]\n")
    briefing, problems = load(root)
    assert briefing is not None
    assert [str(problem) for problem in problems if problem.rule != "source-missing"] == []
    return dict(briefing.records)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_table_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, kind: type[Record], data: st.DataObject
) -> None:
    """Any records at all, with all their fields, through CSV and YAML."""
    held = data.draw(st.lists(any_of(kind), min_size=1, max_size=3, unique_by=lambda record: record.id))
    root = bare(tmp_path_factory.mktemp("table"))
    found = brought_back(root, f"{kind.folder}.csv", kind_tables.table(kind, held))
    assert found == {record.id: record for record in held}


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_document_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Any records of all kinds, through JSON and YAML; and the schema accepts the document."""
    held = data.draw(
        st.lists(st.sampled_from(KINDS).flatmap(any_of), max_size=4, unique_by=lambda record: record.id)
    )
    overview = records.Overview.model_validate({"title": "T", "bottom_line": [{"text": "t"}]})
    made = briefing_json.write(
        Briefing({OVERVIEW: overview, **{record.id: record for record in held}}, {}, {})
    ).text
    root = bare(tmp_path_factory.mktemp("document"))
    assert brought_back(root, "briefing.json", made) == {record.id: record for record in held}
    assert errors(json.loads(made)) == []


def errors(document: object) -> list[str]:
    """What the schema finds wrong with a document."""
    schema = json.loads(json.dumps(briefing_json.schema()))
    Draft7Validator.check_schema(schema)
    return [error.message for error in Draft7Validator(schema).iter_errors(document)]


def read_first() -> Briefing:
    """The first briefing."""
    briefing, problems = load(ROOT)
    assert briefing is not None
    assert problems == ()
    return briefing


def test_the_first_briefing_comes_back_from_tables(tmp_path: Path) -> None:
    """Every record, from a table for each kind."""
    briefing = read_first()
    root = bare(tmp_path)
    found: dict[str, Any] = {}
    for name, text in exporting.run(briefing, ["csv"])[0].items():
        found |= brought_back(root, name, text)
        (root / "content/briefing.yml").unlink()
    assert found == dict(briefing.records)


def test_the_first_briefing_comes_back_from_json(tmp_path: Path) -> None:
    """Every record and the overview; the schema accepts it."""
    briefing = read_first()
    made = briefing_json.write(briefing)
    assert errors(json.loads(made.text)) == []
    root = bare(tmp_path)
    (root / "briefing.json").write_text(made.text)
    importing.run(root, root / "briefing.json", Wish())
    (root / "seeds").symlink_to(ROOT / "seeds")
    for areas in (ROOT / "content").glob("*.geojson"):
        (root / "content" / areas.name).write_bytes(areas.read_bytes())
    again, problems = load(root)
    assert problems == ()
    assert again is not None
    assert (again.overview, dict(again.records)) == (briefing.overview, dict(briefing.records))
    assert {reason: places.count for reason, places in made.left.items()} == {
        "the stored texts of sources are not carried": 1
    }


def test_the_order_of_many_stays(imported: Import, tmp_path: Path) -> None:
    """Twelve hundred events, out and in again: the same order, though they stand in several files."""
    ids = [f"event-{number}" for number in range(1200)]
    rows = "".join(f"{key},T {key},other\n" for key in ids)
    briefing = imported("events.csv", f"id,title,kind\n{rows}").briefing
    assert [key for key in briefing.events if key != "departure"] == ids
    root = bare(tmp_path / "other")
    again = brought_back(root, "briefing.json", briefing_json.write(briefing).text)
    assert [key for key in again if key.startswith("event-")] == ids


def test_a_record_that_says_something_else_is_reported(imported: Import) -> None:
    """Field by field; a field that the table leaves empty differs, too. Nothing is changed."""
    row = "id,name,kind,aliases\nsailor,A mariner,person,Jack\nharbour-master,The harbour master,person,\n"
    result = imported("actors.csv", row)
    assert (result.ledger.there, result.ledger.changes, result.done.files) == (1, 1, ())
    assert (
        "actors.csv:2: row 2: `sailor` is there already, but differs\n"
        "    `name` is “A sailor” here, “A mariner” in the file; `aliases` is empty here, “Jack” in the file"
    ) in result.told


def test_defaults_that_are_written_out_are_no_difference(imported: Import) -> None:
    """`stance: asserts` is as if left out."""
    known = imported("x.csv", "id,name,kind\nz,Z,person\n").briefing
    table = kind_tables.table(records.Dispute, known.disputes.values())
    assert imported("disputes.csv", table).ledger.there == 1


def test_tables_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    """So that Excel reads them as UTF-8; it is no part of the first column when they come back."""
    for text in exporting.run(briefings.read(tmp_path), ["csv"])[0].values():
        assert text.startswith("\ufeffid,")


@pytest.mark.parametrize(
    ("document", "wrong"),
    [
        ({"format": "briefing", "version": 1}, "'briefing' is a required property"),
        (
            {"format": "briefing", "version": 2, "briefing": {"title": "x", "bottom_line": [{}]}},
            "1 was expected",
        ),
        (
            {
                "format": "briefing",
                "version": 1,
                "briefing": {"title": "x", "bottom_line": [{}]},
                "actors": {"A": {}},
            },
            "'A' does not match",
        ),
    ],
)
def test_the_schema_sees_mistakes(document: object, wrong: str) -> None:
    """What is no briefing is refused by it."""
    assert any(wrong in message for message in errors(document))


def as_rows(text: str) -> list[list[str]]:
    """The cells of a table."""
    return list(csv.reader(io.StringIO(text)))


def test_columns_are_the_fields(tmp_path: Path) -> None:
    """In the order of the fields; what is nested is numbered."""
    briefing = briefings.read(tmp_path)
    columns, row = as_rows(kind_tables.table(records.Dispute, briefing.disputes.values()))
    first = [f"positions.1.{name}" for name in ("by", "text", "cites.1.source", "cites.1.quote")]
    second = [f"positions.2.{name}" for name in ("by", "stance", "text", "cites.1.source", "cites.1.quote")]
    assert columns == ["id", "question", "about", *first, *second]
    assert row[:4] == ["bell", "Did the bell ring?", "departure", "harbour-master"]
    assert row[-1] == "the bell had not rung at all"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1 more", "'+1 more"),
        ("-x", "'-x"),
        ("@a", "'@a"),
        ("'=x", "''=x"),
        ("'quoted'", "'quoted'"),
        ("a=b", "a=b"),
        ("-5", "-5"),
    ],
)
def test_formulas_are_kept_from_running(tmp_path: Path, text: str, cell: str) -> None:
    """No cell begins as a formula, and each comes back as it was."""
    place = records.Place(id="p", name=text, precision="town")
    table = kind_tables.table(records.Place, [place])
    assert as_rows(table)[1][1] == cell
    assert brought_back(bare(tmp_path), "places.csv", table) == {"p": place}


def test_tables_by_hand(imported: Import) -> None:
    """Only what must be there; columns in any order; the kind seen from the columns."""
    text = "precision;id;name;aliases;location;draft\ntown;hill;The hill;A\\; B; C;10.5; 20;true\n"
    text = text.replace("A\\; B; C", '"A\\; B; C"').replace("10.5; 20", '"10.5; 20"')
    place = imported("anything.csv", text).briefing.places["hill"]
    assert (place.aliases, place.location, place.draft) == (("A; B", "C"), (10.5, 20.0), True)


def test_the_kind_can_be_named(imported: Import) -> None:
    """Where the columns fit more than one, by the file's name or the option."""
    text = "id,question,kind,note\nq,Why?,watch,x\n"
    assert imported("questions.csv", text).briefing.questions["q"].question == "Why?"
    row = "id,title,kind\na,A title,war\n"
    assert imported("x.csv", row, Wish(kind="events")).briefing.events["a"].account == ()
    assert imported("sources.csv", "id,title,kind\nb,A title,book\n").briefing.sources["b"].kind == "book"


def test_mistakes_in_a_table(imported: Import) -> None:
    """Each row with its line, in the words of the checker; unknown columns are named."""
    text = (
        "id,title,kind,date,by,titel,account.1.txt,account.x.text,account.2\n"
        "a,T,wars,2021,,,,,\n"
        "b,T,war,2021-13,,,,,\n"
        ",T,war,,,,,,\n"
        "B c,T,war,,,,,,\n"
        "sailor,T,war,,,,,,\n"
        "departure,T,war,,,,,,\n"
        "c,T,war,2021,harbour-master,x,y,z,w\n"
        "c,T,war,2021,,,,,\n"
    )
    result = imported("events.csv", text)
    assert [str(each).replace("\n    ", " | ") for each in result.ledger.refused] == [
        "events.csv:2: row 2: `wars` is not one of the terms for `kind` | Did you mean `war`?",
        "events.csv:3: row 3: `2021-13` is not a date in EDTF | Write 2024-01-18, 2024-01, 2024, "
        "2024-01-16/2024-01-18, 2024-01~ (about), 2024-01? (possibly).",
        "events.csv:4: row 4: the row has no id",
        "events.csv:5: row 5: the id `B c` must be lower-case words of a–z and 0–9 with hyphens between them "
        "| Write `b-c`.",
        "events.csv:6: row 6: the id `sailor` is taken by another kind of record (actor) "
        "| Give this record another one.",
        "events.csv:9: row 9: the id `c` stands in the file twice",
    ]
    assert [each.record for each in result.ledger.changed] == ["departure"]
    assert result.left == {
        "`titel` is no field of events. Did you mean `title`?": 1,
        "`account.1.txt` is no field of events. Did you mean `account`?": 1,
        "`account.x.text` is no field of events. Did you mean `account`?": 1,
        "`account.2` is no field of events. Did you mean `account`?": 1,
    }


def test_mistakes_in_a_document(imported: Import) -> None:
    """Records that are none are named, the others are there."""
    document = {
        "format": "briefing",
        "version": 1,
        "briefing": {"title": "Another"},
        "actors": {
            "a": {"name": "A", "kind": "person"},
            "b": {"name": "B"},
            "c": "C",
            "sailor": {"name": "x"},
        },
        "places": ["p"],
        "extra": {"x": 1},
    }
    result = imported("b.json", json.dumps(document))
    assert [each.place for each in result.ledger.refused] == ["actor `b`", "actor `c`", "actor `sailor`"]
    assert set(result.briefing.actors) == {"harbour-master", "sailor", "a"}
    assert result.briefing.overview.title == "The ferry and the bell"
    assert result.left == {"`places` is not carried": 1, "`extra.x` is not carried": 1}


def test_documents_of_another_version(imported: Import) -> None:
    """They are refused, as their fields may mean something else."""
    with pytest.raises(ContentError) as raised:
        imported("b.json", json.dumps({"format": "briefing", "version": 2}))
    assert "version 2; this program reads version 1" in raised.value.problems[0].message
