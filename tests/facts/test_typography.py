"""What is typography, letter by letter, and what is not."""

import sys
import unicodedata

import pytest

from builder.facts.passages import SourceText
from builder.facts.typography import fold

# The properties as Unicode 16 has them: PropList.txt and DerivedCoreProperties.txt.
WHITE_SPACE = "9-D 20 85 A0 1680 2000-200A 2028 2029 202F 205F 3000"
QUOTATION_MARK = "22 27 AB BB 2018-201F 2039 203A 2E42 300C-300F 301D-301F FE41-FE44 FF02 FF07 FF62 FF63"
DASH = (
    "2D 58A 5BE 1400 1806 2010-2015 2053 207B 208B 2212 2E17 2E1A 2E3A 2E3B 2E40 2E5D 301C 3030 30A0"
    " FE31 FE32 FE58 FE63 FF0D 10EAD"
)
HYPHEN = "2D AD 58A 1806 2010 2011 2E17 30FB FE63 FF0D FF65"
IGNORABLE = "AD 34F 61C 17B4 17B5 180B-180F 200B-200F 202A-202E 2060-206F FE00-FE0F FEFF E0100-E01EF"


def characters(codes: str) -> list[str]:
    """The characters of code points and ranges."""
    made = []
    for code in codes.split():
        first, _, last = code.partition("-")
        made += [chr(each) for each in range(int(first, 16), int(last or first, 16) + 1)]
    return made


@pytest.mark.parametrize("space", characters(WHITE_SPACE), ids=ascii)
def test_every_white_space_is_a_space(space: str) -> None:
    """Alone, beside others, in the source and in the quote."""
    assert SourceText(f"The pier{space}was shut.").find("The pier was shut.")
    assert SourceText("The pier was shut.").find(f"The pier {space}was shut.")
    assert SourceText(f"The pier{space}was shut.").find("The pierwas shut.") == []


@pytest.mark.parametrize("mark", characters(f"{QUOTATION_MARK} 275B-275E 2BA 2033"), ids=ascii)
def test_every_quotation_mark_is_one(mark: str) -> None:
    """Single, double, of any script; but it may not be left out."""
    for other in ("'", '"', "“", "’", "»", "「"):
        assert SourceText(f"He said: {mark}The pier is shut{mark}, and left.").find(
            f"He said: {other}The pier is shut{other}, and left."
        )
    assert not SourceText(f"He said: {mark}The pier is shut{mark}, and left.").find(
        "He said: The pier is shut"
    )


@pytest.mark.parametrize(
    "mark", characters("27 60 B4 2B9 2BB-2BF 2018 2019 201B 2032 55A 5F3 A78C FF07"), ids=ascii
)
def test_every_apostrophe_is_one(mark: str) -> None:
    """Inside a word, where it is no quotation mark, and cannot be left out."""
    source = SourceText(f"Those of Sana{mark}a came.")
    assert source.find("Those of Sana'a came.")
    assert source.find("Those of Sana’a came.")
    assert source.find("Those of Sanaʿa came.")
    assert source.find("Those of Sanaa came.") == []
    assert source.find('Those of Sana"a came.') == []


@pytest.mark.parametrize("dash", [*sorted({*characters(DASH)} - {"⁻", "₋"}), "--", "---", "––"], ids=ascii)
def test_every_dash_is_one(dash: str) -> None:
    """With spaces around it or without, but not left out."""
    for source in (f"the pier{dash}closed since May", f"the pier {dash} closed since May"):
        for quote in (
            "pier—closed since",
            "pier - closed since",
            "pier -- closed since",
            "pier – closed since",
        ):
            assert SourceText(source).find(quote), quote
        assert SourceText(source).find("pier closed since") == []
        assert SourceText(source).find("pierclosed since") == []


@pytest.mark.parametrize("minus", "⁻₋")
def test_a_raised_minus_is_part_of_a_number(minus: str) -> None:
    """10⁻⁶ is not 10-6."""
    assert SourceText(f"a dose of 10{minus}6 grams").find("a dose of 10-6 grams") == []


