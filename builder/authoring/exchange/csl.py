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
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, get_args

from builder.authoring.exchange import foreign_dates, foreign_html
from builder.authoring.exchange.existing import Known, digest
from builder.authoring.exchange.exported import Exported, Left, as_json
from builder.authoring.exchange.incoming import Incoming
from builder.authoring.exchange.interface import Reading, Wish, Writer
from builder.authoring.exchange.json_files import Json
from builder.authoring.exchange.ledger import Entry, UnreadableError, flat
from builder.authoring.exchange.proposals import Book, Proposal, shortened_slug
from builder.authoring.exchange.validation import checked, fields_of
from builder.facts.briefing import Briefing
from builder.model import dates, prose, records, vocabulary
from builder.model.fields import MAX_ID_LENGTH, RESERVED_IDS, slug
from builder.model.kinds import FOLDERS

NAME = "csl"
TITLE = "CSL-JSON"
ENDINGS = (".json",)
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
_AUTHORS = ("author", "family_names")
# Scripts in which the family name comes first, without a space behind it.
_FAMILY_FIRST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_DATES = {"issued": "the date of publication", "accessed": "the day on which it was read"}


_NONE: Mapping[str, str] = MappingProxyType({})


class Item(Entry):
    """One item, with its values as they stand in the file.

    `shown` are the names that another format has for them.
    """

    def __init__(
        self, place: str, item: dict[str, Json], line: int = 0, shown: Mapping[str, str] = _NONE
    ) -> None:
        super().__init__(place, line, flat(item), shown)
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
    authors, family_names = _authors(entry)
    published, words = _date(entry, "issued")
    accessed, more = _date(entry, "accessed")
    fields |= {
        "publisher": _publisher(entry, kind),
        "author": authors,
        "family_names": family_names,
        "published": published,
        "accessed": accessed,
        "language": _language(entry),
        "url": _address(entry, "URL") or _doi(entry),
        "archived_url": _address(entry, "archive_location"),
    }
    if ours is None:
        fields["note"] = prose.typed(foreign_html.plain_text(entry.take("note")))
    else:
        fields |= {name: ours[name] for name in (*_CUSTOM, *_AUTHORS) if name in ours}
        entry.take_all(f"custom.{_OURS}")
        entry.take("note")
    fields["note"] = " ".join(filter(None, [str(fields.get("note") or ""), *map(prose.typed, words + more)]))
    kept = {name: value for name, value in fields.items() if value not in (None, "", [])}
    record_id = _id(entry, title, kept, book)
    ordered = {name: kept[name] for name in records.Source.model_fields if name in kept}
    return [checked(records.Source, record_id, ordered)]


def read(incoming: Incoming, wish: Wish, book: Book) -> Reading | None:
    """A list or an object of items."""
    if not is_document(incoming.document):
        return None
    return Reading(TITLE, entries(incoming.document), lambda entry: propose(entry, book))


def write(briefing: Briefing) -> Exported:
    """A briefing's sources as a list of CSL items."""
    left = Left()
    for kind in FOLDERS.values():
        if kind is not records.Source:
            for record_id in briefing.of(kind):
                left.add(f"{kind.folder} are not carried", record_id)
    language = briefing.language
    return Exported(as_json([item(source, language) for source in briefing.sources.values()]), left)


def item(source: records.Source, language: str) -> dict[str, Any]:
    """A source as a CSL item; dates that CSL has no numbers for are in words of a language, and EDTF."""
    kept = fields_of(source)
    found: dict[str, Any] = {"id": source.id, "type": source.kind, "title": source.title}
    custom = {name: kept[name] for name in _CUSTOM if name in kept}
    if source.author:
        names = [*source.family_names, *[""] * len(source.author)]
        found["author"] = [_split(*pair) for pair in zip(source.author, names, strict=False)]
    if _joined(found.get("author", [])) != (list(source.author), list(source.family_names)):
        custom |= {name: kept[name] for name in _AUTHORS if name in kept}
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
    found["custom"] = {_OURS: custom}
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


