"""Sources as RIS, which databases of papers and reference managers write.

Described at <https://en.wikipedia.org/wiki/RIS_(file_format)>. Each source begins with `TY` and ends with
`ER`; one that breaks off is refused, with its line.

| RIS | Here |
|---|---|
| `TY` | `kind`; a type that there is not here becomes `document`, and the source a draft |
| `ID` | the id, else one made from the title |
| `TI`, `T1`, `CT`, `BT` | `title` |
| `AU`, `A1` | `author`, and `family_names` where a comma tells them apart |
| `JO`, `JF`, `T2`, `JA`, `J2` | `publisher` of articles, broadcasts and web pages |
| `PB` | `publisher` of the rest |
| `DA`, `PY`, `Y1` | `published`, the most exact of them |
| `Y2` | `accessed` |
| `UR`, else `DO` | `url` |
| `LA` | `language` |
| `N1` | `note` |
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from builder.authoring.exchange import csl
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Reading, Wish
from builder.authoring.exchange.ledger import Entry, UnreadableError
from builder.authoring.exchange.proposals import Book
from builder.authoring.exchange.reference_lists import item, name_in_parts

NAME = "ris"
TITLE = "RIS"
ENDINGS = (".ris", ".txt")
_LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}- ?(.*)")
_KINDS = {
    "ABST": "article-journal",
    "BILL": "bill",
    "BLOG": "post-weblog",
    "BOOK": "book",
    "CASE": "legal_case",
    "CHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "DATA": "dataset",
    "DICT": "entry-encyclopedia",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "ELEC": "webpage",
    "ENCYC": "entry-encyclopedia",
    "FIGURE": "figure",
    "GEN": "document",
    "GOVDOC": "report",
    "HEAR": "hearing",
    "ICOMM": "personal_communication",
    "INPR": "article",
    "JFULL": "article-journal",
    "JOUR": "article-journal",
    "LEGAL": "legislation",
    "MAP": "map",
    "MGZN": "article-magazine",
    "MPCT": "motion_picture",
    "NEWS": "article-newspaper",
    "PAMP": "pamphlet",
    "PCOMM": "personal_communication",
    "RPRT": "report",
    "SOUND": "broadcast",
    "STAT": "legislation",
    "THES": "thesis",
    "UNPB": "article",
    "VIDEO": "broadcast",
}
# In the order in which one is taken for a source; the others are named as not carried.
_TITLES = ("TI", "T1", "CT", "BT")
_CONTAINERS = ("JO", "JF", "T2", "JA", "J2")
_DATES = ("DA", "PY", "Y1")
_AUTHORS = ("AU", "A1")
_OTHERS = {
    "ID": "id",
    "PB": "publisher",
    "Y2": "accessed",
    "UR": "URL",
    "DO": "DOI",
    "LA": "language",
    "N1": "note",
}


class _Tag(NamedTuple):
    """A line of a source: its tag, its value, and where it stands."""

    name: str
    text: str
    line: int


def is_document(text: str) -> bool:
    """Whether a text begins as RIS does, after blank lines and what some databases put first."""
    return any(re.match("\ufeff?TY {1,2}- ", line) for line in text.splitlines()[:20])


def entries(text: str) -> Iterator[Entry]:
    """The sources as entries of CSL; one that breaks off is an entry with a fault."""
    held: list[_Tag] = []
    number = 0
    for line, content in enumerate(text.splitlines(), 1):
        match = _LINE.fullmatch(content.strip("\ufeff").rstrip())
        if match and match[1] == "TY":
            if held:
                number += 1
                yield _entry(number, held, whole=False)
            held = [_Tag("TY", match[2].strip(), line)]
        elif match and match[1] == "ER":
            if held:
                number += 1
                yield _entry(number, held, whole=True)
            held = []
        elif match:
            held.append(_Tag(match[1], match[2].strip(), line))
        elif content.strip() and held:
            # A long value goes on in the next line.
            last = held.pop()
            held.append(last._replace(text=f"{last.text} {content.strip()}"))
    if held:
        yield _entry(number + 1, held, whole=False)


def read(incoming: Incoming, wish: Wish, book: Book) -> Reading | None:
    """A list of sources."""
    if not incoming.is_text or not is_document(incoming.start.decode("utf-8", "replace")):
        return None
    return Reading(TITLE, entries(incoming.text), lambda entry: csl.propose(entry, book), incoming.remark)


def _entry(number: int, tags: list[_Tag], *, whole: bool) -> Entry:
    given = [tag for tag in tags if tag.text]
    kind = next((tag.text for tag in given if tag.name == "TY"), "")
    names = {"title": _TITLES, "container-title": _CONTAINERS, "issued": _DATES}
    chosen: dict[int, str] = {}
    for name, order in names.items():
        found = [tag for wanted in order for tag in given if tag.name == wanted]
        if name == "issued":
            found.sort(key=lambda tag: -len(_date(tag.text)))
        if found:
            chosen[found[0].line] = name
        # A year that the day has already is carried with it.
        if name == "issued" and found:
            given = [
                tag
                for tag in given
                if tag is found[0]
                or tag.name not in _DATES
                or not _date(found[0].text).startswith(_date(tag.text))
            ]
    values = []
    for tag in given:
        name = chosen.get(tag.line) or _OTHERS.get(tag.name, tag.name)
        if tag.name not in ("TY", *_AUTHORS):
            text = _date(tag.text) if name in ("issued", "accessed") else tag.text
            values.append((name, tag.name, text))
    authors = [(tag.name, name_in_parts(tag.text)) for tag in given if tag.name in _AUTHORS]
    made = item(f"source {number}", tags[0].line, values, authors, (_KINDS.get(kind, kind.lower()), "TY"))
    if not whole:
        made.fault = UnreadableError(
            "the source breaks off: it has no end (`ER`)", "Get the file again, or add the line `ER  - `."
        )
    return made


def _date(text: str) -> str:
    """A date of RIS, `2021/05/04/` and words, as EDTF where it is one; else as it stands."""
    match = re.fullmatch(r"(\d{4})(?:/(\d{0,2}))?(?:/(\d{0,2}))?(?:/(.*))?", text)
    if not match:
        return text
    year, month, day, more = (part or "" for part in match.groups())
    if more.strip() or (day and not month):
        return text
    return "-".join(part.zfill(2) for part in (year, month, day) if part)


READER = read
WRITER = None
