"""The titles in a PDF's outline, set right.

Chromium gathers them from the words as they are painted: words on two lines run together, those written
from right to left come in disorder, and what lies across two sheets comes twice. The PDF gets an appendix
with the headings as they stand in the document, which the format provides for (ISO 32000-1, 7.5.6,
incremental updates).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*\Z", re.DOTALL)
_TABLE = re.compile(rb"xref\s*\n0 (\d+)\s*\n")
_POSITION = re.compile(rb"(\d{10}) \d{5} n")
_POSITION_LENGTH = 20  # with its end of line; the format fixes it
_OBJECT = re.compile(
    rb"\d+ 0 obj\s*<<(?P<title>/Title (?:\((?:\\.|[^\\)])*\)|<[0-9A-F]*>))?(?P<rest>.*?)>>\s*endobj",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{3})|(.))", re.DOTALL)
# The end of the file, in which the trailer stands.
_TAIL = 4096


def retitled(pdf: bytes, titles: Sequence[str]) -> bytes:
    """The PDF with the entries of its outline named after the titles, which come in the same order.

    An entry takes the next title that has the same letters, in whatever order and number; titles that the
    outline leaves out are passed over. A PDF that is built in another way than Chromium's stays as it is.
    """
    trailer = _TRAILER.search(pdf, max(0, len(pdf) - _TAIL))
    table = _TABLE.match(pdf, int(trailer[2])) if trailer else None
    if trailer is None or table is None:
        return pdf
    letters = [_letters(title) for title in titles]
    following = 0
    appendix = bytearray(b"\n")
    positions = {}
    for entry in _entries(_Objects(pdf, table.end()), trailer[1]):
        painted = _letters(_text(entry.title))
        match = next((at for at in range(following, len(titles)) if letters[at] == painted), None)
        if match is None:
            continue
        following = match + 1
        positions[entry.number] = len(pdf) + len(appendix)
        title = titles[match].encode("utf-16-be").hex().upper().encode()
        appendix += b"%d 0 obj\n<</Title <FEFF%b>%b>>\nendobj\n" % (entry.number, title, entry.rest)
    start = len(pdf) + len(appendix)
    appendix += b"xref\n"
    for number, position in positions.items():
        appendix += b"%d 1\n%010d 00000 n \n" % (number, position)
    appendix += b"trailer\n<<%b\n/Prev %b>>\nstartxref\n%d\n%%%%EOF\n" % (trailer[1], trailer[2], start)
    return pdf + appendix if positions else pdf


class _Entry(NamedTuple):
    number: int
    title: bytes
    rest: bytes


class _Objects:
    """The dictionaries of a PDF, by their numbers."""

    def __init__(self, pdf: bytes, table: int) -> None:
        self.pdf = pdf
        self.table = table

    def __getitem__(self, number: int) -> _Entry:
        position = _POSITION.match(self.pdf, self.table + number * _POSITION_LENGTH)
        found = _OBJECT.match(self.pdf, int(position[1])) if position else None
        return _Entry(number, found["title"] or b"", found["rest"]) if found else _Entry(number, b"", b"")


def _entries(objects: _Objects, trailer: bytes) -> Iterator[_Entry]:
    """The entries of the outline, in the order in which they are read."""
    catalogue = _reference(trailer, b"Root")
    outlines = _reference(objects[catalogue].rest, b"Outlines") if catalogue else 0
    waiting = [_reference(objects[outlines].rest, b"First")] if outlines else []
    while waiting:
        if not (number := waiting.pop()):
            continue
        entry = objects[number]
        yield entry
        waiting += [_reference(entry.rest, b"Next"), _reference(entry.rest, b"First")]


def _reference(dictionary: bytes, key: bytes) -> int:
    """The number of the object that a dictionary refers to by a key; 0 where it does not."""
    found = re.search(rb"/%b (\d+) 0 R" % key, dictionary)
    return int(found[1]) if found else 0


def _text(title: bytes) -> str:
    value = title.removeprefix(b"/Title ")[1:-1]
    if title.endswith(b">"):
        return bytes.fromhex(value.decode()).decode("utf-16", "replace")
    plain = _ESCAPE.sub(lambda found: bytes([int(found[1], 8) & 255]) if found[1] else found[2], value)
    return plain.decode("latin-1")


def _letters(text: str) -> frozenset[str]:
    return frozenset("".join(text.split()))
