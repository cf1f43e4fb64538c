"""The page of each problem, as `briefing explain` prints it."""

import pytest
from click.testing import CliRunner, Result

from builder.checks import manual
from builder.checks.form import FORM
from builder.checks.running import RULES
from builder.cli import main
from builder.files.problems import Severity

PAGES = manual.pages()


def explain(*arguments: str, **environment: str) -> Result:
    """What `briefing explain` prints."""
    return CliRunner().invoke(main, ["explain", *arguments], env=environment)


def test_every_problem_has_its_page() -> None:
    """Rules come first, then what must be right before they are run; no id stands for two."""
    assert list(PAGES) == [*(rule.id for rule in RULES), *(form.id for form in FORM)]


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.id)
def test_each_page_is_printed(page: manual.Explained) -> None:
    """The sentence, what there is to know, and how much it matters; in a pipe without colour."""
    result = explain(page.id)
    assert result.exit_code == 0
    expected = [page.id, page.summary, page.documentation, manual.on_severity(page)]
    assert result.output == "\n\n".join(expected) + "\n"


def test_what_fails_and_passes_is_coloured() -> None:
    """Where colour is asked for, red and green mark the examples."""
    output = explain("quote-not-found", FORCE_COLOR="1").output
    assert "\x1b[31mFails\x1b[0m, because" in output
    assert "\x1b[32mPasses\x1b[0m:" in output


def test_without_a_rule_all_are_listed() -> None:
    """Each is named with its sentence."""
    lines = explain().output.splitlines()
    for page in PAGES.values():
        assert [line for line in lines if line.split()[:1] == [page.id] and line.endswith(page.summary)]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("quote-not-foun", "Did you mean `quote-not-found`?"),
        ("settings-invald", "Did you mean `settings-invalid`?"),
        ("zzz", "`briefing explain` lists them."),
    ],
)
def test_a_mistyped_rule(typed: str, hint: str) -> None:
    """The nearest rule is named."""
    result = explain(typed)
    assert result.exit_code == 2
    assert f"There is no rule `{typed}`. {hint}" in result.output


@pytest.mark.parametrize(
    ("severity", "first", "second"),
    [
        (Severity.ERROR, "warning", "info"),
        (Severity.WARNING, "error", "info"),
        (Severity.INFO, "error", "warning"),
    ],
)
def test_how_to_set_the_severity(severity: Severity, first: str, second: str) -> None:
    """A rule's page shows the lines for mkdocs.yml; a problem of form says that there are none."""
    page = manual.Explained("uncited", severity, True, "", "")
    text = manual.on_severity(page)
    assert text.endswith(f"          severities:\n            uncited: {first}")
    assert f'Another severity, {first}, {second} or "off", can be set' in text
    assert manual.on_severity(page._replace(can_be_set=False)).endswith("cannot be set.")
