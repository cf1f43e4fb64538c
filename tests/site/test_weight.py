"""What the first page of a visit weighs on its way, as a host sends it that compresses with gzip."""

from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.site.conftest import REPOSITORY
from tests.site.reading import BASE

pytestmark = pytest.mark.browser

# All in thousands of bytes, headers and fonts included.
PAGE = 120
SCRIPTS = 20


@pytest.fixture(scope="module")
def weight(browser: Browser, hosts: Callable[[str], str]) -> dict[str, float]:
    """What was sent for each file of the front page, and of the search, to one who was never there before."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    network = context.new_cdp_session(page)
    asked: dict[str, str] = {}
    sent = defaultdict[str, float](float)
    network.send("Network.enable")
    network.on(
        "Network.requestWillBeSent", lambda said: asked.update({said["requestId"]: said["request"]["url"]})
    )

    def count(said: dict[str, float | str]) -> None:
        path = urlsplit(asked[str(said["requestId"])]).path.removeprefix(BASE)
        sent[path] += float(said["encodedDataLength"]) / 1000

    network.on("Network.loadingFinished", count)
    page.goto(f"{hosts(REPOSITORY)}{BASE}", wait_until="networkidle")
    sent["the whole page"] = sum(sent.values())
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("strike")
    expect(page.get_by_role("option").first).to_be_visible()
    context.close()
    return dict(sent)


def test_the_front_page_is_light(weight: dict[str, float]) -> None:
    """The page with its style, its scripts and its fonts."""
    assert {path.rpartition(".")[2] for path in weight} >= {"css", "js", "woff2", "svg"}
    assert 40 < weight["the whole page"] <= PAGE, weight


def test_the_scripts_are_light(weight: dict[str, float]) -> None:
    """All scripts that there are, with the search and its engine; its index, which holds words of the
    briefing and no code, is as large as that."""
    assert "assets/search-index.js" in weight
    scripts = {path: size for path, size in weight.items() if path.startswith("js/")}
    assert {"js/search.js", "js/vendor/minisearch.min.js"} <= set(scripts)
    assert sum(scripts.values()) < SCRIPTS, scripts
