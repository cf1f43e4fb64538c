"""What a reader sees of a page: marks apart from words, breaks where blocks end, nothing hidden."""

import pytest

from builder.authoring.intake.article import UnusableError
from builder.authoring.intake.page_blocks import blocks_of
from builder.authoring.intake.page_tree import parsed, shown


def seen(body: str, head: str = "", language: str = "en") -> list[str]:
    """The blocks of a page."""
    tree = shown(parsed(f'<html lang="{language}"><head>{head}</head><body>{body}</body></html>'))
    return [block.text for block in blocks_of(tree)[0]]


def remarks(body: str) -> str:
    """What is said of a page's marks."""
    return " ".join(shown(parsed(f"<html><body><article>{body}</article></body></html>")).remarks)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("killed 5<sup>1</sup> people", "killed 5¹ people"),
        ("10<sup>6</sup> m, 10<sup>−3</sup>", "10⁶ m, 10⁻³"),
        ("H<sub>2</sub>O and x<sub>max</sub>", "H₂O and x_max"),
        ("no. 22<sup>a</sup> of", "no. 22^a of"),
        ("the 19<sup>th</sup> of May, le 1<sup>er</sup> mai", "the 19th of May, le 1er mai"),
        ("۵<sup>۱</sup> نفر", "۵^۱ نفر"),
        ("5<sup>1,2</sup> people", "5¹,² people"),
        ("killed 5<span style='vertical-align: super'>1</span> people", "killed 5¹ people"),
        ("killed 5<span class='superscript'>1</span> people", "killed 5¹ people"),
        ("<math><msup><mn>10</mn><mn>6</mn></msup></math> metres", "10⁶ metres"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> a loaf", "1/2 a loaf"),
        ("Name<sup>®</sup>, Name<sup>TM</sup>", "Name®, Name™"),
    ],
)
def test_raised_and_lowered(body: str, text: str) -> None:
    """What is raised or lowered stays so: no number arises that nobody wrote."""
    assert seen(body) == [text]


def test_ordinals_in_spanish() -> None:
    """A raised letter behind a number is an ordinal where the language writes them so."""
    assert seen("la 22<sup>a</sup> y el 3<sup>o</sup>", language="es") == ["la 22ª y el 3º"]


@pytest.mark.parametrize(
    "mark",
    [
        '<sup><a href="#fn1">1</a></sup>',
        '<sup class="reference"><a href="#cite_note-1">[1]</a></sup>',
        '<a href="#fn1"><sup>1</sup></a>',
        '<a href="#note-1" role="doc-noteref">1</a>',
        '<a class="footnote-ref" href="notes.html#1">[1]</a>',
        "<sup>[1]</sup>",
        "<sup>*</sup>",
        '<span class="footnote-ref">1</span>',
    ],
)
def test_marks_of_footnotes(mark: str) -> None:
    """A mark that leads to a footnote is left out, and the number that it stood at is named."""
    assert seen(f"killed 5{mark} people") == ["killed 5 people"]
    assert "footnotes were left out: “5" in remarks(f"<p>killed 5{mark} people</p>")


def test_links_that_are_words() -> None:
    """A link within the page is no footnote where it is a word, nor is a number that leads elsewhere."""
    assert seen('see <a href="#tides">tides</a> and <a href="/12">12</a>') == ["see tides and 12"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<del>12</del><ins>15</ins> people", "15 people"),
        ("1<del>2</del>5 people", "1 5 people"),
        ("<s>twelve</s> fifteen people", "fifteen people"),
        ('5<span style="text-decoration: line-through">1</span>2', "5 2"),
    ],
)
def test_struck_through(body: str, text: str) -> None:
    """What is struck through is left out with a remark, and does not draw its neighbours together."""
    assert seen(body) == [text]
    assert "struck through" in remarks(body)


