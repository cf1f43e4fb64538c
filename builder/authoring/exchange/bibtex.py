"""Sources as BibTeX or BibLaTeX, which reference managers write.

Read with bibtexparser: `pip install 'briefing-builder[bibtex]'`. Accents written in TeX become letters;
`@string` is put in. An entry that breaks off or that cannot be read is refused, with its line.

| BibTeX | Here |
|---|---|
| the type | `kind`; one that there is not here becomes `document`, and the source a draft |
| the key | the id |
| `title`, with `subtitle` | `title` |
| `author` | `author`, and `family_names`; a name in braces is one that is not in parts |
| `journal`, `journaltitle`, `booktitle` | `publisher` of articles and of what stands in a book |
| `publisher`, `institution`, `school`, `organization` | `publisher` of the rest |
| `date`, else `year`, `month`, `day` | `published`, no more exact than they are |
| `urldate` | `accessed` |
| `url`, `howpublished`, else `doi` | `url` |
| `language`, `langid` | `language` |
| `note` | `note` |
"""

import logging
import re
from collections.abc import Iterator
from typing import Any

from builder.authoring.exchange import csl
from builder.authoring.exchange.csv_files import problem
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Reading, Wish
from builder.authoring.exchange.ledger import Entry, UnreadableError
from builder.authoring.exchange.proposals import Book
from builder.authoring.exchange.reference_lists import item

NAME = "bibtex"
TITLE = "BibTeX"
ENDINGS = (".bib", ".bibtex")
_ENTRY = re.compile(r"^\s*@\s*([A-Za-z]+)\s*[{(]", re.MULTILINE)
_KINDS = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "dataset": "dataset",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "inreference": "entry-encyclopedia",
    "legislation": "legislation",
    "manual": "document",
    "mastersthesis": "thesis",
    "misc": "document",
    "movie": "motion_picture",
    "mvbook": "book",
    "newspaper": "article-newspaper",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "periodical": "article-magazine",
    "phdthesis": "thesis",
    "proceedings": "book",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "article",
    "video": "broadcast",
}
_NAMES = {
    "title": "title",
    "journal": "container-title",
    "journaltitle": "container-title",
    "booktitle": "container-title",
    "publisher": "publisher",
    "institution": "publisher",
    "school": "publisher",
    "organization": "publisher",
    "date": "issued",
    "urldate": "accessed",
    "url": "URL",
    "doi": "DOI",
    "language": "language",
    "langid": "language",
    "note": "note",
}
_LANGUAGES = {
    "english": "en",
    "british": "en-GB",
    "american": "en-US",
    "german": "de",
    "ngerman": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "dutch": "nl",
    "russian": "ru",
    "persian": "fa",
    "farsi": "fa",
    "arabic": "ar",
    "turkish": "tr",
    "polish": "pl",
    "portuguese": "pt",
    "urdu": "ur",
}


def is_document(text: str) -> bool:
    """Whether a text holds entries of BibTeX."""
    return _ENTRY.search(text) is not None


def read(incoming: Incoming, wish: Wish, book: Book) -> Reading | None:
    """A list of sources; raises `ContentError` where bibtexparser is not installed."""
    if not incoming.is_text or incoming.ending not in ENDINGS:
        return None
    if not is_document(incoming.text):
        return None
    try:
        import bibtexparser
    except ImportError:
        why = "this is a list of sources in BibTeX, and bibtexparser, which reads those, is not installed"
        hint = (
            "Install it with `pip install 'briefing-builder[bibtex]'`, or export the list as CSL-JSON or RIS."
        )
        raise problem(incoming.name, 0, why, hint) from None
    found = [*_blocks(bibtexparser, incoming.text)]
    return Reading(TITLE, iter(found), lambda entry: csl.propose(entry, book), incoming.remark)


