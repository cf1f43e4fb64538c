"""Numbers as people write them, in the fields of a figure."""

from typing import Any

import pytest
from pydantic import ValidationError

from builder.model import wording
from builder.model.records import Figure, Position


@pytest.mark.parametrize(
    ("written", "fields", "shown"),
    [
        ("36", {"best": 36}, "36"),
        (36, {"best": 36}, "36"),
        ("138,000", {"best": 138000}, "138,000"),
        ("138 000", {"best": 138000}, "138,000"),
        ("1\u202f138\u202f000", {"best": 1138000}, "1,138,000"),
        ("۳۶", {"best": 36}, "36"),
        ("36+", {"low": 36, "bound": "at-least"}, "at least 36"),
        ("at least 1,036", {"low": 1036, "bound": "at-least"}, "at least 1,036"),
        ("36 or more", {"low": 36, "bound": "at-least"}, "at least 36"),
        ("More than 20", {"low": 20, "bound": "more-than"}, "more than 20"),
        (">20", {"low": 20, "bound": "more-than"}, "more than 20"),
        ("~35000", {"best": 35000, "bound": "about"}, "about 35,000"),
        ("c. 35,000", {"best": 35000, "bound": "about"}, "about 35,000"),
        ("up to 9", {"high": 9, "bound": "at-most"}, "at most 9"),
        ("fewer than 9", {"high": 9, "bound": "fewer-than"}, "fewer than 9"),
        ("20-30", {"low": 20, "high": 30}, "20–30"),
        ("20 to 30", {"low": 20, "high": 30}, "20–30"),
        ("another 12", {"best": 12, "increment": True}, "another 12"),
        ("another 12+", {"low": 12, "bound": "at-least", "increment": True}, "another at least 12"),
    ],
)
def test_a_number_is_understood_as_it_is_written(written: Any, fields: dict[str, Any], shown: str) -> None:
    """A number in words is spread over the fields it stands for, and shown in words."""
    for found in (
        Position.model_validate({"by": "a", "best": written}),
        Figure.model_validate({"by": "a", "measure": "deaths", "best": written}),
    ):
        given = found.model_dump(exclude_unset=True, exclude={"by", "measure"})
        assert given == fields
        assert wording.figure(found, "en-GB") == shown


@pytest.mark.parametrize(("bound", "field"), [("at-least", "low"), ("fewer-than", "high"), ("about", "best")])
def test_a_bound_puts_the_number_where_it_belongs(bound: str, field: str) -> None:
    """`best` with a bound is the low or the high that it says."""
    found = Position.model_validate({"by": "a", "best": 36, "bound": bound})
    assert {name: getattr(found, name) for name in ("low", "best", "high")} == {
        "low": None,
        "best": None,
        "high": None,
        field: 36,
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"best": "dozens"},
        {"best": "138.000"},
        {"best": "1,38"},
        {"best": "36+", "low": 30},
        {"best": "36+", "bound": "about"},
        {"low": "36+"},
    ],
)
def test_a_number_that_is_not_understood_is_reported_at_its_field(fields: dict[str, Any]) -> None:
    """Nothing is guessed, and nothing given is overwritten."""
    with pytest.raises(ValidationError) as caught:
        Position.model_validate({"by": "a", **fields})
    assert [error["loc"] for error in caught.value.errors()] == [(next(iter(fields)),)]


def test_whom_a_figure_counts_stands_before_what_the_editor_says_of_it() -> None:
    """Of the two, either may be missing."""

    def counted(**fields: Any) -> str:
        return wording.counted(Position(by="a", **fields), "en-GB")

    assert counted() == ""
    assert counted(of="children") == "children"
    assert counted(scope="in Zahedan") == "in Zahedan"
    assert counted(of="children", scope="in Zahedan") == "children, in Zahedan"
