"""What is wrong with a disk, in words that tell an editor where to look."""

import errno
from pathlib import Path

_FULL = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EFBIG: "a file became larger than is allowed here",
    errno.EROFS: "the disk can only be read",
    errno.EIO: "the disk reports a fault",
}


def is_of_disk(error: OSError) -> bool:
    """Whether it is the disk that failed, and not a file that is missing or belongs to somebody else."""
    return error.errno in _FULL


def in_words(error: OSError, folder: Path) -> str:
    """Why a folder could not be written to; a full disk is named with where it begins."""
    said = _FULL.get(error.errno or 0)
    if said is None:
        return (error.strerror or str(error)).lower()
    return f"{said} ({_mount(folder)}, which holds {folder})"


def _mount(folder: Path) -> Path:
    """Where the disk begins that holds a folder, which need not be there yet."""
    path = folder.resolve()
    while not path.is_mount() and path != path.parent:
        path = path.parent
    return path
