"""Which pages there are, from which records, with which template."""

from pathlib import Path

from builder import urls
from builder.briefing import load
from builder.pages import Page, Section, all_pages, plan
from tests import briefings

RIVER_DAM = Path(__file__).parent / "content" / "river-dam"
TEMPLATES = Path(__file__).parents[1] / "templates" / "pages"


def by_path(sections: tuple[Section, ...]) -> dict[str, Page]:
    """The pages of a plan by their path."""
    return {page.path: page for page in all_pages(sections)}


def test_only_pages_with_something_to_show(tmp_path: Path) -> None:
    """A kind of which there is no record has no page; the front page and the explanation are always there."""
    assert [section.page.path for section in plan(briefings.read(tmp_path)).sections] == [
        urls.FRONT,
        urls.TIMELINE,
        urls.ACTORS,
        urls.DISPUTES,
        urls.PLACES,
        urls.SOURCES,
        urls.HOW_TO_READ,
    ]


def test_a_page_for_every_actor_and_source(tmp_path: Path) -> None:
    """Actors and sources have pages of their own below that of their kind, in the editors' order."""
    sections = {section.page.path: section for section in plan(briefings.read(tmp_path)).sections}
    below = sections[urls.ACTORS].below
    assert [(page.path, page.title, page.record) for page in below] == [
        ("actors/harbour-master.md", "The harbour master", "harbour-master"),
        ("actors/sailor.md", "A sailor", "sailor"),
    ]
    assert [page.path for page in sections[urls.SOURCES].below] == ["sources/gazette.md"]
    assert sections[urls.TIMELINE].below == ()


def test_every_record_is_on_a_page_of_the_plan() -> None:
    """Wherever a link to a record leads, there is a page, and no page is there twice."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    pages = all_pages(plan(briefing).sections)
    paths = [page.path for page in pages]
    assert len(set(paths)) == len(paths)
    assert {address.page for address in plan(briefing).addresses.values()} <= set(paths)


def test_every_page_has_a_template() -> None:
    """Each template that a plan names is there, and each that is there is named."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    named = {f"{page.template}.md.jinja" for page in all_pages(plan(briefing).sections)}
    assert named == {file.name for file in TEMPLATES.glob("[!_]*.md.jinja")}


def test_the_yaml_behind_a_page(tmp_path: Path) -> None:
    """A page leads to the file of its records, the page of one record to its line."""
    pages = by_path(plan(briefings.read(tmp_path)).sections)
    assert pages[urls.FRONT].edit_uri == "content/briefing.yml"
    assert pages[urls.TIMELINE].edit_uri == "content/events.yml"
    assert pages["actors/sailor.md"].edit_uri == "content/actors.yml#L2"


def test_the_yaml_behind_a_page_in_several_files(tmp_path: Path) -> None:
    """Where its records stand in several files, a page leads to their folder."""
    event = "{}: {{title: A, kind: other, account: [{{note: x}}]}}\n"
    files = {"content/events/a.yml": event.format("a"), "content/events/b.yml": event.format("b")}
    briefing = briefings.read(tmp_path, {**files, "content/events.yml": None, **WITHOUT_EVENTS})
    assert by_path(plan(briefing).sections)[urls.TIMELINE].edit_uri == "content/events"


WITHOUT_EVENTS = {
    "content/briefing.yml": "title: T\nbottom_line: [{text: x}]\n",
    "content/disputes.yml": None,
}
