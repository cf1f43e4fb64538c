"""The countries of the world, from Natural Earth."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from builder.geography.arcs import Array, Ring, unpacked


@dataclass(frozen=True, eq=False)
class Country:
    """A country, or a territory that Natural Earth draws apart; `code` is ISO 3166-1's, if it has one."""

    code: str
    name: str
    polygons: tuple[tuple[Ring, ...], ...]
    caps: Array  # around each polygon: longitude, latitude and radius in degrees


class World:
    """All countries, and the arcs that they are made of."""

    def __init__(self, packed: bytes) -> None:
        header, self.arcs = unpacked(packed)
        self.countries = tuple(
            Country(
                country["code"],
                country["name"],
                tuple(tuple(rings) for rings in country["polygons"]),
                np.array(country["caps"], dtype=np.float64),
            )
            for country in header["countries"]
        )
        self.polygons = [
            (country, number) for country in self.countries for number in range(len(country.polygons))
        ]
        self.caps = np.concatenate([country.caps for country in self.countries])
        self.owners = _owners(self.countries)

    def arc(self, number: int) -> Array:
        """The longitudes and latitudes of an arc; `~number` is the arc the other way round."""
        return self.arcs.arc(number)

    def ring(self, ring: Ring) -> Array:
        """The longitudes and latitudes of a ring."""
        return self.arcs.ring(ring)


@cache
def world() -> World:
    """The vendored shapes, read when somebody first asks."""
    return World(resources.files("builder.geography").joinpath("data", "countries.bin").read_bytes())


def _owners(countries: Iterable[Country]) -> dict[int, set[str]]:
    """The names of the countries along each arc."""
    owners: dict[int, set[str]] = {}
    for country in countries:
        for rings in country.polygons:
            for ring in rings:
                for number in ring:
                    owners.setdefault(number if number >= 0 else ~number, set()).add(country.name)
    return owners
