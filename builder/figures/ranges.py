"""Contested figures as dots and ranges on one scale from 0, in a table that says the same in words.

A known bound is a cap; where a claimant gives only one bound, the line is open at the other end. A claimant
who gives no number gets no mark. In languages that are written from right to left the scale runs that way
too.
"""

from collections.abc import Callable, Mapping, Sequence

from builder.figures import markup, quantities
from builder.figures.markup import at, element, em, names, per_cent
from builder.figures.sides import colour, side_of
from builder.model import dates, wording
from builder.model.outlines import ActorOutline
from builder.model.records import Position, Side

HEIGHT = 1.75
MIDDLE = HEIGHT / 2
MOST_TICKS = 5


def ranges(
    positions: Sequence[Position],
    actors: Mapping[str, ActorOutline],
    *,
    caption: str,
    href: Callable[[str], str],
    statement: Callable[[int], str] | None = None,
    measure: str = "",
    sides: Sequence[Side] = (),
    language: str = "en",
    date: Callable[[dates.EdtfDate], str] | None = None,
    say: markup.Say = markup.in_english,
) -> str:
    """The table for the positions in a dispute; nothing where there are none.

    `caption` names the table for those who do not see it; `measure` is what is counted, in a word; `href`
    gives the address of an actor; `statement` the HTML of what the position with a number (from 0) says, with
    its marks. With `sides`, dots have the colours of sides.
    """
    if not positions:
        return ""
    when = date or (lambda value: dates.in_words(value, language))
    numbers = side_of(actors, sides, [position.by for position in positions])
    rtl = markup.is_rtl(language)
    ticks = _ticks(positions)
    drawn = bool(ticks)
    head = [
        element("th", markup.text(say("Who says")), scope="col"),
        element("th", markup.text(_capital(measure) or say("Figure")), scope="col", class_="ranges-figure"),
    ]
    if drawn or statement:
        unseen = element("span", markup.text(say("On one scale")), class_="figure-unseen")
        scale = _scale(ticks, language, rtl) if drawn else ""
        head.append(element("th", unseen, scale, scope="col", class_="ranges-chart"))
    rows = []
    for index, position in enumerate(positions):
        actor = actors.get(position.by)
        about = [wording.counted(position, language), when(position.date) if position.date else ""]
        details = " · ".join(filter(None, about))
        who = element("a", markup.text(actor.name if actor else position.by), href=href(position.by))
        if details:
            who += element("span", markup.text(details), class_="ranges-scope")
        if position.stance == "no-statement-found":
            figure = element("span", markup.text(say("no statement found")), class_="no-number")
        else:
            figure = quantities.in_html(position, language, say)
        cells = [element("th", who, scope="row"), element("td", figure, class_="ranges-figure")]
        if drawn or statement:
            chart = _chart(position, ticks, rtl) if quantities.is_given(position) else ""
            words = statement(index) if statement and (position.text or position.cites) else ""
            says = element("div", words, class_="ranges-says") if words else ""
            cells.append(element("td", chart, says, class_="ranges-chart"))
        rows.append(
            element("tr", *cells, class_=colour(numbers.get(position.by)) if sides else "side-accent")
        )
    table = element(
        "table",
        element("caption", markup.text(caption), class_="figure-unseen"),
        element("thead", element("tr", *head)),
        element("tbody", *rows),
        class_=names("ranges-table", "drawn" if drawn else None),
    )
    key = say("A dot is a number; a bar is a range; a dashed line is open at that end.")
    key = element("p", markup.text(key), class_="figure-key") if _needs_key(positions) else ""
    return element("figure", table, key, class_="figure ranges")


def _needs_key(positions: Sequence[Position]) -> bool:
    """Whether there is anything but dots."""
    return any(quantities.is_given(position) and not _is_exact(position) for position in positions)


def _is_exact(position: Position) -> bool:
    if position.low is None and position.high is None:
        return position.best is not None
    return position.low == position.high


def _ticks(positions: Sequence[Position]) -> list[int]:
    """The marks of the scale, from 0 to beyond the greatest number; none where no number is given."""
    values = [
        value
        for position in positions
        for value in (position.low, position.best, position.high)
        if value is not None
    ]
    if not values:
        return []
    top = max([*values, 1])
    step, factors = 1, (2, 5, 10)
    power = 1
    while top > step * MOST_TICKS:
        for factor in factors:
            step = power * factor
            if top <= step * MOST_TICKS:
                break
        power *= 10
    count = -(-top // step)
    # A line that is open upward needs somewhere to go.
    if any(position.high is None and position.low == count * step for position in positions):
        count += 1
    return [step * number for number in range(count + 1)]


def _scale(ticks: Sequence[int], language: str, rtl: bool) -> str:
    labels = []
    for index, tick in enumerate(ticks):
        anchor = "start" if index == 0 else "end" if index == len(ticks) - 1 else "middle"
        label = element("text", markup.text(markup.number(tick, language)), text_anchor=anchor, dy="-0.3em")
        labels.append(at(_x(tick, ticks, rtl), 1.25, label))
    return element("svg", *labels, class_="ranges-scale", height=em(1.25), aria_hidden="true")


def _chart(position: Position, ticks: Sequence[int], rtl: bool) -> str:
    """One row: the lines of the scale, and the mark."""

    def line(class_: str, start: float, end: float) -> str:
        return element(
            "line", class_=class_, x1=per_cent(start), x2=per_cent(end), y1=em(MIDDLE), y2=em(MIDDLE)
        )

    def place(value: int) -> float:
        return _x(value, ticks, rtl)

    drawn = [
        element(
            "line",
            class_="ranges-tick",
            x1=per_cent(place(tick)),
            x2=per_cent(place(tick)),
            y1="0",
            y2="100%",
        )
        for tick in ticks
    ]
    low, best, high = position.low, position.best, position.high
    if not _is_exact(position):
        # Between the bounds, or from the best estimate to the bound that there is.
        inner = [value for value in (low, best, high) if value is not None]
        if len(inner) > 1:
            drawn.append(line("ranges-bar", place(min(inner)), place(max(inner))))
        if inner and low is None:
            drawn.append(line("ranges-open", place(ticks[0]), place(min(inner))))
        if inner and high is None:
            drawn.append(line("ranges-open", place(max(inner)), place(ticks[-1])))
            way = -1 if rtl else 1
            head = element("path", d=f"M{-6 * way} -5L0 0L{-6 * way} 5", class_="ranges-arrow")
            drawn.append(at(place(ticks[-1]), MIDDLE, head))
        drawn += [
            at(place(bound), MIDDLE, element("line", class_="ranges-cap", y1=em(-0.4), y2=em(0.4)))
            for bound in (low, high)
            if bound is not None
        ]
    dot = best if best is not None else low if _is_exact(position) else None
    if dot is not None:
        drawn.append(at(place(dot), MIDDLE, element("circle", class_="ranges-dot", r=em(0.4))))
    return element("svg", *drawn, class_="ranges-row", height=em(HEIGHT), aria_hidden="true")


def _x(value: int, ticks: Sequence[int], rtl: bool) -> float:
    share = min(max(value / ticks[-1], 0), 1) * 100
    return 100 - share if rtl else share


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
