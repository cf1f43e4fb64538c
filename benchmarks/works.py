"""The works that are measured, each on a briefing of some size, all contestants in turn."""

import itertools
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from benchmarks import contestants, edits, measuring, results, serving, workload
from benchmarks.contestants import Contestant
from benchmarks.edits import Edit
from benchmarks.measuring import NotMeasuredError
from benchmarks.peers import MKDOCS, PROPERDOCS, Peer
from benchmarks.results import Measured
from builder.pipeline import build as building

REPOSITORY = Path(__file__).parents[1]
FIRST_BRIEFING = 0

_PASSES = 2  # edits of each kind while a server runs
_SIMILAR = 1_000  # records up to which a program that works like another one is measured as well
_PAUSE = 0.5  # seconds between an edit that is served and the next one
_STYLESHEET = "/css/site.css"


@dataclass(frozen=True)
class Plan:
    """Where briefings and sites are put, how often everything is measured, and by which programs.

    Nobody is measured again once that has taken `budget` seconds; a single run is stopped after `limit`.
    `peers` are installed; `missing` says why others are not.
    """

    place: Path
    rounds: int
    peers: dict[str, Peer]
    missing: dict[str, str]
    budget: float = 60.0
    limit: float = 600.0


@dataclass(frozen=True)
class Outcome:
    """What a work gave: the pages of the briefing, and what was measured."""

    pages: int
    measured: tuple[Measured, ...]


@dataclass
class _Found:
    """What was measured so far, by what it is and whose it is."""

    values: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    notes: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, what: str, contestant: str, value: float) -> None:
        self.values.setdefault((what, contestant), []).append(value)

    def note(self, what: str, contestant: str, text: str) -> None:
        self.notes[what, contestant] = text

    def measured(self) -> tuple[Measured, ...]:
        keys = dict.fromkeys([*self.values, *self.notes])
        return tuple(Measured(*key, tuple(self.values.get(key, ())), self.notes.get(key, "")) for key in keys)


@dataclass(frozen=True)
class _Prepared:
    """A briefing in a folder: the edits of it, its pages, and a folder of their Markdown."""

    root: Path
    edits: dict[str, Edit]
    pages: dict[str, str]
    markdown: Path


def say(text: str) -> None:
    """Tell what is being done."""
    click.echo(text, err=True)


def check(plan: Plan, records: int) -> Outcome:
    """Reading and checking, within one process and as a program of its own."""
    root = _briefing(plan, records)
    found = _Found()
    python = (sys.executable, "-m", "benchmarks.reading")
    briefing = (str(Path(sys.executable).with_name("briefing")), "check", "--folder", str(root))
    ways = {
        results.LOAD: "load",
        results.LOAD_UNCOLLECTED: "load-uncollected",
        results.CHECKED: "check",
        results.CHECKED_KEPT: "check-kept",
    }
    whole = {
        results.LOAD: (*python, "load", str(root)),
        results.CHECKED: briefing,
        results.CHECKED_KEPT: briefing,
    }

    def one(name: str, number: int) -> None:
        say(f"check, {_size(records)}, round {number + 1}: {name}")
        try:
            if name == results.CHECKED_KEPT:
                measuring.run(briefing, REPOSITORY, plan.limit)  # so that something is kept
            kept = root / ".cache"
            if name in whole:
                if name == results.CHECKED:
                    shutil.rmtree(kept, ignore_errors=True)
                found.add(results.WHOLE, name, measuring.run(whole[name], REPOSITORY, plan.limit).seconds)
            if name == results.CHECKED:
                shutil.rmtree(kept, ignore_errors=True)
            inside = (*python, ways[name], str(root))
            found.add(results.INSIDE, name, measuring.printed(inside, REPOSITORY, plan.limit))
        except NotMeasuredError as problem:
            found.note(results.INSIDE, name, str(problem))

    measuring.in_turns(list(ways), plan.rounds, plan.budget, one)
    return Outcome(0, found.measured())


def build(plan: Plan, records: int) -> Outcome:
    """Builds of the whole site: cold, with nothing changed, and after one edit, each a new process."""
    prepared = _prepared(plan, records)
    everybody = _everybody(plan, prepared)
    found = _Found()
    _name_missing(plan, found, results.COLD)
    if records > _SIMILAR and PROPERDOCS in everybody:
        del everybody[PROPERDOCS]
        found.note(results.COLD, PROPERDOCS, "left out, as it builds like MkDocs and as long")

    def one(name: str, number: int) -> None:
        say(f"build, {_size(records)}, round {number + 1}: {name}")
        _builds(everybody[name], prepared, plan, found, number)

    measuring.in_turns(list(everybody), plan.rounds, plan.budget, one)
    return Outcome(len(prepared.pages), found.measured())


def _builds(who: Contestant, prepared: _Prepared, plan: Plan, found: _Found, number: int) -> None:
    spent = 0.0
    edit = who.edits[edits.STATEMENT]
    who.clean()
    for what in (results.COLD, results.EDITED, results.WARM):
        if what == results.WARM and spent > plan.budget:
            found.note(what, who.name, "left out, as all builds take long")
            return
        if what == results.EDITED:
            edit.make(number + 1)
        try:
            done = measuring.run(who.build, who.folder, plan.limit)
        except NotMeasuredError as problem:
            found.note(what, who.name, str(problem))
            return
        spent += done.seconds
        found.add(what, who.name, done.seconds)
        if what == results.COLD:
            found.add(results.MEMORY, who.name, done.memory)
            found.add(results.PAGES, who.name, sum(_holds(who, path, "<h1") for path in prepared.pages))
        if what == results.EDITED:
            shown = edits.shown_on(prepared.pages, edits.STATEMENT)
            if not all(_holds(who, path, edits.word(edits.STATEMENT, number + 1)) for path in shown):
                found.note(what, who.name, "the edit is not in the page")


