"""The builder is a house of rooms: each knows only rooms below it, and no room has a circle within."""

import ast
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUILDER = ROOT / "builder"

HOUSE = runpy.run_path(str(ROOT / "scripts" / "house.py"))
# Each room, from the ground up, with those that it may import: tests/rooms.txt.
MAY_IMPORT: dict[str, set[str]] = HOUSE["rooms"]()

# The renderer of the site can be another one: only these know MkDocs, and only once a
# command needs it, so that checking facts does not wait for it.
KNOW_MKDOCS = {"site", "serve", "plugin"}
KNOW_MKDOCS_IN_FUNCTIONS = {"commands"}

MODULES = sorted(path for path in BUILDER.rglob("*.py") if path != BUILDER / "__init__.py")


def room_of(path: Path) -> str:
    """The room that a module stands in; the two ways in are rooms of one module."""
    return path.relative_to(BUILDER).with_suffix("").parts[0]


def module_of(path: Path) -> str:
    """The dotted name of a module."""
    name = ".".join(path.relative_to(BUILDER.parent).with_suffix("").parts)
    return name.removesuffix(".__init__")


def imports(tree: ast.AST) -> Iterator[str]:
    """The full name of everything that is imported anywhere in a piece of code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported(path: Path) -> set[str]:
    """Everything of the builder that a module imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {name for name in imports(tree) if name.startswith("builder.")}


def arrows(path: Path) -> set[str]:
    """The other rooms that a module imports from."""
    return {name.split(".")[1] for name in imported(path)} - {room_of(path)}


def test_the_table_is_a_line() -> None:
    """Each room imports only from those before it in the table, so that there are no circles."""
    below: set[str] = set()
    for room, allowed in MAY_IMPORT.items():
        assert allowed <= below, f"{room} may import {allowed - below}, which do not stand before it"
        below.add(room)


def test_the_table_is_tight() -> None:
    """The table names every room and none that is gone, and allows no arrow that nothing needs."""
    found: dict[str, set[str]] = {room_of(path): set() for path in MODULES}
    for path in MODULES:
        found[room_of(path)] |= arrows(path)
    assert set(MAY_IMPORT) == set(found)
    unused = {room: allowed - found[room] for room, allowed in MAY_IMPORT.items()}
    assert {room: names for room, names in unused.items() if names} == {}


def test_the_picture_is_up_to_date() -> None:
    """After a change to the table: `python scripts/house.py`."""
    assert HOUSE["PICTURE"].read_text(encoding="utf-8") == HOUSE["draw"](MAY_IMPORT)


def test_the_page_describes_every_room() -> None:
    """The page on the architecture says of each room what the room says of itself."""
    page = (ROOT / "docs" / "pages" / "architecture.md").read_text(encoding="utf-8")
    described = dict(re.findall(r"^\| `(\w+)/?(?:\.py)?` \| (.*?) \|$", page, flags=re.MULTILINE))
    assert described == {room: _says(room) for room in reversed(MAY_IMPORT)}
    assert list(described) == list(reversed(MAY_IMPORT))


def _says(room: str) -> str:
    """The first sentence of a room's docstring."""
    package = BUILDER / room / "__init__.py"
    file = package if package.is_file() else BUILDER / f"{room}.py"
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    assert text is not None
    return text.partition("\n")[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(BUILDER).as_posix())
def test_modules_import_from_below(path: Path) -> None:
    """A module imports only what the table lets its room import."""
    assert room_of(path) in MAY_IMPORT, "give it a row in the table"
    assert arrows(path) - MAY_IMPORT[room_of(path)] == set()


def test_no_room_has_a_circle() -> None:
    """Within a room, too, modules import each other in one direction only."""
    modules = {module_of(path): path for path in MODULES}
    graph: dict[str, set[str]] = {}
    for name, path in modules.items():
        found = imported(path)
        whole = {each.rpartition(".")[0] if each not in modules else each for each in found}
        graph[name] = whole & set(modules) - {name}
    TopologicalSorter(graph).prepare()


def test_packages_import_nothing() -> None:
    """`import builder` is instant, and no package pulls in a module behind the importer's back."""
    for file in BUILDER.rglob("__init__.py"):
        assert list(imports(ast.parse(file.read_text(encoding="utf-8")))) == [], file


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(BUILDER).as_posix())
def test_only_the_adapters_know_mkdocs(path: Path) -> None:
    """Nothing else imports MkDocs, and the commands do so only where they need it."""
    room = room_of(path)
    if room in KNOW_MKDOCS:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if room in KNOW_MKDOCS_IN_FUNCTIONS:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                node.body = []
    assert [name for name in imports(tree) if name.split(".")[0] == "mkdocs"] == []


# Libraries that take long to load: those of some commands, and those without which nothing can be checked.
OF_SOME_COMMANDS = {"mkdocs", "trafilatura", "justext", "charset_normalizer", "pypdfium2", "simplemma"}
OF_MAKING = {"pydantic", "yaml", "jinja2", "babel", "markdown", "markdown_it", "rapidfuzz", "wcwidth"}


@pytest.mark.parametrize(
    ("modules", "unneeded"),
    [
        pytest.param(["builder.cli", "builder.commands.check"], OF_SOME_COMMANDS | OF_MAKING, id="check"),
        pytest.param(["builder.plugin"], {"pydantic", "markdown_it", "rapidfuzz", "watchdog"}, id="build"),
        pytest.param(
            [f"builder.commands.{path.stem}" for path in sorted((BUILDER / "commands").glob("[a-z]*.py"))],
            OF_SOME_COMMANDS,
            id="all commands",
        ),
    ],
)
def test_nothing_is_loaded_before_it_is_needed(modules: list[str], unneeded: set[str]) -> None:
    """A check or a build that finds nothing changed ends before others would have begun."""
    code = f"import sys, {', '.join(modules)}; print(*{unneeded} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == ""


def test_commands_print_in_one_place() -> None:
    """What a command prints goes through `terminal`, which lets no control character through."""
    prints = {"click.echo", "click.secho", "print", "sys.stdout.write", "sys.stderr.write"}
    for path in (BUILDER / "commands").glob("*.py"):
        calls = {
            ast.unparse(node.func)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        }
        assert path.stem == "terminal" or not calls & prints, path.name
