"""The map: where the places of a briefing lie, how exactly that is known, and whose land it is.

Two pictures lie one on the other. The lower holds the shapes: it scales with the page, and lines keep their
width. The upper holds marks and names: it is an `<svg>` without a `viewBox`, so that its text keeps its size
(and grows with the page's zoom), while per cent attributes move each name with the shapes. Attributes
rather than `style`, because a Content-Security-Policy of `'self'` blocks styles that stand in elements.
Which names have room at which width is worked out here (`placing`) and said in classes that container
queries read.
"""

import math
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry as Geometry

from builder.facts.areas import Area
from builder.figures.map import countries, framing
from builder.figures.map.framing import Spot
from builder.figures.map.geography import Scene, scene
from builder.figures.map.ground import areas_in_view, draw_grid, draw_ground
from builder.figures.map.placing import (
    LINE,
    LONGEST,
    NARROWEST,
    Box,
    Label,
    Mark,
    Table,
    place_marks,
    place_name,
    text_width,
)
from builder.figures.map.projection import EARTH_RADIUS, WIDTH, Azimuthal, EqualEarth, View
from builder.figures.markup import Say, decimal, element, in_english, names, number, per_cent, text
from builder.geography.countries import Country
from builder.model import wording
from builder.model.outlines import PlaceOutline
from builder.model.translation import listed

# Boundaries at 1:10 million are wrong by some kilometres: closer than this, they would mislead.
CLOSEST = 60.0  # km across
# A frame that is larger than this part of the map has room for marks and names in it.
SMALL_FRAME = 0.15
# Sizes of text in css/figures/map.css, in pixels.
NAME_SIZE, COUNTRY_SIZE, SCALE_SIZE = 13.0, 11.0, 11.0
INVOLVED_SIZE = 12.5


@dataclass(frozen=True)
class Drawn:
    """Maps of some places, as HTML, and what stands below them: the places in the order of their numbers,
    those that have no location, and a caption."""

    panels: str
    numbered: tuple[PlaceOutline, ...]
    missing: tuple[PlaceOutline, ...]
    caption: str


def draw(
    places: Sequence[PlaceOutline],
    href: Callable[[str], str],
    *,
    notes: Mapping[str, str] = MappingProxyType({}),
    detail: Sequence[str] | None = None,
    areas: Sequence[Area] = (),
    credit: str = "",
    language: str = "en",
    say: Say = in_english,
) -> str:
    """The map of some places as HTML, with the list of them; empty if none has a location."""
    made = drawn(places, href, detail=detail, areas=areas, credit=credit, language=language, say=say)
    return with_list(made, notes, href, language=language, say=say)


def drawn(
    places: Sequence[PlaceOutline],
    href: Callable[[str], str],
    *,
    detail: Sequence[str] | None = None,
    areas: Sequence[Area] = (),
    credit: str = "",
    language: str = "en",
    say: Say = in_english,
) -> Drawn | None:
    """The maps of some places; none if none has a location.

    `href` gives the address of a record. `detail` names the places of the inset: none given, a group that
    stands too close together gets one; an empty list, none does. `areas` are the editor's own, `credit` says
    whose they are; the place of a district or province that has the name of one is drawn as it.
    """
    entries: list[_Entry] = []
    for place in places:
        if place.location is not None:
            latitude, longitude = place.location
            spot = Spot(longitude, latitude, place.precision, _area_of(place, areas))
            entries.append(_Entry(len(entries) + 1, place, spot))
    if not entries:
        return None
    style = _Style(href, language, say, tuple(areas), credit)
    view = framing.overview([entry.spot for entry in entries])
    near = _detail(entries, view, detail)
    close = None
    if near:
        zoomed = framing.detail([entry.spot for entry in near], view)
        near = [entry for entry in entries if entry in near or _is_inside(zoomed, entry)]
        close = _Close(zoomed, near)
    # What the detail shows is only framed in the overview: marks there would be pushed far away.
    far = [entry for entry in entries if entry not in near]
    panels = [_panel(view, far, style, say("Map"), tinted=entries, frame=close)]
    if close:
        panels.append(_panel(close.view, near, style, say("Detail"), tinted=near))
    beside = None
    if close:
        beside = "map-stacked" if view.is_world else "map-beside"  # the world needs all the width there is
    return Drawn(
        element("div", *panels, class_=names("map-panels", beside)),
        tuple(entry.place for entry in entries),
        tuple(place for place in places if place.location is None),
        _caption(entries, close.view if close else None, style),
    )


