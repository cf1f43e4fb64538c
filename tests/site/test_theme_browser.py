"""The theme in a browser: cards with quotes, colours that are remembered, links of headings, print."""

import re
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.site.conftest import ROOT
from tests.site.reading import BASE, HOST, Site

pytestmark = pytest.mark.browser

CSS = ROOT / "templates" / "theme" / "css"
DESK = ViewportSize(width=1440, height=900)
TABLET = ViewportSize(width=768, height=900)
PHONE = ViewportSize(width=320, height=640)

LONG_QUOTE = "“" + "The gauge at the lower bridge was read three times that night. " * 4 + "”"

# The box of the card at the mark in focus. A pseudo-element gives no box of its own: its place is asked
# of the elements under a grid of points, all of which are the mark where the card lies.
CARD = """() => {
  const mark = document.activeElement;
  const own = mark.getBoundingClientRect();
  const style = getComputedStyle(mark, "::after");
  const points = [];
  for (let x = 1; x < innerWidth; x += 8) for (let y = 1; y < innerHeight; y += 24) {
    const outside = x < own.left - 8 || x > own.right + 8 || y < own.top - 12 || y > own.bottom + 12;
    if (outside && document.elementFromPoint(x, y) === mark) points.push([x, y]);
  }
  if (!points.length) return null;
  const xs = points.map((point) => point[0]), ys = points.map((point) => point[1]);
  return {
    left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys),
    width: parseFloat(style.width), height: parseFloat(style.height),
    mark: {left: own.left, right: own.right, top: own.top, bottom: own.bottom},
  };
}"""

SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value)))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(sum), 300);
})"""


class Opened:
    """A window of a browser, in which pages of a built site are opened one after the other."""

    def __init__(self, window: Page, site: Site, host: str) -> None:
        self.window = window
        self.site = site
        self.host = host

    def page(self, path: str, size: ViewportSize = DESK, *, dark: bool = False) -> Page:
        """A page of the site, opened anew."""
        self.window.set_viewport_size(size)
        scheme: Literal["dark", "light"] = "dark" if dark else "light"
        self.window.emulate_media(media="screen", color_scheme=scheme, forced_colors="none")
        self.window.goto(f"{self.host}{BASE}{path}")
        return self.window


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """One window for all tests, with leave to copy."""
    permissions = ["clipboard-read", "clipboard-write"]
    context = browser.new_context(viewport=DESK, permissions=permissions, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def dam(window: Page, built: Callable[[str], Site], hosts: Callable[[str], str]) -> Opened:
    """The briefing that holds every kind of record."""
    return Opened(window, built("river-dam"), hosts("river-dam"))


def focus_by_keyboard(page: Page, number: int) -> None:
    """Bring the keyboard's focus to one of the citation marks."""
    mark = page.locator(".cite").nth(number)
    mark.evaluate("(mark, quote) => (mark.dataset.quote = quote)", LONG_QUOTE)
    mark.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(mark).to_be_focused()


@pytest.mark.parametrize("size", [DESK, TABLET, PHONE], ids=["desk", "tablet", "phone"])
def test_a_mark_in_focus_shows_its_quote(size: ViewportSize, dam: Opened) -> None:
    """The whole card is in the window, at every mark, and makes nothing wider."""
    for path in ("timeline/", "disputes/"):
        page = dam.page(path, size)
        last = page.locator(".cite").count() - 1
        for number in (0, last):
            focus_by_keyboard(page, number)
            card = page.evaluate(CARD)
            assert card, f"{path}: no card at mark {number}"
            assert card["left"] >= 0
            assert card["right"] <= size["width"]
            assert card["right"] - card["left"] >= card["width"] - 16
            assert page.evaluate("document.scrollingElement.scrollWidth") <= size["width"]


def test_the_pointer_reaches_the_card(dam: Opened) -> None:
    """The card stays while the pointer moves from the mark on to it, and goes with Escape."""
    page = dam.page("timeline/")
    focus_by_keyboard(page, 1)
    card = page.evaluate(CARD)
    page.evaluate("document.activeElement.blur()")
    mark = page.locator(".cite").nth(1)
    shown = "mark => getComputedStyle(mark, '::after').content"
    assert mark.evaluate(shown) == "none"
    mark.hover()
    assert "gauge" in mark.evaluate(shown)
    # Straight to the middle of the card, in small steps, as a hand does.
    x = min(max((card["mark"]["left"] + card["mark"]["right"]) / 2, card["left"] + 8), card["right"] - 8)
    page.mouse.move(x, (card["top"] + card["bottom"]) / 2, steps=20)
    assert "gauge" in mark.evaluate(shown)
    page.keyboard.press("Escape")
    assert mark.evaluate(shown) == "none"


