"""Running the rules over a briefing's facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from builder.checks.rule import Rule, rule
from builder.checks.rules import (
    calendar_doubtful,
    date_not_in_source,
    draft_reference,
    figure_not_in_quote,
    likelihood_with_confidence,
    order_contradicts_date,
    order_cycle,
    part_of_cycle,
    quote_ambiguous,
    quote_not_found,
    quote_too_short,
    raw_html,
    retracted_source,
    single_source,
    source_changed,
    source_not_stored,
    term_not_standard,
    unattributed_claim,
    uncited,
    uncovered_passage,
    undated_event,
    unknown_reference,
    unsafe_link,
    unused_record,
)
from builder.facts.facts import Facts
from builder.files.problems import Problem, Severity
from builder.machinery.forked import aside
from builder.machinery.progress import steps

# Whether what is cited stands in the stored texts.
_QUOTES = (
    quote_not_found,
    quote_ambiguous,
    quote_too_short,
    source_not_stored,
    source_changed,
    retracted_source,
)

RULES: tuple[Rule, ...] = tuple(
    rule(module)
    for module in (
        *_QUOTES,
        unknown_reference,
        draft_reference,
        part_of_cycle,
        uncited,
        date_not_in_source,
        calendar_doubtful,
        order_cycle,
        order_contradicts_date,
        undated_event,
        figure_not_in_quote,
        unattributed_claim,
        single_source,
        likelihood_with_confidence,
        term_not_standard,
        unused_record,
        uncovered_passage,
        raw_html,
        unsafe_link,
    )
)


# Of so many records, a part of the rules is run by a copy of this process. These rules look at the stored
# texts, and take about as long as all others.
_MANY = 2_000
_OF_TEXTS = frozenset(
    rule(module).id for module in (*_QUOTES, unattributed_claim, uncovered_passage, date_not_in_source)
)


def run(facts: Facts, severities: Mapping[str, Severity | None]) -> Iterator[Problem]:
    """Every problem that the rules find, with the severity set for its rule (`None`: not run)."""
    incomplete = bool(facts.briefing.broken or facts.briefing.unread)
    chosen = [each for each in RULES if not (each.about_absence and incomplete)]
    if len(facts.briefing.records) < _MANY:
        yield from _run_all(chosen, facts, severities)
        return
    others = [each for each in chosen if each.id not in _OF_TEXTS]
    with aside(lambda: [*_run_all(others, facts, severities)]) as found_by_others:
        for each in steps([each for each in chosen if each.id in _OF_TEXTS], "Checking"):
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
        for problem in rule.check(facts):
            yield replace(problem, severity=severity)
