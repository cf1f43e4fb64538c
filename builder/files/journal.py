"""Several files changed as one: all of them or none, also where the program is killed in between.

The new files are written beside their places, and a journal in the folder says which they are. From the
moment that the journal says `decided`, the change is made: whoever comes next finishes it. Before that
moment it is undone. So a folder without a journal holds nothing half.

A journal may come with a folder from elsewhere, so it is believed only as far as it speaks of files in the
folder that are not hidden. What a link leads to outside is changed with the rest, but not finished later.
"""

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Literal, NamedTuple, Self

from builder.machinery.lock import HeldError, Lock

FILE = ".briefing-changes.json"
"""The journal; it is there only while files are changed, or where that was cut short."""

LISTING = ".briefing-files"
"""The list of files that a build has put into a folder, which is the only hidden file that is changed."""

# What is to become the journal, while it is written.
_NEW = f"{FILE}.new"
_LOCK = ".briefing-changes.lock"
# What temporary files and folders are called.
_TEMPORARY = re.compile(r"\..*[.-][0-9a-f]{12}")

_State = Literal["begun", "decided", "undone"]


@dataclass(frozen=True)
class Step:
    """A file that takes the place of another: where it goes, where it is now, and what was there before.

    `before` is none where nothing was there. `guarded` is whether a file that no longer holds `before` is
    somebody's work, and stays; else it is replaced whatever it holds. `after` is the digest of the new file.
    """

    target: Path
    temporary: Path
    before: str | None = None
    guarded: bool = True
    after: str | None = None

    def is_pending(self) -> bool:
        """Whether the new file is still where it was written."""
        return self.temporary.is_file()

    def is_edited(self) -> bool:
        """Whether what is to be replaced is somebody's work."""
        return self.guarded and not _holds(self.target, self.before)

    def carry_out(self) -> None:
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.temporary.replace(self.target)

    def put_back(self) -> None:
        """Restore what was there before."""
        if self.before is None:
            self.target.unlink(missing_ok=True)
            return
        temporary = beside(self.target)
        try:
            temporary.write_bytes(self.before.encode())
            shutil.copymode(self.target, temporary)
            temporary.replace(self.target)
        finally:
            temporary.unlink(missing_ok=True)


class StepError(OSError):
    """A file could not be moved to its place."""

    def __init__(self, step: Step, error: OSError) -> None:
        super().__init__(error.errno, error.strerror)
        self.step = step


class _Noted(NamedTuple):
    """What a journal says."""

    state: _State
    temporaries: Sequence[Path]
    steps: Sequence[Step] = ()


@dataclass(frozen=True)
class Recovered:
    """What became of a change that had been cut short: which files were finished or undone, and which stay
    as they are because somebody has edited them since; named by their paths in the folder."""

    finished: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.finished:
            return f"A command had been cut short; what it was writing is finished: {_list(self.finished)}."
        if not self.undone and not self.edited:
            return "A command had been cut short before it changed anything; what it left behind is removed."
        undone = f" is undone in {_list(self.undone)}" if self.undone else " is left out"
        edited = f"; {_list(self.edited)} stays as you edited it" if self.edited else ""
        return f"A command had been cut short; what it was writing{undone}{edited}."


