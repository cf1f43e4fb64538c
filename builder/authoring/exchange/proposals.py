"""What an import proposes: records with ids of their own, actors and places that are not known yet.

An id is made from what it is about, so that the same import makes the same one again. Where a record of
the same kind has it already, that is taken to be the same record, imported before; where a record of
another kind has it, the next candidate is tried.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from builder.authoring.exchange.existing import Known, Named
from builder.authoring.exchange.ledger import UnreadableError
from builder.model import base, prose, records
from builder.model.fields import RESERVED_IDS
from builder.model.fields import slug as base_slug

# How long an id made from a title becomes at most; the rest is for what tells it from others.
_SLUG = 48


class Proposal(NamedTuple):
    """One record that is to be written: its kind, its id, its fields as plain values."""

    kind: type[base.Model]
    id: str
    fields: Mapping[str, Any]


def draft(model: type[records.Record], record_id: str, /, **fields: Any) -> Proposal:
    """A record that an editor has yet to look at, without the fields that are empty."""
    kept = {name: value for name, value in fields.items() if value not in (None, "", [], ())}
    return Proposal(model, record_id, {"draft": True, **kept})


class ThereAlreadyError(Exception):
    """The record that an entry would become is in the briefing already."""


class Book:
    """The records that an import makes; `proposals` holds the actors, places and sources among them.

    `source` is the id of the source that everything imported cites.
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self.source = ""
        self.proposals: list[Proposal] = []
        self._described = False
        self._taken: dict[str, type[base.Model]] = {}

    def claim(self, kind: type[records.Record], candidates: Iterable[str]) -> str:
        """The first free id of the candidates, or the last of them with a number.

        Raises `ThereAlreadyError`. To be asked before any actor or place, so that what is there already
        proposes none.
        """
        stem = ""
        for stem in filter(None, candidates):
            if self._settles(kind, stem):
                return stem
        number = 2
        while not self._settles(kind, f"{stem}-{number}"):
            number += 1
        return f"{stem}-{number}"

    def keep(self, kind: type[base.Model], record_id: str) -> None:
        """A record keeps the id that it has in the file.

        Raises `ThereAlreadyError` where a record of its kind has it in the briefing, `UnreadableError`
        where another record has it.
        """
        holder = self.known.kinds.get(record_id)
        if holder is kind and record_id not in self._taken:
            self._taken[record_id] = kind
            raise ThereAlreadyError
        if record_id in self._taken:
            raise UnreadableError(f"the id `{record_id}` stands in the file twice")
        if holder is not None:
            raise UnreadableError(
                f"the id `{record_id}` is taken by another kind of record ({holder.kind_name})",
                "Give this record another one.",
            )
        self._taken[record_id] = kind

    def dataset(self, record_id: str, **fields: Any) -> None:
        """The source that everything imported cites: known by this id, or proposed."""
        kind = self.known.kinds.get(record_id)
        if kind not in (None, records.Source):
            raise UnreadableError(
                f"the id `{record_id}` is taken by a record that is no source",
                "Name another one with --source.",
            )
        self.source = record_id
        self._taken[record_id] = records.Source
        if kind is None:
            self.proposals.append(draft(records.Source, record_id, **fields))

    def describe(self, title: str, note: str) -> None:
        """What the imported file says of itself goes to its source, once; raises `ThereAlreadyError`."""
        if self._described:
            raise UnreadableError("the file describes itself a second time")
        self._described = True
        for index, proposal in enumerate(self.proposals):
            if proposal.id == self.source:
                said = {"title": title or proposal.fields["title"], "note": note}
                fields = {**proposal.fields, **{name: text for name, text in said.items() if text}}
                self.proposals[index] = proposal._replace(fields=fields)
                return
        raise ThereAlreadyError

    def actor(self, name: str, kind: str, also: Iterable[str] = (), **fields: Any) -> str:
        """The id of the actor of a name, or of another (`also`); one that is not known is proposed."""
        name = " ".join(name.split())
        for each in (name, *also):
            if found := self.known.actor(each):
                return found
        proposal = self._new(records.Actor, "actor", name=name, kind=kind, **fields)
        self.known.add_actor(proposal, [name])
        return proposal

    def place(
        self,
        name: str,
        precision: str,
        location: tuple[float, float] | None,
        also: Iterable[str] = (),
        **fields: Any,
    ) -> str:
        """The id of the place of a name, as exact as this and near here; one not known is proposed."""
        name = " ".join(name.split())
        for each in (name, *also):
            if found := self.known.place(each, precision, location):
                return found
        where = [f"{degrees:g}" for degrees in location] if location else None
        proposal = self._new(records.Place, "place", name=name, location=where, precision=precision, **fields)
        self.known.add_place(Named(proposal, precision, location), [name])
        return proposal

    def cites(self, locator: str) -> list[dict[str, str]]:
        """A citation of the imported file: by the place in it, since its text is not stored."""
        return [{"source": self.source, "locator": locator}]

    def _new(self, model: type[records.Record], word: str, /, **fields: Any) -> str:
        slug = shortened_slug(fields["name"])
        candidates = [slug, f"{slug}-{word}"] if slug else [word]
        free = [each for each in candidates if each not in self._taken and each not in self.known.kinds]
        record_id = free[0] if free else self._numbered(candidates[-1])
        self._taken[record_id] = model
        self.proposals.append(draft(model, record_id, **fields))
        return record_id

    def _numbered(self, stem: str) -> str:
        number = 2
        while f"{stem}-{number}" in self._taken or f"{stem}-{number}" in self.known.kinds:
            number += 1
        return f"{stem}-{number}"

    def _settles(self, kind: type[records.Record], record_id: str) -> bool:
        """Whether an id is free; raises `ThereAlreadyError` where a record of the kind had it before."""
        if record_id in self._taken:
            return False
        holder = self.known.kinds.get(record_id)
        if holder is None or holder is kind:
            self._taken[record_id] = kind
        if holder is kind:
            raise ThereAlreadyError
        return holder is None and record_id not in RESERVED_IDS


def shortened_slug(text: str, most: int = _SLUG) -> str:
    """The id nearest to a text, cut between words where it is long; empty where nothing gives one."""
    slug = base_slug(text[: 8 * most])
    if len(slug) > most:
        cut = slug[: most + 1].rpartition("-")[0]
        slug = cut or slug[:most]
    return "" if slug in RESERVED_IDS else slug


def statement(text: str, cites: list[dict[str, str]]) -> dict[str, Any]:
    """Plain text as a statement that rests on a place in the imported file."""
    return {"text": prose.typed(text), "cites": cites}


def listed(items: Iterable[str], joint: str = "and") -> str:
    """Items as a reader would list them: `a, b and c`."""
    found = list(items)
    return f" {joint} ".join(filter(None, (", ".join(found[:-1]), *found[-1:])))
