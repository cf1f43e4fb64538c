"""Which boundaries of the vendored shapes are drawn dashed, because they are disputed or provisional.

Natural Earth keeps that in a layer of lines of its own, which the vendored package leaves out. So it is
written down here: territories whose every land boundary is meant, and stretches between two neighbours.
The classes are Natural Earth's (disputed, indefinite, line of control, indeterminate frontier). To dash a
line says that somebody disputes it, and nothing about who is right; what is not listed may be disputed too.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from builder.figures.projection import Array


class Stretch(NamedTuple):
    """The boundary between two neighbours, where it lies in a box of longitudes and latitudes."""

    one: str
    other: str
    west: float = -180
    south: float = -90
    east: float = 180
    north: float = 90


TERRITORIES = frozenset(
    {
        "Kosovo",
        "Northern Cyprus",
        "Palestine",
        "Siachen Glacier",
        "Somaliland",
        "UN Buffer Zone",
        "Western Sahara",
    }
)

STRETCHES = (
    Stretch("Argentina", "Chile", south=-50.9, north=-48.9),  # Southern Patagonian Ice Field
    Stretch("Bhutan", "China"),
    Stretch("China", "India"),  # line of actual control, Arunachal Pradesh, Sikkim
    Stretch("China", "Pakistan"),  # Shaksgam valley
    Stretch("Egypt", "Sudan", west=31),  # Hala'ib and Wadi Halfa
    Stretch("Ethiopia", "Somalia"),  # provisional administrative line
    Stretch("Guyana", "Suriname", north=3.4),  # Tigri area
    Stretch("Guyana", "Venezuela"),  # Essequibo
    Stretch("India", "Pakistan", west=73, south=32.4),  # working boundary, line of control
    Stretch("Israel", "Lebanon"),  # line of withdrawal of 2000
    Stretch("Israel", "Syria"),  # Golan
    Stretch("Kenya", "South Sudan"),  # Ilemi triangle
    Stretch("Malawi", "Tanzania"),  # Lake Malawi
    Stretch("North Korea", "South Korea"),  # military demarcation line
    Stretch("Russia", "Ukraine", east=36.5, north=46.5),  # Crimea
    Stretch("South Sudan", "Sudan"),  # Abyei, Kafia Kingi and other stretches
)


def disputed(one: str, other: str, points: Array) -> NDArray[np.bool_]:
    """Where the boundary between two neighbours is listed, point by point (longitude, latitude)."""
    found = np.full(len(points), one in TERRITORIES or other in TERRITORIES)
    for stretch in STRETCHES:
        if {one, other} == {stretch.one, stretch.other}:
            low, high = (stretch.west, stretch.south), (stretch.east, stretch.north)
            found |= np.all((points >= low) & (points <= high), axis=1)
    return found
