"""A record that is published refers to a draft.

`mkdocs build` leaves drafts out. What refers to one would then lead nowhere, or rest on nothing. Publish
the draft as well, or make what refers to it a draft, too.

Fails:

    # content/places.yml
    south-west:
      name: South-west Pakistan
      precision: province
      draft: true

Passes:

    # content/places.yml
    south-west:
      name: South-west Pakistan
      precision: province
"""

from collections.abc import Iterator

from builder.checks.rule import Finding, Rule
from builder.facts.facts import Facts
from builder.files.problems import Severity
from builder.model.records import Record


def check(facts: Facts) -> Iterator[Finding]:
    """Every reference to a draft, in a field or in a text, from what is none."""
    briefing = facts.briefing
    for draft, whole in facts.owners:
        if not isinstance(whole, Record) or not whole.draft:
            continue
        for mention in briefing.mentions.get(draft, ()):
            refers = briefing.owners[mention.record]
            if not isinstance(refers, Record) or not refers.draft:
                yield Finding(
                    briefing.locate(mention.record, mention.path),
                    f"`{draft}` is a draft, and this is published",
                    f"Remove `draft: true` from `{draft}`, or the reference to it.",
                    mention.record,
                )


RULE = Rule(id="draft-reference", severity=Severity.ERROR, docs=__doc__, check=check, each=True)
