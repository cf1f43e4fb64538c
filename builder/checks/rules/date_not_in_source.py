"""An event's date holds a year, month or day that no quote of its account gives, and no note says why.

News leaves dates incomplete: “on Tuesday”, “on January 3”. The editor who completes such a date from the
day of publication, or from elsewhere, is usually right, but readers should be told. So each year, month
and day of the date must stand in a quote of the event's account, in digits or as the name of a month in
the source's language, or `date_note` must say what is the editor's.

Accounts that cite a source by `locator` only are not looked at.

Fails, because the source says only “two days later”:

    # content/events.yml
    strike:
      title: Pakistan strikes back
      kind: air-strike
      date: 2024-01-18
      account:
        - text: Pakistan carried out an air strike in Iran.
          cites: [{source: report, quote: Two days later Pakistan carried out an air strike in Iran.}]

Passes:

    # content/events.yml
    strike:
      title: Pakistan strikes back
      kind: air-strike
      date: 2024-01-18
      date_note: The source says “two days later”; the editor has counted from 16 January 2024.
      account:
        - text: Pakistan carried out an air strike in Iran.
          cites: [{source: report, quote: Two days later Pakistan carried out an air strike in Iran.}]
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError

from builder.checks import numbers
from builder.checks.rule import Finding, Rule, listed
from builder.facts.facts import Facts
from builder.files.problems import Severity
from builder.model.records import Event

# A calendar date inside an EDTF text; unspecified digits (X), seasons and long years are left alone.
_DATE = re.compile(r"(?<![\dX-])(\d{4})(?![\dX])(?:-(\d{2})(?!\d)(?:-(\d{2})(?!\d))?)?")
# A date in digits alone, where a month is a number. What begins with one digit, not with several, is found
# many times quicker.
_NUMERIC = re.compile(r"\d\d{0,3}\s?[./-]\s?\d{1,2}(?:\s?[./-]\s?\d{1,4})?")
_WORD = re.compile(r"\w+")
# The same in texts of plain letters, where it is quicker: all other characters as spaces.
_BREAKS = bytes(code if _WORD.match(chr(code)) else ord(" ") for code in range(256))
_UNQUALIFIED = str.maketrans("", "", "?~%")


def check(facts: Facts) -> Iterator[Finding]:
    """Every event with a part of its date that no quote holds and no note explains."""
    briefing = facts.briefing
    for event in facts.of(Event):
        if event.date is None or event.date_note:
            continue
        citations = [citation for statement in event.account for citation in statement.cites]
        if any(citation.quote is None for citation in citations):
            continue
        quotes = []
        for citation in citations:
            source = briefing.sources.get(citation.source)
            quotes.append((citation.quote or "", (source and source.language) or briefing.language))
        missing = list(_missing(event.date.text, quotes))
        if missing:
            verb = "stands" if len(missing) == 1 else "stand"
            yield Finding(
                briefing.locate(event.id, ("date",)),
                f"{listed(missing)} of the date {verb} in no quote of the account",
                "Quote the words that give the date, or say in `date_note` what of it is the editor's.",
                event.id,
            )


def _missing(date: str, quotes: list[tuple[str, str]]) -> Iterator[str]:
    """The parts of a date that stand in none of the quotes, each given with its language."""
    years, months, days = [], [], []
    for year, month, day in _DATE.findall(date.translate(_UNQUALIFIED)):
        years.append(year)
        # From 21 on it is a season.
        if month and int(month) <= 12:
            months.append(month)
        if day:
            days.append(day)
    for name, wanted, readings in (
        ("year", years, (_plain_numbers, numbers.held)),
        ("month", months, (_months_in,)),
        ("day", days, (_plain_numbers, numbers.held)),
    ):
        absent = list(dict.fromkeys(wanted))
        for read in readings:
            for quote, language in quotes:
                if absent:
                    held = read(quote, language)
                    absent = [each for each in absent if int(each) not in held]
        if absent:
            yield f"the {name}{'s' * (len(absent) > 1)} {listed(absent)}"


def _plain_numbers(quote: str, language: str) -> frozenset[int]:
    """Some of the numbers that a quote holds: nearly always these are enough, and found sooner."""
    return numbers.in_digits(quote)


@lru_cache(maxsize=20_000)
def _months_in(quote: str, language: str) -> frozenset[int]:
    words, phrases = _months(language)
    if quote.isascii():
        given = quote.encode("ascii").translate(_BREAKS).decode("ascii").split()
    else:
        given = _WORD.findall(quote)
    months = {words[word] for word in words.keys() & given}
    months |= {number for number, phrase in phrases if phrase.search(quote)}
    for date in _NUMERIC.findall(quote):
        months |= {int(part) for part in re.findall(r"\d+", date) if int(part) <= 12}
    return frozenset(months)


@cache
def _months(language: str) -> tuple[dict[str, int], list[tuple[int, re.Pattern[str]]]]:
    """The months' names and abbreviations in a language: single words, and those that are none."""
    words: dict[str, int] = {}
    phrases: list[tuple[int, re.Pattern[str]]] = []
    for code in (language, language.split("-")[0]):
        try:
            locale = Locale.parse(code, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
        for forms in locale.months.values():
            for width in ("wide", "abbreviated"):
                for number, name in forms.get(width, {}).items():
                    for form in _cased(name.strip(".")):
                        if _WORD.fullmatch(form):
                            words[form] = number
                        else:
                            phrases.append((number, re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")))
    return words, phrases


def _cased(name: str) -> set[str]:
    """A name as the language writes it, and in capitals: “may” is no month."""
    return {name, name[:1].upper() + name[1:], name.upper()}


RULE = Rule(
    id="date-not-in-source", severity=Severity.WARNING, docs=__doc__, check=check, each=True, of_texts=True
)
