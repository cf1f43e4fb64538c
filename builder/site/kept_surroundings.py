"""What the theme made around a page, kept for as long as all that it shows is the same.

Only for pages that nobody else has a hand in: no templates, plugins or hooks but ours.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from hashlib import blake2b
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from builder.machinery.disk_cache import Cache
from builder.site import surroundings

TEMPLATE = "kept.html"
"""The template that puts a page's text into what was kept."""

SETTINGS = ("site_name", "use_directory_urls", "extra_css", "extra_javascript", "repo_url", "copyright")
"""What the theme shows of MkDocs' settings."""


class Around(NamedTuple):
    """What stands before and after the text of a page."""

    before: str
    after: str


class Finished:
    """The pages of one build.

    `program` is a digest of all code and templates, `everywhere` what each page can show of the site.
    """

    def __init__(
        self, cache: Cache, program: str, config: MkDocsConfig, everywhere: Mapping[str, Any]
    ) -> None:
        self._cache = cache
        shown = {name: repr(config[name]) for name in SETTINGS}
        known = {name: asdict(value) if name == "briefing" else value for name, value in everywhere.items()}
        self._site = ["finished", program, json.dumps([shown, known], sort_keys=True)]
        self._keys: dict[str, tuple[str, ...]] = {}
        self._found: dict[str, Around] = {}

    def look_up(self, files: Iterable[File], nav: Navigation) -> None:
        """Have pages made in the short way whose surroundings are known."""
        top = surroundings.top_of(nav)
        for file in files:
            page = file.page
            if page is None or "template" in page.meta:
                continue
            key = (*self._site, repr(_shown(page, nav, top)))
            if (kept := self._cache.get(*key)) is None:
                self._keys[file.src_uri] = key
            else:
                self._found[file.src_uri] = Around(*json.loads(kept))
                page.meta = {**page.meta, "template": TEMPLATE}

    def of(self, page: Page) -> Around | None:
        """What was kept for a page."""
        return self._found.get(page.file.src_uri)

    def keep(self, page: Page, output: str) -> None:
        """Keep what the theme made around a page."""
        key = self._keys.get(page.file.src_uri)
        # Where the text stands twice, either place is right: it is the same text whenever this is used.
        before, text, after = output.partition(page.content or "") if page.content else (output, "", "")
        if key and text:
            self._cache.put(json.dumps([before, after], ensure_ascii=False), *key)


def _shown(page: Page, nav: Navigation, top: tuple[surroundings.Link, ...]) -> tuple[object, ...]:
    """All that the theme shows of a page and around it."""
    return (
        surroundings.frame_of(page, nav, top),
        blake2b((page.content or "").encode("utf-8", "surrogatepass")).hexdigest(),
        list(_headings(page.toc)),
        sorted((name, repr(value)) for name, value in page.meta.items()),
        page.file.generated_by is not None,
    )


def _headings(toc: Iterable[AnchorLink]) -> Iterator[tuple[str, str, list[object]]]:
    for heading in toc:
        yield heading.title, heading.id, list(_headings(heading.children))
