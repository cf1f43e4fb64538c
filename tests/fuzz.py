"""What a briefing withstands, tried at random: `python -m tests.fuzz --minutes 10 [--seed N] [--only PART]`.

- contents: altered files of briefings through check, through what `fix` would do, and through a build
- quotes: quotes of which something is altered, against their sources; one that is found is a false accept
- articles: altered web pages, texts and PDFs through `add-source`
- kills: every command that writes, and builds, ended at a random moment; nothing may be half or left behind

It prints figures, and of each failure the input, which it leaves in a folder. The same seed tries the same.
"""

import argparse
import contextlib
import io
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import click
from click.testing import CliRunner
from mkdocs.__main__ import build_command

from builder.checks import mending
from builder.cli import main as briefing
from builder.files import journal, saving
from builder.files.problems import ContentError, has_errors
from builder.pipeline import build as building
from builder.pipeline.check import check
from tests import altered_quotes, briefings
from tests.authoring.intake import pdfs

ROOT = Path(__file__).parents[1]
# Longer than this, in seconds, nothing may take that takes moments when it is not altered.
PATIENCE = 60
# Of all the time, how much is for each part.
SHARES = {"contents": 0.35, "quotes": 0.1, "articles": 0.2, "kills": 0.35}
QUOTES = 10_000
KILLS = 200

HOSTILE = [
    *(b"\x00", b"\x1b[31m", b"\xff", b"\xef\xbb\xbf", b"\r", b"\t", "\u2028".encode(), "\u202e".encode()),
    *(
        b"---\n",
        b"...\n",
        b"%YAML 9\n",
        b"&a ",
        b"*a",
        b"!!python/object:os.system ",
        b"<<: *a",
        b"? ",
        b"{",
        b"[",
    ),
    *(
        b"}",
        b"]",
        b"'",
        b'"',
        b"|\n",
        b">\n",
        b": ",
        b"- ",
        b" #",
        b"{: onclick=x }",
        b"<script>",
        b"](",
        b"[[[",
    ),
    *(
        b"```",
        b"$$",
        b"{{ 1 }}",
        b"{% raw %}",
        b"Y1E99999999",
        b"2021-02-30",
        b"1e999",
        b"-0",
        b"../../etc/passwd",
    ),
    *("¹½①".encode(), "…".encode() * 50, b"a" * 3000, b"( " * 500, "ـي‌ك".encode(), "\U0001f1e9".encode()),
]


class Failure(NamedTuple):
    """What went wrong, and the folder or text that it went wrong with."""

    what: str
    given: str


class Outcome(NamedTuple):
    """One try: what it counts as in the figures, and a failure if it was one."""

    kind: str
    failure: Failure | None = None


Part = Callable[[random.Random, Path], Iterator[Outcome]]


class TooLongError(BaseException):
    """Something takes longer than it may."""


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Raise `TooLongError` where what is done takes too long; only where the system can wake a program."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def wake(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGALRM, wake)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def altered(data: bytes, chance: random.Random) -> bytes:
    """Bytes with one to five places changed: bytes, lines and pieces moved, doubled, removed, or hostile."""
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.choice([1, 1, 3, 20, 200]))
        lines = data.split(b"\n")
        line = chance.randrange(len(lines))
        way = chance.randrange(7)
        if way == 0:
            data = data[:at] + data[to:]
        elif way == 1:
            data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        elif way == 2:
            data = data[:at] + chance.choice(HOSTILE) + data[at:]
        elif way == 3:
            data = data[:at] + data[at:to] * chance.choice([2, 2, 50]) + data[to:]
        elif way == 4:
            lines.insert(chance.randrange(len(lines)), lines.pop(line))
            data = b"\n".join(lines)
        elif way == 5:
            lines[line] = b" " * chance.randrange(6) + lines[line].lstrip()
            data = b"\n".join(lines)
        else:
            data = data[:at] if chance.random() < 0.2 else data.replace(lines[line][:20] or b"\n", b"", 1)
    return data


