"""When Python looks for objects that only hold each other."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_to_collect() -> Iterator[None]:
    """Spares Python's search for such objects while many are made and few are dropped.

    Searching again and again would take longer than the making. Afterwards Python searches as always, so
    that whoever makes things a thousand times over holds no more than whoever makes them once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
