"""The index of the search as a file of the site.

It is a script that sets one variable, not JSON to be fetched, because browsers let a page that was opened
from disk load scripts and nothing else.
"""

import json
from collections.abc import Iterable
from functools import cache

INDEX = "assets/search-index.js"
"""The index as a file of the site."""

# What the script of the theme reads; it shows the words for the kinds that the theme gives it.
VARIABLE = "briefingSearch"


@cache
def kinds() -> tuple[str, ...]:
    """What an entry can be, a record or what stands in one: by its place here, the index says which."""
    from builder.model.kinds import searched  # only here: the models take longer to load than all else

    parts = ("event", "fact", "claim")  # events come first, with what is said of them
    found = (kind.name for kind, search in searched() if search.entry)
    return tuple(dict.fromkeys(("summary", *parts, *found, "quote", "unchecked")))


def script(pieces: Iterable[str]) -> str:
    """The index as a script, from its pieces."""
    return f'self.{VARIABLE}={{"kinds":{literal(kinds())},"entries":[{",".join(filter(None, pieces))}]}};\n'


def literal(value: object) -> str:
    """A value as JSON that is safe in a script, also in one that stands within a page."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # A "<" could end the script; these two separators of lines ended a string in older browsers.
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
