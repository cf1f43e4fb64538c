"""The records that editors write, as frozen models; an unknown key is an error.

Each field's docstring is its documentation.
"""

from functools import cached_property
from typing import Annotated, ClassVar, NamedTuple

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    model_validator,
)

from builder.model import dates, vocabulary
from builder.model.amounts import Amount, spread
from builder.model.base import Model
from builder.model.fields import (
    ActorRef,
    AnyRef,
    Coordinates,
    Date,
    Day,
    EventRef,
    Inline,
    Language,
    PlaceRef,
    Plain,
    SourceRef,
    Text,
    Url,
    WritingLanguage,
    check_id,
)


class Citation(Model):
    """Words in a source. The selector is the W3C text quote selector: exact words, what stands around."""

    source: SourceRef
    """The id of the source."""
    quote: Text | None = None
    """The words, exactly as they stand in the source; `…` joins two passages, in order."""
    prefix: Text | None = None
    """The words right before the quote, where the quote alone occurs more than once."""
    suffix: Text | None = None
    """The words right after the quote, where the quote alone occurs more than once."""
    locator: Plain | None = None
    """Page, minute or row, for a source whose text is not stored."""


class Statement(Model):
    """The atom of a briefing: text that rests on words in a source, or on other records."""

    text: Inline | None = None
    """What is stated, in inline Markdown."""
    cites: tuple[Citation, ...] = ()
    """The words it rests on."""
    rests_on: tuple[AnyRef, ...] = ()
    """The records it rests on: for the bottom line, a key point, a judgement."""
    credibility: vocabulary.Credibility | None = None
    """Admiralty scale, 1 (confirmed) to 6 (cannot be judged)."""
    note: Inline | None = None
    """The editor's own remark, shown as the editor's."""


class Record(Model):
    """What every record has: its id (the key in the file), and whether it is a draft."""

    kind_name: ClassVar[str]
    """The word for this kind of record in messages and in references."""
    folder: ClassVar[str]
    """The name of its file or folder in `content/`."""
    title_field: ClassVar[str] = "title"
    """The field that holds its name for readers."""

    id: Annotated[str, AfterValidator(check_id)]
    draft: bool = False
    """Shown while writing, left out of the published site."""
    note: Inline | None = None
    """The editor's own remark, shown as the editor's."""

    @property
    def heading(self) -> str:
        """Its name for readers, as plain text."""
        return str(getattr(self, self.title_field))


class LeftOut(Model):
    """Words of a source on which nothing rests, and why."""

    quote: Text
    """The words, as in a citation."""
    reason: Plain
    """Why nothing rests on them."""


class Source(Record):
    """An article, report, broadcast … that facts are drawn from; kinds and fields follow CSL."""

    kind_name = "source"
    folder = "sources"

    title: Plain
    """The title, as published."""
    kind: vocabulary.SourceKind
    """The CSL type."""
    text: Text | None = None
    """The stored text: a file in `seeds/`. Without it, citations cannot be checked."""
    rights: vocabulary.Rights = "excerpts"
    """`excerpts`: only cited passages are published; `full`: the whole text."""
    publisher: Plain | None = None
    """Who published it: the outlet, not the author."""
    author: tuple[Plain, ...] = ()
    """The authors' names."""
    family_names: tuple[Plain, ...] = ()
    """The authors' family names, in the order of `author`, for lists that say *Johnson, N.*; of one that has
    none, such as an office, the whole name."""
    published: Date | None = None
    """When it was published (EDTF)."""
    url: Url | None = None
    """Where it was published."""
    archived_url: Url | None = None
    """Where a copy is archived."""
    accessed: Date | None = None
    """When it was read (EDTF)."""
    language: Language | None = None
    """The language it is written in (BCP 47); the briefing's own if not given."""
    reliability: vocabulary.Reliability | None = None
    """The outlet's reliability, A to F on the Admiralty scale."""
    status: vocabulary.SourceStatus = "current"
    """Whether the publisher has corrected or retracted it since."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    """The SHA-256 checksum of the stored text, 64 digits of 0–9 and a–f, so that nobody changes it unseen."""
    left_out: tuple[LeftOut, ...] = ()
    """Sentences on which nothing rests, with the reason."""


class Relation(Model):
    """How one actor stands to another, by whose account."""

    kind: vocabulary.RelationKind
    """What joins them."""
    to: ActorRef
    """The other actor."""
    by: ActorRef | None = None
    """Who says so, where it is one side's claim."""
    text: Inline
    """The relation in a sentence."""
    cites: tuple[Citation, ...] = ()
    """The words it rests on."""
    note: Inline | None = None
    """The editor's own remark."""


