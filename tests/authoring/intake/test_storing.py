"""Where a new source goes: its id, its text, its record."""

import hashlib
from pathlib import Path

import pytest

from builder.authoring.intake.article import Article, UnusableError
from builder.authoring.intake.storing import Shelf, refuse_wrong
from builder.facts.loading import load
from builder.files.problems import ContentError, Severity
from builder.model.records import Source
from builder.pipeline.check import check
from tests import briefings

TEXT = (
    "The pier is closed\n\nThe harbour office said that it was closed. “Not for long,” it said – no more.\n"
)
ARTICLE = Article(text=TEXT, kind="article-newspaper", title="The pier is closed")
NO_ID: dict[str, str] = {}


def shelf(root: Path, files: briefings.Files | None = None) -> Shelf:
    """The shelf of the small briefing, or of one that differs."""
    loaded, _ = load(briefings.write(root, files))
    assert loaded
    return Shelf.of(root, loaded)


def sources(root: Path) -> dict[str, Source]:
    """The sources of a briefing in a folder."""
    loaded, _ = load(root)
    assert loaded
    return dict(loaded.sources)


def test_a_source_is_added(tmp_path: Path) -> None:
    """Text and record are written, the record behind those that are there; the check finds no error."""
    before = (briefings.write(tmp_path) / "content/sources.yml").read_text(encoding="utf-8")
    held = shelf(tmp_path)
    article = Article(
        text=TEXT,
        kind="article-newspaper",
        title='The pier: "closed" #1',
        publisher="The Gazette: News",
        author=("Jane Doe", "O: Brien"),
        published="2021-05",
        url="https://a.example/pier",
        accessed="2021-05-09",
        language="en-GB",
    )
    added = held.add(article, {"rights": "full"}, "pier.html")
    assert not list(tmp_path.glob("seeds/the-pier*"))
    held.write()
    text = (tmp_path / "content/sources.yml").read_text(encoding="utf-8")
    assert text.startswith(before)
    assert (tmp_path / added.path).read_text(encoding="utf-8") == TEXT
    checked = check(tmp_path)
    assert [problem for problem in checked.problems if problem.severity is Severity.ERROR] == []
    assert checked.facts
    source = checked.facts.briefing.sources["the-pier-closed-1"]
    assert source.title == article.title
    assert (source.publisher, source.author) == (article.publisher, article.author)
    assert (str(source.published), str(source.accessed)) == ("2021-05", "2021-05-09")
    assert (source.url, source.rights, source.language) == (article.url, "full", "en-GB")
    assert source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_a_folder_of_sources(tmp_path: Path) -> None:
    """Where sources are kept in a folder, each new one has a file of its own, which names its schema."""
    one = briefings.BASE["content/sources.yml"]
    held = shelf(tmp_path, {"content/sources.yml": None, "content/sources/first.yml": one})
    added = held.add(ARTICLE, NO_ID, "pier.txt")
    held.write()
    text = (tmp_path / "content" / "sources" / f"{added.id}.yml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../.briefing/schema/sources.json\n\n")
    assert set(sources(tmp_path)) == {"gazette", added.id}


def test_the_first_source(tmp_path: Path) -> None:
    """A briefing without sources gets a file for them."""
    content = {name: None for name in briefings.BASE if name.startswith(("content/", "seeds/"))}
    overview = "title: A\nbottom_line: [{text: Nothing yet.}]\n"
    held = shelf(tmp_path, {**content, "content/briefing.yml": overview})
    held.add(ARTICLE, NO_ID, "pier.txt")
    held.write()
    assert set(sources(tmp_path)) == {"the-pier-is-closed"}


@pytest.mark.parametrize(
    ("article", "name", "source_id"),
    [
        (ARTICLE, "x.txt", "the-pier-is-closed"),
        (Article(TEXT, "article", title="L’été à Zürich: où?"), "x.txt", "lete-a-zurich-ou"),
        (
            Article(TEXT, "article", title="One two three four five six seven eight nine ten eleven twelve"),
            "x.txt",
            "one-two-three-four-five-six-seven-eight-nine-ten",
        ),
        (Article(TEXT, "article", title="Pneumono" * 12), "x.txt", ("pneumono" * 12)[:50]),
        (
            Article(
                TEXT, "article", title="سفیر بازگشت", url="https://www.irna.example/1", published="2024-01-18"
            ),
            "x.txt",
            "irna-2024-01-18",
        ),
        (Article(TEXT, "article", title="سفیر در ۲۰۲۴ (No 1)", publisher="IRNA"), "x.txt", "irna"),
        (Article(TEXT, "article", title="سفیر بازگشت"), "/a/safir bazgasht.txt", "safir-bazgasht"),
        (Article(TEXT, "article", title="سفیر بازگشت"), "سفیر.txt", "source"),
        (Article(TEXT, "article", title="Index"), "x.txt", "index-2"),
        (Article(TEXT, "article", title="Gazette"), "x.txt", "gazette-2"),
        (Article(TEXT, "article", title="Bell"), "x.txt", "bell-2"),
    ],
)
def test_ids_can_be_read(tmp_path: Path, article: Article, name: str, source_id: str) -> None:
    """From the title's first words; where its letters give none, from who published it when, or the file."""
    assert shelf(tmp_path).add(article, NO_ID, name).id == source_id


