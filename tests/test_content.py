"""Whole small briefings: what `briefing check` says of each stands, to the letter, in its `expected.txt`.

After a message was changed on purpose, this writes every `expected.txt` anew; read the difference:

    python -m tests.test_content
"""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import main

FOLDER = Path(__file__).parent / "content"
CASES = sorted(path for path in FOLDER.iterdir() if path.is_dir())
EXPECTED = "expected.txt"


def briefing(*arguments: str | Path) -> Result:
    """What the command `briefing` does."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def is_sound(case: Path) -> bool:
    """Whether a case has no errors."""
    summary = (case / EXPECTED).read_text(encoding="utf-8").splitlines()[-1]
    return "error" not in summary


each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@each_case
def test_check_says_what_is_expected(case: Path) -> None:
    """Every problem is reported at once; the exit status is 1 when one of them is an error."""
    result = briefing("check", "--folder", case)
    assert result.output == (case / EXPECTED).read_text(encoding="utf-8")
    assert result.exit_code == (0 if is_sound(case) else 1)


@each_case
def test_build_writes_all_or_nothing(case: Path, tmp_path: Path) -> None:
    """A briefing with errors is not built; what an earlier build wrote stays as it was."""
    earlier = tmp_path / "index.md"
    earlier.write_text("An earlier build.", encoding="utf-8")
    result = briefing("build", "--folder", case, "--output", tmp_path)
    written = [path.name for path in tmp_path.iterdir()]
    if is_sound(case):
        assert result.exit_code == 0
        assert "timeline.md" in written
    else:
        assert result.exit_code == 1
        assert written == ["index.md"]
        assert earlier.read_text(encoding="utf-8") == "An earlier build."


def test_files_that_are_too_large(tmp_path: Path) -> None:
    """Files of 50 MB are refused by their size, whether facts or sources; the rest is still checked."""
    root = tmp_path / "briefing"
    shutil.copytree(FOLDER / "smallest", root)
    for name in ("content/places.yml", "seeds/report.txt", "mkdocs.yml"):
        with (root / name).open("ab") as file:
            file.truncate(50_000_000)
    (root / "content" / "actors.yml").write_text("harbour:\n  nme: The harbour\n  kind: organisation\n")
    result = briefing("check", "--folder", root)
    assert result.exit_code == 1
    assert result.output == (
        "content/actors.yml:2:3: unknown-key: `nme` is not a key here\n"
        "    2 |   nme: The harbour\n"
        "      |   ^^^\n"
        "    Did you mean `name`?\n"
        "content/places.yml: file-too-large: the file has 50 MB; at most 10 MB are read\n"
        "    Split it into several files in a folder of the kind's name.\n"
        "mkdocs.yml: file-too-large: the file has 50 MB; at most 10 MB are read\n"
        "    Split it into several files in a folder of the kind's name.\n"
        "seeds/report.txt: file-too-large: the file has 50 MB; at most 10 MB are read\n"
        "    Split it into several files in a folder of the kind's name.\n"
        "4 errors in 2 records.\n"
    )


def test_one_wrong_letter_in_any_quote(tmp_path: Path) -> None:
    """Whichever quote is off by a letter, exactly its line is reported, with the right passage."""
    root = tmp_path / "briefing"
    shutil.copytree(FOLDER / "smallest", root)
    file = root / "content" / "events.yml"
    text = file.read_text(encoding="utf-8")
    start = text.index("quote: ") + len("quote: ")
    quote = text[start : text.index("}", start)]
    for offset, letter in enumerate(quote):
        if not letter.isalpha():
            continue
        wrong = "x" if letter != "x" else "y"
        file.write_text(text[: start + offset] + wrong + text[start + offset + 1 :], encoding="utf-8")
        lines = briefing("check", "--folder", root).output.splitlines()
        errors = [number for number, line in enumerate(lines) if ": quote-not-found: " in line]
        assert [lines[number].partition(": ")[0] for number in errors] == ["content/events.yml:7:39"]
        assert lines[errors[0] + 3].strip() == f"The nearest passage there is: “{quote}”"


if __name__ == "__main__":
    for each in CASES:
        (each / EXPECTED).write_text(briefing("check", "--folder", each).output, encoding="utf-8")
