"""The interface in the briefing's language: words from the catalogues in `builder/locale/`, numbers, lists.

English stands in the code and the templates. Another language is a file in the catalogues' folder, such as
`fa.po`; without one, and for words that it lacks, English is shown. `scripts/catalogues.py` brings the
catalogues up to date. Values are put into messages by name: `{date} or later`.
"""

import io
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from typing import TYPE_CHECKING, Literal

# Babel takes long to load, and neither a check nor words in English need it: so where it is used.
if TYPE_CHECKING:
    from babel import Locale


def marked(words: str) -> str:
    """Marks words for the catalogues where they are not yet shown (gettext's `N_`)."""
    return words


@lru_cache(maxsize=8)
def translations(language: str) -> NullTranslations:
    """The catalogue for a language (BCP 47): `fa-IR` is served by `fa`; without one, English."""
    file = resources.files("builder") / "locale" / f"{language.split('-')[0]}.po"
    if not file.is_file():
        return NullTranslations()
    from babel.messages import mofile, pofile

    catalogue = pofile.read_po(io.BytesIO(file.read_bytes()))
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def functions(
    language: str,
    as_text: Callable[[str], str] = str,
    as_value: Callable[[object], object] = str,
) -> dict[str, Callable[..., str]]:
    """`_` and `ngettext` for templates. They put values into a message by name: `_("by {who}", who=…)`.

    `as_text` makes of a message what the templates take for text, `as_value` what may stand in it of a value.
    `{num}` is the number that `ngettext` was given.
    """
    found = translations(language)

    def filled(message: str, values: dict[str, object]) -> str:
        shown = {name: as_value(value) for name, value in values.items()}
        return as_text(message.format(**shown) if shown else message)

    def gettext(message: str, /, **values: object) -> str:
        return filled(found.gettext(message), values)

    def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
        return filled(found.ngettext(one, many, count), {"num": number(count, language), **values})

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}


@lru_cache(maxsize=8)
def locale_of(language: str) -> "Locale":
    """What Babel knows of a language (BCP 47)."""
    from babel import Locale

    return Locale.parse(language, sep="-")


@lru_cache(maxsize=256)
def direction(language: str) -> Literal["ltr", "rtl", "auto"]:
    """How a language is written, as HTML says it; `auto` where Babel does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        order = Locale.parse(language, sep="-").character_order
    except (UnknownLocaleError, ValueError):
        return "auto"
    return "rtl" if order == "right-to-left" else "ltr"


def runs_otherwise(text: str, language: str) -> bool:
    """Whether a text holds letters that run in the other direction than the language's."""
    other = {"L"} if direction(language) == "rtl" else {"R", "AL"}
    return any(unicodedata.bidirectional(letter) in other for letter in text)


@lru_cache(maxsize=10_000)
def number(value: float, language: str) -> str:
    """A number as the language groups and writes it, with all its decimals: `4,200.5`, `۴٬۲۰۰٫۵`."""
    from babel.numbers import format_decimal

    written = format_decimal(
        value, locale=locale_of(language), decimal_quantization=False, numbering_system="default"
    )
    return digits(str(written), language)


# The zeros of the numbering systems that are a language's own in CLDR; Babel knows their separators, but
# writes European digits. The other nine follow on each zero.
_ZEROS = {
    "adlm": "𞥐",
    "arab": "٠",
    "arabext": "۰",
    "beng": "০",
    "cakm": "𑄶",
    "deva": "०",
    "hmnp": "𞅀",
    "latn": "0",
    "mtei": "꯰",
    "mymr": "၀",
    "nkoo": "߀",
    "olck": "᱐",
    "tibt": "༠",
}


# What CSS calls those of them that it knows.
_COUNTER_STYLES = {
    "arab": "arabic-indic",
    "arabext": "persian",
    "beng": "bengali",
    "deva": "devanagari",
    "mymr": "myanmar",
    "tibt": "tibetan",
}


def counter_style(language: str) -> str:
    """What CSS calls the digits of the language, for numbers that the browser writes."""
    return _COUNTER_STYLES.get(locale_of(language).default_numbering_system, "decimal")


@lru_cache(maxsize=8)
def _digits(language: str) -> dict[int, int]:
    zero = ord(_ZEROS[locale_of(language).default_numbering_system])
    return {ord("0") + digit: zero + digit for digit in range(10)}


def digits(text: str, language: str) -> str:
    """A text with its figures in the digits that the language is written with."""
    return text.translate(_digits(language))


def listed(parts: Iterable[str], language: str) -> str:
    """Things in a row, as the language joins them: `a, b and c`; empty where there are none."""
    from babel.lists import format_list

    return str(format_list(list(parts), locale=locale_of(language)))
