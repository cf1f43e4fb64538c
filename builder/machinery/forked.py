"""Work that a copy of this process does meanwhile."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def aside(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Have something worked out meanwhile by a copy of this process; what is given waits for the result.

    Where there cannot be a copy, or it was killed or failed, it is worked out here when it is asked for.
    """
    if not can_be_copied():
        yield work
        return
    copies = multiprocessing.get_context("fork")
    receiving, sending = copies.Pipe(duplex=False)
    copy = copies.Process(target=_send, args=(work, sending), daemon=True)
    copy.start()
    sending.close()

    def result() -> T:
        try:
            found: T = receiving.recv()
        except (EOFError, OSError):  # nothing came, or not all of it
            return work()
        return found

    try:
        yield result
    finally:
        receiving.close()
        copy.terminate()
        copy.join()


def _send(work: Callable[[], object], sending: Connection) -> None:
    """Work out a result and send it; where that fails, nothing is sent, and nothing said."""
    with suppress(Exception):
        sending.send(work())


def can_be_copied() -> bool:
    """Whether a copy of this process would have a processor of its own, and would be whole.

    It is not where there are other threads, which only Linux can tell.
    """
    try:
        return len(os.sched_getaffinity(0)) > 1 and is_alone()
    except AttributeError:
        return False


def is_alone() -> bool:
    """Whether this process has no other thread; only Linux can tell."""
    try:
        return len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False
