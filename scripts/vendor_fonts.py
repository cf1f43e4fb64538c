"""Fetch the theme's fonts again, with npm, and make the same bytes from them.

    uv run --no-project --with fonttools==4.60.1 --with brotli==1.1.0 scripts/vendor_fonts.py
    uv run … scripts/vendor_fonts.py --check    only say whether the files are the same

Needs npm, and the two packages above in just these versions: others may pack the same glyphs in other
bytes. Writes templates/theme/fonts/ (the fonts, their licences, and the list of what they are) and
templates/theme/css/fonts.css, which says when a browser fetches which.
"""

import argparse
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

THEME = Path(__file__).parents[1] / "templates" / "theme"

# What running text in English needs, and the accents of western European names.
LATIN = (
    "U+20-7E, U+A0, U+A7, U+A9, U+AB, U+B0, U+B7, U+BB, U+C0-FF, U+152-153, U+2010-2014, U+2018-201E, "
    "U+2022, U+2026, U+2032-2033, U+2039-203A, U+20AC, U+2212"
)
# Other accents, and the letters and marks of transliteration (ā, ḥ, ʿ, ʾ).
LATIN_EXT = "U+100-151, U+154-24F, U+2B0-2FF, U+1E00-1EFF"
# With the joiners, which belong to the words around them.
ARABIC = "U+600-6FF, U+200C-200F"

# Shapes and positions of letters; no fractions, ornaments or superscripts.
FEATURES = ["ccmp", "locl", "liga", "calt", "rlig", "init", "medi", "fina", "isol", "kern", "mark", "mkmk"]
FEATURES += ["curs", "tnum"]


@dataclass(frozen=True)
class Package:
    """One package of the registry, by its name there, with its integrity as the registry gives it."""

    name: str
    version: str
    integrity: str
    family: str


class SystemFont(NamedTuple):
    """A cut of a font that readers may have: its names, what it stands in for, its measure.

    `width` is the mean width of a letter in running English text, in em, from npm's @capsizecss/metrics
    4.3.0; `style` is a key of WIDTHS.
    """

    family: str
    full_name: str
    postscript_name: str
    stands_for: str
    style: str
    width: float


@dataclass(frozen=True)
class Font:
    """One file to make: from which file of a package, for which characters, at which weights."""

    package: Package
    source: str
    target: str
    characters: str
    weights: tuple[int, int]
    style: str = "normal"


SERIF = Package(
    "@fontsource-variable/source-serif-4",
    "5.3.1",
    "4Rtay22SC4lMvw11r/+9kxANB6P3M0X8s1NudBC2v0J1KU2y3DcMoNcT3lBoZ/CqLirzf+StlO6UlJilyrvaUg==",
    "Source Serif 4",
)
SANS = Package(
    "@fontsource-variable/source-sans-3",
    "5.3.0",
    "dpi0GZk7EQe2tYpg6Q0Fx0OmUgnuGu+0rHPgtXqtKhglYmJuP7jZ12Mu1uN+NfRaJRY1Emn8AQJEWzmoZ4wa9g==",
    "Source Sans 3",
)
VAZIRMATN = Package(
    "@fontsource-variable/vazirmatn",
    "5.3.0",
    "ZA68W8JHbMdNzzwjYHUWKB2PH22QpxNEnk0ukcXM+XiqYMV6ZWJZAKuNXcrMR2JjuIAwsfAU3KknCXPI6wXUvw==",
    "Vazirmatn",
)
NASTALIQ = Package(
    "@fontsource-variable/noto-nastaliq-urdu",
    "5.3.0",
    "VoUH7liMhQncJTBOLUKWtQ2maXp41466eaVheNhnh0Xeckm+VDaIyvtjreC89mH1cTqXWzSzeHnNj6cXyLgn2w==",
    "Noto Nastaliq Urdu",
)

FONTS = (
    Font(SERIF, "source-serif-4-latin-wght-normal", "source-serif-latin", LATIN, (400, 600)),
    Font(SERIF, "source-serif-4-latin-ext-wght-normal", "source-serif-latin-ext", LATIN_EXT, (400, 600)),
    Font(SERIF, "source-serif-4-latin-wght-italic", "source-serif-italic-latin", LATIN, (400, 600), "italic"),
    Font(
        SERIF,
        "source-serif-4-latin-ext-wght-italic",
        "source-serif-italic-latin-ext",
        LATIN_EXT,
        (400, 600),
        "italic",
    ),
    Font(SANS, "source-sans-3-latin-wght-normal", "source-sans-latin", LATIN, (400, 600)),
    Font(SANS, "source-sans-3-latin-ext-wght-normal", "source-sans-latin-ext", LATIN_EXT, (400, 600)),
    Font(SANS, "source-sans-3-latin-wght-italic", "source-sans-italic-latin", LATIN, (400, 600), "italic"),
    Font(VAZIRMATN, "vazirmatn-arabic-wght-normal", "vazirmatn-arabic", ARABIC, (400, 600)),
    # One weight: bold is not a habit of Nastaliq, and would double the largest file.
    Font(NASTALIQ, "noto-nastaliq-urdu-arabic-wght-normal", "noto-nastaliq-urdu", ARABIC, (400, 400)),
)


