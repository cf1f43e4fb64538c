"""What an import makes, written into new files of `content/`: all of them, or none.

Records are written as they come into a folder that nothing reads, so that a hundred thousand of them need
little memory; at the end the files are moved to their places. No file that is there is changed.
"""

import secrets
import shutil
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from builder.authoring import schemas
from builder.authoring.exchange.proposals import Proposal
from builder.facts.briefing import OVERVIEW
from builder.files import yaml_writer
from builder.files.problems import ContentError, Location, Problem
from builder.model import base, records

# How many records stand in one file: as much as people like to scroll through.
PER_FILE = 500


class Staging:
    """New files on their way into a briefing's folder, named after what they come from (`stem`).

    To be used in a `with` statement; what was not moved by `commit` is gone after it.
    """

    def __init__(self, root: Path, stem: str) -> None:
        self.root = root
        self.stem = stem
        self.counts: dict[type[base.Model], int] = {}
        self.drafts = 0
        # A name that begins with a dot is read by nobody.
        self._folder = root / "content" / f".import-{secrets.token_hex(6)}"
        self._files: dict[type[base.Model], list[Path]] = {}
        self._open: dict[type[base.Model], IO[str]] = {}
        self._modelines = (root / schemas.FOLDER).is_dir()

    def __enter__(self) -> Self:
        self._folder.mkdir()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._open.values():
            file.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def add(self, proposal: Proposal) -> None:
        """Write one record; raises `OSError` where there is no room for it."""
        kind = proposal.kind
        count = self.counts.get(kind, 0)
        if count % PER_FILE == 0:
            self._next_file(kind)
        self.counts[kind] = count + 1
        self.drafts += proposal.fields.get("draft") in (True, "true")
        if kind is records.Overview:
            text = yaml_writer.entries(proposal.fields)
        else:
            text = yaml_writer.as_yaml(proposal.id, proposal.fields)
            if count % PER_FILE or self._modelines:
                text = f"\n{text}"
        self._open[kind].write(text)

    def commit(self) -> list[str]:
        """Move the files to their places; returns their names below the briefing's folder."""
        for file in self._open.values():
            file.close()
        moved: list[Path] = []
        try:
            for kind, made in self._files.items():
                for path in made:
                    target = self._target(kind)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    path.rename(target)
                    moved.append(target)
        except OSError as error:
            for target in moved:
                target.unlink(missing_ok=True)
            reason = (error.strerror or str(error)).lower()
            where = Location(f"content/{self.stem}")
            problem = Problem("not-saved", where, f"the files cannot be written: {reason}")
            raise ContentError([problem]) from None
        return [target.relative_to(self.root).as_posix() for target in moved]

    def _next_file(self, kind: type[base.Model]) -> None:
        files = self._files.setdefault(kind, [])
        if kind in self._open:
            self._open[kind].close()
        path = self._folder / f"{kind.__name__}-{len(files)}.yml"
        files.append(path)
        self._open[kind] = path.open("x", encoding="utf-8", newline="\n")
        if self._modelines:
            target = self._target(kind).relative_to(self.root).as_posix()
            self._open[kind].write(f"{schemas.modeline(target)}\n")

    def _target(self, kind: type[base.Model]) -> Path:
        """The first name that is free for a file of a kind."""
        content = self.root / "content"
        if not issubclass(kind, records.Record):
            return content / f"{OVERVIEW}.yml"
        folder, number = content / kind.folder, 1
        while (folder / self._name(number)).exists():
            number += 1
        return folder / self._name(number)

    def _name(self, number: int) -> str:
        # A folder is read in the order of its names: an underscore sorts behind a full stop.
        return f"{self.stem}.yml" if number == 1 else f"{self.stem}_{number:03}.yml"
