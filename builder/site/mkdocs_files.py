"""A briefing's site in MkDocs' terms: its files, its navigation, and what the theme knows of it."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from builder.checks import console
from builder.checks.marked_line import visible
from builder.files import journal
from builder.files.layout import DOCS_DIR
from builder.files.problems import Problem, Severity, counted
from builder.machinery import disk_trouble
from builder.pages import search_index
from builder.pages.published import Page, Site, all_pages
from builder.site import favicon, mkdocs_insides, stylesheet

_THEME = "briefing"
# What happens once a session, not once a build.
_OF_SESSIONS = frozenset({"startup", "shutdown", "serve"})

_log = logging.getLogger("mkdocs.plugins.briefing")


@dataclass(frozen=True)
class Style:
    """The stylesheet in the site: its address, which is empty with another theme; the theme's sheets by
    path; and those of them that went into it."""

    address: str = ""
    sheets: Mapping[str, File] = field(default_factory=dict)
    used: frozenset[str] = frozenset()


def add_files(made: Site, files: Files, config: MkDocsConfig) -> None:
    """Add the pages, each with the YAML that it is edited in, and what belongs to the site as a whole."""
    for page in all_pages(made.sections):
        files.append(page_file(page, made, config))
    for path in made.own_pages:
        if own := files.get_file_from_path(path):
            own.edit_uri = f"{DOCS_DIR}/{path}"
    files.append(File.generated(config, favicon.FILE, content=favicon.svg(made.masthead.title)))
    files.append(File.generated(config, search_index.INDEX, content=search_index.script(made.searched)))


def page_file(page: Page, made: Site, config: MkDocsConfig) -> File:
    """A page's Markdown as a file of MkDocs, with the YAML that it is edited in."""
    file = File.generated(config, page.path, content=made.markdown[page.path])
    file.edit_uri = page.edit_uri
    return file


def join_styles(files: Files, config: MkDocsConfig, *, versioned: bool) -> Style:
    """Put one stylesheet in the place of the theme's many.

    MkDocs has put a site's own sheets before the packaged ones already. The address changes with the text
    where it is to be `versioned`.
    """
    sheets = {file.src_uri: file for file in files.css_files()}
    if stylesheet.FILE not in sheets:
        return Style()  # another theme, which has its own ways
    made = joined(sheets)
    for path in made.used:
        files.remove(sheets[path])
    files.append(File.generated(config, stylesheet.FILE, content=made.text))
    address = f"{stylesheet.FILE}?{made.version}" if versioned else stylesheet.FILE
    return Style(address, sheets, made.used)


def joined(sheets: Mapping[str, File]) -> stylesheet.Stylesheet:
    """The one stylesheet; what had to be left out of it is told."""
    made = stylesheet.joined({path: file.content_bytes for path, file in sheets.items()})
    for problem in made.problems:
        _log.warning("%s; it is left out", problem)
    return made


def navigation(made: Site) -> list[object]:
    """The navigation in MkDocs' form: the pages made from facts, then the editors' own."""
    entries: list[object] = []
    for section in made.sections:
        if section.below:
            below = [{page.title: page.path} for page in section.below]
            entries.append({section.title: [{section.title: section.page.path}, *below]})
        else:
            entries.append({section.title: section.page.path})
    return [*entries, *made.own_pages]


def titles(nav: object) -> Iterator[tuple[str, str]]:
    """The file and title of every page that a navigation gives a title."""
    if isinstance(nav, list):
        for item in nav:
            yield from titles(item)
    elif isinstance(nav, dict):
        for title, item in nav.items():
            if isinstance(item, str):
                yield item, title
            else:
                yield from titles(item)


def known_to_theme(made: Site, files: Files, style: Style, *, serving: bool) -> dict[str, Any]:
    """What every page of the theme can show: the masthead, as `briefing`, and a few addresses."""
    guide = files.get_file_from_path(made.masthead.how_to_read)
    front = files.get_file_from_path(made.sections[0].page.path)
    how_to_read = guide.url if guide else ""
    return {
        "briefing": replace(made.masthead, how_to_read=how_to_read, serving=serving),
        "stylesheet": style.address,
        "front_page": front.url if front else "",
    }


def is_plain(config: MkDocsConfig, plugin: object) -> bool:
    """Whether pages are made by the packaged theme alone, without templates, plugins or hooks of others."""
    dirs = [Path(name).resolve() for name in config.theme.dirs]
    packaged = Path(utils.get_theme_dir(_THEME)).resolve()
    if config.theme.name != _THEME or foreign_events(config, plugin):
        return False
    before = dirs[: dirs.index(packaged)]
    return not any(True for folder in before for _ in folder.rglob("*.html"))


def foreign_events(config: MkDocsConfig, plugin: object) -> set[str]:
    """The events of a build in which plugins and hooks of others take part."""
    return mkdocs_insides.events_of_others(config, plugin) - _OF_SESSIONS


def edit_base(config: MkDocsConfig) -> str:
    """The address below which the repository's host edits files; empty where it is not known."""
    if not config.repo_url or not config.edit_uri:
        return ""
    return f"{config.repo_url.rstrip('/')}/{config.edit_uri.strip('/')}/"


def finish_what_was_cut_short(root: Path) -> None:
    """Finish or undo what a command that was killed left half in a briefing's folder, and report it."""
    try:
        recovered = journal.recover(root)
    except OSError as error:
        why = disk_trouble.in_words(error, root)
        _log.error("A command had been cut short; what it was writing cannot be finished yet: %s", why)
        return
    if recovered:
        _log.info("%s", visible(str(recovered)))


def failure(problems: tuple[Problem, ...], root: Path, outcome: str) -> str:
    """What is said of facts that have errors."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return "\n".join(
        [f"the briefing has mistakes; {outcome}", console.as_text(errors, root), counted(problems)]
    )


def tell(problems: tuple[Problem, ...], root: Path) -> None:
    """Report what was found in facts without errors."""
    for problem in problems:
        if problem.severity is Severity.WARNING:
            _log.warning("%s", console.as_text([problem], root))
    notes = sum(problem.severity is Severity.INFO for problem in problems)
    if notes:
        _log.info("`briefing check` has notes on this briefing: %s", notes)
