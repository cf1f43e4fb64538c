"""Typography made plain, so that what differs only in it is the same text.

One table says which characters are typed for one another. It holds:

- every character with the Unicode property `White_Space`: a space; several are one;
- every character with the property `Quotation_Mark`, and the signs named or typed as quotation marks,
  primes and apostrophes (modifier letters such as ʿ ʾ ʼ, the grave and the acute accent);
- every character with the property `Dash`, without the raised and the lowered minus (⁻ ₋), which belong to
  a number; `--` and `---` are a dash, and so is a dash with or without spaces around it;
- every ellipsis (… ⋯ ‥ and the upright ones), three dots or more, with or without spaces between them;
- what is not printed: every character with the property `Default_Ignorable_Code_Point` but the fillers of
  Hangul, and the Arabic tatweel;
- compatibility forms of one meaning: ligatures and other forms of letters, full and half width, fonts.

Digits and letters that are raised, lowered, circled or in brackets, fractions, Roman numerals of one
character and signs such as ㎏, ™ and № stay what they are: 5¹ is not 51.

The properties are those of Unicode's PropList.txt and DerivedCoreProperties.txt, version 16.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

ELLIPSIS = "…"


def _ranges(codes: str) -> str:
    """The characters of code points and ranges in hexadecimal, as Unicode's files write them."""
    spans = (code.partition("..") for code in codes.split())
    return "".join(
        chr(code) for first, _, last in spans for code in range(int(first, 16), int(last or first, 16) + 1)
    )


WHITE_SPACE = _ranges("0009..000D 0020 0085 00A0 1680 2000..200A 2028..2029 202F 205F 3000")
# One stroke, or what stands for it.
SINGLE = _ranges("0027 2018..201B 2039..203A FF07 2032 2035 275B..275C 275F")
APOSTROPHES = _ranges("0060 00B4 02B9 02BB..02BF 02CA..02CB 055A 05F3 A78B..A78C FF40")
DOUBLE = _ranges(
    "0022 00AB 00BB 201C..201F 2E42 300C..300F 301D..301F FE41..FE44 FF02 FF62..FF63"
    " 2033 2036 02BA 02DD 02EE 05F4 275D..275E 2760 1F676..1F678"
)
DASHES = _ranges(
    "002D 058A 05BE 1400 1806 2010..2015 2053 2212 2E17 2E1A 2E3A..2E3B 2E40 2E5D"
    " 301C 3030 30A0 FE31..FE32 FE58 FE63 FF0D 10EAD"
)
ELLIPSES = _ranges("2025..2026 22EF 1801 FE19 FE30")
UNPRINTED = _ranges(
    "00AD 034F 061C 0640 17B4..17B5 180B..180F 200B..200F 202A..202E 2060..206F FE00..FE0F FEFF"
    " FFF0..FFF8 1BCA0..1BCA3 1D173..1D17A E0000..E0FFF"
)
_TABLE = {
    **dict.fromkeys(map(ord, WHITE_SPACE), " "),
    **dict.fromkeys(map(ord, SINGLE + APOSTROPHES), "'"),
    **dict.fromkeys(map(ord, DOUBLE), '"'),
    **dict.fromkeys(map(ord, DASHES), "-"),
    **dict.fromkeys(map(ord, ELLIPSES), ELLIPSIS),
    **dict.fromkeys(map(ord, UNPRINTED), ""),
}
# Compatibility forms that are another shape of the same character; `compat` is looked at more closely.
_SHAPES = {
    *("<wide>", "<narrow>", "<small>", "<vertical>", "<font>", "<noBreak>"),
    *("<initial>", "<medial>", "<final>", "<isolated>"),
}
# In Persian and its neighbours these are two codes for one letter; in Arabic and Pashto they are two letters.
_PERSIAN = str.maketrans("يىك", "ییک")
_PERSIAN_LANGUAGES = ("fa", "ur", "ckb", "glk", "mzn", "pnb")
_OTHER_ARABIC_LANGUAGES = ("ar", "ps", "ug", "ku", "sd", "ks")
_PERSIAN_LETTERS = re.compile("[پچژگکی]")
# A text in runs that fold on their own: plain characters (without the last where a mark may stand on
# it), white space, and all else.
_RUN = re.compile(
    r"(?P<plain>(?:[!-_a-~]+ )*[!-_a-~]+(?![^\x00-\x7f]))|(?P<space>[\t-\r\x1c-\x1f ]+(?![^\x00-\x7f]))"
    r"|(?P<other>[\x00-\x7f]?[^\x00-\x7f]+|[\x00-\x7f])"
)
# What is made plain only together with its neighbours.
_TOGETHER = re.compile(rf"(?P<dash> ?-[ -]*)|(?:{ELLIPSIS}|\.(?: ?\.){{2,}})(?: ?[{ELLIPSIS}.])*")
# Scripts written without spaces, where a quote may begin between any two letters: those of the line break
# classes SA, ID and CJ (UAX 14), and Tibetan, Javanese and Balinese.
_UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u1b00-\u1b7f\u2e80-\u3130"
    "\u3190-\u9fff\ua000-\ua4cf\ua980-\ua9df\ua9e0-\ua9ff\uaa60-\uaa7f\uaa80-\uaadf\uf900-\ufaff"
    "\U00011700-\U0001174f\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)


