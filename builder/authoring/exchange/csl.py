"""Sources as CSL-JSON, which Zotero, pandoc and other reference managers write and read.

Described by its schema, <https://github.com/citation-style-language/schema>
(`schemas/input/csl-data.json`). Read are a list of items and an object of items under their ids. Dates may
be EDTF strings or objects with `date-parts`, `season`, `circa`, `literal`, `raw` or `edtf`; numbers may be
text.

| CSL | Here |
|---|---|
| `id` | the id; one that is an address gives way to an id made from the title |
| `type` | `kind`; a type that there is not here becomes `document`, and the source a draft |
| `title` | `title` |
| `container-title`, else `publisher` | `publisher`: for articles, posts, web pages and broadcasts; for the rest the other way round |
| `author` | `author` |
| `issued`, `accessed` | `published`, `accessed`, no more exact than they are |
| `URL`, else `DOI` | `url` |
| `archive_location`, where it is an address | `archived_url` |
| `language` | `language` |
| `note` | `note` |

Exported sources keep what CSL has no field for (`text`, `rights`, `reliability`, `status`, `sha256`,
`left_out`, `draft`, the Markdown of `note`) under `custom.briefing`, so that they come back as they were.
"""  # noqa: E501 - a row of a table is one line

import re
from collections.abc import Iterator
from typing import Any, get_args

from builder.authoring.exchange import foreign_dates, foreign_html
from builder.authoring.exchange.exported import Exported, Left, as_json
from builder.authoring.exchange.json_files import Json
from builder.authoring.exchange.ledger import Entry, UnreadableError, flat
from builder.authoring.exchange.proposals import Book, Proposal, shortened_slug
from builder.authoring.exchange.validation import checked, fields_of
from builder.facts.briefing import Briefing
from builder.model import base, dates, prose, records, vocabulary
from builder.model.fields import MAX_ID_LENGTH, RESERVED_IDS

TITLE = "CSL-JSON"
_KINDS = get_args(vocabulary.SourceKind)
# Kinds whose publisher stands under `container-title`: the paper, site, station or programme.
_CONTAINED = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "broadcast", "chapter", "entry-encyclopedia"}
    | {"paper-conference", "post", "post-weblog", "webpage"}
)
_OURS = "briefing"
_NAME = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_CUSTOM = ("draft", "text", "rights", "reliability", "status", "sha256", "left_out", "note")


class Item(Entry):
    """One item, with its values as they stand in the file."""

    def __init__(self, place: str, item: dict[str, Json]) -> None:
        super().__init__(place, 0, flat(item))
        self.item = item

    @property
    def ours(self) -> dict[str, Json] | None:
        """What an export from here has kept beside what CSL has fields for."""
        custom = self.item.get("custom")
        kept = custom.get(_OURS) if isinstance(custom, dict) else None
        return kept if isinstance(kept, dict) else None


def is_document(value: Json) -> bool:
    """Whether a JSON document holds CSL items, in a list or under their ids."""
    items = list(value.values()) if isinstance(value, dict) else value
    return isinstance(items, list) and bool(items) and all(map(_is_item, items))


def _is_item(value: Json) -> bool:
    return (
        isinstance(value, dict) and isinstance(value.get("type"), str) and ("id" in value or "title" in value)
    )


def entries(value: Json) -> Iterator[Entry]:
    """The items; those under a key that has to be their id get it."""
    if isinstance(value, dict):
        items = [(key, {"id": key, **each} if isinstance(each, dict) else {}) for key, each in value.items()]
    else:
        found = enumerate(value if isinstance(value, list) else [], 1)
        items = [(str(number), each if isinstance(each, dict) else {}) for number, each in found]
    for key, fields in items:
        yield Item(f"source “{fields['id']}”" if fields.get("id") else f"source {key}", fields)


