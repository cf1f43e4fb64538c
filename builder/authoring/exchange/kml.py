"""Points of Google Earth and other maps, as KML: places, or events where they have a time.

Described at <https://developers.google.com/kml/documentation/kmlreference>. A KMZ file is a zip archive:
take `doc.kml` out of it.

| KML | Here |
|---|---|
| a `Placemark` with a `Point` | a place; an event at a place, where there is a time |
| `name` | the name of the place, the title of the event |
| `description` | the account of the event, the note of the place |
| `TimeStamp`, `TimeSpan` | `date` |
| `ExtendedData` | as columns of a table: see *Columns of your own* |

Lines, areas, pictures and the look of the map are not carried.
"""

from collections.abc import Iterator

from lxml import etree

from builder.authoring.exchange import map_points
from builder.authoring.exchange.csv_files import problem
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Reading, Wish
from builder.authoring.exchange.json_files import MAX_BYTES
from builder.authoring.exchange.map_points import Feature
from builder.authoring.exchange.proposals import Book

NAME = "kml"
TITLE = "KML"
ENDINGS = (".kml",)
_SHAPES = ("LineString", "Polygon", "MultiGeometry", "Track", "MultiTrack", "Model", "LinearRing")
_LOOK = (
    "styleUrl",
    "Style",
    "StyleMap",
    "LookAt",
    "Camera",
    "Region",
    "visibility",
    "open",
    "Snippet",
    "snippet",
)


def read(incoming: Incoming, wish: Wish, book: Book) -> Reading | None:
    """The placemarks of a map; raises `ContentError` for one that is broken."""
    if incoming.ending == ".kmz" or (incoming.start.startswith(b"PK") and incoming.ending in ENDINGS):
        raise problem(incoming.name, 0, "this is a KMZ file, a zip archive", "Take `doc.kml` out of it.")
    if incoming.document is not None or b"<kml" not in incoming.start:
        return None
    if incoming.path.stat().st_size > MAX_BYTES:
        raise problem(incoming.name, 0, f"the file is larger than {MAX_BYTES // 1_000_000} MB", "Split it.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(incoming.path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        why = f"this is not XML: {str(error.msg or error)[:1].lower()}{str(error.msg or error)[1:200]}"
        raise problem(incoming.name, error.lineno or 0, why) from None
    return map_points.reading(TITLE, incoming, wish, book, _features(root))


def _features(root: "etree._Element") -> Iterator[Feature]:
    for number, mark in enumerate(root.iter("{*}Placemark"), 1):
        properties: dict[str, str] = {}
        shape, point = "", ""
        for child in mark:
            tag = etree.QName(child).localname
            if tag == "Point":
                point = _text(child.find("{*}coordinates"))
            elif tag in _SHAPES:
                shape = tag
            elif tag in ("TimeStamp", "TimeSpan"):
                for inner in child:
                    properties[{"begin": "when begin", "end": "when end"}.get(_local(inner), "when")] = _text(
                        inner
                    )
            elif tag == "ExtendedData":
                properties |= _extended(child)
            elif tag not in _LOOK:
                properties[tag] = _text(child)
        folder = mark.getparent()
        if folder is not None and _local(folder) == "Folder" and (named := _text(folder.find("{*}name"))):
            properties["folder"] = named
        numbers = point.split()[0].split(",") if point.split() else []
        yield Feature(f"placemark {number}", mark.sourceline or 0, properties, numbers, shape)


def _extended(data: "etree._Element") -> dict[str, str]:
    """What a placemark has of the map maker's own, by its names."""
    found = {}
    for each in data.iter("{*}Data", "{*}SimpleData"):
        value = each.find("{*}value") if _local(each) == "Data" else each
        found[str(each.get("name") or "data")] = _text(value)
    return found


def _local(element: "etree._Element") -> str:
    return str(etree.QName(element).localname)


def _text(element: "etree._Element | None") -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


READER = read
WRITER = None
