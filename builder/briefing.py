"""A folder's content as one read-only `Briefing`: every record by id, and what refers to it.

Loading reports every problem of form at once. A record that is not well-formed is left out, but its
id stays known, so that references to it are not reported a second time.
"""

import datetime
import operator
import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast, get_args

from pydantic import ValidationError
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from builder import dates, prose, reader
from builder import records as schema
from builder.areas import Area, placed_wrongly, read_areas
from builder.changes import Change, Enlist, RenameKey, SetText
from builder.dependencies import Dependencies
from builder.grouping import Grouping
from builder.problems import ContentError, Location, Problem
from builder.progress import steps

R = TypeVar("R", bound=schema.Record)

OVERVIEW = "briefing"
PAGES = "pages"
FOLDERS = {kind.folder: kind for kind in schema.RECORD_TYPES}

_LOCATION = "Write it as [57.1, 10.5]: degrees north of the equator, then degrees east of Greenwich."
# How to settle what a field's own check has found.
_HINTS = {
    "date-invalid": (
        "Write 2024-01-18, 2024-01, 2024, 2024-01-16/2024-01-18, 2024-01~ (about), 2024-01? (possibly)."
    ),
    "unsafe-link": "Write it in full, as https://example.org/page.",
    "location-invalid": _LOCATION,
}


class Origin(NamedTuple):
    """Where a record stands: its file, the place of its id, and its values with their places."""

    file: str
    mark: reader.Mark
    value: reader.Mapping


class Mention(NamedTuple):
    """One record's reference to another, in a field or in a text: which record, and where in it."""

    record: str
    path: schema.Path


