"""Sides: who is on which, and whether their colours can be read."""

import re
from pathlib import Path

import pytest

from builder.figures import sides
from builder.figures.sides import COLOURS, colour, side_of, sides_of
from builder.model.outlines import ActorOutline
from builder.model.records import Side

CSS = Path(__file__).parents[2] / "templates" / "theme" / "css"
PAIR = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")


def pairs(path: Path) -> dict[str, tuple[str, str]]:
    """The colours of a style sheet, light and dark."""
    return {name: (light, dark) for name, light, dark in PAIR.findall(path.read_text(encoding="utf-8"))}


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_side_of() -> None:
    """An actor without a side is on that of what it is part of, however far up; a circle is on none."""
    parts = {"iran": None, "army": "iran", "unit": "army", "loner": None, "x": "y", "y": "x", "lost": "gone"}
    actors = {key: ActorOutline(key, key, "state", above, ()) for key, above in parts.items()}
    groups = (Side(label="Iran", actors=("iran",)), Side(label="Unit", actors=("unit", "iran")))
    assert side_of(actors, groups) == {"iran": 0, "army": 0, "unit": 1}
    assert sides_of(("unit", "loner", "army", "iran"), side_of(actors, groups)) == (1, 0)


def test_an_editor_may_name_the_others() -> None:
    """Then there are not two of them."""
    groups = Side(label="Iran", actors=("iran",)), Side(label="others", actors=("mission",))
    assert sides.rest(groups, "Others") == 1
    assert sides.rest(groups[:1], "Others") is None


def test_colours_come_again() -> None:
    """There are more sides than colours in some briefings."""
    assert colour(0) == colour(COLOURS) == "side-1"
    assert colour(None) == "side-others"


@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_colours_can_be_read(ground: str) -> None:
    """Every colour of a side has the contrast of text (4.5 : 1) on paper and in bands, light and dark."""
    grounds = pairs(CSS / "tokens.css")[ground]
    found = {name: pair for name, pair in pairs(CSS / "figures" / "figures.css").items() if "side" in name}
    assert set(found) == {*(f"side-{number + 1}" for number in range(sides.COLOURS)), "side-others"}
    for pair in found.values():
        for shade, behind in zip(pair, grounds, strict=True):
            assert contrast(shade, behind) >= 4.5
