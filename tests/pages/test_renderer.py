"""Pages to Markdown, by the templates, and what a reader sees of them."""

import posixpath
import shutil
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin
from xml.etree.ElementTree import Element

import html5lib
import markdown
import pytest
import yaml

from builder.facts.briefing import OVERVIEW
from builder.facts.loading import load
from builder.files.problems import ContentError
from builder.model import base, records
from builder.pages.addresses import (
    BACKGROUND,
    CHANGES,
    FRONT,
    PLACES,
    TIMELINE,
    anchor_of_passage,
    anchor_of_unchecked,
    own_page,
)
from builder.pages.plan import plan
from builder.pages.published import Page, all_pages
from builder.pages.renderer import Renderer
from builder.pipeline.check import passages_of
from tests import briefings

RIVER_DAM = Path(__file__).parents[1] / "content" / "river-dam"

# As MkDocs and the plugin set it up.
MARKDOWN = markdown.Markdown(extensions=["toc", "tables", "fenced_code", "attr_list", "md_in_html"])

# The first part shows as it is everywhere; the second may be code and a link where Markdown is read.
SHOWN = 'A <b onclick="x()">bold</b> & <script>x()</script> {: onclick=x() } | {{ 7 * 7 }} {% raw %}'
HOSTILE = f"{SHOWN} `code` ![p](http://x.org/p.gif) [a](javascript:x()) <!-- &lt; # end \\"


def as_html(text: str) -> Element:
    """The page that Markdown becomes."""
    MARKDOWN.reset()
    page: Element = html5lib.parse(MARKDOWN.convert(text), namespaceHTMLElements=False)
    return page


def rendered(made: Renderer) -> dict[str, Element]:
    """Every page of a briefing, by its path."""
    return {page.path: as_html(made.render(page)) for page in all_pages(made.plan.sections)}


def words(element: Element) -> str:
    """What a reader sees of an element."""
    return " ".join("".join(element.itertext()).split())


def with_class(page: Element, name: str) -> list[Element]:
    """The elements of a class."""
    return [element for element in page.iter() if name in (element.get("class") or "").split()]


@pytest.fixture(scope="module")
def river_dam() -> dict[str, Element]:
    """Every page of a whole briefing, with links to where it is edited."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    return rendered(
        Renderer(briefing, passages_of(briefing), plan(briefing), RIVER_DAM, "https://x.org/edit/main/")
    )


SMALL = briefings.small_kinds(2)


@pytest.fixture(scope="module")
def in_parts() -> dict[str, Element]:
    """Every page of the same briefing with hardly anything on one page."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    return rendered(Renderer(briefing, passages_of(briefing), plan(briefing, kinds=SMALL), RIVER_DAM))


def test_ids_are_unique(river_dam: dict[str, Element], in_parts: dict[str, Element]) -> None:
    """No id stands twice on a page, so that every link leads to one place."""
    for path, page in [*river_dam.items(), *in_parts.items()]:
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), path


def test_every_link_leads_somewhere(river_dam: dict[str, Element]) -> None:
    """Every link within the site leads to a page that is there, and to an anchor that is on it."""
    assert_links_lead_somewhere(river_dam)


def test_every_link_leads_somewhere_in_parts(in_parts: dict[str, Element]) -> None:
    """The same holds where records stand on many pages."""
    assert_links_lead_somewhere(in_parts)


def assert_links_lead_somewhere(site: dict[str, Element]) -> None:
    """Each link leads to a page of the site, and to what is on it."""
    anchors = {path: {element.get("id") for element in page.iter()} for path, page in site.items()}
    published = {f"{path.removesuffix('index.md').removesuffix('.md')}/".lstrip("/"): path for path in site}
    published = {posixpath.normpath(key): path for key, path in published.items()}
    for path, page in site.items():
        for link in page.iter("a"):
            href = link.get("href", "https:")
            if href.startswith(("http:", "https:", "mailto:")):
                continue
            target, anchor = urldefrag(href)
            if not target:
                found = path
            elif target.endswith(".md"):
                found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            else:
                # In figures, links are written as browsers see them.
                here = "" if path == FRONT else f"{path.removesuffix('.md').removesuffix('index')}/"
                place = urljoin(f"https://x.org/{here}".rstrip("/") + "/", target)
                found = published[posixpath.normpath(place.removeprefix("https://x.org/") or ".")]
            assert found in anchors, f"{path}: {href}"
            assert not anchor or anchor in anchors[found], f"{path}: {href}"


