"""Built pages as one document; the outline's titles; the program that prints; the command's refusals."""

import stat
import sys
from pathlib import Path

import html5lib
import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.files.layout import CACHE
from builder.pdf import chromium
from builder.pdf import document as pdf_document
from builder.pdf.outline import retitled
from builder.pipeline.build import masthead
from tests import briefings

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><title>A page</title><link rel="stylesheet" href="{up}css/text.css"><link rel="stylesheet" media="print"
 href="{up}css/print.css"></head>
<body class="{kind}"><header><h2>Not of the page</h2></header>
<main class="frame" id="_main"><nav><a href="#top">On this page</a></nav>
{main}
</main><footer>Neither this</footer></body></html>"""


def page(path: str, main: str, kind: str = "inner-page") -> pdf_document.Page:
    """A page of a built site."""
    return pdf_document.Page(path, PAGE.format(up="../" * path.count("/"), main=main, kind=kind))


def document(root: Path, *pages: pdf_document.Page, site_url: str = "") -> pdf_document.Document:
    """The pages as one document, for the small briefing."""
    return pdf_document.document(pages, masthead(briefings.read(root)), root, site_url)


def body(root: Path, *pages: pdf_document.Page, site_url: str = "") -> str:
    """What the pages come out as, without the frame around each."""
    html = document(root, *pages, site_url=site_url).html
    return html.split("</header>", 1)[1]


class TestDocument:
    """One document of many pages."""

    def test_it_is_valid(self, tmp_path: Path) -> None:
        """It is valid, names the briefing, its language and its day, and keeps the order of the pages."""
        made = document(
            tmp_path,
            page("index.html", '<h1 id="a">First &amp; last</h1>'),
            page("actors/iran.html", "<h1>Iran</h1>"),
        )
        root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(made.html)
        assert root.findtext("head/title") == "The ferry and the bell"
        assert (root.get("lang"), root.get("dir")) == ("en-GB", "ltr")
        assert "9 May 2021" in "".join(root.find("body/header").itertext())
        assert made.headings == ("First & last", "Iran")

    def test_only_the_main_part_is_taken(self, tmp_path: Path) -> None:
        """No header, footer or navigation, no script, nothing to click; the page's classes stay."""
        made = body(
            tmp_path,
            page(
                "index.html",
                '<h1>One <a class="headerlink" href="#x">¶</a></h1><script>let a = "</p>"</script>'
                '<form><input><button>Search</button></form><p class="page-edit"><a href="u">Edit</a></p>'
                '<details><summary>More</summary><p>Text</p></details><img src="a.png" loading="lazy">',
                "front-page",
            ),
        )
        for gone in (
            "Not of the page",
            "Neither this",
            "On this page",
            "¶",
            "let a",
            "Search",
            "Edit",
            "lazy",
        ):
            assert gone not in made
        assert '<section class="printed-page front-page frame" id="index:">' in made
        assert '<details open><summary>More</summary><p>Text</p></details><img src="a.png">' in made

    def test_it_says_what_it_may_ask_for(self, tmp_path: Path) -> None:
        """No script, no page that leads on, no other base; what the sheet may load stands at its top."""
        made = document(
            tmp_path,
            page("index.html", '<base href="file:///"><meta http-equiv="refresh" content="0;url=x"><p>a</p>'),
        ).html
        [policy] = html5lib.parse(made, namespaceHTMLElements=False).findall("head/meta[@http-equiv]")
        assert policy.get("http-equiv") == "Content-Security-Policy"
        assert policy.get("content") == pdf_document.POLICY
        assert "script-src 'none'" in pdf_document.POLICY
        for gone in ("<script", "<base", "refresh"):
            assert gone not in made

    def test_fonts_are_waited_for(self) -> None:
        """Whatever a sheet says of fonts that come late, none is left out on paper; nothing else changes."""
        sheet = (
            b'@font-face{font-family:"A";font-display: optional;src:url(a)}.font-display:x{--font-display:y}'
        )
        found = pdf_document.waiting_for_fonts(sheet + b"a{Font-Display:swap}")
        assert b";font-display:block;" in found
        assert b"--font-display:y" in found
        assert b"swap" not in found

    def test_ids_are_unique(self, tmp_path: Path) -> None:
        """The same id on two pages becomes two, wherever it is referred to."""
        content = (
            '<h1 id="top">T</h1><svg aria-labelledby="top note" viewBox="0 0 1 1">'
            '<g clip-path="url(#top)"/></svg>'
            '<p id="note"><label for="top">x</label></p>'
        )
        made = body(tmp_path, page("timeline.html", content), page("actors/iran.html", content))
        for name in ("timeline", "actors/iran"):
            assert f'<h1 id="{name}:top">' in made
            assert f'<svg aria-labelledby="{name}:top {name}:note" viewbox="0 0 1 1">' in made
            assert f'<g clip-path="url(#{name}:top)"/>' in made
            assert f'<label for="{name}:top">' in made

    @pytest.mark.parametrize(
        ("href", "expected"),
        [
            ("#here", 'href="#actors/iran:here"'),
            ("../timeline.html#event", 'href="#timeline:event"'),
            ("../timeline.html", 'href="#timeline:"'),
            ("../timeline.html#gone", 'href="#timeline:"'),
            ("..", 'href="#index:"'),
            ("../index.html", 'href="#index:"'),
            ("./", 'href="#actors:"'),
            ("../notes/%D8%AF.html#%D8%AF", 'href="#notes/%D8%AF:%D8%AF"'),
            ("https://example.org/?a=1&amp;b=2#c", 'href="https://example.org/?a=1&amp;b=2#c"'),
            ("mailto:a@example.org", 'href="mailto:a@example.org"'),
            ("//example.org/a", 'href="https://example.org/a"'),
            ("tel:+441234", 'href="tel:+441234"'),
            ("../files/list.csv", ""),
            ("/elsewhere/", ""),
            ("file:///etc/passwd", ""),
            (" FILE:/etc/passwd", ""),
            ("java&#10;script:alert(1)", ""),
            ("data:text/html,x", ""),
            ("chrome://version", ""),
        ],
    )
    def test_links(self, tmp_path: Path, href: str, expected: str) -> None:
        """Links to pages become links within the document; those that lead nowhere on paper are text."""
        made = body(
            tmp_path,
            page("index.html", "<h1>Front</h1>"),
            page("timeline.html", '<h1>Timeline</h1><h2 id="event">Event</h2>'),
            page("actors/index.html", "<h1>Actors</h1>"),
            page("actors/iran.html", f'<h1 id="here">Iran</h1><a href="{href}">x</a>'),
            page("notes/د.html", '<h1 id="د">د</h1>'),
        )
        assert f"<a {expected}>x</a>".replace("<a >", "<a>") in made

    def test_links_with_a_site(self, tmp_path: Path) -> None:
        """Where the site's address is known, links to its other files lead there."""
        made = body(
            tmp_path,
            page("actors/iran.html", '<a href="../files/list.csv">x</a><a href="/elsewhere/">y</a>'),
            site_url="https://example.org/briefing",
        )
        assert '<a href="https://example.org/briefing/files/list.csv">x</a>' in made
        assert '<a href="https://example.org/elsewhere/">y</a>' in made

    def test_directory_urls(self, tmp_path: Path) -> None:
        """Pages that are folders, as on a web server, are joined as well."""
        made = body(
            tmp_path,
            page("index.html", '<a href="timeline/#event">x</a>'),
            page("timeline/index.html", '<h2 id="event">Event</h2><a href="../">y</a>'),
        )
        assert '<a href="#timeline:event">x</a>' in made
        assert '<a href="#index:">y</a>' in made

    def test_files(self, tmp_path: Path) -> None:
        """Pictures and stylesheets are found from where the document lies; each sheet is named once."""
        made = document(
            tmp_path,
            page("index.html", "<h1>Front</h1>"),
            page("a/b.html", '<img src="../img/x y.png" srcset="s.png 1x, ../t.png 2x"><img src="data:,a">'),
        ).html
        assert '<img src="img/x%20y.png" srcset="a/s.png 1x, t.png 2x"><img src="data:,a">' in made
        assert made.count('href="css/text.css"') == 1
        assert '<link rel="stylesheet" href="css/print.css" media="print">' in made

    def test_text_stays_text(self, tmp_path: Path) -> None:
        """Entities stay as they are; a title with markup stays a title, in the stylesheet too."""
        root = briefings.write(tmp_path, {"content/briefing.yml": "title: '</style><b>\"Bell\" & \\ferry'\n"})
        made = document(root, page("index.html", "<p>&lt;b&gt; &#8217; &copy; <!-- c --></p>")).html
        assert "<p>&lt;b&gt; &#8217; &copy; </p>" in made
        assert "<b>" not in made
        assert made.count("</style>") == 1

    def test_a_site_has_a_template_of_its_own(self, tmp_path: Path) -> None:
        """A file of the same name in the briefing's folder takes the place of the packaged one."""
        own = tmp_path / "templates" / "theme" / "pdf.html"
        own.parent.mkdir(parents=True)
        own.write_text("Our own: {{ briefing.title }}", encoding="utf-8")
        assert document(tmp_path).html == "Our own: The ferry and the bell"


