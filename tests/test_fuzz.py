"""Each part of `python -m tests.fuzz` tries something, and tells a failure from what is right."""

import os
import random
from pathlib import Path

import pytest

from tests import fuzz


@pytest.mark.parametrize("part", fuzz.PARTS)
def test_each_part_tries_something(part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a second, with a seed that is known; nothing fails."""
    if part == "kills" and not hasattr(os, "fork"):
        pytest.skip("children are killed")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    figures, failures = fuzz.run(part, 1, 1, tmp_path)
    assert failures == []
    assert sum(figures.values()) >= 1


def test_a_failure_is_told(tmp_path: Path) -> None:
    """With what it is, and what it was given."""

    def failing() -> str:
        raise ValueError("no")

    outcome = fuzz.tried("a part", tmp_path, failing)
    assert outcome.failure is not None
    assert "ValueError: no" in outcome.failure.what
    assert outcome.failure.given == str(tmp_path)


def test_the_same_seed_alters_alike() -> None:
    """So that a failure can be had again."""
    data = (fuzz.ROOT / "README.md").read_bytes()
    once, again = (fuzz.altered(data, random.Random(7)) for _ in range(2))
    assert once == again != data
