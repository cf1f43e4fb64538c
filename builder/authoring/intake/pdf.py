"""A PDF's text: lines as they stand on the pages, put together into paragraphs.

A PDF says where letters are printed, not what a paragraph is. What is done here, and told in the article's
remarks:

- lines that stand in the same place at the edge of most pages are headers and footers, and are left out;
- a new paragraph begins where there is more space than between lines, where letters get another size, where
  a line is indented, or behind a line that ends a sentence and is short;
- a word parted at the end of a line is joined, without its hyphen unless the word has one elsewhere;
- ligatures become letters.

Text that runs from right to left is refused: what PDFs hold of it is in the order of the page, not of
reading, and its letters are shapes, so that no quote from it could be trusted.
"""

import io
import logging
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from builder.authoring.intake.article import LEAST_LETTERS, Article, UnusableError
from builder.authoring.intake.heading import heading_of
from builder.authoring.intake.language import language_of
from builder.authoring.intake.plain import whole
from builder.facts.typography import fold

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_LIGATURES = {number: unicodedata.normalize("NFKC", chr(number)) for number in range(0xFB00, 0xFB07)}
_SPACES = re.compile(r"[ \t\u00a0]+")
_HYPHENS = "-\u2010\u00ad"
_PARTED = re.compile(rf"([^\W\d_]+)[{_HYPHENS}]$")
_GOES_ON = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…:][\"”’»)\]]*$")
_ADDRESS = re.compile(r"https?://[^\s/]+/\S+")
# First parts that English writes with a hyphen.
_WITH_HYPHEN = "self well vice ex two three four five six seven eight nine ten"
_SAME_PLACE = 2.0  # points
_EDGE_ROWS = 2
_APART = 1.6  # of the letters' size
_MOST_PAGES = 0.6
_NEIGHBOURS = 6
_SHORT = 0.8  # of a full line
_VERY_SHORT = 0.5
_LARGE = 1.15
_LONGEST_TITLE = 160
_RIGHT_TO_LEFT = 0.3
_UNREADABLE = 0.05
_SHOWN = 8
_COPY = "Open it, copy the article's text, and hand that over: `briefing add-source -`."
_SOFT_HYPHEN = "\u00ad"


class _Line(NamedTuple):
    """A line on a page: its text, where it begins (points from the lower left corner), the letters' size."""

    text: str
    x: float
    y: float
    size: float


def read_pdf(data: bytes) -> Article:
    """The article in a PDF; raises `UnusableError`."""
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # else it writes to the terminal
    try:
        pages = _pages(data)
    except DependencyError:
        raise _encrypted() from None
    except (
        PyPdfError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        EOFError,
        LookupError,
        NotImplementedError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
        zlib.error,
    ):
        # What pypdf raises where the file is not as the format has it.
        raise UnusableError(
            "the PDF is damaged, and cannot be read", "Fetch it again, or print it to a new PDF."
        ) from None
    _refuse_unreadable(pages)
    kept, removed = _without_edges(pages)
    paragraphs, joined = _paragraphs(kept)
    text = whole("\n\n".join(paragraphs))
    language = language_of(text)
    around = heading_of("\n".join(line.text for page in kept for line in page), language)
    remarks = ["Lines were put together into paragraphs: compare the stored text with the pages."]
    if removed:
        remarks.append(f"Left out from the edges of the pages: {_listed(removed)}.")
    if joined:
        remarks.append(f"Put together at line ends: {_listed(joined)}.")
    if bare := [str(number) for number, page in enumerate(pages, 1) if not page]:
        remarks.append(f"No text was found on page {', '.join(bare)}: look whether it is a picture of one.")
    return Article(
        text=text,
        kind="document",
        title=_title(kept[0] if kept else []) or heading_of(text, language).title,
        author=around.author,
        published=around.published,
        url=around.url or next((found[0] for line in removed if (found := _ADDRESS.search(line))), ""),
        archived_url=around.archived_url,
        language=language,
        remarks=tuple(remarks),
    )


def _pages(data: bytes) -> list[list[_Line]]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise _encrypted()
    return [_lines(page, reader) for page in reader.pages]


def _encrypted() -> UnusableError:
    return UnusableError(
        "the PDF is encrypted", "Open it with its password and print it to a new PDF, or copy its text."
    )


