"""Where everything is: pages, anchors and the links between them."""

import posixpath
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.facts.briefing import OVERVIEW
from builder.facts.loading import load
from builder.model import base, records
from builder.model.kinds import FOLDERS
from builder.pages.addresses import (
    ACTORS,
    FRONT,
    HOW_TO_READ,
    SOURCES,
    TIMELINE,
    Address,
    anchor_of_part,
    anchor_of_passage,
    anchor_of_unchecked,
    from_root,
    of_part,
    of_passage,
    of_unchecked,
    own_page,
)
from builder.pages.plan import plan

RIVER_DAM = Path(__file__).parents[1] / "content" / "river-dam"

IDS = st.lists(st.text("ab1", min_size=1, max_size=3), min_size=1, max_size=3).map("-".join)
STEPS = st.sampled_from(["account", "cites", "key_points", "rests_on", "bottom_line"])
PATHS = st.lists(st.tuples(STEPS, st.integers(0, 30)), min_size=1, max_size=2).map(
    lambda steps: tuple(step for pair in steps for step in pair)
)
FIXED = [FRONT, TIMELINE, ACTORS, SOURCES, HOW_TO_READ]
PAGES = (
    st.sampled_from(FIXED)
    | IDS.map(partial(own_page, records.Actor))
    | IDS.map(partial(own_page, records.Source))
)
ADDRESSES = st.builds(Address, PAGES, st.just("") | IDS)


@given(PAGES, ADDRESSES)
def test_a_link_leads_where_it_should(page: str, address: Address) -> None:
    """From whichever page, the relative link to an address resolves to just that address."""
    target = urljoin(f"https://x.org/{page}", address.seen_from(page))
    assert target == f"https://x.org/{address.page}" + (f"#{address.anchor}" if address.anchor else "")


@given(PAGES, ADDRESSES)
def test_a_link_as_browsers_see_it(page: str, address: Address) -> None:
    """The same holds for pages as they are published, as files or as folders."""
    for folders in (False, True):
        at, to = (published(path, folders=folders) for path in (page, address.page))
        target = urljoin(f"https://x.org/{at}", address.published(page, folders=folders))
        assert target == f"https://x.org/{to}" + (f"#{address.anchor}" if address.anchor else "")


def published(page: str, *, folders: bool) -> str:
    """Where MkDocs publishes a page."""
    stem = page.removesuffix(".md")
    if not folders:
        return f"{stem}.html"
    return f"{stem.removesuffix('index')}" if posixpath.basename(stem) == "index" else f"{stem}/"


def test_links_within_a_page() -> None:
    """A link to an anchor of its own page needs no page."""
    assert Address(TIMELINE, "raid").seen_from(TIMELINE) == "#raid"
    assert Address("sources/a.md", "_at-3").seen_from(TIMELINE) == "sources/a.md#_at-3"
    assert Address(FRONT).seen_from("sources/a.md") == "../index.md"
    assert Address("sources/a.md").seen_from("sources/a.md") == "a.md"


@given(
    st.lists(st.tuples(IDS | st.just(""), PATHS), unique=True), st.lists(st.integers(0, 10_000), unique=True)
)
def test_anchors_are_unique(parts: list[tuple[str, base.Path]], starts: list[int]) -> None:
    """No two parts of records and no two passages share an anchor, and none has that of a record."""
    anchors = [anchor_of_part(record, path) for record, path in parts]
    anchors += [anchor_of_unchecked(record, path) for record, path in parts]
    anchors += [anchor_of_passage(start) for start in starts]
    assert len(set(anchors)) == len(anchors)
    assert not any(base.ID_PATTERN.fullmatch(anchor) for anchor in anchors)


def test_everything_in_a_real_briefing_has_its_own_address() -> None:
    """Every record of the river dam, and every part of one, is shown in one place that nothing else has."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    addresses = plan(briefing).addresses
    found = [
        of_part(addresses, owner, path)
        for owner, model in briefing.owners.items()
        for path, _ in base.parts(model)
    ]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(("page", "folder"), [("a/b.md", "a/b/"), ("a/index.md", "a/"), ("index.md", "")])
def test_from_the_root(page: str, folder: str) -> None:
    """A page's address as a path from the site's root, as a folder or as a file."""
    assert from_root(page, folders=True) == folder
    assert from_root(page, folders=False) == page.replace(".md", ".html")


def test_addresses(tmp_path: Path) -> None:
    """Actors and sources have pages; all else has an anchor, its id, on the page of its kind."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    addresses = plan(briefing).addresses
    assert addresses["kettmark"] == Address("actors/kettmark.md")
    assert addresses["celmar-courier"] == Address("sources/celmar-courier.md")
    assert addresses["dam-completed"] == Address("timeline.md", "dam-completed")
    part = of_part(addresses, "dam-completed", ("account", 0))
    assert part == Address("timeline.md", "dam-completed_account-1")
    assert of_part(addresses, OVERVIEW, ("key_points", 2)) == Address("index.md", "_key-points-3")
    assert of_passage("celmar-courier", 310) == Address("sources/celmar-courier.md", "_at-310")
    unchecked = of_unchecked("celmar-courier", "raid", ("account", 0, "cites", 1))
    assert unchecked == Address("sources/celmar-courier.md", "_cited-by-raid_account-1-cites-2")


def test_every_kind_has_an_address() -> None:
    """No kind of record is without a page."""
    briefing, _ = load(RIVER_DAM)
    assert briefing
    shown = {type(briefing.records[record]) for record in plan(briefing).addresses if record != OVERVIEW}
    assert shown == set(FOLDERS.values())
