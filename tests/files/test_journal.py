"""A change of several files that is cut short is finished or undone by whoever comes next."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.files import journal, saving
from builder.files.journal import FILE, Recovered
from builder.files.problems import ContentError
from builder.files.saving import Rewrite
from builder.machinery.lock import Lock
from builder.site.mkdocs_files import finish_what_was_cut_short

BEFORE = {"content/events.yml": "a: 1\n", "content/actors.yml": "b: 1\n"}
AFTER = {"content/events.yml": "a: 2\n", "content/actors.yml": "b: 2\n", "seeds/new.txt": "text\n"}
REWRITES = [Rewrite(name, BEFORE.get(name), text) for name, text in AFTER.items()]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with two files of content."""
    for name, text in BEFORE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def held(root: Path) -> dict[str, str]:
    """Every file of a folder, also those that were left behind."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text() for path in files}


def killed_at(step: int, root: Path) -> bool:
    """Write the files in a child that ends before its step-th change of the disk; whether it came so far."""
    child = os.fork()
    if child == 0:
        calls = iter(range(10_000))

        def counting(real: Callable[..., object]) -> Callable[..., object]:
            def counted(*given: object, **named: object) -> object:
                if next(calls) == step:
                    os._exit(9)
                return real(*given, **named)

            return counted

        try:
            names = ("replace", "unlink", "mkdir", "open")
            patches = [patch.object(Path, name, counting(getattr(Path, name))) for name in names]
            for each in (*patches, patch.object(os, "fsync", counting(os.fsync))):
                each.start()
            saving.write(root, REWRITES)
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9)
    return code == 9


def steps(root: Path, again: Callable[[], None]) -> Iterator[int]:
    """The moments at which a write can be cut short, in a folder that is made `again` before each."""
    for step in range(1_000):
        again()
        if not killed_at(step, root):
            return
        yield step


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is killed")
def test_whenever_it_is_killed_all_is_written_or_nothing(root: Path) -> None:
    """And nothing is left behind; each is the outcome of some moment."""
    outcomes = set()

    def again() -> None:
        (root / "seeds/new.txt").unlink(missing_ok=True)
        for name, text in BEFORE.items():
            (root / name).write_text(text)

    for step in steps(root, again):
        recovered = journal.recover(root)
        found = held(root)
        found.pop(".briefing-changes.lock", None)  # of a process that is gone; the next to write removes it
        assert found in (BEFORE, AFTER), step
        outcomes.add((found == AFTER, recovered is not None and bool(recovered.finished)))
        saving.write(root, [Rewrite("content/other.yml", None, "c: 1\n")])
        (root / "content/other.yml").unlink()
        assert held(root) in (BEFORE, AFTER), step
    assert outcomes == {(False, False), (True, True), (True, False)}


def cut_short(root: Path, moved: int) -> None:
    """Leave a folder as it is where a process is killed after so many moves."""
    with journal.Journal(root) as running:
        files = []
        for rewrite in REWRITES:
            target = root / rewrite.name
            target.parent.mkdir(exist_ok=True)
            files.append(journal.Step(target, journal.beside(target), rewrite.before))
        running.begin(step.temporary for step in files)
        for step, rewrite in zip(files, REWRITES, strict=True):
            step.temporary.write_text(rewrite.after)
        with patch.object(journal.Step, "carry_out"):
            running.carry_out(files)
        noted = (root / FILE).read_text()
        texts = {step.temporary: step.temporary.read_text() for step in files}
    for path, text in texts.items():
        path.write_text(text)
    for step in files[:moved]:
        step.temporary.replace(step.target)
    (root / FILE).write_text(noted)


@pytest.mark.parametrize("command", [["check"], ["fix", "--diff"], ["where", "anna"]])
def test_every_command_finishes_what_was_cut_short(root: Path, command: list[str]) -> None:
    """It says so in one line, before it does anything else."""
    cut_short(root, 1)
    result = CliRunner().invoke(main, [*command, "--folder", str(root)])
    assert result.stderr.splitlines()[0] == (
        "A command had been cut short; what it was writing is finished: "
        "content/events.yml, content/actors.yml, seeds/new.txt."
    )
    assert AFTER.items() <= held(root).items()


def test_a_build_finishes_what_was_cut_short(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    """And `mkdocs serve`, which asks in the same way."""
    cut_short(root, 2)
    with caplog.at_level("INFO"):
        finish_what_was_cut_short(root)
    assert held(root) == AFTER
    assert [record.levelname for record in caplog.records] == ["INFO"]


@pytest.mark.parametrize("moved", [0, 1, 2, 3])
def test_what_is_decided_is_finished(root: Path, moved: int) -> None:
    """And the next command says so."""
    cut_short(root, moved)
    recovered = journal.recover(root)
    assert recovered == Recovered(finished=tuple(AFTER))
    assert str(recovered) == (
        "A command had been cut short; what it was writing is finished: "
        "content/events.yml, content/actors.yml, seeds/new.txt."
    )
    assert held(root) == AFTER
    assert journal.recover(root) is None


def test_what_was_edited_meanwhile_stays_and_the_rest_is_undone(root: Path) -> None:
    """An editor has gone on in a file that was still to be written."""
    cut_short(root, 1)
    (root / "content/actors.yml").write_text("mine\n")
    recovered = journal.recover(root)
    assert recovered == Recovered(undone=("content/events.yml",), edited=("content/actors.yml",))
    assert str(recovered) == (
        "A command had been cut short; what it was writing is undone in content/events.yml; "
        "content/actors.yml stays as you edited it."
    )
    assert held(root) == BEFORE | {"content/actors.yml": "mine\n"}


def test_what_was_edited_after_it_was_written_stays(root: Path) -> None:
    """There is nothing to be undone in it, and the files that are still to come can follow."""
    cut_short(root, 1)
    (root / "content/events.yml").write_text("mine\n")
    journal.recover(root)
    assert held(root) == AFTER | {"content/events.yml": "mine\n"}


def test_a_command_that_is_still_writing_is_left_alone(root: Path) -> None:
    """Neither is its journal read, nor is anything else written meanwhile."""
    cut_short(root, 1)
    before = held(root)
    other = Lock(root / ".briefing-changes.lock")
    try:
        assert journal.recover(root) is None
        with pytest.raises(ContentError, match="another command is writing into this folder"):
            saving.write(root, [Rewrite("content/other.yml", None, "c: 1\n")])
    finally:
        other.release()
    assert held(root) == before


OUTSIDE = [
    pytest.param("rubbish", id="rubbish"),
    pytest.param("[]", id="another form"),
    pytest.param('{"state": "begun", "temporaries": ["../keep"], "steps": []}', id="outside"),
    pytest.param('{"state": "begun", "temporaries": ["content"], "steps": []}', id="not temporary"),
    pytest.param('{"state": "begun", "temporaries": [".git"], "steps": []}', id="hidden"),
    pytest.param('{"state": "begun", "temporaries": [7], "steps": []}', id="a number"),
    pytest.param("[" * 100_000, id="deep"),
    *(
        pytest.param(
            json.dumps(
                {
                    "state": "decided",
                    "temporaries": [],
                    "steps": [
                        {
                            "target": target,
                            "temporary": "content/.x.0123456789ab",
                            "before": None,
                            "guarded": False,
                            "after": None,
                        }
                    ],
                }
            ),
            id=target,
        )
        for target in (".git/hooks/pre-commit", "../keep", "link/pre-commit", "content/.hidden.yml")
    ),
]


@pytest.mark.parametrize("text", OUTSIDE)
def test_a_journal_from_elsewhere_reaches_nothing(tmp_path: Path, text: str) -> None:
    """One that came with a repository may say anything."""
    (tmp_path / "keep").write_text("kept\n")
    root = tmp_path / "briefing"
    (root / "content").mkdir(parents=True)
    (root / ".git/hooks").mkdir(parents=True)
    (root / "link").symlink_to(".git/hooks")
    (root / "content/.x.0123456789ab").write_text("#!/bin/sh\n")
    (root / FILE).write_text(text)
    before = held(tmp_path)
    journal.recover(root)
    after = held(tmp_path)
    assert {**after, f"briefing/{FILE}": text} == before
