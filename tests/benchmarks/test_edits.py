"""Edits that can be seen on the pages."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import edits, workload
from benchmarks.edits import Edit
from builder.pipeline.build import build


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Edit], dict[str, str]]:
    """A briefing with the words of all edits, the edits, and the pages as they were before."""
    root = tmp_path_factory.mktemp("edits") / "briefing"
    workload.write(root, 40)
    made = edits.mark(root)
    return root, made, build(root).markdown


def test_words_are_numbered_by_letters() -> None:
    """The number is in letters, so that no rule takes it for a figure; all words differ."""
    assert edits.word(edits.TITLE, 0) == "marktitleaaa"
    assert edits.word(edits.TITLE, 27) == "marktitleabb"
    words = {edits.word(kind, number) for kind in edits.KINDS for number in range(100)}
    assert len(words) == 100 * len(edits.KINDS)


def test_every_kind_shows_somewhere(marked: tuple[Path, dict[str, Edit], dict[str, str]]) -> None:
    """Each kind of edit has pages to be seen on, and some kinds have several."""
    _, made, pages = marked
    assert set(made) == set(edits.KINDS)
    shown = {kind: edits.shown_on(pages, kind) for kind in edits.KINDS if kind != edits.STYLE}
    assert all(shown.values())
    assert len(shown[edits.TITLE]) > 1
    assert len(shown[edits.PAGES]) > 1
    assert all(len(paths) <= 5 for paths in shown.values())


def test_edits_show_on_those_pages(
    marked: tuple[Path, dict[str, Edit], dict[str, str]], tmp_path: Path
) -> None:
    """After an edit of each kind, its new word is on the pages that were named."""
    root, made, pages = marked
    copy = tmp_path / "briefing"
    shutil.copytree(root, copy)
    for edit in made.values():
        replace(edit, files=tuple(copy / file.relative_to(root) for file in edit.files)).make(1)
    after = build(copy).markdown
    for kind in made.keys() - {edits.STYLE, edits.FRAME}:
        for path in edits.shown_on(pages, kind):
            assert edits.word(kind, 1) in after[path]
            # A new event is one more; all other words are replaced.
            assert (edits.word(kind, 0) in after[path]) == (kind == edits.EVENT)


def test_the_same_edits_in_markdown(tmp_path: Path) -> None:
    """A word is replaced in every file that holds it, again and again."""
    title = edits.word(edits.TITLE, 0)
    for name, text in {"one.md": f"# {title}", "two.md": f"See {title}.", "three.md": "Nothing."}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    style, frame = tmp_path / "site.css", tmp_path / "page.html"
    style.write_text(edits.style_rule(), encoding="utf-8")
    frame.write_text(edits.word(edits.FRAME, 0), encoding="utf-8")
    made = edits.in_markdown(tmp_path, style, frame)
    for kind in (edits.TITLE, edits.STYLE, edits.FRAME):
        made[kind].make(1)
        made[kind].make(2)
    texts = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    assert texts == {
        "one.md": "# marktitleaac",
        "two.md": "See marktitleaac.",
        "three.md": "Nothing.",
        "site.css": ".markstyleaac { color: inherit }\n",
        "page.html": "markframeaac",
    }


def test_a_new_event_in_markdown_is_one_more_section(tmp_path: Path) -> None:
    """What was there before stays."""
    page = tmp_path / "timeline.md"
    page.write_text(f"### Talks, {edits.word(edits.EVENT, 0)}\n", encoding="utf-8")
    edit = edits.in_markdown(tmp_path, page, page)[edits.EVENT]
    edit.make(1)
    edit.make(2)
    text = page.read_text(encoding="utf-8")
    assert [text.count(edits.word(edits.EVENT, number)) for number in range(3)] == [1, 1, 1]


def test_an_event_is_looked_for_under_its_heading() -> None:
    """A page that only lists it may leave the next one out."""
    new = edits.word(edits.EVENT, 0)
    pages = {"index.md": f"- [Talks, {new}](timeline.md)", "timeline.md": f"# Timeline\n\n### Talks, {new}"}
    assert edits.shown_on(pages, edits.EVENT) == ("timeline.md",)
