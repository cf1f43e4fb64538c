"""A record gets another id, and nothing else changes."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.authoring import references, renaming
from builder.authoring.renaming import Renaming
from builder.cli import main
from builder.facts.loading import load
from builder.files import saving
from builder.files.problems import ContentError
from builder.pipeline.build import build
from builder.pipeline.check import check
from tests import briefings

ROOT = Path(__file__).parents[2]

SAILOR = {
    "content/actors.yml": """
        # The sailor has no name.
        sailor:   {name: A sailor, kind: person}
        "harbour-master":
          name: The harbour master
          kind: person
          part_of: 'sailor'  # invented
          about:
            - text: >-
                He knew `[sailor]`, \\[sailor\\], the [man
                at the helm][sailor]; also [Sailor], [sailor] and
                [Sailor][].
              cites: [{source: gazette, quote: "Nobody was hurt"}]
        """,
}


def plan(root: Path, old: str, new: str) -> Renaming:
    """What would change."""
    briefing, problems = load(root)
    assert briefing
    assert renaming.objection(briefing, new) == ""
    return renaming.rename(root, briefing, references.read(root, briefing, problems), old, new)


def held(root: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def run(root: Path, *arguments: str) -> Result:
    """`briefing rename` in a folder."""
    return CliRunner().invoke(main, ["rename", *arguments, "--folder", str(root)])


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A copy of the first briefing."""
    for name in ("content", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def test_every_reference_follows_and_nothing_else(tmp_path: Path) -> None:
    """Fields, texts, links; what only looks like a reference stays, and so does what readers see."""
    root = briefings.write(tmp_path, SAILOR)
    (root / "content/pages/about.md").write_text("See [him](actors/sailor.md) `actors/sailor.md`.\n")
    before = held(root)
    saving.write(root, plan(root, "sailor", "man").rewrites)
    expected = dict(before)
    replaced = [
        ("content/actors.yml", "sailor:   {", "man:   {"),
        ("content/actors.yml", "part_of: 'sailor'", "part_of: 'man'"),
        ("content/actors.yml", "helm][sailor]", "helm][man]"),
        ("content/actors.yml", "[Sailor], [sailor] and", "[Sailor][man], [man] and"),
        ("content/actors.yml", "[Sailor][].", "[Sailor][man]."),
        ("content/disputes.yml", "by: sailor", "by: man"),
        ("content/pages/about.md", "(actors/sailor.md)", "(actors/man.md)"),
    ]
    for name, old, new in replaced:
        assert old.encode() in expected[name]
        expected[name] = expected[name].replace(old.encode(), new.encode(), 1)
    assert held(root) == expected
    assert not [problem for problem in check(root).problems if problem.rule == "unknown-reference"]


def test_there_and_back_is_the_same_for_every_record(real: Path) -> None:
    """In the real content, to the byte; and each renaming counts what it changes."""
    briefing, problems = load(real)
    assert briefing
    content = references.read(real, briefing, problems)
    before = held(real)
    for old in briefing.records:
        made = renaming.rename(real, briefing, content, old, "some-other-id")
        for rewrite in made.rewrites:
            assert rewrite.after.replace("some-other-id", old) == rewrite.before
        mentions = len(briefing.mentions.get(old, ()))
        links = len(list(references.links_to(real, briefing.records[old])))
        assert made.places == mentions + links
    for old, new in (("hostilities", "x1"), ("iran", "x2"), ("x1", "hostilities"), ("x2", "iran")):
        saving.write(real, plan(real, old, new).rewrites)
    assert held(real) == before


def test_the_site_differs_by_the_id_alone(real: Path) -> None:
    """The same problems, the same pages, the same words."""
    before = build(real)
    saving.write(real, plan(real, "jaish-al-adl", "zz-zz").rewrites)
    after = build(real)

    def back(text: str) -> str:
        return text.replace("zz-zz", "jaish-al-adl")

    assert {back(path) for path in after.markdown} == set(before.markdown)
    for path, text in after.markdown.items():
        assert sorted(back(text).splitlines()) == sorted(before.markdown[back(path)].splitlines())
    assert [back(str(problem)) for problem in after.problems] == [str(each) for each in before.problems]


@pytest.mark.parametrize(
    ("new", "objection"),
    [
        ("gazette", "The id `gazette` is taken already, at content/sources.yml:1."),
        ("The Man", "The id `The Man` must be lower-case words of a–z and 0–9 with hyphens between them. "
                    "`the-man` would do."),
        ("Gazette", "The id `Gazette` must be lower-case words of a–z and 0–9 with hyphens between them."),
        ("index", "The id `index` is kept for the site itself."),
        ("", "The id `` must be lower-case words of a–z and 0–9 with hyphens between them."),
        ("x" * 81, f"The id `{'x' * 81}` has 81 characters, more than 80."),
    ],
)  # fmt: skip
def test_an_id_that_cannot_be_had(tmp_path: Path, new: str, objection: str) -> None:
    """Nothing is written."""
    root = briefings.write(tmp_path)
    before = held(root)
    result = run(root, "sailor", new)
    assert result.exit_code == 1
    assert result.stderr == f"{objection}\nNothing was written.\n"
    assert held(root) == before


def test_brackets_that_would_become_a_link(tmp_path: Path) -> None:
    """What readers see as brackets today would be a link under the new id."""
    note = {"content/actors.yml": SAILOR["content/actors.yml"].replace("Nobody", "[Man] [1400] Nobody")}
    note["content/actors.yml"] = note["content/actors.yml"].replace("He knew", "[Man] and [1400] knew")
    root = briefings.write(tmp_path, note)
    for new, shown in (("man", "Man"), ("1400", "1400")):
        with pytest.raises(ContentError) as raised:
            plan(root, "sailor", new)
        message = f"the text shows `[{shown}]`, which would become a link to the record"
        assert [problem.message for problem in raised.value.problems] == [message]


def test_a_file_that_cannot_be_read_stops_it_only_if_it_may_refer_to_the_record(tmp_path: Path) -> None:
    """Otherwise the reference in it would lead nowhere once the file is mended."""
    root = briefings.write(tmp_path, {"content/views.yml": "guess: {title: 'by the sailor}\n"})
    before = held(root)
    result = run(root, "sailor", "man")
    assert result.exit_code == 1
    assert "content/views.yml:1:16: yaml-syntax" in result.stderr
    assert held(root) == before
    assert run(root, "bell", "the-bell").exit_code == 0


def test_a_value_used_in_several_places_follows_in_all_of_them(tmp_path: Path) -> None:
    """An alias repeats the reference as well."""
    text = (
        SAILOR["content/actors.yml"].replace("cites: [", "cites: &c [")
        + """
        cook: {name: A cook, kind: person, about: [{text: He slept., cites: *c}]}
        """
    )
    root = briefings.write(tmp_path, {"content/actors.yml": text})
    before = held(root)["content/actors.yml"]
    saving.write(root, plan(root, "gazette", "paper").rewrites)
    assert held(root)["content/actors.yml"] == before.replace(b"source: gazette", b"source: paper")


def test_the_command_tells_what_it_did(tmp_path: Path) -> None:
    """How many places, which address changed, and where it did not dare to look."""
    root = briefings.write(tmp_path, {"templates/pages/front.md": "{# sailor #}"})
    result = run(root, "sailor", "man")
    assert result.output.splitlines() == [
        "`sailor` is `man` now; 1 place that referred to it changed with it. Written: 2 files.",
        "Its address on the site was actors/sailor/ and is actors/man/; links from elsewhere must follow.",
        "The old id also stands in templates/pages/front.md; look there yourself.",
    ]


def test_the_difference_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    """As `diff -u` shows it."""
    root = briefings.write(tmp_path)
    before = held(root)
    result = run(root, "sailor", "man", "--diff")
    assert result.output.splitlines() == [
        "--- a/content/actors.yml",
        "+++ b/content/actors.yml",
        "@@ -1,2 +1,2 @@",
        " harbour-master: {name: The harbour master, kind: person}",
        "-sailor: {name: A sailor, kind: person}",
        "+man: {name: A sailor, kind: person}",
        "--- a/content/disputes.yml",
        "+++ b/content/disputes.yml",
        "@@ -5,7 +5,7 @@",
        "     - by: harbour-master",
        "       text: The bell rang twice.",
        "       cites: [{source: gazette, quote: the bell had rung twice}]",
        "-    - by: sailor",
        "+    - by: man",
        "       stance: denies",
        "       text: The bell did not ring.",
        "       cites: [{source: gazette, quote: the bell had not rung at all}]",
    ]
    assert held(root) == before


@pytest.mark.parametrize(
    ("old", "expected"),
    [
        ("saylor", ["There is no record `saylor`.", "Did you mean `sailor` (actor: A sailor)?"]),
        ("briefing", ["There is no record `briefing`."]),
        ("\x1b[31m", ["There is no record `␛[31m`."]),
    ],
)
def test_a_record_that_is_not_there(tmp_path: Path, old: str, expected: list[str]) -> None:
    """With those that may have been meant."""
    result = run(briefings.write(tmp_path), old, "man")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == expected


def test_the_same_id(tmp_path: Path) -> None:
    """There is nothing to do."""
    result = run(briefings.write(tmp_path), "sailor", "sailor")
    assert result.stderr == "The id is `sailor` already.\nNothing was written.\n"
