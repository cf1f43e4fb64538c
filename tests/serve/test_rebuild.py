"""However many edits were made before, what is made is what would be made from the beginning."""

import gc
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder.facts import loading
from builder.figures.map import drawing
from builder.files.layout import Configuration
from builder.files.problems import ContentError, Problem
from builder.pages.published import Site
from builder.pipeline.build import build
from builder.pipeline.check import check
from builder.serve.rebuild import Rebuilding
from tests import briefings
from tests.random_edits import Editor

RIVER_DAM = Path(__file__).parents[1] / "content" / "river-dam"

EDIT_BASE = "https://github.com/example/briefing/edit/main/"


def made(rebuilding: Rebuilding) -> Site | tuple[Problem, ...]:
    """The site, or what is wrong with it."""
    try:
        return rebuilding.build()
    except ContentError as error:
        return error.problems


def begun(root: Path) -> Rebuilding:
    """One that knows nothing yet."""
    return Rebuilding(Configuration.of(root), EDIT_BASE, folders=True)


@pytest.mark.parametrize("seed", [1, 2])
def test_random_edits(tmp_path: Path, seed: int) -> None:
    """Whatever is edited, in whatever order, mistakes among it, which are taken back."""
    root = tmp_path / "briefing"
    shutil.copytree(RIVER_DAM, root)
    editor = Editor(root, seed)
    rebuilding = begun(root)
    problems = 0
    for _ in range(20):
        edit = editor.edit()
        found = made(rebuilding)
        assert found == made(begun(root)), (editor.number, edit)
        if not isinstance(found, Site):
            problems += 1
            editor.take_back()
    assert 0 < problems < 10


def objects() -> int:
    """How many objects there are, also those that Python has been told not to look through."""
    gc.collect()
    return len(gc.get_objects()) + gc.get_freeze_count()


def built_again(root: Path) -> Callable[[], object]:
    """What is made while serving."""
    return begun(root).build


def checked_again(root: Path) -> Callable[[], object]:
    """A check from the beginning."""
    return lambda: check(root)


def published_again(root: Path) -> Callable[[], object]:
    """A build from the beginning."""
    return lambda: build(root)


@pytest.mark.parametrize("begin", [built_again, checked_again, published_again])
def test_nothing_grows(tmp_path: Path, begin: Callable[[Path], Callable[[], object]]) -> None:
    """However often a title goes back and forth, no more is held than before."""
    root = briefings.write(tmp_path)
    file = root / "content" / "events.yml"
    again = begin(root)

    def edits(count: int) -> None:
        for _ in range(count):
            for old, new in (("ferry leaves", "ship leaves"), ("ship leaves", "ferry leaves")):
                file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")
                again()

    edits(3)
    before = objects()
    edits(10)
    assert objects() - before < 50  # of the thousands that one edit makes


@pytest.mark.parametrize(
    ("file", "old", "new", "times"),
    [
        pytest.param("events", "The ferry leaves", "The ferry departs", 0, id="the title of an event"),
        pytest.param("events", "on 3 May 2021.", "on that day.", 0, id="what is said of an event"),
        pytest.param("events", "date: 2021-05-03", "date: 2021-05", 0, id="the day of an event"),
        pytest.param("places", "[57.1, 60.2]", "[57.1, 60.3]", 1, id="where a place is"),
        pytest.param("places", "The old harbour", "The harbour", 1, id="the name of a place"),
    ],
)
def test_the_map_is_drawn_again_for_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, old: str, new: str, times: int
) -> None:
    """Its list tells what happened; a change of that leaves the drawing as it is."""
    place = "old-harbour: {name: The old harbour, precision: town, location: [57.1, 60.2]}"
    root = briefings.write(tmp_path, {"content/places.yml": place})
    drawn: list[object] = []
    draw = drawing.drawn

    def noted(*given: Any, **settings: Any) -> object:
        drawn.append(given)
        return draw(*given, **settings)

    monkeypatch.setattr(drawing, "drawn", noted)
    rebuilding = begun(root)
    assert isinstance(made(rebuilding), Site)
    before = len(drawn)
    edited = root / "content" / f"{file}.yml"
    text = edited.read_text("utf-8")
    assert old in text
    edited.write_text(text.replace(old, new), encoding="utf-8")
    found = made(rebuilding)
    assert len(drawn) - before == times * before
    assert found == made(begun(root))


def test_source_texts_are_looked_through_when_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit elsewhere looks through none, however long; what is wrong with one is told each time."""
    looked: list[str] = []
    look = loading._control_characters

    def noted(text: str, path: str, source: str) -> tuple[Problem, ...]:
        looked.append(path)
        return look(text, path, source)

    monkeypatch.setattr(loading, "_control_characters", noted)
    root = briefings.write(tmp_path)
    text, events = root / "seeds" / "gazette.txt", root / "content" / "events.yml"
    rebuilding = begun(root)
    assert isinstance(made(rebuilding), Site)
    assert looked == ["seeds/gazette.txt"]
    events.write_text(events.read_text("utf-8").replace("ferry leaves", "ship leaves"), encoding="utf-8")
    assert isinstance(made(rebuilding), Site)
    assert looked == ["seeds/gazette.txt"]
    text.write_text(f"{text.read_text('utf-8')}\n\x01\n", encoding="utf-8")
    for _ in range(2):
        found = made(rebuilding)
        assert looked == ["seeds/gazette.txt"] * 2
        assert not isinstance(found, Site)
        assert "control-character" in {problem.rule for problem in found}
