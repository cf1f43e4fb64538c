"""Text from PDFs."""

import io
import random

import pypdf
import pytest

from builder.authoring.intake.article import UnusableError
from builder.authoring.intake.pdf import read_pdf
from tests.authoring.intake.pdfs import Line, paragraph, pdf

FIRST = (
    "The ministry said on Thursday that the road over the pass had been",
    "closed, and that it would be opened again as soon as the inspection of",
    "the bridge was over. It gave no day.",
)
SECOND = (
    "Two lorry drivers told the newspaper that they had heard shots before",
    "the road was closed. The ministry said that it knew nothing of them.",
)
TEXT = f"{' '.join(FIRST)}\n\n{' '.join(SECOND)}\n"


def test_lines_become_paragraphs() -> None:
    """More space than between lines begins a paragraph."""
    article = read_pdf(pdf([*paragraph(*FIRST, top=700), *paragraph(*SECOND, top=640)]))
    assert article.text == TEXT
    assert (article.kind, article.language) == ("document", "en")
    assert "paragraphs" in article.remarks[0]


def test_paragraphs_without_space_between() -> None:
    """So does a short line that ends a sentence, or an indented one after the end of a sentence."""
    assert read_pdf(pdf(paragraph(*FIRST, *SECOND, top=700))).text == TEXT
    full = (*FIRST[:2], "the bridge over the river was at last over. It gave no day for that.")
    indented = [
        *paragraph(*full, top=700),
        *paragraph(SECOND[0], x=75, top=658),
        *paragraph(SECOND[1], top=644),
    ]
    assert read_pdf(pdf(indented)).text == f"{' '.join(full)}\n\n{' '.join(SECOND)}\n"


def test_a_heading_within_the_text() -> None:
    """A line that is much shorter than those around it is a paragraph of its own."""
    lines = paragraph(*FIRST, "What the drivers heard", *SECOND, top=700)
    assert read_pdf(pdf(lines)).text == TEXT.replace("\n\n", "\n\nWhat the drivers heard\n\n")


def test_the_largest_letters_are_the_title() -> None:
    """A headline over two lines, with byline and date beneath it."""
    top = [Line("A road is closed, and", 60, 760, 22), Line("nobody says why", 60, 734, 22)]
    top += [Line("By Jane Doe", 60, 712, 9), Line("18 January 2024", 60, 698, 9)]
    article = read_pdf(pdf([*top, *paragraph(*FIRST, top=660)], info="/Title (Microsoft Word - final2.docx)"))
    assert article.title == "A road is closed, and nobody says why"
    assert (article.author, article.published) == (("Jane Doe",), "2024-01-18")
    assert article.text.split("\n\n")[0] == article.title


def test_two_columns() -> None:
    """Columns are read one after the other, and a paragraph goes on from the foot of one to the next."""
    lines = (
        "The ministry said on Thursday",
        "that the road over the pass had",
        "been closed, and that it would",
    )
    rest = (
        "be opened again as soon as the",
        "inspection of the bridge was",
        "over. It gave no day for that.",
    )
    article = read_pdf(pdf([*paragraph(*lines, top=700), *paragraph(*rest, x=310, top=700)]))
    assert article.text == " ".join((*lines, *rest)) + "\n"


def page(number: int, *lines: str) -> list[Line]:
    """A page with a header and a number at its foot."""
    return [
        Line("The Road Post", 60, 800, 9),
        *paragraph(*lines, top=760),
        Line(f"Page {number} of 3", 270, 30, 9),
    ]


def test_headers_and_page_numbers() -> None:
    """What stands at the edge of each page is left out, and named; a sentence goes on over the page's end."""
    third = ("The governor of the province said that patrols had been doubled.",)
    article = read_pdf(pdf(page(1, SECOND[0]), page(2, SECOND[1], *FIRST), page(3, *third)))
    assert article.text == f"{' '.join((*SECOND, *FIRST))}\n\n{third[0]}\n"
    assert any("“The Road Post”, “Page 1 of 3”" in remark for remark in article.remarks)


def test_what_only_looks_like_a_header() -> None:
    """A first line that pages share stays where it belongs to the text, or the page is alone."""
    same = ("The committee met on Monday, and nobody spoke of the road or of the bridge.",)
    pages = [paragraph(*same, *FIRST, top=760), paragraph(*same, *SECOND, top=760)]
    assert read_pdf(pdf(*pages)).text.count(same[0]) == 2
    assert "The Road Post" in read_pdf(pdf(page(1, *FIRST))).text


