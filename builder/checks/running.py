"""Running the rules over a briefing's facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pkgutil import iter_modules

from builder.checks import rules
from builder.checks.rule import Finding, Rule
from builder.facts.facts import Facts
from builder.files.problems import Problem, Severity
from builder.machinery.forked import aside
from builder.machinery.progress import steps


def all_rules() -> Iterator[Rule]:
    """The rule of each module in `rules/`; raises `TypeError` where one has none."""
    for name in sorted(module.name for module in iter_modules(rules.__path__)):
        rule = getattr(import_module(f"{rules.__name__}.{name}"), "RULE", None)
        if not isinstance(rule, Rule):
            raise TypeError(f"{rules.__name__}.{name} holds no RULE")
        yield rule


RULES = tuple(all_rules())
"""Every rule, by the alphabet. Problems are put in order by place, so nothing depends on theirs."""

# Of so many records, the rules that go through the stored texts run here and all others in a copy of this
# process: both take about as long.
_MANY = 2_000


def run(facts: Facts, severities: Mapping[str, Severity | None]) -> Iterator[Problem]:
    """Every problem that the rules find, with the severity set for its rule (`None`: not run)."""
    incomplete = bool(facts.briefing.broken or facts.briefing.unread)
    chosen = [each for each in RULES if not (each.about_absence and incomplete)]
    if len(facts.briefing.records) < _MANY:
        yield from _run_all(chosen, facts, severities)
        return
    others = [each for each in chosen if not each.of_texts]
    with aside(lambda: [*_run_all(others, facts, severities)]) as found_by_others:
        for each in steps([each for each in chosen if each.of_texts], "Checking"):
            yield from _run_all([each], facts, severities)
        yield from found_by_others()


def _run_all(
    chosen: Sequence[Rule], facts: Facts, severities: Mapping[str, Severity | None]
) -> Iterator[Problem]:
    facts = prepared(facts, chosen)
    for each in chosen:
        yield from _run(each, facts, severities)


def prepared(facts: Facts, chosen: Sequence[Rule] = RULES) -> Facts:
    """The facts with all that some rules look up in the whole briefing."""
    found = {each.id: each.prepare(facts) for each in chosen if each.prepare}
    for rule_id, mapping in found.items():
        found[rule_id] = facts.kept.track(rule_id, mapping)
    return replace(facts, prepared=found)


def run_again(facts: Facts, severities: Mapping[str, Severity | None]) -> Iterator[Problem]:
    """As `run`, but only what is not kept; of a briefing that is complete and tracked."""
    facts = prepared(facts)
    for owner, _ in facts.owners:
        yield from facts.kept.made(("problems", owner), partial(_judge, facts, owner, severities))
    for each in RULES:
        if not each.each:
            yield from facts.kept.made(("problems of", each.id), partial(_whole, each, facts, severities))


def _judge(facts: Facts, owner: str, severities: Mapping[str, Severity | None]) -> tuple[Problem, ...]:
    """What the rules that judge each record by itself find in one."""
    one = facts.for_one(owner)
    return tuple(problem for each in RULES if each.each for problem in _run(each, one, severities))


def _whole(rule: Rule, facts: Facts, severities: Mapping[str, Severity | None]) -> tuple[Problem, ...]:
    return tuple(_run(rule, facts, severities))


def _run(rule: Rule, facts: Facts, severities: Mapping[str, Severity | None]) -> Iterator[Problem]:
    severity = severities.get(rule.id, rule.severity)
    if severity is not None:
        for found in rule.check(facts):
            yield _problem(found, rule, severity)


def _problem(found: Finding, rule: Rule, severity: Severity) -> Problem:
    return Problem(
        rule=rule.id,
        severity=severity,
        location=found.location,
        message=found.message,
        hint=found.hint,
        record=found.record,
        words=found.words,
        cause=found.cause,
        remedy=found.remedy,
    )
