"""Story maps of StoryMapJS, from the JSON that it publishes.

Made at <https://storymap.knightlab.com/>; described by the examples in its repository,
<https://github.com/NUKnightLab/StoryMapJS>.

| StoryMapJS | Here |
|---|---|
| a slide | an event; its `locator` is the slide's number |
| `text.headline`, `text.text` | title and account, as of a timeline |
| `date` | `date` where the words are a date, else `date_note` |
| `location.name`, `location.lat`, `location.lon` | `place`; how exact it is, the file does not say |
| `media.url`, `media.caption`, `media.credit` | the record's note |
| the slide of the type `overview` | title and note of the source |

Zoom, lines, markers, backgrounds and the look of the map are not carried; nor are positions on a picture
(`map_type` `zoomify`), which are none on earth.
"""

from collections.abc import Iterator

from builder.authoring.exchange import foreign_dates, slides
from builder.authoring.exchange.json_files import Json
from builder.authoring.exchange.ledger import Entry, flat
from builder.authoring.exchange.proposals import Book, Proposal
from builder.model import prose

TITLE = "StoryMapJS"
_REST = "the document"


def is_document(value: Json) -> bool:
    """Whether a JSON document is a story map."""
    return isinstance(value, dict) and isinstance(value.get("storymap"), dict)


def entries(value: Json) -> Iterator[Entry]:
    """Everything in a story map as entries: each slide, and the rest."""
    assert isinstance(value, dict)
    storymap = value["storymap"]
    assert isinstance(storymap, dict)
    slides_ = storymap.get("slides")
    for index, slide in enumerate(slides_ if isinstance(slides_, list) else [], 1):
        entry = Entry(f"slide {index}", 0, flat(slide))
        if storymap.get("map_type") == "zoomify":
            for name in entry.values:
                if name.startswith("location."):
                    entry.leave(name, "positions on a picture, which are none on earth, are not carried")
        yield entry
    rest = {
        **{key: each for key, each in value.items() if key != "storymap"},
        **{key: each for key, each in storymap.items() if key != "slides" or not isinstance(each, list)},
    }
    entry = Entry(_REST, 0, flat(rest))
    if entry.values:
        yield entry


def propose(entry: Entry, book: Book, prefix: str) -> list[Proposal]:
    """The event that a slide becomes; none for the overview, which describes the source."""
    if entry.place == _REST:
        return []
    overview = entry.peek("type") == "overview"
    if overview:
        entry.take("type")
        about = [slides.words(entry, "text.headline"), *slides.paragraphs(entry, "text.text")]
        if date := slides.words(entry, "date"):
            about.append(prose.typed(f"Date in the story map: {date}."))
        about += slides.media(entry, "media.url", "media.caption", "media.credit")
        book.describe(about[0], " ".join(about[1:]))
        return []
    edtf, note = "", "The story map gives no date."
    if text := slides.words(entry, "date"):
        try:
            edtf, note = foreign_dates.in_edtf(text), ""
        except ValueError:
            note = prose.typed(f"The story map gives the date as “{text}”.")
    return slides.event(
        entry,
        book,
        prefix=prefix,
        headline="text.headline",
        text="text.text",
        edtf=edtf,
        date_note=note,
        notes=slides.media(entry, "media.url", "media.caption", "media.credit"),
    )
