"""Values to YAML text: readable, and read back as exactly the same."""

import datetime
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from builder.files import yaml_writer
from builder.files.yaml_reader import read_yaml

# Everything that a file can hold: see `writer.readable`.
READABLE = st.characters(exclude_categories=["Cs"]).filter(
    lambda character: yaml_writer.readable(character) != ""
)
TEXT = (
    st.text(READABLE)
    | st.text(" ab\n\t\r#:-,[]{}'\"\\>|?&*!%@`~=<_.e\u2028\ufeff\u200cé😀0123456789", max_size=200)
    | st.lists(st.sampled_from(["word", "[Tehran][iran]", "a:", "#x", "-", "", "\n", "---"])).map(" ".join)
    | st.sampled_from(["no", "12:30", "1e3", "0o7", "null", "~", "=", "2024", "2024-01-03", "1_000", ".5"])
)
SCALAR = TEXT | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.dates()
VALUE = st.recursive(
    SCALAR,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(TEXT | st.sampled_from(["quote", "text"]), inner, max_size=4)
    ),
    max_leaves=12,
)

# Longer than any line.
QUOTE = f"Iran claimed to have targeted {'militant positions, ' * 5}and nothing else"
STRIKE = """\
iran-strike:
  title: Iran’s air strike in south-west Pakistan
  kind: air-strike
  date: 2024-01-16
  draft: true
  after: [kerman-bombing]
  place: south-west-pakistan
  account:
    - text: "[Iran][iran] conducted an air strike in [south-west Pakistan][south-west-pakistan]."
      cites:
        - source: hostilities
          quote: "Iran conducted an airstrike in southwest Pakistan"
    - text: >-
        [Iran][iran] claimed that what it targeted were bases of militants: positions of the
        so-called-army-of-justice-of-the-border-provinces.
      cites:
        - source: hostilities
          quote: "QUOTE"
      note: "A remark: short."
    - text: |-
        One line.

        Another.
  figures: []
  location: [28.5, 66.0]
""".replace("QUOTE", QUOTE)


def as_read(value: Any) -> Any:
    """What the reader makes of a value: texts, lists and mappings."""
    if isinstance(value, dict):
        return {key: as_read(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_read(inner) for inner in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value if value is None else str(value)


def test_a_record_as_an_editor_would_write_it() -> None:
    """Plain where that reads back, in quotation marks where it must, folded where it is long."""
    fields: dict[str, yaml_writer.Plain] = {
        "title": "Iran’s air strike in south-west Pakistan",
        "kind": "air-strike",
        "date": datetime.date(2024, 1, 16),
        "draft": True,
        "after": ["kerman-bombing"],
        "place": "south-west-pakistan",
        "account": [
            {
                "text": "[Iran][iran] conducted an air strike in [south-west Pakistan][south-west-pakistan].",
                "cites": [
                    {
                        "source": "hostilities",
                        "quote": "Iran conducted an airstrike in southwest Pakistan",
                    }
                ],
            },
            {
                "text": "[Iran][iran] claimed that what it targeted were bases of militants: positions of "
                "the so-called-army-of-justice-of-the-border-provinces.",
                "cites": [
                    {
                        "source": "hostilities",
                        "quote": QUOTE,
                    }
                ],
                "note": "A remark: short.",
            },
            {"text": "One line.\n\nAnother."},
        ],
        "figures": [],
        "location": [28.5, 66.0],
    }
    assert yaml_writer.as_yaml("iran-strike", fields) == STRIKE


@given(st.dictionaries(TEXT, VALUE, min_size=1, max_size=4))
@example({"text": "x" * 200 + " y"})
@example({"text": "a\u2028b", "quote": "\n"})
@example({"x" * 130: []})
def test_what_is_written_reads_back_as_the_same(values: dict[str, Any]) -> None:
    """Any text of any script, any nesting."""
    document = read_yaml(yaml_writer.entries(values), "f.yml")
    assert document.problems == ()
    assert document.value == as_read(values)


@given(TEXT)
def test_other_readers_take_text_for_text(text: str) -> None:
    """A reader that knows numbers, truth values and nothing reads text where text was written."""
    value = yaml.load(yaml_writer.entries({"key": text}), Loader=yaml.CSafeLoader)["key"]
    if isinstance(value, datetime.date):  # editors write days without quotation marks
        assert str(value) == text
    else:
        assert value == text


@given(TEXT)
def test_text_on_one_line_stays_there(text: str) -> None:
    """Within brackets, in a key, as a quote."""
    for line in (yaml_writer.key(text), yaml_writer.scalar(text, 0, 0, verbatim=True)):
        assert "\n" not in line
        assert read_yaml(f"[{line}]", "f.yml").value == [text]


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x85", "\ud800"])
def test_what_no_file_may_hold_is_refused(character: str) -> None:
    """The reader would refuse it, so it is never written; `readable` leaves it out."""
    with pytest.raises(ValueError, match=rf"U\+{ord(character):04X}"):
        yaml_writer.as_yaml("iran", {"name": f"Iran{character}"})
    assert yaml_writer.readable(f"Ir{character}an") == "Iran"