class Actor(Record):
    """A state, body, group or person that acts or speaks."""

    kind_name = "actor"
    folder = "actors"
    title_field = "name"

    name: Plain
    """The name readers know it by."""
    kind: vocabulary.ActorKind
    """What it is."""
    aliases: tuple[Plain, ...] = ()
    """Other names it goes by in the sources."""
    part_of: ActorRef | None = None
    """The actor that it belongs to."""
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9]\d*$")] | None = None
    """Its item in Wikidata, such as Q794."""
    about: tuple[Statement, ...] = ()
    """What there is to know about it."""
    relations: tuple[Relation, ...] = ()
    """How it stands to other actors."""


class Place(Record):
    """Where something happened, no more exact than it is known."""

    kind_name = "place"
    folder = "places"
    title_field = "name"

    name: Plain
    """The name readers know it by."""
    aliases: tuple[Plain, ...] = ()
    """Other names it goes by in the sources."""
    location: Coordinates | None = None
    """[latitude, longitude] in degrees (WGS 84)."""
    precision: vocabulary.Precision
    """What the location stands for: a point, or somewhere in a town, district, province, country."""
    part_of: PlaceRef | None = None
    """The place that it lies in."""
    about: tuple[Statement, ...] = ()
    """What there is to know about it."""


class Figure(Model):
    """A number that somebody gives, as low, best and high (as UCDP does); never without its claimant."""

    by: ActorRef
    """Who gives it."""
    measure: vocabulary.Measure
    """What is counted: `scope` says more closely."""
    low: Amount | None = None
    """The lowest number given."""
    best: Amount | None = None
    """The number held to be the likeliest, or the only one given."""
    high: Amount | None = None
    """The highest number given."""
    bound: vocabulary.Bound | None = None
    """How a number with one open end is given: `more-than` with `low`, `fewer-than` with `high` …"""
    increment: bool = False
    """Whether it is “another 12”, on top of what the claimant gave before; it is never summed."""
    of: vocabulary.PartCounted | None = None
    """Whom of the whole it counts: `children` of the dead."""
    scope: Plain | None = None
    """What is counted."""
    text: Inline | None = None
    """The claim in a sentence."""
    cites: tuple[Citation, ...] = ()
    """The words it rests on."""
    note: Inline | None = None
    """The editor's own remark."""

    _spread = model_validator(mode="before")(spread)


class Dated(NamedTuple):
    """When an event was, and what it came after and before."""

    date: dates.EdtfDate | None
    after: tuple[str, ...]
    before: tuple[str, ...]


class Event(Record):
    """Something that happened, on a day, within a span, or before or after something else."""

    kind_name = "event"
    folder = "events"

    title: Plain
    """What happened, in a few neutral words."""
    kind: vocabulary.EventKind
    """What kind of thing happened."""
    date: Date | None = None
    """When (EDTF), as vague as it is known."""
    date_note: Inline | None = None
    """What of the date is the editor's, not the source's."""
    after: tuple[EventRef, ...] = ()
    """Events that it came after, where the day is not known."""
    before: tuple[EventRef, ...] = ()
    """Events that it came before, where the day is not known."""
    place: PlaceRef | None = None
    """Where it happened."""
    by: tuple[ActorRef, ...] = ()
    """Who acted. Leave it out where that is disputed."""
    against: tuple[ActorRef, ...] = ()
    """At whom it was aimed, or whom it hit."""
    account: tuple[Statement, ...]
    """What happened, statement by statement."""
    figures: tuple[Figure, ...] = ()
    """Numbers that somebody gives and nobody in the briefing contests."""

    @cached_property
    def dated(self) -> "Dated":
        """What its place among the events follows from."""
        return Dated(self.date, self.after, self.before)


class Position(Model):
    """What one side says to a disputed question."""

    by: ActorRef
    """Who says it."""
    stance: vocabulary.Stance = "asserts"
    """How they stand to what is asked."""
    text: Inline | None = None
    """What they say."""
    cites: tuple[Citation, ...] = ()
    """The words it rests on."""
    date: Date | None = None
    """When they said it (EDTF)."""
    low: Amount | None = None
    """The lowest number given."""
    best: Amount | None = None
    """The number held to be the likeliest, or the only one given."""
    high: Amount | None = None
    """The highest number given."""
    bound: vocabulary.Bound | None = None
    """How a number with one open end is given: `more-than` with `low`, `fewer-than` with `high` …"""
    increment: bool = False
    """Whether it is “another 12”, on top of what the claimant gave before; it is never summed."""
    of: vocabulary.PartCounted | None = None
    """Whom of the whole it counts: `children` of the dead."""
    scope: Plain | None = None
    """What their figure counts."""
    credibility: vocabulary.Credibility | None = None
    """Admiralty scale, 1 (confirmed) to 6 (cannot be judged)."""
    note: Inline | None = None
    """The editor's own remark."""

    _spread = model_validator(mode="before")(spread)


