"""What a rule is: an id, a default severity, its page for editors, one function that yields findings."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from builder.facts.facts import Facts
from builder.files.changes import Remedy
from builder.files.problems import Location, Severity

# How much of a text a message shows.
SHOWN = 80


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule finds: a problem, to which whoever runs the rule adds the rule's id and severity.

    The fields are those of a `Problem`.
    """

    location: Location
    message: str
    hint: str = ""
    record: str = ""
    words: str = ""
    cause: str = ""
    remedy: Remedy | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule, which stands as `RULE` at the end of a module of its own in `rules/`.

    `docs` is the rule's page for editors, the docstring of its module: one sentence that says what is wrong,
    then Markdown. A rule about what is absent (`about_absence`) is not run while records or files could
    not be read: what it misses may stand in one of them. A rule that judges each record by itself (`each`)
    can be asked about one alone; what it looks up in the others it may `prepare`. A rule that goes through
    the stored texts (`of_texts`) takes long, and may run beside the others.
    """

    id: str
    severity: Severity
    docs: str | None
    check: Callable[[Facts], Iterator[Finding]]
    about_absence: bool = False
    each: bool = False
    of_texts: bool = False
    prepare: Callable[[Facts], Mapping[str, Any]] | None = None

    @property
    def page(self) -> "Page":
        """What an editor reads about the rule."""
        return page(self.docs or "")


class Page(NamedTuple):
    """What an editor reads about a problem: one sentence, and the rest in Markdown."""

    summary: str
    documentation: str


def page(text: str) -> Page:
    """A page from a docstring: its first paragraph is the sentence."""
    summary, _, documentation = inspect.cleandoc(text).partition("\n\n")
    return Page(" ".join(summary.split()), documentation)


def shortened(text: str, limit: int = SHOWN) -> str:
    """The beginning of a text, for a message."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def listed(items: list[str], joint: str = "and") -> str:
    """Items as a reader would list them: `a, b and c`."""
    return f" {joint} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
