"""Standard output and error on which anything can be printed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import briefings

# Letters that no encoding of Windows has together; one beyond the first 65,536; one that UTF-8 has not.
LETTERS = "a…ی😀\ud800"
CODE = "from builder.machinery import streams; streams.make_safe(); print({!r}, end='')"
SOURCE = {"seeds/gazette.txt": "The ferry left the old harbour. “Nobody was hurt” – said ‘نگهبان’ 😀.\n"}


def printed(encoding: str, code: str) -> bytes:
    """What a program prints in an encoding."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("ascii", rb"a\u2026\u06cc\ud83d\ude00\ud800"),
        ("cp1252", rb"a" + b"\x85" + rb"\u06cc\ud83d\ude00\ud800"),
        ("cp437", rb"a\u2026\u06cc\ud83d\ude00\ud800"),
        ("ascii:strict", rb"a\u2026\u06cc\ud83d\ude00\ud800"),
        ("utf-8", "a…ی😀".encode() + rb"\ud800"),
    ],
)
def test_what_cannot_be_encoded_is_escaped(encoding: str, shown: bytes) -> None:
    """Each character that an encoding does not have is printed as JSON would write it."""
    assert printed(encoding, CODE.format(LETTERS)) == shown


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_nobody_listens(closed: str) -> None:
    """Where a stream is not there at all, what is printed goes nowhere."""
    code = f"import sys; sys.{closed} = None\n" + CODE.format("a") + f"; print('b', file=sys.{closed})"
    assert printed("utf-8", code) == (b"" if closed == "stdout" else b"a")


def briefing(folder: Path, *arguments: str, encoding: str = "ascii") -> subprocess.CompletedProcess[bytes]:
    """The command `briefing`, in a pipe whose encoding has few letters."""
    code = "from builder.cli import main; main(prog_name='briefing')"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
        cwd=folder,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "--format", "json"),
        ("check", "--format", "github"),
        ("coverage", "--all"),
        ("where", "gazette"),
        ("draft", "gazette", "--diff"),
        ("fix", "--diff"),
        ("explain", "quote-not-found"),
        ("--help",),
        ("export",),
        ("add-source", "new.txt", "--title", "گزارش", "--author", "😀"),
    ],
    ids=" ".join,
)
def test_every_command_ends_where_the_terminal_has_few_letters(
    tmp_path: Path, arguments: tuple[str, ...], encoding: str
) -> None:
    """No command breaks off because of a letter, neither before nor after it has written."""
    briefings.write(tmp_path, SOURCE)
    (tmp_path / "new.txt").write_text("A report …\n\n" + "کشتی از بندر رفت. " * 40, encoding="utf-8")
    done = briefing(tmp_path, *arguments, encoding=encoding)
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1)
    assert done.stdout + done.stderr or "--diff" in arguments
    # click takes ASCII for a wrong setting, and prints UTF-8.
    shown = "utf-8" if encoding == "ascii" else encoding
    if "json" in arguments:
        assert json.loads(done.stdout.decode(shown))["version"] == 1
    if "add-source" in arguments:
        assert done.returncode == 0, done.stderr
        assert "seeds/" in done.stdout.decode(shown)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_what_is_printed_finds_no_room() -> None:
    """Where the output goes into a file on a full disk, the command says so and ends."""
    with Path("/dev/full").open("wb") as full:
        code = "from builder.cli import main; main(['explain'], prog_name='briefing')"
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["What is printed cannot be written: No space left on device."]