def test_every_record_has_its_anchor(river_dam: dict[str, Element]) -> None:
    """Where a link to a record leads, the record is shown with its name."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    addresses = plan(briefing).addresses
    for record in briefing.records.values():
        page, anchor = addresses[record.id]
        headings = [element for element in river_dam[page].iter() if element.tag in ("h1", "h2", "h3")]
        heading = next(element for element in headings if not anchor or element.get("id") == anchor)
        assert " ".join(record.heading.split()) in words(heading)


def test_an_index_leads_to_every_record(in_parts: dict[str, Element]) -> None:
    """Of a briefing that is not large, the index names every record that stands on its parts."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    links = [link.get("href") for link in in_parts[TIMELINE].iter("a")]
    addresses = plan(briefing, kinds=SMALL).addresses
    for event in briefing.events:
        assert addresses[event].seen_from(TIMELINE) in links


def test_what_is_said_of_all_is_not_said_of_a_part(in_parts: dict[str, Element]) -> None:
    """The figure of a section stands on its index only; how to read it stands on each part."""
    parts = [page for path, page in in_parts.items() if path.startswith(("timeline/", "actors/list/"))]
    assert parts
    assert [page for page in parts if list(page.iter("figure"))] == []
    assert list(in_parts[TIMELINE].iter("figure"))
    for path, page in in_parts.items():
        if path.startswith("disputes"):
            assert "No side’s claim is told here" in words(page)


def test_every_citation_leads_to_its_words(river_dam: dict[str, Element]) -> None:
    """Each statement's marks lead to the source's page, where the passage stands at the anchor."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    passages = passages_of(briefing)
    for use in chain.from_iterable(passages.uses.values()):
        page = river_dam[own_page(records.Source, use.citation.source)]
        ids = {element.get("id") for element in page.iter()}
        spans = passages.match(use.citation).spans
        if spans:
            assert anchor_of_passage(spans[0].start) in ids
            for span in spans:
                assert passages.texts[use.citation.source].excerpt(span)[:20] in words(page)
        else:
            assert anchor_of_unchecked(use.record, use.path) in ids


def test_every_edit_link_leads_to_a_line(river_dam: dict[str, Element]) -> None:
    """Each link to edit a record leads to the line of its id in the YAML."""
    links = [link for page in river_dam.values() for link in with_class(page, "edit")]
    assert links
    for link in links:
        path, line = link.get("href", "").removeprefix("https://x.org/edit/main/").split("#L")
        lines = (RIVER_DAM / path).read_text(encoding="utf-8").splitlines()
        assert lines[int(line) - 1].endswith(":")


def with_every_text(text: str, root: Path) -> Renderer:
    """The river dam with the same text wherever readers see one."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    shutil.copytree(RIVER_DAM, root)
    for name in {origin.file for origin in briefing.origins.values()}:
        values = yaml.load((root / name).read_text(encoding="utf-8"), yaml.BaseLoader)
        for owner, model in briefing.owners.items():
            if briefing.origins[owner].file == name:
                for prose in base.texts(model):
                    put(values if owner == OVERVIEW else values[owner], prose.path, text)
        (root / name).write_text(yaml.dump(values, allow_unicode=True), encoding="utf-8")
    changed, problems = load(root)
    assert changed
    assert problems == ()
    return Renderer(changed, passages_of(changed), plan(changed), root)


def put(value: Any, path: base.Path, text: str) -> None:
    """Replace a text within nested values."""
    *steps, last = path
    for step in steps:
        value = value[step]
    value[last] = text


