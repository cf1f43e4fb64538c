"""Text fields to safe Markdown: the only place where editors' text is escaped.

Editors write inline Markdown (CommonMark emphasis, code, links) and refer to records by reference
links: `[Tehran][iran]`, or `[iran]`, which shows the record's name. Everything else, raw HTML too, is
shown as it was typed. What comes out is Markdown that reads as exactly that text, also inside a list,
a table or a heading.
"""

import re
from collections.abc import Callable, Container, Iterable
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import link as parse_link
from markdown_it.token import Token
from markupsafe import Markup

_SAFE_LINK = re.compile(r"https?://[^\s/]|mailto:[^\s@]+@", re.IGNORECASE)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RECORD = "record:"
_EMPHASIS = {"em": "*", "strong": "**"}
_NOT_SAFE_IN_TITLES = re.compile(r"[^\w\s.,;:–—’‘“”…\-]|_")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--|<[!?]")
# Control characters that are no white space; Markdown drops some, and then a paragraph of nothing else.
_CONTROL = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_IS_CONTROL = re.compile(f"[{_CONTROL}]")
_SPECIAL = re.compile(rf"[\\`*_{{}}\[\]<>&|~^{_CONTROL}]")
# What `parse` may read as more than text; an underscore within a word is none.
_READ_AS_MARKDOWN = re.compile(r"[\\`*\[]|(?<![^\W_])_|_(?![^\W_])")
# What would begin a heading, a list, a quotation, a definition or an admonition.
_BLOCK_START = re.compile(r"([#+\-=:!?/])|(\d+)([.)])")

Kind: TypeAlias = Literal["text", "code", "open", "close", "link", "reference", "name"]


# What has a meaning in inline Markdown. The first three can be read in only one way: `[text][id]`, `[id]`
# and `*words*` on their own; any other mark is left to the parser. It begins with a character from a set,
# not with a choice, because regular expressions look for that many times quicker.
_PLAIN = re.compile(
    r"[`*_\[\]\\](?:"
    r"(?<=\[)(?!\s+\])([^\[\]`*_\\]+)\]\[([a-z0-9]+(?:-[a-z0-9]+)*)\](?![(\[])"
    r"|(?<=\[)([a-z0-9]+(?:-[a-z0-9]+)*)\](?![(\[])"
    r"|(?<=\*)(?<![^ ]\*)([A-Za-z0-9](?:[^\[\]`*_\\\n]*[A-Za-z0-9])?)\*(?=[ .,;:)]|$)"
    r"|)",
)


class Target(NamedTuple):
    """What a reference leads to: a link from the page (empty: this very page), and the record's name."""

    href: str
    name: str


class Piece(NamedTuple):
    """One piece of a parsed text.

    `text` and `code`: `value` is the text. `open` and `close`: `value` is `em`, `strong`, `link` or
    `reference`. `link`: `value` is an address. `reference`: `value` is the label, and `explicit` whether
    it stands in brackets of its own; `name` is a reference whose text is the label itself.
    """

    kind: Kind
    value: str
    explicit: bool = False


_CLOSE_REFERENCE = Piece("close", "reference")
_OPEN_EMPHASIS, _CLOSE_EMPHASIS = Piece("open", "em"), Piece("close", "em")


@lru_cache(maxsize=50_000)
def parse(text: str) -> tuple[Piece, ...]:
    """Read a text field's inline Markdown."""
    return _plainly(text) or _parsed(text)


def _plainly(text: str) -> tuple[Piece, ...]:
    """The pieces of a text whose marks can be read in only one way; none for any other text.

    Nearly every text is such a one, and this takes a hundredth of the parser's time.
    """
    pieces: list[Piece] = []
    position = 0
    for match in _PLAIN.finditer(text):
        start, end = match.span()
        if start > position:
            pieces.append(Piece("text", text[position:start]))
        position = end
        shown, label, name, emphasis = match.groups()
        if label:
            pieces += Piece("reference", label, explicit=True), Piece("text", shown), _CLOSE_REFERENCE
        elif name:
            pieces.append(Piece("name", name))
        elif emphasis:
            pieces += _OPEN_EMPHASIS, Piece("text", emphasis), _CLOSE_EMPHASIS
        else:
            return ()
    if position < len(text) or not pieces:
        pieces.append(Piece("text", text[position:]))
    return tuple(pieces)


def _parsed(text: str) -> tuple[Piece, ...]:
    tokens = _parser().parseInline(text, {"references": _AnyLabel()})[0].children or []
    pieces: list[Piece] = []
    links: list[str] = []
    skipping = False
    for token in tokens:
        if token.type == "link_close":
            skipping, was_skipping = False, skipping
            if not was_skipping:
                pieces.append(Piece("close", links.pop()))
        elif skipping:
            continue
        elif token.type == "link_open":
            piece = _link(token)
            pieces.append(piece)
            skipping = piece.kind == "name"
            if not skipping:
                links.append(piece.kind)
        elif token.type == "hardbreak":
            pieces.append(Piece("text", " "))
        elif token.type == "code_inline":
            pieces.append(Piece("code", token.content))
        elif token.tag in ("em", "strong"):
            pieces.append(Piece("open" if token.nesting > 0 else "close", token.tag))
        else:
            pieces.append(Piece("text", token.content))
    return tuple(pieces)


