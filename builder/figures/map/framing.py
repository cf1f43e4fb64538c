"""What part of the world a map shows, chosen from its places; and which places need a map of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, degrees, hypot

import numpy as np

from builder.facts.areas import Area
from builder.figures.map.geography import mainland
from builder.figures.map.projection import (
    EARTH_RADIUS,
    WIDTH,
    Array,
    Azimuthal,
    EqualEarth,
    View,
    circle,
    distances,
)

# Height by width of a map: low enough for a desk, high enough for a phone.
LOWEST, HIGHEST = 0.6, 0.86
# How near to the next one, in parts of the width, a place stands too close; and how many must do so to be
# worth a map of their own.
CROWDS = ((0.06, 2), (0.03, 6), (0.012, 6))
CROWDED = 0.4  # a crowd in a crowd has at least this part of it
LARGEST_DETAIL = 0.3  # of the width of the map
# How much wider the map is than a detail beside it; css/figures/map.css has the same.
WIDER = 1.5
# Beyond this, the corners of a map about its middle would be too far bent: the whole world is drawn.
FURTHEST = 78.0  # degrees
# How far around a place a reader needs to see to know where it is, in kilometres, by precision.
SURROUNDINGS = {"point": 360.0, "town": 360.0, "district": 380.0, "province": 450.0, "country": 500.0}
# How large an area is drawn about a place whose spot is not known: a sign of vagueness, not its outline.
AREAS = {"district": 25.0, "province": 140.0}
COUNTRY_WITHOUT_SHAPE = 300.0
# A country that is larger (kilometres across) is not shown whole only to tell where one place is.
LARGEST = 3000.0


@dataclass(frozen=True)
class Spot:
    """A place on the globe and how exact it is; `area` is the area that it is, where its shape is known."""

    longitude: float
    latitude: float
    precision: str
    area: Area | None = None

    @property
    def extent(self) -> Array:
        """Points around the area in which it lies."""
        if self.area:
            return np.concatenate([np.array(rings[0]) for rings in self.area.polygons])
        return circle(self.longitude, self.latitude, AREAS.get(self.precision, 1.0), 12)


def overview(spots: Sequence[Spot]) -> View:
    """The map that shows all places, with as much around them as readers need."""
    exact = [spot for spot in spots if spot.precision != "country"]
    points = [spot.extent for spot in spots]
    narrow = max(SURROUNDINGS[spot.precision] for spot in spots) * 2
    view = around(np.concatenate(points), narrow)
    for spot in spots:
        if spot.precision != "country":
            continue
        shape = mainland(spot.longitude, spot.latitude)
        if shape is None:
            shape = circle(spot.longitude, spot.latitude, COUNTRY_WITHOUT_SHAPE)
        # A country is shown whole where that does not make the other places a speck in it.
        if not exact or _diameter(shape) <= max(2600.0, 2.5 * view.kilometres):
            points.append(shape)
    view = around(np.concatenate(points), narrow)
    outline = mainland(spots[0].longitude, spots[0].latitude)
    if outline is not None and not _shows(view, outline):
        # Nothing but land: where that is, only an outline tells.
        points.append(outline if _diameter(outline) <= LARGEST else _nearest(spots[0], outline))
        view = around(np.concatenate(points), narrow)
    return view


def _shows(view: View, points: Array) -> bool:
    """Whether any of some points lies well inside a map."""
    if view.is_world:
        return True
    x, y = view.units(points).T / WIDTH
    return bool(np.any((x > 0.05) & (x < 0.95) & (y > 0.05 * view.shape) & (y < 0.95 * view.shape)))


def _nearest(spot: Spot, outline: Array) -> Array:
    """A piece of an outline that is nearest to a place."""
    away = distances(spot.longitude, spot.latitude, outline)
    return outline[np.argsort(away, kind="stable")[:3]]


def around(
    points: Array, narrowest: float, padding: float = 0.07, shapes: tuple[float, float] = (LOWEST, HIGHEST)
) -> View:
    """A map about the middle of points, at least so wide (kilometres), of a shape between two."""
    longitude, latitude = _middle(points)
    for _ in range(5):
        plane = Azimuthal(longitude, latitude)
        if float(distances(longitude, latitude, points).max()) > FURTHEST:
            return _whole_world(points)
        flat = plane.forward(points)
        low, high = flat.min(axis=0), flat.max(axis=0)
        longitude, latitude = plane.inverse(*((low + high) / 2).tolist())
    plane = Azimuthal(round(longitude, 4), round(latitude, 4))
    flat = plane.forward(points)
    low, high = flat.min(axis=0), flat.max(axis=0)
    view = _framed(plane, low, high, narrowest, padding, shapes)
    return view if view.reach <= FURTHEST else _whole_world(points)


def cluster(positions: Sequence[tuple[float, float]]) -> list[int]:
    """The largest group of places that stand too close together on a map; empty if none does.

    Positions are in units of the map. A group is worth a map of its own where it fills a small part of
    this one. Where many places are close together all over the map, only a crowd among them is.
    """
    found: list[int] = []
    for near, fewest in CROWDS:
        group = max(_groups(positions, near * WIDTH), key=len, default=[])
        if len(group) >= max(fewest, CROWDED * len(found)):
            width, height = np.ptp(np.array([positions[member] for member in group]), axis=0).tolist()
            if 0 < max(width, height) < LARGEST_DETAIL * WIDTH:
                found = group
    return found


def _groups(positions: Sequence[tuple[float, float]], near: float) -> list[list[int]]:
    """Groups of places, each so near to another one of its group."""
    groups: list[list[int]] = []
    left = set(range(len(positions)))
    while left:
        group, waiting = [], [min(left)]
        left.remove(waiting[0])
        while waiting:
            here = waiting.pop()
            group.append(here)
            x, y = positions[here]
            close = sorted(
                other for other in left if hypot(positions[other][0] - x, positions[other][1] - y) < near
            )
            left.difference_update(close)
            waiting += close
        groups.append(sorted(group))
    return groups


def detail(spots: Sequence[Spot], beside: View) -> View:
    """A closer map of a group of places, as high as the map that it stands beside."""
    rings = [
        circle(spot.longitude, spot.latitude, AREAS[spot.precision], 12)
        if spot.precision in AREAS
        else np.array([[spot.longitude, spot.latitude]])
        for spot in spots
    ]
    vague = any(spot.precision in AREAS for spot in spots)
    high = (LOWEST, HIGHEST) if beside.is_world else (beside.shape * WIDER,) * 2
    return around(np.concatenate(rings), 4.0, 0.06 if vague else 0.16, high)


def _framed(
    projection: Azimuthal,
    low: Array,
    high: Array,
    narrowest: float,
    padding: float,
    shapes: tuple[float, float],
) -> View:
    middle = (low + high) / 2
    width, height = (high - low).tolist()
    pad = padding * max(width, height)
    lowest, highest = shapes
    width, height = max(width + 2 * pad, narrowest), max(height + 2 * pad, narrowest * lowest)
    width = max(width, height / highest)
    height = max(height, width * lowest)
    # The shape to a thousandth, so that it can be written down and still be true.
    height = width * round(height / width, 3)
    x, y = middle.tolist()
    return View(projection, x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _whole_world(points: Array) -> View:
    """A map of the world, cut where the fewest places are near."""
    longitudes = np.sort((points[:, 0] + 180) % 360 - 180)
    gaps = np.diff(np.append(longitudes, longitudes[0] + 360))
    widest = int(gaps.argmax())
    middle = float(longitudes[widest] + gaps[widest] / 2) - 180
    # The usual cut through the Pacific, unless places are near it.
    near_cut = np.abs(np.abs(longitudes) - 180).min() < 15
    projection = EqualEarth(((round(middle / 10) * 10 + 180) % 360 - 180) if near_cut else 0.0)
    south = -90.0 if points[:, 1].min() < -50 else -58.0
    north = 90.0 if points[:, 1].max() > 78 else 84.0
    edges = projection.forward(
        np.array([(projection.longitude + across, up) for across, up in ((180, 0), (0, south), (0, north))])
    )
    width = float(edges[0, 0]) * 2
    low, high = float(edges[1, 1]), float(edges[2, 1])
    height = width * round((high - low) / width, 3)
    return View(projection, -width / 2, high - height, width / 2, high)


def _middle(points: Array) -> tuple[float, float]:
    """The middle of points on the sphere; any of them where they cancel out."""
    lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
    x, y, z = (
        float(part.mean()) for part in (np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat))
    )
    if hypot(x, y, z) < 1e-6:
        return float(points[0, 0]), float(points[0, 1])
    return degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y)))


def _diameter(points: Array) -> float:
    longitude, latitude = _middle(points)
    return 2 * float(np.radians(distances(longitude, latitude, points)).max()) * EARTH_RADIUS
