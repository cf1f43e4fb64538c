"""Who says what: a row for each question, a column for each side; an empty cell says that nothing was found.

Where there would be too many columns, each question gets a list of its own. In a narrow place each row
becomes a card; the style sheet sees to that.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from builder.figures import markup, quantities
from builder.figures.markup import element, names
from builder.figures.sides import colour, rest, side_of
from builder.model import wording
from builder.model.outlines import ActorOutline
from builder.model.records import Dispute, Position, Side

MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class _Column:
    """Those whose words stand in one column."""

    label: str
    colour: str
    actors: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Context:
    """What cells are made with."""

    actors: Mapping[str, ActorOutline]
    href: Callable[[str], str]
    statement: Callable[[str, int], str]
    language: str
    say: markup.Say


def matrix(
    disputes: Sequence[Dispute],
    sides: Sequence[Side],
    actors: Mapping[str, ActorOutline],
    *,
    caption: str,
    href: Callable[[str], str],
    statement: Callable[[str, int], str],
    language: str = "en",
    say: markup.Say = markup.in_english,
) -> str:
    """The table of disputes, or a list for each; nothing where there is no dispute.

    `caption` names the table for those who do not see it; `href` gives the address of a dispute or an actor;
    `statement` the HTML of what a dispute's position with a number (from 0) says, with its marks.
    """
    if not disputes:
        return ""
    context = _Context(actors, href, statement, language, say)
    columns = _columns(disputes, sides, actors, say)
    if not 0 < len(columns) <= MOST_COLUMNS:
        lists = "".join(_list(dispute, context) for dispute in disputes)
        return element("div", lists, class_="figure matrix matrix-lists")
    head = element("th", markup.text(say("Question")), scope="col") + "".join(
        element("th", markup.text(column.label), scope="col", class_=column.colour) for column in columns
    )
    rows = []
    for dispute in disputes:
        question = element("a", markup.text(dispute.question), href=href(dispute.id))
        cells = [element("th", question, scope="row")]
        cells += [_cell(dispute, column, context) for column in columns]
        rows.append(element("tr", *cells))
    table = element(
        "table",
        element("caption", markup.text(caption), class_="figure-unseen"),
        element("thead", element("tr", head)),
        element("tbody", *rows),
        class_="matrix-table",
    )
    return element("figure", table, class_="figure matrix")


def _columns(
    disputes: Sequence[Dispute], sides: Sequence[Side], actors: Mapping[str, ActorOutline], say: markup.Say
) -> list[_Column]:
    """The sides that are heard, and the others; without sides, everybody who is heard."""
    heard = dict.fromkeys(position.by for dispute in disputes for position in dispute.positions)
    if not sides:
        return [
            _Column(_name(actor, actors), colour(number), frozenset({actor}))
            for number, actor in enumerate(heard)
        ]
    numbers = side_of(actors, sides)
    if (number := rest(sides, say("Others"))) is not None:
        numbers |= {actor: number for actor in heard if actor not in numbers}
    columns = []
    for number, side in enumerate(sides):
        members = frozenset(actor for actor in heard if numbers.get(actor) == number)
        if members:
            columns.append(_Column(side.label, colour(number), members))
    others = frozenset(actor for actor in heard if actor not in numbers)
    if others:
        columns.append(_Column(say("Others"), colour(None), others))
    return columns


def _cell(dispute: Dispute, column: _Column, context: _Context) -> str:
    found = [
        (index, position) for index, position in enumerate(dispute.positions) if position.by in column.actors
    ]
    # In a card, where no column stands above it, a cell says whose it is.
    whose = element("p", markup.text(column.label), class_="matrix-whose", aria_hidden="true")
    if not found:
        words = context.say("no statement found")
        inside = element("p", _badge("no-statement-found", words))
    else:
        inside = "".join(
            _position(dispute, index, position, column.label, context) for index, position in found
        )
    return element("td", whose, inside, class_=names(column.colour, None if found else "silent"))


def _position(dispute: Dispute, index: int, position: Position, label: str, context: _Context) -> str:
    """One position: its stance, whose it is where the column does not say so, and the words."""
    name = _name(position.by, context.actors)
    who = element("a", markup.text(name), href=context.href(position.by), class_="matrix-by")
    badge = _badge(position.stance, wording.term(position.stance, context.language))
    line = element("p", badge, "" if name == label else f" {who}", class_="matrix-stance")
    says = context.statement(dispute.id, index) if position.text or position.cites else ""
    if quantities.is_given(position) and not position.text:
        says = quantities.in_html(position, context.language, context.say) + (f" {says}" if says else "")
    return element("div", line, element("div", says) if says else "", class_="matrix-position")


def _list(dispute: Dispute, context: _Context) -> str:
    question = element("a", markup.text(dispute.question), href=context.href(dispute.id))
    items = [
        element("li", _position(dispute, index, position, "", context))
        for index, position in enumerate(dispute.positions)
    ]
    if not items:
        items = [element("li", _badge("no-statement-found", context.say("no statement found")))]
    return element("p", question, class_="matrix-question") + element("ul", *items, class_="matrix-list")


def _badge(stance: str, words: str) -> str:
    return element("span", markup.text(words), class_=f"stance {stance}")


def _name(actor: str, actors: Mapping[str, ActorOutline]) -> str:
    return actors[actor].name if actor in actors else actor
