"""`briefing explain`."""

import re

import click

from builder.checks import manual
from builder.commands.terminal import say, say_styled
from builder.machinery.similar_words import did_you_mean

_LABEL = {"Fails": "red", "Passes": "green"}


@click.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Say what a problem means and how to settle it, with an example that fails and one that passes.

    RULE is the word that stands behind the file, line and column in a message, such as quote-not-found.
    Without it, all rules are listed.
    """
    pages = manual.pages()
    if rule is None:
        _list(pages)
    elif rule in pages:
        say_styled(_page(pages[rule]))
    else:
        hint = did_you_mean(rule, pages) or "`briefing explain` lists them."
        raise click.BadParameter(f"There is no rule `{rule}`. {hint}", param_hint="RULE")


def _list(pages: dict[str, manual.Explained]) -> None:
    width = max(map(len, pages))
    for title, can_be_set in (("Rules", True), ("What must be right before the rules are looked at", False)):
        say(f"{title}:\n")
        for page in pages.values():
            if page.can_be_set is can_be_set:
                say(f"  {page.id:{width}}  {page.summary}")
        say("")
    say("`briefing explain RULE` says more of one of them.")


def _page(page: manual.Explained) -> str:
    """A page for the terminal: Markdown as it stands, with what fails in red and what passes in green."""
    text = "\n\n".join(
        [click.style(page.id, bold=True), page.summary, page.documentation, manual.on_severity(page)]
    )
    return re.sub(
        r"^(Fails|Passes)\b",
        lambda match: click.style(match[1], fg=_LABEL[match[1]]),
        text,
        flags=re.MULTILINE,
    )
