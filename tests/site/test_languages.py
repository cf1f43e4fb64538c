"""Sites in Persian and Urdu: nothing of the interface is in English, and each script has its font."""

import json
import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import Browser, Response, expect
from playwright.sync_api import Page as Tab

from builder.facts.loading import load
from builder.model import base
from tests.site.conftest import REPOSITORY
from tests.site.reading import BASE, Page, Site

LANGUAGES = {"persian": "fa", "urdu": "ur"}
# What readers see or hear of an element beside its text.
SPOKEN = re.compile(r"title|alt|placeholder|aria-(label|description|valuetext)|data-(?!digits|scheme).*")
# The same in every language: names, keys, the grades of the Admiralty scale.
KEPT = {"Natural", "Earth", "Admiralty", "ICD", "Tab", "Enter", "Esc", *"ABCDEF"}
LATIN = re.compile(r"[A-Za-z][A-Za-z’']*")
# What the search's script puts a number or the reader's own words in place of.
VALUE = re.compile(r"\{\w+\}")
# In text that is not in another language: digits that are not the language's own.
FOREIGN_DIGITS = {"persian": re.compile(r"[0-9٠-٩]+"), "urdu": re.compile(r"[٠-٩۰-۹]+")}


@pytest.fixture(params=LANGUAGES)
def name(request: pytest.FixtureRequest) -> str:
    """A briefing in each of the languages."""
    return str(request.param)


@pytest.fixture
def site(name: str, built: Callable[[str], Site]) -> Site:
    """Its site."""
    return built(name)


def said(page: Page) -> Iterator[tuple[Element, str]]:
    """Every text of a page that somebody sees or hears, with its element."""
    for element in page.all():
        if element.tag in ("script", "style"):
            continue
        if element.tag == "meta" and element.get("name", element.get("property", "")) in (
            "description",
            "og:title",
            "og:description",
            "og:site_name",
        ):
            yield element, element.get("content", "")
        yield from ((element, value) for key, value in element.items() if SPOKEN.fullmatch(key))
        yield element, element.text or ""
        for child in element:
            yield element, child.tail or ""


def in_another_language(page: Page, element: Element) -> bool:
    """Whether an element says that its words are in another language than the page."""
    return any(around.get("lang") and around.tag != "html" for around in page.around(element))


def editors_words(site: Site) -> set[str]:
    """The Latin words that the editors wrote themselves, or that stand in their sources."""
    briefing, problems = load(site.source)
    assert briefing is not None
    assert problems == ()
    fields = [text for _, model in briefing.owners.items() for _, text, _ in base.texts(model)]
    return {word for text in (*fields, *briefing.texts.values()) for word in LATIN.findall(text)}


def test_every_page_says_what_it_is_in(site: Site, name: str) -> None:
    """The language and its direction stand on every page."""
    for page in site.pages.values():
        assert page.root.get("lang") == LANGUAGES[name]
        assert page.root.get("dir") == "rtl"


def test_no_english_is_left(site: Site) -> None:
    """In no text, title or label of any page is a Latin word that the editors did not write."""
    known = KEPT | editors_words(site)
    left = [
        (path, word, text)
        for path, page in site.pages.items()
        for element, text in said(page)
        for word in LATIN.findall(VALUE.sub("", text))
        if word not in known and not in_another_language(page, element)
    ]
    assert left == []


def test_no_english_is_left_in_the_search(site: Site) -> None:
    """Nor in what the search knows, but for the names of kinds, which the theme puts into words."""
    script = site.files["assets/search-index.js"].read_text(encoding="utf-8")
    index = json.loads(script[script.index("{") : script.rindex("}") + 1])
    words = " ".join(
        text for _, title, found in index["entries"] for text in (title, *(text for _, text, _ in found))
    )
    assert set(LATIN.findall(words)) <= editors_words(site)


def test_digits_are_the_languages_own(site: Site, name: str) -> None:
    """Persian is written with its own digits, Urdu with European ones; what is quoted stays as it is."""
    found = [
        (path, text)
        for path, page in site.pages.items()
        for element, text in said(page)
        if FOREIGN_DIGITS[name].search(re.sub(r"ICD 203", "", text))
        and "data-quote" not in element.attrib
        and not in_another_language(page, element)
    ]
    assert found == []


def test_no_punctuation_of_another_script(site: Site) -> None:
    """Between words of the language stand its own commas, semicolons and question marks."""
    letters = "\u0600-\u06ff"
    found = [
        (path, text)
        for path, page in site.pages.items()
        for _, text in said(page)
        if re.search(rf"[{letters}\u200c][,;?](?=\s|$)", text)
    ]
    assert found == []