def serve(plan: Plan, records: int) -> Outcome:
    """From saving a file to the page being served, for edits of every kind."""
    prepared = _prepared(plan, records)
    everybody = _everybody(plan, prepared)
    everybody.pop(PROPERDOCS, None)  # its server is that of MkDocs
    if MKDOCS in everybody:
        everybody[contestants.DIRTY] = contestants.dirty(everybody[MKDOCS])
    found = _Found()
    _name_missing(plan, found, results.START)
    numbers = itertools.count(1)

    def one(name: str, number: int) -> None:
        say(f"serve, {_size(records)}, round {number + 1}: {name}")
        try:
            _serves(everybody[name], prepared, plan, found, numbers)
        except NotMeasuredError as problem:
            found.note(results.START, name, str(problem))

    measuring.in_turns(list(everybody), plan.rounds, plan.budget, one)
    return Outcome(len(prepared.pages), found.measured())


def _serves(who: Contestant, prepared: _Prepared, plan: Plan, found: _Found, numbers: Iterator[int]) -> None:
    """Start a server and make edits of every kind, until those have taken the budget."""
    shown = {
        kind: [serving.page_address(path) for path in edits.shown_on(prepared.pages, kind)]
        for kind in edits.KINDS
    } | {edits.STYLE: [_STYLESHEET]}
    started = time.perf_counter()
    with serving.served(who.serve, who.folder) as server:
        server.wait_for(shown[edits.STATEMENT][0], edits.stem(edits.STATEMENT), plan.limit)
        ready = time.perf_counter()
        if (results.START, who.name) not in found.values:
            found.add(results.START, who.name, ready - started)
        # Nobody takes much longer for one edit than for everything.
        patience = 10 + 1.2 * (ready - started)
        for _, kind in itertools.product(range(_PASSES), edits.KINDS):
            if (kind, who.name) in found.notes:
                continue
            time.sleep(_PAUSE)
            number = next(numbers)
            saved = time.perf_counter()
            who.edits[kind].make(number)
            try:
                for address in shown[kind]:
                    server.wait_for(address, edits.word(kind, number), patience)
            except NotMeasuredError as problem:
                found.note(kind, who.name, str(problem))
            else:
                found.add(kind, who.name, time.perf_counter() - saved)
            if time.perf_counter() - ready > plan.budget:
                break


def growth(plan: Plan, records: int) -> Outcome:
    """This builder alone: a check and a build, cold and with nothing changed, each a new process."""
    root = _briefing(plan, records)
    who = contestants.ours(root, {})
    briefing = (str(Path(sys.executable).with_name("briefing")), "check", "--folder", str(root))
    works = {
        results.CHECK_COLD: briefing,
        results.CHECK_WARM: briefing,
        results.COLD: who.build,
        results.WARM: who.build,
    }
    found = _Found()

    def one(name: str, number: int) -> None:
        for what, command in works.items():
            say(f"growth, {_size(records)}, round {number + 1}: {what}")
            if what in (results.CHECK_COLD, results.COLD):
                who.clean()
            try:
                done = measuring.run(command, root, plan.limit)
            except NotMeasuredError as problem:
                found.note(what, name, str(problem))
                return
            found.add(what, name, done.seconds)
            if what == results.COLD:
                found.add(results.MEMORY, name, done.memory)

    measuring.in_turns([who.name], plan.rounds, plan.budget, one)
    pages = sum(1 for _ in who.output.rglob("*.html"))
    return Outcome(pages, found.measured())


def _size(records: int) -> str:
    return f"{records:,} records" if records else "the first briefing"


def _briefing(plan: Plan, records: int) -> Path:
    """A new copy of a briefing: one that is made up or, of no records, the first one."""
    root = plan.place / f"briefing-{records}"
    shutil.rmtree(root, ignore_errors=True)
    if records == FIRST_BRIEFING:
        for name in ("content", "seeds"):
            shutil.copytree(REPOSITORY / name, root / name)
        shutil.copy(REPOSITORY / "mkdocs.yml", root)
    else:
        workload.write(root, records)
    return root


def _prepared(plan: Plan, records: int) -> _Prepared:
    """A briefing that can be edited, and its Markdown."""
    say(f"{_size(records)}: writing the briefing and its Markdown")
    root = _briefing(plan, records)
    marked = edits.mark(root)
    made = building.build(root)
    markdown = plan.place / f"markdown-{records}"
    shutil.rmtree(markdown, ignore_errors=True)
    building.write(made, root, markdown)
    pages = {
        file.relative_to(markdown).as_posix(): file.read_text(encoding="utf-8")
        for file in markdown.rglob("*.md")
    }
    return _Prepared(root, marked, pages, markdown)


def _everybody(plan: Plan, prepared: _Prepared) -> dict[str, Contestant]:
    """This builder and all peers that are there, each with a folder of its own."""
    everybody = {contestants.OURS: contestants.ours(prepared.root, prepared.edits)}
    for name, program in plan.peers.items():
        folder = plan.place / f"{prepared.markdown.name}-{name}"
        everybody[name] = contestants.peer(name, program, prepared.markdown, folder)
    return everybody


def _name_missing(plan: Plan, found: _Found, what: str) -> None:
    for name, reason in plan.missing.items():
        found.note(what, name, reason)


def _holds(who: Contestant, path: str, words: str) -> bool:
    """Whether a page was built, with these words in it."""
    file = who.output / serving.page_address(path).lstrip("/") / "index.html"
    return file.is_file() and words in file.read_text(encoding="utf-8")
