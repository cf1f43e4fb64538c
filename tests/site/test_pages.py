"""Every page of every site: valid, every link leading somewhere, nothing loaded from elsewhere."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

from builder.facts.loading import load
from tests.site.reading import HEADINGS, Page, Site, text_of

# What an address in these attributes points to is loaded with the page.
LOADED = {
    "src": None,
    "srcset": None,
    "poster": None,
    "data": ("object",),
    "background": None,
    # In drawings; in HTML these lead somewhere.
    "href": ("image", "use", "feImage", "script"),
    "xlink:href": None,
    "action": None,
    "ping": None,
    "manifest": None,
}
# Links of the head that only say where something else is.
NOT_LOADED = {"canonical", "alternate", "prev", "next", "license", "author", "help"}


def test_no_warning(site: Site) -> None:
    """`mkdocs build --strict` prints no warning."""
    assert "WARNING" not in site.printed
    assert "ERROR" not in site.printed


def test_html_is_valid(site: Site) -> None:
    """Every page parses without an error, by the rules of HTML."""
    for page in site.pages.values():
        assert page.html.startswith("<!DOCTYPE html>")
        assert page.root.tag == "html", page.path


def test_ids_are_unique(site: Site) -> None:
    """No two elements of a page share an id."""
    for page in site.pages.values():
        ids = Counter(element.get("id") for element in page.all() if element.get("id") is not None)
        assert [name for name, count in ids.items() if count > 1 or not name] == [], page.path


def test_headings_are_in_order(site: Site) -> None:
    """Every page has one first heading, and none skips a level."""
    for page in site.pages.values():
        levels = [HEADINGS.index(element.tag) + 1 for element in page.all(*HEADINGS)]
        assert levels.count(1) == 1, page.path
        assert levels[0] == 1, page.path
        for before, after in pairwise(levels):
            assert after <= before + 1, f"{page.path}: h{before} is followed by h{after}"
        assert all(text_of(element) for element in page.all(*HEADINGS)), page.path


def test_language_and_direction(site: Site) -> None:
    """Every page says which language it is in and which way that runs, and has a title of its own."""
    briefing, _ = load(site.source)
    assert briefing is not None
    language = briefing.overview.language
    for page in site.pages.values():
        assert page.root.get("lang") == language, page.path
        assert page.root.get("dir") == ("rtl" if language == "fa" else "ltr"), page.path
    titles = Counter(text_of(next(page.all("title"))) for page in site.pages.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_link_leads_somewhere(site: Site) -> None:
    """Every link and anchor inside the site resolves; all others begin with https, http or mailto."""
    for page in site.pages.values():
        for element in page.all("a", "area"):
            href = element.get("href")
            if href is None:
                continue
            target = page.leads_to(href)
            if target is None:
                assert re.match(r"(https?://[^/]+|mailto:[^@]+@)", href), f"{page.path}: {href}"
            elif target.path.endswith(".html"):
                site.find(page, href)
            else:
                assert target.path in site.files, f"{page.path}: {href}"


def test_every_reference_by_id_is_there(site: Site) -> None:
    """What names another element of its page by id names one that there is."""
    for page in site.pages.values():
        for element in page.all():
            for attribute in (
                "aria-labelledby",
                "aria-describedby",
                "aria-controls",
                "for",
                "headers",
                "list",
            ):
                for name in element.get(attribute, "").split():
                    assert name in page.anchors, f"{page.path}: {attribute}={name}"


def loaded_by_page(page: Page) -> list[str]:
    """The address of everything that is loaded with a page."""
    found: list[str] = []
    for element in page.all():
        for attribute, names in LOADED.items():
            value = element.get(attribute)
            if value is None or (names is not None and element.tag not in names):
                continue
            found += [each.split()[0] for each in value.split(",")] if attribute == "srcset" else [value]
        if element.tag == "link" and not set(element.get("rel", "").split()) & NOT_LOADED:
            found.append(element.get("href", ""))
        if element.tag == "style":
            found += loaded_by_style(element.text or "")
        found += loaded_by_style(element.get("style", ""))
    return found


def loaded_by_style(style: str) -> list[str]:
    """The address of everything that a style sheet loads."""
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    urls = re.findall(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\s]*))\s*\)", style)
    imports = re.findall(r"@import\s+(?:\"([^\"]*)\"|'([^']*)')", style)
    return ["".join(groups) for groups in (*urls, *imports)]


def test_nothing_is_loaded_from_elsewhere(site: Site) -> None:
    """Pages load nothing but files of the site, and those are there."""
    for page in site.pages.values():
        for address in loaded_by_page(page):
            if address.startswith(("data:", "#")):
                continue
            target = page.leads_to(address)
            assert target is not None, f"{page.path} loads {address}"
            assert target.path in site.files, f"{page.path} loads {address}, which is not there"
        for element in page.all("meta"):
            assert element.get("http-equiv", "").lower() != "refresh", page.path


def test_styles_load_nothing_from_elsewhere(site: Site) -> None:
    """Nor do style sheets and drawings."""
    for path, file in site.files.items():
        if file.suffix not in (".css", ".svg"):
            continue
        text = file.read_text(encoding="utf-8")
        addresses = loaded_by_style(text)
        if file.suffix == ".svg":
            addresses += re.findall(r"\b(?:xlink:)?href\s*=\s*[\"']([^\"']*)", text)
            assert "<script" not in text
        for address in addresses:
            if not address.startswith(("data:", "#")):
                target = Page(path, "").leads_to(urljoin(Page(path, "").address, address))
                assert target is not None, f"{path} loads {address}"
                assert target.path in site.files, f"{path} loads {address}, which is not there"


def test_scripts_name_no_other_host(site: Site) -> None:
    """Scripts of the theme hold no address; what the facts hold may stand in the index of the search only."""
    packaged = Path(site.folder / "js")
    for file in packaged.rglob("*.js") if packaged.is_dir() else []:
        addresses = re.findall(r"https?://[^\s\"'`]+", file.read_text(encoding="utf-8"))
        assert [each for each in addresses if not each.startswith("http://www.w3.org/")] == [], file


def test_no_facts_and_no_sources_are_published(site: Site) -> None:
    """No YAML, no template and no stored text is in the site's folder."""
    suffixes = {Path(path).suffix for path in site.files}
    assert not suffixes & {".yml", ".yaml", ".jinja", ".md", ".py", ""}
    stored = {path.read_bytes() for path in (site.source / "seeds").rglob("*") if path.is_file()}
    assert not [path for path, file in site.files.items() if file.read_bytes() in stored]
