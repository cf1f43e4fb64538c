"""The editor's areas: what is read of GeoJSON, and what is said of everything else."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.facts.areas import MOST_TOLD, Area, placed_wrongly, read_areas
from builder.files.problems import Problem, Severity

FILE = "content/provinces.geojson"
SQUARE = [[55, 28], [58, 28], [58, 33], [55, 33], [55, 28]]
HOLE = [[56, 29], [57, 29], [57, 30], [56, 29]]


def feature(coordinates: Any, name: Any = "Upper", kind: str = "Polygon") -> dict[str, Any]:
    """One area in GeoJSON."""
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def collection(*features: Any) -> str:
    """A file of areas, one on each line from the second on."""
    lines = ",\n".join(map(json.dumps, features))
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}'


def problems(text: str, names: str = "name") -> list[str]:
    """What is said of a file, a line for each problem without its hint."""
    areas, found = read_areas(text, FILE, names)
    assert bool(areas) != bool(found)
    assert {problem.rule for problem in found} <= {"layer-invalid"}
    return [str(problem).splitlines()[0].replace(": layer-invalid", "") for problem in found]


def hint(text: str, names: str = "name") -> str:
    """How to settle what is said of a file."""
    return read_areas(text, FILE, names)[1][0].hint


def test_areas_have_names_outlines_and_holes() -> None:
    """Of one polygon or several; what else GeoJSON holds is passed over."""
    upper = feature([SQUARE, HOLE], " Upper\u00a0 Province ") | {"bbox": [], "id": 7}
    isles = feature([[SQUARE], [[[*point, 12.5] for point in SQUARE]]], None, "MultiPolygon")
    areas, found = read_areas(collection(upper, isles), FILE, "name")
    assert found == ()
    assert [area.name for area in areas] == ["Upper Province", ""]
    assert [[len(ring) for ring in rings] for rings in areas[0].polygons] == [[5, 4]]
    assert areas[1].polygons[0] == areas[1].polygons[1]
    assert areas[0].polygons[0][0][0] == (55.0, 28.0)


def test_the_property_that_holds_names() -> None:
    """Another than `name` if the editor says so; where none has it, those that there are are told."""
    one = feature([SQUARE]) | {"properties": {"NAME_1": "Sindh", "ISO": "PK-SD"}}
    areas, _ = read_areas(collection(one), FILE, "NAME_1")
    assert areas[0].name == "Sindh"
    assert problems(collection(one)) == [f"{FILE}:1:1: no area has a name: none has the property `name`"]
    assert "`NAME_1`, `ISO`" in hint(collection(one))
    assert problems(collection(feature([SQUARE]) | {"properties": None}))


def ring(*points: Any) -> str:
    """A file of one area with one outline."""
    return collection(feature([list(points)]))


NOT_A_COLLECTION = "the file is not a GeoJSON `FeatureCollection`"
NO_AREAS = "the file holds no areas: its list of `features` is missing or empty"
NO_POSITION = "feature 1 (“Upper”): it has a position that is not [longitude, latitude]"
OUTSIDE = "feature 1 (“Upper”): it has a position that lies outside the world"
NOT_CLOSED = "feature 1 (“Upper”): it has an outline that is not closed"
NO_LATITUDE = "101.5 is not a latitude (−90 to 90)"
NO_TEXT = "its name, `name`, is not text"
NO_AREA = "it is a `Point`, not an area"
ZERO = [0, 0]


@pytest.mark.parametrize(
    ("text", "at", "told"),
    [
        ("", "", "the file is not JSON: expecting value"),
        ('{"type":\n 1 2}', "2}", "the file is not JSON: expecting ',' delimiter"),
        ("[" * 100_000, "[[", "the file is not GeoJSON: it is nested too deeply"),
        (f"[{'9' * 5000}]", "[", "the file is not GeoJSON: a number in it is too long"),
        ("[]", "[]", NOT_A_COLLECTION),
        (' {"type": "Topology"}', '"Topology"', NOT_A_COLLECTION),
        ('{"type": "FeatureCollection"}', "{", NO_AREAS),
        (collection(), "{", NO_AREAS),
        (collection("x"), '"x"', "feature 1: it is not a GeoJSON `Feature`"),
        (
            collection(feature([SQUARE]), feature([SQUARE], 3)),
            "3}",
            "feature 2: its name, `name`, is not text",
        ),
        (
            collection(feature(ZERO, "A", "Point")),
            '{"type": "P',
            "feature 1 (“A”): it is a `Point`, not an area",
        ),
        (
            collection({"type": "Feature", "geometry": None}),
            "[",
            "the file holds no areas: none of its features has a shape",
        ),
        (collection({"type": "Feature"}), '{"type": "Feature"}', "feature 1: it has no shape"),
        (collection(feature([])), "[]", "feature 1 (“Upper”): it has no coordinates"),
        (ring(ZERO, [1, 1], [2, 2], [3, 3]), "[[0, 0], [1", NOT_CLOSED),
        (ring(ZERO, [1, 1], ZERO), "[[0, 0], [1", NOT_CLOSED),
        (
            ring(ZERO, [28.5, 101.5], ZERO, ZERO),
            "[28",
            f"feature 1 (“Upper”): {NO_LATITUDE}",
        ),
        (ring(ZERO, [6789012, 3456789], ZERO, ZERO), "[67", OUTSIDE),
        (ring(ZERO, [10**400, 1], ZERO, ZERO), "[10", OUTSIDE),
        (ring(ZERO, [1, "1"], ZERO, ZERO), '[1, "', NO_POSITION),
        (ring(ZERO, [1, True], ZERO, ZERO), "[1, t", NO_POSITION),
        (ring(ZERO, [float("nan"), 1], ZERO, ZERO), "[NaN", NO_POSITION),
        (ring(ZERO, [float("inf"), 1], ZERO, ZERO), "[Inf", NO_POSITION),
        (ring(ZERO, [1], ZERO, ZERO), "[1]", NO_POSITION),
        (
            collection(feature([SQUARE], "Up\u0007per")),
            '"Up',
            "feature 1: its name holds the control character U+0007",
        ),
        (
            collection(feature([SQUARE], "\ud800")),
            '"\\ud800',
            "feature 1: its name holds the control character U+D800",
        ),
        (
            collection(feature([SQUARE], "U" * 201)),
            '"UU',
            f"feature 1 (“{'U' * 60}”): its name has 201 characters, more than 200",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, at: str, told: str) -> None:
    """The line and the column of the value, and the feature that it is in."""
    _, (problem,) = read_areas(text, FILE, "name")
    assert (problem.rule, problem.location.path, problem.message) == ("layer-invalid", FILE, told)
    line = text.split("\n")[problem.location.line - 1]
    assert line[problem.location.column - 1 :].startswith(at)


def test_every_feature_that_is_wrong_is_told() -> None:
    """One mistake each; of very many only the first ones, and how many more there are."""
    wrong = feature([0, 0], kind="Point")
    told = problems(collection(wrong, feature([SQUARE]), wrong))
    assert [line.split(":")[1] for line in told] == ["2", "4"]
    told = problems(collection(*[wrong] * 40))
    assert len(told) == MOST_TOLD + 1
    assert told[-1] == f"{FILE}:{MOST_TOLD + 2}:1: {40 - MOST_TOLD} more features cannot be read either"


def test_hints_say_how_to_settle_it() -> None:
    """Other formats, other projections, and coordinates in the other order are recognised."""
    assert "TopoJSON" in hint('{"type": "Topology"}')
    assert "EPSG:4326" in hint(ring([6789012, 3456789]))
    assert "swapped" in hint(ring([28.5, 101.5]))


def test_more_points_than_can_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are counted over all areas."""
    monkeypatch.setattr("builder.facts.areas.MOST_POINTS", 9)
    (told,) = problems(collection(feature([SQUARE]), feature([SQUARE])))
    assert told.endswith("the areas have 10 points; at most 9 are drawn")


