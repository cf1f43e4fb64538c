"""What is served after an edit is what MkDocs would build anew, and only what changed is written."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from importlib import resources
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment
from wsgiref.util import FileWrapper

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from builder.pages import search_index
from builder.plugin import BriefingPlugin
from builder.serve.rebuild import Rebuilding
from builder.site import one_page
from tests import briefings

ADDRESS = "http://127.0.0.1:8000/"
SETTINGS = {
    "site_name": "The ferry",
    "theme": "briefing",
    "docs_dir": "content/pages",
    "plugins": ["briefing"],
    "repo_url": "https://github.com/example/ferry",
    "edit_uri": "edit/main/",
}


def site_of(folder: Path) -> dict[str, bytes]:
    """Every file of a site, by its path there."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


class EditedMeanwhile(LiveReloadServer):
    """A server with which somebody edits while an answer is on its way."""

    edits: Sequence[Callable[[], None]] = ()

    def serve_request(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if self.edits:
            edit, *self.edits = self.edits
            edit()
        return super().serve_request(environ, start_response)


class Session:
    """What `mkdocs serve` does in a folder, without answering anybody."""

    def __init__(self, root: Path, server: type[LiveReloadServer] = LiveReloadServer) -> None:
        self.root = root
        self.folder = root.with_name(f"{root.name}-served")
        self.whole_builds = 0
        config = self.load()
        config.plugins.on_startup(command="serve", dirty=False)
        self.whole(config)
        plugin = config.plugins["briefing"]
        assert isinstance(plugin, BriefingPlugin)
        self.plugin = plugin
        self.server = server(self.whole, "127.0.0.1", 8000, str(self.folder))
        self.server.watch(config.docs_dir)
        self.server.watch(str(config.config_file_path))
        config.plugins.on_serve(self.server, config=config, builder=self.whole)
        for path in config.watch:
            self.server.watch(path)
        self.whole_builds = 0

    def load(self) -> MkDocsConfig:
        config = load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.folder))
        config.site_url = ADDRESS
        return config

    def whole(self, config: MkDocsConfig | None = None) -> None:
        """Build everything, as MkDocs does it."""
        self.whole_builds += 1
        build(config or self.load(), serve_url=ADDRESS)

    def edit(self, name: str, old: str, new: str) -> None:
        """Edit a file, and have what is served brought up to date."""
        replace(self.root / name, old, new)
        self.server.builder()

    def write(self, name: str, text: str) -> None:
        """Write a whole file, and have what is served brought up to date."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.server.builder()

    def ask(self, address: str) -> bytes:
        """What a browser gets, without what makes it reload."""
        begun: list[str] = []

        def start(status: str, *_: object) -> Callable[[bytes], object]:
            begun.append(status)
            return bytes

        application = self.server.get_app()
        assert application is not None
        answer = application({"PATH_INFO": f"/{address}".encode().decode("latin-1")}, start)
        assert begun == ["200 OK"]
        assert isinstance(answer, FileWrapper)
        with closing(answer):
            return b"".join(answer)

    def site(self) -> dict[str, bytes]:
        """What is served."""
        for path in site_of(self.folder):
            self.ask(path)
        return site_of(self.folder)


def changes_in(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> set[str]:
    """The files that differ between two sites."""
    return {path for path in {*before, *now} if before.get(path) != now.get(path)}


def replace(file: Path, old: str, new: str) -> None:
    """Edit a file as an editor would."""
    text = file.read_text(encoding="utf-8")
    assert old in text, file
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Session]]:
    """Serves the small briefing, with files of a test's own."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    sessions: list[Session] = []

    def begin(
        files: briefings.Files | None = None,
        server: type[LiveReloadServer] = LiveReloadServer,
        **settings: object,
    ) -> Session:
        root = tmp_path / "briefing"
        briefings.write(root, {"mkdocs.yml": yaml.safe_dump({**SETTINGS, **settings}), **(files or {})})
        sessions.append(Session(root, server))
        return sessions[-1]

    yield begin
    for session in sessions:
        session.server.server_close()


def packaged(name: str) -> str:
    """A packaged template or style."""
    return (resources.files("builder.templates") / name).read_text(encoding="utf-8")


