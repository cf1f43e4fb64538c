"""Tables with columns of somebody's own, as CSV and Excel."""

import datetime
import io
from typing import Any

import openpyxl
import pytest

from builder.authoring.exchange import own_columns
from builder.authoring.exchange.interface import Wish
from builder.files.problems import ContentError
from builder.model.records import Event
from tests.authoring.exchange.conftest import Import, Result

GERMAN = (
    "Datum;Überschrift;Beschreibung;Ort;Bundesland;Breite;Länge;Quelle;Link;Opfer\n"
    "18.01.2024;Brand im Hafen;Es brannte. *Niemand* wurde verletzt.;Hafenort;Nordland;53,54;9,98;"
    "Hafenblatt;https://example.org/1;3\n"
)
ENGLISH = (
    "When,What happened,City,Country,Lat,Lon\n2024-01-18,Attack on a market,Lowtown,Elbonia,10.5,20.25\n"
)
FRENCH = (
    "Date de début\tTitre\tDescription\tLieu\n18 janvier 2024\tIncendie au port\tLe port brûle.\tLe Port\n"
)
SPANISH = (
    "Fecha,Título,Descripción,Lugar\n18 de enero de 2024,Incendio en el puerto,Arde el puerto.,El Puerto\n"
)
RUSSIAN = "Дата,Событие,Описание,Место\n18 января 2024,Пожар в порту,Порт горит.,Порт\n"
ARABIC = "التاريخ,العنوان,الوصف,المكان\n١٨ يناير ٢٠٢٤,حريق في الميناء,احترق الميناء.,الميناء\n"
PERSIAN = "تاریخ,عنوان,شرح,مکان\n2024-01-18,آتش در بندر,بندر سوخت.,بندر\n"
TURKISH = "Tarih,Başlık,Açıklama,Yer\n18 Ocak 2024,Limanda yangın,Liman yandı.,Liman\n"
CHINESE = "日期,标题,描述,地点\n2024年1月18日,港口火灾,港口着火了。,港口\n"
POLISH = "Data wydarzenia,Tytuł,Opis,Miejsce\n18 stycznia 2024,Pożar w porcie,Port płonie.,Port\n"


def only(result: Result) -> Event:
    """The one event that was imported."""
    (event,) = [each for key, each in result.briefing.events.items() if key != "departure"]
    return event


@pytest.mark.parametrize(
    ("table", "title"),
    [
        (GERMAN, "Brand im Hafen"),
        (ENGLISH, "Attack on a market"),
        (FRENCH, "Incendie au port"),
        (SPANISH, "Incendio en el puerto"),
        (RUSSIAN, "Пожар в порту"),
        (ARABIC, "حريق في الميناء"),
        (PERSIAN, "آتش در بندر"),
        (TURKISH, "Limanda yangın"),
        (CHINESE, "港口火灾"),
        (POLISH, "Pożar w porcie"),
    ],
    ids=["de", "en", "fr", "es", "ru", "ar", "fa", "tr", "zh", "pl"],
)
def test_headings_of_many_languages(imported: Import, table: str, title: str) -> None:
    """Date, title and place are found by their headings; the report shows what was taken for what."""
    result = imported("t.csv", table)
    event = only(result)
    assert (event.title, str(event.date), event.draft) == (title, "2024-01-18", True)
    assert event.place
    assert "Columns: " in result.told


def test_all_that_a_row_says(imported: Import) -> None:
    """Account, place in its areas, where it is from; a number of victims is no actor, and is named."""
    result = imported("t.csv", GERMAN)
    event = only(result)
    assert [each.text for each in event.account] == [r"Es brannte. \*Niemand\* wurde verletzt."]
    assert event.account[0].cites[0].locator == "row 2"
    assert event.note == "Source in the table: Hafenblatt. Link in the table: https://example.org/1"
    place = result.briefing.places[event.place or ""]
    assert (place.name, place.location) == ("Hafenort", (53.54, 9.98))
    assert (
        place.note
        == "The position is the table’s, which puts it in Nordland. It does not say how exact it is."
    )
    assert (event.by, event.against) == ((), ())
    assert result.left == {"`Opfer` is not carried": 1}
    assert "Not carried: Opfer." in result.told


