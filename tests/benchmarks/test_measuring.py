"""Programs that are run, and whose turn it is."""

import sys
from pathlib import Path

import pytest

from benchmarks import measuring
from benchmarks.measuring import NotMeasuredError


def python(code: str) -> tuple[str, ...]:
    """A command that runs a piece of Python."""
    return sys.executable, "-S", "-c", code


class Clock:
    """A clock on which only what is measured takes time."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_order_turns_from_round_to_round() -> None:
    """Nobody is always first."""
    order: list[tuple[str, int]] = []
    found = measuring.in_turns(["one", "two"], 3, 60, lambda name, number: order.append((name, number)))
    assert [name for name, _ in order] == ["one", "two", "two", "one", "one", "two"]
    assert [number for _, number in order] == [0, 0, 1, 1, 2, 2]
    assert {name: len(each) for name, each in found.items()} == {"one": 3, "two": 3}


def test_who_takes_long_is_measured_less_often_but_once_at_least() -> None:
    """The budget holds for all rounds of a contestant together."""
    clock = Clock()
    lasts = {"quick": 1.0, "slow": 25.0, "endless": 1000.0}

    def measure(name: str, number: int) -> float:
        clock.now += lasts[name]
        return lasts[name]

    found = measuring.in_turns(list(lasts), 5, 60, measure, clock)
    assert {name: len(each) for name, each in found.items()} == {"quick": 5, "slow": 2, "endless": 1}


def test_a_run_has_a_peak_of_memory(tmp_path: Path) -> None:
    """The memory is the most that was held, not what is held at last."""
    done = measuring.run(
        python("import time; held = bytes(1) * 80_000_000; time.sleep(0.2); del held"), tmp_path, 60
    )
    assert 80_000_000 < done.memory < 400_000_000


def test_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    """What a program starts counts as well, where the system tells."""
    hold = "held = bytes(1) * 60_000_000; time.sleep(0.3)"
    both = (
        f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-S', '-c', 'import time; {hold}'])"
    )
    done = measuring.run(python(f"{both}; time.sleep(0.1); {hold}"), tmp_path, 60)
    if sys.platform == "linux":
        assert done.memory > 120_000_000


def test_a_run_that_fails_says_what_the_program_said(tmp_path: Path) -> None:
    """On one line, so that it fits into a note."""
    with pytest.raises(NotMeasuredError, match=r"^failed: the disk is full$"):
        measuring.run(python("import sys; sys.exit('the disk\\n is full')"), tmp_path, 60)


def test_a_run_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    """It does not hold up the rest."""
    with pytest.raises(NotMeasuredError, match="stopped after 0 s"):
        measuring.run(python("import time; time.sleep(60)"), tmp_path, 0.1)


def test_a_number_that_is_printed(tmp_path: Path) -> None:
    """A program that prints no number but fails says why."""
    assert measuring.printed(python("print(0.25)"), tmp_path, 60) == 0.25
    with pytest.raises(NotMeasuredError, match="no number"):
        measuring.printed(python("raise SystemExit('no number')"), tmp_path, 60)
