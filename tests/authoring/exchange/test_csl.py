"""Sources as CSL-JSON, in the shapes of its schema, `schemas/input/csl-data.json` at

<https://github.com/citation-style-language/schema>.
"""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.authoring.exchange import csl
from builder.authoring.exchange.existing import Known
from builder.authoring.exchange.proposals import Book
from builder.authoring.exchange.validation import fields_of, validated
from builder.model import base, records
from tests.authoring.exchange.conftest import Import, assert_nothing_lost
from tests.authoring.exchange.strategies import sources
from tests.authoring.exchange.test_timelinejs import leaves

ITEM = {
    "id": "smith_2021",
    "type": "article-newspaper",
    "title": "The ferry <i>and</i> the bell",
    "container-title": "The Gazette",
    "publisher": "Press House 771",
    "publisher-place": "Lowtown-772",
    "author": [
        {"family": "Berg", "given": "Ada", "non-dropping-particle": "van den", "suffix": "Jr."},
        {"literal": "The Harbour Desk", "parse-names": "parse-773"},
    ],
    "editor": [{"family": "Editor-774"}],
    "issued": {"date-parts": [["2021", 5, "3"]]},
    "accessed": "2021-06",
    "URL": "https://example.org/ferry",
    "DOI": "10.1000/775",
    "archive_location": "https://archive.example.org/ferry",
    "language": "en-GB",
    "note": "Read *twice*.",
    "abstract": "Abstract-776",
    "page": 777,
    "keyword": "",
}


def item(**fields: Any) -> dict[str, Any]:
    """An item with a title, and what a test adds."""
    return {"id": "x", "type": "book", "title": "A book", **fields}


def test_an_item_becomes_a_source(imported: Import) -> None:
    """Every field that sources have, as CSL has it."""
    source = imported("sources.json", json.dumps([ITEM])).briefing.sources["smith-2021"]
    assert (source.title, source.kind, source.publisher) == (
        "The ferry and the bell",
        "article-newspaper",
        "The Gazette",
    )
    assert source.author == ("Ada van den Berg Jr.", "The Harbour Desk")
    assert (str(source.published), str(source.accessed)) == ("2021-05-03", "2021-06")
    assert (source.url, source.archived_url) == (
        "https://example.org/ferry",
        "https://archive.example.org/ferry",
    )
    assert (source.language, source.note, source.draft) == ("en-GB", r"Read \*twice\*.", False)


def test_nothing_is_lost(imported: Import) -> None:
    """Each value stands in the source, or is named."""
    result = imported("sources.json", json.dumps([ITEM]))
    found = leaves(ITEM)
    assert result.ledger.values == len(found)
    as_written = {"id": "smith-2021", "title": "The ferry and the bell", "issued.date-parts": "2021-05-03"}
    assert_nothing_lost(result, [(name, as_written.get(name, value)) for name, value in found])
    assert set(result.left) == {
        f"`{name}` is not carried"
        for name in ("publisher", "publisher-place", "author.parse-names", "editor.family", "DOI", "abstract")
    } | {"`page` is not carried"}
    assert set(result.ledger.remarks) == {
        "markup in `title` is not carried",
        "ids were made anew, as lower-case words",
    }


