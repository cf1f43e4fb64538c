"""Small PDFs, written by hand: lines of text where one wants them on a page."""

from typing import NamedTuple


class Line(NamedTuple):
    """A line: its text (Latin), where it begins, in points from the lower left corner, and its size."""

    text: str
    x: float
    y: float
    size: float = 11


def paragraph(*lines: str, x: float = 60, top: float, size: float = 11, leading: float = 14) -> list[Line]:
    """Lines one below the other."""
    return [Line(text, x, top - number * leading, size) for number, text in enumerate(lines)]


def pdf(*pages: list[Line], info: str = "", letters: str = "") -> bytes:
    """A PDF of such pages; `info` is what stands in its document information.

    With `letters`, names of glyphs, these take the places of a, b, c and so on. A soft hyphen in a line is
    written as browsers print one that is not shown: as a space without width that stands for it.
    """
    encoding = f"<< /Differences [97 {letters}] >>" if letters else "/WinAnsiEncoding"
    fonts = "<< /Font << /F1 3 0 R >> >>"
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding {encoding} >>",
    ]
    for number, lines in enumerate(pages):
        content = "\n".join(
            f"BT /F1 {line.size} Tf 1 0 0 1 {line.x} {line.y} Tm {_shown(line.text)} ET" for line in lines
        )
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {fonts}"
            f" /Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream",
        ]
    objects.append(f"<< {info} >>")
    body = b"%PDF-1.4\n"
    offsets = []
    for number, text in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    )
    return body + trailer.encode()


def _shown(text: str) -> str:
    pieces = [
        piece.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for piece in text.split("\u00ad")
    ]
    return " /Span << /ActualText <FEFF00AD> >> BDC [( ) 278] TJ EMC ".join(
        f"({piece}) Tj" for piece in pieces
    )