def test_no_text_becomes_markup(tmp_path: Path) -> None:
    """HTML, attributes, images, templates and scripts in any text of any record show as text."""
    plain = rendered(with_every_text("Abracadabra", tmp_path / "plain"))
    hostile = rendered(with_every_text(HOSTILE, tmp_path / "hostile"))
    assert plain.keys() == hostile.keys()
    for path, page in hostile.items():
        for element in page.iter():
            assert not any(name.startswith("on") for name in element.attrib)
            assert not element.get("href", "").startswith(("javascript:", "data:"))
        tags, usual = ({element.tag for element in drawn.iter()} for drawn in (page, plain[path]))
        assert {tag for tag in tags - usual if "svg" not in tag} <= {"code", "a"}
        # Figures may break a long text over lines.
        for drawn in (plain[path], page):
            remove(drawn, {"figure", "svg"})
        assert kinds(page) <= kinds(plain[path]) | {("code", ()), ("a", ("href",))}, path
        assert words(page).count(SHOWN) == words(plain[path]).count("Abracadabra"), path


# Texts of several lines, of which some would begin a block, or give an element attributes.
LINES = [
    "Meeting\n\n``` { onfocus=x style=display:block onclick=x }\nx\n```\n\nof ministers",
    "Meeting\u2028~~~ { onclick=x }\u2028x\u2028~~~\n\n~~~ { onclick=x }\nx\n~~~",
    "Meeting\n\n<div onclick=x markdown=1>\n\n# x { onclick=x }\n\n</div>\n\n{: onclick=x }",
    "Meeting\r\n\r\n[a]: javascript:x\r\n\r\n[TOC]\r\n\r\n- a\r\n\r\n    b",
]


@pytest.mark.parametrize("text", LINES)
def test_no_line_begins_a_block(text: str, tmp_path: Path) -> None:
    """A text of several lines shows as one, wherever it stands: in a heading, a list, a figure."""
    # As long, so that figures break both over lines.
    harmless = " ".join("a" * len(word) for word in text.split())
    plain = rendered(with_every_text(harmless, tmp_path / "plain"))
    for path, page in rendered(with_every_text(text, tmp_path / "lines")).items():
        # Backticks are code where Markdown is read.
        assert kinds(page) <= kinds(plain[path]) | {("code", ())}, path


def remove(page: Element, tags: set[str]) -> None:
    """Take some elements out of a page."""
    for parent in list(page.iter()):
        for element in list(parent):
            if element.tag in tags:
                parent.remove(element)


def kinds(page: Element) -> set[tuple[str, tuple[str, ...]]]:
    """The elements of a page, each with the names of its attributes, once."""
    return {(element.tag, tuple(sorted(element.attrib))) for element in page.iter()}


def test_marks_of_a_statement(tmp_path: Path) -> None:
    """A mark says which source and which paragraph, leads to the passage, and carries the quote."""
    made = briefings.renderer(tmp_path)
    page = as_html(made.render(page_at(made, TIMELINE)))
    start = briefings.GAZETTE.index("left the old harbour")
    [mark] = with_class(page, "cite")
    assert words(mark) == "1.2"
    assert mark.get("href") == f"sources/gazette.md#_at-{start}"
    assert "“left the old harbour on 3 May 2021”" in mark.attrib.values()


NOT_STORED = {
    "content/sources/film.yml": "film: {title: A film, kind: motion_picture}\n",
    "content/background.yml": """
        fog:
          title: Fog
          statements: [{text: It was foggy., cites: [{source: film, quote: Fog everywhere, locator: "3:10"}]}]
        """,
}


def test_marks_of_what_is_not_checked(tmp_path: Path) -> None:
    """A citation of a text that is not stored says so, and leads to where its source's page lists it."""
    made = briefings.renderer(tmp_path, NOT_STORED)
    pages = rendered(made)
    [mark] = with_class(pages[BACKGROUND], "not-checked")[-1:]
    page, anchor = urldefrag(mark.get("href", ""))
    assert page == "sources/film.md"
    listed = next(element for element in pages[page].iter() if element.get("id") == anchor)
    assert listed is not None
    assert "Fog everywhere" in words(pages[page])
    assert "3:10" in words(pages[page])


