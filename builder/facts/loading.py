"""A folder's files read as a `Briefing`, with every problem of form at once.

A record that is not well-formed is left out, but its id stays known, so that references to it are not
reported a second time.
"""

import re
import textwrap
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, cast

from pydantic import ValidationError

from builder.facts import faults
from builder.facts.areas import Area, placed_wrongly, read_areas
from builder.facts.briefing import OVERVIEW, PAGES, Briefing, Origin
from builder.files import layout, yaml_cuts, yaml_reader
from builder.files.changes import Change, SetText
from builder.files.problems import ContentError, Location, Problem
from builder.machinery.progress import steps
from builder.machinery.similar_words import did_you_mean, nearest, sole
from builder.model import base
from builder.model import records as schema
from builder.model.kinds import FOLDERS

# What is neither text nor white space: controls, and code points that Unicode keeps free for programs.
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


@dataclass(frozen=True)
class ContentFile:
    """What one file holds: of a source's text nothing but the text and its problems, of YAML also this.

    `text` is what it was read from; `fields` are the values of each record that can be read as one, with
    their places; `models` those that are well-formed (the overview as `briefing`); `problems` go by record,
    those of the file as a whole by the empty id; `usable` is whether it could be read at all.
    """

    text: str
    fields: Mapping[str, Origin] = field(default_factory=dict)
    models: Mapping[str, base.Model] = field(default_factory=dict)
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
        for source in self.records.values():
            if isinstance(source, schema.Source) and source.text:
                self.read_source_text(source, source.text)
                names.append(source.text)
        for name in self.files.keys() - set(names):
            del self.files[name]
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
            if entry.name == PAGES and entry.is_dir():
                self.report_published(entry)
            elif entry.is_dir():
                if entry.name in FOLDERS:
                    yield from self.files_of_kind(entry)
                elif not entry.name.startswith("."):
                    self.report_unknown(entry, "folder", [*FOLDERS])
            elif entry.suffix == ".yml" and entry.stem in (OVERVIEW, *FOLDERS):
                yield entry
            elif layout.looks_like_facts(entry) or layout.is_named_like(entry, (OVERVIEW, *FOLDERS)):
                self.report_unknown(entry, "file", [f"{kind}.yml" for kind in (OVERVIEW, *FOLDERS)])

    def files_of_kind(self, folder: Path) -> Iterator[Path]:
        """The YAML files in the folder of a kind, and in folders within it."""
        for file in sorted(folder.rglob("*")):
            if file.suffix == ".yml" and not file.name.startswith("."):
                yield file
            elif file.is_dir():
                if file.is_symlink():
                    self.report_unread(file, "what this link leads to", "Put the files themselves there.")
                    self.leave_unread(folder.name)
            elif layout.looks_like_facts(file, among_facts=True):
                stem = layout.stem(file.name)
                self.report_unread(file, "this file", f"Rename it to {stem}.yml, or put it elsewhere.")
                self.leave_unread(folder.name)

    def report_unknown(self, entry: Path, what: str, names: list[str]) -> None:
        """Report a file or folder with a name that none has, and remember what may stand in it."""
        hint = did_you_mean(entry.name, names) or f"The names are: {', '.join(names)}."
        stem = layout.stem(entry.name)
        if what == "file" and f"{stem}.yml" in names:
            hint = f"Rename it to {stem}.yml, or put it elsewhere."
        self.report_unread(entry, f"this {what}", hint)
        self.leave_unread(stem if stem in FOLDERS else nearest(stem, FOLDERS) or "")

    def report_unread(self, entry: Path, what: str, hint: str) -> None:
        self.report("unknown-file", self.at(entry), f"nothing reads {what}", hint)

    def report_published(self, pages: Path) -> None:
        """Report files of facts that lie among the pages: they would be published, and not read."""
        for file in sorted(pages.iterdir()):
            if file.is_file() and layout.looks_like_facts(file) and layout.stem(file.name) in FOLDERS:
                self.report_unread(file, "this file, and the site would publish it", "Move it to content/.")

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
            text = yaml_reader.read_text(file, name)
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
            self.origins[source.id].file, *yaml_reader.mark_of(self.origins[source.id].value, ("text",))
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
            text = yaml_reader.read_text(file, path)
        except ContentError as error:
            self.problems += error.problems
            return
        if not text.strip():
            hint = "Put the source's text into it, word for word."
            self.report("file-empty", Location(path), "the stored text is empty", hint, source.id)
            return
        # Long texts are looked through only when they have changed.
        kept = self.files.get(path)
        known = dict(kept.problems) if kept and kept.text == text else {}
        if source.id not in known:
            known[source.id] = _control_characters(text, path, source.id)
        self.files[path] = ContentFile(text, problems=known)
        self.problems += known[source.id]
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
            *yaml_reader.mark_of(self.origins[OVERVIEW].value, ("map", "layer", "file")),
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
            text = yaml_reader.read_text(file, layer.file)
        except ContentError as error:
            self.problems += error.problems
            return
        self.areas, problems = read_areas(text, layer.file, layer.names)
        self.problems += problems
        located = (place.location for place in self.records.values() if isinstance(place, schema.Place))
        if problem := placed_wrongly(self.areas, filter(None, located), layer.file):
            self.problems.append(problem)


