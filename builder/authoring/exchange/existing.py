"""What a briefing holds already: its ids, and the names of its actors and places.

Read file by file without the rest of the records, so that a briefing of a hundred thousand of them can be
added to in little memory.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from builder.facts.briefing import FOLDERS, OVERVIEW
from builder.files import yaml_reader
from builder.files.problems import ContentError, Location, Problem
from builder.model import records

# How far apart (in km) two positions of one place may be, by its precision.
_NEAR = {"point": 10.0, "town": 30.0, "district": 120.0, "province": 600.0, "country": 3000.0}


class Named(NamedTuple):
    """A place by one of its names: its id, precision, and location in degrees where that is known."""

    id: str
    precision: str
    location: tuple[float, float] | None


@dataclass
class Known:
    """Ids with the kind of their records, and who and what goes by which name."""

    kinds: dict[str, type[records.Record]] = field(default_factory=dict)
    overview: bool = False
    _actors: dict[str, str] = field(default_factory=dict)
    _places: dict[str, list[Named]] = field(default_factory=dict)

    def actor(self, name: str) -> str | None:
        """The id of the actor with a name or alias."""
        return self._actors.get(folded(name))

    def add_actor(self, record_id: str, names: Iterable[str]) -> None:
        """An actor goes by these names; who had one of them before keeps it."""
        for name in names:
            self._actors.setdefault(folded(name), record_id)

    def place(self, name: str, precision: str, location: tuple[float, float] | None) -> str | None:
        """The id of the place with a name or alias, of the same precision, and near the location."""
        for each in self._places.get(folded(name), ()):
            near = location is None or each.location is None
            if each.precision == precision and (near or _km(location, each.location) <= _NEAR[precision]):
                return each.id
        return None

    def add_place(self, place: Named, names: Iterable[str]) -> None:
        """A place goes by these names."""
        for name in names:
            self._places.setdefault(folded(name), []).append(place)


def folded(name: str) -> str:
    """A name without capitals, accents and punctuation, for comparing."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(re.findall(r"\w+", letters)) or name.strip()


def files_of(root: Path) -> Iterator[tuple[str, Path]]:
    """Every content file of a briefing with the name of its kind's folder (`briefing` for the overview)."""
    content = root / "content"
    for name in (OVERVIEW, *FOLDERS):
        if (content / f"{name}.yml").is_file():
            yield name, content / f"{name}.yml"
        if name != OVERVIEW and (content / name).is_dir():
            for file in sorted((content / name).rglob("*.yml")):
                if not file.name.startswith("."):
                    yield name, file


def read(root: Path) -> Known:
    """What a briefing's folder holds; raises `ContentError` for files that cannot be read.

    Their ids would not be known, and could be given a second time.
    """
    if not (root / "content").is_dir():
        hint = "Run the command in the folder that holds mkdocs.yml and content/."
        problem = Problem("no-briefing", Location("content"), "there is no briefing here", hint)
        raise ContentError([problem])
    known = Known()
    problems: list[Problem] = []
    for folder, file in files_of(root):
        name = file.relative_to(root).as_posix()
        try:
            value = yaml_reader.read_yaml(yaml_reader.read_text(file, name), name).value
        except ContentError as error:
            problems += [each for each in error.problems if each.rule != "file-empty"]
            continue
        if folder == OVERVIEW:
            known.overview = True
        elif isinstance(value, yaml_reader.Mapping):
            for record_id, fields in value.items():
                _add(known, FOLDERS[folder], record_id, fields)
    if problems:
        raise ContentError(problems)
    return known


def _add(known: Known, kind: type[records.Record], record_id: str, fields: yaml_reader.Value) -> None:
    known.kinds.setdefault(record_id, kind)
    if kind not in (records.Actor, records.Place) or not isinstance(fields, yaml_reader.Mapping):
        return
    aliases = fields.get("aliases")
    names = [fields.get("name"), *(aliases if isinstance(aliases, yaml_reader.Sequence) else [])]
    texts = [name for name in names if isinstance(name, str)]
    if kind is records.Actor:
        known.add_actor(record_id, texts)
    else:
        known.add_place(Named(record_id, str(fields.get("precision")), _location(fields)), texts)


def _location(fields: yaml_reader.Mapping) -> tuple[float, float] | None:
    value = fields.get("location")
    try:
        latitude, longitude = (float(str(each)) for each in value or ())
    except ValueError:
        return None
    return latitude, longitude


def _km(one: tuple[float, float] | None, other: tuple[float, float] | None) -> float:
    """How far apart two positions are, in kilometres, on a round earth."""
    assert one is not None
    assert other is not None
    (first, west), (second, east) = (tuple(map(math.radians, each)) for each in (one, other))
    height = math.sin((second - first) / 2) ** 2
    width = math.cos(first) * math.cos(second) * math.sin((east - west) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(height + width)))