def _id(entry: Item, title: str, fields: dict[str, Any], book: Book) -> str:
    """The id of the source here that an item is, else a new one.

    Its own id counts as far as it can be one here; an address gives way to the title. One that belongs to a
    source that says something else, by title and address, is another source's.
    """
    text = entry.take("id")
    own = _own_id(text)
    if own and text in book.foreign_ids:
        raise UnreadableError(f"the id `{own}` stands in the file twice")
    holder = book.known.kinds.get(own)
    if holder not in (None, records.Source):
        assert holder is not None
        raise UnreadableError(
            f"the id `{own}` is taken by another kind of record ({holder.kind_name})",
            "Give this record another one.",
        )
    book.foreign_ids.add(text)
    if own != text:
        entry.remark("ids were made anew, as lower-case words")
    if found := _there(book, own, fields):
        return book.take(records.Source, found)
    stem = own or shortened_slug(title)
    if not stem:
        raise UnreadableError(f"no id can be made from “{text[:40]}” or the title", "Give it another id.")
    beside = ["publisher", "published"] if not own else []
    words = [shortened_slug(str(fields.get(name, "")), 24) for name in beside]
    return book.new(records.Source, [stem, *(f"{stem}-{word}" for word in words if word)])


def _own_id(text: str) -> str:
    """An item's id as far as it can be one here; empty for an address, and where nothing is left of it.

    A long one is cut, and ends in a digest of all of it, so that two that begin alike stay two.
    """
    found = "" if "/" in text else slug(text)
    if len(found) > MAX_ID_LENGTH:
        tail = digest(text).hex()[:8]
        found = f"{shortened_slug(found, MAX_ID_LENGTH - len(tail) - 1)}-{tail}"
    return "" if found in RESERVED_IDS else found


def _there(book: Book, own: str, fields: dict[str, Any]) -> str | None:
    """The id of the source here that an item is.

    By its own id where title or address are the same, too; else by the title, where nothing that both say
    is otherwise.
    """
    known = book.known
    is_here = own in known.kinds and not book.is_taken(own)
    if is_here and any(_agrees(known, own, fields, name) for name in ("title", "url")):
        return own
    for each in known.sources_titled(str(fields["title"])):
        if book.is_taken(each) or (own and not re.fullmatch(rf"{own}-\d+", each)):
            continue
        said = ["url"] if _agrees(known, each, fields, "url") is not None else ["publisher", "published"]
        if all(_agrees(known, each, fields, name) is not False for name in said):
            return each
    return None


def _agrees(known: Known, record_id: str, fields: dict[str, Any], name: str) -> bool | None:
    """Whether a source here says the same in a field; none where one of the two says nothing."""
    here, there = known.digest_of(record_id, name), digest(fields.get(name))
    return here == there if any(here) and any(there) else None


def _publisher(entry: Item, kind: str) -> str:
    names = ["container-title", "publisher"] if kind in _CONTAINED else ["publisher", "container-title"]
    name = next((each for each in names if entry.peek(each)), "")
    if not name:
        return ""
    return entry.take(name) if entry.ours is not None else foreign_html.plain_text(entry.take(name))


def _authors(entry: Item) -> tuple[list[str], list[str]]:
    """The authors' names, and their family names; none of these where none is told apart."""
    found: list[dict[str, str]] = []
    authors = entry.item.get("author")
    for index, author in enumerate(authors if isinstance(authors, list) else []):
        path = f"author[{index}]"
        if isinstance(author, str):
            found.append({"literal": entry.take(path)})
        elif literal := entry.take(f"{path}.literal"):
            found.append({"literal": literal})
        else:
            found.append({part: text for part in _NAME if (text := entry.take(f"{path}.{part}"))})
    return _joined(found)


def _joined(authors: Iterable[dict[str, str]]) -> tuple[list[str], list[str]]:
    """Names from their parts, and their family names; none of these where none is told apart."""
    names: list[str] = []
    families: list[str] = []
    apart = False
    for parts in authors:
        given, family = parts.get("given", ""), parts.get("family", "")
        if all(map(_FAMILY_FIRST.fullmatch, (given, family))):
            name = family + given
        else:
            name = parts.get("literal") or " ".join(filter(None, (parts.get(part, "") for part in _NAME)))
        if not name:
            continue
        apart = apart or bool(given and family)
        particle = parts.get("non-dropping-particle", "")
        names.append(name)
        families.append(" ".join(filter(None, (particle, family))) if given and family else name)
    return names, families if apart else []


def _split(name: str, family: str) -> dict[str, str]:
    """A name in the parts that CSL has, where its family name is told apart."""
    at = name.rfind(family) if family else -1
    given, suffix = name[: max(at, 0)].strip(), name[at + len(family) :].strip()
    if at < 0 or not (given or suffix):
        return {"literal": name}
    if not given:
        given, suffix = suffix, ""
    return {"family": family, "given": given, **({"suffix": suffix} if suffix else {})}


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


