"""The MkDocs plugin `briefing`: translates between MkDocs and `site`, nothing else.

It checks on `on_config`, before MkDocs cleans anything, so that a bad edit never empties a published
folder. ProperDocs loads the same plugin and answers imports from `mkdocs` with its own modules.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from markdown.extensions.toc import slugify_unicode
from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from builder import console, favicon, keeping, pages, search, site, styles, urls
from builder.cache import Cache
from builder.conversion import ConvertedPage, Converter
from builder.problems import ContentError, Problem, Severity, counted
from builder.settings import DOCS_DIR
from builder.translation import functions

log = logging.getLogger("mkdocs.plugins.briefing")

# What the pages are written in, beside MkDocs' own choice: classes and ids, and Markdown within HTML; and
# what reads all of it in less time.
_EXTENSIONS = ("attr_list", "md_in_html", "builder.quick:Quick")
_WATCHED = ("content", "seeds", "templates")


class BriefingConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs is not typed throughout
    """The plugin's options as MkDocs sees them; `settings` reads and checks them, with positions."""

    severities = Optional(Type(object))


class BriefingPlugin(BasePlugin[BriefingConfig]):  # type: ignore[no-untyped-call]  # as above
    """Adds a briefing's pages to a site."""

    def __init__(self) -> None:
        self.serving = False
        self.site: site.Site | None = None
        # The address of the stylesheet in the site.
        self.stylesheet = ""
        # The files of the pages in the site, in reading order.
        self.reading_order: tuple[str, ...] = ()
        # What earlier builds made.
        self.root = Path()
        self.cache: Cache | None = None
        self.converter: Converter | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Drafts are shown while serving only."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the facts, write the pages, and tell MkDocs what it needs to know of them."""
        root = Path(config.config_file_path).resolve().parent
        if self.cache is None or self.root != root:
            self.root, self.cache = root, keeping.cache_of(root)
        base, folders = _edit_base(config), config.use_directory_urls
        try:
            if self.serving:
                self.site = site.build(root, drafts=True, edit_base=base, folders=folders)
            else:
                self.site = keeping.build(root, self.cache, edit_base=base, folders=folders)
        except ContentError as error:
            # After a failed build, the server of MkDocs answers nothing more until the next one succeeds.
            # So that the last good site can still be read, it is built once more.
            if not self.serving or self.site is None:
                raise PluginError(_failure(error.problems, root, "nothing was built")) from None
            log.error(_failure(error.problems, root, "the last good site stays"))
        else:
            _log(self.site.problems, root)
        if config.nav is None:
            config.nav = _navigation(self.site)
        config.watch += [str(root / name) for name in _WATCHED if (root / name).is_dir()]
        needed = [name for name in _EXTENSIONS if name not in config.markdown_extensions]
        config.markdown_extensions += needed
        # Headings on editors' own pages may be in any script.
        config.mdx_configs.setdefault("toc", {}).setdefault("slugify", slugify_unicode)
        _override_theme(config, root / "templates" / "theme")
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages, each with the YAML that it is edited in."""
        assert self.site is not None
        assert self.cache is not None
        for page in pages.all_pages(self.site.sections):
            file = File.generated(config, page.path, content=self.site.markdown[page.path])
            file.edit_uri = page.edit_uri
            files.append(file)
        for path in self.site.own_pages:
            if own := files.get_file_from_path(path):
                own.edit_uri = f"{DOCS_DIR}/{path}"
        files.append(File.generated(config, favicon.FILE, content=favicon.svg(self.site.masthead.title)))
        files.append(File.generated(config, search.INDEX, content=_index(self.site, files)))
        self.stylesheet = _join_styles(files, config)
        self.converter = Converter(self.cache, config)
        titles = dict(_titles(config.nav))
        for file in files.documentation_pages():
            ConvertedPage(titles.get(file.src_uri), file, config, self.converter)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Note in which order the pages are read: as in the navigation, then those that are not in it.

        Every page is known by now, so the conversion can begin.
        """
        assert self.converter is not None
        self.converter.begin(files)
        shown = [page.file.dest_uri for page in nav.pages]
        every = [file.dest_uri for file in files.documentation_pages()]
        self.reading_order = tuple(dict.fromkeys([*shown, *every]))
        return nav

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme the masthead, as `briefing`, and its words in the briefing's language."""
        assert self.site is not None
        masthead = self.site.masthead
        guide = files.get_file_from_path(masthead.how_to_read)
        how_to_read = guide.url if guide else ""
        env.globals["briefing"] = replace(masthead, how_to_read=how_to_read, serving=self.serving)
        env.globals["stylesheet"] = self.stylesheet
        front = files.get_file_from_path(urls.FRONT)
        env.globals["front_page"] = front.url if front else ""
        env.globals.update(functions(masthead.language))
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Everything is written: keep what was made for the next build."""
        assert self.converter is not None
        self.converter.end()

    def on_build_error(self, *, error: Exception) -> None:
        """Nothing more is converted."""
        if self.converter is not None:
            self.converter.end()


def _titles(nav: object) -> Iterator[tuple[str, str]]:
    """The file and title of every page that a navigation gives a title."""
    if isinstance(nav, list):
        for item in nav:
            yield from _titles(item)
    elif isinstance(nav, dict):
        for title, item in nav.items():
            if isinstance(item, str):
                yield item, title
            else:
                yield from _titles(item)


def _index(made: site.Site, files: Files) -> str:
    """The index of the search, with the addresses that the pages have in this site."""

    def href(address: urls.Address) -> str:
        file = files.get_file_from_path(address.page)
        assert file is not None, address
        return f"{file.url}#{address.anchor}"

    return search.index_script(made.entries, href)


def _join_styles(files: Files, config: MkDocsConfig) -> str:
    """Put one stylesheet in the place of the theme's many; its address.

    MkDocs has put a site's own sheets before the packaged ones already.
    """
    sheets = {file.src_uri: file for file in files.css_files()}
    if styles.FILE not in sheets:
        return ""  # another theme, which has its own ways
    made = styles.joined({path: file.content_bytes for path, file in sheets.items()})
    for problem in made.problems:
        log.warning("%s; it is left out", problem)
    for path in made.used:
        files.remove(sheets[path])
    files.append(File.generated(config, styles.FILE, content=made.text))
    return f"{styles.FILE}?{made.version}"


def _edit_base(config: MkDocsConfig) -> str:
    """The address below which the repository's host edits files; empty where it is not known."""
    if not config.repo_url or not config.edit_uri:
        return ""
    return f"{config.repo_url.rstrip('/')}/{config.edit_uri.strip('/')}/"


