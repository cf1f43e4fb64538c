"""Who says what."""

import pytest

from builder.authoring.drafting import claims
from builder.authoring.drafting.claims import Speech
from builder.authoring.drafting.knownnames import names_of
from builder.model.records import Actor

NAMES = names_of(
    [
        Actor(id="iran", name="Iran", kind="state", aliases=("Tehran", "ایران")),
        Actor(id="pakistan", name="Pakistan", kind="state", aliases=("پاکستان",)),
        Actor(id="is", name="Islamic State", kind="armed-group"),
        Actor(id="un", name="United Nations", kind="organisation"),
        Actor(id="guterres", name="Antonio Guterres", kind="person"),
        Actor(id="brew", name="Gregory Brew", kind="person"),
    ],
    [],
)

ENGLISH: dict[str, list[tuple[Speech, list[str]]]] = {
    "Tehran accused the group of it.": [(Speech.ACCUSES, ["iran"])],
    "Iran has repeatedly denied this.": [(Speech.DENIES, ["iran"])],
    "Iran on Tuesday rejected the claim.": [(Speech.DENIES, ["iran"])],
    "He spoke of the Islamic State, which claimed responsibility.": [(Speech.CLAIMS, ["is"])],
    "Both Iran and Pakistan often accuse, with Iran and Pakistan blaming each other.": [
        (Speech.ACCUSES, ["iran", "pakistan"])
    ],
    "It was hit, with Pakistan reporting two deaths, and Iran claiming nine.": [
        (Speech.SAYS, ["pakistan"]),
        (Speech.CLAIMS, ["iran"]),
    ],
    "“It is over,” said Gregory Brew.": [(Speech.SAYS, ["brew"])],
    "Gregory Brew, an analyst at a firm, emphasizes this.": [(Speech.JUDGES, ["brew!"])],
    "The strike is seen by analysts as a response.": [(Speech.JUDGES, ["Analysts!"])],
    "They were urged by the United Nations Secretary-General Antonio Guterres to stop.": [
        (Speech.ACTS, ["guterres"])
    ],
    "According to Iran, nobody died.": [(Speech.SAYS, ["iran"])],
    "Nobody died, a senior Iranian security official said.": [
        (Speech.SAYS, ["Senior Iranian security official"])
    ],
    "Officials in Iran said so.": [(Speech.SAYS, ["Officials"])],
    "Iran condemned the raid and blamed others.": [(Speech.ACTS, ["iran"]), (Speech.ACCUSES, ["iran"])],
    # Nobody, or nobody who is certain.
    "He said that she denied it.": [],
    "It was claimed in Iran.": [],
    "The ambassador to Iran said so.": [],
    "Iran did not deny it.": [],
    "Iran’s reported losses, the alleged attack.": [],
    "Iran and others said so.": [],
}

PERSIAN: dict[str, list[tuple[Speech, list[str]]]] = {
    "ایران پاکستان را متهم کرد.": [(Speech.ACCUSES, ["iran"])],
    "روز سه‌شنبه ایران این خبر را تکذیب کرد.": [(Speech.DENIES, ["iran"])],
    "ایران گفت که جنگ تمام شد.": [(Speech.SAYS, ["iran"])],
    "ایران و پاکستان اعلام کردند که": [(Speech.SAYS, ["iran", "pakistan"])],
    "یک مقام امنیتی مدعی شد که": [(Speech.CLAIMS, ["یک مقام امنیتی"])],
    "تحلیلگران معتقدند که": [(Speech.JUDGES, ["تحلیلگران!"])],
    "به گفته ایران کسی کشته نشد.": [(Speech.SAYS, ["iran"])],
    # Somebody of Iran’s, not Iran.
    "خبرگزاری ایران گفت": [],
    "او گفت": [],
}


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    """The verb and the one who stands before it, behind it, or after `by` and `according to`."""
    assert found(text, "en") == ENGLISH[text]


@pytest.mark.parametrize("text", PERSIAN)
def test_persian(text: str) -> None:
    """The verb stands at the end, the one who says it at the beginning."""
    assert found(text, "fa") == PERSIAN[text]


def test_other_languages_are_not_read() -> None:
    """And the command says so."""
    assert not claims.speaks("de")
    assert found("Iran said so.", "de") == []


def found(text: str, language: str) -> list[tuple[Speech, list[str]]]:
    """Each claim with its speakers, an expert with a mark."""
    return [
        (
            claim.speech,
            [f"{each.actor or each.unnamed}{'!' * each.expert}" for each in claim.speakers],
        )
        for claim in claims.find(text, NAMES.find(text), language)
    ]