def test_an_id_that_was_given(tmp_path: Path) -> None:
    """It is taken as it is, unless another record has it."""
    held = shelf(tmp_path)
    assert held.add(ARTICLE, {"id": "pier"}, "x.txt").path == "seeds/pier.txt"
    with pytest.raises(UnusableError, match="`bell` is taken already"):
        held.add(Article(TEXT * 2, "article", title="A"), {"id": "bell"}, "x.txt")


@pytest.mark.parametrize(
    "text",
    [
        briefings.GAZETTE,
        briefings.GAZETTE.replace("\n\n", "\n").replace(" ", "  "),
        briefings.GAZETTE.replace(",", ",\u200b").replace("-", "–"),
    ],
)
def test_a_text_that_is_there(tmp_path: Path, text: str) -> None:
    """The same text is noticed, whatever its white space and its typography."""
    stored = shelf(tmp_path).stored(text)
    assert stored == ("seeds/gazette.txt", "gazette")


def test_another_text_is_another(tmp_path: Path) -> None:
    """A letter makes a difference."""
    assert shelf(tmp_path).stored(briefings.GAZETTE.replace("twice", "thrice")) is None


def test_a_text_in_seeds_that_no_source_describes(tmp_path: Path) -> None:
    """It is described where it is, to the letter, and not stored a second time."""
    there = TEXT.replace("\n\n", "\r\n\r\n").replace("“", '"')
    held = shelf(tmp_path, {"seeds/old.txt": there.encode()})
    added = held.add(ARTICLE, NO_ID, "seeds/old.txt")
    assert (added.path, added.text) == ("seeds/old.txt", None)
    held.write()
    assert (tmp_path / "seeds/old.txt").read_bytes() == there.encode()
    assert sorted(path.name for path in (tmp_path / "seeds").iterdir()) == ["gazette.txt", "old.txt"]
    errors = [each for each in check(tmp_path).problems if each.severity is Severity.ERROR]
    assert errors == []


def test_files_in_seeds_are_not_written_over(tmp_path: Path) -> None:
    """Another text of the name that the new one would have stays."""
    held = shelf(tmp_path, {"seeds/the-pier-is-closed.txt": "Something else.", "seeds/pier.txt": "Else."})
    assert held.add(ARTICLE, NO_ID, "x.txt").path == "seeds/the-pier-is-closed-2.txt"
    again = Article(TEXT * 2, "article", title="A")
    assert held.add(again, {"id": "pier"}, "x.txt").path == "seeds/pier-2.txt"


def test_two_at_once(tmp_path: Path) -> None:
    """Several are written together; the second of one text finds the first."""
    held = shelf(tmp_path)
    first = held.add(ARTICLE, NO_ID, "a.txt")
    assert held.stored(TEXT) == (first.path, first.id)
    second = held.add(Article(TEXT * 2, "article", title=ARTICLE.title), NO_ID, "b.txt")
    assert second.id == f"{first.id}-2"
    held.write()
    assert {first.id, second.id} < set(sources(tmp_path))


def test_what_was_found_and_cannot_be(tmp_path: Path) -> None:
    """An address or a language that a page says and that is none is left out."""
    article = Article(TEXT, "article", title="A \x1b title\n", url="https:///", language="x-klingon")
    fields = shelf(tmp_path).add(article, NO_ID, "x.txt").fields
    assert set(fields) == {"title", "kind", "text", "sha256"}
    assert fields["title"] == "A title"


def test_an_address_says_who_published_it(tmp_path: Path) -> None:
    """Where nothing else does; and that of an archived copy is told from that of the original."""
    copy = "https://web.archive.org/web/20240118/https://www.a.example/pier"
    fields = shelf(tmp_path).add(ARTICLE, {"url": copy}, "x.txt").fields
    assert fields["archived_url"] == copy
    assert (fields["url"], fields["publisher"]) == ("https://www.a.example/pier", "a.example")


def test_without_a_title(tmp_path: Path) -> None:
    """A source must have one."""
    with pytest.raises(UnusableError, match="no title"):
        shelf(tmp_path).add(Article(TEXT, "article"), NO_ID, "x.txt")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"id": "The Pier"}, "--id: the id `The Pier`"),
        ({"published": "18/01/2024"}, "--published: `18/01/2024` is not a date"),
        ({"url": "a.example"}, "--url: `a.example` is not a web address"),
        ({"language": "English"}, "--language: `English` is not a language tag"),
        ({"url": "x", "id": "X"}, "--url"),
    ],
)
def test_what_is_given_must_be_right(given: dict[str, str], said: str) -> None:
    """Each option is checked as the field of a record is, and named."""
    with pytest.raises(UnusableError) as raised:
        refuse_wrong(given)
    assert said in str(raised.value)


def test_a_file_of_sources_that_cannot_be_read(tmp_path: Path) -> None:
    """Nothing is added to what is not YAML, and no text is stored for it."""
    held = shelf(tmp_path)
    held.add(ARTICLE, NO_ID, "x.txt")
    (tmp_path / "content" / "sources.yml").write_text("gazette: [\n", encoding="utf-8")
    with pytest.raises(ContentError):
        held.write()
    assert (tmp_path / "content" / "sources.yml").read_text(encoding="utf-8") == "gazette: [\n"
    assert [path.name for path in (tmp_path / "seeds").iterdir()] == ["gazette.txt"]
