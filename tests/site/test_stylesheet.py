"""One stylesheet of many: what is imported, for which media, with which addresses, and what is wrong."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from builder.site.stylesheet import FILE, joined

CSS = Path(__file__).parents[2] / "templates" / "theme" / "css"
PACKAGED = {f"css/{path.relative_to(CSS).as_posix()}": path.read_bytes() for path in CSS.rglob("*.css")}


def made(**sheets: str) -> str:
    """The published sheet of a few: `site` imports the others; `__` in a name is a folder's `/`."""
    style = joined({f"css/{name.replace('__', '/')}.css": text.encode() for name, text in sheets.items()})
    assert style.problems == ()
    return style.text


def test_imports_are_put_in_place_in_order() -> None:
    """Each import becomes the text of its file; the order is kept."""
    site = '@import "a.css";\n@import url("b.css");\n@import url( \'figures/c.css\' ) ;\np { color: red }'
    text = made(site=site, a="a { top: 0 }", b="b { top: 0 }\n", figures__c="i { top: 0 }")
    assert text == "a { top: 0 }\nb { top: 0 }\ni { top: 0 }\np { color: red }\n"


def test_imports_for_media_become_rules() -> None:
    """What is imported for paper holds on paper only."""
    site = '@import "a.css" print;\n@import "b.css" screen and (width < 40rem);'
    text = made(site=site, a="a { top: 0 }", b="b {}")
    assert text == "@media print {\na { top: 0 }\n}\n@media screen and (width < 40rem) {\nb {}\n}\n"


def test_imports_within_imports() -> None:
    """A file that is imported may import others, itself too: each is there once."""
    text = made(site='@import "a.css";', a='@import "b.css"; a {}', b='@import "a.css"; b {}')
    assert text == "b {} a {}\n"


def test_comments_and_indentation_are_left_out() -> None:
    """What was commented out stays out, whatever it names; a string keeps what looks like it."""
    text = made(
        site='/* @import "gone.css"; */\n\na {\n  top: 0; /* a\n  note */\n  left: 0;\n}\n/* url(x) */'
    )
    assert text == "a {\ntop: 0;\nleft: 0;\n}\n"
    string = "a::after { content: \"/*  */ url(x) @import 'y';\"; quotes: '\\'  /*' \"*/\" }\n"
    assert made(site=string) == string


def test_a_comment_parts_words() -> None:
    """Neither does it join what it stood between, nor does it put space where there was none."""
    assert made(site="a/* x */.b, a /* y */ .c {}") == "a/**/.b, a .c {}\n"


def test_addresses_hold_from_where_the_sheet_lies() -> None:
    """Addresses of files are changed with the folder; full ones, data and fragments are left alone."""
    rules = "a { b: url(../../img/x.svg); c: url('y.png'); d: url(\"data:image/png;base64,AA==\");"
    rules += "e: url(https://example.org/z.png); f: url(#mark); g: url(/top.png) }"
    text = made(site='@import "figures/map.css"; i { j: url("../fonts/f.woff2") }', figures__map=rules)
    addresses = re.findall(r"url\(([^)]*)\)", text)
    assert [address.strip("\"'") for address in addresses] == [
        "../img/x.svg",
        "figures/y.png",
        "data:image/png;base64,AA==",
        "https://example.org/z.png",
        "#mark",
        "/top.png",
        "../fonts/f.woff2",
    ]


def test_what_cannot_be_put_in_place_is_told() -> None:
    """A missing file, another host, a layer, another encoding: each is named, and the rest stands."""
    site = '@import "gone.css"; @import url(https://o.org/a.css); @import "b.css" layer(x); '
    style = joined(
        {FILE: f'{site}@import "old.css"; a {{}}'.encode(), "css/b.css": b"b{}", "css/old.css": b"\xe9"}
    )
    assert style.problems == (
        'css/site.css: `@import "gone.css";` names a file that is not there',
        'css/site.css: `@import url(https://o.org/a.css);` is not of the form `@import "file.css" media;`',
        'css/site.css: `@import "b.css" layer(x);` is not of the form `@import "file.css" media;`',
        "css/old.css: the file is not in UTF-8",
    )
    assert style.text == "a {}\n"
    assert style.used == {FILE, "css/old.css"}


def test_the_version_is_that_of_the_text() -> None:
    """The same text has the same version, another text another one."""
    one, same, other = (joined({FILE: text}) for text in (b"a { top: 0 }", b"a {\ttop: 0 } /* x */", b"a {}"))
    assert one.version == same.version != other.version
    assert re.fullmatch("[0-9a-f]{8}", one.version)


@given(st.text("@import \"'/*url();{}a.css:\n\\", max_size=60))
def test_any_text_makes_a_sheet(text: str) -> None:
    """Whatever a file holds, there is a sheet, and what is left out is told."""
    style = joined({FILE: text.encode(), "css/a.css": text.encode()})
    assert style.used >= {FILE}


def test_the_theme_is_one_sheet() -> None:
    """All of the theme's sheets but that of the PDF are in it, and it is names each once."""
    style = joined(PACKAGED)
    assert style.problems == ()
    assert set(PACKAGED) - style.used == {"css/pdf.css"}
    assert "@import" not in style.text
