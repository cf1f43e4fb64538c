"""Files read and written so that nothing of an editor's is lost.

Several files are written together: all of them, or none. Each is written beside its place and then moved
there, so that whoever reads it, and whatever goes wrong, finds the old text or the new one, whole. A file
that has changed since it was read is not written over.
"""

import os
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from builder.files import yaml_reader
from builder.files.problems import ContentError, Location, Problem


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
    try:
        for change in changes:
            change.prepare()
        for change in changes:
            change.refuse_if_changed()
        for change in changes:
            change.carry_out()
    except BaseException:
        for change in changes:
            change.undo()
        raise
    for folder in {change.target.parent for change in changes}:
        _flush(folder)
    return [change.rewrite.name for change in changes]


class _Change:
    """One file on its way: prepared beside its place, carried out, or undone."""

    def __init__(self, root: Path, rewrite: Rewrite) -> None:
        self.rewrite = rewrite
        self.target = (root / rewrite.name).resolve()
        self.temporary = self._beside()
        self.carried_out = False

    def _beside(self) -> Path:
        # A name that begins with a dot is read by nobody.
        return self.target.with_name(f".{self.target.name}.{secrets.token_hex(6)}")

    def prepare(self) -> None:
        self.refuse_if_changed()
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            if self.rewrite.before is not None and not os.access(self.target, os.W_OK):
                raise PermissionError(None, "it is write-protected")
            self._write(self.rewrite.after)
        except OSError as error:
            raise self._failure(f"the file cannot be written: {_reason(error)}") from None

    def _write(self, text: str) -> None:
        with self.temporary.open("xb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        if self.rewrite.before is not None:
            shutil.copymode(self.target, self.temporary)

    def refuse_if_changed(self) -> None:
        try:
            found = self.target.read_bytes()
        except FileNotFoundError:
            if self.rewrite.before is None:
                return
            raise self._failure("the file is gone since it was read") from None
        except OSError as error:
            raise self._failure(f"the file cannot be read: {_reason(error)}") from None
        if self.rewrite.before is None:
            raise self._failure("there is a file of this name already")
        if found != self.rewrite.before.encode():
            raise self._failure("the file has changed since it was read", "Run the command again.")

    def carry_out(self) -> None:
        try:
            self.temporary.replace(self.target)
        except OSError as error:
            raise self._failure(f"the file cannot be written: {_reason(error)}") from None
        self.carried_out = True

    def undo(self) -> None:
        """Put back what was there; where even that fails, the other files are still put back."""
        with suppress(OSError):
            self.temporary.unlink(missing_ok=True)
            if self.carried_out and self.rewrite.before is None:
                self.target.unlink()
            elif self.carried_out:
                self._write(self.rewrite.before or "")
                self.temporary.replace(self.target)

    def _failure(self, message: str, hint: str = "") -> ContentError:
        return ContentError([Problem("not-saved", Location(self.rewrite.name), message, hint)])


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _flush(folder: Path) -> None:
    """See to it that the moves outlast a loss of power, where the system can do that for a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
