"""What an import makes, written into new files of `content/`: all of them, or none.

Records are written as they come into a folder that nothing reads, so that a hundred thousand of them need
little memory; at the end the files are moved to their places. No file that is there is changed.
"""

import secrets
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from builder.authoring import schemas
from builder.authoring.exchange.proposals import Proposal
from builder.facts.briefing import OVERVIEW
from builder.files import yaml_writer
from builder.files.journal import Journal, Step
from builder.files.problems import ContentError, Location, Problem
from builder.machinery import disk_trouble
from builder.machinery.lock import HeldError
from builder.model import base, records
from builder.model.kinds import KINDS

# How many records stand in one file: as much as people like to scroll through.
PER_FILE = 500


class Staging:
    """New files on their way into a briefing's folder, named after what they come from (`stem`).

    To be used in a `with` statement; what was not moved by `commit` is gone after it.
    """

    def __init__(self, root: Path, stem: str) -> None:
        self.root = root.resolve()
        self.stem = stem
        self.counts: dict[type[base.Model], int] = {}
        self.drafts = 0
        # A name that begins with a dot is read by nobody.
        self._folder = self.root / "content" / f".import-{secrets.token_hex(6)}"
        self._journal = Journal(self.root)
        self._files: dict[type[base.Model], list[Path]] = {}
        self._open: dict[type[base.Model], IO[str]] = {}
        self._modelines = (root / schemas.FOLDER).is_dir()

    def __enter__(self) -> Self:
        try:
            self._journal.__enter__()
        except HeldError:
            where = Location(f"content/{self.stem}")
            why = "another command is writing into this folder"
            raise ContentError([Problem("not-saved", where, why, "Run the command again.")]) from None
        try:
            self._journal.begin([self._folder])
            self._folder.mkdir()
        except BaseException:
            self._journal.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._open.values():
            file.close()
        self._journal.__exit__(kind, error, trace)

    def add(self, proposal: Proposal) -> None:
        """Write one record; raises `OSError` where there is no room for it."""
        kind = proposal.kind
        before = self.counts.get(kind, 0)
        if before % PER_FILE == 0:
            self._next_file(kind)
        self.counts[kind] = before + 1
        self.drafts += proposal.fields.get("draft") in (True, "true")
        if kind is records.Overview:
            text = yaml_writer.entries(proposal.fields)
        else:
            text = yaml_writer.as_yaml(proposal.id, proposal.fields)
            if before % PER_FILE or self._modelines:
                text = f"\n{text}"
        self._open[kind].write(text)

    def commit(self) -> list[str]:
        """Move the files to their places; returns their names below the briefing's folder."""
        for file in self._open.values():
            file.close()
        # What is referred to comes first: sources, actors and places before events.
        steps = [
            Step(target, path)
            for kind in sorted(self._files, key=_rank)
            for target, path in zip(self._targets(kind), self._files[kind], strict=False)
        ]
        try:
            self._journal.carry_out(steps)
        except OSError as error:
            reason = disk_trouble.in_words(error, self.root / "content")
            where = Location(f"content/{self.stem}")
            problem = Problem("not-saved", where, f"the files cannot be written: {reason}")
            raise ContentError([problem]) from None
        return sorted(step.target.relative_to(self.root).as_posix() for step in steps)

    def _next_file(self, kind: type[base.Model]) -> None:
        files = self._files.setdefault(kind, [])
        if kind in self._open:
            self._open[kind].close()
        path = self._folder / f"{kind.__name__}-{len(files)}.yml"
        files.append(path)
        self._open[kind] = path.open("x", encoding="utf-8", newline="\n")
        if self._modelines:
            target = next(self._targets(kind)).relative_to(self.root).as_posix()
            self._open[kind].write(f"{schemas.modeline(target)}\n")

    def _targets(self, kind: type[base.Model]) -> Iterator[Path]:
        """The names that are free for files of a kind."""
        content = self.root / "content"
        if not issubclass(kind, records.Record):
            yield content / f"{OVERVIEW}.yml"
            return
        names = (content / kind.folder / self._name(number) for number in count(1))
        yield from (path for path in names if not path.exists())

    def _name(self, number: int) -> str:
        # A folder is read in the order of its names: an underscore sorts behind a full stop.
        return f"{self.stem}.yml" if number == 1 else f"{self.stem}_{number:03}.yml"


def _rank(kind: type[base.Model]) -> int:
    """The place of a kind in the order in which files are put in place."""
    order = [each.model for each in KINDS]
    return order.index(kind) if kind in order else len(order)
