"""The line that a problem is about, with a mark under the place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from builder.checks import marked_line

WIDE = 200


def shown(line: str, column: int, words: str = "", *, width: int = WIDE, narrow: bool = False) -> list[str]:
    """A line of one with its mark, as it is printed."""
    found = marked_line.excerpt(marked_line.place([line], 1, column, words, narrow=narrow), width)
    return [found.line, found.mark]


@pytest.mark.parametrize(
    ("line", "column", "under"),
    [
        ("  kind: persn  # who", 9, "persn"),
        ("  kind: persn  # who", 3, "kind"),
        ("harbour-master:", 1, "harbour-master"),
        ("  url: https://a.example/#b", 8, "https://a.example/#b"),
        ("  text: A barge, the first: one", 9, "A barge, the first"),
        ("  - {by: iran, low: nine}", 21, "nine"),
        ("  - {by: iran, low: nine}", 10, "iran"),
        ('  cites: [{quote: "one, two", source: a}]', 19, '"one, two"'),
        ('  cites: [{quote: "a \\" b", source: a}]', 19, '"a \\" b"'),
        ("  quote: 'it''s {so}' # yes", 10, "'it''s {so}'"),
        ('  quote: "never closed', 10, '"never closed'),
        ("  location: [1, [2, 3]] # here", 13, "[1, [2, 3]]"),
        ("  cites: [{quote: the master's, source: a}]", 11, "{quote: the master's, source: a}"),
        ("  cites: [{quote: 'a ] b'}]", 10, "[{quote: 'a ] b'}]"),
        ("  by: [open, and", 7, "["),
        ("  by: [a, 'b, c', d]", 19, "d"),
    ],
)
def test_the_mark_has_the_length_of_the_key_or_value(line: str, column: int, under: str) -> None:
    """It covers what begins at the place, and nothing beside it."""
    text, mark = shown(line, column)
    assert text == line.rstrip()
    start = mark.index("^")
    assert line[start : start + mark.count("^")] == under


def test_syntax_is_marked_narrowly() -> None:
    """Where the form itself is broken, a length would be a guess."""
    assert shown("  title: @harbour says", 10, narrow=True) == ["  title: @harbour says", " " * 9 + "^"]


def test_a_value_that_is_missing_is_marked_behind_the_colon() -> None:
    """A place at the end of the line has a mark, too; so has one in an empty line."""
    assert shown("  by:", 6) == ["  by:", "     ^"]
    assert shown("", 1) == ["", "^"]


@pytest.mark.parametrize("indicator", ["|", ">-", ">2  # folded"])
def test_text_below_is_shown_where_it_begins(indicator: str) -> None:
    """Behind `|` and `>` stands nothing to read; the text does, on the next line that has any."""
    lines = [f"  quote: {indicator}", "", "    the words", "  suffix: b"]
    assert marked_line.place(lines, 1, 10) == marked_line.Place(3, "    the words", 4, 13)


def test_nothing_below_is_not_the_next_key() -> None:
    """An empty block has no text; the indicator itself is marked."""
    assert marked_line.place(["  quote: >", "  suffix: b"], 1, 10).number == 1


def test_words_are_found_in_the_value() -> None:
    """The words that are meant are marked, and not the whole text, also further down in it."""
    assert shown("  - text: The [pier] and [sic].", 11, "[sic]")[1] == " " * 25 + "^" * 5
    lines = ["  - text: >-", "      The first line", "      and the  [pier] here.", "    note: [pier]"]
    assert marked_line.place(lines, 1, 11, "[pier]") == marked_line.Place(3, lines[2], 15, 21)
    assert marked_line.place(lines, 1, 11, "the [pier]") == marked_line.Place(3, lines[2], 10, 21)
    assert marked_line.place(lines, 1, 11, "line and the") == marked_line.Place(2, lines[1], 16, 20)


def test_words_of_the_next_field_are_not_meant() -> None:
    """Words that the value does not hold as typed leave the value itself marked."""
    lines = ["  - text: The pier", "    note: the [sic]"]
    assert marked_line.place(lines, 1, 11, "[sic]") == marked_line.Place(1, lines[0], 10, 18)


def test_wide_letters_push_the_mark() -> None:
    """Chinese and emoji take two cells each, marks on a letter none."""
    assert shown("  日本: persn", 7)[1] == " " * 8 + "^" * 5
    assert shown("  label: 日本", 10)[1] == " " * 9 + "^" * 4
    assert shown("  e\u0301té\u0301: persn", 10)[1].index("^") == wcswidth("  e\u0301té\u0301: p") - 1


def test_letters_that_are_not_looked_up_take_one_cell() -> None:
    """Whatever is counted without the tables of widths is counted as they say."""
    every = map(chr, range(0x20, 0x3000))
    counted = [letter for letter in every if letter.isprintable() and not unicodedata.combining(letter)]
    assert [letter for letter in counted if marked_line.cells(letter) != max(0, wcswidth(letter))] == []


def test_words_are_found_however_they_are_spaced() -> None:
    """Words may stand further apart than a blank, and go on in the next line."""
    lines = ["  quote: a  ran away,  a  ran", "    off"]
    assert marked_line.place(lines, 1, 10, "a ran away") == marked_line.Place(1, lines[0], 9, 20)
    assert marked_line.place(lines, 1, 10, "a ran off") == marked_line.Place(1, lines[0], 23, 29)


def test_what_cannot_be_seen_is_named() -> None:
    """Control characters do nothing to the terminal; a tab is one cell; bidirectional tricks are shown."""
    assert shown("\tkind: \x1b[31mred", 8)[0] == "→kind: ␛[31mred"
    assert marked_line.visible("a\x00b\x7f\x85\u202e\u200b\ufeff\u2028\u00a0c") == (
        "a␀b␡<U+0085><U+202E><U+200B><U+FEFF><U+2028><U+00A0>c"
    )
    assert marked_line.visible("می\u200cروم") == "می\u200cروم"


def test_spaces_that_are_no_blanks_are_named() -> None:
    """Whoever looks for the difference between two texts sees a space that does not break, or a thin one."""
    assert shown("name: a\u00a0b\u202fc\u3000d", 1)[0] == "name: a<U+00A0>b<U+202F>c<U+3000>d"


def test_text_for_a_terminal_keeps_its_spaces() -> None:
    """Sentences stay readable, and no character of them acts on the terminal."""
    text = "«\u00a0mot\u00a0»\tb\nc\x1b]0;title\x07\r\x9b2J\u202e\ud800"
    shown_text = marked_line.printable(text)
    assert shown_text == "«\u00a0mot\u00a0»\tb\nc␛]0;title␇␍<U+009B>2J<U+202E><U+D800>"


def test_behind_right_to_left_letters_the_words_are_named() -> None:
    """Terminals put such letters in different orders, so that no mark would be right in all of them."""
    assert shown("  name: بندر", 9) == ["  name: بندر", "here: بندر"]
    assert shown("  - {name: بندر, kind: persn}", 24)[1] == "here: persn"
    assert shown("  kind: persn # بندر", 9)[1] == " " * 8 + "^" * 5
    assert shown("  name: @بندر قدیم", 9, narrow=True)[1] == " " * 8 + "^"


def test_a_long_line_is_cut_around_the_place() -> None:
    """What is meant is in sight, with some of what stands before it."""
    line = "  text: " + "one two three " * 40 + "PLACE" + " four five six" * 40
    text, mark = shown(line, line.index("PLACE") + 1, "PLACE", width=80)
    assert len(text) <= 80
    assert text.startswith("…")
    assert text.endswith("…")
    start = mark.index("^")
    assert text[start : start + mark.count("^")] == "PLACE"
    text, mark = shown(line, 9, width=80)
    assert text.startswith("  text: one")
    assert len(mark) <= 80


LETTERS = st.text(
    alphabet=[*"ab :,'\"[]{}#-|>\t", "\x1b", "日", "é", "\u0301", "ب", "\u202e", "😀", "\u200d"], max_size=40
)


@given(LETTERS, st.integers(1, 60), LETTERS, st.integers(20, 60), st.booleans())
def test_nothing_misleads(line: str, column: int, words: str, width: int, narrow: bool) -> None:
    """Whatever a line holds, it fits, nothing in it acts on the terminal, and the mark stands within it."""
    found = marked_line.excerpt(
        marked_line.place([line, "  " + words], 1, column, words, narrow=narrow), width
    )
    assert marked_line.cells(found.line) <= width
    # `wcswidth` is negative where a text holds a control character.
    assert wcswidth(found.line) >= 0
    assert wcswidth(found.mark) >= 0
    if "here: " in found.mark:
        return
    assert found.mark.strip("^ ") == ""
    assert "^" in found.mark
    assert len(found.mark) <= marked_line.cells(found.line) + 1
    above = ""
    for letter in found.line:
        if marked_line.cells(above) >= len(found.mark):
            break
        above += letter
        assert unicodedata.bidirectional(letter) not in {"R", "AL", "AN"}
