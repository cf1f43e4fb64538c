"""The results as a page to read, with tables and a drawing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks import edits, plot, results
from benchmarks.contestants import OURS
from benchmarks.goals import GIGABYTE, Goal, goals, size
from benchmarks.peers import MKDOCS
from benchmarks.results import Measured, Part

_DRAWING = "growth.svg"
_NOTHING = "–"


def write(parts: Sequence[Part], folder: Path) -> None:
    """Write the page and its drawing into a folder."""
    (folder / "README.md").write_text(page(parts), encoding="utf-8")
    if grown := _of(parts, results.GROWTH):
        (folder / _DRAWING).write_text(_curves(grown), encoding="utf-8")


def page(parts: Sequence[Part]) -> str:
    """The page, in Markdown."""
    return "\n".join(
        [
            _INTRODUCTION,
            "## Aims\n",
            *_aims(list(goals(parts))),
            "\n## Reading and checking\n",
            _ON_CHECK,
            *_each(parts, results.CHECK, _checking),
            "\n## Building\n",
            _ON_BUILD,
            *_each(parts, results.BUILD, _building),
            "\n## From saving a file to the served page\n",
            _ON_SERVE,
            *_each(parts, results.SERVE, _serving),
            "\n## Growth\n",
            _ON_GROWTH,
            *_growth(_of(parts, results.GROWTH)),
            _NOTES,
            "## Circumstances\n",
            *_circumstances(parts),
            "",
        ]
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table in Markdown; all columns but the first are of numbers."""
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def seconds(value: float | None) -> str:
    """A time, as precise as two digits are."""
    if value is None:
        return _NOTHING
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s" if value < 10 else f"{value:.0f} s"


def ratio(value: float | None) -> str:
    """How one number compares to another."""
    if value is None:
        return _NOTHING
    return f"{value:.0f} ×" if value >= 10 else f"{value:.1f} ×" if value >= 1 else f"{value:.2f} ×"


def memory(value: float | None) -> str:
    """Bytes, in larger units."""
    if value is None:
        return _NOTHING
    return f"{value / 10**6:.0f} MB" if value < GIGABYTE else f"{value / GIGABYTE:.1f} GB"


def _of(parts: Iterable[Part], work: str) -> list[Part]:
    return [part for part in parts if part.work == work]


def _each(parts: Iterable[Part], work: str, tell: Callable[[Part], Iterator[str]]) -> Iterator[str]:
    """The tables of a work, one for each size, and what could not be measured."""
    found = _of(parts, work)
    if not found:
        yield "Not measured yet."
    for part in found:
        pages = f", {part.pages:,} pages" if part.pages else ""
        yield f"\n### {size(part)[0].upper()}{size(part)[1:]}{pages}\n"
        yield from tell(part)
        if notes := [each for each in part.measured if each.note]:
            yield ""
            yield from (f"- {each.contestant}, {each.what}: {each.note}." for each in notes)


def _aims(aims: list[Goal]) -> Iterator[str]:
    met = {True: "met", False: "**missed**", None: ""}

    def number(goal: Goal, value: float | None) -> str:
        if value is None:
            return _NOTHING
        if goal.unit == "×":
            return ratio(value)
        return seconds(value) if goal.unit == "s" else f"{value:.1f} {goal.unit}"

    yield from table(
        ("Work", "Compared to", "Aim", "Measured", ""),
        (
            (
                goal.work,
                goal.compared,
                f"{'≥' if goal.least else '≤'} {goal.aim:g} {goal.unit}" if goal.aim else _NOTHING,
                number(goal, goal.value),
                met[goal.met],
            )
            for goal in aims
        ),
    )


def _checking(part: Part) -> Iterator[str]:
    ways = (results.INSIDE, results.WHOLE)

    def row(name: str) -> Iterator[str]:
        yield name
        for way in ways:
            yield seconds(part.find(way, name).median)
            yield ratio(part.ratio((way, name), (way, results.LOAD)))
        yield _times([part.find(results.INSIDE, name)])

    head = ("", "Within one process", "to `yaml.load`", "Whole process", "to `yaml.load`", "Rounds")
    yield from table(head, (tuple(row(name)) for name in part.contestants()))


