"""A file of another program into a briefing: what it is, what becomes of it, where it is written."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from builder.authoring.exchange import (
    acled,
    briefing_json,
    csl,
    csv_files,
    existing,
    json_files,
    kind_tables,
    storymapjs,
    timelinejs,
    ucdp,
)
from builder.authoring.exchange.event_filter import Selection
from builder.authoring.exchange.ledger import Entry, Ledger, UnreadableError
from builder.authoring.exchange.proposals import Book, Proposal, ThereAlreadyError, shortened_slug
from builder.authoring.exchange.staging import Staging
from builder.authoring.exchange.validation import validated
from builder.facts.briefing import FOLDERS
from builder.machinery.similar_words import nearest
from builder.model import base, fields

FORMATS = ("timelinejs", "storymapjs", "ucdp", "acled", "csl", "csv", "json")
_IN_JSON: dict[str, ModuleType] = {
    "json": briefing_json,
    "storymapjs": storymapjs,
    "timelinejs": timelinejs,
    "csl": csl,
}
_IN_CSV: dict[str, ModuleType] = {"ucdp": ucdp, "acled": acled, "timelinejs": timelinejs}
# Their records have been checked once they are proposed.
_CHECKED = frozenset({"csl", "csv", "json"})
_FILE_ID = 32


@dataclass(frozen=True)
class Wish:
    """What the editor says of the file, each where it is not to be seen from the file itself.

    `form` is one of `FORMATS`; `kind` the folder of a kind, for a table of one; `source` the id of the
    source that everything imported cites.
    """

    form: str | None = None
    kind: str | None = None
    source: str | None = None
    encoding: str | None = None
    selection: Selection = field(default_factory=Selection)


@dataclass(frozen=True)
class Imported:
    """What an import did: the name of the format, the ledger, how many records of each kind, how many of them
    are drafts, which files.

    `remark` is what the editor should know of the whole file.
    """

    title: str
    ledger: Ledger
    counts: dict[type[base.Model], int]
    drafts: int
    files: tuple[str, ...]
    remark: str = ""


def run(root: Path, path: Path, wish: Wish, progress: Callable[[int], None] = lambda _: None) -> Imported:
    """Import a file into the briefing in a folder; `progress` is told how many bytes have been read.

    An entry that cannot be read is left out, and the ledger names it. Raises `ContentError` where the file
    as a whole cannot be imported; nothing has been written then.
    """
    name = path.name
    book = Book(existing.read(root))
    ledger = Ledger()
    try:
        with path.open("rb") as file:
            start = file.read(2000)
        if not start.strip():
            raise csv_files.problem(name, 0, "the file is empty")
        if _is_json(start):
            reading = _document(path, name, wish, book)
        else:
            reading = _table(path, name, wish, book, ledger, progress)
        if wish.selection and reading.form not in ("ucdp", "acled"):
            raise csv_files.problem(name, 0, "--country, --since and --until are for files of UCDP and ACLED")
        with Staging(root, shortened_slug(path.stem, _FILE_ID) or "imported") as staging:
            _fill(reading, name, book, ledger, staging)
            _refuse_nothing(name, ledger, wish.selection)
            if ledger.carried:
                for proposal in book.proposals:
                    validated(proposal)
                    staging.add(proposal)
            files = staging.commit()
            return Imported(
                reading.title, ledger, staging.counts, staging.drafts, tuple(files), reading.remark
            )
    except UnreadableError as error:
        raise csv_files.problem(name, 0, error.why, error.hint) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise csv_files.problem(name, 0, f"the import cannot be done: {reason}") from None


@dataclass(frozen=True)
class _Reading:
    """A file as it is about to be read: its format, its entries, and what makes records of one."""

    form: str
    title: str
    entries: Iterator[Entry]
    propose: Callable[[Entry], list[Proposal] | None]
    remark: str = ""


def _fill(reading: _Reading, name: str, book: Book, ledger: Ledger, staging: Staging) -> None:
    for entry in reading.entries:
        try:
            proposals = reading.propose(entry)
            if proposals is None:
                ledger.leave_outside()
                continue
            if reading.form not in _CHECKED:
                for proposal in proposals:
                    validated(proposal)
        except ThereAlreadyError:
            ledger.was_there()
        except UnreadableError as error:
            ledger.refuse(entry, name, error)
        else:
            for proposal in proposals:
                staging.add(proposal)
            ledger.carry(entry)


def _refuse_nothing(name: str, ledger: Ledger, selection: Selection) -> None:
    """Say so where nothing was found at all, or nothing that was asked for."""
    if not ledger.entries:
        raise csv_files.problem(name, 0, "there is nothing in the file that could be imported")
    missing = [
        country
        for country in selection.countries
        if not selection.met or existing.folded(country) not in _names(selection.met)
    ]
    if missing:
        found = nearest(missing[0], sorted(selection.met))
        hint = f"Did you mean {found}?" if found else f"There are: {', '.join(sorted(selection.met))[:300]}."
        raise csv_files.problem(name, 0, f"no row is of the country {missing[0]}", hint)


def _names(countries: set[str]) -> set[str]:
    return {existing.folded(form) for each in countries for form in (each, each.partition("(")[0])}


def _is_json(start: bytes) -> bool:
    text = start.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return text[:1] in (b"{", b"[")


def _document(path: Path, name: str, wish: Wish, book: Book) -> _Reading:
    value = json_files.read(path, name)
    fits = [form for form, module in _IN_JSON.items() if module.is_document(value)]
    form = wish.form or next(iter(fits), None)
    if form is None or form not in fits:
        _refuse_format(name, form, "JSON: a timeline, a story map, CSL sources, or a whole briefing")
    module = _IN_JSON[form]
    propose: Callable[[Entry], list[Proposal] | None]
    if form in ("json", "csl"):

        def propose(entry: Entry) -> list[Proposal] | None:
            found: list[Proposal] = module.propose(entry, book)
            return found
    else:
        propose = _of_slides(module, path, name, wish, book)
    return _Reading(form, module.TITLE, module.entries(value), propose)


def _of_slides(
    module: ModuleType, path: Path, name: str, wish: Wish, book: Book
) -> Callable[[Entry], list[Proposal] | None]:
    """What makes events of slides, which cite the file as a source."""
    source = _source_id(wish, shortened_slug(path.stem, _FILE_ID) or "imported")
    book.dataset(source, title=name, kind="document")

    def propose(entry: Entry) -> list[Proposal] | None:
        found: list[Proposal] = module.propose(entry, book, source)
        return found

    return propose


def _table(
    path: Path,
    name: str,
    wish: Wish,
    book: Book,
    ledger: Ledger,
    progress: Callable[[int], None],
) -> _Reading:
    encoding = csv_files.encoding_of(path, name, wish.encoding)
    lines = csv_files.first_lines(path, encoding)
    kinds = [FOLDERS[wish.kind]] if wish.kind else []

    def form_of(columns: tuple[str, ...]) -> str | None:
        if kinds or wish.form == "csv":
            return "csv" if "id" in columns else None
        found = [form for form, module in _IN_CSV.items() if module.is_header(columns)]
        return found[0] if found else "csv" if kind_tables.kind_of(columns, path.stem) else None

    header = csv_files.header_in(lines, lambda columns: form_of(columns) is not None, ucdp.is_row)
    if header is None:
        _refuse_format(name, wish.form, "CSV: UCDP GED, ACLED, a timeline, or a table of one kind")
    form = "ucdp" if header.silent else str(form_of(header.columns))
    if header.silent:
        header = replace(header, names=ucdp.COLUMNS)
    if wish.form and wish.form != form:
        _refuse_format(name, wish.form, f"{form}")
    rows = csv_files.entries(path, name, encoding, header, ledger, progress)
    remark = ""
    if encoding == "cp1252" and wish.encoding is None:
        remark = "The file is not UTF-8. It was read as Windows-1252: look at names with accents."
    propose: Callable[[Entry], list[Proposal] | None]
    if form == "csv":
        kind = kinds[0] if kinds else kind_tables.kind_of(header.columns, path.stem)
        if kind is None:
            hint = f"Name it with --kind: {', '.join(FOLDERS)}."
            raise csv_files.problem(
                name, header.above, "these columns fit more than one kind of record", hint
            )
        table_of = kind

        def propose(entry: Entry) -> list[Proposal] | None:
            return kind_tables.propose(entry, book, table_of)

        return _Reading(form, f"{kind_tables.TITLE} ({kind.folder})", rows, propose, remark)
    if form == "timelinejs":
        return _Reading(
            form,
            timelinejs.SHEET_TITLE,
            map(timelinejs.from_row, rows),
            _of_slides(timelinejs, path, name, wish, book),
            remark,
        )
    module = _IN_CSV[form]
    described: dict[str, Any] = module.source()
    book.dataset(_source_id(wish, module.SOURCE), **described)

    def propose_event(entry: Entry) -> list[Proposal] | None:
        found: list[Proposal] | None = module.propose(entry, book, wish.selection)
        return found

    return _Reading(form, module.TITLE, rows, propose_event, remark)


def _source_id(wish: Wish, otherwise: str) -> str:
    """The id of the source that is cited; raises `UnreadableError` for one that is none."""
    wished = wish.source or otherwise
    if not re.fullmatch(base.ID_PATTERN, wished) or len(wished) > _FILE_ID:
        hint = f"Write `{shortened_slug(wished, _FILE_ID)}`." if fields.slug(wished) else ""
        raise UnreadableError(
            f"`{wished}` is no id of a source: at most {_FILE_ID} of a–z, 0–9, hyphens", hint
        )
    return wished


def _refuse_format(name: str, wished: str | None, known_here: str) -> NoReturn:
    if wished:
        raise csv_files.problem(
            name, 1, f"this is not a file of the format {wished}", f"It may be {known_here}."
        )
    hint = f"What is known in {known_here}. Name the format with --format."
    raise csv_files.problem(name, 1, "it is not to be seen what this file holds", hint)