def with_list(
    made: Drawn | None,
    notes: Mapping[str, str],
    href: Callable[[str], str],
    *,
    language: str = "en",
    say: Say = in_english,
) -> str:
    """Maps with the list of their places; `notes` are what it says about places, by their ids."""
    if made is None:
        return ""
    style = _Style(href, language, say, (), "")
    return element(
        "figure",
        made.panels,
        _key(made.numbered, notes, style),
        _missing(made.missing, style),
        made.caption,
        class_="map",
    )


class _Entry(NamedTuple):
    """A place with its number on the map."""

    number: int
    place: PlaceOutline
    spot: Spot


class _Close(NamedTuple):
    """The closer map, and the places on it."""

    view: View
    entries: Sequence[_Entry]


@dataclass(frozen=True)
class _Style:
    """What all parts of one figure are drawn with."""

    href: Callable[[str], str]
    language: str
    say: Say
    areas: tuple[Area, ...]
    credit: str

    def number(self, value: float) -> str:
        return number(value, self.language)


def _detail(entries: Sequence[_Entry], view: View, asked: Sequence[str] | None) -> list[_Entry]:
    """The places of the closer map, in order; none, and there is none."""
    if asked is not None:
        return [entry for entry in entries if entry.place.id in set(asked)]
    exact = [entry for entry in entries if entry.place.precision in ("point", "town", "district")]
    return [exact[index] for index in framing.cluster([_at(view, entry) for entry in exact])]


def _area_of(place: PlaceOutline, areas: Sequence[Area]) -> Area | None:
    """The area that a place is: it has the same name, and the place lies at it."""
    if place.location is None or place.precision not in ("district", "province"):
        return None
    called = {name.casefold() for name in (place.name, *place.aliases)}
    named = [area for area in areas if area.name.casefold() in called]
    return next((area for area in named if area.is_near(*place.location)), None)


def _is_inside(view: View, entry: _Entry) -> bool:
    x, y = _at(view, entry)
    return not _is_country(entry) and 0.05 * WIDTH < x < 0.95 * WIDTH and 0.05 < y / view.height < 0.95


def _at(view: View, entry: _Entry) -> tuple[float, float]:
    return view.at(entry.spot.longitude, entry.spot.latitude)


# ---- One panel: shapes, and above them marks and names ----


def _panel(
    view: View,
    entries: Sequence[_Entry],
    style: _Style,
    label: str,
    *,
    tinted: Sequence[_Entry],
    frame: _Close | None = None,
) -> str:
    """A map of some places; the countries of the `tinted` ones stand out, `frame` is the detail."""
    table = Table(view.shape)
    places = [(x / WIDTH, y / WIDTH) for x, y in (_at(view, entry) for entry in entries)]
    # The scale and the detail's frame come first: a mark can be pushed away from them, they cannot.
    everywhere = [(x / WIDTH, y / WIDTH) for x, y in (_at(view, entry) for entry in tinted)]
    above = _scale(view, table, everywhere, style)
    if frame:
        above += _frame(view, frame.view, frame.entries, table, style)
    marks = place_marks(table, places)
    seen = scene(view) if view.kilometres >= CLOSEST else None
    lines = _Lines(seen)
    early, late = "", ""
    areas = areas_in_view(view, style.areas) if seen else {}
    if seen is None:
        shapes = draw_grid(view)
    else:
        tints = countries.tints(seen, countries.holding(view, seen, [entry.spot for entry in tinted]))
        shapes = draw_ground(view, seen, tints, areas, [entry.spot for entry in entries])
        named = set(countries.holding(view, seen, [entry.spot for entry in tinted if _is_country(entry)]))
        involved = [country for country in tints if country not in named]
        early = _country_names(view, seen, involved, table, style, "map-country map-involved")
    drawn = []
    for entry, mark in zip(entries, marks, strict=True):
        found = place_name(
            table, mark, entry.place.name, NAME_SIZE, lines.crosses, capitals=_is_country(entry)
        )
        drawn.append(_mark(view, entry, mark, found, style))
    if seen is not None:
        around = [country for country, _ in seen.countries if country not in tints]
        late = _country_names(view, seen, around, table, style, "map-country")
        # A mark has the name of its own area already.
        named_by_marks = {entry.spot.area for entry in entries}
        others = {area: shape for area, shape in areas.items() if area not in named_by_marks}
        late += _area_names(view, table, others)
    lower = element(
        "svg",
        shapes,
        class_="map-shapes",
        viewBox=f"0 0 {WIDTH} {decimal(view.height)}",
        width=WIDTH,
        height=round(view.height),
        aria_hidden="true",
        focusable="false",
    )
    upper = element(
        "svg",
        element("g", early, late, above, *(_leader(view, mark) for mark in marks), aria_hidden="true"),
        *drawn,
        class_="map-marks",
        direction="ltr",
        role="group",
        aria_label=label,
    )
    return element("div", lower, upper, class_=names("map-panel", "map-close" if seen is None else None))