def page_at(made: Renderer, path: str) -> Page:
    """The page of a plan at a path."""
    return next(page for page in all_pages(made.plan.sections) if page.path == path)


def test_only_cited_passages_of_a_source_are_shown(tmp_path: Path) -> None:
    """Where the rights do not cover the whole text, no page holds a sentence that nobody cites."""
    pages = rendered(briefings.renderer(tmp_path))
    assert "the bell had rung twice" in words(pages["sources/gazette.md"])
    for page in pages.values():
        assert "Nobody was hurt" not in words(page)


def test_a_whole_text_is_shown_where_that_is_allowed(tmp_path: Path) -> None:
    """With full rights, the source's page has the whole text, the cited words marked."""
    sources = "gazette: {title: G, kind: report, text: seeds/gazette.txt, rights: full}\n"
    page = rendered(briefings.renderer(tmp_path, {"content/sources.yml": sources}))["sources/gazette.md"]
    assert " ".join(briefings.GAZETTE.split("\n\n", 1)[1].split())[:60] in words(page)
    assert "Nobody was hurt" in words(page)
    assert "the bell had rung twice" in [words(element) for element in page.iter("mark")]


@pytest.mark.parametrize("rights", ["excerpts", "full"])
def test_passages_are_text(rights: str, tmp_path: Path) -> None:
    """Of a quote over paragraphs that begin like blocks, each is a passage, word for word."""
    begun = ["- that the pier stays closed,", "# that the ferry runs", "1984. A year of floods, it said."]
    begun += ["> or said", "+ more: a", "{: #id .a }", "| a | b |", "--- and", "    code", "``` {.a}"]
    quote = f"it decided: {' '.join(' '.join(begun).split())}"
    text = "A headline\n\nThe council met on Monday and it decided:\n\n" + "\n\n".join(begun)
    made = briefings.renderer(
        tmp_path,
        {
            "content/sources/list.yml": f"""
                list: {{title: A list, kind: article, text: seeds/list.txt, publisher: X, rights: {rights}}}
                """,
            "seeds/list.txt": text,
            "content/background.yml": yaml.dump(
                {
                    "list-topic": {
                        "title": "What was decided",
                        "statements": [{"text": "Several.", "cites": [{"source": "list", "quote": quote}]}],
                    }
                }
            ),
        },
    )
    page = rendered(made)["sources/list.md"]
    shown = [words(passage) for passage in with_class(page, "passage")]
    # A whole text has the headline, too, and numbers before its paragraphs.
    shown = [line.partition(" ")[2] for line in shown][2:] if rights == "full" else shown[1:]
    assert shown == [" ".join(line.split()) for line in begun]
    assert len(list(page.iter("h1"))) == 1
    assert "{:" not in words(page).replace("{: #id .a }", "")


def test_passages_lead_back(tmp_path: Path) -> None:
    """Below each passage stands what rests on it, with a link to the very statement."""
    page = rendered(briefings.renderer(tmp_path))["sources/gazette.md"]
    links = [link.get("href") for link in page.iter("a")]
    assert "../timeline.md#departure_account-1" in links
    assert "../disputes.md#bell_positions-1" in links
    assert "../disputes.md#bell_positions-2" in links


def test_undated_events_say_what_their_place_rests_on(tmp_path: Path) -> None:
    """Between dated events stands one whose day is not known, and says after and before which."""
    files = {
        "content/events/more.yml": """
            arrival: {title: It arrives, kind: other, date: 2021-05-04, account: [{note: x}]}
            fog: {title: Fog, kind: other, after: [departure], before: [arrival], account: [{note: a}]}
            """
    }
    page = rendered(briefings.renderer(tmp_path, files))[TIMELINE]
    headings = [element.get("id") for element in page.iter("h2")]
    assert headings == ["departure", "fog", "arrival"]
    [said] = with_class(page, "undated")
    assert [link.get("href") for link in said.iter("a")] == ["#departure", "#arrival"]


