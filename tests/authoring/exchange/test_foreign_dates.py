"""Dates as other programs write them."""

import pytest

from builder.authoring.exchange import foreign_dates


@pytest.mark.parametrize(
    "text", ["2024-W03", "2024W03", "2024-W03-4", "Q1 2024", "mid-2024", "2023–24", "18.01.24"]
)
def test_what_is_no_day_does_not_become_one(text: str) -> None:
    """A week is not its first day, nor a quarter, nor a day of an unknown century."""
    with pytest.raises(ValueError, match="is not a da"):
        foreign_dates.in_edtf(text)
    with pytest.raises(ValueError, match="is not a day"):
        foreign_dates.day(text)


@pytest.mark.parametrize(("text", "edtf"), [("2024-1-8", "2024-01-08"), ("20240118", "2024-01-18")])
def test_days_with_the_year_first(text: str, edtf: str) -> None:
    """Without noughts, or without hyphens."""
    assert foreign_dates.in_edtf(text) == edtf
