"""The MkDocs plugin `briefing`: at each event of a build, asks the module that knows what to do.

It checks on `on_config`, before MkDocs cleans anything, so that a bad edit never empties a published
folder. ProperDocs loads the same plugin and answers imports from `mkdocs` with its own modules.
"""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from jinja2 import Environment
from markdown.extensions.toc import slugify_unicode
from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from builder.files.layout import READ, Configuration
from builder.files.problems import ContentError
from builder.machinery import streams
from builder.machinery.disk_cache import Cache
from builder.machinery.progress import Progress
from builder.machinery.template_cache import Compiled
from builder.model.translation import functions
from builder.pages.published import Site
from builder.pipeline import kept
from builder.site import mkdocs_files, swap
from builder.site.conversion import Converter
from builder.site.converted_page import ConvertedPage
from builder.site.swap import Swap

if TYPE_CHECKING:  # what is needed only while serving is loaded only then
    from mkdocs.livereload import LiveReloadServer

    from builder.serve.session import Serving

# What the pages are written in, beside MkDocs' own choice: classes and ids, and Markdown within HTML; and
# what reads all of it in less time.
_EXTENSIONS = ("attr_list", "md_in_html", "builder.site.fast_markdown:Quick")
# What the environments of the theme have been made of, where nobody else has a hand in them.
_COMPILED = Compiled()


class BriefingConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs is not typed throughout
    """The plugin's options as MkDocs sees them; `settings` reads and checks them, with positions."""

    severities = Optional(Type(object))


