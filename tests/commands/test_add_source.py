"""`briefing add-source`."""

import datetime
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from builder.authoring.intake.any_file import MOST_BYTES
from builder.cli import main
from builder.files.problems import Severity
from builder.pipeline.check import check
from tests import briefings
from tests.authoring.intake.pdfs import paragraph, pdf
from tests.authoring.intake.test_language import TEXTS

PAGES = Path(__file__).parents[1] / "authoring" / "intake" / "pages"
BODY = (
    "The harbour office said on Monday that the pier was closed to everybody, and that it would be opened "
    "again in spring.\n"
)
TEXT = f"The pier is closed\n\nBy Jane Doe\n\n{BODY}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small briefing."""
    return briefings.write(tmp_path / "briefing")


def add(folder: Path, *arguments: str | Path, given: str | bytes = "") -> Result:
    """What `briefing add-source` does, outside a terminal."""
    options = [str(argument) for argument in arguments]
    return CliRunner().invoke(main, ["add-source", *options, "--folder", str(folder)], input=given)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a briefing."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def errors(folder: Path) -> list[str]:
    """What the check calls an error."""
    return [str(problem) for problem in check(folder).problems if problem.severity is Severity.ERROR]


def file(folder: Path, name: str, data: str | bytes) -> Path:
    """A file beside the briefing."""
    path = folder.parent / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_files_of_each_kind(folder: Path) -> None:
    """Several at once: each is stored, described, and told of; the check finds no error in it."""
    lines = paragraph(
        *(f"This is line {number} of the report on the pier, which is closed." for number in range(9)),
        top=700,
    )
    files = [
        file(folder, "a.txt", TEXT),
        file(folder, "b.md", f"# The pier: a history\n\n{BODY}{BODY}"),
        file(folder, "c.pdf", pdf(lines)),
        *(PAGES / name for name in ("json-ld.html", "opengraph.html", "text-only.html", "persian.html")),
    ]
    result = add(folder, *files[:2], *files[3:])
    assert result.exit_code == 0, result.output
    assert add(folder, files[2], "--title", "Report on the pier").exit_code == 0
    assert errors(folder) == []
    checked = check(folder)
    assert checked.facts
    sources = checked.facts.briefing.sources
    assert len(sources) == 8
    for source in sources.values():
        assert source.text
        assert (folder / source.text).is_file()
        assert source.id == "gazette" or source.sha256
    persian = sources["news-example-2024-01-18"]
    assert (persian.language, persian.title[:7]) == ("fa-IR", "سخنگوی ")
    assert str(sources["the-pier-a-history"].title) == "The pier: a history"


def test_what_is_said(folder: Path) -> None:
    """Where text and record are, what was found and what was not, what was done, what comes next."""
    said = add(folder, PAGES / "text-only.html").output
    source_id = "ministry-answers-questions-on-the-closed-road"
    assert said.startswith(f"{source_id}, from ")
    for part in (
        f"seeds/{source_id}.txt (",
        "record:    content/sources.yml",
        "author:    Omar Siddiqui, Lena Vogt",
        "published: 2024-01-18",
        "Not found: publisher, URL.",
        "Menus, notices, comments and captions were left out",
        f"briefing draft {source_id}",
    ):
        assert part in said


def test_standard_input(folder: Path) -> None:
    """What is pasted or piped in is text, Markdown, a page or a PDF, as it looks."""
    assert add(folder, "-", given=TEXT).exit_code == 0
    assert (folder / "seeds" / "the-pier-is-closed.txt").read_text(encoding="utf-8") == TEXT
    assert add(folder, "-", given=(PAGES / "opengraph.html").read_bytes()).exit_code == 0
    assert (folder / "seeds" / "border-crossing-reopens-after-nine-days.txt").is_file()
    assert add(folder, "-", given=f"# On the pier\n\n{BODY}").exit_code == 0
    assert (folder / "seeds" / "on-the-pier.txt").is_file()
    assert errors(folder) == []


def test_options_go_before_what_is_found(folder: Path) -> None:
    """Every field can be said; authors as many as there are."""
    result = add(
        folder,
        PAGES / "json-ld.html",
        *("--title", "Another: title", "--url", "https://b.example/x", "--published", "2024-01~"),
        *("--publisher", "B", "--author", "A One", "--author", "B Two", "--language", "en"),
        *("--rights", "full", "--id", "another"),
    )
    assert result.exit_code == 0, result.output
    assert errors(folder) == []
    checked = check(folder)
    assert checked.facts
    source = checked.facts.briefing.sources["another"]
    assert (source.title, source.url, str(source.published)) == (
        "Another: title",
        "https://b.example/x",
        "2024-01~",
    )
    assert (source.publisher, source.author) == ("B", ("A One", "B Two"))
    assert (source.language, source.rights) == ("en", "full")
    assert source.kind == "article-newspaper"
    # It was read on the day on which it was added.
    assert str(source.accessed) == datetime.datetime.now().astimezone().date().isoformat()


