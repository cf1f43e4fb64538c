"""Contested figures: never a number that nobody gave, and the table says what the drawing shows."""

import xml.etree.ElementTree as ET
from typing import Any

import pytest

from builder.figures.ranges import ranges
from builder.model.records import Actor, Citation, Position, Side
from tests import catalogues, outlines

ACTORS = {
    "a": Actor(id="a", name="Count <b>A</b>", kind="organisation"),
    "b": Actor(id="b", name="شمارش", kind="organisation"),
}


def draw(*positions: Position, **given: Any) -> str:
    """The figure for some positions."""
    settings: dict[str, Any] = {"caption": "How many?", "href": lambda actor: f"actors/{actor}.html"} | given
    return ranges(positions, outlines.actors(ACTORS), **settings)


def rows(html: str) -> list[ET.Element]:
    """The rows of the table's body."""
    body = ET.fromstring(html).find("table/tbody")
    assert body is not None
    return list(body)


def words(element: ET.Element) -> str:
    """What stands in an element, as words."""
    return " ".join("".join(element.itertext()).split())


def drawn(row: ET.Element) -> list[str]:
    """The classes of what is drawn in a row, without the lines of the scale."""
    svg = row.find("td/svg")
    if svg is None:
        return []
    found = [each.get("class", "") for each in svg.iter() if each.get("class", "").startswith("ranges-")]
    return [name for name in found if name not in ("ranges-tick", "ranges-row")]


def test_nothing() -> None:
    """Without positions there is no figure."""
    assert draw() == ""


@pytest.mark.parametrize(
    ("figures", "figure", "shapes"),
    [
        ({"best": 9}, "9", {"ranges-dot"}),
        ({"low": 9, "best": 9, "high": 9}, "9", {"ranges-dot"}),
        ({"low": 19, "high": 27}, "19–27", {"ranges-bar", "ranges-cap"}),
        (
            {"low": 19, "best": 23, "high": 27},
            "19–27 best estimate 23",
            {"ranges-bar", "ranges-cap", "ranges-dot"},
        ),
        ({"high": 12}, "at most 12", {"ranges-open", "ranges-cap"}),
        ({"low": 5}, "at least 5", {"ranges-open", "ranges-arrow", "ranges-cap"}),
        (
            {"low": 5, "best": 7},
            "at least 5 best estimate 7",
            {"ranges-bar", "ranges-open", "ranges-arrow", "ranges-cap", "ranges-dot"},
        ),
        ({"best": 0}, "0", {"ranges-dot"}),
        ({"best": 4200}, "4,200", {"ranges-dot"}),
    ],
)
def test_figures(figures: dict[str, Any], figure: str, shapes: set[str]) -> None:
    """Each kind of figure in words, and in shapes."""
    (row,) = rows(draw(Position(by="a", **figures)))
    assert words(row[1]) == figure
    assert set(drawn(row)) == shapes


def test_a_number_of_people_is_no_number() -> None:
    """It is said that no number is given, and nothing is drawn."""
    row, _ = rows(draw(Position(by="a", text="A number of people died."), Position(by="b", best=3)))
    assert words(row[1]) == "no number given"
    assert drawn(row) == []


def test_nobody_gives_a_number() -> None:
    """Then there is no scale either."""
    html = draw(Position(by="a", text="Many."))
    assert "<svg" not in html
    assert len(rows(html)[0]) == 2


def test_silence() -> None:
    """Where no statement was found, nothing is said."""
    (row,) = rows(draw(Position(by="a", stance="no-statement-found"), statement=lambda _: "nothing"))
    assert words(row[1]) == "no statement found"
    assert "nothing" not in words(row)


def test_the_scale_begins_at_zero() -> None:
    """It ends beyond the greatest number."""
    html = draw(Position(by="a", low=90, high=103), Position(by="b", low=120))
    scale = ET.fromstring(html).find("table/thead/tr/th/svg")
    assert scale is not None
    labels = [words(each) for each in scale]
    assert labels[0] == "0"
    assert int(labels[-1]) > 120, "a line that is open upward has somewhere to go"
    assert 3 <= len(labels) <= 7


def test_table() -> None:
    """Who, scope, date, figure, words and marks, with headings; what is not HTML is escaped."""
    position = Position.model_validate(
        {
            "by": "a",
            "best": 7,
            "scope": "children & <i>women</i>",
            "date": "2024-01-18",
            "text": "Seven.",
            "cites": [Citation(source="s", quote="seven")],
        }
    )
    html = draw(
        position,
        measure="deaths",
        statement=lambda number: f'<span class="statement" id="d_positions-{number + 1}">Seven.</span>',
        language="en-GB",
    )
    table = ET.fromstring(html).find("table")
    assert table is not None
    assert [words(each) for each in table.iter("th")][:2] == ["Who says", "Deaths"]
    (row,) = rows(html)
    assert (row[0].tag, row[0].get("scope")) == ("th", "row")
    assert words(row[0]) == "Count <b>A</b>children & <i>women</i> · 18 January 2024"
    assert words(row[2]) == "Seven."
    assert words(table[0]) == "How many?"
    assert 'id="d_positions-1"' in html


def test_right_to_left() -> None:
    """The scale runs from right to left."""
    positions = Position(by="b", best=10), Position(by="b", best=40)
    x = {}
    for language in ("en", "fa"):
        dots = ET.fromstring(draw(*positions, language=language)).iter("svg")
        x[language] = [
            float(each.get("x", "").rstrip("%"))
            for each in dots
            if any(child.get("class") == "ranges-dot" for child in each)
        ]
    assert x["fa"] == [100 - place for place in x["en"]]
    assert x["en"] == sorted(x["en"])


def test_very_many() -> None:
    """Thirty positions; the same bytes each time; no styles that a policy would block."""
    positions = [Position(by="a", low=n, high=n * n + 1) for n in range(30)]
    html = draw(*positions, sides=(Side(label="A", actors=("a",)),))
    assert len(rows(html)) == 30
    assert html == draw(*positions, sides=(Side(label="A", actors=("a",)),))
    assert "style=" not in html
    assert "viewBox" not in html


def test_the_words_are_in_the_catalogues() -> None:
    """What the figure says goes through `say`, in words that the catalogues know."""
    said: set[str] = set()

    def say(phrase: str) -> str:
        said.add(phrase)
        return phrase

    draw(
        Position(by="a", low=1),
        Position(by="a", low=1, best=2, high=3),
        Position(by="a", high=1),
        Position(by="a"),
        Position(by="a", stance="no-statement-found"),
        say=say,
    )
    assert said
    assert said <= catalogues.words()
