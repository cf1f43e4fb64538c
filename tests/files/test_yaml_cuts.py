"""What YAML takes away from texts without quotation marks."""

import pytest

from builder.files import yaml_cuts
from builder.files.yaml_reader import Mark


@pytest.mark.parametrize(
    ("text", "words", "start"),
    [
        ("title: Crash of flight #752 near the pier\n", "#752 near the pier", Mark(1, 8)),
        ("a:\n  - text: One\n      more #3 times\n", "#3 times", Mark(2, 11)),  # a text of two lines
        ("aliases: [Gate #1\n  , Bar]\n", "#1", Mark(1, 11)),
        ("title: &B text\n", "&B", Mark(1, 8)),
        ("- &one\n", "&one", Mark(1, 3)),
        ("{a: &b c}\n", "&b", Mark(1, 5)),
        ("title:\n  &B text\n", "&B", Mark(2, 3)),
        ("title: !!str &B text\n", "&B", Mark(1, 8)),
        ("? &B\n: text\n", "&B", Mark(1, 3)),
        ("title: A\t#tab\n", "#tab", Mark(1, 8)),
    ],
)
def test_what_is_cut(text: str, words: str, start: Mark) -> None:
    """A comment behind a plain scalar and an anchor before it are found, with where the scalar begins."""
    assert {where: cut.words for where, cut in yaml_cuts.find(text).items()} == {start: words}


@pytest.mark.parametrize(
    "text",
    [
        "# a comment\ntitle: A\n",
        'title: "Flight #752"  # quoted\n',
        "title: 'A'  # quoted\n",
        "title: Flight#752\n",
        "title: |  # a block\n  A #1\n",
        "list:  # of these\n  - A\n",
        "a: &one text\nb: *one\n",  # repeated, so an anchor is meant
        "a: A & B\n",
    ],
)
def test_what_is_whole(text: str) -> None:
    """Comments that stand apart, or behind quotation marks or keys, cut nothing; nor do repeated anchors."""
    assert yaml_cuts.find(text) == {}
