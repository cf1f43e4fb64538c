"""YAML text changed at known places: what is meant changes, and nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.files import yaml_nodes, yaml_writer
from builder.files.changes import AddKey, Change, Edit, RemoveKey, RenameKey, Reword, SetText
from builder.files.changes import Path as Steps
from builder.files.problems import ContentError
from builder.files.yaml_editing import appended, apply, changed

CONTENT = sorted((Path(__file__).parents[2] / "content").glob("*.yml"))

ACTORS = """\
# Who acts.

iran:  # the state
  name: Iran
  aliases: [Tehran, "Iran: the state"]
  note: 'It''s the editor’s.'
  about:
    - text: >-
        Tehran struck in the south-west, and
        [Islamabad][pakistan] struck back.

        It is said.
      cites:
      - {source: gazette, quote: "\\u201cstruck\\u201d in
         the south"}

# The other one.
pakistan:
  name: |
    Pakistan
  kind: state
"""


def edit(text: str, *changes: Change) -> str:
    """A text with changes made."""
    return changed(yaml_nodes.read(text, "f.yml"), changes)


def add(text: str, addition: str = "b:\n  x: 1\n") -> str:
    """A text with a record added."""
    return appended(yaml_nodes.read(text, "f.yml"), addition)


def variants(text: str) -> list[str]:
    """A text as different editors save it."""
    return [text, text.replace("\n", "\r\n"), f"\ufeff{text}", f"---\n{text}...\n# end\n"]


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (SetText(("iran", "name"), "Persia"), "name: Iran\n", "name: Persia\n"),
        (SetText(("iran", "name"), "Iran: the state"), "name: Iran\n", 'name: "Iran: the state"\n'),
        (SetText(("iran", "name"), "Iran\nand\nothers"), "Iran\n", "|-\n    Iran\n    and\n    others\n"),
        (SetText(("iran", "name"), ""), "name: Iran\n", 'name: ""\n'),
        (SetText(("iran", "aliases", 0), "[Tehran]"), "[Tehran,", '["[Tehran]",'),
        (SetText(("iran", "aliases", 1), 'Iran: "it"'), '"Iran: the state"', r'"Iran: \"it\""'),
        (SetText(("iran", "note"), "It's all theirs."), "It''s the editor’s.", "It''s all theirs."),
        (
            Reword(("iran", "about", 0, "text"), (Edit(0, 6, "Iran"), Edit(38, 47, "Pakistan"))),
            "Tehran struck in the south-west, and\n        [Islamabad]",
            "Iran struck in the south-west, and\n        [Pakistan]",
        ),
        (
            Reword(("iran", "about", 0, "text"), (Edit(72, 74, "So it"),)),
            "\n\n        It is said",
            "\n\n        So it is said",
        ),
        (
            SetText(("iran", "about", 0, "cites", 0, "quote"), "“struck” 😀 the south"),
            "\\u201cstruck\\u201d in\n         the south",
            "\\u201cstruck\\u201d 😀\n         the south",
        ),
        (SetText(("pakistan", "name"), "Pakistan & co.\n"), "    Pakistan\n", "    Pakistan & co.\n"),
        (RenameKey(("iran",), "persia"), "\niran:", "\npersia:"),
        (RenameKey(("pakistan", "kind"), "a: b"), "kind:", '"a: b":'),
        (AddKey(("iran",), "kind", "state"), 'the south"}\n', 'the south"}\n  kind: state\n'),
        (AddKey(("pakistan",), "aliases", ["a", "b"]), "kind: state\n", "kind: state\n  aliases: [a, b]\n"),
        (
            AddKey(("iran", "about", 0, "cites", 0), "prefix", "by, it"),
            'the south"}',
            'the south", prefix: "by, it"}',
        ),
        (RemoveKey(("iran", "name")), "  name: Iran\n", ""),
        (RemoveKey(("pakistan", "kind")), "  kind: state\n", ""),
        (RemoveKey(("iran", "about", 0, "cites", 0, "source")), "source: gazette, ", ""),
        (
            RemoveKey(("pakistan",)),
            "# The other one.\npakistan:\n  name: |\n    Pakistan\n  kind: state\n",
            "# The other one.\n",
        ),
    ],
)
def test_one_change(change: Change, old: str, new: str) -> None:
    """What stands where the change is, before and after; the rest of the file is the same, to the byte."""
    assert ACTORS.count(old) == 1
    for before, expected in zip(variants(ACTORS), variants(ACTORS.replace(old, new)), strict=True):
        assert edit(before, change) == expected


def test_removing_a_record_leaves_its_neighbours_apart() -> None:
    """One blank line on either side is enough; a comment above a record is the editor's to remove."""
    text = "a:\n  x: 1\n\n# b\nb:\n  x: 2\n\n\nc:\n  x: 3\n"
    assert edit(text, RemoveKey(("a",))) == "# b\nb:\n  x: 2\n\n\nc:\n  x: 3\n"
    assert edit(text, RemoveKey(("b",))) == "a:\n  x: 1\n\n# b\nc:\n  x: 3\n"
    assert edit(text, RemoveKey(("c",))) == "a:\n  x: 1\n\n# b\nb:\n  x: 2\n"
    assert edit("# Nobody.\na:\n  x: 1\n", RemoveKey(("a",))) == "# Nobody.\n{}\n"


def test_the_first_key_of_an_item_goes_and_the_next_takes_its_place() -> None:
    """The dash stays where it is."""
    assert edit("a:\n  - x: 1\n    y: 2\n", RemoveKey(("a", 0, "x"))) == "a:\n  - y: 2\n"


def test_a_file_without_a_line_break_at_its_end() -> None:
    """Only what is added behind the last line ends that line."""
    assert edit("a:\n  x: 1", SetText(("a", "x"), "2")) == "a:\n  x: 2"
    assert edit("a:\n  x: 1", RenameKey(("a", "x"), "z")) == "a:\n  z: 1"
    assert edit("a:\n  x: 1\nb:\n  y: 2", RemoveKey(("b",))) == "a:\n  x: 1\n"
    assert edit("a:\n  x: 1", AddKey(("a",), "z", 2)) == "a:\n  x: 1\n  z: 2\n"


def test_several_changes_at_once() -> None:
    """Each path is that of the file as it was."""
    text = edit(
        ACTORS,
        RenameKey(("iran",), "persia"),
        SetText(("iran", "name"), "Persia"),
        RemoveKey(("iran", "aliases")),
        AddKey(("pakistan",), "draft", True),
        AddKey(("pakistan",), "about", []),
    )
    expected = ACTORS.replace("iran:  #", "persia:  #").replace("name: Iran", "name: Persia")
    expected = expected.replace('  aliases: [Tehran, "Iran: the state"]\n', "")
    assert text == expected + "  draft: true\n  about: []\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "b:\n  x: 1\n"),
        ("\ufeff", "\ufeffb:\n  x: 1\n"),
        ("# c\n", "# c\n\nb:\n  x: 1\n"),
        ("# c", "# c\n\nb:\n  x: 1\n"),
        ("{}\n", "b:\n  x: 1\n"),
        ("# c\n{}  # none yet\n", "# c\n  # none yet\n\nb:\n  x: 1\n"),
        ("---\n", "---\nb:\n  x: 1\n"),
        ("a: 1\n", "a: 1\n\nb:\n  x: 1\n"),
        ("a: 1", "a: 1\n\nb:\n  x: 1\n"),
        ("a: 1\r\n", "a: 1\r\n\r\nb:\r\n  x: 1\r\n"),
        ("a: |\n  x", "a: |\n  x\n\nb:\n  x: 1\n"),
        ("a: |+\n  x\n\n", "a: |+\n  x\n\nb:\n  x: 1\n"),
        ("a: >-\n  x\n\n# end\n", "a: >-\n  x\n\n# end\n\nb:\n  x: 1\n"),
        ("  a:\n    x: 1\n", "  a:\n    x: 1\n\n  b:\n    x: 1\n"),
        ("a: 1\n...\n# end\n", "a: 1\n\nb:\n  x: 1\n...\n# end\n"),
        ("a: {x: [1,\n 2]}\n", "a: {x: [1,\n 2]}\n\nb:\n  x: 1\n"),
    ],
)
def test_records_are_added_at_the_end(text: str, expected: str) -> None:
    """Behind a blank line, in the file's own line ends and indentation."""
    assert add(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n", "f.yml:1:1: not-edited: the file does not hold records under their ids"),
        ("text\n", "f.yml:1:1: not-edited: the file does not hold records under their ids"),
        ("{a: {x: 1}}\n", "f.yml:1:1: not-edited: the records of this file stand within `{ }`"),
        ("a: 1\nb: 2\n", "f.yml:2:1: not-edited: `b` is there already"),
        ("a: 'x\n", "f.yml:1:4: yaml-syntax: the quotation mark opened here is never closed"),
        ("a: 1\na: 2\n", "f.yml:2:1: duplicate-key: `a` stands here a second time"),
    ],
)
def test_what_cannot_be_added_to_is_left_alone(text: str, message: str) -> None:
    """With the place, and the reason."""
    with pytest.raises(ContentError) as raised:
        add(text)
    assert str(raised.value).startswith(message)