@dataclass(frozen=True)
class Briefing:
    """Every record of one briefing, by id, in the editors' order.

    `owners` holds the records and, as `briefing`, the overview (`content/briefing.yml`). `texts` holds the
    stored text of each source that has one, `areas` the editor's own for the map; `broken` the ids of
    records that could not be read, `unread` the kinds of record of which a whole file could not be.
    """

    owners: Mapping[str, schema.Model]
    texts: Mapping[str, str]
    origins: Mapping[str, Origin] = field(repr=False)
    areas: tuple[Area, ...] = field(default=(), repr=False)
    broken: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()

    @property
    def overview(self) -> schema.Overview:
        return cast(schema.Overview, self.owners[OVERVIEW])

    @cached_property
    def language(self) -> str:
        """The language that it is written in."""
        return self.overview.language

    @cached_property
    def only_outlet(self) -> str | None:
        """The outlet on which everything rests, where there is only one."""
        outlets: set[str] = set()
        for source in self.sources:
            mentions = self.mentions.get(source, ())
            if len(outlets) < 2 and any(mention.path[-1] == "source" for mention in mentions):
                outlets.add(self.outlet(source))
        return outlets.pop() if len(outlets) == 1 else None

    def outlet(self, source: str) -> str:
        """A source's publisher; one without is an outlet of its own."""
        record = self.sources.get(source)
        return (record and record.publisher) or source

    @cached_property
    def records(self) -> Mapping[str, schema.Record]:
        """Every record by id, without the overview."""
        records = {key: model for key, model in self.owners.items() if key != OVERVIEW}
        return MappingProxyType(cast(dict[str, schema.Record], records))

    @cached_property
    def dated(self) -> Mapping[str, schema.Dated]:
        """When each event was, and what it came after and before."""
        return {key: event.dated for key, event in self.events.items()}

    @cached_property
    def _names(self) -> Mapping[str, schema.Record]:
        """The records, of which only the kind and the name may be asked for."""
        return self.records

    @property
    def ids(self) -> Container[str]:
        """The ids of all records."""
        return self._names

    def named(self, record_id: str) -> schema.Record | None:
        """A record of which only the id, the kind and the name are asked for; none if there is none."""
        return self._names.get(record_id)

    def kind_name(self, record_id: str) -> str | None:
        """The name of the kind that a record is of; none where there is no such record."""
        record = self.named(record_id)
        return record.kind_name if record else None

    @cached_property
    def _outlines(self) -> Mapping[type[schema.Record], Mapping[str, schema.Record]]:
        return self._by_kind

    def outlines(self, kind: type[R]) -> Mapping[str, R]:
        """The events, actors or places, of which only what figures show is asked for (`_OUTLINES`)."""
        return cast(Mapping[str, R], self._outlines[kind])

    @cached_property
    def _ids(self) -> Mapping[type[schema.Record], tuple[str, ...]]:
        return {kind: tuple(found) for kind, found in self._by_kind.items()}

    def ids_of(self, kind: type[schema.Record]) -> tuple[str, ...]:
        """The ids of the records of one kind."""
        return self._ids[kind]

    def of(self, kind: type[R]) -> Mapping[str, R]:
        """The records of one kind."""
        return cast(Mapping[str, R], self._by_kind[kind])

    @property
    def sources(self) -> Mapping[str, schema.Source]:
        return self.of(schema.Source)

    @property
    def actors(self) -> Mapping[str, schema.Actor]:
        return self.of(schema.Actor)

    @property
    def places(self) -> Mapping[str, schema.Place]:
        return self.of(schema.Place)

    @property
    def events(self) -> Mapping[str, schema.Event]:
        return self.of(schema.Event)

    @property
    def disputes(self) -> Mapping[str, schema.Dispute]:
        return self.of(schema.Dispute)

    @property
    def topics(self) -> Mapping[str, schema.Topic]:
        return self.of(schema.Topic)

    @property
    def views(self) -> Mapping[str, schema.View]:
        return self.of(schema.View)

    @property
    def questions(self) -> Mapping[str, schema.Question]:
        return self.of(schema.Question)

    @property
    def editions(self) -> Mapping[str, schema.Edition]:
        return self.of(schema.Edition)

    @cached_property
    def _by_kind(self) -> Mapping[type[schema.Record], Mapping[str, schema.Record]]:
        kinds: dict[type[schema.Record], dict[str, schema.Record]] = {
            kind: {} for kind in schema.RECORD_TYPES
        }
        for record_id, record in self.records.items():
            kinds[type(record)][record_id] = record
        return {kind: MappingProxyType(found) for kind, found in kinds.items()}

    @cached_property
    def mentions(self) -> Mapping[str, tuple[Mention, ...]]:
        """For each id that is referred to, in fields or in texts, from where."""
        return Grouping(mentions_in).of(self.owners)

    def members(self, whole: str) -> tuple[str, ...]:
        """The actors or places that are part of one."""
        return tuple(
            mention.record for mention in self.mentions.get(whole, ()) if mention.path == ("part_of",)
        )

    def disputes_about(self, record_id: str) -> tuple[str, ...]:
        """The disputes about a record."""
        mentions = self.mentions.get(record_id, ())
        about = (mention.record for mention in mentions if mention.path[0] == "about")
        return tuple(dict.fromkeys(key for key in about if isinstance(self.records.get(key), schema.Dispute)))

    def locate(self, record: str, path: schema.Path = (), *, key: bool = False) -> Location:
        """Where a field of a record stands in the YAML (with `key`, its key; without a path, its id)."""
        origin = self.origins[record]
        mark = reader.mark_of(origin.value, path, key=key) if path else origin.mark
        return Location(origin.file, *mark)

    @cached_property
    def _edited(self) -> Mapping[str, Origin] | None:
        """The origins, of which only the file may be asked for, while the briefing is being edited."""
        return None

    def edited_at(self, record: str) -> Location:
        """Where a record can be opened to edit it; only the file while lines come and go all the time."""
        return self.locate(record) if self._edited is None else Location(self._edited[record].file)

    def drafts(self) -> list[str]:
        """The ids of records that are drafts."""
        return [record_id for record_id, record in self.records.items() if record.draft]

    def published(self) -> "Briefing":
        """The briefing without its drafts."""
        if not self.drafts():
            return self
        drafts = set(self.drafts())
        kept = {owner: model for owner, model in self.owners.items() if owner not in drafts}
        return replace(self, owners=MappingProxyType(kept))

    def with_mentions(self, mentions: Mapping[str, tuple[Mention, ...]]) -> "Briefing":
        """The same briefing, where it is known already what mentions what."""
        known = replace(self)
        known.__dict__["mentions"] = mentions
        return known

    def watched(self, kept: Dependencies) -> "Briefing":
        """The same briefing as it is being edited: whoever looks something up in it is noted.

        Its language and its only outlet are not: a change of these changes everything.
        """
        watched = replace(
            self,
            owners=kept.watch("owner", self.owners),
            texts=kept.watch("text", self.texts),
            # Two places may differ where all that they hold is the same.
            origins=kept.watch("origin", self.origins, same=operator.is_),
        )
        by_kind = {kind: kept.watch(kind.kind_name, self.of(kind)) for kind in schema.RECORD_TYPES}
        # What would be made from all of it at first use is put there instead.
        watched.__dict__.update(
            language=self.language,
            only_outlet=self.only_outlet,
            records=kept.watch("record", self.records),
            mentions=kept.watch("mention", self.mentions),
            dated=kept.watch("dated", self.dated),
            _outlines={
                kind: kept.watch(f"outline of {kind.kind_name}", self.of(kind), same=partial(_same, shown))
                for kind, shown in _OUTLINES.items()
            },
            _ids=kept.watch("ids", self._ids),
            _edited=kept.watch("file", self.origins, same=_same_file),
            _names=kept.watch("name", self.records, same=_same_name),
            _by_kind=by_kind,
        )
        return watched


