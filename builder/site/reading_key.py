"""How Markdown is read, as one text: where it is the same, so is the HTML of the same Markdown."""

import hashlib
import json
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import markdown
from mkdocs.config.defaults import MkDocsConfig

from builder.site import mkdocs_insides

# The modules whose code has a say in a page's HTML, beside those of the extensions.
_CONVERTING = ("builder.site.converted_page", "builder.site.mkdocs_insides")


def reading_key(config: MkDocsConfig) -> str:
    """Versions, settings, and the code of every extension.

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
    modules = {type(part).__module__ for part in parts} | set(_CONVERTING)
    code = hashlib.sha256()
    for module in sorted(modules):
        file = getattr(sys.modules.get(module), "__file__", None)
        code.update(Path(file).read_bytes() if file else module.encode())
    return "\n".join(["3", settings, version("markdown"), mkdocs_insides.host_version(), code.hexdigest()])


def _name(value: object) -> object:
    """A function or class by its name; settings by what they hold."""
    if isinstance(value, Mapping):
        return dict(value)
    if callable(value) and hasattr(value, "__qualname__") and "<" not in value.__qualname__:
        return f"{value.__module__}.{value.__qualname__}"
    raise TypeError
