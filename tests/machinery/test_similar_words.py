"""Which known word a mistyped one is like."""

import pytest

from builder.machinery.similar_words import did_you_mean, nearest, sole


@pytest.mark.parametrize(("word", "choice"), [("precison", "precision"), ("xyz", None), ("", None)])
def test_the_nearest_word(word: str, choice: str | None) -> None:
    """The choice that is most like a mistyped word is offered, if any is like it."""
    assert nearest(word, ["precision", "name", "location"]) == choice
    assert did_you_mean(word, ["precision"]) == (f"Did you mean `{choice}`?" if choice else "")


@pytest.mark.parametrize(
    ("word", "choices", "expected"),
    [
        ("Very Likely", ["likely", "very likely", "unlikely"], "very likely"),
        ("likely-ish", ["likely", "very likely"], None),
        ("mprobable", ["probable", "improbable"], None),
        ("strike-2", ["strike", "strike-1"], None),
        ("strike", ["strike-1", "strike-2"], None),
        ("stirke", ["strike"], "strike"),
        ("irn", ["iran", "iraq"], None),
        ("a_b", ["a-b", "a b"], None),
        ("ABCD", [], None),
    ],
)
def test_the_only_choice(word: str, choices: list[str], expected: str | None) -> None:
    """None where there is any doubt."""
    assert sole(word, choices) == expected
