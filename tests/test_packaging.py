"""What is installed: the wheel, its dependencies, the lock, and the commands of the README."""

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import click
import pytest
from click.testing import CliRunner, Result
from mkdocs.__main__ import cli as mkdocs_cli
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from builder.cli import main

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
README = (ROOT / "README.md").read_text(encoding="utf-8")

# Declared only because an older pip does not find it where jusText asks for it.
NEEDED_BY_OTHERS = {"lxml-html-clean"}
# What distributions bring, where it is not a package of their own name.
BROUGHT_BY = {
    "yaml": "pyyaml",
    "markdown_it": "markdown-it-py",
    "pydantic_core": "pydantic",
    "charset_normalizer": "charset-normalizer",
}


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What a command printed, once it has succeeded."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy, since setuptools leaves its workings beside the sources."""
    source = tmp_path_factory.mktemp("source")
    for name in ("builder", "templates"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", cwd=source)
    [built] = (source / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an empty environment into which only the wheel was installed."""
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, with_pip=True)
    scheme = {"base": str(environment), "platbase": str(environment)}
    scripts = Path(sysconfig.get_path("scripts", "venv", scheme))
    pip = (scripts / "python", "-m", "pip")
    run(*pip, "install", "--no-deps", "--no-index", wheel, cwd=environment)
    # The dependencies come from the environment of the tests, without the network. Its own copy of
    # the builder stays out of reach: a folder named in a .pth file has its own such files ignored.
    here = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    packages = Path(sysconfig.get_path("purelib", "venv", scheme))
    (packages / "dependencies.pth").write_text("\n".join(sorted(here)), encoding="utf-8")
    return scripts


def test_the_wheel_carries_the_templates(wheel: Path) -> None:
    """Every template for pages and every file of the theme is in the wheel, and nothing strange is."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    templates = {
        f"builder/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    modules = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "builder").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert any(name.startswith("builder/templates/pages/") for name in templates)
    assert "builder/templates/theme/mkdocs_theme.yml" in templates
    assert {name for name in names if ".dist-info/" not in name} == templates | modules
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_wheel_has_types(wheel: Path) -> None:
    """Type checkers may use the types of what is installed."""
    with zipfile.ZipFile(wheel) as archive:
        assert "builder/py.typed" in archive.namelist()


def test_the_installed_builder_is_the_wheel(installed: Path, tmp_path: Path) -> None:
    """The environment that the tests of the wheel use does not reach back to this folder."""
    code = "import builder, builder.templates as t; print(builder.__file__); print(t.__file__)"
    for line in run(installed / "python", "-c", code, cwd=tmp_path).split():
        assert Path(line).is_relative_to(installed.parent)


@pytest.mark.parametrize(
    ("briefing", "options"),
    [(ROOT, ["--strict"]), (ROOT / "tests" / "content" / "river-dam", [])],  # the second warns, on purpose
    ids=["iran-pakistan", "river-dam"],
)
def test_the_wheel_builds_a_bare_folder(
    installed: Path, tmp_path: Path, briefing: Path, options: list[str]
) -> None:
    """`mkdocs.yml`, `content/` and `seeds/` are all that a briefing needs beside the installed package."""
    folder = tmp_path / "folder"
    for name in ("content", "seeds"):
        shutil.copytree(briefing / name, folder / name)
    shutil.copy(briefing / "mkdocs.yml", folder)
    run(installed / "briefing", "check", cwd=folder)
    run(installed / "python", "-m", "mkdocs", "build", *options, cwd=folder)
    assert "<title>" in (folder / "site" / "index.html").read_text(encoding="utf-8")
    for page in ("timeline", "disputes", "sources"):
        assert (folder / "site" / page / "index.html").is_file()
    assert list((folder / "site").rglob("*.css"))
    assert not list((folder / "site").rglob("*.y*ml"))


def test_the_wheel_begins_a_briefing(installed: Path, tmp_path: Path) -> None:
    """What `briefing new` needs is in the wheel, and what it writes builds at once."""
    folder = tmp_path / "new"
    run(installed / "briefing", "new", folder, "--title", "The ford", "--language", "en-GB", cwd=tmp_path)
    run(installed / "python", "-m", "mkdocs", "build", "--strict", cwd=folder)
    assert "The ford" in (folder / "site" / "index.html").read_text(encoding="utf-8")


def test_dependencies_are_what_is_imported() -> None:
    """Every package that is imported is declared, if only as an extra, and every declared one is imported."""
    imported = set()
    for path in (ROOT / "builder").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.split(".")[0])
    extras = PROJECT["optional-dependencies"]
    lines = PROJECT["dependencies"] + [line for name in extras if name != "test" for line in extras[name]]
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    others = imported - set(sys.stdlib_module_names) - {"builder"}
    assert {BROUGHT_BY.get(name, name) for name in others} == declared - NEEDED_BY_OTHERS


@pytest.mark.parametrize("line", PROJECT["dependencies"], ids=lambda line: Requirement(line).name)
def test_dependencies_have_bounds(line: str) -> None:
    """Neither a release from before the one we know nor a future major release is taken."""
    operators = {specifier.operator for specifier in Requirement(line).specifier}
    assert {">=", "<"} <= operators


def test_live_reload_is_on() -> None:
    """`mkdocs serve` reloads by itself with the installed click (see the bounds in pyproject.toml)."""
    with mock.patch("mkdocs.commands.serve.serve") as serve:
        assert CliRunner().invoke(mkdocs_cli, ["serve"]).exit_code == 0
    assert serve.call_args.kwargs["livereload"] is True


LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))