def test_columns_can_be_mapped(imported: Import) -> None:
    """What the editor says counts; several columns can go to the note, each with its heading."""
    columns = {"note": ("Opfer", "Bundesland"), "title": ("Beschreibung",)}
    result = imported("t.csv", GERMAN, Wish(columns=columns))
    event = only(result)
    assert event.title == "Es brannte. *Niemand* wurde verletzt."
    assert event.note == (
        "Opfer: 3. Bundesland: Nordland. Source in the table: Hafenblatt. "
        "Link in the table: https://example.org/1"
    )
    assert result.left == {"`Überschrift` is not carried": 1}


def test_a_mapped_table_is_no_timeline(imported: Import) -> None:
    """Though its columns would be one."""
    table = "Year,Headline,Text,Remark\n2021,A thing,It happened.,Odd\n"
    result = imported("t.csv", table, Wish(columns={"note": ("Remark",)}))
    assert (only(result).note, str(only(result).date)) == ("Remark: Odd.", "2021")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"datum": ("Datum",)}, "--map: `datum` is nothing that a column can hold\n"),
        ({"date": ("Datam",)}, "--map: there is no column “Datam”\nDid you mean `Datum`?"),
        ({"title": ("Datum", "Ort")}, "--map: `title` can be one column only"),
    ],
)
def test_a_mapping_that_is_none(imported: Import, columns: Any, said: str) -> None:
    """The nearest is named."""
    with pytest.raises(ContentError) as raised:
        imported("t.csv", GERMAN, Wish(columns=columns))
    (problem,) = raised.value.problems
    assert f"{problem.message}\n{problem.hint}".startswith(said)


def test_headings_that_say_nothing(imported: Import) -> None:
    """Then the cells show which column is a date, and which says what happened."""
    rows = [
        "a,b,c",
        "2024-01-18,Attack on the market in town,x",
        "2024-01-19,Another attack near the river,y",
    ]
    table = "\n".join([*rows, ""])
    result = imported("t.csv", table)
    assert {str(each.date) for key, each in result.briefing.events.items() if key != "departure"} == {
        "2024-01-18",
        "2024-01-19",
    }
    assert "date = a (by its cells); title = b (by its cells)" in result.told


def test_a_table_of_which_nothing_is_known(imported: Import) -> None:
    """The refusal names the columns, and how to say what they hold."""
    with pytest.raises(ContentError) as raised:
        imported("t.csv", "one thing,other\n1,2\n")
    assert raised.value.problems[0].hint.endswith(
        "Its columns are “one thing”, other. Say what they hold, as in "
        "--map title=“one thing” --map date=other."
    )


@pytest.mark.parametrize(
    ("dates", "edtf"),
    [
        (["5/6/2024", "18/1/2024"], "2024-06-05"),
        (["5/6/2024", "1/18/2024"], "2024-05-06"),
        (["5/6/2024", "7/6/2024"], "[2024-05-06,2024-06-05]"),
        (["5/6/2024", "18/1/2024", "1/18/2024"], "[2024-05-06,2024-06-05]"),
        (["5/5/2024"], "2024-05-05"),
    ],
)
def test_days_that_can_be_read_in_two_ways(imported: Import, dates: list[str], edtf: str) -> None:
    """As the other days of the column show; where they do not, it is one of the two."""
    rows = "".join(f"{date},Event {number}\n" for number, date in enumerate(dates))
    assert str(imported("t.csv", f"Date,Title\n{rows}").briefing.events["t-event-0"].date) == edtf


@pytest.mark.parametrize(
    ("cells", "edtf", "note"),
    [
        ("2024-01-18 – 2024-01-20,", "2024-01-18/2024-01-20", None),
        ("2024-01-18,2024-01-20", "2024-01-18/2024-01-20", None),
        ("18 January 2024 14:30,", "2024-01-18", "The table gives the time 14:30."),
        ("January 2024,", "2024-01", None),
        ("c. 1990,", "1990~", None),
        ("2024-01-18,2023", "2024-01-18", "The table gives 2023 as its end."),
        ("last week,", None, "The table gives the date as “last week”."),
        ("05/06/24,", None, "The table gives the date as “05/06/24”."),
        (",", None, "The table gives no date."),
    ],
)
def test_dates_as_people_write_them(imported: Import, cells: str, edtf: str | None, note: str | None) -> None:
    """No more exact than they are; what is no date is told in words."""
    event = imported("t.csv", f"Date,End date,Title\n{cells},A thing\n").briefing.events["t-a-thing"]
    assert (str(event.date) if event.date else None, event.date_note) == (edtf, note)