class Journal:
    """The journal of one change in a folder, to be used in a `with` statement; nobody else writes meanwhile.

    Raises `HeldError` where another command is writing, and `OSError` where nothing can be written.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._temporaries: tuple[Path, ...] = ()
        self._is_settled = True

    def __enter__(self) -> Self:
        self._lock = Lock(self.root / _LOCK)
        try:
            _recover(self.root)
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            _remove(self._temporaries)
            if self._is_settled:
                (self.root / FILE).unlink(missing_ok=True)
        finally:
            self._lock.release()

    def begin(self, temporaries: Iterable[Path]) -> None:
        """Files and folders are going to be made that are to be removed where the change is not decided."""
        self._temporaries += tuple(temporaries)
        _write(self.root, _Noted("begun", self._temporaries))

    def carry_out(self, steps: Sequence[Step]) -> None:
        """Make the change, in the order given; where a step fails, what was done is undone, and it raises."""
        steps = [replace(step, after=_digest(step.temporary)) for step in steps]
        noted = _Noted("decided", self._temporaries, steps)
        _write(self.root, noted)
        try:
            for step in steps:
                try:
                    step.carry_out()
                except OSError as error:
                    raise StepError(step, error) from None
        except BaseException:
            self._is_settled = False
            _undo(self.root, noted)
            self._is_settled = True
            raise
        _flush_folders(steps)


def beside(target: Path) -> Path:
    """A new name beside a file for what is to take its place; it begins with a dot, so nobody reads it."""
    return target.with_name(f".{target.name}.{secrets.token_hex(6)}")


def recover(root: Path) -> Recovered | None:
    """Finish or undo what had been cut short in a folder; none where nothing was, or it is still going on.

    Raises `OSError` where that cannot be done; it is tried again the next time.
    """
    if not (root / FILE).is_file() and not (root / _NEW).is_file():
        return None
    try:
        lock = Lock(root / _LOCK)
    except HeldError:
        return None
    try:
        return _recover(root.resolve())
    finally:
        lock.release()


def _recover(root: Path) -> Recovered | None:
    file = root / FILE
    (root / _NEW).unlink(missing_ok=True)
    if not file.is_file():
        return None
    noted = _read(root)
    done = None
    if noted is not None:
        pending = [step for step in noted.steps if step.is_pending()]
        done = Recovered()
        if noted.state == "undone" or any(step.is_edited() for step in pending):
            done = _undo(root, noted)
        elif noted.state == "decided":
            for step in pending:
                step.carry_out()
            done = Recovered(finished=_names(root, noted.steps))
        _remove(noted.temporaries)
        _flush_folders(noted.steps)
    file.unlink(missing_ok=True)
    return done


def _undo(root: Path, noted: _Noted) -> Recovered:
    """Put back what was there; what somebody has edited since stays as it is. Raises `OSError` at the end
    where a file could not be put back; the others are."""
    with suppress(OSError):  # what it says is needed only where this is cut short, too
        _write(root, noted._replace(state="undone"))
    undone, edited, failures = [], [], []
    for step in noted.steps:
        try:
            if not step.is_pending() and _digest(step.target) == step.after:
                step.put_back()
                undone.append(step)
            elif step.is_edited():
                edited.append(step)
            step.temporary.unlink(missing_ok=True)
        except OSError as error:
            failures.append(error)
    if failures:
        raise failures[0]
    return Recovered(undone=_names(root, undone), edited=_names(root, edited))


def _write(root: Path, noted: _Noted) -> None:
    """Put a journal in place of the one before, whole and to last."""
    steps = [step for step in noted.steps if _is_within(root, step.target)]
    plain = {
        "state": noted.state,
        "temporaries": [_name(root, path) for path in noted.temporaries if _is_within(root, path)],
        "steps": [
            {**asdict(step), "target": _name(root, step.target), "temporary": _name(root, step.temporary)}
            for step in steps
        ],
    }
    file, new = root / FILE, root / _NEW
    try:
        with new.open("wb") as opened:
            opened.write(json.dumps(plain).encode())
            opened.flush()
            os.fsync(opened.fileno())
        new.replace(file)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    flush(root)


def _read(root: Path) -> _Noted | None:
    """What a folder's journal says; none where it cannot be one of ours."""
    try:
        plain = json.loads((root / FILE).read_bytes())
        temporaries = [root / path for path in plain["temporaries"]]
        steps = [
            Step(
                root / given["target"],
                root / given["temporary"],
                given["before"],
                given["guarded"] is True,
                given["after"],
            )
            for given in plain["steps"]
        ]
        state = plain["state"]
        is_ours = (
            state in ("begun", "decided", "undone")
            and all(isinstance(text, str | None) for step in steps for text in (step.before, step.after))
            and all(_TEMPORARY.fullmatch(path.name) and _is_within(root, path) for path in temporaries)
            and all(_is_within(root, step.temporary) for step in steps)
            and all(any(map(_TEMPORARY.fullmatch, step.temporary.parts)) for step in steps)
            and all(_is_within(root, step.target, hidden=False) for step in steps)
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return _Noted(state, temporaries, steps) if is_ours else None


def _is_within(root: Path, path: Path, *, hidden: bool = True) -> bool:
    """Whether a file lies in a folder, links followed; where `hidden` is false, not below a hidden name."""
    path = path.resolve()
    if not path.is_relative_to(root) or path == root:
        return False
    parts = path.relative_to(root).parts
    return hidden or not any(part.startswith(".") and part != LISTING for part in parts)


def _name(root: Path, path: Path) -> str:
    return Path(os.path.relpath(path, root)).as_posix()


def _names(root: Path, steps: Iterable[Step]) -> tuple[str, ...]:
    return tuple(_name(root, step.target) for step in steps)


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(names[:5])
    return f"{shown} and {len(names) - 5} more" if len(names) > 5 else shown


def _holds(path: Path, text: str | None) -> bool:
    if text is None:
        return not path.exists()
    try:
        return path.read_bytes() == text.encode()
    except FileNotFoundError:
        return False


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _flush_folders(steps: Iterable[Step]) -> None:
    for folder in {step.target.parent for step in steps}:
        flush(folder)


def flush(folder: Path) -> None:
    """See to it that moves outlast a loss of power, where the system can do that for a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
