"""What a format is: one module, and one place in one tuple."""

import re
from pathlib import Path

from builder.authoring.exchange import exporting, importing
from builder.authoring.exchange.formats import FORMATS

EXCHANGE = Path(importing.__file__).parent


def test_every_format_has_a_way_in_or_out() -> None:
    """A name and a title of its own, an ending, and a page."""
    assert len({each.NAME for each in FORMATS}) == len({each.TITLE for each in FORMATS}) == len(FORMATS)
    for each in FORMATS:
        assert each.READER or each.WRITER
        assert each.ENDINGS
        assert all(re.fullmatch(r"\.[a-z]+", ending) for ending in each.ENDINGS)
        assert each.__doc__


def test_the_tuple_is_the_only_list_of_formats() -> None:
    """Nothing else names them: a new one touches its own module and the tuple."""
    modules = {file.stem for file in EXCHANGE.glob("*.py") if "READER =" in file.read_text(encoding="utf-8")}
    listed = set(re.findall(r"^    (\w+),$", (EXCHANGE / "formats.py").read_text(), re.MULTILINE))
    assert modules == listed
    assert len(modules) == len(FORMATS)
    for name in ("importing", "exporting", "incoming", "interface", "summary"):
        text = (EXCHANGE / f"{name}.py").read_text(encoding="utf-8")
        # The table with columns of one's own is what `--map` is for.
        named = {each for each in modules - {"columns"} if re.search(rf"import .*\b{each}\b", text)}
        assert named == set(), name


def test_what_can_be_chosen() -> None:
    """By the names that the commands take."""
    assert set(importing.READERS) == {each.NAME for each in FORMATS if each.READER}
    assert set(exporting.WRITERS) == {each.NAME for each in FORMATS if each.WRITER}
