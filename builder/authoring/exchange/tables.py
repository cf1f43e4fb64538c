"""Tables, from whatever program: which line is the header, and the rows below it as entries."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from builder.authoring.exchange.ledger import Entry, Ledger, UnreadableError

# A header is looked for in the first lines.
LINES = 40


@dataclass(frozen=True)
class Header:
    """The names of a table's columns as they stand there, and how its rows are separated.

    `above` is the number of lines before the first row: the header itself and what stands before it;
    `silent` says that the table has no header.
    """

    names: tuple[str, ...]
    separator: str
    above: int
    silent: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The names as formats know them: `End Year` as `end_year`."""
        return tuple(column_name(name) for name in self.names)


class Line(NamedTuple):
    """One of the first lines of a table, in one way to separate its cells."""

    cells: list[str]
    separator: str
    number: int


class Row(NamedTuple):
    """The cells of a row, the line in which it begins (0: not known), and what is to be said of it."""

    cells: list[str]
    line: int
    remarks: tuple[str, ...] = ()


class Sheet(Protocol):
    """A table before it is known what it holds; `title` is its name within the file, if it has one."""

    @property
    def title(self) -> str: ...

    @property
    def ends_within(self) -> bool:
        """Whether the file ends without a line end, so that the last row may be cut."""

    def first(self) -> Sequence[Line]:
        """The first lines, each in every way to separate its cells."""

    def rows(self, header: Header) -> Iterator[Row]:
        """The rows below the header, blank ones included."""


def column_name(name: str) -> str:
    """A column's name without capitals, spaces and what else differs between files."""
    return re.sub(r"[\s\-]+", "_", name.strip().strip('"').strip().lower())


def header_in(
    sheet: Sheet,
    is_header: Callable[[tuple[str, ...]], bool],
    is_row: Callable[[list[str]], bool] = lambda _: False,
) -> Header | None:
    """The first line that is a header of a format, or whose cells are a row of one without header."""
    lines = sheet.first()
    for line in lines:
        header = Header(tuple(line.cells), line.separator, line.number)
        if len(line.cells) > 1 and is_header(header.columns):
            return header
    for line in lines:
        if is_row(line.cells):
            return Header((), line.separator, line.number - 1, silent=True)
    return None


def entries(sheet: Sheet, header: Header, ledger: Ledger) -> Iterator[Entry]:
    """The rows of a table as entries, their values by the columns' names as formats know them.

    Rows are numbered as spreadsheets show them, the header's line included. Blank rows are passed over. A
    last row that breaks off is an entry with a `fault`.
    """
    names = distinct(header.columns)
    shown = dict(zip(names, distinct(header.names), strict=True))
    place = f"sheet “{sheet.title}”, " if sheet.title else ""
    for number in range(1, header.above + header.silent):
        ledger.skip(f"{place}line {number}", "lines before the table are passed over")
    least = len(names)
    found = enumerate(sheet.rows(header), header.above + 1)
    number, row = next(found, (0, None))
    while row is not None:
        following, next_row = next(found, (0, None))
        cells = row.cells
        filled = [cell for cell in map(str.strip, cells) if cell]
        if all(cell.startswith("#") for cell in filled):
            if filled:
                ledger.skip(f"{place}row {number}", "a row of tags (`#…`) is passed over")
        else:
            extra = [f"cell {index}" for index in range(len(names) + 1, len(cells) + 1)]
            values = zip((*names, *extra), cells, strict=False)
            entry = Entry(f"{place}row {number}", row.line, values, shown)
            for remark in row.remarks:
                entry.remark(remark)
            if next_row is None and sheet.ends_within:
                if len(cells) < least:
                    entry.fault = UnreadableError(
                        f"the file breaks off in this row: {len(cells)} of {least} cells, and no line end",
                        "Get the file again. If the row is whole, add a line break at its end.",
                    )
                elif number > header.above + 1:
                    entry.remark("the file ends without a line break: see that its last row is whole")
            least = min(least, len(cells))
            yield entry
        number, row = following, next_row


def distinct(names: Sequence[str]) -> list[str]:
    """The names of columns, each once: a second `text` is `text (2)`; one without a name has a number."""
    found: dict[str, int] = {}
    result = []
    for number, name in enumerate(names, 1):
        name = name.strip() or f"column {number}"
        found[name] = found.get(name, 0) + 1
        result.append(name if found[name] == 1 else f"{name} ({found[name]})")
    return result
