"""The countries of the world, as they are seen in one map: clipped, simplified, in the map's units.

Neighbours share the arcs that they meet along, so that each arc is simplified once and no gap opens
between two countries; and so that an arc of two countries is a boundary, and one of a single country a
coast.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil

import numpy as np
import shapely
from shapely import LineString, Polygon, affinity
from shapely.geometry.base import BaseGeometry as Geometry

from builder.figures.map.disputed import LINES, disputed
from builder.figures.map.projection import WIDTH, Array, Azimuthal, EqualEarth, View, distances
from builder.geography.arcs import Ring
from builder.geography.countries import Country, world

# In units of a map that is 1000 wide: what is finer than that is not seen.
FINEST = 0.6
SMALLEST = 1.5  # square units of an island
# Shapes are cut a little outside the map, so that the cut edges are not seen.
MARGIN = 4.0
# A place this near a coast counts as the country's, because shapes are no more exact than that.
NEAR = 25.0  # km


@dataclass(frozen=True)
class Boundary:
    """A line between two countries, in units of the map."""

    line: Geometry
    disputed: bool


@dataclass(frozen=True)
class Scene:
    """What one map shows of the world, in units of the map."""

    sea: Geometry
    countries: tuple[tuple[Country, Geometry], ...]
    boundaries: tuple[Boundary, ...]
    land: Geometry


@cache
def country_at(longitude: float, latitude: float) -> tuple[Country, int] | None:
    """The country that a point lies in or very near, and which of its polygons."""
    view = View(Azimuthal(longitude, latitude), -2 * NEAR, -2 * NEAR, 2 * NEAR, 2 * NEAR)
    middle = shapely.Point(WIDTH / 2, WIDTH / 2)
    best: tuple[float, Country, int] | None = None
    for country, number, shape in _polygons(view):
        away = shape.distance(middle) * view.unit
        if away <= NEAR and (best is None or away < best[0]):
            best = away, country, number
    return best[1:] if best else None


def mainland(longitude: float, latitude: float) -> Array | None:
    """Points around the country that a point lies in: its polygon there, and large ones close to it."""
    found = country_at(longitude, latitude)
    if found is None:
        return None
    country, number = found
    main = country.caps[number]
    away = distances(main[0], main[1], country.caps)
    parts = (away < 1.6 * main[2]) & (country.caps[:, 2] > main[2] / 4)
    parts[number] = True
    rings = [world().ring(country.polygons[part][0]) for part in np.flatnonzero(parts).tolist()]
    return np.concatenate([ring[:: max(1, len(ring) // 200)] for ring in rings])


@cache
def scene(view: View) -> Scene:
    """What a map shows of the world."""
    shapes: dict[Country, list[Polygon]] = {}
    for country, _, shape in _polygons(view):
        shapes.setdefault(country, []).extend(sizeable(shape, SMALLEST))
    countries = tuple((country, shapely.union_all(parts)) for country, parts in shapes.items() if parts)
    land = shapely.union_all([shape for _, shape in countries])
    names = {country.name for country in shapes}
    return Scene(_sea(view), countries, tuple(_boundaries(view, names)), land)


def rings_in_view(view: View, rings: Sequence[Array], finest: float = FINEST) -> Geometry:
    """A polygon of longitudes and latitudes (outline, then holes) as a map shows it."""
    if isinstance(view.projection, EqualEarth):
        return _unrolled(view, view.projection, rings)
    flat = [view.flat(view.projection.forward(ring)) for ring in rings]
    return _clipped(view, shapely.simplify(_polygon(flat), finest))


def clip_box(view: View, margin: float = MARGIN) -> Polygon:
    """The map's rectangle, in its units, with a margin around it."""
    return shapely.box(-margin, -margin, WIDTH + margin, view.height + margin)


def _polygons(view: View) -> list[tuple[Country, int, Geometry]]:
    """Each polygon of each country that reaches into the map, clipped and simplified."""
    found = []
    arcs = _Arcs(view)
    for country, number in _within_reach(view):
        outline, *holes = map(arcs.ring, country.polygons[number])
        if len(outline) < 4:
            continue
        if isinstance(view.projection, EqualEarth):
            shape = _unrolled(view, view.projection, [outline, *holes])
        else:
            shape = _clipped(view, _polygon([outline, *holes]))
        if not shape.is_empty:
            found.append((country, number, shape))
    return found


def _within_reach(view: View) -> list[tuple[Country, int]]:
    """The polygons whose circle meets the circle around the map, and is large enough to be seen."""
    earth = world()
    near = earth.caps[:, 2] * 111 > 0.7 * view.unit
    if isinstance(view.projection, Azimuthal):
        away = distances(view.projection.longitude, view.projection.latitude, earth.caps)
        near &= away <= earth.caps[:, 2] + view.reach + 0.5
    return [earth.polygons[index] for index in np.flatnonzero(near).tolist()]


