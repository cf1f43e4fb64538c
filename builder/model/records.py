"""The records that editors write, as frozen models; an unknown key is an error.

Each field's docstring is its documentation. Fields that hold other records' ids are marked with
`RefTo`, fields that hold text for readers with `INLINE` (inline Markdown and references) or `PLAIN`
(shown as it stands), so that one walk finds every reference and every text.
"""

import ast
import datetime
import inspect
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path as FilePath
from typing import Annotated, ClassVar, NamedTuple, TypeAlias, get_args

from babel import Locale, UnknownLocaleError
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from builder.model import dates, vocabulary

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# `index` would be the folder's own page, `briefing` is content/briefing.yml itself.
RESERVED_IDS = frozenset({"index", "briefing"})
MAX_ID_LENGTH = 80

Path: TypeAlias = tuple[str | int, ...]


class RefTo(NamedTuple):
    """Marks a field that holds the id of a record of one of these kinds (none: of any kind)."""

    kinds: frozenset[str]

    def __get_pydantic_json_schema__(
        self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """An id, as far as one file can tell."""
        title = f"The id of {' or '.join(in_words(kind) for kind in sorted(self.kinds or {'record'}))}"
        message = "An id is lower-case words of a–z and 0–9 with hyphens between them."
        pattern = f"^{ID_PATTERN.pattern}$"
        return {
            "type": ["string", "integer"],
            "title": title,
            "pattern": pattern,
            "patternErrorMessage": message,
        }


class TextKind(NamedTuple):
    """Marks a field that readers will see as text."""

    inline: bool


INLINE = TextKind(inline=True)
PLAIN = TextKind(inline=False)


def one_line(text: str) -> str:
    """A text on one line: whatever breaks a line (of all that Unicode knows) is a space."""
    return " ".join(part for line in text.splitlines() if (part := line.strip()))


def check_id(text: str) -> str:
    """An id as it must be: lower-case words with hyphens; raises a pydantic error otherwise."""
    if not ID_PATTERN.fullmatch(text):
        raise PydanticCustomError(
            "id-invalid",
            "the id `{id}` must be lower-case words of a–z and 0–9 with hyphens between them",
            {"id": text},
        )
    if len(text) > MAX_ID_LENGTH:
        raise PydanticCustomError(
            "id-invalid",
            "the id `{id}` has {length} characters, more than {most}",
            {"id": text, "length": len(text), "most": MAX_ID_LENGTH},
        )
    if text in RESERVED_IDS:
        raise PydanticCustomError("id-invalid", "the id `{id}` is kept for the site itself", {"id": text})
    return text


def in_words(kind: str) -> str:
    """A kind with its article: `an actor`, `a place`."""
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def slug(text: str) -> str:
    """The id nearest to a text; empty where the text holds nothing for one."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain))


def _date(value: object) -> object:
    if isinstance(value, dates.EdtfDate):
        return value
    if not isinstance(value, str):
        hint = 'Where it is one of several days, write "[2024-01-03,2024-01-04]", in quotation marks.'
        raise PydanticCustomError("date-invalid", "a date must be text", {"hint": hint})
    if not value.strip():
        raise PydanticCustomError("date-invalid", "the date is empty")
    try:
        return dates.parse(value)
    except ValueError as error:
        meant = " or ".join(f"`{each}`" for each in dates.likely_meant(value))
        context = {"reason": str(error), "hint": f"Did you mean {meant}?" if meant else ""}
        raise PydanticCustomError("date-invalid", "{reason}", context) from None


def _day(value: object) -> object:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        context = {"text": str(value), "hint": "Write it as 2024-01-18."}
        raise PydanticCustomError("date-invalid", "`{text}` is not a day", context) from None


def _url(value: str) -> str:
    if not re.match(r"https?://[^\s/]+", value):
        raise PydanticCustomError(
            "unsafe-link", "`{url}` is not a web address (http or https)", {"url": value}
        )
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", value):
        raise PydanticCustomError(
            "term-not-standard",
            "`{tag}` is not a language tag; English is en, in Britain en-GB, and Persian fa",
            {"tag": value},
        )
    return value


def _language_in_words(value: str) -> str:
    try:
        Locale.parse(value, sep="-")
    except (UnknownLocaleError, ValueError):
        raise PydanticCustomError(
            "term-not-standard", "the builder cannot write dates in the language `{tag}`", {"tag": value}
        ) from None
    return value


def _latitude_longitude(value: tuple[float, float]) -> tuple[float, float]:
    latitude, longitude = value
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise PydanticCustomError(
            "location-invalid", "a location is [latitude, longitude]: −90 to 90, then −180 to 180"
        )
    return value


_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Inline = Annotated[_Text, INLINE]
# Names and titles are one line, however they are written, so that nothing in them can begin a line.
Plain = Annotated[_Text, AfterValidator(one_line), PLAIN]
Url = Annotated[
    _Text,
    AfterValidator(_url),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\s*https?://[^\s/]+",
            "patternErrorMessage": "A web address begins with https:// or http://.",
        }
    ),
]
Language = Annotated[
    _Text,
    AfterValidator(_language),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\s*[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\s*$",
            "patternErrorMessage": "A language tag is needed: English is en, in Britain en-GB, Persian fa.",
            "examples": ["en-GB", "en-US", "fa", "ur", "ar", "fr", "de"],
        }
    ),
]
Day = Annotated[
    datetime.date,
    BeforeValidator(_day),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$",
            "patternErrorMessage": "A day is written as 2024-01-18.",
            "examples": ["2024-01-18"],
        }
    ),
]
Date = Annotated[
    dates.EdtfDate,
    BeforeValidator(_date),
    PlainSerializer(str),
    WithJsonSchema(
        {
            # A year alone is a number to other readers of YAML.
            "type": ["string", "integer"],
            "pattern": dates.PATTERN,
            "patternErrorMessage": "A date is written as 2024-01-18, 2024-01, 2024 or 2024-01-16/2024-01-18.",
            "examples": ["2024-01-18", "2024-01", "2024", "2024-01-16/2024-01-18", "2024-01~", "2024-01?"],
        }
    ),
]
_Latitude = Annotated[float, Field(json_schema_extra={"minimum": -90, "maximum": 90})]
_Longitude = Annotated[float, Field(json_schema_extra={"minimum": -180, "maximum": 180})]
AnyRef = Annotated[str, RefTo(frozenset())]
SourceRef = Annotated[str, RefTo(frozenset({"source"}))]
ActorRef = Annotated[str, RefTo(frozenset({"actor"}))]
PlaceRef = Annotated[str, RefTo(frozenset({"place"}))]
EventRef = Annotated[str, RefTo(frozenset({"event"}))]


class Model(BaseModel):
    """What every part of a record has in common."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def __eq__(self, other: object) -> bool:
        """Whether all fields are equal; what is kept beside them, which leads back here, is not compared."""
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        ours, theirs = self.__dict__, other.__dict__
        return all(ours[name] == theirs[name] for name in type(self).model_fields)

    @cached_property
    def anatomy(self) -> "Anatomy":
        """What it holds, found in one walk and kept, since nearly everything asks for it."""
        parts: list[tuple[Path, Model]] = []
        references: list[Reference] = []
        texts: list[Prose] = []
        _walk(self, (), parts, references, texts)
        return Anatomy(tuple(parts), tuple(references), tuple(texts))


class Citation(Model):
    """Words in a source. The selector is the W3C text quote selector: exact words, what stands around."""

    source: SourceRef
    """The id of the source."""
    quote: _Text | None = None
    """The words, exactly as they stand in the source; `…` joins two passages, in order."""
    prefix: _Text | None = None
    """The words right before the quote, where the quote alone occurs more than once."""
    suffix: _Text | None = None
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

    quote: _Text
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
    text: _Text | None = None
    """The stored text: a file in `seeds/`. Without it, citations cannot be checked."""
    rights: vocabulary.Rights = "excerpts"
    """`excerpts`: only cited passages are published; `full`: the whole text."""
    publisher: Plain | None = None
    """Who published it: the outlet, not the author."""
    author: tuple[Plain, ...] = ()
    """The authors' names."""
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
    location: Annotated[tuple[_Latitude, _Longitude], AfterValidator(_latitude_longitude)] | None = None
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
    low: int | None = None
    """The lowest number given."""
    best: int | None = None
    """The number held to be the likeliest, or the only one given."""
    high: int | None = None
    """The highest number given."""
    scope: Plain | None = None
    """What is counted."""
    text: Inline | None = None
    """The claim in a sentence."""
    cites: tuple[Citation, ...] = ()
    """The words it rests on."""
    note: Inline | None = None
    """The editor's own remark."""


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
    low: int | None = None
    """The lowest number given."""
    best: int | None = None
    """The number held to be the likeliest, or the only one given."""
    high: int | None = None
    """The highest number given."""
    scope: Plain | None = None
    """What their figure counts."""
    credibility: vocabulary.Credibility | None = None
    """Admiralty scale, 1 (confirmed) to 6 (cannot be judged)."""
    note: Inline | None = None
    """The editor's own remark."""


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

    file: _Text
    """The areas as GeoJSON, in `content/`: `content/provinces.geojson`."""
    names: _Text = "name"
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
    language: Annotated[Language, AfterValidator(_language_in_words)] = "en-GB"
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


RECORD_TYPES: tuple[type[Record], ...] = (
    Source,
    Actor,
    Place,
    Event,
    Dispute,
    Topic,
    View,
    Question,
    Edition,
)


class Reference(NamedTuple):
    """An id in a field: where in the record, which id, and the kinds that may stand there."""

    path: Path
    id: str
    kinds: frozenset[str]


class Prose(NamedTuple):
    """A text in a field: where in the record, the text, and whether inline Markdown is read."""

    path: Path
    text: str
    inline: bool


class Anatomy(NamedTuple):
    """What a model holds: itself and every model inside it, every id of another record, every text."""

    parts: tuple[tuple[Path, "Model"], ...]
    references: tuple[Reference, ...]
    texts: tuple[Prose, ...]


def parts(model: Model) -> tuple[tuple[Path, Model], ...]:
    """The model itself and every model inside it, each with its path."""
    return model.anatomy.parts


def references(model: Model) -> tuple[Reference, ...]:
    """Every id of another record in the model's fields (not those in its texts)."""
    return model.anatomy.references


def texts(model: Model) -> tuple[Prose, ...]:
    """Every text in the model that readers will see."""
    return model.anatomy.texts


def _walk(
    model: Model,
    path: Path,
    parts: list[tuple[Path, Model]],
    references: list[Reference],
    texts: list[Prose],
) -> None:
    parts.append((path, model))
    values = model.__dict__
    shape = _shape(type(model))
    for name, kinds in shape.references:
        value = values[name]
        if isinstance(value, str):
            references.append(Reference((*path, name), value, kinds))
        elif value:
            references += [Reference((*path, name, index), item, kinds) for index, item in enumerate(value)]
    for name, inline in shape.texts:
        value = values[name]
        if isinstance(value, str):
            texts.append(Prose((*path, name), value, inline))
        elif value:
            texts += [Prose((*path, name, index), item, inline) for index, item in enumerate(value)]
    for name in shape.nested:
        value = values[name]
        if isinstance(value, Model):
            _walk(value, (*path, name), parts, references, texts)
        elif value:
            for index, item in enumerate(value):
                _walk(item, (*path, name, index), parts, references, texts)


class Held(NamedTuple):
    """An id or a text in a field: where it stands, the words, and what the field is marked as."""

    path: Path
    text: str
    mark: RefTo | TextKind


def held(model: type[Model], values: object, path: Path = ()) -> Iterator[Held]:
    """Every id and text for readers in plain values of a model's form, also where the form is not kept."""
    if not isinstance(values, dict):
        return
    shape = _shape(model)
    marks: list[tuple[str, RefTo | TextKind]] = []
    marks += ((name, RefTo(kinds)) for name, kinds in shape.references)
    marks += ((name, TextKind(inline)) for name, inline in shape.texts)
    for name, mark in marks:
        value = values.get(name)
        if isinstance(value, str):
            yield Held((*path, name), value, mark)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, str):
                    yield Held((*path, name, index), item, mark)
    for name in shape.nested:
        value = values.get(name)
        inner = shape.models[name]
        yield from held(inner, value, (*path, name))
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from held(inner, item, (*path, name, index))