SHARED = """\
a: &a
  cites: &c [{source: x}]
  note: &n it
b:
  cites: *c
  note: *n
c: *a
"""


def test_a_repeated_value_is_not_changed_in_one_place_alone() -> None:
    """The message names where it stands; asked the same of all its places, the change is made."""
    for change in (SetText(("b", "note"), "no"), SetText(("a", "note"), "no")):
        with pytest.raises(ContentError, match="this value is repeated elsewhere with `\\*`"):
            edit(SHARED, change)
    assert edit(SHARED, RenameKey(("b",), "d")) == SHARED.replace("b:", "d:")
    everywhere = [SetText((record, "cites", 0, "source"), "y") for record in "abc"]
    assert edit(SHARED, *everywhere) == SHARED.replace("source: x", "source: y")
    with pytest.raises(ContentError, match="this value is repeated elsewhere"):
        edit(SHARED, *everywhere[:2])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (RenameKey(("iran",), "pakistan"), "3:1: not-edited: `pakistan` is there already"),
        (AddKey(("iran",), "name", "x"), "4:3: not-edited: `name` is there already"),
        (AddKey(("iran", "name"), "x", "x"), "4:9: not-edited: `x` can be added only where"),
        (SetText(("iran", "aliases"), "x"), "5:12: not-edited: here stands a list or a mapping"),
        (RemoveKey(("iran", "aliases", 0)), "5:13: not-edited: this is an item of a list"),
    ],
)
def test_what_cannot_be_changed_is_refused(change: Change, message: str) -> None:
    """With the place, and the reason."""
    for text in (ACTORS, f"\ufeff{ACTORS}", ACTORS.replace("\n", "\r\n")):
        with pytest.raises(ContentError) as raised:
            edit(text, change)
        assert str(raised.value).startswith(f"f.yml:{message}")


