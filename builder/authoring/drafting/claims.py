"""Who says what: verbs of saying with the one who says it, in English and Persian.

A claim without a certain claimant is none: “he said”, “it was claimed”. Where the words before a verb could
name somebody else (“officials in Iran said”), the nearest name is not taken.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from builder.authoring.drafting.knownnames import Mention
from builder.authoring.drafting.words import word_set
from builder.model.vocabulary import ActorKind


class Speech(StrEnum):
    """What somebody does by saying something."""

    ACCUSES = "accuses"
    DENIES = "denies"
    CLAIMS = "claims"
    JUDGES = "judges"
    WARNS = "warns"
    # Words that are an event themselves: to vow, to urge, to announce.
    ACTS = "acts"
    SAYS = "says"


class Speaker(NamedTuple):
    """Who says it, where that stands: an actor's id, or the words for somebody unnamed."""

    start: int
    end: int
    actor: str = ""
    unnamed: str = ""
    expert: bool = False
    kind: ActorKind = "people"
    # Whether a title beside the name says that a side speaks through them.
    official: bool = False


class Claim(NamedTuple):
    """A verb of saying, where it stands, with its speakers."""

    start: int
    end: int
    speech: Speech
    speakers: tuple[Speaker, ...]


_VERBS_EN = {
    Speech.ACCUSES: word_set(
        "accused accuses accusing blamed blames blaming alleged alleges alleging",
    ),
    Speech.DENIES: word_set(
        "denied denies denying rejected rejects rejecting dismissed dismisses disputed disputes",
    ),
    Speech.CLAIMS: word_set(
        "claimed claims claiming insisted insists insisting maintained maintains asserted asserts",
        "asserting",
    ),
    Speech.JUDGES: word_set(
        "believe believes believed argue argues argued expect expects expected assess assesses",
        "assessed estimate estimates estimated emphasize emphasizes emphasized emphasise",
        "emphasises emphasised predict predicts predicted suggest suggests suggested think thinks",
        "thought see sees saw describes described doubt doubts doubted fear fears feared notes",
        "noted judge judges judged concluded concludes consider considers",
    ),
    Speech.WARNS: word_set(
        "warned warns warning cautioned cautions",
    ),
    Speech.ACTS: word_set(
        "vowed vows vowing urged urges urging announced announces announcing condemned condemns",
        "condemning pledged threatened demanded revealed",
    ),
    Speech.SAYS: word_set(
        "said says saying told tells reported reports reporting stated confirmed confirms",
        "added acknowledged admitted explained wrote writes recorded counted documented",
        "registered",
    ),
}
VERBS_EN = {form: speech for speech, forms in _VERBS_EN.items() for form in sorted(forms)}
# Forms that are nouns or adjectives as often, and are only read right behind a name.
_VERB_EN = re.compile(
    rf"\b({'|'.join(sorted(VERBS_EN, key=len, reverse=True))}|called(?=\s+(?:for|on|upon)\b))\b"
)
# Nouns for people who are quoted without a name, and for those whose judgement is a view.
_EXPERTS = "analysts?|experts?|observers?|researchers?|commentators?|scholars?|economists?|historians?"
_PEOPLE = (
    rf"{_EXPERTS}|officials?|sources?|diplomats?|witnesses|witness|residents?|spokes(?:man|woman|person|people)"
    r"|doctors?|medics?|rescuers?|activists?|monitors?|authorities|workers|villagers|survivors?|relatives"
    r"|(?:aid|rights|relief|humanitarian)\s+(?:agencies|groups|organi[sz]ations)"
    r"|prosecutors|commanders?|ministers?|investigators?|lawyers?|reporters|critics|opponents|supporters|leaders?"
)
_BODIES = (
    r"army|military|police|government|coastguard|coast\s+guard|navy|air\s+force|security\s+forces|opposition"
    r"|(?:foreign|interior|health|defen[cs]e)\s+ministry|presidency|parliament|armed\s+forces"
)
_ADJECTIVES = (
    r"senior|local|[Ww]estern|military|security|government|intelligence|foreign|independent|political|regional|medical"
    r"|hospital|police|army|state|national|provincial|city|village|aid|rights|human|former|top|unnamed|anonymous"
    r"|district|border|defen[cs]e|UN|US|EU|health|rescue|emergency|election|international|opposition|tribal|community"
    r"|[A-Z][a-z]+(?:i|an|ish|ese)|[A-Z][\w-]+[’']s"
)
_UNNAMED_EN = re.compile(
    rf"\b(?:(?P<article>[Aa]n?|[Tt]he|[Oo]ne|[Tt]wo|[Tt]hree|[Ss]ome|[Ss]everal|[Mm]any|[Mm]ost)\s+)?"
    rf"(?P<words>(?:(?:{_ADJECTIVES})\s+){{0,4}}(?:(?P<people>(?i:{_PEOPLE}))|(?P<body>(?i:{_BODIES}))))\b"
)
_EXPERT = re.compile(rf"\b(?:{_EXPERTS})\b", re.IGNORECASE)
_PLURAL = re.compile(r"(?:s|people|authorities)$", re.IGNORECASE)
_EXPERT_BESIDE = re.compile(
    rf"\s*,\s+(?:an?|the|its)?\s*(?:[\w’'-]+\s+){{0,4}}?(?:{_EXPERTS}|fellow|professor|lecturer)\b"
    rf"|(?:,\s+[^,;.]{{1,60}}|\s+(?:of|at|from)\s+the\s+(?:[A-Z][\w-]*\s+)*)"
    rf"\b(?:Centre|Center|Institute|University|Forum|Foundation)\b",
    re.IGNORECASE,
)
_OFFICIAL_BESIDE = re.compile(
    r"\s*,\s+(?:an?|the|its|their)?\s*(?:[\w’'-]+\s+){0,4}?(?:spokes\w+|minister|commander|officer|president|official"
    r"|leader|ambassador|governor)\b",
    re.IGNORECASE,
)
_OFFICIAL_BEFORE = re.compile(
    r"\b(?:Gen(?:eral|\.)|Col(?:onel|\.)|Maj(?:or|\.)|Captain|Brigadier|Admiral|Commander|President|Minister|Ambassador"
    r"|Governor|[Ss]pokes\w+|[Cc]ommander|[Mm]inister|[Ll]eader),?\s+$"
)
_EXPERT_BEFORE = re.compile(rf"\b(?:{_EXPERTS}|fellow|professor)\s+$", re.IGNORECASE)
# What may stand between the one who says it and the verb.
_ADVERBS = (
    r"(?:(?:has|have|had|also|later|then|often|swiftly|again|still|now|earlier|both|all|together|(?:on\s+)?\w+day"
    r"|[a-z]+ly|last\s+week|yesterday|in\s+protest)\s+)*"
)
_GAP = re.compile(
    rf"(?:\s*\([A-Z]{{2,6}}\))?(?:\s*,(?!\s+(?:and|but|while|with)\b)[^,;]{{1,90}},|\s*,\s+(?:which|who)\b)?"
    r"(?:\s+(?:of|from|at)\s+(?:the\s+)?(?:[A-Z][\w’-]*\s*(?:(?:of|for)\s+)?){1,6}(?<=\S))?"
    rf"(?:\s+(?:which|who)\b)?\s+{_ADVERBS}"
)
_WHERE = r"(?:\s+(?:of|in|at|from|for|with|on)\s+(?:(?!(?:that|who|which|said)\b)[\w’'-]+\s?){1,5})?"
_UNNAMED_GAP = re.compile(rf"{_WHERE}(?:\s*,[^,;]{{1,90}},)?(?:\s+(?:who|which)\b)?\s*{_ADVERBS}")
_NO_SUBJECT = re.compile(
    r"\b(?:of|in|from|at|for|by|with|to|against|between|near|on|into|inside|over|about|across)\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\s*,?\s+(?:which|who)\b")