@pytest.mark.parametrize(
    ("issued", "edtf"),
    [
        ("2021-05-03", "2021-05-03"),
        ("2021-05~", "2021-05~"),
        ("May 3, 2021", "2021-05-03"),
        ({"date-parts": [[2021]]}, "2021"),
        ({"date-parts": [["2021", "05"]]}, "2021-05"),
        ({"date-parts": [[2021, 5, 3], [2021, 6, 4]]}, "2021-05-03/2021-06-04"),
        ({"date-parts": [[2021, 5, 3], [0, 0, 0]]}, "2021-05-03/.."),
        ({"date-parts": [[2021, "", ""]]}, "2021"),
        ({"date-parts": [[2021]], "season": 2}, "2021-22"),
        ({"date-parts": [[2021]], "season": "Spring"}, "2021-21"),
        ({"date-parts": [[2021, 23]]}, "2021-23"),
        ({"date-parts": [[2021, 14]]}, "2021-22"),
        ({"date-parts": [[2021, 5]], "circa": True}, "2021-05~"),
        ({"date-parts": [[2021, 5]], "circa": "1"}, "2021-05~"),
        ({"date-parts": [[2021]], "season": 1, "circa": True}, "2021~"),
        ({"date-parts": [[2021, 5]], "circa": False}, "2021-05"),
        ({"raw": "2021-05-03/2021-05-04"}, "2021-05-03/2021-05-04"),
        ({"literal": "3 May 2021"}, "2021-05-03"),
        ({"edtf": "2021-XX"}, "2021-XX"),
        ({"literal": "n.d."}, None),
        ({"raw": "some time"}, None),
        ({"date-parts": [[2021, 2, 30]]}, None),
        ({"date-parts": [[-50]]}, None),
        ({"date-parts": [["soon"]]}, None),
        ({"date-parts": [[]]}, None),
        ({"date-parts": "2021"}, None),
        ({"season": 1}, None),
        ("n.d.", None),
        (["2021"], None),
        ({"date-parts": [[10**30]]}, None),
    ],
)
def test_dates(imported: Import, issued: object, edtf: str | None) -> None:
    """In all the ways that CSL allows; what is no date is told in words or named, and the source is there."""
    result = imported("sources.json", json.dumps([item(issued=issued)]))
    source = result.briefing.sources["x"]
    assert (str(source.published) if source.published else None) == edtf
    named = sum(count for reason, count in result.left.items() if reason.startswith("`issued"))
    if edtf is None:
        told = "The file gives the date of publication as " in (source.note or "")
        assert named == (0 if told else len(leaves(issued)))
    else:
        assert named == 0


@pytest.mark.parametrize(
    ("issued", "edtf", "note"),
    [
        (
            {"date-parts": [[2021, None, 4]]},
            "2021",
            "Of the date of publication, the file also gives the day 4 without a month.",
        ),
        (
            {"date-parts": [[2021, "", "4"]]},
            "2021",
            "Of the date of publication, the file also gives the day 4 without a month.",
        ),
        (
            {"raw": "2014-10-02T00:07:46Z"},
            "2014-10-02",
            "With the date of publication, the file gives the time 00:07:46Z.",
        ),
        ("2014-10-02T00:00:00Z", "2014-10-02", None),
        (
            {"date-parts": [[2021]], "season": 1, "circa": True},
            "2021~",
            "Of the date of publication, the file also gives the season 1.",
        ),
        (
            {"date-parts": [[2021, 5]], "season": "Spring"},
            "2021-05",
            "Of the date of publication, the file also gives the season Spring.",
        ),
        (
            {"date-parts": [[2021, 21]], "circa": 1},
            "2021-21",
            "Of the date of publication, the file says that it is not certain.",
        ),
        (
            {"date-parts": [[2020]], "literal": "Michaelmas 2020"},
            "2020",
            "The file gives the date of publication as “Michaelmas 2020”.",
        ),
        ({"literal": "Spring 2020"}, "2020-21", None),
        ({"literal": "c. 1990"}, "1990~", None),
        ({"raw": "1990s"}, "199X", None),
        ({"raw": "18. Januar 2024"}, "2024-01-18", None),
        ({"literal": "n.d."}, None, "The file gives the date of publication as “n.d.”."),
        ({"date-parts": [[2021, 2, 30]]}, None, "The file gives the date of publication as 2021-2-30."),
        (
            {"date-parts": [[2021, 5, 3], [2020]]},
            "2021-05-03",
            "The file gives the date of publication as 2021-05-03 to 2020.",
        ),
    ],
)
def test_nothing_of_a_date_is_lost(
    imported: Import, issued: object, edtf: str | None, note: str | None
) -> None:
    """What EDTF cannot say of it is in the note, in words; nothing becomes more exact than it is."""
    result = imported("sources.json", json.dumps([item(issued=issued)]))
    source = result.briefing.sources["x"]
    assert (str(source.published) if source.published else None, source.note) == (edtf, note)
    assert result.left == {}


def test_what_a_date_has_beyond_is_named(imported: Import) -> None:
    """A fourth number, a third date: counted as not carried."""
    issued = {"date-parts": [[2021, 5, 3, 12], [2021, 5, 4], [2021]]}
    assert imported("sources.json", json.dumps([item(issued=issued)])).left == {
        "`issued.date-parts` is not carried": 2
    }


