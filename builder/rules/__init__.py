"""What is checked of a briefing's facts: one module a rule, named by the rule's id."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from builder.problems import Problem, Severity
from builder.rules import (
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
from builder.rules.rule import Facts, Rule, rule

RULES: tuple[Rule, ...] = tuple(
    rule(module)
    for module in (
        quote_not_found,
        quote_ambiguous,
        quote_too_short,
        source_not_stored,
        source_changed,
        retracted_source,
        unknown_reference,
        draft_reference,
        part_of_cycle,
        uncited,
        date_not_in_source,
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


def run(facts: Facts, severities: Mapping[str, Severity | None]) -> Iterator[Problem]:
    """Every problem that the rules find, with the severity set for its rule (`None`: not run)."""
    incomplete = bool(facts.briefing.broken or facts.briefing.unread)
    for each in RULES:
        severity = severities.get(each.id, each.severity)
        if severity is None or (each.about_absence and incomplete):
            continue
        for problem in each.check(facts):
            yield replace(problem, severity=severity)
