"""How Markdown is read, as one text: where it is the same, so is the HTML of the same Markdown."""

import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path

import markdown
from mkdocs.config.defaults import MkDocsConfig

from builder.machinery.code_version import program
from builder.site import mkdocs_insides


def reading_key(config: MkDocsConfig) -> str:
    """The settings, the program, and the code of every extension, which may be the site's own.

    Empty where it cannot be said how Markdown is read, because a setting is more than data or a name.
    """
    if mkdocs_insides.leaves_links_out():
        return ""
    try:
        given = {name: config[name] for name in mkdocs_insides.SETTINGS_OF_READING}
        settings = json.dumps(given, default=_name, sort_keys=True)
        extensions = markdown.Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
        )
    except (TypeError, ValueError):
        return ""
    parts = [
        *extensions.preprocessors,
        *extensions.parser.blockprocessors,
        *extensions.treeprocessors,
        *extensions.inlinePatterns,
        *extensions.postprocessors,
    ]
    modules = {type(part).__module__ for part in parts}
    code = hashlib.sha256()
    for module in sorted(modules):
        file = getattr(sys.modules.get(module), "__file__", None)
        code.update(Path(file).read_bytes() if file else module.encode())
    return "\n".join(["4", settings, program(), mkdocs_insides.host_version(), code.hexdigest()])


def _name(value: object) -> object:
    """A function or class by its name; settings by what they hold."""
    if isinstance(value, Mapping):
        return dict(value)
    if callable(value) and hasattr(value, "__qualname__") and "<" not in value.__qualname__:
        return f"{value.__module__}.{value.__qualname__}"
    raise TypeError
