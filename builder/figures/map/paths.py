"""Geometry as the data of an SVG path: whole units, relative, as short as that goes."""

from collections.abc import Iterable, Iterator

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry as Geometry


def path_data(shape: Geometry) -> str:
    """The `d` of a path; empty where nothing of the shape is left at whole units."""
    return "".join(sorted(_pieces(shape)))


def _pieces(shape: Geometry) -> Iterator[str]:
    # Sorted above, because the order in which parts come is not promised by the geometry library.
    for part in shapely.get_parts(shape).tolist():
        if isinstance(part, Polygon):
            rings = [_ring(part.exterior), *map(_ring, part.interiors)]
            yield "".join(ring for ring in rings if ring)
        elif isinstance(part, LineString):
            yield _line(part)
        elif not isinstance(part, shapely.Point):
            yield from _pieces(part)


def _ring(ring: LineString) -> str:
    points = _whole(shapely.get_coordinates(ring)[:-1])
    # The same ring may begin anywhere: begin at its least point.
    if points:
        first = points.index(min(points))
        points = points[first:] + points[:first]
    return f"{_steps(points)}z" if len(points) > 2 else ""


def _line(line: LineString) -> str:
    points = _whole(shapely.get_coordinates(line))
    return _steps(min(points, points[::-1])) if len(points) > 1 else ""


def _whole(points: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[tuple[int, int]]:
    """Points at whole units, without those that fall together or lie on a straight line."""
    kept: list[tuple[int, int]] = []
    for x, y in np.rint(points).astype(int).tolist():
        if kept and kept[-1] == (x, y):
            continue
        if len(kept) > 1 and _between(kept[-2], kept[-1], (x, y)):
            kept.pop()
        kept.append((x, y))
    return kept


def _between(one: tuple[int, int], middle: tuple[int, int], other: tuple[int, int]) -> bool:
    ax, ay = middle[0] - one[0], middle[1] - one[1]
    bx, by = other[0] - middle[0], other[1] - middle[1]
    return ax * by == ay * bx and ax * bx + ay * by > 0


def _steps(points: Iterable[tuple[int, int]]) -> str:
    written: list[str] = []
    before = (0, 0)
    for index, (x, y) in enumerate(points):
        if index == 0:
            written.append(f"M{x} {y}l")
        else:
            across, down = x - before[0], y - before[1]
            space = "" if across < 0 or index == 1 else " "
            written.append(f"{space}{across}{'' if down < 0 else ' '}{down}")
        before = x, y
    return "".join(written)
