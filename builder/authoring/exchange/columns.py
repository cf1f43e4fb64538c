"""Tables with columns of somebody's own, as CSV or Excel: events, places or sources.

What each column holds is guessed from its heading (in more than twenty languages) and, for date and title,
from its cells. The report shows what was taken for what. Say it otherwise with `--map`, once for each field:
`--map date=Datum --map title=Überschrift --map note=Opfer`. The fields:

| Field | Becomes |
|---|---|
| `title`, `text` | title and account of an event, title of a source |
| `date`, `end`, `year`, `month`, `time` | `date`, as vague as it is; what is no date is told in `date_note` |
| `place`, `area` (several), `latitude`, `longitude`, `location` | a place; name, areas and position make it |
| `by`, `against` | actors, with a semicolon between them |
| `source`, `link`, `note` (several) | the record's note, each with its heading |
| `author`, `publisher`, `language` | of a source |

Rows are events where there is a date, places where there is only a position, sources where there is an
author; `--kind events`, `places` or `sources` says it otherwise. Columns that hold none of these are named,
and not carried: a number of deaths, for one, has a claimant that only you know, and goes to the note with
`--map note=Deaths`.

Days such as 5/6/2024 are read as other days in the column show; where none does, the event is on one of the
two days. A year between 1250 and 1500 in Arabic or Persian script may be of another calendar: it stays words.

Excel workbooks (`.xlsx`) are read with openpyxl: `pip install 'briefing-builder[xlsx]'`. The first sheet that
can be read is taken, the others are named.
"""

from itertools import islice

from builder.authoring.exchange import own_columns, table_rows, tables
from builder.authoring.exchange.incoming import Incoming, Table
from builder.authoring.exchange.interface import Reading, Wish
from builder.authoring.exchange.ledger import Ledger
from builder.authoring.exchange.proposals import Book
from builder.authoring.exchange.tables import Header, Line, distinct

NAME = "columns"
TITLE = "Columns of your own"
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")


def read(incoming: Incoming, wish: Wish, book: Book) -> Reading | None:
    """A table in which at least one column is known, or that the editor has described."""
    wished = {own_columns.folded(each) for names in wish.columns.values() for each in names}
    for sheet in incoming.sheets:
        lines = [line for line in sheet.first() if sum(bool(cell.strip()) for cell in line.cells) > 1]
        if not lines:
            continue
        line = max(lines, key=lambda each: _likeness(each, wished, lines[0].number))
        header = Header(tuple(line.cells), line.separator, line.number)
        headings = dict(zip(distinct(header.columns), distinct(header.names), strict=True))
        first = [*islice(tables.entries(sheet, header, Ledger()), own_columns.LOOKED_AT)]
        columns = own_columns.guessed(headings, first, wish.columns)
        if kind := wish.kind or table_rows.kind_of(columns):
            entries = [*incoming.entries(Table(header, sheet))]
            remark = incoming.remark
            return table_rows.reading(TITLE, incoming, wish, book, entries, headings, columns, kind, remark)
    return None


def _likeness(line: Line, wished: set[str], first: int) -> tuple[int, int, int]:
    """How much a line is like a header: by the headings that are known in it, else the first of all lines."""
    known = own_columns.score(line.cells) + sum(own_columns.folded(cell) in wished for cell in line.cells)
    # One word alone can stand in any row.
    return (known if known > 1 or line.number == first else 0), -line.number, len(line.cells)


READER = read
WRITER = None
