"""The actor network: sides as boxes, lines for what actors did to each other and how they stand.

The boxes stand in two columns, and every line runs in the channel between them: across it, or out and back
to the same column. So no line ever passes behind a box. The drawing of the lines is stretched to the width of
the channel (it holds no text), their heads are not. In languages that are written from right to left the
columns change places, and the style sheet mirrors the lines.

Who is touched by which line is written in classes (`n0`, `n1` …), for which the style sheet has rules that
dim all others while an actor is hovered over or focused.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from builder.figures import markup
from builder.figures.markup import at, decimal, element, em, names
from builder.figures.network.lines import Line, actors_shown, lines_between
from builder.figures.network.placing import (
    Box,
    column_height,
    in_columns,
    in_order,
    neighbours_of,
    places_of,
    ports_of,
    settle,
)
from builder.figures.network.told import legend, table
from builder.figures.sides import colour, rest, side_of
from builder.model.outlines import ActorOutline, EventOutline
from builder.model.records import Side

# Of more lines than this, only so many of the strongest are not faint.
MOST_LINES, STRONGEST = 60, 30
# Units of the drawing for one em, so that its paths have whole numbers.
UNITS = 10


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
    lines = lines_between(actors, events)
    numbers = side_of(actors, sides)
    shown, left_out = actors_shown(actors, lines, numbers)
    lines = [line for line in lines if line.start in shown and line.end in shown]
    others = rest(sides, say("Others"))
    if others is not None:
        numbers |= {actor: others for actor in shown if actor not in numbers}
    if len(shown) < 2:
        return ""
    boxes = [
        Box(
            side.label,
            colour(number),
            in_order([actor for actor in shown if numbers.get(actor) == number], side),
            led=True,
        )
        for number, side in enumerate(sides)
    ]
    boxes.append(
        Box(say("Others") if sides else "", colour(None), [actor for actor in shown if actor not in numbers])
    )
    columns = in_columns([box for box in boxes if box.actors], lines)
    settle(columns, lines)
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
        legend(lines, say) if lines else "",
        plot,
        element("p", markup.text(" ".join(key)), class_="figure-key") if key else "",
        table(lines, actors, href, relation, title, language, say) if lines else "",
        class_="figure network",
    )


def _column(
    column: Sequence[Box],
    actors: Mapping[str, ActorOutline],
    lines: Sequence[Line],
    singled: Mapping[str, int],
    href: Callable[[str], str],
) -> str:
    neighbours = neighbours_of(lines)
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
    columns: Sequence[Sequence[Box]], lines: Sequence[Line], singled: Mapping[str, int]
) -> tuple[str, str]:
    """The lines, and above them their heads."""
    places = places_of(columns)
    height = max(column_height(column) for column in columns)
    ports = ports_of(places, lines)
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
