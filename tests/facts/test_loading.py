"""Reading a folder's content, and everything that can be wrong with its form."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.facts.briefing import Briefing
from builder.facts.loading import load
from builder.files.problems import Problem
from tests import briefings

RIVER_DAM = Path(__file__).parents[1] / "content" / "river-dam"

EVENTS = "content/events.yml"


def problems_of(root: Path, files: briefings.Files) -> list[Problem]:
    """What is wrong with the form of a briefing that differs from the small one."""
    return list(load(briefings.write(root, files))[1])


def told(problem: Problem) -> tuple[str, str]:
    """Where a problem is, and which rule found it."""
    return str(problem.location), problem.rule


def test_stored_texts_are_read(tmp_path: Path) -> None:
    """The text of each source is there as it is stored."""
    assert briefings.read(tmp_path).texts == {"gazette": briefings.GAZETTE}


def test_a_kind_may_be_a_folder(tmp_path: Path) -> None:
    """When a file grows, a folder of files takes its place, in folders of its own if need be."""
    one = "a: {title: A, kind: other, account: [{note: x}]}\n"
    two = "b: {title: B, kind: other, account: [{note: x}]}\n"
    files = {"content/events/2021/may.yml": one, "content/events/2020.yml": two}
    briefing = briefings.read(tmp_path, files)
    assert list(briefing.events) == ["b", "a", "departure"]
    assert str(briefing.locate("a")) == "content/events/2021/may.yml:1:1"


def test_hidden_files_and_pages_are_left_alone(tmp_path: Path) -> None:
    """What begins with a dot, what is in `pages/`, and what is not YAML is not read."""
    files = {
        "content/.cache.yml": "{",
        "content/pages/x.yml": "{",
        "content/notes.txt": "{",
        "content/events/.a.yml": "{",
    }
    briefings.read(tmp_path, files)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "events/more.YML",
            "events/more.yml.txt",
            "events/more.yaml",
            "events/more.yaml~",
            "events/2021/a.Yml",
        ),
        *(
            "events/more.yml.bak",
            "events/more.yml (1)",
            "events/more.ymal",
            "events/more.json",
            "events/more",
        ),
        *("events/more.csv", "events/more.txt", "events/more.yml.orig", "events/more.xlsx"),
        *(
            "events.YML",
            "Events.yml",
            "events.yml.txt",
            "events.json",
            "events",
            "events.yml.old",
            "events.csv",
        ),
        *("EVENTS.YAML", "briefing.yaml", "Briefing.json", "more.YML", "events copy.yml", "questions.yml~"),
        *("pages/events.yml", "pages/events.YAML", "Events/more.yml", "extra/a.txt"),
    ],
)
def test_what_looks_like_facts_is_read_or_named(tmp_path: Path, name: str) -> None:
    """A file that somebody may take for facts, under a name that nothing reads, is an error."""
    file = f"content/{name}"
    _, problems = load(briefings.write(tmp_path, {"content/events.yml": None, file: "a: b"}))
    named = [problem.location.path for problem in problems if problem.rule == "unknown-file"]
    assert named == [file if not name.startswith(("Events/", "extra/")) else file.rpartition("/")[0]]


@pytest.mark.parametrize(
    "name",
    [
        *("events.yml~", ".events.yml.swp", "#events.yml#", "events.yml.tmp", "events.yml.part", "4913"),
        *("events/README.md", "events/notes.txt", "provinces.geojson", "notes.md", "._events.yml", "README"),
    ],
)
def test_what_is_kept_beside_is_let_be(tmp_path: Path, name: str) -> None:
    """Copies that editors' programs keep, notes and shapes are no facts."""
    briefings.read(tmp_path, {f"content/{name}": "a: b"})


def test_a_linked_folder_is_named(tmp_path: Path) -> None:
    """What a link within a folder of facts leads to is not read, and said not to be."""
    briefings.write(tmp_path, {"content/events/a.yml": "{}", "shared/b.yml": "{}"})
    (tmp_path / "content/events/shared").symlink_to(tmp_path / "shared", target_is_directory=True)
    _, problems = load(tmp_path)
    assert [problem.location.path for problem in problems if problem.rule == "unknown-file"] == [
        "content/events/shared"
    ]