def referred(text: str) -> list[str]:
    """Whatever ids a text may refer to, known or not."""
    return [piece.value for piece in _references(text)]


def references(text: str, known: Container[str]) -> list[str]:
    """The ids of known records that a text refers to."""
    return [piece.value for piece in _references(text) if piece.value in known]


def unknown_references(text: str, known: Container[str]) -> list[str]:
    """The labels in a text that can only be meant as references, to records that there are not.

    `[text][id]` always is one; a single pair of brackets only when it holds a lower-case id, so that
    `[Sic]`, `[the minister]` or `[1400]` stay what they are.
    """
    return [
        piece.value
        for piece in _references(text)
        if piece.value not in known
        and (piece.explicit or (piece.kind == "name" and not piece.value.isdigit()))
    ]


class Label(NamedTuple):
    """A reference in a text, with its place: the id, where the label stands, where the whole ends.

    `shown` is whether the label is also the text that readers see, as in `[Iran]`, which then is no id.
    """

    id: str
    start: int
    end: int
    stop: int
    explicit: bool
    shown: bool


def labels(text: str) -> list[Label]:
    """Every reference in a text, to whichever records, in the order of the text."""
    if "[" not in text:
        return []
    tokens = _parser().parseInline(text, {"references": _AnyLabel()})[0].children or []
    found = []
    for token in tokens:
        if token.type == "link_open" and (piece := _link(token)).kind != "link":
            start, end = token.meta["label_at"] if piece.explicit else token.meta["text_at"]
            label = text[start:end]
            start, end = start + len(label) - len(label.lstrip()), end - len(label) + len(label.rstrip())
            shown = not piece.explicit and piece.kind != "name"
            found.append(Label(piece.value, start, end, token.meta["stop"], piece.explicit, shown))
    return found


def renamed(text: str, old: str, new: str) -> list[tuple[int, int, str]]:
    """What to replace in a text (from, up to, by what) so that its references to one id go to another.

    Readers see what they saw before; only `[id]` alone shows the record's name, whatever the id.
    """
    found = [label for label in labels(text) if label.id == old]
    # `[Iran]` and `[Iran][]` say two things with one word.
    return [
        (label.end, label.stop, f"][{new}]") if label.shown else (label.start, label.end, new)
        for label in found
    ]


def links(text: str) -> list[str]:
    """The addresses of a text's links."""
    return [piece.value for piece in parse(text) if piece.kind == "link"]


def is_safe_link(address: str) -> bool:
    """Whether an address may be linked to: web and mail, nothing that runs."""
    return bool(_SAFE_LINK.match(address))


def tags(text: str) -> list[str]:
    """What looks like HTML in a text, outside code; it is shown as typed."""
    return [tag for piece in parse(text) if piece.kind == "text" for tag in _TAG.findall(piece.value)]


@lru_cache(maxsize=20_000)  # names come again and again
def literal(text: str) -> Markup:
    """Plain text as Markdown that shows just that text."""
    return Markup(_as_block(_escaped(" ".join(text.split()))))


def attribute(text: str) -> Markup:
    """Plain text for the title of a Markdown link, to stand within double quotation marks."""
    text = _IS_CONTROL.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
    return Markup(_NOT_SAFE_IN_TITLES.sub(lambda match: f"&#{ord(match[0])};", text))


def stretch(text: str) -> Markup:
    """A stretch of plain text that may go on before and after: escaped, its outer spaces kept.

    A source's paragraph may begin with it, and with whatever the source begins its lines with.
    """
    text = re.sub(r"\s+", " ", text)
    space = " " if text.startswith(" ") else ""
    return Markup(space + _as_block(_escaped(text.removeprefix(" "))))


def address(href: str) -> Markup:
    """A web address as the target of a Markdown link."""
    return Markup(quote(href, safe=":/?#@!$;=%.,+&").replace("&", "&amp;"))


def typed(text: str) -> str:
    """Plain text as an editor would type it into a text field, so that it is read as just that text."""
    return _READ_AS_MARKDOWN.sub(r"\\\g<0>", " ".join(text.split()))


def inline(text: str, resolve: Callable[[str], Target | None]) -> Markup:
    """A text field as safe Markdown; `resolve` says what an id leads to (`None`: no such record)."""
    result: list[str] = []
    closing: list[str] = []
    pieces = parse(text)
    marks = _emphasis_marks(pieces)
    for piece in pieces:
        if piece.kind == "text":
            result.append(_escaped(piece.value))
        elif piece.kind == "code":
            result.append(f"<code>{_escaped(piece.value)}</code>")
        elif _is_emphasis(piece):
            result.append(marks[piece.kind, piece.value])
        elif piece.kind == "close":
            result.append(closing.pop())
        elif piece.kind == "name":
            target = resolve(piece.value)
            result.append(link(target) if target else rf"\[{_escaped(piece.value)}\]")
        else:
            opening, end = _link_ends(piece, resolve)
            result.append(opening)
            closing.append(end)
    # An exclamation mark before a link would make it an image.
    markdown = " ".join("".join(result).split()).replace("![", r"\![")
    return Markup(_as_block(markdown))