@pytest.mark.parametrize(
    ("cells", "edtf", "note"),
    [
        ("2024,1,18", "2024-01-18", None),
        ("2024,Januar,18", "2024-01-18", None),
        ("2024,1,", "2024-01", None),
        ("2024,,18", "2024", "The table gives the day 18 without a month."),
        ("2024,2,30", None, "The table gives the date as “30 2 2024”."),
    ],
)
def test_dates_in_three_columns(imported: Import, cells: str, edtf: str | None, note: str | None) -> None:
    """A year, a month by number or name, a day."""
    event = imported("t.csv", f"Jahr,Monat,Tag,Titel\n{cells},A thing\n").briefing.events["t-a-thing"]
    assert (str(event.date) if event.date else None, event.date_note) == (edtf, note)


@pytest.mark.parametrize("date", ["۱۴۰۲/۱۰/۲۸", "1402/10/28"])
def test_a_year_of_another_calendar(imported: Import, date: str) -> None:
    """It stays words, and does not become a day of the Middle Ages."""
    event = imported("t.csv", f"تاریخ,عنوان\n{date},Title\n").briefing.events["t-title"]
    assert event.date is None
    assert event.date_note == f"The table gives the date as “{date}”, which may be of another calendar."


def test_places(imported: Import) -> None:
    """Rows with a position and no date; the same again adds nothing."""
    table = 'Name,Coordinates,District,Notes\nPort,"1.5, 2.5",East,A port.\nHill,3.5 / x,East,\n'
    result = imported("t.csv", table)
    place = result.briefing.places["port"]
    assert (place.name, place.location, place.draft) == ("Port", (1.5, 2.5), True)
    assert (place.note or "").endswith("which puts it in East. It does not say how exact it is. A port.")
    assert "`Coordinates` is not carried" in result.left
    assert imported("t.csv", table).ledger.there == 2


def test_sources(imported: Import) -> None:
    """Rows with title and author; what is no address is named."""
    table = (
        "Title,Authors,Newspaper,Date,Link\nEditorial,N. Johnson; A. Berg,The Gazette,2021-05-04,nowhere\n"
    )
    result = imported("t.csv", table)
    source = result.briefing.sources["editorial"]
    assert (source.author, source.publisher, str(source.published)) == (
        ("N. Johnson", "A. Berg"),
        "The Gazette",
        "2021-05-04",
    )
    assert result.left == {"`Link` is not carried": 1}


def test_another_kind_is_refused(imported: Import) -> None:
    """Only events, places and sources can be seen from somebody's own columns."""
    with pytest.raises(ContentError) as raised:
        imported("t.csv", GERMAN, Wish(kind="views"))
    assert "can hold events, places or sources, and no views" in raised.value.problems[0].message


def test_the_same_table_again(imported: Import) -> None:
    """Adds nothing; a changed row is reported."""
    imported("t.csv", GERMAN)
    assert imported("t.csv", GERMAN).ledger.there == 1
    changed = imported("t.csv", GERMAN.replace("18.01.2024", "19.01.2024"))
    assert (changed.ledger.changes, changed.done.files) == (1, ())


def test_every_heading_is_of_one_field() -> None:
    """None could be taken for two things, but where a word means two in two languages."""
    seen: dict[str, set[str]] = {}
    for field, headings in own_columns.headings().items():
        for heading in headings:
            seen.setdefault(heading, set()).add(field)
    twice = {heading for heading, fields in seen.items() if len(fields) > 1}
    # Spanish and Polish: end, or until; German and Dutch; Norwegian: town; Persian: town, month.
    assert twice <= {
        "fin",
        "do",
        "land",
        "by",
        "data",
        "شهر",
        "incident",
        "dag",
        "place",
        "site",
        "ort",
        "نام",
        "editor",
    }


