"""Lines and columns of PDFs, and what PDFs say of themselves."""

import pytest

from builder.authoring.intake.pdf import read_pdf
from tests.authoring.intake.pdfs import Line, paragraph, pdf

LEFT = (
    "The ministry said on Thursday",
    "that the road over the pass had",
    "been closed, and that it would",
    "be opened again as soon as the",
    "inspection of the bridge was",
    "over. It gave no day for that,",
    "nor for the road.",
)
RIGHT = (
    "Two lorry drivers told a paper",
    "that they had heard shots near",
    "the road before it was closed.",
    "A spokesman said that he knew",
    "nothing of them, and that the",
    "patrols had been doubled since",
    "the month of May.",
)
COLUMNS = f"{' '.join(LEFT)}\n\n{' '.join(RIGHT)}\n"


def in_turn(*columns: list[Line]) -> list[Line]:
    """The lines of columns as some programs draw them: row by row across the page."""
    return [line for row in zip(*columns, strict=True) for line in row]


def test_columns_that_are_drawn_row_by_row() -> None:
    """Columns are read one after the other, whatever the order in which the file draws them."""
    columns = paragraph(*LEFT, top=700), paragraph(*RIGHT, x=310, top=700)
    assert read_pdf(pdf(in_turn(*columns))).text == COLUMNS
    assert read_pdf(pdf([*columns[1], *columns[0]])).text == COLUMNS


def test_a_title_over_columns() -> None:
    """What goes across both columns stands before what is beneath it, and after what is above."""
    title = [Line("A road over the pass is closed for all of the winter", 60, 760, 18)]
    between = [Line("What the drivers of the lorries say about the closed road over the pass", 60, 580, 13)]
    above = in_turn(paragraph(*LEFT, top=720), paragraph(*RIGHT, x=310, top=720))
    below = in_turn(paragraph(*LEFT, top=550), paragraph(*RIGHT, x=310, top=550))
    article = read_pdf(pdf([*title, *above, *between, *below]))
    assert article.title == title[0].text
    assert article.text == f"{title[0].text}\n\n{COLUMNS}\n{between[0].text}\n\n{COLUMNS}"


def test_three_columns() -> None:
    """As many columns as there are."""
    columns = [
        paragraph(*lines, x=x, top=700, size=8) for lines, x in ((LEFT, 40), (RIGHT, 220), (LEFT, 400))
    ]
    assert read_pdf(pdf(in_turn(*columns))).text == f"{COLUMNS}\n{' '.join(LEFT)}\n"


def test_a_table() -> None:
    """The cells of a row stand in one line, apart, so that two numbers are not one."""
    rows = [(name, 700 - number * 16) for number, name in enumerate(("North", "South", "East"))]
    cells = [[Line(name, 60, y), Line("12", 180, y), Line("345", 198, y)] for name, y in rows]
    text = read_pdf(pdf([*paragraph(*LEFT, top=600), *(cell for row in cells for cell in row)])).text
    for name, _ in rows:
        assert f"{name} | 12" in text
    assert "12 345" not in text
    assert "12345" not in text


def test_raised_marks() -> None:
    """A smaller number above the line is a mark, and no part of the number that it stands at."""
    lines = [
        *paragraph(*LEFT, top=700),
        Line("killed 5", 60, 590),
        Line("1", 94.5, 594, 7),
        Line("people, H", 101.5, 590),
        Line("2", 148.8, 587, 7),
        Line("O", 152.8, 590),
    ]
    assert read_pdf(pdf(lines)).text.endswith("killed 5¹ people, H₂O\n")


@pytest.mark.parametrize(
    ("info", "title"),
    [
        ("/Title (Roads and passes of the north)", "Roads and passes of the north"),
        ("/Title (Microsoft Word - final2.docx)", ""),
        ("/Title (untitled)", ""),
        ("/Title (report.indd)", ""),
        ("", ""),
    ],
)
def test_what_the_file_says_of_itself(info: str, title: str) -> None:
    """The title and the author in a file's description are taken where they can be ones."""
    info += " /Author (Jane Doe)"
    article = read_pdf(pdf(paragraph(*LEFT, top=700), info=info))
    assert (article.title, article.author) == (title, ("Jane Doe",))


def test_what_is_printed_goes_first() -> None:
    """A headline on the page is the title, unless the file's own is printed as well; so is a byline."""
    top = [Line("A road is closed", 60, 780, 22), Line("By Tom Bright", 60, 750, 9)]
    said = "/Title (A road is closed | The Road Post) /Author (jdoe)"
    article = read_pdf(pdf([*top, *paragraph(*LEFT, top=700)], info=said))
    assert (article.title, article.author) == ("A road is closed", ("Tom Bright",))
    top = [Line("ANNUAL REPORT", 60, 780, 22), Line("Roads and passes of the north", 60, 750, 14)]
    article = read_pdf(pdf([*top, *paragraph(*LEFT, top=700)], info="/Title (Roads and passes of the north)"))
    assert article.title == "Roads and passes of the north"


def test_what_a_browser_prints_at_the_edge() -> None:
    """When it was printed, the title, the address and the number of the page are left out and named."""
    edges = [
        Line("1/18/24, 3:57 PM", 30, 815, 8),
        Line("A road is closed | The Road Post", 260, 815, 8),
        Line("https://roads.example/closed", 30, 20, 8),
        Line("1/1", 560, 20, 8),
    ]
    article = read_pdf(
        pdf([*paragraph(*LEFT, top=700), *edges], info="/Title (A road is closed | The Road Post)")
    )
    assert article.text == f"{' '.join(LEFT)}\n"
    assert article.url == "https://roads.example/closed"
    assert all(any(line.text in remark for remark in article.remarks) for line in edges)


def test_the_edge_of_a_page_without_a_browser() -> None:
    """A single page keeps what only looks like a header."""
    lines = [Line("The Road Post", 30, 815, 8), *paragraph(*LEFT, top=700)]
    assert read_pdf(pdf(lines)).text.startswith("The Road Post\n\n")
