"""`briefing new`."""

import re
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from mkdocs.__main__ import cli as mkdocs

from builder.cli import main
from builder.model.kinds import FOLDERS
from builder.pipeline.check import check

OPTIONS = ("--title", "The ford", "--language", "en-GB")


def new(folder: Path, *options: str, answers: str = "") -> Result:
    """What `briefing new` does, outside a terminal."""
    return CliRunner().invoke(main, ["new", str(folder), *options], input=answers)


def paths(folder: Path) -> set[str]:
    """Every file and folder below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize(
    ("title", "language", "direction"),
    [
        ("The ford: “who's” first? #1", "en-GB", "ltr"),
        ("گذرگاه: «چه کسی» 😀", "fa", "rtl"),
        ("گھاٹ: 'کون'؟", "ur-PK", "rtl"),
    ],
)
def test_it_builds_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str, language: str, direction: str
) -> None:
    """A new briefing has nothing to report, shows every kind of record, and builds with `--strict`."""
    folder = tmp_path / "new"
    assert new(folder, "--title", title, "--language", language).exit_code == 0
    checked = check(folder)
    assert checked.problems == ()
    assert checked.facts
    kinds = {type(record).folder for record in checked.facts.briefing.records.values()}
    assert kinds == set(FOLDERS)
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(mkdocs, ["build", "--strict"])
    assert result.exit_code == 0, result.output
    page = (folder / "site" / "index.html").read_text(encoding="utf-8")
    assert ("Northland" in page) == (language == "en-GB")  # Persian and Urdu have an example of their own
    assert f'lang="{language}" dir="{direction}"' in page


def test_the_example_can_be_removed(tmp_path: Path) -> None:
    """Without it, only the front page has to be written; the README's command removes it all."""
    new(tmp_path / "new", *OPTIONS)
    folder = tmp_path / "new"
    readme = (folder / "README.md").read_text(encoding="utf-8")
    [command] = [line for line in readme.splitlines() if line.startswith("rm ")]
    subprocess.run(["sh", "-c", command], cwd=folder, check=True)
    checked = check(folder)
    assert checked.problems
    assert {problem.location.path for problem in checked.problems} == {"content/briefing.yml"}
    assert {problem.rule for problem in checked.problems} == {"unknown-reference"}


def test_what_comes_next_is_said(tmp_path: Path) -> None:
    """The commands that follow are named; they exist."""
    said = new(tmp_path / "new", *OPTIONS).output
    assert "files were written" in said
    assert "mkdocs serve" in said


