"""Write the pages of the documentation that are drawn from the code: rules, fields, commands, formats.

python scripts/reference.py
"""

import datetime
import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from builder.authoring import scaffold, schemas
from builder.authoring.exchange.formats import FORMATS
from builder.checks import manual
from builder.cli import main as briefing
from builder.facts.briefing import OVERVIEW
from builder.model import base, dates, records
from builder.model.kinds import FOLDERS
from builder.pages.page_functions import PageFunctions

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "pages"
# The example that every new briefing begins with.
_NEW = scaffold.files("The Larkspur Ford", "en-GB", datetime.date(2025, 3, 10), scaffold.Builder(""))
# What stands at the top of each page, for whoever would edit it here.
_DRAWN = "<!-- Drawn from the code by scripts/reference.py. -->\n\n"
_TEXT = {True: "text (inline Markdown)", False: "text, shown as typed"}
# What stands above the table of functions on the page on the look.
_FUNCTIONS = "Templates may call these functions:"
# Parts that stand in records of several kinds come last.
_SHARED = ("Statement", "Citation")


def pages() -> dict[str, str]:
    """Each drawn page's text by its path in docs/pages/."""
    drawn = {"rules/index.md": _rules(), "fields.md": _fields(), "commands.md": _commands()}
    drawn["formats.md"] = _formats()
    drawn |= {f"rules/{page.id}.md": _rule(page) for page in manual.pages().values()}
    return {path: _DRAWN + text for path, text in drawn.items()} | {"theme.md": _theme()}


def _rules() -> str:
    lines = [
        "# Rules",
        "",
        "Whatever is wrong with a briefing is reported under the id of a rule, with file, line and column.",
        "`briefing explain RULE` prints these pages on the terminal.",
    ]
    for title, can_be_set in (("Rules", True), ("What must be right before", False)):
        lines += ["", f"## {title}", ""]
        if can_be_set:
            lines += [
                "Their severities can be set in `mkdocs.yml`.",
                "",
                "| Rule | | What is wrong |",
                "|---|---|---|",
            ]
        else:
            lines += ["These are always errors.", "", "| Id | What is wrong |", "|---|---|"]
        for page in manual.pages().values():
            if page.can_be_set is can_be_set:
                severity = f" {page.severity} |" if can_be_set else ""
                lines.append(f"| [{page.id}]({page.id}.md) |{severity} {page.summary} |")
    return "\n".join(lines) + "\n"


def _rule(page: manual.Explained) -> str:
    parts = [f"# {page.id}", f"**{page.summary}**", page.documentation, manual.on_severity(page)]
    return _fenced("\n\n".join(parts)) + "\n"


def _fenced(text: str) -> str:
    """Markdown with its indented blocks of YAML between fences."""
    return re.sub(
        r"(?:(?<=\n\n)|\A)((?:    .*\n|\n(?=    ))*    .*)(?=\n|\Z)",
        lambda block: f"```yaml\n{textwrap.dedent(block[1])}\n```",
        text,
    )


def _fields() -> str:
    """Every key of every file, from the same schemas that editors complete from."""
    parts = [
        "# Every field",
        "What each file in `content/` may hold. [The data format](format.md) says how they belong together; "
        "your editor shows the same while you write, see [Your editor](editor.md). A key in **bold** must be "
        "there.",
    ]
    shared: dict[str, Any] = {}
    for name in schemas.NAMES:
        document = schemas.schema(name)
        definitions = document["definitions"]
        if name == OVERVIEW:
            top: dict[str, Any] = {"Overview": document}
            where = "One file, whose keys stand at the top, without an id."
        else:
            kind = FOLDERS[name].__name__
            top = {kind: definitions.pop(kind)}
            where = f"`content/{name}.yml`, or files in `content/{name}/`: records under their ids."
        parts += [f"## {name}", f"{where} {next(iter(top.values()))['description']}"]
        parts += [_table(each, *item) for item in top.items() for each in [definitions]]
        for part, definition in definitions.items():
            if part in _SHARED:
                shared[part] = definition
            elif f"### {part}" not in parts:
                parts += [f"### {part}", definition["description"], _table(definitions, part, definition)]
        parts.append(_example(name))
    parts += ["## Parts of many records"]
    for part in _SHARED:
        parts += [f"### {part}", shared[part]["description"], _table(shared, part, shared[part])]
    return "\n\n".join(filter(None, parts)) + "\n"


