"""What is served: the objects that MkDocs made in its last build, brought up to date after each edit.

A page is put on disk only when somebody asks for it, and the index of the search as well: until then it is
noted that what is there is old. So an edit that reaches hundreds of pages shows as soon as the one that is
looked at has been made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from builder.pages import search_index
from builder.pages.published import Site
from builder.site import mkdocs_files, one_page, surroundings
from builder.site.conversion import Converter
from builder.site.converted_page import ConvertedPage


class NotKnownError(Exception):
    """What an edit changes can be found out only by building everything."""


@dataclass
class Built:
    """The site, the objects that MkDocs made of it, and what of it the theme shows around every page, by
    the page's file.

    `own_navigation` is whether the navigation follows from the facts; `plain` whether the theme is ours
    alone, so that it is known what a page shows of others; `alone` whether no plugin or hook of others
    takes part, so that it does not matter in which order pages are made.
    """

    site: Site
    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    converter: Converter
    style: mkdocs_files.Style
    own_navigation: bool
    plain: bool
    alone: bool
    frames: dict[str, surroundings.Frame] = field(init=False)
    # What is old on disk, by its path there, and the paths of pages whose text has not been read since.
    old: dict[str, File] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.frames = frames(served(self.files), self.nav)

    def outdate(self, files: Iterable[File]) -> None:
        """Note that files on disk are old."""
        self.old |= {file.dest_uri: file for file in files}

    def forget(self, file: File) -> None:
        """Remove a page that is gone from disk, and the folders that held nothing else."""
        self.old.pop(file.dest_uri, None)
        self.unread.discard(file.src_uri)
        written = Path(file.abs_dest_path)
        written.unlink(missing_ok=True)
        top = Path(file.dest_dir)
        for folder in written.parents:
            if folder == top or not folder.is_dir() or any(folder.iterdir()):
                return
            folder.rmdir()

    def read(self, page: ConvertedPage) -> None:
        """Read and convert a page's text as it is now."""
        one_page.read(page, self.config, self.files)
        self.unread.discard(page.file.src_uri)

    def write(self, path: str) -> None:
        """Put a file on disk as it is now, if the one that is there is old."""
        file = self.old.pop(path, None)
        if file is None:
            return
        if file.src_uri == search_index.INDEX:
            rewrite(file, search_index.script(self.site.searched))
            return
        page = page_of(file)
        if file.src_uri in self.unread:
            self.read(page)
        one_page.write_page(page, served(self.files), self.config, self.nav, self.env)


def served(files: Files) -> Sequence[File]:
    """The files of the pages that are shown."""
    return files.documentation_pages(inclusion=InclusionLevel.is_in_serve)


def frames(shown: Iterable[File], nav: Navigation) -> dict[str, surroundings.Frame]:
    """What the theme shows around pages, by their files."""
    top = surroundings.top_of(nav)
    return {file.src_uri: surroundings.frame_of(page_of(file), nav, top) for file in shown}


def page_of(file: File) -> ConvertedPage:
    """The page of a file; `NotKnownError` where it is one that somebody else made."""
    if not isinstance(file.page, ConvertedPage):
        raise NotKnownError
    return file.page


def rewrite(file: File, text: str) -> None:
    """Write a file that was generated, if it holds something else now."""
    if file.content_string != text:
        file.content_string = text
        file.copy_file()
