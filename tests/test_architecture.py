"""The modules of the builder stand in one line, and each imports only from those before it."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

BUILDER = Path(__file__).parents[1] / "builder"

# The line, and what each module may import from it. `rules` stands for every module in `rules/`.
MAY_IMPORT: dict[str, set[str]] = {
    "problems": set(),
    "vocabulary": set(),
    "dates": set(),
    "records": {"vocabulary", "dates"},
    "reader": {"problems"},
    "prose": set(),
    "briefing": {"problems", "records", "reader", "prose"},
    "passages": {"records"},
    "excerpts": {"passages"},
    "chronology": {"records"},
    "evidence": {"records", "briefing"},
    "wording": {"records"},
    "urls": {"records"},
    "rules": {"problems", "records", "briefing", "passages"},
    "settings": {"problems", "reader", "briefing", "rules"},
    "pages": {"briefing", "urls"},
    "renderer": {
        "vocabulary",
        "dates",
        "records",
        "prose",
        "briefing",
        "passages",
        "excerpts",
        "chronology",
        "evidence",
        "wording",
        "urls",
        "pages",
    },
    "site": {
        "problems",
        "dates",
        "briefing",
        "passages",
        "evidence",
        "urls",
        "rules",
        "settings",
        "pages",
        "renderer",
    },
    "plugin": {"problems", "settings", "pages", "site"},
}

# The renderer of the site can be another one: only these know MkDocs, and the second only once a
# command needs it, so that checking facts does not wait for it.
KNOW_MKDOCS = {"plugin"}
KNOW_MKDOCS_IN_FUNCTIONS = {"cli"}


def name_of(path: Path) -> str:
    """A module's name in the table."""
    parts = path.relative_to(BUILDER).with_suffix("").parts
    return "rules" if parts[0] == "rules" else parts[0]


MODULES = sorted(path for path in BUILDER.rglob("*.py") if path != BUILDER / "__init__.py")


def imports(tree: ast.AST) -> Iterator[str]:
    """The full name of everything that is imported anywhere in a piece of code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports_from_the_line(path: Path) -> set[str]:
    """Which modules of the line a module imports, wherever in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {name.split(".")[1] for name in imports(tree) if name.startswith("builder.")}


def test_the_table_is_a_line() -> None:
    """Each module of the table imports only from those above it, so that there are no circles."""
    above: set[str] = set()
    for module, allowed in MAY_IMPORT.items():
        assert allowed <= above, f"{module} may import {allowed - above}, which stand below it"
        above.add(module)


def test_the_table_holds_the_modules() -> None:
    """The table names every module, and none that is gone."""
    assert set(MAY_IMPORT) == {name_of(path) for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(BUILDER).as_posix())
def test_modules_import_from_above(path: Path) -> None:
    """A module imports only what the table lets it."""
    name = name_of(path)
    allowed = MAY_IMPORT[name]
    if name == "rules":
        allowed = allowed | {"rules"}  # the registry imports the rules
    assert imports_from_the_line(path) - allowed == set()


def test_the_table_is_tight() -> None:
    """Every arrow that the table allows is there: one that nothing needs is taken out."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in MODULES:
        found[name_of(path)] |= imports_from_the_line(path)
    unused = {module: allowed - found[module] for module, allowed in MAY_IMPORT.items()}
    assert {module: names for module, names in unused.items() if names} == {}


def test_the_package_itself_imports_nothing() -> None:
    """`import builder` is instant, and pulls in no module behind the importer's back."""
    assert list(imports(ast.parse((BUILDER / "__init__.py").read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(BUILDER).as_posix())
def test_only_the_adapters_know_mkdocs(path: Path) -> None:
    """Nothing else imports MkDocs, and the command line does so only where a command needs it."""
    name = name_of(path)
    if name in KNOW_MKDOCS:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if name in KNOW_MKDOCS_IN_FUNCTIONS:
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        for function in functions:
            function.body = []
    assert [imported for imported in imports(tree) if imported.split(".")[0] == "mkdocs"] == []
