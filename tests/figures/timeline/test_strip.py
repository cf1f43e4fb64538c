"""The timeline strip: every event has its mark and its line in the list; vague dates stay vague."""

import datetime
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from builder.facts.loading import load
from builder.figures.timeline.strip import strip
from builder.model.records import Actor, Event, Phase, Side
from tests import catalogues, outlines

RIVER_DAM = Path(__file__).parents[2] / "content" / "river-dam"
SIDES = (Side(label="North <b>", actors=("north",)), Side(label="South", actors=("south",)))
ACTORS = {
    "north": Actor(id="north", name="North", kind="state"),
    "ministry": Actor(id="ministry", name="Ministry", kind="government-body", part_of="north"),
    "south": Actor(id="south", name="South", kind="state"),
    "mission": Actor(id="mission", name="Mission", kind="organisation"),
}


def event(event_id: str, date: str | None = None, **fields: Any) -> Event:
    """An event with this id and date."""
    return Event.model_validate(
        {"id": event_id, "title": f"Title of {event_id}", "kind": "other", "date": date, "account": ()}
        | fields
    )


def phase(label: str, start: str, end: str | None = None) -> Phase:
    """A phase of the timeline."""
    return Phase.model_validate({"label": label, "start": start, "end": end})


def draw(
    *events: Event, sides: tuple[Side, ...] = SIDES, phases: tuple[Phase, ...] = (), **given: Any
) -> str:
    """The figure for some events."""
    held = {each.id: each for each in events}
    settings: dict[str, Any] = {"href": lambda each: f"t.html#{each}", "title": outlines.titles(held)} | given
    return strip(outlines.entries(held), sides, phases, outlines.actors(ACTORS), **settings)


def tree(html: str) -> ET.Element:
    """The figure as elements."""
    return ET.fromstring(html)


def with_class(html: str, name: str) -> list[ET.Element]:
    """The elements that have a class."""
    return [each for each in tree(html).iter() if name in (each.get("class") or "").split()]


def lanes(html: str) -> Mapping[str, list[str]]:
    """For each lane, the events that its marks lead to."""
    return {
        "".join(each[0].itertext()): [mark.get("href", "") for mark in each.iter("a")]
        for each in with_class(html, "strip-lane")
    }


def marks(html: str) -> dict[str, ET.Element]:
    """The mark of each event."""
    return {mark.get("href", "").partition("#")[2]: mark for mark in with_class(html, "strip-mark")}


def place(mark: ET.Element) -> float:
    """How far along the line a mark's number stands, in per cent."""
    return next(float(each.get("x", "").rstrip("%")) for each in mark.iter("svg"))


def test_nothing() -> None:
    """Without events there is no figure."""
    assert strip((), SIDES, (), outlines.actors(ACTORS), href=str, title=str) == ""


def test_one_event() -> None:
    """One event and no sides: one mark, and no names of lanes."""
    html = draw(event("one", "2024-01-03"), sides=())
    assert list(marks(html)) == ["one"]
    assert with_class(html, "strip-label") == []


def test_nothing_with_a_date() -> None:
    """Where no event has a date there is no line, but there is the list."""
    html = draw(event("first"), event("second", after=("first",)))
    assert with_class(html, "strip-plot") == []
    assert len(with_class(html, "strip-number")) == 2


def test_lanes() -> None:
    """An event is in the lanes of the sides that acted, else of those it was aimed at, else among others."""
    html = draw(
        event("by-part", "2024-01-01", by=("ministry",), against=("south",)),
        event("by-both", "2024-01-02", by=("north", "south")),
        event("aimed-at", "2024-01-03", against=("south",)),
        event("by-other", "2024-01-04", by=("mission",)),
    )
    assert lanes(html) == {
        "North <b>": ["t.html#by-part", "t.html#by-both"],
        "South": ["t.html#by-both", "t.html#aimed-at"],
        "Others": ["t.html#by-other"],
    }
    assert "against" in (marks(html)["aimed-at"].get("class") or "")


