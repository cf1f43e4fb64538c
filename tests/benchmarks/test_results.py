"""What is kept of earlier runs, and what is compared."""

from pathlib import Path

from benchmarks import results
from benchmarks.results import Circumstances, Measured, Part

MADE = Circumstances("2026-01-31", "python -m benchmarks", "abc", "Linux", 2, "3.11.0", {"One": ("one==1",)})


def part(work: str, records: int, *measured: Measured) -> Part:
    """A part with these numbers."""
    return Part(work, records, 7, MADE, measured)


def test_medians() -> None:
    """The middle one, or between the two in the middle."""
    assert Measured("cold", "One", (3.0, 1.0, 2.0)).median == 2.0
    assert Measured("cold", "One", (1.0, 2.0)).median == 1.5
    assert Measured("cold", "One", ()).median is None


def test_ratios() -> None:
    """Of medians; none where one of them is missing."""
    both = part("build", 10, Measured("cold", "One", (1.0, 1.0, 9.0)), Measured("cold", "Two", (2.0,)))
    assert both.ratio(("cold", "One"), ("cold", "Two")) == 0.5
    assert both.ratio(("cold", "Two"), ("cold", "One")) == 2.0
    assert both.ratio(("cold", "One"), ("cold", "Three")) is None
    assert both.ratio(("warm", "One"), ("cold", "Two")) is None


def test_a_new_part_takes_the_place_of_the_earlier_one_and_no_other() -> None:
    """The order is that of the works, and then of the sizes."""
    earlier = (part("build", 10, Measured("cold", "One", (1.0,))), part("check", 10), part("build", 1000))
    new = part("build", 10, Measured("cold", "One", (2.0,)))
    assert results.merge(earlier, (new,)) == (earlier[1], new, earlier[2])


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    """Notes and circumstances with it; nothing is kept at first."""
    file = tmp_path / "results.json"
    assert results.read(file) == ()
    parts = (part("build", 10, Measured("cold", "One", (1.5,), "stopped")),)
    results.write(parts, file)
    assert results.read(file) == parts
