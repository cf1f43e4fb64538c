"""What the numbers are to be, and what they are."""

import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from benchmarks import edits, results
from benchmarks.contestants import OURS
from benchmarks.peers import HUGO, MKDOCS, ZENSICAL
from benchmarks.results import Part

GIGABYTE = 10**9
_SMALLEST = 1_000  # records of which there are aims for building


@dataclass(frozen=True)
class Goal:
    """An aim: what is compared with what, by how much at most (or, with `least`, at least).

    `value` is none where it has not been measured, `aim` where the number is only to be told.
    """

    work: str
    compared: str
    value: float | None
    aim: float | None
    unit: str = "×"
    least: bool = False

    @property
    def met(self) -> bool | None:
        if self.value is None or self.aim is None:
            return None
        return self.value >= self.aim if self.least else self.value <= self.aim


def goals(parts: Iterable[Part]) -> Iterator[Goal]:
    """All aims that the parts have something to say on."""
    grown = {}
    for part in parts:
        if part.work == results.CHECK and part.records >= 10_000:
            yield from _checking(part)
        elif part.work == results.BUILD and part.records >= _SMALLEST:
            yield from _building(part)
        elif part.work == results.SERVE and (part.records >= _SMALLEST or not part.records):
            yield from _serving(part)
        elif part.work == results.GROWTH:
            grown[part.records] = part
    yield from _growing(grown)


def size(part: Part) -> str:
    """How large the briefing of a part is, in words."""
    return f"{part.records:,} records" if part.records else "the first briefing"


def typical(part: Part, contestant: str, other: str) -> tuple[float, float] | None:
    """The median edit of two contestants, over the kinds of edits that both were measured in."""
    both = [(part.find(kind, contestant).median, part.find(kind, other).median) for kind in edits.KINDS]
    known = [(one, two) for one, two in both if one is not None and two is not None]
    if not known:
        return None
    return statistics.median(one for one, _ in known), statistics.median(two for _, two in known)


def _checking(part: Part) -> Iterator[Goal]:
    work = f"Read and check {size(part)}"
    base = results.INSIDE, results.LOAD
    for name, aim in ((results.CHECKED, 1.0), (results.CHECKED_KEPT, 0.2)):
        changed = ", nothing changed" if name == results.CHECKED_KEPT else ""
        yield Goal(f"{work}{changed}", "`yaml.load`", part.ratio((results.INSIDE, name), base), aim)


def _building(part: Part) -> Iterator[Goal]:
    cold = results.COLD, OURS
    for peer, aim in ((MKDOCS, 0.7), (ZENSICAL, 1.0), (HUGO, None)):
        yield Goal(f"Cold build, {size(part)}", peer, part.ratio(cold, (results.COLD, peer)), aim)
    warm = part.ratio((results.WARM, OURS), cold)
    yield Goal(f"Build with nothing changed, {size(part)}", "cold", warm, 0.1)


def _serving(part: Part) -> Iterator[Goal]:
    work = f"Edit to served page, {size(part)}"
    own = typical(part, OURS, OURS)
    yield Goal(work, "", own[0] if own else None, 0.3 if part.records else 0.15, "s")
    if not part.records:
        return
    for peer in (HUGO, ZENSICAL):
        pair = typical(part, OURS, peer)
        yield Goal(work, peer, pair[0] / pair[1] if pair else None, 1.0)
    pair = typical(part, MKDOCS, OURS)
    yield Goal(work, "MkDocs to ours", pair[0] / pair[1] if pair else None, 40.0, least=True)


def _growing(parts: dict[int, Part]) -> Iterator[Goal]:
    large = parts.get(100_000)
    if large is None:
        return
    memory = large.find(results.MEMORY, OURS).median
    yield Goal("Cold build, 100,000 records: memory", "", memory and memory / GIGABYTE, 4.0, "GB")
    if 10_000 in parts:
        for what in (results.CHECK_COLD, results.COLD):
            each = [parts[records].find(what, OURS).median for records in (100_000, 10_000)]
            value = each[0] / each[1] / 10 if each[0] and each[1] else None
            yield Goal(f"A record of 100,000: {what}", "of 10,000", value, 1.0)