def tried(what: str, given: Path, work: Callable[[], str]) -> Outcome:
    """What comes of a piece of work; whatever it raises is a failure."""
    try:
        with limited():
            return Outcome(work())
    except TooLongError:
        return Outcome("failed", Failure(f"{what}: takes longer than {PATIENCE} seconds", str(given)))
    except Exception:  # noqa: BLE001 - whatever it is
        return Outcome("failed", Failure(f"{what}: {traceback.format_exc()}", str(given)))


def contents(chance: random.Random, folder: Path) -> Iterator[Outcome]:
    """Altered files of briefings through check, fix and build."""
    small = briefings.write(folder / "small")
    bases = [small, *(ROOT / "tests/content" / name for name in ("river-dam", "persian", "urdu"))]
    for number in range(sys.maxsize):
        root = folder / f"contents-{number}"
        base = chance.choice([small, *bases])
        shutil.copytree(base, root, ignore=shutil.ignore_patterns(".cache", "site", "expected*"))
        files = sorted(path for path in root.rglob("*") if path.suffix in (".yml", ".txt", ".md"))
        for file in chance.sample(files, min(len(files), chance.choice([1, 1, 2]))):
            file.write_bytes(altered(file.read_bytes(), chance))
        outcome = tried("contents", root, lambda root=root: _through(root))  # type: ignore[misc]
        if outcome.failure is None:
            shutil.rmtree(root)
        yield outcome


def _through(root: Path) -> str:
    problems = check(root).problems
    made = mending.mend(root, problems)
    kind = "with errors" if has_errors(problems) else "right"
    if made.rewrites:
        saving.write(root, made.rewrites)
        problems = check(root).problems
        kind += ", mended"
    with contextlib.suppress(ContentError):
        building.build(root, drafts=True)
    if not has_errors(problems):
        building.build(root)
    return kind


def quotes(chance: random.Random, _folder: Path) -> Iterator[Outcome]:
    """Altered quotes against their sources, a hundred at a time."""
    while True:
        seed = chance.randrange(2**32)
        for true, false in altered_quotes.false_accepts(100, seed):
            given = f"“{true.quote}” became “{false.quote}” ({false.how})"
            yield Outcome("failed", Failure(f"quotes: a false quote is found, seed {seed}", given))
        yield Outcome("hundred quotes")


def articles(chance: random.Random, folder: Path) -> Iterator[Outcome]:
    """Altered pages, texts and PDFs through `add-source`."""
    pages = ROOT / "tests/authoring/intake/pages"
    given = [(path.suffix, path.read_bytes()) for path in sorted(pages.glob("*")) if path.suffix != ".json"]
    given += [(".pdf", data) for data in _pdfs()] * 5
    for number in range(sys.maxsize):
        root = folder / f"articles-{number}"
        briefings.write(root)
        suffix, data = chance.choice(given)
        file = root / f"given{suffix}"
        file.write_bytes(altered(data, chance))
        outcome = tried(f"articles ({suffix})", root, lambda file=file: _added(file))  # type: ignore[misc]
        if outcome.failure is None:
            shutil.rmtree(root)
        yield outcome


def _pdfs() -> list[bytes]:
    return [
        pdfs.pdf(
            pdfs.paragraph(
                "The ferry left the harbour.", "Nobody was hurt in the fire, the master said.", top=700
            )
        )
    ]


