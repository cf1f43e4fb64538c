"""A whole briefing as one JSON document, with its JSON Schema.

The document holds `format` (`briefing`), `version` (1), `briefing` (what stands in `content/briefing.yml`)
and, for each kind that there is, its records under their ids, as in the files of `content/`. Drafts are
among them, with `draft`. Fields that are as if left out are not in it. The texts in `seeds/` are not in it,
since not everybody may publish them; sources name them.

Read again, it gives the same records. An overview that is there already stays as it is, and so do records;
where they say something else than the file, that is reported.
"""

import json
from collections.abc import Iterator
from typing import Any

from builder.authoring import schemas
from builder.authoring.exchange.exported import Exported, Left, as_json
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Reading, Wish, Writer
from builder.authoring.exchange.json_files import Json
from builder.authoring.exchange.ledger import Entry, UnreadableError, flat
from builder.authoring.exchange.proposals import Book, Proposal, ThereAlreadyError
from builder.authoring.exchange.validation import checked, fields_of
from builder.facts.briefing import OVERVIEW, Briefing
from builder.model import base, records
from builder.model.kinds import FOLDERS

NAME = "json"
TITLE = "The whole briefing as JSON"
ENDINGS = (".json",)
FORMAT, VERSION = "briefing", 1
SCHEMA_NAME = "briefing.schema.json"


class Record(Entry):
    """A record in the document: its kind, its id, and its fields as they stand there."""

    def __init__(self, kind: type[base.Model], record_id: str, fields: Json) -> None:
        word = kind.kind_name if issubclass(kind, records.Record) else "overview"
        super().__init__(f"{word} `{record_id}`", 0, flat(fields))
        self.kind, self.id, self.fields = kind, record_id, fields


def is_document(value: Json) -> bool:
    """Whether a JSON document is a whole briefing."""
    return isinstance(value, dict) and value.get("format") == FORMAT


def entries(value: Json) -> Iterator[Entry]:
    """The overview and each record as entries, and what else stands in the document.

    Raises `UnreadableError` for a version that is not known.
    """
    assert isinstance(value, dict)
    if value.get("version") != str(VERSION):
        raise UnreadableError(
            f"the document has the version {value.get('version')}; this program reads version {VERSION}"
        )
    if isinstance(value.get(OVERVIEW), dict):
        yield Record(records.Overview, OVERVIEW, value[OVERVIEW])
    for folder, kind in FOLDERS.items():
        held = value.get(folder)
        if isinstance(held, dict):
            for record_id, fields in held.items():
                yield Record(kind, record_id, fields)
    known = ("format", "version", "$schema", OVERVIEW, *FOLDERS)
    rest = {
        key: each
        for key, each in value.items()
        if key not in known or (key in known[3:] and not isinstance(each, dict))
    }
    entry = Entry("the document", 0, flat(rest))
    if entry.values:
        yield entry


def propose(entry: Entry, book: Book) -> list[Proposal]:
    """The record that an entry holds."""
    if not isinstance(entry, Record):
        return []
    if not isinstance(entry.fields, dict):
        raise UnreadableError("it must hold the fields of a record")
    if entry.kind is records.Overview and book.known.overview:
        raise ThereAlreadyError
    proposal = checked(entry.kind, entry.id, entry.fields)
    if entry.kind is not records.Overview:
        book.keep(entry.kind, entry.id)
    for name in entry.fields:
        entry.take_all(name)
    return [proposal]


def read(incoming: Incoming, wish: Wish, book: Book) -> Reading | None:
    """A document of our own."""
    if not is_document(incoming.document):
        return None
    return Reading(TITLE, entries(incoming.document), lambda entry: propose(entry, book), ours=True)


def write(briefing: Briefing) -> Exported:
    """A briefing as one document, its drafts among the records."""
    document: dict[str, Any] = {
        "$schema": SCHEMA_NAME,
        "format": FORMAT,
        "version": VERSION,
        OVERVIEW: fields_of(briefing.overview),
    }
    for folder, kind in FOLDERS.items():
        held = briefing.of(kind)
        if held:
            document[folder] = {record_id: fields_of(record) for record_id, record in held.items()}
    left = Left()
    for source in briefing.texts:
        left.add("the stored texts of sources are not carried", source)
    schema_text = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    return Exported(as_json(document), left, {SCHEMA_NAME: schema_text})


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 7) of the document, drawn from the models as those of the content files are."""
    drawn = {name: schemas.schema(name) for name in schemas.NAMES}
    definitions: dict[str, Any] = {}
    for each in drawn.values():
        definitions |= each.pop("definitions")
    first = next(iter(drawn.values()))["$schema"]
    for each in drawn.values():
        del each["$schema"]
    return {
        "$schema": first,
        "title": "A briefing",
        "description": "Everything that a briefing holds, save the texts of its sources.",
        "type": "object",
        "required": ["format", "version", OVERVIEW],
        "additionalProperties": False,
        "properties": {
            "$schema": {"type": "string"},
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            **drawn,
        },
        "definitions": definitions,
    }


READER = read
WRITER = Writer("briefing.json", drafts=True, write=write)
