"""From a stored source to drafted records: what nothing rests on yet, and only that."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from builder.authoring.drafting import claims, classifying, datewords, knownnames, newnames, notes, reading
from builder.authoring.drafting.claims import Speaker
from builder.authoring.drafting.drafts import Drafted, Ids
from builder.authoring.drafting.newnames import NewName
from builder.authoring.drafting.words import words
from builder.checks.rule import listed
from builder.facts.briefing import Briefing
from builder.facts.coverage import Coverage, coverage
from builder.facts.passages import Passages, SourceText, Span
from builder.files.yaml_writer import Plain
from builder.model import base, prose, records
from builder.model.fields import slug
from builder.model.vocabulary import ActorKind

# Sources that count themselves: a figure in them is theirs, where nobody else is named.
_COUNTING = frozenset({"report", "dataset"})
_GUESSED = "The kind is a guess."


@dataclass(frozen=True)
class Proposal:
    """Drafted records for one source.

    `sentences` is how many it rests on, `covered` how many were cited or left out before, `unquotable` how
    many cannot be quoted as they stand.
    """

    source: records.Source
    drafts: tuple[Drafted, ...]
    sentences: int
    covered: int
    unquotable: int

    @cached_property
    def counts(self) -> Counter[type[records.Record]]:
        """How many records of each kind there are."""
        return Counter(draft.kind for draft in self.drafts)


def propose(briefing: Briefing, passages: Passages, source: records.Source) -> Proposal:
    """Draft records from every sentence of a source on which nothing rests; the briefing stays as it is."""
    text = passages.texts[source.id]
    report = next(each for each in coverage(briefing, passages) if each.source == source.id)
    pending = [each.span for each in report.sentences if each.state is Coverage.NOT_CITED]
    spans = [reading.without_dateline(text, span) for span in pending]
    people = _People(briefing, text, spans)
    readings = (reading.read(text, span, people.names, source.published) for span in spans)
    desk = classifying.Desk(
        source=source,
        text=text,
        language=briefing.language,
        ids=people.ids,
        speaker=people.speaker,
        kind=people.kind,
        counter=lambda: people.counter(source),
    )
    sorter = classifying.sort(desk, readings)
    found = [_beside_known(draft, briefing) for draft in sorter.records()]
    used = _used(found, people.drafts)
    return Proposal(
        source=source,
        drafts=(*(draft for draft in people.drafts if draft.id in used), *found),
        sentences=len(pending) - sorter.unquotable,
        covered=report.counts[Coverage.CITED]
        + report.counts[Coverage.PARTLY_CITED]
        + report.counts[Coverage.LEFT_OUT],
        unquotable=sorter.unquotable,
    )


def not_read(language: str) -> tuple[str, ...]:
    """What is not recognised in a language, in words."""
    missing = []
    if not claims.speaks(language):
        missing += ["who says what", "words for events", "figures"]
    if not newnames.has_capitals(language):
        missing.append("new names other than those of states")
    if not datewords.is_read(language):
        missing.append("dates in words")
    return tuple(missing)


class _People:
    """The actors and places of a briefing, and those that are drafted for it."""

    def __init__(self, briefing: Briefing, text: SourceText, spans: list[Span]) -> None:
        self.briefing = briefing
        self.language = briefing.language
        self.ids = Ids(briefing.origins)
        self.drafts: list[Drafted] = []
        self.by_name = {
            _key(name): actor.id
            for actor in reversed([*briefing.actors.values()])
            for name in (*reversed(actor.aliases), actor.name)
        }
        known = knownnames.names_of(briefing.actors.values(), briefing.places.values())
        starts = [span.start for span in (*text.sentences, *spans)]
        speakers = claims.verbs(text.text, text.language)
        for name in newnames.find(text.text, starts, text.language, speakers):
            mention = next(iter(known.find(name.name)), None)
            self.add(name, mention or knownnames.Mention(0, 0), text.language)
        models = [draft.model for draft in self.drafts]
        self.names = knownnames.names_of(
            (*briefing.actors.values(), *(each for each in models if isinstance(each, records.Actor))),
            (*briefing.places.values(), *(each for each in models if isinstance(each, records.Place))),
        )

    def add(self, name: NewName, known: knownnames.Mention, language: str) -> None:
        """Draft an actor, a place or both for a name, unless one is known by it."""
        comments = () if name.sure else (_GUESSED,)
        state = newnames.states(language).get(tuple(word.key for word in words(name.name)))
        # An id is of Latin letters in any language.
        latin = newnames.state_name(state.code) if state else name.name
        if name.kind and not known.actor:
            fields: dict[str, Plain] = {"draft": True, "name": name.name, "kind": name.kind}
            if name.aliases:
                fields["aliases"] = list(name.aliases)
            actor = Drafted(records.Actor, self.ids.new(latin), fields, comments)
            self.drafts.append(actor)
            self.by_name.setdefault(_key(name.name), actor.id)
        if name.precision and not known.place:
            taken = not self.ids.is_free(slug(latin))
            place = self.ids.new(latin, name.precision if taken else "")
            fields = {"draft": True, "name": name.name, "precision": name.precision}
            self.drafts.append(Drafted(records.Place, place, fields, comments))

    def speaker(self, speaker: Speaker) -> str:
        """The actor that a speaker is; somebody unnamed becomes one."""
        if speaker.actor:
            return speaker.actor
        name = speaker.unnamed
        if speaker.kind != "government-body":
            name = notes.unnamed(name, self.language)
        return self.actor(speaker.unnamed, speaker.kind, name)

    def kind(self, speaker: Speaker) -> str:
        """The kind of actor that a speaker is."""
        known = self.briefing.actors.get(speaker.actor)
        if known:
            return known.kind
        drafted = (draft for draft in self.drafts if draft.id == speaker.actor and speaker.actor)
        return next((str(draft.fields["kind"]) for draft in drafted), speaker.kind)

    def counter(self, source: records.Source) -> str:
        """The publisher of a source that counts itself; empty where it does not, or nobody is given."""
        if source.kind not in _COUNTING or not source.publisher:
            return ""
        return self.actor(source.publisher, "organisation", source.publisher)

    def actor(self, words: str, kind: ActorKind, name: str) -> str:
        """The actor that goes by some words, or a draft of one."""
        key = _key(words)
        if key not in self.by_name:
            fields: dict[str, Plain] = {"draft": True, "name": name, "kind": kind}
            # Ids are of Latin letters: where the words have none, the kind must do.
            draft = Drafted(records.Actor, self.ids.new(words if slug(words) else kind), fields)
            self.drafts.append(draft)
            self.by_name[key] = draft.id
        return self.by_name[key]


def _beside_known(draft: Drafted, briefing: Briefing) -> Drafted:
    """A drafted event with a remark where the briefing has one of its kind on its day, or at its place."""
    event = draft.model
    if not isinstance(event, records.Event):
        return draft
    known = [
        f"`{other.id}`"
        for other in briefing.events.values()
        if other.kind == event.kind
        and ((event.date and other.date == event.date) or (event.place and other.place == event.place))
    ]
    if not known:
        return draft
    return replace(draft, comments=(*draft.comments, f"Perhaps the same as {listed(known, 'or')}."))


def _key(name: str) -> tuple[str, ...]:
    return tuple(word.key for word in knownnames.name_words(name))


def _used(found: Iterable[Drafted], drafts: Iterable[Drafted]) -> set[str]:
    """Which drafted actors and places other drafts speak of."""
    ids = {draft.id for draft in drafts}
    used: set[str] = set()
    for model in (draft.model for draft in found):
        used.update(reference.id for reference in base.references(model))
        for text in base.texts(model):
            if text.inline:
                used.update(prose.references(text.text, ids))
    return used & ids
