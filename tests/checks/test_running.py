"""The rules run one after the other, or by two processes."""

import sys
from pathlib import Path

import pytest

from builder.checks import rules, running
from builder.facts.facts import Facts
from builder.files.problems import Severity
from builder.machinery import forked
from builder.pipeline.check import check
from tests import briefings

CONTENT = Path(__file__).parents[1] / "content"


@pytest.mark.parametrize(
    "case", sorted(CONTENT.glob("*/expected.txt"))[::9], ids=lambda case: case.parent.name
)
def test_two_processes_find_what_one_finds(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same problems, in the same order."""
    alone = check(case.parent).problems
    monkeypatch.setattr(running, "_MANY", 0)
    monkeypatch.setattr(forked, "can_be_copied", lambda: True)
    found = check(case.parent).problems
    assert found == alone
    assert [problem.remedy for problem in found] == [problem.remedy for problem in alone]


LOUD = '''
"""A title ends with an exclamation mark."""

from builder.checks.rule import Finding, Rule
from builder.files.problems import Severity
from builder.model.records import Source


def check(facts):
    for source in facts.of(Source):
        yield Finding(facts.briefing.locate(source.id), f"`{source.id}` is loud", record=source.id)


RULE = Rule(id="loud-title", severity=Severity.INFO, docs=__doc__, check=check, each=True)
'''


def test_a_rule_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module in `rules/` is run, named nowhere else; its id and severity are added to its findings."""
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "loud_title.py").write_text(LOUD, encoding="utf-8")
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(folder)])
    found = tuple(running.all_rules())
    monkeypatch.delitem(sys.modules, f"{rules.__name__}.loud_title")
    monkeypatch.delattr(rules, "loud_title")
    assert len(found) == len(running.RULES) + 1
    monkeypatch.setattr(running, "RULES", found)
    briefing, passages = briefings.read_all(tmp_path / "briefing")
    facts = Facts(briefing, passages)
    problems = [each for each in running.run(facts, {}) if each.rule == "loud-title"]
    assert [(each.record, each.severity) for each in problems] == [("gazette", Severity.INFO)]
    set_by_editor = running.run(facts, {"loud-title": Severity.ERROR})
    assert [each.severity for each in set_by_editor if each.rule == "loud-title"] == [Severity.ERROR]
    assert "loud-title" not in {each.rule for each in running.run(facts, {"loud-title": None})}


def test_a_module_without_a_rule_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in `rules/` and holds no rule would never be run."""
    (tmp_path / "quiet_title.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(rules, "__path__", [str(tmp_path)])
    with pytest.raises(TypeError, match=r"quiet_title holds no RULE"):
        list(running.all_rules())


def test_rules_are_in_a_fixed_order() -> None:
    """By the alphabet, on every computer."""
    ids = [each.id for each in running.RULES]
    assert ids == sorted(ids)
