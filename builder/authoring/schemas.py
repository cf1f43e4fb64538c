"""JSON Schemas of the content files, for editors that complete keys and underline mistakes.

Drawn from the models in `records`: each field with its description, its terms, its default. Draft 7,
because every release of the YAML language server (VS Code, Neovim, Helix, Emacs …) reads it. The schemas
stand in the briefing's own folder, so that they work without a network.

Who sets up a folder writes `files()` into it and begins each content file with `modeline(path)`.

A schema sees one file. It accepts what the checker accepts there, save what is better written otherwise
(`yes` for `true`, a key with nothing behind it), and cannot see what the checker alone can: quotes,
references, the calendar.
"""

import json
import posixpath
from typing import Any, TypeAlias

from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from builder.facts.briefing import OVERVIEW
from builder.model import base, records, vocabulary
from builder.model.fields import MAX_ID_LENGTH, RESERVED_IDS
from builder.model.kinds import FOLDERS

FOLDER = ".briefing/schema"
SETTINGS = ".vscode/settings.json"
EXTENSIONS = ".vscode/extensions.json"
# The names of the schemas: `briefing`, `sources`, `actors` …
NAMES = (OVERVIEW, *FOLDERS)

Schema: TypeAlias = dict[str, Any]

_DRAFT = "http://json-schema.org/draft-07/schema#"
_INTEGER = r"^\s*[+-]?\d+(?:_\d+)*(?:\.0*)?\s*$"
_NUMBER = r"^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$"

# What a part mostly has, beside what it must have.
_USUAL = ("text", "cites", "quote")

# What each term of a scale stands for, shown beside it.
_MEANINGS = {
    "reliability": vocabulary.RELIABILITIES,
    "credibility": vocabulary.CREDIBILITIES,
    "likelihood": {
        term: f"{band.low}–{band.high} %"
        for band in vocabulary.LIKELIHOODS
        for term in (band.term, band.other_term)
    },
}


def files() -> dict[str, str]:
    """What an editor of the YAML language server needs in a briefing's folder: text by path.

    The schemas, and for VS Code the workspace's settings, which say which file has which schema, and the
    extension that it recommends. The last two belong to the folder's owner once they are there, see
    `is_drawn`.
    """
    texts = {schema_path(name): as_text(schema(name)) for name in NAMES}
    return texts | {SETTINGS: _settings(), EXTENSIONS: _json({"recommendations": ["redhat.vscode-yaml"]})}


def is_drawn(path: str) -> bool:
    """Whether a file of `files()` may be written anew; settings are only written where missing."""
    return path.startswith(f"{FOLDER}/")


def modeline(path: str) -> str:
    """The comment that tells an editor the schema of a content file; `path` is as `content/events/2024.yml`.

    It is the file's first line. Raises `KeyError` where no schema is for a file of this path.
    """
    top, _, below = path.partition("/")
    name = below.partition("/")[0].removesuffix(".yml")
    if top != "content" or name not in NAMES:
        raise KeyError(path)
    return f"# yaml-language-server: $schema={posixpath.relpath(schema_path(name), posixpath.dirname(path))}"


def schema_path(name: str) -> str:
    """Where the schema of a name stands in a briefing's folder."""
    return f"{FOLDER}/{name}.json"


def as_text(document: Schema) -> str:
    """A schema as the text of its file."""
    return _json(document)


def schema(name: str) -> Schema:
    """The schema of `content/briefing.yml` or of one kind's files, by its name in `NAMES`."""
    if name == OVERVIEW:
        return {"$schema": _DRAFT, "title": f"content/{name}.yml", **_of_model(records.Overview)}
    kind = FOLDERS[name]
    model = _of_model(kind)
    definitions = model.pop("definitions")
    del model["properties"]["id"]
    model["required"].remove("id")
    return {
        "$schema": _DRAFT,
        "title": f"content/{name}.yml",
        "description": f"A record is its id, a colon, and its fields below. {model['description']}",
        "type": "object",
        "propertyNames": {
            "pattern": f"^(?!(?:{'|'.join(sorted(RESERVED_IDS))})$){base.ID_PATTERN.pattern}$",
            "maxLength": MAX_ID_LENGTH,
            "patternErrorMessage": "An id is lower-case words of a–z and 0–9 with hyphens between them.",
        },
        "additionalProperties": {"$ref": f"#/definitions/{kind.__name__}"},
        "defaultSnippets": [
            {
                "label": f"new {kind.kind_name}",
                "description": f"What {base.in_words(kind.kind_name)} must have, to be filled in.",
                "body": {"${1:new-id}": _Blanks().fields(kind)},
            }
        ],
        "definitions": {kind.__name__: model, **definitions},
    }


