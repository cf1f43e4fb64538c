"""CSV files as they are found: read row by row, whatever the separator, the encoding, the lines before.

UTF-8 is tried first, then UTF-16 with a byte order mark; what is neither is read as Windows-1252, as
spreadsheets save it on many machines, and the ledger says so. Separators are comma, semicolon, tab and
vertical bar. Lines before the header are passed over.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.authoring.exchange.ledger import Entry, Ledger
from builder.files.problems import ContentError, Location, Problem

SEPARATORS = ",;\t|"
_FALLBACK = "cp1252"
# A header is looked for in the first lines, and in so many bytes of them.
_LINES, _BYTES = 40, 200_000
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Header:
    """The names of a table's columns as they stand there, and how its rows are separated.

    `above` is the number of lines before the first row: the header itself and what stands before it;
    `silent` says that the file has no header.
    """

    names: tuple[str, ...]
    separator: str
    above: int
    silent: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The names as formats know them: `End Year` as `end_year`."""
        return tuple(column_name(name) for name in self.names)


def column_name(name: str) -> str:
    """A column's name without capitals, spaces and what else differs between files."""
    return re.sub(r"[\s\-]+", "_", name.strip().strip('"').strip().lower())


def problem(file: str, line: int, why: str, hint: str = "") -> ContentError:
    """What makes a whole file unreadable."""
    return ContentError([Problem("not-imported", Location(file, line, 1 if line else 0), why, hint)])


def encoding_of(path: Path, name: str, wished: str | None = None) -> str:
    """The encoding of a file, found by reading all of it once; raises `ContentError` where none fits."""
    with path.open("rb") as file:
        start = file.read(4)
    if wished is None and start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        wished = "utf-16"
    failures: list[UnicodeDecodeError] = []
    for encoding in [wished] if wished else ["utf-8-sig", _FALLBACK]:
        try:
            with path.open(encoding=encoding, newline="") as text:
                while text.read(_CHUNK):
                    pass
        except UnicodeDecodeError as error:
            failures.append(error)
        except UnicodeError:
            raise problem(name, 0, f"the file is not text in {encoding}") from None
        else:
            return encoding
    line = _line_of(path, failures[0])
    tried = "UTF-8 or Windows-1252" if wished is None else wished
    hint = "Save it again with the encoding UTF-8, or name its encoding with --encoding, such as cp1256."
    raise problem(name, line, f"the file is not text in {tried}", hint)


def _line_of(path: Path, error: UnicodeDecodeError) -> int:
    """About where the bytes stand that cannot be read: the first line that holds one of them."""
    bad = error.object[error.start : error.end]
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if bad in line:
                try:
                    line.decode(error.encoding.removesuffix("-sig"))
                except UnicodeDecodeError:
                    return number
    return 0


def first_lines(path: Path, encoding: str) -> list[str]:
    """The first lines of a file, for finding out what it is."""
    with path.open(encoding=encoding, newline="") as file:
        return file.read(_BYTES).splitlines()[:_LINES]


def header_in(
    lines: Sequence[str], is_header: Callable[[tuple[str, ...]], bool], is_row: Callable[[list[str]], bool]
) -> Header | None:
    """The first line that is a header of a format, or whose cells are a row of one without header."""
    for index, line in enumerate(lines):
        for separator in SEPARATORS:
            cells = _cells(line, separator)
            header = Header(tuple(cells), separator, index + 1)
            if len(cells) > 1 and is_header(header.columns):
                return header
    for index, line in enumerate(lines):
        for separator in SEPARATORS:
            cells = _cells(line, separator)
            if is_row(cells):
                return Header((), separator, index, silent=True)
    return None


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def entries(
    path: Path,
    name: str,
    encoding: str,
    header: Header,
    ledger: Ledger,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Entry]:
    """The rows of a table as entries, their values by the columns' names as formats know them.

    Rows are numbered as spreadsheets show them, the header's line included. Blank rows are passed over. A
    quotation mark out of place makes it unclear where rows begin, so the whole file is refused
    (`ContentError`). `progress` is told how many bytes have been read.
    """
    yield from _Rows(path, name, encoding, header, ledger, progress).run()


class _Rows:
    """The rows of one table."""

    def __init__(
        self,
        path: Path,
        name: str,
        encoding: str,
        header: Header,
        ledger: Ledger,
        progress: Callable[[int], None],
    ) -> None:
        self.path, self.name, self.encoding = path, name, encoding
        self.header, self.ledger, self.progress = header, ledger, progress
        self.names = _distinct(header.columns)
        self.shown = dict(zip(self.names, _distinct(header.names), strict=True))

    def run(self) -> Iterator[Entry]:
        with self.path.open("rb") as binary:
            text = io.TextIOWrapper(binary, encoding=self.encoding, newline="")
            for number in range(self.header.above):
                text.readline()
                if number < self.header.above - (not self.header.silent):
                    self.ledger.skip(f"line {number + 1}", "lines before the table are passed over")
            reader = csv.reader(text, delimiter=self.header.separator, strict=True)
            row = self.header.above
            while True:
                line = self.header.above + reader.line_num + 1
                try:
                    cells = next(reader, None)
                except csv.Error as error:
                    raise self.broken(line, str(error)) from None
                if cells is None:
                    return
                row += 1
                if row % 200 == 0:
                    self.progress(binary.tell())
                if any(cell.strip() for cell in cells):
                    if all(cell.startswith("#") for cell in map(str.strip, cells) if cell):
                        self.ledger.skip(f"row {row}", "a row of tags (`#…`) is passed over")
                        continue
                    yield self.entry(cells, row, line)

    def entry(self, cells: list[str], row: int, line: int) -> Entry:
        """A row; cells beyond the header's get names of their own, so that they are not lost."""
        extra = [f"cell {number}" for number in range(len(self.names) + 1, len(cells) + 1)]
        return Entry(f"row {row}", line, zip((*self.names, *extra), cells, strict=False), self.shown)

    def broken(self, line: int, error: str) -> ContentError:
        if "field larger" in error:
            why = f"a cell has more than {csv.field_size_limit():,} characters"
            return problem(self.name, line, why, "Is a quotation mark opened here and not closed?")
        why = "a quotation mark is out of place, so that it is unclear where the next row begins"
        hint = 'Within a cell in quotation marks, write each quotation mark twice: "He said ""no"".".'
        return problem(self.name, line, why, hint)


def _distinct(names: Sequence[str]) -> list[str]:
    """The names of columns, each once: a second `text` is `text (2)`; one without a name has a number."""
    found: dict[str, int] = {}
    result = []
    for number, name in enumerate(names, 1):
        name = name.strip() or f"column {number}"
        found[name] = found.get(name, 0) + 1
        result.append(name if found[name] == 1 else f"{name} ({found[name]})")
    return result
