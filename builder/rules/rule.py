"""What a rule is: an id, a default severity, one sentence, one function that yields problems."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import NamedTuple

from builder import records
from builder.briefing import Briefing
from builder.passages import Passages
from builder.problems import Problem, Severity

# How much of a text a message shows.
SHOWN = 80


class Part(NamedTuple):
    """A model inside a record: the record's id, where in the record it is, and the model."""

    owner: str
    path: records.Path
    model: records.Model


class Text(NamedTuple):
    """A text for readers: the record's id, and where in the record it is."""

    owner: str
    prose: records.Prose


@dataclass(frozen=True)
class Facts:
    """What rules look at: the briefing, drafts included, and where its quotes stand."""

    briefing: Briefing
    passages: Passages

    @cached_property
    def parts(self) -> list[Part]:
        """Every model in every record and in the overview, walked once for all rules."""
        return [
            Part(owner, path, model)
            for owner, whole in self.briefing.owners()
            for path, model in records.parts(whole)
        ]

    @cached_property
    def texts(self) -> list[Text]:
        """Every text for readers in every record and in the overview."""
        return [
            Text(owner, prose) for owner, whole in self.briefing.owners() for prose in records.texts(whole)
        ]


@dataclass(frozen=True)
class Rule:
    """One rule.

    `summary` is one sentence that says what is wrong; `documentation` the rule's page for editors, in
    Markdown. A rule about what is absent (`about_absence`) is not run while records or files could
    not be read: what it misses may stand in one of them.
    """

    id: str
    severity: Severity
    check: Callable[[Facts], Iterator[Problem]]
    summary: str
    documentation: str
    about_absence: bool = False


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
    )


def shortened(text: str, limit: int = SHOWN) -> str:
    """The beginning of a text, for a message."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def listed(items: list[str], joint: str = "and") -> str:
    """Items as a reader would list them: `a, b and c`."""
    return f" {joint} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
