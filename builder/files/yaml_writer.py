"""Plain values to YAML text, as a careful editor would write it by hand in content/.

Block style, two spaces a level. A text stands on the line of its key where it fits there, without
quotation marks where it needs none; a longer one is folded below it (`>-`), one with lines of its own stands
line by line (`|`). The words of a quote stay on one line in quotation marks, so that they can be searched
for. Short lists of names stand in brackets.

Whatever is written reads back as exactly the same value, in `yaml_reader` and in other YAML tools:
text that those would take for a number, a truth value or nothing stands in quotation marks.
"""

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Plain: TypeAlias = "str | int | float | datetime.date | Sequence[Plain] | Mapping[str, Plain] | None"
"""What can be written: `None` is a key with nothing behind it; days become text such as 2024-01-03."""

WIDTH = 120
# Fields that hold a source's own words.
_VERBATIM = frozenset({"quote", "prefix", "suffix"})
# What the reader refuses, also as an escape; half of a surrogate pair is not text at all.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# What can stand in a file only as an escape, or would end a line there.
_ESCAPED = re.compile('["\\\\\t\n\r\u2028\u2029\ufeff\ufffe\uffff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_LINE_SAFE = re.compile("[^\t\n\r\u2028\u2029\ufeff\ufffe\uffff]*")
# Text without quotation marks: what it cannot begin with, hold, or end with.
_NOT_PLAIN = re.compile(
    r"[\s,\[\]{}#&*!|>'\"%@`]|[-?:](?:\s|$)|---|\.\.\.|.*(?::(?:\s|$)|\s#|\s$)", re.DOTALL
)
_NOT_PLAIN_IN_BRACKETS = re.compile(r"[,\[\]{}:?#-]")
# What YAML 1.1 or 1.2 takes for something else than text; dates are left, editors write them so.
_TYPED = re.compile(
    r"""(?xi) true | false | yes | no | on | off | y | n | null | ~ | = | <<
    | [-+]? 0 (?: x [0-9a-f_]+ | o [0-7_]+ | b [01_]+ )
    | [-+]? (?: [0-9] [0-9_]* )? \.? [0-9_]* (?: e [-+]? [0-9]+ )?
    | [-+]? [0-9] [0-9_]* (?: : [0-5]? [0-9] )+ (?: \. [0-9_]* )?
    | [-+]? \.inf | \.nan"""
)
# Where a folded text may go on in the next line: at a space that stands alone.
_FOLD = re.compile("(?<=[^ ]) (?=[^ ])")


def as_yaml(record_id: str, fields: Mapping[str, Plain]) -> str:
    """One record as YAML text: its id, its fields below it; ends with a line break.

    Raises `ValueError` for a control character, which no YAML file here may hold: see `readable`.
    """
    return entries({record_id: fields})


def entries(values: Mapping[str, Plain]) -> str:
    """Keys with their values as YAML text, as in `content/briefing.yml`; ends with a line break."""
    return f"{_block(values, 0)}\n"


def readable(text: str) -> str:
    """A text without the control characters that the reader would refuse."""
    return _UNREADABLE.sub("", text)


def scalar(value: Plain, indent: int, column: int, *, flow: bool = False, verbatim: bool = False) -> str:
    """One value that is neither list nor mapping, to be put at `column`.

    `indent` is the column of the mapping or list that holds it: further lines are indented by two more.
    With `flow` it stays on one line, and can stand in brackets; with `verbatim` in quotation marks.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    value = str(value)  # a member of an enumeration is its text
    if unreadable := _UNREADABLE.search(value):
        raise ValueError(f"the text holds the control character U+{ord(unreadable[0]):04X}")
    if not verbatim and is_plain(value, flow=flow) and (flow or column + len(value) <= WIDTH):
        return value
    quoted = escaped(value)
    if flow or verbatim or (column + len(quoted) + 2 <= WIDTH and "\n" not in value):
        return f'"{quoted}"'
    return _folded(value, indent + 2) or _literal(value, indent + 2) or f'"{quoted}"'


def key(text: str) -> str:
    """A key, with quotation marks where it needs them."""
    return scalar(text, 0, 0, flow=True)


def is_plain(text: str, *, flow: bool = False) -> bool:
    """Whether a text can stand without quotation marks; with `flow` also in brackets."""
    return bool(
        text
        and not _NOT_PLAIN.match(text)
        and _LINE_SAFE.fullmatch(text)
        and not _TYPED.fullmatch(text)
        and not (flow and _NOT_PLAIN_IN_BRACKETS.search(text) and not re.fullmatch(r"[\w.+-]+", text))
    )


def escaped(text: str) -> str:
    """A text as it stands between double quotation marks."""
    return _ESCAPED.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}", text)


def _folded(text: str, indent: int) -> str:
    """A text on several lines, which reads back as one; empty where it cannot stand so."""
    if not _LINE_SAFE.fullmatch(text) or text != text.strip(" ") or not text:
        return ""
    lines = [""]
    for words in _FOLD.split(text):
        if lines[-1] and indent + len(lines[-1]) + 1 + len(words) > WIDTH:
            lines.append("")
        lines[-1] += f" {words}" if lines[-1] else words
    return ">-" + "".join(f"\n{' ' * indent}{line}" for line in lines)


def _literal(text: str, indent: int) -> str:
    """A text of several lines as it stands; empty where it cannot stand so."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    ends = any(line != line.rstrip(" ") or not _LINE_SAFE.fullmatch(line) for line in lines)
    if ends or not lines[0] or not lines[-1] or lines[0].startswith(" "):
        return ""
    mark = "|-" if body == text else "|"
    return mark + "".join(f"\n{' ' * indent}{line}" if line else "\n" for line in lines)


def _block(value: Plain, indent: int) -> str:
    """A list or mapping from column `indent` on; what stands before its first line is the caller's."""
    between = "\n" + " " * indent
    if isinstance(value, Mapping):
        return between.join(
            f"{(name := key(each))}:{_after(inner, indent, len(name) + 1, verbatim=each in _VERBATIM)}"
            for each, inner in value.items()
        )
    assert isinstance(value, Sequence)
    return between.join(f"-{_item(each, indent)}" for each in value)


def _after(value: Plain, indent: int, used: int, *, verbatim: bool = False) -> str:
    """What stands behind a key's colon; the line is `used` characters long from `indent` on."""
    if _is_scalar(value):
        text = scalar(value, indent, indent + used + 1, verbatim=verbatim)
        return f" {text}" if text else ""
    in_brackets = _in_brackets(value)
    if in_brackets and (not value or indent + used + 1 + len(in_brackets) <= WIDTH):
        return f" {in_brackets}"
    return f"\n{' ' * (indent + 2)}{_block(value, indent + 2)}"


def _item(value: Plain, indent: int) -> str:
    """What stands behind the dash of a list's item."""
    if _is_scalar(value):
        text = scalar(value, indent, indent + 2)
        return f" {text}" if text else ""
    return f" {_block(value, indent + 2) if value else _in_brackets(value)}"


def _in_brackets(value: Plain) -> str:
    """A list of plain names or numbers in one line, or what is empty; else nothing."""
    if isinstance(value, Mapping):
        return "" if value else "{}"
    assert isinstance(value, Sequence)
    if not all(
        _is_scalar(each) and (not isinstance(each, str) or is_plain(each, flow=True)) for each in value
    ):
        return ""
    if None in value:
        return ""
    return f"[{', '.join(scalar(each, 0, 0, flow=True) for each in value)}]"


def _is_scalar(value: Plain) -> bool:
    return isinstance(value, str) or not isinstance(value, Mapping | Sequence)
