"""A PDF's text: lines as they stand on the pages, put together into paragraphs.

A PDF says where letters are printed, not what a paragraph is. What is done here, and told in the article's
remarks:

- lines that stand in the same place at the edge of most pages are headers and footers, and are left out, as
  is text that stands on its side;
- a new paragraph begins where there is more space than between lines, where letters get another size, where
  a line is indented, or behind a line that ends a sentence and is short;
- a word parted at the end of a line is put together, and each is told.

Text that runs from right to left is refused. PDFs hold it in the order of the page, and none of four readers
gave back what Chromium had printed: they turned numbers or words around, or lost joiners.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median

from builder.authoring.intake.article import LEAST_LETTERS, Article, UnusableError
from builder.authoring.intake.bylines import authors_of
from builder.authoring.intake.heading import heading_of
from builder.authoring.intake.language import language_of
from builder.authoring.intake.line_ends import Decision, Kind, joined, words_in
from builder.authoring.intake.pdf_lines import Line, in_order, pages_of
from builder.authoring.intake.plain import whole
from builder.facts.typography import fold

_SENTENCE_END = re.compile(r"[.!?…:][\"”’»)\]]*$")
_ADDRESS = re.compile(r"https?://[^\s/]+/\S+")
_PRINTED_WHEN = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d{2}(?: ?[AP]M)?")
_PRINTED_PAGE = re.compile(r"\d{1,4}/\d{1,4}")
_PRINTED_FROM = re.compile(r"(?:https?|file)://\S+(?: \d{1,4}/\d{1,4})?|about:blank")
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
_HYPHENS = "-\u2010\u00ad"
# Titles that programs write into PDFs by themselves.
_NO_TITLE = re.compile(
    r"(?i)^(?:microsoft|untitled|document\d*$|presentation|slide|print|layout|about:blank|https?:)"
    r"|\.(?:docx?|rtf|odt|indd|qxp|pdf|html?|tex|pptx?|xlsx?)\b"
)


def read_pdf(data: bytes) -> Article:
    """The article in a PDF; raises `UnusableError`."""
    found = pages_of(data)
    _refuse_unreadable(found.pages)
    kept, removed = _without_edges(found.pages, found.title)
    kept = [in_order(page) for page in kept]
    language = language_of(" ".join(line.text for page in kept for line in page))
    paragraphs, decisions = _paragraphs(kept, language)
    text = whole("\n\n".join(paragraphs))
    around = heading_of("\n".join(line.text for page in kept for line in page), language)
    remarks = ["Lines were put together into paragraphs: compare the stored text with the pages."]
    if removed:
        remarks.append(f"Left out from the edges of the pages: {_listed(removed)}.")
    if found.sideways:
        remarks.append(f"Left out, since it stands on its side: {_listed(found.sideways)}.")
    remarks += _told(decisions)
    if bare := [str(number) for number, page in enumerate(found.pages, 1) if not page]:
        remarks.append(f"No text was found on page {', '.join(bare)}: look whether it is a picture of one.")
    printed = _title(kept[0] if kept else [])
    return Article(
        text=text,
        kind="document",
        title=_better_title(printed, found.title, text) or heading_of(text, language).title,
        author=around.author or tuple(name for name in authors_of([found.author]) if " " in name),
        published=around.published,
        url=around.url or next((match[0] for line in removed if (match := _ADDRESS.search(line))), ""),
        archived_url=around.archived_url,
        language=language,
        remarks=tuple(remarks),
    )


def _told(decisions: Iterable[Decision]) -> list[str]:
    """What became of the words that were parted at line ends, each of them."""
    said = {
        Kind.JOINED: "",
        Kind.KEPT: "with the hyphen ",
        Kind.DOUBTFUL: "perhaps wrongly ",
    }
    words = {kind: dict.fromkeys(each.word for each in decisions if each.kind is kind) for kind in said}
    parts = [
        text + ", ".join(f"“{word}”" for word in words[kind]) for kind, text in said.items() if words[kind]
    ]
    return [f"Put together at line ends: {'; '.join(parts)}."] if parts else []


def _better_title(printed: str, told: str, text: str) -> str:
    """The title: what is printed largest, or what the file says where that is printed too."""
    told = " ".join(told.split())
    if _NO_TITLE.search(told) or len(told.split()) < 2 or len(told) > _LONGEST_TITLE:
        return printed
    if printed and fold(printed).lower() in fold(told).lower():
        return printed
    is_printed = fold(told).lower() in fold(text[: 10 * _LONGEST_TITLE]).lower()
    return told if is_printed or not printed else printed


def _refuse_unreadable(pages: Sequence[Sequence[Line]]) -> None:
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


def _without_edges(pages: Sequence[list[Line]], title: str) -> tuple[list[list[Line]], list[str]]:
    """The pages without headers and footers, and what these said on the first page that had each."""
    edges = [_edge(page) for page in pages]
    # In which pages a line stands at which height, in steps of the distance that still is one place.
    places: dict[tuple[str, int], dict[int, set[int]]] = {}
    for number, edge in enumerate(edges):
        for line in edge:
            heights = places.setdefault((_key(line), round(line.size)), {})
            heights.setdefault(math.floor(line.y / _SAME_PLACE), set()).add(number)
    counts = {place: len(_shared(heights)) for place, heights in places.items()}
    least = max(2, len(pages) * _MOST_PAGES)
    furniture = {place for place, count in counts.items() if count >= least}
    removed: dict[tuple[str, int], str] = {}
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        gone = [
            line
            for line in edge
            if (_key(line), round(line.size)) in furniture or _is_of_a_browser(line, edge, title)
        ]
        for line in gone:
            removed.setdefault((_key(line), round(line.size)), line.text)
        kept.append([line for line in page if line not in gone])
    return kept, list(removed.values())


def _shared(heights: Mapping[int, set[int]]) -> set[int]:
    """The pages that have a line where another page has it."""
    shared: set[int] = set()
    for height, pages in heights.items():
        beside = heights.get(height - 1, set()) | heights.get(height + 1, set())
        near = pages | beside
        shared |= pages if len(near) > 1 else set()
    return shared


def _is_of_a_browser(line: Line, edge: Sequence[Line], title: str) -> bool:
    """Whether a browser printed a line at the edge: when, the title, the address, which page of how many."""
    row = [other.text for other in edge if abs(other.y - line.y) < _SAME_PLACE]
    if not any(_PRINTED_WHEN.fullmatch(text) or _PRINTED_PAGE.fullmatch(text) for text in row):
        return False
    return (
        _PRINTED_WHEN.fullmatch(line.text) is not None
        or _PRINTED_PAGE.fullmatch(line.text) is not None
        or _PRINTED_FROM.fullmatch(line.text) is not None
        or fold(line.text) == fold(title)
    )


def _edge(page: Sequence[Line]) -> list[Line]:
    """The lines in the first and the last rows of a page, where there is space between them and the rest."""
    rows = sorted({round(line.y): line.size for line in page}.items())
    edge: set[int] = set()
    for ordered in (rows, rows[::-1]):
        for count in range(1, min(_EDGE_ROWS, len(rows) - 1) + 1):
            (y, size), (next_y, _) = ordered[count - 1 : count + 1]
            if abs(next_y - y) > _APART * size:
                edge |= {row for row, _ in ordered[:count]}
    return [line for line in page if round(line.y) in edge]


def _key(line: Line) -> str:
    """A line's text whatever its numbers: `Page # of #`."""
    return re.sub(r"\d+", "#", fold(line.text))


