"""What an import proposes: records with ids of their own, actors and places that are not known yet.

An id is made from what a record is about, and is no proof that a record with that id is the same one: a
record is known again by the id that the file itself has for it, or by what it says (see `matching`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from builder.authoring.exchange.existing import SAME, Known, Named, km
from builder.authoring.exchange.ledger import Entry, UnreadableError
from builder.model import base, prose, records
from builder.model.fields import MAX_ID_LENGTH, RESERVED_IDS, slug

# How long an id made from a title becomes at most; the rest is for what tells it from others.
_SLUG = 48
# The longest id of a source that is imported, so that there is room for what its events are called.
FILE_ID = 32


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

    `source` is the id of the source that everything imported cites, `foreign_ids` are those that the file's
    sources have there. What an entry proposes is forgotten
    (`undo`) where the entry itself turns out to be there already, or not to be readable.
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self.source = ""
        self.foreign_ids: set[str] = set()
        self.proposals: list[Proposal] = []
        self._taken: dict[str, type[base.Model]] = {}
        self._undo: list[Callable[[], object]] = []
        self._ids: list[str] = []

    def begin(self) -> None:
        """What is proposed from here on belongs to one entry."""
        self._undo, self._ids = [], []

    def undo(self, *, keep_ids: bool = False) -> None:
        """Forget what the entry proposed, and, unless it is there already, which id it has."""
        for forget in reversed(self._undo):
            forget()
        for record_id in [] if keep_ids else self._ids:
            del self._taken[record_id]
        self.begin()

    def same(self, record_id: str) -> str:
        """The id of an event that is known by it, in the file and here; a second one has a number.

        Whether the briefing holds it already, and says the same, is seen afterwards.
        """
        number, found = 1, record_id
        while found in self._taken or self.known.kinds.get(found, records.Event) is not records.Event:
            number += 1
            found = f"{record_id}-{number}"
        return self._take(records.Event, found)

    def new(self, kind: type[records.Record], candidates: Iterable[str]) -> str:
        """The first of the candidates that no record has, or the last of them with a number."""
        stem = ""
        for stem in filter(None, candidates):
            if self.is_free(stem):
                return self._take(kind, stem)
        return self._take(kind, self._numbered(stem))

    def keep(self, kind: type[base.Model], record_id: str) -> None:
        """A record keeps the id that it has in the file.

        Raises `UnreadableError` where another record has it.
        """
        if record_id in self._taken:
            raise UnreadableError(f"the id `{record_id}` stands in the file twice")
        holder = self.known.kinds.get(record_id)
        if holder not in (None, kind):
            assert holder is not None
            raise UnreadableError(
                f"the id `{record_id}` is taken by another kind of record ({holder.kind_name})",
                "Give this record another one.",
            )
        self._take(kind, record_id)

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

    def actor(self, name: str, kind: str, also: Iterable[str] = (), **fields: Any) -> str:
        """The id of the actor of a name, or of another (`also`); one that is not known is proposed."""
        name = " ".join(name.split())
        for each in (name, *also):
            if found := self.known.actor(each):
                return found
        proposal = self._new(records.Actor, ["actor"], name=name, kind=kind, **fields)
        self.known.add_actor(proposal, [name])
        self._undo.append(lambda: self.known.forget_actor(proposal, name))
        return proposal

    def place(
        self,
        entry: Entry,
        name: str,
        precision: str,
        location: tuple[float, float] | None,
        areas: Sequence[str] | None = None,
        also: Iterable[str] = (),
        **fields: Any,
    ) -> str:
        """The id of the place of a name, as exact as this, in these areas, here; one not known is proposed.

        A position without a name is a place whose name is the position.
        """
        name = " ".join(name.split()) or (in_degrees(location) if location else "")
        joined = None if areas is None else ", ".join(areas)
        for each in (name, *also):
            if found := self.known.place(each, precision, location, joined):
                if location and (not found.location or km(location, found.location) > SAME):
                    entry.remark("places that the briefing knows keep the position that they have there")
                return found.id
        where = [in_digits(degrees) for degrees in location] if location else None
        # Another place of the name is told apart by where it lies, another kind of record by the word.
        holder = self._taken.get(shortened_slug(name)) or self.known.kinds.get(shortened_slug(name))
        around = [shortened_slug(area) for area in areas or ()] if holder is records.Place else []
        words = [*around, "place"]
        proposal = self._new(records.Place, words, name=name, location=where, precision=precision, **fields)
        named = Named(proposal, precision, location, joined)
        self.known.add_place(named, [name])
        self._undo.append(lambda: self.known.forget_place(named, name))
        return proposal

    def cites(self, locator: str) -> list[dict[str, str]]:
        """A citation of the imported file: by the place in it, since its text is not stored."""
        return [{"source": self.source, "locator": locator}]

    def is_free(self, record_id: str) -> bool:
        """Whether a new record may have an id."""
        return (
            record_id not in self._taken
            and record_id not in self.known.kinds
            and record_id not in RESERVED_IDS
        )

    def is_taken(self, record_id: str) -> bool:
        """Whether a record of the file has an id already."""
        return record_id in self._taken

    def take(self, kind: type[records.Record], record_id: str) -> str:
        """A record of the file is the one here that has this id."""
        return self._take(kind, record_id)

    def _new(self, model: type[records.Record], words: Iterable[str], /, **fields: Any) -> str:
        """Propose a record with an id made from its name, and one of the words where that is taken."""
        stem = shortened_slug(fields["name"])
        candidates = [stem, *(f"{stem}-{word}" for word in words if word)] if stem else [*words][-1:]
        record_id = self.new(model, [each[:MAX_ID_LENGTH].rstrip("-") for each in candidates])
        self._ids.remove(record_id)
        self.proposals.append(draft(model, record_id, **fields))
        self._undo.append(lambda: self._forget(record_id))
        return record_id

    def _forget(self, record_id: str) -> None:
        self.proposals.pop()
        del self._taken[record_id]

    def _numbered(self, stem: str) -> str:
        number = 2
        while not self.is_free(numbered := f"{stem[: MAX_ID_LENGTH - 6].rstrip('-')}-{number}"):
            number += 1
        return numbered

    def _take(self, kind: type[base.Model], record_id: str) -> str:
        self._taken[record_id] = kind
        self._ids.append(record_id)
        return record_id


def in_degrees(location: tuple[float, float]) -> str:
    """A position in words: `52.37° N, 4.9° E`."""
    latitude, longitude = location
    return (
        f"{in_digits(abs(latitude))}° {'S' if latitude < 0 else 'N'}, "
        f"{in_digits(abs(longitude))}° {'W' if longitude < 0 else 'E'}"
    )


def in_digits(degrees: float) -> str:
    """Degrees to a tenth of a metre, without noughts at the end."""
    return f"{degrees:.6f}".rstrip("0").rstrip(".")


def shortened_slug(text: str, most: int = _SLUG) -> str:
    """The id nearest to a text, cut between words where it is long; empty where nothing gives one."""
    found = slug(text[: 8 * most])
    if len(found) > most:
        cut = found[: most + 1].rpartition("-")[0]
        found = cut or found[:most]
    return "" if found in RESERVED_IDS else found


def source_id(wished: str) -> str:
    """The id of a source, as it is; raises `UnreadableError` for one that is none."""
    if not base.ID_PATTERN.fullmatch(wished) or len(wished) > FILE_ID:
        hint = f"Write `{shortened_slug(wished, FILE_ID)}`." if slug(wished) else ""
        raise UnreadableError(
            f"`{wished}` is no id of a source: at most {FILE_ID} of a–z, 0–9, hyphens", hint
        )
    return wished


def statement(text: str, cites: list[dict[str, str]]) -> dict[str, Any]:
    """Plain text as a statement that rests on a place in the imported file."""
    return {"text": prose.typed(text), "cites": cites}


def listed(items: Iterable[str], joint: str = "and") -> str:
    """Items as a reader would list them: `a, b and c`."""
    found = list(items)
    return f" {joint} ".join(filter(None, (", ".join(found[:-1]), *found[-1:])))
