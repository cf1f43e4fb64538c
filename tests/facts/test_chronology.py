"""Events in order: by their dates, and by what they came after or before."""

import datetime
from collections.abc import Mapping
from itertools import combinations, pairwise, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builder.facts.chronology import Contradiction, contradictions, cycle, in_order
from builder.model.records import Dated, Event

FIRST, LAST = datetime.date.min, datetime.date.max

# Few days and a few spans, so that events meet: open, overlapping, equal.
DAYS = ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"]
SPANS = ["2024-01", "2024", "2024-01-02/2024-01-04", "2024-01-03/..", "../2024-01-03", "2024-01-02~"]
DATES = st.none() | st.sampled_from([*DAYS, *SPANS, "[2024-01-01,2024-01-05]"])


def dated(events: Mapping[str, Event]) -> dict[str, Dated]:
    """What the order of events follows from."""
    return {key: event.dated for key, event in events.items()}


def event(event_id: str, date: str | None = None, after: str = "", before: str = "") -> Event:
    """An event with the ids that it came after and before, in one text each."""
    values = {"id": event_id, "title": event_id, "kind": "other", "account": [{"note": "x"}]}
    values |= {"after": after.split(), "before": before.split()}
    return Event.model_validate(values | ({"date": date} if date else {}))


def by_id(*events: Event) -> dict[str, Event]:
    """Events as a briefing holds them, in the editors' order."""
    return {item.id: item for item in events}


def order(*events: Event) -> list[str]:
    """The ids of events from first to last."""
    return [entry.event.id for entry in in_order(by_id(*events))]


@st.composite
def histories(draw: st.DrawFn) -> dict[str, Event]:
    """Events in any order of their file, some dated, some before or after others, never in a circle."""
    count = draw(st.integers(1, 7))
    # What came before what follows from one hidden order, so there is no circle.
    after: dict[int, list[int]] = {number: [] for number in range(count)}
    before: dict[int, list[int]] = {number: [] for number in range(count)}
    for early, late in combinations(range(count), 2):
        told = draw(st.sampled_from(["", "", "", "after", "before"]))
        if told == "after":
            after[late].append(early)
        elif told == "before":
            before[early].append(late)
    events = [
        event(
            f"e{number}",
            draw(DATES),
            " ".join(f"e{other}" for other in after[number]),
            " ".join(f"e{other}" for other in before[number]),
        )
        for number in range(count)
    ]
    return by_id(*draw(st.permutations(events)))


def told(events: dict[str, Event]) -> set[tuple[str, str]]:
    """Every order that is told: the earlier id, the later id."""
    found = {(other, item.id) for item in events.values() for other in item.after}
    return found | {(item.id, other) for item in events.values() for other in item.before}


def reachable(events: dict[str, Event]) -> set[tuple[str, str]]:
    """Every order that follows from those told, by trying all ways."""
    found = told(events)
    while True:
        longer = {(a, d) for (a, b), (c, d) in product(found, found) if b == c} - found
        if not longer:
            return found
        found |= longer


def span(item: Event) -> tuple[datetime.date, datetime.date]:
    """The first and last day that a dated event may lie on."""
    assert item.date
    return item.date.earliest or FIRST, item.date.latest or LAST


def impossible(events: dict[str, Event]) -> set[tuple[str, str]]:
    """Every order that follows, but that the dates do not allow."""
    dated = {key for key, item in events.items() if item.date}
    pairs = {(a, b) for a, b in reachable(events) if a in dated and b in dated}
    return {(a, b) for a, b in pairs if span(events[b])[1] < span(events[a])[0]}


@given(histories())
def test_every_event_has_one_place(events: dict[str, Event]) -> None:
    """The timeline holds each event once, and is the same each time."""
    entries = in_order(events)
    assert sorted(entry.event.id for entry in entries) == sorted(events)
    assert in_order(events) == entries


@given(histories())
def test_every_order_that_is_told_holds(events: dict[str, Event]) -> None:
    """What came before something stands before it, whatever the dates say."""
    place = {entry.event.id: number for number, entry in enumerate(in_order(events))}
    for earlier, later in told(events):
        assert place[earlier] < place[later]


@given(histories())
def test_dates_that_do_not_overlap_are_kept(events: dict[str, Event]) -> None:
    """Of two events whose dates do not overlap, the earlier stands first, if the order told allows it."""
    assume(not impossible(events))
    place = {entry.event.id: number for number, entry in enumerate(in_order(events))}
    dated = [item for item in events.values() if item.date]
    for earlier, later in product(dated, dated):
        if span(earlier)[1] < span(later)[0]:
            assert place[earlier.id] < place[later.id]


@given(histories())
def test_contradictions_are_those_of_trying_all_ways(events: dict[str, Event]) -> None:
    """Of the orders that follow from those told, each event's worst that its dates forbid is reported."""
    wrong = impossible(events)
    found = contradictions(dated(events))
    assert {item.later for item in found} == {later for _, later in wrong}
    assert len({item.later for item in found}) == len(found)
    for item in found:
        assert (item.earlier, item.later) in wrong
        starts = [span(events[earlier])[0] for earlier, later in wrong if later == item.later]
        assert span(events[item.earlier])[0] == max(starts)


