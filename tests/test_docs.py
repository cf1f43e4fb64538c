"""The documentation: what is drawn from the code is up to date, and what is shown does what it says.

A page is run from its top. `<!-- a folder of: NAME -->` lays out a briefing of tests/content/, and
`<!-- a file: NAME -->` one of the documentation's files; a block that begins with a file's path in a comment
writes that file (`: add` at its end); a block of `console` holds
commands after `$ `, each with its output, in which `…` stands for any text, and a line of it for any lines.
"""

import os
import re
import runpy
import shlex
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest
import yaml
from click.testing import CliRunner
from markdown_it import MarkdownIt

from builder.cli import main

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = DOCS / "pages"
DRAWN: dict[str, str] = runpy.run_path(str(ROOT / "scripts" / "reference.py"))["pages"]()
WRITTEN = sorted(file for file in PAGES.rglob("*.md") if file.relative_to(PAGES).as_posix() not in DRAWN)

# What is shown and not run here, and why.
NOT_RUN = {
    "python3 -m venv .venv": "tests/test_packaging.py makes an environment",
    "source .venv/bin/activate": "as above",
    'pip install "briefing-builder @ git+https://github.com/example/briefing"': "needs the network",
    "git init": "would need a repository on GitHub, as all that follows",
    "git add .": "as above",
    'git commit -m "The clash off Tern Island"': "as above",
    "git branch -M main": "as above",
    "git remote add origin https://github.com/YOUR-NAME/tern-island.git": "as above",
    "git push -u origin main": "as above",
    "briefing pdf": "needs a browser; tests/test_pdf.py and tests/site/test_pdf.py run it",
    'python -c "import builder.templates; print(*builder.templates.__path__)"': "tells of the computer",
}
_PATH = re.compile(
    r"(?:# |/\* |<!-- |\{# )"
    r"(?P<path>(?:content|seeds|templates|mkdocs)[\w./-]*\.\w+)(?P<add>: add)?"
    r"(?: \*/| -->| #\})?\n"
)


class Step(NamedTuple):
    """One thing that a page shows: a block's language and text, or a comment."""

    kind: str
    text: str
    line: int


def steps(page: Path) -> Iterator[Step]:
    """What a page shows, from its top."""
    for token in MarkdownIt("commonmark").parse(page.read_text(encoding="utf-8")):
        line = token.map[0] + 1 if token.map else 0
        if token.type == "fence":
            yield Step(token.info.strip(), token.content, line)
        elif token.type == "code_block":
            raise AssertionError(f"{page.name}:{line}: put the block between fences")
        elif token.type == "html_block":
            yield Step("comment", token.content, line)


def commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a block, each with what it is shown to print."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def matches(shown: str, printed: str) -> bool:
    """Whether a command printed what is shown."""
    lines = (re.escape(line).replace("…", ".*") for line in shown.splitlines())
    pattern = "".join(r"(?:.*\n)*?" if line == ".*" else f"{line}\n" for line in lines)
    return bool(re.fullmatch(pattern, printed if printed.endswith("\n") or not printed else f"{printed}\n"))


