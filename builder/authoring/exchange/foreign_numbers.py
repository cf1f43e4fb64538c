"""Numbers as other programs write them: whole ones only, and none that could be two."""

import re
import unicodedata

# What stands between groups of three digits: spaces of several widths, apostrophes, Arabic's own mark.
_SPACES = re.compile("(?<=[0-9])[\\s'’٬](?=[0-9]{3}(?![0-9]))")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_NOUGHTS = re.compile(r"([0-9]{1,15})[.,](?:0{0,2}|0{4,})")


def code(text: str) -> str:
    """A code that is a number, without what programs that count in fractions add to it: `3.0` is `3`."""
    match = re.fullmatch(r"(-?[0-9]+)[.,]0*", in_ascii(text).strip())
    return match[1] if match else text.strip()


def whole(text: str) -> int:
    """A whole number: `1200`, `1,200`, `1 200`, `1.200`, `1200.0`; raises `ValueError` for anything else.

    `1.000` is refused, since it is one to some programs and a thousand to others.
    """
    plain = _SPACES.sub("", in_ascii(text).strip())
    if re.fullmatch("[0-9]{1,15}", plain):
        return int(plain)
    if match := _NOUGHTS.fullmatch(plain):
        return int(match[1])
    if re.fullmatch(r"[0-9]{1,3}\.000", plain) and int(plain.partition(".")[0]):
        one = plain.partition(".")[0]
        raise ValueError(f"it can be read as {one} and as {one}000")
    match = _GROUPED.fullmatch(plain)
    if match is None:
        # With groups and a fraction of nought: `1,200.00`.
        head, mark, tail = plain[:-3], plain[-3:-2], plain[-2:]
        if mark in (".", ",") and tail == "00":
            match = _GROUPED.fullmatch(head)
        if match is None or match[1] == mark:
            raise ValueError("it is not a whole number")
        plain = head
    if len(plain) > 15:
        raise ValueError("it is too large")
    return int(re.sub("[.,]", "", plain))


def in_ascii(text: str) -> str:
    """A text with the digits of any script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(letter)) if unicodedata.category(letter) == "Nd" else letter
        for letter in text
    )
