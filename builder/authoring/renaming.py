"""A record gets another id, wherever the old one stands: in fields, in texts, in links to its page."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic_core import PydanticCustomError

from builder.authoring.references import Content, Link, Standing, is_anchor_of, links_to
from builder.facts.briefing import Briefing
from builder.files import saving
from builder.files.changes import Change, Edit, RenameKey, Reword, SetText
from builder.files.changes import Path as Place
from builder.files.problems import ContentError, Problem
from builder.files.saving import Rewrite
from builder.files.yaml_editing import apply, changed
from builder.model import fields, prose, records
from builder.pages.addresses import FRONT, of_record, own_page
from builder.pages.plan import plan

_WORD = r"(?<![\w-]){}(?![\w-])"


@dataclass(frozen=True)
class Renaming:
    """What a renaming changes.

    `rewrites` are the files to be written, `places` the number of references changed. `addresses` are the old
    and the new one of the record on the site, seen from its front page; empty where the record is not
    well-formed. `mentioned` are templates of the site's own that name the old id, which are left as they are.
    """

    rewrites: tuple[Rewrite, ...]
    places: int
    addresses: tuple[str, ...]
    mentioned: tuple[str, ...]


def objection(briefing: Briefing, new: str) -> str:
    """Why no record can get an id, in a sentence or two; empty where one can."""
    try:
        fields.check_id(new)
    except PydanticCustomError as error:
        nearest = fields.slug(new)
        usable = nearest not in ("", new) and nearest not in briefing.origins
        return f"{error.message()[:1].upper()}{error.message()[1:]}." + (
            f" `{nearest}` would do." if usable else ""
        )
    if new in briefing.origins:
        taken = briefing.locate(new)
        return f"The id `{new}` is taken already, at {taken.path}:{taken.line}."
    return ""


def rename(root: Path, briefing: Briefing, content: Content, old: str, new: str) -> Renaming:
    """Find all that changes when a record's id does; nothing is written.

    The record must be one of the briefing, and there must be no `objection` to the new id. Raises
    `ContentError` where not all that refers to the record can be changed.
    """
    standings = list(content.standings())
    problems = [*_refused(standings, content, old, new), *_unread(root, content, old)]
    if problems:
        raise ContentError(problems)
    changes: dict[str, list[Change]] = {}
    here = [standing for standing in standings if standing.id == old]
    texts: dict[tuple[str, Place], str] = {}
    for standing in here:
        if standing.form == "text":
            texts[standing.file, standing.path] = standing.text
        elif standing.form == "id":
            changes.setdefault(standing.file, []).append(RenameKey(standing.path, new))
        else:
            changes.setdefault(standing.file, []).append(SetText(standing.path, new))
    for (file, path), text in texts.items():
        edits = tuple(Edit(*each) for each in prose.renamed(text, old, new))
        changes.setdefault(file, []).append(Reword(path, edits))
    rewrites = [
        Rewrite(name, content.files[name].text, changed(content.files[name], asked))
        for name, asked in changes.items()
    ]
    record = briefing.records.get(old)
    links = list(links_to(root, record)) if record else []
    if record:
        rewrites += _linking(root, links, record, new)
    addresses = []
    if record:
        address = plan(briefing).addresses[old]
        renamed = of_record(type(record), new, address.page)
        addresses = [each.published(FRONT, folders=True) for each in (address, renamed)]
    return Renaming(
        tuple(rewrites), len(here) - 1 + len(links), tuple(addresses), tuple(_mentioned(root, old))
    )


def _refused(standings: list[Standing], content: Content, old: str, new: str) -> Iterator[Problem]:
    """Why the id cannot be changed."""
    heads = [each for each in standings if each.form == "id" and each.id == old]
    for head in heads[1:]:
        message = f"a second record has the id `{old}`"
        yield Problem(
            "duplicate-id", content.location(head), message, "Give it another id by hand first.", old
        )
    for standing in standings:
        if standing.form == "text" and standing.id == new:
            label = next(each for each in prose.labels(standing.text) if each.start == standing.start)
            # What is reported as an unknown reference today is meant as one.
            if label.shown or (new.isdigit() and not label.explicit):
                shown = standing.text[label.start : label.end]
                message = f"the text shows `[{shown}]`, which would become a link to the record"
                hint = f"Write `\\[{shown}\\]` to keep it as it is, then try again."
                where = content.location(standing)
                yield Problem("not-edited", where, message, hint, standing.owner, words=f"[{shown}]")


def _unread(root: Path, content: Content, old: str) -> Iterator[Problem]:
    """What is wrong with files that may refer to the record and cannot be read."""
    word = re.compile(_WORD.format(re.escape(old)).encode())
    for problem in content.unread:
        if word.search((root / problem.location.path).read_bytes()):
            yield problem


def _mentioned(root: Path, old: str) -> Iterator[str]:
    """The site's own templates that name the id, perhaps meaning the record."""
    word = re.compile(_WORD.format(re.escape(old)).encode())
    for file in sorted((root / "templates").rglob("*")):
        if file.suffix in (".md", ".html", ".jinja", ".js") and word.search(file.read_bytes()):
            yield file.relative_to(root).as_posix()


def _relinked(link: Link, old: records.Record, new: str) -> str:
    """Where a link leads once the record has its new id."""
    path, mark, anchor = link.target.partition("#")
    at, to = (own_page(type(old), key) for key in (old.id, new))
    if at and path.endswith(posixpath.basename(at)):
        path = path.removesuffix(posixpath.basename(at)) + posixpath.basename(to)
    if is_anchor_of(anchor, old.id):
        anchor = anchor.replace(old.id, new, 1)
    return f"{path}{mark}{anchor}"


def _linking(root: Path, links: list[Link], record: records.Record, new: str) -> Iterator[Rewrite]:
    """The pages and settings with links that lead to the record under its new id."""
    for name in dict.fromkeys(link.file for link in links):
        text = saving.read(root, name)
        edits = [
            Edit(link.start, link.start + len(link.target), _relinked(link, record, new))
            for link in links
            if link.file == name
        ]
        yield Rewrite(name, text, apply(text, edits))