def _building(part: Part) -> Iterator[str]:
    works = (results.COLD, results.EDITED, results.WARM)

    def row(name: str) -> Iterator[str]:
        yield name
        for what in works:
            yield seconds(part.find(what, name).median)
            yield ratio(part.ratio((what, name), (what, MKDOCS)))
        yield ratio(part.ratio((results.WARM, name), (results.COLD, name)))
        yield memory(part.find(results.MEMORY, name).median)
        yield _count(part.find(results.PAGES, name))
        yield _times([part.find(results.COLD, name)])

    head = ["", "Cold", "to MkDocs", "After one edit", "to MkDocs", "Nothing changed", "to MkDocs"]
    head += ["Unchanged to cold", "Peak memory", "Pages", "Rounds"]
    yield from table(head, (tuple(row(name)) for name in part.contestants()))


def _serving(part: Part) -> Iterator[str]:
    names = part.contestants()

    def cell(kind: str, name: str) -> str:
        found = seconds(part.find(kind, name).median)
        compared = part.ratio((kind, name), (kind, OURS))
        return f"{found} ({ratio(compared)})" if compared and name != OURS else found

    def row(kind: str) -> tuple[str, ...]:
        return kind[0].upper() + kind[1:], *(cell(kind, name) for name in names)

    yield from table(("Edit", *names), map(row, edits.KINDS))
    yield ""
    yield "Edits of each kind, at least: " + ", ".join(
        f"{name} {_times([part.find(kind, name) for kind in edits.KINDS])}" for name in names
    )


def _growth(parts: list[Part]) -> Iterator[str]:
    works = (results.CHECK_COLD, results.CHECK_WARM, results.COLD, results.WARM)

    def row(part: Part) -> Iterator[str]:
        yield f"{part.records:,}"
        yield f"{part.pages:,}"
        for what in works:
            yield seconds(part.find(what, OURS).median)
        cold = part.find(results.COLD, OURS).median
        yield seconds(cold / part.records if cold else None)
        yield memory(part.find(results.MEMORY, OURS).median)
        yield _times([part.find(results.COLD, OURS)])

    if not parts:
        yield "Not measured yet."
        return
    yield f"![Curves of the table below, on axes of powers of ten]({_DRAWING})\n"
    head = ["Records", "Pages", "Check, cold", "Nothing changed", "Build, cold", "Nothing changed"]
    head += ["Cold build, a record", "Peak memory", "Rounds"]
    yield from table(head, (tuple(row(part)) for part in parts))
    for part in parts:
        yield from (f"\n{size(part)}, {each.what}: {each.note}." for each in part.measured if each.note)


def _curves(parts: list[Part]) -> str:
    def curve(what: str, unit: float = 1) -> list[tuple[float, float]]:
        known = [(part.records, part.find(what, OURS).median) for part in parts]
        return [(records, value / unit) for records, value in known if value]

    times = {
        "check, cold": curve(results.CHECK_COLD),
        "check, unchanged": curve(results.CHECK_WARM),
        "build, cold": curve(results.COLD),
        "build, unchanged": curve(results.WARM),
    }
    return plot.drawing(
        {"Seconds": times, "Peak memory, MB": {"build, cold": curve(results.MEMORY, 10**6)}}, "records"
    )


def _times(measured: Iterable[Measured]) -> str:
    """How often it was measured, at least."""
    return str(min(len(each.values) for each in measured))


def _count(measured: Measured) -> str:
    return f"{measured.median:,.0f}" if measured.median is not None else _NOTHING