def _of_model(model: type[base.Model]) -> Schema:
    """A model as an object; the models inside it stand in `definitions`."""
    made = model.model_json_schema(ref_template="#/definitions/{model}", schema_generator=_Generator)
    definitions = made.pop("$defs", {})
    for each in [*definitions.values(), made]:
        described = base.descriptions(getattr(records, each.pop("title")))
        each["description"] = " ".join(each["description"].split())
        for field, value in each["properties"].items():
            if field in described:
                value["description"] = " ".join(described[field].split())
                # By name, as pydantic orders them.
                value |= {key: value.pop(key) for key in sorted(value)}
            if meanings := _MEANINGS.get(field):
                terms = value.get("enum") or value["anyOf"][0]["enum"]
                value["enumDescriptions"] = [meanings[str(term)] for term in terms]
    return {**made, "definitions": definitions}


class _Blanks:
    """A record to be filled in: each blank is a tab stop (`$2`, `$3` …)."""

    def __init__(self) -> None:
        self.last = 1

    def fields(self, model: type[base.Model]) -> dict[str, Any]:
        """What a model must have, and what a statement has in any case."""
        needed = {name: field for name, field in model.model_fields.items() if field.is_required()}
        needed |= {name: model.model_fields[name] for name in _USUAL if name in model.model_fields}
        return {name: self.value(field) for name, field in needed.items() if name != "id"}

    def value(self, field: FieldInfo) -> Any:
        """What stands behind a key."""
        for mark in base.annotations(field.annotation):
            if isinstance(mark, type) and issubclass(mark, base.Model):
                return [self.fields(mark)]
        self.last += 1
        return f"${self.last}"


class _Generator(GenerateJsonSchema):
    """Draws schemas in draft 7, of YAML as its language server reads it.

    There, a value without quotation marks can be a number, which the checker reads as the text it is.
    """

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """A field may be left out, not left empty: editors underline a key with nothing behind it."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """What holds where the key is left out, unless that is nothing."""
        made = super().default_schema(schema)
        if made.get("default") in (None, []):
            made.pop("default", None)
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Text, which is not blank where it must not be empty."""
        made = super().str_schema(schema)
        if made.pop("minLength", None):
            made["pattern"] = r"\S"
            made["patternErrorMessage"] = "The text is empty."
        return made if made.get("pattern", r"\S") != r"\S" else {**made, "type": ["string", "number"]}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        """A whole number, also in quotation marks."""
        message = "A whole number is needed."
        return {"type": ["integer", "string"], "pattern": _INTEGER, "patternErrorMessage": message}

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:
        """A number, also in quotation marks."""
        message = "A number is needed."
        return {"type": ["number", "string"], "pattern": _NUMBER, "patternErrorMessage": message}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        """Terms; those that are digits are numbers where they stand without quotation marks."""
        made = super().literal_schema(schema)
        if not all(term.isdigit() for term in made["enum"]):
            return made
        numbers = [int(term) for term in made["enum"]]
        return {"anyOf": [{"type": "integer", "enum": numbers}, {"type": "string", "enum": made["enum"]}]}

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        """A list; draft 7 calls `items` what newer drafts call `prefixItems`."""
        made = super().tuple_schema(schema)
        if "prefixItems" in made:
            made["items"] = made.pop("prefixItems")
        return made


def _settings() -> str:
    """Which file has which schema, for VS Code; nothing of it asks the network."""
    globs = {OVERVIEW: [f"content/{OVERVIEW}.yml"]} | {
        name: [f"content/{name}.yml", f"content/{name}/**/*.yml"] for name in FOLDERS
    }
    return _json(
        {
            "yaml.schemas": {f"./{schema_path(name)}": paths for name, paths in globs.items()},
            "yaml.schemaStore.enable": False,
            "redhat.telemetry.enabled": False,
        }
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
