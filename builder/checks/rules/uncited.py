"""A statement rests neither on words in a source nor on other records.

Every statement of a briefing shows what it rests on: `cites` names a source and quotes its words,
`rests_on` names records of the briefing that rest on such words themselves. The bottom line and the key
points may rest on records; a position, a relation and a figure are somebody's claim and need the words.
What is the editor's own goes into `note`, and is shown as such.

A citation needs a `quote`. A `locator` by itself (a page, a minute) is only for a source whose text is
not stored.

Fails:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      account:
        - text: There was a strike.

Passes:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      account:
        - text: There was a strike.
          cites: [{source: report, quote: carried out an air strike in Iran}]
        - note: The source does not say at what hour.
"""

from collections.abc import Iterator

from builder.checks.rule import Finding, Rule, listed, shortened
from builder.facts.briefing import Briefing
from builder.facts.facts import Facts
from builder.files.problems import Location, Severity
from builder.model.base import Model, Path, parts
from builder.model.records import Citation, Figure, Position, Relation, Source, Statement, View

_HINT = "Cite the words that say so: `cites: [{source: …, quote: …}]`."


def check(facts: Facts) -> Iterator[Finding]:
    """Every statement, claim and judgement without support, and every citation without words."""
    for owner, path, part in facts.parts:
        found: tuple[str, str] | None = None
        if isinstance(part, Statement):
            found = _statement(part, facts)
        elif isinstance(part, Position):
            if part.stance != "no-statement-found" and not part.cites:
                hint = f"{_HINT} Where nothing is known of them, write `stance: no-statement-found`."
                found = f"nothing is cited for the position of `{part.by}`", hint
        elif isinstance(part, Relation | Figure):
            if not part.cites:
                what = "relation" if isinstance(part, Relation) else "figure"
                found = f"nothing is cited for this {what}", _HINT
        elif isinstance(part, View):
            if not part.cites and not _supported(facts, part.rests_on):
                found = "nothing is cited for this view", _HINT
        elif isinstance(part, Citation):
            found = _citation(part, facts)
        if found:
            yield Finding(_where(facts, owner, path, part), *found, owner)


def _where(facts: Facts, owner: str, path: Path, part: Model) -> Location:
    """The text that is not supported, or else the whole part."""
    field = "judgement" if isinstance(part, View) else "text"
    return facts.briefing.locate(owner, (*path, field) if getattr(part, field, None) else path)


def _statement(part: Statement, facts: Facts) -> tuple[str, str] | None:
    if part.text is None:
        if part.note is None:
            return "the statement has no text", "Write its `text`, or the editor's own remark as `note`."
        return None
    if part.cites or _supported(facts, part.rests_on):
        return None
    if not part.rests_on:
        hint = f"{_HINT} An editor's own remark is a `note`."
        return f"nothing is cited for “{shortened(part.text)}”", hint
    names = listed([f"`{key}`" for key in part.rests_on])
    if all(isinstance(facts.briefing.records.get(key), Source) for key in part.rests_on):
        return f"this rests on {names} as a whole, not on words in it", _HINT
    return f"this rests on {names}, where nothing is cited", f"Cite words there. Or here: {_HINT}"


def _citation(part: Citation, facts: Facts) -> tuple[str, str] | None:
    stored = part.source in facts.briefing.texts
    if part.quote is None and part.locator is None:
        also = "" if stored else " Or, since its text is not stored, its `locator`: a page, a minute, a row."
        return f"nothing of `{part.source}` is quoted", f"Add its words as `quote`.{also}"
    if part.quote is None and stored:
        hint = "Its text is stored: quote the words there, so that they can be checked."
        return f"nothing of `{part.source}` is quoted, only a place in it is named", hint
    return None


def _supported(facts: Facts, rests_on: tuple[str, ...]) -> bool:
    return any(_is_grounded(facts.briefing, key) for key in rests_on)


def _is_grounded(briefing: Briefing, start: str) -> bool:
    """Whether a record rests on words in the end; what is not known is left to other rules."""
    seen = {start}
    waiting = [start]
    while waiting:
        record = briefing.records.get(waiting.pop())
        if record is None:
            return True
        for _, part in parts(record):
            if isinstance(part, Citation):
                return True
            if isinstance(part, Statement | View):
                new = [key for key in part.rests_on if key not in seen]
                seen.update(new)
                waiting += new
    return False


RULE = Rule(id="uncited", severity=Severity.ERROR, docs=__doc__, check=check, each=True)