class _Shape(NamedTuple):
    """Which fields of a model hold other models (which), references and texts."""

    nested: tuple[str, ...]
    models: dict[str, type[Model]]
    references: tuple[tuple[str, frozenset[str]], ...]
    texts: tuple[tuple[str, bool], ...]


@cache
def _shape(model: type[Model]) -> _Shape:
    models: dict[str, type[Model]] = {}
    references: list[tuple[str, frozenset[str]]] = []
    texts: list[tuple[str, bool]] = []
    for name, field in model.model_fields.items():
        marks = [*field.metadata, *annotations(field.annotation)]
        inner = [mark for mark in marks if isinstance(mark, type) and issubclass(mark, Model)]
        models |= {name: inner[0]} if inner else {}
        references += [(name, mark.kinds) for mark in marks if isinstance(mark, RefTo)]
        texts += [(name, mark.inline) for mark in marks if isinstance(mark, TextKind)]
    return _Shape(tuple(models), models, tuple(references), tuple(texts))


@cache
def descriptions(model: type[Model]) -> dict[str, str]:
    """What each field of a model is, by the docstring below it.

    They are read when somebody asks. Pydantic could read them, but only at each start, which would then take
    a third of a second more.
    """
    module = ast.parse(FilePath(__file__).read_text(encoding="utf-8"))
    bodies = {node.name: node.body for node in module.body if isinstance(node, ast.ClassDef)}
    found = {}
    for part in reversed(model.__mro__):
        for above, below in pairwise(bodies.get(part.__name__, ())):
            match above, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    found[name] = inspect.cleandoc(text)
    return {name: found[name] for name in model.model_fields if name in found}


def annotations(annotation: object) -> Iterator[object]:
    """An annotation with everything inside it: unions, tuples and `Annotated` metadata."""
    yield annotation
    for inner in get_args(annotation):
        if not isinstance(inner, str | Ellipsis.__class__):
            yield from annotations(inner)
