"""A saved page as a tree of what a reader sees: no scripts, nothing hidden, marks apart from the words.

What a browser shows raised, lowered or struck through is plain text in HTML. Read as such, `5<sup>1</sup>`
would become 51, a number that nobody wrote. Here marks of footnotes are left out, and other raised and
lowered letters are written in Unicode's own raised and lowered forms. What was done is told in sentences.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import lxml.html
from lxml import etree

from builder.authoring.intake.article import UnusableError
from builder.authoring.intake.marks import lowered, raised

# An element of lxml, which has no types.
Element = Any

_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# Pictures within a page, which say nothing here.
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,100};base64,[A-Za-z0-9+/=\s]*")
_UNSHOWN = """
script style noscript template head svg canvas audio video object embed iframe picture map textarea button
datalist rp rt rtc annotation annotation-xml
"""
_NEVER_SHOWN = frozenset(_UNSHOWN.split())
# Classes for text that only screen readers speak, and SingleFile's for what was hidden when it saved.
_UNSEEN = {
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "sf-hidden",
    "mw-editsection",
    "hidden-visually",
}
_HIDING = re.compile(
    r"(?:^|[;{\s])(?:display:none|visibility:(?:hidden|collapse)|font-size:0(?![.\d])"
    r"|(?:left|top|text-indent):-\d{3}|clip:rect\([01]|clip-path:inset\((?:50|100)%)"
)
_DISPLAY = re.compile(r"(?:^|;)display:([\w-]+)")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)?)$", re.IGNORECASE)
_STRUCK = ("del", "s", "strike")
_FOOTNOTE = re.compile(
    r"(?:^|[\W_])(?:foot-?notes?|fnref|fn-?\d*|note-?ref|endnotes?|reference|cite_ref|citation)(?:$|[\W_])"
)
_MARK = re.compile(r"[\s,;]*(?:[\[(]\s*[\w*†‡§]{1,4}\s*[\])]|[*†‡§¶‖※]{1,3})[\s,;]*")
_NOTE_TEXT = re.compile(r"\s*[\[(]?\s*(?:\w{1,3}|[*†‡§¶‖※]{1,3})\s*[\])]?\s*")
# Ordinals in the languages that raise these letters; elsewhere the same letters may be marks of notes.
_ORDINALS = {"a": "ª", "o": "º"}
_HAVE_ORDINALS = ("es", "pt", "it", "ca", "gl")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SHOWN = 8
_LONGEST_MARK = 30  # characters; what is longer is text in small letters
# Where what is hidden belongs to what is read, and not to a menu or a window that may open.
_ARTICLE = ("article", "main", "p", "li", "td", "blockquote")
_GONE = "gone"
_PLAIN = "plain"
_BLOCK_DISPLAYS = {"block", "flex", "grid", "table", "list-item", "table-row", "table-cell", "flow-root"}
_ITEM_PARENTS = {"flex", "inline-flex", "grid", "inline-grid"}


@dataclass
class PageTree:
    """A page's tree, with what was left out of it.

    `root` holds only what is shown; `hidden` are texts of the article that were not. `breaks` are inline
    elements that stand apart by their style.
    """

    root: Element
    head: Element
    hidden: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    breaks: set[Element] = field(default_factory=set)


def parsed(html: str) -> Element:
    """The tree of a page in HTML, as it is; raises `UnusableError`."""
    html = _EMBEDDED.sub("data:,", _XML_DECLARATION.sub("", html))
    parser = lxml.html.HTMLParser(huge_tree=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(html, parser=parser)
    except (etree.ParserError, ValueError):
        raise UnusableError("there is nothing to read in the page") from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise UnusableError(
            "its elements are nested so deeply that it cannot be read to its end",
            "Copy the article's text, and hand it over: `briefing add-source -`.",
        )
    return root


def shown(root: Element) -> PageTree:
    """What a reader sees of a page; takes the tree apart."""
    heads = root.xpath("//head")
    tree = PageTree(root, heads[0] if heads else lxml.html.Element("head"))
    styles = _Styles.of(root)
    etree.strip_tags(root, etree.Comment, "wbr")
    _take_hidden(tree, styles)
    tree.breaks = {element for element in root.iter(etree.Element) if styles.stands_apart(element)}
    _tell_readings(tree)
    for name in _NEVER_SHOWN:
        for element in root.iter(name):
            element.tag = _GONE
    etree.strip_elements(root, _GONE, with_tail=False)
    _take_struck(tree)
    _set_marks(tree)
    for quotation in list(root.iter("q")):
        quotation.text = "“" + (quotation.text or "")
        quotation.append(_text("”"))
    etree.strip_tags(root, _PLAIN)
    return tree


def words_of(element: Element) -> str:
    """The words by which a page names an element: its classes, id, role and kind of note."""
    names = ("class", "id", "role", "epub:type", "itemprop", "rel", "data-component", "data-testid")
    return " ".join(value for name in names if (value := element.get(name))).lower()


def lines(element: Element, most: int = 200) -> list[str]:
    """The text within an element, as `brief` has it, in the pieces that its elements make of it."""
    return [line for piece in islice(element.itertext(), 100) if (line := " ".join(piece[:most].split()))]


def brief(element: Element, most: int = 200) -> str:
    """The text within an element as far as `most` characters and a hundred pieces, in one line."""
    pieces: list[str] = []
    size = 0
    for piece in islice(element.itertext(), 100):
        pieces.append(piece[: most - size])
        size += len(pieces[-1])
        if size >= most:
            break
    return " ".join("".join(pieces).split())


def _text(text: str) -> Element:
    element = lxml.html.Element(_PLAIN)
    element.text = text
    return element


@dataclass
class _Styles:
    """The rules of a page's style sheets that hide a class, an id or a kind of element, or set it apart."""

    rules: dict[tuple[str, str], str]

    @classmethod
    def of(cls, root: Element) -> "_Styles":
        rules: dict[tuple[str, str], str] = {}
        for style in root.iter("style"):
            for selectors, declarations in _rules(style.text or ""):
                told = _squeezed(declarations)
                if not (_HIDING.search(told) or _DISPLAY.search(told) or "visibility:" in told):
                    continue
                for selector in selectors.split(","):
                    if (match := _SIMPLE.match(selector.strip())) and match[0]:
                        rules[(match[1] or "").lower(), match[2]] = told
        return cls(rules)

    def _told(self, element: Element) -> Iterator[str]:
        """What holds for an element, the strongest first."""
        if style := element.get("style"):
            yield _squeezed(style)
        if not self.rules:
            return
        names = [f"#{element.get('id')}"] if element.get("id") else []
        names += [f".{name}" for name in (element.get("class") or "").split()[:20]]
        for name in [*names, ""]:
            for tag in (element.tag, ""):
                if (tag or name) and (told := self.rules.get((tag, name))):
                    yield told

    def hides(self, element: Element) -> bool:
        if element.get("hidden") is not None or (element.tag == "dialog" and element.get("open") is None):
            return True
        if not _UNSEEN.isdisjoint((element.get("class") or "").split()):
            return True
        for told in self._told(element):
            if _HIDING.search(told):
                return True
            if "display:" in told or "visibility:" in told:
                return False
        return False

    def display(self, element: Element) -> str:
        found = (match[1] for told in self._told(element) if (match := _DISPLAY.search(told)))
        return next(found, "")

    def stands_apart(self, element: Element) -> bool:
        parent = element.getparent()
        return self.display(element) in _BLOCK_DISPLAYS or (
            parent is not None and self.display(parent) in _ITEM_PARENTS
        )


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations of a style sheet's plain rules; those within @-rules are passed over."""
    depth, start, opened, at_rule = 0, 0, 0, False
    css = _without_comments(css)
    for match in re.finditer(r"[{};]", css):
        place = match.start()
        if match[0] == "{":
            if depth == 0:
                at_rule = css[start:place].lstrip().startswith("@")
                opened = place
            depth += 1
        elif match[0] == "}":
            depth = max(0, depth - 1)
            if depth == 0:
                if not at_rule:
                    yield css[start:opened], css[opened + 1 : place]
                start = opened = place + 1
        elif depth == 0:  # `@import …;`
            start = place + 1


