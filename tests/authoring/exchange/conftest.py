"""A small briefing to import into, and what an import made of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.authoring.exchange import importing, summary
from builder.authoring.exchange.importing import Imported
from builder.authoring.exchange.interface import Wish
from builder.authoring.exchange.ledger import Ledger
from builder.facts.briefing import Briefing
from builder.facts.loading import load
from builder.files.problems import has_errors
from builder.pipeline.check import check
from tests import briefings


@dataclass(frozen=True)
class Result:
    """What an import did, the briefing after it, and the text of the files that it wrote."""

    done: Imported
    briefing: Briefing
    written: str
    told: str

    @property
    def ledger(self) -> Ledger:
        return self.done.ledger

    @property
    def left(self) -> dict[str, int]:
        """How many values were not carried, by the reason."""
        return {reason: places.count for reason, places in self.ledger.left.items()}


Import = Callable[..., Result]


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Imports a file, given as its name and content, into one and the same small briefing."""
    root = briefings.write(tmp_path / "site")

    def run(
        name: str, content: str | bytes, wish: Wish | None = None, files: briefings.Files | None = None
    ) -> Result:
        if files:
            briefings.write(root, files)
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        done = importing.run(root, file, wish or Wish())
        balance(done.ledger)
        briefing, problems = load(root)
        assert problems == (), "\n".join(map(str, problems))
        assert briefing is not None
        written = "".join((root / made).read_text(encoding="utf-8") for made in done.files)
        return Result(done, briefing, written, summary.of_import(done, name))

    return run


def balance(ledger: Ledger) -> None:
    """What came in is what went out, and what is named as not carried."""
    out = ledger.carried + ledger.dropped + ledger.there + ledger.changes + ledger.outside + ledger.refusals
    assert ledger.entries == out
    assert ledger.values == ledger.values_carried + sum(places.count for places in ledger.left.values())


def assert_nothing_lost(result: Result, values: Iterable[tuple[str, str]]) -> None:
    """Each value of a file, each unlike the others, stands in what was written, or is named.

    `values` are names as the file has them, with the values; a name stands for all that is left of it.
    """
    told = " ".join(result.written.split()).replace("\\", "")
    named = " ".join(result.ledger.left)
    lost = [
        (name, value)
        for name, value in values
        if " ".join(value.split()) not in told and f"`{name}`" not in named
    ]
    assert lost == []


def assert_no_errors(root: Path) -> None:
    """What was imported is no worse than a draft: the check finds no error in it."""
    checked = check(root)
    assert not has_errors(checked.problems), "\n".join(map(str, checked.problems))
