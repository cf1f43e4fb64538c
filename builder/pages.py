"""Which pages there are, from which records, with which template: a plan, nothing made yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from builder import urls
from builder.briefing import OVERVIEW, Briefing
from builder.translation import translations


@dataclass(frozen=True, slots=True)
class Page:
    """One page to be written.

    `path` is its Markdown file in the site, `template` the file's name in `templates/pages/` without
    its ending, `record` the record that it is about (empty for pages about many), `file` and `line`
    the YAML that an editor opens to change it (line 0: the file or folder as a whole).
    """

    path: str
    title: str
    template: str
    record: str
    file: str
    line: int = 0

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


def plan(briefing: Briefing) -> tuple[Section, ...]:
    """The navigation of a briefing: only pages that have something to show."""
    _ = translations(briefing.overview.language).gettext
    sections = [
        _section(briefing, _("Front page"), urls.FRONT, "front", [OVERVIEW]),
        _section(briefing, _("Background"), urls.BACKGROUND, "background", briefing.topics),
        _section(briefing, _("Timeline"), urls.TIMELINE, "timeline", briefing.events),
        _section(briefing, _("Actors"), urls.ACTORS, "actors", briefing.actors, "actor"),
        _section(briefing, _("Analyst views"), urls.VIEWS, "views", briefing.views),
        _section(briefing, _("Disputed claims"), urls.DISPUTES, "disputes", briefing.disputes),
        _section(briefing, _("Places"), urls.PLACES, "places", briefing.places),
        _section(briefing, _("What to watch"), urls.WATCH, "watch", briefing.questions),
        _section(briefing, _("Sources"), urls.SOURCES, "sources", briefing.sources, "source"),
        _section(briefing, _("What changed"), urls.CHANGES, "changes", briefing.editions),
        _section(briefing, _("How to read"), urls.HOW_TO_READ, "how-to-read", [OVERVIEW]),
    ]
    return tuple(section for section in sections if section)


def all_pages(sections: Iterable[Section]) -> list[Page]:
    """Every page of a navigation, in its order."""
    return [page for section in sections for page in (section.page, *section.below)]


def _section(
    briefing: Briefing, title: str, path: str, template: str, ids: Iterable[str], each: str = ""
) -> Section | None:
    """A page over records and, with a template `each`, one page for every record."""
    records = list(ids)
    if not records:
        return None
    files = dict.fromkeys(briefing.locate(record).path for record in records)
    file = next(iter(files)) if len(files) == 1 else next(iter(files)).rpartition("/")[0]
    page = Page(path, title, template, "", file)
    return Section(title, page, tuple(_own_page(briefing, record, each) for record in records if each))


def _own_page(briefing: Briefing, record_id: str, template: str) -> Page:
    record = briefing.records[record_id]
    where = briefing.locate(record_id)
    return Page(urls.of_record(record).page, record.heading, template, record_id, where.path, where.line)
