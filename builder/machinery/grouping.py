"""What records contribute to others, gathered by whom it concerns, and brought up to date record by record.

Who mentions an actor, who cites a source, what an actor did: each is told by records one by one, and asked
for by another key. After a change only the keys are gathered anew that the changed records speak of.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
M = TypeVar("M")
T = TypeVar("T")


class Grouping(Generic[M, K, T]):
    """Items by key, those of each key in the order of their owners.

    `contribute` gives the items of one owner with their keys; it is asked once for each model.
    """

    def __init__(self, contribute: Callable[[str, M], Iterable[tuple[K, T]]]) -> None:
        self._contribute = contribute
        self._models: Mapping[str, M] = {}
        self._keys: dict[str, tuple[K, ...]] = {}
        self._items: dict[K, dict[str, list[T]]] = {}
        self._gathered: dict[K, tuple[T, ...]] = {}

    def of(self, owners: Mapping[str, M]) -> Mapping[K, tuple[T, ...]]:
        """What these owners contribute."""
        before = self._models
        self._models = dict(owners)
        stale: dict[K, None] = {}
        for owner in before:
            if owner not in owners:
                stale |= self._take_out(owner)
        for owner in [owner for owner, model in owners.items() if before.get(owner) is not model]:
            if owner in before:
                stale |= self._take_out(owner)
            stale |= self._put_in(owner, owners[owner])
        if _moved(before, owners):
            stale |= dict.fromkeys(self._items)
        return self._gather(stale)

    def _take_out(self, owner: str) -> dict[K, None]:
        keys = dict.fromkeys(self._keys.pop(owner))
        for key in keys:
            del self._items[key][owner]
        return keys

    def _put_in(self, owner: str, model: M) -> dict[K, None]:
        found: dict[K, list[T]] = {}
        for key, item in self._contribute(owner, model):
            found.setdefault(key, []).append(item)
        self._keys[owner] = tuple(found)
        for key, items in found.items():
            self._items.setdefault(key, {})[owner] = items
        return dict.fromkeys(found)

    def _gather(self, stale: Iterable[K]) -> Mapping[K, tuple[T, ...]]:
        """The items by key; a new mapping, so that whoever has an earlier one can compare."""
        gathered = dict(self._gathered)
        position = {owner: number for number, owner in enumerate(self._models)} if gathered else None
        for key in stale:
            by_owner = self._items[key]
            if not by_owner:
                del self._items[key]
                gathered.pop(key, None)
                continue
            # The first time, owners come in their order.
            owners = sorted(by_owner, key=position.__getitem__) if position else by_owner
            gathered[key] = tuple(item for owner in owners for item in by_owner[owner])
        self._gathered = gathered
        return gathered


def _moved(before: Mapping[str, object], now: Mapping[str, object]) -> bool:
    """Whether those that were there before stand in another order now."""
    if list(before) == list(now):
        return False
    return [owner for owner in before if owner in now] != [owner for owner in now if owner in before]