class _Folds(dict[int, str]):
    """What each character is made plain to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded_form(chr(code))
        return folded


def _folded_form(character: str) -> str:
    tag, *codes = unicodedata.decomposition(character).split() or [""]
    if tag in _SHAPES or (tag == "<compat>" and _of_one_meaning(character)):
        form = "".join(chr(int(code, 16)) for code in codes)
        # Marks that stand alone are written as marks on a space.
        return form.translate(_FOLDS) if not form.startswith(" ") else character
    if tag and not tag.startswith("<"):
        return unicodedata.normalize("NFD", character).translate(_FOLDS)
    return " " if character.isspace() else character


def _of_one_meaning(character: str) -> bool:
    """Whether a compatibility form is a letter, a mark or punctuation, and no number or sign."""
    if "\u2e80" <= character <= "\u2fdf":  # radicals, which some PDFs have for the characters themselves
        return True
    return unicodedata.category(character)[0] in "LMPZ" and unicodedata.numeric(character, None) is None


_FOLDS = _Folds(_TABLE)


class Folded(NamedTuple):
    """A text made plain, and for each of its characters the offset of the cluster it came from."""

    text: str
    offsets: "array[int]"


def fold(text: str, *, persian: bool = False) -> str:
    """The text with its typography made plain, white space as single spaces.

    With `persian`, the Arabic codes of Persian letters are those letters.
    """
    return folded(text, persian=persian).text


def folded(text: str, *, persian: bool = False) -> Folded:
    """The text with its typography made plain, and where each character of it came from."""
    pieces: list[str] = []
    offsets = array("I")
    for match in _RUN.finditer(text):
        start, end = match.span()
        if match.lastgroup == "plain":
            pieces.append(match[0])
            offsets.extend(range(start, end))
        elif match.lastgroup == "space":
            if pieces and pieces[-1] != " ":
                pieces.append(" ")
                offsets.append(start)
        else:
            for offset, cluster in _clusters(match[0]):
                plain = unicodedata.normalize("NFD", cluster.translate(_FOLDS))
                for character in plain:
                    if character == " " and (not pieces or pieces[-1] == " "):
                        continue
                    pieces.append(character)
                    offsets.append(start + offset)
    if pieces and pieces[-1] == " ":
        pieces.pop()
        offsets.pop()
    made = "".join(pieces)
    if persian:
        made = made.translate(_PERSIAN)
    return _singles(_together(Folded(made, offsets)))


def is_persian(text: str, language: str) -> bool:
    """Whether a text is in Persian or Urdu, where ي and ك are other codes for ی and ک."""
    base = language.split("-")[0].lower()
    if base in _PERSIAN_LANGUAGES:
        return True
    return base not in _OTHER_ARABIC_LANGUAGES and bool(_PERSIAN_LETTERS.search(text))


def spliced(before: Folded, edits: Iterable[tuple[int, int, str]]) -> Folded:
    """A folded text with stretches of it, in order, replaced by at most one character each."""
    pieces: list[str] = []
    offsets = array("I")
    position = 0
    for start, end, character in edits:
        pieces += before.text[position:start], character
        offsets.extend(before.offsets[position:start])
        if character:
            offsets.append(before.offsets[min(start, len(before.offsets) - 1)])
        position = end
    pieces.append(before.text[position:])
    offsets.extend(before.offsets[position:])
    return Folded("".join(pieces), offsets)


def _together(before: Folded) -> Folded:
    """Dashes and ellipses of several characters as one, and dashes without spaces around them."""
    edits = []
    for match in _TOGETHER.finditer(before.text):
        start, end = match.span()
        if match.lastgroup == "dash":
            if end - start > 1:
                # The dash itself keeps its own offset, not that of the space before it.
                lead = start + (before.text[start] == " ")
                if lead > start:
                    edits.append((start, lead, ""))
                edits.append((lead, end, "-"))
        elif match[0] != ELLIPSIS:
            edits.append((start, end, ELLIPSIS))
    return spliced(before, edits) if edits else before


def _singles(before: Folded) -> Folded:
    """Single quotation marks as double ones, but not apostrophes inside words nor marks after digits."""
    text = before.text
    if "'" not in text:
        return before
    pieces: list[str] = []
    position = 0
    for match in re.finditer("'", text):
        place = match.start()
        left, right = text[place - 1 : place], text[place + 1 : place + 2]
        inside = in_word(left) and in_word(right)
        pieces += text[position:place], "'" if inside or left.isdecimal() else '"'
        position = place + 1
    pieces.append(text[position:])
    return Folded("".join(pieces), before.offsets)


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """A text in pieces that normalise on their own: a character with the marks that follow it."""
    starts = [0] if text else []
    for offset, character in enumerate(text[1:], 1):
        if character.isascii() or not _continues(character):
            starts.append(offset)
    for start, end in pairwise([*starts, len(text)]):
        yield start, text[start:end]


def _continues(character: str) -> bool:
    """Whether a character belongs to the one before it: a mark on it, or not printed at all."""
    plain = _FOLDS[ord(character)]
    return not plain or bool(unicodedata.combining(plain[0]))


def in_word(character: str) -> bool:
    """Whether a folded character is a letter, a digit or a mark on one."""
    return character.isalnum() or is_mark(character)


def is_mark(character: str) -> bool:
    """Whether it is an accent or a vowel sign, which never stands alone."""
    return bool(character) and unicodedata.category(character).startswith("M")


def joins(text: str, offset: int) -> bool:
    """Whether an offset of a folded text lies inside a word."""
    return 0 < offset < len(text) and _same_word(text[offset - 1], text[offset])


def _same_word(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one word, or the second stands on the first."""
    if left == " " or right == " ":
        return False
    if is_mark(right):
        return not left.isspace()
    letters = in_word(left) and right.isalnum()
    return letters and not (_UNSPACED.match(left) or _UNSPACED.match(right))
