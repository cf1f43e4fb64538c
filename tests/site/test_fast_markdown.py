"""Python-Markdown's own parts in less time: the HTML is the same, to the byte, whatever the text."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown import inlinepatterns as patterns
from markdown.extensions import Extension

from builder.pipeline.build import build

ROOT = Path(__file__).parents[2]
EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list", "md_in_html"]
QUICK = "builder.site.fast_markdown:Quick"

# What Markdown is made of, and what only looks like it.
PIECES = [
    *("a", "B b", "3", " ", "  \n", "\n", "\n\n", "    ", "\\", "\\\\", "\\*", "\\[", "\\q", "é", "ب"),
    *("*", "**", "***", "_", "__", "`", "``", "~~~\n", "[", "]", "![", "(", ")", "](", "](x.md)", "<", ">"),
    *("[a](b.md#c)", "[a](<b c> 't')", '[a](b "t")', "[a](b (c) d)", "[a][b]", "[b]", "![a](b.png)"),
    *("\n[b]: c.md\n", "![b][]", "<i>", "</i>", "<div>", '<div markdown="1">', "</div>", "<!-- a -->"),
    *("<https://a.b/c>", "<a@b.cd>", "&amp;", "&", "&#38;", "{ .a }", "{: #b .c }", "\n{: .d }\n"),
    *('{ .a data-b="c [d](e) \\* *f*" }', "# ", "## a { #b }\n", "\n===\n", "\n---\n", "- - -\n", "> ", "- "),
    *(
        "1. ",
        "a | b\n--|--\nc | d",
        "|",
        "[a *b* `c`](d)",
        "*a [b](c) \\. d*",
        "**a *b \\* c* d**",
        "\\`a\\`",
    ),
    *("[[a]](b)", "[a [b](c)](d)", "[TOC]"),
]


def html(text: str, *more: str | Extension) -> str:
    """A text as Python-Markdown converts it with the extensions that pages have, and some more."""
    return Markdown(extensions=[*EXTENSIONS, *more]).convert(text)


class Struck(patterns.SimpleTagInlineProcessor):
    """A pattern of an extension, not known here, that is not tried within links."""

    ANCESTOR_EXCLUDES = ("A",)


class Upper(patterns.Pattern):
    """A pattern of the older kind."""

    def handleMatch(self, m: re.Match[str]) -> str:  # noqa: N802  # Python-Markdown calls it so
        return m[2].upper()


class Other(Extension):
    """An extension that adds a pattern and takes the place of another."""

    def __init__(self, *, older: bool) -> None:
        super().__init__()
        self.older = older

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # as above
        """Add patterns, before or after what stands there already."""
        md.inlinePatterns.register(Struck(r"()~(.*?)~", "del"), "struck", 175)
        if self.older:
            md.inlinePatterns.register(Upper("(shout)", md), "upper", 65)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_reads_the_same(text: str) -> None:
    """Of whatever pieces it is made."""
    assert html(text, QUICK) == html(text)


@given(st.text(alphabet="ab *_`[]()<>!\\\n#|-=&{}:.\"'\u0002\u0003", max_size=60))
def test_any_characters_read_the_same(text: str) -> None:
    """Also where they hardly ever make Markdown."""
    assert html(text, QUICK) == html(text)


@pytest.mark.parametrize("case", ["river-dam", "."], ids=["dam", "seed"])
def test_pages_read_the_same(case: str) -> None:
    """Every page of whole briefings."""
    root = ROOT / "tests" / "content" / case if case != "." else ROOT
    for path, text in build(root).markdown.items():
        assert html(text, QUICK) == html(text), path


@pytest.mark.parametrize("older", [False, True], ids=["newer", "older"])
@pytest.mark.parametrize(
    "text", ["a ~b *c*~ [d ~e~](f) \\~ shout", "*~a~* shout `shout` [~](~) ~\\*~", "**a ~b **c~ d**"]
)
def test_other_extensions_go_on_working(text: str, *, older: bool) -> None:
    """Named before or after, with patterns of either kind."""
    expected = html(text, Other(older=older))
    assert html(text, QUICK, Other(older=older)) == expected
    assert html(text, Other(older=older), QUICK) == expected
    assert "<del>" in expected


def test_a_page_is_read_again_and_again() -> None:
    """One reader converts many pages, as each would be alone."""
    reader = Markdown(extensions=[*EXTENSIONS, QUICK])
    texts = ["\\*a\\* [b](c)\n\n[c]: d", "[a][c] \\*", "*a* _b_ **c"]
    assert [reader.reset().convert(text) for text in texts] == [html(text) for text in texts]
