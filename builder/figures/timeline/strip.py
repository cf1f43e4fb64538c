"""The timeline strip: a lane for each side, phases as bands, a mark for each event; below it the list.

In a wide place the marks stand on lanes, with the list beneath. In a narrow one only the list is shown, as a
rail of dates from top to bottom, with the same marks and bands; the style sheet decides which.

Of more events than can be told apart there are bars instead of marks: how many there are in each month, or
whatever period there is room for. The list then tells the periods, or those events that were picked for it.

In languages that are written from right to left, time runs from right to left.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from builder.facts.chronology import Entry
from builder.figures import markup
from builder.figures.markup import element, names
from builder.figures.timeline.drawing import Drawing
from builder.figures.timeline.listing import Listing
from builder.figures.timeline.placing import Layout
from builder.figures.timeline.words import Words
from builder.model import dates
from builder.model.outlines import ActorOutline
from builder.model.records import Phase, Side

Date = Callable[[dates.EdtfDate], str]


def strip(
    entries: Sequence[Entry],
    sides: Sequence[Side],
    phases: Sequence[Phase],
    actors: Mapping[str, ActorOutline],
    *,
    href: Callable[[str], str],
    title: Callable[[str], str],
    language: str = "en",
    date: Date | None = None,
    say: markup.Say = markup.in_english,
    listed: bool = True,
    picked: Collection[str] | None = None,
    whole: Sequence[Entry] | None = None,
) -> str:
    """The strip for events in their order, with the numbered list of them; nothing where there are none.

    `href` gives the address of an event, `title` its name, `date` a date in words. `listed=False` leaves the
    list out where the lanes are shown (on a page that holds the events themselves); a narrow page shows it
    in any case. `picked` are the events that the list tells, if not all. Where the strip shows a part of a
    timeline, that is `whole`: numbers are those of the whole, and phases go as far as it reaches.
    """
    if not entries:
        return ""
    layout = Layout(entries, sides, phases, actors, whole or entries, others=say("Others"), language=language)
    words = Words(
        language,
        href,
        title,
        date or (lambda when: dates.in_words(when, language)),
        say,
        layout.order,
    )
    drawn = Drawing(layout, words).html() if layout.scale else ""
    listing = Listing(layout, words)
    if layout.summed and picked is None:
        below = listing.periods()
    else:
        below = listing.events(layout.order.keys() if picked is None else picked)
    classes = names("figure", "strip", None if listed or not layout.scale else "strip-unlisted")
    return element("figure", drawn, below, class_=classes)
