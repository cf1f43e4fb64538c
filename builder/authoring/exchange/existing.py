"""What a briefing holds already: its ids, the names of its actors and places, and what its records say.

Read file by file without the rest of the records, so that a briefing of a hundred thousand of them can be
added to in little memory. Of what a record says only digests are kept, one for each field; the words are
read again where they differ from those of a file.
"""

import json
import math
import operator
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from builder.authoring.exchange.ledger import Difference
from builder.facts.briefing import OVERVIEW
from builder.files import yaml_reader
from builder.files.problems import ContentError, Location, Problem
from builder.model import prose, records
from builder.model.kinds import FOLDERS

# How far (in km) from a place that an editor has looked at another position may be, to be that place's.
_NEAR = {"point": 1.0, "town": 10.0, "district": 40.0, "province": 150.0, "country": 1500.0}
# Positions that are nearer to each other (in km) are one: programs round them differently.
SAME = 0.1
_DIGEST = 8
_NOTHING = bytes(_DIGEST)
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]+)?")
_STARTS = frozenset("-0123456789")
# How many files are kept whose words were read again.
_HELD = 16
# Fields that editors write anew once they have looked at a draft.
_EDITORS = frozenset({"title", "account", "note", "date_note", "kind"})
_SHOWN = 80


class Named(NamedTuple):
    """A place by one of its names.

    `location` is in degrees, where it is known; `areas` are the administrative areas that it lies in, where
    a file says so; `looked_at` says that an editor has taken it over.
    """

    id: str
    precision: str
    location: tuple[float, float] | None
    areas: str | None = None
    looked_at: bool = False


class Seen(NamedTuple):
    """A record by its digests: one for each field, in the order of its model, one for its account's words.

    `file` is the number of its file, `sources` are those that it cites.
    """

    file: int
    digests: bytes
    words: bytes
    draft: bool
    sources: frozenset[str]


