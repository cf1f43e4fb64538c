"""A file of any of the kinds that are read, to its article."""

import codecs
import re
from pathlib import PurePath

from builder.authoring.intake.article import Article, UnusableError
from builder.authoring.intake.pdf import read_pdf
from builder.authoring.intake.plain import read_markdown, read_text
from builder.authoring.intake.web import read_page
from builder.files.layout import MAX_BYTES

# A saved page carries its pictures along, and a PDF its fonts: what is read may be larger than a text.
MOST_BYTES = 30_000_000
_READERS = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_page,
    ".htm": read_page,
    ".xhtml": read_page,
    ".pdf": read_pdf,
}
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_BEFORE_A_PAGE = 20_000  # bytes of comments and white space
_MARKDOWN = re.compile(rb"(?:\xef\xbb\xbf)?(?:---\r?\n|\s*# )")


def read_article(name: str, data: bytes) -> Article:
    """The article in a file; `name` is the file's, or empty for what came without. Raises `UnusableError`."""
    suffix = PurePath(name).suffix.lower() if name else _suffix_of(data)
    if suffix not in _READERS:
        kind = f"files that end in {suffix}" if suffix else "files without an ending such as .txt"
        raise UnusableError(
            f"{kind} are not read",
            "Those that are: .txt, .md, .html, .htm and .pdf. Of any other, copy the text and hand it over: "
            "`briefing add-source -`.",
        )
    if not data.strip():
        raise UnusableError("it is empty")
    if suffix == ".pdf" and b"%PDF-" not in data[:1024]:
        raise UnusableError("it is not a PDF, whatever its name says")
    if suffix in (".txt", ".text") and _is_page(data):
        suffix = ".html"
    article = _READERS[suffix](data)
    if len(article.text.encode()) > MAX_BYTES:
        raise UnusableError(f"its text is longer than {MAX_BYTES // 1_000_000} MB")
    return article


def _suffix_of(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if _is_page(data):
        return ".html"
    return ".md" if _MARKDOWN.match(data) else ".txt"


def _is_page(data: bytes) -> bool:
    """Whether a file begins as a page in HTML does, perhaps behind comments."""
    start = data[:_BEFORE_A_PAGE].removeprefix(codecs.BOM_UTF8)
    place = 0
    while True:
        while start[place : place + 1].isspace():
            place += 1
        if not start.startswith(b"<!--", place):
            return _PAGE.match(start, place) is not None
        end = start.find(b"-->", place + 4)
        if end < 0:
            return False
        place = end + 3
