"""The modules of the builder stand in one line, and each imports only from those before it."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

BUILDER = Path(__file__).parents[1] / "builder"

# The line, from the top: each module or folder of modules, and those before it that it may import.
TABLE = """\
writer
quick
changes     writer
folder
aside
searchindex
dependencies
grouping
problems    changes
publication problems
progress
cache
compiled
chromium
outline
favicon
styles
translation
vocabulary  translation
dates       translation
records     vocabulary dates
syntax      writer changes problems records
reader      folder problems syntax
nodes       changes problems reader
editing     writer changes problems reader nodes
saving      problems reader
areas       problems
prose
likeness
briefing    dependencies grouping problems records reader areas prose
faults      changes problems dates records reader likeness briefing
loading     changes problems progress records reader areas likeness briefing faults
passages    dependencies grouping records
excerpts    passages
chronology  records
evidence    records briefing
wording     translation records
urls        records briefing
division
pages       dependencies publication translation vocabulary dates records briefing chronology wording urls
            division
coverage    records briefing passages
rules       changes aside dependencies problems progress vocabulary records prose likeness briefing passages
            chronology evidence coverage
drafting    writer translation vocabulary dates records nodes editing saving prose briefing passages
            coverage rules
settings    folder problems syntax reader likeness rules
references  changes folder problems records nodes saving prose briefing urls
mending     changes problems nodes editing saving briefing
renaming    changes problems records editing saving prose briefing urls pages references
schemas     vocabulary records briefing
search      searchindex dependencies dates records prose briefing passages wording urls
selection   records briefing chronology
figures     translation vocabulary dates records areas chronology wording
drawing     dependencies translation records briefing chronology wording pages selection figures
renderer    dependencies problems publication compiled translation vocabulary dates records prose briefing
            passages excerpts chronology evidence wording urls pages drawing
checking    folder problems briefing loading passages urls pages rules settings
site        folder problems publication progress translation dates briefing passages urls rules search
            renderer checking
rebuilding  dependencies grouping problems publication records briefing loading passages rules settings
            checking site
keeping     folder problems publication cache mending checking site
pdf         publication translation
caret
console     changes folder problems caret
exchange    writer problems vocabulary dates records reader prose likeness briefing faults chronology
            wording schemas caret
scaffold    writer translation prose schemas
intake      writer folder problems dates records reader nodes editing saving briefing passages drafting
            schemas
watching
conversion  aside cache
frame
finished    cache frame
writing
hosting     folder searchindex problems publication favicon styles console
built       searchindex publication conversion frame writing hosting
updating    searchindex publication favicon styles watching conversion frame writing hosting built
serving     problems publication rebuilding watching conversion hosting built updating
plugin      folder problems publication progress cache compiled translation rebuilding keeping watching
            conversion finished hosting built serving
commands    folder problems chromium outline vocabulary records saving likeness briefing loading coverage
            rules drafting references mending renaming schemas checking site keeping pdf caret console
            exchange scaffold intake plugin
cli         likeness commands
"""
ROWS = re.split(r"\n(?! )", TABLE.strip())  # an indented line goes on with the row above it
MAY_IMPORT = {module: set(allowed) for module, *allowed in map(str.split, ROWS)}

# The renderer of the site can be another one: only these know MkDocs, and only once a
# command needs it, so that checking facts does not wait for it.
KNOW_MKDOCS = {
    *("conversion", "frame", "finished", "writing", "hosting"),
    *("built", "updating", "serving", "plugin"),
}
KNOW_MKDOCS_IN_FUNCTIONS = {"commands"}

MODULES = sorted(path for path in BUILDER.rglob("*.py") if path != BUILDER / "__init__.py")


def name_of(path: Path) -> str:
    """What the table calls a module: by its name, or by its folder's."""
    return path.relative_to(BUILDER).with_suffix("").parts[0]


def imports(tree: ast.AST) -> Iterator[str]:
    """The full name of everything that is imported anywhere in a piece of code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def arrows(path: Path) -> set[str]:
    """What a module imports of the line, wherever in it; modules of one folder may import each other."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {name.split(".")[1] for name in imports(tree) if name.startswith("builder.")} - {name_of(path)}


def test_the_table_is_a_line() -> None:
    """Each module of the table imports only from those above it, so that there are no circles."""
    above: set[str] = set()
    for module, allowed in MAY_IMPORT.items():
        assert allowed <= above, f"{module} may import {allowed - above}, which stand below it"
        above.add(module)


def test_the_table_is_tight() -> None:
    """The table names every module and none that is gone, and allows no arrow that nothing needs."""
    found: dict[str, set[str]] = {name_of(path): set() for path in MODULES}
    for path in MODULES:
        found[name_of(path)] |= arrows(path)
    assert set(MAY_IMPORT) == set(found)
    unused = {module: allowed - found[module] for module, allowed in MAY_IMPORT.items()}
    assert {module: names for module, names in unused.items() if names} == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(BUILDER).as_posix())
def test_modules_import_from_above(path: Path) -> None:
    """A module imports only what the table lets it."""
    assert name_of(path) in MAY_IMPORT, "give it a row in the table"
    assert arrows(path) - MAY_IMPORT[name_of(path)] == set()


def test_the_package_itself_imports_nothing() -> None:
    """`import builder` is instant, and pulls in no module behind the importer's back."""
    assert list(imports(ast.parse((BUILDER / "__init__.py").read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(BUILDER).as_posix())
def test_only_the_adapters_know_mkdocs(path: Path) -> None:
    """Nothing else imports MkDocs, and the commands do so only where they need it."""
    name = name_of(path)
    if name in KNOW_MKDOCS:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if name in KNOW_MKDOCS_IN_FUNCTIONS:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                node.body = []
    assert [imported for imported in imports(tree) if imported.split(".")[0] == "mkdocs"] == []


# Libraries that take long to load: those of some commands, and those without which nothing can be checked.
OF_SOME_COMMANDS = {"mkdocs", "trafilatura", "justext", "charset_normalizer", "pypdf"}
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