# The same measure of the site's own fonts.
WIDTHS = {
    SERIF.family: {"regular": 0.479, "bold": 0.486, "italic": 0.441},
    SANS.family: {"regular": 0.418, "bold": 0.431, "italic": 0.408},
}
STYLES = {"regular": ("normal", 400), "bold": ("normal", 600), "italic": ("italic", 400)}

SYSTEM_FONTS = (
    SystemFont("Georgia", "Georgia", "Georgia", SERIF.family, "regular", 913 / 2048),
    SystemFont("Georgia", "Georgia Bold", "Georgia-Bold", SERIF.family, "bold", 1062 / 2048),
    SystemFont("Georgia", "Georgia Italic", "Georgia-Italic", SERIF.family, "italic", 931 / 2048),
    SystemFont("Noto Serif", "Noto Serif Regular", "NotoSerif-Regular", SERIF.family, "regular", 0.481),
    SystemFont("Noto Serif", "Noto Serif Bold", "NotoSerif-Bold", SERIF.family, "bold", 0.512),
    SystemFont("Noto Serif", "Noto Serif Italic", "NotoSerif-Italic", SERIF.family, "italic", 0.469),
    SystemFont("Segoe UI", "Segoe UI", "SegoeUI", SANS.family, "regular", 908 / 2048),
    SystemFont("Segoe UI", "Segoe UI Semibold", "SegoeUI-Semibold", SANS.family, "bold", 937 / 2048),
    SystemFont("Segoe UI", "Segoe UI Italic", "SegoeUI-Italic", SANS.family, "italic", 888 / 2048),
    SystemFont("Roboto", "Roboto Regular", "Roboto-Regular", SANS.family, "regular", 911 / 2048),
    SystemFont("Roboto", "Roboto Bold", "Roboto-Bold", SANS.family, "bold", 926 / 2048),
    SystemFont("Roboto", "Roboto Italic", "Roboto-Italic", SANS.family, "italic", 886 / 2048),
    SystemFont("Noto Sans", "Noto Sans Regular", "NotoSans-Regular", SANS.family, "regular", 0.474),
    SystemFont("Noto Sans", "Noto Sans Bold", "NotoSans-Bold", SANS.family, "bold", 0.503),
    SystemFont("Noto Sans", "Noto Sans Italic", "NotoSans-Italic", SANS.family, "italic", 0.447),
)


def main() -> None:
    """Write the files, or compare them."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--check", action="store_true", help="only compare")
    check = options.parse_args().check
    wanted = dict(_files())
    stray = {path for path in (THEME / "fonts").glob("*") if path not in wanted}
    differing = [path for path, data in wanted.items() if not path.exists() or path.read_bytes() != data]
    for path in sorted([*differing, *stray]):
        print(path.relative_to(THEME), "is not needed" if path in stray else "differs")  # noqa: T201
    if check:
        sys.exit(1 if differing or stray else 0)
    for path in stray:
        path.unlink()
    for path in differing:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(wanted[path])


def _files() -> Iterator[tuple[Path, bytes]]:
    """Every file to write, with its content."""
    made: dict[Font, bytes] = {}
    measures: dict[str, tuple[float, float]] = {}
    for package in dict.fromkeys(font.package for font in FONTS):
        archive = _fetch(package)
        yield THEME / "fonts" / f"LICENSE-{_slug(package)}.txt", archive["LICENSE"]
        for font in (font for font in FONTS if font.package == package):
            original = TTFont(io.BytesIO(archive[f"files/{font.source}.woff2"]), recalcTimestamp=False)
            if font.characters == LATIN and font.style == "normal":
                measures[package.family] = _measures(original)
            made[font] = _subset(original, font)
            yield _path(font), made[font]
    yield THEME / "css" / "fonts.css", _stylesheet(measures).encode()
    yield THEME / "fonts" / "VENDORED.md", _list(made).encode()


def _fetch(package: Package) -> dict[str, bytes]:
    """The files of a package by their path in it."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (packed,) = Path(folder).glob("*.tgz")
        data = packed.read_bytes()
    found = b64encode(hashlib.sha512(data).digest()).decode()
    if found != package.integrity:
        sys.exit(f"{package.name}: the registry sent something else than expected ({found})")
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        files = [member for member in archive.getmembers() if member.isfile()]
        return {
            member.name.removeprefix("package/"): content.read()
            for member in files
            if (content := archive.extractfile(member))
        }


