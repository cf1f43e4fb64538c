"""Each problem's page for editors, as `briefing explain` prints it and the documentation holds it."""

from typing import NamedTuple

from builder.checks.form import FORM
from builder.checks.running import RULES
from builder.files.problems import Severity


class Explained(NamedTuple):
    """A problem's page: `summary` is one sentence, `documentation` the rest in Markdown.

    `can_be_set` is whether the severity can be set in `mkdocs.yml`; a problem of form is always an error.
    """

    id: str
    severity: Severity
    can_be_set: bool
    summary: str
    documentation: str


def pages() -> dict[str, Explained]:
    """Each problem's page by its id: first the rules, by the alphabet, then the problems of form."""
    found = [Explained(rule.id, rule.severity, True, *rule.page) for rule in RULES]
    found += [Explained(form.id, Severity.ERROR, False, form.summary, form.documentation) for form in FORM]
    return {each.id: each for each in found}


def on_severity(page: Explained) -> str:
    """What a page says at its end: how much the problem matters, and whether that can be changed."""
    stops = {
        Severity.ERROR: "While there is one, the site is not built",
        Severity.WARNING: "With --strict, the site is not built while there is one",
        Severity.INFO: "It stops nothing",
    }[page.severity]
    noun = {Severity.ERROR: "an error", Severity.WARNING: "a warning", Severity.INFO: "a note (`info`)"}
    if not page.can_be_set:
        return f"This is {noun[page.severity]}. {stops}. Its severity cannot be set."
    first, second = (severity for severity in Severity if severity is not page.severity)
    return (
        f'This is {noun[page.severity]}. {stops}. Another severity, {first}, {second} or "off", '
        "can be set in mkdocs.yml:\n\n"
        f"    plugins:\n      - briefing:\n          severities:\n            {page.id}: {first}"
    )