def _blocks(library: Any, text: str) -> Iterator[Entry]:
    """The entries of a file, in its order, those that cannot be read among them."""
    ways = library.middlewares
    middleware = [
        ways.SeparateCoAuthors(),
        ways.SplitNameParts(allow_inplace_modification=False),
        ways.MonthIntMiddleware(),
        ways.LatexDecodingMiddleware(),
    ]
    # What it warns of is in the blocks that failed.
    logging.getLogger("bibtexparser").setLevel(logging.ERROR)
    parsed = library.parse_string(text, append_middleware=middleware)
    number = 0
    for block in parsed.blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, library.model.Entry):
            number += 1
            yield _entry(block, line)
        elif isinstance(block, library.model.DuplicateBlockKeyBlock) and isinstance(
            block.ignore_error_block, library.model.Entry
        ):
            number += 1
            yield _entry(block.ignore_error_block, line)
        elif isinstance(block, library.model.ParsingFailedBlock):
            number += 1
            entry = Entry(f"source {number}", line, [("entry", str(block.raw or "")[:2000])])
            entry.fault = UnreadableError(
                f"the entry cannot be read: {_reason(block)}",
                "Look at its braces, quotation marks and commas.",
            )
            yield entry


def _reason(block: Any) -> str:
    said = " ".join(str(block.error or "").split()) or "it breaks off, or a brace is missing"
    return said[:1].lower() + said[1:200]


def _entry(block: Any, line: int) -> Entry:
    """An entry as an item of CSL."""
    given = {str(field.key).lower(): field.value for field in block.fields}
    texts = {name: _plain(value) for name, value in given.items() if name != "author"}
    values = [("id", "the key", str(block.key))]
    used = set()
    if "subtitle" in texts and "title" in texts:
        values.append(("title", "title", f"{texts['title']}: {texts['subtitle']}"))
        used |= {"title", "subtitle"}
    if "date" not in texts and "year" in texts:
        values.append(("issued", "year", _date(texts, used)))
    address = re.search(r"https?://[^\s{}\\]+", texts.get("howpublished", ""))
    if address and "url" not in texts:
        values.append(("URL", "howpublished", address[0]))
        used.add("howpublished")
    for name, text in texts.items():
        if name not in used and text:
            known = _NAMES.get(name, name)
            shown = _LANGUAGES.get(text.lower(), text) if known == "language" else text
            values.append((known, name, shown))
    people = given.get("author", [])
    names = people if isinstance(people, list) else [people]
    authors = [("author", parts) for each in names if (parts := _name(each))]
    kind = str(block.entry_type).lower()
    return item(f"source “{block.key}”", line, values, authors, (_KINDS.get(kind, kind), "the type"))


def _date(texts: dict[str, str], used: set[str]) -> str:
    """The date from year, month and day; a part that is no number stays a word of it."""
    parts = [texts[name] for name in ("year", "month", "day") if name in texts]
    used |= {name for name in ("year", "month", "day") if name in texts}
    if "day" in texts and "month" not in texts:
        return f"{texts['year']}, day {texts['day']}"
    if all(part.isdigit() for part in parts):
        return "-".join(part.zfill(2) for part in parts)
    return " ".join(reversed(parts))


def _name(value: Any) -> dict[str, str]:
    """A name in CSL's parts; one in braces is whole."""
    if isinstance(value, str):
        return {"literal": _plain(value)} if value.strip() else {}
    parts = {
        "given": _joined(value.first),
        "non-dropping-particle": _joined(value.von),
        "family": _joined(value.last),
        "suffix": _joined(value.jr),
    }
    found = {name: text for name, text in parts.items() if text}
    return {"literal": found["family"]} if set(found) == {"family"} else found


def _joined(words: list[str]) -> str:
    return _plain(" ".join(words))


def _plain(value: Any) -> str:
    """A value without the braces that keep capitals."""
    return " ".join(re.sub(r"(?<!\\)[{}]", "", str(value)).split())


READER = read
WRITER = None
