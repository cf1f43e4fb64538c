"""Print what the changelog says of a release, as its notes: `python scripts/changelog.py v0.1.0`.

It stops where the tag is not the version in pyproject.toml, or the changelog does not date that version.
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]

_HEADING = re.compile(r"^## \[(?P<version>[^\]]+)\] – (?P<date>.+)$", re.MULTILINE)
# Where links of the headings lead, at the end of the file.
_LINKS = re.compile(r"^\[[^\]]+\]: \S+$", re.MULTILINE)


class NotReleasableError(Exception):
    """Why there are no notes."""


def notes(tag: str, version: str, changelog: str) -> str:
    """The section of a version, without its heading; the changelog is in Markdown.

    Raises `NotReleasableError` where the tag names another version, or where no dated section says
    something.
    """
    if tag != f"v{version}":
        raise NotReleasableError(f"the tag is {tag}, and the version in pyproject.toml is {version}")
    headings = list(_HEADING.finditer(changelog))
    found = [number for number, heading in enumerate(headings) if heading["version"] == version]
    if len(found) != 1:
        raise NotReleasableError(
            f"CHANGELOG.md has {len(found)} headings `## [{version}] – date`, and needs one"
        )
    heading, following = headings[found[0]], headings[found[0] + 1 : found[0] + 2]
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", heading["date"]):
        raise NotReleasableError(
            f"CHANGELOG.md dates {version} as “{heading['date']}”: write the day, as 2026-12-31"
        )
    end = following[0].start() if following else len(changelog)
    text = _LINKS.sub("", changelog[heading.end() : end]).strip()
    if not text:
        raise NotReleasableError(f"CHANGELOG.md says nothing of {version}")
    return f"{text}\n"


def main(tag: str) -> str:
    """The notes of the version in pyproject.toml, for its tag."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return notes(tag, project["version"], (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/changelog.py TAG")
    try:
        sys.stdout.write(main(sys.argv[1]))
    except NotReleasableError as error:
        sys.exit(str(error))
