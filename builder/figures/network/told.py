"""What stands with the network: the legend, and the table of all that joins actors."""

from collections.abc import Callable, Mapping, Sequence

from builder.figures import markup
from builder.figures.markup import element, em
from builder.figures.network.lines import STYLES, Item, Line
from builder.model import wording
from builder.model.outlines import ActorOutline

# In the table: how many things one line tells, and how many lines there are.
MOST_TOLD, MOST_ROWS = 5, 200


def legend(lines: Sequence[Line], say: markup.Say) -> str:
    """What each style of line means; only those that are drawn."""
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


def table(
    lines: Sequence[Line],
    actors: Mapping[str, ActorOutline],
    href: Callable[[str], str],
    relation: Callable[[str, int], str] | None,
    title: Callable[[str], str],
    language: str,
    say: markup.Say,
) -> str:
    """All that joins actors, line by line, the strongest first."""

    def link(actor: str) -> str:
        return element("a", markup.text(actors[actor].name), href=href(actor))

    def item(line: Line, what: Item) -> str:
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
