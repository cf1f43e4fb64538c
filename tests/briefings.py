"""A small briefing without a problem, and how to write it, or one that differs, into a folder."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

from builder.facts.briefing import Briefing
from builder.facts.loading import load
from builder.facts.passages import Passages
from builder.model.kinds import KINDS, Kind
from builder.pages.plan import plan
from builder.pages.renderer import Renderer
from builder.pipeline.check import passages_of

# The text of the source, in three paragraphs.
GAZETTE = """\
The ferry and the bell

The ferry Anna left the old harbour on 3 May 2021. The harbour master said that the bell had rung twice.

A sailor, who gave no name, said that the bell had not rung at all. Nobody was hurt.
"""

BASE = {
    "mkdocs.yml": """
        site_name: The ferry
        theme: briefing
        docs_dir: content/pages
        plugins: [briefing]
        """,
    "content/pages/about.md": "# About\n",
    "content/briefing.yml": """
        title: The ferry and the bell
        as_of: 2021-05-09
        bottom_line:
          - text: The [ferry][departure] left. Whether its bell rang is [disputed][bell].
            rests_on: [departure, bell]
        """,
    "content/sources.yml": """
        gazette:
          title: The ferry and the bell
          kind: article-newspaper
          text: seeds/gazette.txt
          publisher: The Gazette
        """,
    "seeds/gazette.txt": GAZETTE,
    "content/actors.yml": """
        harbour-master: {name: The harbour master, kind: person}
        sailor: {name: A sailor, kind: person}
        """,
    "content/places.yml": """
        old-harbour: {name: The old harbour, precision: town}
        """,
    "content/events.yml": """
        departure:
          title: The ferry leaves
          kind: movement
          date: 2021-05-03
          place: old-harbour
          account:
            - text: The ferry left the [old harbour][old-harbour] on 3 May 2021.
              cites: [{source: gazette, quote: left the old harbour on 3 May 2021}]
        """,
    "content/disputes.yml": """
        bell:
          question: Did the bell ring?
          about: [departure]
          positions:
            - by: harbour-master
              text: The bell rang twice.
              cites: [{source: gazette, quote: the bell had rung twice}]
            - by: sailor
              stance: denies
              text: The bell did not ring.
              cites: [{source: gazette, quote: the bell had not rung at all}]
        """,
}

Files = Mapping[str, str | bytes | None]


def write(root: Path, files: Files | None = None) -> Path:
    """The small briefing in a folder, with files of a test's own, or without one (`None`)."""
    for name, content in {**BASE, **(files or {})}.items():
        if content is None:
            continue
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else dedent(content).lstrip("\n").encode()
        file.write_bytes(data)
    return root


def read(root: Path, files: Files | None = None) -> Briefing:
    """The small briefing, or one that differs; it must have no problem of form."""
    briefing, problems = load(write(root, files))
    assert briefing is not None
    assert problems == (), "\n".join(map(str, problems))
    return briefing


def read_all(root: Path, files: Files | None = None) -> tuple[Briefing, Passages]:
    """The same with its quotes looked up."""
    briefing = read(root, files)
    return briefing, passages_of(briefing)


def renderer(root: Path, files: Files | None = None, edit_base: str = "") -> Renderer:
    """What renders the pages of the small briefing, or of one that differs."""
    briefing, passages = read_all(root, files)
    return Renderer(briefing, passages, plan(briefing), root, edit_base)


def kinds(**most: int) -> list[Kind]:
    """The kinds of record, some of which have pages that hold so many records and no more."""
    return [_smaller(kind, most[kind.name]) if kind.name in most else kind for kind in KINDS]


def small_kinds(most: int) -> list[Kind]:
    """The kinds of record, all with pages that hold so many records and no more."""
    return [_smaller(kind, most) for kind in KINDS]


def _smaller(kind: Kind, most: int) -> Kind:
    return replace(kind, pages=replace(kind.pages, most=most, whole=None))
