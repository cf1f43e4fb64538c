"""One sentence holds a likelihood and a confidence.

A likelihood says how probable something is, a confidence how good the ground is on which that is judged.
In one sentence the two are read as one: “a high confidence that it is unlikely”. Intelligence Community
Directive 203 therefore keeps them in separate sentences.

Looked at are the judgements and reasons of views, in English. The fields `likelihood` and `confidence`
may both be there: they are shown apart.

Fails:

    # content/views.yml
    no-further-exchange:
      title: A further exchange is unlikely
      analyst: pakistan
      judgement: The official says with high confidence that a further exchange is unlikely.
      kind: forecast
      cites: [{source: agency, quote: a further exchange is unlikely}]

Passes:

    # content/views.yml
    no-further-exchange:
      title: A further exchange is unlikely
      analyst: pakistan
      judgement: The official says that a further exchange is unlikely. He has high confidence in that.
      kind: forecast
      likelihood: unlikely
      confidence: high
      cites: [{source: agency, quote: a further exchange is unlikely}]
"""

import re
from collections.abc import Iterator

import sentencex

from builder.checks.rule import Finding, Rule
from builder.facts.facts import Facts
from builder.files.problems import Severity
from builder.model import prose
from builder.model.records import Statement, View
from builder.model.vocabulary import LIKELIHOODS

# `remote` alone is said of places.
_TERMS = {term for band in LIKELIHOODS for term in (band.term, band.other_term)} - {"remote"}
_LIKELIHOOD = re.compile(
    rf"\b(?:(?:{'|'.join(sorted(_TERMS, key=len, reverse=True))})(?:ly)?|probably|improbably"
    r"|remote (?:chance|possibility|likelihood)|chances? (?:is|are|of \S+ is) remote)\b",
    re.IGNORECASE,
)
_LEVEL = r"(?:low|moderate|high)"
_CONFIDENCE = re.compile(
    rf"\b{_LEVEL}(?:[- ]to[- ]{_LEVEL})?[- ]+(?:degree of )?confidence\b"
    rf"|\bconfidence (?:is|was|remains) (?:\w+ )?{_LEVEL}\b",
    re.IGNORECASE,
)


def check(facts: Facts) -> Iterator[Finding]:
    """Every sentence of a view that holds both."""
    briefing = facts.briefing
    if briefing.language.split("-")[0] != "en":
        return
    for owner, path, part in facts.parts:
        if briefing.kind_name(owner) != View.kind_name or not isinstance(part, View | Statement):
            continue
        field = "judgement" if isinstance(part, View) else "text"
        text = prose.plain(getattr(part, field) or "", lambda _: "…")
        if not (_LIKELIHOOD.search(text) and _CONFIDENCE.search(text)):
            continue
        for sentence in sentencex.segment("en", text):
            likelihood, confidence = _LIKELIHOOD.search(sentence), _CONFIDENCE.search(sentence)
            if likelihood and confidence:
                yield Finding(
                    briefing.locate(owner, (*path, field)),
                    f"“{likelihood[0]}” and “{confidence[0]}” stand in one sentence",
                    "Make two sentences of it: how probable it is; how good the ground is to judge that.",
                    owner,
                    words=likelihood[0],
                )


RULE = Rule(id="likelihood-with-confidence", severity=Severity.ERROR, docs=__doc__, check=check, each=True)
