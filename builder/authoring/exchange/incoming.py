"""A file that is to be imported, opened as whatever a format asks for: JSON, a table, text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from builder.authoring.exchange import csv_files, json_files, tables, xlsx_files
from builder.authoring.exchange.json_files import Json
from builder.authoring.exchange.ledger import Entry, Ledger
from builder.authoring.exchange.tables import Header, Sheet


@dataclass(frozen=True)
class Table:
    """A table with a header that a format knows."""

    header: Header
    sheet: Sheet

    def named(self, columns: tuple[str, ...]) -> "Table":
        """The table with these columns, if it has no header of its own."""
        return replace(self, header=replace(self.header, names=columns)) if self.header.silent else self


class Incoming:
    """A file, read as far as somebody asks; `progress` is told how many bytes have been read.

    `encoding` is the one that the editor names. Raises `ContentError` for what cannot be read.
    """

    def __init__(
        self,
        path: Path,
        encoding: str | None,
        ledger: Ledger,
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        self.path, self.name, self.stem = path, path.name, path.stem
        self.ledger = ledger
        self._wished, self._progress = encoding, progress
        with path.open("rb") as file:
            self.start = file.read(2000)

    @property
    def ending(self) -> str:
        """How the file's name ends: `.csv`."""
        return self.path.suffix.lower()

    @cached_property
    def document(self) -> Json:
        """What a JSON file holds; none for any other file."""
        text = self.start.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
        return json_files.read(self.path, self.name) if text[:1] in (b"{", b"[") else None

    @property
    def is_text(self) -> bool:
        """Whether the file can be one of text: not JSON, no workbook, no archive."""
        return self.document is None and not self.start.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"%PDF"))

    @cached_property
    def text(self) -> str:
        """The text of a file."""
        with self.path.open(encoding=self.encoding, newline=None) as file:
            return file.read()

    @cached_property
    def encoding(self) -> str:
        """The encoding of a file of text."""
        return csv_files.encoding_of(self.path, self.name, self._wished)

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The tables in the file; none in one of JSON."""
        if self.document is not None:
            return []
        if xlsx_files.is_workbook(self.start, self.ending):
            return [*xlsx_files.sheets(self.path, self.name, self.start)]
        return [csv_files.CsvSheet(self.path, self.name, self.encoding, self._progress)]

    @property
    def remark(self) -> str:
        """What the editor should know of how a file of text was read."""
        if xlsx_files.is_workbook(self.start, self.ending):
            return ""
        if self.encoding == csv_files.FALLBACK and self._wished is None:
            return "The file is not UTF-8. It was read as Windows-1252: look at names with accents."
        return ""

    def table(
        self,
        is_header: Callable[[tuple[str, ...]], bool],
        is_row: Callable[[list[str]], bool] = lambda _: False,
    ) -> Table | None:
        """The first table with a header (or, without one, a row) that a format knows."""
        for sheet in self.sheets:
            if header := tables.header_in(sheet, is_header, is_row):
                return Table(header, sheet)
        return None

    def entries(self, table: Table) -> Iterator[Entry]:
        """The rows of a table; what stands in the file beside it is named."""
        for sheet in self.sheets:
            if sheet is not table.sheet and any(any(line.cells) for line in sheet.first()):
                self.ledger.skip(f"“{sheet.title}”", "a sheet of the file is passed over")
        return tables.entries(table.sheet, table.header, self.ledger)
