"""A reader without a mouse: everything can be reached in order, seen to be reached, and used."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.site.hosting import Reader
from tests.site.reading import BASE

pytestmark = pytest.mark.browser

DESK = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)

# Notes, in the order of the page, everything that can be used; and of each how it looks, so that it can be
# told whether it looks otherwise once it has the focus. Drawings show it by what is in them.
WATCH = """() => {
  const usable = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";
  const seen = (element) => element.checkVisibility({visibilityProperty: true});
  const kinds = ["outline", "boxShadow", "borderColor", "background", "textDecoration", "stroke", "clipPath"];
  const look = (element) => [element, ...element.querySelectorAll("*")].map((each) => {
    const style = getComputedStyle(each);
    return kinds.map((kind) => style[kind]).join();
  }).join();
  const name = (element) =>
    `${element.tagName}.${element.getAttribute("class")} ${element.textContent.trim().slice(0, 40)}`;
  const all = [...document.querySelectorAll(usable)].filter(seen);
  const before = all.map(look);
  window.reached = [];
  window.faults = [];
  document.addEventListener("focusin", ({target}) => {
    const number = all.indexOf(target);
    reached.push(number);
    if (number < 0) return void faults.push(`${name(target)} is no control`);
    if (look(target) === before[number]) faults.push(`${name(target)} does not show that it has the focus`);
    const box = target.getBoundingClientRect();
    if (box.bottom <= 0 || box.top >= innerHeight) faults.push(`${name(target)} is out of sight`);
  });
  return all.map(name);
}"""


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """One page of the browser for all tests, with leave to copy."""
    permissions = ["clipboard-read", "clipboard-write"]
    context = browser.new_context(viewport=DESK, reduced_motion="reduce", permissions=permissions)
    yield context.new_page()
    context.close()


@pytest.fixture
def reader(window: Page, hosts: Callable[[str], str]) -> Iterator[Reader]:
    """A reader of the briefing that holds every kind of record."""
    window.set_viewport_size(DESK)
    reader = Reader(window, hosts("river-dam"))
    yield reader
    assert reader.met == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", ["", "actors/", "disputes/", "sources/observer-report/"])
def test_everything_is_reached_in_order_and_shows_it(path: str, size: ViewportSize, reader: Reader) -> None:
    """From the first thing to the last with Tab alone, in the order of the page; nothing holds the focus."""
    page = reader.page
    page.set_viewport_size(size)
    reader.open(path)
    names: list[str] = page.evaluate(WATCH)
    assert len(names) > 20
    for _ in names:
        page.keyboard.press("Tab")
    reached: Any = page.evaluate("reached")
    assert page.evaluate("faults") == []
    assert [names[number] for number in reached] == names


def test_a_lost_focus_would_be_noticed(reader: Reader) -> None:
    """Were there no outline, nothing would show where the keyboard is."""
    page = reader.page
    reader.open("about/")
    page.evaluate("""() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(":focus-visible { outline: none !important; text-decoration: none !important }");
      document.adoptedStyleSheets = [sheet];
    }""")
    page.evaluate(WATCH)
    for _ in range(3):
        page.keyboard.press("Tab")
    # The link that skips the navigation shows itself; the title and the button of the search do not.
    assert len(page.evaluate("faults")) == 2


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("", ".map-mark"),
        ("", ".strip-mark:visible"),
        ("", ".key-point a"),
        ("actors/", ".actor > a"),
        ("actors/iluna-vasek/", ".breadcrumb a"),
        ("disputes/", ".content .cite"),
        ("timeline/", ".toc a"),
        ("timeline/", ".pager .next"),
    ],
)
def test_enter_follows_a_link(path: str, link: str, reader: Reader) -> None:
    """Also in a drawing: what the link names is then in the window."""
    page = reader.page
    reader.open(path)
    control = page.locator(link).first
    href = control.evaluate("link => new URL(link.getAttribute('href'), document.baseURI).href")
    control.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(href)
    if "#" in href:
        expect(page.locator(":target")).to_be_in_viewport()


def test_a_name_in_focus_singles_out_its_lines(reader: Reader) -> None:
    """In the network of actors, as under the pointer: what has nothing to do with it is dimmed."""
    page = reader.page
    reader.open("actors/")
    opacities = "lines => lines.map((line) => getComputedStyle(line).opacity)"
    lines = page.locator(".network .line")
    assert set(lines.evaluate_all(opacities)) == {"1"}
    page.locator(".actor > a").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert len(set(lines.evaluate_all(opacities))) == 2


def test_contents_and_tables_unfold(reader: Reader) -> None:
    """What is folded opens with Enter and closes with the space bar."""
    page = reader.page
    page.set_viewport_size(PHONE)
    for path, name in (("timeline/", ".toc"), ("actors/", ".network")):
        reader.open(path)
        fold = page.locator(f"{name} summary")
        inside = page.locator(f"{name} details a").first
        expect(inside).to_be_hidden()
        fold.focus()
        page.keyboard.press("Enter")
        expect(inside).to_be_visible()
        page.keyboard.press("Space")
        expect(inside).to_be_hidden()


def test_enter_copies_the_address_of_a_heading(reader: Reader) -> None:
    """And says so where programs that read aloud hear it."""
    page = reader.page
    reader.open("timeline/")
    page.locator(".content h2 .self").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.url.startswith(f"{reader.host}{BASE}timeline/#")


# The longest that anything on a page takes to change, in seconds; what comes before and after elements, too.
SLOWEST = """() => Math.max(...[...document.querySelectorAll("*")].flatMap((element) =>
  [null, "::before", "::after"].flatMap((part) => {
    const style = getComputedStyle(element, part);
    return `${style.transitionDuration}, ${style.animationName === "none" ? "0s" : style.animationDuration}`
      .split(", ").map(parseFloat);
  })))"""


def test_nothing_moves_for_those_who_asked_for_less(reader: Reader) -> None:
    """Where less motion is asked for there is none, not even under the pointer; else there is a little."""
    page = reader.page
    reader.open("actors/")
    page.locator(".content .cite:visible").first.hover()
    assert page.evaluate(SLOWEST) == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.emulate_media(reduced_motion="no-preference")
    assert 0 < page.evaluate(SLOWEST) <= 0.2
    page.emulate_media(reduced_motion="reduce")
