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
| slides of the type `overview` | title and note of the source; further ones go to the note |

Zoom, lines, markers, backgrounds and the look of the map are not carried; nor are positions on a picture
(`map_type` `zoomify`), which are none on earth.
"""

from collections.abc import Iterator

from builder.authoring.exchange import foreign_dates, slides
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Reading, Wish
from builder.authoring.exchange.json_files import Json
from builder.authoring.exchange.ledger import Entry, flat
from builder.authoring.exchange.proposals import Book
from builder.model import prose

NAME = "storymapjs"
TITLE = "StoryMapJS"
ENDINGS = (".json",)
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


def content(entry: Entry) -> slides.Slide | slides.About | None:
    """What a slide says; an overview, at the beginning or the end, is about the whole map."""
    if entry.place == _REST:
        return None
    if entry.peek("type") == "overview":
        entry.take("type")
        title, *note = [slides.words(entry, "text.headline"), *slides.paragraphs(entry, "text.text")]
        if date := slides.words(entry, "date"):
            note.append(prose.typed(f"Date in the story map: {date}."))
        note += slides.media(entry, "media.url", "media.caption", "media.credit")
        return slides.About(title, " ".join(note))
    said = slides.paragraphs(entry, "text.text")
    title, leads = slides.headline(entry, "text.headline", said, "media.caption")
    edtf, date_note = "", "The story map gives no date."
    if text := slides.words(entry, "date"):
        edtf, date_note = foreign_dates.in_words_or_edtf(text, "The story map")
    beside = leads + slides.media(entry, "media.url", "media.caption", "media.credit")
    return slides.Slide(title, said, edtf, date_note, beside)


def read(incoming: Incoming, wish: Wish, book: Book) -> Reading | None:
    """A story map as JSON."""
    if not is_document(incoming.document):
        return None
    return slides.reading(TITLE, incoming, wish, book, entries(incoming.document), content)


READER = read
WRITER = None
