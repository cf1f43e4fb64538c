"""A text states a number that none of the quotes it rests on holds.

Numbers are what readers take away, and where slips of the pen do most harm. Each number in a statement,
a position, a relation, a figure or a judgement, and each `low`, `best` and `high`, must stand in a cited
quote, in digits or in words: “4,200” and “four thousand two hundred” are the same. A text that rests on
records may state the numbers that those records hold.

Not looked at: “one”, ordinals such as “third”, vague words such as “dozens”, numbers in the names of
records that the text refers to, and texts that cite a source by `locator` only. Number words are read in
German, English, Spanish, Persian, French, Italian, Dutch, Portuguese and Swedish; quotes in any other
language are not looked at.

A number that the editor has worked out is explained in the `note` of the same statement, which then
holds it.

Fails, because the source says “two children”:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      account:
        - text: Pakistan reported that three children died.
          cites: [{source: report, quote: Pakistan reported the deaths of two children.}]

Passes:

    # content/events.yml
    strike:
      title: A strike
      kind: air-strike
      date_note: The day is not known.
      account:
        - text: Pakistan reported that 2 children died.
          cites: [{source: report, quote: Pakistan reported the deaths of two children.}]
        - text: Both sides together speak of 11 dead.
          cites:
            - {source: report, quote: Pakistan reported the deaths of two children.}
            - {source: report, quote: "nine people were killed, among them women and children"}
          note: 11 is the sum of the two, by the editor.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from builder.checks import numbers
from builder.checks.rule import Finding, Rule, listed
from builder.facts.facts import Facts
from builder.files.problems import Severity
from builder.model import base, prose
from builder.model.records import Citation, Figure, Position, Record, Relation, Statement, View

_BOUNDS = ("low", "best", "high")
_Claim = Statement | Position | Relation | Figure | View


def check(facts: Facts) -> Iterator[Finding]:
    """Every number that does not stand in what its text rests on."""
    briefing = facts.briefing
    support = _Support(facts)
    for owner, path, part in facts.parts:
        if not isinstance(part, _Claim):
            continue
        field = "judgement" if isinstance(part, View) else "text"
        text: str | None = getattr(part, field)
        stated = [((*path, field), support.stated(text))] if text else []
        if isinstance(part, Position | Figure):
            for bound in _BOUNDS:
                value = getattr(part, bound)
                if value is not None:
                    stated.append(((*path, bound), (numbers.Number(str(value), frozenset({value})),)))
        plain = support.plain(part)
        stated = [
            (where, found)
            for where, found in stated
            if any(plain.isdisjoint(number.values) for number in found)
        ]
        held = support.held(part) if stated else None
        if held is None:
            continue
        for where, found in stated:
            missing = [number.shown for number in found if held.isdisjoint(number.values)]
            if missing and where[-1] == field:
                names = support.named(text or "")
                missing = [
                    number.shown
                    for number in found
                    if held.isdisjoint(number.values) and names.isdisjoint(number.values)
                ]
            if missing:
                yield Finding(
                    briefing.locate(owner, where),
                    _message(list(dict.fromkeys(missing)), isinstance(part, Relation | Position | Figure)),
                    "Quote the words that give it, or explain in the `note` beside it where it comes from.",
                    owner,
                    words=missing[0],
                )


def _message(missing: list[str], quotes_only: bool) -> str:
    what = "the number" if len(missing) == 1 else "the numbers"
    verb = "stands" if len(missing) == 1 else "stand"
    where = "in no quote cited for this" if quotes_only else "in nothing that this rests on"
    return f"{what} {listed([f'“{number}”' for number in missing])} {verb} {where}"


class _Support:
    """The numbers in what texts rest on."""

    def __init__(self, facts: Facts) -> None:
        self.briefing = facts.briefing
        self.language = facts.briefing.language
        self.kept = facts.kept

    def stated(self, text: str) -> tuple[numbers.Number, ...]:
        """The numbers that a text states, its Markdown aside."""
        if "[" not in text:
            return numbers.stated(text, self.language)
        return numbers.stated(_shown(text), self.language)

    def plain(self, part: _Claim) -> frozenset[int]:
        """Some of the numbers that a part may state: nearly always these are enough, and found sooner."""
        quotes = (citation.quote for citation in part.cites if citation.quote)
        return frozenset().union(*map(numbers.in_digits, quotes))

    def held(self, part: _Claim) -> frozenset[numbers.Value] | None:
        """The numbers that a part may state; `None` where that cannot be known."""
        held: set[numbers.Value] = set()
        for citation in part.cites:
            found = self.of_quote(citation)
            if found is None:
                return None
            held |= found
        for key in part.rests_on if isinstance(part, Statement | View) else ():
            record = self.briefing.records.get(key)
            if record is None:
                return None
            held |= self.of_record(key)
        if part.note:
            held |= numbers.held(part.note, self.language)
        return frozenset(held)

    def of_quote(self, citation: Citation) -> frozenset[numbers.Value] | None:
        """The numbers in a citation's quote; `None` where there is none, or none that is read."""
        source = self.briefing.sources.get(citation.source)
        if citation.quote is None or source is None:
            return None
        language = source.language or self.language
        if not numbers.is_read(language):
            return None
        return numbers.held(citation.quote, language)

    def of_record(self, key: str) -> frozenset[numbers.Value]:
        """The numbers in a record."""
        return self.kept.made(("numbers", key), lambda: self._of_record(key))

    def _of_record(self, key: str) -> frozenset[numbers.Value]:
        record = self.briefing.records[key]
        held: set[numbers.Value] = set()
        for text in base.texts(record):
            held |= numbers.held(text.text, self.language)
        for _, part in base.parts(record):
            if isinstance(part, Citation):
                held |= self.of_quote(part) or frozenset()
            elif isinstance(part, Position | Figure):
                held |= {value for bound in _BOUNDS if (value := getattr(part, bound)) is not None}
            date = getattr(part, "date", None)
            if date is not None:
                held |= {int(digits) for digits in re.findall(r"\d+", str(date))}
        return frozenset(held)

    def named(self, text: str) -> frozenset[numbers.Value]:
        """The numbers in the names of the records that a text refers to."""
        held: set[numbers.Value] = set()
        for key in prose.references(text, self.briefing.ids):
            for name in names_of(self.briefing.records[key]):
                held |= numbers.held(name, self.language)
        return frozenset(held)


def names_of(record: Record) -> tuple[str, ...]:
    """Every name that a record goes by."""
    return (record.heading, *getattr(record, "aliases", ()))


@lru_cache(maxsize=50_000)
def _shown(text: str) -> str:
    """A text without its Markdown, and without the names of the records it refers to."""
    return prose.plain(text, lambda _: " ")


RULE = Rule(id="figure-not-in-quote", severity=Severity.WARNING, docs=__doc__, check=check, each=True)