def test_words_parted_at_line_ends() -> None:
    """The hyphen goes, unless the word has one elsewhere or English asks for one; each is named."""
    lines = (
        "The minis-",
        "try spoke of self-",
        "defence and of a cease-",
        "fire, although the cease-fire had been broken. The informa-",
        "tion came from a man of about forty, who lived by the road and had seen it all.",
    )
    article = read_pdf(pdf(paragraph(*lines, top=700)))
    assert article.text == (
        "The ministry spoke of self-defence and of a cease-fire, although the cease-fire had been broken. "
        "The information came from a man of about forty, who lived by the road and had seen it all.\n"
    )
    [remark] = [remark for remark in article.remarks if "line ends" in remark]
    for word in ("ministry", "self-defence", "cease-fire", "information"):
        assert f"“{word}”" in remark


def test_dashes_at_line_ends() -> None:
    """A dash is not the hyphen of a word; before a capital the hyphen is the word's own."""
    lines = ("The road - or what is left of it -", "was closed by the Iran-", "Pakistan commission.", *FIRST)
    text = read_pdf(pdf(paragraph(*lines, top=700))).text
    assert "left of it - was closed by the Iran-Pakistan commission." in text


def test_soft_hyphens_that_are_not_shown() -> None:
    """What a browser prints for a place where a word could be parted is no space."""
    lines = [line.replace("inspection", "inspec\u00adtion") for line in FIRST]
    assert read_pdf(pdf([*paragraph(*lines, top=700), *paragraph(*SECOND, top=640)])).text == TEXT


def test_ligatures() -> None:
    """Two letters in one shape are two letters."""
    article = read_pdf(pdf(paragraph(*FIRST, "An ea cer.", top=700), letters="/a /ffi"))
    assert "An eacer." not in article.text
    assert "ffi" in article.text
    assert "\ufb03" not in article.text


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (" ".join(f"/afii{number}" for number in range(57415, 57428)), "right to left"),
        (" ".join(f"/uniE0{number:02}" for number in range(13)), "which letters"),
    ],
)
def test_text_that_cannot_be_trusted(names: str, said: str) -> None:
    """Text from right to left, and shapes of which nobody knows the letters, are refused."""
    with pytest.raises(UnusableError, match=said) as raised:
        read_pdf(pdf(paragraph("abc defgh ijk lmab cdefg hijkl mabcd " * 6, top=700), letters=names))
    assert "add-source -" in raised.value.hint


def test_a_page_without_text() -> None:
    """A page that may be a picture is named."""
    article = read_pdf(pdf(paragraph(*FIRST, top=700), []))
    assert any("page 2" in remark for remark in article.remarks)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf([]), "no text, only pictures"),
        (pdf([Line("Page 1", 60, 700)]), "no article"),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "damaged"),
        (pdf(paragraph(*FIRST, top=700))[:300], "damaged"),
        (pdf(paragraph(*FIRST, top=700)).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"), "damaged"),
    ],
)
def test_what_holds_no_article(data: bytes, said: str) -> None:
    """Pictures of pages, a page number alone, files that broke off."""
    with pytest.raises(UnusableError, match=said):
        read_pdf(data)


@pytest.mark.parametrize(("password", "algorithm"), [("secret", "RC4-128"), ("", "RC4-128")])
def test_encryption(password: str, algorithm: str) -> None:
    """A PDF that only its password opens is refused; one that opens without is read."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(paragraph(*FIRST, *SECOND, top=700))))
    writer.encrypt(password, "owner", algorithm=algorithm)
    data = io.BytesIO()
    writer.write(data)
    if password:
        with pytest.raises(UnusableError, match="encrypted"):
            read_pdf(data.getvalue())
    else:
        assert read_pdf(data.getvalue()).text == TEXT


def test_damage_of_any_kind() -> None:
    """Whatever byte is wrong, the file is read or refused; nothing else happens."""
    whole = pdf(page(1, *FIRST), page(2, *SECOND))
    chosen = random.Random(1)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(5):
            data[chosen.randrange(10, len(data))] = chosen.randrange(256)
        try:
            article = read_pdf(bytes(data))
        except UnusableError:
            continue
        assert article.text.endswith("\n")