@dataclass
class Known:
    """Ids with the kind of their records, who and what goes by which name, and what the records say."""

    kinds: dict[str, type[records.Record]] = field(default_factory=dict)
    overview: bool = False
    seen: dict[str, Seen] = field(default_factory=dict)
    files: list[tuple[Path, str]] = field(default_factory=list)
    _actors: dict[str, str] = field(default_factory=dict)
    _places: dict[str, list[Named]] = field(default_factory=dict)
    _titles: dict[bytes, list[str]] = field(default_factory=dict)
    _held: dict[int, Mapping[str, Any]] = field(default_factory=dict)

    def actor(self, name: str) -> str | None:
        """The id of the actor with a name or alias."""
        return self._actors.get(folded(name))

    def add_actor(self, record_id: str, names: Iterable[str]) -> None:
        """An actor goes by these names; who had one of them before keeps it."""
        for name in names:
            self._actors.setdefault(folded(name), record_id)

    def forget_actor(self, record_id: str, name: str) -> None:
        """An actor does not go by this name after all."""
        if self._actors.get(folded(name)) == record_id:
            del self._actors[folded(name)]

    def place(
        self,
        name: str,
        precision: str,
        location: tuple[float, float] | None,
        areas: str | None = None,
    ) -> Named | None:
        """The place with a name or alias, as exact, in the same areas, at the same position.

        One that an editor has looked at may stand a little off, and is taken to lie in those areas. Where
        nothing is said of the position, the name must be that of one place only.
        """
        alike = [each for each in self._places.get(folded(name), ()) if each.precision == precision]
        alike = [each for each in alike if None in (each.areas, areas) or each.areas == areas]
        if location is None:
            without = [each for each in alike if each.location is None] or alike
            return without[0] if len({each.id for each in without}) == 1 else None
        near = [(km(location, each.location), each) for each in alike if each.location]
        fits = [
            (distance, each)
            for distance, each in near
            if distance <= (_NEAR[precision] if each.looked_at else SAME)
        ]
        if fits:
            return min(fits, key=operator.itemgetter(0))[1]
        # A place of the editor's without a position is the one of its name, unless another has the name.
        unplaced = [each for each in alike if each.location is None and each.looked_at]
        return unplaced[0] if unplaced and len(alike) == len(unplaced) == 1 else None

    def add_place(self, place: Named, names: Iterable[str]) -> None:
        """A place goes by these names."""
        for name in names:
            self._places.setdefault(folded(name), []).append(place)

    def forget_place(self, place: Named, name: str) -> None:
        """A place does not go by this name after all."""
        self._places[folded(name)].remove(place)

    def digest_of(self, record_id: str, name: str) -> bytes:
        """The digest of a field of a record; noughts where it is empty."""
        start = list(self.kinds[record_id].model_fields).index(name) * _DIGEST
        return self.seen[record_id].digests[start : start + _DIGEST]

    def sources_titled(self, title: str) -> list[str]:
        """The ids of the sources with a title."""
        if not self._titles:
            for key, kind in self.kinds.items():
                if kind is records.Source:
                    self._titles.setdefault(self.digest_of(key, "title"), []).append(key)
        return self._titles.get(digest(title), [])

    def record(self, record_id: str) -> Mapping[str, Any]:
        """The fields of a record, as they stand in its file."""
        number = self.seen[record_id].file
        if number not in self._held:
            path, name = self.files[number]
            value = yaml_reader.read_yaml(yaml_reader.read_text(path, name), name).value
            if len(self._held) == _HELD:
                self._held.pop(next(iter(self._held)))
            self._held[number] = value if isinstance(value, yaml_reader.Mapping) else {}
        fields = self._held[number].get(record_id)
        return fields if isinstance(fields, yaml_reader.Mapping) else {}

    def differences(
        self, kind: type[records.Record], record_id: str, fields: Mapping[str, Any], *, whole: bool
    ) -> list[Difference]:
        """In which fields a record here differs from one of a file.

        With `whole`, a field that the file leaves out is an empty one; else only those are compared that it
        has. Once an editor has looked at a draft, its words are the editor's, and are not compared.
        """
        seen = self.seen[record_id]
        names = [name for name in kind.model_fields if name != "id" and (whole or name in fields)]
        if not whole:
            ours = _EDITORS if not seen.draft and fields.get("draft") else frozenset()
            names = [name for name in names if name != "draft" and name not in ours]
        made = digests(kind, fields)
        order = {name: number * _DIGEST for number, name in enumerate(kind.model_fields)}
        unlike = [
            name
            for name in names
            if made[order[name] : order[name] + _DIGEST] != seen.digests[order[name] : order[name] + _DIGEST]
        ]
        if not unlike:
            return []
        here, there = (_complete(kind, record_id, each) for each in (self.record(record_id), fields))
        # Rows move, so that what an import cites is no difference.
        beside = frozenset() if whole else frozenset({"cites"})
        return [
            Difference(name, _shown(here.get(name)), _shown(there.get(name)))
            for name in unlike
            if _normal(here.get(name), beside) != _normal(there.get(name), beside)
        ]


def digests(kind: type[records.Record], fields: Mapping[str, Any]) -> bytes:
    """A digest for each field of a kind, in the order of its model; of empty ones, noughts."""
    return b"".join(digest(fields.get(name)) for name in kind.model_fields)


def digest(value: object) -> bytes:
    """A digest of a value, however its text is broken into lines and its numbers are written."""
    if value is None:
        return _NOTHING
    normal = _normal(value)
    if not normal:
        return _NOTHING
    text = normal if isinstance(normal, str) else json.dumps(normal, ensure_ascii=False, sort_keys=True)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def words_of(account: object) -> bytes:
    """A digest of what an account says, without what it cites."""
    statements = account if isinstance(account, (list, tuple)) else []
    return digest([each.get("text") for each in statements if isinstance(each, Mapping)])


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
            known.files.append((file, name))
            for record_id, fields in value.items():
                _add(known, FOLDERS[folder], record_id, fields)
    if problems:
        raise ContentError(problems)
    return known


