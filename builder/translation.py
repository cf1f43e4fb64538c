"""The words of the interface in the briefing's language, from gettext catalogues in `builder/locale/`.

English stands in the code and the templates. Another language is a file there, such as `fa.po`; without
one, and for words that it lacks, English is shown. There is none yet.
"""

import io
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources

from babel import Locale
from babel.messages import mofile, pofile
from babel.numbers import format_decimal


def marked(word: str) -> str:
    """Marks a word for the catalogues where it is not yet shown (gettext's `N_`)."""
    return word


@lru_cache(maxsize=8)
def translations(language: str) -> NullTranslations:
    """The catalogue for a language (BCP 47): `fa-IR` is served by `fa`; without one, English."""
    file = resources.files("builder") / "locale" / f"{language.split('-')[0]}.po"
    if not file.is_file():
        return NullTranslations()
    catalogue = pofile.read_po(io.BytesIO(file.read_bytes()))
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


@lru_cache(maxsize=8)
def _digits(language: str) -> dict[int, str]:
    locale = Locale.parse(language, sep="-")
    shown = (format_decimal(digit, locale=locale, numbering_system="default") for digit in range(10))
    return {ord(str(digit)): text for digit, text in enumerate(shown)}


def digits(text: str, language: str) -> str:
    """A text with its figures in the digits that the language is written with."""
    return text.translate(_digits(language))
