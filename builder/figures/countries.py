"""Countries on a map: in which of them places lie, which tint each has, and where its name stands."""

from collections.abc import Collection, Sequence
from functools import lru_cache

import numpy as np
import shapely
from babel import Locale
from shapely import Geometry

from builder.figures.geography import Country, Scene
from builder.figures.placing import LINE, SPACING, STEPS, Box, Label, Table, rows, text_width, wrap
from builder.figures.projection import WIDTH, View

TINTS = 3
# With more countries than this, tints would tell nothing apart: all have the same.
MOST_TINTED = 8
# How far from its shape a place still counts as a country's, in units of the map.
NEAR = 4.0


def holding(scene: Scene, places: Sequence[tuple[float, float]]) -> list[Country]:
    """The countries in which places lie, in the order of their names."""
    if not scene.countries:
        return []
    shapes = np.array([shape for _, shape in scene.countries])
    found: set[int] = set()
    for place in places:
        away = shapely.distance(shapes, shapely.Point(place))
        if float(away.min()) <= NEAR:
            found.add(int(away.argmin()))
    return [scene.countries[index][0] for index in sorted(found)]


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
    visible = shapely.intersection(shape, frame)
    if visible.is_empty:
        return None
    found = _place(table, name, max(shapely.get_parts(visible), key=_area), size)
    if found is None and scene is not None:
        others = shapely.difference(scene.land, shapely.buffer(shape, 1))
        room = shapely.difference(frame, others)
        parts = sorted(shapely.get_parts(visible), key=_area, reverse=True)[:3]
        found = next(filter(None, (_place(table, name, room, size, near=part) for part in parts)), None)
    return found


def _place(
    table: Table, name: str, room: Geometry, size: float, near: Geometry | None = None
) -> Label | None:
    """The name in a room, as near to its middle as other names let it be, touching what it must be near."""
    lines = wrap(name, 14)
    width = max(text_width(line.upper(), size) for line in lines) * SPACING + 6
    height = LINE * len(lines)
    around = room if near is None else near
    west, north, east, south = around.bounds
    middle = shapely.get_coordinates(shapely.maximum_inscribed_circle(around, tolerance=2))[0]
    shapely.prepare(room)
    for step in STEPS:
        half_x, half_y = (width / 2) * WIDTH / step, (height / 2) * WIDTH / step
        if near is None and (east - west < 2 * half_x or south - north < 2 * half_y):
            continue
        margin_x, margin_y = (0.0, 0.0) if near is None else (half_x, half_y)
        x, y = np.meshgrid(
            np.linspace(west - margin_x, east + margin_x, 15), np.linspace(north - margin_y, south + margin_y, 11)
        )
        x, y = np.append(middle[0], x.ravel()), np.append(middle[1], y.ravel())
        boxes = shapely.box(x - half_x, y - half_y, x + half_x, y + half_y)
        fits = shapely.contains(room, boxes)
        if near is not None:
            fits &= shapely.intersects(near, boxes)
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