RINGING = """\
ringing:
  title: The bell rings
  kind: other
  date: 2021-05-03
  place: old-harbour
  account:
    - text: The bell is said to have rung twice.
      cites: [{source: gazette, quote: the bell had rung twice}]
"""

# Edits, one upon the other, of which none needs a build of everything: what is replaced, in which files.
EDITS: dict[str, list[tuple[str, str, str]]] = {
    "a statement": [("content/events.yml", "The ferry left the", "The ferry Anna left the")],
    "a line more": [("content/actors.yml", "harbour-master:", "# A remark.\n\nharbour-master:")],
    "a new event": [("content/events.yml", "departure:", f"{RINGING}departure:")],
    "a new actor": [("content/actors.yml", "sailor: {", "anna: {name: Anna, kind: organisation}\nsailor: {")],
    "another name": [("content/actors.yml", "A sailor", "A sailor & his <mate>")],
    "another id": [("content/actors.yml", "anna:", "ferry-anna:")],
    "an actor less": [("content/actors.yml", "ferry-anna: {name: Anna, kind: organisation}\n", "")],
    "no places any more": [
        ("content/places.yml", "old-harbour: {name: The old harbour, precision: town}\n", "{}\n"),
        ("content/events.yml", "  place: old-harbour\n", ""),
        ("content/events.yml", "[old harbour][old-harbour]", "old harbour"),
    ],
    "the title of the briefing": [("content/briefing.yml", "The ferry and the bell", "A ferry, a bell")],
    "the text of a source": [("seeds/gazette.txt", "Nobody was", "Nobody at all was")],
    "an own page": [("content/pages/about.md", "# About", "# About us\n\n[Timeline](timeline.md#ringing)")],
    "a template": [("templates/pages/actor.md.jinja", "", "{# #}\n\nWho is it?\n\n")],
    "a style": [("templates/theme/css/facts.css", "", "i { color: red }\n")],
    "a style that is not joined": [("templates/theme/css/pdf.css", "", "i { color: red }\n")],
}