def test_quotes_stay_as_they_are(built: Callable[[str], Site]) -> None:
    """The Arabic letters of an official text, and its digits, are shown as they stand in it."""
    page = built("persian").pages["sources/coast-guard-statement/index.html"]
    text = " ".join(text for _, text in said(page))
    assert "شناور گشتي ما هيچ تيري نينداخت" in text
    assert "كشتي‌هاي ماهيگيري تا اطلاع بعدي" in text


def test_a_foreign_passage_has_its_own_direction(built: Callable[[str], Site]) -> None:
    """What an English source says runs from left to right, in a page that runs the other way."""
    page = built("persian").pages["sources/mission-report/index.html"]
    passages = page.with_class("passage")
    assert passages
    assert {(passage.get("lang"), passage.get("dir")) for passage in passages} == {("en-GB", "ltr")}
    persian = built("persian").pages["sources/peyk/index.html"].with_class("passage")
    assert {(passage.get("lang"), passage.get("dir")) for passage in persian} == {(None, None)}


def test_names_in_another_script_are_set_apart(built: Callable[[str], Site]) -> None:
    """So that a number after them stays where it belongs."""
    page = built("persian").pages["sources/mission-report/index.html"]
    assert "Joint Strait Mission" in ["".join(each.itertext()) for each in page.all("bdi")]


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Tab]:
    """One window for all tests."""
    page = browser.new_page()
    yield page
    page.close()


class TestInTheBrowser:
    """Fonts, digits of lists, directions, search."""

    pytestmark = pytest.mark.browser

    def test_each_script_has_its_font(self, browser: Browser, hosts: Callable[[str], str]) -> None:
        """And nobody loads the font of a script that is not shown: of each site, some pages."""
        asked: dict[str, set[str]] = {}

        def note(response: Response) -> None:
            if match := re.match(rf"(.*){BASE}.*fonts/([a-z]+)[^/]*\.woff2", response.url):
                asked.setdefault(match[1], set()).add(match[2])

        # One who was never there before: everything is asked for.
        page = browser.new_page()
        page.on("response", note)
        for name in ("persian", "urdu", REPOSITORY):
            for path in ("", "disputes/", "how-to-read/"):
                page.goto(f"{hosts(name)}{BASE}{path}")
                page.evaluate("() => document.fonts.ready.then(() => true)")
        page.close()
        assert asked[hosts("persian")] == {"source", "vazirmatn"}
        assert "noto" in asked[hosts("urdu")]
        assert "vazirmatn" not in asked[hosts("urdu")]
        assert asked[hosts(REPOSITORY)] == {"source"}

    def test_lists_are_numbered_in_the_languages_digits(
        self, window: Tab, hosts: Callable[[str], str]
    ) -> None:
        """The browser writes these numbers; they are like all others on the page."""
        expected = {"persian": "persian", "urdu": "decimal", REPOSITORY: "decimal"}
        for name, digits in expected.items():
            window.goto(f"{hosts(name)}{BASE}")
            number = "getComputedStyle(document.querySelector('ol:has(.support) > li'), '::before').content"
            shown = window.evaluate(number)
            assert shown == ("counter(list-item)" if digits == "decimal" else f"counter(list-item, {digits})")

    def test_nothing_is_wider_than_the_window(self, window: Tab, hosts: Callable[[str], str]) -> None:
        """Nor do the swashes of Nastaliq make it so."""
        window.set_viewport_size({"width": 320, "height": 640})
        for name in LANGUAGES:
            for path in ("", "timeline/", "actors/", "disputes/", "views/", "sources/", "how-to-read/"):
                window.goto(f"{hosts(name)}{BASE}{path}")
                assert window.evaluate("document.scrollingElement.scrollWidth") <= 320, f"{name}: {path}"

    def test_the_search_speaks_the_language(self, window: Tab, hosts: Callable[[str], str]) -> None:
        """A word typed with Persian letters finds one in Arabic ones; all that is said is Persian."""
        window.set_viewport_size({"width": 1280, "height": 720})
        window.goto(f"{hosts('persian')}{BASE}")
        window.keyboard.press("/")
        window.locator("#_search-words").fill("کشتی‌های")
        expect(window.locator("#_search-status")).to_have_text("نتایج: ۱")
        result = window.locator("#_search-results a")
        expect(result.locator(".search-kind")).to_have_text("نقل‌قول")
        expect(result.locator("mark")).to_have_text("كشتي‌هاي")
        window.locator("#_search-words").fill("zzzzzz")
        expect(window.locator("#_search-status")).to_contain_text("«zzzzzz»")
