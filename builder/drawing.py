"""The figures of a briefing as HTML for its pages: what is drawn, and where its links lead.

Figures are HTML of our own within Markdown, so their links are written as browsers see them.
"""

from collections.abc import Callable

from markdown import Markdown
from markupsafe import Markup

from builder import records, urls, wording
from builder.briefing import Briefing
from builder.chronology import Entry
from builder.figures import likelihood, matrix, network, quantities, ranges, strip
from builder.figures.map import MapPlace
from builder.figures.map import draw as draw_map
from builder.translation import listed, translations

# The Markdown of a part of a record – its text with its marks – as it stands on a page.
PartOf = Callable[[str, records.Path, records.Model], Markup]


class Drawings:
    """The figures of one page.

    `page` is its path; `folders` whether pages are published as folders; `part` writes a statement with its
    marks, its links as browsers see them.
    """

    def __init__(self, briefing: Briefing, page: str, *, folders: bool, part: PartOf) -> None:
        self.briefing = briefing
        self.page = page
        self.folders = folders
        self.part = part
        self.language = briefing.overview.language
        self.say = translations(self.language).gettext

    def href(self, record: str) -> str:
        """The address of a record as a browser sees it from this page."""
        return urls.of_record(self.briefing.records[record]).published(self.page, folders=self.folders)

    def strip(self, entries: list[Entry], *, listed: bool) -> Markup:
        """The timeline strip."""
        overview = self.briefing.overview
        return _block(
            strip.strip(
                entries,
                overview.sides,
                overview.phases,
                self.briefing.actors,
                href=self.href,
                language=self.language,
                say=self.say,
                listed=listed,
            )
        )

    def map(self) -> Markup:
        """The map of every place that has a location, with what happened there."""
        happened: dict[str, list[str]] = {}
        for event in self.briefing.events.values():
            if event.place:
                happened.setdefault(event.place, []).append(event.title)
        notes = {place: listed(happened.get(place, []), self.language) for place in self.briefing.places}
        places = [
            MapPlace(
                place.id,
                place.name,
                place.location,
                place.precision,
                notes[place.id],
                place.aliases,
            )
            for place in self.briefing.places.values()
        ]
        chosen = self.briefing.overview.map or records.Map()
        return _block(
            draw_map(
                places,
                self.href,
                detail=chosen.detail,
                areas=self.briefing.areas,
                credit=chosen.layer.credit if chosen.layer else "",
                language=self.language,
                say=self.say,
            )
        )

    def network(self) -> Markup:
        """The network of actors."""
        return _block(
            network.network(
                self.briefing.actors,
                self.briefing.events.values(),
                self.briefing.overview.sides,
                href=self.href,
                relation=self._relation,
                language=self.language,
                say=self.say,
            )
        )

    def matrix(self, caption: str) -> Markup:
        """Who says what in every dispute."""
        return _block(
            matrix.matrix(
                list(self.briefing.disputes.values()),
                self.briefing.overview.sides,
                self.briefing.actors,
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
                self.briefing.actors,
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

    def _relation(self, actor: str, number: int) -> str:
        relation = self.briefing.actors[actor].relations[number]
        return self._html(actor, ("relations", number), relation)

    def _position(self, dispute: str, number: int) -> str:
        position = self.briefing.disputes[dispute].positions[number]
        return self._html(dispute, ("positions", number), position)

    def _html(self, owner: str, path: records.Path, item: records.Model) -> str:
        html = Markdown(extensions=["attr_list"]).convert(self.part(owner, path, item))
        return html.removeprefix("<p>").removesuffix("</p>")


def _block(html: str) -> Markup:
    """HTML as a block of Markdown, without the blank lines that would end it."""
    lines = (line for line in html.splitlines() if line.strip())
    return Markup("\n".join(lines))