def workbook(
    *rows: list[Any], forms: dict[str, str] | None = None, links: dict[str, str] | None = None
) -> bytes:
    """An Excel workbook of rows, with the form in which cells are shown, and the links behind them."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Events"
    for row in rows:
        sheet.append(row)
    for cell, form in (forms or {}).items():
        sheet[cell].number_format = form
    for cell, link in (links or {}).items():
        sheet[cell].hyperlink = link
    book.create_sheet("More").append(["a remark"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


HEAD = ["Date", "Title", "Lat", "Lon", "Killed"]
DAY = datetime.datetime(2024, 1, 18)  # noqa: DTZ001 - a cell has no zone


def test_a_workbook(imported: Import) -> None:
    """Days and whole numbers as such; other sheets, and links behind cells, are named."""
    rows: list[list[Any]] = [
        ["Tracker"],
        [],
        HEAD,
        [DAY, "Fire", 1.5, 2.0, 3.0],
        [DAY, "Strike", 1.5, 2, True],
    ]
    content = workbook(*rows, links={"B4": "https://example.org/x"})
    result = imported("t.xlsx", content, Wish(columns={"note": ("Killed",)}))
    event = result.briefing.events["t-fire"]
    assert (str(event.date), event.date_note, event.note) == ("2024-01-18", None, "Killed: 3.")
    assert result.briefing.places[event.place or ""].location == (1.5, 2.0)
    assert event.account[0].cites[0].locator == "sheet “Events”, row 4"
    assert set(result.ledger.remarks) == {
        "lines before the table are passed over",
        "a sheet of the file is passed over",
        "links behind cells are not carried",
    }


@pytest.mark.parametrize(
    ("form", "edtf"),
    [
        ("yyyy\\-mm\\-dd", "2024-01-18"),
        ("[$-409]d\\-mmm\\-yy;@", "2024-01-18"),
        ("mmm yyyy", "2024-01"),
        ('mmmm" "yy', "2024-01"),
        ("yyyy", "2024"),
    ],
)
def test_a_day_that_the_cell_does_not_show(imported: Import, form: str, edtf: str) -> None:
    """Excel keeps “Jan 2024” as its first day: it is the month."""
    result = imported("t.xlsx", workbook(HEAD, [DAY, "Fire"], forms={"A2": form}))
    assert str(result.briefing.events["t-fire"].date) == edtf


def test_formulas_and_errors(imported: Import) -> None:
    """A formula without a stored value is shown, and an error of Excel’s is none, and named."""
    result = imported(
        "t.xlsx", workbook(HEAD, [DAY, "=A1", 1.5, 2.5, "#N/A"], [DAY, "Fire", 1.5, 2.5, "#REF!"])
    )
    assert {each.title for key, each in result.briefing.events.items() if key != "departure"} == {
        "=A1",
        "Fire",
    }
    assert result.ledger.remarks["cells with an error of Excel’s, such as #N/A, are left out"].count == 2


def test_other_formats_in_a_workbook(imported: Import) -> None:
    """A timeline’s spreadsheet is one in Excel, too."""
    result = imported(
        "t.xlsx", workbook(["Year", "Month", "Headline", "Text"], [2021, 5, "Fire", "It burned."])
    )
    assert result.done.title == "TimelineJS (spreadsheet)"
    assert str(result.briefing.events["t-fire"].date) == "2021-05"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "this is an Excel workbook of the older kind (.xls)",
        ),
        (b"PK\x03\x04 no archive", "the workbook cannot be read"),
        (workbook(HEAD)[:900], "the workbook cannot be read"),
    ],
    ids=["old", "broken", "cut"],
)
def test_workbooks_that_cannot_be_read(imported: Import, content: bytes, said: str) -> None:
    """In an editor’s words."""
    with pytest.raises(ContentError) as raised:
        imported("t.xlsx", content)
    assert raised.value.problems[0].message.startswith(said)


@pytest.mark.parametrize(
    ("name", "content", "module", "extra"),
    [
        ("t.xlsx", workbook(HEAD), "openpyxl", "xlsx"),
        ("t.bib", b"@book{a, title={A}}", "bibtexparser", "bibtex"),
    ],
)
def test_what_is_not_installed_is_named(
    imported: Import, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, module: str, extra: str
) -> None:
    """With the line that installs it."""
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(ContentError) as raised:
        imported(name, content)
    (problem,) = raised.value.problems
    assert f"{module}, which reads those, is not installed" in problem.message
    assert f"pip install 'briefing-builder[{extra}]'" in problem.hint
