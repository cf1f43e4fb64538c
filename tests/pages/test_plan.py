"""Which pages there are, from which records, with which template."""

from dataclasses import replace
from pathlib import Path

import pytest

from builder.facts.briefing import OVERVIEW
from builder.facts.loading import load
from builder.model.kinds import KINDS, Kind
from builder.pages import addresses
from builder.pages.plan import plan
from builder.pages.published import Page, Section, all_pages
from tests import briefings

RIVER_DAM = Path(__file__).parents[1] / "content" / "river-dam"
TEMPLATES = Path(__file__).parents[2] / "templates" / "pages"


def by_path(sections: tuple[Section, ...]) -> dict[str, Page]:
    """The pages of a plan by their path."""
    return {page.path: page for page in all_pages(sections)}


def test_only_pages_with_something_to_show(tmp_path: Path) -> None:
    """A kind of which there is no record has no page; the front page and the explanation are always there."""
    assert [section.page.path for section in plan(briefings.read(tmp_path)).sections] == [
        addresses.FRONT,
        addresses.TIMELINE,
        addresses.ACTORS,
        addresses.DISPUTES,
        addresses.PLACES,
        addresses.SOURCES,
        addresses.HOW_TO_READ,
    ]


def test_a_page_for_every_actor_and_source(tmp_path: Path) -> None:
    """Actors and sources have pages of their own below that of their kind, in the editors' order."""
    sections = {section.page.path: section for section in plan(briefings.read(tmp_path)).sections}
    below = sections[addresses.ACTORS].below
    assert [(page.path, page.title, page.record) for page in below] == [
        ("actors/harbour-master.md", "The harbour master", "harbour-master"),
        ("actors/sailor.md", "A sailor", "sailor"),
    ]
    assert [page.path for page in sections[addresses.SOURCES].below] == ["sources/gazette.md"]
    assert sections[addresses.TIMELINE].below == ()


def test_every_record_is_on_a_page_of_the_plan() -> None:
    """Wherever a link to a record leads, there is a page, and no page is there twice."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    pages = all_pages(plan(briefing).sections)
    paths = [page.path for page in pages]
    assert len(set(paths)) == len(paths)
    assert {address.page for address in plan(briefing).addresses.values()} <= set(paths)


def timeline(whole: int, most: int) -> list[Kind]:
    """The kinds of record, with up to so many events on one timeline, or of more so many on each page."""
    return [
        replace(kind, pages=replace(kind.pages, whole=whole, most=most)) if kind.name == "event" else kind
        for kind in KINDS
    ]


def events(*dates: str) -> str:
    """A file of events, `e1`, `e2`, …, on some dates; an empty one is not known."""
    return "".join(
        f"e{number}: {{title: Event {number}, kind: other, account: [{{note: x}}]"
        + (f", date: {date}" if date else "")
        + "}\n"
        for number, date in enumerate(dates, 1)
    )


def test_a_timeline_that_is_too_long_is_an_index_of_periods(tmp_path: Path) -> None:
    """Beyond a size, the timeline has a page for each period, in the order of the events."""
    dates = ["2023-05-01", "2024-01-05", "2024-02-01", "2024-03-02", "2024-07-01", ""]
    files = {**WITHOUT_EVENTS, "content/events.yml": events(*dates)}
    planned = plan(briefings.read(tmp_path, files), kinds=timeline(5, 2))
    section = planned.sections[1]
    assert (section.page.path, section.page.title, section.page.records) == (
        addresses.TIMELINE,
        "Timeline",
        (),
    )
    assert [(page.path, page.title, page.records) for page in section.below] == [
        ("timeline/2023.md", "Timeline: 2023", ("e1",)),
        ("timeline/2024-01.md", "Timeline: January 2024", ("e2",)),
        ("timeline/2024-02.md", "Timeline: February 2024", ("e3",)),
        ("timeline/2024-03.md", "Timeline: March 2024", ("e4",)),
        ("timeline/2024-q3.md", "Timeline: July 2024 to September 2024", ("e5",)),
        ("timeline/undated.md", "Timeline: Neither day nor order known", ("e6",)),
    ]
    assert planned.addresses["e5"] == addresses.Address("timeline/2024-q3.md", "e5")
    contents = planned.contents[addresses.TIMELINE]
    assert [(group.title, group.anchor, [line.title for line in group.lines]) for group in contents] == [
        ("2023", "_2023", ["All year"]),
        ("2024", "_2024", ["January", "February", "March", "July to September"]),
        ("Neither day nor order known", "_undated", ["Neither day nor order known"]),
    ]


def test_up_to_a_size_the_timeline_is_one_page(tmp_path: Path) -> None:
    """What can be read on one page is not taken apart."""
    files = {**WITHOUT_EVENTS, "content/events.yml": events(*["2024-01-05"] * 5)}
    planned = plan(briefings.read(tmp_path, files), kinds=timeline(5, 2))
    assert planned.pages[addresses.TIMELINE].records == ("e1", "e2", "e3", "e4", "e5")
    assert planned.contents == {}


def test_a_month_that_is_too_long_is_in_parts(tmp_path: Path) -> None:
    """The first part goes by the month's own name, so that links to it last."""
    files = {**WITHOUT_EVENTS, "content/events.yml": events(*["2024-01-05"] * 3)}
    below = plan(briefings.read(tmp_path, files), kinds=timeline(1, 2)).sections[1].below
    assert [(page.path, page.label, page.records) for page in below] == [
        ("timeline/2024-01.md", "January 2024, part 1", ("e1", "e2")),
        ("timeline/2024-01-2.md", "January 2024, part 2", ("e3",)),
    ]


