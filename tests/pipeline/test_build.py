"""The line from a folder of facts to Markdown pages."""

import os
from pathlib import Path

import pytest

from builder.files.problems import ContentError, Problem, Severity
from builder.pages import addresses
from builder.pages.published import Site
from builder.pipeline import build as building
from builder.pipeline.check import check
from tests import briefings

RIVER_DAM = Path(__file__).parents[1] / "content" / "river-dam"

# A quote that is one letter off.
WRONG_QUOTE = {
    "content/actors.yml": """
        harbour-master:
          name: The harbour master
          kind: person
          about: [{text: He spoke., cites: [{source: gazette, quote: Nobody was hort}]}]
        sailor: {name: A sailor, kind: person}
        """
}
DRAFT = {
    "content/background.yml": """
        fog:
          title: Fog
          draft: true
          statements: [{text: Fog., cites: [{source: gazette, quote: Nobody was hurt}]}]
        """
}


def errors(problems: tuple[Problem, ...]) -> list[str]:
    """The places and rules of the errors among some problems."""
    return [f"{item.location} {item.rule}" for item in problems if item.severity is Severity.ERROR]


def build(root: Path, files: briefings.Files | None = None) -> Site:
    """The site of the small briefing, or of one that differs."""
    return building.build(briefings.write(root, files))


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file in a folder with what it holds."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def test_a_good_briefing_has_no_errors(tmp_path: Path) -> None:
    """The check of the small briefing, and of the river dam, finds no error."""
    assert errors(check(briefings.write(tmp_path)).problems) == []
    assert errors(check(RIVER_DAM).problems) == []


def test_form_settings_and_rules_are_checked_together(tmp_path: Path) -> None:
    """Mistakes in settings, in form and in facts are told at once, in the order of the files."""
    files = {
        **WRONG_QUOTE,
        "content/places.yml": "old-harbour: {name: The old harbour, precison: town}\n",
        "mkdocs.yml": "docs_dir: docs\nplugins: [briefing]\n",
    }
    problems = check(briefings.write(tmp_path, files)).problems
    assert errors(problems) == [
        "content/actors.yml:4:62 quote-not-found",
        "content/places.yml:1:38 unknown-key",
        "mkdocs.yml:1:11 settings-invalid",
    ]


@pytest.mark.parametrize(("level", "expected"), [("warning", [Severity.WARNING]), ('"off"', [])])
def test_severities_come_from_the_settings(tmp_path: Path, level: str, expected: list[Severity]) -> None:
    """A rule runs with the severity that `mkdocs.yml` sets for it, or not at all."""
    mkdocs = f"""
        docs_dir: content/pages
        plugins: [{{briefing: {{severities: {{quote-not-found: {level}}}}}}}]
        """
    problems = check(briefings.write(tmp_path, {**WRONG_QUOTE, "mkdocs.yml": mkdocs})).problems
    assert [item.severity for item in problems if item.rule == "quote-not-found"] == expected


def test_a_briefing_with_errors_is_not_built(tmp_path: Path) -> None:
    """One error, and there is no site, but an exception with every problem."""
    with pytest.raises(ContentError) as raised:
        build(tmp_path, WRONG_QUOTE)
    assert errors(raised.value.problems) == ["content/actors.yml:4:62 quote-not-found"]


@pytest.mark.parametrize("files", [{"content/briefing.yml": None}, {"content/briefing.yml": "title: T\n"}])
def test_without_an_overview_there_is_nothing_to_build(tmp_path: Path, files: briefings.Files) -> None:
    """Where the overview is missing or broken, the check says so and holds no facts."""
    assert check(briefings.write(tmp_path, files)).facts is None
    with pytest.raises(ContentError):
        building.build(tmp_path)


def test_every_page_is_written(tmp_path: Path) -> None:
    """The site holds the Markdown of each page of its navigation, and the editors' own pages."""
    made = build(tmp_path)
    paths = [page.path for section in made.sections for page in (section.page, *section.below)]
    assert list(made.markdown) == paths
    assert made.own_pages == ("about.md",)
    assert all(text.strip() for text in made.markdown.values())


