"""Files read and written so that nothing of an editor's is lost.

Several files are written together: all of them, or none. Each is written beside its place and then moved
there, so that whoever reads it, and whatever goes wrong, finds the old text or the new one, whole. A file
that has changed since it was read is not written over.
"""

import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from builder.files import yaml_reader
from builder.files.journal import Journal, Step, StepError, beside
from builder.files.problems import ContentError, Location, Problem
from builder.machinery import disk_trouble
from builder.machinery.lock import HeldError

_AGAIN = "Run the command again."


class Rewrite(NamedTuple):
    """A file's path below the briefing's folder (with `/`), its text as `read` gave it, and the new text.

    `before` is none for a file that is not there yet; its folder is made where it is missing.
    """

    name: str
    before: str | None
    after: str


def read(root: Path, name: str) -> str:
    """The text of a file in UTF-8, with its byte order mark and its line ends; raises `ContentError`."""
    yaml_reader.read_text(root / name, name)  # says what is wrong with a file that cannot be read
    return (root / name).read_bytes().decode("utf-8")


def write(root: Path, rewrites: Iterable[Rewrite]) -> list[str]:
    """Write several files below a folder, all or none; returns the names of those that changed.

    Permissions are kept, and where the name is a link, the file that it leads to is written. Raises
    `ContentError` (rule `not-saved`) where a file cannot be written, or is not as it was read.
    """
    changes = [_Change(root, rewrite) for rewrite in rewrites if rewrite.before != rewrite.after]
    if not changes:
        return []
    try:
        with Journal(root) as journal:
            for change in changes:
                change.refuse_if_changed()
            journal.begin(change.temporary for change in changes)
            for change in changes:
                change.prepare()
            for change in changes:
                change.refuse_if_changed()
            # A text is there before what cites it, so that whoever reads meanwhile finds what is named.
            steps = sorted((change.step() for change in changes), key=lambda step: step.before is not None)
            journal.carry_out(steps)
    except HeldError:
        raise _failure(
            changes[0].rewrite.name, "another command is writing into this folder", _AGAIN
        ) from None
    except StepError as error:
        name = next(change.rewrite.name for change in changes if change.target == error.step.target)
        raise _failure(name, _unwritten(error, error.step.target.parent)) from None
    except OSError as error:
        raise _failure(changes[0].rewrite.name, _unwritten(error, root)) from None
    return [change.rewrite.name for change in changes]


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files that were made into a folder, by path (with `/`), all or none, over whatever is there.

    Raises `ContentError` (rule `not-saved`) where they cannot be written.
    """
    if not files:
        return
    folder = folder.resolve()
    staging = folder / f".briefing-files-{secrets.token_hex(6)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with Journal(folder) as journal:
            journal.begin([staging])
            for name, data in files.items():
                (staging / name).parent.mkdir(parents=True, exist_ok=True)
                (staging / name).write_bytes(data)
            journal.carry_out([Step(folder / name, staging / name, guarded=False) for name in files])
    except HeldError:
        why = "another command is writing into this folder"
        raise _failure(str(folder), why, _AGAIN) from None
    except OSError as error:
        why = f"the files cannot be written: {disk_trouble.in_words(error, folder)}"
        raise _failure(str(folder), why) from None


class _Change:
    """One file on its way: prepared beside its place."""

    def __init__(self, root: Path, rewrite: Rewrite) -> None:
        self.rewrite = rewrite
        self.target = (root / rewrite.name).resolve()
        self.temporary = beside(self.target)

    def step(self) -> Step:
        return Step(self.target, self.temporary, self.rewrite.before)

    def prepare(self) -> None:
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            if self.rewrite.before is not None and not os.access(self.target, os.W_OK):
                raise PermissionError(None, "it is write-protected")
            with self.temporary.open("xb") as file:
                file.write(self.rewrite.after.encode())
                file.flush()
                os.fsync(file.fileno())
            if self.rewrite.before is not None:
                shutil.copymode(self.target, self.temporary)
        except OSError as error:
            raise self._failure(_unwritten(error, self.target.parent)) from None

    def refuse_if_changed(self) -> None:
        try:
            found = self.target.read_bytes()
        except FileNotFoundError:
            if self.rewrite.before is None:
                return
            raise self._failure("the file is gone since it was read") from None
        except OSError as error:
            reason = disk_trouble.in_words(error, self.target.parent)
            raise self._failure(f"the file cannot be read: {reason}") from None
        if self.rewrite.before is None:
            raise self._failure("there is a file of this name already")
        if found != self.rewrite.before.encode():
            raise self._failure("the file has changed since it was read", _AGAIN)

    def _failure(self, message: str, hint: str = "") -> ContentError:
        return _failure(self.rewrite.name, message, hint)


def _failure(name: str, message: str, hint: str = "") -> ContentError:
    return ContentError([Problem("not-saved", Location(name), message, hint)])


def _unwritten(error: OSError, folder: Path) -> str:
    return f"the file cannot be written: {disk_trouble.in_words(error, folder)}"
