"""Words that a hyphen parts at the end of a line."""

import pytest

from builder.authoring.intake.line_ends import Kind, decided, joined, words_in

NOTHING = words_in([])


@pytest.mark.parametrize(
    ("start", "rest", "word"),
    [
        ("Iran", "backed", "Iran-backed"),
        ("Saudi", "led", "Saudi-led"),
        ("COVID", "19", "COVID-19"),
        ("2020", "2021", "2020-2021"),
        ("F", "16", "F-16"),
        ("al", "Mukalla", "al-Mukalla"),
        ("anti", "Houthi", "anti-Houthi"),
        ("Iran", "Pakistan", "Iran-Pakistan"),
        ("vice", "president", "vice-president"),
        ("self", "defence", "self-defence"),
        ("twenty", "five", "twenty-five"),
        ("cease", "fire", "ceasefire"),
        ("minis", "try", "ministry"),
        ("inter", "national", "international"),
        ("har", "bour", "harbour"),
        ("mat", "ters", "matters"),
        ("re", "opened", "reopened"),
        ("MINIS", "TRY", "MINISTRY"),
        ("Minis", "ters", "Ministers"),
        ("week", "old", "week-old"),
        ("ten", "year", "ten-year"),
    ],
)
def test_english(start: str, rest: str, word: str) -> None:
    """A word of the list is one word; two words, numbers and names keep their hyphen."""
    assert decided(start, rest, "-", NOTHING, "en").word == word


@pytest.mark.parametrize(
    ("language", "start", "rest", "word"),
    [
        ("de", "Hafen", "behörde", "Hafenbehörde"),
        ("de", "Iran", "Krise", "Iran-Krise"),
        ("fr", "gouver", "nement", "gouvernement"),
        ("es", "gobier", "no", "gobierno"),
        ("ru", "прави", "тельство", "правительство"),
        ("cs", "minister", "stvo", "ministerstvo"),
    ],
)
def test_other_languages(language: str, start: str, rest: str, word: str) -> None:
    """Each language has its own list; those that write compounds as one word are known."""
    assert decided(start, rest, "-", NOTHING, language).word == word


@pytest.mark.parametrize(
    ("elsewhere", "word"),
    [
        ("The non-governmental groups left.", "non-governmental"),
        ("The nongovernmental groups left.", "nongovernmental"),
        ("The Non\u2010Governmental groups left.", "non-governmental"),
        ("A non-governmental one, non-governmental or nongovernmental.", "non-governmental"),
    ],
)
def test_the_text_itself_decides(elsewhere: str, word: str) -> None:
    """Where the text has the word within a line, it is written so; the more frequent form goes first."""
    assert decided("non", "governmental", "-", words_in([elsewhere]), "en").word == word


def test_what_is_not_known() -> None:
    """No word arises of two, also where there is no list; what may be wrong is called so."""
    assert decided("Kelmar", "backed", "-", NOTHING, "en") == ("Kelmar-backed", Kind.DOUBTFUL)
    assert decided("kelma", "rians", "-", NOTHING, "en") == ("kelmarians", Kind.DOUBTFUL)
    assert decided("kelma", "rians", "-", NOTHING, "") == ("kelma-rians", Kind.DOUBTFUL)


@pytest.mark.parametrize("hyphen", ["\u00ad", "\u2010"])
def test_hyphens_of_the_printer(hyphen: str) -> None:
    """A soft hyphen, and the one that browsers print where they part a word, are not the word's own."""
    assert decided("kelma", "rians", hyphen, NOTHING, "en").word == "kelmarians"
    own = words_in(["Iran\u2010backed and Saudi\u2010led"])
    assert decided("Qatar", "backed", "\u2010", own, "en").word == "Qatar-backed"


@pytest.mark.parametrize(
    ("above", "line", "text"),
    [
        ("the Iran-", "backed group", "the Iran-backed group"),
        ("what is left of it -", "was closed", "what is left of it - was closed"),
        ("the road –", "closed", "the road – closed"),
        ("pre-", "“war” days", "pre- “war” days"),
        ("no hyphen", "here", "no hyphen here"),
    ],
)
def test_two_lines(above: str, line: str, text: str) -> None:
    """Lines are one with a space between, or without where a word goes on."""
    assert joined(above, line, NOTHING, "en")[0] == text
