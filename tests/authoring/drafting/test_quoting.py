"""Every quote is found once, whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from builder.authoring.drafting.quoting import quote
from builder.facts.passages import SourceText

PIECES = [
    "He left.",
    "he left",
    "“He left,” she said.",
    "It’s over…",
    "Wait… [...] no.",
    "«Oui», dit-il.",
    "a",
    "A",
    "1.5",
    "ایران گفت: «نه».",
    "جیش‌العدل",
    "\u200fترکیب\u200e",
    "日本です。",
    "e\u0301",
    "ﬁn",
    "—",
    "-",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    "  ",
    "\u00a0",
    "\u00ad",
    "\u200b",
    "\ufeff",
    "'",
    '"',
    "!",
    "?",
    "...",
    "*",
    "_",
    "[x]",
    "<b>",
    "\\",
]
texts = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=25
).map("".join)


@given(texts, st.sampled_from(["en", "fa", "ja"]))
def test_every_quote_is_found_once(text: str, language: str) -> None:
    """In its own sentence, however often the same words stand elsewhere."""
    source = SourceText(text, language)
    for span in source.sentences:
        found = quote(source, span)
        if found is None:
            # Only a stretch that the checker could not find by itself cannot be quoted.
            assert not [place for place in source.places(source.excerpt(span).strip()) if place == span]
            continue
        (places,) = source.find(found.words, found.prefix, found.suffix)
        assert all(span.start <= place.start and place.end <= span.end for place in places)


def test_words_around_a_repeated_sentence() -> None:
    """As few as it takes."""
    source = SourceText("He left. She stayed. He left. They slept. He left. She stayed.")
    found = [quote(source, span) for span in source.sentences]
    assert found[3] is not None
    assert (found[3].words, found[3].prefix) == ("They slept.", "")
    assert found[2] is not None
    assert found[2].prefix or found[2].suffix


def test_a_part_of_a_sentence() -> None:
    """Its words are found inside it, not where they stand first."""
    source = SourceText("He left. Iran says that he left.")
    found = quote(source, source.sentences[1], "he left")
    assert found is not None
    assert source.find(found.words, found.prefix, found.suffix) == [(source.places("he left")[0],)]
    assert quote(source, source.sentences[0], "they stayed") is None