@pytest.mark.parametrize(
    "hidden",
    [
        "<span hidden>1</span>",
        '<span style="display: none">1</span>',
        '<span style="visibility:hidden;color:red">1</span>',
        '<span class="sr-only">1</span>',
        '<span class="gone">1</span>',
        '<span id="away">1</span>',
        "<template>1</template>",
        "<noscript>1</noscript>",
        "<script>1</script>",
        "<!-- 1 -->",
        "<textarea>1</textarea>",
    ],
)
def test_what_is_hidden(hidden: str) -> None:
    """What no reader sees is no part of the text, also where a style sheet hides it."""
    css = "<style>a{color:red} .gone , #away { display : none } @media print { p { display: none } }</style>"
    assert seen(f"<p>killed 5{hidden} people</p>", css) == ["killed 5 people"]


def test_what_only_seems_hidden() -> None:
    """A later rule shows it again, or the rule is for print only; a page that waits for a script is shown."""
    css = "<style>.a{display:none} .a{display:block} @media print{.b{display:none}}</style>"
    assert seen('<p class="a">one</p><p class="b">two</p>', css) == ["one", "two"]
    body = '<div style="display:none"><p>The whole of an article.</p></div><p>Wait</p>'
    assert seen(body) == ["The whole of an article.", "Wait"]
    assert "hidden until a script" in remarks(body)


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("North<br>12", ["North", "12"]),
        ("North<hr>12", ["North", "12"]),
        ("<dl><dt>Dead</dt><dd>12</dd><dt>Hurt</dt><dd>30</dd></dl>", ["Dead", "12", "Hurt", "30"]),
        ("<ul><li>North<li>12</ul>", ["North", "12"]),
        ("<figure>North<figcaption>12</figcaption></figure>5", ["North", "12", "5"]),
        ("<select><option>North<option>12</select>", ["North", "12"]),
        ("<pre>North\n12</pre>", ["North\n12"]),
        ("<p>North</p>12<address>5</address>", ["North", "12", "5"]),
        ("<span style='display:block'>North</span><span>12</span>", ["North", "12"]),
        ("<div style='display:flex'><span>North</span><span>12</span></div>", ["North", "12"]),
        (
            "<table><tr><th>North</th><td>12</td></tr><tr><th>South</th><td>3<br>4</td></tr></table>",
            ["North | 12", "South | 3 4"],
        ),
        ("<table><tr><td>1</td><td><td></td>2</td></tr></table>", ["1 | 2"]),
        ("<table><tr><td><p>North</p></td><td><p>12</p></td></tr></table>", ["North | 12"]),
        ("<table><tr><td><table><tr><td>1<td>2</table></td><td>3</td></tr></table>", ["1 | 2", "3"]),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字", ["漢字"]),
        ("hydro<wbr>power, hydro&shy;power", ["hydropower, hydropower"]),
        ("<q>No</q>, he said", ["“No”, he said"]),
        ("a<span> </span>b  \n c&nbsp;d", ["a b c d"]),
        ("<svg><text>12</text></svg>North", ["North"]),
    ],
)
def test_breaks(body: str, texts: list[str]) -> None:
    """The end of a block, a cell or a line parts words; nothing within a line does."""
    assert seen(body) == texts


def test_joiners_stay() -> None:
    """The joiners of Persian and Urdu are letters of the text."""
    assert seen("<p>می‌شود می&zwnj;شود</p>") == ["می‌شود می‌شود"]


def test_nesting_without_end() -> None:
    """A page whose end the parser does not reach is refused, and not cut without a word."""
    with pytest.raises(UnusableError, match="nested so deeply"):
        parsed("<div>" * 5000 + "text" + "</div>" * 5000 + "<p>end</p>")
    assert seen("<div>" * 1000 + "text" + "</div>" * 1000 + "<p>end</p>") == ["text", "end"]


@pytest.mark.parametrize("page", ["<html></html>", "<p>", "<img src=x>"])
def test_pages_without_text(page: str) -> None:
    """A page that holds nothing has no blocks."""
    assert blocks_of(shown(parsed(page)))[0] == []


@pytest.mark.parametrize("page", ["", " ", "<!-- -->", "<?xml version='1.0'?>"])
def test_no_page(page: str) -> None:
    """What holds no element at all is refused."""
    with pytest.raises(UnusableError, match="nothing to read"):
        parsed(page)