class Dispute(Record):
    """A question to which the sources do not give one answer."""

    kind_name = "dispute"
    folder = "disputes"
    title_field = "question"

    question: Plain
    """The question, as a reader would ask it."""
    about: tuple[AnyRef, ...] = ()
    """The records that the question is about."""
    measure: vocabulary.Measure | None = None
    """What the figures count, where the dispute is about a number."""
    positions: tuple[Position, ...]
    """Who says what."""


class Topic(Record):
    """One part of the background."""

    kind_name = "topic"
    folder = "background"

    title: Plain
    """What it is about, in a few words."""
    statements: tuple[Statement, ...]
    """What there is to know, statement by statement."""


class View(Record):
    """An analyst's judgement, apart from the facts; terms of ICD 203."""

    kind_name = "view"
    folder = "views"

    title: Plain
    """The view in a few words."""
    analyst: ActorRef
    """Whose judgement it is."""
    judgement: Inline
    """The judgement, attributed."""
    kind: vocabulary.ViewKind
    """Whether it judges what is, says what will be, or warns of it."""
    likelihood: vocabulary.Likelihood | None = None
    """Only where the analyst gives one."""
    confidence: vocabulary.Confidence | None = None
    """Only where the analyst gives one; never in one sentence with a likelihood."""
    reasons: tuple[Statement, ...] = ()
    """Why the analyst thinks so."""
    rests_on: tuple[AnyRef, ...] = ()
    """The events and disputes that it is about."""
    cites: tuple[Citation, ...] = ()
    """The words it rests on."""


class Question(Record):
    """What to watch, or what is not known."""

    kind_name = "question"
    folder = "questions"
    title_field = "question"

    question: Plain
    """The question, as a reader would ask it."""
    kind: vocabulary.QuestionKind
    """`watch`: what may happen next; `unknown`: what the sources leave open."""
    why: tuple[Statement, ...] = ()
    """Why it matters."""
    indicators: tuple[Inline, ...] = ()
    """What would point one way or the other; the editor's."""
    status: vocabulary.QuestionStatus = "open"
    """How far it is answered."""
    answer: tuple[Statement, ...] = ()
    """What is known of the answer by now."""


class Change(Model):
    """One thing that an edition changed."""

    kind: vocabulary.ChangeKind
    """How it changed."""
    record: AnyRef | None = None
    """The record that changed, while it is still there."""
    text: Inline
    """What changed, in a sentence."""


class Edition(Record):
    """What changed, on one day."""

    kind_name = "edition"
    folder = "editions"

    title: Plain
    """What the edition brings, in a few words."""
    date: Day
    """The day on which it was published."""
    changes: tuple[Change, ...]
    """What changed."""


class Side(Model):
    """A named group of actors, for figures."""

    label: Plain
    """What the group is called."""
    actors: tuple[ActorRef, ...]
    """Who belongs to it."""


class Phase(Model):
    """A stretch of the timeline with a name."""

    label: Plain
    """What the stretch is called."""
    start: Date
    """When it begins (EDTF)."""
    end: Date | None = None
    """When it ends (EDTF); without it, it is still going on."""


class Standing(Statement):
    """One line of where things stand."""

    label: Plain
    """What it is about, in a word or two."""


class MapLayer(Model):
    """Areas of the editor's own on the map, such as provinces."""

    file: Text
    """The areas as GeoJSON, in `content/`: `content/provinces.geojson`."""
    names: Text = "name"
    """The property of each area that holds its name."""
    credit: Plain
    """Whose data it is and on what terms, shown below the map."""


class Map(Model):
    """What the map shows besides the places."""

    layer: MapLayer | None = None
    """Areas such as provinces, drawn where the places lie."""
    detail: tuple[PlaceRef, ...] | None = None
    """The places of a closer map beside the map; `[]` for none. Left out, places that stand too close
    together get one."""


class Overview(Model):
    """`content/briefing.yml`: what the briefing is, and what it says first."""

    title: Plain
    """The title of the whole briefing."""
    language: WritingLanguage = "en-GB"
    """The language it is written in (BCP 47)."""
    as_of: Date | None = None
    """The day up to which facts are included (EDTF)."""
    as_of_note: Inline | None = None
    """What of that day is the editor's."""
    status: vocabulary.SituationStatus | None = None
    """Where the situation is going, in the editor's judgement."""
    description: Plain | None = None
    """One sentence for search engines and previews."""
    bottom_line: tuple[Statement, ...] = Field(min_length=1)
    """The answer first."""
    key_points: tuple[Statement, ...] = ()
    """What a reader in a hurry must know beside it."""
    standing: tuple[Standing, ...] = ()
    """Where it stands, line by line."""
    sides: tuple[Side, ...] = ()
    """Groups of actors, for the figures."""
    phases: tuple[Phase, ...] = ()
    """Stretches of the timeline, each with a name."""
    map: Map | None = None
    """What the map shows besides the places: areas of your own, a closer map."""
    note: Inline | None = None
    """The editor's own remark on the whole."""
