"""Excel workbooks as tables, read by openpyxl (an extra: `pip install 'briefing-builder[xlsx]'`).

Cells are text as other tables have it: days as 2024-01-18, and as a month or year where the cell shows no
more; whole numbers without a fraction. A formula counts by its stored value, and where there is none by its
own text.
"""

import datetime
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from builder.authoring.exchange.csv_files import problem
from builder.authoring.exchange.tables import LINES, Header, Line, Row

# Larger workbooks are read row by row, without the links behind their cells.
_WHOLE = 8_000_000
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)")
_OLD = b"\xd0\xcf\x11\xe0"


def is_workbook(start: bytes, ending: str) -> bool:
    """Whether a file is an Excel workbook, of today or of old."""
    return (start.startswith(b"PK") and ending in (".xlsx", ".xlsm")) or start.startswith(_OLD)


def sheets(path: Path, name: str, start: bytes) -> list["XlsxSheet"]:
    """The sheets of a workbook; raises `ContentError` where it cannot be read."""
    if start.startswith(_OLD):
        why = "this is an Excel workbook of the older kind (.xls), or one with a password"
        raise problem(name, 0, why, "Save it as .xlsx without a password, or as CSV.")
    try:
        import openpyxl
    except ImportError:
        why = "this is an Excel workbook, and openpyxl, which reads those, is not installed"
        hint = "Install it with `pip install 'briefing-builder[xlsx]'`, or save the sheet as CSV."
        raise problem(name, 0, why, hint) from None
    large = path.stat().st_size > _WHOLE
    try:
        # It warns of looks that it does not know, which are nothing to us.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values, formulas = (
                openpyxl.load_workbook(path, read_only=large, data_only=stored) for stored in (True, False)
            )
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError, SyntaxError) as error:
        why = f"the workbook cannot be read: {str(error)[:200] or type(error).__name__}"
        raise problem(name, 0, why, "Save it again in Excel, or as CSV.") from None
    return [XlsxSheet(sheet, formulas[sheet.title], large) for sheet in values.worksheets]


class XlsxSheet:
    """One sheet: its stored values, and the formulas that they come from."""

    ends_within = False

    def __init__(self, values: Any, formulas: Any, large: bool) -> None:
        self.title = str(values.title)
        self._values, self._formulas, self._large = values, formulas, large

    def first(self) -> Sequence[Line]:
        """The first lines; cells need no separator."""
        return [Line(row.cells, "", number) for number, row in enumerate(self._rows(1, LINES), 1)]

    def rows(self, header: Header) -> Iterator[Row]:
        """The rows below the header."""
        return self._rows(header.above + 1, None)

    def _rows(self, first: int, last: int | None) -> Iterator[Row]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pairs = zip(
                self._values.iter_rows(min_row=first, max_row=last),
                self._formulas.iter_rows(min_row=first, max_row=last),
                strict=False,
            )
            for cells, formulas in pairs:
                texts = [_text(cell, formula) for cell, formula in zip(cells, formulas, strict=False)]
                while texts and not texts[-1]:
                    texts.pop()
                remarks = []
                if any(_ERROR.fullmatch(text) for text in texts):
                    remarks.append("cells with an error of Excel’s, such as #N/A, are left out")
                if not self._large and any(
                    cell.hyperlink and cell.hyperlink.target not in (None, text)
                    for cell, text in zip(cells, texts, strict=False)
                ):
                    remarks.append("links behind cells are not carried")
                yield Row([_ERROR.sub("", text) for text in texts], 0, tuple(remarks))


def _text(cell: Any, formula: Any) -> str:
    """What a cell holds, as text."""
    value = cell.value
    if value is None:
        return "" if formula.value is None else str(formula.value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return _day(value, str(cell.number_format))
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value)


def _day(value: datetime.datetime, form: str) -> str:
    """A day as far as the cell shows it: a cell that shows `Jan 24` holds the first of that month."""
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", form.partition(";")[0]).lower()
    if "d" not in shown and "y" in shown and "h" not in shown:
        return value.strftime("%Y-%m" if "m" in shown else "%Y")
    at_midnight = value.time() == datetime.time()
    return value.date().isoformat() if at_midnight else value.isoformat(sep=" ")
