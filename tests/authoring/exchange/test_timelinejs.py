"""Timelines of TimelineJS, in the shapes of <https://timeline.knightlab.com/docs/json-format.html>.

The older shape, with `timeline` and `date`, is that of the examples of TimelineJS 2.
"""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from builder.authoring.exchange import timelinejs
from builder.authoring.exchange.interface import Wish
from builder.files.problems import ContentError
from tests import briefings
from tests.authoring.exchange.conftest import Import, assert_no_errors, assert_nothing_lost

SLIDE = {
    "start_date": {"year": "2021", "month": "05", "day": "3", "hour": "6", "minute": "45", "second": ""},
    "end_date": {"year": 2021, "month": 5, "day": "", "format": ""},
    "text": {
        "headline": "The ferry <i>leaves</i>",
        "text": "<p>It left &amp; rang <b>twice</b>.</p><p>See <a href='https://example.org/a'>this</a>.</p>",
    },
    "media": {
        "url": "https://example.org/ferry.jpg",
        "caption": "The ferry at noon",
        "credit": "A sailor",
        "thumbnail": "https://example.org/small.jpg",
        "alt": "Alt-771",
        "title": "Title-772",
        "link": "https://example.org/link-773",
        "link_target": "_target-774",
    },
    "group": "Sailings",
    "display_date": "early May",
    "background": {"url": "https://example.org/back-775", "color": "#776", "opacity": 77},
    "autolink": True,
    "unique_id": "unique-778",
    "type": None,
}
TIMELINE = {
    "title": {"text": {"headline": "Ferries", "text": "All of <em>them</em>."}},
    "events": [SLIDE],
    "eras": [{"start_date": {"year": "2000"}, "end_date": {"year": "2010"}, "text": {"headline": "Before"}}],
    "scale": "human",
}


def leaves(value: object, path: str = "") -> list[tuple[str, str]]:
    """Every value in a document that is not empty, with the name that the report gives it."""
    if isinstance(value, dict):
        return [leaf for key, each in value.items() for leaf in leaves(each, f"{path}.{key}".lstrip("."))]
    if isinstance(value, list):
        return [leaf for each in value for leaf in leaves(each, path)]
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return [(path, text)] if text.strip() else []


def slide(**parts: Any) -> dict[str, Any]:
    """A slide with a headline, and what a test adds."""
    return {"start_date": {"year": "2021"}, "text": {"headline": "A thing", "text": ""}, **parts}


def as_json(*slides: dict[str, Any], **beside: Any) -> str:
    """A timeline of slides."""
    return json.dumps({"events": list(slides), **beside})


def test_a_slide_becomes_an_event(imported: Import) -> None:
    """Headline, text, dates and media; each paragraph a statement that cites the slide."""
    briefing = imported("ferries.json", json.dumps(TIMELINE)).briefing
    event = briefing.events["ferries-the-ferry-leaves"]
    assert event.draft
    assert (event.title, event.kind, str(event.date)) == ("The ferry leaves", "other", "2021-05-03/2021-05")
    assert [statement.text for statement in event.account] == [
        "It left & rang **twice**.",
        "See [this](<https://example.org/a>).",
    ]
    assert {(cite.source, cite.locator) for each in event.account for cite in each.cites} == {
        ("ferries", "slide 1")
    }
    assert event.date_note == "The timeline gives the time 06:45. The timeline shows the date as “early May”."
    assert event.note == (
        "Shown with it: “The ferry at noon” (A sailor) https://example.org/ferry.jpg "
        "Group in the timeline: Sailings."
    )
    source = briefing.sources["ferries"]
    assert (source.title, source.kind, source.note) == ("Ferries", "document", "All of *them*.")


def test_nothing_is_lost(imported: Import) -> None:
    """Each value of the document stands in the records, or is named."""
    result = imported("ferries.json", json.dumps(TIMELINE))
    found = leaves(TIMELINE["title"]) + leaves(SLIDE) + leaves({"scale": "human"})
    assert result.ledger.values == len(found) + 3
    as_written = {
        "text.headline": "he ferry leaves",
        "text.text": "",
        "start_date.month": "2021-05",
        "start_date.day": "2021-05-03",
        "start_date.hour": "06:45",
    }
    assert_nothing_lost(result, [(name, as_written.get(name, value)) for name, value in found])
    assert set(result.left) == {
        "eras are not carried: write them as `phases` in content/briefing.yml",
        *(f"`media.{name}` is not carried" for name in ("thumbnail", "alt", "title", "link", "link_target")),
        *(f"`background.{name}` is not carried" for name in ("url", "color", "opacity")),
        *(f"`{name}` is not carried" for name in ("autolink", "unique_id", "scale")),
    }
    # The era and the scale are entries of which nothing is carried.
    assert (result.ledger.entries, result.ledger.carried, result.ledger.dropped) == (4, 2, 2)