@pytest.mark.parametrize(
    ("files", "place", "rule"),
    [
        ({"content/briefing.yml": None}, "content/briefing.yml", "no-briefing"),
        ({"content/event.yml": "a: b"}, "content/event.yml", "unknown-file"),
        ({"content/views.yaml": "a: b"}, "content/views.yaml", "unknown-file"),
        ({"content/extra/a.yml": "a: b"}, "content/extra", "unknown-file"),
        ({"content/views.yml": ""}, "content/views.yml", "file-empty"),
        ({"content/views.yml": "# later\n"}, "content/views.yml", "file-empty"),
        ({"content/views.yml": "- a\n"}, "content/views.yml:1:1", "wrong-type"),
        ({"content/views.yml": "text"}, "content/views.yml:1:1", "wrong-type"),
        ({"content/views.yml": "a: text\n"}, "content/views.yml:1:1", "wrong-type"),
        ({"content/views.yml": "a:\n\tb: c\n"}, "content/views.yml:2:1", "yaml-syntax"),
        ({"content/views.yml": b"a: \xff"}, "content/views.yml:1:4", "not-utf-8"),
        ({"content/places.yml": "a/b: {name: A, precision: town}"}, "content/places.yml:1:1", "id-invalid"),
        ({"content/places.yml": "..: {name: A, precision: town}"}, "content/places.yml:1:1", "id-invalid"),
        ({"content/places.yml": "p: {name: A, precison: town}"}, "content/places.yml:1:14", "unknown-key"),
        ({"content/places.yml": "p: {precision: town}"}, "content/places.yml:1:1", "missing-key"),
        ({"content/places.yml": "p: {name: , precision: town}"}, "content/places.yml:1:11", "missing-key"),
        ({"content/places.yml": "p: {name: [A], precision: town}"}, "content/places.yml:1:11", "wrong-type"),
        (
            {"content/places.yml": "p: {name: A, precision: huge}"},
            "content/places.yml:1:25",
            "term-not-standard",
        ),
        (
            {"content/places.yml": "p: {name: A, precision: town, location: [x, 2]}"},
            "content/places.yml:1:42",
            "wrong-type",
        ),
        (
            {"content/places.yml": "p: {name: A, precision: town, aliases: B}"},
            "content/places.yml:1:40",
            "wrong-type",
        ),
        (
            {"content/places.yml": "p: {name: A, precision: town, draft: maybe}"},
            "content/places.yml:1:38",
            "wrong-type",
        ),
        (
            {"content/places.yml": "p: {id: q, name: A, precision: town}"},
            "content/places.yml:1:5",
            "unknown-key",
        ),
        (
            {EVENTS: "e: {title: E, kind: other, account: [{note: x}], date: 2024-13-40}"},
            f"{EVENTS}:1:56",
            "date-invalid",
        ),
        ({"seeds/gazette.txt": None}, "content/sources.yml:4:9", "source-missing"),
        ({"seeds/gazette.txt": "\n"}, "seeds/gazette.txt", "file-empty"),
        ({"seeds/gazette.txt": b"a\nb\xff"}, "seeds/gazette.txt:2:2", "not-utf-8"),
        ({"seeds/gazette.txt": b"a\nb\xed\xa0\x80"}, "seeds/gazette.txt:2:2", "not-utf-8"),
        *(
            (
                {"seeds/gazette.txt": f"a\nb {control} c {control}"},
                "seeds/gazette.txt:2:3",
                "control-character",
            )
            for control in "\0\x01\x1b\x1c\x7f\x93\ufdd0\ufffe\uffff\U0001ffff"
        ),
    ],
)
def test_what_can_be_wrong(tmp_path: Path, files: briefings.Files, place: str, rule: str) -> None:
    """Every mistake of form is one problem, with its place and its rule."""
    [problem] = problems_of(tmp_path, files)
    assert told(problem) == (place, rule)
    assert problem.message


