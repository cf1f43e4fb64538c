"""Results that are kept until something that they were made from has changed.

Whoever makes a result looks things up in mappings that note what was asked for. When such a mapping is
brought up to date, every result that asked for an entry that differs now is let go, and no other. So
nobody has to say what a result depends on, and nobody can forget to.
"""

import operator
from collections.abc import Callable, Hashable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import NamedTuple, TypeVar, cast

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

# What is noted of somebody who went through a mapping as a whole.
_ALL = object()


class _Read(NamedTuple):
    """What was asked for: an entry of the mapping that goes by a name, or all of it."""

    mapping: str
    key: object


class _Made(NamedTuple):
    """A result, and everything that was asked for while it was made."""

    value: object
    reads: frozenset[_Read]


class Dependencies:
    """Results by key, each with what it was made from.

    Bring every mapping up to date with `track` before asking for the results of a new state with `made`.
    """

    def __init__(self) -> None:
        self._mappings: dict[str, Mapping[object, object]] = {}
        self._made: dict[Hashable, _Made] = {}
        self._readers: dict[_Read, set[Hashable]] = {}
        # What the results that are being made have asked for so far, the innermost last.
        self._reading: list[set[_Read]] = []

    def track(
        self, name: str, data: Mapping[K, V], same: Callable[[V, V], bool] = operator.eq
    ) -> Mapping[K, V]:
        """A mapping that notes who asks for what in it.

        What was made from entries that are not the same as those that went by this name before is let go.
        """
        before = self._mappings.get(name)
        self._mappings[name] = cast(Mapping[object, object], data)
        if before is not None and before is not data:
            self._let_go(name, cast(Mapping[K, V], before), data, same)
        return _Tracked(name, data, self._note)

    def made(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result that goes by a key, made only if it is not there any more."""
        kept = self._made.get(key)
        if kept is None:
            reads: set[_Read] = set()
            self._reading.append(reads)
            try:
                value = make()
            finally:
                self._reading.pop()
            kept = self._made[key] = _Made(value, frozenset(reads))
            for read in kept.reads:
                self._readers.setdefault(read, set()).add(key)
        if self._reading:
            self._reading[-1] |= kept.reads
        return cast(T, kept.value)

    def index(self, name: str, make: Callable[[], Mapping[K, V]]) -> Mapping[K, V]:
        """A mapping that is itself a result, to be looked up in by others."""
        return self.track(name, self.made(("index", name), make))

    def _note(self, name: str, key: object) -> None:
        if self._reading:
            self._reading[-1].add(_Read(name, key))

    def _let_go(
        self, name: str, before: Mapping[K, V], now: Mapping[K, V], same: Callable[[V, V], bool]
    ) -> None:
        # Most values are the very same objects, and then need not be compared.
        differing = [
            key
            for key, value in now.items()
            if key not in before or ((old := before[key]) is not value and not same(old, value))
        ]
        gone = [key for key in before if key not in now]
        if differing or gone or list(before) != list(now):
            for key in (*differing, *gone, _ALL):
                for reader in self._readers.pop(_Read(name, key), ()):
                    self._forget(reader)

    def _forget(self, key: Hashable) -> None:
        made = self._made.pop(key, None)
        if made is not None:
            for read in made.reads:
                if readers := self._readers.get(read):
                    readers.discard(key)


class Once(Dependencies):
    """Results for one state only: each is made once, and it is not noted what from."""

    def track(
        self, name: str, data: Mapping[K, V], same: Callable[[V, V], bool] = operator.eq
    ) -> Mapping[K, V]:
        """The mapping as it is."""
        return data


class _Tracked(Mapping[K, V]):
    """A mapping that notes what is asked of it."""

    __slots__ = ("_data", "_name", "_note")

    def __init__(self, name: str, data: Mapping[K, V], note: Callable[[str, object], None]) -> None:
        self._name = name
        self._data = data
        self._note = note

    def __getitem__(self, key: K) -> V:
        self._note(self._name, key)
        return self._data[key]

    def __contains__(self, key: object) -> bool:
        self._note(self._name, key)
        return key in self._data

    def __iter__(self) -> Iterator[K]:
        self._note(self._name, _ALL)
        return iter(self._data)

    def __len__(self) -> int:
        self._note(self._name, _ALL)
        return len(self._data)

    def keys(self) -> KeysView[K]:
        self._note(self._name, _ALL)
        return self._data.keys()

    def values(self) -> ValuesView[V]:
        self._note(self._name, _ALL)
        return self._data.values()

    def items(self) -> ItemsView[K, V]:
        self._note(self._name, _ALL)
        return self._data.items()
