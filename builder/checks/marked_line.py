"""The line of a file that a problem is about, with a mark under the place.

    7 |       cites: [{source: report, quote: A barge hit the pier}]
      |                                       ^^^^^^^^^^^^^^^^^^^^

What stands in a file is not trusted: control characters, and those that turn the direction of text or
cannot be seen, are shown by name. A mark stands under its place only where every terminal agrees what is
above it; behind right-to-left letters, which terminals put in different orders, the words are named.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# How far below a key its value is looked for.
_LINES_AHEAD = 200
# How much is named where no mark can stand, and how much is kept before a mark in a line that is cut.
_NAMED = 60
_LEAD = 20
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})
# These join letters to the shapes that Persian, Urdu and others need.
_JOINERS = frozenset("\u200c\u200d")
# Each of these letters and marks takes one cell.
_ONE_CELL = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]*")
_FLOW = re.compile(r"""["'\[\]{}]""")
_DASHES = re.compile(r" *(?:- +)*")
_BLOCK = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a line: its number, from 1, its text, and where in it the part begins and ends, from 0."""

    number: int
    line: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is shown of a place: `gutter` is the line's number, `line` its text, `mark` what stands below.

    `mark` is a run of `^`, indented to stand under the place, or begins with `here: `.
    """

    gutter: str
    line: str
    mark: str


def place(lines: Sequence[str], line: int, column: int, words: str = "", *, narrow: bool = False) -> Place:
    """The part of a YAML file that begins at a line and a column, both from 1.

    `words` are looked for in the value that begins there; without them, it is the key or value itself, or
    with `narrow` its first character alone.
    """
    index, start = line - 1, column - 1
    text = lines[index] if 0 <= index < len(lines) else ""
    if words and (found := _find(lines, index, start, words)):
        return found
    if narrow or start >= len(text):
        return Place(line, text, min(start, len(text)), min(start, len(text)) + 1)
    if _BLOCK.match(text, start):
        below = _first_below(lines, index)
        if below is not None:
            text = lines[below].rstrip()
            return Place(below + 1, text, len(text) - len(text.lstrip()), len(text))
    return Place(line, text, start, _end(text, start))


def excerpt(at: Place, width: int) -> Excerpt:
    """A place as it is shown, in at most `width` cells of a terminal, the number not counted."""
    before = visible(at.line[: at.start])
    marked = visible(at.line[at.start : at.end])
    behind = visible(at.line[at.end :]).rstrip()
    if _turns(before + marked):
        named = marked if len(marked) > 1 else (marked + behind)[:_NAMED]
        return Excerpt(
            str(at.number), _cut(before, marked, behind, width)[0], f"here: {_first(named, _NAMED)}"
        )
    line, indent, carets = _cut(before, marked, behind, width)
    return Excerpt(str(at.number), line, " " * indent + "^" * max(1, carets))


def visible(text: str) -> str:
    """Text with what cannot be seen, or would move the rest, shown by name: `␛`, `<U+202E>`."""
    return text if text.isprintable() else "".join(map(_visible, text))


