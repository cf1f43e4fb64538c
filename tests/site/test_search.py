"""The search in a browser: what it loads and when, what it finds, how it is used with a keyboard."""

import gzip
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect

from tests.conftest import Once
from tests.site.reading import Site

DAM = Path(__file__).parents[1] / "content" / "river-dam"
BASE = "/some/base/"
# What a host may send along, so that nothing is run or drawn that is not a file of the site.
POLICY = "default-src 'self'"

# Names in which letters and signs differ from what readers type.
ACTORS = """
abd-al-malik: {name: ʿAbd al-Malik al-Ḥūthī, kind: person}
karimi: {name: علي كريمي, kind: person, aliases: [لشکر ۳۱۳]}
wishes: {name: می‌خواهدی, kind: organisation}
societe: {name: Société de l’Ornement, kind: organisation}
"""


def build(folder: Path, *, directory_urls: bool) -> None:
    """Build a copy of a briefing with more names."""
    shutil.copytree(DAM, folder)
    with (folder / "content" / "actors.yml").open("a", encoding="utf-8") as actors:
        actors.write(ACTORS)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(
            f"\nsite_url: http://127.0.0.1{BASE}\nuse_directory_urls: {json.dumps(directory_urls)}\n"
        )
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def published(once: Once) -> Path:
    """A site as it is published: addresses end in a folder."""
    folder = once("published", lambda folder: build(folder / "dam", directory_urls=True))
    return folder / "dam" / "site"


@pytest.fixture(scope="module")
def on_disk(once: Once) -> Path:
    """A site to be opened from disk: addresses end in a file, in a folder with an awkward name."""
    folder = once("on disk #1 ü", lambda folder: build(folder / "dam", directory_urls=False))
    return folder / "dam" / "site"


class Handler(SimpleHTTPRequestHandler):
    """Serves a site below a path, with a strict policy, and its own page for what is not there."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(BASE.rstrip("/")))

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        if Path(self.translate_path(self.path)).exists():
            super().do_GET()
            return
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="module")
def address(published: Path) -> Iterator[str]:
    """The published site's address, below a path."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(published))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}{BASE}"
        server.shutdown()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader who has not been here before."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """One window for all tests of one who may have been here before."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@contextmanager
def silent(page: Page) -> Iterator[Page]:
    """A page that says nothing in the console, whatever is done on it."""
    said: list[str] = []

    def told(message: ConsoleMessage) -> None:
        said.append(message.text)

    def failed(error: Error) -> None:
        said.append(str(error))

    page.on("console", told)
    page.on("pageerror", failed)
    yield page
    page.remove_listener("console", told)
    page.remove_listener("pageerror", failed)
    # The browser itself says so where a page is not there.
    assert [text for text in said if "status of 404" not in text] == []


@pytest.fixture
def page(window: Page) -> Iterator[Page]:
    """A page that says nothing in the console."""
    window.set_viewport_size({"width": 1280, "height": 720})
    with silent(window) as page:
        yield page


@pytest.fixture
def first_page(context: BrowserContext) -> Iterator[Page]:
    """The same for one who has not been here before."""
    with silent(context.new_page()) as page:
        yield page


@pytest.fixture
def opened(page: Page, address: str) -> Page:
    """The front page with the search open, as it stays open from one search to the next."""
    if page.url != address:
        page.goto(address)
    return page


def search(page: Page, words: str) -> list[str]:
    """Look for words, with the search opened first; the kind and first line of each result."""
    if not page.locator("#_search").is_visible():
        page.keyboard.press("/")
    # What an earlier search found is gone before the new words come.
    page.locator("#_search-words").fill("")
    expect(page.locator("#_search-status")).not_to_have_text(re.compile("Results|Nothing found"))
    page.locator("#_search-words").fill(words)
    expect(page.locator("#_search-status")).to_have_text(re.compile("Results|Nothing found"))
    shown = page.locator("#_search-results a")
    return [": ".join(text.split("\n")[:2]) for text in shown.all_inner_texts()]


def active(page: Page) -> int:
    """The number of the result that the arrows stand on."""
    name = page.locator("#_search-words").get_attribute("aria-activedescendant") or ""
    expect(page.locator("[role=option][aria-selected=true]")).to_have_id(name)
    return int(name.removeprefix("_search-result-"))


def leads_somewhere(folder: Path) -> int:
    """How many entries the index of a site has, once each was seen to lead to a page and an anchor in it."""
    script = (folder / "assets" / "search-index.js").read_text(encoding="utf-8")
    index = json.loads(script.removeprefix("self.briefingSearch=").removesuffix(";\n"))
    anchors: dict[str, set[str]] = {}
    for page in {page for page, _, _ in index["entries"]}:
        path = unquote(urljoin("/", page).lstrip("/"))
        file = folder / (f"{path}index.html" if path == "" or path.endswith("/") else path)
        anchors[page] = set(re.findall(r'\sid="([^"]*)"', file.read_text(encoding="utf-8")))
    found = [(page, anchor) for page, _, together in index["entries"] for *_, anchor in together]
    for page, anchor in found:
        assert not anchor or anchor in anchors[page], anchor
    return len(found)


