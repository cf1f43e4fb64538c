"""The actor network: every line in the channel, every line in the table, every actor to be singled out."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any, get_args

import pytest

from builder.facts.loading import load
from builder.figures.network import drawing, placing
from builder.figures.network import lines as network_lines
from builder.figures.network.drawing import network
from builder.model import vocabulary
from builder.model.outlines import EventOutline
from builder.model.records import Actor, Event, Side
from tests import catalogues, outlines

ROOT = Path(__file__).parents[3]
RIVER_DAM = ROOT / "tests" / "content" / "river-dam"
STYLES = ROOT / "templates" / "theme" / "css" / "figures" / "network.css"


def actor(actor_id: str, **fields: Any) -> Actor:
    """An actor with this id."""
    return Actor.model_validate({"id": actor_id, "name": f"Name of {actor_id}", "kind": "state"} | fields)


def event(kind: str, by: tuple[str, ...], against: tuple[str, ...] = ()) -> Event:
    """An event of this kind."""
    event_id = f"{kind}-{'-'.join((*by, *against))}"
    return Event.model_validate(
        {
            "id": event_id,
            "title": f"<b>{event_id}</b>",
            "kind": kind,
            "by": by,
            "against": against,
            "account": (),
        }
    )


def draw(
    actors: tuple[Actor, ...], events: tuple[Event, ...] = (), sides: tuple[Side, ...] = (), **given: Any
) -> str:
    """The figure for some actors, events and sides."""
    held = {each.id: each for each in events}
    settings: dict[str, Any] = {"href": lambda each: f"{each}.html", "title": outlines.titles(held)} | given
    shown = [EventOutline.of(each) for each in events]
    return network(outlines.actors({each.id: each for each in actors}), shown, sides, **settings)


def with_class(html: str, name: str) -> list[ET.Element]:
    """The elements that have a class."""
    return [each for each in ET.fromstring(html).iter() if name in (each.get("class") or "").split()]


def table(html: str) -> list[list[str]]:
    """The words of each cell, row by row, without the headings."""
    return [["".join(cell.itertext()) for cell in row] for row in ET.fromstring(html).iter("tr")][1:]


def lines(html: str) -> list[ET.Element]:
    """What is drawn of lines, without the legend."""
    return [each for each in with_class(html, "line") if each.tag == "path"]


def many(number: int) -> str:
    """The figure for many actors on four sides and on none."""
    actors = tuple(actor(f"a{n}", name="A very long name " * (n % 5 + 1)) for n in range(number))
    events = tuple(event("attack", (f"a{n}",), (f"a{n * 7 % number}",)) for n in range(number))
    sides = tuple(
        Side(label=f"Side {side}", actors=tuple(f"a{n}" for n in range(number) if n % 5 == side))
        for side in range(4)
    )
    return draw(actors, events, sides)


def test_nothing() -> None:
    """Fewer than two actors to show make no figure."""
    assert draw(()) == ""
    assert draw((actor("a"),)) == ""
    assert draw((actor("a"), actor("b"))) == "", "nobody has a side or a line"


def test_lines() -> None:
    """From events, from those who act together, and from relations; each in its style and in the table."""
    relations = [
        {"kind": "accused-of-supporting", "to": "b", "by": "c", "text": "C says so."},
        {"kind": "leads", "to": "c", "text": "A leads C."},
    ]
    html = draw(
        (actor("a", relations=relations), actor("b"), actor("c", name="C & Co")),
        (
            event("air-strike", ("a",), ("b",)),
            event("raid", ("a",), ("b",)),
            event("diplomacy", ("b", "c")),
            event("diplomacy", ("b",), ("c",)),
        ),
        relation=lambda owner, number: f"<span>{owner} {number}</span>",
    )
    assert [each.get("class", "").split()[1] for each in lines(html)] == [
        "force",
        "talks",
        "other",
        "claim",
        "bond",
    ]
    assert table(html) == [
        ["Name of a", "<b>air-strike-a-b</b><b>raid-a-b</b>", "Name of b"],
        ["Name of a", "Accused of supporting, according to C & Co: a 0", "Name of b"],
        ["Name of b", "<b>diplomacy-b-c</b>", "C & Co"],
        ["Name of a", "Leads: a 1", "C & Co"],
        ["Name of b", "<b>diplomacy-b-c</b>", "C & Co"],
    ]
    legend = with_class(html, "network-legend")[0]
    assert len(legend) == 5


def test_a_line_between_two_has_no_head() -> None:
    """Who agreed with whom has no direction."""
    html = draw((actor("a"), actor("b")), (event("agreement", ("a", "b")),))
    assert len(lines(html)) == 1
    assert list(with_class(html, "network-heads")[0]) == []


def test_mutual_relations_are_one_line() -> None:
    """Written down with both, it is one line, and each text is asked for by its own owner."""
    asked: list[tuple[str, int]] = []

    def relation(owner: str, number: int) -> str:
        asked.append((owner, number))
        return "text"

    html = draw(
        (
            actor("a", relations=[{"kind": "allied-with", "to": "b", "text": "A with B."}]),
            actor("b", relations=[{"kind": "allied-with", "to": "a", "text": "B with A."}]),
        ),
        relation=relation,
    )
    assert len(lines(html)) == 1
    assert asked == [("a", 0), ("b", 0)]


def test_nobody_is_joined_with_themselves_or_with_strangers() -> None:
    """A line needs two different actors that are there."""
    html = draw(
        (actor("a"), actor("b")),
        (
            event("attack", ("a",), ("a",)),
            event("attack", ("a",), ("gone",)),
            event("attack", ("a",), ("b",)),
        ),
    )
    assert len(lines(html)) == 1


def test_every_kind_has_a_style() -> None:
    """A new kind in the vocabulary needs a style here."""
    assert set(network_lines._RELATION_STYLES) == set(get_args(vocabulary.RelationKind))
    assert set(network_lines._EVENT_STYLES) <= set(get_args(vocabulary.EventKind))


@pytest.mark.parametrize("number", [2, 3, 12, 40, 60, 80])
def test_lines_stay_in_the_channel(number: int) -> None:
    """A path's points (and so the path) lie between the columns, and within the height of the drawing."""
    html = many(number)
    drawing = with_class(html, "network-lines")[0]
    height = float(drawing.get("viewBox", "").split()[3])
    for line in lines(html):
        points = [float(value) for value in re.findall(r"-?[\d.]+", line.get("d", ""))]
        assert all(0 <= x <= 100 for x in points[::2])
        assert all(0 <= y <= height for y in points[1::2])


