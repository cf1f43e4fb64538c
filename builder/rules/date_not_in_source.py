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
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from builder.problems import Problem, Severity
from builder.rules import numbers
from builder.rules.rule import Facts, listed

SEVERITY = Severity.WARNING
# A calendar date inside an EDTF text; unspecified digits (X), seasons and long years are left alone.
_DATE = re.compile(r"(?<![\dX-])(\d{4})(?![\dX])(?:-(\d{2})(?!\d)(?:-(\d{2})(?!\d))?)?")
# A date in digits alone, where a month is a number.
_NUMERIC = re.compile(r"\d{1,4}\s?[./-]\s?\d{1,2}(?:\s?[./-]\s?\d{1,4})?")


class _Said(NamedTuple):
    """What one quote says of dates."""

    numbers: frozenset[numbers.Value]
    months: frozenset[int]


def check(facts: Facts) -> Iterator[Problem]:
    """Every event with a part of its date that no quote holds and no note explains."""
    briefing = facts.briefing
    for event in briefing.events.values():
        if event.date is None or event.date_note:
            continue
        citations = [citation for statement in event.account for citation in statement.cites]
        if any(citation.quote is None for citation in citations):
            continue
        said = []
        for citation in citations:
            source = briefing.sources.get(citation.source)
            language = (source and source.language) or briefing.overview.language
            said.append(_said(citation.quote or "", language))
        missing = list(_missing(event.date.text, said))
        if missing:
            verb = "stands" if len(missing) == 1 else "stand"
            yield Problem(
                "date-not-in-source",
                briefing.locate(event.id, ("date",)),
                f"{listed(missing)} of the date {verb} in no quote of the account",
                "Quote the words that give the date, or say in `date_note` what of it is the editor's.",
                event.id,
            )


def _missing(date: str, said: Iterable[_Said]) -> Iterator[str]:
    years, months, days = [], [], []
    for year, month, day in _DATE.findall(re.sub("[?~%]", "", date)):
        years.append(year)
        # From 21 on it is a season.
        if month and int(month) <= 12:
            months.append(month)
        if day:
            days.append(day)
    all_numbers = frozenset().union(*(each.numbers for each in said))
    all_months = frozenset().union(*(each.months for each in said))
    for name, wanted, held in (
        ("year", years, all_numbers),
        ("month", months, all_months),
        ("day", days, all_numbers),
    ):
        absent = [each for each in dict.fromkeys(wanted) if int(each) not in held]
        if absent:
            yield f"the {name}{'s' * (len(absent) > 1)} {listed(absent)}"


@lru_cache(maxsize=20_000)
def _said(quote: str, language: str) -> _Said:
    months = {number for number, name in _months(language) if name.search(quote)}
    for date in _NUMERIC.findall(quote):
        months |= {int(part) for part in re.findall(r"\d+", date) if int(part) <= 12}
    return _Said(numbers.held(quote, language), frozenset(months))


@cache
def _months(language: str) -> list[tuple[int, re.Pattern[str]]]:
    """For each month, its names and abbreviations in a language."""
    names: dict[int, set[str]] = {}
    for code in (language, language.split("-")[0]):
        try:
            locale = Locale.parse(code, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
        for forms in locale.months.values():
            for width in ("wide", "abbreviated"):
                for number, name in forms.get(width, {}).items():
                    names.setdefault(number, set()).add(name.strip("."))
    # As the language writes them, and in capitals: “may” is no month.
    return [
        (number, re.compile("|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form in _cased(found))))
        for number, found in names.items()
    ]


def _cased(names: Iterable[str]) -> list[str]:
    return sorted({form for name in names for form in (name, name[:1].upper() + name[1:], name.upper())})
