"""MkDocs' configuration file, read without MkDocs: what it inherits, and where everything stands.

A file names the one that it inherits from with `INHERIT`, as seen from its own folder. Mappings of both
are put together key by key; all else of the file takes the place of what it inherits. `!ENV` stands for
a variable of the environment. Other tags are left to MkDocs.
"""

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

import yaml
from yaml.constructor import SafeConstructor

from builder.files import yaml_errors
from builder.files.problems import ContentError, Location, Problem
from builder.files.yaml_reader import MAX_DEPTH, read_text

RULE = "settings-invalid"

# As deep as the plugin's options are put together: `plugins`, `briefing`, `severities`, a rule.
_DEEPEST = 4
_INHERIT = "INHERIT"


class Entry(NamedTuple):
    """A key with its value, both with their places."""

    key: yaml.Node
    value: yaml.Node


Entries: TypeAlias = dict[str, Entry]


@dataclass(frozen=True)
class ConfigFile:
    """What a configuration holds with all that it inherits (none: nothing that can be used), the files that
    it was read from, the values of the variables that it names, and what is wrong with its form."""

    tree: yaml.MappingNode | None
    files: tuple[Path, ...]
    variables: dict[str, str | None] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_config(file: Path, root: Path) -> ConfigFile:
    """Read a configuration file; places are named as seen from the briefing's folder, `root`."""
    return _read(file, root, ())


def location(node: yaml.Node | yaml.Event | None, name: str) -> Location:
    """Where something stands; `name` is the file of what stands nowhere."""
    mark = node.start_mark if node else None
    return Location(mark.name, mark.line + 1, mark.column + 1) if mark else Location(name)


def entries(node: yaml.Node) -> Entries:
    """The keys and values of a mapping, with those that it takes over with `<<`."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    SafeConstructor().flatten_mapping(node)
    return {key.value: Entry(key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def text_of(node: yaml.Node) -> str | None:
    """What a plain value says, which may be that of a variable; none for lists, mappings and other tags."""
    if node.tag == "!ENV":
        names, default = _names(node)
        given = (os.environ[name] for name in names if name in os.environ)
        return next(given, text_of(default) if default else None)
    if isinstance(node, yaml.ScalarNode) and not node.tag.startswith("!"):
        return str(node.value)
    return None


def name_of(file: Path, root: Path) -> str:
    """The path of a file as seen from the briefing's folder."""
    return Path(os.path.relpath(file.absolute(), root.absolute())).as_posix()


class _Named(io.StringIO):
    """A text that says which file it is from, so that every place in it does."""

    name: str


def _read(file: Path, root: Path, below: tuple[Path, ...]) -> ConfigFile:
    files, name = (*below, file), name_of(file, root)
    try:
        text = read_text(file, name)
    except ContentError as error:
        return ConfigFile(None, files, problems=error.problems)
    try:
        if deep := _too_deep(text):
            message = f"lists and mappings are nested deeper than {MAX_DEPTH}"
            place = replace(location(deep, name), path=name)
            return ConfigFile(None, files, problems=(Problem(RULE, place, message, "Flatten them."),))
        stream = _Named(text)
        stream.name = name
        # `compose` reads the tree only, and makes nothing of it.
        tree = yaml.compose(stream, Loader=yaml.CSafeLoader)
        keys = entries(tree) if tree else {}
    except yaml.YAMLError as error:
        return ConfigFile(None, files, problems=(yaml_errors.problem(error, text, name),))
    if not isinstance(tree, yaml.MappingNode):
        message, hint = f"`{name}` must hold keys with their values", "Begin with `site_name: …`."
        return ConfigFile(None, files, problems=(Problem(RULE, location(tree, name), message, hint),))
    variables = {each: os.environ.get(each) for node in _nodes(tree) for each in _names(node)[0]}
    if _INHERIT not in keys:
        return ConfigFile(tree, files, variables)
    node = keys[_INHERIT].value
    parent = Path(os.path.normpath(file.parent / (text_of(node) or "")))
    if problem := _cannot_inherit(parent, files, location(node, name)):
        return ConfigFile(None, files, variables, (problem,))
    inherited = _read(parent, root, files)
    merged = _merged(inherited.tree, tree) if inherited.tree else None
    return ConfigFile(merged, inherited.files, inherited.variables | variables, inherited.problems)


def _cannot_inherit(parent: Path, below: tuple[Path, ...], place: Location) -> Problem | None:
    if parent in below:
        message = f"`{place.path}` inherits from itself"
        return Problem(RULE, place, message, "Take one `INHERIT` out of the circle.")
    if not parent.is_file():
        message = f"there is no file `{parent.name}` to inherit from in {parent.parent}"
        return Problem(RULE, place, message, f"Write its path as seen from the folder of `{place.path}`.")
    return None


def _merged(parent: yaml.Node, child: yaml.Node, depth: int = _DEEPEST) -> yaml.MappingNode:
    """Two mappings as one, in which the values of the child stand before those of the parent."""
    pairs = entries(parent)
    for name, entry in entries(child).items():
        both = name in pairs and isinstance(pairs[name].value, yaml.MappingNode)
        if depth and both and isinstance(entry.value, yaml.MappingNode):
            entry = Entry(entry.key, _merged(pairs[name].value, entry.value, depth - 1))
        pairs[name] = entry
    return yaml.MappingNode(child.tag, [*pairs.values()], child.start_mark, child.end_mark)


def _names(node: yaml.Node) -> tuple[list[str], yaml.Node | None]:
    """The variables that `!ENV` names, and what stands for them where none is set: the last of several."""
    if node.tag != "!ENV":
        return [], None
    if isinstance(node, yaml.ScalarNode):
        return [node.value], None
    children = list(node.value) if isinstance(node, yaml.SequenceNode) else []
    default = children.pop() if len(children) > 1 else None
    return [child.value for child in children if isinstance(child, yaml.ScalarNode)], default


def _nodes(tree: yaml.Node) -> Iterator[yaml.Node]:
    """Everything in a tree, each once, though it may hold itself."""
    waiting, seen = [tree], {id(tree)}
    for node in waiting:  # which grows meanwhile
        yield node
        inside = [each for pair in node.value for each in pair] if isinstance(node, yaml.MappingNode) else []
        inside += node.value if isinstance(node, yaml.SequenceNode) else []
        waiting += [each for each in inside if id(each) not in seen]
        seen |= {id(each) for each in inside}


def _too_deep(text: str) -> yaml.Event | None:
    """The first thing that is nested too deep; the parser crashes on a tree that is deep enough."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                return event
    except yaml.YAMLError as error:
        if nested := yaml_errors.before_depth(error, text):
            return _too_deep(nested)
        raise
    return None
