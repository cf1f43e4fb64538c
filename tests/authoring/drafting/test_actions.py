"""The words by which a sentence tells of an event."""

import pytest

from builder.authoring.drafting.actions import find

TELLS = {
    "Iran conducted an airstrike in the south.": "air-strike",
    "Drones struck a wedding.": "drone-strike",
    "Two bombs exploded.": "bombing",
    "An explosion tore through the mine.": "bombing",
    "The army shelled two villages.": "shelling",
    "Pakistan recalled its ambassador.": "diplomacy",
    "Both signed an agreement on prisoners.": "agreement",
    "Police arrested four men.": "arrest",
    "Gunmen stormed a post.": "attack",
    "There was an attack.": "attack",
    "On 4 May Police arrested four men.": "arrest",
    "زلزله‌ای در سرو رخ داد": "disaster",
    "ارتش پایگاهی را گلوله‌باران کرد": "shelling",
}
TELLS_NOTHING = [
    "Iran may conduct an airstrike.",
    "If the army shelled them, war would come.",
    "They are prone to attacks by groups.",
    "Groups often attacked the post.",
    "This exchange of airstrikes marks an escalation.",
    "No group has claimed responsibility.",
    "Talks on a truce go on.",
    "ممکن است حمله کرد",
]


@pytest.mark.parametrize("text", TELLS)
def test_what_happened(text: str) -> None:
    """A verb in the past, or a noun with a verb by which it took place."""
    language = "en" if text.isascii() else "fa"
    assert [(action.kind, action.known) for action in find(text, language)] == [(TELLS[text], False)]


@pytest.mark.parametrize("text", TELLS_NOTHING)
def test_what_did_not_happen(text: str) -> None:
    """What may be, what often is, what is only named."""
    assert find(text, "en" if text.isascii() else "fa") == []


def test_a_date_makes_a_noun_an_event() -> None:
    """Beside it; without one it is spoken of as known."""
    text = "The January 3 bombing exposed weaknesses."
    assert [action.kind for action in find(text, "en", [(4, 13)])] == ["bombing"]
    assert [action.known for action in find("The bombing killed nine.", "en")] == [True]