def test_others_that_the_editor_named() -> None:
    """Those on no side join a side that is called as they would be."""
    groups = (*SIDES, Side(label="Others", actors=("mission",)))
    html = draw(event("one", "2024-01-01", by=("mission",)), event("two", "2024-01-02"), sides=groups)
    assert lanes(html) == {"Others": ["t.html#one", "t.html#two"]}


def test_names_of_marks() -> None:
    """A mark is named by its number, its title and its date in words; titles are escaped."""
    html = draw(event("one", "2024-01~", title="Fire & <i>smoke</i>"), language="en-GB")
    assert marks(html)["one"].get("aria-label") == "1. Fire & <i>smoke</i> – about January 2024"
    assert "<i>" not in html


@pytest.mark.parametrize(
    ("date", "kind"),
    [
        ("2024-01-03", "day"),
        ("2024-01-03~", "unknown"),
        ("2024-01", "unknown"),
        ("2024-01-XX", "unknown"),
        ("[2024-01-03,2024-01-04]", "unknown"),
        ("2024-01-03/2024-01-05", "span"),
        ("{2024-01-03,2024-01-05}", "span"),
        ("2024-01-03/..", "span"),
        ("../2024-01-03", "span"),
        ("2009", "unknown"),
        ("19XX", "unknown"),
    ],
)
def test_kinds_of_dates(date: str, kind: str) -> None:
    """A day, a span and an unknown day look different."""
    html = draw(event("one", date), event("before", "1999-05-01"), event("after", "2024-03-01"))
    assert kind in (marks(html)["one"].get("class") or "").split()


def test_open_ends() -> None:
    """A span without an end has a head."""
    html = draw(event("one", "2024-01-03/.."), event("after", "2024-03-01"))
    assert len(with_class(html, "strip-arrow")) == 1


def test_order_only() -> None:
    """An event of which only the order is known stands between its neighbours, and is marked."""
    html = draw(
        event("first", "2024-01-01"),
        event("second", after=("first",)),
        event("third", after=("second",), before=("last",)),
        event("last", "2024-02-01"),
        event("still-later", after=("last",)),
        event("earlier", before=("first",)),
    )
    found = marks(html)
    places = [place(found[name]) for name in ("earlier", "first", "second", "third", "last", "still-later")]
    assert places == sorted(places)
    assert len(set(places)) == len(places)
    assert "order" in (found["third"].get("class") or "")
    assert found["third"].get("aria-label", "").endswith("day not known, after 3 and before 5")


def test_no_two_marks_touch() -> None:
    """Marks that would touch stand in rows."""
    html = draw(*(event(f"e{day}", f"2024-01-{day:02}", by=("north",)) for day in range(1, 29)))
    taken: set[tuple[str, str]] = set()
    for mark in with_class(html, "strip-mark"):
        spot = next((each.get("x", ""), each.get("y", "")) for each in mark.iter("svg"))
        assert spot not in taken
        taken.add(spot)


def test_gaps_are_broken_and_marked() -> None:
    """A long time without events is left out, which the strip and the list say."""
    events = [event("old", "1998-06-14"), *(event(f"e{day}", f"2024-01-{day:02}") for day in range(1, 9))]
    html = draw(*events)
    assert len(with_class(html, "strip-break")) == 1
    assert [each.text for each in with_class(html, "strip-length")] == ["1 day", "8 days"]
    assert "Time is left out where the line is broken." in html
    assert [each.text for each in with_class(html, "strip-pause")] == ["26 years later"]
    assert with_class(draw(*events[1:]), "strip-break") == []


