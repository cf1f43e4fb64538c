"""Which files a site is made from, whether one of them holds something else than before, and who says so.

The system tells of every change as it happens where it can, else the folders are looked through twice a
second. What editors' programs leave beside a file while they write it is no change, nor is a file that was
written again as it was.
"""

import logging
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from stat import S_ISDIR
from threading import Event, Thread
from time import time_ns
from typing import NamedTuple

from watchdog.events import FileModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from builder.files.layout import is_left_beside

_log = logging.getLogger("mkdocs.plugins.briefing")

# How often folders are looked through where the system does not tell of changes, and how often it is seen to
# that they are still the same, in seconds.
_PAUSE = 0.5
# A file that was written so shortly before it was read may be written again within the same tick of the
# file system's clock, in nanoseconds.
_FRESH = 2_000_000_000

# What changes a file, of all that watchdog tells: opening and reading one does not.
_CHANGES = frozenset({"created", "modified", "moved", "deleted", "closed"})
# File systems whose changes may be made elsewhere, of which the system here does not tell.
_REMOTE = (
    "nfs",
    "cifs",
    "smb",
    "9p",
    "fuse",
    "vboxsf",
    "virtiofs",
    "prl_fs",
    "drvfs",
    "afs",
    "ceph",
    "gluster",
)


class _Seen(NamedTuple):
    """A file as it was when it was read: when it was written, its size, and a digest of what it held."""

    written: int
    size: int
    digest: bytes
    settled: bool


class Changes(NamedTuple):
    """The files that hold something else than before, those that are new, and those that are gone."""

    changed: frozenset[Path]
    added: frozenset[Path]
    removed: frozenset[Path]

    def any(self) -> bool:
        return bool(self.changed or self.added or self.removed)


