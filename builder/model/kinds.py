"""The kinds of record, one entry each: all that is to be known of a kind beside its fields.

A new kind is a model in `records`, an entry in `KINDS`, the template of its page and its words. Loading, the
plan of the pages, addresses, search, headings, schemas and the formats of exchange read the entry.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from builder.model import records
from builder.model.records import Record
from builder.model.translation import marked


@dataclass(frozen=True, kw_only=True)
class Pages:
    """The pages that show the records of a kind: a section of the navigation.

    `rank` is its place in the navigation, the lowest first. `title` is its name there, `path` its page as a
    Markdown file of the site, `template` the page's template in `templates/pages/` without its ending. With
    `own`, a template too, each record has a page to itself, beside that of the section.

    `order` is what records are sorted by; without it, they stand in the editors' order. Of more than `most`
    records (or `whole`, if given), the section is an index of pages that hold up to `most` each: about as
    many as make 100 kB of Markdown, which opens at once on a slow line. `divided` is what goes together on
    such a page: what comes one after the other, what happened in one period, or the actors of one kind.
    """

    rank: int
    title: str
    path: str
    template: str
    own: str = ""
    order: Callable[[Any], Any] | None = None
    most: int = 60
    whole: int | None = None
    divided: Literal["in order", "by period", "by kind of actor"] = "in order"


@dataclass(frozen=True, kw_only=True)
class Search:
    """How readers find the records of a kind, by the names of their fields.

    `rank` is their place in the index, the lowest first. A record is an `entry` under its own name, with one
    line of the values `beside` the name and with `lines`, each of which says by itself who claims what.
    `parts` are statements, figures and relations that are entries of their own.
    """

    rank: int
    entry: bool = True
    beside: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of record.

    `model` holds its fields, its word, and the name of its file or folder in `content/`. `plural` is the word
    for several in messages, `heading` what stands above several on a page. `search` is left out where readers
    do not search for such records. `draft_hint` is what an editor is told to do with one that was drafted
    from a source's text.
    """

    model: type[Record]
    plural: str
    heading: str
    pages: Pages
    search: Search | None = None
    draft_hint: str = ""

    @property
    def name(self) -> str:
        """The word for one of the kind, in messages and in references."""
        return self.model.kind_name

    @property
    def folder(self) -> str:
        """The name of its file or folder in `content/`."""
        return self.model.folder


# In the order in which files, schemas and formats of exchange list them.
KINDS = (
    Kind(
        model=records.Source,
        plural="sources",
        heading=marked("Sources"),
        pages=Pages(
            rank=80,
            title=marked("Sources"),
            path="sources/index.md",
            template="sources",
            own="source",
            most=200,
        ),
        search=Search(rank=80, beside=("publisher", "author")),
    ),
    Kind(
        model=records.Actor,
        plural="actors",
        heading=marked("Actors"),
        pages=Pages(
            rank=30,
            title=marked("Actors"),
            path="actors/index.md",
            template="actors",
            own="actor",
            most=200,
            divided="by kind of actor",
        ),
        search=Search(rank=30, beside=("kind", "part_of", "aliases"), parts=("about", "relations")),
        draft_hint="Check the kind; join names for the same one with `aliases`.",
    ),
    Kind(
        model=records.Place,
        plural="places",
        heading=marked("Places"),
        pages=Pages(rank=60, title=marked("Places"), path="places.md", template="places", most=40),
        search=Search(rank=40, beside=("part_of", "aliases"), parts=("about",)),
        draft_hint="Check the precision, and add `location`.",
    ),
    Kind(
        model=records.Event,
        plural="events",
        heading=marked("Events"),
        pages=Pages(
            rank=20,
            title=marked("Timeline"),
            path="timeline.md",
            template="timeline",
            whole=100,
            divided="by period",
        ),
        search=Search(rank=10, beside=("date", "place", "by", "against"), parts=("account", "figures")),
        draft_hint="`date`, `place` and `by` stand only where the words are plain; add what you know.",
    ),
    Kind(
        model=records.Dispute,
        plural="disputes",
        heading=marked("Disputed claims"),
        pages=Pages(
            rank=50, title=marked("Disputed claims"), path="disputes.md", template="disputes", most=20
        ),
        search=Search(rank=50, lines=("positions",)),
        draft_hint="Put the question well, and the answers to one question into one record.",
    ),
    Kind(
        model=records.Topic,
        plural="topics",
        heading=marked("Background"),
        pages=Pages(rank=10, title=marked("Background"), path="background.md", template="background"),
        search=Search(rank=20, entry=False, parts=("statements",)),
        draft_hint="What fitted nowhere else: move it to where it belongs, or remove it.",
    ),
    Kind(
        model=records.View,
        plural="views",
        heading=marked("Analyst views"),
        pages=Pages(rank=40, title=marked("Analyst views"), path="views.md", template="views", most=30),
        search=Search(rank=60, lines=("judgement", "reasons")),
        draft_hint="Say in a few words what is judged; add `rests_on`, the events that it is about.",
    ),
    Kind(
        model=records.Question,
        plural="questions",
        heading=marked("Questions"),
        pages=Pages(
            rank=70,
            title=marked("What to watch"),
            path="watch.md",
            template="watch",
            # What happens next may answer those to watch: they come first.
            order=lambda question: question.kind != "watch",
        ),
        search=Search(rank=70, lines=("answer", "why", "indicators")),
    ),
    Kind(
        model=records.Edition,
        plural="editions",
        heading=marked("What changed"),
        pages=Pages(
            rank=90,
            title=marked("What changed"),
            path="changes.md",
            template="changes",
            # The newest first.
            order=lambda edition: -edition.date.toordinal(),
        ),
    ),
)

FOLDERS: Mapping[str, type[Record]] = MappingProxyType({kind.folder: kind.model for kind in KINDS})
"""The model of the records in each file or folder of `content/`, by its name."""

_BY_MODEL = {kind.model: kind for kind in KINDS}
_BY_NAME = {kind.name: kind for kind in KINDS}


def of_model(model: type[Record]) -> Kind:
    """The kind whose records are of a model."""
    return _BY_MODEL[model]


def named(name: str) -> Kind:
    """The kind with a name; raises `KeyError` where there is none."""
    return _BY_NAME[name]


def in_navigation() -> list[Kind]:
    """The kinds in the order of the navigation."""
    return sorted(KINDS, key=lambda kind: kind.pages.rank)


def searched() -> list[tuple[Kind, Search]]:
    """The kinds that readers can search for, in the order of the index."""
    found = [(kind, kind.search) for kind in KINDS if kind.search]
    return sorted(found, key=lambda each: each[1].rank)
