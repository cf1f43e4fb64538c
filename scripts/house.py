"""Draw which room of `builder/` may import from which, from tests/rooms.txt: `python scripts/house.py`.

It writes docs/pages/house.svg: a row and a column for each room, the ground at the bottom, and a dot where
the room of the row may import from that of the column. No dot lies beyond the stairs: no arrow leads back.
"""

from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "tests" / "rooms.txt"
PICTURE = ROOT / "docs" / "pages" / "house.svg"

# In pixels: a cell, the names at the left, and those at the bottom.
CELL = 32
NAMES = 104
FEET = 92

_STYLE = (
    "text{font:15px system-ui,sans-serif;text-anchor:end;fill:#1b1b1b}"
    ".ground{fill:#fff}.room{fill:#dbe6f1}.line{stroke:#d5d5d5}circle{fill:#1f5a92}"
)


def rooms() -> dict[str, set[str]]:
    """The table: each room with those that it may import, from the ground up."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {room: set(allowed) for room, *allowed in map(str.split, lines)}


def draw(table: dict[str, set[str]]) -> str:
    """The picture, as SVG."""
    number = {room: position for position, room in enumerate(table)}
    width, height = NAMES + CELL * len(table), CELL * len(table) + FEET
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        "<title>Which room of the builder may import from which</title>",
        f"<style>{_STYLE}</style>",
        f'<rect class="ground" width="{width}" height="{height}"/>',
    ]
    for room, allowed in table.items():
        left, top = NAMES + CELL * number[room], CELL * (len(table) - 1 - number[room])
        x, y = left + CELL // 2, top + CELL // 2
        turned = f"translate({x + 5} {height - FEET + 10}) rotate(-90)"
        drawn += [
            f'<path class="line" d="M{NAMES} {y}H{left}M{x} {top + CELL}V{height - FEET}"/>',
            f'<rect class="room" x="{left}" y="{top}" width="{CELL}" height="{CELL}"/>',
            f'<text x="{NAMES - 10}" y="{y + 5}">{room}</text>',
            f'<text transform="{turned}">{room}</text>',
        ]
        for other in sorted(allowed, key=number.__getitem__):
            drawn.append(f'<circle cx="{NAMES + CELL * number[other] + CELL // 2}" cy="{y}" r="6"/>')
    return "\n".join([*drawn, "</svg>"]) + "\n"


if __name__ == "__main__":
    PICTURE.write_text(draw(rooms()), encoding="utf-8")
