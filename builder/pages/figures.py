"""The figures of a briefing as HTML for its pages: what is drawn, and where its links lead.

Figures are HTML of our own within Markdown, so their links are written as browsers see them.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from markdown import Markdown
from markupsafe import Markup

from builder.facts import chronology
from builder.facts.briefing import Briefing
from builder.figures import likelihood, matrix, quantities, ranges
from builder.figures.network import drawing as network
from builder.figures.timeline import strip
from builder.machinery.results import Dependencies
from builder.model import base, records, wording
from builder.model.outlines import PlaceOutline
from builder.model.translation import listed, number, translations
from builder.pages import highlights
from builder.pages.plan import Plan

if TYPE_CHECKING:
    from builder.figures.map.drawing import Drawn

# The Markdown of a part of a record – its text with its marks – as it stands on a page.
PartOf = Callable[[str, base.Path, base.Model], Markup]

# So many events are told of one place beside the map.
MOST_TOLD = 5


class Drawings:
    """The figures of one page.

    `page` is its path; `kept` holds figures that were drawn before; `folders` is whether pages are published
    as folders; `part` writes a statement with its marks, its links as browsers see them.
    """

    def __init__(
        self, briefing: Briefing, plan: Plan, kept: Dependencies, page: str, *, folders: bool, part: PartOf
    ) -> None:
        self.briefing = briefing
        self.plan = plan
        self.kept = kept
        self.page = page
        self.folders = folders
        self.part = part
        self.language = briefing.language
        self.say = translations(self.language).gettext

    def href(self, record: str) -> str:
        """The address of a record as a browser sees it from this page."""
        return self.plan.addresses[record].published(self.page, folders=self.folders)

    def title(self, record: str) -> str:
        """The name of a record."""
        named = self.briefing.named(record)
        assert named is not None
        return named.heading

    def strip(self, *, listed: bool, most: int | None = None) -> Markup:
        """The timeline strip; its list tells at most so many events."""
        return self._kept(lambda: self._strip(listed, most), "strip", listed, most)

    def _strip(self, listed: bool, most: int | None) -> Markup:
        overview = self.briefing.overview
        entries = chronology.entries(self.briefing.indexes.events, self.plan.timeline)
        return _block(
            strip.strip(
                entries,
                overview.sides,
                overview.phases,
                self.briefing.indexes.actors,
                href=self.href,
                title=self.title,
                language=self.language,
                say=self.say,
                listed=listed,
                picked=None if most is None else highlights.events(self.briefing, entries, most),
            )
        )

    def map(self, most: int) -> Markup:
        """The map of at most so many places that have a location, with what happened there."""
        return self._kept(lambda: self._map(most), "map", most)

    def _map(self, most: int) -> Markup:
        # Loaded only here: its libraries take longer than all the rest.
        from builder.figures.map import drawing as figure

        happened: dict[str, list[str]] = {}
        for event in self.briefing.indexes.events.values():
            if event.place:
                happened.setdefault(event.place, []).append(event.id)
        chosen = highlights.places(self.briefing, most)
        lost = [place for place in self.briefing.indexes.places.values() if not place.location]
        # The drawing takes most of the time, and shows nothing of what happened.
        places = self.kept.track(f"map on {self.page}", {"places": (*chosen, *lost[:most])})
        drawn = self.kept.made(("drawn map", most, self.page), lambda: self._drawn(places["places"]))
        notes = {place.id: self._told(happened[place.id]) for place in chosen if place.id in happened}
        return _block(figure.with_list(drawn, notes, self.href, language=self.language, say=self.say))

    def _drawn(self, places: Sequence[PlaceOutline]) -> "Drawn | None":
        from builder.figures.map import drawing as figure

        settings = self.briefing.overview.map or records.Map()
        return figure.drawn(
            places,
            self.href,
            detail=settings.detail,
            areas=self.briefing.areas,
            credit=settings.layer.credit if settings.layer else "",
            language=self.language,
            say=self.say,
        )

    def network(self) -> Markup:
        """The network of actors."""
        return self._kept(self._network, "network")

    def _network(self) -> Markup:
        return _block(
            network.network(
                self.briefing.indexes.actors,
                self.briefing.indexes.events.values(),
                self.briefing.overview.sides,
                href=self.href,
                title=self.title,
                relation=self._relation,
                language=self.language,
                say=self.say,
            )
        )

    def _told(self, events: Sequence[str]) -> str:
        """What happened at a place, in a row, and how much more."""
        more = len(events) - MOST_TOLD
        if more <= 0:
            return listed(map(self.title, events), self.language)
        words = self.say("and {count} more").format(count=number(more, self.language))
        return f"{listed(map(self.title, events[:MOST_TOLD]), self.language)} {words}"

    def matrix(self, caption: str, most: int) -> Markup:
        """Who says what in at most so many disputes."""
        return self._kept(lambda: self._matrix(caption, most), "matrix", caption, most)

    def _matrix(self, caption: str, most: int) -> Markup:
        return _block(
            matrix.matrix(
                highlights.disputes(self.briefing, most),
                self.briefing.overview.sides,
                self.briefing.indexes.actors,
                caption=caption,
                href=self.href,
                statement=self._position,
                language=self.language,
                say=self.say,
            )
        )

    def ranges(self, dispute: records.Dispute) -> Markup:
        """The contested figures of one dispute on one scale; one figure alone needs none."""
        if sum(quantities.is_given(position) for position in dispute.positions) < 2:
            return Markup("")
        return _block(
            ranges.ranges(
                dispute.positions,
                self.briefing.indexes.actors,
                caption=dispute.question,
                href=self.href,
                measure=wording.term(dispute.measure, self.language) if dispute.measure else "",
                sides=self.briefing.overview.sides,
                language=self.language,
                say=self.say,
            )
        )

    def likelihood(self, view: records.View) -> Markup:
        """Where a view's likelihood stands on the scale, with its confidence beside it."""
        return _block(
            likelihood.likelihood(view.likelihood, view.confidence, language=self.language, say=self.say)
        )

    def _kept(self, draw: Callable[[], Markup], *what: Hashable) -> Markup:
        """A figure that is drawn again only when something in it has changed."""
        return self.kept.made((*what, self.page), draw)

    def _relation(self, actor: str, number: int) -> str:
        relation = self.briefing.indexes.actors[actor].relations[number]
        return self._html(actor, ("relations", number), relation)

    def _position(self, dispute: str, number: int) -> str:
        position = self.briefing.disputes[dispute].positions[number]
        return self._html(dispute, ("positions", number), position)

    def _html(self, owner: str, path: base.Path, item: base.Model) -> str:
        html = Markdown(extensions=["attr_list"]).convert(self.part(owner, path, item))
        return html.removeprefix("<p>").removesuffix("</p>")


def _block(html: str) -> Markup:
    """HTML as a block of Markdown, without the blank lines that would end it."""
    lines = (line for line in html.splitlines() if line.strip())
    return Markup("\n".join(lines))