SHEET = (
    "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,"
    "Media Caption,Media Thumbnail,Alt Text,Type,Group,Background"
)
ROW = (
    "2021,5,3,6:45,2021,5,,7:15,early May,The ferry leaves,<p>It left.</p>,https://example.org/ferry.jpg,"
    "A sailor,The ferry at noon,https://example.org/small.jpg,Alt-771,,Sailings,https://example.org/back-775"
)
COLUMNS, CELLS = (line.split(",") for line in (SHEET, ROW))


def as_csv(*rows: list[str], columns: list[str] = COLUMNS) -> str:
    """A spreadsheet as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue()


def test_the_spreadsheet(imported: Import) -> None:
    """The same slide, as a row."""
    result = imported("ferries.csv", as_csv(CELLS))
    event = result.briefing.events["ferries-the-ferry-leaves"]
    assert (event.title, str(event.date)) == ("The ferry leaves", "2021-05-03/2021-05")
    assert event.account[0].cites[0].locator == "row 2"
    assert event.date_note == (
        "The timeline gives the time 6:45. The timeline gives the time 7:15 for its end. "
        "The timeline shows the date as “early May”."
    )
    cells = [
        (name, {"3": "2021-05-03", "<p>It left.</p>": "It left."}.get(cell, cell))
        for name, cell in zip(COLUMNS, CELLS, strict=True)
        if cell
    ]
    assert result.ledger.values == len(cells)
    assert_nothing_lost(result, cells)
    assert result.left == {
        f"`{name}` is not carried": 1 for name in ("Media Thumbnail", "Alt Text", "Background")
    }


def test_a_spreadsheet_with_a_title_and_an_era(imported: Import) -> None:
    """The title describes the source; an era is not carried, and the report says what to do."""
    blank = [""] * len(COLUMNS)
    title, era = blank.copy(), blank.copy()
    title[9], title[16] = "Ferries", "title"
    era[0], era[4], era[9], era[16] = "2000", "2010", "Before", "era"
    result = imported("ferries.csv", as_csv(title, blank, CELLS, era))
    assert result.briefing.sources["ferries"].title == "Ferries"
    assert set(result.briefing.events) == {"departure", "ferries-the-ferry-leaves"}
    eras = "eras are not carried: write them as `phases` in content/briefing.yml"
    assert result.left[eras] == 4
    assert f"4 × {eras} (row 5)" in result.told


@pytest.mark.parametrize(
    ("start", "end", "edtf"),
    [
        ("2021", "", "2021"),
        ("2021-05", "", "2021-05"),
        ("2021-05-03", "2021-05-04", "2021-05-03/2021-05-04"),
        ("5/3/2021", "5/14/2021", "2021-05-03/2021-05-14"),
        ("5/2021", "", "2021-05"),
        ("5/3/2021 6:45", "", "2021-05-03"),
    ],
)
def test_older_spreadsheets(imported: Import, start: str, end: str, edtf: str) -> None:
    """Two columns for dates, the month before the day; `Tag` is the group."""
    columns = ["Start Date", "End Date", "Headline", "Text", "Media", "Media Credit", "Tag"]
    result = imported("old.csv", as_csv([start, end, "A thing", "", "", "", "Ships"], columns=columns))
    event = result.briefing.events["old-a-thing"]
    assert str(event.date) == edtf
    assert event.note == "Group in the timeline: Ships."


def test_timelines_of_version_1(imported: Import) -> None:
    """`startDate` with commas, `asset`, `tag`."""
    older = {
        "timeline": {
            "headline": "Ferries<br/>then and now",
            "type": "default",
            "text": "<p>All of them.</p>",
            "asset": {"media": "https://example.org/m", "credit": "", "caption": "Harbour"},
            "date": [
                {
                    "startDate": "2011,12,10,07,02,10",
                    "endDate": "2011,12,11",
                    "headline": "A thing",
                    "text": "It happened.",
                    "tag": "Ships",
                    "classname": "blue-781",
                    "asset": {"media": "https://example.org/n", "thumbnail": "https://example.org/t"},
                }
            ],
            "era": [{"startDate": "2011", "endDate": "2012", "headline": "Then"}],
        }
    }
    result = imported("old.json", json.dumps(older))
    event = result.briefing.events["old-a-thing"]
    assert str(event.date) == "2011-12-10/2011-12-11"
    assert event.note == "Shown with it: https://example.org/n Group in the timeline: Ships."
    assert result.briefing.sources["old"].title == "Ferries then and now"
    assert set(result.left) == {
        "`classname` is not carried",
        "`media.thumbnail` is not carried",
        "`type` is not carried",
        "eras are not carried: write them as `phases` in content/briefing.yml",
    }


def test_another_older_shape_is_refused(imported: Import) -> None:
    """One that nothing is known of: the message says what to do."""
    with pytest.raises(ContentError) as raised:
        imported("old.json", json.dumps({"timeline": {"slides": []}}))
    assert "without the list `date`" in raised.value.problems[0].message


@pytest.mark.parametrize(
    ("start", "end", "edtf", "note"),
    [
        ({"year": "2021", "month": "", "day": ""}, None, "2021", None),
        ({"year": 602}, {"year": "0629"}, "0602/0629", None),
        ({"year": "-50"}, None, None, "The timeline gives “-50” as a date."),
        ({"year": "-13800000000"}, None, None, "The timeline gives “-13800000000” as a date."),
        ({"year": "2021", "month": "13"}, None, None, "The timeline gives “2021-13” as a date."),
        (
            {"year": "2021", "month": "2", "day": "30"},
            None,
            None,
            "The timeline gives “2021-2-30” as a date.",
        ),
        ({"year": "soon"}, None, None, "The timeline gives “soon” as a date."),
        ({}, None, None, "The timeline gives no date."),
        ({"year": "2021"}, {"year": "2020"}, "2021", "The timeline gives 2020 as its end."),
        ({"year": "9" * 5000}, None, None, f"The timeline gives “{'9' * 5000}” as a date."),
    ],
)
def test_dates_as_they_are_found(
    imported: Import, start: object, end: object, edtf: str | None, note: str | None
) -> None:
    """Numbers as text, empty strings, years before ours; what is no date of the calendar is kept in words."""
    event = imported("t.json", as_json(slide(start_date=start, end_date=end))).briefing.events["t-a-thing"]
    assert (str(event.date) if event.date else None, event.date_note) == (edtf, note)


def test_ids_tell_slides_apart_and_stay(imported: Import) -> None:
    """By headline, then date, then number; the same again on the next import."""
    slides = [
        slide(),
        slide(start_date={"year": "2022"}),
        slide(),
        slide(text={"headline": "نشست", "text": ""}),
    ]
    first = imported("t.json", as_json(*slides)).briefing
    ids = {"t-a-thing", "t-a-thing-2022", "t-a-thing-2021", "t-2021-slide-4"}
    assert set(first.events) == {"departure"} | ids
    again = imported("t.json", as_json(*slides, slide(text={"headline": "New", "text": ""})))
    assert (again.ledger.there, again.ledger.carried) == (4, 1)
    assert set(again.briefing.events) == {"departure", "t-new"} | ids


OLD, NEW = (
    "Year,Month,Day,Headline,Text\n" + rows
    for rows in (
        "2021,5,4,Protest in the port,The first one.\n",
        "2021,5,1,Protest in the port,An earlier one.\n2021,5,4,Protest in the port,The first one.\n",
    )
)


@pytest.mark.parametrize("second", ["first.csv", "second.csv"])
def test_a_new_row_with_an_old_headline(imported: Import, second: str) -> None:
    """It is new, and the old row is there already, wherever it stands by now, in a file of any name."""
    imported("first.csv", OLD)
    result = imported(second, NEW)
    assert (result.ledger.there, result.ledger.carried) == (1, 1)
    events = [each for key, each in result.briefing.events.items() if key.startswith("first-")]
    assert sorted((str(each.date), each.account[0].text) for each in events) == [
        ("2021-05-01", "An earlier one."),
        ("2021-05-04", "The first one."),
    ]
    assert imported(second, NEW).ledger.there == 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            "2021,5,6,Protest in the port,The first one.",
            "`date` is “2021-05-04” here, “2021-05-06” in the file",
        ),
        (
            "2021,5,4,Riot in the port,The first one.",
            "`title` is “Protest in the port” here, “Riot in the port”",
        ),
        (
            "2021,5,4,Protest in the port,Another word.",
            "`account` is “text The first one., cites source first,",
        ),
    ],
)
def test_a_changed_row_is_reported(imported: Import, changed: str, said: str) -> None:
    """Where two of headline, date and text are the same, it is the same event; what differs is named."""
    imported("first.csv", OLD)
    result = imported("first.csv", f"Year,Month,Day,Headline,Text\n{changed}\n2022,,,New,New.\n")
    assert (result.ledger.changes, result.ledger.carried) == (1, 1)
    assert f"first.csv:2: row 2: `first-protest-in-the-port` is there already, but differs\n    {said}" in (
        result.told
    )
    assert len([key for key in result.briefing.events if key.startswith("first-")]) == 2


def test_what_an_editor_has_written_since_is_no_difference(imported: Import, tmp_path: Path) -> None:
    """An event that was taken over keeps its words, and is not there a second time."""
    imported("first.csv", OLD)
    file = tmp_path / "site/content/events/first.yml"
    text = file.read_text().replace("  draft: true\n", "")
    text = text.replace("Protest in the port", "Dockers protest").replace(
        "The first one.", "They met at noon."
    )
    file.write_text(text.replace("source: first", "source: gazette"))
    result = imported("first.csv", NEW)
    assert (result.ledger.there, result.ledger.carried) == (1, 1)


def test_two_rows_that_are_alike_are_two(imported: Import) -> None:
    """A second time, too; a third one is new."""
    row = OLD.splitlines()[1] + "\n"
    assert imported("t.csv", OLD + row).ledger.carried == 2
    result = imported("t.csv", OLD + row + row)
    assert (result.ledger.there, result.ledger.carried) == (2, 1)


ELECTION = {
    "title": {"text": {"headline": "Election timeline", "text": "A"}},
    "events": [
        {
            "start_date": {"year": "2012", "month": "1", "day": "3"},
            "text": {"headline": "Introduction", "text": "First timeline."},
        }
    ],
}
MUSIC = {
    "title": {"text": {"headline": "Music timeline", "text": "B"}},
    "events": [
        {"start_date": {"year": "1963"}, "text": {"headline": "Introduction", "text": "Another timeline."}},
        {"start_date": {"year": "1978"}, "text": {"headline": "Debut", "text": "Second slide."}},
    ],
}


def test_two_files_of_one_name_are_two_sources(imported: Import) -> None:
    """A source is known by what it says; each event cites its own, and none is dropped."""
    imported("timeline.json", json.dumps(ELECTION))
    result = imported("timeline.json", json.dumps(MUSIC))
    assert (result.ledger.carried, result.ledger.there) == (3, 0)
    cited = {
        key: result.briefing.sources[event.account[0].cites[0].source].title
        for key, event in result.briefing.events.items()
        if key.startswith("timeline-")
    }
    assert cited == {
        "timeline-introduction": "Election timeline",
        "timeline-2-introduction": "Music timeline",
        "timeline-2-debut": "Music timeline",
    }
    for document in (ELECTION, MUSIC):
        again = imported("timeline.json", json.dumps(document))
        assert (again.ledger.carried, again.ledger.changes, again.done.files) == (0, 0, ())


def test_a_timeline_that_has_grown_is_the_same_source(imported: Import) -> None:
    """Under another name, too; the report says so."""
    imported("timeline.json", json.dumps(MUSIC))
    more = {"events": [*MUSIC["events"], slide()]}
    result = imported("renamed.json", json.dumps(more))
    assert set(result.briefing.sources) == {"gazette", "timeline"}
    assert "The file is known by what it says: it is the source `timeline`." in result.told


def test_links_of_captions_credits_and_headlines_stay(imported: Import) -> None:
    """Whom a picture is owed to is not lost."""
    media = {
        "url": "https://example.org/a.jpg",
        "caption": 'See <a href="https://example.org/story">the story</a>',
        "credit": '<a href="https://example.org/photographer">A. Photographer</a>, CC BY 2.0',
    }
    text = {"headline": '<a href="https://example.org/h">A thing</a>', "text": "It happened."}
    result = imported("t.json", as_json(slide(media=media, text=text)))
    assert result.briefing.events["t-a-thing"].note == (
        "The headline is linked: [A thing](<https://example.org/h>) "
        "Shown with it: “See [the story](<https://example.org/story>)” "
        "([A. Photographer](<https://example.org/photographer>), CC BY 2.0) https://example.org/a.jpg"
    )
    assert result.left == {}


def test_a_link_that_cannot_stay_is_named(imported: Import) -> None:
    """In a group, or around a picture without words."""
    text = {"headline": "A thing", "text": '<a href="https://example.org"><img src="x"></a>'}
    result = imported("t.json", as_json(slide(group='<a href="https://example.org">Ships</a>', text=text)))
    assert set(result.ledger.remarks) >= {
        "links in `group` are not carried, only their words",
        "a link without words is not carried",
    }


@pytest.mark.parametrize(
    ("start", "edtf", "note"),
    [
        ("2011,12,10,07,02,10", "2011-12-10", "The timeline gives the time 07:02:10."),
        ("2011,12,10,7,5", "2011-12-10", "The timeline gives the time 07:05."),
        ("12/10/2011 13:45", "2011-12-10", "The timeline gives the time 13:45."),
        ("2011-12-10T13:45:00Z", "2011-12-10", "The timeline gives the time 13:45:00Z."),
        ("2011,,10", None, "The timeline gives “2011,,10” as a date."),
        ("2011,12", "2011-12", None),
    ],
)
def test_older_timelines_keep_the_time_of_day(
    imported: Import, start: str, edtf: str | None, note: str | None
) -> None:
    """What a date says beyond the day is in the note on it."""
    older = {"timeline": {"date": [{"startDate": start, "headline": "A thing", "text": "x"}]}}
    event = imported("old.json", json.dumps(older)).briefing.events["old-a-thing"]
    assert (str(event.date) if event.date else None, event.date_note) == (edtf, note)


@pytest.mark.parametrize("month", ["", None])
def test_a_day_without_a_month_is_said(imported: Import, month: str | None) -> None:
    """It is no day of January, and it is not lost."""
    date = {"year": "2021", "month": month, "day": 4}
    event = imported("t.json", as_json(slide(start_date=date))).briefing.events["t-a-thing"]
    assert (str(event.date), event.date_note) == ("2021", "The timeline gives the day 4 without a month.")


def test_the_source_can_be_named(imported: Import) -> None:
    """Two files of one name are two sources; an id that another record has is refused."""
    imported("t.json", as_json(slide()))
    other = imported("t.json", as_json(slide()), Wish(source="ferry-times"))
    assert "ferry-times-a-thing" in other.briefing.events
    with pytest.raises(ContentError) as raised:
        imported("t.json", as_json(slide()), Wish(source="sailor"))
    assert raised.value.problems[0].message == "the id `sailor` is taken by a record that is no source"


HOSTILE = (
    "<script>alert(1)</script><p onclick='x()'>A [b](javascript:x) *c* <a href='javascript:y()'>d</a></p>"
)


def test_scripts_do_not_come_in(imported: Import, tmp_path: Path) -> None:
    """Tags go, what they hold goes or shows as it is, and the report says so."""
    result = imported("t.json", as_json(slide(text={"headline": HOSTILE, "text": HOSTILE})))
    event = next(each for key, each in result.briefing.events.items() if key.startswith("t-"))
    assert event.title == "A [b](javascript:x) *c* d"
    assert event.account[0].text == r"A \[b](javascript:x) \*c\* d"
    assert "alert" not in result.written
    assert set(result.ledger.remarks) == {
        "a <script> in the text is not carried",
        "a link in the text without a web address is not carried",
    }
    assert_no_errors(tmp_path / "site")


def test_slides_that_say_nothing(imported: Import) -> None:
    """They are named; a slide without a headline takes the first words of its text, or the caption’s."""
    caption = {"url": "https://example.org/a", "caption": "The <b>quay</b>"}
    slides = [
        slide(text={}),
        "not a slide",
        slide(text={"text": "Only this. " * 20}),
        slide(text={}, media=caption),
    ]
    result = imported("t.json", json.dumps({"events": slides}))
    assert [each.place for each in result.ledger.refused] == ["slide 1", "slide 2"]
    first, second = [each.title for key, each in result.briefing.events.items() if key.startswith("t-")]
    assert first.endswith(" …")
    assert len(first) < 100
    assert second == "The quay"


WITH_FIGURES = {
    "content/events.yml": """
        departure:
          title: The ferry <leaves>
          kind: movement
          date: 2021-05-03
          place: old-harbour
          by: [sailor]
          account:
            - text: The ferry left the *[old harbour][old-harbour]*, 3 < 4.
              cites: [{source: gazette, quote: left the old harbour on 3 May 2021}]
          figures:
            - by: sailor
              measure: deaths
              low: 3
              high: 5
              cites: [{source: gazette, quote: Nobody was hurt}]
        about-then: {title: About then, kind: other, date: 2021~, account: []}
        some-month: {title: Some month, kind: other, date: 2021-05/2021-07, account: []}
        spring: {title: Spring, kind: other, date: 2021-21, account: []}
        one-of: {title: One of, kind: other, date: "[2020-01-03,2021-01-04]", account: []}
        open: {title: Open, kind: other, date: 2021-05-04/.., account: []}
        later: {title: Later, kind: other, after: [departure], account: []}
        not-yet: {title: Not yet, kind: other, date: 2021, draft: true, account: []}
        """
}


def exported(root: Path) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The small briefing as a timeline, and what is not in it."""
    made = timelinejs.write(briefings.read(root, WITH_FIGURES).published())
    return json.loads(made.text), {reason: places.first for reason, places in made.left.items()}