def run(command: str) -> str:
    """What a command prints, in the folder that is the current one."""
    program, *arguments = shlex.split(command)
    if program == "cd":
        os.chdir(arguments[0])
        return ""
    if program == "rm":
        for pattern in arguments:
            found = list(Path().glob(pattern))
            assert found, f"{pattern}: there is no such file"
            for file in found:
                file.unlink()
        return ""
    if program == "briefing" and "--site" not in arguments:
        return CliRunner().invoke(main, arguments, catch_exceptions=False).output
    assert program in ("briefing", "mkdocs")
    script = Path(sysconfig.get_path("scripts")) / program
    done = subprocess.run(
        [script, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def run_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write every file of a page and run every command, in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    for step in steps(page):
        where = f"{page.name}:{step.line}"
        if step.kind == "comment":
            found = re.match(r"<!-- a (folder of|file): ([\w.-]+) -->", step.text)
            assert found, f"{where}: {step.text}"
            if found[1] == "file":
                shutil.copy(PAGES / found[2], tmp_path)
            else:
                shutil.copytree(ROOT / "tests" / "content" / found[2], tmp_path, dirs_exist_ok=True)
                (tmp_path / "expected.txt").unlink()
        elif step.kind == "console":
            for command, shown in commands(step.text):
                printed = run(command)
                assert matches(shown, printed), f"{where}: {command}\n{printed}"
        elif step.kind == "sh":
            assert set(step.text.splitlines()) <= set(NOT_RUN), where
        elif path := _PATH.match(step.text):
            file = Path(path["path"])
            file.parent.mkdir(parents=True, exist_ok=True)
            before = file.read_text(encoding="utf-8") if path["add"] else ""
            # In YAML, the line with the path is a comment as good as any.
            kept = step.text if step.kind == "yaml" and not path["add"] else step.text[path.end() :]
            file.write_text(before + kept, encoding="utf-8")
        elif step.kind == "yaml":
            yaml.safe_load(step.text)
        else:
            assert step.kind == "text", f"{where}: nothing is done with this block"


@pytest.mark.parametrize(
    "page", [page for page in WRITTEN if page.stem != "theme"], ids=lambda page: page.stem
)
def test_what_a_page_shows(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command and every file of a page does what the page says."""
    run_page(page, tmp_path, monkeypatch)


def test_the_changes_of_the_look_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the page on the look puts beside the packaged files is on the site."""
    run_page(PAGES / "theme.md", tmp_path, monkeypatch)
    front = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert '<meta name="author" content="The border desk">' in front
    assert '<footer class="frame">The border desk' in front
    assert re.search(r'<link rel="stylesheet" href="own\.css', front)
    sources = (tmp_path / "site" / "sources" / "index.html").read_text(encoding="utf-8")
    assert "What this briefing rests on" in sources
    assert "Write to the border desk" in (tmp_path / "site" / "contact" / "index.html").read_text(
        encoding="utf-8"
    )


def test_what_is_drawn_is_up_to_date() -> None:
    """After a change to rules, fields or commands: `python scripts/reference.py`."""
    held = {path: (PAGES / path).read_text(encoding="utf-8") for path in DRAWN if (PAGES / path).is_file()}
    assert held == DRAWN
    rules = {f"rules/{file.name}" for file in (PAGES / "rules").iterdir()}
    assert rules == {path for path in DRAWN if path.startswith("rules/")}


def test_every_command_and_field_is_described() -> None:
    """The drawn pages leave nothing out."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in main.list_commands(click.Context(main)):
        assert f"\n## briefing {name}\n" in DRAWN["commands.md"]
        assert re.search(rf"^\| `briefing {name}\b", readme, flags=re.MULTILINE), (
            f"the README has no line on {name}"
        )
    assert "| `prefix` |" in DRAWN["fields.md"]
    assert "||" not in DRAWN["fields.md"].replace("|  |", "||")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as a site; any warning is an error."""
    target = tmp_path_factory.mktemp("docs")
    mkdocs = Path(sysconfig.get_path("scripts")) / "mkdocs"
    options = ["--strict", "--config-file", str(DOCS / "mkdocs.yml"), "--site-dir", str(target)]
    done = subprocess.run([mkdocs, "build", *options], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return target


def test_the_documentation_builds(site: Path) -> None:
    """Every page is there, every link leads somewhere, and each page is in the navigation or a rule's."""
    built = {file.parent.relative_to(site).as_posix() for file in site.rglob("index.html")}
    expected = {path.removesuffix(".md").removesuffix("index").rstrip("/") or "." for path in paths()}
    assert expected <= built
    listed = yaml.safe_load((DOCS / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    named = set(re.findall(r"[\w/-]+\.md", str(listed)))
    assert {path for path in paths() if not path.startswith(("rules/", "decisions/"))} <= named


def test_every_decision_is_listed() -> None:
    """The list of decisions names each with its date and its title, the oldest first."""
    listed = (PAGES / "decisions" / "index.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d{4}-\d\d-\d\d) \| \[(.*?)\]\((.*?)\) \|$", listed, flags=re.MULTILINE)
    assert [date for date, _, _ in rows] == sorted(date for date, _, _ in rows)
    records = [file for file in (PAGES / "decisions").glob("*.md") if file.stem != "index"]
    assert {name for _, _, name in rows} == {file.name for file in records}
    for date, title, name in rows:
        text = (PAGES / "decisions" / name).read_text(encoding="utf-8")
        assert text.startswith(f"# {title}\n\n{date}\n\n**Decided.** "), name
        for part in ("**Why.** ", "**Weighed.** ", "**The price.** "):
            assert f"\n\n{part}" in text, f"{name}: {part}"


def test_the_documentation_asks_nobody_else(site: Path) -> None:
    """No page loads anything from another host."""
    for file in site.rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        assert not re.search(r"""<(?:script|img|iframe)[^>]*\bsrc=["']?(?:https?:)?//""", html), file
        assert not re.search(r"""<link\b(?![^>]*rel=["']?canonical)[^>]*href=["']?(?:https?:)?//""", html), (
            file
        )


def paths() -> list[str]:
    """Every page of the documentation, by its path."""
    return [file.relative_to(PAGES).as_posix() for file in PAGES.rglob("*.md")]


def test_the_first_edit_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The misquotation that the README proposes is answered as it shows."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [shown] = re.findall(r"```text\n(content/events\.yml:.*?)```", readme, flags=re.DOTALL)
    for name in ("content", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert "change `this recent flare-up` into `this sudden flare-up`" in " ".join(readme.split())
    events = Path("content/events.yml")
    text = events.read_text(encoding="utf-8")
    assert "title: Bombing in Kerman" in text
    events.write_text(text.replace("this recent flare-up", "this sudden flare-up"), encoding="utf-8")
    assert run("briefing check").startswith(shown)
