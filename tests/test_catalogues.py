"""The catalogues hold what the interface says: every message, translated, and nothing else.

After a message was changed: `python scripts/catalogues.py`, then translate what it lists.
"""

import io
import re
import shutil
import string
from functools import cache
from gettext import c2py
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from builder.model import translation
from tests.catalogues import FOLDER, LANGUAGES, catalogue

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "scripts" / "catalogues.py"

Key = tuple[str | None, tuple[str, ...]]


@cache
def script() -> ModuleType:
    """The script that keeps the catalogues."""
    spec = spec_from_file_location("catalogues", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """A message's forms: one, or as many as there are plurals."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def messages(found: Catalog) -> dict[Key, Message]:
    """The messages of a catalogue by context and English."""
    return {(message.context, forms(message.id)): message for message in found if message.id}


def fields(text: str) -> list[str]:
    """The names of the values that are put into a message."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def markup(text: str) -> list[str]:
    """The tags and links in a message."""
    return sorted(re.findall(r"</?\w+>|\]\([^)]*\)", text))


def test_there_are_the_languages_that_were_promised() -> None:
    """Persian and Urdu, beside English."""
    assert {"fa", "ur"} <= set(LANGUAGES)


def test_the_template_holds_every_message() -> None:
    """`briefing.pot` is what the code and the templates hold now, in the same words."""
    extracted = messages(script().template())
    assert extracted
    assert messages(catalogue("briefing.pot")).keys() == extracted.keys()


def test_messages_name_their_values() -> None:
    """A translation can put values in another order only where they have names; `%` is no placeholder."""
    for _, english in messages(catalogue("briefing.pot")):
        for text in english:
            assert "%(" not in text
            assert all(fields(text)), text


@pytest.mark.parametrize("language", LANGUAGES)
class TestCatalogue:
    """The catalogue of each language."""

    def test_it_is_complete(self, language: str) -> None:
        """It holds exactly the messages of the template, each translated by somebody."""
        found = messages(catalogue(f"{language}.po"))
        assert found.keys() == messages(catalogue("briefing.pot")).keys()
        assert [key for key, message in found.items() if message.fuzzy] == []
        assert [key for key, message in found.items() if not all(forms(message.string))] == []

    def test_values_and_markup_are_those_of_the_english(self, language: str) -> None:
        """What is put into a message, and its tags, are the same; only their order may differ."""
        for (_, english), message in messages(catalogue(f"{language}.po")).items():
            for translated in forms(message.string):
                # “One more” may say its number in a word.
                assert fields(translated) in [fields(form) for form in english], english
                assert markup(translated) == markup(english[-1]), english

    def test_plurals_are_the_languages_own(self, language: str) -> None:
        """Its head tells no more numbers apart than CLDR does, and each message has as many forms.

        Fewer may do: a Persian noun is the same behind any number.
        """
        head = (FOLDER / f"{language}.po").read_text(encoding="utf-8").partition("\n\n")[0]
        found = re.search(r'"Plural-Forms: nplurals=(\d+); plural=(.+);\\n"', head)
        assert found is not None
        form, kind = c2py(found[2]), Locale.parse(language).plural_form
        told_apart = {(kind(count), form(count)) for count in range(1000)}
        assert len(told_apart) == len({kind(count) for count in range(1000)})
        assert {number for _, number in told_apart} == set(range(int(found[1])))
        for (_, english), message in messages(catalogue(f"{language}.po")).items():
            assert len(forms(message.string)) == (int(found[1]) if len(english) > 1 else 1)

    def test_no_english_is_left(self, language: str) -> None:
        """A translation is in the language's own script, but for names that are written so everywhere."""
        kept = re.compile(r"<[^>]*>|\{\w+\}|\]\([^)]*\)|\b(?:Natural Earth|Admiralty|ICD|Tab|Enter|Esc)\b")
        for message in messages(catalogue(f"{language}.po")).values():
            for translated in forms(message.string):
                words = re.sub(kept, "", re.sub(r"<kbd>(Enter|Esc)</kbd>", "", translated))
                assert not re.search("[A-Za-z]", words), translated

    def test_punctuation_is_the_languages_own(self, language: str) -> None:
        """No comma, semicolon or question mark of the Latin script."""
        for message in messages(catalogue(f"{language}.po")).values():
            for translated in forms(message.string):
                assert not set(",;?") & set(translated), translated


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the catalogues, on which the script works."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "builder" / "locale"))
    monkeypatch.setattr(script(), "FOLDER", folder)
    monkeypatch.setattr(script(), "TEMPLATE", folder / "briefing.pot")
    return folder


def test_the_script_keeps_the_catalogues(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It loses no translation, tells that nothing is missing, and run again it changes no byte."""
    assert script().main() == 0
    assert capsys.readouterr().out == ""
    first = {path.name: path.read_bytes() for path in copied.iterdir()}
    for language in LANGUAGES:
        kept = read_po(io.BytesIO(first[f"{language}.po"]), language)
        before = messages(catalogue(f"{language}.po"))
        assert {key: message.string for key, message in messages(kept).items()} == {
            key: message.string for key, message in before.items()
        }
    script().main()
    assert {path.name: path.read_bytes() for path in copied.iterdir()} == first


def test_a_new_language_is_one_file(
    copied: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A copy of the template is enough; the script gives it its head and says what is to be done."""
    arabic = Path(shutil.copy(copied / "briefing.pot", copied / "ar.po"))
    assert script().main() == 1
    assert "ar: not translated: Front page\n" in capsys.readouterr().out
    made = arabic.read_text(encoding="utf-8")
    assert '"Language: ar\\n"' in made
    assert "nplurals=6" in made
    words = made.replace('msgid "Front page"\nmsgstr ""', 'msgid "Front page"\nmsgstr "الصفحة الأولى"')
    arabic.write_text(words, encoding="utf-8")
    monkeypatch.setattr(
        "builder.model.translation.resources.files", lambda package: copied.parents[1] / package
    )
    translation.translations.cache_clear()
    try:
        assert translation.translations("ar").gettext("Front page") == "الصفحة الأولى"
        assert translation.translations("ar").gettext("Timeline") == "Timeline", "what lacks is English"
    finally:
        translation.translations.cache_clear()
