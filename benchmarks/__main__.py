"""`python -m benchmarks`: measures, keeps the results, and writes the table."""

import os
import platform
import shlex
import signal
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import click

from benchmarks import peers, report, results, works
from benchmarks.contestants import OURS
from benchmarks.measuring import NotMeasuredError
from benchmarks.peers import Peer
from benchmarks.results import Circumstances, Part
from benchmarks.works import REPOSITORY, Plan, say

CACHE = REPOSITORY / ".cache" / "benchmarks"

RUNS = {
    results.CHECK: works.check,
    results.BUILD: works.build,
    results.SERVE: works.serve,
    results.GROWTH: works.growth,
}
SIZES = {
    results.CHECK: (1_000, 10_000),
    results.BUILD: (1_000, 10_000),
    results.SERVE: (works.FIRST_BRIEFING, 10_000),
    results.GROWTH: (100, 1_000, 10_000, 100_000),
}
_COMPARED = {results.BUILD, results.SERVE}
_LIBRARIES = ("mkdocs", "markdown", "jinja2", "pyyaml", "pydantic", "watchdog")


@click.command()
@click.argument("work", nargs=-1, type=click.Choice([*results.WORKS, "report"]))
@click.option(
    "--records",
    type=click.IntRange(min=0),
    multiple=True,
    help="Size of a briefing; 0 for the first one, in content/. May be repeated.",
)
@click.option(
    "--rounds",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="How often each is measured, unless it takes long.",
)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(__file__).parent,
    help="Where the results go.",
)
def main(work: tuple[str, ...], records: tuple[int, ...], rounds: int, into: Path) -> None:
    """Measure works side by side with other programs: all of them, or those that are named.

    `report` only writes the table again. Results of other works and sizes stay as they were.
    """
    # What was started is ended as well, then.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended before everything was measured"))
    wanted = [name for name in work or results.WORKS if name in RUNS]
    plan = _plan(rounds, compared=bool(_COMPARED & set(wanted)))
    made = _circumstances(plan)
    into.mkdir(parents=True, exist_ok=True)
    kept = into / "results.json"
    parts = results.read(kept)
    for name in wanted:
        for size in records or SIZES[name]:
            outcome = RUNS[name](plan, size)
            parts = results.merge(parts, (Part(name, size, outcome.pages, made, outcome.measured),))
            results.write(parts, kept)
            report.write(parts, into)
    report.write(parts, into)
    say(f"written: {into / 'README.md'}")


def _plan(rounds: int, *, compared: bool) -> Plan:
    installed: dict[str, Peer] = {}
    missing: dict[str, str] = {}
    for name in peers.NAMES if compared else ():
        say(f"setting up {name}")
        try:
            installed[name] = peers.install(name, CACHE / "peers")
        except NotMeasuredError as problem:
            missing[name] = str(problem)
            say(f"{name}: {problem}")
    return Plan(CACHE / "work", rounds, installed, missing)


def _circumstances(plan: Plan) -> Circumstances:
    return Circumstances(
        date=datetime.now(UTC).date().isoformat(),
        command=shlex.join(["python", "-m", "benchmarks", *sys.argv[1:]]),
        commit=_commit(),
        system=f"{platform.system()} on {platform.machine()}",
        cores=os.cpu_count() or 1,
        python=platform.python_version(),
        versions={
            OURS: tuple(f"{name}=={version(name)}" for name in _LIBRARIES),
            **{name: peer.versions for name, peer in plan.peers.items()},
        },
    )


def _commit() -> str:
    """The commit that is measured, with a mark where files differ from it."""
    git = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    try:
        return subprocess.check_output(git, cwd=REPOSITORY, text=True, stderr=subprocess.DEVNULL).strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


if __name__ == "__main__":
    main()
