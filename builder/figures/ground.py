"""The lower picture of a map: sea, land, tinted countries, boundaries, and the areas in which places lie."""

from collections.abc import Collection, Mapping, Sequence

import shapely
from shapely.geometry.base import BaseGeometry as Geometry

from builder.figures.framing import AREAS, COUNTRY_WITHOUT_SHAPE, Spot
from builder.figures.geography import Country, Scene, rings_in_view
from builder.figures.layer import Area, Layer
from builder.figures.markup import decimal, element
from builder.figures.paths import path_data
from builder.figures.projection import WIDTH, View, circle

# The lines of a map that is too close for boundaries, in parts of its width.
GRID = 5


def draw_ground(
    view: View, scene: Scene, tints: Mapping[Country, int], layer: Layer | None, spots: Collection[Spot]
) -> str:
    """All shapes of a map."""
    areas = areas_in_view(view, layer)
    parts = [_path(scene.sea, "map-sea"), _path(scene.land, "map-land")]
    for tint in sorted(set(tints.values())):
        shape = shapely.union_all([shape for country, shape in scene.countries if tints.get(country) == tint])
        parts.append(_path(shape, f"map-tint-{tint}"))
    parts.append(_path(_area_lines(view, [shape for _, shape in areas]), "map-area"))
    parts += [_path(boundary.line, _boundary_class(boundary.disputed)) for boundary in scene.boundaries]
    parts += [where for spot in spots if (where := _where(view, scene, areas, spot))]
    return "".join(parts)


def draw_grid(view: View) -> str:
    """A grid instead of shapes, for a map that is closer than the shapes are exact."""
    spacing = WIDTH / GRID
    across = "".join(f"M0 {decimal(y * spacing)}h{WIDTH}" for y in range(1, int(view.height / spacing) + 1))
    down = "".join(f"M{decimal(x * spacing)} 0v{decimal(view.height)}" for x in range(1, GRID))
    return element("path", class_="map-grid", d=across + down)


def areas_in_view(view: View, layer: Layer | None) -> list[tuple[Area, Geometry]]:
    """The editor's areas that reach into a map."""
    found = []
    for area in layer.areas if layer else ():
        shape = shapely.union_all([rings_in_view(view, rings) for rings in area.polygons])
        if not shape.is_empty:
            found.append((area, shape))
    return found


def _where(view: View, scene: Scene, areas: Sequence[tuple[Area, Geometry]], spot: Spot) -> str:
    """The area in which a place lies: the editor's own shape, else a ring; nothing about a known spot."""
    if spot.precision in ("point", "town"):
        return ""
    point = shapely.Point(view.at(spot.longitude, spot.latitude))
    if spot.precision == "country" and any(shape.distance(point) < 1 for _, shape in scene.countries):
        return ""  # its tint shows it; a line around it would cover boundaries that are dashed
    around = [shape for _, shape in areas if shape.distance(point) < 1]
    if around and spot.precision == "province":
        return _path(min(around, key=_size), "map-where map-outline")
    radius = AREAS.get(spot.precision, COUNTRY_WITHOUT_SHAPE)
    ring = rings_in_view(view, [circle(spot.longitude, spot.latitude, radius)], 0.3)
    return _path(ring, "map-where")


def _area_lines(view: View, shapes: Sequence[Geometry]) -> Geometry:
    """The lines between the editor's areas, each once, also where two of them share it."""
    lines = shapely.union_all([shapely.boundary(shape) for shape in shapes])
    inside = shapely.box(0, 0, WIDTH, view.height)
    return shapely.line_merge(shapely.intersection(lines, inside)) if shapes else lines


def _boundary_class(disputed: bool) -> str:
    return "map-boundary map-disputed" if disputed else "map-boundary"


def _path(shape: Geometry, kind: str) -> str:
    data = path_data(shape)
    return element("path", class_=kind, d=data) if data else ""


def _size(shape: Geometry) -> float:
    return float(shape.area)
