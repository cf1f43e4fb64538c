"""Work that a copy of this process does meanwhile."""

import os
import signal
import struct
from multiprocessing.connection import Connection

import pytest

from builder.machinery import forked


@pytest.fixture(params=[True, False], ids=["copied", "not copied"])
def copied(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether there can be a copy."""
    monkeypatch.setattr(forked, "can_be_copied", lambda: request.param)
    return bool(request.param)


def test_the_result_is_handed_over(copied: bool) -> None:
    """Whoever has worked it out."""
    with forked.aside(lambda: (os.getpid(), [1, "two"])) as result:
        process, value = result()
    assert (process != os.getpid()) is copied
    assert value == [1, "two"]


def test_what_fails_there_fails_here(copied: bool) -> None:
    """So that whoever asks is told."""

    def fail() -> None:
        raise ValueError("no")

    with forked.aside(fail) as result, pytest.raises(ValueError, match="no"):
        result()


def test_a_copy_that_was_killed_is_replaced(copied: bool) -> None:
    """The work is then done here."""
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return here

    with forked.aside(work) as result:
        assert result() == here


def test_a_copy_that_was_killed_while_it_answered_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a result is none."""

    def send_half(_: object, sending: Connection) -> None:
        os.write(sending.fileno(), struct.pack("!i", 100) + b"half")
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(forked, "can_be_copied", lambda: True)
    monkeypatch.setattr(forked, "_send", send_half)
    with forked.aside(lambda: "whole") as result:
        assert result() == "whole"


def test_nobody_need_wait(copied: bool) -> None:
    """A result that nobody asks for is given up."""
    with forked.aside(signal.pause if copied else int):
        pass