def test_what_refers_to_a_record(tmp_path: Path) -> None:
    """Referrers are named once each, in order, without the record itself."""
    made = briefings.renderer(tmp_path)
    assert [referrer.title for referrer in made.functions.referrers("departure")] == [
        "Front page",
        "Did the bell ring?",
    ]
    assert [referrer.title for referrer in made.functions.referrers("old-harbour")] == ["The ferry leaves"]
    uses = [use for use in chain.from_iterable(made.functions.passages.uses.values()) if use.record == "bell"]
    assert [referrer.address.anchor for referrer in made.functions.referrers(uses)] == [
        "bell_positions-1",
        "bell_positions-2",
    ]


def test_what_an_actor_did_and_says(tmp_path: Path) -> None:
    """An actor's page has the events it acted in, in order, and its positions in disputes."""
    events = """
        later: {title: B, kind: other, date: 2021-06, by: [sailor], account: [{note: x}]}
        departure: {title: A, kind: other, date: 2021-05, against: [sailor], account: [{note: x}]}
        """
    made = briefings.renderer(tmp_path, {"content/events.yml": events})
    assert [entry.event.id for entry in made.functions.events_of("sailor")] == ["departure", "later"]
    assert [(said.dispute.id, said.number) for said in made.functions.positions_of("sailor")] == [("bell", 1)]
    assert made.functions.events_of("harbour-master") == []


def test_an_actor_of_many_events(tmp_path: Path) -> None:
    """The page of an actor lists the latest of many events, and leads to the periods of the others."""
    days = [f"2021-{month:02}-{day:02}" for month in range(1, 8) for day in range(1, 16)]
    event = "e{}: {{title: Event {}, kind: other, date: {}, by: [sailor], account: [{{note: x}}]}}\n"
    events = "".join(event.format(number, number, day) for number, day in enumerate(days))
    overview = "title: T\nbottom_line: [{text: x}]\n"
    files = {"content/events.yml": events, "content/disputes.yml": None, "content/briefing.yml": overview}
    made = briefings.renderer(tmp_path, files)
    page = as_html(made.render(page_at(made, "actors/sailor.md")))
    assert "5 earlier events: January 2021 to March 2021 (5)" in words(page)
    links = [link.get("href") for link in page.iter("a")]
    assert "../timeline/2021-q1.md" in links
    listed = [element for element in page.iter("li") if "–" in words(element)]
    assert len(listed) == 100
    assert words(listed[0]) == "6 January 2021 – Event 5"
    assert f"and {len(days) - 24} more" in words(page)


def test_editions_stand_newest_first(tmp_path: Path) -> None:
    """Readers who come back find what is new at the top."""
    files = {
        "content/editions.yml": """
            a: {title: A, date: 2021-05-03, changes: [{kind: new, text: x}]}
            b: {title: B, date: 2021-05-09, changes: [{kind: new, text: x}]}
            """
    }
    made = briefings.renderer(tmp_path, files)
    assert page_at(made, CHANGES).records == ("b", "a")


def test_actors_by_mention(tmp_path: Path) -> None:
    """The actors that most is said about come first, and ties keep the editors' order."""
    note = {"content/places.yml": "old-harbour: {name: H, precision: town, note: 'Of the [sailor].'}\n"}
    made = briefings.renderer(tmp_path, note)
    assert [actor.id for actor in made.functions.actors_by_mention(5)] == ["sailor", "harbour-master"]
    assert [actor.id for actor in made.functions.actors_by_mention(1)] == ["sailor"]


def test_no_edit_link_without_an_address(tmp_path: Path) -> None:
    """Where it is not known where files are edited, there is no link to it."""
    pages = rendered(briefings.renderer(tmp_path))
    assert [link for page in pages.values() for link in with_class(page, "edit")] == []


