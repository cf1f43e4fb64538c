"""What YAML takes away from a text that stands without quotation marks: a comment, an anchor.

In `title: Crash of flight #752`, everything from ` #` on is a comment to YAML; in `title: &B text`, `&B` is
the name of an anchor. Neither is in the value, and nobody would see that it is gone.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

import yaml

from builder.files.yaml_reader import Mark

# A comment behind something, or an anchor; most files have neither and are not looked at any further.
# Lines are gone through once each, however long they are.
_SUSPECT = re.compile(r"^[ \t]*[^\s#][^\n]*[ \t]#|(?<![^\s,\[{])&\S", re.MULTILINE)
_COMMENT = re.compile(r"[ \t]+(#.*)")


class Cut(NamedTuple):
    """Words that stand with a text and are not in its value, and where they begin."""

    words: str
    mark: Mark


def find(text: str) -> Mapping[Mark, Cut]:
    """What is cut from each plain scalar of a file that can be read, by where the scalar begins."""
    if not _SUSPECT.search(text):
        return {}
    lines = text.split("\n")
    found: dict[Mark, Cut] = {}
    anchors: dict[str, tuple[Mark, Cut]] = {}
    repeated: set[str] = set()
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            repeated.add(str(event.anchor))
        if not isinstance(event, yaml.ScalarEvent) or event.style:
            continue
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        place = Mark(start.line + 1, start.column + 1)
        if event.anchor is not None:
            anchors[event.anchor] = place, Cut(f"&{event.anchor}", place)
        elif event.value and (comment := _COMMENT.match(lines[end.line], end.column)):
            found[place] = Cut(comment[1].rstrip(), Mark(end.line + 1, comment.start(1) + 1))
    # An anchor that something repeats is meant as one.
    return found | dict(cut for name, cut in anchors.items() if name not in repeated)
