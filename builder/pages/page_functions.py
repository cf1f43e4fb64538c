"""What the templates of pages may call: each public method here is a function of theirs, under its name.

The functions know the page that they are called from, and make links relative to it. What they give is
Markdown; all else that a template prints is escaped as plain text.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeVar, get_args

from jinja2 import (
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from builder.facts import chronology, evidence
from builder.facts.briefing import OVERVIEW, Briefing
from builder.facts.passages import Passages, State, Use
from builder.machinery.results import Dependencies
from builder.model import base, dates, kinds, prose, records, vocabulary, wording
from builder.model.outlines import Name
from builder.model.prose import Target
from builder.model.translation import (
    digits,
    direction,
    listed,
    number,
    runs_otherwise,
    translations,
)
from builder.pages import addresses, excerpts
from builder.pages.figures import Drawings
from builder.pages.plan import Group, Plan
from builder.pages.published import Page

T = TypeVar("T")


class Referrer(NamedTuple):
    """What refers to a record or rests on a passage: its name, where it is shown, its kind in a word."""

    title: str
    address: addresses.Address
    kind: str


class Stated(NamedTuple):
    """What an actor says in a dispute; `number` is the position's place in it."""

    dispute: records.Dispute
    number: int
    position: records.Position


class PageFunctions:
    """The functions for the templates of one briefing's pages, as planned.

    `edit_base` is the address, ending in `/`, below which the repository's host edits files (empty: no edit
    links); `folders` is whether pages are published as folders. In `kept` is what was made from the facts
    before.
    """

    def __init__(
        self,
        briefing: Briefing,
        passages: Passages,
        plan: Plan,
        kept: Dependencies,
        *,
        edit_base: str,
        folders: bool,
    ) -> None:
        self.briefing = briefing
        self.passages = passages
        self.plan = plan
        self.addresses = plan.addresses
        self.edit_base = edit_base
        self.folders = folders
        self.language = briefing.language
        self._events_by_actor = kept.index("events of an actor", self._find_events_by_actor)
        self._positions_by_actor = kept.index("positions of an actor", self._find_positions_by_actor)
        self._members = kept.index("members of an actor", self._find_members)
        self._views_by_analyst = kept.index("views of an analyst", self._find_views_by_analyst)
        self._numbers = kept.index("number of a source", self._find_numbers)

    @classmethod
    def names(cls) -> list[str]:
        """The names under which templates may call the functions, in the order in which they stand here."""
        return [name for name in vars(cls) if not name.startswith("_") and name not in ("names", "drawings")]

    def drawings(self, page: Page, kept: Dependencies) -> Drawings:
        """The figures of a page; their links are written as browsers see them."""

        def part(owner: str, path: base.Path, item: Any) -> Markup:
            words = prose.inline(item.text or "", lambda record: self._target(page, record, published=True))
            return words + self._marks(page, owner, path, item, published=True)

        return Drawings(self.briefing, self.plan, kept, page.path, folders=self.folders, part=part)

    @pass_context
    def prose(self, context: Context, text: str) -> Markup:
        """A text field, its references as links."""
        return prose.inline(text, lambda record: self._target(context["page"], record))

    @pass_context
    def link(self, context: Context, record: str) -> Markup:
        """A link to a record, with its name."""
        target = self._target(context["page"], record)
        if target is None:
            return prose.literal(record)
        return prose.link(target)

    @pass_context
    def links(self, context: Context, ids: Iterable[str]) -> Markup:
        """Links to records, in a row."""
        return self.listed(self.link(context, record) for record in ids)

    @pass_context
    def referring(self, context: Context, found: Sequence[Referrer], most: int | None = None) -> Markup:
        """Links to what refers to something, in a row; of one name only the first with the name, the others
        with numbers. Of more than `most`, how many more there are."""
        by_title: dict[str, list[str]] = {}
        for referrer in found[:most]:
            same = by_title.setdefault(referrer.title, [])
            name = f"({number(len(same) + 1, self.language)})" if same else prose.literal(referrer.title)
            same.append(f"[{name}]({self.href(context, referrer.address)})")
        row = [Markup(" ".join(same)) for same in by_title.values()]
        if most is not None and len(found) > most:
            _ = translations(self.language).gettext
            row.append(Markup(_("{count} more").format(count=number(len(found) - most, self.language))))
        return self.listed(row)

    @pass_context
    def href(self, context: Context, address: addresses.Address | str) -> Markup:
        """The target of a link from this page to an address, or to the top of a page."""
        if isinstance(address, str):
            address = addresses.Address(address)
        return Markup(address.seen_from(context["page"].path))

    @pass_context
    def marks(self, context: Context, owner: str, path: base.Path, item: Any) -> Markup:
        """The citation marks of a statement, position … that stands at `path` of a record.

        Each leads to its passage on the source's page and carries the quote as its title.
        """
        return self._marks(context["page"], owner, path, item)

    def edit(self, record: str) -> Markup:
        """A link to a record's line in the YAML, where the repository's host is known."""
        if not self.edit_base:
            return Markup("")
        _ = translations(self.language).gettext
        where = self.briefing.edited_at(record)
        title = _("Edit “{title}”").format(title=self._named(record).heading)
        anchor = f"#L{where.line}" if where.line else ""
        target = prose.address(f"{self.edit_base}{where.path}{anchor}")
        label = _("Edit")
        return Markup(f'[{label}]({target} "{prose.attribute(title)}"){{ .edit }}')

    def listed(self, items: Iterable[str]) -> Markup:
        """Things in a row, as the language joins them; what is not Markdown yet is plain text."""
        shown = [item if isinstance(item, Markup) else self.isolated(item) for item in items]
        return Markup(listed(shown, self.language))

    def isolated(self, text: str) -> Markup:
        """Plain text, so that one in the other direction does not disturb the order of what is around it."""
        found = prose.literal(text)
        return Markup(f"<bdi>{found}</bdi>") if runs_otherwise(text, self.language) else found

    def spoken(self, source: str) -> Markup:
        """The attributes of a source's words: their language and direction where these are not the page's."""
        language = self.briefing.sources[source].language or self.language
        if language == self.language:
            return Markup("")
        return Markup(f' lang="{language}" dir="{direction(language)}"')

    def actors_by_kind(self, page: Page) -> list[tuple[str, list[records.Actor]]]:
        """The actors of each kind that a page shows, the kinds in the order of the vocabulary."""
        actors = self.briefing.actors
        groups = _grouped((actors[actor].kind, actors[actor]) for actor in page.records)
        return [(kind, groups[kind]) for kind in get_args(vocabulary.ActorKind) if kind in groups]

    def date(self, date: dates.EdtfDate | datetime.date) -> str:
        """A date in words."""
        if isinstance(date, datetime.date):
            date = dates.parse(date.isoformat())
        return dates.in_words(date, self.language)

    def support(self, item: records.Statement | str) -> evidence.Support:
        """The support of a statement, or of the record with an id."""
        if isinstance(item, str):
            return evidence.of_record(self.briefing, item)
        return evidence.of_statement(self.briefing, item)

    def entry_of(self, event: str) -> chronology.Placed[records.Event]:
        """An event in its place."""
        return chronology.entry(self.briefing.events, self.plan.timeline[event])

    def events_of(self, actor: str) -> list[chronology.Entry]:
        """The events in which an actor acted or was aimed at, in order."""
        return self._events_by_actor.get(actor, [])

    def by_page(self, entries: Iterable[chronology.Entry]) -> list[tuple[Page, int]]:
        """The pages on which events stand, each with how many."""
        found = Counter(self.addresses[entry.event.id].page for entry in entries)
        return [(self.plan.pages[path], count) for path, count in found.items()]

    def positions_of(self, actor: str) -> list[Stated]:
        """What an actor says in disputes."""
        return self._positions_by_actor.get(actor, [])

    def members_of(self, actor: str) -> list[records.Actor]:
        """The actors that are part of an actor."""
        return self._members.get(actor, [])

    def views_of(self, actor: str) -> list[records.View]:
        """The views of an analyst."""
        return self._views_by_analyst.get(actor, [])

    def actors_by_mention(self, most: int) -> list[records.Actor]:
        """The actors that most is said about, the most mentioned first."""
        mentions = self.briefing.mentions
        return sorted(self.briefing.actors.values(), key=lambda actor: -len(mentions.get(actor.id, ())))[
            :most
        ]

    def referrers(self, item: str | Iterable[Use]) -> list[Referrer]:
        """What refers to a record, or what carries these citations, each once, in order."""
        places: list[tuple[str, base.Path]]
        if isinstance(item, str):
            mentions = self.briefing.mentions.get(item, ())
            places = [(mention.record, ()) for mention in mentions if mention.record != item]
        else:
            # The path of a citation ends in `cites` and its number; what carries it stands above.
            places = [(use.record, use.path[:-2]) for use in item]
        return list(dict.fromkeys(self._referrer(owner, path) for owner, path in places))

    def paragraphs(self, source: str) -> list[excerpts.Paragraph]:
        """The paragraphs of a source's stored text; none where it has none."""
        return excerpts.of_source(self.passages, source) if source in self.passages.texts else []

    def unchecked(self, source: str) -> list[Use]:
        """The citations of a source that could not be looked up in a stored text."""
        uses = self.passages.uses.get(source, ())
        return [use for use in uses if self.passages.match(use.citation).state is State.NOT_CHECKED]

    def address_of(self, record: str) -> addresses.Address:
        """The page and anchor of a record."""
        return self.addresses[record]

    def address(self, href: str) -> Markup:
        """A web address as the target of a Markdown link."""
        return prose.address(href)

    def anchor(self, owner: str, path: base.Path) -> Markup:
        """The anchor of what stands at `path` of a record."""
        return Markup(addresses.anchor_of_part("" if owner == OVERVIEW else owner, path))

    def passage_anchor(self, start: int) -> Markup:
        """The anchor of the passage of a source that begins at this character."""
        return Markup(addresses.anchor_of_passage(start))

    def unchecked_anchor(self, use: Use) -> Markup:
        """The anchor of a citation that could not be looked up."""
        return Markup(addresses.anchor_of_unchecked(use.record, use.path))

    def stretch(self, text: str) -> Markup:
        """A stretch of a source's words that goes on before and after."""
        return prose.stretch(text)

    def quoted(self, text: str) -> str:
        """Words in the quotation marks of the briefing's language."""
        return wording.quoted(text, self.language)

    def timeline(self) -> list[chronology.Placed[records.Event]]:
        """Every event in its place, in order."""
        return chronology.entries(self.briefing.events, self.plan.timeline)

    def records_of(self, page: Page) -> list[records.Record]:
        """The records that stand on a page about many."""
        return [self.briefing.records[record] for record in page.records]

    def contents_of(self, page: Page) -> Sequence[Group]:
        """The pages into which a long page is divided."""
        return self.plan.contents.get(page.path, ())

    def newest_edition(self) -> records.Edition:
        """The edition of the latest day."""
        return max(self.briefing.editions.values(), key=lambda edition: edition.date)

    def disputes_about(self, record: str) -> Sequence[str]:
        """The disputes about a record, or about what it rests on."""
        return evidence.about(self.briefing, record)

    def by_kind(self, found: Iterable[Referrer]) -> list[tuple[str, list[Referrer]]]:
        """What refers to something, by its kind, as in the navigation; the front page comes first."""
        groups = _grouped((referrer.kind, referrer) for referrer in found)
        order = ("", *(kind.name for kind in kinds.in_navigation()))
        return [(kind, groups[kind]) for kind in order if kind in groups]

    def source_number(self, source: str) -> str:
        """The number of a source in citation marks, in the language's digits."""
        return digits(f"{self._numbers[source]}", self.language)

    def paragraph_number(self, number: int) -> str:
        """The number of a paragraph of a source, in the language's digits."""
        return digits(f"{number}", self.language)

    def number(self, value: int) -> str:
        """A number as the language writes it."""
        return number(value, self.language)

    def words(self, name: str) -> str:
        """A term of the vocabularies in words."""
        return wording.term(name, self.language)

    def view_by(self, kind: str, actor: Markup) -> Markup:
        """Whose view of which kind it is: `Assessment by` and the actor."""
        return Markup(wording.view_by(kind, self.language)).format(actor=actor)

    def actor_kinds(self, name: str) -> str:
        """A kind of actor as a heading over several."""
        return wording.actor_kinds(name, self.language)

    def record_kinds(self, name: str) -> str:
        """A kind of record as a heading over several."""
        return wording.record_kinds(name, self.language)

    def location(self, place: records.Place) -> str:
        """Where a place is marked, and how exactly."""
        return wording.location(place, self.language)

    def figure(self, item: records.Figure | records.Position) -> str:
        """A figure in words; empty where no number is given."""
        return wording.figure(item, self.language)

    def counted(self, item: records.Position | records.Figure) -> str:
        """Whom of the whole a figure counts."""
        return wording.counted(item, self.language)

    def share(self, band: vocabulary.LikelihoodBand) -> str:
        """The band of a likelihood in per cent."""
        return wording.share(band.low, band.high, self.language)

    def _marks(
        self, page: Page, owner: str, path: base.Path, item: Any, *, published: bool = False
    ) -> Markup:
        uses = [Use(owner, (*path, "cites", index), cite) for index, cite in enumerate(item.cites)]
        # A no-break space keeps the first mark on the line of the last word.
        marks = " ".join(self._mark(page, use, published=published) for use in uses)
        return Markup(f"\N{NO-BREAK SPACE}{marks}" if marks else "")

    def _find_events_by_actor(self) -> dict[str, list[chronology.Entry]]:
        return _grouped(
            (actor, entry)
            for entry in chronology.entries(self.briefing.indexes.events, self.plan.timeline)
            for actor in dict.fromkeys((*entry.event.by, *entry.event.against))
        )

    def _find_positions_by_actor(self) -> dict[str, list[Stated]]:
        return _grouped(
            (position.by, Stated(dispute, index, position))
            for dispute in self.briefing.disputes.values()
            for index, position in enumerate(dispute.positions)
        )

    def _find_members(self) -> dict[str, list[records.Actor]]:
        return _grouped((actor.part_of, actor) for actor in self.briefing.actors.values() if actor.part_of)

    def _find_views_by_analyst(self) -> dict[str, list[records.View]]:
        return _grouped((view.analyst, view) for view in self.briefing.views.values())

    def _find_numbers(self) -> dict[str, int]:
        """The number of each source in citation marks: its place in the file, from 1."""
        return {source: number for number, source in enumerate(self.briefing.sources, 1)}

    def _referrer(self, owner: str, path: base.Path) -> Referrer:
        if owner == OVERVIEW:
            name = wording.overview_part(path, self.language)
            return Referrer(name, addresses.of_part(self.addresses, owner, path), "")
        record = self._named(owner)
        return Referrer(record.heading, addresses.of_part(self.addresses, owner, path), record.kind_name)

    def _named(self, record_id: str) -> Name:
        record = self.briefing.named(record_id)
        assert record is not None
        return record

    def _href(self, page: Page, address: addresses.Address, *, published: bool) -> str:
        if published:
            return address.published(page.path, folders=self.folders)
        return address.seen_from(page.path)

    def _target(self, page: Page, record_id: str, *, published: bool = False) -> Target | None:
        record = self.briefing.named(record_id)
        if record is None:
            return None
        # A page does not link to itself.
        is_own = page.record == record_id
        href = "" if is_own else self._href(page, self.addresses[record_id], published=published)
        return Target(href, record.heading)

    def _mark(self, page: Page, use: Use, *, published: bool = False) -> str:
        _ = translations(self.language).gettext
        citation = use.citation
        number = self._numbers[citation.source]
        match = self.passages.match(citation)
        if match.state is State.FOUND:
            start = match.spans[0].start
            address = addresses.of_passage(citation.source, start)
            label = f"{number}.{self.passages.texts[citation.source].paragraph_of(start)}"
            title, classes = wording.quoted(citation.quote or "", self.language), ".cite"
        else:
            address = addresses.of_unchecked(citation.source, use.record, use.path)
            label = f"{number}"
            quote = wording.quoted(citation.quote, self.language) if citation.quote else ""
            title = " · ".join(filter(None, [quote, citation.locator, _("not checked")]))
            classes = ".cite .not-checked"
        href = self._href(page, address, published=published)
        return (
            f'[{digits(label, self.language)}]({href}){{ {classes} data-quote="{prose.attribute(title)}" }}'
        )


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for key, item in pairs:
        found.setdefault(key, []).append(item)
    return found
