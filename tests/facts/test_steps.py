"""How many steps quotes take that are made to take long: no more than the text is long, times a constant."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
import sentencex

from builder.facts import passages
from builder.facts.passages import SourceText

# The text, of which there is more and more, and the quote, of about 1,000 characters.
MADE: dict[str, tuple[str, str]] = {
    "one word": ("no ", "no " * 320 + "yes"),
    "one word, the end inside a word": ("aa ", "aa " * 320 + "a"),
    "one letter": ("a", "a" * 800 + "b"),
    "one word, the mark at the end missing": ("no, ", ("no, " * 240)[:-2]),
    "ellipses": ("…", "…" * 999),
    "full stops": (". ", ". " * 480 + "x"),
    "ellipses in the text": ("a . . . ", "a . . . " * 120 + "b"),
    "parts": ("a b c ", "a … b … " * 120 + "c"),
    "parts, the last missing": ("a b c ", "a … b … " * 120 + "x"),
    "a mark behind a word": ('"a" ', '"a"' + "." * 980),
    "marks in turn": ("'\"-", "'\"-" * 320 + "x"),
    "quotation marks that open": ("“a ", "“a " * 320 + "b"),
    "numbers": ("1.5.", "5.1." * 240 + "5"),
    "footnote marks": ("pier² ", "pier " * 180 + "x"),
    "footnote marks in both": ("pier[1] pier² ", "pier² " * 140 + "x"),
    "parted words": ("har-\nbour ", "har- bour " * 90 + "x"),
    "non-joiners": ("می‌رود ", "می رود " * 140 + "x"),
    "capitals in brackets": ("[T]he ", "[T]he " * 160 + "x"),
    "marks on one letter": ("\u0301", "a" + "\u0301" * 800 + "b"),
    "soft hyphens": ("\u00ad", "a" + "\u00ad" * 800 + "c"),
    "particles": ("한국어는", "한국어는" * 240 + "x"),
    "line breaks": ("\n", "y" * 800),
}
# A quote is looked for in several ways, each of which looks at a character a few times.
STEPS_EACH = 200


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python the builder runs for it."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        if "/builder/" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def everything(text: str, quote: str) -> None:
    """All that is asked of a text about a quote that may be missing."""
    source = SourceText(text)
    source.find(quote)
    source.find(quote, text[:50], text[:50])
    source.places(quote)
    source.parts_up_to_the_missing(quote)
    source.nearest(quote)
    source.nearest(quote[:100])
    source.same_words(quote)
    assert source.sentences or not text.strip()


@pytest.mark.parametrize("name", MADE)
def test_steps_grow_with_the_text(name: str) -> None:
    """Twice the text takes at most some twice the steps, and each character a bounded number."""
    text, quote = MADE[name]
    assert len(quote) <= 1_000
    counted = [
        steps(lambda size=size: everything("x" + text * (size // len(text)), quote))  # type: ignore[misc]
        for size in (2_000, 4_000, 8_000)
    ]
    # What the quote itself takes is the same in all three.
    first, second = counted[1] - counted[0], counted[2] - counted[1]
    assert second <= 2.5 * max(first, 2_000)
    assert counted[2] <= STEPS_EACH * 8_000


@pytest.mark.parametrize("name", MADE)
def test_the_nearest_passage_is_looked_for_within_a_budget(name: str) -> None:
    """However long the text: the windows that are compared, times what comparing a character takes."""
    text, quote = MADE[name]
    source = SourceText("x" + text * 10_000)
    needle = source._fold(quote)[:1_000]
    cells = sum(min(end, len(source.text)) - start for start, end in source._windows(needle))
    assert cells * (len(needle) ** 2 // 64 + 1) <= 4 * passages._STEPS


def test_a_quote_that_is_too_long_to_compare() -> None:
    """It is found where it stands, but nothing is said to be nearest to it."""
    source = SourceText("word " * 1_000 + "end")
    quote = "word " * 300
    assert not source.can_be_compared(quote)
    assert source.nearest(quote) == ("", 0.0)
    assert source.find(quote + "word end") == source.find("word " * 300 + "word end") != []


def test_the_nearest_passage_of_a_long_text() -> None:
    """A few words that are right lead to it, wherever it stands."""
    filler = "".join(
        f"Sentence {number} tells of ship {number * 7} and its harbour. " for number in range(40_000)
    )
    wanted = "The minister said on Monday that the eastern pier would be opened again before the end of May. "
    source = SourceText(filler + wanted + filler)
    passage, likeness = source.nearest(
        "The minister sad on Monday, that the eastern peer will be opened again before end of May"
    )
    assert passage.startswith("The minister said on Monday that the eastern pier")
    assert likeness > 80


def test_sentences_are_cut_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that what grows with the square in the library does not grow with the text; nothing is lost."""
    lengths: list[int] = []
    segment = sentencex.segment

    def counted(language: str, block: str) -> Any:
        lengths.append(len(block))
        return segment(language, block)

    monkeypatch.setattr("builder.facts.passages.sentencex.segment", counted)
    for text in ("“a " * 20_000, "One sentence. " * 5_000, "x" * 40_000, "句子。" * 9_000):
        lengths.clear()
        source = SourceText(text)
        held = "".join("".join(source.excerpt(span).split()) for span in source.sentences)
        assert held == "".join(text.split())
        assert sum(lengths) == len(text.rstrip())
        assert max(lengths) <= passages._BLOCK