def link(target: Target) -> Markup:
    """A link to a record, with its name; on its own page only the name."""
    name = literal(target.name)
    return Markup(f"[{name}]({target.href})") if target.href else name


def plain(text: str, name: Callable[[str], str | None]) -> str:
    """A text field without its Markdown; `name` gives the name of the record with an id."""
    result: list[str] = []
    closing: list[str] = []
    for kind, value, explicit in parse(text):
        if kind == "text" or kind == "code":
            result.append(value)
        elif kind == "name":
            result.append(name(value) or f"[{value}]")
        elif kind == "reference":
            known = name(value) is not None
            label = f"[{value}]" if explicit else ""
            result.append("" if known else "[")
            closing.append("" if known else f"]{label}")
        elif kind == "close" and value == "reference":
            result.append(closing.pop())
    return " ".join("".join(result).split())


class _AnyLabel(dict[str, dict[str, str]]):
    """Link definitions in which every label is defined, so that the parser finds every reference."""

    def get(self, label: str, default: object = None) -> dict[str, str]:
        return {"href": _RECORD, "title": ""}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["emphasis", "backticks", "link", "escape"])
    # Addresses are judged by `is_safe_link`; the parser would silently turn bad ones into text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.inline.ruler.at("link", _parse_link)
    return parser


def _parse_link(state: StateInline, silent: bool) -> bool:
    """The parser's own rule for links, which also keeps what stands in either pair of brackets."""
    start, count = state.pos, len(state.tokens)
    if not parse_link(state, silent):
        return False
    if not silent:
        end = state.md.helpers.parseLinkLabel(state, start, True)
        opening = next(token for token in state.tokens[count:] if token.type == "link_open")
        label = end + 2, max(end + 2, state.pos - 1)
        opening.meta = {
            "text": state.src[start + 1 : end],
            "label": state.src[slice(*label)],
            "text_at": (start + 1, end),
            "label_at": label,
            "stop": state.pos,
        }
    return True


def _link(token: Token) -> Piece:
    href = str(token.attrGet("href") or "")
    if href != _RECORD:
        return Piece("link", href)
    shown, label = (" ".join(token.meta[key].split()) for key in ("text", "label"))
    if label:
        return Piece("reference", label.lower(), explicit=True)
    return Piece("name" if _ID.fullmatch(shown) else "reference", shown.lower())


@lru_cache(maxsize=50_000)
def _references(text: str) -> tuple[Piece, ...]:
    if "[" not in text:
        return ()
    return tuple(piece for piece in parse(text) if piece.kind in ("reference", "name"))


def _link_ends(piece: Piece, resolve: Callable[[str], Target | None]) -> tuple[str, str]:
    """What stands before and after a link's text."""
    if piece.kind == "link":
        safe = is_safe_link(piece.value)
        return ("[", f"]({address(piece.value)})") if safe else ("", "")
    target = resolve(piece.value)
    if target:
        return ("[", f"]({target.href})") if target.href else ("", "")
    return r"\[", rf"\]\[{_escaped(piece.value)}\]" if piece.explicit else r"\]"


def _emphasis_marks(pieces: Iterable[Piece]) -> dict[tuple[str, str], str]:
    """What opens and closes emphasis: HTML where asterisks would touch, which renderers read differently."""
    shown = [piece for piece in pieces if piece.kind != "text" or piece.value]
    order = "".join(piece.kind[0] if _is_emphasis(piece) else "-" for piece in shown)
    touching = re.search("o-*o|co", order)
    marks = {}
    for name, asterisks in _EMPHASIS.items():
        marks["open", name] = f"<{name}>" if touching else asterisks
        marks["close", name] = f"</{name}>" if touching else asterisks
    return marks


def _is_emphasis(piece: Piece) -> bool:
    return piece.kind in ("open", "close") and piece.value in _EMPHASIS


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: _escape(match[0]), text)


def _escape(character: str) -> str:
    """One character with no meaning left: a backslash where every renderer reads it, else an entity."""
    if _IS_CONTROL.match(character):
        return "\N{REPLACEMENT CHARACTER}"
    return f"&#{ord(character)};" if character in "<>&|~^=:?/" else f"\\{character}"


def _as_block(markdown: str) -> str:
    """Markdown whose two ends begin and close no block."""
    # A heading would lose the number signs at its end.
    markdown = re.sub("#$", r"\\#", markdown)
    match = _BLOCK_START.match(markdown)
    if not match:
        return markdown
    if match[1]:
        return _escape(match[1]) + markdown[1:]
    return f"{match[2]}&#{ord(match[3])};{markdown[match.end() :]}"
