"""What the theme shows around a page's text, as a value: where it is the same, so is the page.

The theme shows of the navigation its top level, the sections that a page is in, and the pages before and
after it. Whoever lets it show more names that here, too.
"""

from typing import NamedTuple, TypeAlias

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

# How something of the navigation is shown: its title, whether that is its heading, and its address.
Link: TypeAlias = tuple[str | None, bool, str | None]


class Frame(NamedTuple):
    """What is around one page: its own title and addresses; the navigation's top level, and which of it the
    page is in; the sections above the page; the pages before and after it."""

    own: Link
    home: bool
    canonical: str | None
    edited: str | None
    top: tuple[Link, ...]
    place: int | None
    above: tuple[Link, ...]
    before: Link | None
    after: Link | None


def top_of(nav: Navigation) -> tuple[Link, ...]:
    """The top level of a navigation."""
    return tuple(map(link_to, nav))


def frame_of(page: Page, nav: Navigation, top: tuple[Link, ...]) -> Frame:
    """What the theme shows around a page."""
    above = tuple(page.ancestors)
    highest = above[-1] if above else page
    place = next((place for place, item in enumerate(nav) if item is highest), None)
    return Frame(
        own=link_to(page),
        home=page.is_homepage,
        canonical=page.canonical_url,
        edited=page.edit_url,
        top=top,
        place=place,
        above=tuple(map(link_to, above)),
        before=link_to(page.previous_page) if page.previous_page else None,
        after=link_to(page.next_page) if page.next_page else None,
    )


def link_to(item: StructureItem) -> Link:
    """How something of the navigation is shown."""
    heading = next(iter(item.toc), None) if isinstance(item, Page) else None
    return item.title, heading is not None and heading.title == item.title, _url(item)


def _url(item: StructureItem) -> str | None:
    if isinstance(item, Section):
        return _url(item.children[0]) if item.children else ""
    url: str | None = getattr(item, "url", None)
    return url
