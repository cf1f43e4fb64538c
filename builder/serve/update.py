"""Bringing what was built up to date with facts, texts, styles and templates that have changed.

What is served is then, byte for byte, what MkDocs would have built, apart from the days on which the
sitemap says that pages were made.
"""

import re
from pathlib import Path

from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from builder.pages import search_index
from builder.pages.published import Site, all_pages
from builder.serve.built_site import Built, NotKnownError, frames, page_of, rewrite, served
from builder.serve.watching import Changes
from builder.site import favicon, mkdocs_files, mkdocs_insides, one_page, stylesheet
from builder.site.converted_page import ConvertedPage
from builder.site.surroundings import link_to

# All of a page's text up to the first heading, which is what others may show of it.
_BEGINNING = re.compile(r"(?s).*?^#[^\n]*", re.MULTILINE)


class Update:
    """One update of what was built; `NotKnownError` where only a build of everything can tell."""

    def __init__(self, built: Built, changes: Changes) -> None:
        self.built = built
        self.config = built.config
        # Whether pages are edited at another place than before.
        self.is_edited_elsewhere = False
        # Whether a template that any page may be put into has changed.
        self.is_other_template = False
        # Files that have changed beside the facts: pages to be read again, and others to be copied.
        self.texts: dict[str, File] = {}
        self.others: dict[str, File] = {}
        # Pages of which others may show something new.
        self.shown_elsewhere: set[str] = set()
        # Whether facts, their sources, or templates of their pages have changed.
        self.concerns_facts = False
        self._sort(changes)

    def _sort(self, changes: Changes) -> None:
        root = Path(self.config.config_file_path).resolve().parent
        docs = Path(self.config.docs_dir).resolve()
        facts = [root / name for name in ("content", "seeds", "templates/pages")]
        every = changes.changed | changes.added | changes.removed
        beside = {
            path
            for path in every
            if path.is_relative_to(docs) or not any(path.is_relative_to(folder) for folder in facts)
        }
        self.concerns_facts = len(beside) < len(every)
        if not beside:
            return
        if not changes.changed.issuperset(beside):
            raise NotKnownError
        known = {
            Path(file.abs_src_path).resolve(): file
            for file in (*self.built.files, *self.built.style.sheets.values())
            if file.abs_src_path
        }
        themes = [Path(folder).resolve() for folder in self.config.theme.dirs]
        for path in beside:
            file = known.get(path)
            if file is not None:
                (self.texts if file.is_documentation_page() else self.others)[file.src_uri] = file
            elif path.suffix == ".html" and any(path.is_relative_to(folder) for folder in themes):
                self.is_other_template = True
            else:
                raise NotKnownError

    def run(self, made: Site) -> int:
        """Bring everything up to date, or note that it is old; how many pages that are."""
        built, config, before = self.built, self.config, self.built.site
        if made.own_pages != before.own_pages or made.masthead.language != before.masthead.language:
            raise NotKnownError
        files, moved, removed = self._files(made)
        nav = self._navigation(made, files)
        built.site, built.files = made, files
        shown = served(files)
        if moved:
            self.texts |= {file.src_uri: file for file in shown if page_of(file).asked_for(moved)}
        self._read()

        known = mkdocs_files.known_to_theme(made, files, built.style, serving=True)
        everywhere = any(built.env.globals.get(name) != value for name, value in known.items())
        now = frames(shown, nav) if self._is_reframed(nav) else built.frames
        around = everywhere or nav is not built.nav or now != built.frames
        if around and not built.plain:
            raise NotKnownError
        built.env.globals.update(known)
        if self.is_other_template:
            built.env = built.env.overlay()  # one that has read no template yet
            everywhere = around = True
        if around:
            for name in config.theme.static_templates:
                one_page.write_template(name, built.env, files, config, nav)
        changed = [
            file
            for file in shown
            if everywhere or file.src_uri in self.texts or now[file.src_uri] != built.frames.get(file.src_uri)
        ]
        built.nav, built.frames = nav, now
        built.outdate(changed)
        for file in removed:
            built.forget(file)
        if made.searched != before.searched or moved:
            built.outdate([_file(files, search_index.INDEX)])
        self._write_others(made, files)
        for file in changed:
            # Where a page is on disk the server sees whether there is one at an address.
            if not built.alone or file.src_uri in moved:
                built.write(file.dest_uri)
        self._check_links()
        return len(changed)

    def _files(self, made: Site) -> tuple[Files, set[str], list[File]]:
        """The files with the pages that there are now, the paths that are new or gone, and what is gone."""
        config, files = self.config, self.built.files
        before = {page.path: page for page in all_pages(self.built.site.sections)}
        now = {page.path: page for page in all_pages(made.sections)}
        for path, page in now.items():
            was = before.get(path)
            if was is None:
                continue
            text, text_before = made.markdown[path], self.built.site.markdown[path]
            if text != text_before:
                file = _file(files, path)
                file.content_string = text
                self.texts[path] = file
                beginning = _BEGINNING.match(text)
                if beginning is None or not text_before.startswith(f"{beginning[0]}\n"):
                    self.shown_elsewhere.add(path)
            if was.edit_uri != page.edit_uri:
                # Another page of the same file knows how an address to edit it is made.
                other = mkdocs_files.page_file(page, made, config)
                page_of(_file(files, path)).edit_url = Page(None, other, config).edit_url
                self.is_edited_elsewhere = True
        if list(before) == list(now):
            return files, set(), []
        moved = before.keys() ^ now.keys()
        new = [mkdocs_files.page_file(page, made, config) for path, page in now.items() if path not in before]
        mkdocs_insides.set_exclusions(new, config)
        self.texts |= {file.src_uri: file for file in new}
        self.shown_elsewhere |= {file.src_uri for file in new}
        ours = {file.src_uri: file for file in (*files, *new) if file.src_uri in now}
        others = [file for file in files if file.src_uri not in before]
        # As in a build of everything: own files and the theme's, the pages, what was added after them.
        place = next(place for place, file in enumerate(others) if file.src_uri == favicon.FILE)
        every = Files([*others[:place], *(ours[path] for path in now), *others[place:]])
        return every, set(moved), [_file(files, path) for path in before if path not in now]

    def _navigation(self, made: Site, files: Files) -> Navigation:
        """The navigation as it is now: the last one where nothing in it has changed."""
        config, built = self.config, self.built
        wanted = mkdocs_files.navigation(made) if built.own_navigation else config.nav
        if files is built.files and wanted == config.nav:
            return built.nav
        config.nav = wanted
        titles = dict(mkdocs_files.titles(wanted))
        for file in files.documentation_pages():
            if file.page is None:
                ConvertedPage(titles.get(file.src_uri), file, config, built.converter)
            elif file.src_uri in titles:
                file.page.title = titles[file.src_uri]
            page = page_of(file)
            page.parent = page.previous_page = page.next_page = None
        return get_navigation(files, config)

    def _read(self) -> None:
        """Read the pages whose text has changed, or note that they are to be read before they are shown.

        At once only those of which other pages may show something: generated pages others link to by
        addresses and titles, which are known without.
        """
        for path, file in self.texts.items():
            if self.built.alone and file.generated_by is not None and path not in self.shown_elsewhere:
                self.built.unread.add(path)
            else:
                self.built.read(page_of(file))

    def _is_reframed(self, nav: Navigation) -> bool:
        """Whether the theme may show something else around pages."""
        before = self.built.frames
        return (
            nav is not self.built.nav
            or self.is_edited_elsewhere
            or any(link_to(page_of(file)) != before[path].own for path, file in self.texts.items())
        )

    def _write_others(self, made: Site, files: Files) -> None:
        """Write what belongs to no page: the styles, the sign of the site, files that were changed."""
        style = self.built.style
        rewrite(_file(files, favicon.FILE), favicon.svg(made.masthead.title))
        if style.sheets.keys() & self.others.keys():
            joined = mkdocs_files.joined(style.sheets)
            if joined.used != style.used:
                raise NotKnownError
            rewrite(_file(files, stylesheet.FILE), joined.text)
        for path, file in self.others.items():
            if path not in style.used:
                file.copy_file()

    def _check_links(self) -> None:
        """Tell of links on editors' own pages, and on those just read, that lead to no anchor."""
        built = self.built
        checked = [
            page_of(file)
            for file in served(built.files)
            if file.generated_by is None or (file.src_uri in self.texts and file.src_uri not in built.unread)
        ]
        for page in checked:
            for target in mkdocs_insides.linked_by_anchors(page):
                if target.src_uri in built.unread:
                    built.read(page_of(target))
            mkdocs_insides.check_anchors(page, built.files, self.config)


def _file(files: Files, path: str) -> File:
    file = files.get_file_from_path(path)
    assert file is not None, path
    return file
