"""Fetch MiniSearch again, with npm, and make the same bytes from it as the theme carries.

    python scripts/vendor_search.py          write the files
    python scripts/vendor_search.py --check  only say whether they are the same

Needs npm. What is vendored, with version, licence and checksum, is listed in
templates/theme/js/vendor/VENDORED.md.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "templates" / "theme" / "js" / "vendor"

# The package, and what makes it small: versions, and the SHA-512 of their archives.
MINISEARCH = "7.2.0"
ESBUILD = "0.28.2"
INTEGRITY = {
    "minisearch": "dqT2XBYUOZOiC5t2HRnwADjhNS2cecp9u+TJRiJ1Qp/f5qjkeT5APcGPjHw+bz89Ms8Jp+cG4AlE+QZ/QnDglg==",
    "esbuild": "HKVLS8dvII+xoKW9kmqxbRKrnWEXfJJr/FZhhJmiqIB0e053QNYFqOBouTMO/k5sID4MvCiUCvv8b9M4h32wIA==",
}
SHA256 = {
    "minisearch.min.js": "0a380fed478951d1488c4def31b01cccade87b5a6964b3db7c16d4adfe489acd",
    "minisearch.LICENSE.txt": "70d37354d6395629fb99edb28cb37a5d356ffa24a48cd02a5def5b83a300a899",
}

# npm ships a build for browsers that is not minified and is made for older ones, hence this.
ENTRY = 'import MiniSearch from "minisearch"; self.MiniSearch = MiniSearch;'
BANNER = f"/*! MiniSearch {MINISEARCH}, by Luca Ongaro. MIT licence: see minisearch.LICENSE.txt */"
OPTIONS = (
    "--bundle",
    "--minify",
    "--format=iife",
    "--target=es2020",
    "--charset=utf8",
    "--legal-comments=none",
    f"--banner:js={BANNER}",
)


def main() -> int:
    """Make every vendored file, or compare it; the exit status says whether all are as listed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    same = True
    for name, made in make().items():
        digest = hashlib.sha256(made).hexdigest()
        as_listed = digest == SHA256[name]
        if check:
            as_listed = as_listed and (VENDOR / name).read_bytes() == made
        else:
            (VENDOR / name).write_bytes(made)
        same = same and as_listed
        sys.stdout.write(f"{name}: {len(made)} bytes, {digest}, {'as listed' if as_listed else 'CHANGED'}\n")
    return 0 if same else 1


def make() -> dict[str, bytes]:
    """The vendored files, by name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wanted = {"minisearch": MINISEARCH, "esbuild": ESBUILD}
        (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": wanted}))
        # Nothing that a package brings is run while it is installed.
        command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        locked = json.loads((folder / "package-lock.json").read_text())["packages"]
        for package, integrity in INTEGRITY.items():
            if locked[f"node_modules/{package}"]["integrity"] != f"sha512-{integrity}":
                raise SystemExit(f"{package}: the archive is not the one that was vendored")
        esbuild = folder / "node_modules" / ".bin" / ("esbuild.cmd" if os.name == "nt" else "esbuild")
        done = subprocess.run(
            [str(esbuild), *OPTIONS], cwd=folder, input=ENTRY.encode(), check=True, capture_output=True
        )
        licence = (folder / "node_modules" / "minisearch" / "LICENSE.txt").read_bytes()
    return {"minisearch.min.js": done.stdout, "minisearch.LICENSE.txt": licence}


if __name__ == "__main__":
    sys.exit(main())
