"""What MkDocs' configuration says to the builder, with the place of each mistake.

plugins:
  - briefing:
      severities:
        single-source: "off"
        quote-too-short: error
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import yaml

from builder.checks import running
from builder.files.config_file import RULE, Entries, Entry, entries, location, name_of, read_config, text_of
from builder.files.layout import DOCS_DIR, Configuration
from builder.files.problems import Location, Problem, Severity
from builder.machinery.similar_words import did_you_mean

_OFF = "off"
_LEVELS = (*(severity.value for severity in Severity), _OFF)
# MkDocs' own, which every plugin has.
_ENABLED = "enabled"


@dataclass(frozen=True)
class Settings:
    """`severities` by rule (`None`: not run), and the address below which files are edited."""

    severities: Mapping[str, Severity | None] = field(default_factory=lambda: MappingProxyType({}))
    edit_base: str = ""


def read_settings(configuration: Configuration) -> tuple[Settings, list[Problem]]:
    """The settings of a briefing, and what is wrong with them.

    Where MkDocs has read the plugin's options, they are taken from it; the file then only says where
    they stand.
    """
    file, given = configuration.file, configuration.options
    name = name_of(file, configuration.root)
    if file.is_file():
        config = read_config(file, configuration.root)
        problems = list(config.problems)
        if config.tree is None and given is None:
            return Settings(), problems
        keys = entries(config.tree) if config.tree else {}
    elif given is None:
        hint = f"Make it: `site_name`, `theme: briefing`, `docs_dir: {DOCS_DIR}`, `plugins: [briefing]`."
        return Settings(), [Problem(RULE, Location(name), f"there is no `{name}` here", hint)]
    else:  # MkDocs has read its settings from elsewhere
        config, problems, keys = None, [], {}
    tree = config.tree if config else None
    reading = _Reading(name, tree, keys, problems)
    if tree is not None:
        reading.check_docs_dir(configuration)
    severities = reading.severities(given)
    return Settings(MappingProxyType(severities), reading.edit_base()), problems


class _Reading:
    """The keys of a configuration, and the problems found in them so far."""

    def __init__(self, name: str, tree: yaml.Node | None, keys: Entries, problems: list[Problem]) -> None:
        self.name = name
        self.tree = tree
        self.keys = keys
        self.problems = problems

    def report(self, node: yaml.Node | None, message: str, hint: str) -> None:
        self.problems.append(Problem(RULE, location(node or self.tree, self.name), message, hint))

    def text(self, key: str) -> str | None:
        """A plain value at the top."""
        return text_of(self.keys[key].value) if key in self.keys else None

    def check_docs_dir(self, configuration: Configuration) -> None:
        node = self.keys["docs_dir"].value if "docs_dir" in self.keys else None
        said = self.text("docs_dir")
        if said is not None and posixpath.normpath(said) == DOCS_DIR:
            if not (configuration.root / DOCS_DIR).is_dir():
                hint = (
                    "Make the folder, MkDocs asks for it. It holds pages in your own words, such as about.md."
                )
                self.report(node, f"there is no folder {DOCS_DIR}", hint)
        else:
            message = f"`docs_dir` must be {DOCS_DIR}"
            hint = f"Write `docs_dir: {DOCS_DIR}`, so that no YAML file is published by accident."
            self.report(node, message, hint)

    def severities(self, given: Mapping[str, object] | None) -> dict[str, Severity | None]:
        """The severities as MkDocs has read them, or as they stand in the file."""
        options = self.options(is_named=given is not None)
        for name, entry in options.items():
            if name not in ("severities", _ENABLED):
                message = f"`{name}` is not an option of the plugin `briefing`"
                self.report(entry.key, message, "Its only option is `severities`.")
        standing = options.get("severities")
        places = entries(standing.value) if standing else {}
        levels: object
        if given is not None:
            levels = given.get("severities")
        elif standing is None or _is_empty(standing.value):
            levels = None
        elif isinstance(standing.value, yaml.MappingNode):
            levels = {rule: text_of(entry.value) for rule, entry in places.items()}
        else:
            levels = standing.value
        if levels is None:
            return {}
        node = standing.value if standing else None
        if not isinstance(levels, Mapping):
            self.report(node, "`severities` must hold rules", "Write `rule: error` lines below it.")
            return {}
        found: dict[str, Severity | None] = {}
        for rule, level in levels.items():
            place = places.get(str(rule)) or (Entry(node, node) if node else None)
            said = self.severity(str(rule), level, place)
            if said is not None:
                found[str(rule)] = None if said == _OFF else Severity(said)
        return found

    def options(self, *, is_named: bool) -> Entries:
        """The plugin's options as they stand in the file; reports one that does not name the plugin."""
        plugins = self.keys["plugins"].value if "plugins" in self.keys else None
        listed: list[yaml.Node] = list(plugins.value) if isinstance(plugins, yaml.SequenceNode) else []
        if isinstance(plugins, yaml.MappingNode):
            listed = [plugins]
        for each in listed:
            if isinstance(each, yaml.ScalarNode) and each.value == "briefing":
                return {}
            named = entries(each)
            if "briefing" in named:
                options = named["briefing"].value
                if not isinstance(options, yaml.MappingNode) and not _is_empty(options):
                    self.report(options, "the plugin's options must be keys", "Write `severities:` below it.")
                return entries(options)
        if not is_named:
            message = f"`{self.name}` does not name the plugin `briefing`"
            self.report(plugins, message, "Write `plugins: [briefing]`.")
        return {}

    def severity(self, rule: str, level: object, place: Entry | None) -> str | None:
        known = [each.id for each in running.RULES]
        level = _OFF if level is False else level  # `off` without quotation marks, as YAML reads it
        key, value = place or (None, None)
        if rule not in known:
            hint = did_you_mean(rule, known) or f"The rules are: {', '.join(sorted(known))}."
            self.report(key, f"there is no rule `{rule}` whose severity can be set", hint)
        elif not isinstance(level, str) or level not in _LEVELS:
            message = f"the severity of `{rule}` must be one of {', '.join(_LEVELS)}"
            self.report(value, message, did_you_mean(level if isinstance(level, str) else "", _LEVELS))
        else:
            return level
        return None

    def edit_base(self) -> str:
        """`repo_url` and `edit_uri` joined, where both are plain text."""
        url, uri = self.text("repo_url"), self.text("edit_uri")
        if not url or not uri or not url.startswith(("https://", "http://")):
            return ""
        return f"{url.rstrip('/')}/{uri.strip('/')}/"


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value in ("", "null", "~")