def _without_comments(css: str) -> str:
    kept: list[str] = []
    place = 0
    while (start := css.find("/*", place)) >= 0:
        kept.append(css[place:start])
        end = css.find("*/", start + 2)
        place = end + 2 if end >= 0 else len(css)
    return "".join([*kept, css[place:]])


def _squeezed(declarations: str) -> str:
    return re.sub(r"\s+", "", declarations).lower()


def _take_hidden(tree: PageTree, styles: _Styles) -> None:
    """Take out what is hidden, unless that is most of the page, which then waits for a script."""
    sizes, everything = _sizes(tree.root, styles)
    kept_hidden = False
    gone: list[Element] = []
    in_article = 0
    walk = etree.iterwalk(tree.root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            in_article -= element.tag in _ARTICLE
            continue
        in_article += element.tag in _ARTICLE
        size = sizes.get(element)
        if size is None:
            continue
        if size > everything / 2:
            kept_hidden = True
            continue
        if in_article and (text := brief(element)):
            tree.hidden.append(text)
        gone.append(element)
        walk.skip_subtree()
    for element in gone:
        element.tag = _GONE
    if kept_hidden:
        tree.remarks.append("Most of the page is hidden until a script shows it; it was taken all the same.")
    if tree.hidden:
        tree.remarks.append(f"Left out, since the page does not show it: {_listed(tree.hidden)}.")
    etree.strip_elements(tree.root, _GONE, with_tail=False)


def _sizes(root: Element, styles: _Styles) -> tuple[dict[Element, int], int]:
    """How many characters each hidden element holds, and how many the page does."""
    sizes: dict[Element, int] = {}
    held = [0]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            held.append(0 if element.tag in _NEVER_SHOWN else len((element.text or "").strip()))
            continue
        size = held.pop()
        if element.tag not in ("html", "body", *_NEVER_SHOWN) and styles.hides(element):
            sizes[element] = size
        held[-1] += size + len((element.tail or "").strip())
    return sizes, held[0]


def _tell_readings(tree: PageTree) -> None:
    readings = [text for element in tree.root.iter("rt") if (text := brief(element))]
    if readings:
        tree.remarks.append(f"Readings set beside characters were left out: {_listed(readings)}.")


def _take_struck(tree: PageTree) -> None:
    """Leave out what is struck through; the words around it stay apart."""
    struck: list[str] = []
    found: list[Element] = []
    walk = etree.iterwalk(tree.root, events=("start",))
    for _, element in walk:
        if element.tag in _STRUCK or "line-through" in (element.get("style") or ""):
            found.append(element)
            walk.skip_subtree()
    for element in found:
        if text := brief(element):
            struck.append(text)
        _replace(element, "")
    if struck:
        tree.remarks.append(f"Left out, since it is struck through: {_listed(struck)}.")


def _set_marks(tree: PageTree) -> None:
    """Leave out the marks of footnotes, and write what is raised or lowered so."""
    has_ordinals = (tree.root.get("lang") or "").lower()[:2] in _HAVE_ORDINALS
    notes: list[str] = []
    marks: list[str] = []
    for element in list(tree.root.iter("sup", "sub", "a", "span", "msup", "msub", "mfrac")):
        if element.getparent() is None:
            continue
        place = _place(element)
        if element.tag in ("msup", "msub", "mfrac"):
            _set_formula(element, marks)
            continue
        if not place and element.tag != "a" and not _names_note(element):
            continue
        text = brief(element)
        if not text or len(text) > _LONGEST_MARK:
            continue
        before = _before(element)
        if _is_note(element, place, text):
            notes.append(before + text)
            _replace(element, "")
        elif place:
            written = _ORDINALS.get(text, "") if has_ordinals and place == "raised" else ""
            written = written or (raised(text, before) if place == "raised" else lowered(text))
            if written != text or place == "lowered":
                marks.append(before + written)
            _replace(element, written, apart=False)
    if notes:
        tree.remarks.append(f"Marks of footnotes were left out: {_listed(notes)}.")
    if marks:
        tree.remarks.append(f"Raised and lowered letters are written so: {_listed(marks)}.")


def _place(element: Element) -> str:
    """Whether an element is raised or lowered, by its kind, class or style."""
    style = _squeezed(element.get("style") or "")
    names = (element.get("class") or "").lower().split()
    if element.tag == "sup" or "vertical-align:super" in style or {"sup", "superscript"} & {*names}:
        return "raised"
    if element.tag == "sub" or "vertical-align:sub" in style or {"sub", "subscript"} & {*names}:
        return "lowered"
    return ""


def _names_note(element: Element) -> bool:
    return _FOOTNOTE.search(words_of(element)) is not None


def _is_note(element: Element, place: str, text: str) -> bool:
    """Whether an element is a mark that leads to a footnote."""
    if len(text) > 12 or (not _NOTE_TEXT.fullmatch(text) and not _MARK.fullmatch(text)):
        return False
    links = [element] if element.tag == "a" else element.findall(".//a")
    leads = any((link.get("href") or "").startswith("#") or _names_note(link) for link in links)
    parent = element.getparent()
    if element.tag == "a" and not place:
        # A link within the page that is a number or a sign; words that are linked are words.
        bare = re.fullmatch(r"\s*[\[(]?\s*(?:\d{1,3}|[a-z]|[*†‡§¶‖※]{1,3})\s*[\])]?\s*", text) is not None
        return bare and (leads or _names_note(element))
    named = _names_note(element) or (parent is not None and parent.tag == "a" and place == "raised")
    return leads or named or (place == "raised" and _MARK.fullmatch(text) is not None)


def _set_formula(element: Element, marks: list[str]) -> None:
    parts = [brief(part) for part in element[:3]]
    if len(parts) != 2 or not all(parts):
        return
    base, other = parts
    if element.tag == "mfrac":
        text = f"{base}/{other}"
    else:
        text = base + (raised(other, base) if element.tag == "msup" else lowered(other))
    marks.append(text)
    _replace(element, text)


def _replace(element: Element, text: str, apart: bool = True) -> None:
    """Put a text in the place of an element, apart from the words and numbers beside it."""
    if apart:
        before, after = _before(element)[-1:], _after(element)[:1]
        if text:
            text = (" " if before.isalnum() else "") + text + (" " if after.isalnum() else "")
        elif before.isalnum() and after.isalnum():
            text = " "
    elif text[-1:].isalnum() and _after(element)[:1].isdigit() and text[-1:].isdigit():
        text += " "
    for child in list(element):
        element.remove(child)
    element.text = text
    element.tag = _PLAIN


def _before(element: Element) -> str:
    """The end of the word that stands before an element."""
    previous = element.getprevious()
    if previous is None:
        parent = element.getparent()
        text = parent.text or "" if parent is not None else ""
    else:
        text = previous.tail or brief(previous, 20)
    found = re.search(r"\S{1,20}\Z", text[-20:])
    return found[0] if found else ""


def _after(element: Element) -> str:
    """What begins behind an element."""
    following = element.getnext()
    return element.tail or (brief(following, 5) if following is not None else "")


def _listed(texts: Iterable[str]) -> str:
    found = [" ".join(text.split()[:_SHOWN]) for text in dict.fromkeys(texts)]
    more = len(found) - _SHOWN
    quoted = ", ".join(f"“{text}”" for text in found[:_SHOWN])
    return f"{quoted} and {more} more" if more > 0 else quoted
