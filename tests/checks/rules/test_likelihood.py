"""Likelihood and confidence in texts, and likelihood in fields."""

from collections.abc import Callable, Mapping

import pytest

from builder.files.problems import Problem

Found = Callable[[str, Mapping[str, str]], list[Problem]]
VIEW = """
view:
  title: A view
  analyst: iran
  judgement: >-
    {judgement}
  kind: assessment
  cites: [{{source: agency, quote: a further exchange is unlikely}}]
"""


@pytest.mark.parametrize(
    ("judgement", "both"),
    [
        ("It is judged with high confidence that this is very unlikely.", True),
        ("Another strike is almost certain (moderate confidence).", True),
        ("Another strike will probably come, says [iran], with low to moderate confidence.", True),
        ("There is a remote chance; our confidence is high.", True),
        ("Another strike is likely. The confidence in this is high.", False),
        ("It has high confidence that those in the remote borderlands will talk.", False),
        ("Confidence between the two is low, and talks are unlikely.", False),
        ("High hopes and likely talks.", False),
    ],
)
def test_one_sentence(judgement: str, both: bool, found: Found) -> None:
    """Only a sentence with both is one too many."""
    files = {"content/views.yml": VIEW.format(judgement=judgement)}
    assert bool(found("likelihood-with-confidence", files)) is both


def test_reasons_and_other_languages(found: Found) -> None:
    """Reasons are read too; a briefing in another language is not."""
    reason = "  reasons: [{text: It is likely with high confidence., rests_on: [targets]}]\n"
    files = {"content/views.yml": VIEW.format(judgement="So.") + reason}
    assert len(found("likelihood-with-confidence", files)) == 1
    overview = "title: Ein Titel\nlanguage: de\nbottom_line: [{note: Nichts.}]\n"
    assert found("likelihood-with-confidence", {**files, "content/briefing.yml": overview}) == []


def test_rows_of_terms(found: Found) -> None:
    """The first term of a briefing sets the row; the hint translates the others."""
    view = "{{title: A, analyst: iran, judgement: So., kind: warning, rests_on: [targets], likelihood: {}}}\n"
    terms = ["highly probable", "likely", "probable", "almost no chance"]
    files = {"content/views.yml": "".join(f"v{n}: {view.format(term)}" for n, term in enumerate(terms))}
    first, second = found("term-not-standard", files)
    assert (first.record, second.record) == ("v1", "v3")
    assert "“highly probable” (content/views.yml:1:" in first.message
    assert "`probable`" in first.hint
    assert "`remote`" in second.hint
