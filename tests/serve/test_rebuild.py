"""However many edits were made before, what is made is what would be made from the beginning."""

import shutil
from pathlib import Path

import pytest

from builder.files.problems import ContentError, Problem
from builder.pages.published import Site
from builder.serve.rebuild import Rebuilding
from tests.random_edits import Editor

RIVER_DAM = Path(__file__).parents[1] / "content" / "river-dam"

EDIT_BASE = "https://github.com/example/briefing/edit/main/"


def made(rebuilding: Rebuilding) -> Site | tuple[Problem, ...]:
    """The site, or what is wrong with it."""
    try:
        return rebuilding.build()
    except ContentError as error:
        return error.problems


def new(root: Path) -> Rebuilding:
    """One that knows nothing yet."""
    return Rebuilding(root, EDIT_BASE, folders=True)


@pytest.mark.parametrize("seed", [1, 2])
def test_random_edits(tmp_path: Path, seed: int) -> None:
    """Whatever is edited, in whatever order, mistakes among it, which are taken back."""
    root = tmp_path / "briefing"
    shutil.copytree(RIVER_DAM, root)
    editor = Editor(root, seed)
    rebuilding = new(root)
    problems = 0
    for _ in range(20):
        edit = editor.edit()
        found = made(rebuilding)
        assert found == made(new(root)), (editor.number, edit)
        if not isinstance(found, Site):
            problems += 1
            editor.take_back()
    assert 0 < problems < 10
