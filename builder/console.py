"""Problems as text for people, JSON for programs, annotations for GitHub."""

import json
from collections.abc import Iterable

from builder.coverage import Coverage, SourceCoverage
from builder.problems import Problem, Severity, counted

FORMATS = ("text", "json", "github")

# Workflow commands of GitHub Actions: what a severity is called there.
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_text(problems: Iterable[Problem]) -> str:
    """One problem a line, `file:line:column: rule: message`, hints indented below."""
    return "\n".join(str(problem) for problem in problems)


def as_json(problems: Iterable[Problem], records: int, drafts: int) -> str:
    """One JSON object: `problems`, each with every field, and the number of `records` and `drafts`."""
    found = [
        {
            "rule": problem.rule,
            "severity": problem.severity.value,
            "file": problem.location.path,
            "line": problem.location.line,
            "column": problem.location.column,
            "record": problem.record,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps({"problems": found, "records": records, "drafts": drafts}, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands, which GitHub shows as annotations on the lines of the YAML."""
    return "\n".join(_annotation(problem) for problem in problems)


def summary(problems: Iterable[Problem], records: int, drafts: int) -> str:
    """How it went, in a line: `2 errors, 1 note in 41 records (3 of them drafts)`."""
    if not records:
        return f"{counted(problems) or 'No problems'}."
    share = f" ({drafts} of them {'drafts' if drafts > 1 else 'a draft'})" if drafts else ""
    noun = "record" if records == 1 else "records"
    return f"{counted(problems) or 'No problems'} in {records} {noun}{share}."


def coverage(report: SourceCoverage, *, every: bool = False) -> str:
    """One source's coverage: a line of totals, then its sentences (only those to look at, or `every`)."""
    counts = report.counts
    body = len(report.sentences) - counts[Coverage.HEADLINE]
    done = body - counts[Coverage.NOT_CITED]
    states = [f"{counts[state]} {state}" for state in Coverage if counts[state]]
    total = f"{report.path}: something rests on {done} of {body} sentences"
    lines = [f"{total} ({', '.join(states)}; {report.share:.0%} of the words)"]
    for sentence in report.sentences:
        if every or sentence.state in (Coverage.NOT_CITED, Coverage.LEFT_OUT):
            reason = f" – {sentence.reason}" if sentence.reason else ""
            lines.append(f"  {sentence.line}:{sentence.column} {sentence.state}{reason}\n    {sentence.text}")
    return "\n".join(lines)


def _annotation(problem: Problem) -> str:
    where = problem.location
    fields = {"file": where.path, "line": where.line, "col": where.column, "title": problem.rule}
    values = ",".join(f"{key}={_property(str(value))}" for key, value in fields.items() if value)
    text = "\n".join(filter(None, [problem.message, problem.hint]))
    return f"::{_GITHUB[problem.severity]} {values}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