class _Arcs:
    """The arcs of the world for one map: projected, where that can be done before they are joined."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.known: dict[int, Array] = {}

    def ring(self, ring: Ring) -> Array:
        """A ring of simplified arcs."""
        return np.concatenate([self(number) if number >= 0 else self(~number)[::-1] for number in ring])

    def __call__(self, number: int) -> Array:
        if number not in self.known:
            points = world().arc(number)
            if isinstance(self.view.projection, Azimuthal):
                self.known[number] = self._projected(self.view.flat(self.view.projection.forward(points)))
            else:
                # Longitudes and latitudes, simplified to what the map shows of a degree at the Equator.
                self.known[number] = _simplified(_unwrapped(points), 1.5 * FINEST * self.view.unit / 111)
        return self.known[number]

    def _projected(self, points: Array) -> Array:
        """An arc outside the map is as good as a straight line: neither crosses the map."""
        low, high = points.min(axis=0), points.max(axis=0)
        box = (-MARGIN, -MARGIN, WIDTH + MARGIN, self.view.height + MARGIN)
        if high[0] < box[0] or high[1] < box[1] or low[0] > box[2] or low[1] > box[3]:
            return points[[0, -1]]
        return _simplified(points, FINEST)


def _simplified(points: Array, finest: float) -> Array:
    if len(points) < 3:
        return points
    line = shapely.simplify(LineString(points), finest, preserve_topology=False)
    return np.asarray(shapely.get_coordinates(line))


def _polygon(rings: Sequence[Array]) -> Geometry:
    """A valid polygon (or several) from an outline and holes."""
    shape = Polygon(rings[0], [ring for ring in rings[1:] if len(ring) > 3])
    return shape if shape.is_valid else shape.buffer(0)


def _clipped(view: View, shape: Geometry) -> Geometry:
    return shapely.intersection(shape, clip_box(view))


def sizeable(shape: Geometry, smallest: float) -> list[Polygon]:
    """The polygons of a shape that are large enough to be seen."""
    return [
        part
        for part in shapely.get_parts(shape).tolist()
        if isinstance(part, Polygon) and part.area >= smallest
    ]


def _unwrapped(points: Array) -> Array:
    """Points whose longitudes go on past ±180 instead of jumping."""
    steps = (np.diff(points[:, 0]) + 180) % 360 - 180
    longitudes = points[0, 0] + np.concatenate(([0.0], np.cumsum(steps)))
    return np.column_stack((longitudes, points[:, 1]))


def _unrolled(view: View, projection: EqualEarth, rings: Sequence[Array]) -> Geometry:
    """A polygon on a map of the world."""
    projected = _unrolled_parts(view, projection, _polygon([_closed(_unwrapped(ring)) for ring in rings]))
    return _clipped(view, projected if projected.is_valid else projected.buffer(0))


def _unrolled_parts(view: View, projection: EqualEarth, shape: Geometry) -> Geometry:
    """A shape of unwrapped degrees, cut where the map of the world is, and continued on its other side."""
    if shape.is_empty:
        return shape
    band = shapely.box(projection.longitude - 180, -90, projection.longitude + 180, 90)
    west, _, east, _ = shape.bounds
    first = -ceil((east - projection.longitude + 180) / 360)
    last = ceil((projection.longitude + 180 - west) / 360)
    turns = range(360 * first, 360 * last + 1, 360)
    parts = [shapely.intersection(affinity.translate(shape, turn), band) for turn in turns]

    def projected(points: Array) -> Array:
        return view.flat(projection.forward(points))

    return shapely.transform(shapely.segmentize(shapely.union_all(parts), 2.0), projected)


def _sea(view: View) -> Geometry:
    """The globe, as far as the map shows it."""
    if isinstance(view.projection, EqualEarth):
        middle = view.projection.longitude
        globe = shapely.segmentize(shapely.box(middle - 180, -90, middle + 180, 90), 2.0)
        outline = shapely.transform(globe, lambda points: view.flat(EqualEarth(middle).forward(points)))
        return shapely.simplify(_clipped(view, outline), FINEST)
    return clip_box(view)


def _closed(ring: Array) -> Array:
    """A ring that goes once around the globe is closed along its pole."""
    turned = ring[-1, 0] - ring[0, 0]
    if abs(turned) < 180:
        return ring
    pole = -90.0 if ring[:, 1].mean() < 0 else 90.0
    return np.concatenate((ring, [[ring[-1, 0], pole], [ring[0, 0], pole]], ring[:1]))


def _boundaries(view: View, names: set[str]) -> list[Boundary]:
    """The lines between the countries of a map: those nobody disputes joined, then the disputed ones."""
    lines: dict[bool, list[Geometry]] = {False: [], True: []}
    for number, owners in world().owners.items():
        if len(owners) < 2 or not owners <= names:
            continue
        points = world().arc(number)
        marks = np.logical_or.reduce(
            [disputed(one, other, points) for one, other in itertools.combinations(sorted(owners), 2)]
        )
        # Where the line changes its kind, the parts share a point.
        cuts = [0, *(np.flatnonzero(np.diff(marks.astype(np.int8))) + 1).tolist(), len(points) - 1]
        for start, end in itertools.pairwise(cuts):
            if end > start:
                lines[bool(marks[start])].append(_line(view, points[start : end + 1]))
    lines[True] += [_line(view, np.array(points)) for points in LINES if _is_in_reach(view, points)]
    return [
        Boundary(shapely.line_merge(joined), kind)
        for kind, parts in lines.items()
        if not (joined := shapely.union_all(parts)).is_empty
    ]


def _is_in_reach(view: View, points: Sequence[tuple[float, float]]) -> bool:
    """Whether points lie on the side of the globe that a map shows."""
    if isinstance(view.projection, EqualEarth):
        return True
    away = distances(view.projection.longitude, view.projection.latitude, np.array(points))
    return bool(away.max() < view.reach + 10)


def _line(view: View, points: Array) -> Geometry:
    """A line of longitudes and latitudes as a map shows it."""
    if isinstance(view.projection, EqualEarth):
        line = _unrolled_parts(view, view.projection, LineString(_unwrapped(points)))
        return _clipped(view, shapely.simplify(line, 1.5 * FINEST))
    return _clipped(view, LineString(_simplified(view.flat(view.projection.forward(points)), FINEST)))
