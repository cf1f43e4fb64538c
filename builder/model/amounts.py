"""Numbers as people write them: `138,000`, `36+`, `~35000`, `more than 20`, `20-30`, `another 12`.

A number that is open at one end is a bound, never a best estimate: `36+` is `low: 36`.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

# What stands between groups of three digits: commas, apostrophes, spaces, the Arabic separator.
_GROUPED = re.compile(r"\d{1,3}(?:[,٬'’\s]\d{3})+")
_NUMBER = r"\d{1,3}(?:[,٬'’\s]\d{3})+|\d+"
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")

# Each way to say a bound, with `#` for the number.
_WAYS = {
    "at-least": ("#+", "# or more", "at least #", "no fewer than #", "no less than #", ">= #", "≥ #"),
    "more-than": ("more than #", "over #", "> #"),
    "about": ("~ #", "≈ #", "about #", "around #", "approximately #", "c. #", "ca. #"),
    "at-most": ("at most #", "up to #", "no more than #", "<= #", "≤ #"),
    "fewer-than": ("fewer than #", "less than #", "under #", "< #"),
}
# The field that the number of each bound stands in.
FIELDS = {"at-least": "low", "more-than": "low", "about": "best", "at-most": "high", "fewer-than": "high"}


def _pattern(way: str) -> re.Pattern[str]:
    escaped = r"\s*".join(re.escape(part) for part in way.split(" "))
    return re.compile(escaped.replace(r"\#", f"({_NUMBER})"), re.IGNORECASE)


_PATTERNS = [(bound, _pattern(way)) for bound, ways in _WAYS.items() for way in ways]
_RANGE = re.compile(rf"({_NUMBER})\s*(?:[-–—]|\bto\b)\s*({_NUMBER})", re.IGNORECASE)
_ANOTHER = re.compile(r"another\s+(.+)", re.IGNORECASE)


def understood(text: str) -> dict[str, Any] | None:
    """The fields that a number in words stands for; nothing where it is a plain number, or not understood."""
    text = text.strip()
    if match := _ANOTHER.fullmatch(text):
        inner = match[1].strip()
        number = {"best": _whole(inner)} if re.fullmatch(_NUMBER, inner) else understood(inner)
        return number and {**number, "increment": True}
    if match := _RANGE.fullmatch(text):
        return {"low": _whole(match[1]), "high": _whole(match[2])}
    for bound, pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            return {FIELDS[bound]: _whole(match[1]), "bound": bound}
    return None


def spread(values: Any) -> Any:
    """The fields of a figure with what stands in `best` in the fields that it belongs to.

    Where a field is given already, `best` stays as it is, and is reported as no whole number.
    """
    if not isinstance(values, Mapping):
        return values
    best, bound = values.get("best"), values.get("bound")
    rest = {name: value for name, value in values.items() if name != "best"}
    if isinstance(best, str) and (found := understood(best)):
        return values if found.keys() & rest.keys() else {**rest, **found}
    field = FIELDS.get(bound, "best") if isinstance(bound, str) else "best"
    if best is not None and field != "best" and not rest.keys() & {"low", "high"}:
        return {**rest, field: best}
    return values


def _whole(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _amount(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value.strip()
    if _DOTTED.fullmatch(text):
        hint = f"Write {text.replace('.', '')} where the point parts thousands."
        raise PydanticCustomError(
            "wrong-type", "`{text}` can be read as two numbers", {"text": text, "hint": hint}
        )
    return _whole(text) if _GROUPED.fullmatch(text) or text.isdecimal() else value


Amount = Annotated[
    int,
    BeforeValidator(_amount),
    WithJsonSchema(
        {
            "type": ["integer", "string"],
            "pattern": r"\d",
            "patternErrorMessage": "A whole number is needed, in `best` also as 36+, more than 20 or 20-30.",
        }
    ),
]
