"""What the YAML parser complains of, in an editor's words: where, what, and the likeliest cure.

The parser reports where it gave up. That is often a line below the slip, or behind it; here the problem
is put where the slip is.
"""

import re
from functools import cache
from typing import NamedTuple

import yaml

from builder.files.changes import SetLine, lines
from builder.files.problems import Location, Problem
from builder.files.yaml_writer import escaped
from builder.model.base import Model

# The longest text that a hint repeats.
_SHOWN = 60
_ENTRY = re.compile(r"[ -]*([^\s:]+): +(.*\S)")
_PLAIN_ENTRY = re.compile(r"( *(?:- +)*[a-z_0-9-]+: +)([^\s\"'\[\]{}&*!|>%@`#,?-].*\S)\s*")
_CLOSE = "Put another `{}` where the text ends."
_INDENT = re.compile(r" *(?:- +)*")


class _Complaint(NamedTuple):
    """Line and column, from 0, of the slip; what it is; how to settle it."""

    line: int
    column: int
    message: str
    hint: str
    remedy: SetLine | None = None


def problem(error: yaml.YAMLError, text: str, name: str) -> Problem:
    """The problem behind an error of the parser; `name` is the file's path as the problem shall name it."""
    if isinstance(error, yaml.reader.ReaderError):
        # The parser counts bytes.
        before = text.encode()[: error.position].decode(errors="ignore")
        code = error.character if isinstance(error.character, int) else ord(error.character)
        found = _Complaint(
            before.count("\n"),
            len(before) - (before.rfind("\n") + 1),
            f"the character U+{code:04X} is not allowed in YAML",
            "Remove it; it is usually invisible and came with a paste.",
        )
    elif isinstance(error, yaml.MarkedYAMLError) and (error.problem_mark or error.context_mark):
        found = _explain(error, lines(text))
    else:
        return Problem("yaml-syntax", Location(name), " ".join(str(error).split()))
    place = Location(name, found.line + 1, found.column + 1)
    return Problem("yaml-syntax", place, found.message, found.hint, remedy=found.remedy)


