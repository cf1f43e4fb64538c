"""Which code made something: where that is another now, it is made again."""

import hashlib
import sys
from functools import cache
from importlib import resources
from pathlib import Path


@cache
def program() -> str:
    """A digest of the program's own files, as they were when it began, and of the libraries' versions."""
    digest = hashlib.sha256(sys.version.encode())
    for package in ("builder", "builder.templates"):
        folder = Path(str(resources.files(package)))
        for path in sorted(folder.rglob("*")):
            if path.suffix != ".pyc":
                stat = path.stat()
                digest.update(f"{path.relative_to(folder)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    # Each installed library has a folder that is named after it and its version.
    for place in filter(Path.is_dir, map(Path, sys.path)):
        names = sorted(path.name for path in place.glob("*.dist-info"))
        digest.update("\n".join(names).encode())
    return digest.hexdigest()