def _lines(page: "PageObject", reader: "PdfReader") -> list[_Line]:
    """The lines of a page, in the order in which they are written."""
    _without_soft_hyphens(page, reader)
    lines: list[_Line] = []
    pieces: list[str] = []
    place: tuple[float, float, float] | None = None

    def end_line() -> None:
        nonlocal place
        text = _SPACES.sub(" ", "".join(pieces)).translate(_LIGATURES).strip()
        if text and place:
            lines.append(_Line(text, *place))
        pieces.clear()
        place = None

    def visit(text: str, user: list[float], matrix: list[float], _font: Any, size: float) -> None:
        nonlocal place
        for number, piece in enumerate(text.split("\n")):
            if number:
                end_line()
            if piece.strip() and place is None:
                x = matrix[4] * user[0] + matrix[5] * user[2] + user[4]
                y = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
                place = x, y, abs(size * matrix[3] * user[3])
            pieces.append(piece)

    page.extract_text(visitor_text=visit)
    end_line()
    return lines


def _without_soft_hyphens(page: "PageObject", reader: "PdfReader") -> None:
    """Take what browsers print for a soft hyphen that is not shown, a space without width, off a page."""
    from pypdf.generic import ContentStream, DictionaryObject, NameObject

    contents = page.get_contents()
    if contents is None or b"/ActualText" not in contents.get_data():
        return
    stream = ContentStream(contents, reader, "bytes")  # strings as they are, as pypdf's own reading has them
    kept = []
    hidden = False
    for operands, operator in stream.operations:
        if operator == b"BDC" and isinstance(operands[-1], DictionaryObject):
            hidden = operands[-1].get("/ActualText") == b"\xfe\xff\x00\xad"
        if not (hidden and operator in (b"Tj", b"TJ")):
            kept.append((operands, operator))
        hidden = hidden and operator != b"EMC"
    stream.operations = kept
    page[NameObject("/Contents")] = stream


def _refuse_unreadable(pages: Sequence[Sequence[_Line]]) -> None:
    text = "".join(line.text for page in pages for line in page)
    letters = [character for character in text if character.isalpha()]
    if len(letters) < LEAST_LETTERS:
        strange = sum(not character.isspace() for character in text) - len(letters)
        if strange < LEAST_LETTERS:
            raise UnusableError(
                "the PDF holds no text, only pictures of pages"
                if not letters
                else "there is no article in it",
                "Have a program recognise its text (OCR) and save it with that, or hand the text over: "
                "`briefing add-source -`.",
            )
    unknown = sum(unicodedata.category(character) in ("Co", "Cc", "Cn") for character in text)
    if unknown + text.count("\ufffd") > len(text) * _UNREADABLE:
        raise UnusableError("the PDF does not say which letters its shapes stand for", _COPY)
    backwards = sum(unicodedata.bidirectional(letter) in ("R", "AL") for letter in letters)
    if backwards > len(letters) * _RIGHT_TO_LEFT:
        raise UnusableError(
            "its text runs from right to left, which a PDF does not hold in the order of reading", _COPY
        )


def _without_edges(pages: Sequence[list[_Line]]) -> tuple[list[list[_Line]], list[str]]:
    """The pages without headers and footers, and what these said on the first page that had each."""
    edges = [_edge(page) for page in pages]
    places = Counter(
        (key, round(line.size))
        for number, edge in enumerate(edges)
        for key, line in {(_key(line), line) for line in edge}
        if any(
            _key(other) == key and abs(other.y - line.y) < _SAME_PLACE
            for each, lines in enumerate(edges)
            if each != number
            for other in lines
        )
    )
    least = max(2, len(pages) * _MOST_PAGES)
    furniture = {place for place, count in places.items() if count >= least}
    removed: dict[tuple[str, int], str] = {}
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        gone = [line for line in edge if (_key(line), round(line.size)) in furniture]
        for line in gone:
            removed.setdefault((_key(line), round(line.size)), line.text)
        kept.append([line for line in page if line not in gone])
    return kept, list(removed.values())


def _edge(page: Sequence[_Line]) -> list[_Line]:
    """The lines in the first and the last rows of a page, where there is space between them and the rest."""
    rows = sorted({round(line.y): line.size for line in page}.items())
    edge: set[int] = set()
    for ordered in (rows, rows[::-1]):
        for count in range(1, min(_EDGE_ROWS, len(rows) - 1) + 1):
            (y, size), (next_y, _) = ordered[count - 1 : count + 1]
            if abs(next_y - y) > _APART * size:
                edge |= {row for row, _ in ordered[:count]}
    return [line for line in page if round(line.y) in edge]