def propose(entry: Entry, book: Book) -> list[Proposal]:
    """The source that an item becomes; raises `UnreadableError` for one without a title."""
    assert isinstance(entry, Item)
    kind = entry.take("type")
    title = _title(entry)
    ours = entry.ours
    fields: dict[str, Any] = {"title": title, "kind": kind if kind in _KINDS else "document"}
    if kind not in _KINDS:
        entry.remark(f"the type `{kind[:40]}` is not known here; it became `document`")
        fields["draft"] = True
    fields |= {
        "publisher": _publisher(entry, kind),
        "author": _authors(entry),
        "published": _date(entry, "issued"),
        "accessed": _date(entry, "accessed"),
        "language": _language(entry),
        "url": _address(entry, "URL") or _doi(entry),
        "archived_url": _address(entry, "archive_location"),
    }
    if ours is None:
        fields["note"] = prose.typed(foreign_html.plain_text(entry.take("note")))
    else:
        fields |= {name: ours[name] for name in _CUSTOM if name in ours}
        entry.take_all(f"custom.{_OURS}")
        entry.take("note")
    kept = {name: value for name, value in fields.items() if value not in (None, "", [])}
    record_id = _id(entry, title)
    ordered = {name: kept[name] for name in records.Source.model_fields if name in kept}
    proposal = checked(records.Source, record_id, ordered)
    book.keep(records.Source, record_id)
    return [proposal]


def write(briefing: Briefing) -> Exported:
    """A briefing's sources as a list of CSL items."""
    left = Left()
    for kind in records.RECORD_TYPES:
        if kind is not records.Source:
            for record_id in briefing.of(kind):
                left.add(f"{kind.folder} are not carried", record_id)
    language = briefing.language
    return Exported(as_json([item(source, language) for source in briefing.sources.values()]), left)


def item(source: records.Source, language: str) -> dict[str, Any]:
    """A source as a CSL item; dates that CSL has no numbers for are in words of a language, and EDTF."""
    kept = fields_of(source)
    found: dict[str, Any] = {"id": source.id, "type": source.kind, "title": source.title}
    if source.author:
        found["author"] = [{"literal": name} for name in source.author]
    if source.publisher:
        found["container-title" if source.kind in _CONTAINED else "publisher"] = source.publisher
    for name, date in (("issued", source.published), ("accessed", source.accessed)):
        if date:
            found[name] = _as_csl(date, language)
    others = {
        "URL": source.url,
        "archive_location": source.archived_url,
        "language": source.language,
        "note": prose.plain(source.note, lambda _: None) if source.note else None,
    }
    found |= {name: value for name, value in others.items() if value}
    found["custom"] = {_OURS: {name: kept[name] for name in _CUSTOM if name in kept}}
    return found


def _title(entry: Item) -> str:
    for name in ("title", "title-short", "shortTitle"):
        text = entry.peek(name)
        if text and entry.ours is not None:
            return entry.take(name)
        words = foreign_html.plain_text(text)
        if words:
            if words != " ".join(entry.take(name).split()):
                entry.remark(f"markup in `{name}` is not carried")
            return words
    raise UnreadableError("it has no title", "Give it one where it comes from, or write it by hand.")


def _id(entry: Item, title: str) -> str:
    """The item's own id as far as it can be one here; an address gives way to the title."""
    text = entry.take("id")
    usable = base.ID_PATTERN.fullmatch(text) and text not in RESERVED_IDS
    if usable and len(text) <= MAX_ID_LENGTH:
        return text
    found = shortened_slug(text) if "/" not in text else ""
    found = found or shortened_slug(title)
    if not found:
        raise UnreadableError(f"no id can be made from “{text[:40]}” or the title", "Give it another id.")
    entry.remark("ids were made anew, as lower-case words")
    return found


def _publisher(entry: Item, kind: str) -> str:
    names = ["container-title", "publisher"] if kind in _CONTAINED else ["publisher", "container-title"]
    name = next((each for each in names if entry.peek(each)), "")
    if not name:
        return ""
    return entry.take(name) if entry.ours is not None else foreign_html.plain_text(entry.take(name))


def _authors(entry: Item) -> list[str]:
    found = []
    authors = entry.item.get("author")
    for index, author in enumerate(authors if isinstance(authors, list) else []):
        path = f"author[{index}]"
        if isinstance(author, str):
            found.append(entry.take(path))
            continue
        literal = entry.take(f"{path}.literal")
        name = literal or " ".join(filter(None, (entry.take(f"{path}.{part}") for part in _NAME)))
        if name:
            found.append(name)
    return found


def _language(entry: Item) -> str:
    text = entry.peek("language").replace("_", "-")
    short = re.match(r"([A-Za-z]{2,3})((?:-[A-Za-z0-9]{2,8})*)$", text)
    if not short:
        if text:
            entry.leave("language", "`language` is not carried where it is no language tag, such as en-GB")
        return ""
    entry.take("language")
    return f"{short[1].lower()}{short[2]}"


