"""An editor's own areas for the map, such as provinces: GeoJSON (RFC 7946), read with care.

Positions in GeoJSON are longitude, then latitude, in degrees (WGS 84). What is wrong with a file is told
with its line and column, a feature's first mistake only, and a few features' of very many.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeAlias

from builder.files.problems import Location, Problem, Severity

MOST_POINTS = 200_000
MOST_NAME = 200  # characters
# So many features are told about one by one.
MOST_TOLD = 5
# How far from an area a place may lie that the area is meant for, in degrees.
NEAR = 3.0
# How far beyond the edge of the world rounding puts a position, in degrees: 10 cm. And how far areas on the
# antimeridian reach that are not divided there, or that are counted from 0 to 360.
_NOISE = 1e-6
_AROUND = 360

_WGS_84 = "Export it in longitude and latitude (WGS 84, EPSG:4326)."
_SIMPLIFY = "Simplify the shapes, or keep only the areas that readers need."
_OTHER_FORMATS = {"Topology": "This is TopoJSON: export it as GeoJSON instead."}

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = tuple[Point, ...]
Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, eq=False)
class Area:
    """An area with its name, which may be empty.

    `polygons` are an outline and its holes each, rings of longitude and latitude that end where they begin.
    """

    name: str
    polygons: tuple[tuple[Ring, ...], ...]

    @cached_property
    def _bounds(self) -> tuple[float, float, float, float]:
        longitudes, latitudes = zip(*(point for rings in self.polygons for point in rings[0]), strict=True)
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)

    def is_near(self, latitude: float, longitude: float) -> bool:
        """Whether a place lies in the area or near it: in the rectangle around it, or a little outside."""
        west, south, east, north = self._bounds
        return west - NEAR <= longitude <= east + NEAR and south - NEAR <= latitude <= north + NEAR


class _Mistake(Exception):  # noqa: N818 - it never leaves this module
    """What is wrong at a place in the file."""

    def __init__(self, path: Path, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.path = path
        self.message = message
        self.hint = hint


class _Found(NamedTuple):
    """A mistake in one feature."""

    number: int
    wrong: _Mistake


@lru_cache(maxsize=4)  # while a site is served, they are asked for again and again
def read_areas(text: str, path: str, names: str) -> tuple[tuple[Area, ...], tuple[Problem, ...]]:
    """The areas of a GeoJSON file and what is wrong with it; with any problem there are no areas.

    `path` is the file's as problems shall name it, `names` the property that holds each area's name.
    """
    try:
        features = _features(_parsed(text))
    except _Mistake as wrong:
        return (), (_problem(text, path, wrong),)
    areas: list[Area] = []
    found: list[_Found] = []
    empty: list[_Found] = []
    for number, feature in enumerate(features):
        # RFC 7946 has such features, and map programs write them.
        if isinstance(feature, dict) and feature.get("geometry", feature) is None:
            where: Path = ("features", number, "geometry")
            empty.append(_Found(number, _Mistake(where, "it has no shape, and is left out")))
            continue
        try:
            areas.append(_area(feature, names, ("features", number)))
        except _Mistake as wrong:
            found.append(_Found(number, wrong))
    problems = [_problem(text, path, _in_feature(features, each, names)) for each in found[:MOST_TOLD]]
    if len(found) > MOST_TOLD:
        more = len(found) - MOST_TOLD
        what = f"{more} more feature{'s' if more > 1 else ''} cannot be read either"
        problems.append(_problem(text, path, _Mistake(("features", found[MOST_TOLD].number), what)))
    if empty and len(empty) == len(features):
        none = _Mistake(("features",), "the file holds no areas: none of its features has a shape")
        return (), (_problem(text, path, none),)
    if not problems:
        problems += [_problem(text, path, wrong) for wrong in _of_all(features, areas, names)]
    notes = [_problem(text, path, _in_feature(features, each, names)) for each in empty[:MOST_TOLD]]
    if len(empty) > MOST_TOLD:
        rest = f"{len(empty) - MOST_TOLD} more have no shape either, and are left out"
        notes.append(_problem(text, path, _Mistake(empty[MOST_TOLD].wrong.path, rest)))
    notes = [replace(note, severity=Severity.INFO) for note in notes]
    return (() if problems else tuple(areas)), (*problems, *notes)


def placed_wrongly(areas: Sequence[Area], places: Iterable[Point], path: str) -> Problem | None:
    """The problem of areas near which no place lies (latitude, longitude), so that no map would show them."""
    points = list(places)
    if not points or not areas:
        return None
    if any(area.is_near(latitude, longitude) for area in areas for latitude, longitude in points):
        return None
    if any(area.is_near(longitude, latitude) for area in areas for latitude, longitude in points):
        return Problem(
            "layer-invalid",
            Location(path),
            "longitude and latitude look swapped: turned round, the areas would lie at the briefing’s places",
            "GeoJSON has the longitude first: [57.1, 30.3] lies in Iran.",
        )
    return Problem(
        "layer-invalid",
        Location(path),
        "no place of the briefing lies in or near these areas, so that no map would show them",
        "Take the areas that the places lie in, or remove `layer` from briefing.yml.",
    )


# ---- From text to features ----


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        hint = "The file must be GeoJSON, as a map program exports it."
        raise _Mistake((), f"the file is not JSON: {_in_plain_words(error.msg)}", hint) from error
    except RecursionError:
        raise _Mistake((), "the file is not GeoJSON: it is nested too deeply") from None
    except ValueError:  # Python reads no number of more than some thousand digits
        raise _Mistake((), "the file is not GeoJSON: a number in it is too long") from None


def _in_plain_words(message: str) -> str:
    """What the parser says, as part of a sentence."""
    return message[:1].lower() + message[1:].removesuffix(" starting at")


def _features(data: Any) -> list[Any]:
    kind = data.get("type") if isinstance(data, dict) else None
    if kind != "FeatureCollection":
        hint = _OTHER_FORMATS.get(str(kind), "Export the areas as a GeoJSON “FeatureCollection”.")
        where: Path = ("type",) if kind is not None else ()
        raise _Mistake(where, "the file is not a GeoJSON `FeatureCollection`", hint)
    features = data.get("features")
    if not isinstance(features, list) or not features:
        raise _Mistake((), "the file holds no areas: its list of `features` is missing or empty")
    return features


def _area(feature: Any, names: str, path: Path) -> Area:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _Mistake(path, "it is not a GeoJSON `Feature`")
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        where: Path = (*path, "geometry") if "geometry" in feature else path
        what = f"a `{kind}`" if isinstance(kind, str) else "no shape"
        hint = "Areas are of the type `Polygon` or `MultiPolygon`; places stand in places.yml."
        raise _Mistake(where, f"it is {what}, not an area" if kind else "it has no shape", hint)
    path = (*path, "geometry", "coordinates") if "coordinates" in geometry else (*path, "geometry")
    coordinates = geometry.get("coordinates")
    if kind == "Polygon":
        polygons: tuple[tuple[Ring, ...], ...] = (_polygon(coordinates, path),)
    else:
        polygons = tuple(_polygon(rings, where) for rings, where in _each(coordinates, path))
    if any(abs(longitude) > 180 for rings in polygons for longitude, _ in rings[0]):
        polygons = tuple(part for rings in polygons for part in _divided(rings))
    return Area(_name(feature, names, path[:2]), polygons)


def _name(feature: dict[str, Any], names: str, path: Path) -> str:
    properties = feature.get("properties")
    name = properties.get(names) if isinstance(properties, dict) else None
    if name is None:
        return ""
    where = (*path, "properties", names)
    if not isinstance(name, str):
        raise _Mistake(where, f"its name, `{names}`, is not text")
    # Control characters could act on terminals, and half a surrogate pair cannot be written down.
    if hidden := next((letter for letter in name if unicodedata.category(letter) in ("Cc", "Cs")), ""):
        raise _Mistake(where, f"its name holds the control character U+{ord(hidden):04X}", "Remove it.")
    name = " ".join(name.split())
    if len(name) > MOST_NAME:
        raise _Mistake(where, f"its name has {len(name):,} characters, more than {MOST_NAME}")
    return name


def _polygon(rings: Any, path: Path) -> tuple[Ring, ...]:
    return tuple(_ring(ring, where) for ring, where in _each(rings, path))


def _ring(ring: Any, path: Path) -> Ring:
    points = tuple(_point(point, where) for point, where in _each(ring, path))
    if len(points) < 4 or points[0] != points[-1]:
        raise _Mistake(path, "it has an outline that is not closed", "Its last position must be its first.")
    return points


def _point(point: Any, path: Path) -> Point:
    if not isinstance(point, list) or len(point) < 2 or not all(map(_is_number, point[:2])):
        raise _Mistake(path, "it has a position that is not [longitude, latitude]")
    longitude, latitude = _rounded(point[0], 180), _rounded(point[1], 90)
    if abs(longitude) <= _AROUND and abs(latitude) <= 90:
        return float(longitude), float(latitude)
    if abs(longitude) <= 90 and abs(latitude) <= 180:
        hint = "Longitude and latitude look swapped: GeoJSON has the longitude first."
        raise _Mistake(path, f"{_short(latitude)} is not a latitude (−90 to 90)", hint)
    raise _Mistake(path, "it has a position that lies outside the world", _WGS_84)


def _rounded(number: float, most: int) -> float:
    """A number of degrees, without what arithmetic has put it beyond the edge of the world."""
    return (most if number > 0 else -most) if most < abs(number) <= most + _NOISE else number


def _divided(rings: tuple[Ring, ...]) -> tuple[tuple[Ring, ...], ...]:
    """A polygon that goes on beyond the antimeridian, divided there as RFC 7946 has it."""
    import shapely  # few areas lie there

    whole = shapely.make_valid(shapely.Polygon(rings[0], rings[1:]))
    parts: list[tuple[Ring, ...]] = []
    for turns in (-1, 0, 1):
        shift = 360.0 * turns
        cut = whole.intersection(shapely.box(shift - 180, -90, shift + 180, 90))
        for piece in shapely.get_parts(shapely.get_parts(cut)):
            if isinstance(piece, shapely.Polygon) and piece.area > 0:
                outlines = (piece.exterior, *piece.interiors)
                parts.append(tuple(tuple((x - shift, y) for x, y in line.coords) for line in outlines))
    return tuple(parts)


def _is_number(value: object) -> bool:
    """Whether it is one; NaN and the infinities, which Python reads in JSON, are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


