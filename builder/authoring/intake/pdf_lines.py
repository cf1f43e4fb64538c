"""The lines of a PDF's pages, in the order of reading.

PDFium, the reader of Chromium, says which letter stands where and where words end. Of that, lines are made
here; columns are read one after the other; what is smaller and raised or lowered is written so.
"""

import ctypes
import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from builder.authoring.intake.article import UnusableError
from builder.authoring.intake.marks import lowered, raised

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

_LIGATURES = {number: unicodedata.normalize("NFKC", chr(number)) for number in range(0xFB00, 0xFB07)}
_LINE_ENDS = (0x0D, 0x0A)
_SPACES = (0x20, 0xA0, 0x09)
# PDFium's sign for a hyphen at the end of a line; the second is what it wrote in earlier releases.
_HYPHENS = (0x02, 0xFFFE)
_MOST_LETTERS = 5_000_000
_SAME_ROW = 0.25  # of the letters' size, for this and the following
_CELL = 1.5
_NUMBERS_APART = 0.5
_WORD_APART = 0.15
_BACK = 0.5
_SMALLER = 0.92
_FARTHEST_MARK = 0.75
_NEAR_MARK = 0.6
_STEP = 2.0  # points
_MOST_STEPS = 300
_LEAST_LINES = 3
# Columns that are drawn row by row are more likely the cells of a table, unless there are many rows.
_LEAST_IN_TURN = 6
_MOST_LINES = 2000  # of a page that people read
_LEAST_LENGTH = 15  # characters of a line in a column
_MOST_CROSSING = 0.3
_DEEPEST = 3
# What stands between the cells of a row of a table, as in saved pages.
_BETWEEN_CELLS = " | "


class Line(NamedTuple):
    """A line on a page.

    Its text, where it begins and ends (points, from the lower left corner), the size of its letters, and its
    number among what the file draws.
    """

    text: str
    x: float
    y: float
    size: float
    right: float
    number: int


class Pages(NamedTuple):
    """A PDF's pages as lines in any order, what stands on its side, and what the file says of itself."""

    pages: list[list[Line]]
    sideways: list[str]
    title: str
    author: str


class _Piece(NamedTuple):
    """Letters of one size on one baseline; `apart` where a space stands before them."""

    text: str
    x: float
    y: float
    size: float
    right: float
    apart: bool
    upright: bool
    ends_line: bool


