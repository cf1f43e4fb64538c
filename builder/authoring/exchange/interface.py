"""What a format is: a module with a name, a title, and a way in, a way out, or both."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from builder.authoring.exchange.event_filter import Selection
from builder.authoring.exchange.exported import Exported
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.ledger import Entry
from builder.authoring.exchange.proposals import Book, Proposal
from builder.facts.briefing import Briefing


@dataclass(frozen=True)
class Wish:
    """What the editor says of the file, each where it is not to be seen from the file itself.

    `form` is the name of a format; `kind` the folder of a kind, for a table of one; `source` the id of the
    source that everything imported cites; `columns` the headings of a table for each field.
    """

    form: str | None = None
    kind: str | None = None
    source: str | None = None
    encoding: str | None = None
    selection: Selection = field(default_factory=Selection)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A file as it is about to be read: what it is, its entries, and what makes records of one.

    `propose` gives no list for an entry that was not asked for, and raises `UnreadableError` for one that
    cannot be read. `remark` is what the editor should know of the whole file. `selects`: countries and
    times can be chosen. `ours`: the records are complete, so that a field left out is an empty one.
    """

    title: str
    entries: Iterator[Entry]
    propose: Callable[[Entry], list[Proposal] | None]
    remark: str = ""
    selects: bool = False
    ours: bool = False


Reader: TypeAlias = Callable[[Incoming, Wish, Book], Reading | None]
"""Reads a file, if it is of the format. Raises `UnreadableError` or `ContentError` where it cannot be."""


@dataclass(frozen=True)
class Writer:
    """How a briefing is written: into which file (or folder), and whether its drafts are in it."""

    name: str
    drafts: bool
    write: Callable[[Briefing], Exported]


class Format(Protocol):
    """A module of a format. Its docstring is its page in the documentation."""

    @property
    def __doc__(self) -> str | None: ...  # type: ignore[override]  # a module's is its own

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """What `--format` and `briefing export` call it."""

    @property
    def TITLE(self) -> str:  # noqa: N802
        """What people call it."""

    @property
    def ENDINGS(self) -> tuple[str, ...]:  # noqa: N802
        """How the names of its files end: `.csv`."""

    @property
    def READER(self) -> Reader | None:  # noqa: N802
        """The way in."""

    @property
    def WRITER(self) -> Writer | None:  # noqa: N802
        """The way out."""
