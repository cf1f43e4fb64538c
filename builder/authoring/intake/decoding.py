"""Bytes to text: what the file declares, else UTF-8, else the encoding that its letters speak for."""

import codecs
import re
from typing import NamedTuple

from builder.authoring.intake.article import UnusableError

# How files begin that are not text, whatever their names say.
_BEGINNINGS = {
    b"%PDF-": "a PDF; give it a name that ends in .pdf",
    b"PK\x03\x04": "a ZIP archive, as Word (.docx) and OpenDocument files are",
    b"\xd0\xcf\x11\xe0": "an old Office file, such as .doc",
    b"{\\rtf": "Rich Text (.rtf)",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"RIFF": "a picture, a sound or a film (RIFF)",
    b"II*\x00": "a picture (TIFF)",
    b"MM\x00*": "a picture (TIFF)",
    b"bplist00": "a web archive of Safari",
    b"\x1f\x8b": "a compressed file (gzip)",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The encodings in which texts are met that say nothing of theirs; of others a guess is more often wrong.
_USUAL = [
    "utf_16_le",
    "utf_16_be",
    *(f"cp{number}" for number in range(1250, 1257)),
    "mac_roman",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
]
_NAMES = {"utf_16_le": "UTF-16", "utf_16_be": "UTF-16"}
# As browsers read them (WHATWG Encoding Standard): the label of a smaller set means the larger one.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
# Tabulator, line ends and form feed are the only control characters in a text.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
# Of these, the line's end in Word, and what parts files, groups and records.
_PARTING = re.compile(r"[\x0b\x1c-\x1f]")
# Between these, what is left out would draw two words or numbers together.
_BETWEEN_WORDS = re.compile(rf"(?<=\w){_CONTROL.pattern}+(?=\w)")
_GUESSED_FROM = 200_000  # bytes
_HINT = (
    "Save it as plain text in UTF-8, or copy the article's text and hand it over: `briefing add-source -`."
)


class Decoded(NamedTuple):
    """A text with plain line feeds, and what was assumed or left out, in sentences."""

    text: str
    remarks: tuple[str, ...] = ()


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of a file; `declared` is the encoding that it names, if any. Raises `UnusableError`."""
    for beginning, what in _BEGINNINGS.items():
        if data.startswith(beginning):
            raise UnusableError(f"it is not text but {what}", _HINT)
    if data[4:8] == b"ftyp":
        raise UnusableError("it is not text but a picture or a film", _HINT)
    text, remark = _text(data, declared)
    text = _PARTING.sub("\n", text)
    controls = _CONTROL.findall(text)
    if len(controls) > len(text) / 100:
        raise UnusableError("it is not text", _HINT)
    remarks = [remark] if remark else []
    if controls:
        text = _BETWEEN_WORDS.sub(" ", text)
        text = _CONTROL.sub("", text)
        count = f"{len(controls)} control character{'s' if len(controls) > 1 else ''}"
        remarks.append(f"{count}, which cannot be shown, {'were' if len(controls) > 1 else 'was'} left out.")
    text = re.sub("\r\n|[\r\x85\x0c\u2028]", "\n", text).replace("\u2029", "\n\n")
    return Decoded(text.removeprefix("\ufeff"), tuple(remarks))


def _text(data: bytes, declared: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.removeprefix(mark).decode(encoding), ""
            except UnicodeDecodeError:
                break
    if codec := _codec(declared):
        try:
            return data.decode(codec), ""
        except UnicodeDecodeError:
            pass
    # Half of the bytes of a Latin text in UTF-16 are zero, which UTF-8 would take for characters.
    if data.count(0) <= len(data) / 10:
        try:
            return data.decode("utf-8"), ""
        except UnicodeDecodeError:
            pass
    return _guessed(data)


def _codec(label: str) -> str:
    try:
        name = codecs.lookup(label.strip()).name if label else ""
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(name, name)


def _guessed(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    sample = data[:_GUESSED_FROM]
    if len(data) > _GUESSED_FROM:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    best = from_bytes(sample, cp_isolation=_USUAL).best()
    if best is None:
        raise UnusableError("it is not text, or in an encoding that is not known", _HINT)
    try:
        text = str(best) if len(sample) == len(data) else data.decode(best.encoding)
    except UnicodeDecodeError:
        raise UnusableError("it is not text, or in more than one encoding", _HINT) from None
    name = _NAMES.get(best.encoding) or best.encoding.replace("cp", "Windows-").replace("_", " ")
    return text, f"It was read as {name}, which is a guess: look whether its letters are right."
