"""The plugin in MkDocs and in ProperDocs: real builds of whole folders."""

import io
import os
import posixpath
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import resources
from itertools import pairwise
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest
import yaml
from click.testing import CliRunner
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

from benchmarks.workload import write
from builder.checks.settings import read_settings
from builder.commands.check import check
from builder.files.layout import Configuration
from builder.machinery import progress

CONTENT = Path(__file__).parent / "content"
REPOSITORY = "https://github.com/example/pier"
# How long a test waits for a server before it gives up.
PATIENCE = 60

# Everything that would make two builds of one folder differ, or let this machine's settings in.
ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "SITE_", "REPO_"))},
    "SOURCE_DATE_EPOCH": "1700000000",
    "PYTHONUNBUFFERED": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Tester",
    "GIT_AUTHOR_EMAIL": "tester@example.org",
    "GIT_COMMITTER_NAME": "Tester",
    "GIT_COMMITTER_EMAIL": "tester@example.org",
}


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder; standard error goes where standard output does."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )


def python(module: str, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a Python module as a command."""
    return run(sys.executable, "-m", module, *arguments, cwd=cwd)


def build(root: Path, *, serving: bool = False, strict: bool = True) -> Path:
    """Build a folder's site as `mkdocs build --strict` does, or as `mkdocs serve` does."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"), strict=strict)
    config.plugins.on_startup(command="serve" if serving else "build", dirty=False)
    mkdocs_build(config)
    return root / "site"


def load_and_build(config_file: str) -> None:
    """Build a site from a configuration, until a mistake stops it."""
    config = load_config(config_file)
    config.plugins.on_startup(command="build", dirty=False)
    config.plugins.on_config(config)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def text_of(site: Path) -> str:
    """The HTML of every page of a site."""
    return "".join(path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html")))


def set_up(root: Path, **settings: object) -> None:
    """Add to a folder's `mkdocs.yml`."""
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(yaml.safe_dump(settings, allow_unicode=True))


def replace(file: Path, old: str, new: str) -> None:
    """Edit a file as an editor would."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Callable[[str], Path]:
    """Copies one of the cases, to be changed."""

    def make(case: str) -> Path:
        return Path(shutil.copytree(CONTENT / case, tmp_path / case))

    return make


@pytest.fixture
def pier(copy: Callable[[str], Path]) -> Path:
    """The smallest briefing, with a repository to be edited in."""
    root = copy("smallest")
    set_up(root, repo_url=REPOSITORY, edit_uri="edit/main/")
    return root


# ---- Building


@pytest.mark.parametrize("tool", ["mkdocs", "properdocs"])
def test_a_broken_link_is_reported_by_every_build(tool: str, copy: Callable[[str], Path]) -> None:
    """Whichever program builds, what it says of a page is said again by the next build."""
    root = copy("smallest")
    (root / "content" / "pages" / "about.md").write_text("# About\n\n[Gone](gone.md)\n", encoding="utf-8")
    for _ in range(2):
        done = python(tool, "build", "--strict", "-f", root / "mkdocs.yml", cwd=root)
        assert done.returncode != 0
        assert "gone.md" in done.stdout


def test_the_same_site_from_mkdocs_and_properdocs(copy: Callable[[str], Path]) -> None:
    """Both build without a warning, and write the same files to the letter."""
    root = copy("river-dam")
    sites = []
    for tool in ("mkdocs", "properdocs"):
        site = root.with_name(f"by-{tool}")
        done = python(
            tool, "build", "--strict", "--config-file", root / "mkdocs.yml", "--site-dir", site, cwd=root
        )
        assert done.returncode == 0, done.stdout
        assert "WARNING" not in done.stdout
        sites.append(files_in(site))
    by_mkdocs, by_properdocs = sites
    assert by_properdocs.keys() == by_mkdocs.keys()
    assert [path for path, data in by_mkdocs.items() if by_properdocs[path] != data] == []
    assert "timeline/index.html" in by_mkdocs


def test_a_timeline_in_parts(tmp_path: Path) -> None:
    """Where the timeline is an index of periods, no link is broken, and readers turn the pages in order."""
    write(tmp_path / "made", 180)
    site = build(tmp_path / "made")
    pages = sorted(path.parent.name for path in (site / "timeline").glob("*/index.html"))
    assert len(pages) > 1
    turned = ["", *pages]
    for before, this in pairwise(turned):
        html = (site / "timeline" / before / "index.html").read_text(encoding="utf-8")
        [href] = re.findall(r'rel="next" href="([^"]*)"', html)
        assert posixpath.normpath(posixpath.join("timeline", before, href)) == f"timeline/{this}"
        assert before == "" or '<a href="../">Timeline</a>' in html
    index = (site / "assets" / "search-index.js").read_text(encoding="utf-8")
    assert f'"timeline/{pages[0]}/"' in index


def test_nothing_is_touched_while_there_are_errors(pier: Path) -> None:
    """A bad edit leaves the site of the last build byte for byte, and says what is wrong."""
    site = build(pier)
    (site / "CNAME").write_text("briefing.example.org", encoding="utf-8")
    before = files_in(pier / "site")
    replace(pier / "content" / "events.yml", "quote: A barge struck", "quote: A ship struck")
    replace(pier / "content" / "briefing.yml", "rests_on: [collision]", "rests_on: [colision]")
    done = python("mkdocs", "build", cwd=pier)
    assert done.returncode == 1
    assert "content/briefing.yml:4:16: unknown-reference: there is no record `colision`" in done.stdout
    assert "content/events.yml:7:39: quote-not-found: " in done.stdout
    marks = "^" * len("A ship struck the eastern pier on 4 May 2021.")
    assert f"      | {' ' * 38}{marks}\n" in done.stdout
    assert "The nearest passage there is: “A barge struck the eastern pier on 4 May 2021.”" in done.stdout
    assert "Traceback" not in done.stdout
    assert files_in(pier / "site") == before


@pytest.mark.parametrize("case", ["broken-yaml", "wrong-ids", "settings-wrong"])
def test_no_site_appears_while_there_are_errors(case: str, copy: Callable[[str], Path]) -> None:
    """Where nothing was built before, nothing is there afterwards."""
    root = copy(case)
    with pytest.raises(Abort):
        build(root)
    assert not (root / "site").exists()


def test_warnings_stop_a_strict_build_only(pier: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A rule set to `warning` in mkdocs.yml is told by MkDocs, which decides what that means."""
    options = {"briefing": {"severities": {"single-source": "warning"}}}
    replace(pier / "mkdocs.yml", "plugins: [briefing]", yaml.safe_dump({"plugins": [options]}))
    build(pier, strict=False)
    warnings = [record.message for record in caplog.records if record.levelname == "WARNING"]
    assert len(warnings) == 1
    assert warnings[0].startswith("content/sources.yml:1:1: single-source (warning): ")
    with pytest.raises(Abort):
        build(pier, strict=True)


OWN = "docs_dir: content/pages\nsite_name: The pier\ntheme: briefing\n"
ERROR = "plugins: [briefing: {severities: {single-source: error}}]\n"


@pytest.mark.parametrize(
    ("files", "arguments"),
    [
        pytest.param({"other.yml": OWN + ERROR}, ["-f", "other.yml"], id="another file"),
        pytest.param({"base.yml": ERROR, "mkdocs.yml": "INHERIT: base.yml\n" + OWN}, [], id="inherited"),
        pytest.param(
            {"base.yml": ERROR, "pub.yml": "INHERIT: base.yml\n" + OWN}, ["-f", "pub.yml"], id="both"
        ),
        pytest.param({"mkdocs.yml": OWN + ERROR.replace("error", "!ENV [L, error]")}, [], id="a variable"),
    ],
)
def test_severities_count_wherever_they_stand(
    pier: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], arguments: list[str]
) -> None:
    """A rule that is an error in the settings that MkDocs reads stops the build, and the check of them."""
    for name, text in files.items():
        (pier / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(pier)
    with pytest.raises(PluginError, match="single-source: "):
        load_and_build(arguments[-1] if arguments else "mkdocs.yml")
    checked = CliRunner().invoke(check, arguments)
    assert checked.exit_code == 1
    assert "single-source: " in checked.output


@pytest.mark.parametrize("level", ["off", "'off'", "info", "warning", "error", "!ENV [GONE, off]"])
@pytest.mark.parametrize("inherits", [False, True])
def test_settings_are_read_as_mkdocs_reads_them(pier: Path, level: str, inherits: bool) -> None:
    """The same severities come from the file alone as from what MkDocs has made of it."""
    text = OWN + ERROR.replace("error", level).replace("[briefing: {s", "{briefing: {s").replace("]", "}")
    text = text if "!ENV" not in level else OWN + ERROR.replace("error", level)
    file = pier / "mkdocs.yml"
    if inherits:
        (pier / "base.yml").write_text(text, encoding="utf-8")
        text = "INHERIT: base.yml\n" + OWN
    file.write_text(text, encoding="utf-8")
    options = dict(load_config(str(file)).plugins["briefing"].config)
    from_mkdocs, problems = read_settings(Configuration(file, options))
    assert read_settings(Configuration(file)) == (from_mkdocs, problems)
    assert problems == []
    assert from_mkdocs.severities.keys() == {"single-source"}


def test_settings_from_standard_input(pier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`mkdocs build -f -` builds with what it is given."""
    command = [sys.executable, "-m", "mkdocs", "build", "-f", "-"]
    for settings, status in ((OWN + ERROR, 1), (OWN + "plugins: [briefing]\n", 0)):
        done = subprocess.run(command, cwd=pier, input=settings.encode(), capture_output=True, check=False)
        assert done.returncode == status, done.stderr
    assert (pier / "site" / "index.html").is_file()


class Terminal(io.StringIO):
    """What a terminal was told."""

    def isatty(self) -> bool:
        return True


def test_a_build_that_breaks_off_leaves_no_progress(pier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line that says how far the pages are goes away, whoever stopped the build."""
    hook = "def on_page_content(html, **_):\n    raise OSError('gone')\n"
    (pier / "hook.py").write_text(hook, encoding="utf-8")
    with (pier / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("hooks: [hook.py]\n")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "_LONG", 0)
    with pytest.raises(OSError, match="gone"):
        build(pier)
    assert "Converting pages: " in terminal.getvalue()
    assert terminal.getvalue().rpartition("\r")[2].strip() == ""


def test_drafts_are_served_and_never_built(copy: Callable[[str], Path]) -> None:
    """A draft shows while writing, marked as one, and leaves no trace in what is published."""
    root = copy("river-dam")
    drafts = ("second-release", "A second release of water", "belgrin-works", "Belgrin Works")
    published = build(root)
    assert not (published / "actors" / "belgrin-works").exists()
    for trace in drafts:
        assert trace not in text_of(published)
        assert all(trace.encode() not in data for data in files_in(published).values())
    served = build(root, serving=True)
    timeline = (served / "timeline" / "index.html").read_text(encoding="utf-8")
    after_heading = timeline.partition('id="second-release"')[2]
    assert re.search(r'class="badge draft">Draft<', after_heading)
    assert (served / "actors" / "belgrin-works" / "index.html").is_file()


def test_the_folder_may_be_anywhere(pier: Path, tmp_path: Path) -> None:
    """MkDocs may be called from another folder, and put the site into a third."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = python("mkdocs", "build", "--strict", "-f", pier / "mkdocs.yml", "-d", "out", cwd=elsewhere)
    assert done.returncode == 0, done.stdout
    assert [path.name for path in elsewhere.iterdir()] == []
    assert (pier / "out" / "timeline" / "index.html").is_file()


# ---- Navigation and edit links


def navigation(site: Path) -> list[tuple[str, str]]:
    """The entries of the front page's navigation: where they lead, and their text."""
    html = (site / "index.html").read_text(encoding="utf-8")
    part = html.partition('<nav class="frame site-nav"')[2].partition("</nav>")[0]
    return re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', part)


def test_navigation_holds_the_pages_that_there_are(pier: Path) -> None:
    """There are entries for what the briefing has, none for what it has not; own pages come last."""
    site = build(pier)
    targets = [target for target, _ in navigation(site)]
    assert targets == [".", "timeline/", "sources/", "how-to-read/", "about/"]
    assert navigation(site)[-1] == ("about/", "About this briefing")
    assert not (site / "actors").exists()
    (pier / "content" / "places.yml").write_text(
        "pier: {name: The eastern pier, precision: point}\n", encoding="utf-8"
    )
    replace(pier / "content" / "events.yml", "  kind: other", "  kind: other\n  place: pier")
    targets = [target for target, _ in navigation(build(pier))]
    assert targets == [".", "timeline/", "places/", "sources/", "how-to-read/", "about/"]


def test_own_pages_in_folders_join_the_navigation(pier: Path) -> None:
    """So do pages below folders, and pages link to those that the builder makes."""
    own = pier / "content" / "pages" / "method"
    own.mkdir()
    (own / "sources.md").write_text(
        "# Our sources\n\n[Timeline](../timeline.md#collision)\n", encoding="utf-8"
    )
    site = build(pier)
    assert ("method/sources/", "Our sources") in navigation(site)
    assert 'href="../../timeline/#collision"' in (site / "method/sources/index.html").read_text(
        encoding="utf-8"
    )


def test_the_navigation_of_the_editor_is_kept(pier: Path) -> None:
    """A `nav:` in mkdocs.yml stands as it is; pages that are left out of it are built all the same."""
    set_up(pier, nav=[{"When": "timeline.md"}, {"Start": "index.md"}, "about.md"])
    site = build(pier)
    assert navigation(site) == [
        ("timeline/", "When"),
        (".", "Start"),
        ("about/", "About this briefing"),
    ]
    assert (site / "sources" / "report" / "index.html").is_file()


@pytest.mark.parametrize("folders", [True, False])
def test_the_title_leads_to_a_front_page_that_the_navigation_leaves_out(pier: Path, folders: bool) -> None:
    """To its folder or to its file, as the site's addresses are, from every page."""
    base = "https://briefing.example.org/base/"
    set_up(pier, nav=[{"When": "timeline.md"}, "about.md"], use_directory_urls=folders, site_url=base)
    site = build(pier)
    for page in site.rglob("*.html"):
        [link] = re.findall(r'class="site-title"><a href="([^"]*)"', page.read_text(encoding="utf-8"))
        address = urljoin(base, page.relative_to(site).as_posix())
        assert urljoin(address, link) == (base if folders else f"{base}index.html"), page


def test_edit_links_lead_to_the_line(pier: Path) -> None:
    """Pages lead to the file behind them, records to their line, own pages to themselves."""
    events = (pier / "content" / "events.yml").read_text(encoding="utf-8")
    (pier / "content" / "events.yml").write_text(f"# A remark.\n\n{events}", encoding="utf-8")
    site = build(pier)
    base = f"{REPOSITORY}/edit/main/"
    pages = {
        "index.html": {"content/briefing.yml"},
        "timeline/index.html": {"content/events.yml", "content/events.yml#L3"},
        "sources/index.html": {"content/sources.yml"},
        "sources/report/index.html": {"content/sources.yml#L1"},
        "about/index.html": {"content/pages/about.md"},
    }
    for path, expected in pages.items():
        html = (site / path).read_text(encoding="utf-8")
        assert set(re.findall(rf'href="{re.escape(base)}([^"]+)"', html)) == expected, path


def test_no_edit_links_without_a_repository(copy: Callable[[str], Path]) -> None:
    """Where nobody said where the facts are kept, no page pretends to know."""
    assert not re.search(r">Edit(<| this)", text_of(build(copy("smallest"))))


# ---- Overrides


def test_templates_are_overridden_file_by_file(pier: Path) -> None:
    """A site's own file takes the place of the packaged one of the same name; all others stay."""
    pages = pier / "templates" / "pages"
    pages.mkdir(parents=True)
    (pages / "timeline.md.jinja").write_text(
        '{% import "_statements.md.jinja" as s with context %}\n'
        "# My own timeline\n\n"
        "{% for entry in timeline() %}\n"
        "## {{ entry.event.title }} { #{{ entry.event.id }} }\n\n"
        '{{ s.statements(entry.event.id, "account", entry.event.account) }}\n'
        "{% endfor %}\n",
        encoding="utf-8",
    )
    site = build(pier)
    timeline = (site / "timeline" / "index.html").read_text(encoding="utf-8")
    assert "My own timeline" in timeline
    assert 'id="collision_account-1"' in timeline
    assert "Sources" in (site / "sources" / "index.html").read_text(encoding="utf-8")


def test_the_theme_is_overridden_file_by_file(pier: Path) -> None:
    """So it is with the theme: its templates, its styles, and blocks of its frame."""
    theme = pier / "templates" / "theme"
    (theme / "partials").mkdir(parents=True)
    (theme / "css").mkdir()
    (theme / "partials" / "footer.html").write_text("<footer>My own footer</footer>", encoding="utf-8")
    (theme / "css" / "tokens.css").write_text(":root { --ink: #123456 }\n", encoding="utf-8")
    (theme / "main.html").write_text(
        '{% extends "base.html" %}{% block extrahead %}<meta name="mine" content="yes">{% endblock %}',
        encoding="utf-8",
    )
    site = build(pier)
    front = (site / "index.html").read_text(encoding="utf-8")
    assert "My own footer" in front
    assert '<meta name="mine" content="yes">' in front
    assert 'class="frame site-nav"' in front
    style = (site / "css" / "site.css").read_text(encoding="utf-8")
    assert ":root { --ink: #123456 }" in style
    assert "--highlight-edge:" not in style
    assert ".skip-link" in style


def test_one_stylesheet_is_published(pier: Path) -> None:
    """The theme's sheets are one file, whose address changes with what it holds; an own sheet stays apart."""
    (pier / "content" / "pages" / "own.css").write_text("p { color: red }\n", encoding="utf-8")
    set_up(pier, extra_css=["own.css"])
    site = build(pier)
    assert sorted(path.name for path in (site / "css").rglob("*.css")) == ["pdf.css", "site.css"]
    front = (site / "index.html").read_text(encoding="utf-8")
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]*)"', front)
    assert [sheet.partition("?")[0] for sheet in sheets] == ["css/site.css", "own.css"]
    below = (site / "sources" / "report" / "index.html").read_text(encoding="utf-8")
    assert f'href="../../{sheets[0]}"' in below
    theme = pier / "templates" / "theme" / "css"
    theme.mkdir(parents=True)
    (theme / "tokens.css").write_text(":root { --ink: #123456 }\n", encoding="utf-8")
    front = (build(pier) / "index.html").read_text(encoding="utf-8")
    assert sheets[0] not in front


def test_a_mistake_in_a_stylesheet_is_told(pier: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An import of what is not there is a warning, and the rest of the style stands."""
    theme = pier / "templates" / "theme" / "css"
    theme.mkdir(parents=True)
    (theme / "tokens.css").write_text('@import "colors.css"; :root { --ink: #123456 }\n', encoding="utf-8")
    site = build(pier, strict=False)
    assert "--ink: #123456" in (site / "css" / "site.css").read_text(encoding="utf-8")
    warnings = [record.message for record in caplog.records if record.levelname == "WARNING"]
    assert warnings == [
        'css/tokens.css: `@import "colors.css";` names a file that is not there; it is left out'
    ]


# ---- Serving


class Server:
    """`mkdocs serve` of a folder."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.log = root.with_name("serve.log")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", self.address],
                cwd=root,
                env=ENVIRONMENT,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def page(self, path: str) -> str:
        """A page as it is served now; empty while nothing answers."""
        try:
            with urlopen(f"http://{self.address}/{path}", timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except (URLError, ConnectionError):
            return ""

    def printed(self) -> str:
        """What the server has printed so far."""
        return self.log.read_text(encoding="utf-8")

    def wait(self, what: Callable[[], bool]) -> None:
        """Wait until something holds."""
        for _ in range(PATIENCE * 10):
            assert self.process.poll() is None, f"the server has stopped:\n{self.printed()}"
            if what():
                return
            time.sleep(0.1)
        pytest.fail(f"it never came about; the server printed:\n{self.printed()}")

    def wait_for(self, text: str, path: str) -> None:
        """Wait until a page holds a text."""
        self.wait(lambda: text in self.page(path))


@pytest.fixture
def server(pier: Path) -> Iterator[Server]:
    """The smallest briefing, served, with a template of its own."""
    own = pier / "templates" / "pages"
    own.mkdir(parents=True)
    packaged = resources.files("builder.templates") / "pages" / "timeline.md.jinja"
    (own / "timeline.md.jinja").write_bytes(packaged.read_bytes())
    serving = Server(pier)
    try:
        serving.wait_for("A barge strikes the pier", "timeline/")
        yield serving
    finally:
        serving.process.terminate()
        serving.process.wait()


def test_serve_shows_every_edit_and_survives_mistakes(server: Server, pier: Path) -> None:
    """An edit shows; a mistake is printed and the last good site stays; once mended, it goes on."""
    events = pier / "content" / "events.yml"
    replace(events, "A barge strikes the pier", "A barge hits the pier")
    server.wait_for("A barge hits the pier", "timeline/")

    good = events.read_text(encoding="utf-8")
    events.write_text(good.replace("  kind: other", "  kind: [other"), encoding="utf-8")
    server.wait(lambda: "content/events.yml:3:9: yaml-syntax: " in server.printed())
    assert "A barge hits the pier" in server.page("timeline/")
    assert "Traceback" not in server.printed()

    events.write_text(
        f"{good}\n"
        "closing:\n"
        "  title: The pier is closed\n"
        "  kind: other\n"
        "  after: [collision]\n"
        "  draft: true\n"
        "  account:\n"
        "    - text: The harbour master closed the pier.\n"
        "      cites: [{source: report, quote: The harbour master closed the pier on the same day.}]\n",
        encoding="utf-8",
    )
    server.wait_for("The pier is closed", "timeline/")
    assert 'class="badge draft"' in server.page("timeline/")

    replace(pier / "templates" / "pages" / "timeline.md.jinja", "# {{ page.title }}", "# My timeline")
    server.wait_for("My timeline", "timeline/")

    own = pier / "templates" / "theme" / "css"
    own.mkdir(parents=True)
    (own / "tokens.css").write_text(":root { --ink: #123456 }\n", encoding="utf-8")
    server.wait_for("#123456", "css/site.css")

    replace(
        pier / "seeds" / "report.txt", "A barge struck the eastern pier", "A ship struck the eastern pier"
    )
    server.wait(lambda: "quote-not-found: " in server.printed())
    assert "The pier is closed" in server.page("timeline/")

    replace(pier / "seeds" / "report.txt", "A ship struck", "A barge struck")
    replace(pier / "content" / "pages" / "about.md", "About this briefing", "About the pier")
    server.wait_for("About the pier", "about/")


# ---- Publishing


def test_gh_deploy_publishes_the_whole_site(pier: Path, tmp_path: Path) -> None:
    """The branch holds exactly what a build holds, and nothing of it is lost on the way."""
    bare = tmp_path / "remote.git"
    assert run("git", "init", "--quiet", "--bare", bare, cwd=tmp_path).returncode == 0
    for command in (
        ["git", "init", "--quiet", "--initial-branch=main"],
        ["git", "remote", "add", "origin", str(bare)],
        ["git", "add", "."],
        ["git", "commit", "--quiet", "--message=The facts"],
    ):
        done = run(*command, cwd=pier)
        assert done.returncode == 0, done.stdout
    done = python("mkdocs", "gh-deploy", "--strict", cwd=pier)
    assert done.returncode == 0, done.stdout
    published = tmp_path / "published"
    done = run("git", "clone", "--quiet", "--branch=gh-pages", bare, published, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    built = files_in(build(pier))
    tree = files_in(published)
    assert tree.pop(".nojekyll") == b""
    # The two that carry the day and the time of the build.
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        assert tree.pop(name)
        assert built.pop(name)
    assert tree == built
    assert not [path for path in tree if path.endswith((".yml", ".yaml", ".jinja"))]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("# A\n\n{% if %}\n", "templates/pages/front.md.jinja:3:1: template-invalid: "),
        (
            "# A\n{{ nonsense }}\n",
            "templates/pages/front.md.jinja:2:1: template-invalid: 'nonsense' is undefined",
        ),
    ],
)
def test_mistake_in_a_template(tmp_path: Path, template: str, said: str) -> None:
    """A mistake in a site's own template is reported with its line, and nothing is built."""
    folder = tmp_path / "briefing"
    shutil.copytree(Path(__file__).parent / "content" / "smallest", folder)
    file = folder / "templates" / "pages" / "front.md.jinja"
    file.parent.mkdir(parents=True)
    file.write_text(template)
    done = run(sys.executable, "-m", "mkdocs", "build", cwd=folder)
    assert done.returncode == 1
    assert said in done.stdout
    assert "Traceback" not in done.stdout
    assert not (folder / "site").exists()
