"""What an export gives: the text of files, and what of the briefing is not in them."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from builder.authoring.exchange.ledger import Places


class Left(dict[str, Places]):
    """What was not carried: for each reason, how often, and the first places."""

    def add(self, reason: str, place: str) -> None:
        """Count one more."""
        self.setdefault(reason, Places()).add(place)


class Exported(NamedTuple):
    """The text of the format's file, what it does not carry, and the files beside it by their names."""

    text: str
    left: Left
    beside: Mapping[str, str] = {}


def as_json(value: object) -> str:
    """A document as JSON that people can read, too; ends with a line break."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