def test_every_entry_leads_somewhere(site: Site) -> None:
    """Each address in the index is a page of the site with the anchor in it."""
    assert leads_somewhere(site.folder) > 0


def test_every_entry_leads_to_a_file(on_disk: Path) -> None:
    """Also where the addresses of pages end in a file's name."""
    assert leads_somewhere(on_disk) > 100


def test_all_scripts_together_are_small(published: Path) -> None:
    """Less than 20 KB compressed, the search with what it brings included, the facts themselves not."""
    scripts = [file for file in published.rglob("*.js") if file.name != "search-index.js"]
    assert published / "js" / "vendor" / "minisearch.min.js" in scripts
    assert sum(len(gzip.compress(file.read_bytes())) for file in scripts) < 20_000


@pytest.mark.browser
class TestLoading:
    """Readers who do not search load nothing for it."""

    def test_nothing_is_loaded_before_first_use(self, first_page: Page, address: str) -> None:
        """The index and MiniSearch come with the first opening, once."""
        page = first_page
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
        page.goto(address, wait_until="networkidle")
        late = {"js/vendor/minisearch.min.js", "assets/search-index.js"}
        assert not late & set(asked)
        for _ in range(2):
            assert search(page, "dam")
            page.keyboard.press("Escape")
        assert sorted(set(asked) & late) == sorted(late)
        assert all(asked.count(path) == 1 for path in late)
        assert all(not path.startswith("http") for path in asked)

    def test_a_failure_is_told_and_can_be_mended(self, context: BrowserContext, address: str) -> None:
        """Without the index the dialog says so, and tries again with the next letter."""
        page = context.new_page()
        page.route("**/search-index.js", lambda route: route.abort())
        page.goto(address)
        page.keyboard.press("/")
        expect(page.locator("#_search-status")).to_contain_text("could not be loaded")
        page.unroute("**/search-index.js")
        assert search(page, "dam")

    def test_it_works_from_disk(self, page: Page, on_disk: Path) -> None:
        """A page opened as a file finds its index, and the results lead to files."""
        page.goto((on_disk / "actors" / "kettmark.html").as_uri())
        assert search(page, "log-book")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"^file:.*/(timeline|sources/[a-z-]+)\.html#"))
        assert page.locator(":target").count() == 1

    def test_it_works_on_the_page_for_what_is_not_there(self, page: Page, address: str) -> None:
        """At any depth below a base path."""
        page.goto(f"{address}no/such/page/")
        assert search(page, "Kettmark")[0] == "Actor: Kettmark"
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}actors/kettmark/")
        expect(page.locator("h1")).to_have_text("Kettmark")

    def test_without_scripts_there_is_no_button(self, browser: Browser, address: str) -> None:
        """Nothing is shown that does not work."""
        with browser.new_context(java_script_enabled=False) as context:
            page = context.new_page()
            page.goto(address)
            expect(page.locator("h1")).to_be_visible()
            expect(page.locator("#_search-open")).to_be_hidden()
            expect(page.locator("#_search")).to_be_hidden()

    def test_nothing_moves_when_the_button_comes(self, first_page: Page, address: str) -> None:
        """The room for it is kept."""
        page = first_page
        page.goto(address, wait_until="networkidle")
        moved = page.evaluate(
            """() => new Promise((resolve) => new PerformanceObserver((list) =>
                resolve(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))
            ).observe({type: "layout-shift", buffered: true}) ?? setTimeout(() => resolve(0), 300))"""
        )
        assert moved == 0


