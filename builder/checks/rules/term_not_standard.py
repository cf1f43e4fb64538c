"""A field holds a word that is not among its terms, or one briefing mixes the two rows of likelihood terms.

Fields such as `kind`, `stance`, `likelihood` and `confidence` hold one of a few terms, so that the same
thing is always called the same. A word that is not among them is an error of form, with the nearest term
as a hint. So is a `language` that is not a language tag, such as `en-GB` or `fa`.

For likelihood, Intelligence Community Directive 203 has two rows of terms, *likely* and *probable*,
*unlikely* and *improbable*, and so on. Either may be used, but not both in one product: a reader would
look for a difference where there is none.

Fails:

    # content/views.yml
    no-further-exchange:
      title: A further exchange is unlikely
      analyst: pakistan
      judgement: The official thinks that a further exchange is unlikely.
      kind: forecast
      likelihood: unlikely
      cites: [{source: agency, quote: a further exchange is unlikely}]

    restraint:
      title: Restraint will hold
      analyst: iran
      judgement: Restraint will probably hold.
      kind: forecast
      likelihood: probable
      cites: [{source: agency, quote: a further exchange is unlikely}]

Fails, because the term is not one of the field's:

    # content/views.yml
    no-further-exchange:
      title: A further exchange is unlikely
      analyst: pakistan
      judgement: The official thinks that a further exchange is unlikely.
      kind: forecast
      likelihood: doubtful
      cites: [{source: agency, quote: a further exchange is unlikely}]

Passes:

    # content/views.yml
    no-further-exchange:
      title: A further exchange is unlikely
      analyst: pakistan
      judgement: The official thinks that a further exchange is unlikely.
      kind: forecast
      likelihood: unlikely
      cites: [{source: agency, quote: a further exchange is unlikely}]

    restraint:
      title: Restraint will hold
      analyst: iran
      judgement: Restraint is likely to hold.
      kind: forecast
      likelihood: likely
      cites: [{source: agency, quote: a further exchange is unlikely}]
"""

from collections.abc import Iterator

from builder.checks.rule import Finding, Rule
from builder.facts.facts import Facts
from builder.files.changes import SetText
from builder.files.problems import Severity
from builder.model.vocabulary import likelihood_band


def check(facts: Facts) -> Iterator[Finding]:
    """Every likelihood that is not of the row in which the briefing's first one stands."""
    briefing = facts.briefing
    first: tuple[str, str, bool] | None = None
    for view in briefing.views.values():
        if view.likelihood is None:
            continue
        band = likelihood_band(view.likelihood)
        row = view.likelihood == band.term
        first = first or (view.id, view.likelihood, row)
        if row != first[2]:
            where = briefing.locate(first[0], ("likelihood",))
            yield Finding(
                briefing.locate(view.id, ("likelihood",)),
                f"“{view.likelihood}” and “{first[1]}” ({where}) are of different rows of likelihood terms",
                f"Use one row throughout; here it would be `{band.term if first[2] else band.other_term}`.",
                view.id,
                remedy=SetText(("likelihood",), band.term if first[2] else band.other_term),
            )


RULE = Rule(id="term-not-standard", severity=Severity.ERROR, docs=__doc__, check=check)
