"""A sentence of a stored text is neither cited nor left out with a reason.

A briefing that is silent about part of its source may mislead as much as one that misquotes it. Every
sentence below the headline is therefore either cited, at least in part, or named in the source's
`left_out` with the reason, which the builder shows. `briefing coverage` lists all sentences.

Fails:

    # content/disputes.yml
    children:
      question: Who was hit by Iran’s strike?
      positions:
        - by: iran
          text: It aimed at militants.
          cites: [{source: agency, quote: Iran told the Agency that it had aimed at militants.}]

Passes:

    # content/disputes.yml
    children:
      question: Who was hit by Iran’s strike?
      positions:
        - by: pakistan
          text: Two children died.
          cites: [{source: report, quote: Pakistan reported the deaths of two children.}]
        - by: iran
          text: It aimed at militants.
          cites: [{source: agency, quote: Iran told the Agency that it had aimed at militants.}]

    # content/sources.yml
    report:
      title: Strikes across the border
      kind: article-newspaper
      text: seeds/report.txt
      left_out:
        - {quote: Iran said that nine people were killed, reason: Told in another briefing.}
        - {quote: Pakistan said that it had struck separatist militants., reason: Told in another briefing.}

    agency:
      title: Calls for restraint
      kind: article-newspaper
      text: seeds/agency.txt
"""

from collections.abc import Iterator

from builder.coverage import Coverage, coverage
from builder.problems import Location, Problem, Severity
from builder.rules.rule import Facts, shortened

SEVERITY = Severity.INFO
ABOUT_ABSENCE = True


def check(facts: Facts) -> Iterator[Problem]:
    """Every sentence that nothing rests on, where it stands in the stored text."""
    for source in coverage(facts.briefing, facts.passages):
        for sentence in source.sentences:
            if sentence.state is Coverage.NOT_CITED:
                yield Problem(
                    "uncovered-passage",
                    Location(source.path, sentence.line, sentence.column),
                    f"nothing rests on “{shortened(sentence.text)}”",
                    f"Cite it, or name it in `left_out` of `{source.source}` with the reason.",
                    source.source,
                )
