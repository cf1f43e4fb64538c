"""Actors and places of the briefing, recognised in a text by name and alias."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from builder.authoring.drafting.words import Word, joined, words
from builder.model.records import Actor, Place

_ARTICLES = frozenset({"the", "a", "an"})
_BRACKETS = re.compile(r"\s*\([^)]*\)")
# A shorter name with an s at its end is likely another word.
_PLURAL_FROM = 4


class Mention(NamedTuple):
    """A name in a text: where it stands, and the actor and the place that go by it (empty: none)."""

    start: int
    end: int
    actor: str = ""
    place: str = ""


@dataclass(frozen=True)
class Names:
    """Names of actors and places, by their first word."""

    by_first: Mapping[str, tuple["_Name", ...]]

    def find(self, text: str) -> list[Mention]:
        """Every name in a text, in order; where names overlap, the first of them, and the longest there."""
        found: list[Mention] = []
        tokens = words(text)
        position = 0
        while position < len(tokens):
            match = self._at(text, tokens, position)
            if match:
                name, length = match
                found.append(
                    Mention(tokens[position].start, tokens[position + length - 1].end, name.actor, name.place)
                )
            position += match[1] if match else 1
        return found

    def _at(self, text: str, tokens: list[Word], position: int) -> tuple["_Name", int] | None:
        keys = [tokens[position].key]
        # A plural has the name's first word only where it has no other.
        if keys[0].endswith("s") and len(keys[0]) > _PLURAL_FROM:
            keys.append(keys[0][:-1])
        for name in (name for first in keys for name in self.by_first.get(first, ())):
            length = len(name.keys)
            candidate = tokens[position : position + length]
            if len(candidate) == length and name.fits(candidate):
                pairs = pairwise(candidate)
                if all(joined(text, left, right) for left, right in pairs):
                    return name, length
        return None


class _Name(NamedTuple):
    keys: tuple[str, ...]
    capitals: tuple[bool, ...]
    actor: str
    place: str

    def fits(self, candidate: list[Word]) -> bool:
        """Whether words are this name: also in the plural, and with capitals at least where it has them."""
        last = candidate[-1].key
        plural = len(self.keys[-1]) >= _PLURAL_FROM and last == f"{self.keys[-1]}s"
        return (
            all(word.key == key for word, key in zip(candidate[:-1], self.keys[:-1], strict=True))
            and (last == self.keys[-1] or plural)
            and all(
                word.capital or not capital for word, capital in zip(candidate, self.capitals, strict=True)
            )
        )


def names_of(actors: Iterable[Actor], places: Iterable[Place]) -> Names:
    """The names and aliases of actors and places; one that two actors or two places share stands for none."""
    found: dict[tuple[str, ...], dict[str, set[str]]] = {}
    capitals: dict[tuple[str, ...], tuple[bool, ...]] = {}
    for kind, records in (("actor", actors), ("place", places)):
        for record in records:
            for name in (record.name, *record.aliases):
                tokens = name_words(name)
                if tokens:
                    keys = tuple(token.key for token in tokens)
                    found.setdefault(keys, {}).setdefault(kind, set()).add(record.id)
                    capitals.setdefault(keys, tuple(token.capital for token in tokens))
    by_first: dict[str, list[_Name]] = {}
    for keys, kinds in found.items():
        actor, place = (_only(kinds.get(kind, set())) for kind in ("actor", "place"))
        if actor or place:
            by_first.setdefault(keys[0], []).append(_Name(keys, capitals[keys], actor, place))
    return Names(
        {first: tuple(sorted(names, key=lambda name: -len(name.keys))) for first, names in by_first.items()}
    )


def name_words(name: str) -> list[Word]:
    """The words of a name that a text would say: without an article, and without what stands in brackets."""
    tokens = words(_BRACKETS.sub("", name))
    return tokens[1:] if len(tokens) > 1 and tokens[0].key in _ARTICLES else tokens


def _only(ids: set[str]) -> str:
    return next(iter(ids)) if len(ids) == 1 else ""
