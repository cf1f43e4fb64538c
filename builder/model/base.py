"""What every part of a record has in common: the model, marks on its fields, the walk over all it holds.

Fields that hold other records' ids are marked with `RefTo`, fields that hold text for readers with `INLINE`
(inline Markdown and references) or `PLAIN` (shown as it stands), so that one walk finds every reference and
every text.
"""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path as FilePath
from typing import NamedTuple, TypeAlias, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
)
from pydantic_core import core_schema

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


Path: TypeAlias = tuple[str | int, ...]


class RefTo(NamedTuple):
    """Marks a field that holds the id of a record of one of these kinds (none: of any kind)."""

    kinds: frozenset[str]

    def __get_pydantic_json_schema__(
        self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """An id, as far as one file can tell."""
        title = f"The id of {' or '.join(in_words(kind) for kind in sorted(self.kinds or {'record'}))}"
        message = "An id is lower-case words of a–z and 0–9 with hyphens between them."
        pattern = f"^{ID_PATTERN.pattern}$"
        return {
            "type": ["string", "integer"],
            "title": title,
            "pattern": pattern,
            "patternErrorMessage": message,
        }


class TextKind(NamedTuple):
    """Marks a field that readers will see as text."""

    inline: bool


INLINE = TextKind(inline=True)


PLAIN = TextKind(inline=False)


def in_words(kind: str) -> str:
    """A kind with its article: `an actor`, `a place`."""
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


class Model(BaseModel):
    """What every part of a record has in common."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def __eq__(self, other: object) -> bool:
        """Whether all fields are equal; what is kept beside them, which leads back here, is not compared."""
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        ours, theirs = self.__dict__, other.__dict__
        return all(ours[name] == theirs[name] for name in type(self).model_fields)

    @cached_property
    def anatomy(self) -> "Anatomy":
        """What it holds, found in one walk and kept, since nearly everything asks for it."""
        parts: list[tuple[Path, Model]] = []
        references: list[Reference] = []
        texts: list[Prose] = []
        _walk(self, (), parts, references, texts)
        return Anatomy(tuple(parts), tuple(references), tuple(texts))


class Reference(NamedTuple):
    """An id in a field: where in the record, which id, and the kinds that may stand there."""

    path: Path
    id: str
    kinds: frozenset[str]


class Prose(NamedTuple):
    """A text in a field: where in the record, the text, and whether inline Markdown is read."""

    path: Path
    text: str
    inline: bool


class Anatomy(NamedTuple):
    """What a model holds: itself and every model inside it, every id of another record, every text."""

    parts: tuple[tuple[Path, "Model"], ...]
    references: tuple[Reference, ...]
    texts: tuple[Prose, ...]


def parts(model: Model) -> tuple[tuple[Path, Model], ...]:
    """The model itself and every model inside it, each with its path."""
    return model.anatomy.parts


def references(model: Model) -> tuple[Reference, ...]:
    """Every id of another record in the model's fields (not those in its texts)."""
    return model.anatomy.references


def texts(model: Model) -> tuple[Prose, ...]:
    """Every text in the model that readers will see."""
    return model.anatomy.texts


def _walk(
    model: Model,
    path: Path,
    parts: list[tuple[Path, Model]],
    references: list[Reference],
    texts: list[Prose],
) -> None:
    parts.append((path, model))
    values = model.__dict__
    shape = _shape(type(model))
    for name, kinds in shape.references:
        value = values[name]
        if isinstance(value, str):
            references.append(Reference((*path, name), value, kinds))
        elif value:
            references += [Reference((*path, name, index), item, kinds) for index, item in enumerate(value)]
    for name, inline in shape.texts:
        value = values[name]
        if isinstance(value, str):
            texts.append(Prose((*path, name), value, inline))
        elif value:
            texts += [Prose((*path, name, index), item, inline) for index, item in enumerate(value)]
    for name in shape.nested:
        value = values[name]
        if isinstance(value, Model):
            _walk(value, (*path, name), parts, references, texts)
        elif value:
            for index, item in enumerate(value):
                _walk(item, (*path, name, index), parts, references, texts)


class Held(NamedTuple):
    """An id or a text in a field: where it stands, the words, and what the field is marked as."""

    path: Path
    text: str
    mark: RefTo | TextKind


def held(model: type[Model], values: object, path: Path = ()) -> Iterator[Held]:
    """Every id and text for readers in plain values of a model's form, also where the form is not kept."""
    if not isinstance(values, dict):
        return
    shape = _shape(model)
    marks: list[tuple[str, RefTo | TextKind]] = []
    marks += ((name, RefTo(kinds)) for name, kinds in shape.references)
    marks += ((name, TextKind(inline)) for name, inline in shape.texts)
    for name, mark in marks:
        value = values.get(name)
        if isinstance(value, str):
            yield Held((*path, name), value, mark)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, str):
                    yield Held((*path, name, index), item, mark)
    for name in shape.nested:
        value = values.get(name)
        inner = shape.models[name]
        yield from held(inner, value, (*path, name))
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from held(inner, item, (*path, name, index))


class _Shape(NamedTuple):
    """Which fields of a model hold other models (which), references and texts."""

    nested: tuple[str, ...]
    models: dict[str, type[Model]]
    references: tuple[tuple[str, frozenset[str]], ...]
    texts: tuple[tuple[str, bool], ...]


@cache
def _shape(model: type[Model]) -> _Shape:
    models: dict[str, type[Model]] = {}
    references: list[tuple[str, frozenset[str]]] = []
    texts: list[tuple[str, bool]] = []
    for name, field in model.model_fields.items():
        marks = [*field.metadata, *annotations(field.annotation)]
        inner = [mark for mark in marks if isinstance(mark, type) and issubclass(mark, Model)]
        models |= {name: inner[0]} if inner else {}
        references += [(name, mark.kinds) for mark in marks if isinstance(mark, RefTo)]
        texts += [(name, mark.inline) for mark in marks if isinstance(mark, TextKind)]
    return _Shape(tuple(models), models, tuple(references), tuple(texts))


@cache
def descriptions(model: type[Model]) -> dict[str, str]:
    """What each field of a model is, by the docstring below it.

    They are read when somebody asks. Pydantic could read them, but only at each start, which would then take
    a third of a second more.
    """
    found = {}
    for part in reversed(model.__mro__):
        if not issubclass(part, Model):
            continue
        for above, below in pairwise(_class_bodies(part.__module__).get(part.__name__, ())):
            match above, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    found[name] = inspect.cleandoc(text)
    return {name: found[name] for name in model.model_fields if name in found}


@cache
def _class_bodies(module: str) -> dict[str, list[ast.stmt]]:
    """The statements of each class of a module."""
    source = FilePath(str(sys.modules[module].__file__)).read_text(encoding="utf-8")
    return {node.name: node.body for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}


def annotations(annotation: object) -> Iterator[object]:
    """An annotation with everything inside it: unions, tuples and `Annotated` metadata."""
    yield annotation
    for inner in get_args(annotation):
        if not isinstance(inner, str | Ellipsis.__class__):
            yield from annotations(inner)
