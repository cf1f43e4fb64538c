"""A contested matter is told outside its dispute without saying whose claim it is.

Where the sources disagree, each side's words belong into a dispute, side by side. A statement elsewhere
that rests on the same words as one of the positions must not tell them as the site's own: its text has to
name the claimant, or refer to the claimant or to the dispute. Naming what the claimant belongs to, or
what belongs to it, is enough (the state for its ministry). So is resting on the dispute with `rests_on`.

A dispute counts when more than one side has spoken. A statement rests on the same words when its quote
and the position's overlap by at least half of the shorter one.

Fails, because the number of the dead is disputed and this is Iran's:

    # content/events.yml
    strike-back:
      title: Pakistan strikes back
      kind: air-strike
      date_note: Two days after the strike.
      account:
        - text: Nine people were killed in the strike.
          cites: [{source: report, quote: "Iran said that nine people were killed"}]

Passes:

    # content/events.yml
    strike-back:
      title: Pakistan strikes back
      kind: air-strike
      date_note: Two days after the strike.
      account:
        - text: Nine people were killed in the strike, according to [Tehran][iran].
          cites: [{source: report, quote: "Iran said that nine people were killed"}]
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

from builder.checks.rule import Finding, Rule, listed
from builder.facts import evidence
from builder.facts.briefing import Briefing
from builder.facts.facts import Facts
from builder.facts.passages import Span
from builder.files.problems import Severity
from builder.model import prose
from builder.model.records import Dispute, Figure, Relation, Statement

# For each span that positions cite in a source: which disputes' claimants say it.
_Claims = dict[Span, dict[str, dict[str, None]]]


def check(facts: Facts) -> Iterator[Finding]:
    """Every statement that tells a side's claim without naming the side."""
    briefing = facts.briefing
    near = facts.prepared[RULE.id]
    if not near:
        return
    naming = _Naming(facts)
    for owner, path, part in facts.parts:
        if not isinstance(part, Statement | Relation | Figure) or not part.text:
            continue
        if briefing.kind_name(owner) == Dispute.kind_name:
            continue
        claimed: dict[str, dict[str, None]] = {}
        for citation in part.cites:
            if said := near.get(citation.source):
                for span in facts.passages.match(citation).spans:
                    for dispute, claimants in said.overlapping(span).items():
                        claimed.setdefault(dispute, {}).update(claimants)
        for dispute, claimants in claimed.items():
            if isinstance(part, Statement) and dispute in part.rests_on:
                continue
            if not isinstance(part, Statement) and part.by in claimants:
                continue
            if not naming.is_named(part.text, dispute, claimants):
                yield Finding(
                    briefing.locate(owner, (*path, "text")),
                    f"this is what {_names(briefing, claimants)} says in the dispute `{dispute}`, "
                    "and the text does not say so",
                    f"Name the claimant (“[…][{next(iter(claimants))}] says”), or refer to `[…][{dispute}]`.",
                    owner,
                )


def _names(briefing: Briefing, claimants: Iterable[str]) -> str:
    return listed([f"`{key}`" for key in claimants], "or")


def prepare(facts: Facts) -> Mapping[str, "_Near"]:
    """By source, what the sides of contested disputes say in it, where they say anything."""
    found = {
        source: facts.kept.made(("near", source), partial(_near, facts, source))
        for source in facts.passages.uses
    }
    return {source: near for source, near in found.items() if near.claims}


def _near(facts: Facts, source: str) -> "_Near":
    claims: _Claims = {}
    for use in facts.passages.uses.get(source, ()):
        dispute = facts.briefing.disputes.get(use.record)
        if dispute is None or use.path[0] != "positions" or not evidence.is_contested(dispute):
            continue
        claimant = dispute.positions[int(use.path[1])].by
        for span in facts.passages.match(use.citation).spans:
            claims.setdefault(span, {}).setdefault(dispute.id, {})[claimant] = None
    return _Near(claims)


@dataclass(frozen=True)
class _Near:
    """The spans that positions cite in one source, to be looked up by place."""

    claims: _Claims

    @cached_property
    def _spans(self) -> list[Span]:
        return sorted(self.claims)

    @cached_property
    def _longest(self) -> int:
        return max(span.end - span.start for span in self._spans)

    @cached_property
    def _found(self) -> dict[Span, Mapping[str, dict[str, None]]]:
        return {}

    def overlapping(self, span: Span) -> Mapping[str, dict[str, None]]:
        """Who says what stands there, by dispute."""
        if span not in self._found:
            self._found[span] = self._overlapping(span)
        return self._found[span]

    def _overlapping(self, span: Span) -> Mapping[str, dict[str, None]]:
        found: dict[str, dict[str, None]] = {}
        first = bisect_left(self._spans, (span.start - self._longest, 0))
        for other in self._spans[first:]:
            if other.start >= span.end:
                break
            shared = min(span.end, other.end) - max(span.start, other.start)
            if 2 * shared >= min(span.end - span.start, other.end - other.start):
                for dispute, claimants in self.claims[other].items():
                    found.setdefault(dispute, {}).update(claimants)
        return found


class _Naming:
    """Whether a text says whose claim it tells."""

    def __init__(self, facts: Facts) -> None:
        self.briefing = facts.briefing
        self.kept = facts.kept

    def is_named(self, text: str, dispute: str, claimants: Iterable[str]) -> bool:
        """Whether a text names, or refers to, one of the claimants or the dispute."""
        references = frozenset(prose.references(text, self.briefing.ids))
        if dispute in references:
            return True
        words = _words(prose.plain(text, lambda _: " "))
        for claimant in claimants:
            family, names = self.family(claimant)
            if not references.isdisjoint(family) or any(name in words for name in names):
                return True
        return False

    def family(self, actor: str) -> tuple[frozenset[str], tuple[str, ...]]:
        """An actor with all that it belongs to and all that belongs to it, and all their names."""
        return self.kept.made(("family", actor), lambda: self._family(actor))

    def _family(self, actor: str) -> tuple[frozenset[str], tuple[str, ...]]:
        family = {actor: None}
        whole = self.briefing.actors.get(actor)
        while whole and whole.part_of and whole.part_of not in family:
            family[whole.part_of] = None
            whole = self.briefing.actors.get(whole.part_of)
        waiting = [actor]
        while waiting:
            for member in self.briefing.members(waiting.pop()):
                if member not in family:
                    family[member] = None
                    waiting.append(member)
        actors = [self.briefing.actors[key] for key in family if key in self.briefing.actors]
        names = (_words(name) for each in actors for name in (each.name, *each.aliases))
        return frozenset(family), tuple(dict.fromkeys(name for name in names if name.strip()))


@lru_cache(maxsize=50_000)
def _words(text: str) -> str:
    """A text's words, in lower case, a space around each."""
    return " ".join(["", *re.findall(r"\w+", text.casefold()), ""])


RULE = Rule(
    id="unattributed-claim",
    severity=Severity.WARNING,
    docs=__doc__,
    check=check,
    each=True,
    of_texts=True,
    prepare=prepare,
)
