"""The provinces of the world: found by code and by name, with shapes that neighbours share."""

import hashlib
import re
from importlib import resources

import pytest
import shapely

from builder.geography.provinces import provinces

DATA = resources.files("builder.geography").joinpath("data")


def test_the_file_is_the_one_that_is_listed() -> None:
    """What is vendored has the checksum that the list beside it gives."""
    digest = hashlib.sha256(DATA.joinpath("provinces.bin").read_bytes()).hexdigest()
    assert f"`{digest}`" in DATA.joinpath("VENDORED.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Kerman", ["IR.KE"]),
        ("sistan and baluchestan", ["IR.SB"]),
        ("Isfahan", ["IR.ES"]),  # another spelling
        ("Cordoba", ["AR.CB", "CO.CO", "ESP-5817"]),  # without its accent; in three countries
        ("Nowhere", []),
    ],
)
def test_by_name(name: str, codes: list[str]) -> None:
    """A name finds every province that goes by it, in whichever country."""
    assert sorted(province.code for province in provinces().named(name)) == codes


def test_codes() -> None:
    """Every province has a code of its own, a name, and a country."""
    found = provinces().by_code
    assert len(found) > 4000
    for code, province in found.items():
        assert re.fullmatch(r"[A-Z]{2}\.[A-Z0-9]{2}|[A-Z0-9]{3}[-+]\w+", code), code
        assert province.name
        assert re.fullmatch("[A-Z0-9]{2,3}", province.country), code


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [("IR.KE", 57.08, 30.28), ("PK.BA", 66.99, 30.18), ("TH.SU", 103.49, 14.88), ("US.AK", -149.9, 61.2)],
)
def test_shapes(code: str, longitude: float, latitude: float) -> None:
    """A province's capital lies in it."""
    all_of_them = provinces()
    assert all_of_them.shape(all_of_them.by_code[code]).contains(shapely.Point(longitude, latitude))


def test_every_shape_can_be_drawn() -> None:
    """No shape is empty, invalid, or beyond the globe."""
    all_of_them = provinces()
    for province in all_of_them.by_code.values():
        shape = all_of_them.shape(province)
        assert shape.is_valid, province.code
        assert not shape.is_empty, province.code
        west, south, east, north = shape.bounds
        assert -180.01 <= west <= east <= 180.01, province.code
        assert -90 <= south <= north <= 90, province.code