@pytest.mark.parametrize("space", "\t\v\f\r\x85\u2028\u2029\ufeff\u200b")
def test_white_space_of_any_kind_is_text(tmp_path: Path, space: str) -> None:
    """Page breaks, line separators, and what is not printed are no mistake."""
    text = f"{briefings.GAZETTE}\nThe end{space}is here.\n"
    assert problems_of(tmp_path, {"seeds/gazette.txt": text.encode()}) == []


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../x.txt", "seeds/../../x.txt", "mkdocs.yml", "seeds", "seeds/" + "x" * 300]
)
def test_only_texts_in_seeds_are_read(tmp_path: Path, path: str) -> None:
    """A source's text is a file in `seeds/`, and nothing else on the machine is read."""
    (tmp_path / "x.txt").write_text("Left the old harbour on 3 May 2021.", encoding="utf-8")
    files = {"content/sources.yml": f"gazette: {{title: G, kind: report, text: {path}}}\n"}
    briefing, [problem] = load(briefings.write(tmp_path / "briefing", files))
    assert told(problem) == ("content/sources.yml:1:41", "source-missing")
    assert briefing
    assert briefing.texts == {}


LAYER = """
    title: The ferry
    bottom_line: [{text: It left., rests_on: [departure]}]
    map:
      layer: {file: %s, credit: The Survey}
      detail: [old-harbour]
    """
AREAS = """{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Upper"},
 "geometry": {"type": "Polygon", "coordinates": [[[55, 28], [58, 28], [58, 33], [55, 28]]]}}]}"""


def with_layer(path: str = "content/areas.geojson", areas: str | None = AREAS) -> briefings.Files:
    """A briefing whose map has areas of the editor's."""
    return {"content/briefing.yml": LAYER % path, "content/areas.geojson": areas}


def test_areas_of_the_map_are_read(tmp_path: Path) -> None:
    """From the file that the overview names."""
    briefing = briefings.read(tmp_path, with_layer())
    assert [area.name for area in briefing.areas] == ["Upper"]
    assert briefings.read(tmp_path / "without").areas == ()


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../areas.geojson", "content/../../x.json", "seeds/gazette.txt", "content", "content/a"],
)
def test_only_areas_in_content_are_read(tmp_path: Path, path: str) -> None:
    """The file of areas is one in `content/`, and a misspelt path is told with the nearest right one."""
    briefing, [problem] = load(briefings.write(tmp_path, with_layer(path)))
    assert told(problem) == ("content/briefing.yml:4:17", "layer-missing")
    assert briefing
    assert briefing.areas == ()
    [problem] = problems_of(tmp_path / "misspelt", with_layer("content/area.geojson"))
    assert problem.hint == "Did you mean `content/areas.geojson`?"


def test_areas_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    """In the file itself; so are those that lie nowhere near a place, and references to no place."""
    [problem] = problems_of(tmp_path / "syntax", with_layer(areas='{"type":'))
    assert told(problem) == ("content/areas.geojson:1:9", "layer-invalid")
    far = "old-harbour: {name: H, precision: town, location: [-20, 10]}"
    [problem] = problems_of(tmp_path / "far", {**with_layer(), "content/places.yml": far})
    assert told(problem) == ("content/areas.geojson", "layer-invalid")
    near = "old-harbour: {name: H, precision: town, location: [30, 57]}"
    assert problems_of(tmp_path / "near", {**with_layer(), "content/places.yml": near}) == []
    [problem] = problems_of(tmp_path / "encoding", {**with_layer(), "content/areas.geojson": b"\xff"})
    assert told(problem) == ("content/areas.geojson:1:1", "not-utf-8")


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    """One broken file or record does not hide what is wrong with the others."""
    files = {
        "content/events.yml": "a: {title: [x], kind: nothing}\nb: {}\n",
        "content/actors.yml": "a: 'unclosed\n",
        "content/places.yml": "p: {name: P, precision: town, colour: red}\n",
        "seeds/gazette.txt": None,
    }
    briefing, problems = load(briefings.write(tmp_path, files))
    assert briefing is not None
    assert {problem.location.path for problem in problems} == {*files, "content/sources.yml"} - {
        "seeds/gazette.txt"
    }
    assert [problem.location.line for problem in problems if problem.location.path == EVENTS] == [
        1,
        1,
        1,
        2,
        2,
        2,
    ]
    assert briefing.broken == {"a", "b", "p"}