def test_what_is_served_is_what_would_be_built(
    serve: Callable[..., Session], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """After every edit, and however many were made before, to the byte, and without a build of everything."""
    names = ("pages/actor.md.jinja", "theme/css/facts.css", "theme/css/pdf.css")
    session = serve({f"templates/{name}": packaged(name).encode() for name in names})
    served = {}
    for number, (edit, replacements) in enumerate(EDITS.items()):
        for name, old, new in replacements:
            if old:
                replace(session.root / name, old, new)
            else:
                (session.root / name).write_text(f"{new}{(session.root / name).read_text()}")
        session.server.builder()
        assert session.whole_builds == 0, edit
        assert "ERROR" not in {record.levelname for record in caplog.records}, edit
        served[edit] = session.site()
        shutil.copytree(session.root, tmp_path / f"{number}" / "briefing")
    for number, (edit, shown) in enumerate(served.items()):
        built = Session(tmp_path / f"{number}" / "briefing")
        built.server.server_close()
        assert changes_in(built.site(), shown) == set(), edit


def written_by(session: Session, edit: Callable[[], None]) -> set[str]:
    """The files of the served site that are written after an edit, when all are asked for."""
    past = 1_600_000_000_000_000_000
    files = [path for path in session.folder.rglob("*") if path.is_file()]
    for path in files:
        os.utime(path, ns=(past, past))
    edit()
    session.site()
    files = [path for path in session.folder.rglob("*") if path.is_file()]
    return {path.relative_to(session.folder).as_posix() for path in files if path.stat().st_mtime_ns != past}


def test_only_what_changed_is_written(serve: Callable[..., Session]) -> None:
    """Of the pages those that show what was edited; of the theme only the style."""
    session = serve({"templates/theme/css/facts.css": packaged("theme/css/facts.css").encode()})

    def edit(name: str, old: str, new: str) -> set[str]:
        return written_by(session, lambda: session.edit(name, old, new))

    assert edit("content/pages/about.md", "# About", "# About\n\nMore.") == {"about/index.html"}
    assert edit("content/disputes.yml", "The bell rang", "The bell has rung") == {
        "index.html",
        "actors/harbour-master/index.html",
        "disputes/index.html",
        search_index.INDEX,
    }
    assert edit("templates/theme/css/facts.css", "}", " }") == set()  # the same style, in other words
    assert edit("templates/theme/css/facts.css", "}", ";top:0}") == {"css/site.css"}
    assert edit("content/disputes.yml", "question:", "# A remark.\n  question:") == set()
    assert session.whole_builds == 0


def test_every_page_shows_another_title(serve: Callable[..., Session]) -> None:
    """What is in the frame of every page changes all of them, and no other file but the sign of the site."""
    session = serve()
    pages = {path for path in session.site() if path.endswith(".html")}
    written = written_by(
        session, lambda: session.edit("content/briefing.yml", "The ferry and the bell", "Another ferry")
    )
    assert written == {*pages, "assets/favicon.svg", "sitemap.xml", "sitemap.xml.gz"}
    assert session.whole_builds == 0


def test_mistakes_leave_what_is_served(
    serve: Callable[..., Session], caplog: pytest.LogCaptureFixture
) -> None:
    """They are told, and the server goes on: with the last good facts, then with the mended ones."""
    session = serve()
    before = session.site()
    session.edit("content/events.yml", "quote: left", "quote: reached")
    assert "the last good site stays\ncontent/events.yml:8:" in caplog.text
    assert session.site() == before
    session.edit("content/pages/about.md", "# About", "# About us")
    assert b"About us" in session.site()["about/index.html"]
    session.edit("content/events.yml", "quote: reached", "quote: left")
    session.edit("content/events.yml", "The ferry left", "The ferry Anna left")
    assert b"The ferry Anna left" in session.site()["timeline/index.html"]
    assert session.whole_builds == 0


def test_settings_change_everything(serve: Callable[..., Session], caplog: pytest.LogCaptureFixture) -> None:
    """So MkDocs builds it all; while it cannot read them, what is served stays."""
    session = serve()
    before = session.site()
    session.edit("mkdocs.yml", "site_name:", "site_nme:")
    assert "What was built last is still served." in caplog.text
    assert session.site() == before
    session.edit("mkdocs.yml", "site_nme:", "copyright: Nobody\nsite_name:")
    assert b"<p>Nobody</p>" in session.site()["index.html"]
    assert session.whole_builds == 2
    session.edit("content/events.yml", "The ferry left", "The ferry Anna left")
    assert session.whole_builds == 2


def test_settings_that_others_share(serve: Callable[..., Session]) -> None:
    """What `mkdocs.yml` takes over is watched as it is."""
    session = serve(
        {"shared.yml": "INHERIT: more.yml\n", "more.yml": "copyright: Nobody\n"}, INHERIT="shared.yml"
    )
    session.edit("more.yml", "Nobody", "Somebody")
    assert b"<p>Somebody</p>" in session.site()["index.html"]


def test_own_pages_that_come_and_go(serve: Callable[..., Session]) -> None:
    """They are in the navigation of every page: MkDocs builds it all."""
    session = serve()
    session.write("content/pages/method.md", "# Our method\n")
    assert b"Our method" in session.site()["index.html"]
    (session.root / "content/pages/method.md").unlink()
    session.server.builder()
    assert b"Our method" not in session.site()["index.html"]
    assert "method/index.html" not in session.site()
    assert session.whole_builds == 2


def test_hooks_see_the_pages_that_are_made_again(serve: Callable[..., Session]) -> None:
    """Those that have to do with one page at a time; what changes the navigation is built by MkDocs."""
    hook = "def on_post_page(output, page, config): return output + f'<!-- {page.title} -->'\n"
    session = serve({"hook_of_pages.py": hook}, hooks=["hook_of_pages.py"])
    session.edit("content/events.yml", "The ferry left", "The ferry Anna left")
    assert session.site()["timeline/index.html"].endswith(b"<!-- Timeline -->")
    assert session.whole_builds == 0
    session.edit("content/actors.yml", "A sailor", "Another sailor")
    assert session.site()["actors/sailor/index.html"].endswith(b"<!-- Another sailor -->")
    assert session.whole_builds == 1


def test_hooks_that_see_the_whole_site(serve: Callable[..., Session]) -> None:
    """What they would do to a part of it is not known: MkDocs builds it all."""
    hook = "def on_files(files, config): return files\n"
    session = serve({"hook_of_files.py": hook}, hooks=["hook_of_files.py"])
    session.edit("content/events.yml", "The ferry left", "The ferry Anna left")
    assert b"The ferry Anna left" in session.site()["timeline/index.html"]
    assert session.whole_builds == 1


def test_a_theme_of_ones_own(serve: Callable[..., Session], tmp_path: Path) -> None:
    """It may show any page's title anywhere: what is known is that texts are shown on their own pages."""
    footer = "{% for file in pages %}{{ file.page.title }} {% endfor %}"
    session = serve({"templates/theme/partials/footer.html": footer})
    session.edit("content/actors.yml", "A sailor", "Another sailor")
    assert b"Another sailor" in session.site()["timeline/index.html"]
    assert session.whole_builds == 1
    session.edit("templates/theme/partials/footer.html", "{% for", "Pages: {% for")
    assert b"Pages: " in session.site()["timeline/index.html"]
    assert session.whole_builds == 1
    shutil.copytree(session.root, tmp_path / "copy" / "briefing")
    built = Session(tmp_path / "copy" / "briefing")
    built.server.server_close()
    assert changes_in(built.site(), session.site()) == set()
    session.write("templates/theme/partials/search.html", "")
    assert session.whole_builds == 2


def fail(*_: object) -> None:
    """What nobody thought of."""
    raise RuntimeError("nobody thought of this")


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the editor was warned of since this was asked last."""
    found = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    caplog.clear()
    return found


def test_what_fails_in_part_is_built_whole(
    serve: Callable[..., Session], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever happens, MkDocs has the last word, and the editor is told why it takes longer, once."""
    session = serve()
    monkeypatch.setattr(one_page, "read", fail)
    warnings(caplog)
    session.edit("content/pages/about.md", "# About", "# About us")
    assert b"About us" in session.site()["about/index.html"]
    assert session.whole_builds == 1
    [warned] = warnings(caplog)
    assert "RuntimeError: nobody thought of this (test_session.py, line " in warned
    session.edit("content/pages/about.md", "# About us", "# About")
    assert session.whole_builds == 2
    assert warnings(caplog) == []


def test_each_cause_is_told(
    serve: Callable[..., Session], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """One that was told already hides no other."""
    session = serve()
    warnings(caplog)

    def other(*_: object, **__: object) -> None:
        raise KeyError("gone")

    for name, failing, cause in (("site", fail, "RuntimeError"), ("other", other, "KeyError: 'gone'")):
        monkeypatch.setattr(Rebuilding, "build", failing)
        edited = session.root / "content" / "events.yml"
        edited.write_text(edited.read_text("utf-8") + f"# {name}\n", encoding="utf-8")
        with pytest.raises((RuntimeError, KeyError)):  # MkDocs meets it, too
            session.server.builder()
        [warned] = warnings(caplog)
        assert cause in warned
        monkeypatch.undo()
        session.server.builder()
        warnings(caplog)


def test_a_page_is_written_when_it_is_asked_for(serve: Callable[..., Session]) -> None:
    """At whichever address; the others wait, however many edits come before somebody asks."""
    session = serve()
    session.edit("content/events.yml", "The ferry left", "The ferry Anna left")
    session.edit("content/actors.yml", "A sailor", "A mariner")
    timeline, actor = (session.folder / name / "index.html" for name in ("timeline", "actors/sailor"))
    assert b"The ferry Anna left" not in timeline.read_bytes()
    assert b"The ferry Anna left" in session.ask("timeline/")
    assert b"The ferry Anna left" in timeline.read_bytes()
    assert b"A mariner" not in actor.read_bytes()
    assert b"A mariner" in session.ask("actors/./sailor//index.html")


def test_an_edit_while_a_page_is_asked_for(serve: Callable[..., Session]) -> None:
    """Whoever had to wait for a build gets the page as it is after it."""
    session = serve(server=EditedMeanwhile)
    assert isinstance(session.server, EditedMeanwhile)
    session.server.edits = [
        lambda: session.edit("content/events.yml", "The ferry left", "The ferry Anna left"),
        lambda: session.edit("content/events.yml", "The ferry Anna left", "The ferry Berta left"),
    ]
    assert b"The ferry Berta left" in session.ask("timeline/")
    assert session.server.edits == []


def test_what_cannot_be_written_is_built_whole(
    serve: Callable[..., Session], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Also where that turns out when somebody asks for it."""
    session = serve()
    session.edit("content/events.yml", "The ferry left", "The ferry Anna left")
    assert session.whole_builds == 0
    monkeypatch.setattr(one_page, "write_page", fail)
    warnings(caplog)
    assert b"The ferry Anna left" in session.ask("timeline/")
    assert session.whole_builds == 1
    assert "RuntimeError: nobody thought of this" in warnings(caplog)[0]


def test_what_was_not_asked_for_outlives_settings_with_mistakes(serve: Callable[..., Session]) -> None:
    """What is served stays, and with it what was going to be written."""
    session = serve()
    session.edit("content/events.yml", "The ferry left", "The ferry Anna left")
    session.edit("mkdocs.yml", "site_name:", "site_nme:")
    assert b"The ferry Anna left" in session.ask("timeline/")


def test_the_index_is_written_when_it_is_asked_for(serve: Callable[..., Session]) -> None:
    """It is long and rarely needed. Who asks for it gets what there is to find now."""
    session = serve()
    file = session.folder / search_index.INDEX
    session.edit("content/actors.yml", "A sailor", "A mariner")
    assert "A mariner" not in file.read_text(encoding="utf-8")
    assert "A mariner" in session.ask(search_index.INDEX).decode()
    assert "A mariner" in file.read_text(encoding="utf-8")


def test_settings_that_are_broken_and_mended(
    serve: Callable[..., Session], caplog: pytest.LogCaptureFixture
) -> None:
    """Broken in form, wrong in what they say, or gone: it is said, and what was built last is served."""
    session = serve()
    whole = (session.root / "mkdocs.yml").read_text()
    before = session.site()
    for number, broken in enumerate(["site_name: [", "site_name: A\ndocs_dir: nowhere\n", None]):
        caplog.clear()
        if broken is None:
            (session.root / "mkdocs.yml").unlink()
            session.server.builder()
        else:
            session.write("mkdocs.yml", broken)
        said = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
        assert any(text.endswith("What was built last is still served.") for text in said), broken
        assert session.site() == before
        session.write("mkdocs.yml", whole.replace("The ferry", f"Ferry {number}"))
        session.write("mkdocs.yml", whole)
        assert session.site() == before


@pytest.mark.parametrize("name", ["content", "content/pages", "seeds"])
def test_a_folder_that_is_gone_and_back(
    serve: Callable[..., Session], name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It is said, the last good site is served meanwhile, and edits show again afterwards."""
    session = serve()
    before = session.site()
    (session.root / name).rename(session.root / "aside")
    session.server.builder()
    assert [record for record in caplog.records if record.levelname == "ERROR"]
    assert session.site() == before
    (session.root / "aside").rename(session.root / name)
    session.server.builder()
    assert session.site() == before
    session.edit("content/actors.yml", "A sailor", "Another sailor")
    assert b"Another sailor" in session.ask("actors/")


def test_a_disk_that_is_full_while_serving(
    serve: Callable[..., Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """MkDocs gets a message that it prints, not a traceback; the next build mends what is served."""
    session = serve()
    before = session.site()

    def failing(content: bytes, output_path: str) -> None:
        raise OSError(28, "No space left on device", output_path)

    with monkeypatch.context() as patched:
        patched.setattr("mkdocs.utils.write_file", failing)
        (session.root / "content/pages/new.md").write_text("# New\n")
        with pytest.raises(SystemExit, match="No space left on device"):
            session.server.builder()
    (session.root / "content/pages/new.md").unlink()
    session.server.builder()
    assert session.site() == before


def test_a_foreign_host_is_not_answered(serve: Callable[..., Session]) -> None:
    """What is served goes to this computer's own addresses only."""
    session = serve()
    application = session.server.get_app()
    assert application is not None
    begun: list[str] = []

    def start(status: str, *_: object) -> Callable[[bytes], object]:
        begun.append(status)
        return bytes

    for host in ("evil.example:8000", "127.0.0.1:8000"):
        list(application({"PATH_INFO": "/", "HTTP_HOST": host}, start))
    assert begun == ["403 Forbidden", "200 OK"]