class _Lines:
    """The boundaries of a map, over which names had better not stand."""

    def __init__(self, seen: Scene | None) -> None:
        self.lines = shapely.union_all([boundary.line for boundary in seen.boundaries] if seen else [])
        shapely.prepare(self.lines)

    def crosses(self, box: tuple[float, float, float, float]) -> bool:
        """Whether a box (parts of the width) lies over one."""
        left, right, top, bottom = (part * WIDTH for part in box)
        return bool(shapely.intersects(self.lines, shapely.box(left, top, right, bottom)))


def _is_country(entry: _Entry) -> bool:
    return entry.place.precision == "country"


def _country_names(
    view: View,
    seen: Scene,
    chosen: Sequence[Country],
    table: Table,
    style: _Style,
    kind: str,
) -> str:
    """The names of some countries, the largest first; those that matter may reach out to sea."""
    at_sea, size = (seen, INVOLVED_SIZE) if "map-involved" in kind else (None, COUNTRY_SIZE)
    shapes = dict(seen.countries)
    drawn = []
    for country in sorted(chosen, key=lambda country: (-shapes[country].area, country.name)):
        name = countries.name_of(country, style.language)
        label = countries.place_country_name(table, view, name, shapes[country], at_sea, size)
        if label:
            drawn.append(_here(view, label.x, label.y, _text(label, kind)))
    return "".join(drawn)


def _area_names(view: View, table: Table, areas: Mapping[Area, Geometry]) -> str:
    """The names of the editor's areas, the largest first, where they have room."""
    drawn = []
    for area, shape in sorted(areas.items(), key=lambda pair: (-pair[1].area, pair[0].name)):
        label = area.name and countries.place_country_name(table, view, area.name, shape, None, COUNTRY_SIZE)
        if label:
            drawn.append(_here(view, label.x, label.y, _text(label, "map-area-name")))
    return "".join(drawn)


def _mark(view: View, entry: _Entry, mark: Mark, found: Sequence[Label], style: _Style) -> str:
    """A mark that leads to the place's record, with its name where it has room."""
    across, down = mark.push
    # What is seen comes first, in the same order, for those who speak to their computer.
    precision = wording.term(entry.place.precision, style.language)
    spoken = f"{style.number(entry.number)} {entry.place.name} – {precision}"
    parts = [element("title", text(spoken))]
    parts.append(element("circle", class_="map-disc", r=mark.radius, cx=across or None, cy=down or None))
    if mark.numbered:
        digits = style.number(entry.number)
        small = "map-small" if mark.radius < 10 or len(digits) > 2 else None
        parts.append(
            element("text", f"{text(digits)} ", class_=small, x=across or None, y=down or None, dy="0.35em")
        )
    kind = "map-name map-involved" if _is_country(entry) else "map-name"
    parts += [_text(label, kind, label.push, decimal(label.push[0])) for label in found]
    return element(
        "a",
        _here(view, mark.x, mark.y, *parts),
        href=style.href(entry.place.id),
        class_=f"map-mark map-is-{entry.place.precision}",
        aria_label=spoken,
    )


def _leader(view: View, mark: Mark) -> str:
    """A line from a place to the mark that was pushed away from it; below all marks."""
    if mark.push == (0.0, 0.0):
        return ""
    across, down = map(decimal, mark.push)
    line = element("path", class_="map-leader", d=f"M0 0L{across} {down}")
    return _here(view, mark.x, mark.y, line, element("circle", class_="map-spot", r=2))


def _here(view: View, x: float, y: float, *children: str) -> str:
    """Children that take a place on the map for their origin."""
    across, down = per_cent(x * 100), per_cent(y / view.shape * 100)
    return element("svg", *children, x=across, y=down, overflow="visible")