def test_phases() -> None:
    """Each phase is a band with its name, an open one too; overlapping ones do not overlap in the drawing."""
    html = draw(
        event("one", "2024-01-03"),
        event("two", "2024-03-03"),
        phases=(phase("Talks & quarrel", "2024-01", "2024-02"), phase("War", "2024-02-20")),
    )
    assert ["".join(each.itertext()) for each in with_class(html, "strip-phase")] == [
        "Talks & quarrel",
        "War",
    ]
    assert [each.text for each in with_class(html, "strip-heading")] == ["Talks & quarrel", "War"]
    bands = [
        (float(each.get("x", "").rstrip("%")), float(each.get("width", "").rstrip("%")))
        for each in with_class(html, "strip-phase-band")
    ]
    assert bands[0][0] + bands[0][1] < bands[1][0]


def test_very_many() -> None:
    """Lanes stay low, what has no room is counted, and the list holds all."""
    events = [event(f"e{n}", f"2024-01-{n % 9 + 1:02}", by=("north",)) for n in range(120)]
    html = draw(*events)
    shown = [mark for mark in with_class(html, "strip-mark") if "more" not in (mark.get("class") or "")]
    counted = [mark for mark in with_class(html, "strip-mark") if "more" in (mark.get("class") or "")]
    assert len(shown) + sum(int("".join(mark.itertext())) for mark in counted) == 120
    assert (
        max(float(svg.get("height", "").removesuffix("em")) for svg in with_class(html, "strip-marks")) < 15
    )
    assert len(with_class(html, "strip-number")) == 120


def test_right_to_left() -> None:
    """Time runs from right to left, and digits are the language's."""
    events = event("one", "2024-01-01"), event("two", "2024-01-31")
    left, right = marks(draw(*events)), marks(draw(*events, language="fa"))
    for name in ("one", "two"):
        assert place(left[name]) == pytest.approx(100 - place(right[name]))
    assert "".join(right["two"].itertext()) == "۲"


