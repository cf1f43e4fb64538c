"""What BibTeX and RIS have in common: an item of theirs as one of CSL."""

import re
from collections.abc import Sequence

from builder.authoring.exchange.csl import Item
from builder.authoring.exchange.json_files import Json

# A name as lists order it: the family name, then what is given, at times a suffix.
_ORDERED = re.compile(r"([^,]+),\s*([^,]+)(?:,\s*([^,]+))?")


def item(
    place: str,
    line: int,
    values: Sequence[tuple[str, str, str]],
    authors: Sequence[tuple[str, dict[str, str]]],
    kind: tuple[str, str],
) -> Item:
    """An item of CSL from values, each with CSL's name for it and the one in the file, and from authors.

    `kind` is CSL's type, and the name in the file for it. A value that CSL has no place for keeps the name of
    the file, so that the ledger names it; so does a second one of a name.
    """
    fields: dict[str, Json] = {"type": kind[0]}
    shown = {"type": kind[1]}
    for name, called, text in values:
        key, number = name, 2
        while key in fields:
            key, number = f"{name} ({number})", number + 1
        fields[key] = text
        shown[key] = called
    if authors:
        people: list[Json] = [dict(parts) for _, parts in authors]
        fields["author"] = people
        for index, (called, parts) in enumerate(authors):
            shown |= {f"author[{index}].{part}": called for part in parts}
    return Item(place, fields, line, shown)


def name_in_parts(text: str) -> dict[str, str]:
    """A name in CSL's parts, where a comma tells them apart; else a name as it is."""
    match = _ORDERED.fullmatch(text.strip())
    if not match:
        return {"literal": text.strip()}
    family, given, suffix = (part.strip() if part else "" for part in match.groups())
    return {"family": family, "given": given, **({"suffix": suffix} if suffix else {})}
