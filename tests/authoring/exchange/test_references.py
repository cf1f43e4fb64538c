"""Sources as BibTeX and RIS, in the shapes that reference managers write."""

import pytest

from tests.authoring.exchange.conftest import Import

BIBTEX = r"""
@string{press = "The Press"}
@article{smith_2021,
  title = {The {F}erry \& the bell},
  author = {Johnson, Nancy and {The Harbour Desk} and van den Berg, Jr., Ada},
  journal = {The Gazette},
  year = 2021, month = may, day = 3,
  url = {https://example.org/1},
  urldate = {2021-06},
  note = "M{\"u}ller",
  pages = {3--4},
  langid = {british},
}
@techreport{r1, title = "A report", subtitle = {On bells}, institution = press,
  author = {{NGO}}, date = {2020-03}}
@misc{web, title = {A page}, howpublished = {\url{https://example.org/x}}, year = {in press}}
"""
RIS = """\
TY  - NEWS
ID  - smith_2021
AU  - Johnson, Nancy
AU  - Berg, Ada, Jr.
AU  - The Harbour Desk
TI  - The ferry and
the bell
JO  - The Gazette
PY  - 2021
DA  - 2021/05/03/
Y2  - 2021/06//
UR  - https://example.org/1
LA  - en-GB
N1  - A note
SP  - 3
ER  -

TY  - RPRT
T1  - A report
A1  - NGO
PB  - The Press
PY  - 2020/03//Spring
ER  -
"""


def test_bibtex(imported: Import) -> None:
    """Names in their parts, accents as letters, strings put in; the rest is named."""
    result = imported("a.bib", BIBTEX)
    source = result.briefing.sources["smith-2021"]
    assert (source.title, source.kind, source.publisher) == (
        "The Ferry & the bell",
        "article-journal",
        "The Gazette",
    )
    assert source.author == ("Nancy Johnson", "The Harbour Desk", "Ada van den Berg Jr.")
    assert source.family_names == ("Johnson", "The Harbour Desk", "van den Berg")
    assert (str(source.published), str(source.accessed)) == ("2021-05-03", "2021-06")
    assert (source.url, source.language, source.note) == ("https://example.org/1", "en-GB", "Müller")
    report = result.briefing.sources["r1"]
    assert (report.title, report.kind, report.publisher) == ("A report: On bells", "report", "The Press")
    assert (report.author, str(report.published)) == (("NGO",), "2020-03")
    page = result.briefing.sources["web"]
    assert (page.url, page.published) == ("https://example.org/x", None)
    assert page.note == "The file gives the date of publication as “in press”."
    assert result.left == {"`pages` is not carried": 1}


@pytest.mark.parametrize(
    ("fields", "published", "note"),
    [
        ("year = 2021, day = 3", None, "The file gives the date of publication as “2021, day 3”."),
        ("year = {2021/2022}", "2021/2022", None),
        ("date = {2021-05/2021-06}", "2021-05/2021-06", None),
        ("year = 2021, month = {May}", "2021-05", None),
        ("year = {c. 1990}", "1990~", None),
    ],
)
def test_dates_of_bibtex(imported: Import, fields: str, published: str | None, note: str | None) -> None:
    """No more exact than they are, and nothing of them lost."""
    source = imported("a.bib", f"@book{{a, title = {{A}}, {fields}}}").briefing.sources["a"]
    assert (str(source.published) if source.published else None, source.note) == (published, note)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@book{a, title = {A}}\n@book{b, title = {B", 2),
        ("@book{a, title = {A}}\n\n@book{b, title = {B}\n@book{c, title = {C}}", 3),
        ("@book{a, title = {A}}\n@book{a, title = {B}}", 2),
    ],
    ids=["cut", "a brace is missing", "a key twice"],
)
def test_an_entry_of_bibtex_that_cannot_be_read(imported: Import, text: str, line: int) -> None:
    """It is refused with its line, and the others are there."""
    result = imported("a.bib", text)
    assert "a" in result.briefing.sources
    assert [each.line for each in result.ledger.refused] == [line]
    assert result.ledger.entries == text.count("@")


def test_ris(imported: Import) -> None:
    """The most exact date, names in their parts, a long title over two lines; the rest is named."""
    result = imported("a.ris", RIS)
    source = result.briefing.sources["smith-2021"]
    assert (source.title, source.kind, source.publisher) == (
        "The ferry and the bell",
        "article-newspaper",
        "The Gazette",
    )
    assert source.author == ("Nancy Johnson", "Ada Berg Jr.", "The Harbour Desk")
    assert source.family_names == ("Johnson", "Berg", "The Harbour Desk")
    assert (str(source.published), str(source.accessed)) == ("2021-05-03", "2021-06")
    assert (source.url, source.language, source.note) == ("https://example.org/1", "en-GB", "A note")
    report = result.briefing.sources["a-report"]
    assert (report.kind, report.publisher, report.published) == ("report", "The Press", None)
    assert report.note == "The file gives the date of publication as “2020/03//Spring”."
    assert result.left == {"`SP` is not carried": 1}


@pytest.mark.parametrize("cut", ["\nER  -\n", "\nPY  - 2020/03//Spring\nER  -\n"])
def test_a_source_of_ris_that_breaks_off(imported: Import, cut: str) -> None:
    """It is refused, with its line; so is one that runs into the next."""
    result = imported("a.ris", RIS.removesuffix(cut))
    assert (result.ledger.carried, [each.line for each in result.ledger.refused]) == (1, [18])
    assert "the source breaks off" in result.told
    running = RIS.replace("ER  -\n\n", "\n", 1)
    assert [each.line for each in imported("b.ris", running).ledger.refused] == [1]


@pytest.mark.parametrize(("name", "text"), [("a.bib", BIBTEX), ("a.ris", RIS)])
def test_importing_again_adds_nothing(imported: Import, name: str, text: str) -> None:
    """Whether a source has an id or not."""
    first = imported(name, text).ledger.carried
    again = imported(name, text)
    assert (again.ledger.there, again.ledger.changes, again.done.files) == (first, 0, ())
