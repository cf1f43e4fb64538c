"""Something rests on a source that its publisher has retracted.

A retracted article proves nothing any more. Whatever rested on it needs another source, or has to be
taken back, with a line in the editions that says so. The source itself stays, so that readers see what
became of it.

Fails:

    # content/sources.yml
    report:
      title: Strikes across the border
      kind: article-newspaper
      text: seeds/report.txt
      status: retracted

    agency:
      title: Calls for restraint
      kind: article-newspaper
      text: seeds/agency.txt

Passes; a correction is shown to readers, but the article still stands:

    # content/sources.yml
    report:
      title: Strikes across the border
      kind: article-newspaper
      text: seeds/report.txt
      status: corrected

    agency:
      title: Calls for restraint
      kind: article-newspaper
      text: seeds/agency.txt
"""

from collections.abc import Iterator

from builder.checks.rule import Finding, Rule
from builder.facts.facts import Facts
from builder.files.problems import Severity


def check(facts: Facts) -> Iterator[Finding]:
    """Every citation of a retracted source."""
    sources = facts.briefing.sources
    for use in facts.uses:
        source = sources.get(use.citation.source)
        if source and source.status == "retracted":
            yield Finding(
                facts.briefing.locate(use.record, (*use.path, "source")),
                f"this rests on `{use.citation.source}`, which its publisher has retracted",
                "Cite another source, or take the statement back.",
                use.record,
            )


RULE = Rule(
    id="retracted-source", severity=Severity.WARNING, docs=__doc__, check=check, each=True, of_texts=True
)
