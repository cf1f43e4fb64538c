"""An editor's own areas, such as provinces: GeoJSON (RFC 7946), read with care."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from builder.figures.projection import Array

MOST_POINTS = 500_000


@dataclass(frozen=True, eq=False)
class Area:
    """A named area: its polygons, each an outline and its holes, in longitudes and latitudes."""

    name: str
    polygons: tuple[tuple[Array, ...], ...]


@dataclass(frozen=True, eq=False)
class Layer:
    """The areas of one file."""

    areas: tuple[Area, ...]


def read_layer(text: str) -> Layer:
    """The areas of a GeoJSON file; raises `ValueError` with a plain message for anything else."""
    try:
        data = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"the layer is not JSON: {error}") from None
    if not isinstance(data, Mapping) or data.get("type") != "FeatureCollection":
        raise ValueError("the layer must be a GeoJSON `FeatureCollection`")
    features = data.get("features")
    if not isinstance(features, list) or not features:
        raise ValueError("the layer has no list of `features`")
    areas = tuple(_area(feature, f"feature {number}") for number, feature in enumerate(features, 1))
    if sum(len(ring) for area in areas for rings in area.polygons for ring in rings) > MOST_POINTS:
        raise ValueError(f"the layer has more than {MOST_POINTS:,} points; simplify it")
    return Layer(areas)


def _no_constant(name: str) -> float:
    raise ValueError(f"`{name}` is not a number")


def _area(feature: Any, where: str) -> Area:
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        raise ValueError(f"{where} of the layer is not a GeoJSON `Feature`")
    properties = feature.get("properties")
    name = properties.get("name", "") if isinstance(properties, Mapping) else ""
    if not isinstance(name, str):
        raise ValueError(f"{where} of the layer: `name` must be text")
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"{where} of the layer must be a `Polygon` or a `MultiPolygon`")
    coordinates = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    polygons = [coordinates] if kind == "Polygon" else coordinates
    return Area(name.strip(), tuple(_polygon(rings, where) for rings in _sequence(polygons, where)))


def _polygon(rings: Any, where: str) -> tuple[Array, ...]:
    return tuple(_ring(ring, where) for ring in _sequence(rings, where))


def _ring(ring: Any, where: str) -> Array:
    points = [_point(point, where) for point in _sequence(ring, where)]
    if len(points) < 4 or points[0] != points[-1]:
        raise ValueError(f"{where} of the layer has a ring that is not closed")
    return np.array(points)


def _point(point: Any, where: str) -> tuple[float, float]:
    if isinstance(point, list) and len(point) >= 2:
        longitude, latitude = point[:2]
        numbers = all(isinstance(part, int | float) and not isinstance(part, bool) for part in point[:2])
        if numbers and abs(longitude) <= 180 and abs(latitude) <= 90:
            return float(longitude), float(latitude)
    raise ValueError(
        f"{where} of the layer has a point that is not [longitude, latitude]: −180 to 180, then −90 to 90"
    )


def _sequence(value: Any, where: str) -> Sequence[Any]:
    if not isinstance(value, list) or not value:
        raise ValueError(f"{where} of the layer has no coordinates")
    return value
