"""`briefing where`."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from builder.cli import main
from tests import briefings


def run(root: Path, *arguments: str) -> Result:
    """`briefing where` in a folder."""
    return CliRunner().invoke(main, ["where", *arguments, "--folder", str(root)])


def test_what_refers_to_a_record_and_to_what_it_refers(tmp_path: Path) -> None:
    """Place, record, field and words."""
    root = briefings.write(tmp_path, {"content/pages/about.md": "On [the day](timeline.md#departure).\n"})
    assert run(root, "departure").output.splitlines() == [
        "content/events.yml:1:1: departure: The ferry leaves (event)",
        "Referred to in 4 places:",
        "  content/briefing.yml:4:23: briefing, bottom_line 1, text: The [ferry][departure] left. Whether its"
        " bell rang…",
        "  content/briefing.yml:5:16: briefing, bottom_line 1, rests_on 1: departure",
        "  content/disputes.yml:3:11: bell, about 1: departure",
        "  content/pages/about.md:1:14: timeline.md#departure",
        "Refers to old-harbour, gazette.",
    ]


def test_a_record_that_nothing_refers_to(tmp_path: Path) -> None:
    """And that refers to nothing."""
    root = briefings.write(tmp_path, {"content/places.yml": "old-harbour: {name: H, precision: town}\n"
                                      "new-harbour: {name: N, precision: town}\n"})  # fmt: skip
    assert run(root, "new-harbour").output.splitlines() == [
        "content/places.yml:2:1: new-harbour: N (place)",
        "Referred to in 0 places.",
        "Refers to no record.",
    ]


def test_for_programs(tmp_path: Path) -> None:
    """One JSON object with the same."""
    found = json.loads(run(briefings.write(tmp_path), "sailor", "--format", "json").output)
    assert found == {
        "version": 1,
        "id": "sailor",
        "at": {"file": "content/actors.yml", "line": 2, "column": 1},
        "references": [
            {
                "file": "content/disputes.yml",
                "line": 8,
                "column": 11,
                "record": "bell",
                "field": "positions 2, by",
                "words": "sailor",
            }
        ],
        "refers_to": [],
    }


def test_an_id_without_a_record(tmp_path: Path) -> None:
    """What refers to it all the same; else what may have been meant."""
    text = "a: {name: A, kind: person, part_of: ghost}\nsailor: {name: A sailor, kind: person}\n"
    root = briefings.write(tmp_path, {"content/actors.yml": text})
    assert run(root, "ghost").output.splitlines() == [
        "There is no record `ghost`, but it is referred to.",
        "Referred to in 1 place:",
        "  content/actors.yml:1:37: a, part_of: ghost",
    ]
    result = run(root, "saylor")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == "There is no record `saylor`."
    assert result.stderr.splitlines()[1] == "Did you mean `sailor` (actor: A sailor)?"


def test_no_briefing(tmp_path: Path) -> None:
    """The reason is told as `briefing check` tells it."""
    result = run(tmp_path, "sailor")
    assert result.exit_code == 1
    assert "no-briefing" in result.stderr