def _key(line: _Line) -> str:
    """A line's text whatever its numbers: `Page # of #`."""
    return re.sub(r"\d+", "#", fold(line.text))


def _paragraphs(pages: Iterable[Sequence[_Line]]) -> tuple[list[str], list[str]]:
    """The paragraphs of the pages, and the words that were put together at line ends."""
    lines = [line for page in pages for line in page]
    if not lines:
        return [], []
    leading = _leading(lines)
    words = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
    paragraphs = [lines[0].text]
    joined: dict[str, None] = {}
    for number, (above, line) in enumerate(pairwise(lines)):
        share = len(above.text) / _full(lines, number)
        if _begins_paragraph(above, line, leading.get(round(line.size)), share):
            paragraphs.append(line.text)
            continue
        parted, rest = _PARTED.search(paragraphs[-1]), _GOES_ON.match(line.text)
        if parted and rest and rest[0][0].islower():
            word = _whole_word(parted[1], rest[0], paragraphs[-1][-1], words)
            paragraphs[-1] = paragraphs[-1][: parted.start()] + word + line.text[rest.end() :]
            joined[word] = None
        else:
            paragraphs[-1] += f" {line.text}"
    return [paragraph.replace(_SOFT_HYPHEN, "") for paragraph in paragraphs], list(joined)


def _full(lines: Sequence[_Line], number: int) -> int:
    """How many characters a full line has around a line: the most among its neighbours of the same size."""
    size = round(lines[number].size)
    around = lines[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS + 1]
    return max(len(line.text) for line in around if round(line.size) == size)


def _leading(lines: Sequence[_Line]) -> dict[int, float]:
    """For each size of letters, how far a line usually stands below the one above it."""
    gaps: dict[int, list[float]] = {}
    for above, line in pairwise(lines):
        size = round(line.size)
        if round(above.size) == size and 0 < above.y - line.y < 3 * line.size:
            gaps.setdefault(size, []).append(above.y - line.y)
    # The usual distance is among the small ones: there are no fewer lines than paragraphs.
    return {size: median(sorted(found)[: len(found) // 2 + 1]) for size, found in gaps.items()}


def _begins_paragraph(above: _Line, line: _Line, leading: float | None, share: float) -> bool:
    """Whether a line begins a paragraph; `share` is how much of a full line the one above it takes."""
    if round(above.size) != round(line.size):
        return True
    gap = above.y - line.y
    ended = _SENTENCE_END.search(above.text) is not None
    if gap < 0 or (leading and gap > 4 * leading):
        # Another column or page: a paragraph may go on there.
        return ended and share < _SHORT
    if abs(gap) < _SAME_PLACE:
        return False
    if leading and gap > 1.3 * leading:
        return True
    if ended:
        return share < _SHORT or line.x - above.x > 0.7 * line.size
    # A heading within the text, or a line of a list.
    return share < _VERY_SHORT and above.text[-1] not in f",;{_HYPHENS}–—" and not line.text[0].islower()


def _whole_word(start: str, rest: str, hyphen: str, words: Counter[str]) -> str:
    """A word of two parts, with its hyphen where it has one elsewhere, or where English asks for it."""
    parted, joined = f"{start}-{rest}", start + rest
    if hyphen != "-" or words[joined.lower()]:
        return joined
    return parted if words[parted.lower()] or start.lower() in _WITH_HYPHEN.split() else joined


def _title(page: Sequence[_Line]) -> str:
    """The words in the largest letters of the first page, where they are larger than the text."""
    if not page:
        return ""
    letters: Counter[int] = Counter()
    for line in page:
        letters[round(line.size)] += len(line.text)
    largest = max(letters)
    lines = [line.text for line in page if round(line.size) == largest]
    title = " ".join(lines)
    body = letters.most_common(1)[0][0]
    return title if largest > body * _LARGE and len(title) <= _LONGEST_TITLE else ""


def _listed(texts: Sequence[str]) -> str:
    shown = ", ".join(f"“{text}”" for text in texts[:_SHOWN])
    more = len(texts) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
