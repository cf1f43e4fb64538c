"""What a rule is: an id, a default severity, one sentence, one function that yields problems."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import ModuleType
from typing import Any, NamedTuple, TypeVar

from builder import records
from builder.briefing import Briefing
from builder.dependencies import Dependencies, Once
from builder.passages import Passages, Use
from builder.problems import Problem, Severity

R = TypeVar("R", bound=records.Record)

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
    """What rules look at: the briefing, drafts included, and where its quotes stand.

    `only` is the one record that is judged; without it, all are. `kept` holds what is worked out once for
    several records, `prepared` by rule what it looks up in all of them.
    """

    briefing: Briefing
    passages: Passages
    kept: Dependencies = field(default_factory=Once, repr=False, compare=False)
    prepared: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False, compare=False)
    only: str | None = None

    @property
    def owners(self) -> Iterable[tuple[str, records.Model]]:
        """The overview and the records that are judged, each with its id."""
        if self.only is None:
            return self.briefing.owners.items()
        return [(self.only, self.briefing.owners[self.only])]

    def of(self, kind: type[R]) -> Iterable[R]:
        """The records of one kind that are judged."""
        if self.only is None:
            return self.briefing.of(kind).values()
        model = self.briefing.owners[self.only]
        return [model] if isinstance(model, kind) else []

    @cached_property
    def parts(self) -> list[Part]:
        """Every model in what is judged, walked once for all rules."""
        return [
            Part(owner, path, model) for owner, whole in self.owners for path, model in records.parts(whole)
        ]

    @cached_property
    def texts(self) -> list[Text]:
        """Every text for readers in what is judged."""
        return [Text(owner, prose) for owner, whole in self.owners for prose in records.texts(whole)]

    @cached_property
    def uses(self) -> list[Use]:
        """Every citation in what is judged."""
        return [
            Use(owner, path, model)
            for owner, path, model in self.parts
            if isinstance(model, records.Citation)
        ]

    def for_one(self, owner: str) -> "Facts":
        """The same facts, to judge one record."""
        return replace(self, only=owner)


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
