"""How well a statement or record is supported."""

from pathlib import Path

import pytest

from builder.facts import evidence
from builder.model.records import Citation, Statement
from tests import briefings

# The small briefing, with a second source of the same outlet, one of another, and one not stored.
MORE = {
    "content/sources/more.yml": """
        gazette-2: {title: Second, kind: report, text: seeds/second.txt, publisher: The Gazette}
        herald: {title: Third, kind: report, text: seeds/third.txt, publisher: The Herald}
        film: {title: A film, kind: motion_picture}
        map: {title: A map, kind: map}
        """,
    "seeds/second.txt": "Nobody else was there.\n",
    "seeds/third.txt": "It was foggy that day.\n",
    "content/background.yml": """
        fog:
          title: Fog
          statements:
            - text: It was foggy.
              cites: [{source: herald, quote: It was foggy}]
        circle:
          title: A circle
          statements:
            - {text: It goes round., rests_on: [circle-too]}
        circle-too:
          title: A circle too
          statements:
            - {text: It goes round., rests_on: [circle]}
        """,
    "content/views.yml": """
        view:
          title: It rang
          analyst: sailor
          kind: assessment
          judgement: The bell rang.
          rests_on: [bell]
        """,
}


def support(root: Path, values: object) -> evidence.Support:
    """The support of a statement, given by its values."""
    return evidence.of_statement(briefings.read(root, MORE), Statement.model_validate(values))


def test_a_statement_rests_on_the_sources_it_cites(tmp_path: Path) -> None:
    """Its sources stand in the order in which it cites them, each once."""
    cites = [
        {"source": "herald", "quote": "foggy"},
        {"source": "gazette", "quote": "a"},
        {"source": "herald", "quote": "b"},
    ]
    assert support(tmp_path, {"text": "x", "cites": cites}) == evidence.Support(
        ("herald", "gazette"), 2, False, ()
    )


def test_two_articles_of_one_outlet_are_one_voice(tmp_path: Path) -> None:
    """What only one outlet says is single-source, in however many articles."""
    cites = [{"source": "gazette", "quote": "a"}, {"source": "gazette-2", "quote": "b"}]
    found = support(tmp_path, {"text": "x", "cites": cites})
    assert (found.sources, found.outlets, found.single_source) == (("gazette", "gazette-2"), 1, True)


def test_a_source_without_a_publisher_is_an_outlet_of_its_own(tmp_path: Path) -> None:
    """Nobody is taken for the same as somebody else because nothing is known of either."""
    cites = [{"source": "map", "quote": "a"}, {"source": "film", "locator": "3:10"}]
    assert support(tmp_path, {"text": "x", "cites": cites}).outlets == 2


@pytest.mark.parametrize(
    ("citation", "unchecked"),
    [
        ({"source": "gazette", "quote": "a"}, False),
        ({"source": "film", "locator": "3:10"}, True),
        ({"source": "film", "quote": "a"}, True),
        ({"source": "gazette", "locator": "page 3"}, True),
    ],
)
def test_what_could_not_be_checked(tmp_path: Path, citation: dict[str, str], unchecked: bool) -> None:
    """A citation without a quote, or of a text that is not stored, is not checked."""
    briefing = briefings.read(tmp_path, MORE)
    assert evidence.is_checkable(briefing, Citation.model_validate(citation)) is not unchecked
    assert support(tmp_path, {"text": "x", "cites": [citation]}).unchecked is unchecked


def test_what_rests_on_a_record_rests_on_its_sources(tmp_path: Path) -> None:
    """The bottom line has the sources of the records it names, and of those that they name in turn."""
    assert support(tmp_path, {"text": "x", "rests_on": ["fog", "departure"]}).sources == ("herald", "gazette")
    assert support(tmp_path, {"text": "x", "rests_on": ["view"]}).sources == ("gazette",)


def test_a_judgement_is_not_disputed_because_its_matter_is(tmp_path: Path) -> None:
    """What rests on a view has no part in the disputes about what the view judges."""
    assert support(tmp_path, {"text": "x", "rests_on": ["view"]}).disputes == ()


def test_what_is_disputed(tmp_path: Path) -> None:
    """A record is disputed by the disputes about it, and a statement by those about what it rests on."""
    briefing = briefings.read(tmp_path, MORE)
    assert evidence.about(briefing, "departure") == ("bell",)
    assert evidence.of_record(briefing, "departure").disputes == ("bell",)
    assert evidence.of_record(briefing, "fog").disputes == ()
    assert support(tmp_path, {"text": "x", "rests_on": ["departure"]}).disputes == ("bell",)


def test_a_circle_of_records_ends(tmp_path: Path) -> None:
    """Records that rest on each other rest on nothing, and nobody waits for the end."""
    briefing = briefings.read(tmp_path, MORE)
    assert evidence.of_record(briefing, "circle") == evidence.Support((), 0, False, ())


def test_unknown_records_support_nothing(tmp_path: Path) -> None:
    """An id that names no record, which a rule reports, is passed over here."""
    cites = [{"source": "gone", "quote": "a"}]
    found = support(tmp_path, {"text": "x", "rests_on": ["gone"], "cites": cites})
    assert (found.sources, found.outlets) == ((), 0)


def test_the_only_outlet(tmp_path: Path) -> None:
    """Where everything rests on one outlet it is named, so that the page can say so once."""
    assert briefings.read(tmp_path).only_outlet == "The Gazette"
    assert briefings.read(tmp_path, MORE).only_outlet is None


def test_a_dispute_has_two_sides(tmp_path: Path) -> None:
    """A question to which one side alone has spoken is not contested."""
    files = {
        "content/disputes/one.yml": """
            alone:
              question: Who rang?
              positions: [{by: sailor, text: a}, {by: sailor, text: b}]
            """
    }
    disputes = briefings.read(tmp_path, files).disputes
    assert evidence.is_contested(disputes["bell"])
    assert not evidence.is_contested(disputes["alone"])