def _date(entry: Item, name: str) -> tuple[str, list[str]]:
    """A date variable as EDTF (empty where it is none), and what it says beside that, in sentences.

    What of it is neither is not taken, so that the ledger names it.
    """
    value = entry.item.get(name)
    if isinstance(value, str):
        return _from_words(entry, name, name)
    if not isinstance(value, dict):
        return "", []
    if edtf := entry.peek(f"{name}.edtf"):
        try:
            found = dates.parse(edtf).text
        except ValueError:
            found = ""
        if found:
            entry.take_all(name)
            return found, []
    found, said = _from_parts(entry, name, value)
    for each in ("raw", "literal"):
        if entry.peek(f"{name}.{each}"):
            again, words = _from_words(entry, f"{name}.{each}", name)
            if not found:
                found = again
            elif again != found and not words:
                words = [f"The file gives {_DATES[name]} as “{entry.peek(f'{name}.{each}')}”, too."]
            said += words
    return found, said


def _from_words(entry: Item, path: str, name: str) -> tuple[str, list[str]]:
    """A date in words as EDTF; what is none is said in a sentence."""
    text = entry.take(path)
    bare, time = foreign_dates.without_time(text)
    try:
        found = foreign_dates.in_edtf(bare)
    except ValueError:
        return "", [f"The file gives {_DATES[name]} as “{text}”."] if text else []
    return found, [f"With {_DATES[name]}, the file gives the time {time}."] if time else []


def _from_parts(entry: Item, name: str, value: dict[str, Json]) -> tuple[str, list[str]]:
    """A date by its numbers, with season and circa, as EDTF, and what EDTF cannot say of it."""
    parts = value.get("date-parts")
    ends: list[str] = []
    said: list[str] = []
    for index, part in enumerate(parts[:2] if isinstance(parts, list) else []):
        held = part if isinstance(part, list) else []
        numbers = ["" if each is None else str(each) for each in held[:3]]
        paths = [f"{name}.date-parts[{index}][{number}]" for number in range(len(numbers))]
        if not any(numbers) or {*numbers} <= {"", "0"}:
            ends.append("")
            found = ""
        else:
            try:
                found = _end(*[*numbers, "", ""][:3])
            except ValueError:
                said.append(f"The file gives {_DATES[name]} as {'-'.join(filter(None, numbers))}.")
                found = ""
            else:
                ends.append(found)
                words = foreign_dates.beside(*[*numbers, "", ""][:3])
                said += [f"Of {_DATES[name]}, the file also gives {each}." for each in words]
        for path in paths:
            entry.take(path)
    if not any(ends):
        return "", said
    if not ends[0]:
        ends[0] = ".."
    about = "~" if _is_true(value.get("circa")) else ""
    if entry.peek(f"{name}.season"):
        season = _season(value.get("season"))
        if season and len(ends) == 1 and re.fullmatch(r"\d{4}", ends[0]) and not about:
            ends[0] += f"-{season}"
        else:
            # EDTF knows no “about spring”; the year it is, then.
            said.append(f"Of {_DATES[name]}, the file also gives the season {entry.peek(f'{name}.season')}.")
        entry.take(f"{name}.season")
    if about and any(re.fullmatch(r"\d{4}-2[1-4]", end) for end in ends):
        said.append(f"Of {_DATES[name]}, the file says that it is not certain.")
        about = ""
    entry.take(f"{name}.circa")
    dated = [f"{end}{about}" if end and end != ".." else ".." for end in ends]
    try:
        return dates.parse("/".join(dated)).text, said
    except ValueError:
        return dated[0].replace("..", ""), [*said, f"The file gives {_DATES[name]} as {' to '.join(ends)}."]


def _end(year: str, month: str, day: str) -> str:
    """One end of a date from year, month (or season) and day; raises `ValueError`."""
    if re.fullmatch(r"1[3-6]|2[1-4]", month):
        season = int(month) + (8 if month < "20" else 0)
        if day:
            raise ValueError("a season has no days")
        return f"{foreign_dates.from_parts(year)}-{season}"
    return foreign_dates.from_parts(year, month, day)


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


READER = read
WRITER = Writer("sources.csl.json", drafts=True, write=write)