def _short(number: float) -> str:
    return f"{number:.6g}".replace("-", "−")


def _each(value: Any, path: Path) -> Iterable[tuple[Any, Path]]:
    if not isinstance(value, list) or not value:
        raise _Mistake(path, "it has no coordinates")
    return ((item, (*path, index)) for index, item in enumerate(value))


def _of_all(features: Sequence[Any], areas: Sequence[Area], names: str) -> Iterable[_Mistake]:
    """What is wrong with the areas taken together."""
    points = sum(len(ring) for area in areas for rings in area.polygons for ring in rings)
    if points > MOST_POINTS:
        yield _Mistake((), f"the areas have {points:,} points; at most {MOST_POINTS:,} are drawn", _SIMPLIFY)
    if not any(area.name for area in areas):
        properties = (feature.get("properties") for feature in features[:100])
        keys = dict.fromkeys(
            key for each in properties if isinstance(each, dict) for key in each if key.isprintable()
        )
        told = ", ".join(f"`{key}`" for key in list(keys)[:12])
        hint = (
            f"Write into briefing.yml which property is meant, as `names`. There are: {told}." if keys else ""
        )
        yield _Mistake((), f"no area has a name: none has the property `{names}`", hint)


# ---- Where a mistake stands ----


def _in_feature(features: Sequence[Any], found: _Found, names: str) -> _Mistake:
    """A mistake with the feature that it is in."""
    feature = features[found.number]
    properties = feature.get("properties") if isinstance(feature, dict) else None
    name = properties.get(names) if isinstance(properties, dict) else None
    called = f" (“{name[:60]}”)" if isinstance(name, str) and name.isprintable() and name else ""
    message = f"feature {found.number + 1}{called}: {found.wrong.message}"
    return _Mistake(found.wrong.path, message, found.wrong.hint)


def _problem(text: str, path: str, wrong: _Mistake) -> Problem:
    cause = wrong.__cause__
    offset = cause.pos if isinstance(cause, json.JSONDecodeError) else _offset(text, wrong.path)
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return Problem("layer-invalid", Location(path, line, column), wrong.message, wrong.hint)


_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def _offset(text: str, path: Path) -> int:
    """Where the value at a path begins, in text that is JSON; the file's beginning where it is not."""
    at = _skip(text, 0)
    try:
        for step in path:
            at = _member(text, at, step) if isinstance(step, str) else _item(text, at, step)
    except (ValueError, IndexError, RecursionError):
        return 0
    return at


def _member(text: str, at: int, key: str) -> int:
    """Where the value of a key begins, in the object that begins at an offset; the last, as parsers do."""
    found = None
    at = _skip(text, at + 1)
    while text[at] != "}":
        name, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        if name == key:
            found = at
        _, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        at = _skip(text, at + 1) if text[at] == "," else at
    if found is None:
        raise ValueError(key)
    return found


def _item(text: str, at: int, number: int) -> int:
    """Where an item begins, in the list that begins at an offset."""
    at = _skip(text, at + 1)
    for _ in range(number):
        _, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
    return at


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    assert found is not None
    return found.end()
