"""Bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.authoring.intake.article import UnusableError
from builder.authoring.intake.decoding import decode
from tests.authoring.intake.test_language import TEXTS

PERSIAN = "سخنگوي وزارت امور خارجه در نشست خبري روز دوشنبه گفت که اين حمله در پاسخ به اقدام ديگري بوده است."


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\u2028\u2029")))
def test_utf_8(text: str) -> None:
    """What is UTF-8 is read as that, with a byte order mark or without."""
    for data in (text.encode(), codecs.BOM_UTF8 + text.encode()):
        assert decode(data) == (text, ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_byte_order_marks(encoding: str) -> None:
    """A byte order mark says which encoding it is."""
    assert decode(TEXTS["ur"].encode(encoding)) == (TEXTS["ur"], ())


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (PERSIAN, "cp1256", "Windows-1256"),
        (TEXTS["ru"], "cp1251", "Windows-1251"),
        (TEXTS["en"], "utf-16-le", "UTF-16"),
        (TEXTS["en"], "utf-16-be", "UTF-16"),
        (
            "“We acted in self-defence,” a spokeswoman told reporters in Islamabad – nothing else.",
            "cp1252",
            "",
        ),
        (TEXTS["de"] + " „Kein Kommentar“, hieß es.", "cp1252", ""),
    ],
)
def test_encodings_that_nothing_declares(text: str, encoding: str, named: str) -> None:
    """Told by the letters; and it is said that this is a guess."""
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    [remark] = decoded.remarks
    assert "a guess" in remark
    assert named in remark


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1256", "cp1256"),
        ("Windows-1256 ", "cp1256"),
        ("iso-8859-1", "cp1252"),
        ("latin1", "cp1252"),
        ("x-unknown", "utf-8"),
        ("", "utf-8"),
        ("\x00", "utf-8"),
    ],
)
def test_declared_encodings(declared: str, encoding: str) -> None:
    """What a file declares is believed, in the wider sense that browsers give it."""
    text = PERSIAN if encoding == "cp1256" else "“L’été”, says the report – twice."
    assert decode(text.encode(encoding), declared) == (text, ())


def test_a_declaration_that_is_wrong() -> None:
    """Bytes that are not in the declared encoding are in another."""
    assert decode(PERSIAN.encode("cp1256"), "utf-8").text == PERSIAN
    assert decode("é".encode(), "ascii").text != ""


def test_line_ends() -> None:
    """Whatever ends a line becomes a line feed."""
    assert decode(b"a\r\nb\rc\nd\x0ce\xe2\x80\xa8f\xc2\x85g").text == "a\nb\nc\nd\ne\nf\ng"


def test_control_characters() -> None:
    """A few are left out, which is said; where there are many, it is no text."""
    decoded = decode(b"The road \x1b is closed. " + b"It will be opened again. " * 20)
    assert "\x1b" not in decoded.text
    assert "1 control character" in decoded.remarks[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00" + b"\x00" * 100, "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office"),
        (b"{\\rtf1\\ansi The road}", "rtf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
        (bytes(range(256)) * 4, "not text"),
        (b"\x00\x01\x02\x03" * 100, "not text"),
    ],
)
def test_what_is_no_text(data: bytes, said: str) -> None:
    """It is said what it is instead, and what would help."""
    with pytest.raises(UnusableError, match=said) as raised:
        decode(data)
    assert "add-source" in raised.value.hint


@pytest.mark.parametrize("control", ["\x0b", "\x1c", "\x1e", "\x1f"])
def test_controls_that_part(control: str) -> None:
    """The line end of Word, and what parts records, are line ends."""
    assert decode(f"North{control}12".encode()).text == "North\n12"


@pytest.mark.parametrize("control", ["\x00", "\x01", "\x02\x03", "\x7f"])
def test_controls_between_words(control: str) -> None:
    """What is left out does not draw two words or numbers together."""
    text = "a" * 900
    assert decode(f"{text} 5{control}1 and “{control}x”".encode()).text == f"{text} 5 1 and “x”"


def test_a_long_text_in_an_old_encoding() -> None:
    """The encoding is guessed from the beginning, and the whole is read in it."""
    text = (
        "Le ministre a déclaré que la route était fermée à cause de la neige, et qu’elle serait rouverte.\n"
        * 6000
    )
    decoded = decode(text.encode("cp1252"))
    assert decoded.text == text
    assert "guess" in decoded.remarks[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n", "a picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a picture, a sound or a film"),
        (b"II*\x00", "a picture (TIFF)"),
        (b"\x00\x00\x00\x1cftypavif", "a picture or a film"),
        (b"bplist00", "a web archive of Safari"),
    ],
)
def test_pictures_films_and_archives(data: bytes, said: str) -> None:
    """What a file is instead is said, with what would help."""
    with pytest.raises(UnusableError) as raised:
        decode(data + bytes(range(256)) * 10)
    assert said in str(raised.value)
    assert "add-source -" in raised.value.hint
