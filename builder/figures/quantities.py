"""Figures that somebody gives, in words: as they were given, and never more exact."""

from builder.figures import markup
from builder.figures.markup import element
from builder.records import Figure, Position

# Every phrase that may be shown, for the catalogue of the interface.
WORDS = ("at least {number}", "at most {number}", "best estimate {number}", "no number given")


def is_given(item: Position | Figure) -> bool:
    """Whether there is any number; “a number of people” is none."""
    return any(value is not None for value in (item.low, item.best, item.high))


def in_words(item: Position | Figure, language: str, say: markup.Say) -> tuple[str, str]:
    """The figure, and the best estimate where it is one within a range; both may be empty."""
    low, best, high = item.low, item.best, item.high

    def written(value: int) -> str:
        return markup.number(value, language)

    if low is None and high is None:
        return ("", "") if best is None else (written(best), "")
    if low is not None and low == high:
        return written(low), ""
    if low is not None and high is not None:
        span = f"{written(low)}–{written(high)}"
    elif low is not None:
        span = say("at least {number}").format(number=written(low))
    else:
        assert high is not None
        span = say("at most {number}").format(number=written(high))
    return span, "" if best is None else say("best estimate {number}").format(number=written(best))


def in_html(item: Position | Figure, language: str, say: markup.Say) -> str:
    """The figure as HTML; where there is no number, that is said."""
    span, best = in_words(item, language, say)
    if not span:
        return element("span", markup.text(say("no number given")), class_="no-number")
    # A range is not broken across two lines.
    figure = element("strong", markup.text(span), class_="number")
    return figure + (" " + element("span", markup.text(best), class_="best") if best else "")
