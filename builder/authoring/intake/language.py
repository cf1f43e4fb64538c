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
# Scripts that one language is written in, or one of them nearly always.
_SCRIPTS = {
    "ko": "\uac00-\ud7af",
    "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff",
    "my": "\u1000-\u109f",
    "ka": "\u10a0-\u10ff",
    "km": "\u1780-\u17ff",
    "hy": "\u0530-\u058f",
    "pa": "\u0a00-\u0a7f",
    "gu": "\u0a80-\u0aff",
    "te": "\u0c00-\u0c7f",
    "kn": "\u0c80-\u0cff",
    "ml": "\u0d00-\u0d7f",
    "si": "\u0d80-\u0dff",
}
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LEAST_KANA = 0.1
# Letters with the signs on them, which are letters of their own in the scripts of India.
_WORD = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u0dff\u200c])+")
# As many words tell a language; a page of text has hundreds.
_ENOUGH = 12
_MOST = 2000
_LOOKED_AT = 20_000  # characters
# In a language's own text about every second word is one of its function words.
_SHARE = 0.3
# How far the second language must lie behind.
_LEAD = 1.4


def language_of(text: str) -> str:
    """The language of a text (BCP 47), or nothing where it is not certain."""
    if tag := _by_script(text[:_LOOKED_AT]):
        return tag
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


def _by_script(text: str) -> str:
    """The language that most letters of a text can only be of, by their script."""
    letters = sum(map(str.isalpha, text))
    if letters < _ENOUGH * 2:
        return ""
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    if kana + han > letters / 2:
        return "ja" if kana > (kana + han) * _LEAST_KANA else "zh"
    counts = {tag: len(re.findall(f"[{script}]", text)) for tag, script in _SCRIPTS.items()}
    return next((tag for tag, count in counts.items() if count > letters / 2), "")


@cache
def _words(tag: str) -> frozenset[str]:
    from justext.utils import get_stoplist

    return frozenset(get_stoplist(_LISTS[tag]))