def _add(known: Known, kind: type[records.Record], record_id: str, fields: yaml_reader.Value) -> None:
    if record_id in known.kinds:
        return
    known.kinds[record_id] = kind
    held = fields if isinstance(fields, yaml_reader.Mapping) else yaml_reader.Mapping()
    draft = held.get("draft") == "true"
    known.seen[record_id] = Seen(
        len(known.files) - 1,
        digests(kind, held),
        words_of(held.get("account")),
        draft,
        frozenset(_cited(held)),
    )
    aliases = held.get("aliases")
    names = [held.get("name"), *(aliases if isinstance(aliases, yaml_reader.Sequence) else [])]
    texts = [name for name in names if isinstance(name, str)]
    if kind is records.Actor:
        known.add_actor(record_id, texts)
    elif kind is records.Place:
        note = held.get("note")
        areas = areas_in(note) if draft and isinstance(note, str) else None
        place = Named(record_id, str(held.get("precision")), _location(held), areas, not draft)
        known.add_place(place, texts)


# What may follow it, since the name of an area may have a full stop, too.
_FOLLOWS = "UCDP knows|On water|It does not say"
_AREAS = re.compile(rf"The position is [^,]+, which puts it in (.*?)\.(?= (?:{_FOLLOWS})|$)")


def areas_note(whose: str, areas: str) -> str:
    """What is said of a place that a data set puts into areas, so that a later import knows it again."""
    return f"The position is {whose}{f', which puts it in {areas}' if areas else ''}."


def areas_in(note: str) -> str | None:
    """The areas that `areas_note` names; none where it says nothing of them."""
    match = _AREAS.match(" ".join(prose.plain(note, lambda _: None).split()))
    return match[1] if match else None


def _cited(value: object) -> Iterator[str]:
    """The sources that a record cites."""
    if isinstance(value, Mapping):
        cites = value.get("cites")
        for each in cites if isinstance(cites, list) else []:
            if isinstance(each, Mapping) and isinstance(each.get("source"), str):
                yield each["source"]
        for inner in value.values():
            yield from _cited(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _cited(inner)


def _complete(kind: type[records.Record], record_id: str, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields of a record as its model has them, what is as if left out among them."""
    try:
        model = kind.model_validate({"id": record_id, **fields})
    except ValidationError:
        return fields
    return model.model_dump(mode="json")


def _normal(value: object, beside: frozenset[str] = frozenset()) -> Any:
    """A value so that two ways to write the same are equal, without what stands under some keys."""
    if isinstance(value, str):
        text = " ".join(value.split())
        return repr(float(text)) if text[:1] in _STARTS and _NUMBER.fullmatch(text) else text
    if isinstance(value, Mapping):
        inner = ((key, _normal(each, beside)) for key, each in value.items() if key not in beside)
        return {str(key): each for key, each in inner if each}
    if isinstance(value, (list, tuple)):
        return [_normal(each, beside) for each in value]
    return None if value is None else str(value).lower() if isinstance(value, bool) else _normal(str(value))


def _shown(value: object) -> str:
    """A value in a line, shortened."""
    if value in (None, "", [], (), {}):
        return ""
    text = ", ".join(_leaves(value)) if isinstance(value, (list, tuple, Mapping)) else str(value)
    text = " ".join(text.split())
    return f"“{text if len(text) <= _SHOWN else f'{text[:_SHOWN]} …'}”"


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from (f"{key} {leaf}" for leaf in _leaves(each))
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _leaves(each)
    elif value not in (None, ""):
        yield str(value)


def _location(fields: yaml_reader.Mapping) -> tuple[float, float] | None:
    value = fields.get("location")
    try:
        latitude, longitude = (float(str(each)) for each in value or ())
    except ValueError:
        return None
    return latitude, longitude


def km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far apart two positions are, in kilometres, on a round earth."""
    (first, west), (second, east) = (tuple(map(math.radians, each)) for each in (one, other))
    height = math.sin((second - first) / 2) ** 2
    width = math.cos(first) * math.cos(second) * math.sin((east - west) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(height + width)))
