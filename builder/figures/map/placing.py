"""Where marks and names stand on a map, so that none covers another at any width of the page.

A map is as wide as the page lets it be, but its text keeps its size. So every edge of what stands on it is
`part × width + pixels`: a place moves with the map, and a text's size does not. Two boxes then cover each
other at the widths of one interval, which follows from four inequalities; marks are placed so that there is
no such width, and a name is shown from the width on at which it has room.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import atan2, hypot, inf, pi
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

# The narrowest map, in pixels: that of a page 320 pixels wide.
NARROWEST = 280
# From these widths on there is more room, and more names are shown; css/figures/map.css has the same.
STEPS = (280, 340, 440, 600, 760, 920)
GAP = 2.0  # pixels between marks
NEARBY = 0.15  # of the width: what counts as a mark's crowd

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Box:
    """A rectangle whose edges (left, right, top, bottom) are `part × width + pixels`; y as a part of the
    width too. It is there from one width to another."""

    parts: tuple[float, float, float, float]
    pixels: tuple[float, float, float, float]
    since: float = NARROWEST
    until: float = inf

    def at(self, width: float) -> tuple[float, float, float, float]:
        """Its left, right, top and bottom as parts of the width of a map that is so wide."""
        left, right, top, bottom = (
            part + pixel / width for part, pixel in zip(self.parts, self.pixels, strict=True)
        )
        return left, right, top, bottom


@dataclass(frozen=True)
class Mark:
    """A mark of a radius (pixels), pushed away from its place by so many pixels."""

    x: float
    y: float
    push: tuple[float, float]
    radius: float
    numbered: bool

    @property
    def box(self) -> Box:
        return square(self.x, self.y, self.radius + GAP / 2, self.push)


@dataclass(frozen=True)
class Label:
    """A name at a place, as many pixels from it, that is shown from one width to another."""

    x: float
    y: float
    push: tuple[float, float]
    anchor: str
    lines: tuple[str, ...]
    since: int
    until: int | None = None


def square(x: float, y: float, half: float, push: tuple[float, float] = (0, 0)) -> Box:
    """A box about a place, pushed away from it by so many pixels."""
    across, down = push
    return Box((x, x, y, y), (across - half, across + half, down - half, down + half))


class Table:
    """What stands on a map of a shape (height by width) so far."""

    def __init__(self, shape: float) -> None:
        self.shape = shape
        self.boxes: list[Box] = []
        self._rows: Floats = np.empty((0, 10))

    def add(self, box: Box) -> None:
        """Keep a box free from what comes later."""
        self.boxes.append(box)
        self._rows = np.vstack((self._rows, _row(box)))

    def free_from(self, box: Box) -> float:
        """The width from which on a box lies on the map and covers nothing on it; infinite if never."""
        return float(self.all_free_from(rows([box]))[0])

    def all_free_from(self, boxes: Floats, besides: Floats | None = None) -> Floats:
        """The same for many boxes, each by itself; `besides` are more boxes that must not be covered."""
        others = self._rows if besides is None else np.vstack((self._rows, besides))
        free = np.maximum(self._inside_from(boxes), NARROWEST)
        if not len(others):
            return free
        # Four times `slope × width + rest < 0`: that the one begins before the other ends.
        begins, ends = [0, 1, 2, 3], [1, 0, 3, 2]
        sign = np.array([1.0, -1.0, 1.0, -1.0])
        slopes = sign * (boxes[:, None, begins] - others[None, :, ends])
        rests = sign * (boxes[:, None, 4:8] - others[None][..., [5, 4, 7, 6]])
        flat = np.abs(slopes) < 1e-12
        bounds = -rests / np.where(flat, 1.0, slopes)
        lows = np.where(flat | (slopes > 0), -inf, bounds)
        highs = np.where(flat | (slopes < 0), inf, bounds)
        highs[flat & (rests >= 0)] = -inf
        low = np.maximum(lows.max(axis=2), others[:, 8])
        high = np.minimum(highs.min(axis=2), others[:, 9])
        covered = np.where((low < high) & (high > NARROWEST), high, NARROWEST)
        return np.asarray(np.maximum(free, covered.max(axis=1)))

    def _inside_from(self, boxes: Floats) -> Floats:
        edges = np.array([0.0, 1.0, 0.0, self.shape])
        sign = np.array([1.0, -1.0, 1.0, -1.0])
        slopes, rests = sign * (boxes[:, :4] - edges), sign * boxes[:, 4:8]
        with np.errstate(divide="ignore", invalid="ignore"):
            bounds = np.where(slopes > 0, -rests / slopes, inf)
        return np.asarray(np.where(rests < -1e-9, bounds, 0.0).max(axis=1))


def rows(boxes: Sequence[Box]) -> Floats:
    """Boxes as the rows that `Table.free_from` reads."""
    return np.array([_row(box) for box in boxes]).reshape(-1, 10)


def _row(box: Box) -> list[float]:
    return [*box.parts, *box.pixels, box.since, box.until]


# ---- Marks ----

# Radius, whether a number stands in it, and how far it may be pushed: the first that has room for all.
SIZES = ((10.5, True, 80.0), (8.5, True, 110.0), (4.0, False, 160.0), (2.5, False, 400.0))


def place_marks(table: Table, places: Sequence[tuple[float, float]]) -> list[Mark]:
    """A mark for each place, none covering another at any width, as near to their places as that goes."""
    if not places:
        return []
    room = NARROWEST * NARROWEST * table.shape
    marks: list[Mark] | None = None
    for size in SIZES:
        fullness = len(places) * (2 * size[0] + GAP) ** 2 / room
        if fullness < 0.6 or size is SIZES[-1]:
            marks = _try_size(table, places, *size, at_any_cost=size is SIZES[-1])
        if marks is not None:
            break
    for mark in marks or ():
        table.add(mark.box)
    return marks or []


def _try_size(
    table: Table,
    places: Sequence[tuple[float, float]],
    radius: float,
    numbered: bool,
    furthest: float,
    *,
    at_any_cost: bool,
) -> list[Mark] | None:
    draft = Table(table.shape)
    for box in table.boxes:
        draft.add(box)
    half = radius + GAP / 2
    still = rows([square(x, y, half) for x, y in places])
    # From the middle outwards, so that those on the outside give way.
    middle_x = sum(x for x, _ in places) / len(places)
    middle_y = sum(y for _, y in places) / len(places)
    order = sorted(
        range(len(places)), key=lambda index: hypot(places[index][0] - middle_x, places[index][1] - middle_y)
    )
    marks: dict[int, Mark] = {}
    for done, index in enumerate(order):
        x, y = places[index]
        outwards = _outwards(places, index)
        # First try not to stand where a later mark wants to: that would push it away in turn.
        later = still[order[done + 1 :]]
        later = later[np.hypot(later[:, 0] - x, later[:, 2] - y) * NARROWEST > half]
        push = _first_free(draft, x, y, half, [np.zeros((1, 2))], None)
        if push is None:
            push = _first_free(draft, x, y, half, _pushes(half, 4.5 * half, outwards), later)
        if push is None:
            push = _first_free(draft, x, y, half, _pushes(half, furthest, outwards), None)
        if push is None and not at_any_cost:
            return None
        marks[index] = Mark(x, y, push or (0.0, 0.0), radius, numbered)
        draft.add(marks[index].box)
    return [marks[index] for index in range(len(places))]


def _outwards(places: Sequence[tuple[float, float]], index: int) -> float:
    """The direction away from the places nearby: a mark that is pushed so moves with the map as it widens."""
    x, y = places[index]
    across = down = 0.0
    for other_x, other_y in places:
        away = hypot(x - other_x, y - other_y)
        if 0 < away < NEARBY:
            across += (x - other_x) / away * (NEARBY - away)
            down += (y - other_y) / away * (NEARBY - away)
    return atan2(-down, across) if abs(across) + abs(down) > 1e-9 else pi / 4


def _first_free(
    table: Table, x: float, y: float, half: float, pushes: Iterable[Floats], besides: Floats | None
) -> tuple[float, float] | None:
    """The first way to push a mark so that it covers nothing at any width; ways come in rings."""
    mark = rows([square(x, y, half)])
    for some in pushes:
        boxes = np.tile(mark, (len(some), 1))
        boxes[:, 4:6] += some[:, :1]
        boxes[:, 6:8] += some[:, 1:]
        free = np.flatnonzero(table.all_free_from(boxes, besides) <= NARROWEST)
        if len(free):
            across, down = some[free[0]].tolist()
            return across, down
    return None


def _pushes(half: float, furthest: float, first: float) -> Iterator[Floats]:
    """Ways to be pushed, in rings: the nearest first, in each from the first direction to its opposite."""
    distance = 2.05 * half
    while distance <= furthest:
        corners = max(8, int(2 * pi * distance / half / 1.6))
        # 0, 1, -1, 2, -2 … corners away from the first.
        corner = np.arange(corners)
        turns = first + 2 * pi / corners * ((corner + 1) // 2) * (-1.0) ** corner
        yield np.round(np.column_stack((np.cos(turns), -np.sin(turns))) * distance, 1)
        distance += half


# ---- Names ----

LINE = 15.0  # pixels from one line of a name to the next
LONGEST = 24  # characters of a line
SPACING = 1.12  # names of countries are set in spaced capitals


# From this width on, a name may stand on another side of its mark than on a phone.
ROOMY = 600


def place_name(
    table: Table,
    mark: Mark,
    name: str,
    size: float,
    crosses: Callable[[tuple[float, float, float, float]], bool],
    *,
    capitals: bool = False,
) -> list[Label]:
    """A name beside its mark: on the side where it has room at the narrowest map, and where the map is wide,
    on the better side if that is another one; none if it has room nowhere.

    `crosses` says whether a box (parts of the width) lies over a line of the map: better that it does not.
    """
    lines = wrap(name)
    width = max(text_width(line.upper() if capitals else line, size) for line in lines)
    width *= SPACING if capitals else 1
    height = LINE * len(lines)
    away = mark.radius + 4
    near = away * 0.75
    sides: list[tuple[float, bool, int, Label, Box]] = []
    boxes, labels = [], []
    for side, across, down in (
        ("start", away, 0.0),
        ("end", -away, 0.0),
        ("middle", 0.0, -away - height / 2),
        ("middle", 0.0, away + height / 2),
        ("start", near, -near - height / 2),
        ("start", near, near + height / 2),
        ("end", -near, -near - height / 2),
        ("end", -near, near + height / 2),
    ):
        x, y = mark.push[0] + across, mark.push[1] + down
        left = {"start": x, "end": x - width, "middle": x - width / 2}[side]
        pixels = (left - 2, left + width + 2, y - height / 2, y + height / 2)
        boxes.append(Box((mark.x, mark.x, mark.y, mark.y), pixels))
        labels.append(Label(mark.x, mark.y, (x, y), side, lines, NARROWEST))
    for order, free in enumerate(table.all_free_from(rows(boxes)).tolist()):
        since = step(free)
        if since is not None:
            box, label = replace(boxes[order], since=since), replace(labels[order], since=since)
            sides.append((since, crosses(box.at(max(since, 360))), order, label, box))
    if not sides:
        return []
    first = min(sides, key=lambda side: side[:3])
    wide = min(
        (side for side in sides if side[0] <= ROOMY),
        key=lambda side: (crosses(side[4].at(ROOMY * 1.4)), side[2]),
        default=first,
    )
    if first[0] >= ROOMY or wide is first:
        table.add(first[4])
        return [first[3]]
    table.add(replace(first[4], until=ROOMY))
    table.add(replace(wide[4], since=ROOMY))
    return [replace(first[3], until=ROOMY), replace(wide[3], since=ROOMY)]


def step(width: float) -> int | None:
    """The first of the steps that is at least so wide."""
    return next((step for step in STEPS if step >= width - 1e-6), None)


def wrap(name: str, longest: int = LONGEST) -> tuple[str, ...]:
    """A name in at most two lines, of about equal length if it fits; what is longer still is cut."""
    if len(name) <= longest:
        return (name,)
    spaces = [index for index, letter in enumerate(name) if letter == " " and 0 < index <= longest]
    if not spaces:
        return (_cut(name, longest),)
    fits = [index for index in spaces if len(name) - index - 1 <= longest]
    break_at = min(fits, key=lambda index: abs(index - len(name) / 2)) if fits else spaces[-1]
    return name[:break_at], _cut(name[break_at + 1 :], longest)


def _cut(line: str, longest: int) -> str:
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def text_width(text: str, size: float) -> float:
    """About how wide a text is in a sans serif of a size; rather too wide, since fonts differ."""
    return size * sum(map(_letter_width, text))


def _letter_width(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in "iljtfrI.,:;'’|!()[] -":
        return 0.36
    return 0.9 if letter in "mwMWـ—…%@" else 0.69 if letter.isupper() else 0.58
