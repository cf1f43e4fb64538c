"""CSV files as they are found: read row by row, whatever the separator, the encoding, the lines before.

UTF-8 is tried first, then UTF-16 with a byte order mark; what is neither is read as Windows-1252, as
spreadsheets save it on many machines, and the ledger says so. Separators are comma, semicolon, tab and
vertical bar. Lines before the header are passed over.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

from builder.authoring.exchange.tables import LINES, Header, Line, Row
from builder.files.problems import ContentError, Location, Problem

SEPARATORS = ",;\t|"
FALLBACK = "cp1252"
_BYTES = 200_000
_CHUNK = 1 << 20


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
    for encoding in [wished] if wished else ["utf-8-sig", FALLBACK]:
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


class CsvSheet:
    """The one table of a CSV file; `progress` is told how many bytes have been read."""

    title = ""

    def __init__(
        self, path: Path, name: str, encoding: str, progress: Callable[[int], None] = lambda _: None
    ) -> None:
        self.path, self.name, self.encoding, self.progress = path, name, encoding, progress

    @cached_property
    def ends_within(self) -> bool:
        """Whether the file ends without a line end."""
        with self.path.open("rb") as file:
            file.seek(0, io.SEEK_END)
            file.seek(max(0, file.tell() - 4))
            return not file.read().rstrip(b"\x00").endswith((b"\n", b"\r"))

    @cached_property
    def _first(self) -> list[Line]:
        with self.path.open(encoding=self.encoding, newline="") as file:
            lines = file.read(_BYTES).splitlines()[:LINES]
        return [
            Line(_cells(line, separator), separator, number)
            for number, line in enumerate(lines, 1)
            for separator in SEPARATORS
        ]

    def first(self) -> list[Line]:
        """The first lines, with each of the separators."""
        return self._first

    def rows(self, header: Header) -> Iterator[Row]:
        """The rows below the header.

        A quotation mark out of place makes it unclear where rows begin, so the whole file is refused
        (`ContentError`).
        """
        with self.path.open("rb") as binary:
            text = io.TextIOWrapper(binary, encoding=self.encoding, newline="")
            for _ in range(header.above):
                text.readline()
            reader = csv.reader(text, delimiter=header.separator, strict=True)
            row = header.above
            while True:
                line = header.above + reader.line_num + 1
                try:
                    cells = next(reader, None)
                except csv.Error as error:
                    raise self._broken(line, str(error)) from None
                if cells is None:
                    return
                row += 1
                if row % 200 == 0:
                    self.progress(binary.tell())
                yield Row(cells, line)

    def _broken(self, line: int, error: str) -> ContentError:
        if "field larger" in error:
            why = f"a cell has more than {csv.field_size_limit():,} characters"
            return problem(self.name, line, why, "Is a quotation mark opened here and not closed?")
        why = "a quotation mark is out of place, so that it is unclear where the next row begins"
        hint = 'Within a cell in quotation marks, write each quotation mark twice: "He said ""no"".".'
        return problem(self.name, line, why, hint)


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []
