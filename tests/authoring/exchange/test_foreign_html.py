"""HTML of other programs, as inline Markdown."""

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.authoring.exchange import foreign_html
from builder.model import prose


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("plain text", ["plain text"]),
        ("a &amp; b &lt;c&gt; &nbsp; d", ["a & b <c> d"]),
        ("1 < 2 > 0 & so on", ["1 < 2 > 0 & so on"]),
        ("<p>One.</p><p>Two<br/>three.</p>", ["One.", "Two", "three."]),
        ("<ul><li>a</li><li>b</li></ul>", ["a", "b"]),
        ("<b>bold</b> and <em> it </em>.", ["**bold** and *it* ."]),
        ("<b>bold <i>both</i></b>", ["**bold both**"]),
        ("<b></b>x<i> </i>y", ["x y"]),
        ("un<b>believ</b>able", ["un**believ**able"]),
        ("a<i>(</i>b", ["a(b"]),
        (
            "see <a href='https://example.org/?a=1&amp;b=2'>this</a>",
            ["see [this](<https://example.org/?a=1&b=2>)"],
        ),
        ("<a href='https://example.org'>[x]</a>", [r"[\[x\]](<https://example.org>)"]),
        ("<a>nothing</a> <a href=''>empty</a>", ["nothing empty"]),
        ("*a* _b_ `c` [d](e) \\f", [r"\*a\* \_b\_ \`c\` \[d](e) \\f"]),
        ("<b>not closed", ["**not closed**"]),
        ("</b></p>stray", ["stray"]),
        ("<!-- a comment -->x<!DOCTYPE y><?php z ?>", ["x"]),
        ("<span class='tl-note'>kept</span>", ["kept"]),
        ("", []),
    ],
)
def test_simple_tags(html: str, paragraphs: list[str]) -> None:
    """Bold, italic and links are kept; paragraphs are told apart; the rest is text."""
    assert list(foreign_html.from_html(html).paragraphs) == paragraphs


@pytest.mark.parametrize(
    ("html", "dropped"),
    [
        ("a<script>b</script>c", "a <script> in the text is not carried"),
        ("a<style>b{}</style>c", "a <style> in the text is not carried"),
        ("a<iframe src='x'>b</iframe>c", "a <iframe> in the text is not carried"),
        ("a<svg><text>b</text></svg>c", "a <svg> in the text is not carried"),
        ("a<img src=x onerror=y>c", "an <img> in the text is not carried"),
        ("<a href='javascript:x'>ac</a>", "a link in the text without a web address is not carried"),
        ("<a href='//example.org'>ac</a>", "a link in the text without a web address is not carried"),
        (
            "<a href='https://example.org/ x'>ac</a>",
            "a link in the text without a web address is not carried",
        ),
    ],
)
def test_what_goes_is_named(html: str, dropped: str) -> None:
    """Scripts, frames and pictures go; so do links that lead nowhere safe."""
    marked = foreign_html.from_html(html)
    assert (marked.paragraphs, marked.dropped) == (("ac",), (dropped,))


@pytest.mark.parametrize("text", ["The ferry <leaves>", "a <5 b", "<unknown> said </no>", "1 < 2 > 0"])
def test_words_in_angle_brackets_are_text(text: str) -> None:
    """What is no tag of HTML is not lost."""
    assert foreign_html.plain_text(text) == text
    assert foreign_html.from_html(text).dropped == ()


TAGS = st.sampled_from(
    ["<b>", "</b>", "<i>", "</i>", "<p>", "</p>", "<br>", "<a href='https://example.org'>", "</a>", "<em/>"]
)
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"])).map(escape) | st.text("*_`[]()\\ a<&")


@given(st.lists(TAGS | WORDS, max_size=12).map("".join))
def test_the_words_come_through_whatever_the_tags(html: str) -> None:
    """What a field shows is what stands between the tags, no more and no less."""

    class Text(HTMLParser):
        found = ""

        def handle_data(self, data: str) -> None:
            self.found += data

    reader = Text(convert_charrefs=True)
    reader.feed(html)
    reader.close()
    shown = "".join(prose.plain(each, lambda _: None) for each in foreign_html.from_html(html).paragraphs)
    assert "".join(shown.split()) == "".join(reader.found.split())
    assert "".join(foreign_html.plain_text(html).split()) == "".join(reader.found.split())