class Watched:
    """Files and folders, with everything below them, and what they held when they were last looked at."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths: dict[Path, None] = {}
        self._seen: dict[Path, _Seen] = {}
        for path in paths:
            self.add(path)

    def add(self, path: Path) -> None:
        """Watch one more file or folder, from what it holds now."""
        path = _real(path)
        if path not in self._paths:
            self._paths[path] = None
            self._seen = {**_look(_files([path]), {}), **self._seen}

    def look(self) -> Changes:
        """What has changed since this was asked last."""
        before = self._seen
        now = _look(_files(self._paths), before)
        self._seen = now
        return _difference(before, now)

    def differs(self, path: Path) -> bool:
        """Whether a file or folder holds something else than when it was last looked at."""
        path, seen = _real(path), self._seen
        if path in seen:
            found = _look([path], {})
            return path not in found or found[path].digest != seen[path].digest
        if self._is_left_out(path):
            return False
        if path.is_file():
            return True
        below = {other: was for other, was in seen.items() if other.is_relative_to(path)}
        return _difference(below, _look(_files([path]), below)).any()

    def written_again(self, path: Path) -> bool:
        """Whether a file was written since it was last looked at, be it with what it held before."""
        path, seen = _real(path), self._seen
        try:
            return path in seen and path.stat().st_mtime_ns != seen[path].written
        except OSError:
            return True

    def _is_left_out(self, path: Path) -> bool:
        """Whether a file is nothing that a site is made from, or in a folder that is not."""
        holding = [place for place in self._paths if path.is_relative_to(place)]
        return not any(
            all(not is_left_beside(part) for part in path.relative_to(place).parts) for place in holding
        )


class _Folder(NamedTuple):
    """A folder as it is followed: with everything below it (`whole`), or only what is directly in it.

    `identity` is that of the file system: another folder of the same name has another one.
    """

    path: Path
    whole: bool
    identity: tuple[int, int]

    @classmethod
    def of(cls, place: Path) -> "_Folder | None":
        """The folder to be followed for a file or folder; none where that is not there either."""
        for path in (place, place.parent):
            try:
                stat = path.stat()
            except OSError:
                continue
            if S_ISDIR(stat.st_mode):
                return cls(path, path is place, (stat.st_dev, stat.st_ino))
        return None


class _Followed(NamedTuple):
    """How a folder is followed, and for which files and folders."""

    watch: ObservedWatch
    places: list[Path]


class Watcher:
    """Tells MkDocs' server of changes to the files that a site is made from, in place of its own observer.

    `busy` says whether a build is reading them right now: one may then have been read between two changes.
    """

    def __init__(self, watched: Watched, busy: Callable[[], bool]) -> None:
        self._watched = watched
        self._busy = busy
        self._handlers: dict[Path, FileSystemEventHandler] = {}
        self._observer: BaseObserver | None = None
        self._followed: dict[_Folder, _Followed] = {}
        self._ended = Event()
        # Whether a folder may be another one.
        self._is_other = Event()
        self._caring = Thread(target=self._care, name="watched folders", daemon=True)

    def schedule(self, event_handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> Path:
        """Watch a file, or a folder with everything below it, also one that is not there yet."""
        place = Path(path)
        self._handlers[place] = event_handler
        self._watched.add(place)
        return place

    def unschedule(self, place: Path) -> None:
        """Watch a file or folder no longer."""
        del self._handlers[place]

    def start(self) -> None:
        """Begin to watch, as the system can."""
        # Watchdog meets a folder twice that is made while it looks through the one above, and warns of it.
        # It replaces what it had noted by the same: nothing is lost, and nothing is for the editor to do.
        warnings.filterwarnings("ignore", "Callback with id .* already exists", RuntimeWarning)
        mounts = _mounts()
        if any(is_remote(place, mounts) for place in self._handlers):
            self._look_through()
        else:
            try:
                self._observer = Observer()
                self._observer.start()
            except OSError as error:
                self._look_through(error)
        self.look_after()
        self._caring.start()
        # What was changed during the first build.
        self._tell(self._handlers)

    def stop(self) -> None:
        """Watch no longer."""
        self._ended.set()
        self._is_other.set()
        if self._observer is not None:
            self._observer.stop()

    def join(self, timeout: float | None = None) -> None:
        """Wait until nothing is watched any more."""
        if self._observer is not None:
            self._observer.join(timeout)

    def look_after(self) -> None:
        """Watch what is there now, also where a folder is gone, has come back, or is another one.

        Where the system does not watch, folders are looked through.
        """
        assert self._observer is not None
        try:
            if not self._observer.is_alive():
                raise OSError(None, "it has stopped watching")
            self._tell(self._renew(self._observer))
        except OSError as error:
            if not self._ended.is_set():
                self._look_through(error)
                self._tell(self._handlers)

    def _care(self) -> None:
        while not self._ended.is_set():
            self._is_other.wait(_PAUSE)
            self._is_other.clear()
            self.look_after()

    def _look_through(self, error: OSError | None = None) -> None:
        """Look through folders from now on; after an `error` of the system, say so."""
        if self._observer is not None:
            self._observer.stop()
        self._observer, self._followed = PollingObserver(timeout=_PAUSE), {}
        self._observer.start()
        with suppress(OSError):  # a folder that has gone this moment; it is looked after again
            self._renew(self._observer)
        if error is not None:
            _log.warning(
                "The system does not watch the folders of this briefing (%s). They are looked through "
                "twice a second instead.",
                (error.strerror or str(error)).lower(),
            )

    def _renew(self, observer: BaseObserver) -> list[Path]:
        """Follow folders that are not followed yet, or no longer as they were; returns what is in them."""
        wanted: dict[_Folder, list[Path]] = {}
        for place in self._handlers:
            # A file is watched by way of its folder: many programs save by putting a new one in its place.
            folder = _Folder.of(place)
            if folder is not None:
                wanted.setdefault(folder, []).append(place)
        ended = {emitter.watch for emitter in list(observer.emitters) if not emitter.is_alive()}
        for folder, followed in list(self._followed.items()):
            if wanted.get(folder) != followed.places or followed.watch in ended:
                del self._followed[folder]
                with suppress(KeyError):
                    observer.unschedule(followed.watch)
        renewed = []
        for folder, places in wanted.items():
            if folder in self._followed:
                continue
            for place in places:
                telling = self._filter(place, self._handlers[place])
                watch = observer.schedule(telling, str(folder.path), recursive=folder.whole)
            self._followed[folder] = _Followed(watch, places)
            renewed += places
        return renewed

    def _tell(self, places: Iterable[Path]) -> None:
        """Tell of what has changed while nobody was watching."""
        for place in places:
            if self._watched.differs(place):
                self._handlers[place].on_any_event(FileModifiedEvent(str(place)))

    def _filter(self, place: Path, handler: FileSystemEventHandler) -> FileSystemEventHandler:
        """What passes on to MkDocs only what is a change of what it watches."""
        only = None if place.is_dir() else _real(place)

        def tell(event: FileSystemEvent) -> None:
            if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
                return
            paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
            for path in paths:
                if only is not None and _real(path) != only:
                    continue
                if only is not None and event.is_directory:
                    self._is_other.set()
                if self._watched.differs(path) or (self._busy() and self._watched.written_again(path)):
                    handler.on_any_event(FileModifiedEvent(str(path)))
                    return

        telling = FileSystemEventHandler()
        telling.on_any_event = tell  # type: ignore[method-assign]  # as MkDocs does
        return telling


def _real(path: Path) -> Path:
    """A path without links above the file itself, which may be gone."""
    return Path(os.path.realpath(path.parent)) / path.name


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files at and below paths, without what other programs keep there for themselves."""
    for path in paths:
        if path.is_dir():
            for folder, folders, names in os.walk(path, followlinks=True):
                folders[:] = [name for name in folders if not is_left_beside(name)]
                yield from (Path(folder, name) for name in names if not is_left_beside(name))
        else:
            yield path


