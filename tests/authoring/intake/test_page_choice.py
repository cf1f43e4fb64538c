"""Which blocks of a page are taken for its article."""

import pytest

from builder.authoring.intake.web import read_page

BODY = [
    "The harbour master said on Monday that the eastern pier had been opened again, days after it sank.",
    "He would not say who is to pay for the repairs, which are said to have cost over two million pounds.",
    "The town council will meet on Thursday to discuss what is to be done about barges that come too near.",
]


def read(inside: str, head: str = "") -> list[str]:
    """The paragraphs of a page's article."""
    html = f"<html lang=en><head><title>The pier is open</title>{head}</head><body>{inside}</body></html>"
    return read_page(html.encode()).text.rstrip("\n").split("\n\n")


def paragraphs(texts: list[str]) -> str:
    """Texts as elements."""
    return "".join(f"<p>{text}</p>" for text in texts)


LEAD = "What is new is said in one sentence, which nothing else in the whole of the article says again"


@pytest.mark.parametrize(
    "lead",
    [
        f'<div class="article__perex">{LEAD}.</div>',
        f"<header><p>{LEAD}.</p></header>",
        f"<h2>{LEAD}</h2>",
        f"<div><b>{LEAD}.</b></div>",
        f"<blockquote>{LEAD}.</blockquote>",
        f"<ul><li>{LEAD}.</li></ul>",
        f"{LEAD}.<br><br>",
        f'<p class="byline">By Jane Doe</p><div>12 May 2021</div><span style="display:block">{LEAD}</span>',
    ],
)
@pytest.mark.parametrize("around", ["article", "div", "main"])
def test_the_lead(lead: str, around: str) -> None:
    """The paragraph that leads in is taken, however the page marks it; byline and date are not."""
    found = read(f"<{around}><h1>The pier is open</h1>{lead}<div>{paragraphs(BODY)}</div></{around}>")
    assert [found[0], found[1].strip(" .-"), *found[2:]] == ["The pier is open", LEAD, *BODY]


@pytest.mark.parametrize(
    "ending",
    [
        "The ministry declined to comment.",
        "A spokeswoman said that comments on the case would be wrong while the court was sitting.",
        "The family has asked that donations be made to the lifeboat instead of flowers.",
        "“We will support our allies, and people like us will follow,” he said.",
        "Subscribers to the scheme have until Friday to say whether they want their money back.",
        "He reads the newsletter of the harbour every week.",
    ],
)
def test_an_ending_that_only_sounds_like_one(ending: str) -> None:
    """The last paragraph of an article is kept, whatever it speaks of."""
    found = read(f"<article><h1>The pier is open</h1>{paragraphs([*BODY, ending])}</article>")
    assert found[-1] == ending


@pytest.mark.parametrize(
    "tail",
    [
        "<p>Comments are moderated. Please be civil, and do not name people who have not been charged.</p>",
        "<h3>Support us</h3><p>Your donation keeps this site free for everybody to read and share.</p>",
        "<p><em>Sign up for our free newsletter and get the news of the harbour every morning.</em></p>",
        '<div class="related"><h3>Related</h3><p>The barge was seen last week near the lighthouse.</p></div>',
        '<div class="author-bio"><p>Jane Doe writes about the sea and those who live by it.</p></div>',
        "<ul><li><a href='/1'>The barge was seen last week near the lighthouse</a></li></ul>",
        "<p>Follow us on every network that you can think of, and on two that you cannot.</p><p>© 2021</p>",
    ],
)
def test_tails(tail: str) -> None:
    """What stands beneath an article and is none of it is left out."""
    found = read(f"<article><h1>The pier is open</h1>{paragraphs(BODY)}{tail}</article>")
    assert found == ["The pier is open", *BODY]


def test_what_is_left_out_is_named() -> None:
    """Each longer paragraph near the article that did not go into the text is counted and shown."""
    tail = "<p>Your donation keeps this site free for everybody to read and share with others.</p>"
    html = f"<article><h1>The pier is open</h1>{paragraphs(BODY)}{tail}</article>"
    remarks = " ".join(read_page(f"<html><body>{html}</body></html>".encode()).remarks)
    assert "“Your donation keeps this site free for everybody …”" in remarks


def test_the_text_in_the_data() -> None:
    """Where a script would show the article, its data may hold it; what they run together is parted."""
    text = "".join(BODY)
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{text}"}}</script>'
    assert read("<div id=app></div>", head)[1:] == BODY
    assert any("its data" in remark for remark in read_page(f"<html>{head}<p>x</p></html>".encode()).remarks)
    markup = text.replace(BODY[1], f"<p>{BODY[1]}<\\/p><script>alert(1)<\\/script>")
    assert read("<p>x</p>", head.replace(text, markup))[1:] == BODY


def test_a_form_around_the_page() -> None:
    """A form that holds the whole page is no box, though forms are."""
    inside = (
        f'<form id="aspnetForm"><div class="content comments-on"><h1>The pier is open</h1>{paragraphs(BODY)}'
    )
    assert read(inside)[1:] == BODY


def test_a_heading_and_a_table_before_the_first_paragraph() -> None:
    """What stands between the headline and the text belongs to it where it is a heading or holds data."""
    table = "<table><tr><th>Built</th><td>1802</td></tr></table>"
    found = read(f"<article><h1>The pier is open</h1>{table}<h2>Mended</h2>{paragraphs(BODY)}</article>")
    assert found == ["The pier is open", "Built | 1802", "Mended", *BODY]


def test_a_section_over_the_headline() -> None:
    """The name of a section is no lead, whatever its class."""
    html = f'<div class="occhiello">Transport</div><h1>The pier is open</h1>{paragraphs(BODY)}'
    assert read(f"<article>{html}</article>") == ["The pier is open", *BODY]


def test_a_byline_that_nothing_names() -> None:
    """A line that begins as a byline says who wrote it."""
    inside = f"<h1>The pier is open</h1><div>Story by JOHN AMES, River Weekly</div>{paragraphs(BODY)}"
    head = '<meta property="og:site_name" content="River Weekly">'
    assert read_page(f"<html><head>{head}</head><body>{inside}</body></html>".encode()).author == (
        "JOHN AMES",
    )
