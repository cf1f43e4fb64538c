"""Elements of HTML and SVG as strings; what figures have in common.

A figure keeps its text at the size that readers have chosen. So there is no `viewBox` around text: places
along the line are per cent of the figure's width, and everything else is in `em`. A group cannot be moved by
per cent in SVG, but an inner `<svg>` can (`at`).
"""

from collections.abc import Callable
from html import escape

from builder.model import translation

Attribute = str | int | float | bool | None
# The figure's own words in the briefing's language: the English ones in, theirs out.
Say = Callable[[str], str]


def in_english(words: str) -> str:
    """The words as they stand."""
    return words


def element(name: str, /, *children: str, **attributes: Attribute) -> str:
    """An element around children that are HTML already; the values of attributes are escaped here.

    `class_` is the attribute `class`; `aria_label` is `aria-label`. What is `None` or `False` is left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID and not children:
        return f"<{name}{written}>"
    return f"<{name}{written}>{''.join(children)}</{name}>"


def text(words: str) -> str:
    """Plain text as HTML on one line, since a page of Markdown may hold the figure."""
    return escape(" ".join(words.splitlines()), quote=False)


def names(*classes: str | None) -> str | None:
    """The value of `class`: those that are there; none if none is."""
    return " ".join(filter(None, classes)) or None


def per_cent(value: float) -> str:
    """A place along a figure's line."""
    return f"{decimal(value)}%"


def em(value: float) -> str:
    """A length in the size of the figure's text."""
    return f"{decimal(value)}em"


def decimal(value: float) -> str:
    """A number with at most three places, never `-0` and never `1e-05`."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def at(x: float, y: float, *children: str, class_: str | None = None) -> str:
    """SVG children that take the place (x per cent, y em) for their origin."""
    classes = names("at", class_)
    return element("svg", *children, class_=classes, x=per_cent(x), y=em(y), width=1, height=1)


def is_rtl(language: str) -> bool:
    """Whether a language is written from right to left."""
    return translation.direction(language) == "rtl"


def number(value: float, language: str) -> str:
    """A number as the language groups and writes it: 4,200."""
    return translation.number(value, language)


_VOID = frozenset({"br", "col", "img"})


def _value(value: Attribute) -> str:
    if isinstance(value, float):
        return decimal(value)
    return escape(" ".join(str(value).splitlines()), quote=True)
