"""Drafted records, and a place for each: ids that nobody has, texts with links, a title from a sentence."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from builder.authoring.drafting.knownnames import Mention
from builder.files.yaml_writer import Plain
from builder.model import prose, records
from builder.model.fields import MAX_ID_LENGTH, RESERVED_IDS, slug

_TITLE_WORDS = 12
_TITLE_LENGTH = 80


@dataclass(frozen=True)
class Drafted:
    """A record to be written: its kind, its id, its fields as YAML has them, and comments for the editor."""

    kind: type[records.Record]
    id: str
    fields: Mapping[str, Plain]
    comments: tuple[str, ...] = ()

    @property
    def model(self) -> records.Record:
        """The record as the builder reads it; raises pydantic's error where it would not."""
        return self.kind.model_validate({"id": self.id, **self.fields})


@dataclass
class Ids:
    """Hands out ids that are unique across the briefing."""

    taken: Container[str]
    given: set[str] = field(default_factory=set)

    def new(self, *parts: str) -> str:
        """An id made of some words; a number is added where it is taken."""
        base = slug("-".join(part for part in parts if part))
        base = base[: MAX_ID_LENGTH - 5].strip("-") or "draft"
        number, found = 1, base
        while found in self.taken or found in self.given or found in RESERVED_IDS:
            number += 1
            found = f"{base}-{number}"
        self.given.add(found)
        return found

    def is_free(self, text: str) -> bool:
        """Whether nobody has just this id."""
        return bool(text) and text not in self.taken and text not in self.given | RESERVED_IDS


def linked(text: str, mentions: Iterable[Mention], *, places: Container[str] = ()) -> str:
    """A sentence as inline Markdown that reads the same; the first mention of each record is a link to it.

    A name that an actor and a place have stands for the place where that is among `places`.
    """
    pieces: list[str] = []
    end = 0
    seen: set[str] = set()
    for mention in mentions:
        target = mention.place if mention.place in places or not mention.actor else mention.actor
        if mention.start < end or target in seen:
            continue
        seen.add(target)
        # A bracket in a name would end the link.
        name = _typed(text[mention.start : mention.end]).replace("]", r"\]")
        pieces += [_typed(text[end : mention.start]), f"[{name}][{target}]"]
        end = mention.end
    return "".join((*pieces, _typed(text[end:])))


def _typed(text: str) -> str:
    """A stretch of a sentence, its outer spaces kept."""
    inner = text.strip()
    before, _, after = text.partition(inner) if inner else (text, "", "")
    return f"{before}{prose.typed(inner)}{after}"


def title(text: str) -> str:
    """The beginning of a sentence, as a title that an editor will put better."""
    text = text.strip(" “”\"'‘’«».,;:!?…")
    words = text.split()
    short = " ".join(words[:_TITLE_WORDS])
    if len(short) > _TITLE_LENGTH:
        cut = short[:_TITLE_LENGTH]
        short = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return short if short == text else f"{short.rstrip(' ,;:–—-')} …"
