"""Data classes as what JSON can hold, and back: every field by its name, each value as its type says.

A field that is added is kept without another word, and one of a type that is not known here is refused
when it is kept, not when it is missed.
"""

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def as_plain(value: object) -> Any:
    """A value as what JSON can hold; raises `TypeError` for what `from_plain` could not read."""
    if value is None or isinstance(value, (str, int, float)):
        return value.value if isinstance(value, StrEnum) else value
    if isinstance(value, tuple):
        return [as_plain(each) for each in value]
    if isinstance(value, Mapping):
        if all(isinstance(key, str) for key in value):
            return {key: as_plain(each) for key, each in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} cannot be kept")


def from_plain(kind: type[T], plain: Any) -> T:
    """The value of a type; raises an exception of any kind where what was kept is not one."""
    return typing.cast(T, _read(kind, plain))


def _read(kind: Any, plain: Any) -> object:
    if kind in (str, int, float, bool):
        return plain
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        if plain is None:
            return None
        [only] = [each for each in inner if each is not types.NoneType]
        return _read(only, plain)
    if origin is tuple:
        assert inner[1:] == (...,), kind
        return tuple(plain if inner[0] is str else [_read(inner[0], each) for each in plain])
    if origin in (dict, Mapping):
        return {key: _read(inner[1], each) for key, each in plain.items()}
    if is_dataclass(kind):
        known = _types(typing.cast(type, kind))
        return typing.cast(type, kind)(**{name: _read(known[name], each) for name, each in plain.items()})
    return kind(plain)


@cache
def _types(kind: type) -> dict[str, Any]:
    """The types of the fields of a data class."""
    return typing.get_type_hints(kind)
