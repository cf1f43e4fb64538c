"""Dates that the source gives, and the order of events."""

from collections.abc import Callable, Mapping

import pytest

from builder.files.problems import Problem

Found = Callable[[str, Mapping[str, str]], list[Problem]]
EVENT = """
strike:
  title: A strike
  kind: air-strike
  date: {date}
  account:
    - text: A strike.
      cites: [{{source: report, quote: "{quote}"}}]
"""
SOURCES = """
report: {{title: Strikes, kind: report, publisher: A, language: {language}}}
agency: {{title: Calls for restraint, kind: report, text: seeds/agency.txt, publisher: B}}
"""


@pytest.mark.parametrize(
    ("date", "quote", "language", "missing"),
    [
        ("2024-01-16", "on 16 January 2024", "en", ""),
        ("2024-01-16", "on Jan. 16th, 2024", "en", ""),
        ("2024-01-16", "on 16/01/2024", "en", ""),
        ("2024-01-16", "2024-01-16", "en", ""),
        ("2024-01-16", "am 16. Januar 2024", "de", ""),
        ("2024-09-16", "16 Sept 2024", "en-GB", ""),
        ("2024-09-16", "16 SEPTEMBER 2024", "en-GB", ""),
        ("2024-01-03", "۳ ژانویه ۲۰۲۴", "fa", ""),
        ("2024-01-03", "3 جنوری 2024", "ur", ""),
        ("2024-01-16", "January 16", "en", "the year 2024"),
        ("2024-01-16", "in January", "en", "the year 2024 and the day 16"),
        ("2024-01-16", "on Tuesday", "en", "the year 2024, the month 01 and the day 16"),
        ("2024-05-16", "it may be 16 of 2024", "en", "the month 05"),
        ("2024-01-16/2024-01-18", "from 16 January 2024", "en", "the day 18"),
        ("1980/1988", "the war of 1980-88", "en", ""),
        ("1980/1988", "the war of the eighties", "en", "the years 1980 and 1988"),
        ("2024-01-XX", "in January 2024", "en", ""),
        ("2024~", "around 2024", "en", ""),
        ("2024-21", "in the spring of 2024", "en", ""),
        ("198X", "in the eighties", "en", ""),
        ("2024-01-16/..", "since 16 January 2024", "en", ""),
    ],
)
def test_date_in_source(date: str, quote: str, language: str, missing: str, found: Found) -> None:
    """Each year, month and day of the date, in the digits or words of the source."""
    files = {
        "content/events.yml": EVENT.format(date=date, quote=quote),
        "content/sources.yml": SOURCES.format(language=language),
    }
    messages = [problem.message for problem in found("date-not-in-source", files)]
    assert [message.split(" of the date")[0] for message in messages] == ([missing] if missing else [])


def order(*events: str) -> dict[str, str]:
    """Events with an account, each given by its id and what is known of its time."""
    account = (
        "account: [{text: A strike., cites: [{source: report, quote: carried out an air strike in Iran}]}]"
    )
    lines = (f"{event.replace('}', '')}, title: A, kind: other, {account}}}\n" for event in events)
    return {"content/events.yml": "".join(lines)}


def test_each_circle(found: Found) -> None:
    """All circles are told, each where one of its orders is given."""
    files = order(
        "a: {after: [b]}",
        "b: {before: [c], after: [c]}",
        "c: {before: [a]}",
        "d: {after: [d]}",
        "e: {after: [a]}",
    )
    problems = found("order-cycle", files)
    assert {problem.record for problem in problems} <= {"b", "c", "d"}
    assert len(problems) == 2
    assert all(problem.location.column > 1 for problem in problems)
    assert found("order-contradicts-date", files) == []


def test_contradiction_by_way_of_undated_events(found: Found) -> None:
    """The order need not be given directly."""
    files = order("a: {date: 2024-01-16}", "b: {after: [a]}", "c: {date: 2024-01-10, after: [b]}")
    [problem] = found("order-contradicts-date", files)
    assert "`c` is dated 2024-01-10, but is said to come after `a`" in problem.message
    assert problem.record == "c"


def test_undated(found: Found) -> None:
    """An order given from either side is enough."""
    files = order("a: {place: south-west}", "b: {before: [c]}", "c: {}", "d: {date_note: Not known.}")
    files["content/events.yml"] = files["content/events.yml"].replace("c: {, ", "c: {")
    assert [problem.record for problem in found("undated-event", files)] == ["a"]


@pytest.mark.parametrize(
    ("language", "date", "meant"),
    [
        ("fa", "1402", "there 1402 is 2023/2024"),
        ("fa-IR", "1402-05", "there 1402 is 2023/2024"),
        ("fa", "1402-05-12", "there it is 2023-08-03"),
        ("ps", "1399/1402?", "there 1399 is 2020/2021; there 1402 is 2023/2024"),
        ("ar", "1445~", "there 1445 is 2023/2024"),
        ("ur", "'[1445,1446]'", "there 1445 is 2023/2024; there 1446 is 2024/2025"),
        ("th", "2567", "there 2567 is 2024/2025"),
        ("he", "5784", "there 5784 is 2023/2024"),
        ("ne", "2081", "there 2081 is 2024/2025"),
        ("fa", "2023", ""),
        ("fa", "1953-08-19", ""),
        ("en", "1402", ""),
        ("de", "1402/1405", ""),
    ],
)
def test_a_calendar_is_asked_about(language: str, date: str, meant: str, found: Found) -> None:
    """A year that news in the source's language counts in another calendar, and no other, is a question."""
    files = {
        "content/events.yml": EVENT.format(date=date, quote="A strike."),
        "content/sources.yml": SOURCES.format(language=language),
    }
    hints = [problem.hint for problem in found("calendar-doubtful", files)]
    assert len(hints) == bool(meant)
    assert all(f"If so, {meant}: write" in hint for hint in hints)


def test_a_calendar_is_asked_about_wherever_a_date_is(found: Found) -> None:
    """The dates of sources, of the briefing itself, of its phases and editions are asked about as well."""
    files = {
        "content/briefing.yml": """
            title: A briefing
            language: fa
            as_of: 1402-05
            bottom_line: [{text: A strike., rests_on: [strike]}]
            phases: [{label: One, start: 1401, end: 1402}]
            """,
        "content/sources.yml": """
            report: {title: Strikes, kind: report, publisher: A, published: 1402, accessed: 1402-11-01}
            agency: {title: Calls, kind: report, publisher: A, published: 1402, language: en}
            """,
        "content/editions.yml": """
            first: {title: First, date: 1402-05-12, changes: [{kind: new, text: A strike.}]}
            """,
        "content/events.yml": """
            strike:
              title: A strike
              kind: air-strike
              date: 1402
              date_note: As the chronicle has it.
              account: [{text: A strike., cites: [{source: report, quote: A strike.}]}]
            """,
    }
    found_in = [problem.location.path for problem in found("calendar-doubtful", files)]
    assert found_in == [
        *["content/briefing.yml"] * 3,
        "content/editions.yml",
        *["content/sources.yml"] * 2,
    ]
