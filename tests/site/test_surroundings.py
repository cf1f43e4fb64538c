"""What a build shows around pages is what a build without anything kept shows, and all of it is known."""

import re
import shutil
from importlib import resources
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment, meta
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests import briefings
from tests.serve.test_session import EDITS, SETTINGS, packaged, replace, site_of


def build_in(root: Path) -> dict[str, bytes]:
    """Build a briefing's site."""
    folder = root.with_name("site")
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
    return site_of(folder)


def set_up(root: Path, files: briefings.Files | None = None) -> Path:
    """The small briefing, to be edited."""
    return briefings.write(root, {"mkdocs.yml": yaml.safe_dump(SETTINGS), **(files or {})})


def test_every_edit_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each, and however many were made before, the site is what a build without anything kept makes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    names = ("pages/actor.md.jinja", "theme/css/facts.css", "theme/css/pdf.css")
    root = set_up(tmp_path / "briefing", {f"templates/{name}": packaged(name).encode() for name in names})
    build_in(root)
    settings = [("mkdocs.yml", "site_name: The ferry", "site_name: The ferry\ncopyright: Nobody")]
    edits = ("a line more", "another name", "no places any more", "the title of the briefing", "a style")
    for edit, replacements in {**{name: EDITS[name] for name in edits}, "a setting": settings}.items():
        for name, old, new in replacements:
            if old:
                replace(root / name, old, new)
            else:
                (root / name).write_text(f"{new}{(root / name).read_text()}")
        warm = build_in(root)
        (root / ".cache").rename(root / "kept")
        assert build_in(root) == warm, edit
        shutil.rmtree(root / ".cache")
        (root / "kept").rename(root / ".cache")


def test_all_that_the_theme_shows_is_known() -> None:
    """Whoever lets it show more adds that to `Frame`, or to what the theme knows."""
    theme = Path(str(resources.files("builder.templates") / "theme"))
    texts = [file.read_text(encoding="utf-8") for file in theme.rglob("*.html") if file.name != "pdf.html"]

    def used(of: str) -> set[str]:
        return {name for text in texts for name in re.findall(rf"(?<![\w/]){of}\.(\w+)", text)}

    assert used("config") == {
        *("site_name", "use_directory_urls", "extra_css", "extra_javascript", "repo_url", "copyright")
    }
    assert used("page") == {
        *("ancestors", "is_homepage", "canonical_url", "edit_url", "previous_page", "next_page"),
        *("content", "toc", "meta", "file"),
    }
    assert used("page.file") == {"generated_by"}
    assert used("item") == {"is_page", "toc", "title", "is_section", "children", "url", "active"}
    environment = Environment()
    environment.filters |= {"url": str, "script_tag": str}  # MkDocs' own
    names = {name for text in texts for name in meta.find_undeclared_variables(environment.parse(text))}
    made_here = {"below", "words", "links", "site_title", "page_title", "description"}
    assert names - made_here == {"briefing", "stylesheet", "front_page", "config", "nav", "page", "_"}
