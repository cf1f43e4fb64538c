"""Reading a briefing's facts once, in a process of its own: prints how many seconds it took.

`python -m benchmarks.reading WAY FOLDER`; the ways are those of `WAYS`. What a program loads before it
begins is not counted, and each way loads only what it needs.
"""

import gc
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click


def load(root: Path) -> Callable[[], object]:
    """All facts as plain values, nothing checked."""
    import yaml

    def read() -> None:
        for file in sorted((root / "content").rglob("*.yml")):
            yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

    return read


def load_uncollected(root: Path) -> Callable[[], object]:
    """The same, while Python does not look for what it could throw away."""
    gc.disable()
    return load(root)


def check(root: Path) -> Callable[[], object]:
    """The facts, with everything checked."""
    from builder.pipeline import check as checking

    return partial(checking.check, root)


def check_kept(root: Path) -> Callable[[], object]:
    """The same, with what an earlier check has kept."""
    from builder.files.layout import Configuration
    from builder.pipeline import kept

    return lambda: kept.check(Configuration.of(root), kept.cache_of(root))


WAYS: dict[str, Callable[[Path], Callable[[], object]]] = {
    "load": load,
    "load-uncollected": load_uncollected,
    "check": check,
    "check-kept": check_kept,
}


def main() -> None:
    """Read as the arguments say."""
    way, folder = sys.argv[1:]
    work = WAYS[way](Path(folder))
    started = time.perf_counter()
    work()
    click.echo(time.perf_counter() - started)


if __name__ == "__main__":
    main()