def outlined(*titles: bytes) -> bytes:
    """A PDF as Chromium writes it, of which only the outline matters."""
    count = len(titles)
    objects = [
        b"<</Type /Catalog\n/Outlines 2 0 R>>",
        b"<</Type /Outlines\n/First 3 0 R\n/Last %d 0 R>>" % (count + 2),
    ]
    for number, title in enumerate(titles, 3):
        following = b"\n/Next %d 0 R" % (number + 1) if number < count + 2 else b""
        objects.append(b"<</Title %b\n/Dest [9 0 R /XYZ 0 0 0]\n/Parent 2 0 R%b>>" % (title, following))
    made = bytearray(b"%PDF-1.4\n")
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for number, content in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(made)
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    return bytes(made + table) + b"trailer\n<</Size %d\n/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(made),
    )


def shown(title: str) -> bytes:
    """A title as it stands in a PDF."""
    return b"/Title <FEFF%b>" % title.encode("utf-16-be").hex().upper().encode()


class TestOutline:
    """The titles in the outline are the headings, to the letter."""

    def test_titles_are_mended(self) -> None:
        """Lost spaces come back, words come once, and those that were turned round are in order again."""
        turned = shown("سه دربارهٔ").removeprefix(b"/Title ")
        made = outlined(rb"(Whoopened \(the\) gates?)", b"(ActorsActors)", turned)
        mended = retitled(made, ["Who opened (the) gates?", "Actors", "دربارهٔ سه"])
        assert mended.startswith(made)
        assert shown("Who opened (the) gates?") in mended
        assert shown("Actors") in mended
        assert shown("دربارهٔ سه") in mended

    def test_titles_that_are_not_shown(self) -> None:
        """A heading that nobody sees has no entry; an entry that is no heading keeps its name."""
        made = outlined(b"(One)", b"(Something else)", b"(Thelast)")
        mended = retitled(made, ["One", "Hidden", "The last"])
        assert shown("The last") in mended
        assert shown("Hidden") not in mended
        assert mended.count(b"Something else") == 1

    @pytest.mark.parametrize("made", [b"", b"%PDF-1.7\n", outlined(), outlined(b"(Other)")])
    def test_what_is_not_understood_stays(self, made: bytes) -> None:
        """A file of another make is left alone."""
        assert retitled(made, ["One"]) == made


