"""What pydantic finds wrong with the values of a record, in the editor's words."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, get_args

from pydantic import ValidationError

from builder.facts.briefing import OVERVIEW, Origin
from builder.files import yaml_reader
from builder.files.changes import Change, Enlist, RenameKey, SetText
from builder.files.problems import Location, Problem
from builder.machinery.similar_words import did_you_mean, nearest, sole
from builder.model import base, dates
from builder.model.fields import slug

_LOCATION = "Write it as [57.1, 10.5]: degrees north of the equator, then degrees east of Greenwich."
# How to settle what a field's own check has found.
_HINTS = {
    "date-invalid": (
        "Write 2024-01-18, 2024-01, 2024, 2024-01-16/2024-01-18, 2024-01~ (about), 2024-01? (possibly)."
    ),
    "unsafe-link": "Write it in full, as https://example.org/page.",
    "location-invalid": _LOCATION,
}


class Fault(NamedTuple):
    """What is wrong with a value, without a file: the path to it, in the editor's words, how to settle it."""

    path: base.Path
    message: str
    hint: str


def faults(error: ValidationError, model: type[base.Model]) -> list[Fault]:
    """What pydantic found wrong with a model's values, as `load` would put it."""
    details = error.errors(include_url=False)
    found = []
    for detail in details:
        path = tuple(detail["loc"])
        _, message, hint = _words(detail["type"], detail, model, path)
        if not _only_seems_short(detail, details):
            found.append(Fault(path, message, hint))
    return found


def problems(
    error: ValidationError, model: type[base.Model], record_id: str, origin: Origin
) -> tuple[Problem, ...]:
    """What pydantic found wrong with a record, each where it stands."""
    details = error.errors(include_url=False)
    mistyped = _mistyped(details, model)
    return tuple(
        _problem(detail, model, record_id, origin)
        for detail in details
        if (detail["type"] != "missing" or detail["loc"] not in mistyped)
        and not _only_seems_short(detail, details)
    )


def _only_seems_short(detail: Any, details: Iterable[Any]) -> bool:
    """Whether a list is too short only because pydantic does not count its items that are wrong."""
    path = detail["loc"]
    below = (other["loc"] for other in details if len(other["loc"]) > len(path))
    return detail["type"] == "too_short" and any(other[: len(path)] == path for other in below)


def _mistyped(details: Iterable[Any], model: type[base.Model]) -> set[base.Path]:
    """The paths of keys that are there under another name: one message for each is enough."""
    unknown = [tuple(detail["loc"]) for detail in details if detail["type"] == "extra_forbidden"]
    nearests = [(path[:-1], nearest(str(path[-1]), _fields_at(model, path[:-1]))) for path in unknown]
    return {(*parent, key) for parent, key in nearests if key}


def _problem(detail: Any, model: type[base.Model], record_id: str, origin: Origin) -> Problem:
    """One of pydantic's errors as a problem in the editor's words."""
    kind, path = detail["type"], tuple(detail["loc"])
    key = kind == "extra_forbidden"
    location = Location(origin.file, *yaml_reader.mark_of(origin.value, path, key=key))
    if path == ("id",) or (kind == "missing" and len(path) == 1 and record_id != OVERVIEW):
        location = Location(origin.file, *origin.mark)
    rule, message, hint = _words(kind, detail, model, path)
    remedy = _remedy(kind, detail, model, path, origin)
    return Problem(rule, location, message, hint, record_id, remedy=remedy)


def _remedy(
    kind: str, detail: Any, model: type[base.Model], path: base.Path, origin: Origin
) -> Change | None:
    """The change that settles one of pydantic's errors, where there is only one."""
    given = detail["input"]
    if kind == "extra_forbidden":
        key = sole(str(path[-1]), _fields_at(model, path[:-1]))
        beside: Any = origin.value
        for step in path[:-1]:
            beside = beside[step]
        return RenameKey(path, key) if key and key not in beside else None
    if not isinstance(given, str):
        return None
    if kind == "literal_error":
        term = sole(given, _terms(model, path))
        return SetText(path, term) if term else None
    if kind == "date-invalid":
        meant = dates.likely_meant(given)
        field = _model_at(model, path[:-1]).model_fields[_field_name(path)]
        whole = field.annotation is datetime.date
        # A span whose ends stand the wrong way round may as well have a slip in one of them.
        swapped = sorted(given.strip().split("/")) in [sorted(each.split("/")) for each in meant]
        usable = len(meant) == 1 and not swapped and (len(meant[0]) == len("2024-01-18") or not whole)
        return SetText(path, meant[0]) if usable else None
    if kind in ("tuple_type", "list_type") and _kinds_at(model, path) and base.ID_PATTERN.fullmatch(given):
        return Enlist(path)
    return None


