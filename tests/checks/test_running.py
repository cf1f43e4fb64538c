"""The rules run one after the other, or by two processes."""

from pathlib import Path

import pytest

from builder.checks import running
from builder.machinery import forked
from builder.pipeline.check import check

CONTENT = Path(__file__).parents[1] / "content"


@pytest.mark.parametrize(
    "case", sorted(CONTENT.glob("*/expected.txt"))[::9], ids=lambda case: case.parent.name
)
def test_two_processes_find_what_one_finds(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same problems, in the same order."""
    alone = check(case.parent).problems
    monkeypatch.setattr(running, "_MANY", 0)
    monkeypatch.setattr(forked, "can_be_copied", lambda: True)
    found = check(case.parent).problems
    assert found == alone
    assert [problem.remedy for problem in found] == [problem.remedy for problem in alone]