@pytest.fixture
def fake(tmp_path: Path) -> Path:
    """A program that stands in for Chromium and fails."""
    program = tmp_path / "bin" / "chromium"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho It is out of ink. >&2\nexit 3\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


needs_scripts = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


@needs_scripts
class TestChromium:
    """The program that prints."""

    def test_found_on_the_path(self, fake: Path) -> None:
        """The usual names are looked for where programs are."""
        assert chromium.find({"PATH": str(fake.parent)}) == str(fake)
        other = fake.rename(fake.with_name("google-chrome-stable"))
        assert chromium.find({"PATH": str(fake.parent)}) == str(other)

    def test_named_by_the_variable(self, fake: Path) -> None:
        """The variable comes first, with a path or a name."""
        own = fake.rename(fake.with_name("my-chrome"))
        assert chromium.find({"PATH": "", "CHROMIUM": str(own)}) == str(own)
        assert chromium.find({"PATH": str(own.parent), "CHROMIUM": "my-chrome"}) == str(own)

    def test_nowhere(self, tmp_path: Path) -> None:
        """What is missing is said, and how to help it."""
        with pytest.raises(chromium.ChromiumError, match=r"Install Chromium .* variable CHROMIUM"):
            chromium.find({"PATH": str(tmp_path)})
        with pytest.raises(chromium.ChromiumError, match="names no-such-thing, which is no program"):
            chromium.find({"PATH": str(tmp_path), "CHROMIUM": "no-such-thing"})


