"""The map: what it shows of the world, where its marks and names stand, and what it makes of bad input."""

import hashlib
import itertools
import re
from collections.abc import Iterable
from functools import cache
from math import hypot
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import html5lib
import numpy as np
import pytest
import shapely

from builder.facts.areas import Area
from builder.figures.map import countries, disputed, framing, geography, placing
from builder.figures.map.drawing import draw, round_number
from builder.figures.map.framing import Spot
from builder.figures.map.geography import country_at, scene
from builder.figures.map.paths import path_data
from builder.figures.map.projection import EARTH_RADIUS, Azimuthal, EqualEarth, View, circle, distances
from builder.geography import countries as world_countries
from builder.geography.countries import world
from builder.model.outlines import PlaceOutline
from builder.model.vocabulary import Precision
from tests import catalogues

DATA = Path(world_countries.__file__).with_name("data")
CSS = Path(__file__).parents[3] / "templates" / "theme" / "css" / "figures" / "map.css"
WIDTHS = (280, 300, 340, 356, 420, 500, 600, 760, 900, 1200)


def href(record: str) -> str:
    """The address of a record, as a renderer would give it."""
    return f"places.html#{record}"


def place(name: str, latitude: float, longitude: float, precision: Precision = "town") -> PlaceOutline:
    """A place whose id is made from its name."""
    return PlaceOutline(re.sub(r"\W+", "-", name.lower()), name, (latitude, longitude), precision)


def crowd(count: int, spread: float, seed: int = 4) -> list[PlaceOutline]:
    """Many places, most of them near the middle."""
    random = Random(seed)
    return [
        place(f"Place {n}", 32 + random.gauss(0, spread), 60 + random.gauss(0, spread)) for n in range(count)
    ]