@pytest.mark.parametrize("number", [2, 40, 64])
def test_every_actor_is_a_link_once(number: int) -> None:
    """Nobody is lost, and nobody stands in two boxes."""
    links = [each[0].get("href") for each in with_class(many(number), "actor")]
    assert sorted(filter(None, links)) == sorted(f"a{n}.html" for n in range(number))


def test_no_sides() -> None:
    """The actors still stand in two columns, without names above them."""
    html = draw((actor("a"), actor("b")), (event("attack", ("a",), ("b",)),))
    assert len(with_class(html, "network-side")) == 2
    assert with_class(html, "network-side-name") == []


def test_singled_out() -> None:
    """An actor's classes name what its lines touch, and the style sheet has a rule for each number."""
    html = draw((actor("a"), actor("b"), actor("c")), (event("attack", ("a",), ("b",)),), _sides("abc"))
    classes = {each[0].get("href"): (each.get("class") or "").split() for each in with_class(html, "actor")}
    assert classes["a.html"] == ["actor", "own0", "n0", "n1"]
    assert classes["c.html"] == ["actor", "own2", "n2"]
    assert lines(html)[0].get("class") == "line force n0 n1"
    rules = re.findall(r":has\(\.own(\d+) >.*?:not\(\.n(\d+)\)", STYLES.read_text(encoding="utf-8"))
    assert rules == [(str(number), str(number)) for number in range(network_lines.MOST_ACTORS)]


