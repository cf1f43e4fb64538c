"""YAML text to plain values that remember where they stood."""

from pathlib import Path
from typing import TypeAlias

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from builder.files.layout import MAX_BYTES
from builder.files.problems import ContentError, Problem
from builder.files.yaml_reader import Mapping, Mark, Sequence, Value, mark_of, read_text, read_yaml

Data: TypeAlias = "str | list[Data] | dict[str, Data]"
Step: TypeAlias = "str | int"

# What YAML cannot hold at all, or only as an escape that is refused, has tests of its own below.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
# Words that need no quotation marks, so that they stand in the file as they are.
WORD = st.text("abzéا😀", min_size=1, max_size=5)


def nested(text: st.SearchStrategy[str]) -> st.SearchStrategy[Data]:
    """Lists and mappings in each other, with texts in them."""
    return st.recursive(
        text,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
        max_leaves=10,
    )


SOURCE = """\
kerman-bombing:
  title: Bombing at a memorial ceremony
  kind: bombing
  date: 2024-01-03
  against: [iran]
  account:
    - text: >-
        Two bombs went off in [Kerman][kerman].
      cites: &first
        - {source: hostilities, quote: "went off: two bombs"}
    - {text: 'It''s said', cites: *first}
"""


def value_of(text: str) -> Value:
    """The value in a text that has nothing wrong with it."""
    document = read_yaml(text, "f.yml")
    assert document.problems == ()
    return document.value


def problems_of(text: str) -> tuple[Problem, ...]:
    """What is wrong with a text."""
    try:
        return read_yaml(text, "f.yml").problems
    except ContentError as error:
        return error.problems


def only_problem(text: str) -> Problem:
    """The one thing that is wrong with a text."""
    [problem] = problems_of(text)
    return problem