def test_an_event_whose_beginning_is_open_stands_with_the_first(tmp_path: Path) -> None:
    """There is no page for the beginning of time; where no beginning is known, the end counts."""
    files = {**WITHOUT_EVENTS, "content/events.yml": events("../2024-03", "2024-01-05")}
    assert "timeline/2000-2099.md" in plan(briefings.read(tmp_path / "a", files), kinds=timeline(1, 2)).pages
    files = {**WITHOUT_EVENTS, "content/events.yml": events("../1999-03", "../1998")}
    assert "timeline/1900-1999.md" in plan(briefings.read(tmp_path / "b", files), kinds=timeline(1, 2)).pages


def test_periods_in_the_language_of_the_briefing(tmp_path: Path) -> None:
    """Titles of periods are in the words and digits of the language, their addresses in Latin ones."""
    overview = "title: T\nlanguage: fa\nbottom_line: [{text: x}]\n"
    dates = ["2024-01-05", "2024-02-01", "2024-02-02", "2024-02-03", "2025-05-01", ""]
    files = {**WITHOUT_EVENTS, "content/events.yml": events(*dates), "content/briefing.yml": overview}
    planned = plan(briefings.read(tmp_path, files), kinds=timeline(1, 2))
    assert [(page.path, page.title) for page in planned.sections[1].below] == [
        ("timeline/2024-01.md", "گاه‌شمار: ژانویه ۲۰۲۴"),
        ("timeline/2024-02.md", "گاه‌شمار: فوریه ۲۰۲۴، بخش ۱"),
        ("timeline/2024-02-2.md", "گاه‌شمار: فوریه ۲۰۲۴، بخش ۲"),
        ("timeline/2025.md", "گاه‌شمار: ۲۰۲۵"),
        ("timeline/undated.md", "گاه‌شمار: روز و ترتیب نامعلوم"),
    ]
    assert [line.title for line in planned.contents[addresses.TIMELINE][0].lines] == ["ژانویه", "فوریه"]


