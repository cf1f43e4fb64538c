"""Every problem has one page for editors, and the examples there behave as they say."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest

from builder.checks import manual, rules, running
from builder.checks.form import FORM
from builder.files.problems import Problem, Severity

BUILDER = Path(rules.__file__).parents[2]
PAGES = manual.pages()
IDS = [*(rule.id for rule in running.RULES), *(form.id for form in FORM)]
# Modules in rules/ that hold no rule.
RULES_FOLDER = BUILDER / "checks" / "rules"
OTHERS = {"__init__"}
# Problems of form that a few lines of YAML cannot show.
WITHOUT_EXAMPLE = {
    "alias-multiplies",
    "control-character",
    "file-empty",
    "file-too-large",
    "file-unreadable",
    "no-briefing",
    "not-edited",
    "not-imported",
    "not-saved",
    "not-utf-8",
    "page-taken",
    "layer-invalid",
    "template-invalid",
    "settings-invalid",
}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Example(NamedTuple):
    """An example of a page: which problem it is about, whether it has it, and its files."""

    rule: str
    fails: bool
    files: dict[str, str]


def examples(rule: str, documentation: str) -> Iterator[Example]:
    """The examples of a page: indented blocks below a line that begins with `Fails` or `Passes`."""
    label = ""
    block: list[str] = []
    for line in [*documentation.splitlines(), "end"]:
        if line.startswith("    ") or (not line and block):
            block.append(line)
            continue
        if block:
            assert label, f"{rule}: an example that neither fails nor passes"
            yield Example(rule, label == "Fails", files_of("\n".join(block)))
            block, label = [], ""
        if match := re.match(r"(Fails|Passes)\b", line):
            label = match[1]


def files_of(block: str) -> dict[str, str]:
    """The files of an example, each headed by its name in a comment."""
    pieces = re.split(r"^# ((?:content|seeds)/\S+)\n", dedent(block), flags=re.MULTILINE)
    assert pieces[0] == "", f"the file's name is missing above:\n{block}"
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


EXAMPLES = [example for page in PAGES.values() for example in examples(page.id, page.documentation)]


def test_base_has_no_problem(check: Callable[[Mapping[str, str]], list[Problem]]) -> None:
    """What the examples are laid over is itself in order."""
    assert check({}) == []


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda example: f"{example.rule}-{'fails' if example.fails else 'passes'}"
)
def test_examples(example: Example, check: Callable[[Mapping[str, str]], list[Problem]]) -> None:
    """A failing example has its problem and no other error; a passing one has neither."""
    problems = check(example.files)
    # A broken record is gone for those that refer to it; nothing else may be wrong.
    errors = {problem.rule for problem in problems if problem.severity is Severity.ERROR}
    if example.fails:
        assert example.rule in {problem.rule for problem in problems}
        assert errors <= {example.rule}
    else:
        assert example.rule not in {problem.rule for problem in problems}
        assert errors == set()


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.id)
def test_pages_are_complete(page: manual.Explained) -> None:
    """A page begins with one sentence, and shows what fails and what passes."""
    assert re.fullmatch(r"[A-Z][^.]*(?:mkdocs\.yml)?[^.]*\.", page.summary)
    shown = {example.fails for example in EXAMPLES if example.rule == page.id}
    assert shown == (set() if page.id in WITHOUT_EXAMPLE else {True, False})


def test_every_module_is_registered() -> None:
    """A rule that nobody runs would be forgotten."""
    modules = {file.stem for file in RULES_FOLDER.glob("*.py")} - OTHERS
    assert {rule.id.replace("-", "_") for rule in running.RULES} == modules


def test_every_problem_is_documented_once() -> None:
    """Every id that a problem anywhere bears has a page, and only one."""
    assert [page for page, times in Counter(IDS).items() if times > 1] == []
    assert set(emitted()) == set(PAGES)


@pytest.mark.parametrize("file", sorted(RULES_FOLDER.glob("*.py")), ids=lambda file: file.stem)
def test_rules_report_under_their_own_id(file: Path) -> None:
    """The id of a rule is that of its module, and it makes no problems of its own under another."""
    if file.stem not in OTHERS:
        assert set(ids_in(file)) == {file.stem.replace("_", "-")}


def emitted() -> Iterator[str]:
    """Every id that stands where a problem is made."""
    for file in BUILDER.rglob("*.py"):
        # Drafting makes no problems; the words with hyphens that it gives back are kinds of actors.
        if file.parent.name != "drafting":
            yield from ids_in(file)


def ids_in(file: Path) -> Iterator[str]:
    """The ids in calls that make problems, in what such functions return, and in their defaults."""
    makers = {"Problem", "Rule", "PydanticCustomError", "_failure", "refuse", "report"}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        values: list[ast.expr] = []
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in makers:
                values = [*node.args, *(keyword.value for keyword in node.keywords)]
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            values = [value for value in node.value.elts[:1] if "-" in ast.unparse(value)]
        elif isinstance(node, ast.FunctionDef) and node.name in makers:
            values = [*node.args.defaults]
        elif isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["RULE"]:
            values = [node.value]
        constants = [value.value for value in values if isinstance(value, ast.Constant)]
        yield from (value for value in constants if isinstance(value, str) and _ID.fullmatch(value))