SEED = [
    place("Kerman", 30.28, 57.08),
    place("South-west Pakistan", 27.5, 65, "province"),
    place("Iran", 32.5, 54, "country"),
    place("Pakistan", 30, 69.5, "country"),
    place("Borderlands of Iran and Pakistan", 27.2, 63, "province"),
]
CITY = [place(f"Site {n}", 31.5 + n % 4 * 0.008, 34.45 + n // 4 * 0.009, "point") for n in range(10)]
CASES: dict[str, list[PlaceOutline]] = {
    "seed": SEED,
    "one": [place("Panjgur", 26.97, 64.1)],
    "one point": [place(f"Same {n}", 30, 60) for n in range(6)],
    "city": CITY,
    "crowd": crowd(200, 4),
    "world": [place("New York", 40.7, -74), place("Tokyo", 35.7, 139.7), place("Cape Town", -33.9, 18.4)],
    "antimeridian": [place("Suva", -18.14, 178.44), place("Lau", -18.2, -178.8, "province")],
    "arctic": [place("Longyearbyen", 78.22, 15.65), place("North Pole", 90, 0, "point")],
    "south pole": [place("South Pole", -90, 0, "point"), place("McMurdo", -77.85, 166.7)],
    "antipodes": [place("Here", 40, -3.7), place("There", -40, 176.3)],
    "at sea": [place("Nowhere", 0, -30, "country"), place("Attack", 1, -31, "district")],
    "edges": [place("West", 0, -180), place("East", 10, 180)],
    "Persian": [place("کرمان", 30.28, 57.08), place("جنوب‌غرب پاکستان", 27.5, 65, "province")],
}


@pytest.fixture(params=CASES)
def places(request: pytest.FixtureRequest) -> list[PlaceOutline]:
    """The places of each case in turn."""
    return CASES[request.param]


@cache
def _drawn(case: str) -> str:
    return draw(CASES[case], href)


@pytest.fixture
def drawn(places: list[PlaceOutline]) -> str:
    """The map of each case, drawn once for all tests that look at it."""
    return _drawn(next(case for case, listed in CASES.items() if listed is places))


def elements(html: str, name: str, kind: str = "") -> list[ElementTree.Element]:
    """The elements of a name, and of a class if given."""
    root = ElementTree.fromstring(html)
    found = [element for element in root.iter() if element.tag == name]
    return [element for element in found if not kind or kind in element.get("class", "").split()]


# ---- The whole figure ----


def test_the_same_places_give_the_same_bytes(places: list[PlaceOutline], drawn: str) -> None:
    """Also when everything that was worked out before is forgotten."""
    for memory in (scene, country_at):
        memory.cache_clear()
    assert draw(places, href) == drawn


def test_the_html_is_valid(drawn: str) -> None:
    """The parser finds no error, no style, no script, and no two elements with one id."""
    html = drawn
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(f"<!DOCTYPE html><html><head><title>t</title></head><body>{html}</body></html>")
    assert " style=" not in html
    assert "<style" not in html
    assert "<script" not in html
    assert " id=" not in html
    assert "nan" not in html.lower().replace("hainan", "")


def test_every_place_is_linked_in_order(places: list[PlaceOutline], drawn: str) -> None:
    """Each place has a mark with its number, and an entry of the list; both lead to its record."""
    html = drawn
    wanted = [href(place.id) for place in places]
    marks = [mark.get("href", "") for mark in elements(html, "a", "map-mark")]
    assert sorted(marks) == sorted(wanted)
    (key,) = elements(html, "ol", "map-key")
    assert [link.get("href") for link in key.iter("a")] == wanted
    labels = [mark.get("aria-label", "") for mark in elements(html, "a", "map-mark")]
    assert sorted(labels) == sorted(
        f"{n} {place.name} – {place.precision}" for n, place in enumerate(places, 1)
    )


def test_what_is_seen_of_a_mark_is_what_it_is_called() -> None:
    """At each width the number and the lines of the name stand in the link's name, in their order."""
    for case in ("seed", "world"):
        for mark in elements(draw(CASES[case], href), "a", "map-mark"):
            name = mark.get("aria-label", "")
            digits, *labels = mark.iter("text")
            for label in labels:
                seen = "".join(digits.itertext()) + "".join(label.itertext())
                assert " ".join(seen.split()) in name


def test_no_place_with_a_location_no_map() -> None:
    """There is nothing to draw; a place that has none is named below the map of the others."""
    lost = PlaceOutline("lost", "Lost", None, "town")
    assert draw([], href) == ""
    assert draw([lost], href) == ""
    html = draw([lost, *SEED], href)
    (line,) = elements(html, "p", "map-missing")
    assert "".join(line.itertext()) == "Not on the map: Lost"
    assert len(elements(html, "a", "map-mark")) == len(SEED)


def test_the_map_of_the_seed_is_small() -> None:
    """Shapes are simplified to the pixel."""
    assert len(draw(SEED, href).encode()) < 25_000


def test_names_are_text() -> None:
    """What looks like HTML in a name, a note or an address is shown, not read."""
    hostile = PlaceOutline('a"b', '<b>B</b> & "C"', (30.0, 60.0), "town")
    notes = {hostile.id: "<script>alert(1)</script>"}
    html = draw([hostile], lambda record: f'x.html?"><img src=x>#{record}', notes=notes)
    assert "<b>" not in html
    assert "<script" not in html
    assert "<img" not in html
    (item,) = elements(html, "li")
    assert '<b>B</b> & "C"' in "".join(item.itertext())


def test_precision_is_seen() -> None:
    """A point and a town are discs; a district and a province have a ring, larger for the larger."""
    sizes = {}
    for precision in ("point", "town", "district", "province"):
        html = draw([place("Here", 30, 60, precision), place("There", 33, 66)], href)
        rings = elements(html, "path", "map-where")
        assert len(elements(html, "a", f"map-is-{precision}")) >= 1
        sizes[precision] = [ring.get("d", "") for ring in rings]
    assert sizes["point"] == sizes["town"] == []
    assert [len(sizes[precision]) for precision in ("district", "province")] == [1, 1]
    assert len(sizes["province"][0]) > len(sizes["district"][0])


def test_the_words_are_in_the_catalogues() -> None:
    """What the figure says goes through `say`, in words that the catalogues know."""
    said: set[str] = set()

    def say(words: str) -> str:
        said.add(words)
        return words

    for places in CASES.values():
        lost = PlaceOutline("lost", "Lost", None, "town")
        draw([*places, lost], href, areas=[WEST], credit="Survey", say=say)
    assert said
    assert said <= catalogues.words()


def test_digits_and_names_of_the_language() -> None:
    """Countries are named in the briefing's language, and its texts run in their own direction."""
    html = draw(CASES["Persian"], href, language="fa")
    assert "افغانستان" in html
    rtl = [text for text in elements(html, "text") if text.get("direction") == "rtl"]
    assert any("کرمان" in "".join(text.itertext()) for text in rtl)


# ---- Marks and names ----


def test_marks_never_cover_each_other(drawn: str) -> None:
    """Measured on what was drawn, at every width from the narrowest on."""
    for panel in elements(drawn, "div", "map-panel"):
        _, _, _, height = map(float, next(panel.iter("svg")).get("viewBox", "").split())
        discs = []
        for mark in (link for link in panel.iter("a")):
            (at,) = list(mark)
            disc = next(at.iter("circle"))
            x, y = (float(at.get(name, "").rstrip("%")) / 100 for name in "xy")
            push = float(disc.get("cx", 0)), float(disc.get("cy", 0))
            discs.append((x, y * height / 1000, push, float(disc.get("r", 0))))
        for width in WIDTHS:
            spots = [(x * width + dx, y * width + dy, r) for x, y, (dx, dy), r in discs]
            for (x, y, r), (u, v, s) in itertools.combinations(spots, 2):
                assert hypot(x - u, y - v) > r + s, width
            assert all(r <= x <= width - r for x, _, r in spots)
            assert all(r <= y <= width * height / 1000 - r for _, y, r in spots)


def test_a_mark_near_its_place_stands_on_it() -> None:
    """Marks with room around them are not pushed."""
    table = placing.Table(0.7)
    marks = placing.place_marks(table, [(0.2, 0.2), (0.5, 0.5), (0.8, 0.3)])
    assert [mark.push for mark in marks] == [(0, 0)] * 3
    assert all(mark.numbered for mark in marks)


def covered(one: placing.Box, other: placing.Box, width: float) -> bool:
    """Whether two boxes lie over each other on a map so wide."""
    (left, right, top, bottom), (a, b, c, d) = one.at(width), other.at(width)
    return left < b - 1e-9 and a < right - 1e-9 and top < d - 1e-9 and c < bottom - 1e-9


def test_the_width_from_which_a_box_is_free() -> None:
    """The inequalities say the same as looking at many widths."""
    random = Random(7)
    for _ in range(200):
        table = placing.Table(0.7)
        boxes = [
            placing.square(
                random.random(), random.random() * 0.7, random.uniform(4, 40), (random.uniform(-30, 30), 0)
            )
            for _ in range(4)
        ]
        for box in boxes[1:]:
            table.add(box)
        free = table.free_from(boxes[0])
        for width in range(placing.NARROWEST, 2400, 37):
            left, right, top, bottom = boxes[0].at(width)
            inside = left >= -1e-9 and top >= -1e-9 and right <= 1 + 1e-9 and bottom <= 0.7 + 1e-9
            clear = inside and not any(covered(boxes[0], box, width) for box in boxes[1:])
            if width >= free + 1e-6:
                assert clear


def test_names_never_cover_marks_or_each_other() -> None:
    """At each width, of the names that are shown there."""
    for shape, count in ((0.6, 12), (0.86, 60)):
        random = Random(count)
        table = placing.Table(shape)
        spots = [(random.random() * 0.9 + 0.05, (random.random() * 0.9 + 0.05) * shape) for _ in range(count)]
        marks = placing.place_marks(table, spots)
        for number, mark in enumerate(marks):
            placing.place_name(table, mark, f"A name that is number {number}", 13, lambda _: False)
        for width in (280, 340, 440, 600, 760, 920, 1300):
            shown = [box for box in table.boxes if box.since <= width < box.until]
            assert not any(covered(one, other, width) for one, other in itertools.combinations(shown, 2))
        assert len(table.boxes) > count


def test_long_names_are_cut() -> None:
    """Two lines at most, broken at a space; a word without end is cut."""
    assert placing.wrap("Kerman") == ("Kerman",)
    assert placing.wrap("Iranian side of the borderlands") == ("Iranian side of", "the borderlands")
    lines = placing.wrap("The very long name of the Autonomous Administration of North and East Somewhere")
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert placing.wrap("L" * 60) == ("L" * 23 + "…",)


def test_the_style_sheet_has_the_same_steps() -> None:
    """Container queries turn names on at the widths that were reckoned with."""
    css = CSS.read_text(encoding="utf-8")
    steps = [int(step) for step in re.findall(r"@container map \(inline-size >= (\d+)px\)", css)]
    assert (placing.NARROWEST, *steps) == placing.STEPS
    assert f".map-until-{placing.ROOMY}" in css


# ---- What part of the world ----


def test_equal_areas_stay_equal() -> None:
    """Both projections keep areas; the azimuthal one finds its way back."""
    for projection in (Azimuthal(60, 30), Azimuthal(179, -17), Azimuthal(0, 90), EqualEarth(10)):
        areas = []
        for longitude, latitude in ((60, 30), (40, 50), (80, 5)):
            ring = circle(longitude, latitude, 100, 96)
            areas.append(shapely.Polygon(projection.forward(ring)).area)
        assert np.allclose(areas, areas[0], rtol=2e-3)
    plane = Azimuthal(60.0, 30.0)
    points = np.array([[57.08, 30.28], [-120.0, 60.0], [60.0, 30.0], [0.0, -90.0]])
    back = np.array([plane.inverse(*point) for point in plane.forward(points).tolist()])
    away = [distances(one[0], one[1], other[None])[0] for one, other in zip(points, back, strict=True)]
    assert np.allclose(away, 0, atol=1e-5)


def test_a_circle_is_as_far_all_around() -> None:
    """Also over the pole and the antimeridian."""
    for longitude, latitude in ((0.0, 89.0), (179.9, 0.0), (60.0, 30.0)):
        away = distances(longitude, latitude, circle(longitude, latitude, 500))
        assert np.allclose(np.radians(away) * EARTH_RADIUS, 500)


def test_all_places_are_in_the_frame(places: list[PlaceOutline]) -> None:
    """Not at its very edge, and in a shape that suits a phone and a desk."""
    spots = [Spot(p.location[1], p.location[0], p.precision) for p in places if p.location]
    view = framing.overview(spots)
    for spot in spots:
        x, y = view.at(spot.longitude, spot.latitude)
        assert 5 < x < 995
        assert 5 < y < view.height - 5
    assert view.is_world or framing.LOWEST - 0.001 <= view.shape <= framing.HIGHEST + 0.001


def test_the_frame_is_about_the_places() -> None:
    """Over the antimeridian a map is as narrow as anywhere; only what is far apart needs the world."""
    fiji = framing.overview([Spot(178.44, -18.14, "town"), Spot(-178.8, -18.2, "town")])
    assert not fiji.is_world
    assert fiji.kilometres < 1000
    assert framing.overview([Spot(-3.7, 40, "town"), Spot(176.3, -40, "town")]).is_world
    assert {country.name for country, _ in scene(fiji).countries} == {"Fiji"}


def test_a_country_is_shown_whole_where_that_helps() -> None:
    """Beside a town in it, Iran is; beside two towns of Ukraine, Russia is not."""
    iran = framing.overview([Spot(57, 30, "town"), Spot(54, 32.5, "country")])
    x, y = iran.at(44.1, 39.6)
    assert 0 < x < 1000
    assert 0 < y < iran.height
    ukraine = framing.overview([Spot(36.2, 50, "town"), Spot(37.5, 47.1, "town"), Spot(40, 55, "country")])
    assert ukraine.kilometres < 3000


def test_one_place_in_a_wide_country() -> None:
    """The map goes as far as the country's outline, or to the nearest piece of it where that is too far."""
    kerman = framing.overview([Spot(57.08, 30.28, "town")])
    assert all(0 < kerman.at(*corner)[0] < 1000 for corner in ((44.8, 39.6), (61.6, 25.2)))
    krasnoyarsk = framing.overview([Spot(92.87, 56.01, "town")])
    assert krasnoyarsk.kilometres < 3000
    assert len(scene(krasnoyarsk).countries) > 1
    coast = framing.overview([Spot(2.35, 51.03, "town")])  # Dunkirk
    assert coast.kilometres < 800


def test_a_crowded_part_gets_a_map_of_its_own() -> None:
    """A city in a region: framed in the overview, its marks on the detail; none if the editor wants none."""
    towns = [place("Cairo", 30.04, 31.24), place("Amman", 31.95, 35.93)]
    html = draw([*towns, *CITY], href)
    overview, detail = elements(html, "div", "map-panel")
    assert len(list(overview.iter("rect"))) == 1
    assert "Detail: 3–12" in "".join(overview.itertext())
    assert [len(list(panel.iter("a"))) for panel in (overview, detail)] == [2, 10]
    assert not next(iter(detail.iter("path"))).get("class", "").startswith("map-sea")
    assert len(elements(draw([*towns, *CITY], href, detail=[]), "div", "map-panel")) == 1
    asked = elements(draw(SEED, href, detail=["kerman"]), "div", "map-panel")
    assert len(list(asked[1].iter("a"))) == 1


def test_a_crowd_among_many_gets_a_map_of_its_own() -> None:
    """Fifty places in one town, on a map that is full of other places."""
    town = [place(f"Site {n}", 31.5 + n % 7 * 0.008, 34.45 + n // 7 * 0.009, "point") for n in range(50)]
    overview, detail = elements(draw([*town, *crowd(150, 4)], href), "div", "map-panel")
    assert len(list(detail.iter("a"))) == 50
    assert len(list(overview.iter("a"))) == 150


@pytest.mark.parametrize(("latitude", "longitude"), [(31.5, 34.5), (21.4, 39.8), (36.2, 59.6), (24.4, 54.4)])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_name_of_the_detail_is_on_the_map(latitude: float, longitude: float, language: str) -> None:
    """At every width, also where the frame is at the map's edge."""
    near = [place(f"Near {n}", latitude + n * 0.01, longitude) for n in range(3)]
    far = [place("Jerusalem", 31.8, 35.2), place("Mashhad", 36.3, 59.5), place("Abu Dhabi", 24.5, 54.3)]
    said = {"Detail": "نمای نزدیک"} if language == "fa" else {}
    html = draw([*near, *far], href, language=language, say=lambda words: said.get(words, words))
    ((here, label),) = [
        (svg, child)
        for svg in elements(html, "svg")
        for child in svg
        if "map-frame-name" in child.get("class", "").split()
    ]
    words = "".join(label.itertext())
    width = placing.text_width(words, 11)
    anchor = label.get("text-anchor", "middle")
    if language == "fa":
        anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
    left = {"start": 0, "middle": -width / 2, "end": -width}[anchor]
    for page in WIDTHS:
        start = float(here.get("x", "").rstrip("%")) / 100 * page + left
        assert -3 <= start <= page - width + 3


@pytest.mark.parametrize(("longest", "chosen"), [(999, 500), (1000, 1000), (2.1, 2), (0.7, 0.5), (45, 20)])
def test_the_scale_is_a_round_number(longest: float, chosen: float) -> None:
    """1, 2 or 5 times a power of ten."""
    assert round_number(longest) == chosen


def test_the_scale_is_true() -> None:
    """The bar is as long as what it says."""
    view = framing.overview([Spot(57.08, 30.28, "town"), Spot(65, 27.5, "province")])
    html = draw([place("Kerman", 30.28, 57.08), place("South-west", 27.5, 65, "province")], href)
    (scale,) = elements(html, "svg", "map-scale")
    bar = next(scale.iter("line"))
    length = float(bar.get("x2", "").rstrip("%")) - float(bar.get("x1", "").rstrip("%"))
    said = int("".join(scale.itertext()).removesuffix(" km"))
    assert length / 100 * view.kilometres == pytest.approx(said, rel=1e-3)


# ---- Countries and boundaries ----


def test_the_vendored_shapes_are_those_that_are_listed() -> None:
    """The checksum in the list is the file's."""
    digest = hashlib.sha256((DATA / "countries.bin").read_bytes()).hexdigest()
    assert digest in (DATA / "VENDORED.md").read_text(encoding="utf-8")
    script = (Path(__file__).parents[3] / "scripts" / "vendor.py").read_text(encoding="utf-8")
    assert digest in script


@pytest.mark.parametrize(
    ("latitude", "longitude", "name"),
    [
        (30.28, 57.08, "Iran"),
        (-18.14, 178.44, "Fiji"),
        (-16.85, -179.97, "Fiji"),
        (-90, 0, "Antarctica"),
        (66, -175, "Russia"),
        (-29.6, 28.2, "Lesotho"),
        (25.1, 62.3, "Pakistan"),
    ],
)
def test_which_country_a_point_lies_in(latitude: float, longitude: float, name: str) -> None:
    """Over the antimeridian, at the pole, inside another country, and on a coast."""
    found = country_at(longitude, latitude)
    assert found is not None
    assert found[0].name == name


def test_no_country_in_the_open_sea() -> None:
    """A place there has a ring of its own."""
    assert country_at(-30, 0) is None


def test_shapes_lie_beside_each_other(places: list[PlaceOutline]) -> None:
    """Countries are valid shapes, do not overlap, and leave no gap between them."""
    view = framing.overview([Spot(p.location[1], p.location[0], p.precision) for p in places if p.location])
    seen = scene(view)
    shapes = [shape for _, shape in seen.countries]
    assert all(shape.is_valid for shape in shapes)
    whole = sum(shape.area for shape in shapes)
    assert seen.land.area == pytest.approx(whole, rel=2e-3)
    assert seen.land.difference(geography.clip_box(view).buffer(1e-6)).area == pytest.approx(0, abs=1e-3)


def dashed(spots: Iterable[Spot]) -> float:
    """How long the dashed lines of a map are, in its units."""
    return sum(line.line.length for line in scene(framing.overview(list(spots))).boundaries if line.disputed)


def test_disputed_lines_are_dashed() -> None:
    """In Kashmir, on Cyprus and at the isthmus of Crimea; not between France and Spain."""
    assert dashed([Spot(74.8, 34.1, "town"), Spot(73.5, 34.4, "town")]) > 300
    assert dashed([Spot(33.4, 35.2, "town")]) > 50
    assert dashed([Spot(34, 46, "town")]) > 20
    assert dashed([Spot(0, 43, "town")]) == 0
    assert dashed([Spot(-11, 28, "town")]) > 100  # along 27° 40′ north
    html = draw([place("Srinagar", 34.08, 74.8), place("Jammu", 32.7, 74.9)], href)
    assert elements(html, "path", "map-disputed")


def test_the_list_of_disputed_lines_is_about_countries_that_there_are() -> None:
    """No name in it is misspelt."""
    names = {country.name for country in world().countries}
    assert names >= disputed.TERRITORIES


def test_a_dispute_dashes_only_its_own_boundary() -> None:
    """Of Kosovo the one with Serbia, not those with its other neighbours; the same of Western Sahara."""

    def kinds(one: str, other: str) -> set[bool]:
        arcs = [world().arc(n) for n, owners in world().owners.items() if owners == {one, other}]
        assert arcs
        return {bool(mark) for arc in arcs for mark in disputed.disputed(one, other, arc)}

    assert kinds("Kosovo", "Serbia") == kinds("Morocco", "Western Sahara") == {True}
    assert kinds("Albania", "Kosovo") == kinds("Mauritania", "Western Sahara") == {False}
    assert kinds("India", "Pakistan") == kinds("Russia", "Ukraine") == {True, False}


def test_every_stretch_is_somewhere() -> None:
    """No name in the list is misspelt, and each stretch lies somewhere along its two neighbours."""
    names = {country.name for country in world().countries}
    arcs = {number: owners for number, owners in world().owners.items() if len(owners) > 1}
    for stretch in disputed.STRETCHES:
        assert {stretch.one, stretch.other} <= names
        shared = [number for number, owners in arcs.items() if {stretch.one, stretch.other} <= owners]
        assert any(disputed.disputed(stretch.one, stretch.other, world().arc(n)).any() for n in shared), (
            stretch
        )


def test_a_town_at_a_border_is_on_its_own_side() -> None:
    """Geneva is in Switzerland, also on a map of the world, whose shapes are too coarse to tell."""
    spots = [Spot(6.14, 46.2, "town"), Spot(139.7, 35.7, "town"), Spot(-74, 40.7, "town")]
    view = framing.overview(spots)
    assert view.is_world
    found = [country.name for country in countries.holding(view, scene(view), spots)]
    assert found == ["Japan", "Switzerland", "United States"]


def test_neighbours_have_different_tints() -> None:
    """Iran and Pakistan, whichever comes first."""
    html = draw(SEED, href)
    assert elements(html, "path", "map-tint-1")
    assert elements(html, "path", "map-tint-2")


def test_paths_are_short_and_whole() -> None:
    """Whole units, no point twice, none on a straight line, no slivers."""
    square = shapely.Polygon([(0, 0), (5.2, 0), (10, 0.1), (10, 10), (0, 10)])
    assert path_data(square) == "M0 0l10 0 0 10-10 0z"
    assert path_data(shapely.Polygon([(0, 0), (0.3, 0), (0.2, 0.3)])) == ""
    assert path_data(shapely.LineString([(10, 3), (0, 3)])) == "M0 3l10 0"
    assert path_data(shapely.MultiPolygon()) == ""


# ---- The editor's areas ----


def area(name: str, *corners: tuple[float, float]) -> Area:
    """An area with one outline of longitudes and latitudes."""
    return Area(name, (((*corners, corners[0]),),))


WEST = area("West <i>", (55, 28), (58, 28), (58, 33), (55, 33))
EAST = area("East", (58, 28), (61, 28), (61, 33), (58, 33))
PROVINCE = place("West <i>", 30, 57, "province")
TOWN = place("Town", 31, 60)


def test_areas_of_the_editor() -> None:
    """Their lines and names are drawn, and below the map stands whose they are."""
    html = draw([place("Village", 30, 57), TOWN], href, areas=[WEST, EAST], credit="Survey & Co.")
    assert elements(html, "path", "map-area")
    assert "West &lt;i&gt;" in html
    (caption,) = elements(html, "figcaption")
    assert "Areas: Survey & Co." in "".join(caption.itertext())
    assert "Areas:" not in draw([TOWN], href)


def test_a_place_is_drawn_as_the_area_of_its_name() -> None:
    """A province or a district, by name or alias, where it lies at it; no other shape is made its own."""

    def shown(**changes: Any) -> tuple[int, int]:
        html = draw([PROVINCE._replace(**changes), TOWN], href, areas=[WEST, EAST])
        return len(elements(html, "path", "map-extent")), len(elements(html, "path", "map-where"))

    assert shown() == (1, 2)
    assert shown(name="Elsewhere", aliases=("WEST <I>",)) == (1, 2)
    assert shown(precision="district") == (1, 2)
    assert shown(name="The borderlands") == (0, 1)
    assert shown(precision="town") == (0, 0)
    assert shown(location=(30.0, 90.0)) == (0, 1)


def test_the_map_shows_the_whole_area_of_a_place() -> None:
    """Not only what lies around its spot."""
    spot = Spot(57, 30, "province", area("Long", (40, 30), (57, 29), (57, 31)))
    view = framing.overview([spot])
    assert 0 < view.at(40, 30)[0] < 1000


def test_lines_of_areas_along_coasts_are_left_out() -> None:
    """The coast itself is drawn: an island that is an area adds no second line beside it."""
    iceland = next(country for country in world().countries if country.name == "Iceland")
    ring = world().ring(iceland.polygons[0][0]) + 0.003
    whole = area("Whole", *[(float(x), float(y)) for x, y in ring])
    places = [place("Reykjavík", 64.15, -21.94), place("Akureyri", 65.68, -18.1)]
    assert not elements(draw(places, href, areas=[whole]), "path", "map-area")


@pytest.mark.parametrize(
    "corners",
    [
        [(55, 28), (58, 33), (58, 28), (55, 33)],  # crosses itself
        [(55, 28), (55, 28), (55, 28)],  # a point
        [(170, -20), (-170, -20), (-170, -10), (170, -10)],  # over the antimeridian
        [(-180, -90), (180, -90), (180, 90), (-180, 90)],  # everything
        [(-123, -35), (-117, -35), (-117, -29), (-123, -29)],  # on the other side of the globe
    ],
)
def test_odd_areas_do_not_break_the_map(corners: list[tuple[float, float]]) -> None:
    """What is closed and made of longitudes and latitudes is drawn as well as can be."""
    for case in ("seed", "world", "antimeridian"):
        html = draw(CASES[case], href, areas=[area("Odd", *corners)])
        assert "nan" not in html


def test_a_view_is_hashable() -> None:
    """What a map shows is worked out once."""
    view = View(Azimuthal(0, 0), -1, -1, 1, 1)
    assert hash(view) == hash(View(Azimuthal(0, 0), -1, -1, 1, 1))
