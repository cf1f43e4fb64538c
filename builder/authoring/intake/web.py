"""A saved web page: its main text, and what the page says of itself.

Trafilatura finds the text: menus, notices, comments and what else stands around it are left out. Each of
its blocks becomes a paragraph, with a blank line between. What the page says of itself comes from
schema.org's JSON-LD, from its meta tags and, where these are silent, from the lines around the text.
"""

import email.utils
import json
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from builder.authoring.intake.article import Article, UnusableError
from builder.authoring.intake.decoding import decode
from builder.authoring.intake.heading import day_of, heading_of, is_archive, original_of
from builder.authoring.intake.language import language_of
from builder.authoring.intake.plain import whole
from builder.facts.typography import fold
from builder.model.dates import parse

# Where a page names its encoding (HTML Standard: within the first 1024 bytes; many pages are later).
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
# Pictures within a page, which say nothing here and are more than the parser takes.
_EMBEDDED = re.compile(r"data:[\w/+.;=-]*;base64,[A-Za-z0-9+/=\s]*")
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# schema.org types, with the CSL types of which they are.
_KINDS = {
    "AdvertiserContentArticle": "webpage",
    "AnalysisNewsArticle": "article-newspaper",
    "Article": "webpage",
    "AskPublicNewsArticle": "article-newspaper",
    "BackgroundNewsArticle": "article-newspaper",
    "BlogPosting": "post-weblog",
    "DiscussionForumPosting": "post",
    "LiveBlogPosting": "article-newspaper",
    "NewsArticle": "article-newspaper",
    "OpinionNewsArticle": "article-newspaper",
    "Report": "report",
    "ReportageNewsArticle": "article-newspaper",
    "ReviewNewsArticle": "article-newspaper",
    "ScholarlyArticle": "article-journal",
    "SocialMediaPosting": "post",
    "TechArticle": "webpage",
}
# Meta tags that give the day of publication, the most telling first.
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date",
    "date",
)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?=$|[T\s]))?(?=$|[T\s]))?(?=$|[T\s])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
# What browsers and SingleFile write at the top of the pages that they save.
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
_SINGLE_FILE = re.compile(
    r"Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*(?:\w+ )?(.{11,15}\d{4})"
)
_LONG = 12  # words
_SHOWN = 8
_NO_ARTICLE = (
    "Open the page, wait until the article is there, copy its text, and hand that over: "
    "`briefing add-source -`."
)


def read_page(data: bytes) -> Article:
    """The article of a page in HTML; raises `UnusableError`."""
    declared = _CHARSET.search(data[:8192])
    decoded = decode(data, declared[1].decode() if declared else "")
    page = _Page()
    html = _EMBEDDED.sub("data:,", _XML_DECLARATION.sub("", decoded.text))
    page.feed(html)
    found, text = _main_text(html, page)
    language = language_of(text) or page.language
    if page.language.split("-")[0] == language:
        language = page.language
    url, archived = _addresses(page, found.get("url", ""))
    around = heading_of(text, language)
    title = _plain(page.field("headline") or found.get("title", ""))
    publisher = page.publisher or found.get("sitename", "")
    authors = [name for name in found.get("author", "").split("; ") if name and name != publisher]
    article = Article(
        text=text,
        kind=page.kind,
        title=title or around.title,
        publisher=publisher,
        author=tuple(authors) or around.author,
        published=page.published or _dated_line(page, language) or around.published,
        url=url or around.url,
        archived_url=archived or around.archived_url,
        accessed=page.accessed,
        language=language,
        remarks=decoded.remarks,
    )
    return _with_headline(article, page)


def _main_text(html: str, page: "_Page") -> tuple[dict[str, str], str]:
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # else it writes to the terminal
    shielded, joiners = _shielded(html)
    document = trafilatura.bare_extraction(
        shielded,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
        prune_xpath=["//noscript"],
    )
    given = document.as_dict() if document and not isinstance(document, dict) else {}
    found = {
        key: value.translate(joiners)
        for key in ("text", "title", "author", "url", "sitename")
        if isinstance(value := given.get(key), str)
    }
    text = "\n\n".join(line for line in found.get("text", "").splitlines() if line.strip())
    try:
        return found, whole(text)
    except UnusableError as error:
        if not page.has_text:
            raise UnusableError("the page holds no text; a script would fetch it", _NO_ARTICLE) from None
        raise UnusableError(f"no article was found in the page: {error}", _NO_ARTICLE) from None


