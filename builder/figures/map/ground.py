"""The lower picture of a map: sea, land, tinted countries, boundaries, and the areas in which places lie."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry as Geometry

from builder.facts.areas import Area
from builder.figures.map.framing import AREAS, COUNTRY_WITHOUT_SHAPE, Spot
from builder.figures.map.geography import SMALLEST, Scene, rings_in_view, sizeable
from builder.figures.map.paths import path_data
from builder.figures.map.projection import WIDTH, Array, Azimuthal, View, circle, distances
from builder.figures.markup import decimal, element
from builder.geography.countries import Country

# The lines of a map that is too close for boundaries, in parts of its width.
GRID = 5
# So near a coast or a boundary, in units of the map, a line of an area is taken for the same line.
BESIDE = 4.0
OPPOSITE = 120.0  # degrees from the middle of a map


def draw_ground(
    view: View,
    scene: Scene,
    tints: Mapping[Country, int],
    areas: Mapping[Area, Geometry],
    spots: Collection[Spot],
) -> str:
    """All shapes of a map; `areas` are those of the editor's that it shows."""
    parts = [_path(scene.sea, "map-sea"), _path(scene.land, "map-land")]
    for tint in sorted(set(tints.values())):
        shape = shapely.union_all([shape for country, shape in scene.countries if tints.get(country) == tint])
        parts.append(_path(shape, f"map-tint-{tint}"))
    parts.append(_path(_area_lines(view, scene, list(areas.values())), "map-area"))
    parts += [_path(boundary.line, _boundary_class(boundary.disputed)) for boundary in scene.boundaries]
    parts += [where for spot in spots if (where := _where(view, scene, areas, spot))]
    return "".join(parts)


def draw_grid(view: View) -> str:
    """A grid instead of shapes, for a map that is closer than the shapes are exact."""
    spacing = WIDTH / GRID
    across = "".join(f"M0 {decimal(y * spacing)}h{WIDTH}" for y in range(1, int(view.height / spacing) + 1))
    down = "".join(f"M{decimal(x * spacing)} 0v{decimal(view.height)}" for x in range(1, GRID))
    return element("path", class_="map-grid", d=across + down)


def areas_in_view(view: View, areas: Iterable[Area]) -> dict[Area, Geometry]:
    """Those of the editor's areas that reach into a map and are large enough to be seen."""
    found = {}
    for area in areas:
        polygons = [[np.array(ring) for ring in rings] for rings in area.polygons]
        shapes = [rings_in_view(view, rings) for rings in polygons if not _is_beyond(view, rings[0])]
        shape = shapely.union_all(shapes)
        if parts := sizeable(shape, SMALLEST):
            found[area] = shapely.union_all(parts)
    return found


def _is_beyond(view: View, outline: Array) -> bool:
    """Whether a shape lies on the other side of the globe, where the projection would turn it inside out."""
    if not isinstance(view.projection, Azimuthal):
        return False
    away = distances(view.projection.longitude, view.projection.latitude, outline)
    return bool(away.min() > view.reach and away.max() > OPPOSITE)


def _where(view: View, scene: Scene, areas: Mapping[Area, Geometry], spot: Spot) -> str:
    """The area in which a place lies: its own shape where that is known, else a ring; nothing about a known
    spot."""
    if spot.precision in ("point", "town"):
        return ""
    point = shapely.Point(view.at(spot.longitude, spot.latitude))
    if spot.precision == "country" and any(shape.distance(point) < 1 for _, shape in scene.countries):
        return ""  # its tint shows it; a line around it would cover boundaries that are dashed
    if spot.area and spot.area in areas:
        # Coasts and boundaries are drawn already, and may be dashed: only the lines between are added.
        lines = _area_lines(view, scene, [areas[spot.area]])
        return _path(areas[spot.area], "map-where map-extent") + _path(lines, "map-where map-outline")
    radius = AREAS.get(spot.precision, COUNTRY_WITHOUT_SHAPE)
    ring = rings_in_view(view, [circle(spot.longitude, spot.latitude, radius)], 0.3)
    return _path(ring, "map-where")


def _area_lines(view: View, scene: Scene, shapes: Sequence[Geometry]) -> Geometry:
    """The lines between the editor's areas, each once, also where two of them share it.

    Where they run along a coast or a boundary of countries, only that is drawn: shapes from two sources
    never meet exactly, and two lines side by side would look like something.
    """
    lines = shapely.union_all([shapely.boundary(shape) for shape in shapes])
    if lines.is_empty:
        return lines
    drawn = shapely.union_all(
        [shapely.boundary(scene.land), *(boundary.line for boundary in scene.boundaries)]
    )
    around = shapely.buffer(shapely.box(*lines.bounds), BESIDE)
    near = shapely.intersection(drawn, around)
    lines = shapely.difference(lines, shapely.buffer(near, BESIDE, quad_segs=2))
    inside = shapely.box(0, 0, WIDTH, view.height)
    return shapely.line_merge(shapely.intersection(lines, inside))


def _boundary_class(disputed: bool) -> str:
    return "map-boundary map-disputed" if disputed else "map-boundary"


def _path(shape: Geometry, kind: str) -> str:
    data = path_data(shape)
    return element("path", class_=kind, d=data) if data else ""
