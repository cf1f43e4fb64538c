"""Which pages there are, from which records, with which template: a plan, nothing made yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from builder import chronology, urls
from builder.briefing import OVERVIEW, Briefing
from builder.chronology import Entry
from builder.translation import translations


@dataclass(frozen=True, slots=True)
class Page:
    """One page to be written.

    `path` is its Markdown file in the site, `template` the file's name in `templates/pages/` without
    its ending, `record` the record that it is about (empty for pages about many), `file` and `line`
    the YAML that an editor opens to change it (line 0: the file or folder as a whole). `records` are those
    that stand on a page about many, in their order there.
    """

    path: str
    title: str
    template: str
    record: str
    file: str
    line: int = 0
    records: tuple[str, ...] = ()

    @property
    def edit_uri(self) -> str:
        """The YAML behind the page, relative to the repository, with its line as hosts write it."""
        return f"{self.file}#L{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the navigation: a page, or a page with others below it."""

    title: str
    page: Page
    below: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The navigation, where each record is shown, and the events in the order of the timeline, by id."""

    sections: tuple[Section, ...]
    addresses: urls.Addresses
    timeline: Mapping[str, Entry]


def plan(briefing: Briefing) -> Plan:
    """The pages of a briefing: only those that have something to show."""
    _ = translations(briefing.language).gettext
    timeline = _timeline(briefing)
    sections = [
        _section(briefing, _("Front page"), urls.FRONT, "front", [OVERVIEW]),
        _section(briefing, _("Background"), urls.BACKGROUND, "background", briefing.topics),
        _section(briefing, _("Timeline"), urls.TIMELINE, "timeline", timeline),
        _section(briefing, _("Actors"), urls.ACTORS, "actors", briefing.actors, "actor"),
        _section(briefing, _("Analyst views"), urls.VIEWS, "views", briefing.views),
        _section(briefing, _("Disputed claims"), urls.DISPUTES, "disputes", briefing.disputes),
        _section(briefing, _("Places"), urls.PLACES, "places", briefing.places),
        _section(briefing, _("What to watch"), urls.WATCH, "watch", _questions(briefing)),
        _section(briefing, _("Sources"), urls.SOURCES, "sources", briefing.sources, "source"),
        _section(briefing, _("What changed"), urls.CHANGES, "changes", _editions(briefing)),
        _section(briefing, _("How to read"), urls.HOW_TO_READ, "how-to-read", [OVERVIEW]),
    ]
    shown = tuple(section for section in sections if section)
    addresses = {
        record: urls.of_record(briefing.records[record], page.path)
        for page in all_pages(shown)
        for record in page.records
        if record != OVERVIEW
    }
    addresses[OVERVIEW] = urls.Address(urls.FRONT)
    return Plan(shown, MappingProxyType(addresses), MappingProxyType(timeline))


def all_pages(sections: Iterable[Section]) -> list[Page]:
    """Every page of a navigation, in its order."""
    return [page for section in sections for page in (section.page, *section.below)]


def _timeline(briefing: Briefing) -> dict[str, Entry]:
    """The events in order. Where the order given runs in a circle, of which a rule tells, it cannot count."""
    try:
        return {entry.event.id: entry for entry in chronology.in_order(briefing.events)}
    except ValueError:
        return {event.id: Entry(event) for event in briefing.events.values()}


def _questions(briefing: Briefing) -> list[str]:
    """The open questions, those that may be answered by what happens next before the others."""
    return sorted(briefing.questions, key=lambda question: briefing.questions[question].kind != "watch")


def _editions(briefing: Briefing) -> list[str]:
    """The editions, newest first."""
    newest_first = sorted(briefing.editions.values(), key=lambda edition: edition.date, reverse=True)
    return [edition.id for edition in newest_first]


def _section(
    briefing: Briefing, title: str, path: str, template: str, ids: Iterable[str], each: str = ""
) -> Section | None:
    """A page over records and, with a template `each`, one page for every record."""
    records = tuple(ids)
    if not records:
        return None
    files = dict.fromkeys(briefing.locate(record).path for record in records)
    file = next(iter(files)) if len(files) == 1 else next(iter(files)).rpartition("/")[0]
    page = Page(path, title, template, "", file, records=records)
    return Section(title, page, tuple(_own_page(briefing, record, each) for record in records if each))


def _own_page(briefing: Briefing, record_id: str, template: str) -> Page:
    record = briefing.records[record_id]
    where = briefing.locate(record_id)
    return Page(urls.own_page(record), record.heading, template, record_id, where.path, where.line)
