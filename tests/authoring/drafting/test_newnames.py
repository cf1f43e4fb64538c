"""Names that are new to the briefing: only with words beside them that say what they are."""

import pytest

from builder.authoring.drafting import claims
from builder.authoring.drafting.newnames import find

ENGLISH = {
    "In Orsk, Foreign Minister Ana Sorel spoke.": {("Orsk", "town"), ("Ana Sorel", "person")},
    "Gregory Brew, an analyst at Eurasia Group, spoke.": {
        ("Gregory Brew", "person"),
        ("Eurasia Group", "organisation"),
    },
    "The Balochistan Liberation Army (BLA) fled Karsin province.": {
        ("Balochistan Liberation Army", "armed-group"),
        ("Karsin", "province"),
    },
    "Officials met the Interior Ministry and the Ministry of Foreign Affairs.": {
        ("Interior Ministry", "government-body"),
        ("Ministry of Foreign Affairs", "government-body"),
    },
    "It lies in southwest Pakistan, near the village of Sarn.": {
        ("southwest Pakistan", "province"),
        ("Pakistan", "state"),
        ("Sarn", "town"),
    },
    "They fought the Jaish al-Adl group in Iran.": {
        ("Jaish al-Adl", "armed-group"),
        ("Iran", "state"),
        ("Iran", "country"),
    },
    "The United Nations Secretary-General Antonio Guterres left.": {
        ("United Nations", "organisation"),
        ("Antonio Guterres", "person"),
    },
    "The Islamic State claimed responsibility.": {("Islamic State", "armed-group")},
    # Nothing says what these are, or they are no names.
    "On Tuesday Islamist militants met Pakistani soldiers in Parliament.": set(),
    "Shells fell. Markets closed. Hundreds fled. Nobody knows Velmar.": set(),
    "In English, in March, in World War terms, in Operation Anvil": set(),
}


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    """Each with its kind, or with its precision, or with both."""
    starts = [0, *(position + 2 for position in range(len(text)) if text.startswith(". ", position))]
    found = find(text, starts, "en", claims.verbs(text, "en"))
    assert {(name.name, kind) for name in found for kind in (name.kind, name.precision) if kind} == (
        ENGLISH[text]
    )


def test_initials_in_brackets_are_an_alias() -> None:
    """Where they are those of the name."""
    text = "The Northern Liberation Army (NLA) and the World Food Fund (XYZ) met."
    assert [name.aliases for name in find(text, [0], "en")] == [("NLA",), ()]


def test_a_surname_alone_is_an_alias() -> None:
    """It is nobody new."""
    text = "Tomas Keld, a researcher, spoke. Keld expects war."
    found = find(text, [0, 33], "en", claims.verbs(text, "en"))
    assert [(name.name, name.aliases) for name in found] == [("Tomas Keld", ("Keld",))]


def test_a_guess_is_no_certainty() -> None:
    """Whoever speaks is somebody; whether a person, a body or a capital is a guess."""
    (name,) = find("Then Tehran said so.", [0], "en", claims.verbs("Then Tehran said so.", "en"))
    assert (name.name, name.sure) == ("Tehran", False)


def test_other_scripts_give_the_names_of_states_only() -> None:
    """Babel has them in each language; no capital tells other names."""
    assert [name.name for name in find("نروژ و ایران در اورسک", [0], "fa")] == ["نروژ", "ایران"]
    # `Financial affairs`, not Mali.
    assert find("امور مالی", [0], "fa") == []