def _look(paths: Iterable[Path], before: dict[Path, _Seen]) -> dict[Path, _Seen]:
    """What files hold; those that cannot be read are left out."""
    now = {}
    for path in paths:
        try:
            stat = path.stat()
            seen = before.get(path)
            if seen is None or not seen.settled or seen[:2] != (stat.st_mtime_ns, stat.st_size):
                settled = time_ns() - stat.st_mtime_ns > _FRESH
                digest = blake2b(path.read_bytes(), digest_size=16).digest()
                seen = _Seen(stat.st_mtime_ns, stat.st_size, digest, settled)
        except OSError:
            continue
        now[path] = seen
    return now


def _difference(before: dict[Path, _Seen], now: dict[Path, _Seen]) -> Changes:
    changed = (path for path, seen in now.items() if path in before and seen.digest != before[path].digest)
    return Changes(
        frozenset(changed), frozenset(now.keys() - before.keys()), frozenset(before.keys() - now.keys())
    )


def is_remote(path: Path, mounts: str) -> bool:
    """Whether a file or folder lies on another computer or outside of a virtual one, by what is mounted."""
    # Other white space than these two stands in names as it is.
    rows = [line.split(" ") for line in mounts.split("\n") if line]
    places = [(Path(_unescaped(point)), kind) for _, point, kind, *_ in rows]
    holding = [(point, kind) for point, kind in places if _real(path).is_relative_to(point)]
    _, kind = max(holding, key=lambda mount: len(mount[0].parts), default=(Path(), ""))
    return kind.startswith(_REMOTE) and kind != "fuseblk"  # a disk of this computer


def _mounts() -> str:
    """What is mounted where, as Linux tells; other systems tell nothing."""
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _unescaped(point: str) -> str:
    """A path from the list of mounts, in which a space is `\\040`, and tabs and backslashes are alike."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), point)
