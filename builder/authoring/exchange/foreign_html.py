"""HTML of other programs as paragraphs of the inline Markdown that text fields take.

Bold, italic and links that are safe are kept; other tags go and their text stays; scripts, styles and
frames go altogether. Text between tags is put so that it shows as it is, and so are words in angle brackets
that are no tags.
"""

import re
from html.parser import HTMLParser
from typing import NamedTuple

from lxml.html.defs import tags

from builder.model import prose

_EMPHASIS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*"}
_DROPPED = frozenset({"script", "style", "iframe", "svg", "template"})
_BREAKS = frozenset(
    {"p", "br", "div", "li", "ul", "ol", "blockquote", "table", "tr", "section", "article", "hr", "figure"}
    | {f"h{level}" for level in range(1, 7)}
)


class Marked(NamedTuple):
    """Paragraphs in inline Markdown, their plain words, what was left out, and whether there are links."""

    paragraphs: tuple[str, ...]
    plain: tuple[str, ...]
    dropped: tuple[str, ...]
    links: bool


def from_html(text: str) -> Marked:
    """HTML, or plain text, as paragraphs."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end_paragraph()
    dropped = tuple(dict.fromkeys(reader.dropped))
    return Marked(tuple(reader.paragraphs), tuple(reader.plain), dropped, reader.links)


def words_of(marked: Marked) -> str:
    """The words of what was HTML, in one line."""
    return " ".join(marked.plain)


def plain_text(text: str) -> str:
    """The words of HTML, or of plain text, in one line, for a title."""
    return words_of(from_html(text))


class _Reader(HTMLParser):
    """Gathers paragraphs; `inline` holds the pieces of the one that is open, `words` its plain text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self.plain: list[str] = []
        self.dropped: list[str] = []
        self.inline: list[str] = []
        self.words: list[str] = []
        self.silent: list[str] = []
        self.links = False
        self.link: tuple[str, int] | None = None
        self.emphasis: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in tags:
            # Angle brackets with other words are text.
            self.handle_data(self.get_starttag_text() or "")
        elif tag in _DROPPED:
            self.dropped.append(f"a <{tag}> in the text is not carried")
            self.silent.append(tag)
        elif self.silent:
            return
        elif tag in _BREAKS:
            self.end_paragraph()
        elif tag == "img":
            self.dropped.append("an <img> in the text is not carried")
        elif tag == "a":
            self.end_link()
            self.link = ((values.get("href") or "").strip(), len(self.inline))
        elif tag in _EMPHASIS and self.emphasis is None and self.link is None:
            self.emphasis = (tag, len(self.inline))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in tags:
            self.handle_data(f"</{tag}>")
        elif self.silent:
            if tag == self.silent[-1]:
                self.silent.pop()
        elif tag in _BREAKS:
            self.end_paragraph()
        elif tag == "a":
            self.end_link()
        elif self.emphasis and tag == self.emphasis[0]:
            self.end_emphasis()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)
            self.inline.append(_typed(data))

    def end_link(self) -> None:
        if self.link is None:
            return
        address, start = self.link
        self.link = None
        text = "".join(self.inline[start:])
        if not prose.is_safe_link(address) or re.search(r"[\s<>\\]", address):
            if address:
                self.dropped.append("a link in the text without a web address is not carried")
        elif text.strip():
            before, inner, after = _edges(text)
            label = inner.replace("]", r"\]")
            self.links = True
            self.inline[start:] = [f"{before}[{label}](<{address}>){after}"]
        else:
            self.dropped.append("a link without words is not carried")

    def end_emphasis(self) -> None:
        if self.emphasis is None:
            return
        tag, start = self.emphasis
        self.emphasis = None
        before, inner, after = _edges("".join(self.inline[start:]))
        if inner:
            self.inline[start:] = [f"{before}{_EMPHASIS[tag]}{inner}{_EMPHASIS[tag]}{after}"]

    def end_paragraph(self) -> None:
        self.end_link()
        self.end_emphasis()
        words = " ".join("".join(self.words).split())
        marked = " ".join("".join(self.inline).split())
        self.words, self.inline = [], []
        if not words:
            return
        # Where the marks do not read as what they were, such as within a word, the words alone are kept.
        if prose.plain(marked, lambda _: None) != words:
            self.dropped.append("emphasis and links in the text that inline Markdown cannot hold")
            marked = prose.typed(words)
        self.plain.append(words)
        self.paragraphs.append(marked)


def _typed(data: str) -> str:
    """Text between tags, with the white space at its ends."""
    before, inner, after = _edges(re.sub(r"\s+", " ", data))
    return f"{before}{prose.typed(inner)}{after}"


def _edges(text: str) -> tuple[str, str, str]:
    """White space, what stands between, white space."""
    inner = text.strip()
    if not inner:
        return text, "", ""
    start = text.index(inner)
    return text[:start], inner, text[start + len(inner) :]