def printable(text: str) -> str:
    """Text of any number of lines for a terminal: as `visible`, but with its lines, tabs and spaces."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    kept = {"\n", "\t"}
    return "".join(
        each if each in kept or unicodedata.category(each) == "Zs" else visible(each) for each in text
    )


def visible_lines(text: str) -> list[str]:
    """The lines of a text of several, each as `visible`; empty ones are left out."""
    return [visible(line) for line in text.split("\n") if line]


def _visible(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    code = ord(character)
    if character == "\t":
        return "→"
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"<U+{code:04X}>"


def _find(lines: Sequence[str], index: int, start: int, words: str) -> Place | None:
    """Where words stand in the value that begins at a place; only as far as they go on its first line."""
    if index >= len(lines):
        return None
    pieces = words.split()
    if not pieces:
        return None
    plainly = " ".join(pieces)
    indent = _indent(lines[index])
    for number in range(index, min(index + _LINES_AHEAD, len(lines))):
        text = lines[number]
        if number > index and text.strip() and _indent(text) <= indent:
            return None
        begin = start if number == index else 0
        if pieces[0] not in text:
            continue
        if (at := text.find(plainly, begin)) >= 0:
            return Place(number + 1, text, at, at + len(plainly))
        if match := re.compile(_spaced(pieces)).search(text, begin):
            return Place(number + 1, text, *match.span())
        if broken := _broken(lines, number, begin, pieces):
            return broken
    return None


def _broken(lines: Sequence[str], number: int, start: int, pieces: list[str]) -> Place | None:
    """Words that begin at the end of a line and go on in the next."""
    text = lines[number].rstrip()
    end = " ".join(text[start:].split())
    rest = lines[number + 1].lstrip() if number + 1 < len(lines) else ""
    for count in range(len(pieces) - 1, 0, -1):
        if end.endswith(" ".join(pieces[:count])) and rest.startswith(pieces[count]):
            match = re.compile(_spaced(pieces[:count]) + "$").search(text, start)
            return Place(number + 1, lines[number], match.start() if match else start, len(text))
    return None


def _spaced(pieces: list[str]) -> str:
    """A regular expression for words with any space between them."""
    return r"\s+".join(map(re.escape, pieces))


def _first_below(lines: Sequence[str], index: int) -> int | None:
    """The first line of the text below `|` or `>`."""
    indent = _indent(lines[index])
    for number in range(index + 1, len(lines)):
        if lines[number].strip():
            return number if _indent(lines[number]) > indent else None
    return None


def _indent(text: str) -> int:
    """How far in the first key of a line begins, behind the dashes of lists."""
    match = _DASHES.match(text)
    return match.end() if match else 0


def _end(text: str, start: int) -> int:
    """Where the key or value that begins in a line ends, as far as it stands in it."""
    if text[start] in "\"'":
        return _end_of_quoted(text, start)
    if text[start] in "[{":
        return _end_of_brackets(text, start)
    stop = len(text.rstrip())
    for match in re.finditer(r":(?=\s|$)| #|[,\[\]{}]", text[start:]):
        if match[0] in (":", " #") or _inside_brackets(text[:start]):
            stop = start + match.start()
            break
    return max(start + 1, len(text[:stop].rstrip()))


def _end_of_quoted(text: str, start: int) -> int:
    mark = text[start]
    inner = r'(?:[^"\\]|\\.)*' if mark == '"' else r"(?:[^']|'')*"
    match = re.compile(f"{mark}{inner}{mark}").match(text, start)
    return match.end() if match else len(text.rstrip())


def _end_of_brackets(text: str, start: int) -> int:
    """Behind the bracket that closes the one at a place, or else behind that one."""
    depth, index = 0, start
    while index < len(text):
        match = _FLOW.search(text, index)
        if not match:
            break
        index = match.end()
        if match[0] in "\"'":
            # An apostrophe within a word opens nothing.
            if text[match.start() - 1 : match.start()] in " [{,":
                index = _end_of_quoted(text, match.start())
            continue
        depth += 1 if match[0] in "[{" else -1
        if depth == 0:
            return index
    return start + 1


def _inside_brackets(text: str) -> bool:
    plain = re.sub(r""""(?:[^"\\]|\\.)*"|(?<=[ \[{,])'(?:[^']|'')*'""", "", text)
    return len(re.findall(r"[\[{]", plain)) > len(re.findall(r"[\]}]", plain))


def _turns(text: str) -> bool:
    """Whether a text has letters that are written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text)


def _cut(before: str, marked: str, behind: str, width: int) -> tuple[str, int, int]:
    """A line that is no wider than it may be; how far in its mark begins, and how many cells it has."""
    if cells(before + marked + behind) <= width:
        return before + marked + behind, cells(before), cells(marked)
    if cells(before) + min(cells(marked), width // 2) + 1 > width:
        room = width - 1 - cells(marked + behind)
        before = "…" + _last(before, max(room, min(_LEAD, width // 3)))
    shown = _first(before + marked + behind, width)
    return shown, cells(before), min(cells(marked), cells(shown) - cells(before))


def cells(text: str) -> int:
    """How many cells of a terminal a text without control characters takes."""
    if _ONE_CELL.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth  # its tables take long to load

    return max(0, wcswidth(text))


def _first(text: str, width: int) -> str:
    """The beginning of a text, in so many cells; `…` where it goes on."""
    if cells(text) <= width:
        return text
    kept = text[:width]
    while cells(kept) > width - 1:
        kept = kept[:-1]
    return kept + "…"


def _last(text: str, width: int) -> str:
    """The end of a text, in so many cells, which does not begin with a mark that belongs to a letter."""
    kept = text[-width:]
    while kept and (cells(kept) > width or unicodedata.combining(kept[0]) or kept[0] in _JOINERS):
        kept = kept[1:]
    return kept
