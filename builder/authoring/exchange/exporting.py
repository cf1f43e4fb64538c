"""A briefing as files of other formats."""

from collections.abc import Iterable

from builder.authoring.exchange.exported import Left
from builder.authoring.exchange.formats import FORMATS
from builder.facts.briefing import Briefing

WRITERS = {each.NAME: each.WRITER for each in FORMATS if each.WRITER}


def run(briefing: Briefing, formats: Iterable[str]) -> tuple[dict[str, str], dict[str, Left]]:
    """The texts of the files by name, and for each format what its file does not carry.

    Drafts are in the formats that can be imported again.
    """
    files: dict[str, str] = {}
    left: dict[str, Left] = {}
    for form in formats:
        writer = WRITERS[form]
        made = writer.write(briefing if writer.drafts else briefing.published())
        files |= made.beside
        if made.text:
            files[writer.name] = made.text
        left[writer.name] = made.left
        for draft in () if writer.drafts else briefing.drafts():
            made.left.add("drafts are not carried", draft)
    return files, left
