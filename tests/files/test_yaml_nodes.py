"""YAML text to nodes that know which characters of the file they stand on."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.files import yaml_nodes, yaml_reader
from builder.files.changes import Path as Steps
from builder.files.problems import ContentError
from builder.files.yaml_nodes import ListNode, MappingNode, ScalarNode

CONTENT = sorted((Path(__file__).parents[2] / "content").glob("*.yml"))

TEXT = """\
# Who acts.
iran: &i
  name: Iran
  "aliases": ["Te\\u0068ran", 'It''s']
  about:
    - text: >-
        A folded
        text 😀 here.

        And more.
      note: plain text
        on two lines
    - *n
""".replace("- *n", "- &n\n      text: |+\n        kept\n\n  again: *n")


def shown(text: str, path: Steps) -> list[str]:
    """What stands in the file for each character of a text's value."""
    file = yaml_nodes.read(text, "f.yml")
    spans = file.characters(file.place(path))
    assert spans is not None
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_each_value_knows_where_it_stands(newline: str, mark: str) -> None:
    """In every style, with a byte order mark and Windows line ends."""
    text = mark + TEXT.replace("\n", newline)
    file = yaml_nodes.read(text, "f.yml")

    def raw(*path: str | int) -> str:
        node = file.place(path).node
        start = node.content if isinstance(node, ScalarNode) else node.start
        return text[start : yaml_nodes.stop(node)].replace(newline, "\n")

    assert raw("iran", "name") == "Iran"
    assert raw("iran", "aliases") == "[\"Te\\u0068ran\", 'It''s']"
    assert raw("iran", "aliases", 1) == "'It''s'"
    assert raw("iran", "about", 0, "text") == (
        ">-\n        A folded\n        text 😀 here.\n\n        And more."
    )
    assert raw("iran", "about", 0, "note") == "plain text\n        on two lines"
    assert raw("iran", "about", 1, "text") == "|+\n        kept\n"
    assert raw("iran", "again") == "&n\n      text: |+\n        kept\n"
    assert raw("iran").startswith("&i\n  name: Iran")


def test_each_character_knows_where_it_stands() -> None:
    """Escapes, doubled marks, folds."""
    assert shown(TEXT, ("iran", "aliases", 0)) == ["T", "e", "\\u0068", "r", "a", "n"]
    assert shown(TEXT, ("iran", "aliases", 1)) == ["I", "t", "''", "s"]
    folded = shown(TEXT, ("iran", "about", 0, "text"))
    assert folded[7:10] == ["d", "\n        ", "t"]
    assert folded[14:16] == ["😀", " "]
    assert shown(TEXT, ("iran", "about", 1, "text"))[:4] == list("kept")


def test_lines_and_columns_are_the_readers() -> None:
    """A byte order mark has no column, and the parser's own line breaks are lines."""
    for text in (TEXT, f"\ufeff{TEXT}", TEXT.replace("\n", "\r\n"), 'a: "x\u2028y"\nb:\n  c: d\n'):
        value = yaml_reader.read_yaml(text.removeprefix("\ufeff"), "f.yml").value
        file = yaml_nodes.read(text, "f.yml")
        assert isinstance(value, yaml_reader.Mapping)
        for path in [(key,) for key in value] + [(key, "c") for key in value if key == "b"]:
            entry = file.place(path).entry
            assert entry is not None
            place = file.location(entry.key.start)
            assert (place.line, place.column) == yaml_reader.mark_of(value, path, key=True)


def test_what_is_repeated_is_known_to_be() -> None:
    """The anchored value, all in it, and the alias; the rest is not."""
    file = yaml_nodes.read(TEXT, "f.yml")
    for path in (("iran", "again"), ("iran", "again", "text"), ("iran", "about", 1, "text")):
        assert file.place(path).shared is not None
    assert file.place(("iran", "name")).shared is None  # nothing repeats `&i`


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a: [", "yaml-syntax"),
        ("a: 1\na: 2", "duplicate-key"),
        ("a: !x 1", "yaml-syntax"),
        ("\x00", "yaml-syntax"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, rule: str) -> None:
    """With the reader's own problem."""
    with pytest.raises(ContentError) as raised:
        yaml_nodes.read(text, "f.yml")
    assert [problem.rule for problem in raised.value.problems] == [rule]


def test_where_nothing_stands() -> None:
    """An empty file holds nothing; a path that leads nowhere is a mistake."""
    assert yaml_nodes.read("", "f.yml").tree() is None
    assert yaml_nodes.read("\ufeff# c\n", "f.yml").tree() is None
    for path in (("x",), ("iran", 0), ("iran", "name", "x"), ("iran", "about", 9)):
        with pytest.raises(KeyError):
            yaml_nodes.read(TEXT, "f.yml").place(path)


@given(st.sampled_from(CONTENT), st.data())
def test_the_bytes_of_the_real_content_cut_and_mixed(path: Path, data: st.DataObject) -> None:
    """Whatever comes out of it: refused, or the same value as the reader's, with places inside the file."""
    text = path.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : start + data.draw(st.integers(0, 300))]
    at = data.draw(st.integers(0, len(piece)))
    junk = data.draw(st.text("\n\r\t :-#'\"[]{}&*!|>%@`?,é😀\ufeff\u2028\x00a", max_size=6))
    mixed = piece[:at] + junk + piece[at:]
    try:
        file = yaml_nodes.read(mixed, "f.yml")
    except ContentError:
        return
    bare = mixed.removeprefix("\ufeff")
    assert file.tree() == (yaml_reader.read_yaml(bare, "f.yml").value if bare.strip() else None)
    todo = [file.root] if file.root else []
    while todo:
        node = todo.pop()
        assert 0 <= node.start <= yaml_nodes.stop(node) <= len(mixed)
        if isinstance(node, MappingNode):
            todo += [entry.value for entry in node.entries.values()]
        elif isinstance(node, ListNode):
            todo += node.items
