"""`briefing schema`."""

from pathlib import Path

import click

from builder.authoring import schemas
from builder.commands.terminal import FOLDER, say, say_json


@click.command()
@click.argument("kind", required=False, metavar="[KIND]", type=click.Choice(schemas.NAMES))
@FOLDER
def schema(kind: str | None, folder: Path) -> None:
    """Let your editor complete keys and underline mistakes while you write.

    Writes a JSON Schema of each kind of file into `.briefing/schema/`, and for VS Code its settings, where
    there are none. Run it again after the builder was updated. With KIND, such as events, one schema
    is printed, and nothing is written.
    """
    if kind:
        say_json(schemas.as_text(schemas.schema(kind)).rstrip("\n"))
        return
    written = 0
    for name, text in schemas.files().items():
        file = folder / name
        if file.is_file() and (not schemas.is_drawn(name) or file.read_text(encoding="utf-8") == text):
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        written += 1
    where = folder / schemas.FOLDER
    say(f"{where}: {len(schemas.NAMES)} schemas; {written} of {len(schemas.files())} files written.")
    say(
        "VS Code finds them by itself. For other editors, begin each file with a comment such as\n"
        f"    {schemas.modeline('content/events.yml')}"
    )
