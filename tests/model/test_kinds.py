"""A kind of record is one entry: all that goes by kinds reads it, and a new one needs no more."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Hashable
from importlib import resources
from pathlib import Path

import pytest

import builder
from builder.model import kinds
from builder.model.kinds import KINDS, Kind
from builder.model.translation import translations
from tests import briefings

TEMPLATES = Path(str(resources.files("builder.templates")))

# What a kind of record takes: its model, its entry, its template, its word in the search.
MODEL = '''

class Recording(Record):
    """What was filmed or recorded."""

    kind_name = "recording"
    folder = "media"

    title: Plain
    """What it shows, in a few words."""
    taken: Date | None = None
    """When it was taken (EDTF)."""
    by: tuple[ActorRef, ...] = ()
    """Who took it."""
    shows: tuple[Statement, ...]
    """What it shows, statement by statement."""
'''
ENTRY = """\
    Kind(
        model=records.Recording,
        plural="recordings",
        heading="Recordings",
        pages=Pages(
            rank=55,
            title="Recordings",
            path="media/index.md",
            template="media",
            own="medium",
            order=lambda recording: recording.title,
        ),
        search=Search(rank=55, beside=("taken", "by"), parts=("shows",)),
    ),
"""
PAGE = """\
# {{ page.title }}

{% for recording in records_of(page) %}
- {{ link(recording.id) }}
{% endfor %}
"""
OWN_PAGE = """\
{% import "_statements.md.jinja" as s with context %}
# {{ record.title }}

{{ s.statements(record.id, "shows", record.shows) }}
"""
FOLDER = {
    "content/media.yml": """
        quay-film:
          title: The quay on film
          taken: 2021-05-03
          by: [sailor]
          shows:
            - text: The ferry is at the [quay][old-harbour].
              cites: [{source: gazette, quote: The ferry Anna left the old harbour}]
        bell-tape:
          title: A tape of the bell
          shows:
            - text: The bell, as in the [film][quay-film].
              cites: [{source: gazette, quote: the bell had rung twice}]
        """
}


def replaced(file: Path, old: str, new: str) -> None:
    """Replace what stands just once in a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file.name}: {old}"
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the builder that knows one kind of record more."""
    home = tmp_path_factory.mktemp("house")
    without = shutil.ignore_patterns("__pycache__")
    made = shutil.copytree(Path(builder.__file__).parent, home / "builder", ignore=without)
    templates = shutil.copytree(TEMPLATES, made / "templates", ignore=without, dirs_exist_ok=True)
    replaced(made / "model" / "records.py", "\n\nclass Change(", f"{MODEL}\n\nclass Change(")
    replaced(made / "model" / "kinds.py", "\n)\n\nFOLDERS", f"\n{ENTRY})\n\nFOLDERS")
    (templates / "pages" / "media.md.jinja").write_text(PAGE, encoding="utf-8")
    (templates / "pages" / "medium.md.jinja").write_text(OWN_PAGE, encoding="utf-8")
    replaced(
        templates / "theme" / "partials" / "words.html",
        '  "view": ',
        '  "recording": "Recording",\n  "view": ',
    )
    return home


def run(house: Path, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program of Python in a briefing's folder, with the builder of a house."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(house), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def briefing(house: Path, root: Path, *arguments: str) -> str:
    """What a command of `briefing` prints."""
    return run(house, root, "-c", "from builder.cli import main; main()", *arguments).stdout


def test_a_new_kind_has_pages_an_address_and_search(house: Path, tmp_path: Path) -> None:
    """Its records are read, shown in their order, linked to and found."""
    root = briefings.write(tmp_path, FOLDER)
    done = run(house, root, "-m", "mkdocs", "build", "-q", "-d", "site")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    index = (root / "site" / "media" / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'<li><a href="(\.\./media/[^"]+|[^"/]+/)">([^<]+)</a></li>', index)
    assert [title for _, title in links] == ["A tape of the bell", "The quay on film"]
    page = (root / "site" / "media" / "bell-tape" / "index.html").read_text(encoding="utf-8")
    assert 'href="../quay-film/"' in page
    assert "Recordings" in (root / "site" / "index.html").read_text(encoding="utf-8")
    actor = (root / "site" / "actors" / "sailor" / "index.html").read_text(encoding="utf-8")
    assert "Recordings: " in re.sub("<[^>]+>", "", actor)
    script = (root / "site" / "assets" / "search-index.js").read_text(encoding="utf-8")
    found = json.loads(script.removeprefix("self.briefingSearch=").rstrip(";\n"))
    number = found["kinds"].index("recording")
    assert ["media/quay-film/", "The quay on film", [[number, "3 May 2021 · A sailor", ""]]] in [
        [page, title, held[:1]] for page, title, held in found["entries"]
    ]


def test_a_new_kind_is_checked(house: Path, tmp_path: Path) -> None:
    """Mistakes in its fields and references are found like those of all others."""
    wrong = FOLDER["content/media.yml"].replace("[old-harbour]", "[old-harbor]")
    wrong = wrong.replace("title: A tape", "takn: 2021-05-03\n          title: A tape")
    told = briefing(house, briefings.write(tmp_path, {"content/media.yml": wrong}), "check")
    assert "Did you mean `taken`?" in told
    assert "Did you mean `old-harbour`?" in told


def test_a_new_kind_is_in_schemas_and_formats(house: Path, tmp_path: Path) -> None:
    """Its file has a schema, and its records are in what is exported."""
    root = briefings.write(tmp_path, FOLDER)
    schema = json.loads(briefing(house, root, "schema", "media"))
    assert schema["definitions"]["Recording"]["properties"]["shows"]["description"].startswith(
        "What it shows"
    )
    briefing(house, root, "export", "json", "csv", "--output", "out")
    whole = json.loads((root / "out" / "briefing.json").read_text(encoding="utf-8"))
    assert list(whole["media"]) == ["quay-film", "bell-tape"]
    assert "shows.1.text" in (root / "out" / "csv" / "media.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_entry_is_complete(kind: Kind) -> None:
    """Its templates and the fields that the search names are there, and its words in every language."""
    pages = kind.pages
    for template in filter(None, (pages.template, pages.own)):
        assert (TEMPLATES / "pages" / f"{template}.md.jinja").is_file()
    if kind.search:
        named = {*kind.search.beside, *kind.search.lines, *kind.search.parts}
        assert named <= kind.model.model_fields.keys()
        assert kind.search.entry or kind.search.parts
    for language in ("fa", "ur"):
        for words in (kind.heading, pages.title):
            assert translations(language).gettext(words) != words


def test_no_two_kinds_share_what_tells_them_apart() -> None:
    """Each has its own name, folder, page, and place in the navigation and in the search."""
    apart: list[list[Hashable]] = [
        [kind.name for kind in KINDS],
        [kind.plural for kind in KINDS],
        [kind.folder for kind in KINDS],
        [kind.pages.path for kind in KINDS],
        [kind.pages.rank for kind in KINDS],
        [search.rank for _, search in kinds.searched()],
    ]
    assert [len(set(each)) for each in apart] == [len(each) for each in apart]
