"""Where ids stand in the files of a briefing, to the character: at the head of records, in fields, in texts.

This looks at the files themselves, not at the records made of them, so that it also finds what stands in a
record that is not well-formed.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process

from builder.facts.briefing import OVERVIEW, Briefing
from builder.files import changes, saving, yaml_nodes
from builder.files.layout import DOCS_DIR, Configuration
from builder.files.problems import ContentError, Location, Problem
from builder.files.yaml_nodes import BYTE_ORDER_MARK, YamlText
from builder.model import base, prose, records
from builder.model.fields import slug
from builder.model.kinds import FOLDERS
from builder.pages import addresses

# A link in Markdown or HTML, behind what only looks like one: code in fences and in a line.
_LINK = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)|\Z)"
    r"|(?P<ticks>`+)(?:(?!`).)+?(?P=ticks)(?!`)"
    r"|(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?|\b(?:href|src)=[\"'])(?P<target>[^\s<>()\"']+)",
    re.MULTILINE | re.DOTALL,
)
# How much of a text is shown on either side of a reference, in characters.
_AROUND = 30


class Standing(NamedTuple):
    """One place where an id stands.

    `path` leads from the file's root to the text that holds it, and `start` up to, not including, `end` is
    where in that text it stands. `owner` is the id of the record (or `briefing`) that it stands in.
    """

    file: str
    owner: str
    path: changes.Path
    id: str
    form: Literal["id", "field", "text"]
    text: str
    start: int
    end: int

    @property
    def field(self) -> str:
        """Where in its record it stands: `account 1, cites 2, source`; items are counted from 1."""
        path = self.path if self.owner == OVERVIEW else self.path[1:]
        steps = [f" {step + 1}" if isinstance(step, int) else f", {step}" for step in path]
        return "".join(steps).removeprefix(", ")

    @property
    def words(self) -> str:
        """The text around it."""
        start, end = self.start - _AROUND, self.end + _AROUND
        before = self.text[max(0, start) : self.start]
        after = self.text[self.end : end]
        if start > 0:
            before = "…" + before.partition(" ")[2]
        if end < len(self.text):
            after = after.rpartition(" ")[0] + "…"
        return " ".join(f"{before}{self.text[self.start : self.end]}{after}".split())


@dataclass(frozen=True)
class Content:
    """The YAML files of a briefing that can be read, by name, and what is wrong with the others."""

    files: Mapping[str, YamlText]
    unread: tuple[Problem, ...]

    def standings(self) -> Iterator[Standing]:
        """Every place where an id stands, file by file."""
        for file in self.files.values():
            yield from standings(file)

    def location(self, standing: Standing) -> Location:
        """The line and column of an id."""
        file = self.files[standing.file]
        if standing.form == "id":
            entry = file.place(standing.path).entry
            assert entry
            return file.location(entry.key.start)
        return file.position(standing.path, standing.start)


def read(root: Path, briefing: Briefing, problems: tuple[Problem, ...]) -> Content:
    """The files that a briefing was loaded from; `problems` are those that loading it found."""
    names = {origin.file for origin in briefing.origins.values()}
    names |= {problem.location.path for problem in problems if problem.location.path.startswith("content/")}
    files: dict[str, YamlText] = {}
    unread: list[Problem] = []
    for name in sorted(names):
        if not (root / name).is_file() or not name.endswith(".yml"):
            continue
        try:
            files[name] = yaml_nodes.read(saving.read(root, name), name)
        except ContentError as error:
            unread += error.problems
    return Content(files, tuple(unread))


def standings(file: YamlText) -> Iterator[Standing]:
    """Every place in one file where an id stands."""
    tree = file.tree()
    if not isinstance(tree, dict):
        return
    folder = PurePosixPath(file.name).parts[1].removesuffix(".yml")
    if folder == OVERVIEW:
        yield from _inside(file.name, OVERVIEW, base.held(records.Overview, tree))
        return
    if folder not in FOLDERS:
        return
    for record, fields in tree.items():
        yield Standing(file.name, record, (record,), record, "id", record, 0, len(record))
        yield from _inside(file.name, record, base.held(FOLDERS[folder], fields, (record,)))


def _inside(file: str, owner: str, fields: Iterator[base.Held]) -> Iterator[Standing]:
    for field in fields:
        if isinstance(field.mark, base.RefTo):
            yield Standing(file, owner, field.path, field.text, "field", field.text, 0, len(field.text))
        elif field.mark.inline:
            for label in prose.labels(field.text):
                yield Standing(file, owner, field.path, label.id, "text", field.text, label.start, label.end)


class Link(NamedTuple):
    """A link to what the site shows of a record, in a page of the editors' own or in `mkdocs.yml`.

    `start` is where in the file its target begins; `location` is the same as line and column.
    """

    file: str
    start: int
    target: str
    location: Location


def links_to(root: Path, record: records.Record) -> Iterator[Link]:
    """Every link to a record's page, or to an anchor of it on a page that it shares."""
    own = addresses.own_page(type(record), record.id)
    folder = root / DOCS_DIR
    for file in sorted(folder.rglob("*.md")):
        page = file.relative_to(folder).as_posix()
        for link in _targets(root, f"{DOCS_DIR}/{page}", _LINK):
            path, _, anchor = link.target.partition("#")
            leads_to = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
            if (leads_to == own) or is_anchor_of(anchor, record.id):
                yield link
    settings = Configuration.of(root).file
    if own and settings.is_file():
        path_alone = re.compile(rf"(?<![\w/.-])(?P<target>{re.escape(own)})(?![\w-])")
        yield from _targets(root, settings.name, path_alone)


def is_anchor_of(anchor: str, record: str) -> bool:
    """Whether an anchor is a record's, or that of a part of it."""
    return bool(re.fullmatch(rf"(?:_cited-by-)?{re.escape(record)}(?:_.*)?", anchor))


def _targets(root: Path, name: str, pattern: re.Pattern[str]) -> Iterator[Link]:
    """What a pattern finds in a file."""
    text = saving.read(root, name)
    for match in pattern.finditer(text):
        if target := match["target"]:
            before = text[: match.start("target")].removeprefix(BYTE_ORDER_MARK)
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            yield Link(name, match.start("target"), target, Location(name, line, column))


def alike(word: str, briefing: Briefing, most: int = 3) -> list[records.Record]:
    """The records that somebody may have meant by a word: by their ids, names and other names."""
    called: list[tuple[str, str]] = []
    for record_id, record in briefing.records.items():
        names = {record_id, record.heading, *getattr(record, "aliases", ())}
        called += ((name, record_id) for name in names)
    found = process.extract(
        word.casefold(),
        [name.casefold() for name, _ in called],
        scorer=fuzz.ratio,
        score_cutoff=70,
        limit=None,
    )
    ids = dict.fromkeys(called[index][1] for _, _, index in found)
    # Whoever leaves out words of a long id means it all the same.
    steps = set(slug(word).split("-"))
    ids |= dict.fromkeys(each for each in briefing.records if steps and steps <= set(each.split("-")))
    return [briefing.records[each] for each in ids][:most]
