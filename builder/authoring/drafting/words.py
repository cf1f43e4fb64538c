"""Words of a text as names are compared: without accents, possessives, and variants of Arabic letters."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Letters and digits with the marks on them. What joins words, such as a hyphen, an apostrophe or the
# zero-width non-joiner of Persian, parts them.
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}\u0640\u00ad])*")
# Letters that Arabic and Persian keyboards write differently, and the dash that only stretches a word.
_VARIANTS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ـ": None})
# What may stand between two words of one name.
_JOINTS = re.compile("[ \t\n\r\u00a0\u200c\u200d.\u2010\u2011'’ʼ\\-\u2013]{1,3}")


class Word(NamedTuple):
    """A word of a text: where it stands, what it is compared by, and whether it begins with a capital."""

    start: int
    end: int
    key: str
    capital: bool


def words(text: str) -> list[Word]:
    """The words of a text, in order."""
    return [
        Word(match.start(), match.end(), key(match[0]), match[0][0].isupper())
        for match in _WORD.finditer(text)
    ]


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """What a word is compared by: lower case, no accents, one form of each Arabic letter."""
    letters = (letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
    return "".join(letters).translate(_VARIANTS).replace("\u00ad", "").casefold()


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether two neighbouring words may belong to one name: no comma or the like stands between."""
    return bool(_JOINTS.fullmatch(text, left.end, right.start))


def word_set(*lines: str) -> frozenset[str]:
    """Words for a table, given as lines of them."""
    return frozenset(" ".join(lines).split())
