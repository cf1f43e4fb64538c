"""What becomes of each sentence: part of an event, a position in a dispute, a view, or none of these.

An accusation or a denial is a dispute, an expert's judgement a view; what happened is an event. What is
neither stays a statement. Each sentence stands in one place, but where two sides speak in it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from builder.authoring.drafting import claims, drafts, notes, quoting
from builder.authoring.drafting.actions import Action
from builder.authoring.drafting.claims import Claim, Speaker, Speech
from builder.authoring.drafting.counts import Count
from builder.authoring.drafting.datewords import DateWords
from builder.authoring.drafting.drafts import Drafted, Ids
from builder.authoring.drafting.reading import Reading
from builder.authoring.drafting.words import key
from builder.facts.passages import SourceText
from builder.files.yaml_writer import Plain
from builder.model import records
from builder.model.vocabulary import EventKind, Measure

_CONTESTED = frozenset({Speech.ACCUSES, Speech.DENIES, Speech.CLAIMS})
_DISPUTE_WORDS = {Speech.ACCUSES: "accusation", Speech.DENIES: "denial", Speech.CLAIMS: "claim"}
_STRIKES = frozenset(
    {"air-strike", "missile-strike", "drone-strike", "attack", "shelling", "raid", "bombing"}
)
_SIDES = frozenset({"state", "armed-group", "government-body"})
_NO_SIDE = re.compile(r"\b(?:police|coast\s?guard)\b|پلیس", re.IGNORECASE)
_OUTSIDERS = re.compile(r"\b(?:agencies|groups|organi[sz]ations)\b", re.IGNORECASE)
_FORESEES = re.compile(r"believes?|expects?|predict(?:s|ed)?|estimates?|warns?|warned|assess(?:es)?")
# How many sentences back a denial answers, and an event goes on.
_NEAR = 2
_STATEMENTS_A_TOPIC = 15
_FORECAST = re.compile(
    r"\b(?:will|would|could|may|might|likely|unlikely|expects?|expected|predicts?|coming)\b"
)
_WARNING = re.compile(r"\bwarn(?:s|ed|ing)?\b|هشدار")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}~?")
_PAST = re.compile(
    r"\b(?:took|came|went|began|left|met|held|made|gave|won|lost|fell|rose|broke|sent|\w{3,}ed)\b"
)
_ASIDE = re.compile(r"\b(?:which|who|that|where)\b|\b[Aa]ccording\s+to\b")
_UNREAL = re.compile(r"\b(?:will|would|could|may|might|should|if|plans?|expected|scheduled)\b")
_IN = re.compile(
    r"(?:\b(?:in|at|near|outside|inside|around)\s+(?:the\s+)?(?:[a-z-]+\s+)?(?:(?:village|town|city|province|district"
    r"|region)s?\s+(?:of\s+)?)?|\b(?:market|centre|center|outskirts|suburbs?|port|harbour|harbor|villages?|towns?"
    r"|city|district|streets)\s+of\s+|(?<!\w)در\s+(?:(?:بازار|نزدیکی|مرکز|حومه|شمال|جنوب|شرق|غرب)\s+)?"
    r"(?:(?:شهر|استان|روستای|شهرستان|منطقه)\s+)?)$",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"\s+(?:the\s+)?(?:(?:village|town|city)s?\s+of\s+)?")
_ENDS_A_PLACE = re.compile(
    r"[;:—()]|,\s+(?!in\b|near\b)|\b(?:while|but|who|where|which|that|after|before|and)\b|[،؛]"
)
_ANOTHER_CLAUSE = re.compile(
    r"[;:]|\b(?:since|after|before|until|following|when|who|which|that|where|because|as)\b"
    r"|(?<!\w)(?:که|پس از|پیش از)(?!\w)"
)
_SAID_ON = re.compile(r"\s+(?:(?:late|early)\s+)?(?:on\s+)?")
_ARTICLE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
_AT_WHOM = re.compile(r"\s+(?:on|against)\s+(?:the\s+)?")
_JOINTS = re.compile(r"^[\s,;]+|(?:[\s,;]|,?\s+(?:and|while|with|but))+$")


@dataclass
class _Event:
    """An event on its way: more sentences may yet tell of it."""

    id: str
    kind: EventKind
    title: str
    date: str
    note: str
    place: str
    by: list[str]
    against: list[str]
    last: int
    speech: bool
    # What the source says of the date, which may say more than what is known of it.
    words: str = ""
    account: list[Plain] = field(default_factory=list)
    figures: list[Plain] = field(default_factory=list)

    def fields(self) -> dict[str, Plain]:
        """Its fields, as YAML has them; empty ones are left out."""
        fields: dict[str, Plain] = {"draft": True, "title": self.title, "kind": self.kind}
        optional: dict[str, Plain] = {
            "date": self.date,
            "date_note": self.note,
            "place": self.place,
            "by": self.by,
            "against": self.against,
        }
        fields |= {key: value for key, value in optional.items() if value}
        fields["account"] = self.account
        return fields | ({"figures": self.figures} if self.figures else {})


@dataclass
class _Dispute:
    id: str
    question: str
    measure: Measure | None
    last: int
    speakers: set[str]
    positions: list[Plain] = field(default_factory=list)


@dataclass(frozen=True)
class Desk:
    """What sorting needs to know: the text, its source, and how an unnamed speaker becomes an actor.

    `speaker` gives the actor's id, `kind` what kind of actor it is; `counter` the actor that counts where
    a text gives figures of its own (empty: nobody is known to).
    """

    source: records.Source
    text: SourceText
    language: str
    ids: Ids
    speaker: Callable[[Speaker], str]
    kind: Callable[[Speaker], str]
    counter: Callable[[], str]


class Sorter:
    """Takes sentences one by one and gives the drafted records."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.events: list[_Event] = []
        self.disputes: list[_Dispute] = []
        self.views: list[Drafted] = []
        self.rest: list[Plain] = []
        self.number = 0
        self.unquotable = 0
        self.experts: set[str] = set()

    def take(self, reading: Reading) -> None:
        """Put one sentence where it belongs."""
        self.number += 1
        if quoting.quote(self.desk.text, reading.span, reading.text) is None:
            self.unquotable += 1
            return
        contested = self.contested(reading)
        expert = self.expert(reading)
        if expert:
            self.view(reading, *expert)
        elif contested:
            self.dispute(reading, contested)
        elif not self.told(reading) and not self.counted(reading):
            self.rest.append(self.statement(reading))

    def records(self) -> Iterator[Drafted]:
        """The drafted events, disputes, views and topics."""
        for event in self.events:
            yield Drafted(records.Event, event.id, event.fields())
        for dispute in self.disputes:
            fields: dict[str, Plain] = {"draft": True, "question": dispute.question}
            if dispute.measure:
                fields["measure"] = dispute.measure
            yield Drafted(records.Dispute, dispute.id, {**fields, "positions": dispute.positions})
        yield from self.views
        for start in range(0, len(self.rest), _STATEMENTS_A_TOPIC):
            topic = self.desk.ids.new("to-be-sorted", self.desk.source.id)
            title = notes.unsorted(self.desk.source.title, self.desk.language)
            statements = self.rest[start : start + _STATEMENTS_A_TOPIC]
            yield Drafted(records.Topic, topic, {"draft": True, "title": title, "statements": statements})

    # Statements and their quotes

    def cites(self, reading: Reading, words: str = "") -> list[Plain]:
        quote = quoting.quote(self.desk.text, reading.span, words or reading.text)
        quote = quote or quoting.quote(self.desk.text, reading.span, reading.text)
        return [quote.citation(self.desk.source.id)] if quote else []

    def statement(self, reading: Reading, part: tuple[int, int] | None = None, place: str = "") -> Plain:
        start, end = part or (0, len(reading.text))
        return {
            "text": self.linked(reading, start, end, place),
            "cites": self.cites(reading, reading.text[start:end]),
        }

    def linked(self, reading: Reading, start: int, end: int, place: str = "") -> str:
        inside = [
            mention._replace(start=mention.start - start, end=mention.end - start)
            for mention in reading.mentions
            if start <= mention.start and mention.end <= end
        ]
        return drafts.linked(reading.text[start:end], inside, places={place} - {""})

    def part_of(self, reading: Reading, claim: Claim) -> tuple[int, int] | None:
        """The part of a sentence that belongs to one of its claims; none where it is the only one."""
        others = [other for other in reading.claims if other is not claim]
        if not others:
            return None
        start = min(speaker.start for speaker in claim.speakers)
        if article := _ARTICLE.search(reading.text, 0, start):
            start = article.start()
        later = [other for other in others if other.start > claim.start]
        end = len(reading.text)
        if later:
            verb = min(other.start for other in later)
            comma = reading.text.rfind(",", claim.end, verb)
            first = min(speaker.start for other in later for speaker in other.speakers if other.start == verb)
            end = comma if comma > 0 else max(first, claim.end)
        if not any(other.start < claim.start for other in others) and claim.start < start:
            start = 0
        trimmed = _JOINTS.sub("", reading.text[start:end])
        # A few words are no claim: `said`, at the end of a sentence that another quote begins.
        if len(trimmed) < 25:
            return None
        begin = reading.text.index(trimmed, start)
        return begin, begin + len(trimmed)

    # Views

    def expert(self, reading: Reading) -> tuple[Claim, Speaker] | None:
        """A judgement with the expert who makes it."""
        for claim in reading.claims:
            if claim.speech not in _CONTESTED:
                for speaker in claim.speakers:
                    outsider = self.desk.kind(speaker) == "organisation" or _OUTSIDERS.search(speaker.unnamed)
                    if outsider and _FORESEES.fullmatch(reading.text[claim.start : claim.end]):
                        return claim, speaker
                    if speaker.expert or (speaker.actor in self.experts and claim.speech is not Speech.ACTS):
                        self.experts.add(speaker.actor)
                        return claim, speaker
        return None

    def view(self, reading: Reading, claim: Claim, speaker: Speaker) -> None:
        analyst = self.desk.speaker(speaker)
        kind = "assessment"
        if claim.speech is Speech.WARNS or _WARNING.search(reading.text):
            kind = "warning"
        elif _FORECAST.search(reading.text[claim.end :]):
            kind = "forecast"
        fields: dict[str, Plain] = {
            "draft": True,
            "title": drafts.title(reading.text),
            "analyst": analyst,
            "kind": kind,
            "judgement": self.linked(reading, 0, len(reading.text)),
            "cites": self.cites(reading),
        }
        self.views.append(Drafted(records.View, self.desk.ids.new("view-of", analyst), fields))

    # Disputes

    def contested(self, reading: Reading) -> list[Claim]:
        """The claims that are somebody's word and no fact: accusations, denials, figures side by side."""
        found = [claim for claim in reading.claims if claim.speech in _CONTESTED]
        speakers = {
            (speaker.actor, speaker.unnamed) for claim in reading.claims for speaker in claim.speakers
        }
        if reading.counts and len(speakers) > 1 and len(reading.claims) > 1:
            return list(reading.claims)
        if not found and len(reading.claims) == 1:
            return [claim for claim in reading.claims if self.is_a_sides_word(reading, claim)]
        return found

    def is_a_sides_word(self, reading: Reading, claim: Claim) -> bool:
        """Whether a side to the conflict tells what happened, or how many it hit."""
        told = [*(action.start for action in reading.actions), *(count.start for count in reading.counts)]
        if claim.speech is not Speech.SAYS or not any(start > claim.end for start in told):
            return False
        return all(
            (self.desk.kind(speaker) in _SIDES and not _NO_SIDE.search(speaker.unnamed)) or speaker.official
            for speaker in claim.speakers
        )

    def dispute(self, reading: Reading, contested: list[Claim]) -> None:
        for claim in reading.claims:
            # `vowed revenge against the group, which claimed …`: the vow is an event of its own.
            if claim not in contested and claim.speech is Speech.ACTS and self.part_of(reading, claim):
                self.speech(reading, claim)
        positions: list[Plain] = []
        speakers: list[str] = []
        measure: Measure | None = None
        for claim in contested:
            part = self.part_of(reading, claim)
            start, end = part or (0, len(reading.text))
            inside = [count for count in reading.counts if start <= count.start and count.end <= end]
            if inside and claim.speech is not Speech.DENIES:
                measure = measure or inside[0].measure
            figures = [count for count in inside if count.measure == measure]
            if claim.speech is Speech.DENIES:
                figures = []
            for speaker in claim.speakers:
                by = self.desk.speaker(speaker)
                if by in speakers:
                    continue
                speakers.append(by)
                position: dict[str, Plain] = {"by": by}
                if claim.speech is Speech.DENIES:
                    position["stance"] = "denies"
                if len(figures) == 1:
                    position |= _amount(figures[0])
                position["text"] = self.linked(reading, start, end)
                position["cites"] = self.cites(reading, reading.text[start:end])
                positions.append(position)
        open_questions = [each for each in self.disputes if not each.measure]
        earlier = open_questions[-1] if open_questions else None
        denies = all(claim.speech is Speech.DENIES for claim in contested)
        if (
            earlier
            and denies
            and not measure
            and self.number - earlier.last <= _NEAR
            and not earlier.speakers & set(speakers)
        ):
            earlier.positions += positions
            earlier.speakers |= set(speakers)
            earlier.last = self.number
            return
        name = (_DISPUTE_WORDS.get(contested[0].speech, "claim"), "by", speakers[0])
        if measure:
            name = ("number", "of", measure)
        question = notes.question(measure, drafts.title(reading.text), self.desk.language)
        self.disputes.append(
            _Dispute(self.desk.ids.new(*name), question, measure, self.number, set(speakers), positions)
        )
        if measure and len(contested) == 1:
            # `two were killed and five wounded`: the second figure is a question of its own.
            others = [count for count in reading.counts if count.measure != measure]
            for by in speakers:
                self.figures(reading, by, others)

    def counted(self, reading: Reading) -> bool:
        """Whether a sentence gives a figure and who gives it, and no event to put it to."""
        speakers = {
            (speaker.actor, speaker.unnamed): speaker
            for claim in reading.claims
            for speaker in claim.speakers
        }
        if not reading.counts or len(speakers) > 1:
            return False
        by = next((self.desk.speaker(speaker) for speaker in speakers.values()), "")
        by = by or ("" if reading.claims else self.desk.counter())
        if by:
            self.figures(reading, by, reading.counts)
        return bool(by)

    def figures(self, reading: Reading, by: str, found: Iterable[Count]) -> None:
        """A dispute for each figure that one speaker gives."""
        for count in found:
            position: dict[str, Plain] = {"by": by, **_amount(count)}
            position["text"] = self.linked(reading, 0, len(reading.text))
            position["cites"] = self.cites(reading)
            question = notes.question(count.measure, "", self.desk.language)
            name = self.desk.ids.new("number", "of", count.measure)
            self.disputes.append(_Dispute(name, question, count.measure, self.number, {by}, [position]))

    # Events

    def told(self, reading: Reading) -> bool:
        """Whether a sentence tells of an event, which is drafted then, or goes on with one that is."""
        new = [action for action in reading.actions if not action.known]
        if new:
            for action, part in self.parts(reading, new):
                self.event(reading, action, part)
            return True
        for claim in reading.claims:
            if claim.speech is Speech.ACTS:
                self.speech(reading, claim)
                return True
        for action in reading.actions:
            near = [event for event in self.events if event.kind == action.kind]
            if near and self.number - near[-1].last <= _NEAR + 1:
                self.go_on(near[-1], reading, None)
                return True
        return self.dated(reading)

    def parts(
        self, reading: Reading, actions: list[Action]
    ) -> Iterator[tuple[Action, tuple[int, int] | None]]:
        """The events of a sentence: one, or one a clause where each clause has its own subject."""
        subjects = [(action, self.subjects(reading, action)) for action in actions if action.active]
        named = [(action, subject[0]) for action, subject in subjects if subject]
        if len({(subject.actor, subject.unnamed) for _, subject in named}) < 2:
            # A verb with its subject tells it best, then a verb.
            best = (
                [action for action, _ in named] or [action for action in actions if action.active] or actions
            )
            yield best[0], None
            return
        for position, (action, subject) in enumerate(named):
            start = subject.start if position else 0
            end = named[position + 1][1].start if position + 1 < len(named) else len(reading.text)
            if start >= end:
                continue
            trimmed = _JOINTS.sub("", reading.text[start:end])
            begin = reading.text.index(trimmed, start)
            yield action, (begin, begin + len(trimmed))

    def subjects(self, reading: Reading, action: Action) -> tuple[Speaker, ...]:
        if not action.active or self.desk.text.language.split("-")[0] != "en":
            return ()
        return claims.subjects(reading.text, reading.mentions, action.start)

    def event(self, reading: Reading, action: Action, part: tuple[int, int] | None) -> None:
        by = [self.desk.speaker(subject) for subject in self.subjects(reading, action)]
        place = self.place(reading, action)
        date = self.date(reading, action, part)
        words = key(reading.text[date.start : date.end]) if date else ""
        same = self.same(action.kind, date.date if date else "", words, place, by)
        if same:
            same.place = same.place or place
            same.by = same.by or by
            if date and not same.date and date.date:
                same.date, same.note = date.date, self.note(reading, date)
            self.go_on(same, reading, part, place)
            return
        start, end = part or (0, len(reading.text))
        where = place or (by[0] if by else "")
        event = _Event(
            id=self.desk.ids.new(action.kind if action.kind != "other" else "event", where),
            kind=action.kind,
            title=drafts.title(reading.text[start:end]),
            date=date.date if date else "",
            note=self.note(reading, date) if date else "",
            place=place,
            by=by,
            against=self.against(reading, action),
            last=self.number,
            speech=False,
            words=words,
        )
        self.events.append(event)
        self.go_on(event, reading, part, place)

    def go_on(self, event: _Event, reading: Reading, part: tuple[int, int] | None, place: str = "") -> None:
        """Add a sentence to an event's account, with its figures where somebody gives them."""
        event.last = self.number
        event.account.append(self.statement(reading, part, place))
        start, end = part or (0, len(reading.text))
        inside = [count for count in reading.counts if start <= count.start and count.end <= end]
        if not inside:
            return
        speakers = [speaker for claim in reading.claims for speaker in claim.speakers]
        by = self.desk.speaker(speakers[0]) if len(speakers) == 1 else ""
        by = by or ("" if speakers else self.desk.counter())
        if by:
            for count in inside:
                event.figures.append(
                    {
                        "by": by,
                        "measure": count.measure,
                        **_amount(count),
                        "cites": self.cites(reading, reading.text[start:end]),
                    }
                )

    def speech(self, reading: Reading, claim: Claim) -> None:
        """A vow, an appeal, an announcement: an event by itself."""
        by = [self.desk.speaker(speaker) for speaker in claim.speakers]
        part = self.part_of(reading, claim)
        start, end = part or (0, len(reading.text))
        date = self.date(reading, None, part)
        event = _Event(
            id=self.desk.ids.new("statement", "by", by[0]),
            kind="statement",
            title=drafts.title(reading.text[start:end]),
            date=date.date if date else "",
            note=self.note(reading, date) if date else "",
            place="",
            by=by,
            against=[],
            last=self.number,
            speech=True,
        )
        self.events.append(event)
        self.go_on(event, reading, part)

    def dated(self, reading: Reading) -> bool:
        """Whether a sentence without a word for an event tells what happened on a day."""
        days = [each for each in reading.dates if _DAY.fullmatch(each.date) and not each.bound]
        if len(days) != 1 or reading.claims or claims.verbs(reading.text, self.desk.text.language):
            return False
        before = reading.text[: days[0].start]
        if not _PAST.search(reading.text) or _UNREAL.search(reading.text) or _ASIDE.search(before):
            return False
        self.event(reading, Action(days[0].start, days[0].end, "other"), None)
        return True

    def same(self, kind: EventKind, date: str, words: str, place: str, by: list[str]) -> _Event | None:
        """The event that a sentence goes on with: of its kind, and alike in all that both say."""
        for event in reversed(self.events):
            if event.kind != kind or event.speech:
                continue
            if (date and event.date and date != event.date) or (
                place and event.place and place != event.place
            ):
                continue
            if by and event.by and by != event.by:
                continue
            near = self.number - event.last <= _NEAR
            if (
                (date and date == event.date)
                or (words and words == event.words)
                or (place and place == event.place)
                or (near and by and by == event.by)
            ):
                return event
        return None

    def date(self, reading: Reading, action: Action | None, part: tuple[int, int] | None) -> DateWords | None:
        """The date of an event: the only one of its sentence, or the one beside its words."""
        start, end = part or (0, len(reading.text))
        found = [each for each in reading.dates if not each.bound and start <= each.start and each.end <= end]
        if action:
            # `…, prosecutors said on Tuesday`: that is when they said it.
            said = [claim.end for claim in reading.claims]
            found = [
                each
                for each in found
                if not any(_SAID_ON.fullmatch(reading.text, end, each.start) for end in said)
            ]
            beside = [each for each in found if not reading.text[each.end : action.start].strip(" '’s")]
            beside = [each for each in beside if each.end <= action.start]
            if beside:
                return beside[0]
            # `struck for the first time since the war of 1980-88`
            found = [
                each for each in found if not _ANOTHER_CLAUSE.search(reading.text, action.end, each.start)
            ]
        known = [each for each in found if each.date]
        if len({each.date for each in known}) == 1:
            return known[0]
        return found[0] if len(found) == 1 else None

    def note(self, reading: Reading, date: DateWords) -> str:
        words = reading.text[date.start : date.end]
        return notes.of_date(date, words, self.desk.source.published, self.desk.language)

    def place(self, reading: Reading, action: Action) -> str:
        """Where an event was: the place named behind its words, or before them in its clause."""
        found = [mention for mention in reading.mentions if mention.place]
        for mention in (each for each in found if each.start >= action.end):
            between = reading.text[action.end : mention.start]
            if _ENDS_A_PLACE.search(between):
                break
            if _IN.search(between) or (
                action.active
                and not mention.actor
                and _OBJECT.fullmatch(reading.text, action.end, mention.start)
            ):
                return mention.place
        for mention in (each for each in found if each.end <= action.start):
            if _IN.search(reading.text[: mention.start]) and not re.search(
                r"[;:—()]|\b(?:while|but|who|which|that)\b|؛", reading.text[mention.end : action.start]
            ):
                return mention.place
        return ""

    def against(self, reading: Reading, action: Action) -> list[str]:
        if action.kind not in _STRIKES:
            return []
        for mention in reading.mentions:
            if (
                mention.actor
                and mention.start >= action.end
                and _AT_WHOM.fullmatch(reading.text, action.end, mention.start)
            ):
                return [mention.actor]
        return []


def _amount(count: Count) -> dict[str, Plain]:
    """A figure in the fields of a record; what is not known is left out."""
    amounts = {"low": count.low, "best": count.best, "high": count.high}
    fields: dict[str, Plain] = {key: value for key, value in amounts.items() if value is not None}
    return fields | ({"scope": count.scope} if count.scope else {})


def sort(desk: Desk, readings: Iterable[Reading]) -> Sorter:
    """Sort the sentences of a source."""
    sorter = Sorter(desk)
    for reading in readings:
        sorter.take(reading)
    return sorter