def test_a_wrong_item_does_not_make_its_list_empty(tmp_path: Path) -> None:
    """A mistake in the only item of a list is one problem, not also that the list has no item."""
    files = {"content/briefing.yml": "title: T\nbottom_line: [{txt: x}]\n"}
    assert [told(problem) for problem in problems_of(tmp_path, files)] == [
        ("content/briefing.yml:2:16", "unknown-key")
    ]
    empty = {"content/briefing.yml": "title: T\nbottom_line: []\n"}
    assert [told(problem) for problem in problems_of(tmp_path, empty)] == [
        ("content/briefing.yml:2:14", "missing-key")
    ]


def test_an_id_is_given_once(tmp_path: Path) -> None:
    """An id that another record has, in whichever file, is a mistake that names both places."""
    [problem] = problems_of(
        tmp_path, {"content/events/more.yml": "sailor: {title: S, kind: other, account: [{note: x}]}\n"}
    )
    assert told(problem) == ("content/events/more.yml:1:1", "duplicate-id")
    assert "content/actors.yml:2" in problem.message


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ("{name: A, precison: town}", "Did you mean `precision`?"),
        ("{name: A, precision: twon}", "Did you mean `town`?"),
        (
            "{name: A, precision: town, aliases: B}",
            "Write `aliases: [B]`, or one item a line, each after `- `.",
        ),
    ],
)
def test_hints_name_the_cure(tmp_path: Path, fields: str, hint: str) -> None:
    """Where it can be told what was meant, the hint says it."""
    [problem] = problems_of(tmp_path, {"content/places.yml": f"p: {fields}\n"})
    assert problem.hint == hint


def test_a_folder_without_a_briefing(tmp_path: Path) -> None:
    """A folder that is no briefing is told so in one sentence."""
    briefing, [problem] = load(tmp_path)
    assert briefing is None
    assert told(problem) == ("content", "no-briefing")


def inside(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of everything in nested values, but not of the whole."""
    if path:
        yield path
    entries: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        entries = [*value.items()]
    elif isinstance(value, list):
        entries = [*enumerate(value)]
    for step, inner in entries:
        yield from inside(inner, (*path, step))


# Every file of the river dam, as nested values, and every place in them.
FILES = {
    file.relative_to(RIVER_DAM).as_posix(): yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
    for file in sorted((RIVER_DAM / "content").rglob("*.yml"))
}
PLACES = [(name, path) for name, value in FILES.items() for path in inside(value)]
WRONG: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", "x", "2024-13-40", "javascript:x", [], {}, ["x"], [None], [["x"]], [{}], {"x": "y"}]
)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(PLACES), WRONG), min_size=1, max_size=3))
def test_whatever_stands_anywhere_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[tuple[str, tuple[str | int, ...]], Any]]
) -> None:
    """Any value in any place of real files is taken, or is a problem with a line in a file."""
    root = tmp_path_factory.mktemp("briefing")
    values = copy.deepcopy(FILES)
    for (name, path), wrong in changes:
        try:
            holder: Any = values[name]
            for step in path[:-1]:
                holder = holder[step]
            holder[path[-1]] = wrong
        except (KeyError, IndexError, TypeError):
            continue  # An earlier change took the place away.
    changed = {name for (name, _), _ in changes} | {"content/briefing.yml", "content/sources.yml"}
    for name in changed:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(
            yaml.dump(values[name], allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
    briefing, problems = load(root)
    assert briefing is not None or problems
    for problem in problems:
        assert problem.message
        assert problem.location.line >= 1
        assert (root / problem.location.path).is_file()


def test_a_real_briefing(tmp_path: Path) -> None:
    """The briefing on the river dam has nothing wrong with its form, and every kind of record."""
    briefing, problems = load(RIVER_DAM)
    assert problems == ()
    assert isinstance(briefing, Briefing)
    for kind in (
        "sources",
        "actors",
        "places",
        "events",
        "disputes",
        "topics",
        "views",
        "questions",
        "editions",
    ):
        assert getattr(briefing, kind)


def test_texts_in_any_script(tmp_path: Path) -> None:
    """Right-to-left and combining text is kept to the letter."""
    name = "تهران – Te\u0301he\u0301ran 🕊"
    briefing = briefings.read(
        tmp_path, {"content/places.yml": f"old-harbour: {{name: '{name}', precision: town}}"}
    )
    assert briefing.places["old-harbour"].name == name