def _words(kind: str, detail: Any, model: type[base.Model], path: base.Path) -> tuple[str, str, str]:
    """Rule, message and hint for one of pydantic's errors."""
    name = _field_name(path)
    given = detail["input"]
    if kind == "extra_forbidden":
        fields = _fields_at(model, path[:-1])
        hint = did_you_mean(str(path[-1]), fields) or f"The keys are: {', '.join(fields)}."
        if given is None and " " in str(path[-1]):
            hint = "Text with a comma needs quotation marks inside `{ }`."
        return "unknown-key", f"`{path[-1]}` is not a key here", hint
    if kind in ("missing", "too_long") and name == "location":
        return "wrong-type", f"`{name}` must have two values", _LOCATION
    if kind == "missing":
        return "missing-key", f"`{path[-1]}` is missing", f"Add `{path[-1]}:`."
    if given is None:
        return "missing-key", f"`{name}` is empty", "Write its value behind the colon, or remove the key."
    if kind == "literal_error":
        return _not_a_term(name, str(given), _terms(model, path))
    if kind == "string_pattern_mismatch":
        hint = base.descriptions(_model_at(model, path[:-1])).get(name, "")
        return "wrong-type", f"`{given}` is not in the form of `{name}`", hint
    if kind in ("tuple_type", "list_type"):
        of_models = _model_at(model, path) is not _model_at(model, path[:-1])
        hint = f"Write `{name}: [{given}]`, or one item a line, each after `- `."
        if name == "location":
            hint = _LOCATION
        elif isinstance(given, Mapping) and given:
            hint = (
                f"Write `- ` before `{next(iter(given))}:`, and indent the lines below it as far as that key."
            )
        elif of_models or not isinstance(given, str):
            keys = f", with the keys {', '.join(_fields_at(model, path))}" if of_models else ""
            hint = f"Begin each item with `- `{keys}."
        return "wrong-type", f"`{name}` must be a list", hint
    if kind == "string_type":
        if kinds := _kinds_at(model, path):
            return "wrong-type", f"`{name}` must be the id of {kinds}", "Write the id alone."
        hint = "Text with `: `, or that begins with `[`, `{`, `&`, `*` or `!`, needs quotation marks."
        return "wrong-type", f"`{name}` must be text", hint
    if kind.startswith("int_"):
        hint = (
            "Write 36, 138,000, at least 36, more than 20, about 35000 or 20-30; "
            "leave it out where the source gives no number."
        )
        return "wrong-type", f"`{name}` must be a whole number, not `{given}`", hint
    if kind.startswith("float_"):
        return "wrong-type", f"`{name}` must be a number, not `{given}`", _LOCATION
    if kind.startswith("bool_"):
        return "wrong-type", f"`{name}` must be `true` or `false`, not `{given}`", ""
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        fields = _fields_at(model, path)
        hint = f"The keys are: {', '.join(fields)}."
        if isinstance(given, str) and "text" in fields:
            hint = f"Write `text: {given}`. {hint}"
        item = isinstance(path[-1], int)
        message = f"each item of `{name}` must hold keys" if item else f"`{name}` must hold keys"
        return "wrong-type", message, hint
    if kind in ("too_short", "string_too_short"):
        return "missing-key", f"`{name}` is empty", "Write its value, or remove the key."
    if kind == "id-invalid":
        nearest_id = slug(given)
        usable = nearest_id not in ("", given)
        return kind, detail["msg"], f"Write `{nearest_id}`." if usable else "Give it another id."
    rule = kind if "-" in kind else "wrong-type"
    return rule, detail["msg"], detail.get("ctx", {}).get("hint") or _HINTS.get(rule, "")


def _not_a_term(name: str, given: str, terms: list[str]) -> tuple[str, str, str]:
    message = f"`{given}` is not one of the terms for `{name}`"
    return "term-not-standard", message, did_you_mean(given, terms) or f"The terms are: {', '.join(terms)}."


def _field_name(path: base.Path) -> str:
    names = [step for step in path if isinstance(step, str)]
    return names[-1] if names else "record"


def _model_at(model: type[base.Model], path: base.Path) -> type[base.Model]:
    """The model that describes what stands at a path."""
    for step in path:
        if isinstance(step, str) and step in model.model_fields:
            inner = [
                mark
                for mark in base.annotations(model.model_fields[step].annotation)
                if isinstance(mark, type) and issubclass(mark, base.Model)
            ]
            model = inner[0] if inner else model
    return model


def _kinds_at(model: type[base.Model], path: base.Path) -> str:
    """Which kinds of record the id at a path may name, in words; empty where no id is asked for."""
    name = _field_name(path)
    field = _model_at(model, path[:-1]).model_fields.get(name)
    marks = [*field.metadata, *base.annotations(field.annotation)] if field else []
    kinds = [mark.kinds for mark in marks if isinstance(mark, base.RefTo)]
    return " or ".join(base.in_words(kind) for kind in sorted(kinds[0] or {"record"})) if kinds else ""


def _fields_at(model: type[base.Model], path: base.Path) -> list[str]:
    return [name for name in _model_at(model, path).model_fields if name != "id"]


def _terms(model: type[base.Model], path: base.Path) -> list[str]:
    """The terms that the field at a path may hold."""
    annotation = _model_at(model, path[:-1]).model_fields[str(path[-1])].annotation
    return [term for mark in base.annotations(annotation) for term in get_args(mark) if isinstance(term, str)]