def test_a_path_that_leads_nowhere() -> None:
    """A mistake of the caller's, not of the editor's."""
    with pytest.raises(KeyError):
        edit(ACTORS, SetText(("iran", "about", 7), "x"))


def test_edits_do_not_overlap() -> None:
    """Neither in a text nor in a file."""
    assert apply("abc", [Edit(2, 3, "x"), Edit(0, 1, ""), Edit(1, 1, "y")]) == "ybx"
    with pytest.raises(ValueError, match="overlap"):
        apply("abc", [Edit(0, 2, ""), Edit(1, 3, "")])
    with pytest.raises(ContentError, match="two of the changes concern the same words"):
        edit(ACTORS, RemoveKey(("iran",)), SetText(("iran", "name"), "x"))


# Texts in every style that YAML has, with what belongs around them.
LINE = st.text("ab é😀#:'\"\\-[]{},&*!|>%@`?", max_size=12)
RAW = st.one_of(
    LINE,
    st.lists(LINE, min_size=1, max_size=4).map(
        lambda lines: "'" + "\n   ".join(lines).replace("'", "''") + "'"
    ),
    st.lists(LINE, min_size=1, max_size=4).map(
        lambda lines: '"' + "\n\n  ".join(lines).replace('"', "") + '"'
    ),
    st.tuples(
        st.sampled_from("|>"),
        st.sampled_from(["", "-", "+", "2", "2-", "+2"]),
        st.lists(LINE.map(lambda line: f"    {line}") | st.sampled_from(["", "  ", "      x"]), max_size=5),
    ).map(lambda parts: f"{parts[0]}{parts[1]}\n" + "\n".join(parts[2])),
)


