"""`briefing draft`."""

import datetime
from pathlib import Path

import click

from builder.authoring.drafting import filing
from builder.authoring.drafting.proposing import Proposal, not_read, propose
from builder.checks.marked_line import visible
from builder.checks.rule import listed
from builder.commands.difference import show_difference
from builder.commands.terminal import DIFF, FOLDER, fail, say, stop
from builder.facts.briefing import Briefing
from builder.files import saving
from builder.files.problems import ContentError, has_errors
from builder.machinery.similar_words import did_you_mean
from builder.model import records
from builder.pipeline.check import check

_KINDS: dict[type[records.Record], tuple[str, str]] = {
    records.Event: ("event", "events"),
    records.Dispute: ("dispute", "disputes"),
    records.View: ("view", "views"),
    records.Topic: ("topic to be sorted", "topics to be sorted"),
    records.Actor: ("actor", "actors"),
    records.Place: ("place", "places"),
}


@click.command()
@click.argument("source")
@FOLDER
@DIFF
def draft(source: str, folder: Path, diff: bool) -> None:
    """Draft records from SOURCE, the id of a source whose text is stored.

    Every sentence on which nothing rests yet is drafted, with its exact quote: what happened as an event, an
    accusation or a denial as a dispute, an expert's judgement as a view, anything else as a statement to be
    sorted. Names, dates and figures are proposed where the words are plain. All are drafts: the site shows
    them only while you write.

    Nothing that you have written is changed. Run it again, and only what is still missing is proposed; what
    you do not need, name in the source's `left_out`. While the briefing has an error, nothing is written.
    """
    checked = check(folder, drafts=True)
    if checked.facts is None or has_errors(checked.problems):
        fail(ContentError(checked.problems), folder)
    briefing = checked.facts.briefing
    proposal = propose(briefing, checked.facts.passages, _source(briefing, source))
    try:
        rewrites = filing.rewrites(folder, proposal, datetime.datetime.now().astimezone().date())
        if diff:
            show_difference(rewrites)
            say("\n".join(_summary(proposal, briefing)), err=True)
            return
        written = saving.write(folder, rewrites)
    except ContentError as error:
        fail(error, folder)
    say("\n".join((*_summary(proposal, briefing), *_next(written))), err=True)


def _source(briefing: Briefing, name: str) -> records.Source:
    """The source with an id; where there is none, or no text of it, the command stops and says what to do."""
    found = briefing.sources.get(name)
    if found is None:
        paths = {source.text: source.id for source in briefing.sources.values() if source.text}
        if name in paths:
            stop(
                visible(
                    f"`{name}` is the text of the source `{paths[name]}`: run `briefing draft {paths[name]}`."
                )
            )
        hint = did_you_mean(name, briefing.sources)
        if not hint and briefing.sources:
            hint = f"The sources are: {', '.join(briefing.sources)}."
        stop(visible(f"There is no source `{name}`. {hint or 'Add one with `briefing add-source FILE`.'}"))
    if name not in briefing.texts:
        stop(
            f"No text is stored for `{name}`. Put it into seeds/, word for word, and name it in the source's "
            "`text`; `briefing add-source FILE` does both."
        )
    return found


def _summary(proposal: Proposal, briefing: Briefing) -> list[str]:
    source = proposal.source.id
    language = proposal.source.language or briefing.language
    if not proposal.sentences and not proposal.unquotable:
        return [f"Nothing to draft: every sentence of `{source}` is cited, or left out with a reason."]
    counts = [
        f"{count} {one if count == 1 else many}"
        for kind, (one, many) in _KINDS.items()
        if (count := proposal.counts[kind])
    ]
    sentences = "1 sentence" if proposal.sentences == 1 else f"{proposal.sentences} sentences"
    lines = [f"{sentences} of `{source}`: {listed(counts)}."]
    if proposal.covered:
        lines.append(f"Cited or left out already: {proposal.covered}.")
    if proposal.unquotable:
        lines.append(
            f"Not to be quoted as they stand, and left: {proposal.unquotable}; see `briefing coverage`."
        )
    if missing := not_read(language):
        lines.append(f"Not recognised in the language `{language}` yet: {listed(list(missing))}.")
    return lines


def _next(written: list[str]) -> list[str]:
    if not written:
        return []
    return [
        f"Written: {', '.join(written)}.",
        "",
        "What to do next:",
        "  mkdocs serve      shows the drafts, marked as such; the published site leaves them out",
        "  briefing check    says what is still open",
        "Search for `draft: true`: check each record, put it into your own words, and remove that line.",
    ]
