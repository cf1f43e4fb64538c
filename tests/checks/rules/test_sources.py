"""Sources whose text is not stored, was changed, or was retracted."""

import hashlib
from collections.abc import Callable, Mapping

from builder.files.problems import Problem

Found = Callable[[str, Mapping[str, str]], list[Problem]]

SOURCES = """
report:
  title: Strikes across the border
  kind: article-newspaper
  {report}

agency:
  title: Calls for restraint
  kind: article-newspaper
  text: seeds/agency.txt
"""


def sources(report: str) -> dict[str, str]:
    """The file of sources, with some fields of one of them."""
    return {"content/sources.yml": SOURCES.format(report=report)}


def test_not_stored_is_said_once(found: Found) -> None:
    """One problem for the source, however much rests on it."""
    [problem] = found("source-not-stored", sources("publisher: The Daily Report"))
    assert str(problem.location) == "content/sources.yml:1:1"
    assert problem.message.startswith("6 citations rest on `report`")


def test_a_text_that_cannot_be_read_is_another_problem(found: Found) -> None:
    """A mistyped path is not told as a text that is not stored."""
    assert found("source-not-stored", sources("text: seeds/none.txt")) == []
    assert len(found("source-missing", sources("text: seeds/none.txt"))) == 1


def test_checksum(found: Found) -> None:
    """The checksum is that of the text, whatever the line ends of the file."""
    text = "One line.\r\nAnother line.\r\n"
    checksum = hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()
    files = sources(f"text: seeds/report.txt\n  sha256: {checksum}")
    assert found("source-changed", {**files, "seeds/report.txt": "\ufeff" + text}) == []
    [problem] = found("source-changed", {**files, "seeds/report.txt": text + "More."})
    assert problem.hint.endswith(".")
    assert hashlib.sha256(b"One line.\nAnother line.\nMore.").hexdigest() in problem.hint


def test_each_citation_of_a_retracted_source(found: Found) -> None:
    """Every place that rests on it is named, since each needs another source."""
    problems = found("retracted-source", sources("text: seeds/report.txt\n  status: retracted"))
    assert len(problems) == 6
    assert {problem.record for problem in problems} == {
        "briefing",
        "strike",
        "strike-back",
        "targets",
        "children",
    }
