"""What `mkdocs.yml` says to the builder, read without MkDocs, with the place of each mistake.

plugins:
  - briefing:
      severities:
        single-source: "off"
        quote-too-short: error
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import yaml

from builder import rules
from builder.briefing import did_you_mean
from builder.problems import ContentError, Location, Problem, Severity
from builder.reader import read_text

FILE = "mkdocs.yml"
DOCS_DIR = "content/pages"
_OFF = "off"
_LEVELS = (*(severity.value for severity in Severity), _OFF)


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
        # `compose` reads the tree only: tags such as `!ENV` are left to MkDocs.
        tree = yaml.compose(read_text(file, FILE), Loader=yaml.CSafeLoader)
    except ContentError as error:
        return Settings(), list(error.problems)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Location(FILE, mark.line + 1, mark.column + 1) if mark else Location(FILE)
        return Settings(), [Problem("yaml-syntax", place, " ".join(str(error).split()))]
    if not isinstance(tree, yaml.MappingNode):
        return Settings(), [_problem(tree, f"`{FILE}` must hold a mapping", "Write `key: value` lines.")]
    keys = _entries(tree)
    problems: list[Problem] = []
    _check_docs_dir(keys, tree, problems)
    severities = _severities(keys, tree, problems)
    return Settings(MappingProxyType(severities), _edit_base(keys)), problems


def _check_docs_dir(keys: dict[str, yaml.Node], tree: yaml.Node, problems: list[Problem]) -> None:
    node = keys.get("docs_dir")
    if "INHERIT" in keys and node is None:
        return
    if not isinstance(node, yaml.ScalarNode) or node.value.strip("./") != DOCS_DIR:
        message = f"`docs_dir` must be {DOCS_DIR}"
        hint = f"Write `docs_dir: {DOCS_DIR}`, so that no YAML file is published by accident."
        problems.append(_problem(node or tree, message, hint))


def _severities(
    keys: dict[str, yaml.Node], tree: yaml.Node, problems: list[Problem]
) -> dict[str, Severity | None]:
    options = _options(keys, tree, problems)
    severities: dict[str, Severity | None] = {}
    if options is None:
        return severities
    for name, node in options.items():
        if name != "severities":
            message = f"`{name}` is not an option of the plugin `briefing`"
            problems.append(_problem(node, message, "Its only option is `severities`."))
        elif isinstance(node, yaml.MappingNode):
            for rule, level in _entries(node).items():
                severity = _severity(rule, level, problems)
                if severity is not None:
                    severities[rule] = None if severity == _OFF else Severity(severity)
        elif not _is_empty(node):
            hint = "Write `rule: error` lines below it."
            problems.append(_problem(node, "`severities` must hold rules", hint))
    return severities


def _options(
    keys: dict[str, yaml.Node], tree: yaml.Node, problems: list[Problem]
) -> dict[str, yaml.Node] | None:
    """The plugin's options, empty where there are none; reports a file that does not name it."""
    plugins = keys.get("plugins")
    entries: list[yaml.Node] = list(plugins.value) if isinstance(plugins, yaml.SequenceNode) else []
    if isinstance(plugins, yaml.MappingNode):
        entries = [plugins]
    for entry in entries:
        if isinstance(entry, yaml.ScalarNode) and entry.value == "briefing":
            return {}
        named = _entries(entry) if isinstance(entry, yaml.MappingNode) else {}
        if "briefing" in named:
            options = named["briefing"]
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


def _severity(rule: str, node: yaml.Node, problems: list[Problem]) -> str | None:
    known = [each.id for each in rules.RULES]
    level = node.value if isinstance(node, yaml.ScalarNode) else ""
    if rule not in known:
        hint = did_you_mean(rule, known) or "`briefing check` prints the id of the rule behind each problem."
        problems.append(_problem(node, f"there is no rule `{rule}` whose severity can be set", hint))
    elif level not in _LEVELS:
        message = f"the severity of `{rule}` must be one of {', '.join(_LEVELS)}, not `{level}`"
        problems.append(_problem(node, message, did_you_mean(level, _LEVELS)))
    else:
        return level
    return None


def _edit_base(keys: dict[str, yaml.Node]) -> str:
    """`repo_url` and `edit_uri` joined, where both are plain text."""
    url, uri = (keys.get(name) for name in ("repo_url", "edit_uri"))
    if not isinstance(url, yaml.ScalarNode) or not isinstance(uri, yaml.ScalarNode):
        return ""
    if not url.value.startswith(("https://", "http://")) or not uri.value:
        return ""
    return f"{url.value.rstrip('/')}/{uri.value.strip('/')}/"


def _entries(node: yaml.MappingNode) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value in ("", "null", "~")


def _problem(node: yaml.Node | None, message: str, hint: str) -> Problem:
    mark = node.start_mark if node else None
    place = Location(FILE, mark.line + 1, mark.column + 1) if mark else Location(FILE)
    return Problem("settings-invalid", place, message, hint)
