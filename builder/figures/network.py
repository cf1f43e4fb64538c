"""The actor network: sides as boxes, lines for what actors did to each other and how they stand.

The boxes stand in two columns, and every line runs in the channel between them: across it, or out and back
to the same column. So no line ever passes behind a box. The drawing of the lines is stretched to the width of
the channel (it holds no text), their heads are not. In languages that are written from right to left the
columns change places, and the style sheet mirrors the lines.

Who is touched by which line is written in classes (`n0`, `n1` …), for which the style sheet has rules that
dim all others while an actor is hovered over or focused.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from builder.figures import markup
from builder.figures.markup import at, decimal, element, em, names
from builder.figures.sides import colour, rest, side_of
from builder.model import wording
from builder.model.outlines import ActorOutline, EventOutline
from builder.model.records import Relation, Side
from builder.model.translation import marked

# The styles of lines, in the order of the legend.
STYLES = {
    "force": marked("attacks, uses force"),
    "claim": marked("accuses, opposes; what is only claimed"),
    "talks": marked("talks, agrees, mediates"),
    "bond": marked("belongs to, leads, supports"),
    "other": marked("acts in another way"),
}
_EVENT_STYLES = {
    **dict.fromkeys(
        (
            "air-strike",
            "arrest",
            "attack",
            "bombing",
            "clash",
            "drone-strike",
            "kidnapping",
            "killing",
            "missile-strike",
            "raid",
            "shelling",
            "war",
        ),
        "force",
    ),
    "accusation": "claim",
}
_RELATION_STYLES = {
    "accused-of-links-with": "claim",
    "accused-of-supporting": "claim",
    "allied-with": "bond",
    "commands": "bond",
    "fights": "force",
    "leads": "bond",
    "linked-with": "bond",
    "mediates": "talks",
    "member-of": "bond",
    "negotiates-with": "talks",
    "opposes": "claim",
    "supports": "bond",
    "urges": "talks",
    "works-for": "bond",
}
# Lines that lead nowhere in particular: they have no head.
_MUTUAL = frozenset({"allied-with", "linked-with", "negotiates-with"})
# Those who act together in one of these are joined by a line. Against somebody they are no talks: an
# ambassador may have been sent home.
_JOINT = frozenset({"agreement", "diplomacy"})

# How many actors are drawn: so many can the style sheet single out.
MOST_ACTORS = 64
# Of more lines than this, only so many of the strongest are not faint.
MOST_LINES, STRONGEST = 60, 30
# In the table: how many things one line tells, and how many lines there are.
MOST_TOLD, MOST_ROWS = 5, 200

# In em, as the style sheet has them too.
ROW = 2.75
HEAD = 2.25
FOOT = 0.5
GAP = 1.0
PORTS = 1.5
# Units of the drawing for one em, so that its paths have whole numbers.
UNITS = 10


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing that a line stands for: an event, or the relation with a number of an actor."""

    event: EventOutline | None = None
    relation: Relation | None = None
    number: int = 0


@dataclass(slots=True)
class _Line:
    """All that joins two actors in one style."""

    start: str
    end: str
    style: str
    mutual: bool
    items: list[_Item] = field(default_factory=list)
    faint: bool = False


@dataclass(slots=True)
class _Box:
    """The actors of one side, or a part of them; `led` is whether the first stays first."""

    label: str
    colour: str
    actors: list[str]
    led: bool = False

    @property
    def head(self) -> float:
        return HEAD if self.label else FOOT

    @property
    def height(self) -> float:
        return self.head + len(self.actors) * ROW + FOOT