@pytest.mark.browser
class TestFinding:
    """What is found does not hang on how it is spelt."""

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("celmar", "Place: Čelmár"),
            ("belgrin dam", "Place: Belgrin Dam"),
            ("ILUNA VASEK", "Actor: Ilüna Vašek"),
            ("abd al malik", "Actor: ʿAbd al-Malik al-Ḥūthī"),
            ("'Abd al-Malik al-Huthi", "Actor: ʿAbd al-Malik al-Ḥūthī"),
            ("علی کریمی", "Actor: علي كريمي"),
            ("عليّ كَريمي", "Actor: علي كريمي"),
            ("313", "Actor: علي كريمي"),
            ("میخواهدی", "Actor: می‌خواهدی"),
            ("می خواهدی", "Actor: می‌خواهدی"),
            ("ornement", "Actor: Société de l’Ornement"),
            ("l'Ornement", "Actor: Société de l’Ornement"),
            ("obser", "Actor: Joint Observer Mission on the Orvash"),
            ("Ketmarck", "Actor: Kettmark"),
        ],
    )
    def test_spelling(self, opened: Page, typed: str, found: str) -> None:
        """Case, marks, signs of transliteration, letters of two kinds, joints, beginnings, slips."""
        assert search(opened, typed)[0] == found

    def test_figures_are_taken_at_their_word(self, opened: Page) -> None:
        """A year is not taken for another one."""
        assert search(opened, "1987") == []
        assert search(opened, "1998")

    def test_results_say_what_they_are(self, opened: Page) -> None:
        """A question, a fact and a quote are told apart by a word."""
        kinds = {text.split(":")[0] for text in search(opened, "gates")}
        assert {"Disputed claim", "Event", "Fact", "Quote"} <= kinds

    def test_no_claim_is_shown_without_its_claimant(self, opened: Page) -> None:
        """Of a dispute those lines are shown that were found, each from its beginning."""
        search(opened, "moved no gate")
        line = opened.locator("[data-kind=dispute] .search-text").first
        expect(line).to_have_text("Orvash Guard (denies): “We hold no dam and we moved no gate.”")

    def test_words_are_marked_and_texts_stay_texts(self, opened: Page) -> None:
        """What looks like a tag is shown as it was typed; whole words are marked."""
        search(opened, "sluic open")
        title = opened.locator("[data-kind=event] .search-title").first
        expect(title).to_have_text("Gates & *sluices* <open> at the Belgrin Dam")
        assert title.locator("mark").all_inner_texts() == ["sluices", "open"]

    def test_what_is_typed_stays_text(self, opened: Page) -> None:
        """Also where nothing is found for it."""
        assert search(opened, "<i>qzxw</i>") == []
        expect(opened.locator("#_search-status")).to_contain_text("“<i>qzxw</i>”")
        assert opened.locator("#_search i").count() == 0

    def test_the_number_of_results_is_said(self, opened: Page) -> None:
        """In a line that screen readers read out; nothing typed is no result."""
        status = opened.locator("#_search-status[role=status]")
        count = len(search(opened, "siren"))
        expect(status).to_have_text(f"Results: {count}")
        opened.locator("#_search-words").fill(" ")
        expect(status).to_have_text("Type a name, a place or any word of a statement.")
        expect(opened.locator("#_search-words")).to_have_attribute("aria-expanded", "false")


@pytest.mark.browser
class TestKeyboard:
    """All of it without a mouse."""

    def test_arrows_move_and_enter_goes(self, page: Page, address: str) -> None:
        """Round the ends; Home and End are the list's once an arrow was used, and the text's before."""
        page.goto(address)
        last = len(search(page, "gates")) - 1
        assert active(page) == 0
        for key, place in [
            *(("Home", 0), ("End", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", last)),
            *(("ArrowDown", 0), ("End", last), ("Home", 0), ("ArrowDown", 1)),
        ]:
            page.keyboard.press(key)
            assert active(page) == place, key
        expect(page.locator("#_search-words")).to_be_focused()
        target = page.locator("[aria-selected=true]").get_attribute("href")
        page.keyboard.press("Enter")
        page.wait_for_url(str(target))
        assert "#" not in str(target) or page.locator(":target").count() == 1

    def test_the_chosen_result_is_in_view(self, page: Page, address: str) -> None:
        """The list follows the arrows."""
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(address)
        search(page, "gates")
        page.keyboard.press("ArrowUp")
        expect(page.locator("[aria-selected=true]")).to_be_in_viewport(ratio=0.9)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

    def test_escape_closes_and_focus_returns(self, page: Page, address: str) -> None:
        """To the button that opened it; what was typed is still there, to be typed over."""
        page.goto(address)
        page.locator("#_search-open").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#_search-words")).to_be_focused()
        search(page, "siren")
        page.keyboard.press("Escape")
        expect(page.locator("#_search")).to_be_hidden()
        expect(page.locator("#_search-open")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.type("dyke")
        expect(page.locator("#_search-words")).to_have_value("dyke")

    def test_a_slash_in_a_field_is_a_slash(self, page: Page, address: str) -> None:
        """Nor does it open anything together with Ctrl."""
        page.goto(address)
        page.keyboard.press("Control+/")
        expect(page.locator("#_search")).to_be_hidden()
        page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
        page.locator("textarea").focus()
        page.keyboard.press("/")
        expect(page.locator("textarea")).to_have_value("/")
        expect(page.locator("#_search")).to_be_hidden()

    def test_the_slash_can_be_switched_off(self, first_page: Page, address: str) -> None:
        """As WCAG 2.1.4 asks for keys of one letter; it is remembered."""
        page = first_page
        page.goto(address)
        expect(page.locator("#_search-open")).to_have_attribute("aria-keyshortcuts", "/")
        page.keyboard.press("/")
        page.get_by_label("opens the search").uncheck()
        page.keyboard.press("Escape")
        page.goto(f"{address}timeline/")
        page.keyboard.press("/")
        expect(page.locator("#_search")).to_be_hidden()
        page.locator("#_search-open").click()
        expect(page.locator("#_search")).to_be_visible()
        page.get_by_role("button", name="Close").click()
        expect(page.locator("#_search")).to_be_hidden()

    def test_a_result_on_this_page_closes_the_dialog(self, page: Page, address: str) -> None:
        """And the page stands at it."""
        page.goto(f"{address}disputes/")
        assert search(page, "Who opened the gates")[0] == "Disputed claim: Who opened the gates?"
        page.keyboard.press("Enter")
        expect(page.locator("#_search")).to_be_hidden()
        expect(page.locator("#gates-who:target")).to_be_in_viewport()