def _control_characters(text: str, path: str, source: str) -> tuple[Problem, ...]:
    """One problem for all characters of a stored text that are none to be read, at the first."""
    found = _CONTROL.findall(text)
    if not found:
        return ()
    place = text.index(found[0])
    line, column = text.count("\n", 0, place) + 1, place - (text.rfind("\n", 0, place) + 1) + 1
    more = f", and {len(found) - 1:,} more such characters" if len(found) > 1 else ""
    problem = Problem(
        "control-character",
        Location(path, line, column),
        f"the text holds the control character U+{ord(found[0]):04X}{more}",
        "Remove it; it cannot be shown. If letters are missing there, save the text again as UTF-8.",
        source,
    )
    return (problem,)


def read_content(text: str, name: str, kept: ContentFile | None = None) -> ContentFile:
    """What a YAML file in `content/` holds; records that are as they were kept stay the same objects."""
    try:
        document = yaml_reader.read_yaml(text, name)
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
    if not isinstance(value, yaml_reader.Mapping):
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
        return _without_cuts(ContentFile(text, {OVERVIEW: origin}, models, problems | {OVERVIEW: found}))
    kind = FOLDERS[PurePosixPath(name).parts[1].removesuffix(".yml")]
    origins: dict[str, Origin] = {}
    models = {}
    for (record_id, fields), place in zip(value.items(), value.places[::2], strict=True):
        origin = Origin(
            name,
            yaml_reader.mark_from(place),
            fields if isinstance(fields, yaml_reader.Mapping) else yaml_reader.Mapping(),
        )
        model, found = _record(kind, record_id, fields, origin, kept)
        origins[record_id] = origin
        if model:
            models[record_id] = model
        if found:
            problems[record_id] = found
    return _without_cuts(ContentFile(text, origins, models, problems))


def _without_cuts(content: ContentFile) -> ContentFile:
    """A file's content, with a problem for each text and quote from which YAML took something away."""
    cuts = yaml_cuts.find(content.text)
    if not cuts:
        return content
    problems = dict(content.problems)
    for owner, model in content.models.items():
        origin = content.fields[owner]
        for path in _text_paths(model):
            if cut := cuts.get(yaml_reader.mark_of(origin.value, path)):
                problems[owner] = (*problems.get(owner, ()), _cut_problem(cut, owner, origin.file))
    return replace(content, problems=problems)


def _text_paths(model: base.Model) -> Iterator[base.Path]:
    """Where the texts for readers and the quotes of a model stand."""
    yield from (text.path for text in base.texts(model))
    for path, part in base.parts(model):
        if isinstance(part, schema.Citation | schema.LeftOut):
            yield from ((*path, name) for name in ("quote", "prefix", "suffix") if getattr(part, name, None))


def _cut_problem(cut: yaml_cuts.Cut, owner: str, file: str) -> Problem:
    if cut.words.startswith("&"):
        message = f"YAML takes `{cut.words}` for the name of an anchor, so that the text is without it"
    else:
        words = textwrap.shorten(cut.words, 60, placeholder="…")
        message = f"YAML takes `{words}` for a comment, so that the text ends before it"
    hint = "Put the whole text into quotation marks; a comment stands on a line of its own."
    return Problem("text-cut", Location(file, *cut.mark), message, hint, owner)


def _record(
    kind: type[schema.Record],
    record_id: str,
    fields: yaml_reader.Value,
    origin: Origin,
    kept: ContentFile | None,
) -> tuple[base.Model | None, tuple[Problem, ...]]:
    """A record, or what is wrong with its form."""
    if not isinstance(fields, yaml_reader.Mapping):
        wrong = Problem(
            "wrong-type",
            Location(origin.file, *origin.mark),
            f"`{record_id}` must hold the fields of {base.in_words(kind.kind_name)}",
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
    kind: type[base.Model],
    record_id: str,
    values: Mapping[str, Any],
    origin: Origin,
    kept: ContentFile | None,
) -> tuple[base.Model | None, tuple[Problem, ...]]:
    """What values describe, or what is wrong with them."""
    if kept and record_id in kept.models and kept.fields[record_id].value == origin.value:
        return kept.models[record_id], ()
    try:
        return kind.model_validate(values), ()
    except ValidationError as error:
        return None, faults.problems(error, kind, record_id, origin)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than any file's
        return False
