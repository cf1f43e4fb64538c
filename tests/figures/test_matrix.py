"""Who says what: nothing is said for those of whom no statement was found."""

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from builder.facts.loading import load
from builder.figures.matrix import matrix
from builder.model.records import Actor, Dispute, Position, Side
from tests import catalogues, outlines

RIVER_DAM = Path(__file__).parents[1] / "content" / "river-dam"
ACTORS = {
    key: Actor(id=key, name=name, kind="state", part_of=above)
    for key, name, above in (
        ("north", "North", None),
        ("ministry", "Ministry <b>", "north"),
        ("south", "South", None),
        ("mission", "هیئت ناظران", None),
    )
}
SIDES = (Side(label="North", actors=("north",)), Side(label="South", actors=("south",)))


def dispute(*positions: Position, question: str = "Who did it?") -> Dispute:
    """A dispute with these positions."""
    return Dispute(id="who", question=question, positions=positions)


def draw(*disputes: Dispute, sides: tuple[Side, ...] = SIDES, **given: Any) -> str:
    """The figure for some disputes."""
    settings: dict[str, Any] = {
        "caption": "Who says what",
        "href": lambda each: f"#{each}",
        "statement": lambda key, number: f'<span class="statement">{key} {number}</span>',
    } | given
    return matrix(disputes, sides, outlines.actors(ACTORS), **settings)


def cells(html: str) -> list[list[str]]:
    """The words of each cell, row by row."""
    rows = ET.fromstring(html).iter("tr")
    return [[" ".join(" ".join(cell.itertext()).split()) for cell in row] for row in rows]


def test_nothing() -> None:
    """Without a dispute there is no figure."""
    assert draw() == ""


def test_sides_are_columns() -> None:
    """Each side has a column, and those on no side share one; empty cells say so."""
    html = draw(
        dispute(
            Position(by="north", text="We did not.", stance="denies"),
            Position(by="ministry", text="They did."),
            Position(by="mission", stance="neither", text="Not known."),
        ),
        dispute(Position(by="south", text="Yes."), question="Q & <i>A</i>"),
    )
    assert cells(html) == [
        ["Question", "North", "South", "Others"],
        [
            "Who did it?",
            # What stands before the badge is shown on a phone only, and hidden from screen readers.
            "North denies who 0 asserts Ministry <b> who 1",
            "South no statement found",
            "Others neither asserts nor denies هیئت ناظران who 2",
        ],
        ["Q & <i>A</i>", "North no statement found", "South asserts who 0", "Others no statement found"],
    ]


def test_sides_that_are_never_heard_have_no_column() -> None:
    """A side that says nothing to any question is not shown."""
    html = draw(dispute(Position(by="north", text="Yes.")))
    assert cells(html)[0] == ["Question", "North"]


def test_without_sides_claimants_are_columns() -> None:
    """Where no sides are given, everybody heard has a column."""
    html = draw(dispute(Position(by="north", text="Yes."), Position(by="south", text="No.")), sides=())
    assert cells(html)[0] == ["Question", "North", "South"]


def test_too_many_columns_become_lists() -> None:
    """Thirty claimants are told in a list for each question."""
    actors = {f"a{n}": Actor(id=f"a{n}", name=f"Name {n}", kind="person") for n in range(30)}
    positions = tuple(Position(by=key, text="Yes.") for key in actors)
    html = matrix(
        (dispute(*positions), dispute(question="And this?")),
        (),
        outlines.actors(actors),
        caption="x",
        href=str,
        statement=lambda key, number: f"{key} {number}",
    )
    assert "<table" not in html
    assert html.count("<li>") == 31
    assert "no statement found" in html


def test_nobody_speaks_for_the_silent() -> None:
    """A position that says that no statement was found has no words, whatever the caller would give."""
    html = draw(dispute(Position(by="north", stance="no-statement-found")))
    assert cells(html)[1] == ["Who did it?", "North no statement found"]


def test_a_figure_without_words() -> None:
    """A position that is only a number shows the number."""
    html = draw(dispute(Position(by="north", high=12), Position(by="south", text="Twelve.", best=12)))
    assert cells(html)[1][1:] == ["North asserts at most 12", "South asserts who 1"]


def test_the_words_are_in_the_catalogues() -> None:
    """What the figure says goes through `say`, in words that the catalogues know."""
    said: set[str] = set()

    def say(words: str) -> str:
        said.add(words)
        return words

    draw(dispute(Position(by="north", text="x")), dispute(Position(by="mission", text="y")), say=say)
    assert said
    assert said <= catalogues.words()


def test_a_whole_briefing() -> None:
    """The same bytes each time; no style attributes."""
    found, problems = load(RIVER_DAM)
    assert found, problems
    published = found.published()
    drawn = [
        matrix(
            list(published.disputes.values()),
            published.overview.sides,
            published.indexes.actors,
            caption="Who says what",
            href=lambda each: f"#{each}",
            statement=lambda key, number: f"{key} {number}",
        )
        for _ in range(2)
    ]
    assert drawn[0] == drawn[1]
    assert "style=" not in drawn[0]
    assert cells(drawn[0])[0] == ["Question", "Upstream", "Downstream", "Armed group", "Others"]