def test_building_twice_gives_the_same(tmp_path: Path) -> None:
    """The same facts give the same pages, to the letter."""
    assert build(tmp_path).markdown == building.build(tmp_path).markdown


def test_drafts_are_left_out(tmp_path: Path) -> None:
    """A draft is on no page of what is published, nor are the passages that it alone cites."""
    made = build(tmp_path, DRAFT)
    assert addresses.BACKGROUND not in made.markdown
    assert not any("Nobody was hurt" in text for text in made.markdown.values())
    shown = building.build(tmp_path, drafts=True)
    assert "Fog" in shown.markdown[addresses.BACKGROUND]
    assert "Nobody was hurt" in shown.markdown["sources/gazette.md"]


def test_drafts_hold_up_nothing_but_errors(tmp_path: Path) -> None:
    """What is left out may be unfinished: its warnings are told by a check, and not by what publishes."""
    files = {
        "content/questions.yml": """
            fog: {question: Is there <b>fog</b>?, kind: watch, draft: true}
            rain: {question: Is there <b>rain</b>?, kind: watch}
            """
    }
    made = build(tmp_path, files)
    found = {item.record for item in check(tmp_path).problems if item.rule == "raw-html"}
    assert found == {"fog", "rain"}
    assert {item.record for item in made.problems if item.rule == "raw-html"} == {"rain"}
    with pytest.raises(ContentError):
        build(
            tmp_path,
            DRAFT | {"content/background.yml": DRAFT["content/background.yml"].replace("hurt", "hort")},
        )


def test_edit_links_lead_where_the_settings_say(tmp_path: Path) -> None:
    """The address of edit links is that of `mkdocs.yml`, unless another one is given."""
    mkdocs = """
        docs_dir: content/pages
        plugins: [briefing]
        repo_url: https://x.org/r
        edit_uri: edit/main/
        """
    made = build(tmp_path, {"mkdocs.yml": mkdocs})
    assert "https://x.org/r/edit/main/content/events.yml#L1" in made.markdown[addresses.TIMELINE]
    other = building.build(tmp_path, edit_base="https://y.org/")
    assert "https://y.org/content/events.yml#L1" in other.markdown[addresses.TIMELINE]
    assert "content/events.yml" not in building.build(tmp_path, edit_base="").markdown[addresses.TIMELINE]


def test_an_own_page_cannot_take_the_place_of_another(tmp_path: Path) -> None:
    """A page of the editors' with the name of one made from facts is an error, not a silent loss."""
    files = {"content/pages/timeline.md": "# Mine\n", "content/pages/actors/sailor.md": "# Mine\n"}
    assert errors(check(briefings.write(tmp_path, files)).problems) == [
        "content/pages/actors/sailor.md page-taken",
        "content/pages/timeline.md page-taken",
    ]


@pytest.mark.parametrize(
    "page",
    [
        *("timeline/index.md", "timeline/README.md", "Timeline.md", "TIMELINE/Index.md", "timeline.html"),
        *("timeline/index.html", "timeline.markdown", "README.md", "index.html", "actors/sailor/index.md"),
        *("Actors/Sailor.md", "actors/index.md", "actors/readme.md", "sources/gazette.htm"),
    ],
)
def test_an_own_page_cannot_have_the_address_of_another(tmp_path: Path, page: str) -> None:
    """However a page is written, and on disks that do not tell case, no page made from facts is replaced."""
    found = check(briefings.write(tmp_path, {f"content/pages/{page}": "# Mine\n"}))
    assert errors(found.problems) == [f"content/pages/{page} page-taken"]


@pytest.mark.parametrize(
    "page",
    ["timeline.png", "timelines.md", "my/timeline.md", "timeline/mine.md", "actors/boat.md", "timeline.js"],
)
def test_other_own_pages_are_let_be(tmp_path: Path, page: str) -> None:
    """A page beside those made from facts, and any file that is no page, is no problem."""
    assert errors(check(briefings.write(tmp_path, {f"content/pages/{page}": "Mine\n"})).problems) == []


def test_the_masthead(tmp_path: Path) -> None:
    """Every page knows the briefing's title, day, language and what holds for all of it."""
    masthead = build(tmp_path).masthead
    assert (masthead.title, masthead.as_of) == ("The ferry and the bell", "9 May 2021")
    assert (masthead.language, masthead.direction) == ("en-GB", "ltr")
    assert "one source" in masthead.notice
    assert building.build(RIVER_DAM).masthead.notice == ""


