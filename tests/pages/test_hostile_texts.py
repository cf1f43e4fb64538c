"""Whatever facts and sources say, a page holds no element, attribute or address that its template did not
write: every text field of every kind of record, with everything that means something in Markdown or HTML."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple, cast

import markdown
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils import meta

from builder.facts.areas import Area
from builder.facts.briefing import OVERVIEW, Briefing
from builder.facts.loading import load
from builder.model import base, records
from builder.model.kinds import FOLDERS
from builder.pages.plan import plan
from builder.pages.published import all_pages
from builder.pages.renderer import Renderer
from builder.pipeline.check import passages_of

RIVER_DAM = Path(__file__).parents[1] / "content" / "river-dam"
FILE = Path(__file__).with_name("constructs.yml")
ATTRIBUTES = "onclick=alert(1) onfocus=alert(1) style=position:fixed autofocus=1 class=badge id=stolen"
CONSTRUCTS = [
    construct.replace("ATTRIBUTES", ATTRIBUTES)
    for kind in yaml.safe_load(FILE.read_text(encoding="utf-8")).values()
    for construct in kind
]
AT_ONCE = 50
HARMLESS = ["aa", "aaaa aaa aaaaaa aa", "aaaaaaa " * 12, "a" * 300, "a a a a " * 60, "aaaaa aa. Aaaaa! " * 6]

# As MkDocs and the plugin set it up, and with whatever an editor may add to it.
QUICK = "builder.site.fast_markdown:Quick"
READERS = {
    "usual": markdown.Markdown(
        extensions=["toc", "tables", "fenced_code", "attr_list", "md_in_html", QUICK],
    ),
    "all": markdown.Markdown(
        extensions=["extra", "admonition", "nl2br", "sane_lists", "toc", "wikilinks", "legacy_attrs", QUICK],
    ),
}

# What editors may write themselves, where Markdown is read; what stands around words of the other direction.
INLINE = {("code", ()), ("em", ()), ("strong", ()), ("a", ("href",)), ("bdi", ())}
SAFE = re.compile(r"https?://[^/]|mailto:[^@]+@", re.IGNORECASE)
LINKS = {"href", "src", "xlink:href"}
# Attributes whose values are words, and those that a figure measures by its words.
SAID = {"aria-label", "data-quote", "title", "alt"}
PLACED = {"x", "y", "dx", "dy", "x1", "x2", "y1", "y2", "d", "points", "transform"}
MEASURED = PLACED | {"width", "height", "viewbox"}


class Found(NamedTuple):
    """What a page is made of: elements with the names of their attributes; the values that mean something
    to a browser; the addresses."""

    elements: set[tuple[str, tuple[str, ...]]]
    values: set[tuple[str, str]]
    addresses: set[str]


class Tags(HTMLParser):
    """Every tag that begins an element, with its attributes; comments and the like by how they begin."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_comment(self, data: str) -> None:
        self.found.append(("<!--", {}))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("<!", {}))

    def handle_pi(self, data: str) -> None:
        self.found.append(("<?", {}))


@cache
def dam() -> Briefing:
    """A briefing that holds every text field, and a map with an area that has a name."""
    briefing, problems = load(RIVER_DAM)
    assert briefing
    assert not problems
    layer = records.MapLayer(file="content/areas.geojson", credit="Somebody")
    overview = briefing.overview.model_copy(update={"map": records.Map(layer=layer)})
    written = next(source for source in briefing.sources.values() if source.author)
    known = written.model_copy(update={"family_names": written.author})
    return replace(briefing, owners={**briefing.owners, OVERVIEW: overview, written.id: known})


def with_texts(texts: Sequence[str]) -> Briefing:
    """The briefing with these texts in turn in all its fields, and with all of them in its sources.

    Every source is cited where they stand; every other one is published in full.
    """
    briefing, following = dam(), cycle(texts)
    owners = {owner: rewritten(model, following) for owner, model in briefing.owners.items()}
    begun, ended = "It began with this line.", "It ended with that line."
    added = "\n\n".join([begun, *texts, ended])
    stored = {key: f"{text}\n\n{added}" for key, text in briefing.texts.items()}
    topic = next(model for model in owners.values() if isinstance(model, records.Topic))
    cites = tuple(records.Citation(source=source, quote=" ".join(added.split())) for source in stored)
    statement = topic.statements[0].model_copy(update={"cites": cites})
    owners[topic.id] = topic.model_copy(update={"statements": (statement, *topic.statements[1:])})
    for number, source in enumerate(stored):
        owners[source] = owners[source].model_copy(update={"rights": ("full", "excerpts")[number % 2]})
    corners = [place.location for place in briefing.places.values() if place.location]
    ring = tuple((longitude, latitude) for latitude, longitude in (*corners, corners[0]))
    areas = tuple(Area(text, ((ring,),)) for text in texts)
    return replace(briefing, owners=owners, texts=stored, areas=areas)


