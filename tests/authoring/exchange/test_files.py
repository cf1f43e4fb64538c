"""Files as they are found: encodings, separators, broken tables, broken JSON, what is no format at all."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.authoring.exchange import importing
from builder.authoring.exchange.formats import FORMATS
from builder.authoring.exchange.interface import Wish
from builder.facts.loading import load
from builder.files.problems import ContentError
from builder.model.kinds import FOLDERS
from tests import briefings
from tests.authoring.exchange.conftest import Import, balance

HEADER = "Year,Month,Day,Headline,Text,Media\n"


def refusal(imported: Import, name: str, content: str | bytes, wish: Wish | None = None) -> str:
    """What is said of a file that is not imported at all: place, message and hint."""
    with pytest.raises(ContentError) as raised:
        imported(name, content, wish)
    (problem,) = raised.value.problems
    assert problem.rule == "not-imported"
    return f"{problem.location}: {problem.message}\n{problem.hint}".rstrip()


def test_windows_1252_is_read_and_said(imported: Import) -> None:
    """As spreadsheets save it on many machines: the editor is told to look."""
    result = imported("t.csv", f"{HEADER}2021,,,Café “Ärger”,,\n".encode("cp1252"))
    assert result.briefing.events["t-cafe-arger"].title == "Café “Ärger”"
    assert "The file is not UTF-8. It was read as Windows-1252" in result.told


def test_another_encoding_can_be_named(imported: Import) -> None:
    """Arabic on older machines, for one."""
    text = f"{HEADER}2021,,,اجتماع,,\n".encode("cp1256")
    result = imported("t.csv", text, Wish(encoding="cp1256"))
    assert result.briefing.events["t-2021-row-2"].title == "اجتماع"


def test_bytes_that_are_no_text(imported: Import) -> None:
    """With the line."""
    said = refusal(imported, "t.csv", HEADER.encode() + b"2021,,,a,,\n2022,,,\xff\x81\xfe,,\n")
    assert said.startswith("t.csv:3:1: the file is not text in UTF-8 or Windows-1252\n")
    assert "--encoding" in said


def test_a_quotation_mark_out_of_place(imported: Import) -> None:
    """It would be unclear where rows begin: nothing is written, and the line is named."""
    said = refusal(imported, "t.csv", f'{HEADER}2021,,,a,,\n2022,,,"b" c,,\n2023,,,d,,\n')
    assert said.startswith("t.csv:3:1: a quotation mark is out of place")
    assert refusal(imported, "t.csv", f'{HEADER}2021,,,"a,,\n2022,,,b,,\n').startswith(
        "t.csv:2:1: a quotation"
    )


def test_a_huge_cell(imported: Import) -> None:
    """Where a quotation mark is not closed, the whole rest would be one cell."""
    said = refusal(imported, "t.csv", HEADER + '2021,,,"' + "x" * 200_000)
    assert said.startswith("t.csv:2:1: a cell has more than 131,072 characters\n")
    assert imported("u.csv", f'{HEADER}2021,,,"{"x" * 100_000}",,\n').ledger.carried == 1


def test_cells_over_several_lines(imported: Import) -> None:
    """Rows are numbered as spreadsheets do, and lines as editors of text do."""
    result = imported("t.csv", f'{HEADER}2021,,,a,"one\ntwo\nthree",\n\n2022,,,,,\n')
    assert [str(each) for each in result.ledger.refused] == [
        "t.csv:6: row 4: there are no words in it: neither headline nor text"
    ]


def test_rows_that_are_longer_or_shorter_than_the_header(imported: Import) -> None:
    """A short row misses what it does not have; what is too much is named."""
    result = imported("t.csv", f"{HEADER}2021,,,a\n2022,,,b,c,,extra,,more\n")
    assert result.ledger.carried == 2
    assert result.left == {"`cell 7` is not carried": 1, "`cell 9` is not carried": 1}


@pytest.mark.parametrize("cells", ["2022,,,b", "2022", "2022,,,b,c"])
def test_a_last_row_that_is_cut(imported: Import, cells: str) -> None:
    """A download that broke off: the row is not taken as whole."""
    result = imported("t.csv", f"{HEADER}2021,,,a,,\n{cells}")
    assert (result.ledger.carried, result.ledger.refusals) == (1, 1)
    count = cells.count(",") + 1
    assert result.ledger.refused[0].why == (
        f"the file breaks off in this row: {count} of 6 cells, and no line end"
    )


def test_a_last_row_without_a_line_end(imported: Import) -> None:
    """Where it has all its cells it is taken, and the editor is told to look; rows may all be short."""
    result = imported("t.csv", f"{HEADER}2021,,,a,,\n2022,,,b,c,")
    assert result.ledger.carried == 2
    assert "the file ends without a line break: see that its last row is whole (row 3)" in result.told
    assert imported("u.csv", f"{HEADER}2021,,,d\n2022,,,e").ledger.carried == 2


def test_columns_of_the_same_name_and_without_one(imported: Import) -> None:
    """None of them is lost silently."""
    result = imported("t.csv", "Year,Headline,Headline,,Notes\n2021,a,b,c,d\n")
    assert result.left == {f"`{name}` is not carried": 1 for name in ("Headline (2)", "column 4", "Notes")}


def test_control_characters_are_left_out(imported: Import, tmp_path: Path) -> None:
    """No YAML file may hold them; the report says where they were."""
    result = imported("t.csv", f"{HEADER}2021,,,a\x07b\x1b[31mc,,\n")
    assert [each.title for key, each in result.briefing.events.items() if key.startswith("t-")] == ["ab[31mc"]
    assert "control characters in `Headline` are left out (row 2)" in result.told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "t.json:1:1: this is not JSON: expecting property name enclosed in double quotes in column 2"),
        ('{"events": [\n{"a" 1}]}', "t.json:2:1: this is not JSON: expecting ':' delimiter in column 6"),
        (
            '{"events": [{"text": {"headline": "a"}}],\n"x": NaN}',
            "t.json:2:1: NaN is not a number that JSON knows",
        ),
        ("[" * 100_000, "t.json: lists and objects are nested too deep to be read"),
        (
            '{"events": [' + '{"a":' * 60 + "1" + "}" * 60 + "]}",
            "t.json: lists and objects are nested deeper than 40",
        ),
        (b'{"a": "\xff"}', "t.json:1:1: the file is not UTF-8 text"),
        ("{}", "t.json:1:1: it is not to be seen what this file holds"),
        ('{"events": []}', "t.json: there is nothing in the file that could be imported"),
        ("[1, 2]", "t.json:1:1: it is not to be seen what this file holds"),
        ("", "t.json: the file is empty"),
        ("   \n ", "t.json: the file is empty"),
        ("a,b\n1,2\n", "t.json:1:1: it is not to be seen what this file holds"),
        ("just some words", "t.json:1:1: it is not to be seen what this file holds"),
        (b"\x89PNG\r\n\x1a\n\x00\x81", "t.json:1:1: the file is not text in UTF-8 or Windows-1252"),
    ],
    ids=range(14),
)
def test_what_cannot_be_read(imported: Import, content: str | bytes, said: str) -> None:
    """A message for an editor, with file and line; nothing is written."""
    assert refusal(imported, "t.json", content).startswith(said)


def test_numbers_of_any_size(imported: Import) -> None:
    """They stay the text that they are."""
    content = '{"events": [{"start_date": {"year": ' + "9" * 6000 + '}, "text": {"headline": "a"}}]}'
    assert imported("t.json", content).briefing.events["t-a"].date is None


def test_a_key_that_stands_twice(imported: Import) -> None:
    """The last one counts, as in JavaScript, and the first is named."""
    content = '{"events": [{"start_date": {"year": 2021}, "text": {"headline": "a", "headline": "b"}}]}'
    result = imported("t.json", content)
    assert set(result.briefing.events) == {"departure", "t-b"}
    assert result.left == {"`text.headline (repeated)` is not carried": 1}


def test_a_format_that_the_file_does_not_have(imported: Import) -> None:
    """What is named with --format must fit."""
    said = refusal(imported, "t.csv", f"{HEADER}2021,,,a,,\n", Wish(form="ucdp"))
    assert said.startswith("t.csv:1:1: this is not a file of the format ucdp")
    said = refusal(imported, "t.json", '{"events": [{}]}', Wish(form="csl"))
    assert said.startswith("t.json:1:1: this is not a file of the format csl")


@pytest.mark.parametrize(
    ("name", "content", "hint"),
    [
        (
            "t.csv",
            "a,b\n1,2\n",
            "With the ending .csv are known: TimelineJS (timelinejs), UCDP GED (ucdp), ACLED",
        ),
        (
            "t.json",
            "{}",
            "With the ending .json are known: TimelineJS (timelinejs), StoryMapJS (storymapjs), UCDP",
        ),
        ("t.docx", "words", "No format has the ending .docx; known are "),
    ],
)
def test_a_refusal_names_what_fits(imported: Import, name: str, content: str, hint: str) -> None:
    """The formats with the ending that the file has."""
    assert hint in refusal(imported, name, content)


def test_a_briefing_that_cannot_be_read(imported: Import, tmp_path: Path) -> None:
    """Its ids would not be known: nothing is imported until it is mended."""
    with pytest.raises(ContentError) as raised:
        imported("t.csv", f"{HEADER}2021,,,a,,\n", files={"content/actors.yml": "a: [\n"})
    assert [problem.location.path for problem in raised.value.problems] == ["content/actors.yml"]
    assert not list((tmp_path / "site/content").glob(".import*"))


def test_records_go_into_files_of_a_sensible_size(imported: Import) -> None:
    """Five hundred each; the next import begins a file of its own."""
    rows = "".join(f"2021,,,Event number {number},,\n" for number in range(1201))
    result = imported("t.csv", HEADER + rows)
    assert result.done.files == (
        "content/events/t.yml",
        "content/events/t_002.yml",
        "content/events/t_003.yml",
        "content/sources/t.yml",
    )
    assert len(result.briefing.events) == 1202
    assert imported("t.csv", HEADER + rows).ledger.there == 1201


def test_nothing_is_left_behind_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that were moved already are taken back."""
    root = briefings.write(tmp_path / "site")
    file = tmp_path / "t.csv"
    file.write_text(f"{HEADER}2021,,,a,,\n")
    before = sorted((root / "content").rglob("*.yml"))
    replace = Path.replace

    def failing(path: Path, target: Path) -> Path:
        if "events" in target.parts:
            raise OSError(28, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(ContentError) as raised:
        importing.run(root, file, Wish())
    assert "the disk is full" in raised.value.problems[0].message
    assert sorted((root / "content").rglob("*.yml")) == before
    assert not list((root / "content").glob(".import*"))


def test_progress_is_told_in_bytes(tmp_path: Path) -> None:
    """It grows, and never beyond the file."""
    root = briefings.write(tmp_path / "site")
    file = tmp_path / "t.csv"
    file.write_text(HEADER + "2021,,,Event,some text that is long enough,\n" * 900)
    told: list[int] = []
    importing.run(root, file, Wish(), told.append)
    assert told == sorted(told)
    assert len(told) == 4
    assert 0 < told[-1] <= file.stat().st_size


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
KEYS = [
    "events",
    "title",
    "eras",
    "start_date",
    "year",
    "text",
    "headline",
    "type",
    "id",
    "format",
    "version",
]
KEYS += [
    "type",
    "features",
    "geometry",
    "coordinates",
    "properties",
    "Result",
    "data",
    "raw",
    "literal",
    "season",
]
KEYS += ["storymap", "slides", "location", "lat", "lon", "name", "timeline", "date", "startDate", "issued"]
KEYS += ["date-parts", "author", "family", "custom", "briefing", "kind", "account", *FOLDERS]
TERMS = [
    "FeatureCollection",
    "Feature",
    "Point",
    "briefing",
    "1",
    "book",
    "overview",
    "2021",
    "2021-05",
    "zoomify",
    "person",
    "a-b",
    "x",
]
SHAPED = st.recursive(
    st.sampled_from(TERMS) | st.integers(0, 3000) | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=25,
)
HEADS = [
    HEADER,
    "id,name,kind,precision\n",
    "event_id_cnty,event_date,event_type,actor1\n",
    "id,about.1.text,name\n",
    "Datum,Titel,Ort,Breite,Länge\n",
    "Year,Month,Day,Title\n",
    "Name;Lat;Lon\n",
    "Title,Author,Date,Link\n",
    "TY  - NEWS\nTI  - a\nPY  - 2021\nER  - \nTY  - ",
    "@book{a, title={A}, year=2021, author={B, C}}\n@",
    "<kml><Placemark><name>a</name><Point><coordinates>1,2</coordinates></Point></Placemark>",
]
CELLS = st.lists(st.text("ab1-2;\"\n,\\='é\x00{}", max_size=6), max_size=8).map(",".join)
TABLES = st.tuples(st.sampled_from(HEADS), st.lists(CELLS, max_size=4).map("\n".join)).map("".join)


ENDINGS = st.sampled_from(sorted({ending for each in FORMATS for ending in each.ENDINGS}))


@given(
    content=ANY_JSON.map(json.dumps) | SHAPED.map(json.dumps) | TABLES | st.binary(max_size=80),
    ending=ENDINGS,
)
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_comes_in_is_imported_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: str | bytes, ending: str
) -> None:
    """Never a traceback, never a value that is lost, and what was written is a briefing that can be read."""
    folder = tmp_path_factory.mktemp("any")
    root = briefings.write(folder / "site")
    file = folder / f"any{ending}"
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    try:
        done = importing.run(root, file, Wish())
    except ContentError as error:
        rules = {problem.rule for problem in error.problems}
    else:
        balance(done.ledger)
        rules = set()
    assert rules <= {"not-imported"}
    assert load(root)[1] == ()


def test_a_file_that_cannot_be_opened(
    imported: Import, tmp_path: Path, unreadable: Callable[[Path], None]
) -> None:
    """The system's own words, in a sentence."""
    file = tmp_path / "t.csv"
    file.write_text(HEADER)
    unreadable(file)
    with pytest.raises(ContentError) as raised:
        importing.run(tmp_path / "site", file, Wish())
    assert "permission denied" in raised.value.problems[0].message


@pytest.fixture
def unreadable(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Makes a file one that the system does not open, also for the superuser."""

    def refuse(file: Path) -> None:
        opened = Path.open

        def refusing(path: Path, *arguments: object, **options: object) -> object:
            if path == file:
                raise PermissionError(13, os.strerror(13), str(path))
            return opened(path, *arguments, **options)  # type: ignore[call-overload]  # passed on as they came

        monkeypatch.setattr(Path, "open", refusing)

    return refuse
