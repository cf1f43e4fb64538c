"""Every page in a browser, wide and narrow, light and dark: nobody is kept out, nothing else is asked."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.site.conftest import REPOSITORY, SITES
from tests.site.hosting import Reader
from tests.site.reading import Site

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "axe"

DESK = ViewportSize(width=1440, height=900)
HAND = ViewportSize(width=390, height=844)
# The narrowest window that has to be enough (WCAG 2.2, 1.4.10), and one of 1280 px at 200 %.
NARROW = (ViewportSize(width=320, height=640), ViewportSize(width=640, height=400))

# The briefings whose every page is checked; of actors, of sources … so many pages in both widths and colours,
# the others, which have the same parts, in one.
WHOLE = (REPOSITORY, "river-dam")
ALIKE = 2

# Widths with the colours that a page is looked at in: in all, in each of both once, or in one.
Looks = tuple[tuple[ViewportSize, Literal["light", "dark"]], ...]
ALL: Looks = ((DESK, "light"), (DESK, "dark"), (HAND, "light"), (HAND, "dark"))
EACH: Looks = ((DESK, "dark"), (HAND, "light"))
ONE: Looks = ((HAND, "light"),)

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
# All that a change of colours can change.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

# What breaks a rule, each with the elements that do and why.
BREACHES = """async (rules) => {
  const {violations} = await axe.run(document, {runOnly: rules, resultTypes: ["violations"], preload: false});
  return violations.flatMap(({id, nodes}) =>
    nodes.map(({target, failureSummary}) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}"""


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Reader]:
    """A page that has the checks of accessibility at hand wherever it goes."""
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    context.add_init_script(path=AXE / "axe.min.js")
    yield Reader(context.new_page())
    context.close()


def breaches(reader: Reader, looks: Looks = ALL) -> list[str]:
    """What is in somebody’s way on the page that is open. Colours are judged in every look, all else in
    every width."""
    found = []
    widths = set[int]()
    for size, scheme in looks:
        reader.page.set_viewport_size(size)
        reader.page.emulate_media(color_scheme=scheme)
        rules = COLOURS if size["width"] in widths else EVERYTHING
        widths.add(size["width"])
        said: list[str] = reader.page.evaluate(BREACHES, rules)
        found += [f"{size['width']} px, {scheme}: {each}" for each in said]
    reader.page.emulate_media(color_scheme="light")
    return found


def too_wide(reader: Reader) -> list[str]:
    """The narrow windows in which the page that is open would have to be scrolled sideways."""
    found = []
    for size in NARROW:
        reader.page.set_viewport_size(size)
        width: Any = reader.page.evaluate("document.scrollingElement.scrollWidth")
        if width > size["width"]:
            found.append(f"{width} px wide in a window of {size['width']}")
    return found


@pytest.mark.parametrize("name", SITES)
def test_every_page_is_for_everybody(
    name: str, reader: Reader, hosts: Callable[[str], str], built: Callable[[str], Site]
) -> None:
    """No page breaks a rule of WCAG 2.2 AA or of good practice, scrolls sideways, complains in the console,
    or asks another host for anything.

    Of the briefings that try the limits of single things, the first pages of a folder stand for the others
    where accessibility is concerned, in one width and colour.
    """
    reader.host = hosts(name)
    reader.met.clear()
    found = []
    folders = Counter[str]()
    for path in built(name).pages:
        reader.page.set_viewport_size(DESK)
        missing = path == "404.html"
        status = reader.open("no/such/page/" if missing else path.removesuffix("index.html"))
        assert status == (HTTPStatus.NOT_FOUND if missing else HTTPStatus.OK), path
        assert reader.page.locator("h1").is_visible(), path
        folder = path.removesuffix("/index.html").rpartition("/")[0]
        folders[folder] += 1
        first = not folder or folders[folder] <= ALIKE
        if first or name in WHOLE:
            looks = ONE if name not in WHOLE or not first else ALL if name == REPOSITORY else EACH
            found += [f"{path}: {each}" for each in breaches(reader, looks)]
        found += [f"{path}: {each}" for each in too_wide(reader)]
    # The browser itself says that there is no such page.
    met = [each for each in reader.met if "no/such/page/" not in each]
    assert [*found, *met] == []


def test_the_search_is_for_everybody(reader: Reader, hosts: Callable[[str], str]) -> None:
    """So is the search, open and with results."""
    reader.host = hosts("river-dam")
    reader.page.set_viewport_size(DESK)
    reader.open("")
    reader.page.get_by_role("button", name="Search").click()
    reader.page.get_by_role("combobox").fill("dam")
    expect(reader.page.get_by_role("option").first).to_be_visible()
    assert breaches(reader) == []


def test_the_checks_find_something(reader: Reader, hosts: Callable[[str], str]) -> None:
    """Neither check would pass whatever the page: each finds a fault that is put there."""
    reader.host = hosts("river-dam")
    reader.open("about/")
    assert breaches(reader) == too_wide(reader) == []
    reader.page.evaluate("""() => {
      const image = document.createElement("img");
      image.src = "data:,";
      document.querySelector("main").append(image);
      document.querySelector("h1").style.color = "light-dark(#fff, #000)";
      document.querySelector("h1").style.inlineSize = "100rem";
    }""")
    assert {re.sub(r".*?: ([\w-]+): .*", r"\1", each, flags=re.DOTALL) for each in breaches(reader)} == {
        "image-alt",
        "color-contrast",
    }
    assert len(too_wide(reader)) == len(NARROW)


def test_axe_is_what_is_listed() -> None:
    """The checks are those of the listed version, with their licence beside them."""
    listed = (AXE / "VENDORED.md").read_text(encoding="utf-8")
    files = dict(re.findall(r"^\| `([^`]+)` .*\| `(\w{64})` \|$", listed, flags=re.MULTILINE))
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in AXE.iterdir()}
    assert files == {name: digest for name, digest in found.items() if name != "VENDORED.md"}
