"""JSON files as they are found. Numbers stay the text that they are, as in YAML here."""

import json
from pathlib import Path
from typing import NoReturn, TypeAlias

from builder.authoring.exchange.csv_files import problem

MAX_BYTES = 200_000_000

Json: TypeAlias = "dict[str, Json] | list[Json] | str | bool | None"


class _NotANumberError(ValueError):
    """NaN and Infinity, which are not JSON."""


def read(path: Path, name: str) -> Json:
    """What a JSON file holds; raises `ContentError` with the line of what is wrong.

    Read as UTF-8 (a byte order mark is dropped), or UTF-16 or UTF-32 as the first bytes show.
    """
    if path.stat().st_size > MAX_BYTES:
        raise problem(name, 0, f"the file is larger than {MAX_BYTES // 1_000_000} MB", "Split it.")
    data = path.read_bytes()
    try:
        text = data.decode(json.detect_encoding(data)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise problem(name, line, "the file is not UTF-8 text", "Save it again as UTF-8.") from None
    if not text.strip():
        raise problem(name, 0, "the file is empty")
    try:
        value: Json = json.loads(
            text, parse_int=str, parse_float=str, parse_constant=_refuse, object_pairs_hook=_Object.of
        )
    except json.JSONDecodeError as error:
        why = f"this is not JSON: {_words(error.msg)} in column {error.colno}"
        raise problem(name, error.lineno, why) from None
    except _NotANumberError as error:
        line = _line_of(text, str(error))
        raise problem(name, line, f"{error} is not a number that JSON knows", "Write a number.") from None
    except RecursionError:
        raise problem(name, 0, "lists and objects are nested too deep to be read", "Flatten them.") from None
    return value


class _Object(dict[str, Json]):
    """An object; a key that stands in it twice is kept under a name of its own, so that it is not lost."""

    @classmethod
    def of(cls, pairs: list[tuple[str, Json]]) -> "_Object":
        found = cls(pairs)
        if len(found) < len(pairs):
            seen: dict[str, int] = {}
            for key, value in pairs:
                seen[key] = seen.get(key, 0) + 1
                # As JavaScript reads it, the last one counts.
                if seen[key] < sum(other == key for other, _ in pairs):
                    found[f"{key} (repeated)"] = value
        return found


def _refuse(name: str) -> NoReturn:
    raise _NotANumberError(name)


def _line_of(text: str, word: str) -> int:
    return text[: text.find(word)].count("\n") + 1


def _words(message: str) -> str:
    return message[:1].lower() + message[1:]
