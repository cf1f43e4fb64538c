"""Curves in a drawing, on axes on which each step is ten times the one before it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape

Curve = Sequence[tuple[float, float]]

_WIDTH, _HEIGHT = 440, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 120, 40, 45  # room for words around the curves
_COLOURS = ("#0b6e99", "#b3520e", "#3f7d20", "#7b3fa0")


def drawing(panels: Mapping[str, Mapping[str, Curve]], along: str) -> str:
    """An SVG of panels side by side, each with a title and its curves by name; `along` is what grows."""
    width = _WIDTH * len(panels)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HEIGHT}" width="{width}" '
        f'height="{_HEIGHT}" font-family="sans-serif" font-size="12" fill="#222222">',
        f'<rect width="{width}" height="{_HEIGHT}" fill="#ffffff"/>',
    ]
    for number, (title, curves) in enumerate(panels.items()):
        parts.append(f'<g transform="translate({number * _WIDTH} 0)">')
        parts += _panel(title, curves, along)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>", ""])


def decades(values: Iterable[float]) -> tuple[int, int]:
    """The powers of ten that hold all values between them."""
    values = list(values)
    low = math.floor(math.log10(min(values)))
    return low, max(low + 1, math.ceil(math.log10(max(values))))


def _panel(title: str, curves: Mapping[str, Curve], along: str) -> Iterable[str]:
    points = [point for curve in curves.values() for point in curve]
    if not points:
        return
    across, up = decades(x for x, _ in points), decades(y for _, y in points)
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM

    def at(x: float, y: float) -> tuple[float, float]:
        to_right = (math.log10(x) - across[0]) / (across[1] - across[0])
        to_top = (math.log10(y) - up[0]) / (up[1] - up[0])
        return round(_LEFT + to_right * (right - _LEFT), 1), round(bottom - to_top * (bottom - _TOP), 1)

    yield f'<text x="{_LEFT}" y="20" font-weight="bold">{escape(title)}</text>'
    for power in range(up[0], up[1] + 1):
        _, y = at(10 ** across[0], 10**power)
        yield f'<path d="M{_LEFT} {y}H{right}" stroke="#dddddd"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{_number(power)}</text>'
    for power in range(across[0], across[1] + 1):
        x, _ = at(10**power, 10 ** up[0])
        yield f'<path d="M{x} {_TOP}V{bottom}" stroke="#dddddd"/>'
        yield f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{_number(power)}</text>'
    yield (f'<text x="{(_LEFT + right) / 2:g}" y="{bottom + 36}" text-anchor="middle">{escape(along)}</text>')
    ends = {name: at(*curve[-1])[1] for name, curve in curves.items() if curve}
    labels = apart(ends)
    for colour, (name, curve) in zip(_COLOURS, curves.items(), strict=False):
        if not curve:
            continue
        places = [at(x, y) for x, y in curve]
        path = "L".join(f"{x} {y}" for x, y in places)
        yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places)
        x = places[-1][0] + 8
        yield f'<text x="{x}" y="{labels[name] + 4:g}" fill="{colour}">{escape(name)}</text>'


def apart(heights: Mapping[str, float], least: float = 15) -> dict[str, float]:
    """Heights of labels, moved down as far as is needed for each to be legible."""
    found: dict[str, float] = {}
    last = -math.inf
    for name, height in sorted(heights.items(), key=lambda item: item[1]):
        last = found[name] = max(height, last + least)
    return found


def _number(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"