@given(RAW, st.text("ab é😀\n:#'\"\\", max_size=8), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_text_takes_any_value(raw: str, value: str, newline: str, last: bool) -> None:
    """Whatever its style was: the file then holds the new value, and beside the text nothing has changed."""
    text = f"a:\n  - k: {raw}" + ("" if last else "\n    z: 1 # c\nb: 2\n")
    text = text.replace("\n", newline)
    try:
        file = yaml_nodes.read(text, "f.yml")
        file.place(("a", 0, "k"))
    except (ContentError, KeyError):
        return
    if not isinstance(file.place(("a", 0, "k")).node, yaml_nodes.ScalarNode):
        return
    made = changed(file, [SetText(("a", 0, "k"), value)])
    tree = yaml_nodes.read(made, "f.yml").tree()
    old = file.tree()
    assert isinstance(tree, dict)
    assert isinstance(old, dict)
    assert tree["a"] == [{**old["a"][0], "k": value}]  # type: ignore[index, dict-item]  # as in `text`
    node = file.place(("a", 0, "k")).node
    assert made.startswith(text[: node.start])
    assert made.removesuffix(newline).endswith(text[node.end :].lstrip(" ").removesuffix(newline))


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_the_real_content_with_nothing_to_change(path: Path) -> None:
    """Setting every text to what it is changes no byte; adding a record and removing it neither."""
    text = path.read_text(encoding="utf-8")
    for variant in variants(text):
        file = yaml_nodes.read(variant, path.name)
        texts = [SetText(place, value) for place, value in leaves(file.tree()) if value is not None]
        assert texts
        assert changed(file, texts) == variant
        with_more = yaml_nodes.read(appended(file, yaml_writer.as_yaml("zz", {"name": "x"})), path.name)
        assert changed(with_more, [RemoveKey(("zz",))]) == variant


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_every_character_of_the_real_content_is_known(path: Path) -> None:
    """Each text's characters stand where they are said to."""
    for text in variants(path.read_text(encoding="utf-8")):
        file = yaml_nodes.read(text, path.name)
        for place, value in leaves(file.tree()):
            spans = file.characters(file.place(place))
            assert spans is not None
            shown = [text[start:end] for start, end in spans]
            assert [" " if piece.isspace() else piece for piece in shown] == list(value or "")


def leaves(tree: yaml_nodes.Tree, path: Steps = ()) -> list[tuple[Steps, str | None]]:
    """Every text in a file with its path."""
    if isinstance(tree, dict):
        return [leaf for key, inner in tree.items() for leaf in leaves(inner, (*path, key))]
    if isinstance(tree, list):
        return [leaf for index, inner in enumerate(tree) for leaf in leaves(inner, (*path, index))]
    return [(path, tree)]
