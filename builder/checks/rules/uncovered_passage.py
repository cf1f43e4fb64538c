"""A sentence of a stored text is neither cited nor left out with a reason.

A briefing that is silent about part of its source may mislead as much as one that misquotes it. Every
sentence below the headline is therefore either cited, at least in part, or named in the source's
`left_out` with the reason, which the builder shows. `briefing coverage` lists all sentences.

Fails, because nothing rests on the last sentence:

    # seeds/agency.txt
    Calls for restraint

    Governments spoke of the air strike of 16 January and of Pakistan’s answer. Iran told the Agency
    that it had aimed at militants. Pakistan spoke of separatists. An official in Islamabad said that a
    further exchange is unlikely. Subscribe to our newsletter.

Passes:

    # seeds/agency.txt
    Calls for restraint

    Governments spoke of the air strike of 16 January and of Pakistan’s answer. Iran told the Agency
    that it had aimed at militants. Pakistan spoke of separatists. An official in Islamabad said that a
    further exchange is unlikely. Subscribe to our newsletter.

    # content/sources.yml
    report:
      title: Strikes across the border
      kind: article-newspaper
      text: seeds/report.txt
      publisher: The Daily Report

    agency:
      title: Calls for restraint
      kind: article-newspaper
      text: seeds/agency.txt
      publisher: The Agency
      left_out:
        - {quote: Subscribe to our newsletter., reason: An advertisement.}
"""

from collections.abc import Iterator

from builder.checks.rule import Finding, Rule, shortened
from builder.facts.coverage import Coverage, sentences
from builder.facts.facts import Facts
from builder.files.problems import Location, Severity
from builder.model.records import Source


def check(facts: Facts) -> Iterator[Finding]:
    """Every sentence that nothing rests on, where it stands in the stored text."""
    for source in facts.of(Source):
        if source.id not in facts.passages.texts:
            continue
        for sentence in sentences(source, facts.passages, {Coverage.NOT_CITED}):
            yield Finding(
                Location(source.text or "", sentence.line, sentence.column),
                f"nothing rests on “{shortened(sentence.text)}”",
                f"Cite it, or name it in `left_out` of `{source.id}` with the reason.",
                source.id,
                words=sentence.text,
                cause=source.id,
            )


RULE = Rule(
    id="uncovered-passage",
    severity=Severity.INFO,
    docs=__doc__,
    check=check,
    about_absence=True,
    each=True,
    of_texts=True,
)