def network(
    actors: Mapping[str, ActorOutline],
    events: Iterable[EventOutline],
    sides: Sequence[Side],
    *,
    href: Callable[[str], str],
    title: Callable[[str], str],
    relation: Callable[[str, int], str] | None = None,
    language: str = "en",
    say: markup.Say = markup.in_english,
) -> str:
    """The network of actors, with the table of all that joins them.

    There is none where fewer than two actors have a side or a line. `href` gives the address of an actor or
    event, `title` the name of an event; `relation` the HTML of an actor's relation with a number (from 0),
    with its marks, for the table.
    """
    events = list(events)
    lines = _lines(actors, events)
    numbers = side_of(actors, sides)
    shown, left_out = _shown(actors, lines, numbers)
    lines = [line for line in lines if line.start in shown and line.end in shown]
    others = rest(sides, say("Others"))
    if others is not None:
        numbers |= {actor: others for actor in shown if actor not in numbers}
    if len(shown) < 2:
        return ""
    boxes = [
        _Box(
            side.label,
            colour(number),
            _in_order([actor for actor in shown if numbers.get(actor) == number], side),
            led=True,
        )
        for number, side in enumerate(sides)
    ]
    boxes.append(
        _Box(say("Others") if sides else "", colour(None), [actor for actor in shown if actor not in numbers])
    )
    columns = _columns([box for box in boxes if box.actors], lines)
    _settle(columns, lines)
    singled = {actor: index for index, actor in enumerate(shown)}
    strongest = sorted(lines, key=lambda line: -len(line.items))[:STRONGEST]
    for line in lines:
        line.faint = len(lines) > MOST_LINES and line not in strongest
    plot = element(
        "div",
        _column(columns[0], actors, lines, singled, href),
        *_channel(columns, lines, singled),
        _column(columns[1], actors, lines, singled, href) if columns[1] else "",
        class_=names("network-plot", None if columns[1] else "one-column"),
    )
    key = []
    if lines and sides:
        key.append(
            say("Boxes are sides. Point at a name, or move to it with the Tab key, to see only its lines.")
        )
    if len(lines) > MOST_LINES:
        key.append(say("Faint lines stand for less."))
    if left_out:
        said = say("Not drawn are {count} more, with fewer lines.")
        key.append(said.format(count=markup.number(left_out, language)))
    return element(
        "figure",
        _legend(lines, say) if lines else "",
        plot,
        element("p", markup.text(" ".join(key)), class_="figure-key") if key else "",
        _table(lines, actors, href, relation, title, language, say) if lines else "",
        class_="figure network",
    )


# ---- What is drawn ----


def _lines(actors: Mapping[str, ActorOutline], events: Iterable[EventOutline]) -> list[_Line]:
    """A line for each pair of actors and style, with all that it stands for."""
    found: dict[tuple[str, str, str, bool], _Line] = {}

    def add(start: str, end: str, style: str, mutual: bool, item: _Item) -> None:
        if start == end or start not in actors or end not in actors:
            return
        if mutual and (end, start, style, mutual) in found:
            start, end = end, start
        line = found.setdefault((start, end, style, mutual), _Line(start, end, style, mutual))
        line.items.append(item)

    for event in events:
        style = _EVENT_STYLES.get(event.kind, "other")
        item = _Item(event=event)
        for start in event.by:
            for end in event.against:
                add(start, end, style, False, item)
        if event.kind in _JOINT and not event.against:
            for start, end in combinations(event.by, 2):
                add(start, end, "talks", True, item)
    for actor in actors.values():
        for number, relation in enumerate(actor.relations):
            style = _RELATION_STYLES[relation.kind]
            mutual = relation.kind in _MUTUAL
            add(actor.id, relation.to, style, mutual, _Item(relation=relation, number=number))
    return list(found.values())


def _shown(
    actors: Mapping[str, ActorOutline], lines: Sequence[_Line], numbers: Mapping[str, int]
) -> tuple[list[str], int]:
    """The actors that are drawn, those with a side or a line; of very many, those with the most lines. And
    how many are left out."""
    weights = Counter(end for line in lines for end in (line.start, line.end))
    all_shown = [actor for actor in actors if actor in weights or actor in numbers]
    kept = set(sorted(all_shown, key=lambda actor: -weights[actor])[:MOST_ACTORS])
    return [actor for actor in all_shown if actor in kept], len(all_shown) - len(kept)


def _in_order(members: Sequence[str], side: Side) -> list[str]:
    """A side's actors in its own order; those that are only part of one of them follow."""
    order = {actor: number for number, actor in reversed(list(enumerate(side.actors)))}
    return sorted(members, key=lambda actor: order.get(actor, len(order)))


def _columns(boxes: Sequence[_Box], lines: Sequence[_Line]) -> tuple[list[_Box], list[_Box]]:
    """The first side on the left, the second on the right, each further one where there is more room."""
    columns: tuple[list[_Box], list[_Box]] = ([], [])
    if len(boxes) == 1:
        left, right = _parted(boxes[0].actors, lines)
        halves = [_Box(boxes[0].label, boxes[0].colour, half) for half in (left, right) if half]
        return halves[:1], halves[1:]
    for number, box in enumerate(boxes):
        left_height, right_height = (_height(column) for column in columns)
        column = number if number < 2 else 0 if left_height <= right_height else 1
        columns[column].append(box)
    return columns