def test_vague_dates_are_not_made_exact(tmp_path: Path) -> None:
    """Year and month only where that is all that is known, and in words beside it."""
    timeline, _ = exported(tmp_path)
    dates = {
        each["unique_id"]: (each["start_date"], each.get("end_date"), each["display_date"])
        for each in timeline["events"]
    }
    assert dates == {
        "departure": ({"year": 2021, "month": 5, "day": 3}, None, "3 May 2021"),
        "about-then": ({"year": 2021}, None, "about 2021"),
        "some-month": ({"year": 2021, "month": 5}, {"year": 2021, "month": 7}, "May 2021 to July 2021"),
        "spring": ({"year": 2021}, None, "spring 2021"),
        "one-of": ({"year": 2020}, {"year": 2021}, "3 January 2020 or 4 January 2021"),
        "open": ({"year": 2021, "month": 5, "day": 4}, None, "from 4 May 2021"),
    }


def test_disputes_stay_disputes(tmp_path: Path) -> None:
    """Each position and each figure with who gives it; editors' text is escaped, since slides are HTML."""
    timeline, _ = exported(tmp_path)
    text = next(each["text"] for each in timeline["events"] if each["unique_id"] == "departure")
    assert text["headline"] == "The ferry &lt;leaves&gt;"
    assert text["text"] == (
        "<p>The ferry left the old harbour, 3 &lt; 4.</p><p>A sailor: deaths: 3–5</p>"
        "<p>Did the bell ring?</p><ul><li>The harbour master: asserts; The bell rang twice.</li>"
        "<li>A sailor: denies; The bell did not ring.</li></ul>"
    )


def test_what_the_export_loses_is_named(tmp_path: Path) -> None:
    """Exactly this, and nothing else."""
    _, left = exported(tmp_path)
    assert left == {
        "events without a date are not carried": ["later"],
        "`place` is not carried": ["departure"],
        "`by` is not carried": ["departure"],
        "actors are not carried": ["harbour-master", "sailor"],
        "places are not carried": ["old-harbour"],
        "sources are not carried": ["gazette"],
    }


def test_an_export_comes_back_as_the_same_events(imported: Import, tmp_path: Path) -> None:
    """Titles and spans come back; what dates said beyond year, month and day is in the notes."""
    made = timelinejs.write(briefings.read(tmp_path / "other", WITH_FIGURES).published())
    briefing = imported("ferry.json", made.text).briefing
    assert {str(each.date) for key, each in briefing.events.items() if key.startswith("ferry-")} == {
        "2021-05-03",
        "2021",
        "2021-05/2021-07",
        "2020/2021",
        "2021-05-04",
    }
    assert briefing.events["ferry-about-then"].date_note == "The timeline shows the date as “about 2021”."
