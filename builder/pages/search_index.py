"""The index of the search as a file of the site.

It is a script that sets one variable, not JSON to be fetched, because browsers let a page that was opened
from disk load scripts and nothing else.
"""

import json
from collections.abc import Iterable
from typing import Literal, TypeAlias, get_args

INDEX = "assets/search-index.js"
"""The index as a file of the site."""

# What the script of the theme reads; it shows the words for the kinds that the theme gives it.
VARIABLE = "briefingSearch"

Kind: TypeAlias = Literal[
    "summary",
    "event",
    "fact",
    "claim",
    "actor",
    "place",
    "dispute",
    "view",
    "question",
    "source",
    "quote",
    "unchecked",
]


KINDS: tuple[Kind, ...] = get_args(Kind)
"""By its place among these, an entry says what kind it is."""


def script(pieces: Iterable[str]) -> str:
    """The index as a script, from its pieces."""
    return f'self.{VARIABLE}={{"kinds":{literal(KINDS)},"entries":[{",".join(filter(None, pieces))}]}};\n'


def literal(value: object) -> str:
    """A value as JSON that is safe in a script, also in one that stands within a page."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # A "<" could end the script; these two separators of lines ended a string in older browsers.
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