def as_loaded(value: Value) -> Data:
    """A value as PyYAML's `BaseLoader` has it: nothing behind a key is an empty text there."""
    if isinstance(value, Mapping):
        return {key: as_loaded(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [as_loaded(inner) for inner in value]
    return value or ""


def marks(value: Value) -> list[tuple[str, Mark]]:
    """Every key and every text of a value, with where it stands."""
    found: list[tuple[str, Mark]] = []
    if isinstance(value, Mapping):
        for key, inner in value.items():
            found += [(key, value.key_at(key)), *marks_of_one(inner, value.value_at(key))]
    elif isinstance(value, Sequence):
        for inner, mark in zip(value, map(value.item_at, range(len(value))), strict=True):
            found += marks_of_one(inner, mark)
    return found


def marks_of_one(value: Value, mark: Mark) -> list[tuple[str, Mark]]:
    """A text with where it stands, or what is in a list or mapping."""
    return [(value, mark)] if isinstance(value, str) else marks(value)


def paths(value: Value, path: tuple[Step, ...] = ()) -> list[tuple[Step, ...]]:
    """The path of everything in a value."""
    found = [path]
    if isinstance(value, Mapping):
        for key, inner in value.items():
            found += paths(inner, (*path, key))
    elif isinstance(value, Sequence):
        for index, inner in enumerate(value):
            found += paths(inner, (*path, index))
    return found


@pytest.mark.parametrize(
    "plain", ["NO", "yes", "12:30", "1e3", "007", "2024-01-03", "null", "~", "0x1F", "=", "<<"]
)
def test_plain_values_stay_text(plain: str) -> None:
    """What YAML would read as a truth value, number, time or date stays what the editor wrote."""
    assert value_of(f"key: {plain}") == {"key": plain}


def test_nothing_behind_a_key_is_none() -> None:
    """A key with nothing behind it is `None`; an empty pair of quotation marks is an empty text."""
    assert value_of("a:\nb: ''\nc: [x, '']\n") == {"a": None, "b": "", "c": ["x", ""]}


@given(nested(TEXT), st.booleans(), st.sampled_from([None, '"', "'", "|", ">"]), st.booleans())
def test_values_are_those_of_the_yaml_library(
    data: Data, flow: bool, style: str | None, unicode: bool
) -> None:
    """Whatever nested texts are written, in whichever style, they are read as `BaseLoader` reads them."""
    text = yaml.dump(data, default_flow_style=flow, default_style=style, allow_unicode=unicode)
    assert as_loaded(value_of(text)) == yaml.load(text, yaml.BaseLoader)
    if style is None:
        assert as_loaded(value_of(text)) == data


@given(nested(WORD), st.booleans())
def test_marks_point_at_the_text(data: Data, flow: bool) -> None:
    """Line and column of each key and each value are where it begins in the file, counted in characters."""
    text = yaml.dump(data, default_flow_style=flow, allow_unicode=True, width=40)
    lines = text.split("\n")
    for word, (line, column) in marks(value_of(text)):
        assert lines[line - 1][column - 1 :].startswith(word)


def test_marks_of_a_real_record() -> None:
    """A path leads to its value, or with `key` to its last key; an alias stands where it is written."""
    value = value_of(SOURCE)
    assert mark_of(value, ("kerman-bombing", "date")) == (4, 9)
    assert mark_of(value, ("kerman-bombing", "date"), key=True) == (4, 3)
    assert mark_of(value, ("kerman-bombing", "account", 0, "text")) == (7, 13)
    assert mark_of(value, ("kerman-bombing", "account", 0, "cites", 0, "quote")) == (10, 40)
    assert mark_of(value, ("kerman-bombing", "account", 1, "cites")) == (11, 35)


def test_a_path_that_ends_early_leads_as_far_as_it_goes() -> None:
    """What is missing is shown at the last thing on its path that is there."""
    value = value_of(SOURCE)
    assert mark_of(value, ("kerman-bombing", "place")) == (2, 3)
    assert mark_of(value, ("kerman-bombing", "account", 5, "text")) == (7, 5)
    assert mark_of(value, ("kerman-bombing", "date", "day")) == (4, 9)
    assert mark_of(None, ("kerman-bombing",)) == (1, 1)


@given(nested(WORD))
def test_every_path_has_a_mark(data: Data) -> None:
    """Everything that was read can be pointed at."""
    text = yaml.dump(data, allow_unicode=True)
    value = value_of(text)
    for path in paths(value):
        line, column = mark_of(value, path)
        assert 1 <= line <= text.count("\n") + 1
        assert column >= 1


def test_a_key_that_stands_twice() -> None:
    """A duplicate key is reported where it stands the second time, and the first value is kept."""
    document = read_yaml("a: 1\nb:\n  c: 2\n  d: {e: 3}\n  c: {f: 4}\na: 5\n", "f.yml")
    assert document.value == {"a": "1", "b": {"c": "2", "d": {"e": "3"}}}
    assert [(problem.rule, str(problem.location)) for problem in document.problems] == [
        ("duplicate-key", "f.yml:5:3"),
        ("duplicate-key", "f.yml:6:1"),
    ]


def test_honest_aliases_are_read() -> None:
    """What is written once with `&` and repeated with `*` is there twice."""
    value = value_of(SOURCE)
    assert isinstance(value, Mapping)
    record = value["kerman-bombing"]
    assert isinstance(record, Mapping)
    account = record["account"]
    assert isinstance(account, Sequence)
    first, second = account
    assert isinstance(first, Mapping)
    assert isinstance(second, Mapping)
    assert first["cites"] == second["cites"] == [{"source": "hostilities", "quote": "went off: two bombs"}]


def test_an_alias_bomb_does_not_go_off() -> None:
    """Aliases of aliases that would multiply into billions of values are refused where they begin to."""
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for letter, before in zip("bcdefghi", "abcdefgh", strict=True):
        bomb += f"{letter}: &{letter} [{', '.join([f'*{before}'] * 9)}]\n"
    problem = only_problem(bomb)
    assert problem.rule == "alias-multiplies"
    assert problem.location.line == 5


@pytest.mark.parametrize(
    ("text", "place"),
    [("a: *b\n", "1:4"), ("a: &a [*a]\n", "1:8"), ("a: 1\nb: &b {c: *b}\n", "2:11"), ("*a : b\n", "1:1")],
)
def test_an_alias_without_its_anchor(text: str, place: str) -> None:
    """An alias to nothing, or to what is not finished yet, is a mistake and no endless loop."""
    assert str(only_problem(text).location) == f"f.yml:{place}"


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "- " * 100_000 + "a", '{"a":' * 100_000, "? " * 100_000 + "a"]
)
def test_deep_nesting_is_refused(text: str) -> None:
    """Lists and mappings in each other without end are refused at once, where they get too deep."""
    problem = only_problem(text)
    assert problem.location.line == 1
    assert 1 < problem.location.column <= 250


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[" * 1_001, "1:41"),
        ("é: x\nb: " + "[" * 5_000, "2:43"),
        ("- a\n- " + "[[ " * 700, "2:61"),
        ("- " * 50 + "[" * 1_500, "1:81"),
        ("[" * 1_500 + "]" * 1_500, "1:41"),
    ],
)
def test_deep_nesting_has_its_place(text: str, place: str) -> None:
    """It is told in the same words where it begins, also where the parser has a limit of its own."""
    problem = only_problem(text)
    assert problem.message == "lists and mappings are nested deeper than 40"
    assert str(problem.location) == f"f.yml:{place}"


def test_a_key_that_is_no_text() -> None:
    """A list or a mapping cannot be a key."""
    assert str(only_problem("a: 1\n? [b]\n: c\n").location) == "f.yml:2:3"


@pytest.mark.parametrize(
    "text", ["a: !!python/object:os.system x", "a: !ENV [B, c]", "!x\na: b", "a: !!int 3"]
)
def test_tags_are_refused(text: str) -> None:
    """No tag is read, so that nothing in a file runs or turns into something else."""
    assert only_problem(text).rule == "yaml-syntax"


