"""The command `briefing`."""

import json
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from builder.cli import main
from tests import briefings


class Run(NamedTuple):
    """How a command ended: its exit status, and what it printed where."""

    status: int
    out: str
    err: str


Command = Callable[..., Run]

WRONG_QUOTE = {
    "content/actors.yml": """
        harbour-master:
          name: The harbour master
          kind: person
          about: [{text: He spoke., cites: [{source: gazette, quote: Nobody was hort}]}]
        sailor: {name: A sailor, kind: person}
        """
}
# The day stands in no quote, and nobody says whose it is.
WARNED = {
    "content/events.yml": """
        departure:
          title: The ferry leaves
          kind: movement
          date: 2020-02-01
          account: [{text: The ferry left., cites: [{source: gazette, quote: left the old harbour}]}]
        """
}


@pytest.fixture
def briefing(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the command as a terminal would."""

    def run(*arguments: str | Path) -> Run:
        with pytest.raises(SystemExit) as raised:
            main([str(argument) for argument in arguments], prog_name="briefing")
        printed = capsys.readouterr()
        assert isinstance(raised.value.code, int)
        return Run(raised.value.code, printed.out, printed.err)

    return run


def test_a_mistyped_command(briefing: Command) -> None:
    """The nearest one is named, if there is one."""
    status, _, said = briefing("chekc")
    assert status == 2
    assert "No such command 'chekc'. Did you mean `check`?" in said
    assert "Did you mean" not in briefing("xyz").err


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file in a folder with what it holds."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def test_a_good_briefing_passes(briefing: Command, tmp_path: Path) -> None:
    """The check ends with status 0, its summary apart from what it found."""
    done = briefing("check", "--folder", briefings.write(tmp_path))
    assert done.status == 0
    assert done.err.endswith("in 6 records.\n")


def test_an_error_fails(briefing: Command, tmp_path: Path) -> None:
    """One error, and the check ends with status 1; it names the place, the rule and the nearest words."""
    done = briefing("check", "--folder", briefings.write(tmp_path, WRONG_QUOTE))
    assert done.status == 1
    assert "content/actors.yml:4:62: quote-not-found: " in done.out
    assert "Nobody was hurt" in done.out
    assert "1 error" in done.err


def test_a_warning_fails_when_that_is_asked_for(briefing: Command, tmp_path: Path) -> None:
    """Warnings pass, unless `--strict` is given."""
    briefings.write(tmp_path, WARNED)
    done = briefing("check", "--folder", tmp_path)
    assert (done.status, "(warning)" in done.out) == (0, True)
    assert briefing("check", "--folder", tmp_path, "--strict").status == 1


def test_notes_never_fail(briefing: Command, tmp_path: Path) -> None:
    """What is only for information passes even under `--strict`."""
    done = briefing("check", "--folder", briefings.write(tmp_path), "--strict")
    assert (done.status, "(info)" in done.out) == (0, True)


def test_json_is_all_that_is_printed(briefing: Command, tmp_path: Path) -> None:
    """A program can read standard output as it is; the status is as ever."""
    done = briefing("check", "--folder", briefings.write(tmp_path, WRONG_QUOTE), "--format", "json")
    found = json.loads(done.out)
    assert (done.status, found["records"], found["drafts"]) == (1, 6, 0)
    [problem] = [item for item in found["problems"] if item["severity"] == "error"]
    assert (problem["file"], problem["line"], problem["rule"]) == ("content/actors.yml", 4, "quote-not-found")


def test_json_of_a_folder_without_a_briefing(briefing: Command, tmp_path: Path) -> None:
    """Also where there is nothing to check, JSON is printed."""
    done = briefing("check", "--folder", tmp_path, "--format", "json")
    assert (done.status, json.loads(done.out)["records"]) == (1, 0)


def test_annotations_for_github(briefing: Command, tmp_path: Path) -> None:
    """On a pull request, each problem is an annotation on its line."""
    done = briefing("check", "--folder", briefings.write(tmp_path, WRONG_QUOTE), "--format", "github")
    [line] = [line for line in done.out.splitlines() if line.startswith("::error")]
    assert line.startswith("::error file=content/actors.yml,line=4,col=62,title=quote-not-found::")


@pytest.mark.parametrize("command", ["check", "build", "coverage"])
def test_a_folder_without_a_briefing(briefing: Command, tmp_path: Path, command: str) -> None:
    """A folder that holds no briefing is told so in one sentence, and nothing is written into it."""
    done = briefing(command, "--folder", tmp_path)
    assert done.status == 1
    assert "there is no briefing here" in done.out + done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "chekc"),
        (["check", "--strct"], "--strict"),
        (["check", "--format", "xml"], "github"),
        (["check", "--folder", "no-such-folder"], "no-such-folder"),
        (["build", "--folder", __file__], "is a file"),
        (["check", "too", "much"], "too"),
    ],
)
def test_what_the_command_does_not_know(briefing: Command, arguments: list[str], said: str) -> None:
    """An unknown command, option, format or folder ends with status 2 and says which it is."""
    done = briefing(*arguments)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


def commands(group: click.Command = main, *names: str) -> dict[tuple[str, ...], click.Command]:
    """Every command, with the words that call it."""
    found = {names: group}
    if isinstance(group, click.Group):
        for name, command in group.commands.items():
            found |= commands(command, *names, name)
    return found


@pytest.mark.parametrize("names", commands(), ids=" ".join)
def test_help(briefing: Command, names: tuple[str, ...]) -> None:
    """Every command says what it is for and what each of its options does, also under `-h`."""
    command = commands()[names]
    done = briefing(*names, "--help")
    assert (done.status, done.err) == (0, "")
    assert done == briefing(*names, "-h")
    said = " ".join(done.out.split())
    assert said.startswith(f"Usage: briefing {' '.join(names)}".strip())
    assert " ".join((command.help or "").split()) in said
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert " ".join((parameter.help or "").split()) in said
            assert (parameter.help or "").endswith((".", ")", "exit."))
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            assert f" {name} {inner.get_short_help_str(limit=200)}"[:40] in said


def test_the_version(briefing: Command) -> None:
    """The version is that of the package."""
    assert metadata.version("briefing-builder") in briefing("--version").out


def test_the_command_without_a_command() -> None:
    """Alone, the command shows what it can do, and starts without loading MkDocs."""
    code = "import sys; from builder.cli import main\ntry: main([])\nfinally: print('mkdocs' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "check" in done.stdout + done.stderr
    assert done.stdout.endswith("False\n")


def test_the_folder_is_the_one_you_are_in(
    briefing: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without `--folder`, the briefing of the current folder is checked and built."""
    monkeypatch.chdir(briefings.write(tmp_path))
    assert briefing("check").status == 0
    assert briefing("build").status == 0
    assert (tmp_path / "markdown" / "timeline.md").is_file()


def test_build_writes_markdown(briefing: Command, tmp_path: Path) -> None:
    """The pages go into the folder that is named, and a line says how many."""
    briefings.write(tmp_path / "a")
    done = briefing("build", "--folder", tmp_path / "a", "--output", tmp_path / "out")
    assert (done.status, done.out) == (0, "")
    assert "about.md" in files_in(tmp_path / "out")
    count = len(files_in(tmp_path / "out")) - 1
    assert f"{count} of {count} files written, 0 removed" in done.err


def test_build_writes_only_what_changed(briefing: Command, tmp_path: Path) -> None:
    """A second run writes nothing, and an edit only the pages that it shows on."""
    briefings.write(tmp_path / "a")
    arguments = ("build", "--folder", tmp_path / "a", "--output", tmp_path / "out")
    briefing(*arguments)
    assert ": 0 of " in briefing(*arguments).err
    (tmp_path / "a" / "content" / "pages" / "about.md").write_text("# New\n", encoding="utf-8")
    assert ": 1 of " in briefing(*arguments).err


def test_build_with_an_error_touches_nothing(briefing: Command, tmp_path: Path) -> None:
    """While there is an error, what an earlier run wrote stays as it is, and the problem is shown."""
    briefings.write(tmp_path / "a")
    arguments = ("build", "--folder", tmp_path / "a", "--output", tmp_path / "out")
    briefing(*arguments)
    before = files_in(tmp_path / "out")
    briefings.write(tmp_path / "a", {**WRONG_QUOTE, "content/pages/new.md": "# New\n"})
    (tmp_path / "a" / "content" / "pages" / "about.md").unlink()
    done = briefing(*arguments)
    assert (done.status, done.out) == (1, "")
    assert "quote-not-found" in done.err
    assert "Nothing was written" in done.err
    assert files_in(tmp_path / "out") == before


def test_build_with_a_warning(briefing: Command, tmp_path: Path) -> None:
    """A warning is shown beside the build; under `--strict` nothing is written."""
    briefings.write(tmp_path / "a", WARNED)
    arguments = ("build", "--folder", tmp_path / "a", "--output", tmp_path / "out")
    strict = briefing(*arguments, "--strict")
    assert (strict.status, (tmp_path / "out").exists()) == (1, False)
    assert "date-not-in-source" in strict.err
    done = briefing(*arguments)
    assert (done.status, (tmp_path / "out" / "index.md").is_file()) == (0, True)
    assert "date-not-in-source" in done.err


@pytest.mark.parametrize(
    "kept", ["content", "content/pages", "seeds", "templates/pages", "content/../seeds/x"]
)
def test_build_never_writes_among_the_facts(briefing: Command, tmp_path: Path, kept: str) -> None:
    """A folder that holds what editors write is refused as the place for what is made from it."""
    briefings.write(tmp_path)
    before = files_in(tmp_path)
    done = briefing("build", "--folder", tmp_path, "--output", tmp_path / kept)
    assert done.status == 2
    assert "choose another folder" in done.err
    assert files_in(tmp_path) == before


def test_coverage(briefing: Command, tmp_path: Path) -> None:
    """The command names the sentences on which nothing rests, and with `--all` every sentence."""
    briefings.write(tmp_path)
    done = briefing("coverage", "--folder", tmp_path)
    assert done.status == 0
    assert "Nobody was hurt." in done.out
    assert "left the old harbour" not in done.out
    assert "left the old harbour" in briefing("coverage", "--folder", tmp_path, "--all").out


def test_other_settings(tmp_path: Path, briefing: Command) -> None:
    """Check and build go by the settings that `-f` names, and by the folder that these lie in."""
    root = briefings.write(tmp_path / "briefing")
    other = root / "other.yml"
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    severities = "plugins: [briefing: {severities: {single-source: error}}]"
    other.write_text(text.replace("plugins: [briefing]", severities), encoding="utf-8")
    assert briefing("check", "--folder", root).status == 0
    assert "single-source" in briefing("check", "-f", other).out
    assert "single-source" in briefing("build", "-f", other).err
    assert not (root / "markdown").exists()
    assert briefing("build", "-f", root / "mkdocs.yml").status == 0
    assert (root / "markdown" / "index.md").is_file()


def test_settings_of_another_folder(tmp_path: Path, briefing: Command) -> None:
    """Of two folders that are named, neither is taken."""
    root = briefings.write(tmp_path / "briefing")
    found = briefing("check", "--folder", tmp_path, "-f", root / "mkdocs.yml")
    assert found.status == 2
    assert "another folder" in found.err
    assert briefing("check", "--folder", root, "-f", root / "mkdocs.yml").status == 0


def test_without_its_texts_the_command_says_so() -> None:
    """Started with -OO, Python has taken help and rules away; nothing is shown empty."""
    code = "from builder.cli import main; main(['explain', 'uncited'])"
    done = subprocess.run([sys.executable, "-OO", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Python was started with -OO")


def test_tables_say_that_they_are_utf_8(tmp_path: Path, briefing: Command) -> None:
    """A spreadsheet shows the letters of an exported table as they are; other formats have no mark."""
    briefings.write(tmp_path)
    assert briefing("export", "--folder", tmp_path).status == 0
    for file in (tmp_path / "export").rglob("*.*"):
        assert file.read_bytes().startswith(b"\xef\xbb\xbf") == (file.suffix == ".csv"), file
