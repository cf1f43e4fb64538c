"""Long work on a terminal says how far it is, and nothing else does."""

import io
import sys

import pytest

from builder.machinery import progress
from builder.machinery.progress import steps


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
