"""What happened: the words by which a sentence tells of an event, and of which kind it is.

A verb in the past tells of an event, a noun such as “air strike” does where a verb beside it says that it
took place or a date stands with it. What may happen, what often happens and what is only named does not.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from builder.model.vocabulary import EventKind


class Action(NamedTuple):
    """Words for an event, where they stand, and its kind.

    `active` is whether they are a verb whose subject stands before it; `known` whether they only speak of an
    event as one that was told of before: `the blast`.
    """

    start: int
    end: int
    kind: EventKind
    active: bool = False
    known: bool = False


_DID = (
    r"(?:conducted|carried\s+out|launched|staged|mounted|unleashed|committed|perpetrated)\s+(?:an?\s+"
    r"|the\s+|its\s+"
    r"|several\s+|two\s+|three\s+|more\s+)?(?:[\w-]+\s+){0,2}?"
)
_NOUNS_EN: tuple[tuple[str, EventKind], ...] = (
    (r"air\s?strikes?|air\s+raids?|aerial\s+bombardments?", "air-strike"),
    (r"missile\s+(?:strikes?|attacks?|barrages?)|rocket\s+(?:attacks?|fire|strikes?)", "missile-strike"),
    (r"drone\s+(?:strikes?|attacks?)", "drone-strike"),
    (
        r"(?:suicide\s+|car\s+|roadside\s+|twin\s+)?bomb(?:ings?|\s+attacks?|\s+blasts?)|blasts?|explosions?",
        "bombing",
    ),
    (r"shelling|artillery\s+fire|mortar\s+fire", "shelling"),
    (r"clash(?:es)?|gun\s?battles?|firefights?|exchanges?\s+of\s+fire|fighting", "clash"),
    (r"raids?", "raid"),
    (r"assassinations?|killings?|massacres?|executions?", "killing"),
    (r"kidnappings?|abductions?", "kidnapping"),
    (r"protests?|demonstrations?|rall(?:y|ies)", "protest"),
    (r"earthquakes?|floods?|landslides?|cyclones?", "disaster"),
    (r"attacks?|assaults?|ambush(?:es)?|strikes?", "attack"),
    (r"war", "war"),
    (r"elections?|referendums?", "election"),
)
_VERBS_EN: tuple[tuple[str, EventKind], ...] = (
    (r"bombed|warplanes\s+(?:struck|hit|attacked)|jets\s+(?:struck|hit|attacked)", "air-strike"),
    (r"fired\s+(?:[\w-]+\s+){0,3}?(?:missiles?|rockets?)", "missile-strike"),
    (r"(?:missiles?|rockets?)\s+(?:struck|hit|landed)", "missile-strike"),
    (r"drones?\s+(?:struck|hit|attacked)", "drone-strike"),
    (r"shelled", "shelling"),
    (r"fought\s+an?\s+(?:[\w-]+\s+){0,2}?war", "war"),
    (
        r"bombs?\s+(?:exploded|went\s+off)|detonated|blew\s+(?:himself|herself|themselves)\s+up|exploded",
        "bombing",
    ),
    (r"attacked|ambushed|stormed|opened\s+fire(?:\s+on)?|struck", "attack"),
    (r"clashed|(?:exchanged|traded)\s+(?:[\w-]+\s+)?fire", "clash"),
    (r"raided|searched", "raid"),
    (r"shot\s+dead|assassinated|executed|beheaded|murdered", "killing"),
    (r"kidnapped|abducted|took\s+[^,.;]{1,30}hostage", "kidnapping"),
    (r"arrested|detained", "arrest"),
    (r"protested|demonstrated|rallied|took\s+to\s+the\s+streets", "protest"),
    (
        r"signed\s+(?:an?|the|another)\s+(?:[\w-]+\s+){0,3}?(?:agreement|deal|accord|treaty|truce"
        r"|ceasefire|memorandum)"
        r"|(?:accord|agreement|treaty|deal|truce|ceasefire|pact)\s*,?\s+(?:was\s+"
        r"|which\s+was\s+)?(?:signed|brokered|reached|agreed)"
        r"|reached\s+an?\s+(?:[\w-]+\s+){0,2}?(?:agreement|deal|accord)|agreed\s+(?:to\s+)?(?:a|an|on\s+a)\s+"
        r"(?:[\w-]+\s+){0,2}?(?:truce|ceasefire|cease-fire)",
        "agreement",
    ),
    (
        r"recalled\s+(?:its|their)\s+(?:[\w-]+\s+)?(?:ambassador|envoy|charg[eé])|summoned|expelled"
        r"|held\s+(?:[\w-]+\s+){0,2}?talks|met\s+(?:with\s+)?(?=[A-Z]|his|her|the)"
        r"|broke\s+off\s+(?:diplomatic\s+)?(?:ties|relations)"
        r"|severed\s+(?:diplomatic\s+)?(?:ties|relations)",
        "diplomacy",
    ),
    (
        r"imposed\s+(?:[\w-]+\s+){0,3}?(?:sanctions|curfew)|passed\s+(?:an?"
        r"|the)\s+(?:[\w-]+\s+){0,3}?(?:law|bill)",
        "law",
    ),
    (
        r"(?:closed|shut|sealed|reopened)\s+(?:the|its|their)\s+(?:[\w-]+\s+){0,2}?(?:borders?"
        r"|crossings?|airspace|roads?)|deployed|withdrew"
        r"|fled|evacuated|(?:captured|seized)\s+(?:control|the|a)\s+(?:[a-z]+\s+)?(?:of|town|village|city|port|hill|airport|base|post|district)|crossed\s+(?:the|into)",
        "movement",
    ),
    (r"claimed\s+responsibility", "statement"),
)
# A verb close behind a noun by which it took place, with where or when between them.
_TOOK_PLACE = re.compile(
    r"(?:\s+(?:in|at|near|on|outside|by|inside|of)\s+[^,;.]{1,60}?)?(?:\s+(?:also|have|has"
    r"|had))*\s*,?\s+(?:that\s+|which\s+)?"
    r"(?:killed|killing|left|took\s+place|happened|occurred|followed|began|broke\s+out|erupted|hit"
    r"|struck|injured"
    r"|wounded|wounding|injuring|destroyed|damaged|ended|was\s+(?:carried\s+out|launched|held)"
    r"|were\s+(?:carried\s+out|launched|held"
    r"|killed|injured|wounded|reported)|tore\s+through|ripped\s+through|rocked|drowned|displaced)\b"
)
_THERE_WAS = re.compile(
    r"\bthere\s+(?:was|were|had\s+been)\b|\b(?:killed|wounded|injured|died)\s+(?:[^,;]{0,60}\s)?(?:in|by)\s+",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"\b(?:the|this|that|its|their|his|her)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_NO_EVENT_AFTER = re.compile(r"\s+(?:of\s+the|toll|against|crimes?|criminals?)\b")
_ON = re.compile(r"\s+(?:(?:in|at|near|outside)\s+[^,;.]{1,40}\s+)?(?:(?:on|of|in)\s+)?")
# What turns an event into a possibility, a habit or a plan, before it in its clause.
_UNREAL_EN = re.compile(
    r"\b(?:(?-i:may)|might|could|would|will|shall|should|can|cannot|if|whether|unless|fears?|feared|plans?"
    r"|planned|to"
    r"|threat(?:s|en|ened)?|prevent(?:ed)?|avoid(?:ed)?|any|no|not|never|often|frequently|usually"
    r"|regularly|typically"
    r"|prone|risk|against|responsib\w+|history|future|possible|series|calls?|called)\b"
    r"|\b(?:this|these|those|such|further)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# A verb in the past may also have an action of its own before it: `said`, so `to` and `against` are no bar.
_UNREAL_VERB_EN = re.compile(
    r"\b(?:no|nobody|none|neither|(?-i:may)|might|could|would|will|shall|should|can|cannot|if|whether"
    r"|unless|fears?|feared|planned\s+to|not|never"
    r"|often|frequently|usually|regularly|typically|would\s+have|to\s+be)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\s+(?:[a-z]+ly\s+)?$")
_CLAUSE = re.compile(
    r"[,;:—–()“”\"]|\b(?:that|which|who|where|when|while|after|before|since|because|as|and|but)\b"
)

_FA: tuple[tuple[str, EventKind], ...] = (
    ("حمله هوایی|حملات هوایی|حملهٔ هوایی|بمباران کرد(?:ند)?", "air-strike"),
    ("حمله موشکی|حملات موشکی|موشک‌باران کرد(?:ند)?", "missile-strike"),
    ("حمله پهپادی|حملات پهپادی", "drone-strike"),
    ("انفجار|بمب‌گذاری|بمبگذاری|منفجر شد", "bombing"),
    ("گلوله‌باران کرد(?:ند)?|گلوله باران کرد(?:ند)?", "shelling"),
    ("درگیری|درگیر شدند", "clash"),
    ("ترور شد|ترور کرد(?:ند)?|اعدام شد(?:ند)?", "killing"),
    ("ربوده شد(?:ند)?|ربود(?:ند)?", "kidnapping"),
    (
        "(?:بازداشت|دستگیر) (?:شد|شدند|کرد|کردند|شده است|شده‌اند|کرده است|کرده‌اند)",
        "arrest",
    ),
    ("زلزله|زمین‌لرزه|سیل", "disaster"),
    ("احضار کرد(?:ند)?|فراخواند(?:ند)?|دیدار کرد(?:ند)?|گفتگو کرد(?:ند)?|گفت‌وگو کرد(?:ند)?", "diplomacy"),
    ("امضا کرد(?:ند)?", "agreement"),
    ("حمله کرد(?:ند)?|تیراندازی کرد(?:ند)?|حمله", "attack"),
)
_TOOK_PLACE_FA = re.compile(
    r"(?<!\w)(?:شد|شدند|شده است|شده‌اند|کرد|کردند|کرده است|رخ داد|روی داد|گرفت|گذاشت|باختند|داد|دادند"
    r"|بود|بودند)(?!\w)"
)
_UNREAL_FA = re.compile(
    r"(?<!\w)(?:اگر|ممکن است|احتمال|شاید|خواهد|خواهند|باید|نباید|اغلب|همواره|مانع|جلوگیری|خطر|این)(?!\w)"
)


def find(text: str, language: str, dates: Sequence[tuple[int, int]] = ()) -> list[Action]:
    """The events that a sentence tells of, in order; `dates` are where dates stand in it."""
    base = language.split("-")[0]
    if base == "en":
        found = list(_english(text, dates))
    elif base == "fa":
        found = list(_persian(text, dates))
    else:
        return []
    found.sort(key=lambda action: (action.start, -action.end))
    kept: list[Action] = []
    for action in found:
        if not kept or action.start >= kept[-1].end:
            kept.append(action)
    return kept


def clause(text: str, start: int) -> int:
    """Where the clause begins that a place lies in."""
    begins = [match.end() for match in _CLAUSE.finditer(text, 0, start)]
    return begins[-1] if begins else 0


def _english(text: str, dates: Sequence[tuple[int, int]]) -> Iterator[Action]:
    for pattern, kind in _patterns(_VERBS_EN):
        for match in pattern.finditer(text):
            before = text[clause(text, match.start()) : match.start()]
            if not _UNREAL_VERB_EN.search(before):
                yield Action(
                    match.start(), match.end(), kind, active=not _PASSIVE.search(text[: match.start()])
                )
    for pattern, kind in _patterns(_NOUNS_EN):
        did = re.compile(rf"\b{_DID}(?:{pattern.pattern})", re.IGNORECASE)
        for match in did.finditer(text):
            if not _UNREAL_VERB_EN.search(text[clause(text, match.start()) : match.start()]):
                active = not _PASSIVE.search(text[: match.start()])
                yield Action(match.start(), match.end(), kind, active=active)
        for match in pattern.finditer(text):
            begin = clause(text, match.start())
            before = text[begin : match.start()]
            if _UNREAL_EN.search(before) or _NO_EVENT_AFTER.match(text, match.end()):
                continue
            dated = any(
                end <= match.start() and not text[end : match.start()].strip(" ’'s") for _, end in dates
            ) or any(start >= match.end() and _ON.fullmatch(text, match.end(), start) for start, _ in dates)
            if dated or _TOOK_PLACE.match(text, match.end()) or _THERE_WAS.search(before):
                known = bool(_DEFINITE.search(before)) and not dates
                yield Action(match.start(), match.end(), kind, known=known)


def _persian(text: str, dates: Sequence[tuple[int, int]]) -> Iterator[Action]:
    for pattern, kind in _patterns(_FA):
        for match in pattern.finditer(text):
            before = text[max(text.rfind(mark, 0, match.start()) for mark in "،؛:") + 1 : match.start()]
            if _UNREAL_FA.search(before):
                continue
            verb = match[0].endswith(("شد", "کرد", "ند", "است"))
            if verb or _TOOK_PLACE_FA.search(text, match.end()):
                yield Action(match.start(), match.end(), kind)


@lru_cache(maxsize=4)
def _patterns(table: tuple[tuple[str, EventKind], ...]) -> tuple[tuple[re.Pattern[str], EventKind], ...]:
    return tuple((re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), kind) for words, kind in table)
