"""Whole articles: what is drafted from each stands, to the letter, in its `articles/drafts/<name>.yml`.

The articles are invented: reports of newspapers, analyses, reports of organisations that count, a Persian
report. After the drafts were changed on purpose, this writes every file anew; read the difference:

    python -m tests.drafting.test_articles
"""

import datetime
import tempfile
from functools import lru_cache
from pathlib import Path

import pytest

from builder.authoring.drafting import filing
from builder.files import saving
from builder.files.problems import Severity
from builder.pipeline.check import check
from tests.authoring.drafting import evaluation
from tests.authoring.drafting.evaluation import ARTICLES, NAMES, Score

DRAFTS = ARTICLES / "drafts"
DAY = datetime.date(2026, 11, 23)
# What holds over all the articles: precision, then recall. Rather nothing than something wrong.
AT_LEAST = {
    "actors": (0.90, 0.80),
    "places": (0.95, 0.85),
    "events": (0.85, 0.80),
    "event dates": (0.95, 0.95),
    "event places": (0.90, 0.90),
    "event actors": (0.95, 0.85),
    "positions": (0.90, 0.65),
    "views": (0.90, 0.70),
    "figures": (0.95, 0.85),
}
# The first briefing's article, of which an editor made much that no rule would find.
SEED_AT_LEAST = {"actors": (0.80, 0.70), "events": (0.85, 0.70), "positions": (0.80, 0.55), "views": (1, 1)}

each_article = pytest.mark.parametrize("name", NAMES)


def drafted(name: str) -> str:
    """Everything that is drafted from an article, file by file."""
    with tempfile.TemporaryDirectory() as folder:
        root = evaluation.write(Path(folder), name)
        rewrites = filing.rewrites(root, evaluation.drafts(root, name).proposal, DAY)
        added = [(each.name, each.after.removeprefix(each.before or "").lstrip("\n")) for each in rewrites]
        return "\n".join(f"# == {file}\n\n{text}" for file, text in added)


@lru_cache(maxsize=1)
def scores() -> dict[str, Score]:
    """How all the articles together are drafted, beside what an editor would draft."""
    total: dict[str, Score] = {}
    for name in NAMES:
        for kind, score in evaluation.article(name).items():
            all_of_it = total.setdefault(kind, Score())
            all_of_it.found += score.found
            all_of_it.missed += score.missed
            all_of_it.wrong += score.wrong
    return total


@each_article
def test_what_is_drafted(name: str) -> None:
    """Records with their quotes, links, dates and figures, and the comments for the editor."""
    assert drafted(name) == (DRAFTS / f"{name}.yml").read_text(encoding="utf-8")


@each_article
def test_drafts_have_no_errors(name: str, tmp_path: Path) -> None:
    """And nothing is published: only somebody who writes sees them."""
    root = evaluation.write(tmp_path, name)
    proposal = evaluation.drafts(root, name).proposal
    saving.write(root, filing.rewrites(root, proposal, DAY))
    checked = check(root)
    assert [problem for problem in checked.problems if problem.severity is Severity.ERROR] == []
    assert checked.facts is not None
    assert set(checked.facts.briefing.drafts()) == {draft.id for draft in proposal.drafts}
    assert evaluation.drafts(root, name).proposal.drafts == ()


@pytest.mark.parametrize("kind", AT_LEAST)
def test_how_well_articles_are_drafted(kind: str) -> None:
    """Most of what is proposed is right; a good part of what there is, is found."""
    precision, recall = AT_LEAST[kind]
    score = scores()[kind]
    assert score.precision >= precision, score.wrong
    assert score.recall >= recall, score.missed


def test_how_well_the_first_article_is_drafted() -> None:
    """Beside what its editor made of it by hand."""
    found = evaluation.seed()
    for kind, (precision, recall) in SEED_AT_LEAST.items():
        assert found[kind].precision >= precision, found[kind].wrong
        assert found[kind].recall >= recall, found[kind].missed


if __name__ == "__main__":
    for each in NAMES:
        (DRAFTS / f"{each}.yml").write_text(drafted(each), encoding="utf-8")
