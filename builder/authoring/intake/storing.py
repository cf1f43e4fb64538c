"""Where articles go: a text into `seeds/` once, and a source's record that describes it."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from builder.authoring import schemas
from builder.authoring.intake.article import Article, UnusableError
from builder.authoring.intake.heading import is_archive, original_of
from builder.authoring.intake.web import host
from builder.facts.briefing import Briefing
from builder.facts.typography import fold
from builder.files import saving, yaml_editing, yaml_nodes, yaml_reader, yaml_writer
from builder.files.problems import ContentError
from builder.files.saving import Rewrite
from builder.model.fields import RESERVED_IDS, slug
from builder.model.records import Source

SEEDS = "seeds"
_SOURCES = f"content/{Source.folder}"
_LONGEST_ID = 50


class Stored(NamedTuple):
    """A text that is there already: its file, and the id of the source that it belongs to, if any."""

    path: str
    source: str


class Addition(NamedTuple):
    """A source to be written: its id and fields, the file of its text, and that text where it is new."""

    id: str
    fields: Mapping[str, yaml_writer.Plain]
    path: str
    text: str | None


@dataclass
class Shelf:
    """What a briefing holds, and what is to be added to it; nothing is written before `write`."""

    root: Path
    taken: set[str]
    texts: dict[str, Stored]
    additions: list[Addition] = field(default_factory=list)

    @classmethod
    def of(cls, root: Path, briefing: Briefing) -> "Shelf":
        """The shelf of the briefing in a folder."""
        source_of = {source.text: source.id for source in briefing.sources.values() if source.text}
        texts: dict[str, Stored] = {}
        for path in sorted((root / SEEDS).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and not path.name.startswith("."):
                try:
                    folded = fold(yaml_reader.read_text(path, name))
                except ContentError:
                    continue  # the check says so where a source names it
                stored = Stored(name, source_of.get(name, ""))
                # Of two files with one text, the one that is described.
                if not texts.get(folded, Stored("", "")).source:
                    texts[folded] = stored
        return cls(root, {*briefing.origins, *RESERVED_IDS}, texts)

    def stored(self, text: str) -> Stored | None:
        """Where a text is already, also if only its typography or white space differ."""
        return self.texts.get(fold(text))

    def add(self, article: Article, given: Mapping[str, Any], name: str) -> Addition:
        """Take in an article that no source describes yet; `given` are fields that the editor gave.

        `given` may hold the `id`. `name` is the article's file name. Raises `UnusableError` where what was
        given cannot stand in a record, or there is no title.
        """
        twin = self.stored(article.text)
        fields = _fields(article, {key: value for key, value in given.items() if key != "id"})
        source_id = str(given.get("id") or self._new_id(fields, name))
        if source_id in self.taken:
            raise UnusableError(f"the id `{source_id}` is taken already", "Give it another one.")
        path = twin.path if twin else self._new_path(source_id)
        text = yaml_reader.read_text(self.root / path, path) if twin else article.text
        fields |= {"text": path, "sha256": hashlib.sha256(text.encode()).hexdigest()}
        order = [key for key in Source.model_fields if key in fields]
        addition = Addition(source_id, {key: fields[key] for key in order}, path, None if twin else text)
        self.taken.add(source_id)
        self.texts[fold(article.text)] = Stored(path, source_id)
        self.additions.append(addition)
        return addition

    def write(self) -> None:
        """Write all texts and records, or none; raises `ContentError`."""
        files: dict[str, yaml_nodes.YamlText] = {}
        before: dict[str, str | None] = {}
        for addition in self.additions:
            name = self.file_of(addition.id)
            if name not in files:
                there = (self.root / name).exists()
                before[name] = saving.read(self.root, name) if there else None
                files[name] = yaml_nodes.read(before[name] or f"{schemas.modeline(name)}\n", name)
            text = yaml_editing.appended(files[name], yaml_writer.as_yaml(addition.id, addition.fields))
            files[name] = yaml_nodes.read(text, name)
        texts = [Rewrite(each.path, None, each.text) for each in self.additions if each.text is not None]
        saving.write(
            self.root, [*texts, *(Rewrite(name, before[name], file.text) for name, file in files.items())]
        )

    def file_of(self, source_id: str) -> str:
        """The file that a new source's record goes to: the one of all sources, or one of its own.

        A file of its own it gets where the briefing keeps its sources in a folder.
        """
        one = f"{_SOURCES}.yml"
        if not (self.root / one).exists() and (self.root / _SOURCES).is_dir():
            return f"{_SOURCES}/{source_id}.yml"
        return one

    def _new_id(self, fields: Mapping[str, Any], name: str) -> str:
        """An id that tells what the source is, from its title, or from who published it when."""
        title, published = str(fields["title"]), str(fields.get("published", ""))
        outlet = slug(host(str(fields.get("url", ""))).rpartition(".")[0]) or slug(
            str(fields.get("publisher", ""))
        )
        letters = sum(map(str.isalnum, title))
        readable = sum(map(str.isalnum, slug(title))) > letters / 2
        by_outlet = slug(f"{outlet} {published}") if outlet else ""
        base = (slug(title) if readable else by_outlet) or slug(Path(name).stem) or "source"
        base = _shortened(base)
        number, found = 1, base
        while found in self.taken or (self.root / SEEDS / f"{found}.txt").exists():
            number += 1
            found = f"{base}-{number}"
        return found

    def _new_path(self, source_id: str) -> str:
        number, path = 1, f"{SEEDS}/{source_id}.txt"
        while (self.root / path).exists():
            number += 1
            path = f"{SEEDS}/{source_id}-{number}.txt"
        return path


def refuse_wrong(given: Mapping[str, Any]) -> None:
    """Refuse what cannot stand in a source's record; raises `UnusableError` that names each field."""
    record = {"id": "an-id", "title": "A title", "kind": "article", **given}
    try:
        Source.model_validate(record)
    except ValidationError as error:
        said = [f"--{detail['loc'][0]}: {detail['msg']}" for detail in error.errors()]
        raise UnusableError("; ".join(said)) from None


def _fields(article: Article, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an article's record, as far as they are known; what was given goes first."""
    found: dict[str, Any] = {
        "title": _line(article.title),
        "kind": article.kind,
        "publisher": _line(article.publisher),
        "author": [name for name in map(_line, article.author) if name],
        "published": article.published,
        "url": article.url,
        "archived_url": article.archived_url,
        "accessed": article.accessed,
        "language": article.language,
    }
    fields = {key: value for key, value in found.items() if value} | dict(given)
    url = str(fields.get("url", ""))
    if is_archive(url):
        fields = {**fields, "archived_url": url, "url": original_of(url)}
        fields = {key: value for key, value in fields.items() if value}
    if "publisher" not in fields and fields.get("url"):
        fields["publisher"] = host(fields["url"])
    if "title" not in fields:
        raise UnusableError("no title was found", "Give one: `--title`.")
    try:
        Source.model_validate({"id": "an-id", **fields})
    except ValidationError as error:
        wrong = {str(detail["loc"][0]) for detail in error.errors()}
        return {key: value for key, value in fields.items() if key not in wrong or key in given}
    return fields


def _line(text: str) -> str:
    return " ".join(yaml_writer.readable(text).split())


def _shortened(text: str) -> str:
    """An id of whole words, not longer than can be read at a glance."""
    if len(text) <= _LONGEST_ID:
        return text
    cut = re.match(rf".{{1,{_LONGEST_ID}}}(?=-)", text)
    return cut[0] if cut else text[:_LONGEST_ID]
