"""Source texts: where quotes stand, and where they do not."""

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from builder.facts.passages import Match, SourceText, Span, State, merged
from builder.facts.typography import fold
from builder.model.records import Citation
from tests import briefings

TEXT = """\
“A second strike”, as the ministry put it… was “an act of self-defence”.

The minister said: “We didn’t start it” — and left. The state\u00ad\u00admen stayed in Bel\u00adgrin.
A   line break stands
in this sentence, and the minister stayed.

At Čelmár the café was shut. Çelik, 1 000 m away, saw nothing.
"""

# Words of several scripts, each with the marks that stand on its letters.
WORDS = st.sampled_from(
    [
        *(
            "strike",
            "state",
            "Anna's",
            "don’t",
            "co-operate",
            "19",
            "1979",
            "A",
            "café",
            "résumé",
            "ﬁnal",
            "Straße",
        ),
        *(
            "Čelmár",
            "Ilısu",
            "Việt",
            "हिन्दी",
            "किताब",
            "ভারত",
            "مَدْرَسَة",
            "تهران",
            "שָׁלוֹם",
            "Москва",
            "한국어",
            "ё",
        ),
    ]
)
BREAKS = st.sampled_from(
    [" ", "  ", "\n", "\n\n", " \n \n ", ", ", ". ", " – ", " — ", " “", "” ", " ‘", "… ", "\u00a0"]
)
# Any text at all, rich in what folds, joins or is not printed.
LOOSE = st.text(
    st.sampled_from([*"ab .…-–'’\"“\n", "\u00ad", "\u0301", "\u0323", "\u200f", *"é½ﬁ¨ंकि각ᄀ水"])
    | st.characters(exclude_categories=["Cs"]),
    max_size=30,
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Words with spaces, breaks and punctuation between them."""
    words = draw(st.lists(WORDS, min_size=1, max_size=12))
    return "".join(word + draw(BREAKS) for word in words)


@st.composite
def stretches(draw: st.DrawFn) -> tuple[str, Span]:
    """A text, and a stretch of it from the beginning of a word to the end of one."""
    text = draw(texts())
    words = list(re.finditer(r"\S+", text))
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, len(words) - 1))
    return text, Span(words[first].start(), words[last].end())


# What editors, their word processors and websites do to typography.
SWAPS = {
    "'": "‘’‛",
    "’": "'‘",
    '"': "“”„«»",
    "“": '"«„',
    "”": '"»',
    "-": "‐‑–",
    "–": "-—−",
    "—": "–-",
    "…": ["..."],
    " ": ["  ", "\n", "\t", "\u00a0", "\u2009", " \n "],
    "\n": [" ", "\n  "],
}


@st.composite
def retyped(draw: st.DrawFn, text: str) -> str:
    """The same words in another typography."""
    result = ""
    for character in text:
        swaps = SWAPS.get(character)
        result += draw(st.sampled_from([character, *swaps])) if swaps else character
        # A soft hyphen or a direction mark may stand within a word.
        if character.isalpha() and draw(st.integers(0, 9)) == 0:
            result += draw(st.sampled_from(["\u00ad", "\u200b", "\u200e", "\ufeff"]))
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])), result)


def found(text: str, quote: str, prefix: str = "", suffix: str = "") -> list[tuple[str, ...]]:
    """What stands at each place where a quote is found."""
    places = SourceText(text).find(quote, prefix, suffix)
    return [tuple(text[span.start : span.end] for span in place) for place in places]


@given(LOOSE)
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded text has nothing left to fold."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("“it’s”", '"it\'s"'),
        ("a – b — c − d", "a - b - c - d"),
        ("and so on…", "and so on..."),
        ("a\n  b\u00a0c\td", "a b c d"),
        ("state\u00admen", "statemen"),
        ("ﬁnal", "final"),
        ("cafe\u0301", "café"),
        ("\u202bאב\u202c", "אב"),
    ],
)
def test_typography_is_folded(left: str, right: str) -> None:
    """Quotation marks, dashes, ellipses, white space, what is not printed, and forms of letters are one."""
    assert fold(left) == fold(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Iran", "iran"),
        ("a, b", "a b"),
        ("a; b", "a, b"),
        ("cafe", "café"),
        ("a.", "a"),
        ("1980-88", "1980/88"),
        ("don't", "dont"),
        ("a b", "ab"),
        ("ي", "ی"),
    ],
)
def test_letters_case_and_punctuation_are_not_folded(left: str, right: str) -> None:
    """Whatever a reader could take for another word stays different."""
    assert fold(left) != fold(right)


@given(st.data())
def test_every_stretch_is_found_in_any_typography(data: st.DataObject) -> None:
    """Whole words of a text are found, however their typography is written; the span is just those words."""
    text, stretch = data.draw(stretches())
    quote = data.draw(retyped(text[stretch.start : stretch.end]))
    source = SourceText(text)
    places = source.find(quote)
    assert places
    for [span] in places:
        assert fold(text[span.start : span.end]) == fold(quote)
    if len(places) == 1:
        assert places == [(stretch,)]
        assert source.count(quote) == 1


@given(st.data())
def test_a_changed_letter_is_not_found(data: st.DataObject) -> None:
    """One other letter, and the quote is not in the text any more."""
    text, stretch = data.draw(stretches())
    quote = text[stretch.start : stretch.end]
    letters = [place for place, character in enumerate(quote) if character.isalnum()]
    assume(letters)
    place = data.draw(st.sampled_from(letters))
    changed = quote[:place] + data.draw(st.sampled_from("xyzXYZжя")) + quote[place + 1 :]
    assume(fold(changed) not in fold(text))
    assert SourceText(text).find(changed) == []


@given(LOOSE, st.data())
@example("état", None)
def test_spans_lie_in_the_text_and_split_nothing(text: str, data: st.DataObject | None) -> None:
    """A span indexes the stored text, reads as the quote, and cuts no word and no letter from its accent."""
    start, end = (0, len(text))
    if data:
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    for place in SourceText(text).find(quote):
        for span in place:
            assert 0 <= span.start < span.end <= len(text)
            assert not (is_mark(text[span.start]) and not text[: span.start].endswith((" ", "\n", "")))
            assert not is_mark(text[span.end : span.end + 1])
        if len(place) == 1:
            assert fold(text[place[0].start : place[0].end]) == fold(quote)


def is_mark(character: str) -> bool:
    """Whether a character stands on the one before it."""
    return bool(character) and unicodedata.category(character).startswith("M")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The understate men", "state"),
        ("19 people", "9 people"),
        ("99 people", "9"),
        ("statement", "state"),
        ("état", "tat"),
        ("e\u0301tat", "tat"),
        ("café", "cafe"),
        ("cafe\u0301", "cafe"),
        ("Čelmár", "elm"),
        ("हिन्दी", "हिन्द"),
        ("हिन्दी", "न्दी"),
        ("किताब", "क"),
        ("مَدْرَسَة", "دْرَسَة"),
        ("شَرق", "ش"),
        ("한국어", "국어"),
        ("ﬁnal", "f"),
        ("state\u00admen", "men"),
        ("Việt", "Viê"),
    ],
)
def test_no_part_of_a_word_is_found(text: str, quote: str) -> None:
    """A quote that begins or ends inside a word, or between a letter and its marks, is not found."""
    assert found(text, quote) == []


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("德黑兰发动了空袭。", "发动了空袭", "发动了空袭"),
        ("ตำรวจจับผู้ชาย", "จับผู้ชาย", "จับผู้ชาย"),
        ("ガスが漏れた", "が漏れた", "が漏れた"),
        ("گفت: «ما شروع نکردیم».", "ما شروع نکردیم", "ما شروع نکردیم"),
        ("אמר: \u202bשָׁלוֹם\u202c.", "שָׁלוֹם", "שָׁלוֹם"),
        ("a cafe\u0301, b", "café", "cafe\u0301"),
        ("a café, b", "cafe\u0301", "café"),
        ("the ﬁnal word", "final word", "ﬁnal word"),
        ("e\u0301\u00ad\u0323, b", "e\u0323\u0301", "e\u0301\u00ad\u0323"),
        ("self-defence", "defence", "defence"),
        ("(Iran)", "Iran", "Iran"),
    ],
)
def test_other_scripts(text: str, quote: str, expected: str) -> None:
    """Quotes are found in any script; where words have no spaces between them, between any two letters."""
    assert found(text, quote) == [(expected,)]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        (
            '"A second strike", as the ministry put it... was',
            "“A second strike”, as the ministry put it… was",
        ),
        ("We didn't start it\" - and left", "We didn’t start it” — and left"),
        ("statemen stayed in Belgrin", "state\u00ad\u00admen stayed in Bel\u00adgrin"),
        ("A line break stands in this", "A   line break stands\nin this"),
        ("1 000 m", "1 000 m"),
    ],
)
def test_the_span_is_the_stored_text(quote: str, expected: str) -> None:
    """What is found is the text as it is stored, not as it was quoted."""
    assert found(TEXT, quote) == [(expected,)]


def test_a_quote_that_stands_twice() -> None:
    """A quote with two places has two results, however many more there are."""
    assert found(TEXT, "stayed") == [("stayed",), ("stayed",)]
    assert len(SourceText("no, " * 100).find("no")) == 2
    assert SourceText("no, " * 100).count("no") == 100


@pytest.mark.parametrize(
    ("prefix", "suffix", "line"),
    [("The", "", 3), ("and the", "", 5), ("", "said", 3), ("", "stayed.", 5), ("and the ", " stayed", 5)],
)
def test_what_stands_around_a_quote_settles_it(prefix: str, suffix: str, line: int) -> None:
    """The words right before or right after say which of two places is meant."""
    source = SourceText(TEXT)
    [[span]] = source.find("minister", prefix, suffix)
    assert source.position(span.start)[0] == line


@given(st.data())
def test_the_text_around_settles_every_quote(data: st.DataObject) -> None:
    """All that stands before a quote and all that stands after leave one place: its own."""
    text, stretch = data.draw(stretches())
    quote = text[stretch.start : stretch.end]
    places = SourceText(text).find(quote, text[: stretch.start], text[stretch.end :])
    assert places == [(stretch,)]


def test_what_stands_around_a_quote_must_be_right_beside_it() -> None:
    """A prefix that stands elsewhere finds nothing."""
    assert found(TEXT, "minister", prefix="Čelmár") == []
    assert found(TEXT, "minister", suffix="was shut") == []


@pytest.mark.parametrize("gap", ["…", "...", " … ", " [...] ", "[…]"])
def test_an_ellipsis_joins_two_passages(gap: str) -> None:
    """The parts on either side of an ellipsis are found one after the other, each with its span."""
    assert found(TEXT, f"the café was shut{gap}saw nothing") == [("the café was shut", "saw nothing")]


def test_the_parts_must_follow_each_other() -> None:
    """Parts in the wrong order, or one inside the other, are not found."""
    assert found(TEXT, "saw nothing … the café was shut") == []
    assert found(TEXT, "the café was shut … was shut") == []


def test_an_ellipsis_of_the_source_itself() -> None:
    """An ellipsis that the source has is just part of the quote."""
    assert found(TEXT, "put it … was an act") == []
    assert found(TEXT, "put it… was") == [("put it… was",)]


def test_parts_with_two_places() -> None:
    """When a part could stand in two places, the quote is ambiguous until its surroundings settle it."""
    assert len(found(TEXT, "minister … stayed")) == 2
    assert found(TEXT, "minister … stayed", prefix="and the", suffix=".") == [("minister", "stayed")]


@pytest.mark.parametrize("quote", ["\u00ad", "\u200b", "…", " ", "... …"])
def test_a_quote_of_nothing(quote: str) -> None:
    """A quote without a letter or sign is found nowhere."""
    assert found("Some words, and more.", quote) == []


@given(LOOSE, LOOSE)
def test_the_nearest_passage_is_in_the_text(text: str, quote: str) -> None:
    """The passage offered for any quote stands in the text, and its likeness is a percentage."""
    passage, likeness = SourceText(text).nearest(quote)
    assert passage in " ".join(text.split())
    assert 0 <= likeness <= 100


def test_the_nearest_passage_is_the_one_that_was_meant() -> None:
    """One word off, and the right passage is offered in whole words."""
    passage, likeness = SourceText(TEXT).nearest("The minister sad: “We did not start it”")
    assert passage.startswith("The minister said: “We didn’t start it”")
    assert likeness > 80


@given(LOOSE, st.sampled_from(["en", "fa", "zh", "de", "ur-PK", "xx", "ar"]))
def test_paragraphs_and_sentences_hold_everything(text: str, language: str) -> None:
    """Paragraphs and sentences stand in order, do not overlap, and leave out nothing but white space."""
    source = SourceText(text, language)
    for spans in (source.paragraphs, source.sentences):
        held: list[int] = []
        for span in spans:
            assert not held or held[-1] < span.start
            assert not text[span.start].isspace()
            assert not text[span.end - 1].isspace()
            held += range(span.start, span.end)
        assert {place for place, character in enumerate(text) if not character.isspace()} <= {*held}


@given(texts())
def test_a_place_has_its_paragraph_line_and_column(text: str) -> None:
    """Every place of a text lies in the paragraph that holds it, on its line, at its column."""
    source = SourceText(text)
    lines = text.split("\n")
    for number, paragraph in enumerate(source.paragraphs, 1):
        for place in range(paragraph.start, paragraph.end):
            assert source.paragraph_of(place) == number
    for place, character in enumerate(text):
        line, column = source.position(place)
        assert (lines[line - 1] + "\n")[column - 1] == character


def test_paragraphs_stand_between_blank_lines() -> None:
    """Blank lines part paragraphs; without any, each line is one."""
    assert [TEXT[span.start : span.end][:8] for span in SourceText(TEXT).paragraphs] == [
        "“A secon",
        "The mini",
        "At Čelmá",
    ]
    assert len(SourceText("one\ntwo\n\n").paragraphs) == 2


def test_sentences() -> None:
    """Sentences end where the language ends them, over line breaks, not at every full stop."""
    text = "Mr. Brew said so.\nIt was\n3.5 km away! Was it?\n\nA headline\n\nEnd."
    source = SourceText(text)
    assert [source.excerpt(span) for span in source.sentences] == [
        "Mr. Brew said so.",
        "It was 3.5 km away!",
        "Was it?",
        "A headline",
        "End.",
    ]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8))))
def test_merged_spans(pairs: list[tuple[int, int]]) -> None:
    """Merged spans hold the same places, in order, and no two of them touch."""
    spans = [Span(start, start + length) for start, length in pairs]
    result = merged(spans)
    places = {place for span in spans for place in range(*span)}
    assert {place for span in result for place in range(*span)} == places
    assert all(left.end < right.start for left, right in pairwise(result))


def test_what_becomes_of_citations(tmp_path: Path) -> None:
    """A citation is found, missing or ambiguous, or not checked where there is nothing to look it up in."""
    _, passages = briefings.read_all(tmp_path)
    text = passages.texts["gazette"].text
    assert passages.match(Citation(source="gazette", quote="Nobody was hurt")) == Match(
        State.FOUND, (Span(text.index("Nobody"), text.index("Nobody") + 15),)
    )
    assert passages.match(Citation(source="gazette", quote="Everybody was hurt")).state is State.MISSING
    assert passages.match(Citation(source="gazette", quote="the bell")).state is State.AMBIGUOUS
    settled = Citation(source="gazette", quote="the bell", suffix="had rung twice")
    assert passages.match(settled).state is State.FOUND
    assert passages.match(Citation(source="gazette", locator="page 3")).state is State.NOT_CHECKED
    assert passages.match(Citation(source="not-stored", quote="words")).state is State.NOT_CHECKED


def test_every_citation_is_looked_up(tmp_path: Path) -> None:
    """Each use of a source is found with its record and its place in it, in the order of the text."""
    _, passages = briefings.read_all(tmp_path)
    cited = [(use.record, use.path, span.start) for span, use in passages.cited("gazette")]
    text = passages.texts["gazette"].text
    assert cited == [
        ("departure", ("account", 0, "cites", 0), text.index("left the old harbour")),
        ("bell", ("positions", 0, "cites", 0), text.index("the bell had rung twice")),
        ("bell", ("positions", 1, "cites", 0), text.index("the bell had not rung")),
    ]
