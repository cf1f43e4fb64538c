"""The icon made from a site's title."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.site.favicon import initials, svg


@pytest.mark.parametrize(
    ("title", "letters"),
    [
        ("Iran and Pakistan: the exchange of strikes", "IP"),
        ("The river dam", "R"),
        ("The Belgrin dam", "B"),
        ("Sudan", "S"),
        ("“Sudan” (a war)", "S"),
        ("élections", "É"),
        ("2024 in Review", "2R"),
        ("The", "T"),
        ("ایران و پاکستان", "ا"),
        ("…", "·"),
        ("", "·"),
        ("Strasse ß", "S"),
    ],
)
def test_the_letters(title: str, letters: str) -> None:
    """First and last large word, one letter of a script whose letters are joined."""
    assert initials(title) == letters


@given(st.text())
def test_any_title_gives_a_drawing(title: str) -> None:
    """Whatever a title holds, the drawing is well-formed, shows one or two letters, and nothing else."""
    drawing = svg(title)
    root = ElementTree.fromstring(drawing)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    text = root.find("{http://www.w3.org/2000/svg}text")
    assert text is not None
    assert text.text == initials(title)
    assert svg(title) == drawing


def test_markup_in_a_title_is_text() -> None:
    """A title cannot bring a drawing of its own."""
    assert "<b" not in svg("<b>Bold</b>")
    assert initials("<b>Bold</b>") == "B"