_WITH = re.compile(r"(?:^|,)\s*with\s+(?:both\s+)?(?:the\s+)?$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_ENDS_WITH_AND = re.compile(r"(?<!,)\s+and\s+(?:the\s+)?$")
_INVERTED = re.compile(r"[,”\"’'?!]\s*$")
_BY = re.compile(
    r"\b(accused|blamed|urged|seen|viewed|described|regarded|considered|condemned|denied|rejected|reported|claimed"
    r"|warned|criticised|criticized)\s+by\s+(?:the\s+)?"
)
_BY_SPEECH = {
    **VERBS_EN,
    **dict.fromkeys(("seen", "viewed", "described", "regarded", "considered"), Speech.JUDGES),
    **dict.fromkeys(("criticised", "criticized"), Speech.ACTS),
}
_ACCORDING = re.compile(r"\b[Aa]ccording\s+to\s+(?:the\s+)?")
_NAMES_IN_A_ROW = re.compile(r"[\s’']*(?:[\w’'-]+\s+){0,2}")

_VERBS_FA = {
    Speech.ACCUSES: ("متهم کرد", "متهم کردند", "متهم کرده است", "مقصر دانست", "مقصر دانستند"),
    Speech.DENIES: ("تکذیب کرد", "تکذیب کردند", "رد کرد", "رد کردند", "تکذیب کرده است"),
    Speech.CLAIMS: ("مدعی شد", "مدعی شدند", "ادعا کرد", "ادعا کردند", "مدعی شده است"),
    Speech.WARNS: ("هشدار داد", "هشدار دادند"),
    Speech.JUDGES: ("معتقد است", "معتقدند", "پیش‌بینی کرد", "پیش‌بینی کردند", "ارزیابی کرد"),
    Speech.ACTS: ("محکوم کرد", "محکوم کردند", "خواستار شد", "وعده داد"),
    Speech.SAYS: (
        "گفت", "گفتند", "می‌گوید", "می‌گویند", "گفته است", "گفته‌اند", "اعلام کرد", "اعلام کردند",
        "اعلام کرده است", "اعلام کرده‌اند", "گزارش داد", "گزارش دادند", "خبر داد", "خبر دادند", "تأیید کرد",
        "تایید کرد",
    ),
}  # fmt: skip
_VERBS_BY_FA = {form: speech for speech, forms in _VERBS_FA.items() for form in forms}
_EXPERTS_FA = "کارشناسان|کارشناس|تحلیلگران|تحلیل‌گران|تحلیلگر|تحلیل‌گر|پژوهشگران|پژوهشگر|ناظران"
_UNNAMED_FA = re.compile(
    rf"(?:یک |برخی |چند |شماری از )?(?:{_EXPERTS_FA}|مقام‌های|مقام|مقامات|سخنگوی|شاهدان|شاهدی|منابع|منبعی|پلیس"
    r"|ارتش|دولت|وزارت|ساکنان|فرماندار|استاندار)(?: (?!که|روز|در|را|از|و)[^\s،.:؛]+){0,5}?"
)
_EXPERT_FA = re.compile(rf"(?<!\w)(?:{_EXPERTS_FA})(?!\w)")
_BODY_FA = re.compile(r"(?:پلیس|ارتش|دولت|وزارت)(?!\w)")
_ONE_FA = re.compile(r"(?:یک |مقام |سخنگوی |کارشناس |تحلیلگر |شاهدی|منبعی|فرماندار|استاندار)")
_TIME_FA = r"(?:\s*،?\s*(?:روز\s+\S+|دیروز|امروز|هم|نیز|همچنین|بعداً|در\s+بیانیه‌ای)\s*،?)*"
_BY_FA = re.compile(r"(?:^|[\s،])به گفته(?:‌ی|ٔ)? ")


def find(text: str, mentions: Sequence[Mention], language: str) -> list[Claim]:
    """The claims in a sentence, in order."""
    base = language.split("-")[0]
    actors = [mention for mention in mentions if mention.actor]
    found: Iterable[Claim] = ()
    if base == "en":
        found = _English(text, actors).all()
    elif base == "fa":
        found = _Persian(text, actors).all()
    return sorted(found, key=lambda claim: claim.start)


def verbs(text: str, language: str) -> frozenset[int]:
    """Where verbs of saying stand in a text."""
    if language.split("-")[0] != "en":
        return frozenset()
    return frozenset(match.start() for match in _VERB_EN.finditer(text))


def subjects(text: str, mentions: Sequence[Mention], verb: int) -> tuple[Speaker, ...]:
    """Who stands before an English verb as its subject; nobody where that is not certain."""
    return _English(text, [mention for mention in mentions if mention.actor]).before(verb)


def speaks(language: str) -> bool:
    """Whether claims are read in a language."""
    return language.split("-")[0] in ("en", "fa")


class _English:
    def __init__(self, text: str, actors: list[Mention]) -> None:
        self.text = text
        self.actors = actors
        self.unnamed = [self.nobody(match) for match in _UNNAMED_EN.finditer(text)]

    def nobody(self, match: re.Match[str]) -> Speaker:
        words = " ".join(match["words"].split())
        one = (match["article"] or "").lower() in ("a", "an", "one")
        name = words[:1].upper() + words[1:]
        if match["people"] and not one and not _PLURAL.search(words):
            # `the minister`: somebody whom the text has named elsewhere.
            name = ""
        kind: ActorKind = "government-body" if match["body"] else "person" if one else "people"
        return Speaker(match.start(), match.end(), "", name, bool(_EXPERT.search(words)), kind)

    def all(self) -> Iterator[Claim]:
        taken: set[int] = set()
        last: tuple[Speaker, ...] = ()
        for match in _VERB_EN.finditer(self.text):
            speakers = self.before(match.start()) or self.inverted(match)
            speech = VERBS_EN.get(match[1], Speech.ACTS)
            if not speakers and _ENDS_WITH_AND.search(self.text[: match.start()]):
                # `condemned the raid and blamed …`: the same subject.
                speakers = last
            if speakers:
                last = speakers
                taken.add(match.start())
                yield Claim(match.start(), match.end(), speech, speakers)
        for match in _BY.finditer(self.text):
            speaker = self.after(match.end())
            if speaker and match.start() not in taken:
                yield Claim(match.start(), match.end(), _BY_SPEECH[match[1]], (speaker,))
        for match in _ACCORDING.finditer(self.text):
            speaker = self.after(match.end())
            if speaker:
                yield Claim(match.start(), match.end(), Speech.SAYS, (speaker,))

    def before(self, verb: int) -> tuple[Speaker, ...]:
        """Who stands before a verb as its subject."""
        unnamed = [
            speaker
            for speaker in self.unnamed
            if speaker.end < verb and _UNNAMED_GAP.fullmatch(self.text, speaker.end, verb)
        ]
        for index in range(len(self.actors) - 1, -1, -1):
            actor = self.actors[index]
            if actor.end >= verb or not (
                _GAP.fullmatch(self.text, actor.end, verb) or self.in_apposition(actor, verb)
            ):
                continue
            if any(speaker.start <= actor.start and actor.end <= speaker.end for speaker in unnamed):
                continue
            before = self.text[: actor.start]
            relative = _RELATIVE.match(self.text, actor.end)
            if _NO_SUBJECT.search(before) and not _WITH.search(before) and not relative:
                continue
            speakers = [self.speaker(actor)]
            if _ENDS_WITH_AND.search(before):
                known = [self.speaker(each) for each in self.actors[:index]]
                first = [
                    each
                    for each in (*known, *self.unnamed)
                    if (each.actor or each.unnamed) and _AND.fullmatch(self.text, each.end, actor.start)
                ]
                if not first:
                    return ()
                speakers.insert(0, first[0])
            return tuple(speakers)
        for speaker in reversed(unnamed):
            if speaker.unnamed and not _NO_SUBJECT.search(self.text[: speaker.start]):
                return (speaker,)
        return ()

    def in_apposition(self, actor: Mention, verb: int) -> bool:
        """Whether a name stands between commas right before a verb: The commander, Jon Aldar, said."""
        return self.text[: actor.start].endswith(", ") and bool(
            re.fullmatch(rf",\s+{_ADVERBS}", self.text[actor.end : verb])
        )

    def inverted(self, verb: re.Match[str]) -> tuple[Speaker, ...]:
        """Who stands behind a verb, as in: “…”, said the minister."""
        if VERBS_EN.get(verb[1]) not in (Speech.SAYS, Speech.WARNS) or not _INVERTED.search(
            self.text[: verb.start()]
        ):
            return ()
        speaker = self.after(verb.end() + 1)
        return (speaker,) if speaker else ()

    def after(self, start: int) -> Speaker | None:
        """Who is named at a place, also behind a title: the Secretary-General Antonio Guterres."""
        for index, actor in enumerate(self.actors):
            if start <= actor.start <= start + 60 and _NAMES_IN_A_ROW.fullmatch(
                self.text, start, actor.start
            ):
                # The last name of a row is the person: the United Nations Secretary-General Antonio Guterres.
                while index + 1 < len(self.actors) and _TITLE_BETWEEN.fullmatch(
                    self.text, self.actors[index].end, self.actors[index + 1].start
                ):
                    index += 1
                return self.speaker(self.actors[index])
        for speaker in self.unnamed:
            if speaker.unnamed and speaker.start <= start + 4 and speaker.end > start:
                return speaker
        return None

    def speaker(self, actor: Mention) -> Speaker:
        expert = bool(
            _EXPERT_BESIDE.match(self.text, actor.end) or _EXPERT_BEFORE.search(self.text[: actor.start])
        )
        official = bool(
            _OFFICIAL_BESIDE.match(self.text, actor.end) or _OFFICIAL_BEFORE.search(self.text[: actor.start])
        )
        return Speaker(actor.start, actor.end, actor.actor, "", expert, official=official)


_TITLE_BETWEEN = re.compile(r"(?:[’']s)?\s+(?:[A-Z][\w-]*\s+){1,3}")


class _Persian:
    """A verb stands at the end; who says it stands at the beginning of its clause."""

    def __init__(self, text: str, actors: list[Mention]) -> None:
        self.text = text
        self.actors = actors

    def all(self) -> Iterator[Claim]:
        for match in _fa_verbs().finditer(self.text):
            start = max(self.text.rfind(mark, 0, match.start()) for mark in "؛:.") + 1
            speakers = self.first(start, match.start())
            if speakers:
                yield Claim(match.start(1), match.end(1), _VERBS_BY_FA[match[1]], speakers)
        for match in _BY_FA.finditer(self.text):
            for actor in self.actors:
                if actor.start == match.end():
                    yield Claim(match.start(), match.end(), Speech.SAYS, (self.speaker(actor),))

    def first(self, start: int, verb: int) -> tuple[Speaker, ...]:
        """Who stands first in a clause: somebody known, or somebody unnamed right before the verb."""
        begin = re.compile(_TIME_FA + r"\s*").match(self.text, start)
        position = begin.end() if begin else start
        for index, actor in enumerate(self.actors):
            if actor.start == position:
                speakers = [self.speaker(actor)]
                if (
                    index + 1 < len(self.actors)
                    and self.text[actor.end : self.actors[index + 1].start] == " و "
                ):
                    speakers.append(self.speaker(self.actors[index + 1]))
                # `ایران پرس گفت`: the name goes on.
                end = speakers[-1].end
                after = self.text[end:verb]
                rest = (
                    re.fullmatch(rf"{_TIME_FA}\s*", after)
                    or " را " in f"{after} "
                    or re.match(r"\s*(?:در|از|با|به|که|،|روز|این|هرگونه)(?!\w)", after)
                )
                return tuple(speakers) if rest else ()
        match = _UNNAMED_FA.match(self.text, position)
        while match and not re.fullmatch(rf"{_TIME_FA}\s*", self.text[match.end() : verb]):
            longer = re.compile(r" (?!که|روز|در|را|از|و)[^\s،.:؛]+").match(self.text, match.end())
            if not longer or longer.end() > verb:
                return ()
            match = re.compile(re.escape(self.text[position : longer.end()])).match(self.text, position)
        if not match:
            return ()
        words = " ".join(match[0].split())
        kind: ActorKind = (
            "government-body" if _BODY_FA.match(words) else "person" if _ONE_FA.match(words) else "people"
        )
        return (Speaker(match.start(), match.end(), "", words, bool(_EXPERT_FA.search(words)), kind),)

    def speaker(self, actor: Mention) -> Speaker:
        return Speaker(actor.start, actor.end, actor.actor)


@lru_cache(maxsize=1)
def _fa_verbs() -> re.Pattern[str]:
    forms = sorted(_VERBS_BY_FA, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, forms))})(?!\w)")


def claimants(claims: Iterable[Claim]) -> list[Speaker]:
    """Everybody who says something, once each, in order."""
    found: dict[tuple[str, str], Speaker] = {}
    for claim in claims:
        for speaker in claim.speakers:
            found.setdefault((speaker.actor, speaker.unnamed), speaker)
    return list(found.values())
