"""The kinds of value that fields of records hold: ids, texts, dates, addresses, places on the globe."""

import datetime
import math
import re
import unicodedata
from typing import Annotated

from babel import Locale, UnknownLocaleError
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from builder.model import dates
from builder.model.base import ID_PATTERN, INLINE, PLAIN, RefTo

# `index` would be the folder's own page, `briefing` is content/briefing.yml itself.
RESERVED_IDS = frozenset({"index", "briefing"})


MAX_ID_LENGTH = 80


def one_line(text: str) -> str:
    """A text on one line: whatever breaks a line (of all that Unicode knows) is a space."""
    return " ".join(part for line in text.splitlines() if (part := line.strip()))


def check_id(text: str) -> str:
    """An id as it must be: lower-case words with hyphens; raises a pydantic error otherwise."""
    if not ID_PATTERN.fullmatch(text):
        raise PydanticCustomError(
            "id-invalid",
            "the id `{id}` must be lower-case words of a–z and 0–9 with hyphens between them",
            {"id": text},
        )
    if len(text) > MAX_ID_LENGTH:
        raise PydanticCustomError(
            "id-invalid",
            "the id `{id}` has {length} characters, more than {most}",
            {"id": text, "length": len(text), "most": MAX_ID_LENGTH},
        )
    if text in RESERVED_IDS:
        raise PydanticCustomError("id-invalid", "the id `{id}` is kept for the site itself", {"id": text})
    return text


def slug(text: str) -> str:
    """The id nearest to a text; empty where the text holds nothing for one."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain))


def _date(value: object) -> object:
    if isinstance(value, dates.EdtfDate):
        return value
    if not isinstance(value, str):
        hint = 'Where it is one of several days, write "[2024-01-03,2024-01-04]", in quotation marks.'
        raise PydanticCustomError("date-invalid", "a date must be text", {"hint": hint})
    if not value.strip():
        raise PydanticCustomError("date-invalid", "the date is empty")
    try:
        return dates.parse(value)
    except ValueError as error:
        meant = " or ".join(f"`{each}`" for each in dates.likely_meant(value))
        context = {"reason": str(error), "hint": f"Did you mean {meant}?" if meant else ""}
        raise PydanticCustomError("date-invalid", "{reason}", context) from None


def _day(value: object) -> object:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        context = {"text": str(value), "hint": "Write it as 2024-01-18."}
        raise PydanticCustomError("date-invalid", "`{text}` is not a day", context) from None


def _url(value: str) -> str:
    if not re.match(r"https?://[^\s/]+", value):
        raise PydanticCustomError(
            "unsafe-link", "`{url}` is not a web address (http or https)", {"url": value}
        )
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", value):
        raise PydanticCustomError(
            "term-not-standard",
            "`{tag}` is not a language tag; English is en, in Britain en-GB, and Persian fa",
            {"tag": value},
        )
    return value


def _language_in_words(value: str) -> str:
    try:
        Locale.parse(value, sep="-")
    except (UnknownLocaleError, ValueError):
        raise PydanticCustomError(
            "term-not-standard", "the builder cannot write dates in the language `{tag}`", {"tag": value}
        ) from None
    return value


def _latitude_longitude(value: tuple[float, float]) -> tuple[float, float]:
    # Arithmetic puts a place on the antimeridian some hair's breadth beyond it.
    latitude, longitude = (
        math.copysign(most, each) if most < abs(each) <= most + 1e-6 else each
        for each, most in zip(value, (90, 180), strict=True)
    )
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise PydanticCustomError(
            "location-invalid", "a location is [latitude, longitude]: −90 to 90, then −180 to 180"
        )
    return latitude, longitude


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


Inline = Annotated[Text, INLINE]


# Names and titles are one line, however they are written, so that nothing in them can begin a line.
Plain = Annotated[Text, AfterValidator(one_line), PLAIN]


Url = Annotated[
    Text,
    AfterValidator(_url),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\s*https?://[^\s/]+",
            "patternErrorMessage": "A web address begins with https:// or http://.",
        }
    ),
]


Language = Annotated[
    Text,
    AfterValidator(_language),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\s*[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\s*$",
            "patternErrorMessage": "A language tag is needed: English is en, in Britain en-GB, Persian fa.",
            "examples": ["en-GB", "en-US", "fa", "ur", "ar", "fr", "de"],
        }
    ),
]


Day = Annotated[
    datetime.date,
    BeforeValidator(_day),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$",
            "patternErrorMessage": "A day is written as 2024-01-18.",
            "examples": ["2024-01-18"],
        }
    ),
]


Date = Annotated[
    dates.EdtfDate,
    BeforeValidator(_date),
    PlainSerializer(str),
    WithJsonSchema(
        {
            # A year alone is a number to other readers of YAML.
            "type": ["string", "integer"],
            "pattern": dates.PATTERN,
            "patternErrorMessage": "A date is written as 2024-01-18, 2024-01, 2024 or 2024-01-16/2024-01-18.",
            "examples": ["2024-01-18", "2024-01", "2024", "2024-01-16/2024-01-18", "2024-01~", "2024-01?"],
        }
    ),
]


_Latitude = Annotated[float, Field(json_schema_extra={"minimum": -90, "maximum": 90})]


_Longitude = Annotated[float, Field(json_schema_extra={"minimum": -180, "maximum": 180})]


Coordinates = Annotated[tuple[_Latitude, _Longitude], AfterValidator(_latitude_longitude)]
# A language that dates and numbers can be written in.
WritingLanguage = Annotated[Language, AfterValidator(_language_in_words)]
AnyRef = Annotated[str, RefTo(frozenset())]


SourceRef = Annotated[str, RefTo(frozenset({"source"}))]


ActorRef = Annotated[str, RefTo(frozenset({"actor"}))]


PlaceRef = Annotated[str, RefTo(frozenset({"place"}))]


EventRef = Annotated[str, RefTo(frozenset({"event"}))]
