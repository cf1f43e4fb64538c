"""What a rule is: an id, a default severity, one sentence, one function that yields problems."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, NamedTuple

from builder.facts.facts import Facts
from builder.files.problems import Problem, Severity

# How much of a text a message shows.
SHOWN = 80


@dataclass(frozen=True)
class Rule:
    """One rule.

    `summary` is one sentence that says what is wrong; `documentation` the rule's page for editors, in
    Markdown. A rule about what is absent (`about_absence`) is not run while records or files could
    not be read: what it misses may stand in one of them. A rule that judges each record by itself (`each`)
    can be asked about one alone; what it looks up in the others it may `prepare`.
    """

    id: str
    severity: Severity
    check: Callable[[Facts], Iterator[Problem]]
    summary: str
    documentation: str
    about_absence: bool = False
    each: bool = False
    prepare: Callable[[Facts], Mapping[str, Any]] | None = None


class Page(NamedTuple):
    """What an editor reads about a problem: one sentence, and the rest in Markdown."""

    summary: str
    documentation: str


def page(text: str) -> Page:
    """A page from a docstring: its first paragraph is the sentence."""
    summary, _, documentation = inspect.cleandoc(text).partition("\n\n")
    return Page(" ".join(summary.split()), documentation)


def rule(module: ModuleType) -> Rule:
    """The rule that a module holds: `SEVERITY`, `check`, and a docstring that is the rule's page."""
    summary, documentation = page(module.__doc__ or "")
    return Rule(
        id=module.__name__.rpartition(".")[2].replace("_", "-"),
        severity=module.SEVERITY,
        check=module.check,
        summary=summary,
        documentation=documentation,
        about_absence=getattr(module, "ABOUT_ABSENCE", False),
        each=getattr(module, "EACH", False),
        prepare=getattr(module, "prepare", None),
    )


def shortened(text: str, limit: int = SHOWN) -> str:
    """The beginning of a text, for a message."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def listed(items: list[str], joint: str = "and") -> str:
    """Items as a reader would list them: `a, b and c`."""
    return f" {joint} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
