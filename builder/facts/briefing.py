"""A folder's content as one read-only `Briefing`: every record by id, and what refers to it."""

import operator
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, Protocol, TypeVar, cast

from builder.facts.areas import Area
from builder.files import yaml_reader
from builder.files.problems import Location
from builder.machinery.grouping import Grouping
from builder.machinery.results import Dependencies
from builder.model import base, prose
from builder.model import records as schema
from builder.model.kinds import KINDS
from builder.model.outlines import ActorOutline, EventOutline, Name, PlaceOutline

R = TypeVar("R", bound=schema.Record)

OVERVIEW = "briefing"
PAGES = "pages"


class Origin(NamedTuple):
    """Where a record stands: its file, the place of its id, and its values with their places."""

    file: str
    mark: yaml_reader.Mark
    value: yaml_reader.Mapping


class Mention(NamedTuple):
    """One record's reference to another, in a field or in a text: which record, and where in it."""

    record: str
    path: base.Path


class Indexes(Protocol):
    """What is looked up in a briefing, each time in no more of the records than is needed for it."""

    @property
    def records(self) -> Mapping[str, schema.Record]:
        """The records by id, without the overview."""

    @property
    def by_kind(self) -> Mapping[type[schema.Record], Mapping[str, schema.Record]]:
        """The records of each kind."""

    @property
    def ids(self) -> Mapping[type[schema.Record], tuple[str, ...]]:
        """The ids of the records of each kind."""

    @property
    def names(self) -> Mapping[str, Name]:
        """What each record is called."""

    @property
    def dated(self) -> Mapping[str, schema.Dated]:
        """When each event was, and what it came after and before."""

    @property
    def events(self) -> Mapping[str, EventOutline]:
        """What figures may use of events."""

    @property
    def actors(self) -> Mapping[str, ActorOutline]:
        """What figures may use of actors."""

    @property
    def places(self) -> Mapping[str, PlaceOutline]:
        """What figures may use of places."""

    @property
    def mentions(self) -> Mapping[str, tuple[Mention, ...]]:
        """For each id that is referred to, in fields or in texts, from where."""

    @property
    def edited_at(self) -> Mapping[str, Location]:
        """Where each record, and the overview, can be opened to edit it."""


@dataclass(frozen=True)
class WholeIndexes:
    """The indexes of a briefing that stays as it is: each is made when it is first asked for."""

    owners: Mapping[str, base.Model]
    origins: Mapping[str, Origin] = field(repr=False)
    known_mentions: Mapping[str, tuple[Mention, ...]] | None = field(default=None, repr=False)

    @cached_property
    def records(self) -> Mapping[str, schema.Record]:
        records = {key: model for key, model in self.owners.items() if key != OVERVIEW}
        return MappingProxyType(cast(dict[str, schema.Record], records))

    @cached_property
    def by_kind(self) -> Mapping[type[schema.Record], Mapping[str, schema.Record]]:
        kinds: dict[type[schema.Record], dict[str, schema.Record]] = {kind.model: {} for kind in KINDS}
        for record_id, record in self.records.items():
            kinds[type(record)][record_id] = record
        return {kind: MappingProxyType(found) for kind, found in kinds.items()}

    @cached_property
    def ids(self) -> Mapping[type[schema.Record], tuple[str, ...]]:
        return {kind: tuple(found) for kind, found in self.by_kind.items()}

    @cached_property
    def names(self) -> Mapping[str, Name]:
        return {key: Name.of(record) for key, record in self.records.items()}

    @cached_property
    def dated(self) -> Mapping[str, schema.Dated]:
        return {key: event.dated for key, event in self._of(schema.Event).items()}

    @cached_property
    def events(self) -> Mapping[str, EventOutline]:
        return {key: EventOutline.of(event) for key, event in self._of(schema.Event).items()}

    @cached_property
    def actors(self) -> Mapping[str, ActorOutline]:
        return {key: ActorOutline.of(actor) for key, actor in self._of(schema.Actor).items()}

    @cached_property
    def places(self) -> Mapping[str, PlaceOutline]:
        return {key: PlaceOutline.of(place) for key, place in self._of(schema.Place).items()}

    @cached_property
    def mentions(self) -> Mapping[str, tuple[Mention, ...]]:
        return self.known_mentions or Grouping(mentions_in).of(self.owners)

    @cached_property
    def edited_at(self) -> Mapping[str, Location]:
        return {key: Location(origin.file, *origin.mark) for key, origin in self.origins.items()}

    def _of(self, kind: type[R]) -> Mapping[str, R]:
        return cast(Mapping[str, R], self.by_kind[kind])