def _address(entry: Item, name: str) -> str:
    text = entry.peek(name)
    if re.match(r"https?://[^\s/]+", text):
        return entry.take(name)
    if text:
        entry.leave(name, f"`{name}` is not carried where it is no web address")
    return ""


def _doi(entry: Item) -> str:
    prefix = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)", re.IGNORECASE)
    text = prefix.sub("", entry.peek("DOI"))
    if entry.peek("URL") or not re.match(r"10\.\d+/\S+$", text):
        return ""
    entry.take("DOI")
    return f"https://doi.org/{text}"


def _date(entry: Item, name: str) -> str:
    """A date variable as EDTF; empty where it is none, which the ledger then says."""
    value = entry.item.get(name)
    if value in (None, "", {}):
        return ""
    try:
        found = _as_edtf(value)
    except ValueError:
        for each in entry.values:
            if re.match(rf"{name}(?:$|[.\[])", each):
                entry.leave(each, f"`{name}` is not carried where it cannot be read as a date")
        return ""
    entry.take_all(name)
    return found


def _as_edtf(value: Json) -> str:
    """A date of CSL as EDTF; raises `ValueError` where it is none."""
    if isinstance(value, str):
        return foreign_dates.in_edtf(value)
    if not isinstance(value, dict):
        raise ValueError("not a date")
    if isinstance(value.get("edtf"), str):
        return dates.parse(str(value["edtf"])).text
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and any(parts):
        ends = [_end(part, value) for part in parts[:2]]
        about = "~" if _is_true(value.get("circa")) else ""
        if not ends[0]:
            raise ValueError("a date without a beginning")
        dated = [f"{end}{about}" if end else ".." for end in ends]
        return dates.parse("/".join(dated)).text
    for name in ("raw", "literal"):
        if isinstance(value.get(name), str):
            return foreign_dates.in_edtf(str(value[name]))
    raise ValueError("nothing that is a date")


def _end(part: Json, value: dict[str, Json]) -> str:
    """One end of a date from year, month (or season) and day; empty where it is open."""
    numbers = [str(each) for each in part if each not in (None, "")] if isinstance(part, list) else []
    if not numbers or set(numbers) == {"0"}:
        return ""
    season = _season(value.get("season")) if len(numbers) == 1 else None
    if len(numbers) > 1 and re.fullmatch(r"1[3-6]|2[1-4]", numbers[1]):
        season = int(numbers[1]) + (8 if numbers[1] < "20" else 0)
    if season:
        # EDTF knows no “about spring”; the year it is, then.
        about = _is_true(value.get("circa"))
        return (
            foreign_dates.from_parts(numbers[0])
            if about
            else f"{foreign_dates.from_parts(numbers[0])}-{season}"
        )
    return foreign_dates.from_parts(*numbers[:3])


def _season(value: Json) -> int | None:
    """The season of EDTF, 21 to 24, from 1 to 4, 21 to 24 or a word."""
    text = str(value or "").strip().lower()
    if text in _SEASONS:
        return _SEASONS[text]
    match = re.fullmatch(r"(?:season-0|2)?([1-4])", text)
    return 20 + int(match[1]) if match else None


def _is_true(value: Json) -> bool:
    return value is True or (isinstance(value, str) and value.lower() not in ("", "0", "false", "no"))


def _as_csl(date: dates.EdtfDate, language: str) -> dict[str, Any]:
    """A date of EDTF in CSL: by its numbers where they say all of it, else in words, and as EDTF."""
    text = date.text
    about = text.endswith("~") and text.count("~") == (2 if "/" in text else 1)
    ends = [end.removesuffix("~") for end in text.split("/")]
    parts = [
        [int(number) for number in end.split("-")]
        for end in ends
        if re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?", end)
    ]
    if len(parts) == len(ends) and (about or "~" not in text):
        return {"date-parts": parts, **({"circa": True} if about else {})}
    if match := re.fullmatch(r"(\d{4})-2([1-4])", text):
        return {"date-parts": [[int(match[1])]], "season": int(match[2])}
    return {"literal": dates.in_words(date, language), "edtf": text}
