"""What a file was found to hold, and what keeps a file from being used."""

from dataclasses import dataclass

# A text of fewer letters is a notice or a beginning, not an article; a sentence or two have more.
LEAST_LETTERS = 80


@dataclass(frozen=True)
class Article:
    """An article's text and what is known of it; empty is what was not found.

    `text` is as it will be stored: plain line feeds, one at the end. `kind` is a CSL type; dates are EDTF, no
    more exact than they were found; `remarks` say what was changed, left out or assumed.
    """

    text: str
    kind: str
    title: str = ""
    publisher: str = ""
    author: tuple[str, ...] = ()
    published: str = ""
    url: str = ""
    archived_url: str = ""
    accessed: str = ""
    language: str = ""
    remarks: tuple[str, ...] = ()


class UnusableError(Exception):
    """A file that no article can be taken from: the message says why, `hint` what would help."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
