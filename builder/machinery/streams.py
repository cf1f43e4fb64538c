"""Standard output and error as they must be before anything is printed.

Python prints in the encoding of the terminal or, in a pipe, of the system, and breaks off at the first
character that this does not have. Such characters are printed as JSON writes them instead: `\\u2026`.
"""

import codecs
import io
import os
import sys
from pathlib import Path
from typing import TextIO

_ESCAPES = "briefing-escapes"


def make_safe() -> None:
    """Let nothing that is printed fail for its characters, or because nobody listens."""
    codecs.register_error(_ESCAPES, _escaped)
    # A program without a console, or with closed streams, has none at all.
    if sys.stdout is None:
        sys.stdout = nowhere()
    if sys.stderr is None:
        sys.stderr = nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors in ("strict", "backslashreplace"):
            stream.reconfigure(errors=_ESCAPES)


def nowhere() -> TextIO:
    """A stream that swallows what is printed, as long as the program runs."""
    return Path(os.devnull).open("w", encoding="utf-8")


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """What is printed for characters that cannot be encoded: the numbers of their UTF-16 units."""
    assert isinstance(error, UnicodeEncodeError)
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in zip(*[iter(units)] * 2, strict=True)), error.end
