"""The MkDocs plugin `briefing`: translates between MkDocs and `site`, nothing else.

It checks on `on_config`, before MkDocs cleans anything, so that a bad edit never empties a published
folder. ProperDocs loads the same plugin and answers imports from `mkdocs` with its own modules.
"""

import logging
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

from builder import pages, site
from builder.problems import ContentError, Problem, Severity, counted
from builder.settings import DOCS_DIR

log = logging.getLogger("mkdocs.plugins.briefing")

_WATCHED = ("content", "seeds", "templates")


class BriefingConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs is not typed throughout
    """The plugin's options as MkDocs sees them; `settings` reads and checks them, with positions."""

    severities = Optional(Type(object))


class BriefingPlugin(BasePlugin[BriefingConfig]):  # type: ignore[no-untyped-call]  # as above
    """Adds a briefing's pages to a site."""

    def __init__(self) -> None:
        self.drafts = False
        self.site: site.Site | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Drafts are shown while serving only."""
        self.drafts = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the facts, write the pages, and tell MkDocs what it needs to know of them."""
        root = Path(config.config_file_path).resolve().parent
        try:
            self.site = site.build(root, drafts=self.drafts, edit_base=_edit_base(config))
        except ContentError as error:
            raise PluginError(_failure(error.problems)) from None
        _log(self.site.problems)
        if config.nav is None:
            config.nav = _navigation(self.site)
        config.watch += [str(root / name) for name in _WATCHED if (root / name).is_dir()]
        if "attr_list" not in config.markdown_extensions:
            config.markdown_extensions.append("attr_list")
        # Headings on editors' own pages may be in any script.
        config.mdx_configs.setdefault("toc", {}).setdefault("slugify", slugify_unicode)
        _override_theme(config, root / "templates" / "theme")
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages, each with the YAML that it is edited in."""
        assert self.site is not None
        for page in pages.all_pages(self.site.sections):
            file = File.generated(config, page.path, content=self.site.markdown[page.path])
            file.edit_uri = page.edit_uri
            files.append(file)
        for path in self.site.own_pages:
            if own := files.get_file_from_path(path):
                own.edit_uri = f"{DOCS_DIR}/{path}"
        return files

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme the masthead, as `briefing`."""
        assert self.site is not None
        masthead = self.site.masthead
        guide = files.get_file_from_path(masthead.how_to_read)
        env.globals["briefing"] = replace(masthead, how_to_read=guide.url if guide else "")
        return env


def _edit_base(config: MkDocsConfig) -> str:
    """The address below which the repository's host edits files; empty where it is not known."""
    if not config.repo_url or not config.edit_uri:
        return ""
    return f"{config.repo_url.rstrip('/')}/{config.edit_uri.strip('/')}/"


def _failure(problems: tuple[Problem, ...]) -> str:
    lines = [str(problem) for problem in problems if problem.severity is Severity.ERROR]
    return "\n".join(["the briefing has mistakes; nothing was built", *lines, counted(problems)])


def _log(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        if problem.severity is Severity.WARNING:
            log.warning("%s", problem)
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