# What figures show of records, beside the names of events.
_OUTLINES: dict[type[schema.Record], Callable[[Any], object]] = {
    schema.Event: operator.attrgetter("kind", "date", "place", "by", "against"),
    schema.Actor: operator.attrgetter("name", "kind", "part_of", "relations"),
    schema.Place: operator.attrgetter("name", "location", "precision", "aliases"),
}


def _same(shown: Callable[[Any], object], left: schema.Record, right: schema.Record) -> bool:
    return shown(left) == shown(right)


def _same_file(left: Origin, right: Origin) -> bool:
    return left.file == right.file


def _same_name(left: schema.Record, right: schema.Record) -> bool:
    return (left.kind_name, left.heading) == (right.kind_name, right.heading)


def mentions_in(owner: str, model: schema.Model) -> Iterator[tuple[str, Mention]]:
    """Every id that a record refers to, in its fields and in its texts, with the place."""
    for reference in schema.references(model):
        yield reference.id, Mention(owner, reference.path)
    for text in schema.texts(model):
        if text.inline and "[" in text.text:
            for label in prose.referred(text.text):
                yield label, Mention(owner, text.path)


@dataclass(frozen=True)
class ContentFile:
    """What one YAML file holds.

    `text` is what it was read from; `fields` are the values of each record that can be read as one, with
    their places; `models` those that are well-formed (the overview as `briefing`); `problems` go by record,
    those of the file as a whole by the empty id; `usable` is whether it could be read at all.
    """

    text: str
    fields: Mapping[str, Origin] = field(default_factory=dict)
    models: Mapping[str, schema.Model] = field(default_factory=dict)
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    usable: bool = True


def load(
    root: Path, files: MutableMapping[str, ContentFile] | None = None
) -> tuple[Briefing | None, tuple[Problem, ...]]:
    """Read the `content/` of a briefing's folder and the source texts that it names.

    Returns the briefing (none where `content/briefing.yml` cannot be used) and the problems of form. In
    `files`, by path, is kept what each file holds: what has not changed since is not read again, and a
    record that has not changed stays the same object.
    """
    loading = _Loading(root, {} if files is None else files)
    loading.run()
    if loading.overview is None:
        return None, tuple(loading.problems)
    briefing = Briefing(
        owners=MappingProxyType({OVERVIEW: loading.overview, **loading.records}),
        texts=MappingProxyType(loading.texts),
        origins=MappingProxyType(loading.origins),
        areas=loading.areas,
        broken=frozenset(loading.origins.keys() - loading.records.keys() - {OVERVIEW}),
        unread=frozenset(loading.unread),
    )
    return briefing, tuple(loading.problems)


def nearest(word: str, choices: Iterable[str], cutoff: float = 70) -> str | None:
    """The choice most like a mistyped word, or none that is like it."""
    found = process.extractOne(word, list(choices), scorer=fuzz.ratio, score_cutoff=cutoff)
    return found[0] if found else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """The hint that names the nearest choice, or nothing."""
    found = nearest(word, choices)
    return f"Did you mean `{found}`?" if found else ""


