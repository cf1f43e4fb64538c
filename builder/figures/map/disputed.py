"""Which boundaries of the vendored shapes are drawn dashed, because they are disputed or provisional.

Natural Earth keeps that in a layer of lines of its own, which the vendored package leaves out. So it is
written down here: territories whose every land boundary is meant, stretches between two neighbours, and
lines that the shapes lack. Meant are lines that a state disputes, that were agreed only for the time being
(armistices, lines of control), or that were never settled. To dash a line says just that, and nothing about
who is right; what is not listed may be disputed too.

The shapes show who held the ground in 2018. So there are disputes that no line here can show: those over
islands (the Kurils, the Senkaku, the Liancourt Rocks, the Paracels and Spratlys, the Falklands, Taiwan), and
those whose land the shapes give whole to one state (Abkhazia and South Ossetia, Transnistria,
Nagorno-Karabakh, the western edge of the Golan, eastern Ukraine).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from builder.figures.map.projection import Array


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
        "Northern Cyprus",
        "Palestine",  # armistice lines of 1949; all are left to negotiations
        "Siachen Glacier",
        "UN Buffer Zone",
    }
)

STRETCHES = (
    Stretch("Argentina", "Chile", south=-50.9, north=-48.9),  # Southern Patagonian Ice Field
    Stretch("Belize", "Guatemala"),  # before the International Court of Justice
    Stretch("Bhutan", "China"),
    Stretch("Cambodia", "Thailand", south=14),  # about Preah Vihear and along the Dangrek hills
    Stretch("China", "India"),  # line of actual control, Arunachal Pradesh, Sikkim
    Stretch("China", "Pakistan"),  # Shaksgam valley
    Stretch("Egypt", "Sudan", west=31),  # Hala'ib and Wadi Halfa
    Stretch("Ethiopia", "Somalia"),  # provisional administrative line
    Stretch("France", "Suriname", north=3.3),  # upper Maroni
    Stretch("Gibraltar", "Spain"),
    Stretch("Guyana", "Suriname", north=3.4),  # Tigri area
    Stretch("Guyana", "Venezuela"),  # Essequibo
    Stretch("India", "Nepal", east=81.1, south=29.8),  # Kalapani
    Stretch("India", "Pakistan", west=73, south=32.4),  # working boundary, line of control
    Stretch("Israel", "Lebanon"),  # line of withdrawal of 2000
    Stretch("Israel", "Syria"),  # Golan
    Stretch("Kenya", "South Sudan"),  # Ilemi triangle
    Stretch("Kosovo", "Serbia"),
    Stretch("Malawi", "Tanzania"),  # Lake Malawi
    Stretch("Morocco", "Spain"),  # Ceuta and Melilla
    Stretch("Morocco", "Western Sahara"),  # the berm
    Stretch("North Korea", "South Korea"),  # military demarcation line
    Stretch("Russia", "Ukraine", east=36.5, north=46.5),  # Crimea
    Stretch("Somalia", "Somaliland"),
    Stretch("South Sudan", "Sudan"),  # Abyei, Kafia Kingi and other stretches
)

# Lines that the shapes lack, because they show who holds the ground: longitudes and latitudes.
LINES = (
    # The northern boundary of Western Sahara, on the parallel of 27° 40′ north from the coast to Algeria.
    ((-13.17, 27.667), (-10.9, 27.667), (-8.67, 27.667)),
)


def disputed(one: str, other: str, points: Array) -> NDArray[np.bool_]:
    """Where the boundary between two neighbours is listed, point by point (longitude, latitude)."""
    found = np.full(len(points), one in TERRITORIES or other in TERRITORIES)
    for stretch in STRETCHES:
        if {one, other} == {stretch.one, stretch.other}:
            low, high = (stretch.west, stretch.south), (stretch.east, stretch.north)
            found |= np.all((points >= low) & (points <= high), axis=1)
    return found