def _parted(members: Sequence[str], lines: Sequence[_Line]) -> tuple[list[str], list[str]]:
    """Actors in two halves, so that many lines run from one to the other."""
    halves: tuple[list[str], list[str]] = ([], [])
    neighbours = _neighbours(lines)
    for actor in members:
        ties = [sum(other in neighbours.get(actor, ()) for other in half) for half in halves]
        full = [len(half) >= (len(members) + 1) // 2 for half in halves]
        halves[1 if full[0] or (not full[1] and ties[0] > ties[1]) else 0].append(actor)
    return halves


def _neighbours(lines: Sequence[_Line]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(line.start, []).append(line.end)
        found.setdefault(line.end, []).append(line.start)
    return found


def _height(column: Sequence[_Box]) -> float:
    return sum(box.height for box in column) + GAP * max(len(column) - 1, 0)


def _places(columns: Sequence[Sequence[_Box]]) -> dict[str, tuple[int, float]]:
    """The column of each actor, and how far down the middle of its row is."""
    found = {}
    for number, column in enumerate(columns):
        top = 0.0
        for box in column:
            for index, actor in enumerate(box.actors):
                found[actor] = (number, top + box.head + (index + 0.5) * ROW)
            top += box.height + GAP
    return found


def _settle(columns: Sequence[Sequence[_Box]], lines: Sequence[_Line]) -> None:
    """Bring actors nearer to those that they are joined with; each side's first stays first."""
    neighbours = _neighbours(lines)
    for _ in range(6):
        for column in columns:
            places = _places(columns)

            def middle(actor: str, places: Mapping[str, tuple[int, float]] = places) -> float:
                others = [places[other][1] for other in neighbours.get(actor, ())]
                # Those without lines go to the bottom.
                return sum(others) / len(others) if others else math.inf

            for box in column:
                pinned = 1 if box.led else 0
                box.actors[pinned:] = sorted(box.actors[pinned:], key=middle)


# ---- The drawing ----


def _column(
    column: Sequence[_Box],
    actors: Mapping[str, ActorOutline],
    lines: Sequence[_Line],
    singled: Mapping[str, int],
    href: Callable[[str], str],
) -> str:
    neighbours = _neighbours(lines)
    boxes = []
    for box in column:
        items = []
        for actor in box.actors:
            near = sorted(
                {singled[other] for other in (actor, *neighbours.get(actor, ())) if other in singled}
            )
            own = f"own{singled[actor]}" if actor in singled else None
            name = actors[actor].name
            link = element("a", element("span", markup.text(name)), href=href(actor), title=name)
            items.append(element("li", link, class_=names("actor", own, *(f"n{number}" for number in near))))
        head = element("p", markup.text(box.label), class_="network-side-name") if box.label else ""
        boxes.append(
            element(
                "div",
                head,
                element("ul", *items),
                class_=names("network-side", box.colour, "led" if box.led and len(box.actors) > 1 else None),
                role="group" if box.label else None,
                aria_label=box.label or None,
            )
        )
    return element("div", *boxes, class_="network-column")


def _channel(
    columns: Sequence[Sequence[_Box]], lines: Sequence[_Line], singled: Mapping[str, int]
) -> tuple[str, str]:
    """The lines, and above them their heads."""
    places = _places(columns)
    height = max(_height(column) for column in columns)
    ports = _ports(places, lines)
    paths, heads = [], []
    for number, line in enumerate(lines):
        (start_column, _), (end_column, _) = places[line.start], places[line.end]
        start, end = ports[number, 0], ports[number, 1]
        touched = [f"n{singled[actor]}" for actor in (line.start, line.end) if actor in singled]
        classes = names("line", line.style, "faint" if line.faint else None, *touched)
        start_x, end_x = start_column * 100, end_column * 100
        if start_column != end_column:
            bend_start, bend_end = 50.0, 50.0
        else:
            reach = 25 + 60 * min(abs(end - start) / max(height, 1), 1)
            bend_start = bend_end = abs(start_x - reach)
        path = (
            f"M{start_x} {decimal(start * UNITS)}C{decimal(bend_start)} {decimal(start * UNITS)} "
            f"{decimal(bend_end)} {decimal(end * UNITS)} {end_x} {decimal(end * UNITS)}"
        )
        weight = min(1.25 + 0.5 * len(line.items), 3.5)
        paths.append(element("path", d=path, class_=classes, stroke_width=weight))
        if not line.mutual:
            way = 1 if end_x else -1
            head = element("path", d=f"M0 0L{-9 * way} -4.5L{-9 * way} 4.5Z")
            heads.append(at(end_x, end, head, class_=classes))
    lower = element(
        "svg",
        *paths,
        class_="network-lines",
        viewBox=f"0 0 100 {decimal(height * UNITS)}",
        preserveAspectRatio="none",
        height=em(height),
        aria_hidden="true",
    )
    upper = element("svg", *heads, class_="network-heads", height=em(height), aria_hidden="true")
    return lower, upper


def _ports(places: Mapping[str, tuple[int, float]], lines: Sequence[_Line]) -> dict[tuple[int, int], float]:
    """Where each line leaves its two actors' rows: side by side, in the order in which they arrive."""
    ends: dict[str, list[tuple[float, int, int]]] = {}
    for number, line in enumerate(lines):
        for which, (here, there) in enumerate(((line.start, line.end), (line.end, line.start))):
            (column, height), (other_column, other) = places[here], places[there]
            if column == other_column:
                # Arcs: the nearest one stays innermost.
                turn = math.copysign(1000 - abs(other - height), other - height)
            else:
                turn = other - height
            ends.setdefault(here, []).append((turn, number, which))
    found = {}
    for actor, turns in ends.items():
        _, height = places[actor]
        turns.sort()
        step = min(PORTS / max(len(turns) - 1, 1), 0.6)
        for index, (_, number, which) in enumerate(turns):
            found[number, which] = height + (index - (len(turns) - 1) / 2) * step
    return found


def _legend(lines: Sequence[_Line], say: markup.Say) -> str:
    used = {line.style for line in lines}
    items = []
    for style, words in STYLES.items():
        if style in used:
            sample = element(
                "line", class_=f"line {style}", x1="0", x2="100%", y1="50%", y2="50%", stroke_width="2"
            )
            swatch = element(
                "svg", sample, class_="network-swatch", width=em(2.5), height=em(0.75), aria_hidden="true"
            )
            items.append(element("li", swatch, " ", markup.text(say(words))))
    return element("ul", *items, class_="network-legend")


# ---- The table ----


def _table(
    lines: Sequence[_Line],
    actors: Mapping[str, ActorOutline],
    href: Callable[[str], str],
    relation: Callable[[str, int], str] | None,
    title: Callable[[str], str],
    language: str,
    say: markup.Say,
) -> str:
    def link(actor: str) -> str:
        return element("a", markup.text(actors[actor].name), href=href(actor))

    def item(line: _Line, what: _Item) -> str:
        if what.event:
            return element("a", markup.text(title(what.event.id)), href=href(what.event.id))
        assert what.relation is not None
        kind = wording.capitalise(wording.term(what.relation.kind, language))
        words = element("strong", markup.text(kind))
        claimant = actors.get(what.relation.by or "")
        if claimant:
            by = markup.text(say("{relation}, according to {name}"))
            words = by.format(relation=words, name=markup.text(claimant.name))
        if relation is None:
            return words
        # A mutual relation may have been written down with either of the two.
        owner = line.start if what.relation in actors[line.start].relations else line.end
        return f"{words}: {relation(owner, what.number)}"

    columns = (say("Who"), say("What"), say("To or with whom"))
    head = "".join(element("th", markup.text(words), scope="col") for words in columns)

    def and_more(left: int) -> list[str]:
        words = say("and {count} more").format(count=markup.number(left, language))
        return [markup.text(words)] if left > 0 else []

    rows = []
    ranked = sorted(lines, key=lambda line: -len(line.items))[:MOST_ROWS]
    for line in sorted(ranked, key=lambda line: list(STYLES).index(line.style)):
        what = [item(line, each) for each in line.items[:MOST_TOLD]]
        what += and_more(len(line.items) - MOST_TOLD)
        listed = element("ul", *(element("li", each) for each in what)) if len(what) > 1 else what[0]
        rows.append(
            element(
                "tr",
                element("th", link(line.start), scope="row"),
                element("td", listed),
                element("td", link(line.end)),
            )
        )
    table = element(
        "table",
        element("thead", element("tr", head)),
        element("tbody", *rows),
        class_="network-table",
    )
    return element("details", element("summary", markup.text(say("The same as a table"))), table)
