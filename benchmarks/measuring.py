"""How long a program runs and how much memory it takes, and whose turn it is to be measured."""

import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_SAMPLED_EVERY = 0.05  # seconds; what a process takes and gives back meanwhile is not seen
_SAID = 400  # letters of what a failed program said last


class NotMeasuredError(Exception):
    """What kept something from being measured, as a short sentence."""


@dataclass(frozen=True)
class Run:
    """One run of a program: seconds from its start to its end, and its peak memory in bytes."""

    seconds: float
    memory: int


def run(command: Sequence[str], folder: Path, limit: float) -> Run:
    """Run a program in a folder and wait for it, so many seconds at most.

    The memory is that of the program and of all that it started, at the moment when that was most; where
    the system is not Linux, that of the largest of them.
    """
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        program = start(command, folder, said.fileno())
        watch = _Watch(program.pid, started + limit)
        watch.start()
        try:
            _, status, usage = os.wait4(program.pid, 0)
        except BaseException:  # measuring itself is ended
            end(program.pid)
            raise
        finally:
            seconds = time.perf_counter() - started
            watch.end()
        program.returncode = os.waitstatus_to_exitcode(status)
        if watch.too_long:
            raise NotMeasuredError(f"stopped after {limit:.0f} s")
        if program.returncode:
            said.seek(0)
            raise _failed(said.read().decode(errors="replace"))
    return Run(seconds, watch.most or _largest(usage))


def printed(command: Sequence[str], folder: Path, limit: float) -> float:
    """The number that a program prints, run for so many seconds at most."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=limit, check=True)
    except subprocess.TimeoutExpired:
        raise NotMeasuredError(f"stopped after {limit:.0f} s") from None
    except subprocess.CalledProcessError as error:
        raise _failed(str(error.stderr)) from None
    return float(done.stdout)


def start(command: Sequence[str], folder: Path, said: int) -> "subprocess.Popen[bytes]":
    """Start a program whose output goes into a file, with processes of its own that end with it."""
    return subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said,
        start_new_session=True,
    )


def end(program: int) -> None:
    """End a program that `start` started, and all that it started itself."""
    with suppress(ProcessLookupError):  # it has ended meanwhile
        os.killpg(program, signal.SIGKILL)


def in_turns(
    names: Sequence[str],
    rounds: int,
    budget: float,
    measure: Callable[[str, int], T],
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, list[T]]:
    """Measure each of several in each round, in the opposite order from one round to the next.

    Each is measured once; again only as long as all its rounds together will probably not take longer
    than the budget, in seconds.
    """
    found: dict[str, list[T]] = {name: [] for name in names}
    spent = dict.fromkeys(names, 0.0)
    for number in range(rounds):
        for name in names if number % 2 == 0 else reversed(names):
            done = len(found[name])
            if done and spent[name] / done * (done + 1) > budget:
                continue
            started = clock()
            found[name].append(measure(name, number))
            spent[name] += clock() - started
    return found


def _failed(said: str) -> NotMeasuredError:
    return NotMeasuredError(f"failed: {' '.join(said[-_SAID:].split())}")


class _Watch(threading.Thread):
    """Samples the memory of a program and all that it started, and ends them when their time is over."""

    def __init__(self, program: int, deadline: float) -> None:
        super().__init__(daemon=True)
        self.program = program
        self.deadline = deadline
        self.most = 0
        self.too_long = False
        self._ended = threading.Event()

    def run(self) -> None:
        while not self.too_long and not self._ended.is_set():
            self.most = max(self.most, sum(map(_resident, _family(self.program))))
            if time.perf_counter() > self.deadline:
                self.too_long = True
                end(self.program)
            self._ended.wait(_SAMPLED_EVERY)

    def end(self) -> None:
        self._ended.set()
        self.join()


def _largest(usage: resource.struct_rusage) -> int:
    return usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024


def _family(program: int) -> Iterable[int]:
    """A process and all that it started, as Linux lists them."""
    yield program
    for task in Path(f"/proc/{program}/task").glob("*"):
        try:
            children = (task / "children").read_text().split()
        except OSError:
            continue  # it has ended meanwhile
        for child in children:
            yield from _family(int(child))


def _resident(process: int) -> int:
    """How many bytes of memory a process holds."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0  # it has ended meanwhile
    return pages * resource.getpagesize()
