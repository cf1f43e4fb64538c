"""Which known word a mistyped one is like."""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA


def nearest(word: str, choices: Iterable[str], cutoff: float = 70) -> str | None:
    """The choice most like a mistyped word, or none that is like it."""
    found = process.extractOne(word, list(choices), scorer=fuzz.ratio, score_cutoff=cutoff)
    return found[0] if found else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """The hint that names the nearest choice, or nothing."""
    found = nearest(word, choices)
    return f"Did you mean `{found}`?" if found else ""


def sole(word: str, choices: Iterable[str]) -> str | None:
    """The one choice that a word can only be a slip of the pen for; none where there is any doubt.

    Case and what joins words may differ, or, in a longer word, one letter or two; never a digit, because
    `strike-2` is not `strike`.
    """
    plain = {choice: _plainly(choice) for choice in choices}
    given = _plainly(word)
    same = [choice for choice, text in plain.items() if text == given]
    if same:
        return same[0] if len(same) == 1 else None
    digits = re.findall(r"\d", given)
    slips = 0 if len(given) < 4 else 1 if len(given) < 8 else 2
    near = [choice for choice, text in plain.items() if OSA.distance(given, text) <= slips]
    if len(near) == 1 and re.findall(r"\d", plain[near[0]]) == digits:
        return near[0]
    return None


def _plainly(text: str) -> str:
    return re.sub(r"[\s_-]+", "-", unicodedata.normalize("NFKC", text).casefold().strip())
