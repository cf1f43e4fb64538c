"""The words that pages use for terms, figures and parts of a briefing, in the briefing's language."""

from collections.abc import Sequence
from functools import lru_cache

from builder.model import kinds
from builder.model.base import Path
from builder.model.records import Figure, Place, Position
from builder.model.translation import marked, number, translations

# The terms of the vocabularies, for readers.
TERMS = {
    # Kinds of sources (CSL)
    "article": marked("article"),
    "article-journal": marked("journal article"),
    "article-magazine": marked("magazine article"),
    "article-newspaper": marked("newspaper article"),
    "bill": marked("bill"),
    "book": marked("book"),
    "broadcast": marked("broadcast"),
    "chapter": marked("chapter of a book"),
    "dataset": marked("data set"),
    "document": marked("document"),
    "entry-encyclopedia": marked("entry in an encyclopaedia"),
    "figure": marked("figure"),
    "graphic": marked("graphic"),
    "hearing": marked("hearing"),
    "interview": marked("interview"),
    "legal_case": marked("legal case"),
    "legislation": marked("legislation"),
    "map": marked("map"),
    "motion_picture": marked("film"),
    "pamphlet": marked("pamphlet"),
    "paper-conference": marked("conference paper"),
    "personal_communication": marked("personal communication"),
    "post": marked("post"),
    "post-weblog": marked("blog post"),
    "regulation": marked("regulation"),
    "report": marked("report"),
    "song": marked("song"),
    "speech": marked("speech"),
    "thesis": marked("thesis"),
    "treaty": marked("treaty"),
    "webpage": marked("web page"),
    # What became of a source, of a fact
    "current": marked("current"),
    "corrected": marked("corrected"),
    "retracted": marked("retracted"),
    "new": marked("new"),
    "updated": marked("updated"),
    # Kinds of actors
    "state": marked("state"),
    "government-body": marked("government body"),
    "armed-group": marked("armed group"),
    "organisation": marked("organisation"),
    "person": marked("person"),
    "people": marked("group of people"),
    # How actors stand to each other
    "accused-of-links-with": marked("accused of links with"),
    "accused-of-supporting": marked("accused of supporting"),
    "allied-with": marked("allied with"),
    "commands": marked("commands"),
    "fights": marked("fights"),
    "leads": marked("leads"),
    "linked-with": marked("linked with"),
    "mediates": marked("mediates"),
    "member-of": marked("member of"),
    "negotiates-with": marked("negotiates with"),
    "opposes": marked("opposes"),
    "supports": marked("supports"),
    "urges": marked("urges"),
    "works-for": marked("works for"),
    # How exactly a place is known
    "point": marked("point"),
    "town": marked("town"),
    "district": marked("district"),
    "province": marked("province"),
    "country": marked("country"),
    # Kinds of events
    "accusation": marked("accusation"),
    "agreement": marked("agreement"),
    "air-strike": marked("air strike"),
    "arrest": marked("arrest"),
    "attack": marked("attack"),
    "bombing": marked("bombing"),
    "clash": marked("clash"),
    "diplomacy": marked("diplomacy"),
    "disaster": marked("disaster"),
    "drone-strike": marked("drone strike"),
    "election": marked("election"),
    "kidnapping": marked("kidnapping"),
    "killing": marked("killing"),
    "law": marked("law"),
    "missile-strike": marked("missile strike"),
    "movement": marked("movement"),
    "other": marked("other"),
    "protest": marked("protest"),
    "raid": marked("raid"),
    "shelling": marked("shelling"),
    "statement": marked("statement"),
    "war": marked("war"),
    # What figures count
    "deaths": marked("deaths"),
    "injuries": marked("injuries"),
    "displaced": marked("displaced"),
    "arrests": marked("arrests"),
    "money": marked("money"),
    # Whom of the whole a figure counts
    "children": marked("children"),
    "civilians": marked("civilians"),
    "fighters": marked("fighters"),
    "foreigners": marked("foreigners"),
    "journalists": marked("journalists"),
    "medics": marked("medics"),
    "police": marked("police"),
    "soldiers": marked("soldiers"),
    "women": marked("women"),
    # What a position does with the claim
    "asserts": marked("asserts"),
    "denies": marked("denies"),
    "partly-agrees": marked("partly agrees"),
    "neither": marked("neither asserts nor denies"),
    "no-statement-found": marked("no statement found"),
    # Views and questions
    "assessment": marked("assessment"),
    "forecast": marked("forecast"),
    "warning": marked("warning"),
    "open": marked("open"),
    "partly-answered": marked("partly answered"),
    "answered": marked("answered"),
    "low": marked("low"),
    "moderate": marked("moderate"),
    "high": marked("high"),
    # Where the situation is going
    "deteriorating": marked("deteriorating"),
    "unchanged": marked("unchanged"),
    "improving": marked("improving"),
}
_VIEWS_BY = {
    "assessment": marked("Assessment by {actor}"),
    "forecast": marked("Forecast by {actor}"),
    "warning": marked("Warning by {actor}"),
}
_ACTOR_KINDS = {
    "state": marked("States"),
    "government-body": marked("Government bodies"),
    "armed-group": marked("Armed groups"),
    "organisation": marked("Organisations"),
    "person": marked("People"),
    "people": marked("Groups of people"),
}
_PRECISIONS = {
    "point": marked("A point"),
    "town": marked("Somewhere in a town"),
    "district": marked("Somewhere in a district"),
    "province": marked("Somewhere in a province"),
    "country": marked("Somewhere in a country"),
}