def test_two_papers_of_one_title_are_two(imported: Import) -> None:
    """Their ids are addresses, which no id here can be: they are told apart by what they say."""
    first = item(id="http://zotero.org/users/1/items/AAA", title="Editorial", URL="https://a.org/1")
    second = item(id="http://zotero.org/users/1/items/BBB", title="Editorial", URL="https://b.org/2")
    assert imported("a.json", json.dumps([first])).ledger.carried == 1
    other = imported("b.json", json.dumps([second]))
    assert {each.url for each in other.briefing.sources.values()} >= {"https://a.org/1", "https://b.org/2"}
    both = imported("c.json", json.dumps([second, first]))
    assert (both.ledger.there, both.done.files) == (2, ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"container-title": "Paper A"}, {"container-title": "Paper B"}),
        ({"issued": "2020"}, {"issued": "2021"}),
        ({"DOI": "10.1000/1"}, {"DOI": "10.1000/2"}),
    ],
)
def test_what_tells_two_of_one_title_apart(imported: Import, one: Any, other: Any) -> None:
    """The outlet, the date or the address; on every later import, too."""
    items = [
        {"id": f"http://x.org/{number}", "type": "article-newspaper", "title": "Editorial", **fields}
        for number, fields in enumerate((one, other))
    ]
    for each in items:
        assert imported("a.json", json.dumps([each])).ledger.carried == 1
    assert imported("a.json", json.dumps(items)).ledger.there == 2


def test_one_key_of_two_libraries(imported: Import) -> None:
    """A key says little: a source of another title and address is another one, and stays so."""
    first, second = item(id="smith2021"), item(id="smith2021", title="Another book")
    imported("a.json", json.dumps([first]))
    assert "smith2021-2" in imported("b.json", json.dumps([second])).briefing.sources
    assert imported("b.json", json.dumps([second])).ledger.there == 1


def test_a_changed_item_is_reported(imported: Import) -> None:
    """What differs is named; what is here stays as it is."""
    imported("a.json", json.dumps([item(publisher="The Gazette")]))
    result = imported("a.json", json.dumps([item(publisher="The Herald")]))
    assert (result.ledger.changes, result.done.files) == (1, ())
    assert (
        "`x` is there already, but differs\n    `publisher` is “The Gazette” here, “The Herald”"
        in result.told
    )
    assert result.briefing.sources["x"].publisher == "The Gazette"


def test_long_ids_stay_apart(imported: Import) -> None:
    """However long they are, and however late they differ."""
    ids = [
        "smithEffectsOfDroneStrikesOnCivilians2021Part_1",
        "smith_effects_of_drone_strikes_on_civilian_populations_2021_a",
        "smith_effects_of_drone_strikes_on_civilian_populations_2021_b",
        f"{'very_long_' * 12}a",
        f"{'very_long_' * 12}b",
        "Smith_2021",
        "smith-2021",
    ]
    items = json.dumps([item(id=each, title=each) for each in ids])
    result = imported("a.json", items)
    assert (result.ledger.carried, result.ledger.refusals) == (len(ids), 0)
    assert imported("a.json", items).ledger.there == len(ids)


@pytest.mark.parametrize(
    ("author", "name", "family"),
    [
        ({"family": "Johnson", "given": "Nancy"}, "Nancy Johnson", "Johnson"),
        (
            {"family": "Berg", "given": "Ada", "non-dropping-particle": "van den", "suffix": "Jr."},
            "Ada van den Berg Jr.",
            "van den Berg",
        ),
        ({"family": "山田", "given": "太郎"}, "山田太郎", "山田"),
        ({"family": "김", "given": "민수"}, "김민수", "김"),
    ],
)
def test_names_come_back_in_their_parts(imported: Import, author: Any, name: str, family: str) -> None:
    """So that a list made from an export says *Johnson, N.*; an office has no family name."""
    office = {"literal": "The Harbour Desk"}
    source = imported("a.json", json.dumps([item(author=[author, office])])).briefing.sources["x"]
    assert (source.author, source.family_names) == ((name, "The Harbour Desk"), (family, "The Harbour Desk"))
    written, desk = csl.item(source, "en-GB")["author"]
    assert (written["family"], written["given"], desk) == (family, author["given"], office)
    assert again(source) == source


