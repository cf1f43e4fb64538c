"""The language of a text, by its commonest words."""

import re
from collections import Counter
from functools import cache
from itertools import islice

# The languages that are told apart, with the names of jusText's lists of their function words.
_LISTS = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ku": "Kurdish",
    "nb": "Norwegian_Bokmal",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sr": "Serbian",
    "sv": "Swedish",
    "ta": "Tamil",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
}
# Letters with the signs on them, which are letters of their own in the scripts of India.
_WORD = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u0dff\u200c])+")
# As many words tell a language; a page of text has hundreds.
_ENOUGH = 12
_MOST = 2000
# In a language's own text about every second word is one of its function words.
_SHARE = 0.3
# How far the second language must lie behind.
_LEAD = 1.4


def language_of(text: str) -> str:
    """The language of a text (BCP 47), or nothing where it is not certain."""
    words = [match[0].lower() for match in islice(_WORD.finditer(text), _MOST)]
    if len(words) < _ENOUGH:
        return ""
    counted = Counter(words)
    shares = sorted(
        ((sum(counted[word] for word in counted.keys() & _words(tag)) / len(words), tag) for tag in _LISTS),
        reverse=True,
    )
    (first, tag), (second, _) = shares[:2]
    return tag if first >= _SHARE and first >= second * _LEAD else ""


@cache
def _words(tag: str) -> frozenset[str]:
    from justext.utils import get_stoplist

    return frozenset(get_stoplist(_LISTS[tag]))