@pytest.mark.parametrize("dots", ["…", "...", ". . .", "....", ". . . .", "⋯", "‥", "︙", "……", "…."])
def test_every_ellipsis_is_one(dots: str) -> None:
    """However it is typed, and wherever it stands."""
    for other in ("…", "...", ". . .", "……"):
        assert SourceText(f"It was shut {dots} for days.").find(f"It was shut {other} for days.")
        [place] = SourceText("It was shut on Monday for five days.").find(f"It was shut {dots} five days.")
        assert len(place) == 2
    assert SourceText(f"It was shut {dots} for days.").find("It was shut for days.") == []


@pytest.mark.parametrize("unseen", characters(IGNORABLE), ids=ascii)
def test_what_is_not_printed_is_no_difference(unseen: str) -> None:
    """Inside a word of the source or of the quote, and never a place to cut a word."""
    source = SourceText(f"The har{unseen}bour was shut.")
    assert source.find("The harbour was shut.")
    assert SourceText("The harbour was shut.").find(f"The har{unseen}bour was shut.")
    assert source.find("bour was shut.") == []


@pytest.mark.parametrize("hyphen", sorted(set(characters(HYPHEN)) - {"\u00ad", "・", "･"}), ids=ascii)
def test_every_hyphen_is_one(hyphen: str) -> None:
    """The katakana dot, which Unicode calls a hyphen, is another mark."""
    assert SourceText(f"the anti{hyphen}war forces").find("the anti-war forces")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        *(
            ("ﬁnal", "final"),
            ("oﬃce", "office"),
            ("ſo", "so"),
            ("５１", "51"),
            ("ＡＢ", "AB"),
            ("ｶﾞｽ", "ガス"),
        ),
        *(("𝐇𝐞", "He"), ("ﷲ", "الله"), ("ﻻ", "لا"), ("ﺳﻼم", "سلام"), ("ĳ", "ij"), ("⼀", "一"), ("µ", "μ")),
        *(("，", ","), ("︐", ","), ("﹐", ","), ("ำ", "ํา"), ("!!", "‼"), ("\u037e", ";"), ("\u212a", "K")),
    ],
)
def test_forms_of_one_meaning_are_one(left: str, right: str) -> None:
    """Ligatures and other forms of letters, full and half width, fonts."""
    assert fold(left) == fold(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        *(
            ("5¹", "51"),
            ("10⁶", "106"),
            ("3②", "32"),
            ("5₂", "52"),
            ("½", "1/2"),
            ("½", "1⁄2"),
            ("5½", "51/2"),
        ),
        *(
            ("Ⅳ", "IV"),
            ("㎏", "kg"),
            ("™", "TM"),
            ("№", "No"),
            ("ª", "a"),
            ("1º", "1o"),
            ("⒈", "1."),
            ("⑴", "(1)"),
        ),
        *(
            ("㏠", "1日"),
            ("㋀", "1月"),
            ("㍿", "株式会社"),
            ("Ⓐ", "A"),
            ("⒜", "(a)"),
            ("ᵃ", "a"),
            ("℃", "°C"),
        ),
        *(("🄁", "0,"), ("¼", "1/4"), ("⅟", "1/"), ("㉑", "21"), ("㍘", "0点"), ("¨", " ̈"), ("℡", "TEL")),
    ],
)
def test_forms_of_another_meaning_are_not(left: str, right: str) -> None:
    """Raised, lowered, circled, in brackets, fractions, numbers of one character, signs made of letters."""
    assert fold(left) != fold(right)


def test_no_character_becomes_a_digit_but_one_digit() -> None:
    """For all of Unicode: what folds to digits is one decimal digit of the same value."""
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if 0xD800 <= code <= 0xDFFF or character.isascii():
            continue
        plain = fold(character)
        if any(each.isdecimal() for each in plain):
            assert len(plain) == 1, ascii(character)
            assert character.isdecimal(), ascii(character)
            assert unicodedata.digit(plain) == unicodedata.digit(character)


def test_every_character_folds_to_what_stays() -> None:
    """For all of Unicode: folding twice is folding once."""
    for code in [*range(0xD800), *range(0xE000, sys.maxunicode + 1)]:
        plain = fold(f"a{chr(code)}b")
        assert fold(plain) == plain, hex(code)