class BriefingPlugin(BasePlugin[BriefingConfig]):  # type: ignore[no-untyped-call]  # as above
    """Adds a briefing's pages to a site."""

    def __init__(self) -> None:
        self.serves = self.is_dirty = False
        self.serving: Serving | None = None
        self.site: Site | None = None
        self.style = mkdocs_files.Style()
        self.own_navigation = False
        self.navigation = Navigation([], [])
        self.files = Files([])
        self.env = Environment()
        self.progress = Progress()
        # The files of the pages in the site, in reading order.
        self.reading_order: tuple[str, ...] = ()
        # What earlier builds made.
        self.root = Path()
        self.cache: Cache | None = None
        self.converter: Converter | None = None
        self.swap: Swap | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Drafts are shown while serving only."""
        streams.make_safe()
        self.serves, self.is_dirty, self.serving = command == "serve", dirty, None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the facts, write the pages, and tell MkDocs what it needs to know of them."""
        # What MkDocs reads from standard input has no path.
        file = Path(config.config_file_path or "-").resolve()
        configuration = Configuration(file, dict(self.config))
        root = configuration.root
        mkdocs_files.finish_what_was_cut_short(root)
        if self.cache is None or self.root != root:
            self.root, self.cache = root, kept.cache_of(root)
            if not self.serves:
                self.cache.held = 0  # nothing is asked for twice
        base, folders = mkdocs_files.edit_base(config), config.use_directory_urls
        needed = [name for name in _EXTENSIONS if name not in config.markdown_extensions]
        config.markdown_extensions += needed
        # Headings on editors' own pages may be in any script.
        config.mdx_configs.setdefault("toc", {}).setdefault("slugify", slugify_unicode)
        self.converter = Converter(self.cache, config)
        config.watch += [str(root / name) for name in READ if (root / name).is_dir()]
        config.watch += map(str, kept.settings_files(configuration)[0])
        if self.serves and self.serving is None:
            from builder.serve.session import Serving
            from builder.serve.watching import Watched

            watched = [file, *map(Path, [config.docs_dir, *config.watch])]
            self.serving = Serving(Watched(watched))
        try:
            if self.serving is not None:
                from builder.serve.rebuild import Rebuilding

                self.site = self.serving.make(Rebuilding(configuration, base, folders))
            else:
                self.site = kept.build(
                    configuration, self.cache, edit_base=base, folders=folders, helper=self.converter
                )
                mkdocs_files.tell(self.site.problems, root)
                # The facts are needed no more; they hold each other, and much of the memory.
                gc.collect()
        except ContentError as error:
            raise PluginError(mkdocs_files.failure(error.problems, root, "nothing was built")) from None
        self.own_navigation = config.nav is None
        if config.nav is None:
            config.nav = mkdocs_files.navigation(self.site)
        _override_theme(config, root / "templates" / "theme")
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Have the site built beside its place; from now on, what is served may be incomplete."""
        if self.serving is not None:
            self.serving.empty()
        elif not self.is_dirty:  # which builds on what is there
            try:
                self.swap = swap.give(config)
            except OSError as error:
                raise PluginError(swap.unwritten(error, Path(config.site_dir))) from None

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages, each with the YAML that it is edited in."""
        assert self.site is not None
        assert self.converter is not None
        mkdocs_files.add_files(self.site, files, config)
        self.style = mkdocs_files.join_styles(files, config, versioned=not self.serves)
        titles = dict(mkdocs_files.titles(config.nav))
        for file in files.documentation_pages():
            ConvertedPage(titles.get(file.src_uri), file, config, self.converter)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Note in which order the pages are read: as in the navigation, then those that are not in it.

        Every page is known by now, so the conversion can begin.
        """
        assert self.converter is not None
        self.converter.complete(files)
        shown = [page.file.dest_uri for page in nav.pages]
        every = [file.dest_uri for file in files.documentation_pages()]
        self.reading_order = tuple(dict.fromkeys([*shown, *every]))
        self.files, self.navigation = files, nav
        self.progress = Progress(len(files.documentation_pages()), "Converting pages")
        return nav

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """One more page is converted."""
        self.progress.step()
        return html

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme the masthead, as `briefing`, and its words in the briefing's language."""
        assert self.site is not None
        self.progress.end()
        known = mkdocs_files.known_to_theme(self.site, files, self.style, serving=self.serves)
        env.globals.update(known)
        env.globals.update(functions(self.site.masthead.language))
        self.env = env
        if mkdocs_files.is_plain(config, self):
            env.bytecode_cache = _COMPILED
        return env

    @event_priority(-100)  # other plugins may still write into the site
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Everything is written: put the site in its place, and keep what was made for the next build."""
        assert self.site is not None
        assert self.converter is not None
        self.converter.end()
        if self.swap is not None:
            swap.take(config, self.swap)
            self.swap = None
        if self.serving is not None:
            from builder.serve.built_site import Built
            from builder.serve.session import can_follow

            if can_follow(config, self, self.files, self.converter):
                built = Built(
                    self.site,
                    config,
                    self.files,
                    self.navigation,
                    self.env,
                    self.converter,
                    self.style,
                    self.own_navigation,
                    plain=mkdocs_files.is_plain(config, self),
                    alone=not mkdocs_files.foreign_events(config, self),
                )
                self.serving.follow(built)

    @event_priority(-100)  # other plugins may still give the server what MkDocs gave them
    def on_serve(
        self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> "LiveReloadServer":
        """Have only what changes built while serving, as soon as it changes."""
        if self.serving is not None and not self.is_dirty:
            from builder.serve.session import take_over

            take_over(server, self.serving)
            for name in READ:  # also what is made only while serving
                server.watch(str(self.root / name))
        return server

    def on_shutdown(self) -> None:
        """Keep what was made while serving, too; a build that was broken off leaves nothing."""
        self._discard()
        if self.cache is not None:
            self.cache.end_build()

    def on_build_error(self, *, error: Exception) -> None:
        """Nothing more is converted, and the site that was there stays."""
        self.progress.end()
        if self.converter is not None:
            self.converter.end()
        said = self.swap.failure(error) if self.swap is not None else None
        self._discard()
        if said:
            raise PluginError(said) from None

    def _discard(self) -> None:
        if self.swap is not None:
            self.swap.discard()
            self.swap = None


def _override_theme(config: MkDocsConfig, folder: Path) -> None:
    """Let the site's own theme files stand before the packaged ones, file by file."""
    dirs = [Path(name).resolve() for name in config.theme.dirs]
    if folder.is_dir() and folder.resolve() not in dirs:
        config.theme.dirs.insert(0, str(folder))
