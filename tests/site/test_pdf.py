"""The whole briefing on paper: the PDF that `briefing pdf` prints with the system's Chromium."""

import os
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, PdfObject

from builder.cli import main
from builder.files.layout import CACHE
from builder.pdf import chromium, document
from tests import briefings
from tests.site.conftest import CASES, REPOSITORY, ROOT
from tests.site.reading import HEADINGS, Page, Site, text_of

pytestmark = pytest.mark.browser


class Printed:
    """A PDF as a reader's program sees it."""

    def __init__(self, file: Path) -> None:
        self.reader = PdfReader(file)
        self.catalogue = self.reader.root_object
        self.targets = self.reader.named_destinations

    def outline(self) -> list[tuple[int, str]]:
        """Each entry of the outline with its depth, in order."""

        def walk(entries: list[object], depth: int) -> Iterator[tuple[int, str]]:
            for entry in entries:
                if isinstance(entry, list):
                    yield from walk(entry, depth + 1)
                elif isinstance(entry, DictionaryObject):
                    yield depth, str(entry["/Title"])

        return list(walk(list(self.reader.outline), 1))

    @property
    def language(self) -> str:
        """The language of the whole."""
        return str(self.catalogue["/Lang"])

    def links(self) -> Iterator[DictionaryObject]:
        """Every link."""
        for page in self.reader.pages:
            for each in page.get("/Annots") or ArrayObject():
                link = each.get_object()
                if link["/Subtype"] == "/Link":
                    yield link


@pytest.fixture(scope="module", params=[REPOSITORY, "persian"])
def name(request: pytest.FixtureRequest) -> str:
    """A briefing: the repository's own, one with every kind of record, one in Persian."""
    return str(request.param)


@pytest.fixture(scope="module")
def printed(name: str, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The briefing's PDF; printing leaves nothing else behind but what the next build remembers."""
    try:
        chromium.find(os.environ)
    except chromium.ChromiumError as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("pdf")
    source = ROOT if name == REPOSITORY else CASES / name
    for part in ("mkdocs.yml", "content", "seeds"):
        copy = shutil.copytree if (source / part).is_dir() else shutil.copy
        copy(source / part, folder / part)
    before = {path for path in folder.rglob("*") if "__pycache__" not in path.parts}
    result = CliRunner().invoke(main, ["pdf", "--folder", str(folder)])
    assert result.exit_code == 0, result.output
    left = {path for path in folder.rglob("*") if CACHE.partition("/")[0] not in path.parts}
    assert left - before == {folder / "briefing.pdf"}
    return Printed(folder / "briefing.pdf")


@pytest.fixture
def site(name: str, built: Callable[[str], Site]) -> Site:
    """The same briefing as a site."""
    return built(name)


def entry(dictionary: DictionaryObject, *keys: str) -> PdfObject | None:
    """What a dictionary holds, in the dictionaries within it."""
    found: PdfObject | None = dictionary
    for key in keys:
        assert isinstance(found, DictionaryObject)
        found = found[key].get_object()
    return found


def headings(page: Page) -> Iterator[tuple[int, str]]:
    """The headings of a page's main part, with their levels."""
    for element in page.all(*HEADINGS):
        if any(each.tag == "main" for each in page.around(element)):
            yield int(element.tag[1]), text_of(element)


def test_it_is_tagged(printed: Printed) -> None:
    """Programs that read aloud find the structure, and headings, lists, tables and links in it."""
    assert entry(printed.catalogue, "/MarkInfo", "/Marked") == BooleanObject(True)
    kinds: Counter[str] = Counter()

    def count(node: object) -> None:
        waiting = [node]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ArrayObject):
                waiting += [each.get_object() for each in node]
            elif isinstance(node, DictionaryObject):
                kinds[str(node.get("/S"))] += 1
                if "/K" in node:
                    waiting.append(node["/K"])

    count(printed.catalogue["/StructTreeRoot"])
    for kind in ("/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/Link"):
        assert kinds[kind] > 1, kind


def test_it_says_what_it_is(printed: Printed, site: Site) -> None:
    """The title is the briefing's, and shown; the language is known."""
    front = site.pages["index.html"]
    assert printed.reader.metadata is not None
    assert printed.reader.metadata.title == front.root.findtext("head/title")
    assert entry(printed.catalogue, "/ViewerPreferences", "/DisplayDocTitle") == BooleanObject(True)
    assert printed.language == front.root.get("lang")


def test_the_outline_is_the_headings(printed: Printed, site: Site) -> None:
    """Every heading of every page is there, to the letter, each page's in their order below its first."""
    expected: Counter[tuple[tuple[int, str], ...]] = Counter(
        tuple(headings(page)) for path, page in site.pages.items() if path != "404.html"
    )
    found: list[list[tuple[int, str]]] = []
    for depth, title in printed.outline():
        if depth == 1:
            found.append([])
        found[-1].append((depth, title))
    assert Counter(map(tuple, found)) == expected
    # The order of the pages is that of the navigation, of which each page shows the top.
    front = site.pages["index.html"]
    navigation = next(each for each in front.all("nav") if "site-nav" in each.get("class", ""))
    leads = [front.leads_to(link.get("href", "")) for link in navigation.iter("a")]
    first = [next(headings(site.pages[lead.path])) for lead in leads if lead]
    assert [page[0] for page in found if page[0] in first] == first


