"""Built sites in a browser, served over loopback in a folder of the host, as GitHub Pages serves them."""

from collections.abc import Callable, Iterator
from http import HTTPStatus

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.site.conftest import REPOSITORY
from tests.site.hosting import Reader
from tests.site.reading import BASE

pytestmark = pytest.mark.browser

DESK = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=320, height=640)

# The least contrast between a text and what it stands on, of all texts of a page that are shown; with
# the colours, so that a failure says where to look.
LEAST_CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = (top, below) => below.map((part, i) => top[i] * top[3] / 255 + part * (1 - top[3] / 255));
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => part / 255).map(
      (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    const own = rgba(getComputedStyle(element).backgroundColor);
    const below = element.parentElement ? ground(element.parentElement) : [255, 255, 255];
    return over(own, below);
  };
  let least = [21, ""];
  for (const element of document.querySelectorAll("body *")) {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
    if (!text.length || !element.checkVisibility() || element.closest("svg, .skip-link")) continue;
    const below = ground(element);
    const ink = over(rgba(getComputedStyle(element).color), below);
    const [high, low] = [light(ink), light(below)].sort((a, b) => b - a);
    const contrast = (high + 0.05) / (low + 0.05);
    const where = `${element.tagName} .${element.className}: ${text[0].data.trim()}`;
    if (contrast < least[0]) least = [contrast, where];
  }
  return least;
}"""


@pytest.fixture(scope="module")
def browser_page(browser: Browser) -> Iterator[Page]:
    """One page for all tests."""
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def shared_reader(browser_page: Page) -> Reader:
    """The page with its memory."""
    return Reader(browser_page)


@pytest.fixture
def reader(shared_reader: Reader) -> Iterator[Reader]:
    """The page as new; at the end of each test it must have met nothing that it should not."""
    shared_reader.met.clear()
    yield shared_reader
    shared_reader.page.set_viewport_size(DESK)
    shared_reader.page.emulate_media(color_scheme="light")
    assert shared_reader.met == []


@pytest.fixture
def river_dam(reader: Reader, hosts: Callable[[str], str]) -> Reader:
    """A reader of the briefing that holds every kind of record."""
    reader.host = hosts("river-dam")
    return reader


def test_the_skip_link(river_dam: Reader) -> None:
    """The first thing that the keyboard reaches leads past the navigation."""
    page = river_dam.page
    river_dam.open("timeline/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    main = page.locator("main")
    expect(main).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("name", ["river-dam", REPOSITORY])
def test_from_a_statement_to_its_passage_and_back(
    name: str, reader: Reader, hosts: Callable[[str], str]
) -> None:
    """A mark leads to the passage, which is highlighted; a link there leads back to the very statement."""
    reader.host = hosts(name)
    page = reader.page
    reader.open("timeline/")
    statement = page.locator(".statement").nth(1)
    anchor = statement.get_attribute("id")
    statement.locator("a.cite").first.click()
    page.wait_for_url("**/sources/**#_at-*")
    target = page.locator(":target")
    expect(target).to_be_in_viewport()
    passage = page.locator(".passage:target, .passage:has(:target)")
    expect(passage).to_be_in_viewport()
    lit = passage.evaluate("element => getComputedStyle(element).backgroundColor")
    other = page.locator("main p.meta").first.evaluate("element => getComputedStyle(element).backgroundColor")
    assert lit != other
    page.locator(f"main a[href$='timeline/#{anchor}']").first.click()
    page.wait_for_url(f"**/timeline/#{anchor}")
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    assert page.evaluate("document.querySelector(':target').id") == anchor


@pytest.mark.parametrize("path", ["", "timeline/", "disputes/", "views/", "sources/observer-report/"])
def test_colours_by_day_and_by_night(path: str, river_dam: Reader) -> None:
    """Dark is another ground than light, and in both every text stands out from what it stands on."""
    page = river_dam.page
    grounds = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        river_dam.open(path)
        grounds.add(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        contrast, where = page.evaluate(LEAST_CONTRAST)
        assert contrast >= 4.5, f"{contrast:.2f} in {scheme}: {where}"
    assert len(grounds) == 2


@pytest.mark.parametrize("path", ["nowhere/", "actors/nobody", "a/b/c/d.html"])
def test_what_is_not_found(path: str, river_dam: Reader) -> None:
    """At any depth below the site's folder, the page for it has its styles and leads to the front page."""
    page = river_dam.page
    assert river_dam.open(path) == HTTPStatus.NOT_FOUND
    # The browser says so itself, of the page as a whole.
    assert [message for message in river_dam.met if "404" not in message] == []
    river_dam.met.clear()
    assert page.locator("body").evaluate("element => getComputedStyle(element).display") == "flex"
    page.locator("main a").first.click()
    page.wait_for_url(f"**{BASE}")
    expect(page.locator("h1")).to_be_visible()


def test_names_and_texts_are_not_run(reader: Reader, hosts: Callable[[str], str]) -> None:
    """Scripts in a title, a name, a text, a quote or a source are read, not run."""
    reader.host = hosts("literal-text")
    page = reader.page
    for path in ("", "timeline/", "sources/markup/", "actors/bold/"):
        reader.open(path)
        foreign = page.locator("main script, main img, main iframe, main [onerror]")
        assert foreign.count() == 0, path
    reader.open("timeline/#html")
    expect(page.locator("#html")).to_have_text('</h2><script>alert("event")</script><h2 id="x">')


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_marks_of_the_map_stand_over_its_shapes(river_dam: Reader, size: ViewportSize) -> None:
    """The layer of marks and names covers the layer of shapes, whatever the style sheets before it say."""
    river_dam.page.set_viewport_size(size)
    river_dam.open("places/")
    shapes, marks = (river_dam.page.locator(f".map-{layer}").first for layer in ("shapes", "marks"))
    below, above = shapes.bounding_box(), marks.bounding_box()
    assert below
    assert above
    for edge in ("x", "y", "width", "height"):
        assert above[edge] == pytest.approx(below[edge], abs=2)
