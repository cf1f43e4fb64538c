"""The pages of a built site → one HTML document, in the order of the navigation, ready to be printed.

Each page gives the inside of its `<main>`, as it stands. Ids get the name of their page before them, and
links from page to page become links within the document.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote, urljoin, urlsplit

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from builder.model.translation import functions
from builder.pages.published import Masthead

# Elements that nobody can use on paper, or that say something of the whole page, with all that is in them.
_DROPPED = frozenset(
    {"nav", "script", "noscript", "template", "button", "dialog", "form", "input", "meta", "base"}
)
_DROPPED_CLASSES = frozenset({"edit", "page-edit", "headerlink"})
# What a page may ask for while it is printed: files of the site, as in a browser, and no scripts.
POLICY = (
    "default-src 'self'; script-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; object-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'"
)
# Where a link on paper may lead out of the document.
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "geo"})

# Elements that have no end tag.
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

# Attributes that hold ids of the same page, separated by white space.
_IDS = frozenset(
    {
        "id",
        "for",
        "headers",
        "list",
        "aria-activedescendant",
        "aria-controls",
        "aria-describedby",
        "aria-details",
        "aria-flowto",
        "aria-labelledby",
        "aria-owns",
    }
)
_LINKS = frozenset({"href", "xlink:href"})
_LINKING = frozenset({"a", "area"})
_FILES = frozenset({"src", "poster", "data"})
_FONT_DISPLAY = re.compile(rb"(?<![\w-])font-display\s*:\s*[a-z]+", re.IGNORECASE)
_URL_OF_ID = re.compile(r"""url\((["']?)#([^"')]+)\1\)""")


@dataclass(frozen=True)
class Page:
    """A page of the built site, by its path in the site's folder."""

    path: str
    html: str


@dataclass(frozen=True)
class Document:
    """The one document, and its headings in order, as text."""

    html: str
    headings: tuple[str, ...]


@dataclass(frozen=True)
class _Sheet:
    href: str
    media: str


@dataclass(frozen=True)
class _Part:
    """What one page gives to the document, as the template sees it; `below` is a page in a folder, one of
    many of its kind."""

    anchor: str
    below: bool
    classes: str
    content: Markup


def document(pages: Sequence[Page], masthead: Masthead, root: Path, site_url: str = "") -> Document:
    """Join pages into one document that lies in the site's folder, beside the pages' stylesheets.

    `root` is the briefing's folder, whose `templates/theme/pdf.html` overrides the packaged one. Links to
    files of the site that are not pages lead below `site_url`; without one they are only text.
    """
    read = {page.path: _read(page) for page in pages}
    anchors = {path: found.ids for path, found in read.items()}
    written = [_Writer(page, anchors, site_url) for page in pages]
    sheets = dict.fromkeys(sheet for found in read.values() for sheet in found.sheets)
    template = _environment(root, masthead.language).get_template("pdf.html")
    parts = [
        _Part(
            anchor=_name(page.path, ""),
            below="/" in page.path and not page.path.endswith("/index.html"),
            classes=read[page.path].classes,
            content=Markup("".join(writer.pieces).strip()),  # was HTML before
        )
        for page, writer in zip(pages, written, strict=True)
    ]
    html = template.render(briefing=masthead, sheets=list(sheets), pages=parts)
    return Document(html, tuple(heading for writer in written for heading in writer.headings))


def waiting_for_fonts(sheet: bytes) -> bytes:
    """A stylesheet whose fonts are waited for; on the web, one that comes late is left out."""
    return _FONT_DISPLAY.sub(b"font-display:block", sheet)


def _environment(root: Path, language: str) -> Environment:
    packaged = Path(str(resources.files("builder.templates") / "theme"))
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(root / "templates" / "theme"), FileSystemLoader(packaged)]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(functions(language))
    environment.globals["policy"] = POLICY
    environment.filters["css_string"] = _css_string
    return environment


def _css_string(text: str) -> Markup:
    """A text as a string of a stylesheet, safe inside `<style>`."""
    return Markup('"{}"').format(Markup(re.sub(r"[^\w ]", lambda found: f"\\{ord(found[0]):x} ", text)))


def _name(path: str, anchor: str) -> str:
    """The id in the document of an anchor on a page; of the page's top where the anchor is empty."""
    return f"{path.removesuffix('.html').removesuffix('/index')}:{anchor}"


def _within_site(page: str, path: str) -> str:
    """The path in the site's folder that a relative path on a page means."""
    target = normpath(join(dirname(page), unquote(path)))
    is_folder = not path or path.endswith("/") or path.rsplit("/", 1)[-1] in (".", "..")
    return normpath(join(target, "index.html")) if path and is_folder else target


class _Read(HTMLParser):
    """Finds out about a page what the others need to know: its ids, its stylesheets."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.sheets: list[_Sheet] = []
        self.classes = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if identity := values.get("id"):
            self.ids.add(identity)
        if tag == "link" and "stylesheet" in (values.get("rel") or "").split():
            self.sheets.append(_Sheet(values.get("href") or "", values.get("media") or ""))
        if tag in ("body", "main"):
            self.classes = f"{self.classes} {values.get('class') or ''}".strip()


def _read(page: Page) -> _Read:
    parser = _Read()
    parser.feed(page.html)
    parser.close()
    parser.sheets = [
        _Sheet(sheet.href if _is_elsewhere(sheet.href) else _within_site(page.path, sheet.href), sheet.media)
        for sheet in parser.sheets
    ]
    return parser


def _is_elsewhere(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.scheme or parts.netloc)


def _leads_astray(url: str) -> bool:
    """Whether a link leads to what is neither in the document nor on the web: to the disk, to a script."""
    return not url.startswith("#") and urlsplit(url).scheme not in _SCHEMES


class _Writer(HTMLParser):
    """Writes the inside of a page's `<main>` again, with ids and links as the document needs them."""

    def __init__(self, page: Page, anchors: Mapping[str, Collection[str]], site_url: str) -> None:
        super().__init__(convert_charrefs=False)
        self.page = page
        self.anchors = anchors
        self.site_url = site_url
        self.pieces: list[str] = []
        self.headings: list[str] = []
        self._container = "main" if re.search(r"<main\b", page.html) else "body"
        self._inside = False
        # Which element is being dropped, and how many of its name are open.
        self._dropping = ""
        self._depth = 0
        self._heading: list[str] | None = None
        self.feed(page.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropping:
            self._depth += tag == self._dropping
            return
        if tag == self._container:
            self._inside = True
            return
        if not self._inside:
            return
        values = dict(attrs)
        if tag in _DROPPED or _DROPPED_CLASSES & set((values.get("class") or "").split()):
            if tag not in _VOID:
                self._dropping, self._depth = tag, 1
            return
        if tag in _HEADINGS:
            self._heading = []
        self.pieces.append(self._start(tag, attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._inside and not self._dropping and tag not in _DROPPED:
            self.pieces.append(self._start(tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            self._depth -= tag == self._dropping
            if not self._depth:
                self._dropping = ""
        elif tag == self._container:
            self._inside = False
        elif self._inside:
            if tag in _HEADINGS and self._heading is not None:
                self.headings.append(" ".join("".join(self._heading).split()))
                self._heading = None
            self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._text(data, data)

    def handle_entityref(self, name: str) -> None:
        self._text(f"&{name};", unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._text(f"&#{name};", unescape(f"&#{name};"))

    def _text(self, raw: str, meant: str) -> None:
        if self._inside and not self._dropping:
            self.pieces.append(raw)
            if self._heading is not None:
                self._heading.append(meant)

    def _start(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        raw = self.get_starttag_text() or ""
        new = list(self._attributes(tag, attrs))
        if new == attrs:
            return raw
        shown = "".join(
            f' {name}="{escape(value)}"' if value is not None else f" {name}" for name, value in new
        )
        return f"<{tag}{shown}{'/' if raw.endswith('/>') else ''}>"

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> Iterator[tuple[str, str | None]]:
        for name, value in attrs:
            if name == "loading":
                continue  # paper shows everything at once
            if not value:
                yield name, value
            elif name in _IDS:
                yield name, " ".join(_name(self.page.path, anchor) for anchor in value.split())
            elif name in _LINKS:
                target = self._target(value)
                if target is not None and not (tag in _LINKING and _leads_astray(target)):
                    yield name, target
            elif name in _FILES:
                yield name, self._file(value)
            elif name == "srcset":
                yield name, re.sub(r"(^|,\s*)(\S+)", lambda found: found[1] + self._file(found[2]), value)
            else:
                yield (
                    name,
                    _URL_OF_ID.sub(lambda found: f"url(#{quote(self._own(found[2]), safe='/:')})", value),
                )
        if tag == "details" and not any(name == "open" for name, _ in attrs):
            yield "open", None  # nobody can unfold paper

    def _own(self, anchor: str) -> str:
        return _name(self.page.path, unquote(anchor))

    def _target(self, href: str) -> str | None:
        """Where a link leads in the document: within it, to another host, or (none) nowhere."""
        parts = urlsplit(href)
        if _is_elsewhere(href):
            return href if parts.scheme else f"https:{href.strip()}"
        path = _within_site(self.page.path, parts.path) if parts.path else self.page.path
        if path in self.anchors:
            anchor = unquote(parts.fragment)
            known = anchor if anchor in self.anchors[path] else ""
            return f"#{quote(_name(path, known), safe='/:')}"
        below = f"{self.site_url.rstrip('/')}/" if self.site_url else ""
        if href.startswith("/"):
            return urljoin(below, href) if below else None
        return urljoin(below, quote(path)) if below else None

    def _file(self, path: str) -> str:
        """The path of a file that a page shows, seen from the site's folder."""
        if _is_elsewhere(path) or path.startswith(("/", "#")):
            return path
        return quote(_within_site(self.page.path, urlsplit(path).path))