def test_sheets_are_numbered(printed: Printed) -> None:
    """The cover bears no number; every other sheet bears its own, in the figures of the language."""
    pages = printed.reader.pages
    assert len(pages) > 5
    digits = "۰۱۲۳۴۵۶۷۸۹" if printed.language == "fa" else "0123456789"
    for number, page in enumerate(pages, 1):
        # Figures that stand between words from right to left may come out turned round.
        words = {"".join(sorted(word)) for word in page.extract_text().replace("/", " ").split()}
        own = "".join(sorted(digits[int(digit)] for digit in str(number)))
        assert (own in words) == (number > 1), number


def test_links_lead_somewhere(printed: Printed, site: Site) -> None:
    """Links within the briefing lead to places in it; those to other hosts stay; none leads to the disk."""
    within = 0
    for link in printed.links():
        if "/Dest" in link:
            within += 1
            assert str(link["/Dest"]) in printed.targets
        else:
            assert str(entry(link, "/A", "/URI")).startswith(("https://", "http://", "mailto:"))
    marks = sum(len(page.with_class("cite")) for page in site.pages.values())
    assert within >= marks > 5


def test_the_fonts_are_the_sites_own(printed: Printed) -> None:
    """Printing waits for them, though a page on the web does not. Variable fonts are kept as drawings."""
    for page in printed.reader.pages:
        fonts = entry(page, "/Resources", "/Font")
        assert isinstance(fonts, DictionaryObject)
        used = [font.get_object() for font in fonts.values()]
        assert any(font["/Subtype"] == "/Type3" or "Source" in font["/BaseFont"] for font in used)


def outside(folder: Path, address: str) -> str:
    """A page that asks in every way for what is not of the site: files of the disk, other addresses."""
    files = {
        "page.html": "<p>Forbidden words</p>",
        "picture.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="30">'
        '<text y="20">Forbidden words</text></svg>',
        "sheet.css": 'h1::after { content: "Forbidden words"; }',
        "script.js": 'document.querySelector("h1").append("Forbidden words");',
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    tops = [folder.as_uri(), address, "../../outside", "../../../outside", f"//{address.partition('//')[2]}"]
    lines = [
        f"""
<div><iframe src="{top}/page.html"></iframe></div>
<div><embed src="{top}/page.html"><object data="{top}/picture.svg"></object></div>
<div><img src="{top}/picture.svg" srcset="{top}/picture.svg 1x"></div>
<div><video poster="{top}/picture.svg"></video></div>
<div><svg width="300" height="30"><image href="{top}/picture.svg" width="300" height="30"/></svg></div>
<div><link rel="stylesheet" href="{top}/sheet.css"><style>@import "{top}/sheet.css";</style></div>
<div><script src="{top}/script.js"></script><b style="background: url({top}/picture.svg)">b</b></div>
<div><meta http-equiv="refresh" content="0;url={top}/page.html"><a href="{top}/page.html">away</a></div>
"""
        for top in tops
    ]
    run = 'document.querySelector("h1").append("Forbidden words")'
    lines += [
        f"<div><img src='nothing.png' onerror='{run}'><svg onload='{run}'></svg></div>",
        f"<div><iframe srcdoc='<script>parent.{run}</script>'></iframe></div>",
        f"<div><details open ontoggle='{run}'><summary>s</summary></details></div>",
        "<div><iframe src='data:text/html,<p>Embedded words</p>'></iframe></div>",
    ]
    return "# About\n" + "".join(lines)


class Listening(BaseHTTPRequestHandler):
    """Another address of this machine, which notes that it is asked."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *arguments: object) -> None:
        pass


def test_no_page_reads_what_is_not_of_the_site(tmp_path: Path) -> None:
    """Neither scripts run, nor does anything of the disk or of another address come onto paper."""
    try:
        chromium.find(os.environ)
    except chromium.ChromiumError as error:
        pytest.skip(str(error))
    folder = briefings.write(tmp_path / "briefing")
    (tmp_path / "outside").mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), Listening) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        text = outside(tmp_path / "outside", address)
        (folder / "content" / "pages" / "about.md").write_text(text, encoding="utf-8")
        # Were it not for the policy, the wall around the browser would have to hold by itself.
        policies = [document.POLICY, "default-src * 'unsafe-inline' data: file:"]
        for policy in policies:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(document, "POLICY", policy)
                result = CliRunner().invoke(main, ["pdf", "--folder", str(folder)])
            assert result.exit_code == 0, result.output
            printed = Printed(folder / "briefing.pdf")
            words = " ".join(" ".join(page.extract_text() for page in printed.reader.pages).split())
            assert "The ferry leaves" in words
            assert "away" in words
            assert Listening.asked == []
            assert "Forbidden words" not in words
            assert ("Embedded words" in words) == (policy != document.POLICY)
            for link in printed.links():
                assert "file:" not in str(entry(link, "/A", "/URI") if "/A" in link else "")
        server.shutdown()