@lru_cache(maxsize=10_000)
def term(name: str, language: str) -> str:
    """A term of a vocabulary as words: `air-strike` as “air strike”; one of the editor's own as written."""
    words = TERMS.get(name)
    return translations(language).gettext(words) if words else name.replace("-", " ").replace("_", " ")


def view_by(kind: str, language: str) -> str:
    """The line that says whose judgement a view is, with `{actor}` to be put in."""
    return translations(language).gettext(_VIEWS_BY[kind])


def actor_kinds(name: str, language: str) -> str:
    """The heading above actors of one kind."""
    return translations(language).gettext(_ACTOR_KINDS[name])


def record_kinds(name: str, language: str) -> str:
    """The heading above records of one kind, by the kind's name."""
    return translations(language).gettext(kinds.named(name).heading)


def location(place: Place, language: str) -> str:
    """Where a place is, no more exact than its precision."""
    _ = translations(language).gettext
    area = _(_PRECISIONS[place.precision])
    if place.location is None:
        return _("{area}; no location given").format(area=area)
    latitude, longitude = place.location
    north = _("{degrees}° N") if latitude >= 0 else _("{degrees}° S")
    east = _("{degrees}° E") if longitude >= 0 else _("{degrees}° W")
    return _("{area}, mapped at {latitude}, {longitude}").format(
        area=area,
        latitude=north.format(degrees=number(abs(latitude), language)),
        longitude=east.format(degrees=number(abs(longitude), language)),
    )


def figure(item: Position | Figure, language: str) -> str:
    """A figure as it was given: `9`, `84–94, best estimate 91`, `at least 5`; empty where there is none."""
    span, best = figure_and_best(item, language)
    if not best:
        return span
    return translations(language).gettext("{figure}, {best}").format(figure=span, best=best)


def figure_and_best(item: Position | Figure, language: str) -> tuple[str, str]:
    """The figure, and the best estimate where it is one within a range; both may be empty."""
    span, best = _span_and_best(item, language)
    if item.increment and span:
        span = translations(language).gettext("another {number}").format(number=span)
    return span, best


def _span_and_best(item: Position | Figure, language: str) -> tuple[str, str]:
    _ = translations(language).gettext
    low, best, high = item.low, item.best, item.high

    def written(value: int) -> str:
        return number(value, language)

    if low is None and high is None:
        if best is None:
            return "", ""
        about = _("about {number}") if item.bound == "about" else "{number}"
        return about.format(number=written(best)), ""
    if low is not None and low == high:
        return written(low), ""
    if low is not None and high is not None:
        span = between(low, high, language)
    elif low is not None:
        more = _("more than {number}") if item.bound == "more-than" else _("at least {number}")
        span = more.format(number=written(low))
    else:
        assert high is not None
        less = _("fewer than {number}") if item.bound == "fewer-than" else _("at most {number}")
        span = less.format(number=written(high))
    return span, "" if best is None else _("best estimate {number}").format(number=written(best))


def counted(item: Position | Figure, language: str) -> str:
    """Whom of the whole a figure counts, and what the editor says of it: `children, in Zahedan`."""
    of = term(item.of, language) if item.of else ""
    if of and item.scope:
        return translations(language).gettext("{part}, {rest}").format(part=of, rest=item.scope)
    return of or item.scope or ""


def between(low: int, high: int, language: str) -> str:
    """A range of numbers: `84–94`."""
    shown = translations(language).gettext("{low}–{high}")
    return shown.format(low=number(low, language), high=number(high, language))


def share(low: int, high: int, language: str) -> str:
    """A range of per cent: `55–80 %`."""
    shown = translations(language).gettext("{low}–{high} %")
    return shown.format(low=number(low, language), high=number(high, language))


def overview_part(path: Path, language: str) -> str:
    """The name of a part of the front page: “Key point 2”."""
    _ = translations(language).gettext
    match path:
        case ("bottom_line", *_rest):
            return _("Bottom line")
        case ("key_points", int(index), *_rest):
            return _("Key point {number}").format(number=number(index + 1, language))
        case ("standing", *_rest):
            return _("Where it stands")
    return _("Front page")


def quoted(text: str, language: str) -> str:
    """A quote between the language's quotation marks, unless it brings its own."""
    own = text[:1] in '“"«„' and text[-1:] in '”"»“'
    return text if own else translations(language).gettext("“{quote}”").format(quote=text)


def sentence(clauses: Sequence[str], language: str) -> str:
    """Clauses as one sentence: `One clause; another clause.`; empty where there are none."""
    if not clauses:
        return ""
    _ = translations(language).gettext
    joined, *others = clauses
    for other in others:
        joined = _("{clause}; {next}").format(clause=joined, next=other)
    return _("{clauses}.").format(clauses=capitalise(joined))


def capitalise(text: str) -> str:
    """The text with its first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]
