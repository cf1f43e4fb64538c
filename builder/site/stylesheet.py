"""Stylesheets → the one that is published: what it imports stands in the place of each `@import`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from posixpath import dirname, join, normpath, relpath

# The sheet of the theme that names all others, by its path there; it is published under the same path.
FILE = "css/site.css"

# What is changed, and strings, so that nothing in them is: space and comments; imports; addresses of files
# beside the sheet, neither full ones nor from the host's top.
_PARTS = re.compile(
    r"(?P<space>(?:\s|/\*.*?\*/)+)"
    r"|(?P<import>@import\b[^;]*;?)"
    r"""|url\(\s*(?P<mark>["']?)(?!["'#/]|[a-z][a-z0-9+.-]*:)(?P<address>[^"')]+)(?P=mark)\s*\)"""
    r"""|(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')""",
    re.DOTALL | re.IGNORECASE,
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# What an import may be: a file, and optionally the media that it is for.
_IMPORT = re.compile(r"""@import\s+(?:url\(\s*)?(["'])(?P<path>[^"']+)\1\s*\)?\s*(?P<media>[^;]*);""")
_OTHER_CONDITION = re.compile(r"layer\b|supports\(")  # not understood here


@dataclass(frozen=True)
class Stylesheet:
    """What is published: its text, the paths of the sheets that went into it, and what could not be put
    there, each with what is wrong."""

    text: str
    used: frozenset[str]
    problems: tuple[str, ...]

    @property
    def version(self) -> str:
        """Other digits for another text, so that no browser shows a page with yesterday's style."""
        return sha256(self.text.encode()).hexdigest()[:8]


def joined(sheets: Mapping[str, bytes]) -> Stylesheet:
    """The sheet `FILE` with all that it imports, without comments and indentation.

    `sheets` are the files by path. A file is put in place once, where it is imported first; an import for
    some media becomes a rule for them. Addresses of files are changed to hold from where `FILE` lies.
    """
    used: list[str] = []
    problems: list[str] = []

    def text_of(path: str) -> str:
        used.append(path)
        try:
            text = sheets[path].decode("utf-8-sig")
        except UnicodeDecodeError:
            problems.append(f"{path}: the file is not in UTF-8")
            return ""
        return _PARTS.sub(lambda part: put(part, path), text).strip()

    def put(part: re.Match[str], path: str) -> str:
        if part["space"]:
            return _shortest(part["space"])
        if part["import"]:
            return imported(part["import"], path)
        if part["string"]:
            return part["string"]
        moved = relpath(join(dirname(path), part["address"]), dirname(FILE))
        return f"url({part['mark']}{moved}{part['mark']})"

    def imported(statement: str, path: str) -> str:
        said = _IMPORT.fullmatch(statement)
        if said is None or _OTHER_CONDITION.match(said["media"]):
            problems.append(f'{path}: `{statement}` is not of the form `@import "file.css" media;`')
            return ""
        target, media = normpath(join(dirname(path), said["path"])), said["media"].strip()
        if target not in sheets:
            problems.append(f"{path}: `{statement}` names a file that is not there")
            return ""
        if target in used:
            return ""
        return f"@media {media} {{\n{text_of(target)}\n}}" if media else text_of(target)

    return Stylesheet(f"{text_of(FILE)}\n", frozenset(used), tuple(problems))


def _shortest(space: str) -> str:
    """The least that means the same as space and comments; a comment alone parts two words, too."""
    left = _COMMENT.sub("", space)
    return "\n" if "\n" in left else " " if left else "/**/"