def _circumstances(parts: Sequence[Part]) -> Iterator[str]:
    runs: dict[tuple[str, str, str, str], list[str]] = {}
    versions: dict[str, set[str]] = {}
    for part in parts:
        made = part.made
        machine = f"Python {made.python}, {made.system}, {made.cores} cores"
        runs.setdefault((made.date, made.command, made.commit, machine), []).append(
            f"{part.work} of {size(part)}"
        )
        for name, found in made.versions.items():
            versions.setdefault(name, set()).update(found)
    for (date, command, commit, machine), those in runs.items():
        yield f"- {date}, `{command}`, commit {commit}, {machine}: {'; '.join(those)}"
    yield "\n| Program | Versions |\n|---|---|"
    yield from (f"| {name} | {', '.join(sorted(found))} |" for name, found in versions.items())


_INTRODUCTION = """\
# Benchmarks

<!-- Written by the command below; edit benchmarks/report.py instead. -->

How long the work takes, measured side by side with other programs in one run:

```sh
python -m benchmarks
```

It installs the others into `.cache/benchmarks/`, measures everything, keeps the numbers in
`benchmarks/results.json`, and writes this page. Parts can be measured alone; the rest of the page then stays
as it was: `python -m benchmarks build --records 1000 --rounds 5`. It needs Linux or macOS, and npm for
Eleventy.

All times are medians on the clock, with everything else that the computer does in them; what holds from one
computer to another are the ratios. All numbers of a table come from one run, in which the contestants take
turns, in the opposite order from one round to the next. Who takes long is measured in fewer rounds, and
columns say in how many. A ratio below 1 is quicker.
"""
_ON_CHECK = """\
Reading the facts and checking everything, against reading the same YAML into plain values, unchecked, by
PyYAML's parser in C (`yaml.load` with `CSafeLoader`). *Within one process* leaves out what a program loads
before it begins; each time is from a new process. *Collector off* is without Python's search for objects that
can be thrown away, which the check does without as well.
"""
_ON_BUILD = """\
The finished site, from the facts by this builder, and from the Markdown that `briefing build` writes of them
by the others. Each build is a new process. *Cold* is with everything removed that earlier builds made, *after
one edit* with one word of one statement changed. *Pages* counts those that came out with a heading. *Peak
memory* is that of all processes of a cold build together; what they share is counted for each.
"""
_ON_SERVE = """\
Each program's own server; from just before the file is saved until the page shows the change, asked for every
5 ms over one connection at a time, and until some five pages do, where it shows on more. In brackets: how
much longer than this builder. Here the facts, a template or a stylesheet are edited; for the others the same
change is made in all Markdown pages that show it, in their template or in their stylesheet. MkDocs runs with
`--watch-theme`, Eleventy with `--incremental`.
"""
_ON_GROWTH = """\
This builder alone, on briefings of 100 to 100,000 records.
"""
_NOTES = """
## What to keep in mind

- The briefings are made up by `benchmarks/workload.py`: the same numbers give the same bytes. Of 10,000
  records, 500 are sources, and they are cited 20,000 times. One event and one source more carry the edits.
- The others have less to do: a plain template that prints a title, the content and three links, no search,
  and no facts to read or check. What `briefing build` takes to write their Markdown is not counted.
- Hugo and Eleventy do not know the lists of attributes in this Markdown, such as `{: .meta }`, and print them
  as text; nor do they follow links to `.md` files as they are set up here. They get a title on top of
  each page, and Hugo has `index.md` as `_index.md`. Both do less work per page than the others.
- MkDocs and ProperDocs keep nothing between builds, so an unchanged site takes them as long as any.
  ProperDocs is MkDocs under another name, with the same server: it is measured in builds of few records.
- The Markdown is converted by the same release of Python-Markdown everywhere but in Hugo and Eleventy.
- Zensical is the last release that needs no `zensical-ui`, which the package index at hand did not have.
- MkDocs makes requests wait while it builds; the others serve the old page meanwhile. A page counts once it
  holds the new words.
- The edits of a briefing follow each other at half a second's distance, while nothing else happens.
"""
