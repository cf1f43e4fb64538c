"""Templates are compiled once, and again when they have changed."""

import os
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from builder.machinery.template_cache import Compiled
from tests import briefings


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled, in order."""
    names: list[str] = []
    compile_ = Environment.compile

    def noted(environment: Environment, source: str, name: str, *others: object) -> object:
        names.append(name)
        return compile_(environment, source, name, *others)  # type: ignore[call-overload]  # as they came

    monkeypatch.setattr(Environment, "compile", noted)
    return names


def test_environments_share_what_was_compiled(tmp_path: Path, compiled: list[str]) -> None:
    """A template is compiled once, however many environments there are, and once more after an edit."""
    (tmp_path / "a.txt").write_text("{% include 'b.txt' %}, {{ 6 * 7 }}")
    (tmp_path / "b.txt").write_text("{{ 'b' }}")
    shared = Compiled()

    def rendered() -> str:
        environment = Environment(loader=FileSystemLoader(tmp_path), bytecode_cache=shared)
        return environment.get_template("a.txt").render()

    assert [rendered(), rendered()] == ["b, 42"] * 2
    assert compiled == ["a.txt", "b.txt"]
    (tmp_path / "b.txt").write_text("{{ 'c' }}")
    assert [rendered(), rendered()] == ["c, 42"] * 2
    (tmp_path / "b.txt").write_text("{{ 'b' }}")
    assert rendered() == "b, 42"
    assert compiled == ["a.txt", "b.txt", "b.txt", "b.txt"]


def test_a_template_of_the_same_name_elsewhere_is_another_one(tmp_path: Path) -> None:
    """Even with the same text: a mistake in it is told with its own file."""
    shared = Compiled()
    for folder in ("one", "two"):
        file = tmp_path / folder / "a.txt"
        file.parent.mkdir()
        file.write_text("\n{{ nothing.at.all }}")
        environment = Environment(loader=FileSystemLoader(file.parent), bytecode_cache=shared)
        assert environment.get_template("a.txt").filename == os.fspath(file)
        with pytest.raises(Exception, match="undefined") as raised:
            environment.get_template("a.txt").render()
        assert (os.fspath(file), 2) in {(str(entry.path), entry.lineno + 1) for entry in raised.traceback}


def test_pages_share_what_was_compiled(tmp_path: Path, compiled: list[str]) -> None:
    """Renderers of whatever briefing do, with the packaged templates; those of their own are theirs."""
    template = {"templates/pages/front.md.jinja": "# Mine\n"}
    renderers = [
        briefings.renderer(tmp_path / "first"),
        briefings.renderer(tmp_path / "second"),
        briefings.renderer(tmp_path / "third", template),
    ]
    made = []
    for renderer in renderers:
        compiled.clear()
        made.append(renderer.render(renderer.plan.pages["index.md"]))
    assert compiled == ["front.md.jinja"]
    assert made[0] == made[1] != made[2] == "# Mine\n"