@pytest.mark.parametrize(
    "document",
    [
        [item()],
        {"x": item()},
        {"x": {"type": "book", "title": "A book"}},
    ],
)
def test_lists_and_objects(imported: Import, document: object) -> None:
    """A document may be a list, or an object with the ids as keys."""
    assert imported("sources.json", json.dumps(document)).briefing.sources["x"].title == "A book"


@pytest.mark.parametrize(
    ("found", "made"),
    [
        ("http://zotero.org/users/1/items/ABCD", "a-book"),
        ("Smith:2021/a", "a-book"),
        ("Smith2021", "smith2021"),
        (7, "7"),
        ("index", "a-book"),
        ("اجتماع", "a-book"),
    ],
)
def test_ids(imported: Import, found: object, made: str) -> None:
    """Readable, and the same on every import."""
    document = json.dumps([item(id=found)])
    assert made in imported("sources.json", document).briefing.sources
    assert imported("sources.json", document).ledger.there == 1


def test_what_cannot_be_a_source(imported: Import) -> None:
    """An item without a title, an id twice, an id that another record has."""
    items = [item(id="a", title=""), item(id="b"), item(id="b"), item(id="sailor")]
    result = imported("sources.json", json.dumps(items))
    assert [str(each).split("\n")[0] for each in result.ledger.refused] == [
        "sources.json: source “a”: it has no title",
        "sources.json: source “b”: the id `b` stands in the file twice",
        "sources.json: source “sailor”: the id `sailor` is taken by another kind of record (actor)",
    ]


def test_types_that_there_are_not(imported: Import) -> None:
    """The source is a document, and a draft, until somebody has looked."""
    result = imported("sources.json", json.dumps([item(type="patent")]))
    source = result.briefing.sources["x"]
    assert (source.kind, source.draft) == ("document", True)
    assert "the type `patent` is not known here; it became `document`" in result.told


def test_odd_values(imported: Import) -> None:
    """Languages by name, addresses that are none, a DOI where there is no address."""
    odd = item(language="English (UK)", URL="javascript:x", DOI="https://doi.org/10.1000/1")
    result = imported("sources.json", json.dumps([odd, item(id="y", DOI="doi:10.1000/2", language="en_GB")]))
    assert set(result.left) == {
        "`language` is not carried where it is no language tag, such as en-GB",
        "`URL` is not carried where it is no web address",
        "`DOI` is not carried",
    }
    source = result.briefing.sources["y"]
    assert (source.url, source.language) == ("https://doi.org/10.1000/2", "en-GB")


def again(source: records.Source) -> base.Model:
    """A source written as CSL and read again."""
    document = json.loads(json.dumps([csl.item(source, "en-GB")]), parse_int=str)
    assert csl.is_document(document)
    (entry,) = csl.entries(document)
    (proposal,) = csl.propose(entry, Book(Known()))
    assert list(entry.left()) == []
    return validated(proposal)


@given(sources())
@settings(deadline=None, max_examples=150)
def test_what_is_exported_comes_back_the_same(source: records.Source) -> None:
    """Any source at all, with all its fields."""
    assert fields_of(again(source)) == fields_of(source)
    assert again(source) == source


@given(st.sampled_from(["2021~", "2021-05~/2021-06~", "2021-21", "2021?", "[2020,2021]", "2021/.."]))
def test_vague_dates_come_back(text: str) -> None:
    """By numbers where CSL has them; else in words for other programs, and in EDTF for us."""
    source = records.Source.model_validate({"id": "x", "title": "x", "kind": "book", "published": text})
    assert again(source) == source


def test_what_others_read() -> None:
    """The fields that reference managers know; what CSL has no field for is kept apart."""
    source = {
        "title": "T",
        "kind": "article-newspaper",
        "publisher": "P",
        "author": ["A"],
        "published": "2021-05~",
        "accessed": "2021?",
        "reliability": "F",
        "note": "See *it*.",
        "draft": True,
    }
    record = records.Source.model_validate({"id": "x", **source})
    assert csl.item(record, "en-GB") == {
        "id": "x",
        "type": "article-newspaper",
        "title": "T",
        "author": [{"literal": "A"}],
        "container-title": "P",
        "issued": {"date-parts": [[2021, 5]], "circa": True},
        "accessed": {"literal": "possibly 2021", "edtf": "2021?"},
        "note": "See it.",
        "custom": {"briefing": {"draft": True, "reliability": "F", "note": "See *it*."}},
    }
