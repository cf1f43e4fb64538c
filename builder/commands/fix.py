"""`briefing fix`."""

import sys
from pathlib import Path

import click

from builder.checks import mending
from builder.checks.marked_line import visible
from builder.checks.mending import Mended
from builder.commands.difference import show_difference
from builder.commands.terminal import DIFF, FOLDER, fail, report, say
from builder.files import saving
from builder.files.problems import ContentError, Severity, counted, has_errors, in_order
from builder.pipeline.check import check

# How much of what was changed is shown, in characters.
_SHOWN = 70


@click.command()
@FOLDER
@DIFF
def fix(folder: Path, diff: bool) -> None:
    """Mend the problems that have only one right answer.

    A quote with the letters of one passage of its source becomes that passage; an id, a term, a key or a
    path with a slip of the pen, and a date written in another way, become what they can only have been
    meant for; text with a colon in it gets its quotation marks. Nothing else in the files changes. What is
    left is shown, because it is for you to decide. The exit status is 1 when an error is left, else 0.
    """
    checked = check(folder)
    made = mending.mend(folder, checked.problems)
    if diff:
        show_difference(made.rewrites)
        return
    try:
        written = saving.write(folder, made.rewrites)
    except ContentError as error:
        fail(error, folder)
    for each in made.mended:
        say(_told(each))
    files = f" in {len(written)} {'file' if len(written) == 1 else 'files'}" if written else ""
    count = len(made.mended)
    say(f"{count or 'No'} {'problem' if count == 1 else 'problems'} mended{files}.", err=True)
    again = check(folder).problems if written else checked.problems
    left = in_order(each for each in (*again, *made.refused) if each.severity is not Severity.INFO)
    if left:
        say(f"{counted(left)} left, for you to decide:", err=True)
        report(left, folder)
    if any(problem.remedy for problem in again) and written:
        say("More can be mended now: run `briefing fix` again.", err=True)
    if has_errors(left):
        sys.exit(1)


def _told(mended: Mended) -> str:
    """What was mended, in a line; of long texts what differs."""
    before, after = _around_the_difference(mended.before, mended.after)
    problem = mended.problem
    return f"{problem.location}: {problem.rule}: `{visible(before)}` is now `{visible(after)}`"


def _around_the_difference(before: str, after: str) -> tuple[str, str]:
    """Two long texts without what they begin and end with alike."""
    if max(len(before), len(after)) <= _SHOWN:
        return before, after
    room = _SHOWN // 3
    start = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    end = next(
        (at for at, pair in enumerate(zip(before[::-1], after[::-1], strict=False)) if pair[0] != pair[1]), 0
    )
    first = max(0, start - room)
    shown = []
    for text in (before, after):
        last = max(start, len(text) - end) + room
        shown.append(
            ("…" if first else "") + " ".join(text[first:last].split()) + ("…" if last < len(text) else "")
        )
    return shown[0], shown[1]
