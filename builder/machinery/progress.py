"""What long work is at and how far, on a terminal: a line that goes away when the work is done."""

import sys
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from tqdm import tqdm

T = TypeVar("T")

# A part of the work that is done sooner needs no word, in seconds: several make up long work.
_LONG = 0.4


class Progress:
    """How far one work is. Nothing is shown where standard error is no terminal.

    `doing` says what is being done: `Reading`. Whoever begins it ends it, also where the work breaks off.
    """

    def __init__(self, count: int = 0, doing: str = "") -> None:
        self._shown: tqdm[Any] | None = None
        if count and sys.stderr.isatty():
            import tqdm as library  # only here: most work is not watched

            library.tqdm.monitor_interval = 0  # no thread beside: a process that has one cannot be copied
            self._shown = library.tqdm(
                total=count,
                desc=doing,
                delay=_LONG,
                leave=False,
                bar_format="{desc}: {n_fmt} of {total_fmt}, {elapsed}",
            )

    def step(self) -> None:
        """One more is done."""
        if self._shown is not None:
            self._shown.update()

    def end(self) -> None:
        """No more will be done: the line goes away."""
        if self._shown is not None:
            self._shown.close()
            self._shown = None


def steps(items: Collection[T], doing: str) -> Iterator[T]:
    """The items, one by one; whoever waits long for all of them is told how far the work is."""
    progress = Progress(len(items), doing)
    try:
        for item in items:
            yield item
            progress.step()
    finally:
        progress.end()
