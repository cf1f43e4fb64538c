"""What was found and built last: used again only as long as everything it was made from is the same."""

import json
import shutil
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from builder.files.layout import Configuration
from builder.files.problems import ContentError, Severity, has_errors
from builder.machinery.plain_data import as_plain, from_plain
from builder.pages.published import Site
from builder.pipeline import build as building
from builder.pipeline import check as checking
from builder.pipeline import kept

CASE = Path(__file__).parents[1] / "content" / "river-dam"


@pytest.fixture
def dam(tmp_path: Path) -> Path:
    """A briefing to be changed."""
    return Path(shutil.copytree(CASE, tmp_path / "dam", ignore=shutil.ignore_patterns(".cache")))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is really done: the checks, also those of builds."""
    done: list[str] = []
    check = checking.check

    def noted(root: Path, **options: Any) -> checking.Checked:
        done.append("check")
        return check(root, **options)

    for module in (checking, building):
        monkeypatch.setattr(module, "check", noted)
    return done


def build(root: Path, *, edit_base: str = "https://example.org/edit/", folders: bool = True) -> Site:
    """One build, as another process would do it."""
    cache = kept.cache_of(root)
    made = kept.build(Configuration.of(root), cache, edit_base=edit_base, folders=folders)
    cache.end_build()
    return made


def check(root: Path) -> kept.Report:
    """One check, as another process would do it."""
    cache = kept.cache_of(root)
    found = kept.check(Configuration.of(root), cache)
    cache.end_build()
    return found


def test_the_same_folder_is_not_built_twice(dam: Path, made: list[str]) -> None:
    """What comes back is all that was made, down to the problems."""
    first = build(dam)
    assert build(dam) == first
    assert made == ["check"]


def test_the_same_folder_is_not_checked_twice(dam: Path, made: list[str]) -> None:
    """With its problems, also errors, and the number of records."""
    (dam / "content" / "topics.yml").write_text("a:\n  titel: A\n", encoding="utf-8")
    first = check(dam)
    assert has_errors(first.problems)
    assert first.records > 20
    assert check(dam) == first
    assert made == ["check"]


def filled(kind: Any, number: int = 1) -> Any:
    """A value of a type in which no field is as it is by default."""
    if is_dataclass(kind):
        types = get_type_hints(kind)
        make: Any = kind
        return make(
            **{each.name: filled(types[each.name], place) for place, each in enumerate(fields(kind), 1)}
        )
    if get_origin(kind) is tuple:
        return (filled(get_args(kind)[0], number),)
    if get_origin(kind) is dict:
        return {f"key {number}": filled(get_args(kind)[1], number)}
    if get_origin(kind) in (Union, UnionType):
        return None  # a remedy, which those look for who mend
    return {str: f"text {number}", int: number, bool: True, Severity: Severity.INFO}[kind]


@pytest.mark.parametrize("kind", [kept.Report, Site])
def test_everything_is_kept(kind: type) -> None:
    """Each field of all that is kept, also those that this briefing has no use for."""
    value = filled(kind)
    assert from_plain(kind, json.loads(json.dumps(as_plain(value)))) == value


def append(path: str, text: str) -> Callable[[Path], object]:
    """A change: text at the end of a file, which may be a new one."""

    def change(root: Path) -> None:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text((file.read_text(encoding="utf-8") if file.is_file() else "") + text, encoding="utf-8")

    return change


CHANGES: dict[str, Callable[[Path], object]] = {
    "a record": append("content/questions.yml", "\n# a comment\n"),
    "a source's text": append("seeds/more.txt", "More.\n"),
    "a setting": append("mkdocs.yml", "\n# a comment\n"),
    "a page of one's own": append("content/pages/new.md", "# New\n"),
    "a template of one's own": append("templates/pages/watch.md.jinja", "# Watch\n"),
    "a name": lambda root: shutil.move(root / "content/questions.yml", root / "content/x.yml"),
    "a file that is gone": lambda root: (root / "content/pages/about.md").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_is_read_counts(dam: Path, made: list[str], change: Callable[[Path], object]) -> None:
    """Each change of it has everything made anew."""
    check(dam)
    change(dam)
    found = check(dam)
    assert made == ["check", "check"]
    assert found.problems == checking.check(dam).problems


def test_options_count(dam: Path, made: list[str]) -> None:
    """Where edits are made, and whether pages are folders."""
    plain = build(dam)
    assert build(dam, edit_base="") != plain
    assert build(dam, folders=False) != plain
    assert made == ["check"] * 3


def test_settings_from_elsewhere_count(dam: Path, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What a configuration inherits or finds in the environment, and which one it is."""
    (dam.parent / "base.yml").write_text((dam / "mkdocs.yml").read_text("utf-8"), encoding="utf-8")
    (dam / "mkdocs.yml").write_text("INHERIT: ../base.yml\nsite_author: !ENV WHO\n", encoding="utf-8")
    check(dam)
    append("../base.yml", "\n# a comment\n")(dam)
    check(dam)
    monkeypatch.setenv("WHO", "somebody")
    check(dam)
    assert made == ["check"] * 3
    shutil.copy(dam / "mkdocs.yml", dam / "other.yml")
    kept.check(Configuration(dam / "other.yml"), kept.cache_of(dam))
    assert made == ["check"] * 4
    check(dam)
    assert made == ["check"] * 4


def test_the_program_counts(dam: Path, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of it or of a library makes everything anew."""
    check(dam)
    monkeypatch.setattr(kept, "program", lambda: "another")
    check(dam)
    assert made == ["check", "check"]


def test_a_briefing_with_errors_is_never_built(dam: Path) -> None:
    """Nor is the one from before shown in its place."""
    build(dam)
    append("content/questions.yml", "\nx: [\n")(dam)
    for _ in range(2):
        with pytest.raises(ContentError):
            build(dam)


def test_nothing_is_left_where_there_is_no_briefing(tmp_path: Path) -> None:
    """A check in the wrong folder writes nothing there."""
    assert has_errors(check(tmp_path).problems)
    assert list(tmp_path.iterdir()) == []
