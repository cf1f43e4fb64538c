"""A site built beside its place, and put there when it is whole.

MkDocs empties the folder of the site and writes into it file by file. So it is given another folder, and
only a whole site takes the place of the one before, which stays as it is where the build fails or is killed.
"""

import ctypes
import os
import re
import secrets
import shutil
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from builder.machinery import disk_trouble
from builder.machinery.lock import HeldError, Lock

_NAME = re.compile(r"\.briefing-build-(.*)-[0-9a-f]{12}")
# Of Linux' renameat2: paths as seen from the current folder, and that two of them change places.
_FROM_HERE, _EXCHANGE = -100, 2


class Swap:
    """The folder that one site is built in, and its place (`site_dir`), links to it followed."""

    def __init__(self, site_dir: str) -> None:
        self.site_dir = site_dir
        self.place = Path(site_dir).resolve()
        parent = self.place.parent
        # A disk of its own cannot be moved, nor a folder in one that may not be written to.
        self._is_inside = self.place.is_mount() or not os.access(_nearest(parent), os.W_OK)
        self._around = self.place if self._is_inside else parent
        self._around.mkdir(parents=True, exist_ok=True)
        _sweep(self._around, self.place)
        self.folder = self._around / f".briefing-build-{self.place.name}-{secrets.token_hex(6)}"
        self._lock = Lock(_lock_of(self.folder))
        self._is_to_be_kept = False
        try:
            self.folder.mkdir()
        except OSError:
            self._lock.release()
            raise
        if self.place.is_dir():
            shutil.copymode(self.place, self.folder)

    def finish(self) -> None:
        """Put the site in its place, as it is whole. Hidden files there stay, as MkDocs has it."""
        if not self.place.exists():
            self.folder.rename(self.place)
        elif self._is_inside or not _exchanged(self.folder, self.place):
            _put_in_place(self.folder, self.place)
        else:
            self._is_to_be_kept = True  # it holds the hidden files now
            _keep_hidden(self.folder, self.place)
            self._is_to_be_kept = False
        self.discard()

    def discard(self) -> None:
        """Remove what was built, or what it has taken the place of."""
        if not self._is_to_be_kept:
            shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.release()

    def failure(self, error: Exception) -> str | None:
        """What is said where the site could not be written; none where something else went wrong."""
        if not isinstance(error, OSError):
            return None
        file = error.filename
        if not disk_trouble.is_of_disk(error) and not (
            isinstance(file, str) and Path(file).is_relative_to(self._around)
        ):
            return None
        return unwritten(error, self.place)


def unwritten(error: OSError, place: Path) -> str:
    """What is said where a site could not be written."""
    stays = "; the last good site stays as it was" if place.is_dir() else ""
    return f"the site could not be written: {disk_trouble.in_words(error, place)}{stays}"


def give(config: MkDocsConfig) -> Swap:
    """Have MkDocs build beside the place of the site; raises `OSError` where there can be no folder."""
    swap = Swap(config.site_dir)
    config.site_dir = str(swap.folder)
    return swap


def take(config: MkDocsConfig, swap: Swap) -> None:
    """The build has succeeded."""
    config.site_dir = swap.site_dir
    swap.finish()


def _nearest(folder: Path) -> Path:
    """A folder, or the nearest above it that is there."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _lock_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")


def _sweep(around: Path, place: Path) -> None:
    """Remove what builds of a site have left behind that were killed, but nothing that is still going on."""
    for folder in around.glob(".briefing-build-*"):
        found = _NAME.fullmatch(folder.name.removesuffix(".lock"))
        if found is None or found[1] != place.name:
            continue
        folder = folder.with_name(folder.name.removesuffix(".lock"))
        try:
            lock = Lock(_lock_of(folder))
        except HeldError:
            continue
        if lock.is_sure:
            if folder.is_dir() and place.is_dir():
                _keep_hidden(folder, place)
            shutil.rmtree(folder, ignore_errors=True)
        lock.release()


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places at once, where the system can do that."""
    if sys.platform != "linux":
        return False
    try:
        exchange = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(exchange(_FROM_HERE, bytes(one), _FROM_HERE, bytes(other), _EXCHANGE) == 0)


def _put_in_place(new: Path, place: Path) -> None:
    """Put what is in a folder into another, one entry after the other, and remove what else is there."""
    there = {entry.name for entry in place.iterdir()} - {new.name, _lock_of(new).name}
    names = sorted(entry.name for entry in new.iterdir())
    old = new / f".old-{secrets.token_hex(6)}"
    old.mkdir()
    for name in names:
        if name in there:
            if name.startswith("."):
                _merge(place / name, new / name)
            if os.path.lexists(place / name):
                shutil.move(place / name, old / name)
        (new / name).rename(place / name)
    for name in there.difference(names):
        if not name.startswith("."):
            shutil.move(place / name, old / name)


def _keep_hidden(old: Path, new: Path) -> None:
    """Move hidden files and folders that a site had into the one that takes its place, such as `.git`."""
    for entry in old.iterdir():
        if entry.name.startswith(".") and not _NAME.fullmatch(entry.name.removesuffix(".lock")):
            _merge(entry, new / entry.name)


def _merge(old: Path, new: Path) -> None:
    if not os.path.lexists(new):
        shutil.move(old, new)
    elif old.is_dir() and new.is_dir() and not old.is_symlink() and not new.is_symlink():
        for entry in old.iterdir():
            _merge(entry, new / entry.name)