def _subset(original: Any, font: Font) -> bytes:
    """A font with these characters and weights only, in the WOFF2 format."""
    options = Options(
        layout_features=FEATURES,
        hinting=False,
        name_IDs=[0, 1, 2, 13, 14],  # with the copyright and the licence
        notdef_outline=True,
        recalc_timestamp=False,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(_characters(font.characters)))
    subsetter.subset(original)
    plain = io.BytesIO()
    original.flavor = None
    original.save(plain)
    light, heavy = font.weights
    limits: dict[str, Any] = {"wght": light if light == heavy else font.weights}
    smaller = instancer.instantiateVariableFont(TTFont(plain, recalcTimestamp=False), limits)
    packed = io.BytesIO()
    smaller.flavor = "woff2"
    smaller.save(packed)
    return packed.getvalue()


def _characters(ranges: str) -> Iterator[int]:
    for part in ranges.split(", "):
        first, _, last = part.removeprefix("U+").partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def _measures(font: Any) -> tuple[float, float]:
    """How far a line reaches above and below its base, in em."""
    em = font["head"].unitsPerEm
    return font["hhea"].ascent / em, -font["hhea"].descent / em


def _stylesheet(measures: dict[str, tuple[float, float]]) -> str:
    """The rules by which a browser fetches a font, and fits one of the reader's in its place."""
    blocks = [
        "/* Written by scripts/vendor_fonts.py. A browser fetches a file only where a page shows one of its\n"
        "   characters in its style. One that comes too late waits for the next page: nothing moves. */"
    ]
    for font in FONTS:
        light, heavy = font.weights
        weights = f"{light}" if light == heavy else f"{light} {heavy}"
        blocks.append(
            "@font-face {\n"
            f'  font-family: "{font.package.family}";\n'
            f"  font-style: {font.style};\n"
            f"  font-weight: {weights};\n"
            "  font-display: optional;\n"
            f'  src: url("../fonts/{font.target}.woff2") format("woff2");\n'
            f"  unicode-range: {font.characters};\n"
            "}"
        )
    blocks.append("/* Fonts that readers have, made to take the room of those above. */")
    for system in SYSTEM_FONTS:
        size = WIDTHS[system.stands_for][system.style] / system.width
        above, below = measures[system.stands_for]
        style, weight = STYLES[system.style]
        blocks.append(
            "@font-face {\n"
            f'  font-family: "{system.family} in place";\n'
            f"  font-style: {style};\n"
            f"  font-weight: {weight};\n"
            f'  src: local("{system.full_name}"), local("{system.postscript_name}");\n'
            f"  size-adjust: {size:.1%};\n"
            f"  ascent-override: {above / size:.1%};\n"
            f"  descent-override: {below / size:.1%};\n"
            "  line-gap-override: 0%;\n"
            "}"
        )
    return "\n\n".join(blocks) + "\n"


def _list(made: dict[Font, bytes]) -> str:
    """What is vendored here, with version, licence and checksum."""
    lines = [
        "# Vendored fonts",
        "",
        "Made smaller: fewer characters, fewer weights, no hints. `scripts/vendor_fonts.py` fetches them",
        "again and makes the same bytes. All are under the SIL Open Font License 1.1.",
        "",
        "| Family | npm package | Licence | Integrity (SHA-512) |",
        "|---|---|---|---|",
    ]
    for package in dict.fromkeys(font.package for font in made):
        licence = f"LICENSE-{_slug(package)}.txt"
        where = f"`{package.name}` {package.version}"
        lines.append(f"| {package.family} | {where} | [OFL 1.1]({licence}) | `{package.integrity}` |")
    lines += ["", "| File | Bytes | SHA-256 |", "|---|---|---|"]
    for font, data in made.items():
        checksum = hashlib.sha256(data).hexdigest()
        lines.append(f"| `{font.target}.woff2` | {len(data)} | `{checksum}` |")
    return "\n".join(lines) + "\n"


def _path(font: Font) -> Path:
    return THEME / "fonts" / f"{font.target}.woff2"


def _slug(package: Package) -> str:
    return package.name.partition("/")[2]


if __name__ == "__main__":
    main()
