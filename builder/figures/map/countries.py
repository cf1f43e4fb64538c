"""Countries on a map: in which of them places lie, which tint each has, and where its name stands."""

from collections.abc import Collection, Iterable
from functools import lru_cache

import numpy as np
import shapely
from babel import Locale
from shapely import Polygon
from shapely.geometry.base import BaseGeometry as Geometry

from builder.figures.map.framing import Spot
from builder.figures.map.geography import Scene, country_at
from builder.figures.map.placing import LINE, SPACING, STEPS, Box, Label, Table, rows, text_width, wrap
from builder.figures.map.projection import WIDTH, View
from builder.geography.countries import Country

TINTS = 3
# So far from a border, in units of the map, shapes that are simplified for it are exact enough.
CLEAR = 3.0
# With more countries than this, tints would tell nothing apart: all have the same.
MOST_TINTED = 8


def holding(view: View, scene: Scene, spots: Iterable[Spot]) -> list[Country]:
    """The countries of a map in which places lie, in the order of their names.

    Near a border that is worked out on the full shapes: those of a map may be too coarse to tell on which
    side of it a town lies.
    """
    left = list(dict.fromkeys((spot.longitude, spot.latitude) for spot in spots))
    found: set[Country] = set()
    for country, shape in scene.countries:
        if not left:
            break
        x, y = view.units(np.array(left)).T
        inside = shapely.contains_xy(shapely.buffer(shape, -CLEAR), x, y).tolist()
        found |= {country} if any(inside) else set()
        left = [place for place, within in zip(left, inside, strict=True) if not within]
    found |= {at[0] for place in left if (at := country_at(*place))}
    return [country for country, _ in scene.countries if country in found]


def tints(scene: Scene, countries: Collection[Country]) -> dict[Country, int]:
    """A tint (from 1) for each of some countries, neighbours in different ones as far as there are enough."""
    shapes = [(country, shape) for country, shape in scene.countries if country in countries]
    chosen: dict[Country, int] = {}
    for country, shape in shapes:
        taken = [chosen[other] for other, its in shapes if other in chosen and its.distance(shape) < 1]
        free = [tint for tint in range(1, TINTS + 1) if tint not in taken]
        # What does not touch takes tints in turn, so that a map of two countries always has two.
        turn = [tint for tint in free if tint not in chosen.values()] or free or [1]
        chosen[country] = turn[0] if len(shapes) <= MOST_TINTED else 1
    return chosen


def name_of(country: Country, language: str) -> str:
    """A country's name in the briefing's language; in English, Natural Earth's."""
    if language.split("-")[0] == "en" or not country.code:
        return country.name
    return _territories(language).get(country.code, country.name)


@lru_cache
def _territories(language: str) -> dict[str, str]:
    return dict(Locale.parse(language, sep="-").territories)


def place_country_name(
    table: Table, view: View, name: str, shape: Geometry, scene: Scene | None, size: float
) -> Label | None:
    """A country's name well inside what is seen of it, at the narrowest map that has room for it.

    With the `scene`, a name without room on its own land reaches out to sea.
    """
    frame = shapely.box(0, 0, WIDTH, view.height)
    visible = shapely.get_parts(shapely.intersection(shape, frame)).tolist()
    parts = sorted(
        (part for part in visible if isinstance(part, Polygon) and part.area), key=_area, reverse=True
    )
    found = _place(table, name, parts[0], size) if parts else None
    if found is None and scene is not None:
        room = shapely.difference(frame, shapely.difference(scene.land, shapely.buffer(shape, 1)))
        # A country's name does not stand at an island or a territory overseas.
        main = [part for part in parts if part.area > parts[0].area / 4]
        tried = (_place(table, name, part, size, room) for part in main)
        found = next(filter(None, tried), None)
    return found


def _place(table: Table, name: str, part: Polygon, size: float, room: Geometry | None = None) -> Label | None:
    """The name within a part of a country, as near to its middle as other names let it be; or, where other
    room is given, in that room, so that it touches the part."""
    lines = wrap(name, 14)
    width = max(text_width(line.upper(), size) for line in lines) * SPACING + 6
    height = LINE * len(lines)
    west, north, east, south = part.bounds
    middle = shapely.get_coordinates(shapely.maximum_inscribed_circle(part, tolerance=2.0))[0]
    inside = part if room is None else room
    shapely.prepare(inside)
    for step in STEPS:
        half_x, half_y = (width / 2) * WIDTH / step, (height / 2) * WIDTH / step
        if room is None and (east - west < 2 * half_x or south - north < 2 * half_y):
            continue
        margin_x, margin_y = (0.0, 0.0) if room is None else (half_x, half_y)
        columns, lines_across = np.meshgrid(
            np.linspace(west - margin_x, east + margin_x, 15),
            np.linspace(north - margin_y, south + margin_y, 11),
        )
        x, y = np.append(middle[0], columns.ravel()), np.append(middle[1], lines_across.ravel())
        spans = shapely.box(x - half_x, y - half_y, x + half_x, y + half_y)
        fits = shapely.contains(inside, spans)
        if room is not None:
            fits &= shapely.intersects(part, spans)
        chosen = np.flatnonzero(fits)
        away = np.hypot(x[chosen] - middle[0], 1.6 * (y[chosen] - middle[1]))
        if not len(chosen):
            continue
        chosen = chosen[np.argsort(away, kind="stable")]
        pixels = (-width / 2, width / 2, -height / 2, height / 2)
        u, v = x[chosen] / WIDTH, y[chosen] / WIDTH
        boxes = [Box((a, a, b, b), pixels, step) for a, b in zip(u.tolist(), v.tolist(), strict=True)]
        free = np.flatnonzero(table.all_free_from(rows(boxes)) <= step)
        if len(free):
            box = boxes[free[0]]
            table.add(box)
            return Label(box.parts[0], box.parts[2], (0.0, 0.0), "middle", lines, step)
    return None


def _area(shape: Geometry) -> float:
    return float(shape.area)
