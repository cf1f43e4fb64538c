"""Names and titles are shown as they were typed, whatever they hold."""

from collections.abc import Callable

from builder.facts.loading import load
from builder.model import records
from builder.pages.plan import plan
from tests.site.reading import Site, text_of
from tests.site.test_evidence import page_path

# What stands in the case's text as text, and must not have become an element of a page.
TYPED = ("b", "i", "u", "img", "script", "title", "h1", "note", "del", "sup", "sub", "pre")


def test_every_heading_reads_as_typed(site: Site) -> None:
    """The name of every record is the text of its heading, to the letter, where its address leads."""
    found, _ = load(site.source)
    assert found is not None
    published = found.published()
    addresses = plan(published).addresses
    for record in published.records.values():
        address = addresses[record.id]
        page = site.pages[page_path(address.page)]
        whole_page = isinstance(record, records.Actor | records.Source)
        heading = next(page.all("h1")) if whole_page else page.anchors[address.anchor]
        expected = " ".join(record.heading.split())
        assert text_of(heading) == expected
        if whole_page:
            assert text_of(next(page.all("title"))).startswith(expected)


def test_the_title_of_the_briefing_reads_as_typed(site: Site) -> None:
    """So does that of the briefing, on its front page and in the header of every page."""
    found, _ = load(site.source)
    assert found is not None
    assert text_of(next(site.pages["index.html"].all("h1"))) == found.overview.title
    for page in site.pages.values():
        headers = [text_of(element) for element in page.with_class("site-title")]
        assert headers == [found.overview.title], page.path


def test_markup_in_facts_stays_text(built: Callable[[str], Site]) -> None:
    """Tags, Markdown and templates in names, texts and sources make no elements and are not run."""
    literal = built("literal-text")
    for page in literal.pages.values():
        article = next(page.all("article"), None)
        if article is None or page.path == "about/index.html":
            continue
        allowed = {next(page.all("h1"))}
        elements = [each.tag for each in article.iter() if each.tag in TYPED and each not in allowed]
        assert elements == [], page.path
        assert " 49 " not in f" {text_of(article)} ", page.path
        assert "stolen-id" not in page.anchors
        assert "other-id" not in page.anchors
        handlers = [name for each in page.all() for name in each.attrib if name.startswith("on")]
        assert handlers == [], page.path


def test_plain_values_stay_text(built: Callable[[str], Site]) -> None:
    """`NO`, `12:30`, `1e3`, `2024-01-03` and their like are names as good as any."""
    literal = built("literal-text")
    names = {
        "no": "NO",
        "half-past": "12:30",
        "thousand": "1e3",
        "day": "2024-01-03",
        "zero": "007",
        "truth": "true",
        "nothing": "null",
    }
    for actor, name in names.items():
        assert text_of(next(literal.pages[f"actors/{actor}/index.html"].all("h1"))) == name