def _added(file: Path) -> str:
    arguments = ["add-source", str(file), "--folder", str(file.parent), "--title", "A title"]
    result = CliRunner().invoke(briefing, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    if any(ord(character) < 32 and character not in "\n\t" for character in result.output):
        raise AssertionError(f"a control character is sent: {result.output!r}")
    problems = check(file.parent).problems
    if has_errors(problems):
        raise AssertionError("\n".join(map(str, problems)))
    return f"{file.suffix} {'added' if result.exit_code == 0 else 'refused'}"


TIMELINE = "Year,Month,Day,Headline,Text\n" + "".join(
    f"2021,5,{n % 28 + 1},Event {n},Text {n}\n" for n in range(900)
)
ARTICLE = "The fire\n\n" + "On 4 May 2021 a fire broke out in the old harbour, the port said.\n\n" * 40
SMALL = {
    "seeds/gazette.txt": briefings.GAZETTE
    + "\nOn 4 May 2021 the police arrested two men, the master said.\n",
    "../given/timeline.csv": TIMELINE,
    "../given/fire.txt": ARTICLE,
}
WRITING = {
    "import": ["import", "given/timeline.csv", "--folder", "small"],
    "draft": ["draft", "gazette", "--folder", "small"],
    "add-source": ["add-source", "given/fire.txt", "--folder", "small"],
    "rename": ["rename", "gazette", "paper", "--folder", "small"],
    "fix": ["fix", "--folder", "wrong"],
    "new": ["new", "begun", "--title", "A title", "--language", "en-GB"],
    "export": ["export", "--folder", "small"],
    "build": ["build", "--folder", "small"],
    "site": ["site"],
}
# What builds and readers keep for themselves.
KEPT = (".cache", ".briefing-changes.lock")


def kills(chance: random.Random, folder: Path) -> Iterator[Outcome]:
    """Each command that writes ended at a random moment; then it is looked at what it left, and run again."""
    start = folder / "start"
    briefings.write(start / "small", SMALL)
    shutil.copytree(start / "small", start / "wrong")
    for name in ("content/events.yml", "content/disputes.yml"):
        file = start / "wrong" / name
        file.write_text(
            file.read_text()
            .replace("old-harbour\n", "old-harbor\n")
            .replace("harbour-master\n", "habour-master\n")
        )
    _after(start, "site", WRITING["site"])
    whole, lasts = {}, {}
    for name, arguments in WRITING.items():
        place = folder / f"whole-{name}"
        shutil.copytree(start, place)
        if name == "site":
            (place / "small/content/pages/about.md").write_text("# About\n\nMore.\n")
        began = time.monotonic()
        _after(place, name, arguments)
        lasts[name] = time.monotonic() - began
        whole[name] = _held(place)
    for number in range(sys.maxsize):
        name = [*WRITING][number % len(WRITING)]
        place = folder / f"kills-{number}-{name}"
        shutil.copytree(start, place)
        if name == "site":
            (place / "small/content/pages/about.md").write_text("# About\n\nMore.\n")
        before = _held(place)
        watched = chance.random() < 0.7
        # Files are written within moments; a site is not.
        most = (lasts[name] if name == "site" else 0.02) if watched else lasts[name] * 1.1
        was_killed = _killed(place, name, WRITING[name], chance.uniform(0, most), watched=watched)
        outcome = tried(
            f"kills: {name}",
            place,
            lambda place=place, name=name, before=before: _settled(place, name, before, whole[name]),  # type: ignore[misc]
        )
        if outcome.failure is None:
            shutil.rmtree(place)
            outcome = Outcome(f"{name} {'killed' if was_killed else 'ended'}, {outcome.kind}")
        yield outcome


def _run(place: Path, name: str, arguments: list[str]) -> None:
    """Run a command in a folder of this process."""
    os.chdir(place)
    if name == "site":
        build_command.main(["-q", "-f", "small/mkdocs.yml"], standalone_mode=False)
    else:
        briefing.main(arguments, standalone_mode=False)


def _begun(place: Path, name: str, arguments: list[str]) -> int:
    """A child of this process in which a command runs, and which ends with it."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 1
    with contextlib.suppress(BaseException):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        _run(place, name, arguments)
        code = 0
    os._exit(code)


def _after(place: Path, name: str, arguments: list[str]) -> None:
    os.waitpid(_begun(place, name, arguments), 0)


def _killed(place: Path, name: str, arguments: list[str], after: float, *, watched: bool) -> bool:
    """Run a command and kill it so many seconds after it began, or began to write where that is `watched`;
    whether it had not ended before."""
    child = _begun(place, name, arguments)
    while watched and not any(True for _ in place.rglob(".briefing-*")):
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _settled(place: Path, name: str, before: dict[str, bytes], whole: dict[str, bytes]) -> str:
    """Whether all or nothing was done, once the next command has begun; then the command is run again."""
    if name == "site":
        site = {
            path: data for path, data in _held(place / "small/site").items() if "briefing-build" not in path
        }
        states = [
            {p.removeprefix("small/site/"): d for p, d in s.items() if p.startswith("small/site/")}
            for s in (before, whole)
        ]
        if site not in states:
            raise AssertionError(f"a half site: {_differing(site, *states)}")
    for root in (place / "small", place / "wrong", place / "small/markdown", place / "small/export"):
        if root.is_dir():
            journal.recover(root)
    found = _held(place)
    if name in ("import", "draft", "add-source", "rename", "fix", "export"):
        temporary = {path for path in found if ".briefing-new-" in path}
        states = [before, whole]
        if {path: data for path, data in found.items() if path not in temporary} not in states:
            raise AssertionError(f"half is written: {_differing(found, before, whole)}")
        kind = "all written" if found == whole and whole != before else "nothing written"
    else:
        kind = "looked at"
    _after(place, name, WRITING[name])
    again = _held(place)
    if name in ("new", "build", "export", "site", "rename", "fix", "add-source") and again != whole:
        raise AssertionError(f"run again, it is not whole: {_differing(again, whole)}")
    return kind


def _differing(found: dict[str, bytes], *states: dict[str, bytes]) -> str:
    return "; ".join(
        ", ".join(sorted(path for path in {*found, *state} if found.get(path) != state.get(path))[:8])
        for state in states
    )


def _held(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, what was left behind with it, by path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    names = ((path.relative_to(folder), path) for path in files)
    return {
        str(name): path.read_bytes() for name, path in names if not any(part in KEPT for part in name.parts)
    }


PARTS: dict[str, Part] = {"contents": contents, "quotes": quotes, "articles": articles, "kills": kills}


def run(
    name: str, seconds: float, seed: int, folder: Path, least: int = 1
) -> tuple[dict[str, int], list[Failure]]:
    """Try one part for so many seconds, at least so many times; the figures, and what failed."""
    figures: dict[str, int] = {}
    failures: list[Failure] = []
    until = time.monotonic() + seconds
    for number, outcome in enumerate(PARTS[name](random.Random(f"{seed} {name}"), folder), start=1):
        figures[outcome.kind] = figures.get(outcome.kind, 0) + 1
        if outcome.failure is not None:
            failures.append(outcome.failure)
        if number >= least and time.monotonic() > until:
            break
    return figures, failures


def main() -> int:
    """Try every part; the exit status is 1 where something failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--only", choices=[*PARTS], help="Only one part, for all of the time.")
    options = parser.parse_args()
    os.environ["SOURCE_DATE_EPOCH"] = "1700000000"
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    click.echo(f"Seed {options.seed}, in {folder}")
    full = options.minutes >= 10
    leasts = {"quotes": QUOTES // 100, "kills": KILLS} if full else {}
    failed = False
    for name in [options.only] if options.only else PARTS:
        share = 1 if options.only else SHARES[name]
        with contextlib.redirect_stderr(io.StringIO()):
            figures, failures = run(
                name, options.minutes * 60 * share, options.seed, folder, leasts.get(name, 1)
            )
        click.echo(f"{name}: {sum(figures.values())} tries; {dict(sorted(figures.items()))}")
        for failure in failures[:20]:
            click.echo(f"FAILED {failure.what}\n  with {failure.given}")
        failed |= bool(failures)
    if not failed:
        shutil.rmtree(folder, ignore_errors=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