def test_a_second_document_is_refused() -> None:
    """A file that goes on after `---` would lose half of itself, so that is said."""
    assert str(only_problem("a: 1\n---\nb: 2\n").location) == "f.yml:2:1"


@pytest.mark.parametrize("text", ["", " \n\n\t"])
def test_an_empty_file(text: str) -> None:
    """A file with nothing in it is reported as a whole."""
    problem = only_problem(text)
    assert (problem.rule, str(problem.location)) == ("file-empty", "f.yml")


def test_a_forbidden_character_is_found_behind_other_scripts() -> None:
    """The place of a character that YAML does not allow is counted in characters, not in bytes."""
    problem = only_problem("é: ü\nä: 😀\nb: c\x07d\n")
    assert str(problem.location) == "f.yml:3:5"
    assert "U+0007" in problem.message


@pytest.mark.parametrize("escape", ["\\e", "\\0", "\\x02", "\\x9b", "\\u0007"])
def test_a_control_character_cannot_be_smuggled_in(escape: str) -> None:
    """An escape that stands for a control character is refused: pages and terminals are safe from it."""
    problem = only_problem(f'a: b\nc: "d{escape}[2J"\n')
    assert str(problem.location) == "f.yml:2:4"
    assert "U+00" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "a:\n\tb: c\n",
        "a:\n  b: c\n d: e\n",
        "a: 'b\n",
        "a: b: c\n",
        "a: [b, c\nd: e\n",
        "a: b\nc\n",
        "a: @b\n",
        'a: "\\d"\n',
        "a: {b: c\n",
        "a: - b\n",
        "%YAML 3.0\n---\na: b\n",
    ],
)
def test_broken_yaml(text: str) -> None:
    """What is not YAML is one problem with a line, a column, a sentence and a hint."""
    problem = only_problem(text)
    assert problem.rule == "yaml-syntax"
    assert problem.location.line >= 1
    assert problem.location.column >= 1
    assert problem.message
    assert problem.hint


PIECE = st.sampled_from(
    [*"ab:-#&*!|>'\"%@`{}[], \n\t\r?~é😀=\\", "\u2028", "\x85", "- ", ": ", "\n  ", "<<", "---\n"]
)
LOOSE = st.lists(PIECE | st.characters(exclude_categories=["Cs"]), max_size=30).map("".join)


@given(LOOSE)
@example("a: '\u2028b")
@example("{\x85@")
def test_any_text_is_read_or_explained(text: str) -> None:
    """Whatever stands in a file, it is read, or there is a problem with a line in that file."""
    check_explained(text)


@given(st.data())
def test_any_slip_in_a_real_file_is_read_or_explained(data: st.DataObject) -> None:
    """Whatever an editor's slip does to a file, there is a value or a problem, never another exception."""
    text = SOURCE
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 6)))
        text = text[:start] + data.draw(LOOSE) + text[end:]
    check_explained(text)


def check_explained(text: str) -> None:
    """A text is read, or has problems that lead to a line of it."""
    for problem in problems_of(text):
        assert problem.message
        if problem.rule == "file-empty":
            assert not text.strip()
        else:
            assert 1 <= problem.location.line <= len(text.splitlines()) + 1
            assert problem.location.column >= 1


def test_text_is_utf_8(tmp_path: Path) -> None:
    """A file is read as UTF-8, without the byte order mark, with line breaks of either kind as one."""
    file = tmp_path / "f.txt"
    file.write_bytes(b"\xef\xbb\xbfT\xc3\xbcr\r\nund Tor\n")
    assert read_text(file, "f.txt") == "Tür\nund Tor\n"


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    """A file in another encoding is refused at the first character that shows it."""
    file = tmp_path / "f.txt"
    file.write_bytes("Ein Tor\nzwei Türen\n".encode("latin-1"))
    with pytest.raises(ContentError) as raised:
        read_text(file, "seeds/f.txt")
    [problem] = raised.value.problems
    assert (problem.rule, str(problem.location)) == ("not-utf-8", "seeds/f.txt:2:7")


def test_a_file_of_50_mb_is_not_read(tmp_path: Path) -> None:
    """A file far larger than any text is refused before it is read."""
    file = tmp_path / "f.yml"
    with file.open("wb") as opened:
        opened.truncate(50_000_000)
    with pytest.raises(ContentError) as raised:
        read_text(file, "f.yml")
    [problem] = raised.value.problems
    assert problem.rule == "file-too-large"
    assert "50 MB" in problem.message


def test_a_file_of_the_greatest_size_is_read(tmp_path: Path) -> None:
    """Up to the limit a file is read whole."""
    file = tmp_path / "f.txt"
    file.write_bytes(b"x" * MAX_BYTES)
    assert len(read_text(file, "f.txt")) == MAX_BYTES


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is a problem with the file's name."""
    for file in (tmp_path, tmp_path / "none.yml"):
        with pytest.raises(ContentError) as raised:
            read_text(file, "content/f.yml")
        [problem] = raised.value.problems
        assert (problem.rule, str(problem.location)) == ("file-unreadable", "content/f.yml")
