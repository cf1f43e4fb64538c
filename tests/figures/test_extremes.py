"""Every figure at its extremes: nothing, one, very many, very long names, other scripts, hostile names."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest

from builder.facts.areas import Area
from builder.figures.likelihood import likelihood
from builder.figures.map import drawing as maps
from builder.figures.matrix import matrix
from builder.figures.network.drawing import network
from builder.figures.ranges import ranges
from builder.figures.timeline.strip import strip
from builder.model.outlines import PlaceOutline
from builder.model.records import Actor, Dispute, Event, Phase, Side
from tests import outlines

ROOT = Path(__file__).parents[2]
LONG = "of the Autonomous Administration of the Northern and Eastern Districts of Somewhere Else"
NAMES: dict[str, Callable[[str, int], str]] = {
    "plain": lambda kind, n: f"{kind} {n}",
    "long": lambda kind, n: f"{kind} {n} {LONG}",
    "without spaces": lambda kind, n: f"{kind}{n}{'X' * 76}",
    "Persian": lambda kind, n: f"وزارت امور خارجهٔ جمهوری اسلامی {n}",
    "markup": lambda kind, n: f'</title><script>alert({n})</script><img src=x onerror="y">',
    "characters": lambda kind, n: f"\" ' & &amp; ]]> --> {{{{ n }}}} {{% x %}} {{0}} {{n}} \u202e\u2066 {n}",
    "joined": lambda kind, n: f"\U0001f30d\u200d\u0301\u00ad\u200f{n}",
}
SIZES = {"nothing": (0, 0, 0), "one": (1, 1, 1), "some": (14, 9, 12), "many": (500, 40, 60)}


def figures(name: Callable[[str, int], str], size: tuple[int, int, int], language: str) -> dict[str, str]:
    """Every figure of a made-up briefing with so many events, places and actors."""
    events_, places_, actors_ = size
    actors = {
        f"a{n}": Actor.model_validate(
            {
                "id": f"a{n}",
                "name": name("Actor", n),
                "kind": "organisation",
                "relations": [
                    {"kind": "supports", "to": f"a{n * 7 % actors_}", "by": f"a{n // 2}", "text": "x"}
                ],
            }
        )
        for n in range(actors_)
    }
    sides = tuple(
        Side(label=name("Side", k), actors=tuple(f"a{n}" for n in range(k, actors_, 4))) for k in range(3)
    )
    events = {
        f"e{n}": Event.model_validate(
            {
                "id": f"e{n}",
                "title": name("Event", n),
                "kind": "attack",
                "date": f"202{n % 5}-0{n % 9 + 1}-1{n % 10}" if n % 9 < 8 else None,
                "after": [f"e{n - 1}"] if n % 9 == 8 else [],
                "by": [f"a{n % actors_}"],
                "against": [f"a{n * 3 % actors_}"],
                "account": [],
            }
        )
        for n in range(events_)
    }
    phases = [Phase.model_validate({"label": name("Phase", n), "start": f"202{n * 2}"}) for n in range(2)]
    places = [
        PlaceOutline(
            f"p{n}",
            name("Place", n),
            (30 + n % 7 * 0.9, 57 + n % 5),
            ("town", "province")[n % 2],
        )
        for n in range(places_)
    ]
    square = ((56.0, 29.0), (59.0, 29.0), (59.0, 33.0), (56.0, 33.0), (56.0, 29.0))
    disputes = [
        Dispute.model_validate(
            {
                "id": f"d{n}",
                "question": name("Question", n),
                "positions": [
                    {
                        "by": f"a{n % actors_}",
                        "text": "x",
                        "low": n,
                        "high": 10**n,
                        "scope": name("Scope", n),
                    },
                    {"by": f"a{n * 3 % actors_}", "stance": "denies", "text": "x"},
                ],
            }
        )
        for n in range(min(actors_, 12))
    ]
    given: dict[str, Any] = {"language": language, "href": lambda record: f"x.html#{record}"}

    def says(owner: str, number: int) -> str:
        return f"{owner} {number}"

    entries, acting = outlines.entries(events), outlines.actors(actors)
    notes = {place.id: name("Note", n) for n, place in enumerate(places)}
    titled = {**given, "title": outlines.titles(events)}
    return {
        "strip": strip(entries, sides, phases, acting, **titled),
        "strip with a few": strip(entries, sides, phases, acting, picked=list(events)[:5], **titled),
        "map": maps.draw(
            places,
            given["href"],
            notes=notes,
            language=language,
            areas=[Area(name("Area", 1), ((square,),))],
            credit=name("Credit", 1),
        ),
        "network": network(acting, outlines.events(events).values(), sides, relation=says, **titled),
        "matrix": matrix(disputes, sides, acting, caption=name("Caption", 1), statement=says, **given),
        "ranges": ranges(
            [position for dispute in disputes for position in dispute.positions],
            acting,
            caption=name("Caption", 1),
            measure=name("Measure", 1),
            sides=sides,
            **given,
        ),
        "likelihood": likelihood("likely", "low", language=language),
    }


def elements(html: str) -> list[tuple[str, dict[str, str]]]:
    """The tags and attributes of a figure as a browser reads it, which must find no error in it."""
    document = f"<!DOCTYPE html><html><head><title>t</title></head><body>{html}</body></html>"
    tree = html5lib.HTMLParser(strict=True).parse(document)
    return [(element.tag.rpartition("}")[2], dict(element.attrib)) for element in tree.iter()]


@pytest.mark.parametrize(
    ("kind", "size", "language"),
    [
        *((kind, size, "en-GB") for kind in NAMES for size in ("one", "some")),
        ("Persian", "some", "fa"),
        ("long", "some", "ur"),
        ("plain", "many", "en-GB"),
        ("plain", "many", "fa"),
    ],
)
def test_names_are_only_text(kind: str, size: str, language: str) -> None:
    """Whatever names hold, the HTML is sound, and has the elements that plain names give, and no others."""
    plain = figures(NAMES["plain"], SIZES[size], language)
    # A long name takes two lines, each an element of its own.
    allowed = {tag for html in plain.values() for tag, _ in elements(html)} | {"tspan"}
    for figure, html in figures(NAMES[kind], SIZES[size], language).items():
        for tag, attributes in elements(html):
            assert tag in allowed, figure
            assert not [key for key in attributes if key.startswith("on") or key == "style"], figure
            assert attributes.get("href", "x.html#").startswith("x.html#"), figure


def test_nothing_is_nothing() -> None:
    """No figure but a scale that stands by itself is drawn of nothing; one actor is no network."""
    assert set(filter(None, figures(NAMES["plain"], SIZES["nothing"], "en").values())) == {
        likelihood("likely", "low", language="en")
    }
    one = figures(NAMES["plain"], SIZES["one"], "en")
    assert one["network"] == ""
    assert all(html for figure, html in one.items() if figure != "network")


def test_long_names_are_told_in_full() -> None:
    """What a drawing cuts stands whole in the list or the table, or in a title."""
    for kind in ("long", "without spaces"):
        drawn = figures(NAMES[kind], SIZES["some"], "en")
        for what, figure in (("Place", "map"), ("Event", "strip"), ("Side", "strip"), ("Actor", "network")):
            assert NAMES[kind](what, 1) in drawn[figure], (what, figure)


def test_the_same_bytes_under_another_seed() -> None:
    """Python's hashes differ from run to run; what is drawn does not."""
    code = (
        "import hashlib; from tests.figures import test_extremes as t; "
        "drawn = t.figures(t.NAMES['plain'], t.SIZES['many'], 'en'); "
        "print(hashlib.sha256(repr(drawn).encode()).hexdigest())"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            check=True,
            cwd=ROOT,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
