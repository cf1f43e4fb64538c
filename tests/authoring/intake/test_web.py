"""Saved web pages of several shapes."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.authoring.intake.article import Article, UnusableError
from builder.authoring.intake.web import read_page

PAGES = Path(__file__).parent / "pages"
PARAGRAPH = (
    "The ministry said on Thursday that the road had been closed, and that it would be opened again as soon "
    "as the inspection was over. It gave no day."
)


def saved(name: str) -> Article:
    """The article of one of the saved pages."""
    return read_page((PAGES / name).read_bytes())


def page(head: str = "", body: str = "", attributes: str = "") -> Article:
    """The article of a small page."""
    return read_page(
        f"<html {attributes}><head>{head}</head><body><article><h1>A road is closed</h1>"
        f"{body}<p>{PARAGRAPH}</p></article></body></html>".encode()
    )


def test_a_page_with_json_ld() -> None:
    """Everything that schema.org's data say, and the main text alone."""
    article = saved("json-ld.html")
    assert article.title == "Iran and Pakistan trade strikes: what we know"
    assert article.kind == "article-newspaper"
    assert article.publisher == "The Border Herald"
    assert article.author == ("Ayesha Malik", "Tom O’Brien")
    assert article.published == "2024-01-18"
    assert article.url == "https://www.borderherald.example/2024/01/18/strikes-traded"
    assert article.language == "en-GB"
    paragraphs = article.text.rstrip("\n").split("\n\n")
    assert paragraphs[0] == article.title
    assert paragraphs[2] == "What happened first?"
    assert paragraphs[-1].endswith("each has long accused the other of sheltering fighters.")
    assert len(paragraphs) == 8
    for around in ("cookies", "Home", "nonsense", "Read more", "All rights reserved", "A map of"):
        assert around not in article.text


def test_a_page_with_open_graph_alone() -> None:
    """Meta tags say nearly as much."""
    article = saved("opengraph.html")
    assert article.title == "Border crossing reopens after nine days"
    assert (article.publisher, article.author) == ("Frontier Times", ("Nadia Rahimi",))
    assert (article.published, article.kind, article.language) == ("2024-01-27", "webpage", "en-US")
    assert "newsletter" not in article.text


def test_a_page_with_nothing_but_text() -> None:
    """The lines around the text say what no tag does; what nothing says stays empty."""
    article = saved("text-only.html")
    assert article.title == "Ministry answers questions on the closed road"
    assert article.author == ("Omar Siddiqui", "Lena Vogt")
    assert (article.published, article.url, article.publisher) == ("2024-01-18", "", "")


def test_a_persian_page() -> None:
    """The date is of the Solar Hijri calendar; the text keeps every joiner of its words."""
    article = saved("persian.html")
    assert article.title == "سخنگوی وزارت خارجه: سفیر به تهران بازگشت"
    assert (article.published, article.language) == ("2024-01-18", "fa-IR")
    assert article.publisher == "خبرگزاری نمونه"
    for word in ("گفت‌وگوها", "گروه‌های", "آن‌ها", "کشته‌شدگان", "می‌ماند"):
        assert word in article.text
    assert "نظرات" not in article.text


def test_a_page_with_notices_and_comments() -> None:
    """What lies over the text and beneath it is left out, and the site itself is not the author."""
    article = saved("cookies-and-comments.html")
    assert article.text.count("\n\n") == 4
    assert article.author == ()
    assert article.published == "2024-02"  # no day is made up
    for around in ("cookies", "free articles", "Advertisement", "Reader one", "press council", "Share"):
        assert around not in article.text


@pytest.mark.parametrize(
    ("name", "said"), [("paywall.html", "Subscribe to read"), ("script.html", "a script would fetch it")]
)
def test_pages_without_an_article(name: str, said: str) -> None:
    """It is said what is there instead, and what to do."""
    with pytest.raises(UnusableError, match=said) as raised:
        saved(name)
    assert "`briefing add-source -`" in raised.value.hint


def json_ld(data: str) -> str:
    """The script that holds a page's data."""
    return f'<script type="application/ld+json">{data}</script>'


def test_a_page_that_is_not_free() -> None:
    """What a page gives away of an article may be a part of it only."""
    script = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    )
    assert any("not free" in remark for remark in page(script).remarks)
    assert not any("not free" in remark for remark in page().remarks)


def test_what_the_text_lacks() -> None:
    """Paragraphs of the page's main part that are not in the text are counted, and the first is shown."""
    assert not any("did not go" in remark for remark in saved("json-ld.html").remarks)
    [remark] = [remark for remark in saved("cookies-and-comments.html").remarks if "did not go" in remark]
    assert remark.startswith("2 paragraphs of the page's main part")
    assert "“Reader one: They have been closer than in …”" in remark