def rewritten(model: base.Model, texts: Iterator[str]) -> base.Model:
    """A record as it is read where every text of it is another."""
    values = model.model_dump(mode="json")
    for prose in base.texts(model):
        *steps, last = prose.path
        inner: Any = values
        for step in steps:
            inner = inner[step]
        inner[last] = next(texts)
    return type(model).model_validate(values)


def found(briefing: Briefing) -> dict[tuple[str, str], Found]:
    """What every page is made of once its Markdown has been read, by reader and path."""
    made = Renderer(briefing, passages_of(briefing), plan(briefing), RIVER_DAM)
    pages = {}
    for page in all_pages(made.plan.sections):
        text = made.render(page)
        assert meta.get_data(text) == (text, {}), "MkDocs finds settings at its top"
        for name, reader in READERS.items():
            pages[name, page.path] = of_page(reader.reset().convert(text))
    return pages


def of_page(html: str) -> Found:
    """What a page is made of, as a browser reads it."""
    page = Found(set(), set(), set())
    tags = Tags()
    tags.feed(html)
    tags.close()
    for tag, attributes in tags.found:
        # A heading without an id is given one by its text.
        names = {name for name in attributes if not (name == "id" and re.fullmatch("h[1-6]", tag))}
        page.elements.add((tag, tuple(sorted(names))))
        for name in names - SAID - MEASURED:
            value = re.sub(r"\d+", "0", attributes[name])  # places in sources and figures
            if name in LINKS:
                page.addresses.add(value)
            else:
                page.values.add((name, value))
    return page


@cache
def usual() -> dict[tuple[str, str], Found]:
    """What each page is made of where its texts are only letters, of whatever length."""
    pages: dict[tuple[str, str], Found] = {}
    for texts in (HARMLESS, HARMLESS[:1], HARMLESS[1:2], HARMLESS[2:]):
        for path, page in found(with_texts(texts)).items():
            known = pages.setdefault(path, Found(set(), set(), set()))
            known.elements.update(page.elements)
            known.values.update(page.values)
            known.addresses.update(page.addresses)
    return pages


def assert_only_the_templates(texts: Sequence[str]) -> None:
    """No page with these texts holds what no page of letters holds, but for inline Markdown."""
    for path, page in found(with_texts(texts)).items():
        expected = usual()[path]
        assert page.elements - expected.elements - INLINE == set(), path
        assert page.values - expected.values == set(), path
        new = page.addresses - expected.addresses
        assert {address for address in new if not SAFE.match(address)} == set(), path


def text_fields(model: type[base.Model]) -> set[str]:
    """The fields of a model that hold text."""
    return {
        name
        for name, field in model.model_fields.items()
        for mark in (*field.metadata, *base.annotations(field.annotation))
        if isinstance(mark, base.TextKind)
    }


def models_in(model: type[base.Model], seen: set[type[base.Model]]) -> set[type[base.Model]]:
    """A model and all models inside it."""
    if model not in seen:
        seen.add(model)
        for field in model.model_fields.values():
            for mark in (*field.metadata, *base.annotations(field.annotation)):
                if isinstance(mark, type) and issubclass(mark, base.Model):
                    models_in(mark, seen)
    return seen


def test_no_text_field_is_left_out() -> None:
    """The briefing has a text in every field that there is, so that none goes untested."""
    models: set[type[base.Model]] = set()
    for kind in (*FOLDERS.values(), records.Overview):
        models_in(cast(type[base.Model], kind), models)
    fields = {(model, name) for model in models for name in text_fields(model)}
    held = [part for owner in dam().owners.values() for _, part in base.parts(owner)]
    filled = {(type(part), name) for part in held for name in text_fields(type(part)) if getattr(part, name)}
    assert len(fields) > 40
    assert fields - filled == set()


@pytest.mark.parametrize("first", range(0, len(CONSTRUCTS), AT_ONCE))
def test_no_construct_comes_through(first: int) -> None:
    """Each construct of Markdown, of its extensions, of HTML, in fields and in sources."""
    assert_only_the_templates(CONSTRUCTS[first : first + AT_ONCE])


@pytest.mark.parametrize("first", range(0, len(CONSTRUCTS), AT_ONCE))
def test_nor_does_one_below_another(first: int) -> None:
    """Nor do they in every field at once, each at the beginning of a line, after an empty one."""
    assert_only_the_templates(["aa\n\n" + "\n\n".join(CONSTRUCTS[first : first + AT_ONCE]) + "\n\naa"])


JOINED = st.lists(
    st.sampled_from([*CONSTRUCTS, "\n", "\n\n", " ", "\n    ", "aa"]) | st.text(max_size=4),
    min_size=1,
    max_size=6,
).map("".join)


@settings(max_examples=settings().max_examples // 10)
@given(st.lists(JOINED.filter(str.strip), min_size=10, max_size=20))
def test_nor_do_they_joined(texts: list[str]) -> None:
    """Several in one text, in any order, with any characters between them."""
    assert_only_the_templates(texts)
