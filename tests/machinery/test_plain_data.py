"""Data classes come back from JSON as they were, whatever fields they have."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, make_dataclass
from enum import StrEnum
from typing import Any

import pytest

from builder.machinery.plain_data import as_plain, from_plain


class Colour(StrEnum):
    """A word of a few."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Inner:
    """Something within."""

    name: str
    colour: Colour = Colour.RED


@dataclass(frozen=True)
class Outer:
    """One of each type that there may be."""

    number: int
    is_so: bool
    share: float
    one: Inner
    many: tuple[Inner, ...] = ()
    nested: tuple[tuple[str, ...], ...] = ()
    maybe: Inner | None = None
    by_name: dict[str, Inner] = field(default_factory=dict)
    texts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


BLUE = Inner("b", Colour.BLUE)


@pytest.mark.parametrize(
    "value",
    [
        Outer(1, True, 0.5, Inner("a")),
        Outer(0, False, -1.0, BLUE, (BLUE, Inner("é")), (("x", "y"), ()), BLUE, {"k": BLUE}, {"t": (1, 2)}),
    ],
)
def test_there_and_back(value: Outer) -> None:
    """By way of JSON, and equal down to the types."""
    back = from_plain(Outer, json.loads(json.dumps(as_plain(value))))
    assert back == value
    assert repr(back) == repr(value)


@pytest.mark.parametrize("place", range(3))
def test_a_field_more(place: int) -> None:
    """Wherever a field is added, it is kept, and those beside it stay what they are."""
    names = [("first", str), ("last", str)]
    kind = make_dataclass("Wider", [*names[:place], ("more", tuple[Inner, ...]), *names[place:]])
    value = kind(first="1", last="2", more=(BLUE,))
    assert from_plain(kind, json.loads(json.dumps(as_plain(value)))) == value


@pytest.mark.parametrize("value", [{1, 2}, object(), {1: "a"}, b"a", Inner])
def test_what_could_not_be_read_is_not_written(value: Any) -> None:
    """It is refused at once."""
    with pytest.raises(TypeError, match="cannot be kept"):
        as_plain((value,))


def test_a_field_that_is_gone() -> None:
    """What was kept of another class is not taken for one of this."""
    with pytest.raises((TypeError, KeyError)):
        from_plain(Inner, {"name": "a", "size": 3})
