"""What `mkdocs.yml` says to the builder, read without MkDocs, with the place of each mistake.

plugins:
  - briefing:
      severities:
        single-source: "off"
        quote-too-short: error
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

import yaml

from builder.checks import running
from builder.files import yaml_errors
from builder.files.layout import DOCS_DIR, FILE
from builder.files.problems import ContentError, Location, Problem, Severity
from builder.files.yaml_reader import MAX_DEPTH, read_text
from builder.machinery.similar_words import did_you_mean

_OFF = "off"
_LEVELS = (*(severity.value for severity in Severity), _OFF)


class _Entry(NamedTuple):
    """A key with its value, both with their places in the file."""

    key: yaml.Node
    value: yaml.Node


_Entries: TypeAlias = dict[str, _Entry]


@dataclass(frozen=True)
class Settings:
    """`severities` by rule (`None`: not run), and the address below which files are edited."""

    severities: Mapping[str, Severity | None] = field(default_factory=lambda: MappingProxyType({}))
    edit_base: str = ""


def read_settings(root: Path) -> tuple[Settings, list[Problem]]:
    """The settings in a folder's `mkdocs.yml`, and what is wrong with them."""
    file = root / FILE
    if not file.is_file():
        hint = f"Make it: `site_name`, `theme: briefing`, `docs_dir: {DOCS_DIR}`, `plugins: [briefing]`."
        return Settings(), [_problem(None, f"there is no `{FILE}` here", hint)]
    try:
        text = read_text(file, FILE)
    except ContentError as error:
        return Settings(), list(error.problems)
    try:
        if deep := _too_deep(text):
            message = f"lists and mappings are nested deeper than {MAX_DEPTH}"
            return Settings(), [_problem(deep, message, "Flatten them.")]
        # `compose` reads the tree only: tags such as `!ENV` are left to MkDocs.
        tree = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        return Settings(), [yaml_errors.problem(error, text, FILE)]
    if not isinstance(tree, yaml.MappingNode):
        message, hint = f"`{FILE}` must hold keys with their values", "Begin with `site_name: …`."
        return Settings(), [_problem(tree, message, hint)]
    keys = _entries(tree)
    problems: list[Problem] = []
    _check_docs_dir(root, keys, tree, problems)
    severities = _severities(keys, tree, problems)
    return Settings(MappingProxyType(severities), _edit_base(keys)), problems


def _check_docs_dir(root: Path, keys: _Entries, tree: yaml.Node, problems: list[Problem]) -> None:
    node = keys["docs_dir"].value if "docs_dir" in keys else None
    if "INHERIT" in keys and node is None:
        return
    if isinstance(node, yaml.ScalarNode) and posixpath.normpath(node.value) == DOCS_DIR:
        if not (root / DOCS_DIR).is_dir():
            hint = "Make the folder, MkDocs asks for it. It holds pages in your own words, such as about.md."
            problems.append(_problem(node, f"there is no folder {DOCS_DIR}", hint))
    else:
        message = f"`docs_dir` must be {DOCS_DIR}"
        hint = f"Write `docs_dir: {DOCS_DIR}`, so that no YAML file is published by accident."
        problems.append(_problem(node or tree, message, hint))


def _severities(keys: _Entries, tree: yaml.Node, problems: list[Problem]) -> dict[str, Severity | None]:
    options = _options(keys, tree, problems)
    severities: dict[str, Severity | None] = {}
    if options is None:
        return severities
    for name, (key, node) in options.items():
        if name != "severities":
            message = f"`{name}` is not an option of the plugin `briefing`"
            problems.append(_problem(key, message, "Its only option is `severities`."))
        elif isinstance(node, yaml.MappingNode):
            for rule, entry in _entries(node).items():
                severity = _severity(rule, entry, problems)
                if severity is not None:
                    severities[rule] = None if severity == _OFF else Severity(severity)
        elif not _is_empty(node):
            hint = "Write `rule: error` lines below it."
            problems.append(_problem(node, "`severities` must hold rules", hint))
    return severities


def _options(keys: _Entries, tree: yaml.Node, problems: list[Problem]) -> _Entries | None:
    """The plugin's options, empty where there are none; reports a file that does not name it."""
    plugins = keys["plugins"].value if "plugins" in keys else None
    entries: list[yaml.Node] = list(plugins.value) if isinstance(plugins, yaml.SequenceNode) else []
    if isinstance(plugins, yaml.MappingNode):
        entries = [plugins]
    for entry in entries:
        if isinstance(entry, yaml.ScalarNode) and entry.value == "briefing":
            return {}
        named = _entries(entry) if isinstance(entry, yaml.MappingNode) else {}
        if "briefing" in named:
            options = named["briefing"].value
            if isinstance(options, yaml.MappingNode):
                return _entries(options)
            if not _is_empty(options):
                hint = "Write `severities:` below it."
                problems.append(_problem(options, "the plugin's options must be keys", hint))
            return {}
    if "INHERIT" not in keys:
        hint = "Write `plugins: [briefing]`."
        problems.append(_problem(plugins or tree, f"`{FILE}` does not name the plugin `briefing`", hint))
    return None


def _severity(rule: str, entry: _Entry, problems: list[Problem]) -> str | None:
    known = [each.id for each in running.RULES]
    level = entry.value.value if isinstance(entry.value, yaml.ScalarNode) else ""
    if rule not in known:
        hint = did_you_mean(rule, known) or f"The rules are: {', '.join(sorted(known))}."
        problems.append(_problem(entry.key, f"there is no rule `{rule}` whose severity can be set", hint))
    elif level not in _LEVELS:
        message = f"the severity of `{rule}` must be one of {', '.join(_LEVELS)}"
        problems.append(_problem(entry.value, message, did_you_mean(level, _LEVELS)))
    else:
        return level
    return None


def _edit_base(keys: _Entries) -> str:
    """`repo_url` and `edit_uri` joined, where both are plain text."""
    url, uri = (keys[name].value if name in keys else None for name in ("repo_url", "edit_uri"))
    if not isinstance(url, yaml.ScalarNode) or not isinstance(uri, yaml.ScalarNode):
        return ""
    if not url.value.startswith(("https://", "http://")) or not uri.value:
        return ""
    return f"{url.value.rstrip('/')}/{uri.value.strip('/')}/"


def _entries(node: yaml.MappingNode) -> _Entries:
    return {key.value: _Entry(key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value in ("", "null", "~")


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


def _problem(node: yaml.Node | yaml.Event | None, message: str, hint: str) -> Problem:
    mark = node.start_mark if node else None
    place = Location(FILE, mark.line + 1, mark.column + 1) if mark else Location(FILE)
    return Problem("settings-invalid", place, message, hint)