@given(histories())
def test_no_circle_is_seen_where_there_is_none(events: dict[str, Event]) -> None:
    """An order that can be followed has no circle."""
    assert cycle(dated(events)) == []


@given(histories(), st.data())
def test_a_circle_is_found(events: dict[str, Event], data: st.DataObject) -> None:
    """When one more event closes a circle, the circle is told, from an event back to itself."""
    pairs = sorted(reachable(events))
    assume(pairs)
    first, last = data.draw(st.sampled_from(pairs))
    looped = events | {"loop": event("loop", after=last, before=first)}
    circle = cycle(dated(looped))
    assert circle[0] == circle[-1]
    assert len(circle) == len(set(circle)) + 1
    steps = told(looped)
    assert all(pair in steps for pair in pairwise(circle))
    with pytest.raises(ValueError, match="circle"):
        in_order(looped)


def test_an_event_after_itself_is_a_circle() -> None:
    """The smallest circle is one event."""
    assert cycle(dated(by_id(event("a", after="a")))) == ["a", "a"]


def test_undated_events_stand_between_their_neighbours() -> None:
    """An event without a date stands right behind what it came after, or right before what it came before."""
    events = [
        event("vague", after="bombing", before="strike"),
        event("strike", "2024-01-16"),
        event("talks", "2024-01-10"),
        event("warning", before="bombing"),
        event("bombing", "2024-01-03"),
    ]
    assert order(*events) == ["warning", "bombing", "vague", "talks", "strike"]
    # Nothing else of the day that bounds it comes first.
    events = [event("raid", "2024-01-03"), event("bombing", "2024-01-03"), event("warning", before="bombing")]
    assert order(*events) == ["warning", "raid", "bombing"]


def test_a_chain_of_undated_events() -> None:
    """Undated events that follow each other stand in their order, as early as the first allows."""
    events = [
        event("c", after="b"),
        event("b", after="a"),
        event("a", "2024-01-03"),
        event("z", "2024-01-04"),
    ]
    assert order(*events) == ["a", "b", "c", "z"]


def test_what_nothing_is_known_of_stands_at_the_end() -> None:
    """An event with neither date nor order comes last, and in the editors' order among its like."""
    assert order(event("x"), event("y"), event("a", "2024"), event("w", after="x")) == ["a", "x", "y", "w"]


def test_ties_keep_the_order_of_the_editors() -> None:
    """Two events of the same day stand as they do in the file."""
    assert order(event("b", "2024-01-03"), event("a", "2024-01-03")) == ["b", "a"]


def test_a_day_stands_before_the_month_that_begins_with_it() -> None:
    """Of two events that may begin on the same day, the one that is over sooner comes first."""
    assert order(event("month", "2024-01"), event("day", "2024-01-01")) == ["day", "month"]


@given(histories())
def test_the_days_of_entries_only_rise(events: dict[str, Event]) -> None:
    """No event stands before one of an earlier day, and those of which nothing is known stand last."""
    days = [entry.day or datetime.date.max for entry in in_order(events)]
    assert days == sorted(days)


def test_the_day_that_puts_an_event_in_order() -> None:
    """It is the first of its own date, or else that of a neighbour."""
    events = by_id(
        event("month", "2024-03"),
        event("later", after="month"),
        event("lone", "2024-05-07"),
        event("sooner", before="lone"),
        event("open", "../2024-01"),
        event("bounded", "2023/2025", after="later"),
        event("nothing"),
    )
    days = {entry.event.id: entry.day for entry in in_order(events)}
    first = datetime.date(2024, 3, 1)
    assert days == {
        "open": datetime.date.min,
        "month": first,
        "later": first,
        "bounded": first,
        "sooner": datetime.date(2024, 5, 7),
        "lone": datetime.date(2024, 5, 7),
        "nothing": None,
    }


def test_an_entry_says_what_its_place_rests_on() -> None:
    """An entry knows what it came after and before, whichever of the two events tells it."""
    events = by_id(event("a", "2024-01-03", before="b"), event("b", after="a"), event("c", after="b gone"))
    entries = {entry.event.id: entry for entry in in_order(events)}
    assert (entries["b"].after, entries["b"].before, entries["b"].fixed) == (("a",), ("c",), False)
    assert (entries["a"].after, entries["a"].before, entries["a"].fixed) == ((), ("b",), True)
    assert entries["c"].after == ("b",)


def test_a_contradiction_through_an_undated_event() -> None:
    """Dates that forbid an order are found also where an event without a date stands between."""
    events = by_id(event("a", "2024-01-10"), event("b", after="a"), event("c", "2024-01-03", after="b"))
    assert contradictions(dated(events)) == [Contradiction("a", "c")]


def test_vague_dates_contradict_nothing_that_is_possible() -> None:
    """A month and a day in it can stand in either order."""
    assert contradictions(dated(by_id(event("a", "2024-01-10"), event("b", "2024-01", after="a")))) == []


def test_a_thousand_events_in_a_row() -> None:
    """A long chain of events is no burden."""
    events = [event(f"e{number}", after=f"e{number - 1}" if number else "") for number in range(1000)]
    assert order(*reversed(events)) == [item.id for item in events]
