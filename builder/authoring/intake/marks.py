"""Raised and lowered letters in a line of plain text, so that a mark is never read as part of a number."""

import re

_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SIGNS = {"tm": "™", "sm": "℠"}
_ON_THE_LINE = "®©™℠*†‡§¶‖※"
# Endings of ordinals and of short forms, which are read as if they stood on the line.
_ORDINAL_ENDINGS = """
st nd rd th er ère ere re e è ème eme es d nde me lle lles gr r rs os as ro ra to ta vo va no na mo ma
ter tes ten
"""
_ENDINGS = frozenset(_ORDINAL_ENDINGS.split())
_APART = re.compile(r"[\s,;.·'’]*")


def raised(text: str, before: str = "") -> str:
    """What stands raised behind `before`: in Unicode's raised forms, or behind `^` where there are none."""
    low = text.lower().rstrip(".")
    if low in _SIGNS:
        return _SIGNS[low]
    if (low in _ENDINGS and before[-1:].isalnum()) or all(letter in _ON_THE_LINE for letter in text):
        return text
    return _in_forms(text, _RAISED, "^")


def lowered(text: str) -> str:
    """What stands lowered: in Unicode's lowered forms, or behind `_` where there are none."""
    return _in_forms(text, _LOWERED, "_")


def _in_forms(text: str, forms: dict[int, int], sign: str) -> str:
    has_forms = all(ord(letter) in forms or _APART.fullmatch(letter) for letter in text)
    return text.translate(forms) if has_forms else sign + text
