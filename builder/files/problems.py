"""What can be wrong with a briefing, as values: where it is, what it is, how to settle it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from builder.files.changes import Remedy


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning does so under `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, order=True, slots=True)
class Location:
    """A place in a file: path relative to the briefing's folder (with `/`), line and column from 1.

    Line 0 means the file or folder as a whole.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that an editor should look at.

    `rule` is the id of the rule that found it, `record` the id of the record that holds it (or
    empty), `message` says what is wrong in one sentence, `hint` how to settle it. `words` are those that
    are meant, where they are not all that begins at the place. Problems of one rule with the same `cause`
    are settled together. `remedy` is the change that settles it, where there is only one.
    """

    rule: str
    location: Location
    message: str
    hint: str = ""
    record: str = ""
    severity: Severity = Severity.ERROR
    words: str = ""
    cause: str = ""
    remedy: Remedy | None = field(default=None, compare=False)

    def __str__(self) -> str:
        severity = "" if self.severity is Severity.ERROR else f" ({self.severity})"
        first = f"{self.location}: {self.rule}{severity}: {self.message}"
        return first + "".join(f"\n    {line}" for line in self.hint.splitlines())


class ContentError(Exception):
    """The briefing cannot be built; `problems` holds every reason, errors and others alike."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by file, line and column, each once."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.location, p.rule, p.message)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any problem stops the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def counted(problems: Iterable[Problem]) -> str:
    """How many there are of each severity, in words: `1 error, 2 warnings`; empty for none."""
    severities = [problem.severity for problem in problems]
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    counts = [(severities.count(severity), word) for severity, word in words.items()]
    return ", ".join(f"{count} {word}{'s' if count > 1 else ''}" for count, word in counts if count)