def test_records_of_other_kinds_stand_in_numbered_parts() -> None:
    """Each part holds so many, in the editors' order, and all have the section's template."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    planned = plan(briefing, kinds=briefings.kinds(dispute=2))
    section = next(section for section in planned.sections if section.page.path == addresses.DISPUTES)
    assert [page.path for page in section.below][:2] == ["disputes/1.md", "disputes/2.md"]
    assert [page.title for page in section.below][:1] == ["Disputed claims: part 1"]
    assert [record for page in section.below for record in page.records] == list(briefing.disputes)
    assert {page.template for page in section.below} == {"disputes"}


def test_actors_are_in_parts_by_kind() -> None:
    """Of many actors, the index leads to those of a kind; each has its own page all the same."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    planned = plan(briefing, kinds=briefings.kinds(actor=1))
    actors = briefing.actors
    lists = [page for page in planned.pages.values() if page.path.startswith("actors/list/")]
    assert {record for page in lists for record in page.records} == set(actors)
    for page in lists:
        for actor in page.records:
            assert page.path.startswith(f"actors/list/{actors[actor].kind}")
    assert {f"actors/{actor}.md" for actor in actors} <= set(planned.pages)


@pytest.mark.parametrize("most", [1, 2, 3, 1000])
def test_every_record_is_shown_once(most: int) -> None:
    """However small the pages are, each record stands on just one, where its address leads."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    planned = plan(briefing, kinds=briefings.small_kinds(most))
    shown = [record for page in planned.pages.values() for record in page.records if record != OVERVIEW]
    assert sorted(shown) == sorted(briefing.records)
    for path, page in planned.pages.items():
        assert len(page.records) <= most
        for record in page.records:
            if record != OVERVIEW and not addresses.own_page(type(briefing.records[record]), record):
                assert planned.addresses[record] == (path, record)
    assert all(addresses.may_be_made(addresses.shown_at(path)) for path in planned.pages)


def test_small_briefings_are_not_in_parts() -> None:
    """No page of a small briefing is taken apart."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    assert plan(briefing).contents == {}


def test_an_order_that_runs_in_a_circle(tmp_path: Path) -> None:
    """The plan does without it; a rule tells of it."""
    event = "{}: {{title: A, kind: other, after: [{}], account: [{{note: x}}]}}\n"
    text = event.format("a", "b") + event.format("b", "a")
    planned = plan(briefings.read(tmp_path, {**WITHOUT_EVENTS, "content/events.yml": text}))
    assert planned.pages[addresses.TIMELINE].records == ("a", "b")


def test_every_page_has_a_template() -> None:
    """Each template that a plan names is there, and each that is there is named."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    named = {f"{page.template}.md.jinja" for page in all_pages(plan(briefing).sections)}
    assert named == {file.name for file in TEMPLATES.glob("[!_]*.md.jinja")}


def test_the_yaml_behind_a_page(tmp_path: Path) -> None:
    """A page leads to the file of its records, the page of one record to its line."""
    pages = by_path(plan(briefings.read(tmp_path)).sections)
    assert pages[addresses.FRONT].edit_uri == "content/briefing.yml"
    assert pages[addresses.TIMELINE].edit_uri == "content/events.yml"
    assert pages["actors/sailor.md"].edit_uri == "content/actors.yml#L2"


def test_the_yaml_behind_a_page_in_several_files(tmp_path: Path) -> None:
    """Where its records stand in several files, a page leads to their folder."""
    event = "{}: {{title: A, kind: other, account: [{{note: x}}]}}\n"
    files = {"content/events/a.yml": event.format("a"), "content/events/b.yml": event.format("b")}
    briefing = briefings.read(tmp_path, {**files, "content/events.yml": None, **WITHOUT_EVENTS})
    assert by_path(plan(briefing).sections)[addresses.TIMELINE].edit_uri == "content/events"


WITHOUT_EVENTS = {
    "content/briefing.yml": "title: T\nbottom_line: [{text: x}]\n",
    "content/disputes.yml": None,
}