class TestLock:
    """`uv.lock` names the exact versions from which the site is published."""

    PACKAGES: Sequence[dict[str, Any]] = LOCK["package"]
    OWN = next(package for package in PACKAGES if package["name"] == PROJECT["name"])

    def test_it_agrees_with_pyproject(self) -> None:
        """The lock was made from the requirements as they now stand."""
        assert LOCK["requires-python"] == PROJECT["requires-python"]
        locked = {
            (entry["name"], frozenset(entry.get("specifier", "").split(",")), entry.get("marker", ""))
            for entry in self.OWN["metadata"]["requires-dist"]
        }
        extras = PROJECT["optional-dependencies"].items()
        asked = [(line, "") for line in PROJECT["dependencies"]]
        asked += [(line, f"extra == '{extra}'") for extra, lines in extras for line in lines]
        assert locked == {
            (
                canonicalize_name(Requirement(line).name),
                frozenset(str(Requirement(line).specifier).split(",")),
                marker,
            )
            for line, marker in asked
        }

    def test_versions_are_within_bounds(self) -> None:
        """Each locked version is one that the requirements allow."""
        extras = PROJECT["optional-dependencies"].values()
        for line in [*PROJECT["dependencies"], *(line for lines in extras for line in lines)]:
            requirement = Requirement(line)
            name = canonicalize_name(requirement.name)
            versions = [package["version"] for package in self.PACKAGES if package["name"] == name]
            assert versions
            assert all(requirement.specifier.contains(version) for version in versions)

    def test_it_names_the_public_index(self) -> None:
        """Every file comes from PyPI and has a checksum; nothing names a machine of ours."""
        for package in self.PACKAGES:
            if package is self.OWN:
                assert package["source"] == {"editable": "."}
                continue
            assert package["source"] == {"registry": "https://pypi.org/simple"}
            files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
            assert files
            for file in files:
                assert file["url"].startswith("https://files.pythonhosted.org/")
                assert file["hash"].startswith("sha256:")


def without_positions(text: str) -> str:
    """Problems without the lines and columns they are on."""
    return re.sub(r":\d+:\d+:", ":", text)


class TestReadme:
    """What the README promises."""

    COMMANDS = re.findall(r"^(python3 -m venv .*)$", README, flags=re.MULTILINE)

    def test_it_is_short(self) -> None:
        """It can be read in one go."""
        assert len(README.splitlines()) < 150

    def test_it_has_two_commands(self) -> None:
        """One installs and serves, the other installs and tests; neither needs the other."""
        assert self.COMMANDS == [
            "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/mkdocs serve",
            "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
        ]

    def test_ci_runs_its_second_command(self) -> None:
        """`.ci/run` takes the command from the README, so that the two cannot differ."""
        script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
        [search] = re.findall(r'^command="\$\(grep -m1 -F "(.*)" README.md\)"$', script, flags=re.MULTILINE)
        assert next(line for line in README.splitlines() if search in line) == self.COMMANDS[1]
        assert ".[test]" not in script.replace(search, "")

    def test_its_first_edits_do_what_it_says(self, tmp_path: Path) -> None:
        """A change of title shows on the pages; a misquotation is reported in the words shown there."""
        for name in ("content", "seeds"):
            shutil.copytree(ROOT / name, tmp_path / name)
        shutil.copy(ROOT / "mkdocs.yml", tmp_path)
        events = tmp_path / "content" / "events.yml"
        text = " ".join(README.split())
        title, misquotation = re.findall(r"[Cc]hange `([^`]+)`(?:, a title,)? into `([^`]+)`", text)

        def edit(before: str, after: str) -> None:
            content = events.read_text(encoding="utf-8")
            assert before in content
            events.write_text(content.replace(before, after, 1), encoding="utf-8")

        def briefing(*arguments: str) -> Result:
            return CliRunner().invoke(main, [*arguments, "--folder", str(tmp_path)])

        edit(*title)
        assert briefing("build").exit_code == 0
        pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "markdown").rglob("*.md")]
        assert sum(title[1] in page for page in pages) > 1
        assert not any(title[0] in page for page in pages)

        edit(*misquotation)
        checked = briefing("check")
        assert checked.exit_code == 1
        [shown] = re.findall(r"```text\n(.*?)```", README, flags=re.DOTALL)
        # Lines move as facts are added above; the rest is as the checker says it.
        assert without_positions(shown) in without_positions(checked.stdout)

    def test_its_commands_are_there(self) -> None:
        """Every subcommand and option that it names exists."""
        for name, options in re.findall(r"`briefing (\w+)((?: --\w+(?: \w+)?)*)`", README):
            command = main.get_command(click.Context(main), name)
            assert command is not None
            known = {option for parameter in command.params for option in parameter.opts}
            assert set(re.findall(r"--\w+", options)) <= known

    def test_its_links_lead_somewhere(self) -> None:
        """Every file that it links to is there."""
        targets = re.findall(r"\]\(([^)#]+)", README)
        local = [target for target in targets if "://" not in target]
        assert local
        assert [target for target in local if not (ROOT / target).exists()] == []