def before_depth(error: yaml.YAMLError, text: str) -> str:
    """The text up to where the parser found things nested deeper than it reads; empty for other errors.

    It looks ahead, and may say so before it has told of any of them.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or "nesting depth" not in (error.problem or ""):
        return ""
    return text[: error.problem_mark.index] if error.problem_mark else ""


def _explain(error: yaml.MarkedYAMLError, lines: list[str]) -> _Complaint:
    mark = error.problem_mark or error.context_mark
    assert mark
    at = mark.line, mark.column
    # What is never closed is best shown where it was opened.
    opened = (error.context_mark.line, error.context_mark.column) if error.context_mark else at
    complaint = " ".join(filter(None, (error.problem, error.context)))
    line = lines[at[0]] if at[0] < len(lines) else ""
    before = line[: at[1]].rstrip()
    # The character that was opened, or that was not expected.
    character = lines[opened[0]][opened[1] : opened[1] + 1] if opened[0] < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in complaint:
        return _Complaint(*at, "a tab is used to indent", "Indent with spaces.")
    if "mapping values are not allowed" in complaint:
        return _colon(at, lines)
    if before.endswith(('"', "'")) and "did not find expected" in complaint:
        inner = before[-1]
        cure = "use ' outside: '…\"…\"…'" if inner == '"' else "double it (''), or use \" outside"
        message = f"the text goes on after the quotation mark `{inner}` that ends it"
        hint = f"If the mark belongs to the text, {cure}. If not, one further up is never closed."
        return _Complaint(at[0], len(before) - 1, message, hint)
    if "did not find expected ','" in complaint:
        closing = {"[": "]", "{": "}"}.get(character, "]")
        message = f"`{character}` is opened here and never closed, or a comma is missing in it"
        hint = f"Close it with `{closing}`. Inside it, text with a bracket or a comma needs quotation marks."
        return _Complaint(*opened, message, hint)
    if "did not find expected key" in complaint or "did not find expected '-'" in complaint:
        return _misfit(at, line, before, listed="'-'" in complaint)
    if "unexpected end of stream" in complaint and "quoted scalar" in complaint:
        return _Complaint(*opened, "the quotation mark opened here is never closed", _CLOSE.format(character))
    if "could not find expected ':'" in complaint:
        hint = "Write `key: value`; indent text that goes on over lines."
        return _Complaint(*opened, "a key without a colon", hint)
    if "block scalar" in complaint:
        hint = f"Put the text on lines of its own below `{character}`, indented; or into quotation marks."
        return _Complaint(*opened, f"text stands behind `{character}`", hint)
    if "cannot start any token" in complaint or re.search(r"\b(alias|anchor|tag)\b", complaint):
        message = f"plain text cannot begin with `{character}`"
        return _Complaint(*opened, message, _in_quotes(lines[opened[0]]))
    # `\U`, `\u` and `\x` ask for the number of a character: "C:\Users".
    if (
        "escape character" in complaint
        or "hexdecimal number" in complaint
        or "Unicode character escape" in complaint
    ):
        hint = "Double the backslash, or use single quotation marks outside."
        return _Complaint(*at, "a backslash within double quotation marks has a meaning of its own", hint)
    return _Complaint(*at, f"this is not YAML: {complaint}", "Put the text into quotation marks.")


def _colon(at: tuple[int, int], lines: list[str]) -> _Complaint:
    """A colon where none can stand: the text before it was plain text, on this line or from above."""
    row, column = at
    line = lines[row]
    indent = _indent(line)
    if ": " in line[:column]:
        message, hint = "a colon followed by a space inside plain text", _in_quotes(line)
        return _Complaint(row, column, message, hint, _line_in_quotes(row, lines))
    above = [number for number in range(row) if lines[number].strip() and lines[number].strip()[0] != "#"]
    parents = [number for number in above if _indent(lines[number]) < indent]
    parent = lines[parents[-1]].rstrip() if parents else ""
    # Below a key without a value, the lines above this one must be keys as well.
    if above and above[-1] not in parents[-1:] and (not parent or parent.endswith(":")):
        wrong = above[-1]
        key, colon, _ = lines[wrong].strip().partition(":")
        if colon:
            message, hint = "no space after the colon", f"Write `{key.lstrip('- ')}: …`."
        else:
            message, hint = "a key without a colon", "Write `key: value`."
        return _Complaint(wrong, _indent(lines[wrong]), message, hint)
    message = "this line is indented further than the key above it"
    return _Complaint(row, indent, message, "Let the keys of a record begin in the same column.")


def _misfit(at: tuple[int, int], line: str, before: str, *, listed: bool) -> _Complaint:
    """Something that is neither the next key nor the next item."""
    if before.endswith(("]", "}")):
        message = f"the text goes on after `{before[-1]}`"
        return _Complaint(at[0], len(before) - 1, message, _in_quotes(line))
    if re.match(r" *-[^\s-]", line):
        return _Complaint(*at, "no space after the dash", f"Write `- {line.strip()[1:]}`.")
    hint = "Align it with the keys above."
    if listed:
        hint = "Align it with what stands behind the `- ` above, or begin it with `- `."
    return _Complaint(*at, "the indentation does not fit the lines above", hint)


def _in_quotes(line: str) -> str:
    """The hint that shows an entry with its value in quotation marks."""
    match = _ENTRY.match(line)
    if not match:
        return "Put the text into quotation marks."
    key, value = match.groups()
    if len(value) > _SHOWN:
        value = "…"
    quoted = "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'
    return f"Put the text into quotation marks: {key}: {quoted}"


def _line_in_quotes(row: int, lines: list[str]) -> SetLine | None:
    """The line with its value in quotation marks, where it cannot be meant as anything else."""
    match = _PLAIN_ENTRY.fullmatch(lines[row])
    below = next((line for line in lines[row + 1 :] if line.strip()), "")
    if not match or " #" in lines[row] or _indent(below) > _indent(lines[row]):
        return None
    # A key may be meant as one, with a line break missing before it.
    if not _keys(Model).isdisjoint(re.findall(r"(\S+):(?=\s|$)", match[2])):
        return None
    return SetLine(row + 1, f'{match[1]}"{escaped(match[2])}"')


@cache
def _keys(model: type[Model]) -> frozenset[str]:
    """The names of all fields of a model and of those made from it."""
    return frozenset(model.model_fields).union(*(_keys(each) for each in model.__subclasses__()))


def _indent(line: str) -> int:
    """Where a line's key or text begins, behind the dash of a list item."""
    match = _INDENT.match(line)
    return match.end() if match else 0
