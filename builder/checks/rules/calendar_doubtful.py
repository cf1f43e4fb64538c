"""A year may be counted in another calendar than the one in which dates are read.

Dates are those of the Gregorian calendar: `1402` is the year 1402, in the Middle Ages. Where the briefing or
a source that is cited is written in a language whose news counts years otherwise, such a year is asked
about: the Solar Hijri calendar in Persian, Dari and Pashto, the lunar Hijri calendar in Arabic, Urdu and
others, the Buddhist era in Thai and Lao, the Hebrew calendar, Nepal's Vikram Samvat. Write the date in the
Gregorian calendar.

Where the year is meant as it stands, say so in the `date_note` (or `as_of_note`) beside it; for a source,
in its `note`.

Fails:

    # content/sources.yml
    report:
      title: Strikes across the border
      kind: article-newspaper
      publisher: The Border Post
      text: seeds/report.txt
      language: fa
      published: 1402

    agency:
      title: Calls for restraint
      kind: article-newspaper
      publisher: The Agency
      text: seeds/agency.txt

Passes:

    # content/sources.yml
    report:
      title: Strikes across the border
      kind: article-newspaper
      publisher: The Border Post
      text: seeds/report.txt
      language: fa
      published: 2023-03/2024-03

    agency:
      title: Calls for restraint
      kind: article-newspaper
      publisher: The Agency
      text: seeds/agency.txt
"""

import datetime
from collections.abc import Callable, Iterator
from typing import NamedTuple

from builder.checks.rule import Finding, Rule, listed
from builder.facts.facts import Facts
from builder.files.problems import Severity
from builder.model import base, date_parts, records
from builder.model.date_parts import Point
from builder.model.dates import EdtfDate

# Notes that say of which calendar a date is.
_NOTES = ("date_note", "as_of_note", "note")


class _Calendar(NamedTuple):
    """A calendar: its name, which of its years news is full of, and in which of ours one of them begins."""

    name: str
    years: range
    begins: Callable[[int], int]


def _lunar(year: int) -> int:
    """The year in which one of the lunar Hijri calendar begins; its years have 354 or 355 days."""
    return int((year - 1) * 354.36707 / 365.2425 + 622.54)


_SOLAR = _Calendar("Solar Hijri calendar", range(1250, 1500), lambda year: year + 621)
_HIJRI = _Calendar("lunar Hijri calendar", range(1300, 1500), _lunar)
_BUDDHIST = _Calendar("Buddhist era", range(2440, 2640), lambda year: year - 543)
_HEBREW = _Calendar("Hebrew calendar", range(5650, 5850), lambda year: year - 3761)
_VIKRAM = _Calendar("Vikram Samvat", range(2060, 2160), lambda year: year - 57)
_CALENDARS = {
    **dict.fromkeys(("fa", "prs", "ps", "haz"), _SOLAR),
    **dict.fromkeys(("ar", "ur", "ckb", "sd", "ug", "dv", "ms", "bal", "pnb"), _HIJRI),
    **dict.fromkeys(("th", "lo", "km"), _BUDDHIST),
    **dict.fromkeys(("he", "yi"), _HEBREW),
    "ne": _VIKRAM,
}


def check(facts: Facts) -> Iterator[Finding]:
    """Every date with a year that another calendar of the languages at hand would have now."""
    for owner, path, model in facts.parts:
        found = {
            name: date_parts.read(str(value))
            for name, value in model.__dict__.items()
            if isinstance(value, EdtfDate | datetime.date)
        }
        if not found or any(getattr(model, note, None) for note in _NOTES):
            continue
        for name, date in found.items():
            years = {int(point.year) for point in date_parts.points(date) if point.year.isdigit()}
            for calendar in _calendars(facts, model):
                if doubtful := sorted(year for year in years if year in calendar.years):
                    where = facts.briefing.locate(owner, (*path, name))
                    note = next((note for note in _NOTES if note in type(model).model_fields), "")
                    message, hint = _words(date, doubtful, calendar, note)
                    yield Finding(where, message, hint, owner)
                    break


def _calendars(facts: Facts, model: base.Model) -> Iterator[_Calendar]:
    """The other calendars of the languages in which a date may have been found."""
    briefing = facts.briefing
    languages = [briefing.language]
    if isinstance(model, records.Source):
        languages = [model.language or briefing.language]
    for part in base.parts(model):
        if isinstance(part[1], records.Citation) and (source := briefing.sources.get(part[1].source)):
            languages.append(source.language or briefing.language)
    for language in dict.fromkeys(languages):
        if calendar := _CALENDARS.get(language.split("-")[0]):
            yield calendar


def _words(date: date_parts.Date, years: list[int], calendar: _Calendar, note: str) -> tuple[str, str]:
    """What is asked about a date, and how to answer."""
    day = _solar_day(date) if calendar is _SOLAR and isinstance(date, Point) else None
    begins = [(year, calendar.begins(year)) for year in years]
    meant = f"there it is {day}" if day else "; ".join(f"there {year} is {a}/{a + 1}" for year, a in begins)
    otherwise = f" If not, say so in `{note}`." if note else ""
    return (
        f"{listed([str(year) for year in years])} is read as a year of the Gregorian calendar",
        f"Is it one of the {calendar.name}? If so, {meant}: write the date in ours.{otherwise}",
    )


def _solar_day(point: Point) -> datetime.date | None:
    """The day that a full date of the Solar Hijri calendar is in ours."""
    from persiantools.jdatetime import JalaliDate  # few dates are asked about

    if not (point.month.isdigit() and point.day.isdigit()):
        return None
    try:
        # The library's method has no types.
        day: datetime.date = JalaliDate(int(point.year), int(point.month), int(point.day)).to_gregorian()  # type: ignore[no-untyped-call]
    except ValueError:
        return None
    return day


RULE = Rule(id="calendar-doubtful", severity=Severity.WARNING, docs=__doc__, check=check, each=True)
