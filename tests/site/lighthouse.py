"""Measure the front page of the briefing in this repository with Lighthouse:

    python -m tests.site.lighthouse

Needs Chromium, and Node with npx, which fetches Lighthouse in the version below. The site is built into a
temporary folder and served as GitHub Pages serves it. Each number is the median of three runs.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from builder.pdf import chromium
from tests.site.hosting import serving
from tests.site.reading import BASE

ROOT = Path(__file__).parents[2]
LIGHTHOUSE = "lighthouse@12.8.2"
RUNS = 3
# Scores of 0 to 100, and numbers in milliseconds or bytes.
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
NUMBERS = (
    "cumulative-layout-shift",
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-byte-weight",
)


def main() -> None:
    """Print the medians for a phone and for a desk."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")]
        subprocess.run(build, cwd=ROOT, check=True)
        with serving(folder / "site") as host:
            for device in ("mobile", "desktop"):
                reports = [measure(f"{host}{BASE}", device, folder) for _ in range(RUNS)]
                sys.stdout.write(f"{device}: {summary(reports)}\n")


def measure(address: str, device: str, folder: Path) -> Any:
    """Lighthouse's report on a page."""
    file = folder / "report.json"
    command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={file}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox"]
    command += ["--preset=desktop"] if device == "desktop" else []
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": chromium.find(os.environ)})
    return json.loads(file.read_text(encoding="utf-8"))


def summary(reports: list[Any]) -> str:
    """The median of each score and number."""
    scores = {each: [report["categories"][each]["score"] * 100 for report in reports] for each in CATEGORIES}
    numbers = {each: [report["audits"][each]["numericValue"] for report in reports] for each in NUMBERS}
    return ", ".join(f"{each} {median(values):.4g}" for each, values in (scores | numbers).items())


if __name__ == "__main__":
    main()