def placed(*places: tuple[float, float]) -> Problem | None:
    """What is said of one area in Iran and places, each latitude and longitude."""
    return placed_wrongly([Area("Upper", ((tuple((x, y) for x, y in SQUARE),),))], places, FILE)


def test_areas_lie_where_the_places_are() -> None:
    """At least one does; coordinates in the other order, which are none the less in the world, are told."""
    assert placed((30.0, 57.0), (-20.0, 10.0)) is None
    assert placed((35.0, 60.0)) is None
    assert placed() is None
    swapped = placed((57.0, 30.0))
    assert swapped is not None
    assert "swapped" in swapped.message
    far = placed((-20.0, 10.0))
    assert far is not None
    assert "no place of the briefing" in far.message


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
TAMPERED = st.builds(
    lambda geometry, properties: {"type": "Feature", "properties": properties, "geometry": geometry},
    st.fixed_dictionaries({"type": st.sampled_from(["Polygon", "MultiPolygon", 3]), "coordinates": JSON})
    | JSON,
    st.fixed_dictionaries({"name": JSON}) | JSON,
)


@given(st.lists(TAMPERED | JSON, max_size=3))
def test_anything_is_read_or_told(features: list[Any]) -> None:
    """Whatever a file holds, there is no error but a problem with a place in the file."""
    text = json.dumps({"type": "FeatureCollection", "features": features}, indent=1)
    areas, found = read_areas(text, FILE, "name")
    assert bool(areas) != bool(found)
    lines = text.split("\n")
    for problem in found:
        assert 1 <= problem.location.line <= len(lines)
        assert 1 <= problem.location.column <= len(lines[problem.location.line - 1]) + 1
        assert problem.message.isprintable()


