"""The copy that is opened from disk: `briefing build --site --offline`."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from builder.cli import main
from tests.site.conftest import CASES
from tests.site.reading import Page, Site, text_of


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy, where it goes when nothing else is said."""
    folder = tmp_path_factory.mktemp("offline") / "a folder of أحمد"
    shutil.copytree(CASES / "river-dam", folder)
    result = CliRunner().invoke(main, ["build", "--site", "--offline", "--folder", str(folder)])
    assert result.exit_code == 0, result.output
    assert not (folder / "site").exists()
    return folder / "site-offline"


def pages_of(folder: Path) -> dict[str, Page]:
    """The pages of the copy; the one for what is not found has no use there."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.html")}
    return {
        name: Page(name, path.read_text(encoding="utf-8"))
        for name, path in files.items()
        if name != "404.html"
    }


def test_every_link_leads_to_a_file(copy: Path) -> None:
    """No link leads to a folder, whose pages a browser does not find on disk, or to what is not there."""
    pages = pages_of(copy)
    checked = 0
    for page in pages.values():
        for element in page.all():
            for name in ("href", "src"):
                target = element.get(name)
                if not target or urlsplit(target).scheme:
                    continue
                parts = urlsplit(urljoin(f"file:///{page.path}", target))
                path = unquote(parts.path).removeprefix("/")
                assert (copy / path).is_file(), f"{page.path}: {target}"
                if parts.fragment:
                    assert unquote(parts.fragment) in pages[path].anchors, f"{page.path}: {target}"
                checked += 1
    assert checked > 500


def test_it_is_the_same_site(copy: Path, built: Callable[[str], Site]) -> None:
    """It has the same pages with the same text; only their addresses differ."""
    published = {
        path.removesuffix("/index.html").removesuffix(".html"): text_of(next(page.all("main")))
        for path, page in built("river-dam").pages.items()
        if path != "404.html"
    }
    offline = {
        path.removesuffix("/index.html").removesuffix(".html"): text_of(next(page.all("main")))
        for path, page in pages_of(copy).items()
    }
    assert offline.keys() == published.keys()
    # Edit links are there only where the repository is known, which it is for the published site alone.
    for path, text in offline.items():
        assert Counter(text.split()) - Counter(published[path].split()) == Counter(), path


@pytest.mark.browser
def test_a_reader_opens_it_from_disk(copy: Path, browser: Browser) -> None:
    """From page to page, from a statement to its passage and back, with all styles and no complaint."""
    with browser.new_context() as context:
        page = context.new_page()
        met: list[str] = []
        page.on("console", lambda message: met.append(message.text))
        page.on("pageerror", lambda error: met.append(str(error)))
        # What is still on its way when the reader goes on is given up, not missing.
        page.on("requestfailed", lambda request: met.append(f"{request.url}: {request.failure}"))
        page.on("request", lambda request: met.append(request.url) if "://" in request.url[5:] else None)
        page.goto((copy / "index.html").as_uri())
        navigation = page.locator("nav.site-nav")
        for title, file in (("Timeline", "timeline.html"), ("Actors", "actors/index.html")):
            navigation.get_by_role("link", name=title, exact=True).click()
            assert page.url == (copy / file).as_uri()
        page.get_by_role("main").get_by_role("link", name="Kettmark", exact=True).first.click()
        assert page.url == (copy / "actors" / "kettmark.html").as_uri()
        # Styled as on the web: the sheets are found from a folder below the site's.
        assert (
            page.locator("body").evaluate("body => getComputedStyle(body).fontFamily").startswith('"Source')
        )

        navigation.get_by_role("link", name="Timeline", exact=True).click()
        mark = page.get_by_role("main").locator("a.cite:not(.not-checked)").first
        statement = mark.locator("xpath=ancestor::*[@id][1]").get_attribute("id") or ""
        mark.click()
        source = page.url
        assert source.startswith((copy / "sources").as_uri())
        expect(page.locator(":target")).to_be_attached()
        back = page.locator(
            f'main a[href$="timeline.html#{statement.split("_")[0]}"], '
            f'main a[href$="timeline.html#{statement}"]'
        ).first
        back.click()
        assert page.url.startswith((copy / "timeline.html").as_uri() + "#")
        expect(page.locator(":target")).to_be_in_viewport()
        page.go_back()
        assert page.url == source
        page.locator(".site-title a").click()
        assert page.url == (copy / "index.html").as_uri()
    assert [line for line in met if not line.endswith("net::ERR_ABORTED")] == []
