"""The standard terms that fields may hold, as they stand in the field's own documents."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from builder.model.translation import marked

# Citation Style Language 1.0.2, item types that briefings draw on.
SourceKind: TypeAlias = Literal[
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "dataset",
    "document",
    "entry-encyclopedia",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "map",
    "motion_picture",
    "pamphlet",
    "paper-conference",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "song",
    "speech",
    "thesis",
    "treaty",
    "webpage",
]
Rights: TypeAlias = Literal["excerpts", "full"]
SourceStatus: TypeAlias = Literal["current", "corrected", "retracted"]
# Admiralty scale (NATO AJP-2.1): the outlet's reliability, the claim's credibility.
Reliability: TypeAlias = Literal["A", "B", "C", "D", "E", "F"]
Credibility: TypeAlias = Literal["1", "2", "3", "4", "5", "6"]

ActorKind: TypeAlias = Literal["state", "government-body", "armed-group", "organisation", "person", "people"]
RelationKind: TypeAlias = Literal[
    "accused-of-links-with",
    "accused-of-supporting",
    "allied-with",
    "commands",
    "fights",
    "leads",
    "linked-with",
    "mediates",
    "member-of",
    "negotiates-with",
    "opposes",
    "supports",
    "urges",
    "works-for",
]
Precision: TypeAlias = Literal["point", "town", "district", "province", "country"]
EventKind: TypeAlias = Literal[
    "accusation",
    "agreement",
    "air-strike",
    "arrest",
    "attack",
    "bombing",
    "clash",
    "diplomacy",
    "disaster",
    "drone-strike",
    "election",
    "kidnapping",
    "killing",
    "law",
    "missile-strike",
    "movement",
    "other",
    "protest",
    "raid",
    "shelling",
    "statement",
    "war",
]
Measure: TypeAlias = Literal["deaths", "injuries", "displaced", "arrests", "money", "other"]
# How a figure with an open end, or a rounded one, is given.
Bound: TypeAlias = Literal["at-least", "more-than", "about", "at-most", "fewer-than"]
# Who of all that a figure's measure holds is counted.
PartCounted: TypeAlias = Literal[
    "children",
    "civilians",
    "fighters",
    "foreigners",
    "journalists",
    "medics",
    "police",
    "soldiers",
    "women",
]
Stance: TypeAlias = Literal["asserts", "denies", "partly-agrees", "neither", "no-statement-found"]
ViewKind: TypeAlias = Literal["assessment", "forecast", "warning"]
QuestionKind: TypeAlias = Literal["watch", "unknown"]
QuestionStatus: TypeAlias = Literal["open", "partly-answered", "answered"]
# As in conflict trackers (CrisisWatch, CFR): the direction, not the level.
SituationStatus: TypeAlias = Literal["deteriorating", "unchanged", "improving"]
ChangeKind: TypeAlias = Literal["new", "updated", "corrected", "retracted"]
Confidence: TypeAlias = Literal["low", "moderate", "high"]
Likelihood: TypeAlias = Literal[
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
    "remote",
    "highly improbable",
    "improbable",
    "roughly even odds",
    "probable",
    "highly probable",
    "nearly certain",
]


@dataclass(frozen=True, slots=True)
class LikelihoodBand:
    """One step of the ICD 203 scale: both terms for it, and the chance it stands for, in per cent."""

    term: str
    other_term: str
    low: int
    high: int


# Intelligence Community Directive 203, Analytic Standards, section D.6.e(2)(a).
LIKELIHOODS = (
    LikelihoodBand(marked("almost no chance"), marked("remote"), 1, 5),
    LikelihoodBand(marked("very unlikely"), marked("highly improbable"), 5, 20),
    LikelihoodBand(marked("unlikely"), marked("improbable"), 20, 45),
    LikelihoodBand(marked("roughly even chance"), marked("roughly even odds"), 45, 55),
    LikelihoodBand(marked("likely"), marked("probable"), 55, 80),
    LikelihoodBand(marked("very likely"), marked("highly probable"), 80, 95),
    LikelihoodBand(marked("almost certain"), marked("nearly certain"), 95, 99),
)


def likelihood_band(term: str) -> LikelihoodBand:
    """The band that a likelihood term of either row names; raises `KeyError` for other words."""
    return {name: band for band in LIKELIHOODS for name in (band.term, band.other_term)}[term]


# Admiralty scale, in words.
RELIABILITIES = {
    "A": marked("completely reliable"),
    "B": marked("usually reliable"),
    "C": marked("fairly reliable"),
    "D": marked("not usually reliable"),
    "E": marked("unreliable"),
    "F": marked("reliability cannot be judged"),
}
CREDIBILITIES = {
    "1": marked("confirmed by other sources"),
    "2": marked("probably true"),
    "3": marked("possibly true"),
    "4": marked("doubtful"),
    "5": marked("improbable"),
    "6": marked("truth cannot be judged"),
}
