"""A lock between processes, which the system lifts when its holder ends, however that comes about."""

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class HeldError(Exception):
    """Another process holds the lock."""


class Lock:
    """A lock on a file, which is there while it is held; raises `HeldError` where another process holds it.

    Some file systems know no locks, and some folders cannot be written to: then `is_sure` is false, and
    another process may be at work as well.
    """

    def __init__(self, file: Path) -> None:
        self.is_sure = False
        self._file = file
        self._handle: int | None = None
        while not self.is_sure:
            try:
                self._handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
            except OSError:
                return
            try:
                _lock(self._handle)
            except (BlockingIOError, PermissionError):
                os.close(self._handle)
                self._handle = None
                raise HeldError(file) from None
            except OSError:
                return
            # Whoever held it before may have removed the file meanwhile: then this is another one.
            self.is_sure = _is_there(file, self._handle)
            if not self.is_sure:
                os.close(self._handle)

    def release(self) -> None:
        """Let others have it."""
        if self._handle is None:
            return
        with suppress(OSError):  # Windows removes no file that is open
            self._file.unlink()
        os.close(self._handle)
        with suppress(OSError):
            if sys.platform == "win32":
                self._file.unlink()
        self._handle, self.is_sure = None, False


def _is_there(file: Path, handle: int) -> bool:
    try:
        return os.path.samestat(file.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False
