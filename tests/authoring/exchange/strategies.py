"""Any record that a content file can hold."""

import types
from typing import Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st

from builder.model import base, records
from builder.model.base import Model
from builder.model.fields import RESERVED_IDS

# What a YAML file can hold, with all that formats have a meaning for.
TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("=+-@'\";,\\\n\t#*_`[]<>&{}"),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() == text and text != "")
IDS = st.from_regex(r"[a-z]{1,5}(-[a-z0-9]{1,3})?", fullmatch=True).filter(
    lambda text: text not in RESERVED_IDS
)
DATES = (
    st.dates()
    .map(str)
    .flatmap(
        lambda day: st.sampled_from(
            [day, day[:7], day[:4], f"{day}~", f"{day[:7]}?", f"{day}/..", f"{day[:4]}-21"]
        )
    )
)
_FORMS = {
    "url": st.sampled_from(["https://example.org/?a=1&b=é", "http://b.example"]),
    "archived_url": st.just("https://archive.example.org/x"),
    "language": st.sampled_from(["en-GB", "fa"]),
    "sha256": st.just("0123456789abcdef" * 4),
    "wikidata": st.just("Q794"),
    "location": st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    "date": DATES,
    "published": DATES,
    "accessed": DATES,
    "as_of": DATES,
    "start": DATES,
    "end": DATES,
}


def values(model: type[Model]) -> st.SearchStrategy[dict[str, Any]]:
    """The fields of a model: those that must be there, and any of the others."""
    fields = {name: _field(model, name) for name in model.model_fields if name != "id"}
    required = {name: fields[name] for name in fields if model.model_fields[name].is_required()}
    optional = {name: fields[name] for name in fields if name not in required}
    return st.fixed_dictionaries(required, optional=optional)


def any_of(model: type[records.Record]) -> st.SearchStrategy[Any]:
    """Any record of a kind."""
    made = st.tuples(IDS, values(model))
    return made.map(lambda pair: model.model_validate({"id": pair[0], **pair[1]}))


def sources() -> st.SearchStrategy[records.Source]:
    """Any source."""
    return any_of(records.Source)


def _field(model: type[Model], name: str) -> st.SearchStrategy[Any]:
    field = model.model_fields[name]
    if name in _FORMS:
        if model is records.Edition:
            return st.dates().map(str)
        return _FORMS[name]
    return _of(field.annotation, [*field.metadata])


def _of(annotation: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    origin = get_origin(annotation)
    arguments = get_args(annotation)
    marks = [*metadata, *base.annotations(annotation)]
    if origin in (Union, types.UnionType):
        return _of(next(each for each in arguments if each is not type(None)), metadata)
    if origin is tuple:
        least = 1 if any(getattr(mark, "min_length", None) for mark in metadata) else 0
        return st.lists(_of(arguments[0], []), min_size=least, max_size=2)
    if origin is Literal:
        return st.sampled_from(arguments)
    if hasattr(annotation, "__metadata__"):
        return _of(annotation.__origin__, [*annotation.__metadata__, *metadata])
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return values(annotation)
    if annotation is bool:
        return st.booleans()
    if annotation is int:
        return st.integers(-5, 10**6)
    if any(isinstance(mark, base.RefTo) for mark in marks):
        return IDS
    return TEXT
