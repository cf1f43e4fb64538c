"""`briefing import` and `briefing export`."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.authoring.exchange import exporting
from builder.cli import main
from builder.commands import import_ as command
from tests import briefings
from tests.authoring.exchange.test_ucdp import as_csv

CSV = "Year,Headline,Text,Background\n2021,A thing,It happened.,#fff\n2022,,,\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small briefing, with a file to import beside it."""
    (tmp_path / "t.csv").write_text(CSV)
    (tmp_path / "ged.csv").write_text(
        as_csv({}, {"id": "2", "date_start": "2020-01-01", "date_end": "2020-01-01"})
    )
    return briefings.write(tmp_path / "site")


def run(*arguments: str | Path) -> tuple[int, str, str]:
    """The exit status of a command, and what it printed where."""
    done = CliRunner().invoke(main, [str(each) for each in arguments])
    return done.exit_code, done.stdout, done.stderr


def test_an_import_says_what_it_did(site: Path) -> None:
    """On standard error, so that it can be told from what other commands give to programs."""
    assert run("import", site.parent / "t.csv", "--folder", site) == (
        0,
        "",
        "t.csv:3: row 3: there are no words in it: neither headline nor text\n"
        "t.csv: TimelineJS (spreadsheet): 2 entries: 1 imported, 1 not readable.\n"
        "  Of 4 values 3 are carried, 1 is not:\n"
        "    1 × `Background` is not carried (row 2)\n"
        "Written: 1 event, 1 source, in content/events/t.yml, content/sources/t.yml. They are drafts: look "
        "at each, then remove `draft: true`.\n",
    )


def test_what_was_written(site: Path) -> None:
    """Records as an editor would write them."""
    run("import", site.parent / "t.csv", "--folder", site)
    assert (site / "content/events/t.yml").read_text() == (
        "t-a-thing:\n"
        "  draft: true\n"
        "  title: A thing\n"
        "  kind: other\n"
        '  date: "2021"\n'
        "  account:\n"
        "    - text: It happened.\n"
        "      cites:\n"
        "        - source: t\n"
        "          locator: row 2\n"
    )


def test_a_file_that_cannot_be_imported(site: Path) -> None:
    """Exit status 1, and nothing is written; so where no entry could be read."""
    file = site.parent / "x.txt"
    file.write_text("words")
    status, out, err = run("import", file, "--folder", site)
    assert (status, out) == (1, "")
    assert err.startswith("x.txt:1:1: not-imported: it is not to be seen what this file holds\n")
    assert err.endswith("Nothing was written.\n")
    file.write_text("Year,Headline\n2021,\n")
    assert run("import", file, "--folder", site)[0] == 1


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--since", "2021"], {"ucdp-500001"}),
        (["--until", "2020"], {"ucdp-2"}),
        (["--until", "2020-01"], {"ucdp-2"}),
        (["--since", "2020-01-01", "--until", "2021-12"], {"ucdp-2", "ucdp-500001"}),
        (["--country", "elbonia"], {"ucdp-2", "ucdp-500001"}),
    ],
)
def test_choosing(site: Path, options: list[str], ids: set[str]) -> None:
    """Years and months count from their first to their last day."""
    assert run("import", site.parent / "ged.csv", "--folder", site, *options)[0] == 0
    lines = (site / "content/events/ged.yml").read_text().splitlines()
    assert {line.rstrip(":") for line in lines if line.startswith("ucdp-")} == ids


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-01-16", date(2024, 1, 16), date(2024, 1, 16)),
    ],
)
def test_from_and_to(text: str, first: date, last: date) -> None:
    """The first and the last day of a year, a month, a day."""
    assert (command.first_day(text), command.last_day(text)) == (first, last)


@pytest.mark.parametrize("text", ["soon", "2024-13", "20240116", "9999-99", "", "2024-1"])
def test_times_that_are_none(site: Path, text: str) -> None:
    """The message says how to write one."""
    status, _, err = run("import", site.parent / "ged.csv", "--folder", site, "--since", text)
    assert status == 2
    assert f"“{text}” is not a date." in err