def sole(word: str, choices: Iterable[str]) -> str | None:
    """The one choice that a word can only be a slip of the pen for; none where there is any doubt.

    Case and what joins words may differ, or, in a longer word, one letter or two; never a digit, because
    `strike-2` is not `strike`.
    """
    plain = {choice: _plainly(choice) for choice in choices}
    given = _plainly(word)
    same = [choice for choice, text in plain.items() if text == given]
    if same:
        return same[0] if len(same) == 1 else None
    digits = re.findall(r"\d", given)
    slips = 0 if len(given) < 4 else 1 if len(given) < 8 else 2
    near = [choice for choice, text in plain.items() if OSA.distance(given, text) <= slips]
    if len(near) == 1 and re.findall(r"\d", plain[near[0]]) == digits:
        return near[0]
    return None


def _plainly(text: str) -> str:
    return re.sub(r"[\s_-]+", "-", unicodedata.normalize("NFKC", text).casefold().strip())


class _Loading:
    """What has been read so far."""

    def __init__(self, root: Path, files: MutableMapping[str, ContentFile]) -> None:
        self.root = root
        self.files = files
        self.problems: list[Problem] = []
        self.overview: schema.Overview | None = None
        self.records: dict[str, schema.Record] = {}
        self.origins: dict[str, Origin] = {}
        self.texts: dict[str, str] = {}
        self.areas: tuple[Area, ...] = ()
        self.unread: set[str] = set()

    def run(self) -> None:
        content = self.root / "content"
        if not (content / f"{OVERVIEW}.yml").is_file():
            where = "content/briefing.yml" if content.is_dir() else "content"
            self.report(
                "no-briefing",
                Location(where),
                "there is no briefing here: `content/briefing.yml` is missing",
                "Run the command in the folder that holds mkdocs.yml and content/.",
            )
            if not content.is_dir():
                return
        names = [self.read_file(file) for file in steps([*self.content_files(content)], "Reading")]
        for name in self.files.keys() - set(names):
            del self.files[name]
        for source in self.records.values():
            if isinstance(source, schema.Source) and source.text:
                self.read_source_text(source, source.text)
        if self.overview and self.overview.map and self.overview.map.layer:
            self.read_layer(self.overview.map.layer)

    def report(
        self,
        rule: str,
        location: Location,
        message: str,
        hint: str = "",
        record: str = "",
        remedy: Change | None = None,
    ) -> None:
        self.problems.append(Problem(rule, location, message, hint, record, remedy=remedy))

    def content_files(self, content: Path) -> Iterator[Path]:
        """Every YAML file of a known kind, in a fixed order; reports files that nothing reads."""
        for entry in sorted(content.iterdir()):
            if entry.name.startswith(".") or entry.name == PAGES:
                continue
            known = entry.name in FOLDERS if entry.is_dir() else entry.stem in (OVERVIEW, *FOLDERS)
            if not known:
                if entry.is_dir() or entry.suffix in (".yml", ".yaml"):
                    kinds = [*FOLDERS] if entry.is_dir() else [OVERVIEW, *FOLDERS]
                    names = kinds if entry.is_dir() else [f"{kind}.yml" for kind in kinds]
                    self.report(
                        "unknown-file",
                        self.at(entry),
                        f"nothing reads this {'folder' if entry.is_dir() else 'file'}",
                        did_you_mean(entry.name, names) or f"The names are: {', '.join(names)}.",
                    )
                    self.leave_unread(nearest(entry.stem, FOLDERS) or "")
                continue
            for file in sorted(entry.rglob("*")) if entry.is_dir() else [entry]:
                if file.suffix == ".yaml":
                    self.report(
                        "unknown-file",
                        self.at(file),
                        "nothing reads this file",
                        f"Rename it to {file.stem}.yml.",
                    )
                    self.leave_unread(entry.stem)
                elif file.suffix == ".yml" and not file.name.startswith("."):
                    yield file

    def at(self, file: Path) -> Location:
        return Location(file.relative_to(self.root).as_posix())

    def leave_unread(self, folder: str) -> None:
        """Remember that records of a kind may stand in a file that was not read."""
        if folder in FOLDERS:
            self.unread.add(FOLDERS[folder].kind_name)

    def read_file(self, file: Path) -> str:
        """Read a file, unless it is as it was, and add what it holds; its path."""
        name = file.relative_to(self.root).as_posix()
        kept = self.files.get(name)
        try:
            text = reader.read_text(file, name)
        except ContentError as error:
            self.files[name] = ContentFile("", problems={"": error.problems}, usable=False)
        else:
            if kept is None or not kept.usable or kept.text != text:
                self.files[name] = read_content(text, name, kept)
        self.add(name, self.files[name])
        return name

    def add(self, name: str, content: ContentFile) -> None:
        """Take over what a file holds, unless an id in it is taken already."""
        if not content.usable:
            self.leave_unread(PurePosixPath(name).parts[1].removesuffix(".yml"))
        if self.origins.keys().isdisjoint(content.fields) and name != f"content/{OVERVIEW}.yml":
            self.origins.update(content.fields)
            self.records.update(cast(Mapping[str, schema.Record], content.models))
            for found in content.problems.values():
                self.problems += found
            return
        self.problems += content.problems.get("", ())
        for record_id, origin in content.fields.items():
            first = self.origins.get(record_id)
            if first is not None and name != f"content/{OVERVIEW}.yml":
                self.report(
                    "duplicate-id",
                    Location(name, *origin.mark),
                    f"the id `{record_id}` is taken already, at {first.file}:{first.mark.line}",
                    "Ids are unique across the whole briefing; give this record another one.",
                    record_id,
                )
                continue
            self.origins[record_id] = origin
            self.problems += content.problems.get(record_id, ())
            model = content.models.get(record_id)
            if isinstance(model, schema.Overview):
                self.overview = model
            elif isinstance(model, schema.Record):
                self.records[record_id] = model

    def read_source_text(self, source: schema.Source, path: str) -> None:
        location = Location(
            self.origins[source.id].file, *reader.mark_of(self.origins[source.id].value, ("text",))
        )
        parts = PurePosixPath(path).parts
        if parts[:1] != ("seeds",) or ".." in parts:
            self.report(
                "source-missing",
                location,
                f"`{path}` is not in seeds/",
                "Source texts are kept in seeds/; write the path as seeds/name.txt.",
                source.id,
                self.other_path(path),
            )
            return
        file = self.root / path
        if not _is_file(file):
            self.report(
                "source-missing",
                location,
                f"the stored text `{path}` does not exist",
                did_you_mean(path, self.stored())
                or "Put it there, word for word; its path is seeds/name.txt.",
                source.id,
                self.other_path(path),
            )
            return
        try:
            text = reader.read_text(file, path)
        except ContentError as error:
            self.problems += error.problems
            return
        if not text.strip():
            hint = "Put the source's text into it, word for word."
            self.report("file-empty", Location(path), "the stored text is empty", hint, source.id)
            return
        self.texts[source.id] = text

    def stored(self) -> list[str]:
        """The paths of all that is in seeds/."""
        return [entry.relative_to(self.root).as_posix() for entry in (self.root / "seeds").rglob("*")]

    def other_path(self, path: str) -> SetText | None:
        """The change of a source's `text` to the one path that can be meant."""
        meant = sole(path, self.stored()) or sole(f"seeds/{path}", self.stored())
        return SetText(("text",), meant) if meant else None

    def read_layer(self, layer: schema.MapLayer) -> None:
        """Read the areas of the map, which must lie where the places are."""
        location = Location(
            self.origins[OVERVIEW].file,
            *reader.mark_of(self.origins[OVERVIEW].value, ("map", "layer", "file")),
        )
        parts = PurePosixPath(layer.file).parts
        if parts[:1] != ("content",) or ".." in parts:
            self.report(
                "layer-missing",
                location,
                f"`{layer.file}` is not in content/",
                "The areas of the map are kept in content/; write the path as content/name.geojson.",
            )
            return
        file = self.root / layer.file
        if not _is_file(file):
            files = (self.root / "content").glob("*json")
            others = [entry.relative_to(self.root).as_posix() for entry in files]
            self.report(
                "layer-missing",
                location,
                f"the file `{layer.file}` does not exist",
                did_you_mean(layer.file, others) or "Put it there; its path is content/name.geojson.",
            )
            return
        try:
            text = reader.read_text(file, layer.file)
        except ContentError as error:
            self.problems += error.problems
            return
        self.areas, problems = read_areas(text, layer.file, layer.names)
        self.problems += problems
        located = (place.location for place in self.records.values() if isinstance(place, schema.Place))
        if problem := placed_wrongly(self.areas, filter(None, located), layer.file):
            self.problems.append(problem)


