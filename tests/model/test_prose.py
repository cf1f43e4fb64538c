"""Text fields to Markdown that shows just that text, and no more than inline Markdown."""

import html
from collections.abc import Collection
from xml.etree.ElementTree import Element

import html5lib
import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder.model import prose
from builder.model.prose import Target

# As MkDocs sets it up for a briefing.
MARKDOWN = markdown.Markdown(extensions=["attr_list", "md_in_html", "tables", "toc", "fenced_code"])

NAMES = {"iran": "Iran & *Co* <x>", "tehran": "[Tehran]!", "x-1": "C#", "here": "1. This page"}

# Everywhere that a text may stand on a page.
PAGE = """\
{text}

{text}
{{: #a .statement }}

- {text}
- another

| A | B |
|---|---|
| {text} | another |
| {text} {{ #b }} | another |

## {text}

## {text} {{ #c }}

> {text}

<div markdown="1">

{text}

</div>
"""
IN_LINKS = "[{text}](page.md) and so on\n"
INLINE_ELEMENTS = {"em", "strong", "a", "code"}

# What means something somewhere in Markdown, in its extensions, or in HTML.
SIGNS = st.sampled_from([*"\\`*_{}[]()<>&|~^#+-.!:=?/\"'1aZé $@%,\n\t", "\u00a0", "\u200f", "klzzwxh:0001"])
BITS = st.sampled_from(
    [
        *(
            "{: onclick=x }",
            "{ .a }",
            "<b>",
            "</b>",
            "<img src=x onerror=y>",
            "<!--",
            "&amp;",
            "&#60;",
            "[TOC]",
        ),
        *(
            "***",
            "---",
            "```",
            "~~~",
            "1. ",
            "- ",
            "# ",
            "> ",
            "!!! ",
            "    ",
            "[a]: b",
            "[^1]",
            "*[a]: b",
            "\\",
        ),
        *("*a*", "**b**", "__", "_c_", "`d`", "``", "$$", "==a==", "^a^", "http://a.b", "<http://a.b>"),
    ]
)
LINKS = st.sampled_from(
    [
        *("[iran]", "[a][iran]", "[Iran]", "[*x*][tehran]", "[x-1]", "[iran][]", "[x][here]", "[here]"),
        *("[Sic]", "[nope]", "[t][nope]", "[Straße]", "[Ilısu]", "[*Sic*]", "[the\nman]", "[]", "[a][ ]"),
        *("[t](http://a.b/c?d=e&f=(g))", "[a](<http://x y>)", '[a](http://b "t")', "[a](mailto:b@c.org)"),
        *(
            "![a](http://b)",
            "[a](javascript:alert(1))",
            "[a](data:text/html,x)",
            "[a](JaVaScRiPt:x)",
            "[a](#x)",
        ),
    ]
)
LETTERS = st.characters(exclude_categories=["Cs", "Cc"])
PLAIN = st.lists(SIGNS | BITS | LETTERS, max_size=10).map("".join)
INLINE = st.lists(SIGNS | BITS | LINKS | LINKS | LETTERS, max_size=8).map("".join)


def resolve(record: str) -> Target | None:
    """What ids lead to: three records on other pages, one on the page itself."""
    href = "" if record == "here" else f"actors/{record}.md"
    return Target(href, NAMES[record]) if record in NAMES else None


def shown(text: str) -> Element:
    """The page that Markdown becomes."""
    MARKDOWN.reset()
    page: Element = html5lib.parseFragment(MARKDOWN.convert(text), namespaceHTMLElements=False)
    return page


def folded(text: str) -> str:
    """A text as browsers lay it out, white space as single spaces."""
    return " ".join(text.split())


def words(element: Element) -> str:
    """What a reader sees of an element."""
    return folded("".join(element.itertext()))


def elements_in(element: Element) -> list[Element]:
    """Everything inside an element."""
    return [inner for inner in element.iter() if inner is not element]


def first(page: Element, tag: str) -> Element:
    """The first element of a kind."""
    return next(page.iter(tag))


def frame(page: Element, inline: Collection[str] = ()) -> list[tuple[str, dict[str, str]]]:
    """The elements of a page with their attributes, without those that stand in a line of text."""
    elements = [element for element in page.iter() if element.tag not in inline]
    # A heading without an id is given one by its text.
    made = {element for element in elements if element.tag == "h2" and element.get("id") != "c"}
    return [(element.tag, {} if element in made else dict(element.attrib)) for element in elements]


@pytest.mark.parametrize("page", [PAGE, IN_LINKS], ids=["page", "links"])
@given(PLAIN.filter(str.split))
@example("C#")
@example("a \\#")
@example("1. a")
@example("{: #x }")
@example("a {: onclick=x }")
@example("`a`{: onclick=x } b")
@example("a | b")
def test_plain_text_shows_as_it_is(page: str, text: str) -> None:
    """Whatever a title or name holds, readers see just that, as text, wherever it stands on a page."""
    expected, found = shown(page.format(text="x")), shown(page.format(text=prose.literal(text)))
    assert frame(found) == frame(expected)
    for there, here in zip(expected.iter(), found.iter(), strict=True):
        assert folded(here.text or "") == (folded(text) if there.text == "x" else folded(there.text or ""))
        assert here.tail == there.tail


