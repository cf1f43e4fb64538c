"""Records of one kind as a table: a file for each kind, a row for each record, a column for each field.

What is written is read again as the same records, so that a table can be worked on in a spreadsheet and
brought back. The columns are the fields of the kind, by their names, in any order; only `id` and the fields
that a record must have are needed.

- A field that holds names or ids is one cell, with `; ` between them: `iran; pakistan`. A semicolon within
  one is written `\\;`.
- A location is `30.28; 57.08`.
- What is nested has a column for each of its values, numbered from 1: `account.1.text`,
  `account.1.cites.1.quote`.
- `draft` is `true` or empty.
- A cell that a spreadsheet would take for a formula (one that begins with `=`, `+`, `-` or `@`) begins with
  an apostrophe, which is taken away when it is read. Numbers are left as they are.

Which kind a table holds is seen from its columns, or from its name (`events.csv`). Records that are there
already stay as they are; where they say something else than the table, that is reported. Exported tables
begin with a byte order mark, so that Excel shows every script.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_origin

from builder.authoring.exchange.csv_files import problem
from builder.authoring.exchange.exported import Exported, Left
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Reading, Wish, Writer
from builder.authoring.exchange.ledger import Entry, UnreadableError
from builder.authoring.exchange.proposals import Book, Proposal
from builder.authoring.exchange.validation import checked, fields_of
from builder.facts.briefing import OVERVIEW, Briefing
from builder.machinery.similar_words import did_you_mean
from builder.model import base, records
from builder.model.kinds import FOLDERS

NAME = "csv"
TITLE = "CSV for each kind"
ENDINGS = (".csv", ".xlsx")
FOLDER = "csv/"
# So that spreadsheets read the file as UTF-8.
_BYTE_ORDER_MARK = "\ufeff"
# What spreadsheets take for a formula, and what has been told apart from one already.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_EMPTY = "{}"
_MOST = 1000


def kind_of(columns: tuple[str, ...], stem: str) -> type[records.Record] | None:
    """The kind of record that a table with these columns holds; the name of the file settles ties."""
    if "id" not in columns:
        return None
    fields = {column.partition(".")[0] for column in columns}
    fits = [kind for kind in FOLDERS.values() if _required(kind) <= fields]
    counted = {kind: len(fields & kind.model_fields.keys()) for kind in fits}
    best = [kind for kind in fits if counted[kind] == max(counted.values())]
    named = FOLDERS.get(stem)
    if named in fits:
        return named
    return best[0] if len(best) == 1 else None


def _required(kind: type[records.Record]) -> set[str]:
    """The fields that a table of a kind must have a column for; lists may be empty, and have none."""
    return {
        name for name, field in kind.model_fields.items() if field.is_required() and not _is_list(kind, name)
    }


def propose(entry: Entry, book: Book, kind: type[records.Record]) -> list[Proposal]:
    """The record that a row holds."""
    record_id = _cell(entry.take("id"))
    if not record_id:
        raise UnreadableError("the row has no id")
    fields: dict[str, Any] = {}
    for column, text in entry.values.items():
        if column == "id":
            continue
        value = _cell(text)
        path = [int(step) if step.isdigit() else step for step in column.split(".")]
        try:
            _put(kind, fields, path, value)
        except KeyError:
            names = [name for name in kind.model_fields if name != "id"]
            hint = did_you_mean(column.partition(".")[0], names)
            called = entry.called(column)
            entry.leave(column, f"`{called}` is no field of {kind.folder}. {hint}".rstrip())
        else:
            entry.take(column)
    for name in kind.model_fields:
        if kind.model_fields[name].is_required() and _is_list(kind, name):
            fields.setdefault(name, [])
    proposal = checked(kind, record_id, _listed(fields))
    book.keep(kind, record_id)
    return [proposal]


def read(incoming: Incoming, wish: Wish, book: Book) -> Reading | None:
    """A table of one kind: the one that the editor names, or that its columns show."""
    named = FOLDERS[wish.kind] if wish.kind else None

    def is_header(columns: tuple[str, ...]) -> bool:
        fields = {column.partition(".")[0] for column in columns}
        if named:
            return "id" in columns and _required(named) <= fields
        if wish.form == NAME:
            return "id" in columns
        return kind_of(columns, incoming.stem) is not None

    table = incoming.table(is_header)
    if table is None:
        return None
    kind = named or kind_of(table.header.columns, incoming.stem)
    if kind is None:
        hint = f"Name it with --kind: {', '.join(FOLDERS)}."
        why = "these columns fit more than one kind of record"
        raise problem(incoming.name, table.header.above, why, hint)
    return Reading(
        f"{TITLE} ({kind.folder})",
        incoming.entries(table),
        lambda entry: propose(entry, book, kind),
        incoming.remark,
        ours=True,
    )


def write(briefing: Briefing) -> Exported:
    """A table for each kind of record that there is."""
    left = Left()
    left.add("the overview is not carried: it is in json", OVERVIEW)
    held = {kind: briefing.of(kind).values() for kind in FOLDERS.values()}
    files = {
        f"{FOLDER}{kind.folder}.csv": _BYTE_ORDER_MARK + table(kind, rows)
        for kind, rows in held.items()
        if rows
    }
    return Exported("", left, files)


def table(kind: type[records.Record], held: Iterable[records.Record]) -> str:
    """Records of one kind as CSV, in UTF-8, with the line ends that RFC 4180 asks for."""
    rows = [{"id": record.id, **dict(_columns(fields_of(record)))} for record in held]
    order = {name: number for number, name in enumerate(_all_names(kind))}

    def place(column: str) -> list[tuple[int, int]]:
        return [(int(step), 0) if step.isdigit() else (0, order[step]) for step in column.split(".")]

    columns = sorted({column for row in rows for column in row} | {"id"} | _required(kind), key=place)
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows({name: _safe(cell) for name, cell in row.items()} for row in rows)
    return text.getvalue()


def _columns(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The values of a record with the names of their columns."""
    if isinstance(value, Mapping):
        if not value and path:
            yield path, _EMPTY
        for name, inner in value.items():
            yield from _columns(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for number, inner in enumerate(value, 1):
            yield from _columns(inner, f"{path}.{number}")
    elif isinstance(value, list):
        if value:
            yield path, "; ".join(re.sub(r"[\\;]", r"\\\g<0>", str(each)) for each in value)
    else:
        yield path, str(value).lower() if isinstance(value, bool) else str(value)


def _put(model: type[base.Model], into: dict[str, Any], path: list[str | int], text: str) -> None:
    """Put a cell's value where its column says; raises `KeyError` for one that is no field."""
    name, *rest = path
    field = model.model_fields[name] if isinstance(name, str) else None
    if field is None or (model is not records.Overview and name == "id" and rest):
        raise KeyError(name)
    inner = _model_in(field.annotation)
    if inner is None:
        if rest:
            raise KeyError(rest[0])
        into[str(name)] = _items(text) if _is_list(model, str(name)) else text
        return
    if not rest or not isinstance(rest[0], int) or not 1 <= rest[0] <= _MOST:
        raise KeyError(name)
    numbered = into.setdefault(str(name), {})
    part = numbered.setdefault(rest[0], {})
    if len(rest) == 1:
        if text != _EMPTY:
            raise KeyError(name)
        return
    _put(inner, part, rest[1:], text)


def _listed(value: Any) -> Any:
    """Numbered parts as lists, in the order of their numbers."""
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(key, int) for key in value):
        return [_listed(value[number]) for number in sorted(value)]
    return {key: _listed(inner) for key, inner in value.items()}


def _items(text: str) -> list[str]:
    """The names in a cell."""
    parts = re.findall(r"(?:\\.|[^\\;])+|(?<=;)(?=;)", text, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL).strip() for part in parts if part.strip()]


def _model_in(annotation: object) -> type[base.Model] | None:
    """The model of the parts of a field, where it has parts."""
    for mark in base.annotations(annotation):
        if isinstance(mark, type) and issubclass(mark, base.Model):
            return mark
    return None


def _is_list(model: type[base.Model], name: str) -> bool:
    """Whether a field holds several values."""
    return any(get_origin(mark) is tuple for mark in base.annotations(model.model_fields[name].annotation))


def _all_names(kind: type[base.Model]) -> list[str]:
    """The names of the fields of a kind and of everything in it, in their order."""
    names = ["id", *kind.model_fields]
    for field in kind.model_fields.values():
        inner = _model_in(field.annotation)
        if inner:
            names += _all_names(inner)
    return list(dict.fromkeys(names))


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _cell(text: str) -> str:
    """What a cell holds, without the apostrophe that kept it from being a formula."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


READER = read
WRITER = Writer(FOLDER, drafts=True, write=write)