def read_content(text: str, name: str, kept: ContentFile | None = None) -> ContentFile:
    """What a YAML file in `content/` holds; records that are as they were kept stay the same objects."""
    try:
        document = reader.read_yaml(text, name)
    except ContentError as error:
        return ContentFile(text, problems={"": error.problems}, usable=False)
    value = document.value
    if value is None:
        empty = Problem(
            "file-empty",
            Location(name),
            "the file holds nothing but comments",
            "Put something into it, or remove the file.",
        )
        return ContentFile(text, problems={"": (*document.problems, empty)})
    if not isinstance(value, reader.Mapping):
        overview = name == f"content/{OVERVIEW}.yml"
        what = "keys with their values" if overview else "records under their ids"
        hint = "Begin with `title: …`." if overview else "A record is its id, a colon, its fields below."
        wrong = Problem("wrong-type", Location(name, 1, 1), f"the file must hold {what}", hint)
        return ContentFile(text, problems={"": (*document.problems, wrong)}, usable=False)
    problems: dict[str, tuple[Problem, ...]] = {"": document.problems}
    if name == f"content/{OVERVIEW}.yml":
        origin = Origin(name, value.mark, value)
        model, found = _well_formed(schema.Overview, OVERVIEW, value, origin, kept)
        models = {OVERVIEW: model} if model else {}
        return ContentFile(text, {OVERVIEW: origin}, models, problems | {OVERVIEW: found})
    kind = FOLDERS[PurePosixPath(name).parts[1].removesuffix(".yml")]
    origins: dict[str, Origin] = {}
    models = {}
    for (record_id, fields), place in zip(value.items(), value.places[::2], strict=True):
        origin = Origin(
            name, reader.mark_from(place), fields if isinstance(fields, reader.Mapping) else reader.Mapping()
        )
        model, found = _record(kind, record_id, fields, origin, kept)
        origins[record_id] = origin
        if model:
            models[record_id] = model
        if found:
            problems[record_id] = found
    return ContentFile(text, origins, models, problems)


