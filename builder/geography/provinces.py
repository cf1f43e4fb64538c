"""The provinces of the world, from Natural Earth: states, provinces, districts of the first order."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import shapely
from shapely import MultiPolygon, Polygon

from builder.geography.arcs import Arcs, Array, Ring, unpacked


@dataclass(frozen=True, eq=False)
class Province:
    """A province.

    `code` is HASC's (`IR.KE`), or Natural Earth's; `country` the ISO 3166-1 code of its country; `kind` the
    English word for such provinces, which may be empty.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    country: str
    kind: str
    polygons: tuple[tuple[Ring, ...], ...]


class Provinces:
    """All provinces by code, and by every name that they go by."""

    def __init__(self, packed: bytes) -> None:
        header, self._arcs = unpacked(packed)
        provinces = [
            Province(code, name, tuple(aliases), country, kind, tuple(map(tuple, polygons)))
            for code, name, aliases, country, kind, polygons in header["provinces"]
        ]
        self.by_code = {province.code: province for province in provinces}
        self._by_name: dict[str, list[Province]] = {}
        for province in provinces:
            for name in dict.fromkeys(map(_plain, (province.name, *province.aliases))):
                self._by_name.setdefault(name, []).append(province)

    def named(self, name: str) -> Sequence[Province]:
        """The provinces that go by a name, whatever its case and accents."""
        return self._by_name.get(_plain(name), ())

    def rings(self, province: Province) -> list[list[Array]]:
        """The rings of each polygon, outline first, as longitudes and latitudes."""
        return [[self._arcs.ring(ring) for ring in rings] for rings in province.polygons]

    def shape(self, province: Province) -> MultiPolygon:
        """The province in degrees of longitude and latitude."""
        return _shape(self._arcs, province)


@cache
def provinces() -> Provinces:
    """The vendored shapes, read when somebody first asks."""
    return Provinces(resources.files("builder.geography").joinpath("data", "provinces.bin").read_bytes())


@cache
def _shape(arcs: Arcs, province: Province) -> MultiPolygon:
    parts = []
    for rings in province.polygons:
        outline, *holes = map(arcs.ring, rings)
        part = Polygon(outline, holes)
        parts.append(part if part.is_valid else part.buffer(0))
    joined = shapely.get_parts(shapely.union_all(parts)).tolist()
    return MultiPolygon([part for part in joined if isinstance(part, Polygon)])


def _plain(name: str) -> str:
    """A name as it is looked up: letters and digits without accents, in lower case."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(
        " " if letter in "-–’'ʿ" else letter for letter in letters if not unicodedata.combining(letter)
    )
    return " ".join(kept.split())