@needs_scripts
class TestCommand:
    """`briefing pdf` where it cannot print: exit status 1, a reason, and nothing left behind."""

    def run(self, folder: Path) -> Result:
        """Run the command, and see that it has left nothing."""
        before = set(folder.rglob("*"))
        result = CliRunner().invoke(main, ["pdf", "--folder", str(folder)])
        assert result.exit_code == 1, result.output
        # The next build remembers what was made.
        kept = {path for path in folder.rglob("*") if CACHE.partition("/")[0] not in path.parts}
        assert kept == before
        return result

    def test_no_chromium(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is said before anything is built."""
        monkeypatch.setenv("PATH", "")
        monkeypatch.delenv("CHROMIUM", raising=False)
        assert "No Chromium was found" in self.run(briefings.write(tmp_path)).output

    def test_chromium_fails(self, fake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Its last words are shown; an earlier PDF stays."""
        monkeypatch.setenv("CHROMIUM", str(fake))
        folder = briefings.write(tmp_path / "folder")
        (folder / "briefing.pdf").write_text("An earlier one.", encoding="utf-8")
        result = self.run(folder)
        assert "exit status 3" in result.output
        assert "It is out of ink." in result.output
        assert (folder / "briefing.pdf").read_text(encoding="utf-8") == "An earlier one."

    def test_mistakes(
        self,
        fake: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        """A briefing with a mistake is not printed; the mistake is named."""
        monkeypatch.setenv("CHROMIUM", str(fake))
        wrong = briefings.BASE["content/disputes.yml"].replace("had rung twice", "rang all night")
        self.run(briefings.write(tmp_path / "folder", {"content/disputes.yml": wrong}))
        assert "quote-not-found" in caplog.text

    def test_no_briefing(self, fake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A folder without a briefing is said to be one."""
        monkeypatch.setenv("CHROMIUM", str(fake))
        (tmp_path / "empty").mkdir()
        assert "mkdocs.yml" in self.run(tmp_path / "empty").output


@pytest.mark.parametrize("command", [["pdf"], ["build", "--site"], ["build"]], ids=" ".join)
def test_nothing_is_written_among_the_facts(command: list[str], tmp_path: Path) -> None:
    """What editors write is never built over."""
    folder = briefings.write(tmp_path)
    result = CliRunner().invoke(
        main, [*command, "--folder", str(folder), "--output", str(folder / "seeds" / "x")]
    )
    assert result.exit_code == 2
    assert "seeds/ holds what you write" in " ".join(result.output.split())
    assert not (folder / "seeds" / "x").exists()


def test_offline_goes_with_site(tmp_path: Path) -> None:
    """Markdown has no links to folders, so the option would mean nothing there."""
    result = CliRunner().invoke(main, ["build", "--offline", "--folder", str(briefings.write(tmp_path))])
    assert result.exit_code == 2
    assert "use it with --site" in result.output