def _record(
    kind: type[schema.Record], record_id: str, fields: reader.Value, origin: Origin, kept: ContentFile | None
) -> tuple[schema.Model | None, tuple[Problem, ...]]:
    """A record, or what is wrong with its form."""
    if not isinstance(fields, reader.Mapping):
        wrong = Problem(
            "wrong-type",
            Location(origin.file, *origin.mark),
            f"`{record_id}` must hold the fields of {schema.in_words(kind.kind_name)}",
            "Put the fields below it, indented by two spaces.",
            record_id,
        )
        return None, (wrong,)
    if "id" in fields:
        unknown = Problem(
            "unknown-key",
            Location(origin.file, *fields.key_at("id")),
            "`id` is not a field",
            "The id is the key above the fields.",
            record_id,
        )
        return None, (unknown,)
    return _well_formed(kind, record_id, {"id": record_id, **fields}, origin, kept)


def _well_formed(
    kind: type[schema.Model],
    record_id: str,
    values: Mapping[str, Any],
    origin: Origin,
    kept: ContentFile | None,
) -> tuple[schema.Model | None, tuple[Problem, ...]]:
    """What values describe, or what is wrong with them."""
    if kept and record_id in kept.models and kept.fields[record_id].value == origin.value:
        return kept.models[record_id], ()
    try:
        return kind.model_validate(values), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
        mistyped = _mistyped(details, kind)
        return None, tuple(
            _problem(detail, kind, record_id, origin)
            for detail in details
            if (detail["type"] != "missing" or detail["loc"] not in mistyped)
            and not _only_seems_short(detail, details)
        )


class Fault(NamedTuple):
    """What is wrong with a value, without a file: the path to it, in the editor's words, how to settle it."""

    path: schema.Path
    message: str
    hint: str


