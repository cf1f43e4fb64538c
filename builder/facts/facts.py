"""What rules and pages look at: a briefing and its passages, walked once for all who ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from builder.facts.briefing import Briefing
from builder.facts.passages import Passages, Use
from builder.machinery.results import Dependencies, Once
from builder.model import base, records

R = TypeVar("R", bound=records.Record)


class Part(NamedTuple):
    """A model inside a record: the record's id, where in the record it is, and the model."""

    owner: str
    path: base.Path
    model: base.Model


class Text(NamedTuple):
    """A text for readers: the record's id, and where in the record it is."""

    owner: str
    prose: base.Prose


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
    def owners(self) -> Iterable[tuple[str, base.Model]]:
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
        return [Part(owner, path, model) for owner, whole in self.owners for path, model in base.parts(whole)]

    @cached_property
    def texts(self) -> list[Text]:
        """Every text for readers in what is judged."""
        return [Text(owner, prose) for owner, whole in self.owners for prose in base.texts(whole)]

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