@dataclass(frozen=True)
class TrackedIndexes:
    """The indexes of a briefing that is being edited: whoever looks something up in them is noted."""

    records: Mapping[str, schema.Record]
    by_kind: Mapping[type[schema.Record], Mapping[str, schema.Record]]
    ids: Mapping[type[schema.Record], tuple[str, ...]]
    names: Mapping[str, Name]
    dated: Mapping[str, schema.Dated]
    events: Mapping[str, EventOutline]
    actors: Mapping[str, ActorOutline]
    places: Mapping[str, PlaceOutline]
    mentions: Mapping[str, tuple[Mention, ...]]
    edited_at: Mapping[str, Location]

    @classmethod
    def of(cls, whole: Indexes, origins: Mapping[str, Origin], kept: Dependencies) -> "TrackedIndexes":
        """Every index, brought up to date at once: what was made from entries that differ now is let go."""
        return cls(
            records=kept.track("record", whole.records),
            by_kind={kind: kept.track(kind.kind_name, found) for kind, found in whole.by_kind.items()},
            ids=kept.track("ids", whole.ids),
            names=kept.track("name", whole.names),
            dated=kept.track("dated", whole.dated),
            events=kept.track("outline of event", whole.events),
            actors=kept.track("outline of actor", whole.actors),
            places=kept.track("outline of place", whole.places),
            mentions=kept.track("mention", whole.mentions),
            # Only the file, as lines come and go all the time.
            edited_at=kept.track("file", {key: Location(origin.file) for key, origin in origins.items()}),
        )


@dataclass(frozen=True)
class Briefing:
    """Every record of one briefing, by id, in the editors' order.

    `owners` holds the records and, as `briefing`, the overview (`content/briefing.yml`). `texts` holds the
    stored text of each source that has one, `areas` the editor's own for the map; `broken` the ids of
    records that could not be read, `unread` the kinds of record of which a whole file could not be.
    `known_mentions` are the `mentions` where they have been gathered already.
    """

    owners: Mapping[str, base.Model]
    texts: Mapping[str, str]
    origins: Mapping[str, Origin] = field(repr=False)
    areas: tuple[Area, ...] = field(default=(), repr=False)
    broken: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    known_mentions: Mapping[str, tuple[Mention, ...]] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def indexes(self) -> Indexes:
        """What is looked up in its records."""
        return WholeIndexes(self.owners, self.origins, self.known_mentions)

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

    @property
    def records(self) -> Mapping[str, schema.Record]:
        """Every record by id, without the overview."""
        return self.indexes.records

    @property
    def dated(self) -> Mapping[str, schema.Dated]:
        """When each event was, and what it came after and before."""
        return self.indexes.dated

    @property
    def ids(self) -> Container[str]:
        """The ids of all records."""
        return self.indexes.names

    def named(self, record_id: str) -> Name | None:
        """What a record is called; none if there is none."""
        return self.indexes.names.get(record_id)

    def kind_name(self, record_id: str) -> str | None:
        """The name of the kind that a record is of; none where there is no such record."""
        name = self.named(record_id)
        return name.kind_name if name else None

    def ids_of(self, kind: type[schema.Record]) -> tuple[str, ...]:
        """The ids of the records of one kind."""
        return self.indexes.ids[kind]

    def of(self, kind: type[R]) -> Mapping[str, R]:
        """The records of one kind."""
        return cast(Mapping[str, R], self.indexes.by_kind[kind])

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

    @property
    def mentions(self) -> Mapping[str, tuple[Mention, ...]]:
        """For each id that is referred to, in fields or in texts, from where."""
        return self.indexes.mentions

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

    def locate(self, record: str, path: base.Path = (), *, key: bool = False) -> Location:
        """Where a field of a record stands in the YAML (with `key`, its key; without a path, its id)."""
        origin = self.origins[record]
        mark = yaml_reader.mark_of(origin.value, path, key=key) if path else origin.mark
        return Location(origin.file, *mark)

    def edited_at(self, record: str) -> Location:
        """Where a record can be opened to edit it; only the file while lines come and go all the time."""
        return self.indexes.edited_at[record]

    def drafts(self) -> list[str]:
        """The ids of records that are drafts."""
        return [record_id for record_id, record in self.records.items() if record.draft]

    def published(self) -> "Briefing":
        """The briefing without its drafts."""
        if not self.drafts():
            return self
        drafts = set(self.drafts())
        kept = {owner: model for owner, model in self.owners.items() if owner not in drafts}
        return replace(self, owners=MappingProxyType(kept), known_mentions=None)

    def tracked(self, kept: Dependencies) -> "TrackedBriefing":
        """The same briefing as it is being edited."""
        return TrackedBriefing(
            owners=kept.track("owner", self.owners),
            texts=kept.track("text", self.texts),
            # Two places may differ where all that they hold is the same.
            origins=kept.track("origin", self.origins, same=operator.is_),
            areas=self.areas,
            broken=self.broken,
            unread=self.unread,
            whole=self,
            tracked_indexes=TrackedIndexes.of(self.indexes, self.origins, kept),
        )


@dataclass(frozen=True)
class TrackedBriefing(Briefing):
    """A briefing in which it is noted who looks up what.

    Of its language and its only outlet it is not: a change of these changes everything.
    """

    whole: Briefing = field(kw_only=True, repr=False)
    tracked_indexes: TrackedIndexes = field(kw_only=True, repr=False)

    @cached_property
    def indexes(self) -> Indexes:
        return self.tracked_indexes

    @cached_property
    def language(self) -> str:
        return self.whole.language

    @cached_property
    def only_outlet(self) -> str | None:
        return self.whole.only_outlet


def mentions_in(owner: str, model: base.Model) -> Iterator[tuple[str, Mention]]:
    """Every id that a record refers to, in its fields and in its texts, with the place."""
    for reference in base.references(model):
        yield reference.id, Mention(owner, reference.path)
    for text in base.texts(model):
        if text.inline and "[" in text.text:
            for label in prose.referred(text.text):
                yield label, Mention(owner, text.path)