def faults(error: ValidationError, model: type[schema.Model]) -> list[Fault]:
    """What pydantic found wrong with a model's values, as `load` would put it."""
    details = error.errors(include_url=False)
    found = []
    for detail in details:
        path = tuple(detail["loc"])
        _, message, hint = _words(detail["type"], detail, model, path)
        if not _only_seems_short(detail, details):
            found.append(Fault(path, message, hint))
    return found


def _only_seems_short(detail: Any, details: Iterable[Any]) -> bool:
    """Whether a list is too short only because pydantic does not count its items that are wrong."""
    path = detail["loc"]
    below = (other["loc"] for other in details if len(other["loc"]) > len(path))
    return detail["type"] == "too_short" and any(other[: len(path)] == path for other in below)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than any file's
        return False


def _mistyped(details: Iterable[Any], model: type[schema.Model]) -> set[schema.Path]:
    """The paths of keys that are there under another name: one message for each is enough."""
    unknown = [tuple(detail["loc"]) for detail in details if detail["type"] == "extra_forbidden"]
    nearests = [(path[:-1], nearest(str(path[-1]), _fields_at(model, path[:-1]))) for path in unknown]
    return {(*parent, key) for parent, key in nearests if key}


def _problem(detail: Any, model: type[schema.Model], record_id: str, origin: Origin) -> Problem:
    """One of pydantic's errors as a problem in the editor's words."""
    kind, path = detail["type"], tuple(detail["loc"])
    key = kind == "extra_forbidden"
    location = Location(origin.file, *reader.mark_of(origin.value, path, key=key))
    if path == ("id",) or (kind == "missing" and len(path) == 1 and record_id != OVERVIEW):
        location = Location(origin.file, *origin.mark)
    rule, message, hint = _words(kind, detail, model, path)
    remedy = _remedy(kind, detail, model, path, origin)
    return Problem(rule, location, message, hint, record_id, remedy=remedy)


def _remedy(
    kind: str, detail: Any, model: type[schema.Model], path: schema.Path, origin: Origin
) -> Change | None:
    """The change that settles one of pydantic's errors, where there is only one."""
    given = detail["input"]
    if kind == "extra_forbidden":
        key = sole(str(path[-1]), _fields_at(model, path[:-1]))
        beside: Any = origin.value
        for step in path[:-1]:
            beside = beside[step]
        return RenameKey(path, key) if key and key not in beside else None
    if not isinstance(given, str):
        return None
    if kind == "literal_error":
        term = sole(given, _terms(model, path))
        return SetText(path, term) if term else None
    if kind == "date-invalid":
        meant = dates.likely_meant(given)
        field = _model_at(model, path[:-1]).model_fields[_field_name(path)]
        whole = field.annotation is datetime.date
        # A span whose ends stand the wrong way round may as well have a slip in one of them.
        swapped = sorted(given.strip().split("/")) in [sorted(each.split("/")) for each in meant]
        usable = len(meant) == 1 and not swapped and (len(meant[0]) == len("2024-01-18") or not whole)
        return SetText(path, meant[0]) if usable else None
    if kind in ("tuple_type", "list_type") and _kinds_at(model, path) and schema.ID_PATTERN.fullmatch(given):
        return Enlist(path)
    return None