def test_edit_links_to_files_with_odd_names(tmp_path: Path) -> None:
    """A space or a bracket in a file's name does not break the link to it."""
    files = {
        "content/events/my file (1).yml": "fog: {title: 'Fog \"1\"', kind: other, account: [{note: x}]}\n"
    }
    page = rendered(briefings.renderer(tmp_path, files, "https://x.org/edit/"))[TIMELINE]
    links = [link.get("href") for link in with_class(page, "edit")]
    assert "https://x.org/edit/content/events/my%20file%20%281%29.yml#L1" in links


def test_a_site_overrides_templates_one_by_one(tmp_path: Path) -> None:
    """A template in the site's own folder takes the place of the packaged one; the others stay."""
    files = {
        "templates/pages/places.md.jinja": "# Places\n\n{{ briefing.overview.title }} {{ link('sailor') }}\n",
        "content/briefing.yml": "title: '*Not* <b>bold</b>'\nbottom_line: [{text: x}]\n",
    }
    made = briefings.renderer(tmp_path, files)
    page = as_html(made.render(page_at(made, PLACES)))
    # Whatever a template prints is escaped, without its doing anything for it.
    assert words(page) == "Places *Not* <b>bold</b> A sailor"
    assert [link.get("href") for link in page.iter("a")] == ["actors/sailor.md"]
    assert "departure" in made.render(page_at(made, TIMELINE))


def test_a_misspelt_name_in_a_template_is_an_error(tmp_path: Path) -> None:
    """A template that asks for what is not there fails; nothing is left out silently."""
    files = {"templates/pages/places.md.jinja": "{{ briefing.overview.titel }}\n"}
    made = briefings.renderer(tmp_path, files)
    with pytest.raises(ContentError, match=r"templates/pages/places\.md\.jinja:1.*titel"):
        made.render(page_at(made, PLACES))


def test_markdown_is_tidy(tmp_path: Path) -> None:
    """No page has white space at the end of a line, or more than one blank line in a row."""
    made = briefings.renderer(tmp_path)
    for page in all_pages(made.plan.sections):
        text = made.render(page)
        assert text.endswith("\n")
        assert "\n\n\n" not in text
        assert not any(line.endswith((" ", "\t")) for line in text.splitlines())


def test_drafts_are_marked(tmp_path: Path) -> None:
    """While writing, a draft is shown with a mark."""
    files = {"content/background.yml": "fog: {title: Fog, draft: true, statements: [{text: x, note: y}]}\n"}
    page = rendered(briefings.renderer(tmp_path, files))[BACKGROUND]
    assert [words(badge) for badge in with_class(page, "draft")] == ["Draft"]


def test_the_front_page_shows_some_of_many(tmp_path: Path) -> None:
    """Of places, events and disputes, and says how many more there are; all are on their own pages."""
    account = "account: [{text: It left., cites: [{source: gazette, quote: left the old harbour}]}]"
    numbers = range(1, 31)
    files = {
        "content/places.yml": "old-harbour: {name: The old harbour, precision: town}\n"
        + "\n".join(f"p-{n}: {{name: P{n}, precision: town, location: [{n}, 50]}}" for n in numbers),
        "content/events.yml": "departure: {title: The ferry leaves, kind: movement, date: 2021-05-03, "
        + f"place: old-harbour, {account}}}\n"
        + "\n".join(
            f"e-{n}: {{title: E{n}, kind: other, date: 2021-05-{n:02}, place: p-{n}, {account}}}"
            for n in numbers
        ),
        "content/disputes.yml": "bell: {question: Did the bell ring?, positions: [{by: sailor}]}\n"
        + "\n".join(f"d-{n}: {{question: D{n}?, positions: [{{by: sailor}}]}}" for n in numbers),
    }
    made = briefings.renderer(tmp_path, files)
    front = made.render(page_at(made, "index.md"))
    assert "[6 more places](places.md)" in front
    assert "[19 more in the full timeline](timeline.md)" in front
    assert "[23 more disputed claims](disputes.md)" in front
    assert front.count('class="map-mark ') == 24
    assert front.count("strip-number") == 12
    places = made.render(page_at(made, "places.md"))
    assert places.count('class="map-mark ') == 30
