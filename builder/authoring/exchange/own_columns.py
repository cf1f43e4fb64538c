"""What the columns of somebody's own table hold: said by the editor, or guessed from headings and cells."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from statistics import median

from builder.authoring.exchange import foreign_dates
from builder.authoring.exchange.foreign_numbers import in_ascii
from builder.authoring.exchange.ledger import Entry, UnreadableError
from builder.machinery.similar_words import did_you_mean

_TEXT = (resources.files("builder.authoring.exchange") / "headings.txt").read_text(encoding="utf-8")
# Fields that several columns may fill.
_SEVERAL = frozenset({"area", "note", "source", "link", "text"})
_ENOUGH = 0.8
# How many rows are looked at to see what columns hold.
LOOKED_AT = 200
_SLASHED = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{4}")


@dataclass(frozen=True)
class Columns:
    """The names of the columns for each field, and which of them were guessed from their cells alone.

    `whose` is what a reader would call the file: a table, or a map.
    """

    names: Mapping[str, tuple[str, ...]]
    from_cells: frozenset[str] = frozenset()
    whose: str = "table"

    def peek(self, entry: Entry, field: str) -> str:
        """The first value of a field, which does not count as carried by that."""
        return next((text for name in self.names.get(field, ()) if (text := entry.peek(name))), "")

    def take(self, entry: Entry, field: str) -> str:
        """The first value of a field."""
        for name in self.names.get(field, ()):
            if entry.peek(name):
                return entry.take(name)
        return ""

    def has(self, *fields: str) -> bool:
        """Whether there is a column for each of these fields."""
        return all(self.names.get(field) for field in fields)


def folded(heading: str) -> str:
    """A heading for comparing: without capitals, accents, marks, and what stands in brackets."""
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading.casefold())
    plain = unicodedata.normalize("NFKD", text)
    kept = "".join(letter for letter in plain if unicodedata.category(letter) not in ("Mn", "Cf"))
    return " ".join(re.findall(r"[\w/,']+", kept.replace("_", " ").replace("-", " "))) or text.strip()


def _fields(text: str) -> dict[str, list[str]]:
    """The headings of each field, as in `headings.txt`."""
    joined = re.sub(r"\n +", " ", re.sub("(?m)^#.*$", "", text))
    pairs = [line.partition(": ") for line in joined.splitlines() if line.strip()]
    return {field: [folded(heading) for heading in headings.split("; ")] for field, _, headings in pairs}


_KNOWN = _fields(_TEXT)
FIELDS = tuple(_KNOWN)


def headings() -> Mapping[str, Sequence[str]]:
    """The headings that are known for each field, folded."""
    return _KNOWN


def score(headings: Sequence[str]) -> int:
    """How many of the headings are known."""
    known = {heading for each in _KNOWN.values() for heading in each}
    return sum(folded(heading) in known for heading in headings if heading.strip())


def guessed(
    headings: Mapping[str, str],
    entries: Sequence[Entry],
    said: Mapping[str, tuple[str, ...]],
    whose: str = "table",
) -> Columns:
    """What each column holds: as the editor says, else by its heading, else by the cells of these rows.

    `headings` has the heading of each column by the name that entries have for it. Raises `UnreadableError`
    for a heading or a field that there is not.
    """
    found = _said(headings, said)
    taken = {name for names in found.values() for name in names}
    for field, known in _KNOWN.items():
        if field in found:
            continue
        ranked = sorted(
            (known.index(folded(heading)), number, name)
            for number, (name, heading) in enumerate(headings.items())
            if name not in taken and folded(heading) in known and _may_hold(field, name, entries)
        )
        names = [name for *_, name in ranked]
        if names:
            found[field] = tuple(names if field in _SEVERAL else names[:1])
            taken |= set(found[field])
    by_cells = _by_cells(headings, entries, found, taken)
    return Columns({**found, **by_cells}, frozenset(by_cells), whose)


def shown(columns: Columns, headings: Mapping[str, str]) -> str:
    """What was taken for what, in a sentence for the editor."""
    told = [
        f"{field} = {', '.join(headings[name] for name in names)}"
        + (" (by its cells)" if field in columns.from_cells else "")
        for field, names in columns.names.items()
    ]
    taken = {name for names in columns.names.values() for name in names}
    rest = [heading for name, heading in headings.items() if name not in taken and heading.strip()]
    left = f" Not carried: {', '.join(rest)}." if rest else ""
    return f"Columns: {'; '.join(told)}.{left} Say it otherwise with --map, such as --map note=“…”."


def order_of_days(texts: Iterable[str]) -> str:
    """What is first in days such as 5/6/2024: `day` or `month`, as the other days show; empty if unclear."""
    firsts = set()
    for text in texts:
        bare = foreign_dates.without_time(text)[0]
        days = foreign_dates.slashed(bare)
        if _SLASHED.fullmatch(bare) and len(days) == 1:
            first = int(re.split("[/-]", bare)[0])
            if days[0].day != days[0].month:
                firsts.add("day" if first == days[0].day else "month")
    return firsts.pop() if len(firsts) == 1 else ""


def _said(headings: Mapping[str, str], said: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    by_heading = {folded(heading): name for name, heading in headings.items()}
    found = {}
    for field, wished in said.items():
        if field not in FIELDS:
            hint = did_you_mean(field, FIELDS) or f"There are: {', '.join(FIELDS)}."
            raise UnreadableError(f"--map: `{field}` is nothing that a column can hold", hint)
        names = []
        for heading in wished:
            name = by_heading.get(folded(heading))
            if name is None:
                there = list(headings.values())
                hint = did_you_mean(heading, there) or f"There are: {', '.join(there)}."
                raise UnreadableError(f"--map: there is no column “{heading}”", hint)
            names.append(name)
        if len(names) > 1 and field not in _SEVERAL:
            raise UnreadableError(f"--map: `{field}` can be one column only")
        found[field] = tuple(names)
    return found


def _may_hold(field: str, name: str, entries: Sequence[Entry]) -> bool:
    """Whether the cells of a column can be what its heading says: degrees are numbers, actors are none."""
    if field not in ("latitude", "longitude", "by", "against"):
        return True
    cells = [text for entry in entries if (text := entry.peek(name))]
    numbers = _share(cells, _is_number) if cells else 0.0
    return numbers >= _ENOUGH if field in ("latitude", "longitude") else numbers < 0.5


def _by_cells(
    headings: Mapping[str, str],
    entries: Sequence[Entry],
    found: Mapping[str, tuple[str, ...]],
    taken: set[str],
) -> dict[str, tuple[str, ...]]:
    """Columns whose cells show what their headings do not: a date, a title, an account."""
    by_cells: dict[str, tuple[str, ...]] = {}
    free = [name for name in headings if name not in taken]
    cells = {name: [text for entry in entries if (text := entry.peek(name))] for name in free}
    if "date" not in found and "year" not in found:
        dated = [name for name in free if cells[name] and _share(cells[name], _is_date) >= _ENOUGH]
        if dated:
            by_cells["date"] = (dated[0],)
            free.remove(dated[0])
    words = [name for name in free if cells[name] and _share(cells[name], _is_words) >= _ENOUGH]
    lengths = {name: median(map(len, cells[name])) for name in words}
    if "title" not in found and "text" not in found:
        # The longest words are the account, unless they are no longer than a headline.
        longest = max(words, key=lambda name: lengths[name], default=None)
        if longest is not None and _share(cells[longest], lambda text: cells[longest].count(text) == 1) > 0.5:
            field = "text" if lengths[longest] > 90 else "title"
            by_cells[field] = (longest,)
    return by_cells


def _share(texts: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(bool(holds(text)) for text in texts) / len(texts)


def _is_date(text: str) -> bool:
    bare = foreign_dates.without_time(text)[0]
    if re.fullmatch(r"\d+", bare):
        return False
    if foreign_dates.slashed(bare):
        return True
    try:
        foreign_dates.in_edtf(bare)
    except ValueError:
        return False
    return True


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-−]?\d+(?:[.,]\d+)?", in_ascii(text)))


def _is_words(text: str) -> bool:
    return len(text) > 12 and " " in text.strip() and not _is_date(text)