def test_pictures_within_a_page() -> None:
    """A page that carries its pictures with it is read to its end, however large they are."""
    picture = f"<img src='data:image/png;base64,{'A' * 12_000_000}'>"
    body = f"<p>{PARAGRAPH.replace('road', 'pass')}</p>{picture}"
    assert page(body=body).text.count("The ministry said") == 2


@pytest.mark.parametrize("charset", ["windows-1256", "utf-8", "utf-16"])
def test_encodings(charset: str) -> None:
    """A page is read in the encoding that it declares, or that its byte order mark does."""
    text = (PAGES / "persian.html").read_text(encoding="utf-8")
    # Windows-1256 has neither the Persian yeh nor the hamza above.
    text = text.replace("ی", "ي").replace("\u0654", "")
    text = re.sub("[۰-۹]", lambda digit: str("۰۱۲۳۴۵۶۷۸۹".index(digit[0])), text)
    declared = text.replace('charset="utf-8"', f'charset="{charset}"')
    article = read_page(declared.encode(charset))
    assert article.text == read_page(text.encode()).text
    assert "گفت‌وگوها" in article.text


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2024-01-18T23:30:00-05:00">', "2024-01-18"),
        ('<meta name="citation_publication_date" content="2024">', "2024"),
        ('<meta name="date" content="20240118">', "2024-01-18"),
        ('<meta name="pubdate" content="Thu, 18 Jan 2024 05:20:00 GMT">', "2024-01-18"),
        ('<meta name="date" content="2024-02-30">', ""),
        ('<meta name="date" content="18/01/2024">', ""),
        ('<meta name="date" content="yesterday">', ""),
        (json_ld('[{"@graph": [{"@type": ["NewsArticle"], "datePublished": "2024-01"}]}]'), "2024-01"),
        (json_ld('{"@type": "NewsArticle", "datePublished": '), ""),
        (json_ld('{"@type": "WebSite", "datePublished": "2001-01-01"}'), ""),
    ],
)
def test_dates_no_more_exact_than_found(head: str, published: str) -> None:
    """A month stays a month; what is no date, and the date of something else, is none."""
    assert page(head).published == published


def test_entities_in_json_ld() -> None:
    """What stands in a script is no HTML, but is often written as if it were."""
    title = "Roads &amp; bridges:\\n what&#8217;s closed"
    found = page(json_ld(f'{{"@type": "NewsArticle", "headline": "{title}", "publisher": "A &amp; B"}}'))
    assert (found.title, found.publisher) == ("Roads & bridges: what’s closed", "A & B")


def test_several_times_in_the_text() -> None:
    """One time element is the day of publication; of several, nobody knows."""
    assert page(body='<time datetime="2024-01-18T10:00Z">today</time>').published == "2024-01-18"
    two = '<time datetime="2024-01-18">1</time><time datetime="2024-01-20">2</time>'
    assert page(body=two).published == ""


def test_where_a_page_was_saved_from() -> None:
    """Browsers and SingleFile write down the address; the latter the day as well."""
    mark = "<!-- saved from url=(0022)https://a.example/road -->"
    assert page(mark).url == "https://a.example/road"
    single = (
        "<!--\n Page saved with SingleFile \n url: https://a.example/road \n"
        " saved date: Thu Jan 18 2024 12:00:00 GMT+0100 (Central European Standard Time)\n-->"
    )
    found = page(single)
    assert (found.url, found.accessed) == ("https://a.example/road", "2024-01-18")
    copy = "https://web.archive.org/web/20240118101500/https://a.example/road"
    found = page(f"<!-- saved from url=(0070){copy} -->")
    assert (found.url, found.archived_url) == ("https://a.example/road", copy)


@pytest.mark.parametrize(
    ("attributes", "language"),
    [('lang="en-US"', "en-US"), ('lang="fr"', "en"), ('lang="x y"', "en"), ("", "en"), ('lang="EN"', "en")],
)
def test_the_language_is_that_of_the_text(attributes: str, language: str) -> None:
    """A page that says another language than its text is in is not believed."""
    assert page(attributes=attributes).language == language


@given(st.text(max_size=400))
def test_any_page(text: str) -> None:
    """Whatever stands in a page, it is read or refused, and what is stored can be shown."""
    try:
        article = read_page(f"<html><p>{text}</p><p>{PARAGRAPH}</p></html>".encode(errors="replace"))
    except UnusableError:
        return
    assert article.text.endswith("\n")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", article.text)