def _paragraphs(pages: Iterable[Sequence[Line]], language: str) -> tuple[list[str], list[Decision]]:
    """The paragraphs of the pages, and what became of the words that were parted at line ends."""
    lines = [line for page in pages for line in page]
    if not lines:
        return [], []
    leading = _leading(lines)
    words = words_in(line.text for line in lines)
    paragraphs = [[lines[0].text]]
    decisions: list[Decision] = []
    for number, (above, line) in enumerate(pairwise(lines)):
        share = len(above.text) / _full(lines, number)
        if _begins_paragraph(above, line, leading.get(round(line.size)), share):
            paragraphs.append([line.text])
            continue
        end, decision = joined(paragraphs[-1].pop(), line.text, words, language)
        paragraphs[-1] += _without_last_word(end)
        decisions += [decision] if decision else []
    return ["".join(pieces).replace(_SOFT_HYPHEN, "") for pieces in paragraphs], decisions


def _without_last_word(text: str) -> list[str]:
    """A text in two, of which only the last word still changes: a long paragraph grows in equal steps."""
    place = text.rfind(" ") + 1
    return [text[:place], text[place:]] if place else [text]


def _full(lines: Sequence[Line], number: int) -> int:
    """How many characters a full line has around a line: the most among its neighbours of the same size."""
    size = round(lines[number].size)
    around = lines[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS + 1]
    return max(len(line.text) for line in around if round(line.size) == size)


def _leading(lines: Sequence[Line]) -> dict[int, float]:
    """For each size of letters, how far a line usually stands below the one above it."""
    gaps: dict[int, list[float]] = {}
    for above, line in pairwise(lines):
        size = round(line.size)
        if round(above.size) == size and 0 < above.y - line.y < 3 * line.size:
            gaps.setdefault(size, []).append(above.y - line.y)
    # The usual distance is among the small ones: there are no fewer lines than paragraphs.
    return {size: median(sorted(found)[: len(found) // 2 + 1]) for size, found in gaps.items()}


def _begins_paragraph(above: Line, line: Line, leading: float | None, share: float) -> bool:
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


def _title(page: Sequence[Line]) -> str:
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