def test_the_same_text_twice(folder: Path) -> None:
    """Under another name, in other typography, in another format: it is stored once."""
    first = file(folder, "a.txt", TEXT.replace("spring", "“spring”"))
    other = file(folder, "b.md", TEXT.replace("spring", '"spring"').replace("\n\n", "\r\n\r\n \r\n"))
    assert add(folder, first, other).exit_code == 0
    before = contents(folder)
    result = add(folder, other)
    assert result.exit_code == 0
    assert (
        "is stored already, in seeds/the-pier-is-closed.txt, as the source the-pier-is-closed"
        in result.output
    )
    assert contents(folder) == before
    assert len(list((folder / "seeds").iterdir())) == 2


def test_a_text_in_seeds(folder: Path) -> None:
    """A file that was put into seeds/ by hand is described where it is."""
    (folder / "seeds" / "pier.txt").write_text(TEXT, encoding="utf-8")
    result = add(folder, folder / "seeds" / "pier.txt")
    assert result.exit_code == 0
    assert "seeds/pier.txt (it was there already)" in result.output
    assert errors(folder) == []
    assert "Nothing was added" in add(folder, folder / "seeds" / "pier.txt").output


def test_the_title_is_asked_for_at_a_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only where it was not found; and nothing else ever is."""
    monkeypatch.setattr("builder.commands.add_source.at_terminal", lambda: True)
    result = add(folder, file(folder, "a.txt", BODY), given="\n \nThe pier\n")
    assert result.exit_code == 0
    assert result.output.count("Title of") == 3
    assert (folder / "seeds" / "the-pier.txt").is_file()
    assert "Title of" not in add(folder, file(folder, "b.txt", TEXT)).output


def test_a_title_that_is_not_known(folder: Path) -> None:
    """With nobody to ask, an option is asked for."""
    before = contents(folder)
    result = add(folder, file(folder, "a.txt", BODY))
    assert result.exit_code == 1
    assert "no title was found.\n    Give one: `--title`.\nNothing was written." in result.output
    assert contents(folder) == before


def bad_files() -> Iterator[tuple[str, str | bytes, str]]:
    """Files that no article can be taken from: name, what is in them, what is said."""
    yield "empty.txt", "", "it is empty"
    yield "blank.html", " \n ", "it is empty"
    yield "short.txt", "Closed.\n", "only “Closed.”"
    yield "picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "a picture (PNG)"
    yield "word.txt", b"PK\x03\x04" + bytes(500), "Word (.docx)"
    yield "noise.md", bytes(range(256)) * 9, "it is not text"
    yield "paper.txt", pdf([]), "give it a name that ends in .pdf"
    yield "text.pdf", TEXT, "it is not a PDF"
    yield "scan.pdf", pdf([]), "only pictures of pages"
    yield "broken.pdf", pdf([])[:200], "damaged"
    yield "report.docx", b"PK\x03\x04", "files that end in .docx are not read"
    yield "report", TEXT, "files without an ending"
    yield "paywall.html", (PAGES / "paywall.html").read_bytes(), "no article was found"
    yield "script.htm", (PAGES / "script.html").read_bytes(), "a script would fetch it"
    yield "con\x1btrol.txt", "", "con␛trol.txt: it is empty"


BAD = list(bad_files())


@pytest.mark.parametrize(("name", "data", "said"), BAD, ids=[name for name, _, _ in BAD])
def test_bad_files(folder: Path, name: str, data: str | bytes, said: str) -> None:
    """Each is told what is wrong with it, and nothing is written."""
    before = contents(folder)
    result = add(folder, file(folder, name, data), "--title", "A")
    assert result.exit_code == 1
    assert said in result.output
    assert result.output.endswith("Nothing was written.\n")
    assert "\x1b" not in result.output
    assert contents(folder) == before


def test_several_of_which_some_are_bad(folder: Path) -> None:
    """All that are bad are named at once, and the good ones are not written either."""
    before = contents(folder)
    good, empty = file(folder, "a.txt", TEXT), file(folder, "b.txt", "")
    result = add(folder, good, empty, folder.parent / "none.txt", folder)
    assert result.exit_code == 1
    for said in ("b.txt: it is empty.", "none.txt: there is no such file.", "it is a folder."):
        assert said in result.output
    assert contents(folder) == before


def test_a_file_of_50_mb(folder: Path) -> None:
    """It is refused by its size, and not read."""
    large = file(folder, "large.txt", b"")
    os.truncate(large, 50_000_000)
    result = add(folder, large)
    assert "it has 50 MB; at most 30 MB are read." in result.output
    assert "Nothing was written." in result.output
    assert "at most 30 MB" in add(folder, "-", given=b"a" * (MOST_BYTES + 1)).output
    assert "longer than 10 MB" in add(folder, "-", "--title", "A", given=BODY * 110_000).output


@pytest.mark.parametrize(
    ("encoding", "language", "declared"),
    [("utf-16", "fa", False), ("cp1256", "ar", True), ("cp1251", "ru", True)],
)
def test_wrong_encodings(folder: Path, encoding: str, language: str, declared: bool) -> None:
    """The text is stored as UTF-8; where its encoding was a guess, that is said."""
    text = f"{TEXTS[language]} {TEXTS[language]}\n"
    assert encoding == "utf-16" or text.encode(encoding).decode(encoding) == text
    result = add(folder, file(folder, "a.txt", text.encode(encoding)), "--title", "A", "--id", "a")
    assert result.exit_code == 0
    assert (folder / "seeds" / "a.txt").read_text(encoding="utf-8") == text
    assert ("which is a guess" in result.output) == declared
    assert f"language:  {language}" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-", "--published", "18/01/2024"], "--published: `18/01/2024` is not a date"),
        (["-", "--url", "javascript:alert(1)"], "--url: `javascript:alert(1)` is not a web address"),
        (["-", "--id", "A B", "--language", "Persian"], "--id: "),
        (["-", "--rights", "all"], "excerpts"),
        (["a.txt", "b.txt", "--title", "A", "--id", "a"], "--title and --id can only be given for one file"),
        (["-", "-"], "- can only be given once"),
        ([], "FILE"),
    ],
)
def test_wrong_options(folder: Path, arguments: list[str], said: str) -> None:
    """What is wrong with an option is said before anything is read."""
    before = contents(folder)
    result = add(folder, *arguments, given=TEXT)
    assert result.exit_code == 2
    assert said in result.output
    assert contents(folder) == before


def test_an_id_that_is_taken(folder: Path) -> None:
    """Of any kind of record."""
    result = add(folder, "-", "--id", "bell", given=TEXT)
    assert result.exit_code == 1
    assert "the id `bell` is taken already" in result.output


def test_no_briefing(tmp_path: Path) -> None:
    """In a folder without one, that is said."""
    result = add(tmp_path, "-", given=TEXT)
    assert result.exit_code == 1
    assert "there is no briefing here" in result.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["content/sources.yml", "content/briefing.yml"])
def test_a_briefing_that_cannot_be_read(folder: Path, name: str) -> None:
    """What is wrong with it is said; an error elsewhere in it does not matter."""
    (folder / "content" / "actors.yml").write_text("sailor: [", encoding="utf-8")
    assert add(folder, "-", given=TEXT).exit_code == 0
    (folder / name).write_text("gazette: [\n", encoding="utf-8")
    before = contents(folder)
    result = add(folder, "-", given=TEXT.replace("spring", "summer"))
    assert result.exit_code == 1
    assert f"{name}:" in result.output
    assert contents(folder) == before


def test_a_folder_that_may_not_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own refusal is told, and nothing is written."""
    open_file = Path.open

    def refuse_in_seeds(path: Path, mode: str = "r", **options: Any) -> Any:
        if path.parent.name == "seeds" and mode.startswith("x"):
            raise PermissionError(13, "Permission denied", str(path))
        return open_file(path, mode, **options)

    before = contents(folder)
    monkeypatch.setattr(Path, "open", refuse_in_seeds)
    result = add(folder, "-", given=TEXT)
    assert result.exit_code == 1
    assert "permission denied" in result.output
    assert contents(folder) == before


def test_a_disk_that_is_full(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second of two files cannot be put in its place, the first is taken back."""
    replace = Path.replace

    def fail_for_sources(path: Path, target: Path) -> Path:
        if target.name == "sources.yml":
            raise OSError(28, "No space left on device", str(target))
        return replace(path, target)

    before = contents(folder)
    monkeypatch.setattr(Path, "replace", fail_for_sources)
    result = add(folder, "-", given=TEXT)
    assert result.exit_code == 1
    assert "the disk is full (" in result.output
    assert contents(folder) == before


def test_control_characters_are_shown_and_not_sent(folder: Path) -> None:
    """What a page calls itself cannot act on the terminal."""
    page = (
        (PAGES / "opengraph.html")
        .read_text(encoding="utf-8")
        .replace("Frontier Times", "Frontier&#27;[2J \u202eTimes")
    )
    result = add(folder, "-", given=page.encode())
    assert result.exit_code == 0
    assert not re.search("[\x1b\u202e]", result.output)
    assert errors(folder) == []