def test_an_empty_briefing_can_be_checked_at_once(tmp_path: Path) -> None:
    """Where there is no overview, one is begun, which claims nothing; the next import leaves it alone."""
    (tmp_path / "t.csv").write_text(CSV)
    (tmp_path / "ged.csv").write_text(as_csv({}))
    site = tmp_path / "site"
    (site / "content/pages").mkdir(parents=True)
    (site / "mkdocs.yml").write_text(briefings.BASE["mkdocs.yml"].replace("        ", ""))
    _, _, err = run("import", tmp_path / "ged.csv", "--folder", site)
    assert "The briefing had no content/briefing.yml: one is begun. Write its bottom line." in err
    assert (site / "content/briefing.yml").read_text() == (
        "title: UCDP Georeferenced Event Dataset (GED)\n"
        "bottom_line:\n"
        "  - note: The bottom line is still to be written.\n"
    )
    assert run("check", "--folder", site)[0] == 0
    assert "one is begun" not in run("import", tmp_path / "t.csv", "--folder", site)[2]
    assert run("check", "--folder", site)[0] == 0


def test_columns_are_mapped(site: Path) -> None:
    """Once for each column; what is no mapping is said."""
    file = site.parent / "own.csv"
    file.write_text("A,B,C\n2024-01-18,Fire,3\n")
    status, _, err = run(
        "import", file, "--folder", site, *("--map", "date=A", "--map", "title = B", "--map", "note=C")
    )
    assert (status, "note = C" in err) == (0, True)
    assert "note: C: 3.\n" in (site / "content/events/own.yml").read_text().replace('"', "")
    status, _, err = run("import", file, "--folder", site, "--map", "date")
    assert status == 2
    assert "“date” is not FIELD=HEADING, such as date=Datum." in err


def test_countries_of_other_formats(site: Path) -> None:
    """A timeline has none."""
    status, _, err = run("import", site.parent / "t.csv", "--folder", site, "--country", "Iran")
    assert status == 1
    assert "--country, --since and --until are for files of UCDP and ACLED" in err


def test_an_encoding_that_there_is_not(site: Path) -> None:
    """Said before anything is read."""
    status, _, err = run("import", site.parent / "t.csv", "--folder", site, "--encoding", "klingon")
    assert status == 2
    assert "There is no encoding “klingon”." in err


def test_a_bar_shows_the_progress_on_a_terminal(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nowhere else."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    with pytest.raises(SystemExit):
        main(["import", str(site.parent / "t.csv"), "--folder", str(site)], prog_name="briefing")
    assert "100%" in screen.getvalue()
    assert "%" not in run("import", site.parent / "ged.csv", "--folder", site)[2]


def test_an_export_writes_every_format(site: Path) -> None:
    """And names what each does not carry."""
    status, out, err = run("export", "--folder", site)
    assert (status, out) == (0, "")
    files = sorted(each.relative_to(site / "export").as_posix() for each in (site / "export").rglob("*.*"))
    assert files == [
        "briefing.geojson",
        "briefing.json",
        "briefing.schema.json",
        "csv/actors.csv",
        "csv/disputes.csv",
        "csv/events.csv",
        "csv/places.csv",
        "csv/sources.csv",
        "sources.csl.json",
        "timeline.json",
    ]
    assert err.startswith(
        "timeline.json does not carry:\n  2 × actors are not carried (harbour-master, sailor)\n"
    )
    assert "  1 × the stored texts of sources are not carried (gazette)\n" in err
    assert err.endswith("written.\n")


def test_formats_can_be_chosen(site: Path) -> None:
    """Into a folder of one's own; nothing among what editors write."""
    assert run("export", "csl", "--folder", site, "--output", site.parent / "out")[0] == 0
    assert [each.name for each in (site.parent / "out").iterdir()] == ["sources.csl.json"]
    assert json.loads((site.parent / "out/sources.csl.json").read_text())[0]["id"] == "gazette"
    assert run("export", "csl", "--folder", site, "--output", site / "content/out")[0] == 2


def test_drafts_stay_out_of_what_is_for_readers(site: Path) -> None:
    """They are in what can be imported again."""
    briefings.write(site, {"content/places/more.yml": "hill: {name: Hill, precision: town, draft: true}\n"})
    run("export", "--folder", site)
    for name, there in (("briefing.geojson", False), ("briefing.json", True), ("csv/places.csv", True)):
        assert ("Hill" in (site / "export" / name).read_text()) is there


def test_a_briefing_with_an_error_is_not_exported(site: Path) -> None:
    """As it is not published."""
    briefings.write(
        site, {"content/places.yml": "old-harbour: {name: x, precision: town, part_of: nowhere}\n"}
    )
    status, _, err = run("export", "--folder", site)
    assert status == 1
    assert "unknown-reference" in err
    assert not (site / "export").exists()


def test_every_format_has_a_file() -> None:
    """No format is forgotten."""
    assert set(exporting.WRITERS) == {"timelinejs", "geojson", "csl", "csv", "json"}
