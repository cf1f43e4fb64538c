"""Long work on a terminal says how far it is, and nothing else does."""

import io
import sys
from collections.abc import Callable
from functools import partialmethod

import pytest
from tqdm import tqdm

from builder.machinery import progress
from builder.machinery.progress import Progress, steps


class Terminal(io.StringIO):
    """What a terminal was told."""

    def isatty(self) -> bool:
        return True


def test_every_item_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """In order, whoever is looking."""
    assert list(steps([3, 1, 2], "Reading")) == [3, 1, 2]
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert list(steps([3, 1, 2], "Reading")) == [3, 1, 2]
    assert list(steps([], "Reading")) == []


def test_long_work_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is being done and how far it is; at the end the line is empty again."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "_LONG", 0)
    list(steps(range(5), "Reading"))
    assert "Reading: 0 of 5" in terminal.getvalue()
    assert terminal.getvalue().rpartition("\r")[0].rpartition("\r")[2].strip() == ""


def test_short_work_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told of what is done at once."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    list(steps(range(5), "Reading"))
    assert terminal.getvalue() == ""


def test_pipes_are_left_alone(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it takes."""
    monkeypatch.setattr(progress, "_LONG", 0)
    list(steps(range(5), "Reading"))
    assert capsys.readouterr() == ("", "")


def shown_at_once(shown: tqdm, update: Callable[[tqdm, float], object]) -> None:  # type: ignore[type-arg]
    """One more step, shown however short ago the last one was."""
    update(shown, 1)
    shown.refresh()


def line(terminal: Terminal) -> str:
    """What stands in the line now."""
    return terminal.getvalue().rpartition("\r")[2].strip()


def test_whoever_does_the_work_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step counts one, in whatever order the work is done; the line goes when the work is done."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "_LONG", 0)
    monkeypatch.setattr("tqdm.tqdm.update", partialmethod(shown_at_once, tqdm.update))
    one = Progress(3, "Converting")
    for number in (1, 2, 3):
        one.step()
        assert line(terminal).startswith(f"Converting: {number} of 3")
    one.end()
    one.end()
    assert line(terminal) == ""


def test_work_that_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line goes away, and the next work is shown in the same place."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "_LONG", 0)

    def work() -> None:
        for number in steps([1, 2, 3], "Reading"):
            assert number < 2

    with pytest.raises(AssertionError):
        work()
    assert line(terminal) == ""
    list(steps([1], "Checking"))
    assert "\n" not in terminal.getvalue()