def pages_of(data: bytes) -> Pages:
    """The pages of a PDF; raises `UnusableError`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise UnusableError(
                "the PDF is encrypted",
                "Open it with its password and print it to a new PDF, or copy its text.",
            ) from None
        raise _damaged() from None
    try:
        return _read(document)
    except pypdfium2.PdfiumError:
        raise _damaged() from None
    finally:
        document.close()


def _damaged() -> UnusableError:
    return UnusableError(
        "the PDF is damaged, and cannot be read", "Fetch it again, or print it to a new PDF."
    )


def _read(document: "PdfDocument") -> Pages:
    pages: list[list[Line]] = []
    sideways: list[str] = []
    letters = 0
    if not len(document):
        raise _damaged()
    for page in document:
        text = page.get_textpage()
        letters += text.count_chars()
        if letters > _MOST_LETTERS:
            raise UnusableError("it holds more text than any article")
        pieces = list(_pieces(text))
        sideways += [piece.text for piece in pieces if not piece.upright]
        pages.append(_shown(_lines(piece for piece in pieces if piece.upright)))
        text.close()
        page.close()
    told = document.get_metadata_dict()
    return Pages(pages, sideways, told.get("Title", ""), told.get("Author", ""))


def _pieces(page: "PdfTextPage") -> Iterator[_Piece]:
    """The pieces of a page, in the order in which PDFium reads them."""
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    matrix = raw.FS_MATRIX()

    def edge(number: int) -> float:
        raw.FPDFText_GetCharBox(page, number, left, right, bottom, top)
        return right.value

    def scale(number: int) -> tuple[float, bool]:
        raw.FPDFText_GetMatrix(page, number, matrix)
        return (matrix.c**2 + matrix.d**2) ** 0.5, abs(matrix.b) <= abs(matrix.a)

    text: list[str] = []
    apart = False
    last = -1
    start_x = line_y = font = size = previous_x = 0.0
    upright = True

    def finished(ends_line: bool) -> Iterator[_Piece]:
        nonlocal text, apart
        if text:
            words = "".join(text).translate(_LIGATURES)
            yield _Piece(words, start_x, line_y, size, max(edge(last), previous_x), apart, upright, ends_line)
        text, apart = [], False

    spaced = False
    for number in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, number)
        if code in _LINE_ENDS and raw.FPDFText_IsGenerated(page, number):
            yield from finished(True)
            spaced = False
            continue
        if code in _SPACES:
            spaced = True
            continue
        if not code:
            continue
        raw.FPDFText_GetCharOrigin(page, number, x, y)
        if not (math.isfinite(x.value) and math.isfinite(y.value)):
            continue
        this_font = raw.FPDFText_GetFontSize(page, number)
        if text:
            moved = abs(y.value - line_y) > _SAME_ROW * size / 2 or this_font != font
            far = x.value - previous_x
            wide = (
                far > _NUMBERS_APART * size
                and x.value - edge(last) > _gap_between(text[-1], chr(code)) * size
            )
            if moved or wide or far < -_BACK * size:
                yield from finished(False)
                apart, spaced = spaced, False
        if not text:
            factor, upright = scale(number)
            start_x, line_y, font, size = x.value, y.value, this_font, this_font * factor
            apart, spaced = apart or spaced, False
        if spaced:
            text.append(" ")
            spaced = False
        is_hyphen = code in _HYPHENS and raw.FPDFText_IsHyphen(page, number) == 1
        text.append("-" if is_hyphen else chr(code))
        last, previous_x = number, x.value
        if is_hyphen:
            yield from finished(True)
    yield from finished(True)


def _gap_between(before: str, after: str) -> float:
    """How wide a gap between two letters may be for them to stand in one cell."""
    return _NUMBERS_APART if before.isdigit() and after.isdigit() else _CELL


def _lines(pieces: Iterable[_Piece]) -> list[Line]:
    """Pieces that stand beside each other, put together; marks are written raised or lowered."""
    lines: list[Line] = []
    open_line = False
    for piece in pieces:
        joined = _joined(lines[-1], piece) if lines and open_line else None
        if joined is None and lines and not open_line:
            joined = _with_mark(lines[-1], piece) or _continued(lines[-1], piece)
        if joined:
            lines[-1] = joined
        else:
            lines.append(Line(piece.text, piece.x, piece.y, piece.size, piece.right, 0))
        open_line = not piece.ends_line
    return lines


def _joined(line: Line, piece: _Piece) -> Line | None:
    return _with_mark(line, piece) or _continued(line, piece)


def _continued(line: Line, piece: _Piece) -> Line | None:
    """A line with a piece that goes on beside it."""
    size = max(line.size, piece.size)
    gap = piece.x - line.right
    if abs(piece.y - line.y) > _SAME_ROW * size or not -_BACK * size < gap:
        return None
    if gap > _gap_between(line.text[-1], piece.text[0]) * size:
        return None
    space = " " if piece.apart or gap > _WORD_APART * size else ""
    return line._replace(text=line.text + space + piece.text, right=piece.right, size=size)


def _with_mark(line: Line, piece: _Piece) -> Line | None:
    """A line with a mark beside it, or of which it was the mark: smaller, and above or below the line."""
    size = max(line.size, piece.size)
    apart = piece.y - line.y
    gap = piece.x - line.right
    if not (-_BACK * size < gap < _NEAR_MARK * size and 0.05 * size < abs(apart) < _FARTHEST_MARK * size):
        return None
    space = " " if piece.apart and gap > _WORD_APART * size else ""
    if piece.size < line.size * _SMALLER:
        mark = raised(piece.text, line.text) if apart > 0 else lowered(piece.text)
        return line._replace(text=line.text + space + mark, right=piece.right)
    if line.size < piece.size * _SMALLER and len(line.text) <= 3:
        mark = raised(line.text) if apart < 0 else lowered(line.text)
        return Line(f"{mark}{space or ' '}{piece.text}", line.x, piece.y, piece.size, piece.right, 0)
    return None


def _shown(lines: Sequence[Line]) -> list[Line]:
    """The lines that hold something, numbered in the order in which they are drawn."""
    shown = (line._replace(text=" ".join(line.text.split())) for line in lines)
    return [line._replace(number=number) for number, line in enumerate(line for line in shown if line.text)]


def in_order(lines: list[Line], depth: int = 0) -> list[Line]:
    """Lines in the order of reading: down the page, and down each column where there are several."""
    rows = sorted(lines, key=lambda line: (-line.y, line.x))
    gutter = _gutter(rows) if depth < _DEEPEST else None
    if gutter is None:
        return _rows(rows)
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in rows:
        if line.x < gutter < line.right:
            ordered += [*in_order(left, depth + 1), *in_order(right, depth + 1), line]
            left, right = [], []
        else:
            (left if line.right <= gutter else right).append(line)
    return [*ordered, *in_order(left, depth + 1), *in_order(right, depth + 1)]


def _rows(lines: Iterable[Line]) -> list[Line]:
    """Lines that stand side by side, and are drawn in turn, as one: the cells of a table's row."""
    rows: list[Line] = []
    last = -2
    for line in lines:
        follows, last = line.number == last + 1, line.number
        before = rows[-1] if rows else None
        if before and follows and abs(before.y - line.y) < _SAME_ROW * line.size and line.x > before.right:
            text = before.text + _BETWEEN_CELLS + line.text
            rows[-1] = before._replace(text=text, right=line.right, size=max(before.size, line.size))
        else:
            rows.append(line)
    return rows


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where a gap between two columns of text stands, if there is one that few lines cross."""
    if not 2 * _LEAST_LINES <= len(lines) <= _MOST_LINES:
        return None
    start, end = min(line.x for line in lines), max(line.right for line in lines)
    width = end - start
    best: tuple[int, float] | None = None
    place, step = start + 0.15 * width, max(_STEP, width / _MOST_STEPS)
    while place < end - 0.15 * width:
        crossing = sum(line.x < place < line.right for line in lines)
        if crossing <= len(lines) * _MOST_CROSSING and (best is None or crossing < best[0]):
            left = [line for line in lines if line.right <= place]
            right = [line for line in lines if line.x >= place]
            if _are_columns(left, right):
                best = crossing, place
        place += step
    return best[1] if best else None


def _are_columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether lines on two sides are columns of text that stand beside each other."""
    if min(len(left), len(right)) < _LEAST_LINES:
        return False
    if any(median(len(line.text) for line in side) < _LEAST_LENGTH for side in (left, right)):
        return False
    if len(left) == len(right) and _are_drawn_in_turn(left, right) and len(left) < _LEAST_IN_TURN:
        return False
    top = min(max(line.y for line in side) for side in (left, right))
    bottom = max(min(line.y for line in side) for side in (left, right))
    shorter = min(max(line.y for line in side) - min(line.y for line in side) for side in (left, right))
    return top - bottom >= shorter / 2


def _are_drawn_in_turn(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether lines of two sides are drawn row by row."""
    numbers = {line.number for line in right}
    return all(line.number + 1 in numbers for line in left)
