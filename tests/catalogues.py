"""The catalogues of the interface's words, as the tests need them."""

import io
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parents[1] / "builder" / "locale"
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.po")))


@cache
def catalogue(name: str) -> Catalog:
    """The catalogue in a file of the folder, such as `fa.po`; `briefing.pot` is the template of all."""
    file = FOLDER / name
    locale = file.stem if file.suffix == ".po" else None
    return read_po(io.BytesIO(file.read_bytes()), locale, abort_invalid=True)


def words() -> set[str]:
    """The English of every message that there is to be translated."""
    return {
        words
        for message in catalogue("briefing.pot")
        for words in ([message.id] if isinstance(message.id, str) else message.id)
        if words
    }