def _shielded(html: str) -> tuple[str, dict[int, str]]:
    """A page with other letters for the joiners of Persian and Urdu, and what these stand for.

    Trafilatura takes the zero-width non-joiner, which changes how a word is written and often which word it
    is, for a control character, and drops it.
    """
    unused = (letter for letter in map(chr, range(0x10080, 0x100FB)) if letter not in html)
    joiners = {}
    for joiner, entity in (("\u200c", "zwnj|#8204|#x200c"), ("\u200d", "zwj|#8205|#x200d")):
        letter = next(unused)
        html = re.sub(f"{joiner}|&(?:{entity});", letter, html, flags=re.IGNORECASE)
        joiners[ord(letter)] = joiner
    return html, joiners


def _with_headline(article: Article, page: "_Page") -> Article:
    """The article with its headline as the first line of its text, and what the reader should look at."""
    text, remarks = article.text, list(article.remarks)
    first = text.split("\n", 1)[0]
    if article.title and not fold(first).startswith(fold(article.title)):
        text = f"{article.title}\n\n{text}"
    remarks.append("Menus, notices, comments and captions were left out; each block is a paragraph.")
    if missing := _left_out(text, page.paragraphs):
        count = f"{len(missing)} paragraphs" if len(missing) > 1 else "A paragraph"
        begin = " ".join(missing[0].split()[:_SHOWN])
        remarks.append(f"{count} of the page's main part did not go into the text: “{begin} …”")
    if not page.is_free:
        remarks.append("The page says that it is not free to read: look whether its text is whole.")
    return replace(article, text=text, remarks=tuple(remarks))


def _left_out(text: str, paragraphs: Iterable[str]) -> list[str]:
    """The longer paragraphs that are not in a text."""
    held, whole_ones = fold(text), {fold(line) for line in text.splitlines()}
    longer = {paragraph: fold(paragraph) for paragraph in paragraphs if len(paragraph.split()) >= _LONG}
    return [shown for shown, folded in longer.items() if folded not in whole_ones and folded not in held]


def _addresses(page: "_Page", canonical: str) -> tuple[str, str]:
    """The page's address and that of its archived copy."""
    known = [url for url in (page.saved_from, canonical) if url.startswith(("https://", "http://"))]
    archived = [url for url in known if is_archive(url)]
    live = [url for url in reversed(known) if not is_archive(url)]
    of = [original for url in archived if (original := original_of(url))]
    return next(iter([*live, *of]), ""), next(iter(archived), "")


def _dated_line(page: "_Page", language: str) -> str:
    """The day that the page's only time element gives; of several, none is known to be the right one."""
    days = {_iso(machine) or day_of(shown, language) for machine, shown in page.times}
    return days.pop() if len(days) == 1 else ""


def _iso(text: str) -> str:
    """A date in ISO 8601 or in the format of e-mail as EDTF, to the day or less; empty if it is none."""
    text = text.strip()
    match = _ISO.match(text) or _COMPACT.fullmatch(text[:8])
    if match:
        date = "-".join(filter(None, match.groups()))
    else:
        try:
            date = email.utils.parsedate_to_datetime(text).date().isoformat()
        except ValueError:
            return ""
    try:
        return parse(date).text
    except ValueError:
        return ""