def _failure(problems: tuple[Problem, ...], root: Path, outcome: str) -> str:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return "\n".join(
        [f"the briefing has mistakes; {outcome}", console.as_text(errors, root), counted(problems)]
    )


def _log(problems: tuple[Problem, ...], root: Path) -> None:
    for problem in problems:
        if problem.severity is Severity.WARNING:
            log.warning("%s", console.as_text([problem], root))
    notes = sum(problem.severity is Severity.INFO for problem in problems)
    if notes:
        log.info("`briefing check` has notes on this briefing: %s", notes)


def _navigation(made: site.Site) -> list[object]:
    """The navigation in MkDocs' form: the pages made from facts, then the editors' own."""
    entries: list[object] = []
    for section in made.sections:
        if section.below:
            below = [{page.title: page.path} for page in section.below]
            entries.append({section.title: [{section.title: section.page.path}, *below]})
        else:
            entries.append({section.title: section.page.path})
    return [*entries, *made.own_pages]


def _override_theme(config: MkDocsConfig, folder: Path) -> None:
    """Let the site's own theme files stand before the packaged ones, file by file."""
    dirs = [Path(name).resolve() for name in config.theme.dirs]
    if folder.is_dir() and folder.resolve() not in dirs:
        config.theme.dirs.insert(0, str(folder))
