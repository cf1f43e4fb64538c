"""The words that pages use."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model import vocabulary, wording
from builder.model.base import Path
from builder.model.kinds import FOLDERS
from builder.model.records import Figure, Place, Position

# Those whose terms are shown; likelihoods are words as they stand, grades stay letters and numbers.
VOCABULARIES = (
    vocabulary.SourceKind,
    vocabulary.SourceStatus,
    vocabulary.ActorKind,
    vocabulary.RelationKind,
    vocabulary.Precision,
    vocabulary.EventKind,
    vocabulary.Measure,
    vocabulary.PartCounted,
    vocabulary.Stance,
    vocabulary.ViewKind,
    vocabulary.QuestionStatus,
    vocabulary.SituationStatus,
    vocabulary.ChangeKind,
    vocabulary.Confidence,
)


def test_every_term_has_words() -> None:
    """Each term of a vocabulary reads as words, and those that need others have them."""
    assert set(wording.TERMS) == {term for kind in VOCABULARIES for term in get_args(kind)}
    for term in wording.TERMS:
        assert not set("-_") & set(wording.term(term, "en"))
    for kind in get_args(vocabulary.ActorKind):
        assert wording.actor_kinds(kind, "en")[0].isupper()
    for record in FOLDERS.values():
        assert wording.record_kinds(record.kind_name, "en")[0].isupper()
    for precision in get_args(vocabulary.Precision):
        assert wording.location(Place(id="p", name="P", precision=precision), "en")
    for kind in get_args(vocabulary.ViewKind):
        assert "{actor}" in wording.view_by(kind, "en")


def test_a_term_of_the_editors_own_stays_as_written() -> None:
    """What no vocabulary holds is not translated; only its hyphens go."""
    assert wording.term("tug-of-war", "fa") == "tug of war"


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        (30.28, 57.08, "Somewhere in a town, mapped at 30.28° N, 57.08° E"),
        (-33.9, -70.6, "Somewhere in a town, mapped at 33.9° S, 70.6° W"),
        (0, 0, "Somewhere in a town, mapped at 0° N, 0° E"),
    ],
)
def test_a_location_is_no_more_exact_than_it_is_known(latitude: float, longitude: float, words: str) -> None:
    """A place says what its location stands for, with the hemispheres in letters."""
    place = Place(id="p", name="P", precision="town", location=(latitude, longitude))
    assert wording.location(place, "en") == words


def test_a_place_without_a_location() -> None:
    """Where no location is given, none is made up."""
    assert wording.location(Place(id="p", name="P", precision="country"), "en") == (
        "Somewhere in a country; no location given"
    )


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (None, None, None, ""),
        (None, 9, None, "9"),
        (9, 9, 9, "9"),
        (9, None, 9, "9"),
        (84, 91, 94, "84–94, best estimate 91"),
        (84, None, 94, "84–94"),
        (5, None, None, "at least 5"),
        (5, 7, None, "at least 5, best estimate 7"),
        (None, None, 5, "at most 5"),
        (None, 4, 5, "at most 5, best estimate 4"),
        (0, 0, 0, "0"),
        (0, None, 3, "0–3"),
    ],
)
def test_a_figure_is_shown_as_it_was_given(
    low: int | None, best: int | None, high: int | None, words: str
) -> None:
    """A range stays a range, a bound a bound, and no number is made of none."""
    assert wording.figure(Figure(by="a", measure="deaths", low=low, best=best, high=high), "en") == words
    assert wording.figure(Position(by="a", low=low, best=best, high=high), "en") == words


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("bottom_line", 0), "Bottom line"),
        (("key_points", 1), "Key point 2"),
        (("standing", 0), "Where it stands"),
        (("note",), "Front page"),
        ((), "Front page"),
    ],
)
def test_parts_of_the_front_page_have_names(path: Path, words: str) -> None:
    """What refers to a record from the front page is called by its part of it."""
    assert wording.overview_part(path, "en") == words


@given(st.text())
def test_only_the_first_letter_becomes_a_capital(text: str) -> None:
    """The rest of a text stays as it is: names keep their capitals."""
    assert wording.capitalise(text)[1:].endswith(text[1:])
    assert wording.capitalise("in Iran") == "In Iran"
    assert wording.capitalise("") == ""