@given(INLINE)
@example("wow![a](http://b)")
@example("***0*a*")
@example("*a**b*")
@example("__a__**b**")
@example("foo\\\nbar")
@example("*a*{: onclick=x } [b](http://c){: onclick=x } d {: onclick=x }")
@example("[*Sic*] and [Straße]")
def test_inline_markdown_is_all_that_gets_through(text: str) -> None:
    """Emphasis, code and safe links come through; HTML, attributes, images, blocks and scripts never do.

    What `plain` gives is what readers see.
    """
    plain = prose.plain(text, NAMES.get)
    if not plain:
        return
    expected, found = shown(PAGE.format(text="x")), shown(PAGE.format(text=prose.inline(text, resolve)))
    assert frame(found, INLINE_ELEMENTS) == frame(expected)
    for element in found.iter():
        if element.tag in INLINE_ELEMENTS:
            assert set(element.attrib) <= {"href"}
            assert element.get("href", "https:").startswith(("http:", "https:", "mailto:", "actors/"))
    blocks = [element for element in found.iter() if element.tag not in INLINE_ELEMENTS]
    for there, here in zip(expected.iter(), blocks, strict=True):
        if there.text == "x":
            assert words(here) == plain


MARKS = [
    "[a][b]",
    "[a b][c-d]",
    "[x-1]",
    "*word*",
    "*two words*",
    "**b**",
    "_e_",
    "[ ]",
    "(x)",
    *"ab1 -.,;:!()<&\n\\`*_[]é",
]


@given(st.lists(st.sampled_from(MARKS), min_size=1, max_size=14).map("".join))
def test_the_quick_reading_is_the_parsers(text: str) -> None:
    """What is read without the parser, because it can be read in only one way, the parser reads so too."""
    assert prose.parse(text) == prose._parsed(text)


@given(PLAIN.filter(str.split))
def test_an_attribute_comes_back(text: str) -> None:
    """Whatever a quote holds, it is an attribute of its link, word for word, and the link stays one."""
    mark = f'[1.2](s.md#_at-3 "{prose.attribute(text)}"){{ .cite data-quote="{prose.attribute(text)}" }}'
    for line in (f"a {mark} b", f"| A |\n|---|\n| {mark} |", f"- {mark}", f"## {mark}"):
        link = first(shown(line), "a")
        for name in ("title", "data-quote"):
            assert folded(link.attrib.pop(name)) == folded(text)
        assert link.attrib == {"href": "s.md#_at-3", "class": "cite"}
        assert words(link) == "1.2"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])) | st.text("_*`[]\\\\ a1!<&é"))
@example("snake_case and _this_, __that__, a_ _b")
def test_text_that_is_typed_for_a_field_is_read_as_it_is(text: str) -> None:
    """What comes from elsewhere goes into a text field without a meaning in Markdown."""
    assert prose.plain(prose.typed(text), lambda _: None) == " ".join(text.split())


def test_typing_changes_only_what_has_a_meaning() -> None:
    """Most text stays as it is, so that editors can read it."""
    assert prose.typed("a snake_case name, 3 < 4 & (5)") == "a snake_case name, 3 < 4 & (5)"
    assert prose.typed("see [iran], *now*") == r"see \[iran], \*now\*"


@given(PLAIN.filter(str.split))
@example("- a")
@example("# a { #b }")
@example("1984. A year of floods")
@example("7) a")
@example(" + a")
@example("=== a")
@example("--- a")
@example("!!! note")
@example("??? note")
@example(": a")
def test_a_passage_may_begin_with_anything(text: str) -> None:
    """A source's paragraph is one paragraph of text, whatever its first line begins with."""
    page = shown(f"> {prose.stretch(text)}\n> {{: .passage }}")
    paragraph = first(page, "p")
    assert [inner.tag for inner in elements_in(page)] == ["blockquote", "p"]
    assert paragraph.attrib == {"class": "passage"}
    assert words(paragraph) == folded(text)


@pytest.mark.parametrize("character", ["\x00", "\x02", "\x03", "\x1b", "\x7f", "\x84", "\x9f"])
def test_a_control_character_is_shown(character: str) -> None:
    """It is neither sent to the browser nor dropped, so that a paragraph of nothing else is one."""
    assert words(shown(f"> {prose.stretch(character)}\n> {{: .passage }}")) == "\N{REPLACEMENT CHARACTER}"
    assert prose.literal(f"a{character}") == "a\N{REPLACEMENT CHARACTER}"
    assert prose.inline(f"a{character}", resolve) == "a\N{REPLACEMENT CHARACTER}"
    assert "\N{REPLACEMENT CHARACTER}" in html.unescape(prose.attribute(character))


