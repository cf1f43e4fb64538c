"""Names of known actors and places in a text."""

import pytest

from builder.authoring.drafting.knownnames import names_of
from builder.model.records import Actor, Place

ACTORS = [
    Actor(id="iran", name="Iran", kind="state", aliases=("Tehran", "ایران")),
    Actor(id="houthi", name="Houthi", kind="armed-group"),
    Actor(id="jaish", name="Jaish al-Adl", kind="armed-group", aliases=("جیش‌العدل",)),
    Actor(id="official", name="Official (unnamed)", kind="person", aliases=("a senior Iranian official",)),
    Actor(id="army", name="The Army", kind="government-body"),
    Actor(id="guterres", name="António Guterres", kind="person"),
    Actor(id="kabul", name="کابل", kind="government-body"),
    Actor(id="may", name="May", kind="person"),
    Actor(id="smith-a", name="Smith", kind="person"),
    Actor(id="smith-b", name="Smith", kind="person"),
]
PLACES = [
    Place(id="iran-country", name="Iran", precision="country"),
    Place(id="kerman", name="Kerman", precision="town"),
]
NAMES = names_of(ACTORS, PLACES)

FOUND = {
    "Iran’s leaders met in Kerman.": [("Iran", "iran", "iran-country"), ("Kerman", "", "kerman")],
    "The Houthis and Houthi gunmen": [("Houthis", "houthi", ""), ("Houthi", "houthi", "")],
    "the Jaish al-Adl group, Jaish-al-Adl’s men": [
        ("Jaish al-Adl", "jaish", ""),
        ("Jaish-al-Adl", "jaish", ""),
    ],
    "A senior Iranian official said": [("senior Iranian official", "official", "")],
    "Antonio Guterres, António\nGuterres": [
        ("Antonio Guterres", "guterres", ""),
        ("António\nGuterres", "guterres", ""),
    ],
    # Arabic and Persian letters, with and without the zero-width non-joiner.
    "جيش العدل و جیش‌العدل در كابل": [
        ("جيش العدل", "jaish", ""),
        ("جیش‌العدل", "jaish", ""),
        ("كابل", "kabul", ""),
    ],
    "the Army, an army": [("Army", "army", "")],
    # Not inside other words, not in lower case, not across a comma, not where it could be either.
    "Iranian, it may be, Jaish, al-Adl, Smith": [],
}


@pytest.mark.parametrize("text", FOUND)
def test_names(text: str) -> None:
    """By name and alias, whole, in the plural and possessive, in any spelling of their letters."""
    found = [(text[each.start : each.end], each.actor, each.place) for each in NAMES.find(text)]
    assert found == FOUND[text]