def test_quotes_need_no_script(browser: Browser, dam: Opened) -> None:
    """Where no scripts run, cards come by the style alone; the button for the colours is not shown."""
    with browser.new_context(viewport=DESK, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{dam.host}{BASE}timeline/")
        expect(page.locator(".scheme")).to_be_hidden()
        expect(page.locator(".self")).to_have_count(0)
    rules = (dam.site.folder / "css" / "site.css").read_text(encoding="utf-8")
    assert "content: attr(data-quote)" in rules


def test_the_button_for_dark_colours(dam: Opened) -> None:
    """It turns the colours, says so, is remembered from the first paint on, and forgets what goes anyway."""
    page = dam.page("")
    button = page.get_by_role("button", name="Dark colours")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    expect(button).to_have_attribute("aria-pressed", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    dark = page.evaluate(ground)
    assert dark != light

    page.goto(f"{dam.host}{BASE}timeline/", wait_until="commit")
    page.wait_for_selector("body", state="attached")
    assert page.evaluate(ground) == dark
    expect(button).to_have_attribute("aria-pressed", "true")

    button.click()
    assert page.evaluate(ground) == light
    assert page.evaluate("localStorage.length") == 0
    page.emulate_media(color_scheme="dark")
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(ground) == dark


def test_a_heading_copies_its_address(dam: Opened) -> None:
    """A heading is a link to itself with no other name than its own; a click copies its address."""
    page = dam.page("timeline/")
    heading = page.locator(".content h2[id]").first
    name = heading.inner_text()
    link = page.get_by_role("heading", name=name, exact=True).get_by_role("link", name=name, exact=True)
    link.click()
    anchor = heading.get_attribute("id")
    assert page.url == f"{dam.host}{BASE}timeline/#{anchor}"
    expect(page.get_by_role("status").filter(has_text="copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_moves_while_a_page_loads(size: ViewportSize, dam: Opened) -> None:
    """No layout shift: not by fonts, not by scripts, which are all fetched again for each page."""
    network = dam.window.context.new_cdp_session(dam.window)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    for path in ("", "timeline/", "disputes/", "sources/observer-report/", "actors/"):
        assert dam.page(path, size).evaluate(SHIFT) == 0, path
    network.detach()


def test_the_policy_in_the_head(dam: Opened) -> None:
    """A script of another origin, or within the page, is not run."""
    page = dam.page("")
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.head.append(script);
    }""")
    assert page.evaluate("window.ran") is None
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content") or ""
    assert policy.startswith("default-src 'self';")


def test_how_others_show_a_link(dam: Opened) -> None:
    """A title, a description where there is one, the address, the language."""
    page = dam.page("timeline/")
    said = page.evaluate("""() => Object.fromEntries([...document.querySelectorAll("meta[property]")]
      .map((meta) => [meta.getAttribute("property"), meta.content]))""")
    assert said["og:title"] == "Timeline"
    assert said["og:type"] == "article"
    assert said["og:url"] == f"{HOST}{BASE}timeline/"
    assert "-" not in said["og:locale"]
    front = dam.page("")
    assert front.locator("meta[property='og:type']").get_attribute("content") == "website"


def test_on_paper(dam: Opened) -> None:
    """Marks can be read, what can only be clicked is gone, and a dark screen prints on white."""
    page = dam.page("timeline/", dark=True)
    page.get_by_role("button", name="Dark colours").click()
    page.get_by_role("button", name="Dark colours").click()
    page.emulate_media(media="print")
    mark = page.locator(".cite").first
    brackets = "mark => ['::before', '::after'].map(part => getComputedStyle(mark, part).content).join('')"
    assert mark.evaluate(brackets) == '"[""]"'
    for name in (".site-nav", ".scheme", ".pager", ".toc", ".page-edit", ".edit"):
        expect(page.locator(name).first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_one_sheet_means_the_same_as_many(dam: Opened) -> None:
    """A browser reads the same rules in the published sheet as in the theme's own files in turn."""
    read = """(text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      const inside = (rule) => (rule.media?.mediaText === "print" ? [...rule.cssRules] : [rule]);
      const rules = [...sheet.cssRules].flatMap(inside);
      // A property of one's own is kept as it was typed, with its line breaks.
      return rules.map((rule) => rule.cssText.replace(/\\s+/g, " "));
    }"""
    page = dam.page("")
    names = re.findall(r'@import "(.*)"', (CSS / "site.css").read_text(encoding="utf-8"))
    typed = [rule for name in names for rule in page.evaluate(read, (CSS / name).read_text(encoding="utf-8"))]
    assert len(typed) > 300
    assert page.evaluate(read, (dam.site.folder / "css" / "site.css").read_text(encoding="utf-8")) == typed


def test_forced_colours(dam: Opened) -> None:
    """Where the system forces its colours, the current page still stands out in the navigation."""
    page = dam.page("timeline/")
    page.emulate_media(forced_colors="active")
    edges = page.locator(".site-nav a").evaluate_all(
        "links => links.map(link => [link.ariaCurrent, getComputedStyle(link).borderBottomColor])"
    )
    current = {colour for state, colour in edges if state}
    others = {colour for state, colour in edges if not state}
    assert current
    assert not current & others
