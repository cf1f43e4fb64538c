"""The theme's files: what they weigh, that they come from the site itself, that they fit every direction."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

THEME = Path(__file__).parents[1] / "templates" / "theme"
STYLES = sorted((THEME / "css").rglob("*.css"))
# The page that is only printed, in one file, is not published.
PAGES = sorted(path for path in THEME.rglob("*.html") if path.name != "pdf.html")

# Sides that stay where they are when writing turns round. Figures are drawn: theirs may be meant.
FIXED_SIDES = re.compile(
    r"(?:margin|padding|border)-(?:left|right|top|bottom)|(?<![-\w])(?:left|right)\s*:|"
    r"text-align:\s*(?:left|right)|float:\s*(?:left|right)"
)


@pytest.mark.parametrize("path", [path for path in STYLES if path.parent.name == "css"], ids=lambda p: p.name)
def test_styles_name_no_left_and_right(path: Path) -> None:
    """Only logical sides, so that a page from right to left is not a case of its own."""
    assert FIXED_SIDES.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_ask_nobody_else(path: Path) -> None:
    """What a stylesheet loads lies beside it."""
    for address in re.findall(r"url\(([^)]*)\)", path.read_text(encoding="utf-8")):
        file = path.parent / address.strip("\"'")
        assert file.is_file(), f"{path.name} loads {address}"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_nothing_is_inline(path: Path) -> None:
    """No script, style or handler within a page, which the policy in its head would stop."""
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", text) == []


def test_the_scripts_are_small() -> None:
    """The button for the colours and the links of headings, compressed."""
    scripts = [(THEME / "js" / name).read_bytes() for name in ("scheme.js", "page.js")]
    assert sum(len(gzip.compress(script)) for script in scripts) < 2048


def faces() -> list[dict[str, str]]:
    """The rules that load a font, each by its properties."""
    style = (THEME / "css" / "fonts.css").read_text(encoding="utf-8")
    blocks = re.findall(r"@font-face \{\n(.*?)\n\}", style, re.DOTALL)
    return [dict(re.findall(r"([\w-]+): (.*?);", block)) for block in blocks]


def test_fonts_never_move_a_page() -> None:
    """A font that is fetched shows at once or not at all, and only for its own characters."""
    fetched = [face for face in faces() if "url(" in face["src"]]
    assert {face["font-display"] for face in fetched} == {"optional"}
    assert all(face["unicode-range"] for face in fetched)
    stand_ins = [face for face in faces() if "url(" not in face["src"]]
    assert stand_ins
    assert all(face["size-adjust"] and face["ascent-override"] for face in stand_ins)


def test_fonts_of_an_english_page_are_light() -> None:
    """The two files that nearly every page needs; the fonts alone must leave room for the rest."""
    files = ("source-serif-latin.woff2", "source-sans-latin.woff2")
    assert sum((THEME / "fonts" / file).stat().st_size for file in files) < 50_000


def test_letters_of_transliteration() -> None:
    """Names such as ʿAbd al-Malik al-Ḥūthī are covered by the fonts' ranges, in both families."""
    for family in ("Source Serif 4", "Source Sans 3"):
        ranges = ", ".join(
            face["unicode-range"]
            for face in faces()
            if face["font-family"] == f'"{family}"' and face["font-style"] == "normal"
        )
        covered: set[int] = set()
        for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges):
            covered.update(range(int(first, 16), int(last or first, 16) + 1))
        assert {ord(letter) for letter in "ʿʾāīūḥṭẓṣḍġšž“”‘’–…éñ"} <= covered


def test_fonts_are_what_is_listed() -> None:
    """Every font with its checksum, and every family with its licence beside it."""
    folder = THEME / "fonts"
    listed = (folder / "VENDORED.md").read_text(encoding="utf-8")
    files = dict(re.findall(r"\| `([\w-]+\.woff2)` \| \d+ \| `(\w{64})` \|", listed))
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.woff2")}
    assert files == found
    licences = re.findall(r"\]\((LICENSE-[\w-]+\.txt)\)", listed)
    assert licences
    for licence in licences:
        assert "SIL OPEN FONT LICENSE" in (folder / licence).read_text(encoding="utf-8")
