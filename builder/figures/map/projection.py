"""From the globe to a flat map: two equal-area projections, and the frame of one map.

A region is drawn in Lambert's azimuthal projection about its own middle, so that the antimeridian and
the poles are places like any other; what is wider than that, in Equal Earth. Both keep areas true.
Lengths on the map are kilometres; longitudes and latitudes are degrees.
"""

from dataclasses import dataclass
from functools import cached_property
from math import asin, cos, degrees, radians, sin, sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]

EARTH_RADIUS = 6371.0088  # km, the mean
WIDTH = 1000  # of a map in its own units; its height follows from its shape


@dataclass(frozen=True)
class Azimuthal:
    """Lambert's azimuthal equal-area projection about a point."""

    longitude: float
    latitude: float

    def forward(self, points: Array) -> Array:
        """Longitudes and latitudes to kilometres east and north of the middle."""
        longitudes = np.radians(points[:, 0] - self.longitude)
        latitudes = np.radians(points[:, 1])
        sine, cosine = sin(radians(self.latitude)), cos(radians(self.latitude))
        # The cosine of the distance from the middle; the point opposite to it lies on a circle, so that
        # it is put next to where it is.
        towards = sine * np.sin(latitudes) + cosine * np.cos(latitudes) * np.cos(longitudes)
        scale = EARTH_RADIUS * np.sqrt(2 / np.maximum(1 + towards, 1e-9))
        east = scale * np.cos(latitudes) * np.sin(longitudes)
        north = scale * (cosine * np.sin(latitudes) - sine * np.cos(latitudes) * np.cos(longitudes))
        return np.column_stack((east, north))

    def inverse(self, east: float, north: float) -> tuple[float, float]:
        """Kilometres to longitude and latitude."""
        reach = sqrt(east * east + north * north)
        if reach < 1e-9:
            return self.longitude, self.latitude
        angle = 2 * asin(min(1.0, reach / (2 * EARTH_RADIUS)))
        sine, cosine = sin(radians(self.latitude)), cos(radians(self.latitude))
        up = cos(angle) * sine + north * sin(angle) * cosine / reach
        longitude = self.longitude + degrees(
            float(np.arctan2(east * sin(angle), reach * cosine * cos(angle) - north * sine * sin(angle)))
        )
        return (longitude + 180) % 360 - 180, degrees(asin(max(-1.0, min(1.0, up))))


@dataclass(frozen=True)
class EqualEarth:
    """The Equal Earth projection of the whole world (Šavrič, Patterson and Jenny 2018)."""

    longitude: float

    # The polynomial's coefficients, as published.
    A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796

    def forward(self, points: Array) -> Array:
        """Longitudes (not further than 180° from the middle) and latitudes to kilometres."""
        theta = np.arcsin(sqrt(3) / 2 * np.sin(np.radians(points[:, 1])))
        square = theta * theta
        sixth = square**3
        slope = self.A1 + 3 * self.A2 * square + sixth * (7 * self.A3 + 9 * self.A4 * square)
        longitudes = np.radians(points[:, 0] - self.longitude)
        east = EARTH_RADIUS * 2 * sqrt(3) / 3 * longitudes * np.cos(theta) / slope
        north = EARTH_RADIUS * theta * (self.A1 + self.A2 * square + sixth * (self.A3 + self.A4 * square))
        return np.column_stack((east, north))


@dataclass(frozen=True)
class View:
    """One map: its projection, and the rectangle of it that is shown (kilometres)."""

    projection: Azimuthal | EqualEarth
    west: float
    south: float
    east: float
    north: float

    @property
    def is_world(self) -> bool:
        return isinstance(self.projection, EqualEarth)

    @property
    def kilometres(self) -> float:
        """How wide it is."""
        return self.east - self.west

    @property
    def shape(self) -> float:
        """Its height, where its width is 1."""
        return (self.north - self.south) / (self.east - self.west)

    @property
    def height(self) -> float:
        return WIDTH * self.shape

    @property
    def unit(self) -> float:
        """How many kilometres one unit of the map is."""
        return self.kilometres / WIDTH

    @cached_property
    def reach(self) -> float:
        """How far the furthest corner is from the middle of the projection, in degrees on the sphere."""
        if self.is_world:
            return 180.0
        far = sqrt(max(self.west**2, self.east**2) + max(self.south**2, self.north**2))
        return degrees(2 * asin(min(1.0, far / (2 * EARTH_RADIUS))))

    def units(self, points: Array) -> Array:
        """Longitudes and latitudes to units of the map, from its upper left corner."""
        if isinstance(self.projection, EqualEarth):
            middle = self.projection.longitude
            turned = (points[:, 0] - middle + 180) % 360 - 180 + middle
            points = np.column_stack((turned, points[:, 1]))
        return self.flat(self.projection.forward(points))

    def flat(self, points: Array) -> Array:
        """Kilometres of the projection to units of the map."""
        return np.column_stack(
            ((points[:, 0] - self.west) / self.unit, (self.north - points[:, 1]) / self.unit)
        )

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """One point, in units of the map."""
        x, y = self.units(np.array([[longitude, latitude]]))[0]
        return float(x), float(y)


def circle(longitude: float, latitude: float, radius: float, corners: int = 48) -> Array:
    """The points at a distance (kilometres) from a point, as longitudes and latitudes."""
    plane = Azimuthal(longitude, latitude)
    reach = 2 * EARTH_RADIUS * sin(radius / EARTH_RADIUS / 2)
    turns = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    points = [plane.inverse(reach * sin(turn), reach * cos(turn)) for turn in turns.tolist()]
    return np.array(points)


def distances(longitude: float, latitude: float, points: Array) -> Array:
    """How far points are from a point, in degrees on the sphere."""
    one, other = radians(latitude), np.radians(points[:, 1])
    lon = np.radians(points[:, 0] - longitude)
    haversine = np.sin((other - one) / 2) ** 2 + cos(one) * np.cos(other) * np.sin(lon / 2) ** 2
    return np.asarray(np.degrees(2 * np.arcsin(np.sqrt(np.clip(haversine, 0, 1)))))
