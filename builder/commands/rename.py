"""`briefing rename`."""

from pathlib import Path

import click

from builder.authoring import references, renaming
from builder.checks.marked_line import visible
from builder.commands.difference import show_difference
from builder.commands.terminal import DIFF, FOLDER, fail, say, stop
from builder.commands.unknown import no_such_record
from builder.facts.briefing import OVERVIEW
from builder.facts.loading import load
from builder.files import saving
from builder.files.problems import ContentError


@click.command()
@click.argument("old")
@click.argument("new")
@FOLDER
@DIFF
def rename(old: str, new: str, folder: Path, diff: bool) -> None:
    """Give the record OLD the id NEW, wherever it is referred to.

    In fields, in texts, in your own pages and in mkdocs.yml; nothing else in the files changes. What you
    write about it in comments stays as it is.
    """
    briefing, problems = load(folder)
    if briefing is None:
        fail(ContentError(problems), folder)
    if old not in briefing.origins or old == OVERVIEW:
        no_such_record(old, briefing)
    if old == new:
        stop(f"The id is `{old}` already.")
    if why := renaming.objection(briefing, new):
        stop(visible(why))
    try:
        made = renaming.rename(folder, briefing, references.read(folder, briefing, problems), old, new)
        if diff:
            show_difference(made.rewrites)
            return
        written = saving.write(folder, made.rewrites)
    except ContentError as error:
        fail(error, folder)
    places = "1 place" if made.places == 1 else f"{made.places} places"
    files = "1 file" if len(written) == 1 else f"{len(written)} files"
    say(f"`{old}` is `{new}` now; {places} that referred to it changed with it. Written: {files}.")
    if made.addresses:
        before, after = made.addresses
        say(f"Its address on the site was {before} and is {after}; links from elsewhere must follow.")
    if made.mentioned:
        say(f"The old id also stands in {', '.join(made.mentioned)}; look there yourself.")