class _Page(HTMLParser):
    """What a page says of itself, collected in one pass."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.things: list[dict[str, Any]] = []
        self.times: list[tuple[str, str]] = []
        self.html_language = ""
        self.saved_from = ""
        self.accessed = ""
        self.has_text = False
        self.paragraphs: list[str] = []
        self._main = 0
        self._paragraph: list[str] | None = None
        self._inside = ""
        self._script: list[str] | None = None
        self._time: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("script", "style", "noscript", "template", "title"):
            self._inside = tag
        if tag in ("article", "main"):
            self._main += 1
        elif tag == "p" and self._main:
            self._end_paragraph()
            self._paragraph = []
        if tag == "html":
            self.html_language = given.get("lang") or given.get("xml:lang") or ""
        elif tag == "meta":
            name = given.get("property") or given.get("name") or given.get("itemprop") or ""
            self.meta.setdefault(name.lower(), given.get("content", "").strip())
        elif tag == "script" and given.get("type", "").lower().startswith("application/ld+json"):
            self._script = []
        elif tag == "time":
            self._time = given.get("datetime", ""), []

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""
        if tag in ("article", "main"):
            self._main -= self._main > 0
        elif tag == "p":
            self._end_paragraph()
        if tag == "script" and self._script is not None:
            self.things += _articles("".join(self._script))
            self._script = None
        elif tag == "time" and self._time:
            self.times.append((self._time[0], " ".join("".join(self._time[1]).split())))
            self._time = None

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)
        elif self._time:
            self._time[1].append(data)
        elif not self._inside and data.strip():
            self.has_text = True
            if self._paragraph is not None:
                self._paragraph.append(data)

    def _end_paragraph(self) -> None:
        if self._paragraph:
            self.paragraphs.append(" ".join("".join(self._paragraph).split()))
        self._paragraph = None

    def handle_comment(self, data: str) -> None:
        if match := _SAVED_FROM.search(data):
            self.saved_from = match[1]
        elif match := _SINGLE_FILE.search(data):
            self.saved_from = match[1]
            self.accessed = _iso(f"{match[2]} 00:00:00") or _iso(_day_first(match[2]))

    def field(self, name: str) -> str:
        """What the first article in the JSON-LD has for a field, where that is text."""
        return next((thing[name] for thing in self.things if isinstance(thing.get(name), str)), "")

    @property
    def kind(self) -> str:
        """The CSL type."""
        return next((_KINDS[name] for thing in self.things for name in _types(thing)), "webpage")

    @property
    def publisher(self) -> str:
        named = next((thing["publisher"] for thing in self.things if thing.get("publisher")), None)
        named = named[0] if isinstance(named, list) and named else named
        name = named.get("name") if isinstance(named, dict) else named
        return _plain(name if isinstance(name, str) else "") or _plain(self.meta.get("og:site_name", ""))

    @property
    def published(self) -> str:
        given = [self.field("datePublished"), *(self.meta.get(name, "") for name in _PUBLISHED)]
        return next(filter(None, map(_iso, filter(None, given))), "")

    @property
    def language(self) -> str:
        """The language that the page says it is in, if that can be one."""
        given = (self.html_language, self.field("inLanguage"), self.meta.get("og:locale", ""))
        usual = (tag.strip().replace("_", "-") for tag in given)
        known = (tag for tag in usual if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag))
        tag = next(known, "")
        return tag[:3].lower() + tag[3:] if tag else ""

    @property
    def is_free(self) -> bool:
        """Whether the page does not say that one has to pay for it."""
        given = {str(thing.get("isAccessibleForFree", "")).lower() for thing in self.things}
        return "false" not in given and self.meta.get("article:content_tier", "") not in ("locked", "metered")


def _plain(text: str) -> str:
    """A text of JSON-LD in one line; many pages have entities of HTML in it."""
    return " ".join(unescape(text).split())


def _day_first(date: str) -> str:
    """`Jan 18 2024`, as JavaScript writes a date, in the order of e-mail: `18 Jan 2024`."""
    month, day, year = [*date.split(), "", "", ""][:3]
    return f"{day} {month} {year} 00:00:00 +0000"


def _articles(script: str) -> Iterator[dict[str, Any]]:
    """The articles in a script of JSON-LD, wherever in it."""
    try:
        waiting = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            if list(_types(value)):
                yield value
            waiting += [inner for inner in value.values() if isinstance(inner, dict | list)]


def _types(thing: dict[str, Any]) -> Iterator[str]:
    given = thing.get("@type")
    for name in given if isinstance(given, list) else [given]:
        if isinstance(name, str) and name.rpartition("/")[2] in _KINDS:
            yield name.rpartition("/")[2]


def host(url: str) -> str:
    """The name of the site that an address leads to."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