def _words(kind: str, detail: Any, model: type[schema.Model], path: schema.Path) -> tuple[str, str, str]:
    """Rule, message and hint for one of pydantic's errors."""
    name = _field_name(path)
    given = detail["input"]
    if kind == "extra_forbidden":
        fields = _fields_at(model, path[:-1])
        hint = did_you_mean(str(path[-1]), fields) or f"The keys are: {', '.join(fields)}."
        if given is None and " " in str(path[-1]):
            hint = "Text with a comma needs quotation marks inside `{ }`."
        return "unknown-key", f"`{path[-1]}` is not a key here", hint
    if kind in ("missing", "too_long") and name == "location":
        return "wrong-type", f"`{name}` must have two values", _LOCATION
    if kind == "missing":
        return "missing-key", f"`{path[-1]}` is missing", f"Add `{path[-1]}:`."
    if given is None:
        return "missing-key", f"`{name}` is empty", "Write its value behind the colon, or remove the key."
    if kind == "literal_error":
        return _not_a_term(name, str(given), _terms(model, path))
    if kind == "string_pattern_mismatch":
        hint = schema.descriptions(_model_at(model, path[:-1])).get(name, "")
        return "wrong-type", f"`{given}` is not in the form of `{name}`", hint
    if kind in ("tuple_type", "list_type"):
        of_models = _model_at(model, path) is not _model_at(model, path[:-1])
        hint = f"Write `{name}: [{given}]`, or one item a line, each after `- `."
        if name == "location":
            hint = _LOCATION
        elif isinstance(given, Mapping) and given:
            hint = (
                f"Write `- ` before `{next(iter(given))}:`, and indent the lines below it as far as that key."
            )
        elif of_models or not isinstance(given, str):
            keys = f", with the keys {', '.join(_fields_at(model, path))}" if of_models else ""
            hint = f"Begin each item with `- `{keys}."
        return "wrong-type", f"`{name}` must be a list", hint
    if kind == "string_type":
        if kinds := _kinds_at(model, path):
            return "wrong-type", f"`{name}` must be the id of {kinds}", "Write the id alone."
        hint = "Text with `: `, or that begins with `[`, `{`, `&`, `*` or `!`, needs quotation marks."
        return "wrong-type", f"`{name}` must be text", hint
    if kind.startswith("int_"):
        hint = "Leave it out where the source gives no number."
        return "wrong-type", f"`{name}` must be a whole number, not `{given}`", hint
    if kind.startswith("float_"):
        return "wrong-type", f"`{name}` must be a number, not `{given}`", _LOCATION
    if kind.startswith("bool_"):
        return "wrong-type", f"`{name}` must be `true` or `false`, not `{given}`", ""
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        fields = _fields_at(model, path)
        hint = f"The keys are: {', '.join(fields)}."
        if isinstance(given, str) and "text" in fields:
            hint = f"Write `text: {given}`. {hint}"
        item = isinstance(path[-1], int)
        message = f"each item of `{name}` must hold keys" if item else f"`{name}` must hold keys"
        return "wrong-type", message, hint
    if kind in ("too_short", "string_too_short"):
        return "missing-key", f"`{name}` is empty", "Write its value, or remove the key."
    if kind == "id-invalid":
        nearest_id = schema.slug(given)
        usable = nearest_id not in ("", given)
        return kind, detail["msg"], f"Write `{nearest_id}`." if usable else "Give it another id."
    rule = kind if "-" in kind else "wrong-type"
    return rule, detail["msg"], detail.get("ctx", {}).get("hint") or _HINTS.get(rule, "")


def _not_a_term(name: str, given: str, terms: list[str]) -> tuple[str, str, str]:
    message = f"`{given}` is not one of the terms for `{name}`"
    return "term-not-standard", message, did_you_mean(given, terms) or f"The terms are: {', '.join(terms)}."


def _field_name(path: schema.Path) -> str:
    names = [step for step in path if isinstance(step, str)]
    return names[-1] if names else "record"


def _model_at(model: type[schema.Model], path: schema.Path) -> type[schema.Model]:
    """The model that describes what stands at a path."""
    for step in path:
        if isinstance(step, str) and step in model.model_fields:
            inner = [
                mark
                for mark in schema.annotations(model.model_fields[step].annotation)
                if isinstance(mark, type) and issubclass(mark, schema.Model)
            ]
            model = inner[0] if inner else model
    return model


def _kinds_at(model: type[schema.Model], path: schema.Path) -> str:
    """Which kinds of record the id at a path may name, in words; empty where no id is asked for."""
    name = _field_name(path)
    field = _model_at(model, path[:-1]).model_fields.get(name)
    marks = [*field.metadata, *schema.annotations(field.annotation)] if field else []
    kinds = [mark.kinds for mark in marks if isinstance(mark, schema.RefTo)]
    return " or ".join(schema.in_words(kind) for kind in sorted(kinds[0] or {"record"})) if kinds else ""


def _fields_at(model: type[schema.Model], path: schema.Path) -> list[str]:
    return [name for name in _model_at(model, path).model_fields if name != "id"]


def _terms(model: type[schema.Model], path: schema.Path) -> list[str]:
    """The terms that the field at a path may hold."""
    annotation = _model_at(model, path[:-1]).model_fields[str(path[-1])].annotation
    return [
        term for mark in schema.annotations(annotation) for term in get_args(mark) if isinstance(term, str)
    ]
