"""The words that pages use for terms, figures and parts of a briefing."""

from builder.records import Figure, Path, Place, Position

_STANCES = {
    "asserts": "asserts",
    "denies": "denies",
    "partly-agrees": "partly agrees",
    "neither": "neither asserts nor denies",
    "no-statement-found": "no statement found",
}
_ACTOR_KINDS = {
    "state": "States",
    "government-body": "Government bodies",
    "armed-group": "Armed groups",
    "organisation": "Organisations",
    "person": "People",
    "people": "Groups of people",
}
_PRECISIONS = {
    "point": "A point",
    "town": "Somewhere in a town",
    "district": "Somewhere in a district",
    "province": "Somewhere in a province",
    "country": "Somewhere in a country",
}
_OVERVIEW_PARTS = {"bottom_line": "Bottom line", "key_points": "Key point", "standing": "Where it stands"}


def term(name: str) -> str:
    """A term of a vocabulary as words: `air-strike` as “air strike”."""
    return name.replace("-", " ").replace("_", " ")


def stance(name: str) -> str:
    """What a position does with the claim."""
    return _STANCES[name]


def actor_kinds(name: str) -> str:
    """The heading above actors of one kind."""
    return _ACTOR_KINDS[name]


def location(place: Place) -> str:
    """Where a place is, no more exact than its precision."""
    area = _PRECISIONS[place.precision]
    if place.location is None:
        return f"{area}; no location given"
    latitude, longitude = place.location
    north = "N" if latitude >= 0 else "S"
    east = "E" if longitude >= 0 else "W"
    return f"{area}, mapped at {abs(latitude):g}° {north}, {abs(longitude):g}° {east}"


def figure(item: Position | Figure) -> str:
    """A figure as it was given: `9`, `84–94, best 91`, `at least 5`; nothing where there is none."""
    low, best, high = item.low, item.best, item.high
    if low is None and high is None:
        return "" if best is None else f"{best}"
    if low == high:
        return f"{low}"
    if high is None:
        span = f"at least {low}"
    elif low is None:
        span = f"at most {high}"
    else:
        span = f"{low}–{high}"
    return span if best is None else f"{span}, best {best}"


def overview_part(path: Path) -> str:
    """The name of a part of the front page: “Key point 2”."""
    name = _OVERVIEW_PARTS.get(str(path[0]), "Front page") if path else "Front page"
    if len(path) > 1 and path[0] == "key_points":
        return f"{name} {int(path[1]) + 1}"
    return name


def capitalise(text: str) -> str:
    """The text with its first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]
