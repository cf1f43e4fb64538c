"""Where ids stand in the files, to the character."""

from pathlib import Path

import pytest

from builder.authoring import references
from builder.authoring.references import Content
from builder.facts.briefing import OVERVIEW
from builder.facts.loading import load
from builder.model import base
from tests import briefings

ROOT = Path(__file__).parents[2]


def content_of(root: Path) -> Content:
    """The files of the briefing in a folder."""
    briefing, problems = load(root)
    assert briefing
    return references.read(root, briefing, problems)


def shown(content: Content, record_id: str) -> list[str]:
    """Every place where an id stands, as an editor is told it."""
    return [
        f"{content.location(each)}: {each.owner}, {each.field}: {each.words}"
        for each in content.standings()
        if each.id == record_id
    ]


def test_every_kind_of_place_is_found(tmp_path: Path) -> None:
    """The record itself, fields, lists, texts over several lines; in a record that is not well-formed too."""
    root = briefings.write(
        tmp_path,
        {
            "content/actors.yml": """
                # sailor: not this one
                sailor: {name: A sailor, kind: person}
                harbour-master:
                  name: The [sailor]'s friend, "sailor"
                  kind: nonsense
                  part_of: sailor
                  about:
                    - text: >-
                        He knew `[sailor]`, \\[sailor\\], the (sailor),
                        and the [man
                        at the helm][sailor]; also [Sailor] and [sailor].
                """,
        },
    )
    assert shown(content_of(root), "sailor") == [
        "content/actors.yml:2:1: sailor, : sailor",
        "content/actors.yml:6:12: harbour-master, part_of: sailor",
        "content/actors.yml:11:22: harbour-master, about 1, text: …and the [man at the helm][sailor]; "
        "also [Sailor] and [sailor].",
        "content/actors.yml:11:37: harbour-master, about 1, text: …at the helm][sailor]; also [Sailor] and "
        "[sailor].",
        "content/actors.yml:11:50: harbour-master, about 1, text: …also [Sailor] and [sailor].",
        "content/disputes.yml:8:11: bell, positions 2, by: sailor",
    ]


def test_what_the_files_hold_is_what_the_records_say() -> None:
    """In the real content, the same references as in the models, in fields and in texts."""
    briefing, problems = load(ROOT)
    assert briefing
    content = references.read(ROOT, briefing, problems)
    found = [(each.id, each.owner, each.path[each.owner != OVERVIEW :]) for each in content.standings()]
    in_files = sorted(each for each in found if each[2])
    in_records = [
        (target, mention.record, mention.path)
        for target, mentions in briefing.mentions.items()
        for mention in mentions
    ]
    assert in_files == sorted(in_records)
    assert {each[0] for each in found if not each[2]} == set(briefing.records)


def test_each_place_holds_the_id() -> None:
    """Line and column lead to the id itself, in every style of text."""
    content = content_of(ROOT)
    lines = {name: file.text.split("\n") for name, file in content.files.items()}
    for standing in content.standings():
        place = content.location(standing)
        line = lines[place.path][place.line - 1]
        assert line[place.column - 1 :].strip('"').startswith(standing.id)


def test_links_from_own_pages(tmp_path: Path) -> None:
    """To a record's page or an anchor of it; not to others, not in code."""
    root = briefings.write(
        tmp_path,
        {
            "content/pages/about.md": """
                See [a sailor](actors/sailor.md), [again](../x/actors/sailor.md "x"), `[x](actors/sailor.md)`
                <a href="actors/sailor.md#sailor_about-1">he</a> [no](actors/sailors.md) [b](disputes.md#bell)

                ```
                [code](actors/sailor.md)
                ```

                [ref]: ./actors/sailor.md
                """,
            "content/pages/more/page.md": "[up](../actors/sailor.md#x) [down](actors/sailor.md)\n",
            "mkdocs.yml": """
                site_name: The ferry
                theme: briefing
                docs_dir: content/pages
                plugins: [briefing]
                nav: [index.md, {Sailor: actors/sailor.md}]
                """,
        },
    )
    briefing, _ = load(root)
    assert briefing
    assert [str(link.location) for link in references.links_to(root, briefing.records["sailor"])] == [
        "content/pages/about.md:1:16",
        "content/pages/about.md:2:10",
        "content/pages/about.md:8:8",
        "content/pages/more/page.md:1:6",
        "mkdocs.yml:5:26",
    ]
    bell = briefing.records["bell"]
    assert [link.target for link in references.links_to(root, bell)] == ["disputes.md#bell"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("saylor", ["sailor"]),
        ("Sailor", ["sailor"]),
        ("A sailor", ["sailor"]),
        ("harbour", ["old-harbour", "harbour-master"]),
        ("The old harbour", ["old-harbour"]),
        ("HARBOUR_MASTER", ["harbour-master"]),
        ("nothing-like-it", []),
    ],
)
def test_what_was_meant(tmp_path: Path, word: str, expected: list[str]) -> None:
    """By the id, by a part of it, by the name."""
    briefing, _ = load(briefings.write(tmp_path))
    assert briefing
    assert [record.id for record in references.alike(word, briefing)][: len(expected) or 1] == expected


def test_every_reference_field_of_every_model_is_walked() -> None:
    """What the models mark, and no list beside them: `held` finds what the records' own walk finds."""
    briefing, _ = load(ROOT)
    assert briefing
    for owner, model in briefing.owners.items():
        held = list(base.held(type(model), model.model_dump(mode="json")))
        ids = [(each.path, each.text) for each in held if isinstance(each.mark, base.RefTo)]
        assert sorted(ids, key=str) == sorted(
            [(each.path, each.id) for each in base.references(model)], key=str
        ), owner
        texts = [(each.path, each.text) for each in held if isinstance(each.mark, base.TextKind)]
        assert sorted(texts, key=str) == sorted(
            [(each.path, each.text) for each in base.texts(model)], key=str
        ), owner
