"""From every statement to the words it rests on, and back."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from builder.facts.briefing import Briefing
from builder.facts.loading import load
from builder.facts.passages import merged
from builder.facts.typography import fold
from builder.model.base import Path, parts
from builder.model.records import Citation, Statement, View
from builder.model.translation import translations
from builder.pages.addresses import of_part
from builder.pages.plan import plan
from builder.pipeline.check import passages_of
from tests.site.reading import Page, Site, classes, text_of


@pytest.fixture
def briefing(site: Site) -> Briefing:
    """What the site was made from."""
    found, _ = load(site.source)
    assert found is not None
    return found.published()


def marks(element: Element) -> list[Element]:
    """The citation marks in an element."""
    return [each for each in element.iter("a") if "cite" in classes(each)]


def owner(page: Page, element: Element) -> Element | None:
    """The statement, position … that a mark belongs to; none where it is only repeated from elsewhere."""
    for each in page.around(element):
        # Ids of parts of a record hold an underscore.
        if "_" in each.get("id", ""):
            return each
        if "judgement" in classes(each):
            # It goes by the id of the view, the last one before it.
            siblings = list(page.parents[each])
            return [one for one in siblings[: siblings.index(each)] if one.tag in ("h2", "h3")][-1]
        if each.tag in ("article", "body"):
            return None
    return None


def cited(site: Site) -> Iterator[tuple[Page, Element, Page, Element]]:
    """Every mark, with its page, and what it lands on, with the page of that."""
    for page in site.pages.values():
        for mark in marks(page.root):
            yield page, mark, *site.find(page, mark.get("href", ""))


def test_every_statement_rests_on_something(site: Site) -> None:
    """Behind every statement and judgement stands a mark, or what it rests on."""
    found = 0
    for page in site.pages.values():
        for element in page.all():
            if (
                not classes(element) & {"statement", "judgement", "lead", "key-point"}
                or page.path == "404.html"
            ):
                continue
            found += 1
            beside = [
                each for each in page.after(element)[:1] if classes(each) & {"support", "rests-on", "meta"}
            ]
            grounds = [each for each in beside if any(True for _ in each.iter("a"))]
            assert marks(element) or grounds, f"{page.path}: {text_of(element)}"
    assert found


def test_every_citation_of_the_facts_has_its_mark(site: Site, briefing: Briefing) -> None:
    """Every citation in the YAML is a mark at the part of the record that it stands in."""
    places: Counter[tuple[str, Path]] = Counter()
    for record_id, model in briefing.owners.items():
        for path, part in parts(model):
            if isinstance(part, Citation):
                places[record_id, path[:-2]] += 1
    assert places
    addresses = plan(briefing).addresses
    for (record_id, path), number in places.items():
        address = of_part(addresses, record_id, path)
        page = site.pages[page_path(address.page)]
        carrier = page.anchors[address.anchor if path else addresses[record_id].anchor]
        if not path:
            carrier = next(each for each in page.after(carrier) if "judgement" in classes(each))
        assert len(marks(carrier)) == number, address


def test_what_rests_on_records_leads_to_them(site: Site, briefing: Briefing) -> None:
    """What rests on records has a link to each of them beside it."""
    addresses = plan(briefing).addresses
    for record_id, model in briefing.owners.items():
        for path, part in parts(model):
            if not isinstance(part, Statement | View) or not part.rests_on or part is model:
                continue
            address = of_part(addresses, record_id, path)
            page = site.pages[page_path(address.page)]
            element = page.anchors[address.anchor]
            near = [element, *page.after(element)[:1]]
            links = {page.leads_to(link.get("href", "")) for each in near for link in each.iter("a")}
            for other in part.rests_on:
                target = addresses[other]
                assert (page_path(target.page), target.anchor) in links, f"{address}: {other}"


def test_every_mark_lands_on_its_words(site: Site, briefing: Briefing) -> None:
    """A mark leads to a passage that begins with the words that the mark shows."""
    not_checked = translations(briefing.overview.language).gettext("not checked")
    found = 0
    for page, mark, source, passage in cited(site):
        assert source.path.startswith("sources/"), page.path
        found += 1
        title = mark.get("data-quote") or ""
        if "not-checked" in classes(mark):
            assert not_checked in title
            continue
        words = fold(title).strip("\"' ").split(" … ")[0].split("...")[0]
        start = " ".join(words.split()[:4]).strip("\"' ")
        assert start, f"{page.path}: {title} shows no words"
        shown = fold(source.text_from(passage)).lstrip("\"' ")
        assert shown.startswith(start), f"{page.path}: {title} lands on {shown[:80]}"
    assert found


def test_every_passage_leads_back(site: Site) -> None:
    """From the passage that a mark lands on, a link leads back to exactly what carries the mark."""
    for page, mark, source, passage in cited(site):
        statement = owner(page, mark)
        if statement is None:
            continue
        block = next(each for each in source.around(passage) if each.tag in ("p", "li"))
        if block.tag == "p":
            outer = next(each for each in source.around(block) if source.parents[each].tag == "article")
            following = [outer, *source.after(outer)]
        else:
            following = [block]
        links: list[Element] = []
        for each in following:
            # What belongs to the passage ends where the next one begins.
            if each is not following[0] and (
                each.tag in ("blockquote", "h2", "h3") or "passage" in classes(each)
            ):
                break
            links += list(each.iter("a"))
        targets = [source.leads_to(link.get("href", "")) for link in links if link.get("href")]
        assert (page.path, statement.get("id")) in targets, f"{page.path}#{statement.get('id')}"


def test_every_link_back_leads_to_a_mark(site: Site) -> None:
    """And nothing else is said to rest on a passage: where such a link leads, a mark leads here."""
    found = 0
    for source in site.pages.values():
        if not source.path.startswith("sources/") or source.path == "sources/index.html":
            continue
        for link in source.all("a"):
            href = link.get("href", "")
            target = source.leads_to(href)
            if target is None or "_" not in target.anchor or target.path == source.path:
                continue
            found += 1
            page, statement = site.find(source, href)
            landed = {page.leads_to(mark.get("href", "")) for mark in marks(statement)}
            assert source.path in {each.path for each in landed if each}, f"{source.path}: {href}"
    assert found


def test_only_what_is_cited_is_published(site: Site, briefing: Briefing) -> None:
    """Of a source with `rights: excerpts`, no sentence on which nothing rests is in the site."""
    passages = passages_of(briefing)
    everything = " ".join(fold(text_of(page.root)) for page in site.pages.values())
    everything += " ".join(
        fold(file.read_text(encoding="utf-8")) for path, file in site.files.items() if path.endswith(".js")
    )
    for source, text in passages.texts.items():
        if briefing.sources[source].rights != "excerpts":
            continue
        spans = merged(span for span, _ in passages.cited(source))
        told = [left.quote for left in briefing.sources[source].left_out]
        told += [record.heading for record in briefing.records.values()]
        for sentence in text.sentences:
            words = text.excerpt(sentence)
            touched = any(span.start < sentence.end and sentence.start < span.end for span in spans)
            if not touched and len(words) > 30 and not any(fold(words) in fold(each) for each in told):
                assert fold(words) not in everything, words


def page_path(markdown: str) -> str:
    """The file of a page in the site, by the path of its Markdown."""
    if markdown.endswith("index.md"):
        return markdown.removesuffix(".md") + ".html"
    return markdown.removesuffix(".md") + "/index.html"
