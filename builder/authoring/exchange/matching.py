"""Which entries of a file are in the briefing already, where the file has no ids for them.

An entry is known by what it says: its title, its date, its words. Where all three are those of an event
here, it is that event. Where two of them are, it is that event, changed. Where an event has the title, and
an editor has worked on it since, it may be that event; the editor is told, since it cannot be known. An
entry with an old title, and nothing else in common, is a new one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from builder.authoring.exchange.existing import Known, Seen, digest, words_of
from builder.authoring.exchange.proposals import shortened_slug
from builder.model import records
from builder.model.fields import MAX_ID_LENGTH

_FIELDS = list(records.Event.model_fields)
_DIGEST = len(digest(None))


class Told(NamedTuple):
    """What an event says, as digests."""

    title: bytes
    date: bytes
    words: bytes


class Match(NamedTuple):
    """The source that a file is, and for each of its entries the event that it is here, if any."""

    source: str
    events: list[str | None]


def told(title: str, date: str, account: object) -> Told:
    """What an entry of a file says."""
    return Told(digest(title), digest(date), words_of(account))


def match(
    known: Known,
    entries: Sequence[Told],
    stems: Callable[[str], Sequence[str]],
    base: str,
    titles: Iterable[str],
) -> Match:
    """The source that a file is, by what it says, and its entries that are here already.

    `base` is the id that the name of the file gives, `stems` gives for such an id the ids that the entries'
    titles would have, `titles` are what the source may be called. A file is a source that is here where
    half of the entries of either are the other's; one with another name only where these say exactly the
    same. A file of a known name that has nothing in common with it is another source.
    """
    here = _by_source(known)
    names = [base, *(source for source in here if _is_numbered(source, base))]
    found: list[tuple[int, Match]] = []
    for source in dict.fromkeys([*names, *here]):
        held = {**here.get(source, {}), **(_prefixed(known, source) if source in names else {})}
        exact = source not in names
        events = matched(entries, held, stems(source), source, exact=exact)
        count = sum(event is not None for event in events)
        if count and 2 * count >= min(len(entries), len(held)):
            found.append((count, Match(source, events)))
        elif source in names and not held and _is_titled(known, source, titles):
            found.append((0, Match(source, [None] * len(entries))))
    if found:
        return max(found, key=lambda each: each[0])[1]
    number, source = 1, base
    while source in known.kinds:
        number += 1
        source = f"{base}-{number}"
    return Match(source, [None] * len(entries))


def of_source(known: Known, entries: Sequence[Told], stems: Sequence[str], source: str) -> Match:
    """The entries of a file of which the editor says which source it is."""
    held = {**_by_source(known).get(source, {}), **_prefixed(known, source)}
    return Match(source, matched(entries, held, stems, source))


def matched(
    entries: Sequence[Told],
    here: Mapping[str, Seen],
    stems: Sequence[str],
    source: str,
    *,
    exact: bool = False,
) -> list[str | None]:
    """For each entry the event of those here that it is; each event is one entry's only."""
    found: list[str | None] = [None] * len(entries)
    waiting = dict.fromkeys(here)
    told_here = {key: _told(seen) for key, seen in here.items()}
    ways: list[tuple[Callable[[Told], tuple[bytes, ...]], bool]] = [(lambda each: each, True)]
    if not exact:
        ways += [
            (lambda each: (each.title, each.date), True),
            (lambda each: (each.title, each.words), True),
            (lambda each: (each.date, each.words), False),
        ]
    for way, undated in ways:
        index: dict[tuple[bytes, ...], list[str]] = defaultdict(list)
        for key in waiting:
            index[way(told_here[key])].append(key)
        for number, entry in enumerate(entries):
            if found[number] is None and (undated or any(entry.date)) and index[way(entry)]:
                key = index[way(entry)].pop(0)
                found[number] = key
                del waiting[key]
    if not exact:
        titled: dict[bytes, list[str]] = defaultdict(list)
        for key in waiting:
            titled[told_here[key].title].append(key)
        for same_day in (True, False):
            for number, entry in enumerate(entries):
                if found[number] is not None:
                    continue
                for key in (stems[number], *titled[entry.title]):
                    fits = key in waiting and _is_worked_on(here[key], source)
                    if fits and not (same_day and told_here[key].date != entry.date):
                        found[number] = key
                        del waiting[key]
                        break
    return found


def stem(source: str, title: str) -> str:
    """The first id for an event of a source: from its title, with room for a date behind it."""
    found = shortened_slug(title, min(48, MAX_ID_LENGTH - len(source) - 13))
    return f"{source}-{found}" if found else ""


def _told(seen: Seen) -> Told:
    title, date = (seen.digests[_FIELDS.index(name) * _DIGEST :][:_DIGEST] for name in ("title", "date"))
    return Told(title, date, seen.words)


def _is_worked_on(seen: Seen, source: str) -> bool:
    return not seen.draft or source not in seen.sources


def _by_source(known: Known) -> dict[str, dict[str, Seen]]:
    """The events that cite a document, by the document."""
    found: dict[str, dict[str, Seen]] = defaultdict(dict)
    for key, seen in known.seen.items():
        if known.kinds[key] is records.Event:
            for source in seen.sources:
                if known.kinds.get(source) is records.Source:
                    found[source][key] = seen
    return found


def _prefixed(known: Known, source: str) -> dict[str, Seen]:
    """The events whose ids begin with a source's, and no longer one's, whatever they cite by now."""
    longer = tuple(
        f"{key}-"
        for key, kind in known.kinds.items()
        if kind is records.Source and key.startswith(f"{source}-")
    )
    return {
        key: seen
        for key, seen in known.seen.items()
        if key.startswith(f"{source}-") and not key.startswith(longer) and known.kinds[key] is records.Event
    }


def _is_numbered(source: str, base: str) -> bool:
    return source.startswith(f"{base}-") and source[len(base) + 1 :].isdigit()


def _is_titled(known: Known, source: str, titles: Iterable[str]) -> bool:
    """Whether a source here has one of these titles."""
    if known.kinds.get(source) is not records.Source:
        return False
    return digest(known.record(source).get("title")) in map(digest, titles)
