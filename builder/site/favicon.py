"""The site's icon: the first letters of its title in a square, as SVG."""

import unicodedata
from html import escape

# Where it is in the site.
FILE = "assets/favicon.svg"

# Words that a title begins with but that nobody knows it by.
_SMALL = frozenset(["a", "an", "the"])

_DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<style>rect{{fill:#1f3b4d}}text{{fill:#fdfcf8}}@media(prefers-color-scheme:dark){{rect{{fill:#b2cfdf}}\
text{{fill:#131518}}}}</style>
<rect width="32" height="32" rx="6"/>
<text x="16" y="{base}" font-family="Charter,Georgia,'Noto Serif',serif" font-size="{size}" \
font-weight="700" text-anchor="middle">{letters}</text>
</svg>
"""


def svg(title: str) -> str:
    """The icon of a site with this title; the same for the same title."""
    letters = initials(title)
    size, base = (22, 23.5) if len(letters) == 1 else (16, 21.5)
    return _DRAWING.format(base=base, size=size, letters=escape(letters))


def initials(title: str) -> str:
    """The first letter of a title's first word, and of its last large one: “IP” of “Iran and Pakistan”.

    One letter where the title is one word, or where letters are joined, as in Persian: two next to each
    other would be read as a word. A title without any letter or digit gives a dot.
    """
    words = [word for word in map(_letters, title.partition(":")[0].split()) if word]
    large = [word for word in words if word.lower() not in _SMALL] or words
    if not large:
        return "·"
    first = large[0][0].upper()[0]  # ß has two capitals
    if _is_joined(first):
        return first
    capitals = [word[0] for word in large[1:] if word[0].isupper()]
    return first + capitals[-1] if capitals else first


def _letters(word: str) -> str:
    """A word without what is not a letter or a digit: quotation marks, brackets, signs."""
    return "".join(letter for letter in unicodedata.normalize("NFC", word) if letter.isalnum())


def _is_joined(letter: str) -> bool:
    """Whether letters of this script are joined or written from right to left."""
    return unicodedata.bidirectional(letter) in ("R", "AL")