def many(count: int) -> list[Event]:
    """Events of three years, every eleventh without a day."""
    found = []
    for number in range(count):
        day = datetime.date(2022, 1, 5) + datetime.timedelta(days=number * 1000 // count)
        undated = number % 11 == 10
        found.append(
            event(
                f"e{number:05}",
                None if undated else day.isoformat(),
                by=(("north", "south", "mission")[number % 3],),
                after=(f"e{number - 1:05}",) if undated else (),
            )
        )
    return found


def bars(html: str) -> list[tuple[str, int, str]]:
    """Each bar of each lane: the period, how many events it tells, and the first of them."""
    found = []
    for bar in with_class(html, "strip-bin"):
        period, _, number = bar.get("aria-label", "").rpartition(": ")
        found.append((period, int(number), bar.get("href", "").partition("#")[2]))
    return found


def test_too_many_events_for_marks() -> None:
    """Bars tell how many there are in each period; each event is counted once in its lane."""
    html = draw(*many(500), listed=False)
    assert with_class(html, "strip-mark") == []
    assert sum(number for _, number, _ in bars(html)) == 500
    first = bars(html)[0]
    assert first[0] == "Jan 2022"
    assert first[2] == "e00000"
    heights = [
        float(box.get("height", "").rstrip("em"))
        for box in with_class(html, "strip-count")[: len(bars(html))]
    ]
    most = max(number for _, number, _ in bars(html))
    assert heights == pytest.approx([max(2 * number / most, 0.2) for _, number, _ in bars(html)], abs=1e-3)


def test_the_list_of_periods() -> None:
    """It tells each event once, also where it is in two lanes, and those that have no place."""
    twice = event("twice", "2022-01-06", by=("north", "south"))
    html = draw(*many(300), twice, event("nowhere"), listed=False)
    periods = [list(item) for listed in with_class(html, "strip-periods") for item in listed]
    assert sum(int("".join(item[-1].itertext())) for item in periods) == 301
    assert periods[0][0].get("href") == "t.html#e00000"
    assert "".join(with_class(html, "strip-heading")[-1].itertext()) == "Day not known 1"


@pytest.mark.parametrize("count", [121, 500, 4000])
def test_the_strip_stays_small(count: int) -> None:
    """However many events there are."""
    everything = many(count)
    assert len(draw(*everything, listed=False).encode()) < 60_000
    assert len(draw(*everything, picked=[event.id for event in everything[-12:]]).encode()) < 60_000
    undated = [event(f"u{number}") for number in range(count)]
    assert len(draw(*undated, listed=False).encode()) < 1000


def test_only_some_are_listed() -> None:
    """They keep the numbers that they have in the whole timeline; the lanes show all."""
    events = [event(name, f"2024-01-0{day}") for day, name in enumerate("abcdef", 1)]
    html = draw(*events, picked=["b", "e", "f"])
    assert list(marks(html)) == list("abcdef")
    items = [item for listed in with_class(html, "strip-list") for item in listed]
    assert [item.get("value") for item in items] == ["2", "5", "6"]
    assert [next(item.iter("a")).get("href") for item in items] == ["t.html#b", "t.html#e", "t.html#f"]


def test_a_part_of_a_timeline() -> None:
    """Numbers are those of the whole, also where an order is told; phases reach no further than the part."""
    events = [event("a", "2022-05-01"), event("b", "2024-01-03"), event("c", after=("b",))]
    events.append(event("d", "2024-02-03"))
    whole = outlines.entries({each.id: each for each in events})
    given: dict[str, Any] = {"href": lambda each: f"#{each}", "title": str, "whole": whole}
    phases = (phase("Long ago", "2022", "2022"), phase("Now", "2023", "2024"))
    html = strip(whole[2:], SIDES, phases, outlines.actors(ACTORS), **given)
    assert [mark.get("aria-label", "")[:2] for mark in marks(html).values()] == ["3.", "4."]
    before = strip(whole[1:3], SIDES, (), outlines.actors(ACTORS), **given)
    assert [mark.get("aria-label", "")[:2] for mark in marks(before).values()] == ["2.", "3."]
    assert "day not known, after 2" in html
    assert "Long ago" not in html
    (band,) = with_class(html, "strip-phase-band")
    assert band.get("width") == "100%"
    lengths = ["".join(each.itertext()) for each in with_class(html, "strip-length")]
    assert lengths == []


def test_the_words_are_in_the_catalogues() -> None:
    """What the figure says goes through `say`, in words that the catalogues know."""
    said: set[str] = set()

    def say(words: str) -> str:
        said.add(words)
        return words

    draw(
        event("old", "1998"),
        event("span", "2024-01-03/2024-01-04", against=("north",)),
        event("day", "2024-01-03"),
        event("order", after=("day",)),
        event("nowhere"),
        event("between", after=("old",), before=("day",)),
        event("before", before=("old",)),
        *(event(f"e{number}", "2024-01-05") for number in range(9)),
        say=say,
    )
    draw(*many(200), event("nowhere"), say=say)
    assert said
    assert said <= catalogues.words()


def test_a_whole_briefing() -> None:
    """The same bytes each time; nothing that a strict Content-Security-Policy would block."""
    found, problems = load(RIVER_DAM)
    assert found, problems
    published = found.published()
    entries, actors = outlines.entries(published.events), published.indexes.actors
    overview = published.overview
    drawn = [
        strip(entries, overview.sides, overview.phases, actors, href=lambda each: f"#{each}", title=str)
        for _ in range(2)
    ]
    assert drawn[0] == drawn[1]
    assert "style=" not in drawn[0]
    assert "viewBox" not in drawn[0]
    assert {mark.get("href") for mark in with_class(drawn[0], "strip-mark")} == {
        f"#{each}" for each in published.events
    }
    assert "\n\n" not in drawn[0]


def test_the_list_can_be_left_out_where_there_is_room() -> None:
    """Where it is narrow, the list is all there is."""
    html = draw(event("one", "2024-01-03"), listed=False)
    assert with_class(html, "strip-unlisted")
    assert with_class(html, "strip-number"), "a narrow page shows it all the same"
