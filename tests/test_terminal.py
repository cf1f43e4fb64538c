"""What the commands share: how they report on a terminal, and in a pipe."""

import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.commands.terminal import wants_colour
from tests import briefings


class Terminal(io.StringIO):
    """A stream that a person sees."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "on_terminal", "in_pipe"),
    [
        ({}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
    ],
)
def test_colour(environment: dict[str, str], on_terminal: bool, in_pipe: bool) -> None:
    """Colour is for terminals; `NO_COLOR` and `FORCE_COLOR` decide otherwise, the former first."""
    assert wants_colour(Terminal(), environment) is on_terminal
    assert wants_colour(io.StringIO(), environment) is in_pipe


# What a terminal would do with these: clear itself, take a title, hide what follows, turn the direction.
ESCAPES = "\x1b[2J\x1b]0;title\x07\x9b8m\u202e\r\x08"
EVIL = {
    "seeds/gazette.txt": f"{briefings.GAZETTE}\n\nThe bell {ESCAPES} rang.\n",
    "content/sources.yml": """
        gazette:
          title: "The ferry \\e[2J and \\x9b8m the bell"
          kind: article-newspaper
          text: seeds/gazette.txt
          publisher: "The \\e]0;a\\a Gazette"
        """,
}


@pytest.mark.parametrize(
    "arguments",
    [
        ("coverage",),
        ("coverage", "--all"),
        ("check",),
        ("check", "--format", "json"),
        ("check", "--format", "github"),
        ("where", "gazette"),
        ("where", "gazette", "--format", "json"),
        ("where", "\x1b[2Jx"),
        ("draft", "gazette", "--diff"),
        ("draft", "gazette"),
        ("draft", "\x1b[2Jx"),
        ("fix", "--diff"),
        ("fix",),
        ("explain", "\x1b[2Jx"),
        ("rename", "gazette", "\x1b[2J"),
        ("rename", "gazette", "paper"),
        ("rename", "\x9b8m", "paper"),
        ("export",),
        ("export", "--format", "\x1b[2J"),
        ("import", "\x1b[2J.csv"),
        ("import", "sources.json"),
        ("add-source", "\x1b[2J.txt"),
        ("add-source", "new\x1b[2J.txt", "--title", "A\x9b8m"),
        ("schema", "\x1b[2J"),
        ("\x1b[2J",),
        ("check", "--\x1b[2J"),
        ("new", "\x1b[2J", "--title", "A\x1b[2J"),
    ],
    ids=lambda arguments: " ".join(arguments).encode("unicode_escape").decode(),
)
@pytest.mark.parametrize("sound", [True, False], ids=["sound", "with an error"])
def test_no_escape_sequence_reaches_the_terminal(
    tmp_path: Path, arguments: tuple[str, ...], sound: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in sources, records, names of files and arguments is shown, and acts on nothing."""
    texts = {"seeds/gazette.txt": EVIL["seeds/gazette.txt"]} if sound else EVIL
    briefings.write(tmp_path, texts)
    (tmp_path / "new\x1b[2J.txt").write_text(f"A report\n\nThe boat {ESCAPES} left.\n", encoding="utf-8")
    items = [
        {"id": f"{ESCAPES}x", "type": "book", "title": ""},
        {"id": "y", "type": "book", "title": ESCAPES},
    ]
    (tmp_path / "sources.json").write_text(json.dumps(items), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, arguments, color=True)
    assert not isinstance(result.exception, Exception), result.exception
    printed = re.sub(r"\x1b\[[0-9;]*m", "", result.output + result.stderr)
    assert printed or "--diff" in arguments
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", printed)
