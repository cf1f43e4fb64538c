"""Pages converted once: a site built with what was kept is the site built without it."""

import logging
import multiprocessing
import os
import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from builder.site import conversion, conversion_pool, converted_page
from tests.test_plugin import build, files_in, replace, set_up

CASE = Path(__file__).parents[1] / "content" / "river-dam"


@pytest.fixture
def dam(tmp_path: Path) -> Path:
    """A briefing to be changed; its sites carry no time of day."""
    return Path(shutil.copytree(CASE, tmp_path / "dam", ignore=shutil.ignore_patterns(".cache")))


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that MkDocs converts, in order."""
    pages: list[str] = []
    convert = converted_page.ConvertedPage.convert

    def noted(page: converted_page.ConvertedPage, *arguments: object) -> object:
        pages.append(page.file.src_uri)
        return convert(page, *arguments)  # type: ignore[arg-type]  # whatever it takes

    monkeypatch.setattr(converted_page.ConvertedPage, "convert", noted)
    return pages


def site(root: Path) -> dict[str, bytes]:
    """The files of a build, without the date that the sitemap bears."""
    files = files_in(build(root, strict=False))
    return {path: data for path, data in files.items() if not path.startswith("sitemap")}


def cold(root: Path) -> dict[str, bytes]:
    """The files of a build of the same folder that nothing was kept for."""
    copy = Path(shutil.copytree(root, root.parent / "cold", ignore=shutil.ignore_patterns(".cache", "site")))
    try:
        return site(copy)
    finally:
        shutil.rmtree(copy)


def test_nothing_is_converted_twice(dam: Path, converted: list[str]) -> None:
    """The second build takes every page from the first, and writes the same bytes."""
    first = site(dam)
    assert len(converted) > 20
    converted.clear()
    assert site(dam) == first
    assert converted == []


def test_only_what_changed_is_converted(dam: Path, converted: list[str]) -> None:
    """One page's note: that page, and no other."""
    site(dam)
    converted.clear()
    replace(dam / "content" / "pages" / "about.md", "\n\n", "\n\nA line of mine. ")
    assert site(dam) == cold(dam)
    assert converted[0] == "about.md"
    assert converted.count("about.md") == 2  # here, and in the build without what was kept


def test_a_site_may_go_anywhere(dam: Path, converted: list[str]) -> None:
    """Where it is written has no say: `mkdocs serve` takes another folder each time it begins."""
    site(dam)
    converted.clear()
    config = load_config(str(dam / "mkdocs.yml"), site_dir=str(dam.with_name("elsewhere")))
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    assert converted == []


def test_settings_count(dam: Path) -> None:
    """What changes the HTML without changing the Markdown."""
    usual = (dam / "mkdocs.yml").read_text(encoding="utf-8")
    site(dam)
    for settings in (
        {"use_directory_urls": False},
        {"markdown_extensions": ["smarty", {"toc": {"permalink": True}}]},
        {"site_url": "https://example.org/base/"},
    ):
        set_up(dam, **settings)
        assert site(dam) == cold(dam), settings
        (dam / "mkdocs.yml").write_text(usual, encoding="utf-8")


def test_a_link_follows_its_page(dam: Path) -> None:
    """A page that links to another is converted anew when that one has moved, or has gone."""
    pages = dam / "content" / "pages"
    (pages / "from.md").write_text("# From\n\n[Across](folder/to.md#there)\n", encoding="utf-8")
    (pages / "folder").mkdir()
    (pages / "folder" / "to.md").write_text("# To\n\n## There\n", encoding="utf-8")
    before = site(dam)["from/index.html"]
    assert b'href="../folder/to/#there"' in before
    (pages / "folder" / "to.md").rename(pages / "folder" / "README.md")
    (pages / "from.md").write_text("# From\n\n[Across](folder/README.md#there)\n", encoding="utf-8")
    assert b'href="../folder/#there"' in site(dam)["from/index.html"]
    shutil.rmtree(pages / "folder")
    assert site(dam) == cold(dam)


def test_what_was_wrong_is_reported_again(dam: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A page with a broken link is converted each time, so that nobody misses it."""
    (dam / "content" / "pages" / "wrong.md").write_text("# Wrong\n\n[Gone](gone.md) [Off](about.md#off)\n")
    for _ in range(2):
        caplog.clear()
        with caplog.at_level(logging.INFO, "mkdocs"):
            site(dam)
        reports = [record.getMessage() for record in caplog.records if "wrong.md" in record.getMessage()]
        assert [("gone.md" in report, "#off" in report) for report in reports] == [
            (True, False),
            (False, True),
        ]


@pytest.fixture(params=["fork", "spawn"])
def many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every page is worth other processes, which begin as copies of this one, or load everything anew."""
    way = str(request.param)
    if way not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system cannot {way}")
    monkeypatch.setattr(conversion, "_MANY", 0)
    monkeypatch.setattr(conversion, "_MANY_FACTS", 0)
    monkeypatch.setattr(conversion, "_AT_ONCE", 0)
    monkeypatch.setattr(conversion, "is_alone", lambda: way == "fork")
    return way


def test_other_processes_convert_the_same(
    dam: Path, many: str, converted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they make stands for what this one would have made, also of pages that link to others."""
    assert many
    helped = site(dam)
    assert set(converted) == {"about.md"}  # which an editor wrote; all others were converted elsewhere
    monkeypatch.undo()
    assert site(dam) == helped == cold(dam)


@pytest.mark.parametrize("many", ["spawn"], indirect=True)
def test_processes_that_are_killed(dam: Path, many: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What they leave undone, this one does."""
    assert many
    monkeypatch.setattr(conversion_pool, "_begin_converting", _dies)
    assert site(dam) == cold(dam)


def _dies(*_: object) -> None:
    os._exit(1)


@pytest.mark.parametrize("many", ["fork"], indirect=True)
def test_files_that_are_elsewhere_than_was_thought(dam: Path, many: str) -> None:
    """A page is converted again where a link of it turns out to lead to a page that is left out."""
    assert many
    set_up(dam, exclude_docs="how-to-read.md")
    assert site(dam) == cold(dam)


def test_titles_in_a_navigation_of_ones_own(dam: Path) -> None:
    """They stay what the editor calls the pages."""
    set_up(dam, nav=[{"Start": "index.md"}, {"More": [{"When": "timeline.md"}, "about.md"]}])
    assert b"When" in site(dam)["timeline/index.html"]