@given(PLAIN, PLAIN)
def test_stretches_of_a_source_join(left: str, right: str) -> None:
    """A source's text cut in two, with an anchor between, reads as the whole text."""
    page = shown(f'> … {prose.stretch(left)}<a id="_at-2"></a>{prose.stretch(right)} …\n> {{: .passage }}')
    paragraph = first(page, "p")
    assert words(paragraph) == folded(f"… {left}{right} …")
    assert [inner.tag for inner in elements_in(paragraph)] == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "<b>bold</b> &amp; <!-- hidden -->",
        "text {: onclick=alert(1) }",
        "![tracker](https://evil.example/pixel.gif)",
    ],
)
def test_what_is_no_inline_markdown_is_shown(text: str) -> None:
    """Raw HTML, attribute lists and images are shown as they were typed; an image is a link at most."""
    page = shown(str(prose.inline(text, resolve)))
    assert {element.tag for element in elements_in(first(page, "p"))} <= {"a"}
    assert words(page) == text.replace("[tracker](https://evil.example/pixel.gif)", "tracker")


@pytest.mark.parametrize(
    ("text", "markdown_"),
    [
        ("*Sunday* **at noon**", "*Sunday* **at noon**"),
        ("_Sunday_ and __noon__", "*Sunday* and **noon**"),
        ("the code `a*b`", r"the code <code>a\*b</code>"),
        ("[a page](https://x.org/?a=1&b=(2))", "[a page](https://x.org/?a=1&amp;b=%282%29)"),
        ("[write](mailto:a@x.org)", "[write](mailto:a@x.org)"),
        ("[Tehran][iran]", "[Tehran](actors/iran.md)"),
        ("[x-1] and [X-1]", r"[C\#](actors/x-1.md) and [X-1](actors/x-1.md)"),
        ("[home][here], [here]", "home, 1&#46; This page"),
        ("***both***", "<em><strong>both</strong></em>"),
        ("over\n  lines", "over lines"),
        ("1 < 2 & 3", "1 &#60; 2 &#38; 3"),
        ("snake_case", r"snake\_case"),
        ("- no list", r"\- no list"),
        ("2024. No list", "2024&#46; No list"),
    ],
)
def test_inline_markdown(text: str, markdown_: str) -> None:
    """What editors write comes out as Markdown that every renderer reads alike."""
    assert str(prose.inline(text, resolve)) == markdown_


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc",
        "page.md",
        "//x",
    ],
)
def test_an_unsafe_link_keeps_only_its_text(address: str) -> None:
    """A link to what runs, or to what is no address, is no link; its text stays."""
    assert not prose.is_safe_link(address)
    assert str(prose.inline(f"[text]({address})", resolve)) == "text"
    assert prose.links(f"[text]({address})") == [address]


@pytest.mark.parametrize("address", ["https://x.org", "HTTP://x.org/a b", "mailto:a@x.org"])
def test_safe_links(address: str) -> None:
    """Web and mail can be linked to."""
    assert prose.is_safe_link(address)


def test_known_references() -> None:
    """The ids of records that a text refers to are found, in either form, in any case, not in code."""
    text = "[Iran][iran], [x-1], [Tehran], `[here]`, \\[here], [a](https://x.org)"
    assert prose.references(text, NAMES) == ["iran", "x-1", "tehran"]


def test_unknown_references() -> None:
    """What can only be meant as a reference is reported; words in brackets are left alone."""
    text = "[Iran][irna], [nope], [Sic], [*sic*], [the minister], [Straße], [Ilısu], [a\nb], [x-1], [No][no]"
    assert prose.unknown_references(text, NAMES) == ["irna", "nope", "no"]


@pytest.mark.parametrize(
    "text",
    ["[Sic]", "[*Sic*]", "[the minister]", "[Straße]", "[Ilısu]", "[nope]", "[t][nope]", "[]", "[a [b] c]"],
)
def test_words_in_brackets_keep_them(text: str) -> None:
    """Brackets around what names no record are shown."""
    assert words(shown(str(prose.inline(text, resolve)))) == text.replace("*", "")
    assert prose.plain(text, NAMES.get) == text.replace("*", "")


def test_plain_text_of_a_field() -> None:
    """The text without its Markdown has names for references and text for links."""
    text = "*The* [x-1] of [it][iran], `a*b`, [a page](https://x.org)"
    assert prose.plain(text, NAMES.get) == "The C# of it, a*b, a page"


def test_tags() -> None:
    """What looks like HTML is found, unless it is code; what is less than something is no tag."""
    assert prose.tags("a <b>c</b> `<i>` 1 < 2 > 0 <!-- x <3") == ["<b>", "</b>", "<!--"]


@pytest.mark.parametrize("text", ["[" * 5_000, "*a" * 2_500, "[a](" * 1_500, "`a``" * 1_500, "[a][b" * 1_000])
def test_no_text_takes_long(text: str) -> None:
    """A text of nothing but unfinished Markdown is read in a moment (else this test would not end)."""
    assert prose.inline(text, resolve)
