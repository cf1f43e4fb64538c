"""What long work is at and how far, on a terminal: a line that goes away when the work is done."""

import sys
from collections.abc import Collection, Iterable
from typing import TypeVar

T = TypeVar("T")

# A part of the work that is done sooner needs no word, in seconds: several make up long work.
_LONG = 0.4


def steps(items: Collection[T], doing: str) -> Iterable[T]:
    """The items, one by one; whoever waits long for all of them is told how far the work is.

    `doing` says what is being done: `Reading`. Nothing is shown where standard error is no terminal.
    """
    if not sys.stderr.isatty():
        return items
    from tqdm import tqdm  # only here: most work is not watched

    tqdm.monitor_interval = 0  # no thread beside: a process that has one cannot be copied

    return tqdm(
        items,
        desc=doing,
        delay=_LONG,
        leave=False,
        bar_format="{desc}: {n_fmt} of {total_fmt}, {elapsed}",
    )