def test_the_commands_of_its_readme(tmp_path: Path) -> None:
    """Each exists."""
    new(tmp_path / "new", *OPTIONS)
    readme = (tmp_path / "new" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`briefing ([a-z-]+)", readme)
    assert {"add-source", "draft", "check"} <= set(named) <= set(main.list_commands(click.Context(main)))


def test_a_language_without_words(tmp_path: Path) -> None:
    """Where the interface is not there in a language, that is said."""
    assert "not there in de" in new(tmp_path / "a", "--title", "Die Furt", "--language", "de").output
    assert "not there" not in new(tmp_path / "b", *OPTIONS).output


@pytest.mark.parametrize("given", [(), OPTIONS[:2], OPTIONS[2:]])
def test_nobody_to_ask(tmp_path: Path, given: tuple[str, ...]) -> None:
    """Outside a terminal, what is missing is named, and nothing is written."""
    result = new(tmp_path / "new", *given)
    assert result.exit_code == 2
    for option in ("--title", "--language"):
        assert (option in result.output) == (option not in given)
    assert paths(tmp_path) == set()


def test_it_asks_at_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Title and language are asked for, again where the answer is none; the language may be left as it is."""
    monkeypatch.setattr("builder.commands.new.at_terminal", lambda: True)
    result = new(tmp_path / "new", answers="The ford\nPersian\n\n")
    assert result.exit_code == 0
    assert "Persian is fa" in result.output
    overview = (tmp_path / "new" / "content" / "briefing.yml").read_text(encoding="utf-8")
    assert 'title: "The ford"' in overview
    assert "language: en-GB" in overview


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--title", " ", "--language", "fa"), "the title is empty"),
        (("--title", "a\x1b[2J", "--language", "fa"), "U+001B"),
        (("--title", "A", "--language", "Persian"), "Persian is fa"),
        (("--title", "A", "--language", "../en"), "not the tag of a language"),
    ],
)
def test_wrong_options(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    """What is wrong with an option is said, and nothing is written."""
    result = new(tmp_path / "new", *options)
    assert result.exit_code == 2
    assert said in result.output
    assert "\x1b" not in result.output
    assert paths(tmp_path) == set()


def test_a_folder_that_holds_something(tmp_path: Path) -> None:
    """Whatever it holds stays as it is, and is named."""
    (tmp_path / "notes.txt").write_text("Mine.")
    (tmp_path / ".hidden").write_text("Mine too.")
    result = new(tmp_path, *OPTIONS)
    assert result.exit_code == 1
    assert "is not empty; it holds .hidden, notes.txt." in result.output
    assert paths(tmp_path) == {"notes.txt", ".hidden"}


def test_a_file_of_that_name(tmp_path: Path) -> None:
    """A file, or a link that leads nowhere, is not replaced."""
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_text("Mine.")
    link.symlink_to(tmp_path / "nowhere")
    for path in (file, link):
        result = new(path, *OPTIONS)
        assert result.exit_code == 1
        assert "is not a folder" in result.output
    assert paths(tmp_path) == {"file", "link"}


@pytest.mark.parametrize("held", [None, ".git"])
def test_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: str | None) -> None:
    """The folder one stands in will do if it is empty, or a repository in which nothing is yet."""
    folder = tmp_path / "new"
    folder.mkdir()
    if held:
        (folder / held).mkdir()
    monkeypatch.chdir(folder)
    assert new(Path(), *OPTIONS).exit_code == 0
    assert (folder / "content" / "briefing.yml").is_file()
    assert paths(tmp_path) == {f"new/{path}" for path in paths(folder)} | {"new"}


def test_folders_on_the_way(tmp_path: Path) -> None:
    """Folders above the new one are made; the new one can be read by those who may read the others."""
    assert new(tmp_path / "a" / "b" / "c", *OPTIONS).exit_code == 0
    folder = tmp_path / "a" / "b" / "c"
    assert folder.stat().st_mode == folder.parent.stat().st_mode
    assert [path.name for path in folder.parent.iterdir()] == ["c"]


@pytest.mark.parametrize("there", [False, True])
def test_a_disk_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    """When writing fails half way, nothing is left of it."""
    written = []
    write_bytes = Path.write_bytes

    def fail_later(path: Path, data: bytes) -> int:
        written.append(path)
        if len(written) > 5:
            raise OSError(28, "No space left on device", str(path))
        return write_bytes(path, data)

    folder = tmp_path / "a" / "new"
    if there:
        folder.mkdir(parents=True)
    before = paths(tmp_path)
    monkeypatch.setattr(Path, "write_bytes", fail_later)
    result = new(folder, *OPTIONS)
    assert result.exit_code == 1
    assert f"{folder} cannot be written: the disk is full (" in result.output
    assert result.output.endswith(").\nNothing was written.\n")
    assert paths(tmp_path) == before


def test_moving_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder is empty again when only a part could be moved into it."""
    moved = []
    rename = Path.rename

    def fail_later(path: Path, target: Path) -> Path:
        moved.append(path)
        if len(moved) == 4:
            raise OSError(13, "Permission denied", str(path))
        return rename(path, target)

    folder = tmp_path / "new"
    folder.mkdir()
    monkeypatch.setattr(Path, "rename", fail_later)
    assert new(folder, *OPTIONS).exit_code == 1
    assert paths(tmp_path) == {"new"}


@pytest.mark.parametrize("moved", [0, 1, 4])
def test_what_was_cut_short_is_finished(tmp_path: Path, moved: int) -> None:
    """Into a folder that was there, the files are moved one by one; all of them are written by then."""
    assert new(tmp_path / "other", *OPTIONS).exit_code == 0
    folder = tmp_path / "new"
    left = folder / ".briefing-new-new-abc" / "whole"
    left.parent.mkdir(parents=True)
    (tmp_path / "other").rename(left)
    expected = paths(left)
    for entry in sorted(left.iterdir())[:moved]:
        entry.rename(folder / entry.name)
    result = new(folder, *OPTIONS)
    assert "`briefing new` had been cut short here; it is finished now." in result.output
    assert paths(folder) == expected


@pytest.mark.parametrize("there", [False, True])
def test_what_was_only_begun_is_removed(tmp_path: Path, there: bool) -> None:
    """Beside the folder or in it, and only what is of the same folder; then it is begun anew."""
    folder = tmp_path / "new"
    left = (folder if there else tmp_path) / ".briefing-new-new-abc" / "begun"
    left.mkdir(parents=True)
    (left / "mkdocs.yml").write_text("site_na")
    (tmp_path / ".briefing-new-other-abc").mkdir()
    assert new(folder, *OPTIONS).exit_code == 0
    assert not left.exists()
    assert {path.name for path in tmp_path.iterdir()} == {"new", ".briefing-new-other-abc"}
