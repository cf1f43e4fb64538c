"""The stored text of a source is not the one that its checksum was taken of.

With `sha256`, a source says what its stored text was when the facts were drawn from it. When the file
changes, even by a letter, somebody should look at what changed before the new text is trusted. Line
ends and a byte order mark do not count: the checksum is that of the UTF-8 text with plain line feeds.

Fails, because the checksum belongs to another text:

    # content/sources.yml
    report:
      title: Strikes across the border
      kind: article-newspaper
      text: seeds/report.txt
      sha256: 0000000000000000000000000000000000000000000000000000000000000000

    agency:
      title: Calls for restraint
      kind: article-newspaper
      text: seeds/agency.txt

Passes, because no checksum is given:

    # content/sources.yml
    report:
      title: Strikes across the border
      kind: article-newspaper
      text: seeds/report.txt

    agency:
      title: Calls for restraint
      kind: article-newspaper
      text: seeds/agency.txt
"""

import hashlib
from collections.abc import Iterator

from builder.checks.rule import Finding, Rule
from builder.facts.facts import Facts
from builder.files.problems import Severity
from builder.model.records import Source


def check(facts: Facts) -> Iterator[Finding]:
    """Every source whose stored text does not have its checksum."""
    for source in facts.of(Source):
        text = facts.briefing.texts.get(source.id)
        if source.sha256 is None or text is None:
            continue
        checksum = hashlib.sha256(text.encode()).hexdigest()
        if checksum != source.sha256:
            yield Finding(
                facts.briefing.locate(source.id, ("sha256",)),
                f"{source.text} is not the text that this checksum was taken of",
                f"Look at what changed in it. If that is right, write `sha256: {checksum}`.",
                source.id,
            )


RULE = Rule(id="source-changed", severity=Severity.ERROR, docs=__doc__, check=check, each=True, of_texts=True)