def _example(name: str) -> str:
    path = f"content/{name}.yml" if name == OVERVIEW else f"content/{name}/example.yml"
    return f"An example:\n\n```yaml\n{_NEW[path].strip()}\n```"


def _table(definitions: dict[str, Any], name: str, definition: dict[str, Any]) -> str:
    model = getattr(records, name)
    lines = ["| Key | Holds | |", "|---|---|---|"]
    required = set(definition.get("required", []))
    # What every record may hold comes last.
    for key, value in sorted(definition["properties"].items(), key=lambda item: item[0] in ("draft", "note")):
        shown = f"**`{key}`**" if key in required else f"`{key}`"
        holds = _holds(value, model.model_fields[key])
        default = f" Without it: `{_plain(value['default'])}`." if "default" in value else ""
        lines.append(f"| {shown} | {holds} | {_cell(value.get('description', ''))}{default} |")
    return "\n".join(lines)


def _holds(value: dict[str, Any], field: Any) -> str:
    if value.get("type") == "array":
        items = value["items"]
        if isinstance(items, list):
            return f"list: {len(items)} numbers"
        return f"list: {_holds(items, field)}"
    if "$ref" in value:
        return _link(value["$ref"])
    terms = value.get("enum") or (value["anyOf"][1]["enum"] if "anyOf" in value else None)
    if terms:
        meanings = [f" ({each})" for each in value.get("enumDescriptions", [])] or [""] * len(terms)
        return "one of " + ", ".join(
            f"`{_plain(term)}`{meaning}" for term, meaning in zip(terms, meanings, strict=True)
        )
    title: str = value.get("title", "")
    if title.startswith("The id"):
        return title.removeprefix("The ")
    if value.get("pattern") == dates.PATTERN:
        return "date ([EDTF](format.md#dates))"
    kinds = [mark.inline for mark in _marks(field) if isinstance(mark, base.TextKind)]
    if kinds:
        return _TEXT[kinds[0]]
    plain = value.get("type")
    if plain == "boolean":
        return "`true` or `false`"
    if isinstance(plain, list) and "integer" in plain:
        return "whole number"
    examples = value.get("examples")
    return f"text, such as {', '.join(f'`{_plain(each)}`' for each in examples[:3])}" if examples else "text"


def _marks(field: Any) -> Iterator[object]:
    yield from field.metadata
    yield from base.annotations(field.annotation)


def _link(reference: str) -> str:
    name = reference.rpartition("/")[2]
    return f"[{name}](#{name.lower()})"


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def _commands() -> str:
    # With its settings, since a command keeps the first help option that it makes.
    context = click.Context(briefing, info_name="briefing", **briefing.context_settings)
    parts = [
        "# Commands",
        "Run them in the folder that holds `mkdocs.yml` and `content/`, or name it with `--folder`. Each "
        "prints this with `--help`. `mkdocs serve`, `mkdocs build` and `mkdocs gh-deploy` are "
        "[MkDocs’ own](https://www.mkdocs.org/user-guide/cli/).",
        "A command exits with 0 when all went well, with 1 when the briefing has errors or the work could "
        "not be done, and with 2 when the command itself was mistyped.",
    ]
    for name in briefing.list_commands(context):
        command = briefing.get_command(context, name)
        assert command is not None
        parts += list(_command(command, click.Context(command, context, f"briefing {name}")))
    return "\n\n".join(parts) + "\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join([str(context.info_name), *command.collect_usage_pieces(context)])
    # Before 8.5, click put a choice that may be left out between two pairs of brackets.
    usage = usage.replace("[[", "[").replace("]]", "]")
    yield f"## {context.info_name}"
    yield f"```text\n{usage}\n```"
    yield inspect.cleandoc(command.help or "").replace("\b\n", "")
    options = [each for each in command.get_params(context) if isinstance(each, click.Option)]
    if options := [each for each in options if "--help" not in each.opts]:
        yield "\n".join(["| Option | |", "|---|---|", *(_option(each) for each in options)])
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _command(inner, click.Context(inner, context, f"{context.info_name} {name}"))


