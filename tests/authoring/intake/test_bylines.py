"""Names in bylines."""

import pytest

from builder.authoring.intake.bylines import authors_of


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (["By Jane Doe"], ["Jane Doe"]),
        (["BY JANE DOE AND TOM BRIGHT"], ["JANE DOE", "TOM BRIGHT"]),
        (["Jane Doe", "By Jane Doe", "jane doe"], ["Jane Doe"]),
        (["Jane Doe, Tom Bright and Ada Low"], ["Jane Doe", "Tom Bright", "Ada Low"]),
        (["Doe, Jane"], ["Jane Doe"]),
        (["Jane Doe, Senior Correspondent"], ["Jane Doe"]),
        (["By Jane Doe in Lahore"], ["Jane Doe"]),
        (["Jane Doe | Tom Bright"], ["Jane Doe", "Tom Bright"]),
        (["Von Katrin Ohlsen und Jens von der Heide"], ["Katrin Ohlsen", "Jens von der Heide"]),
        (["Par Mathilde Garnier et Luc Roy"], ["Mathilde Garnier", "Luc Roy"]),
        (["Por Inés Robledo y Pablo Serna"], ["Inés Robledo", "Pablo Serna"]),
        (["Автор: Игорь Савин"], ["Игорь Савин"]),
        (["نویسنده: سارا نیک‌پور و علی رضایی"], ["سارا نیک‌پور", "علی رضایی"]),
        (["تحریر: حمیرا کنول"], ["حمیرا کنول"]),
        (["بقلم: ليلى حداد"], ["ليلى حداد"]),
        (["लेखक: मीरा जोशी"], ["मीरा जोशी"]),
        (["本报记者 陈立文"], ["陈立文"]),
        (["陈立文、王芳"], ["陈立文", "王芳"]),
        (["The Harbour News"], []),
        (["https://example.org/jane"], []),
        (["jane@example.org"], []),
        (["Staff Reporter", "Web Desk", "Редакция", "ویب ڈیسک", "admin"], []),
        (["Reuters"], ["Reuters"]),
        (["Byron Di Marco"], ["Byron Di Marco"]),
        (["Vonda Parr"], ["Vonda Parr"]),
        (["x" * 1000], []),
    ],
)
def test_names(given: list[str], names: list[str]) -> None:
    """Each author once, without what makes a byline, roles, and the outlet itself."""
    assert list(authors_of(given, ["Harbour News", "The Harbour News"])) == names
