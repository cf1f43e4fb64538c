"""How well a statement or record is supported: by which sources, checked or not, disputed or not."""

from collections.abc import Iterable
from dataclasses import dataclass

from builder.facts.briefing import Briefing
from builder.model.base import Model, parts
from builder.model.records import Citation, Dispute, Statement, View


@dataclass(frozen=True, slots=True)
class Support:
    """What something rests on in the end: `sources` by id in order of first use.

    `outlets` counts different publishers (a source without a publisher counts as one of its own);
    `unchecked` is whether any citation could not be checked against a stored text; `disputes` are those
    about it, those that it rests on, and those about what it rests on.
    """

    sources: tuple[str, ...]
    outlets: int
    unchecked: bool
    disputes: tuple[str, ...]

    @property
    def single_source(self) -> bool:
        return self.outlets == 1


def of_statement(briefing: Briefing, statement: Statement) -> Support:
    """The support of one statement: its own citations, and those of all that it rests on."""
    return _support(briefing, statement)


def of_record(briefing: Briefing, record_id: str) -> Support:
    """The support of a record: all citations in it, and those of all that it rests on."""
    return _support(briefing, briefing.records[record_id], record_id)


def has_single_source(briefing: Briefing, record_id: str) -> bool:
    """Whether a record rests on one outlet alone."""
    citations = _citations(briefing, briefing.records[record_id], record_id)
    return len({briefing.outlet(source) for source in _sources(briefing, citations)}) == 1


def about(briefing: Briefing, record_id: str) -> tuple[str, ...]:
    """The disputes about a record."""
    return briefing.disputes_about(record_id)


def is_checkable(briefing: Briefing, citation: Citation) -> bool:
    """Whether a citation's words can be looked up in a stored text."""
    return citation.quote is not None and citation.source in briefing.texts


def _support(briefing: Briefing, model: Model, record_id: str = "") -> Support:
    citations = _citations(briefing, model, record_id)
    sources = _sources(briefing, citations)
    outlets = {briefing.outlet(source) for source in sources}
    unchecked = any(not is_checkable(briefing, citation) for citation in citations)
    return Support(tuple(sources), len(outlets), unchecked, _disputes(briefing, model, record_id))


def _citations(briefing: Briefing, model: Model, record_id: str) -> list[Citation]:
    """The citations in something, and those of all that it rests on."""
    citations: list[Citation] = []
    seen = {record_id}
    waiting = [model]
    while waiting:
        for _, part in parts(waiting.pop(0)):
            if isinstance(part, Citation):
                citations.append(part)
            for other in _rests_on(briefing, part):
                if other not in seen:
                    seen.add(other)
                    waiting.append(briefing.records[other])
    return citations


def _sources(briefing: Briefing, citations: Iterable[Citation]) -> dict[str, None]:
    known = briefing.sources
    return dict.fromkeys(citation.source for citation in citations if citation.source in known)


def _disputes(briefing: Briefing, model: Model, record_id: str) -> tuple[str, ...]:
    """The disputes that something is about, that it names as its ground, or that are about its ground.

    Not those further down: a judgement is not disputed because what it judges is.
    """
    ground = [other for _, part in parts(model) for other in _rests_on(briefing, part)]
    found = [*about(briefing, record_id), *([record_id] if isinstance(model, Dispute) else [])]
    for other in ground:
        found += [other] if other in briefing.disputes else about(briefing, other)
    return tuple(dict.fromkeys(found))


def _rests_on(briefing: Briefing, part: Model) -> list[str]:
    if not isinstance(part, (Statement, View)) or not part.rests_on:
        return []
    return [other for other in part.rests_on if other in briefing.records]


def is_contested(dispute: Dispute) -> bool:
    """Whether more than one side stands in it, also one from which no statement was found."""
    return len({position.by for position in dispute.positions}) > 1