@pytest.mark.parametrize(
    ("language", "direction"), [("fa", "rtl"), ("ur-PK", "rtl"), ("ar", "rtl"), ("de", "ltr")]
)
def test_the_direction_follows_the_language(tmp_path: Path, language: str, direction: str) -> None:
    """A briefing in Persian is written from right to left."""
    overview = f"title: T\nlanguage: {language}\nbottom_line: [{{text: x, rests_on: [departure]}}]\n"
    assert build(tmp_path, {"content/briefing.yml": overview}).masthead.direction == direction


def test_own_pages_are_written_with_what_lies_beside_them(tmp_path: Path) -> None:
    """The editors' own pages and their pictures go where the pages go, to the byte."""
    made = build(
        tmp_path / "a", {"content/pages/maps/map.png": b"\x89PNG\xff", "content/pages/maps/map.md": "# Map\n"}
    )
    written = building.write(made, tmp_path / "a", tmp_path / "out")
    found = files_in(tmp_path / "out")
    assert found["maps/map.png"] == b"\x89PNG\xff"
    assert found["about.md"] == b"# About\n"
    assert written == building.Written(len(found) - 1, len(found) - 1, 0)


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    """A second run writes nothing; after an edit, it writes the pages that the edit shows on."""
    root, out = tmp_path / "a", tmp_path / "out"
    building.write(build(root), root, out)
    for file in out.rglob("*"):
        os.utime(file, (1, 1))
    written = building.write(building.build(root), root, out)
    assert (written.changed, written.removed) == (0, 0)
    made = build(
        root, {"content/places.yml": "old-harbour: {name: The old harbour, precision: town, note: New.}\n"}
    )
    written = building.write(made, root, out)
    changed = {file.relative_to(out).as_posix() for file in out.rglob("*.md") if file.stat().st_mtime > 1}
    assert changed == {addresses.PLACES}
    assert (written.changed, written.removed) == (1, 0)


def test_only_what_was_written_is_removed(tmp_path: Path) -> None:
    """A page that is gone is removed; a file of somebody else's in the same folder stays."""
    root, out = tmp_path / "a", tmp_path / "out"
    building.write(build(root, {"content/pages/old.md": "# Old\n"}), root, out)
    (out / "mine.md").write_text("mine", encoding="utf-8")
    (out / "actors" / "mine.md").write_text("mine", encoding="utf-8")
    (root / "content" / "pages" / "old.md").unlink()
    written = building.write(building.build(root), root, out)
    assert (written.changed, written.removed) == (0, 1)
    assert not (out / "old.md").exists()
    assert (out / "mine.md").read_text(encoding="utf-8") == "mine"
    assert (out / "actors" / "mine.md").exists()


def test_a_list_of_files_that_was_tampered_with(tmp_path: Path) -> None:
    """Nothing outside the folder is removed, whatever the list in it says."""
    root, out = tmp_path / "a", tmp_path / "out"
    (tmp_path / "precious.md").write_text("precious", encoding="utf-8")
    out.mkdir()
    (out / ".briefing-files").write_text(f"../precious.md\n{tmp_path}/precious.md\n", encoding="utf-8")
    building.write(build(root), root, out)
    assert (tmp_path / "precious.md").exists()


def test_names_in_any_script(tmp_path: Path) -> None:
    """An own page with a Persian name is written, and removed again when it is gone."""
    root, out = tmp_path / "a", tmp_path / "out"
    building.write(build(root, {"content/pages/درباره.md": "# درباره\n"}), root, out)
    assert (out / "درباره.md").exists()
    (root / "content" / "pages" / "درباره.md").unlink()
    assert building.write(building.build(root), root, out).removed == 1


def test_the_river_dam_is_built(tmp_path: Path) -> None:
    """A whole briefing of another conflict is built without a change to code or templates."""
    made = building.build(RIVER_DAM)
    written = building.write(made, RIVER_DAM, tmp_path / "out")
    assert written.files == written.changed == len(made.markdown) + len(made.own_pages)
