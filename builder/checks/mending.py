"""Problems that have only one right answer are mended in the files; each rule says itself what that is."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from builder.facts.briefing import OVERVIEW
from builder.files import saving, yaml_nodes
from builder.files.changes import Change, Edit, Enlist, RenameKey, Reword, SetLine, SetText
from builder.files.changes import Path as Place
from builder.files.problems import ContentError, Problem
from builder.files.saving import Rewrite
from builder.files.yaml_editing import apply, changed
from builder.files.yaml_nodes import LINE_END, YamlText


class Mended(NamedTuple):
    """A problem that is mended: what stood there, and what stands there now."""

    problem: Problem
    before: str
    after: str


class Mending(NamedTuple):
    """The files to be written, what is mended in them, and what stands in the way of mending others."""

    rewrites: tuple[Rewrite, ...]
    mended: tuple[Mended, ...]
    refused: tuple[Problem, ...]


def mend(root: Path, problems: Iterable[Problem]) -> Mending:
    """Make the changes that problems propose; nothing is written."""
    by_file: dict[str, list[Problem]] = {}
    lines: set[str] = set()
    for problem in problems:
        if isinstance(problem.remedy, SetLine):
            lines.add(problem.location.path)
        elif problem.remedy:
            by_file.setdefault(problem.location.path, []).append(problem)
    rewrites: list[Rewrite] = []
    mended: list[Mended] = []
    refused: list[Problem] = []
    for name in sorted(lines):
        done: list[Mended] = []
        text = saving.read(root, name)
        rewrites.append(Rewrite(name, text, _mend_lines(text, name, done)))
        mended += done
    for name, found in by_file.items():
        try:
            file = yaml_nodes.read(saving.read(root, name), name)
        except ContentError as error:
            # The file has another problem, which comes first.
            refused += error.problems
            continue
        done = []
        text = _mend(file, found, done, refused)
        if text != file.text:
            rewrites.append(Rewrite(name, file.text, text))
            mended += done
    return Mending(tuple(rewrites), tuple(mended), tuple(refused))


def _mend_lines(text: str, name: str, mended: list[Mended]) -> str:
    """A text that is no YAML, line by line until it is, or until a line has no one right answer."""
    while True:
        try:
            yaml_nodes.read(text, name)
        except ContentError as error:
            problem = error.problems[0]
        else:
            return text
        if not isinstance(problem.remedy, SetLine):
            return text
        breaks = [0, *(match.end() for match in LINE_END.finditer(text)), len(text)]
        start, end = breaks[problem.remedy.line - 1 : problem.remedy.line + 1]
        old = LINE_END.split(text[start:end])[0]
        mended.append(Mended(problem, old.strip(), problem.remedy.text.strip()))
        text = apply(text, [Edit(start, start + len(old), problem.remedy.text)])


def _mend(file: YamlText, problems: list[Problem], mended: list[Mended], refused: list[Problem]) -> str:
    """A file's text with all changes made, or where one of them cannot be, with all that can."""
    made: list[_Made] = []
    for problem in problems:
        with suppress(KeyError):  # somebody has changed the file since it was checked
            made.append(_Made(file, problem))
    try:
        text = changed(file, _merged(made))
        mended += (each.mended for each in made)
    except ContentError:
        good: list[_Made] = []
        text = file.text
        for each in made:
            try:
                text = changed(file, _merged([*good, each]))
            except ContentError as error:
                refused += error.problems
            else:
                good.append(each)
        mended += (each.mended for each in good)
    return text


def _merged(made: Iterable["_Made"]) -> list[Change]:
    """The changes, those within one text as one."""
    changes: list[Change] = []
    edits: dict[Place, tuple[Edit, ...]] = {}
    for each in made:
        if isinstance(each.change, Reword):
            edits[each.change.path] = (*edits.get(each.change.path, ()), *each.change.edits)
        else:
            changes.append(each.change)
    return [*changes, *(Reword(path, tuple(dict.fromkeys(found))) for path, found in edits.items())]


class _Made:
    """One problem's change, at its place in the file."""

    def __init__(self, file: YamlText, problem: Problem) -> None:
        remedy = problem.remedy
        assert remedy
        assert not isinstance(remedy, SetLine)
        path = remedy.path if problem.record == OVERVIEW else (problem.record, *remedy.path)
        tree = yaml_nodes.tree(file.place(path).node)
        value = tree if isinstance(tree, str) else ""
        # What the models leave out of a text at both ends stays.
        body = value.strip()
        lead, tail = value[: len(value) - len(value.lstrip())], value[len(value.rstrip()) :]
        self.change: Change
        before = after = ""
        if isinstance(remedy, SetText):
            self.change = SetText(path, f"{lead}{remedy.value}{tail}")
            before, after = body, remedy.value
        elif isinstance(remedy, Reword):
            shift = len(lead)
            edits = [Edit(edit.start + shift, edit.end + shift, edit.text) for edit in remedy.edits]
            self.change = Reword(path, tuple(edits))
            before, after = body, apply(body, remedy.edits)
        elif isinstance(remedy, RenameKey):
            self.change = RenameKey(path, remedy.key)
            before, after = str(path[-1]), remedy.key
        elif isinstance(remedy, Enlist):
            self.change = Enlist(path)
            before, after = body, f"[{body}]"
        else:
            raise TypeError(f"no problem proposes {remedy!r}")
        self.mended = Mended(problem, before, after)