def _text(label: Label, kind: str, push: tuple[float, float] = (0.0, 0.0), x: str | None = None) -> str:
    """A name of one or two lines about a point; on the map from the width on at which it has room."""
    since = f"map-from-{label.since}" if label.since > NARROWEST else None
    until = f"map-until-{label.until}" if label.until else None
    first = push[1] - LINE * (len(label.lines) - 1) / 2
    rtl = any(map(_is_rtl_letter, " ".join(label.lines)))
    # In a text that runs from right to left, "start" is its right end.
    anchor = {"start": "end", "end": "start"}.get(label.anchor, label.anchor) if rtl else label.anchor
    lines = [
        element("tspan", f"{text(line)} ", x=x or "0", dy=None if index == 0 else LINE)
        for index, line in enumerate(label.lines)
    ]
    return element(
        "text",
        text(label.lines[0]) if len(lines) == 1 else "".join(lines),
        class_=names(kind, since, until),
        x=x,
        y=decimal(first) if first else None,
        dy="0.35em",
        text_anchor=None if anchor == "middle" else anchor,
        direction="rtl" if rtl else None,
    )


def _is_rtl_letter(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")


# ---- Scale, and the frame of the detail ----

_MARGIN = 0.03  # of the width, from the edge to the scale
_LONGEST = 0.24  # of the width


def _scale(view: View, table: Table, places: Sequence[tuple[float, float]], style: _Style) -> str:
    """A bar of a round number of kilometres, in the corner that is furthest from all places."""
    stretch, words = 1.0, style.say("{distance} km")
    if isinstance(view.projection, EqualEarth):
        # Lengths are true nowhere on a map of the world but along single lines: say where.
        degree = view.projection.forward(np.array([[view.projection.longitude + 1, 0.0]]))[0, 0]
        stretch = float(degree) / (2 * math.pi * EARTH_RADIUS / 360)
        words = style.say("{distance} km at the Equator")
    distance = round_number(view.kilometres * _LONGEST / stretch)
    length = distance * stretch / view.kilometres
    written = words.format(distance=style.number(distance))
    width = text_width(written, SCALE_SIZE) + 4
    corners = []
    for top in (False, True):
        for left in (False, True):
            x = _MARGIN if left else 1 - _MARGIN
            y = 0.0 if top else view.shape
            away = min((math.hypot(x - u, y - v) for u, v in places), default=1.0)
            # The lower right corner is where readers look first.
            corners.append((min(away, 0.2), not top, not left, x, y))
    _, below, right, x, y = max(corners)
    start, end = (x - length, x) if right else (x, x + length)
    up, down = (-32.0, -4.0) if below else (4.0, 32.0)
    table.add(Box((start, end, y, y), (-4, 4, up, down)))
    table.add(Box((x, x, y, y), (-width, 4, up, down) if right else (-4, width, up, down)))
    line, words_at = (-10, -17) if below else (26, 19)
    rtl = any(map(_is_rtl_letter, written))  # then "start" is the right end of the words
    first, last = per_cent(start * 100), per_cent(end * 100)
    bar = [
        element("line", x1=first, x2=last, y1=line, y2=line),
        element("line", x1=first, x2=first, y1=line - 4, y2=line),
        element("line", x1=last, x2=last, y1=line - 4, y2=line),
        element(
            "text",
            text(written),
            x=last if right else first,
            y=words_at,
            text_anchor="end" if right != rtl else "start",
            direction="rtl" if rtl else None,
        ),
    ]
    return element("svg", *bar, class_="map-scale", y="100%" if below else None, overflow="visible")


def round_number(longest: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is not above a number."""
    power = 10.0 ** math.floor(math.log10(longest))
    found = max(factor * power for factor in (1, 2, 5) if factor * power <= longest * (1 + 1e-9))
    return int(found) if found >= 1 else round(found, 6)


def _frame(view: View, close: View, near: Sequence[_Entry], table: Table, style: _Style) -> str:
    """Where the detail lies in the overview, and which places it shows."""
    flat = close.projection
    assert isinstance(flat, Azimuthal)
    edges = np.array(
        [flat.inverse(x, y) for x in (close.west, close.east) for y in (close.south, close.north)]
    )
    low, high = view.units(edges).min(axis=0) / WIDTH, view.units(edges).max(axis=0) / WIDTH
    middle, half = (low + high) / 2, np.maximum((high - low) / 2, 0.015)
    (west, north), (east, south) = (middle - half).tolist(), (middle + half).tolist()
    words = f"{style.say('Detail')}: {_numbers([entry.number for entry in near], style)}"
    x = float(middle[0])
    if max(east - west, south - north) < SMALL_FRAME:
        table.add(Box((west, east, north, south), (-2, 2, -2, 2)))
    else:
        for edge in (
            (west, west, north, south),
            (east, east, north, south),
            (west, east, north, north),
            (west, east, south, south),
        ):
            table.add(Box(edge, (-2, 2, -2, 2)))
    if len(words) > LONGEST:
        words = style.say("Detail")
    width = text_width(words, SCALE_SIZE) + 4
    spots = [
        (Box((side, side, edge, edge), (left, left + width, up, up + 16)), anchor)
        for edge, up in ((north, -19.0), (south, 3.0))
        for side, left, anchor in ((x, -width / 2, "middle"), (west, -2.0, "start"), (east, 2 - width, "end"))
    ]
    box, anchor = min(spots, key=lambda spot: table.free_from(spot[0]))
    table.add(box)
    push = (0.0, sum(box.pixels[2:]) / 2)
    label = Label(box.parts[0], box.parts[2], push, anchor, (words,), NARROWEST)
    rect = element(
        "rect",
        class_="map-frame",
        x=per_cent(west * 100),
        y=per_cent(north / view.shape * 100),
        width=per_cent((east - west) * 100),
        height=per_cent((south - north) / view.shape * 100),
    )
    return rect + _here(view, label.x, label.y, _text(label, "map-frame-name", label.push))


def _numbers(numbers: Sequence[int], style: _Style) -> str:
    """Numbers in short: 1–3, 5, 6."""
    runs: list[list[int]] = []
    for value in numbers:
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    parts: list[str] = []
    for run in runs:
        if len(run) > 2:
            parts.append(wording.between(run[0], run[-1], style.language))
        else:
            parts += [style.number(value) for value in run]
    return listed(parts, style.language)


# ---- Below the map ----


def _key(places: Sequence[PlaceOutline], notes: Mapping[str, str], style: _Style) -> str:
    """The numbered list of the places, with how exactly each is known, and what is said about it."""
    items = []
    for count, place in enumerate(places, 1):
        kind = f"map-number map-is-{place.precision}"
        digits = element("span", text(style.number(count)), class_=kind)
        link = element("a", element("bdi", text(place.name)), href=style.href(place.id))
        said = filter(None, (wording.term(place.precision, style.language), notes.get(place.id)))
        what = " · ".join(element("bdi", text(words)) for words in said)
        items.append(element("li", digits, link, f" {element('span', what)}"))
    return element("ol", *items, class_="map-key")


def _missing(places: Sequence[PlaceOutline], style: _Style) -> str:
    """The places that have no location."""
    if not places:
        return ""
    links = [element("a", element("bdi", text(place.name)), href=style.href(place.id)) for place in places]
    places_named = text(style.say("Not on the map: {places}")).format(places=listed(links, style.language))
    return element("p", places_named, class_="map-missing")


def _caption(entries: Sequence[_Entry], close: View | None, style: _Style) -> str:
    sentences = []
    vague = {entry.place.precision for entry in entries} - {"point", "town"}
    if vague:
        sentences.append(style.say("Full marks are points and towns."))
        sentences.append(style.say("Open marks are areas: the place is somewhere in them."))
    if vague - {"country"}:
        sentences.append(style.say("A dotted ring stands for an area and is not its boundary."))
    if close:
        across = style.number(float(f"{close.kilometres:.2g}"))
        sentences.append(style.say("The detail is {distance} km across.").format(distance=across))
        if close.kilometres < CLOSEST:
            sentences.append(
                style.say("Boundaries and coasts are left out: they would be wrong at this scale.")
            )
    sentences.append(style.say("Boundaries: Natural Earth (2018), as they are held on the ground."))
    sentences.append(
        style.say("Disputed ones are dashed where the data tell; disputed islands are not marked.")
    )
    sentences.append(style.say("No line, colour or name on the map takes a side in a claim."))
    if style.areas and style.credit:
        sentences.append(style.say("Areas: {credit}").format(credit=style.credit))
    return element("figcaption", text(" ".join(sentences)))
