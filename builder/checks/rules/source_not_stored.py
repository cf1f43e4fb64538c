"""A source is cited, but its text is not stored, so that nobody can check the quotes.

A paywalled page, a video or a dataset can be cited with a quote or a `locator`. The builder cannot look
such words up, and readers see them marked as *not checked*. If the words can be kept, put them into a
file in `seeds/` and name it as the source's `text`; the text is not published with `rights: excerpts`.

Fails:

    # content/sources.yml
    report:
      title: Strikes across the border
      kind: article-newspaper
      publisher: The Daily Report

    agency:
      title: Calls for restraint
      kind: article-newspaper
      text: seeds/agency.txt
      publisher: The Agency

Passes:

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
"""

from collections.abc import Iterator

from builder.checks.rule import Finding, Rule
from builder.facts.facts import Facts
from builder.files.problems import Severity
from builder.model.records import Source


def check(facts: Facts) -> Iterator[Finding]:
    """Each source without a stored text on which citations rest, once."""
    for source in facts.of(Source):
        number = len(facts.passages.uses.get(source.id, ()))
        # A text that is named and cannot be read is another problem.
        if source.text is None and number:
            many = f"{number} citations rest" if number > 1 else "one citation rests"
            yield Finding(
                facts.briefing.locate(source.id),
                f"{many} on `{source.id}`, whose text is not stored, and cannot be checked",
                "Keep its words in a file in seeds/ and name that as `text`.",
                source.id,
            )


RULE = Rule(
    id="source-not-stored", severity=Severity.WARNING, docs=__doc__, check=check, each=True, of_texts=True
)
