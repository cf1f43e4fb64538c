"""`briefing draft`: what it writes, what it leaves alone, what it says."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.facts.loading import load
from builder.pipeline.check import check
from tests import briefings

# One sentence of the gazette is new to the briefing.
NEW = (
    briefings.GAZETTE
    + "\nOn 4 May 2021 the port police arrested two men in Marling, the harbour master said.\n"
)
FILES = {"seeds/gazette.txt": NEW}


def draft(root: Path, *arguments: str) -> Result:
    """What the command does in a briefing's folder."""
    return CliRunner().invoke(main, ["draft", *arguments, "--folder", str(root)])


def contents(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_drafts_are_added_behind_what_is_there(tmp_path: Path) -> None:
    """Every byte of an editor's stays; a second run adds nothing."""
    before = contents(briefings.write(tmp_path, FILES))
    result = draft(tmp_path, "gazette")
    assert result.exit_code == 0, result.output
    after = contents(tmp_path)
    changed = {name for name in after if after[name] != before.get(name)}
    kinds = ("actors", "places", "events", "background")
    assert changed == {f"content/{kind}.yml" for kind in kinds}
    assert all(after[name].startswith(before.get(name, b"")) for name in after)
    written = ", ".join(f"content/{kind}.yml" for kind in kinds)
    assert result.output.startswith(
        "2 sentences of `gazette`: 1 event, 1 topic to be sorted, 1 actor and 1 place.\n"
        f"Cited or left out already: 3.\nWritten: {written}.\n"
    )
    assert [problem for problem in check(tmp_path).problems if problem.severity == "error"] == []
    again = draft(tmp_path, "gazette")
    assert (
        again.output == "Nothing to draft: every sentence of `gazette` is cited, or left out with a reason.\n"
    )
    assert contents(tmp_path) == after


def test_what_is_drafted(tmp_path: Path) -> None:
    """With the actor that the briefing has, and a place that it has not."""
    root = briefings.write(tmp_path, FILES)
    draft(root, "gazette")
    briefing, _ = load(root)
    assert briefing is not None
    (event,) = (event for event in briefing.events.values() if event.draft)
    assert (event.kind, str(event.date), event.place) == ("arrest", "2021-05-04", "marling")
    assert event.by == ("police",)
    assert [(figure.by, figure.measure, figure.best) for figure in event.figures] == [
        ("harbour-master", "arrests", 2)
    ]


def test_an_edited_draft_is_let_be(tmp_path: Path) -> None:
    """What an editor made of it stays; only what they deleted comes back."""
    root = briefings.write(tmp_path, FILES)
    draft(root, "gazette")
    events = root / "content" / "events.yml"
    text = events.read_text("utf-8").replace("title: On 4 May 2021", "title: Two men are held; on 4 May 2021")
    events.write_text(text, "utf-8")
    draft(root, "gazette")
    assert events.read_text("utf-8") == text
    (root / "content" / "background.yml").unlink()
    result = draft(root, "gazette")
    assert "1 sentence of `gazette`: 1 topic to be sorted." in result.output
    assert events.read_text("utf-8") == text


def test_a_kind_with_a_folder_gets_a_file_of_its_own(tmp_path: Path) -> None:
    """So that drafts from one source can be worked through together."""
    root = briefings.write(tmp_path, FILES)
    events = root / "content" / "events.yml"
    (root / "content" / "events").mkdir()
    events.rename(root / "content" / "events" / "all.yml")
    draft(root, "gazette")
    text = (root / "content" / "events" / "draft-gazette.yml").read_text("utf-8")
    assert text.startswith("# Drafted from gazette, ")


def test_a_diff_writes_nothing(tmp_path: Path) -> None:
    """It shows each line that would be added, and nothing else on standard output."""
    before = contents(briefings.write(tmp_path, FILES))
    result = draft(tmp_path, "gazette", "--diff")
    assert result.exit_code == 0
    assert contents(tmp_path) == before
    assert result.stdout.startswith("--- a/content/actors.yml\n+++ b/content/actors.yml\n@@ ")
    assert "+  precision: town\n" in result.stdout
    assert "+++ b/content/background.yml\n@@ " in result.stdout
    assert not any(line.startswith("-") and not line.startswith("---") for line in result.stdout.splitlines())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gazete", "There is no source `gazete`. Did you mean `gazette`?"),
        ("nothing-like-it", "There is no source `nothing-like-it`. The sources are: gazette, film."),
        ("seeds/gazette.txt", "is the text of the source `gazette`: run `briefing draft gazette`."),
        ("film", "No text is stored for `film`."),
    ],
)
def test_a_source_that_cannot_be_drafted(tmp_path: Path, name: str, said: str) -> None:
    """The message names the nearest right thing."""
    sources = briefings.BASE["content/sources.yml"]
    assert isinstance(sources, str)
    film = "        film: {title: A film, kind: motion_picture}\n"
    before = contents(briefings.write(tmp_path, {"content/sources.yml": sources.rstrip() + f"\n{film}"}))
    result = draft(tmp_path, name)
    assert result.exit_code == 1
    assert said in result.output
    assert result.output.endswith("Nothing was written.\n")
    assert contents(tmp_path) == before


def test_a_briefing_with_an_error_is_left_alone(tmp_path: Path) -> None:
    """A quote that is not found might be of any sentence."""
    before = contents(
        briefings.write(tmp_path, {**FILES, "content/events.yml": "departure: {title: The ferry leaves}\n"})
    )
    result = draft(tmp_path, "gazette")
    assert result.exit_code == 1
    assert "missing-key" in result.output
    assert contents(tmp_path) == before


def test_another_language_is_said_to_be_read_less(tmp_path: Path) -> None:
    """Honestly, so that nobody takes silence for an answer."""
    sources = briefings.BASE["content/sources.yml"]
    assert isinstance(sources, str)
    language = {**FILES, "content/sources.yml": sources.rstrip() + "\n          language: de\n"}
    result = draft(briefings.write(tmp_path, language), "gazette")
    assert (
        "Not recognised in the language `de` yet: who says what, words for events, figures" in result.output
    )
