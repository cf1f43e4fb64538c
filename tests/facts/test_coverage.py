"""Every sentence of a stored text is accounted for."""

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.facts.coverage import Coverage, SourceCoverage, coverage
from builder.facts.loading import load
from builder.pipeline.check import passages_of

TEXT = """\
A headline

The first sentence is cited. The second one, however, only in part. The third is left out.
The fourth sentence
goes over lines! Nobody looks at the fifth.
"""


@pytest.fixture
def covered(tmp_path: Path) -> SourceCoverage:
    """The coverage of a text of which two sentences are cited, one of them in part."""
    return of(tmp_path, TEXT, ["The first sentence is cited", "only in part", "The fourth sentence goes"])


def of(root: Path, text: str, quotes: list[str], left_out: str = "The third is left out.") -> SourceCoverage:
    """The coverage of a briefing whose bottom line cites some quotes of one text."""
    cites = "".join(f"\n      - {{source: a, quote: {quote!r}}}" for quote in quotes)
    files = {
        "content/briefing.yml": f"title: T\nbottom_line:\n  - text: Something.\n    cites:{cites}\n",
        "content/sources.yml": dedent(f"""
            a:
              title: A  headline
              kind: report
              text: seeds/a.txt
              left_out: [{{quote: {left_out!r}, reason: It says nothing.}}]
            b: {{title: Not stored, kind: report}}
            """),
        "seeds/a.txt": text,
    }
    for name, content in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    briefing, problems = load(root)
    assert briefing is not None, problems
    [found] = coverage(briefing, passages_of(briefing))
    return found


def test_states(covered: SourceCoverage) -> None:
    """Each sentence has one state, and what is left out has its reason."""
    assert [(sentence.state, sentence.reason) for sentence in covered.sentences] == [
        (Coverage.HEADLINE, ""),
        (Coverage.CITED, ""),
        (Coverage.PARTLY_CITED, ""),
        (Coverage.LEFT_OUT, "It says nothing."),
        (Coverage.PARTLY_CITED, ""),
        (Coverage.NOT_CITED, ""),
    ]
    assert covered.counts[Coverage.PARTLY_CITED] == 2
    assert not covered.complete


def test_places(covered: SourceCoverage) -> None:
    """Line and column are those of the file."""
    assert [(sentence.line, sentence.column) for sentence in covered.sentences] == [
        (1, 1),
        (3, 1),
        (3, 30),
        (3, 69),
        (4, 1),
        (5, 18),
    ]
    assert covered.sentences[4].text == "The fourth sentence goes over lines!"
    assert covered.path == "seeds/a.txt"


def test_share(covered: SourceCoverage) -> None:
    """Words below the headline; a full stop is no word."""
    assert [(sentence.covered, sentence.words) for sentence in covered.sentences] == [
        (0, 2),
        (5, 5),
        (3, 7),
        (5, 5),
        (4, 6),
        (0, 5),
    ]
    assert covered.share == 17 / 28


def test_a_cited_headline_is_cited(tmp_path: Path) -> None:
    """What something rests on is cited wherever it stands."""
    assert of(tmp_path, TEXT, ["A headline"]).sentences[0].state is Coverage.CITED


def test_what_is_left_out_may_stand_often(tmp_path: Path) -> None:
    """A line that comes again and again is left out each time."""
    text = "Something is said here.\n\n" + "Subscribe now.\n\n" * 5
    found = of(tmp_path, text, ["Something is said here."], left_out="Subscribe now.")
    assert found.counts == {Coverage.CITED: 1, Coverage.LEFT_OUT: 5}
    assert found.share == 1
    assert found.complete


def test_scripts_without_spaces(tmp_path: Path) -> None:
    """Where words are not set apart, characters are counted."""
    found = of(tmp_path, "边境发生袭击。", ["边境发生"])
    assert (found.sentences[0].covered, found.sentences[0].words) == (4, 6)


WORDS = st.lists(
    st.sampled_from(["war", "Peace", "talks.", "“No”", "3,5", "é", "\n\n"]), min_size=3, max_size=30
)


@given(WORDS, st.data())
def test_sums(tmp_path_factory: pytest.TempPathFactory, words: list[str], data: st.DataObject) -> None:
    """No sentence has more words covered than it has, and cited sentences have all of them."""
    text = "Start. " + " ".join(words)
    quote = data.draw(st.sampled_from([word for word in ["Start", *words] if word.strip()]))
    found = of(tmp_path_factory.mktemp("briefing"), text, [quote])
    for sentence in found.sentences:
        assert 0 <= sentence.covered <= sentence.words
        if sentence.state is Coverage.CITED:
            assert sentence.covered == sentence.words
        if sentence.state is Coverage.NOT_CITED:
            assert sentence.covered == 0
    assert 0 <= found.share <= 1
