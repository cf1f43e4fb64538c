"""Bring the catalogues of the interface's words up to date: `python scripts/catalogues.py`.

It writes every message of the code and the templates to `builder/locale/briefing.pot`, and to each
language's catalogue there: translations stay, messages that are gone go, new ones wait to be translated. What
a catalogue lacks is listed. A new language is a copy of `briefing.pot` under its tag, such as `sv.po`.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "builder" / "locale"
TEMPLATE = FOLDER / "briefing.pot"
# What problems and the terminal say stays English.
METHODS = {
    "builder": [("commands/**", "ignore"), ("rules/**", "ignore"), ("**.py", "python")],
    "templates": [("**.jinja", "jinja2"), ("**.html", "jinja2")],
}
KEYWORDS = {**DEFAULT_KEYWORDS, "say": None, "marked": None}


def template() -> Catalog:
    """Every message of the code and the templates, in their order, with the files that hold it."""
    found = Catalog(charset="utf-8")
    for folder, methods in METHODS.items():
        options = {"**.jinja": {"silent": "false"}, "**.html": {"silent": "false"}}
        messages = extract_from_dir(ROOT / folder, methods, options, KEYWORDS)
        for file, line, message, comments, context in messages:
            place = (f"{folder}/{Path(file).as_posix()}", line)
            found.add(message, None, [place], auto_comments=comments, context=context)
    return found


def languages() -> dict[str, Catalog]:
    """The catalogue of each language, by its tag."""
    return {
        path.stem: read_po(io.BytesIO(path.read_bytes()), path.stem) for path in sorted(FOLDER.glob("*.po"))
    }


def untranslated(catalogue: Catalog) -> list[str]:
    """The messages that a catalogue has no translation of, or only a guess at one."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and (message.fuzzy or not all(_forms(message.string)))
    ]


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def write(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue, without dates and numbers of lines, so that only its messages make a difference."""
    head = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    if catalogue.locale:
        head += [f"Language: {path.stem}", f"Plural-Forms: {catalogue.plural_forms}"]
    file = io.BytesIO()
    # Where a message stands is told in the template only: two people's catalogues then agree sooner.
    places = {"include_lineno": False} if path == TEMPLATE else {"no_location": True}
    write_po(file, catalogue, width=100, omit_header=True, ignore_obsolete=True, **places)
    lines = ['msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in head)]
    path.write_bytes("\n".join([*lines, "", ""]).encode() + file.getvalue())


def main() -> int:
    """Write all catalogues; 1 if one of them lacks a translation."""
    messages = template()
    write(messages, TEMPLATE)
    complete = True
    for language, catalogue in languages().items():
        catalogue.update(messages, no_fuzzy_matching=True)
        write(catalogue, FOLDER / f"{language}.po")
        for message in untranslated(catalogue):
            complete = False
            sys.stdout.write(f"{language}: not translated: {message}\n")
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
