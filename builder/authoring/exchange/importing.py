"""A file of another program into a briefing: what it is, what becomes of it, where it is written."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from builder.authoring.exchange import columns, csv_files, existing
from builder.authoring.exchange.event_filter import Selection
from builder.authoring.exchange.formats import FORMATS
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Format, Reading, Wish
from builder.authoring.exchange.ledger import Entry, Ledger, UnreadableError
from builder.authoring.exchange.proposals import FILE_ID, Book, Proposal, ThereAlreadyError, shortened_slug
from builder.authoring.exchange.staging import Staging
from builder.authoring.exchange.validation import validated
from builder.facts.briefing import OVERVIEW
from builder.machinery import disk_trouble
from builder.machinery.similar_words import nearest
from builder.model import base, records

READERS = {each.NAME: each.READER for each in FORMATS if each.READER}


@dataclass(frozen=True)
class Imported:
    """What an import did: the name of the format, the ledger, how many records of each kind, how many of them
    are drafts, which files.

    `remark` is what the editor should know of the whole file, `begun` that the briefing had no overview.
    """

    title: str
    ledger: Ledger
    counts: dict[type[base.Model], int]
    drafts: int
    files: tuple[str, ...]
    remark: str = ""
    begun: bool = False


def run(root: Path, path: Path, wish: Wish, progress: Callable[[int], None] = lambda _: None) -> Imported:
    """Import a file into the briefing in a folder; `progress` is told how many bytes have been read.

    An entry that cannot be read is left out, and the ledger names it. Raises `ContentError` where the file
    as a whole cannot be imported; nothing has been written then.
    """
    name = path.name
    book = Book(existing.read(root))
    ledger = Ledger()
    try:
        incoming = Incoming(path, wish.encoding, ledger, progress)
        if not incoming.start.strip():
            raise csv_files.problem(name, 0, "the file is empty")
        reading = _reading(incoming, wish, book)
        if wish.selection and not reading.selects:
            raise csv_files.problem(name, 0, "--country, --since and --until are for files of UCDP and ACLED")
        with Staging(root, shortened_slug(path.stem, FILE_ID) or "imported") as staging:
            _fill(reading, name, book, ledger, staging)
            _refuse_nothing(name, ledger, wish.selection)
            if ledger.carried:
                for proposal in book.proposals:
                    validated(proposal)
                    staging.add(proposal)
                if not book.known.overview and records.Overview not in staging.counts:
                    staging.add(_beginning(book, path))
            files = staging.commit()
            begun = records.Overview in staging.counts and not reading.ours
            return Imported(
                reading.title, ledger, staging.counts, staging.drafts, tuple(files), reading.remark, begun
            )
    except UnreadableError as error:
        raise csv_files.problem(name, 0, error.why, error.hint) from None
    except OSError as error:
        reason = disk_trouble.in_words(error, root)
        raise csv_files.problem(name, 0, f"the import cannot be done: {reason}") from None


def _beginning(book: Book, path: Path) -> Proposal:
    """The overview of a briefing that has none, so that it can be checked; it claims nothing."""
    titles = [proposal.fields["title"] for proposal in book.proposals if proposal.kind is records.Source]
    note = "The bottom line is still to be written."
    fields = {"title": titles[0] if titles else path.name, "bottom_line": [{"note": note}]}
    return Proposal(records.Overview, OVERVIEW, fields)


def _reading(incoming: Incoming, wish: Wish, book: Book) -> Reading:
    """The file, as the first format that knows it reads it; raises `ContentError` where none does."""
    # Only a table with columns of its own needs to be told what they hold.
    form = wish.form or (columns.NAME if wish.columns else None)
    for name, reader in READERS.items():
        if form in (None, name) and (reading := reader(incoming, wish, book)):
            return reading
    if wish.form:
        others = [
            name for name, reader in READERS.items() if name != wish.form and reader(incoming, wish, book)
        ]
        why = f"this is not a file of the format {wish.form}"
        hint = f"It may be one of {others[0]}." if others else _known_for(incoming.ending)
    else:
        why, hint = "it is not to be seen what this file holds", _known_for(incoming.ending)
        if headings := _headings(incoming):
            hint += (
                f"\nIts columns are {', '.join(headings)}. Say what they hold, as in "
                f"--map title={headings[0]} --map date={headings[1]}."
            )
    raise csv_files.problem(incoming.name, 1, why, hint)


def _headings(incoming: Incoming) -> list[str]:
    """What may be the headings of a table: the first line with more than one cell."""
    for sheet in incoming.sheets:
        for line in sheet.first():
            if len(found := [cell.strip() for cell in line.cells if cell.strip()]) > 1:
                return [f"“{name}”" if " " in name else name for name in found[:40]]
    return []


def _known_for(ending: str) -> str:
    """Which formats files with an ending may have."""
    fits = [each for each in FORMATS if each.READER and ending in each.ENDINGS]
    if fits:
        return f"With the ending {ending} are known: {_listed(fits)}. Name the format with --format."
    endings = sorted({known for each in FORMATS if each.READER for known in each.ENDINGS})
    return f"No format has the ending {ending or '(none)'}; known are {', '.join(endings)}."


def _listed(formats: list[Format]) -> str:
    return ", ".join(f"{each.TITLE} ({each.NAME})" for each in formats)


def _fill(reading: Reading, name: str, book: Book, ledger: Ledger, staging: Staging) -> None:
    for entry in reading.entries:
        book.begin()
        try:
            if entry.fault:
                raise entry.fault
            proposals = reading.propose(entry)
            if proposals is None:
                ledger.leave_outside()
                book.undo()
                continue
            for proposal in proposals:
                validated(proposal)
        except ThereAlreadyError:
            ledger.was_there()
            book.undo()
        except UnreadableError as error:
            ledger.refuse(entry, name, error)
            book.undo()
        else:
            if any(proposal.id in book.known.kinds for proposal in proposals):
                _compare(reading, entry, proposals, name, book, ledger)
                continue
            for proposal in proposals:
                staging.add(proposal)
            ledger.carry(entry)


def _compare(
    reading: Reading, entry: Entry, proposals: list[Proposal], name: str, book: Book, ledger: Ledger
) -> None:
    """An entry of which the record is here already, as it is in the file, or otherwise."""
    for proposal in proposals:
        kind = proposal.kind
        if proposal.id in book.known.kinds and issubclass(kind, records.Record):
            found = book.known.differences(kind, proposal.id, proposal.fields, whole=reading.ours)
            if found:
                ledger.change(entry, name, proposal.id, found)
                break
    else:
        ledger.was_there()
    book.undo(keep_ids=True)


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