@given(st.text())
def test_any_text_is_read_or_told(text: str) -> None:
    """The same for what is no JSON at all."""
    areas, found = read_areas(text, FILE, "name")
    assert not areas
    assert len(found) == 1


def test_a_feature_without_a_shape_is_left_out_and_named() -> None:
    """It refuses no layer: the other areas are drawn, and a note says which one is missing."""
    empty = {"type": "Feature", "geometry": None, "properties": {"name": "Nowhere"}}
    areas, found = read_areas(collection(empty, feature([SQUARE])), FILE, "name")
    assert [area.name for area in areas] == ["Upper"]
    assert [(problem.severity, problem.message) for problem in found] == [
        (Severity.INFO, "feature 1 (“Nowhere”): it has no shape, and is left out")
    ]


def spans(*points: list[float]) -> list[tuple[float, float]]:
    """The span of longitudes of each part of an area with one outline."""
    areas, found = read_areas(ring(*points), FILE, "name")
    assert found == ()
    (area,) = areas
    return sorted((min(x for x, _ in rings[0]), max(x for x, _ in rings[0])) for rings in area.polygons)


def box(west: float, east: float) -> list[list[float]]:
    """An outline between two longitudes."""
    return [[west, -19], [east, -19], [east, -16], [west, -16], [west, -19]]


@pytest.mark.parametrize(
    ("west", "east", "expected"),
    [
        (177, 180.00000000000017, [(177, 180)]),
        (-180.0000001, -177, [(-180, -177)]),
        (177, 183, [(-180, -177), (177, 180)]),
        (-185, -170, [(-180, -170), (175, 180)]),
        (181, 185, [(-179, -175)]),
        (190, 350, [(-170, -10)]),
        (-180, 180, [(-180, 180)]),
    ],
)
def test_areas_on_the_antimeridian(west: float, east: float, expected: list[tuple[float, float]]) -> None:
    """What lies a hair's breadth beyond it is on it; what goes on beyond is divided there."""
    assert spans(*box(west, east)) == expected


@pytest.mark.parametrize("longitude", [361, -540, 180_000])
def test_longitudes_that_are_none(longitude: float) -> None:
    """What no way of counting degrees gives is refused."""
    assert any("outside the world" in told for told in problems(ring(*box(170, longitude))))
