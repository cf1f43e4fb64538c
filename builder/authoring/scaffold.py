"""The files of a new briefing, from `templates/new/`.

`site/` holds what every new briefing gets, `example/` an invented briefing for each of a few languages.
To these come the JSON Schemas and the settings of editors, from `schemas`.
A name there that begins with `dot.` begins with a dot in the new folder, where it does not act on the
builder's own repository; what ends in `.jinja` is filled in.
"""

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import GNUTranslations
from importlib import metadata, resources
from importlib.resources.abc import Traversable

import jinja2
from babel import Locale, UnknownLocaleError
from babel.core import get_locale_identifier, parse_locale

from builder.authoring import schemas
from builder.files import yaml_writer
from builder.model import prose
from builder.model.translation import translations

DISTRIBUTION = "briefing-builder"
_EXAMPLE = "en"
# What YAML does not let stand in a text, and terminals would act on.
_UNPRINTABLE = re.compile("[^ -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Builder:
    """Where the new briefing's builder is installed from: a line for pip, and what to know about it."""

    requirement: str
    remark: str = ""


def title(text: str) -> str:
    """A briefing's title with its white space made plain; raises `ValueError` in an editor's words."""
    tidy = " ".join(text.split())
    if not tidy:
        raise ValueError("the title is empty")
    if hidden := _UNPRINTABLE.search(tidy):
        raise ValueError(f"the title holds the character U+{ord(hidden[0]):04X}, which cannot be shown")
    return tidy


def language(tag: str) -> str:
    """A language tag (BCP 47) in its usual form: `fa`, `en-GB`; raises `ValueError` in an editor's words."""
    try:
        usual: str = get_locale_identifier(parse_locale(tag.strip().replace("_", "-"), sep="-"), sep="-")
        Locale.parse(usual, sep="-")
    except (UnknownLocaleError, ValueError):
        names = {name.casefold(): code for code, name in Locale("en").languages.items() if "_" not in code}
        code = names.get(tag.strip().casefold())
        known = f"{tag.strip()} is {code}" if code else "English is en, in Britain en-GB, and Persian fa"
        raise ValueError(f"`{tag}` is not the tag of a language that a site can be in; {known}") from None
    return usual


def is_translated(tag: str) -> bool:
    """Whether the words of the site itself, such as its headings, are there in a language."""
    return tag.split("-")[0] == "en" or isinstance(translations(tag), GNUTranslations)


def installed_builder() -> Builder:
    """Where the running builder came from, as its installer recorded it (`direct_url.json`, PEP 610)."""
    distribution = metadata.distribution(DISTRIBUTION)
    urls = distribution.metadata.get_all("Project-URL") or []
    source = next((url.split(", ")[1] for url in urls if url.startswith("Source, ")), "")
    return builder_from(distribution.version, distribution.read_text("direct_url.json"), source)


def builder_from(version: str, direct_url: str | None, source: str) -> Builder:
    """The line for pip that installs a builder of this version from where it came.

    `direct_url` is the text of `direct_url.json`: none where it came from a package index. `source` is the
    builder's own repository, named where the builder came from somewhere that others cannot reach.
    """
    if direct_url is None:
        return Builder(f"{DISTRIBUTION}=={version}")
    origin = json.loads(direct_url)
    url = str(origin["url"])
    if url.startswith("https://"):
        if "vcs_info" not in origin:
            return Builder(f"{DISTRIBUTION} @ {url}")
        vcs = origin["vcs_info"]
        return Builder(f"{DISTRIBUTION} @ {vcs['vcs']}+{url}@{vcs['commit_id']}")
    return Builder(
        f"{DISTRIBUTION} @ git+{source}",
        "The builder was installed from a folder of this computer, which others cannot reach, and it is not "
        "in the Python Package Index yet. Put the address of a repository that holds it here before you "
        "publish.",
    )


def files(title: str, language: str, today: datetime.date, builder: Builder) -> dict[str, str]:
    """Every file of a new briefing, by its path in the folder."""
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, keep_trailing_newline=True, trim_blocks=True, autoescape=False
    )
    environment.filters["yaml"] = _scalar
    environment.filters["markdown"] = prose.literal
    values = {"title": title, "language": language, "today": today.isoformat(), "builder": builder}
    made = schemas.files()
    for path, text in _templates(language):
        if path.endswith(".jinja"):
            path, text = path.removesuffix(".jinja"), environment.from_string(text).render(values)
        if path.startswith("content/") and path.endswith(".yml"):
            text = f"{schemas.modeline(path)}\n{text}"
        made[path] = text
    return made


def _scalar(text: str) -> str:
    """A text as YAML in one line, in quotation marks, so that nothing in it means something else."""
    return yaml_writer.scalar(text, 0, 0, verbatim=True)


def _templates(language: str) -> Iterator[tuple[str, str]]:
    """The path and text of each template for a briefing in a language."""
    root = resources.files("builder.templates") / "new"
    example = root / "example" / language.split("-")[0]
    yield from _texts(root / "site")
    yield from _texts(example if example.is_dir() else root / "example" / _EXAMPLE)


def _texts(folder: Traversable, path: str = "") -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = path + re.sub(r"^dot\.", ".", entry.name)
        if entry.is_dir():
            yield from _texts(entry, f"{name}/")
        else:
            yield name, entry.read_text(encoding="utf-8")