def test_more_lines_than_can_be_followed() -> None:
    """The strongest stand out; the others are faint, and come out with their actors."""
    pairs = [(f"a{n}", f"a{(n + step) % 30}") for n in range(30) for step in (1, 2, 3)]
    events = [event("attack", (by,), (to,)) for by, to in [*pairs, *pairs[:5]]]
    html = draw(tuple(actor(f"a{n}") for n in range(30)), tuple(events))
    clear = [line for line in lines(html) if "faint" not in (line.get("class") or "").split()]
    assert len(lines(html)) > drawing.MOST_LINES
    assert len(clear) == drawing.STRONGEST
    assert sum(float(line.get("stroke-width", "")) > 2 for line in clear) == 5
    assert "faint" not in many(12)
    # Of two rules that weigh the same, the later one counts.
    css = STYLES.read_text(encoding="utf-8")
    assert css.index(".line.faint {\n  opacity: 1") < css.index("opacity: var(--dimmed")


def test_more_actors_than_can_be_drawn() -> None:
    """Those with the most lines are, and the reader is told how many are not; the table stays bounded."""
    actors = tuple(actor(f"a{n:04}") for n in range(1000))
    events = [event("attack", (f"a{n:04}",), ("a0999",)) for n in range(999)]
    events += [event("raid", ("a0500",), ("a0501",))] * 2000
    html = draw(actors, tuple(events))
    names = {each[0].get("href") for each in with_class(html, "actor")}
    assert len(names) == network_lines.MOST_ACTORS
    assert {"a0999.html", "a0500.html", "a0501.html"} <= names
    (key,) = with_class(html, "figure-key")
    assert "936" in (key.text or "")
    assert len(html.encode()) < 60_000
    assert "and 1,995 more" in html


def _sides(actors: str) -> tuple[Side, ...]:
    return tuple(Side(label=each.upper(), actors=(each,)) for each in actors)


def test_heights_are_those_of_the_style_sheet() -> None:
    """Lines meet names only if both are reckoned with the same heights."""
    text = STYLES.read_text(encoding="utf-8")

    def of(selector: str) -> str:
        found = re.search(rf"\n{re.escape(selector)} {{(.*?)\n}}", text, re.DOTALL)
        assert found, selector
        return found[1]

    assert f"block-size: {placing.ROW}rem;" in of(".network .actor")
    assert f"block-size: {placing.HEAD}rem;" in of(".network .network-side-name")
    assert f"padding-block-end: {placing.FOOT}rem;" in of(".network-side")
    assert f"padding-block-start: {placing.FOOT}rem;" in of(".network-side:not(:has(.network-side-name))")
    assert f"row-gap: {placing.GAP:g}rem;" in of(".network-column")


def test_a_whole_briefing() -> None:
    """The same bytes each time; no style attributes; the sides as the editor named them."""
    found, problems = load(RIVER_DAM)
    assert found, problems
    published = found.published()
    drawn = [
        network(
            published.indexes.actors,
            published.indexes.events.values(),
            published.overview.sides,
            href=str,
            title=str,
        )
        for _ in range(2)
    ]
    assert drawn[0] == drawn[1]
    assert "style=" not in drawn[0]
    assert [each.text for each in with_class(drawn[0], "network-side-name")] == [
        "Upstream",
        "Armed group",
        "Downstream",
        "Others",
    ]


def test_the_words_are_in_the_catalogues() -> None:
    """What the figure says goes through `say`, in words that the catalogues know."""
    said: set[str] = set()

    def say(words: str) -> str:
        said.add(words)
        return words

    relations = [
        {"kind": kind, "to": "b", "by": "b", "text": "x"} for kind in ("opposes", "leads", "mediates")
    ]
    events = event("attack", ("a",), ("b",)), event("other", ("a",), ("c",))
    draw((actor("a", relations=relations), actor("b"), actor("c")), events, _sides("ab"), say=say)
    assert said
    assert said <= catalogues.words()
