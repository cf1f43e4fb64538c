"""Pages to Markdown, by the Jinja2 templates in `templates/pages/`.

Whatever a template prints is escaped as plain text, unless it comes from one of the functions here; so
no template can forget to. The functions know the page that they are called from, and make links
relative to it.
"""

import datetime
import re
import traceback
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, get_args

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from builder import chronology, dates, evidence, excerpts, prose, records, urls, vocabulary, wording
from builder.briefing import OVERVIEW, Briefing
from builder.drawing import Drawings
from builder.pages import Page, Plan
from builder.passages import Passages, State, Use
from builder.problems import ContentError, Location, Problem
from builder.translation import digits, direction, functions, listed, number, runs_otherwise, translations

T = TypeVar("T")


class Referrer(NamedTuple):
    """What refers to a record or rests on a passage: its name, where it is shown, its kind in a word."""

    title: str
    address: urls.Address
    kind: str


class Stated(NamedTuple):
    """What an actor says in a dispute; `number` is the position's place in it."""

    dispute: records.Dispute
    number: int
    position: records.Position


class Renderer:
    """Renders the pages of one briefing, as planned.

    `root` is the briefing's folder, whose `templates/pages/` overrides the packaged templates file by
    file; `edit_base` is the address, ending in `/`, below which the repository's host edits files
    (empty: no edit links); `folders` is whether pages are published as folders, which only figures need
    to know: all other links are Markdown's, from file to file.
    """

    def __init__(
        self,
        briefing: Briefing,
        passages: Passages,
        plan: Plan,
        root: Path,
        edit_base: str = "",
        *,
        folders: bool = True,
    ) -> None:
        self.briefing = briefing
        self.plan = plan
        self.addresses = plan.addresses
        self.folders = folders
        self.passages = passages
        self.edit_base = edit_base
        self.root = root.resolve()
        self.language = language = briefing.language
        self.environment = _environment(root, language)
        self.environment.globals.update(
            # What there is
            briefing=briefing,
            overview=briefing.overview,
            vocabulary=vocabulary,
            urls=urls,
            address_of=lambda record: plan.addresses[record],
            # Text, links, marks
            prose=self.text,
            link=self.link,
            links=self.links,
            referring=self.referring,
            href=self.href,
            address=prose.address,
            marks=self.marks,
            edit=self.edit,
            anchor=_anchor,
            passage_anchor=lambda start: Markup(urls.anchor_of_passage(start)),
            unchecked_anchor=lambda use: Markup(urls.anchor_of_unchecked(use.record, use.path)),
            stretch=prose.stretch,
            isolated=self.isolated,
            spoken=self.spoken,
            quoted=lambda text: wording.quoted(text, language),
            # What follows from the facts
            timeline=lambda: list(plan.timeline.values()),
            entry_of=lambda event: plan.timeline[event],
            records_of=lambda page: [briefing.records[record] for record in page.records],
            contents_of=lambda page: plan.contents.get(page.path, ()),
            newest_edition=lambda: max(briefing.editions.values(), key=lambda edition: edition.date),
            events_of=self.events_of,
            by_page=self.by_page,
            positions_of=self.positions_of,
            members_of=self.members_of,
            views_of=self.views_of,
            actors_by_kind=self.actors_by_kind,
            by_kind=_by_kind,
            actors_by_mention=self.actors_by_mention,
            referrers=self.referrers,
            support=self.support,
            disputes_about=lambda record: evidence.about(briefing, record),
            only_outlet=briefing.only_outlet,
            paragraphs=self.paragraphs,
            unchecked=self.unchecked,
            source_number=lambda source: digits(f"{self._numbers[source]}", language),
            paragraph_number=lambda number: digits(f"{number}", language),
            # Wording
            date=self.date,
            listed=self.listed,
            number=lambda value: number(value, language),
            words=lambda name: wording.term(name, language),
            view_by=lambda kind, actor: Markup(wording.view_by(kind, language)).format(actor=actor),
            actor_kinds=lambda name: wording.actor_kinds(name, language),
            record_kinds=lambda name: wording.record_kinds(name, language),
            location=lambda place: wording.location(place, language),
            figure=lambda item: wording.figure(item, language),
            share=lambda band: wording.share(band.low, band.high, language),
        )

    def render(self, page: Page) -> str:
        """One page as Markdown; raises `ContentError` for a mistake in a template."""
        record = self.briefing.records.get(page.record)
        try:
            template = self.environment.get_template(f"{page.template}.md.jinja")
            markdown = template.render(page=page, record=record, drawings=self._drawings(page))
        except TemplateError as error:
            raise ContentError([self._template_problem(error)]) from error
        return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", markdown)).strip() + "\n"

    def _template_problem(self, error: TemplateError) -> Problem:
        """Where a template went wrong: Jinja puts the template's own lines into the traceback."""
        frames = traceback.extract_tb(error.__traceback__)
        places = [
            (frame.filename, frame.lineno or 0) for frame in frames if frame.filename.endswith(".jinja")
        ]
        if isinstance(error, TemplateSyntaxError) and error.filename:
            places.append((error.filename, error.lineno))
        file, line = places[-1] if places else ("templates/pages", 0)
        path = Path(file)
        name = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()
        hint = "Remove the file to go back to the packaged template of the same name."
        return Problem("template-invalid", Location(name, line, 1 if line else 0), f"{error}", hint)

    def _drawings(self, page: Page) -> Drawings:
        def part(owner: str, path: records.Path, item: Any) -> Markup:
            words = prose.inline(item.text or "", lambda record: self._target(page, record, published=True))
            return words + self._marks(page, owner, path, item, published=True)

        return Drawings(self.briefing, self.addresses, page.path, folders=self.folders, part=part)

    @pass_context
    def text(self, context: Context, text: str) -> Markup:
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
    def href(self, context: Context, address: urls.Address | str) -> Markup:
        """The target of a link from this page to an address, or to the top of a page."""
        if isinstance(address, str):
            address = urls.Address(address)
        return Markup(address.seen_from(context["page"].path))

    @pass_context
    def marks(self, context: Context, owner: str, path: records.Path, item: Any) -> Markup:
        """The citation marks of a statement, position … that stands at `path` of a record.

        Each leads to its passage on the source's page and carries the quote as its title.
        """
        return self._marks(context["page"], owner, path, item)

    def _marks(
        self, page: Page, owner: str, path: records.Path, item: Any, *, published: bool = False
    ) -> Markup:
        uses = [Use(owner, (*path, "cites", index), cite) for index, cite in enumerate(item.cites)]
        # A no-break space keeps the first mark on the line of the last word.
        marks = " ".join(self._mark(page, use, published=published) for use in uses)
        return Markup(f"\N{NO-BREAK SPACE}{marks}" if marks else "")

    def edit(self, record: str) -> Markup:
        """A link to a record's line in the YAML, where the repository's host is known."""
        if not self.edit_base:
            return Markup("")
        _ = translations(self.language).gettext
        where = self.briefing.locate(record)
        title = _("Edit “{title}”").format(title=self.briefing.records[record].heading)
        target = prose.address(f"{self.edit_base}{where.path}#L{where.line}")
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
        places: list[tuple[str, records.Path]]
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

    @cached_property
    def _events_by_actor(self) -> dict[str, list[chronology.Entry]]:
        return _grouped(
            (actor, entry)
            for entry in self.plan.timeline.values()
            for actor in dict.fromkeys((*entry.event.by, *entry.event.against))
        )

    @cached_property
    def _positions_by_actor(self) -> dict[str, list[Stated]]:
        return _grouped(
            (position.by, Stated(dispute, index, position))
            for dispute in self.briefing.disputes.values()
            for index, position in enumerate(dispute.positions)
        )

    @cached_property
    def _members(self) -> dict[str, list[records.Actor]]:
        return _grouped((actor.part_of, actor) for actor in self.briefing.actors.values() if actor.part_of)

    @cached_property
    def _views_by_analyst(self) -> dict[str, list[records.View]]:
        return _grouped((view.analyst, view) for view in self.briefing.views.values())

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The number of each source in citation marks: its place in the file, from 1."""
        return {source: number for number, source in enumerate(self.briefing.sources, 1)}

    def _referrer(self, owner: str, path: records.Path) -> Referrer:
        if owner == OVERVIEW:
            name = wording.overview_part(path, self.language)
            return Referrer(name, urls.of_part(self.addresses, owner, path), "")
        record = self.briefing.records[owner]
        return Referrer(record.heading, urls.of_part(self.addresses, owner, path), record.kind_name)

    def _href(self, page: Page, address: urls.Address, *, published: bool) -> str:
        if published:
            return address.published(page.path, folders=self.folders)
        return address.seen_from(page.path)

    def _target(self, page: Page, record_id: str, *, published: bool = False) -> prose.Target | None:
        record = self.briefing.records.get(record_id)
        if record is None:
            return None
        # A page does not link to itself.
        is_own = page.record == record_id
        href = "" if is_own else self._href(page, self.addresses[record_id], published=published)
        return prose.Target(href, record.heading)

    def _mark(self, page: Page, use: Use, *, published: bool = False) -> str:
        _ = translations(self.language).gettext
        citation = use.citation
        number = self._numbers[citation.source]
        match = self.passages.match(citation)
        if match.state is State.FOUND:
            start = match.spans[0].start
            address = urls.of_passage(citation.source, start)
            label = f"{number}.{self.passages.texts[citation.source].paragraph_of(start)}"
            title, classes = wording.quoted(citation.quote or "", self.language), ".cite"
        else:
            address = urls.of_unchecked(citation.source, use.record, use.path)
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


def _by_kind(found: Iterable[Referrer]) -> list[tuple[str, list[Referrer]]]:
    """What refers to something, by its kind, in the order of the navigation; the front page comes first."""
    groups = _grouped((referrer.kind, referrer) for referrer in found)
    return [(kind, groups[kind]) for kind in ("", *wording.RECORD_KINDS) if kind in groups]


def _anchor(owner: str, path: records.Path) -> Markup:
    return Markup(urls.anchor_of_part("" if owner == OVERVIEW else owner, path))


def _environment(root: Path, language: str) -> Environment:
    packaged = Path(str(resources.files("builder.templates") / "pages"))
    folders = dict.fromkeys(folder.resolve() for folder in (root / "templates" / "pages", packaged))
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(functions(language, Markup, _finalize))
    environment.filters.update(attribute=prose.attribute, capitalise=wording.capitalise)
    return environment


def _finalize(value: Any) -> Any:
    """What a template prints: Markdown from the functions here as it is, all else as plain text."""
    return value if isinstance(value, Markup) else prose.literal(str(value))