def _formats() -> str:
    """What the module of each format says of it."""
    parts = [
        "# Other formats",
        "`briefing import FILE` brings in what other programs have written; `briefing export` writes the "
        "briefing for other programs. See [Commands](commands.md).",
        "Text from elsewhere shows as it is, with no meaning in Markdown. Events from another program are "
        "drafts, and cite the file that they come from, as a source, by row or slide: readers would see "
        "that this was not checked. Look at each record, cite the words that it rests on, and remove "
        "`draft: true`. Actors and places that the briefing knows by a name or alias are used; others are "
        "proposed. A place is known by its name, the areas that it lies in and its position: where one of "
        "these differs, it is another place. A place of yours is taken where its name fits and its position "
        "is near.",
        "Whatever could not be carried is counted and named. A row or slide that cannot be read is left out "
        "and named, with its line where the format has lines; the others are imported. A file in which it "
        "is unclear where rows begin is refused. New files are written into `content/`, 500 records in "
        "each; what is there is not changed. The same import again adds only what is new.",
        "An event or source that is there already is known by the id that the other program has for it, or "
        "by what it says: a timeline’s event by two of headline, date and text. Where the file says "
        "something else than the briefing, the report names the record, the field, and both values; you "
        "decide. What you have written yourself in a draft that you took over (title, account, notes) is "
        "not compared. A file is the same source as one that was imported before if half of what it says is "
        "the same, whatever its name.",
        "Nothing becomes more exact than it is. A code that a data set does not have, a number that can be "
        "read in two ways, a last row that breaks off: the row is refused, with its place.",
        "CSV files may have commas, semicolons, tabs or vertical bars, lines before the header, and a byte "
        "order mark. They are read as UTF-8 or UTF-16, and what is neither as Windows-1252; `--encoding` "
        "names another.",
    ]
    for module in FORMATS:
        parts += [f"## {module.TITLE}", inspect.cleandoc(module.__doc__ or "")]
    return "\n\n".join(parts) + "\n"


def _theme() -> str:
    """The page on the look, its table of the functions that templates may call drawn anew."""
    text = (PAGES / "theme.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(_FUNCTIONS)
    after = rest.partition("\n\n")[2].partition("\n\n")[2]
    rows = ["| Function | Gives |", "|---|---|", *map(_function, PageFunctions.names())]
    return before + _FUNCTIONS + "\n\n" + "\n".join(rows) + "\n\n" + after


def _function(name: str) -> str:
    """One row: how a template calls a function, and what it gives."""
    function = getattr(PageFunctions, name)
    given = [each for each in inspect.signature(function).parameters if each not in ("self", "context")]
    says = inspect.cleandoc(function.__doc__ or "").partition("\n\n")[0]
    return f"| `{name}({', '.join(given)})` | {_cell(' '.join(says.split()))} |"


def _option(option: click.Option) -> str:
    choices = option.type.choices if isinstance(option.type, click.Choice) else ()
    metavar = "|".join(map(str, choices)) or option.metavar or option.type.name.upper()
    value = "" if option.is_flag else f" {metavar}"
    names = ", ".join(f"`{name}{value}`".replace("|", r"\|") for name in option.opts)
    return f"| {names} | {_cell(option.help or '')} |"


def main() -> None:
    """Write the pages, and remove those of rules that are gone."""
    drawn = pages()
    for path, text in drawn.items():
        file = PAGES / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    for file in (PAGES / "rules").glob("*.md"):
        if f"rules/{file.name}" not in drawn:
            file.unlink()


if __name__ == "__main__":
    main()
