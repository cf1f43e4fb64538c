"""Reading a briefing's facts once, in a process of its own: prints how many seconds it took.

`python -m benchmarks.reading WAY FOLDER`; the ways are those of `WAYS`. What a program loads before it
begins is not counted.
"""

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import yaml

from builder import keeping, site


def load(root: Path) -> None:
    """All facts as plain values, nothing checked."""
    for file in sorted((root / "content").rglob("*.yml")):
        yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def load_uncollected(root: Path) -> None:
    """The same, while Python does not look for what it could throw away."""
    gc.disable()
    load(root)


def check(root: Path) -> None:
    """The facts, with everything checked."""
    site.check(root)


def check_kept(root: Path) -> None:
    """The same, with what an earlier check has kept."""
    keeping.check(root, keeping.cache_of(root))


WAYS: dict[str, Callable[[Path], None]] = {
    "load": load,
    "load-uncollected": load_uncollected,
    "check": check,
    "check-kept": check_kept,
}


def main() -> None:
    """Read as the arguments say."""
    way, folder = sys.argv[1:]
    started = time.perf_counter()
    WAYS[way](Path(folder))
    click.echo(time.perf_counter() - started)


if __name__ == "__main__":
    main()
