"""Figures that somebody gives, as HTML: as they were given, and never more exact."""

from builder.figures import markup
from builder.figures.markup import element
from builder.model import wording
from builder.model.records import Figure, Position


def is_given(item: Position | Figure) -> bool:
    """Whether there is any number; “a number of people” is none."""
    return any(value is not None for value in (item.low, item.best, item.high))


def in_html(item: Position | Figure, language: str, say: markup.Say) -> str:
    """The figure as HTML; where there is no number, that is said."""
    span, best = wording.figure_and_best(item, language)
    if not span:
        return element("span", markup.text(say("no number given")), class_="no-number")
    # A range is not broken across two lines.
    figure = element("strong", markup.text(span), class_="number")
    return figure + (" " + element("span", markup.text(best), class_="best") if best else "")
