"""`briefing coverage`."""

from pathlib import Path

import click

from builder.commands.terminal import FOLDER, fail, say
from builder.facts.coverage import Coverage, SourceCoverage
from builder.facts.coverage import coverage as measure
from builder.files.problems import ContentError, has_errors
from builder.pipeline.check import check


@click.command()
@FOLDER
@click.option("--all", "every", is_flag=True, help="Show every sentence, not only those that need a look.")
def coverage(folder: Path, every: bool) -> None:
    """Show which sentences of each source something rests on, and which not.

    A sentence is cited when words of it are quoted somewhere, left out when the source says why nothing
    rests on it. The headline does not count.
    """
    checked = check(folder)
    if checked.facts is None:
        fail(ContentError(checked.problems), folder)
    reports = measure(checked.facts.briefing, checked.facts.passages)
    for report in reports:
        say(in_lines(report, every=every))
    if not reports:
        say("No source has a stored text.")
    if has_errors(checked.problems):
        say("The briefing has errors, so quotes may be missing here: see `briefing check`.", err=True)


def in_lines(report: SourceCoverage, *, every: bool) -> str:
    """One source's coverage: a line of totals, then its sentences (only those to look at, or `every`)."""
    counts = report.counts
    body = len(report.sentences) - counts[Coverage.HEADLINE]
    done = body - counts[Coverage.NOT_CITED]
    states = [f"{counts[state]} {state}" for state in Coverage if counts[state]]
    total = f"{report.path}: something rests on {done} of {body} sentences"
    lines = [f"{total} ({', '.join(states)}; {report.share:.0%} of the words)"]
    for sentence in report.sentences:
        if every or sentence.state in (Coverage.NOT_CITED, Coverage.LEFT_OUT):
            reason = f" – {sentence.reason}" if sentence.reason else ""
            lines.append(f"  {sentence.line}:{sentence.column} {sentence.state}{reason}\n    {sentence.text}")
    return "\n".join(lines)
