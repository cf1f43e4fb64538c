"""Names of authors, as pages give them: in bylines, in lists, with roles, twice."""

import re
from collections.abc import Iterable, Sequence

# How bylines begin. What ends in a colon here is one only with it.
_BEGINNINGS = (
    "By|Written by|Reporting by|Reported by|Story by|Text by|Authors?:|Words:"
    "|Par|Auteurs?:|Propos recueillis par"
    "|Von|Ein Kommentar von|Autor(?:in|en)?:|Text:|Por|Autore?s?:|Di|A cura di|Door|Af|Av|Od|Autor(?:ka|ři)?:"
    "|Автор(?:ы)?:?|Текст:|Yazan:|Yazar:|Haber:|Muhabir:"
    "|نویسندگان:?|نویسنده:?|به قلم:?|گزارش از:?|خبرنگار:|تحریر:?|رپورٹ:|بقلم:?|كتب:?|كتبت:?|إعداد:"
    "|लेखक:?|द्वारा|रिपोर्ट:"
)
_BEGINNING = re.compile(rf"\s*(?:{_BEGINNINGS})(?:(?<=:)\s*|\s+:?\s*)", re.IGNORECASE)
_UNSPACED_BEGINNING = re.compile(r"\A\s*(?:本报|新华社)?(?:记者|記者|作者|撰文|文)\s*[::/／]?\s*")
_UNSPACED_ENDING = re.compile(r"\s*(?:記者|记者|編集委員|报道|報道)\s*$")
_AND = re.compile(
    r"\s*[;؛|•·／/]\s*|,?\s+(?:and|und|et|y|e|och|og|en|a|и|ve|और|und|with|و|اور|&)\s+|、", re.IGNORECASE
)
_COMMA = re.compile(r"\s*[,،，]\s*")
_PLACE = re.compile(r"\s+(?:in|à|en|aus|v|в)\s+[^\W\d_][\w .'’-]*$")
_ADDRESS = re.compile(r"https?://|www\.")
_NOT_A_NAME = re.compile(r"@|\d|[<>{}]")
# What people are, or who nobody in particular is: none of these is a name.
_ROLES = re.compile(
    r"\b(?:correspondents?|reporters?|editors?|editorial|staff|writers?|journalists?|columnist|contributors?|"
    r"admin|administrator|desk|newsroom|bureau chief|redakteur(?:in)?|redaktion|redakce|redaktor|redacción|"
    r"rédaction|journaliste|periodista|corresponsal|корреспондент|редакция|muhabiri?|editör|haber merkezi|"
    r"संवाददाता|डेस्क)\b"
    "|عہدہ|خبرنگار|تحریریه|نامہ نگار|ویب ڈیسک|نیوز ڈیسک|مراسل|هيئة التحرير|编辑部|編集部|取材班",
    re.IGNORECASE,
)
_LONGEST_NAME = 60
_MOST_WORDS = 6


def without_beginning(text: str) -> str:
    """A byline without the words that make it one."""
    text = " ".join(text.split())
    text = _BEGINNING.sub("", text, count=1) if _BEGINNING.match(text) else text
    if _is_unspaced(text):
        text = _UNSPACED_ENDING.sub("", _UNSPACED_BEGINNING.sub("", text, count=1) or text)
    return text.strip(" .,:|–—-")


def begins_byline(text: str) -> bool:
    """Whether a line begins as a byline does."""
    return _BEGINNING.match(text) is not None or (
        _is_unspaced(text) and _UNSPACED_BEGINNING.match(text) is not None
    )


def authors_of(given: Iterable[str], outlets: Iterable[str] = ()) -> tuple[str, ...]:
    """The names in texts that name authors, each once; those of the outlet itself are none."""
    others = {_folded(outlet) for outlet in outlets if outlet}
    found: dict[str, str] = {}
    for text in given:
        if len(text) > 400 or _ADDRESS.search(text):
            continue
        for name in _names(without_beginning(text)):
            if _folded(name) not in others:
                found.setdefault(_folded(name), name)
    return tuple(found.values())


def is_list_of_names(pieces: Sequence[str]) -> bool:
    """Whether pieces of a byline are names, each of two words or more, with at most signs between them."""
    names = [piece for piece in pieces if any(map(str.isalpha, piece)) and without_beginning(piece)]
    names = [name for name in names if not begins_byline(f"{name} x") or len(name.split()) > 1]
    return len(names) > 1 and all(len(name.split()) > 1 and len(_names(name)) == 1 for name in names)


def _names(text: str) -> list[str]:
    pieces = [piece for part in _AND.split(text) if part for piece in _parts(part)]
    cleaned = [_PLACE.sub("", without_beginning(piece)) for piece in pieces]
    return [name for name in cleaned if _is_name(name)]


def _parts(text: str) -> list[str]:
    """The parts between commas; `Doe, Jane` is one name, and turned."""
    parts = [part for part in _COMMA.split(text) if part]
    if len(parts) == 2 and len(parts[0].split()) == 1 and 1 <= len(parts[1].split()) <= 2 and text.isascii():
        return [f"{parts[1]} {parts[0]}"]
    return parts


def _is_name(text: str) -> bool:
    return (
        2 <= len(text) <= _LONGEST_NAME
        and len(text.split()) <= _MOST_WORDS
        and any(map(str.isalpha, text))
        and not _NOT_A_NAME.search(text)
        and not _ROLES.search(text)
    )


def _is_unspaced(text: str) -> bool:
    return re.match("\\s*[\u2e80-\u9fff]", text) is not None


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
