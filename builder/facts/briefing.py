"""A folder's content as one read-only `Briefing`: every record by id, and what refers to it."""

import operator
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

from builder.facts.areas import Area
from builder.files import yaml_reader
from builder.files.problems import Location
from builder.machinery.grouping import Grouping
from builder.machinery.results import Dependencies
from builder.model import base, prose
from builder.model import records as schema

R = TypeVar("R", bound=schema.Record)

OVERVIEW = "briefing"
PAGES = "pages"
FOLDERS = {kind.folder: kind for kind in schema.RECORD_TYPES}


class Origin(NamedTuple):
    """Where a record stands: its file, the place of its id, and its values with their places."""

    file: str
    mark: yaml_reader.Mark
    value: yaml_reader.Mapping


class Mention(NamedTuple):
    """One record's reference to another, in a field or in a text: which record, and where in it."""

    record: str
    path: base.Path


@dataclass(frozen=True)
class Briefing:
    """Every record of one briefing, by id, in the editors' order.

    `owners` holds the records and, as `briefing`, the overview (`content/briefing.yml`). `texts` holds the
    stored text of each source that has one, `areas` the editor's own for the map; `broken` the ids of
    records that could not be read, `unread` the kinds of record of which a whole file could not be.
    """

    owners: Mapping[str, base.Model]
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

    def locate(self, record: str, path: base.Path = (), *, key: bool = False) -> Location:
        """Where a field of a record stands in the YAML (with `key`, its key; without a path, its id)."""
        origin = self.origins[record]
        mark = yaml_reader.mark_of(origin.value, path, key=key) if path else origin.mark
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


def mentions_in(owner: str, model: base.Model) -> Iterator[tuple[str, Mention]]:
    """Every id that a record refers to, in its fields and in its texts, with the place."""
    for reference in base.references(model):
        yield reference.id, Mention(owner, reference.path)
    for text in base.texts(model):
        if text.inline and "[" in text.text:
            for label in prose.referred(text.text):
                yield label, Mention(owner, text.path)
