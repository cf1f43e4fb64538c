"""What counts as a change of a file, and who is told of it."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from builder.serve import watching
from builder.serve.watching import Changes, Watched, Watcher

PATIENCE = 30  # seconds until a test gives up
NOTHING = Changes(frozenset(), frozenset(), frozenset())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two files, one of them further below."""
    folder = tmp_path / "content"
    (folder / "events").mkdir(parents=True)
    (folder / "actors.yml").write_text("anna: {}\n")
    (folder / "events" / "2021.yml").write_text("departure: {}\n")
    return folder


def test_changes_are_told_once(folder: Path) -> None:
    """A file with other content, a new one, one that is gone; then all is as it was seen last."""
    watched = Watched([folder])
    assert watched.look() == NOTHING
    (folder / "actors.yml").write_text("anne: {}\n")  # as long as before, and within the same moment
    (folder / "places.yml").write_text("")
    (folder / "events" / "2021.yml").unlink()
    assert watched.look() == Changes(
        changed=frozenset({folder / "actors.yml"}),
        added=frozenset({folder / "places.yml"}),
        removed=frozenset({folder / "events" / "2021.yml"}),
    )
    assert watched.look() == NOTHING


def test_what_is_written_again_as_it_was_is_no_change(folder: Path) -> None:
    """Neither is another time of writing, nor a file of another program."""
    watched = Watched([folder])
    (folder / "actors.yml").write_text("anna: {}\n")
    os.utime(folder / "events" / "2021.yml")
    (folder / ".actors.yml.swp").write_text("anna")
    assert not watched.differs(folder / "actors.yml")
    assert watched.written_again(folder / "events" / "2021.yml")
    assert not watched.differs(folder)
    assert watched.look() == NOTHING


@pytest.mark.parametrize(
    "name", ["4913", ".actors.yml.swp", "actors.yml~", "#actors.yml#", ".#actors.yml", "a.tmp", ".git/index"]
)
def test_other_programs_files_are_left_out(folder: Path, name: str) -> None:
    """What editors' programs put beside a file, and what is hidden."""
    watched = Watched([folder])
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("x")
    assert not watched.differs(folder / name)
    assert watched.look() == NOTHING


def test_a_hidden_folder_above_is_no_reason(tmp_path: Path) -> None:
    """Only names below what is watched count."""
    folder = tmp_path / ".work" / "content"
    folder.mkdir(parents=True)
    watched = Watched([folder])
    (folder / "actors.yml").write_text("x")
    assert watched.differs(folder / "actors.yml")


def test_folders_that_come_and_go(folder: Path, tmp_path: Path) -> None:
    """A folder differs when what is below it does; an empty one does not."""
    watched = Watched([folder])
    shutil.move(folder / "events", tmp_path / "elsewhere")
    assert watched.differs(folder / "events")
    watched.look()
    (folder / "places").mkdir()
    assert not watched.differs(folder / "places")
    shutil.move(tmp_path / "elsewhere", folder / "places")
    assert watched.differs(folder / "places")


class Told(FileSystemEventHandler):
    """Notes which files a server is told of."""

    def __init__(self) -> None:
        self.paths: Queue[Path] = Queue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        assert not event.is_directory  # of folders, MkDocs takes no notice
        self.paths.put(Path(os.fsdecode(event.src_path)))


def save_as_vim_does(file: Path, text: str) -> None:
    """Try whether a file can be written there, move the old one aside, write, remove the old one."""
    (file.parent / "4913").write_text("")
    (file.parent / "4913").unlink()
    (file.parent / f".{file.name}.swp").write_text(text)
    file.rename(f"{file}~")
    file.write_text(text)
    Path(f"{file}~").unlink()


def save_by_another(file: Path, text: str) -> None:
    """Write another file and put it in the place of the first."""
    other = file.with_name(f"{file.name}.tmp")
    other.write_text(text)
    other.replace(file)


@pytest.mark.parametrize("polling", [False, True])
@pytest.mark.parametrize("save", [Path.write_text, save_as_vim_does, save_by_another])
def test_only_changes_are_told(
    folder: Path,
    tmp_path: Path,
    save: Callable[[Path, str], object],
    polling: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not what is read, nor other programs' files, nor what is saved as it was; but what else is saved."""
    if polling:
        monkeypatch.setattr(watching, "Observer", unavailable)
        monkeypatch.setattr(watching, "_PAUSE", 0.01)
    settings, beside = tmp_path / "mkdocs.yml", tmp_path / "notes.txt"
    settings.write_text("a: 1\n")
    watcher = Watcher(Watched([]), lambda: False)
    told = Told()
    for place in (folder, settings):
        watcher.schedule(told, str(place), recursive=True)
    watcher.start()
    try:
        beside.write_text("x")
        (folder / "actors.yml").read_text()
        save(folder / "events" / "2021.yml", "departure: {}\n")
        (folder / ".git").mkdir()
        (folder / ".git" / "index").write_text("x")
        save(settings, "a: 1\n")
        save(folder / "actors.yml", "anna: {name: Anna}\n")
        save(settings, "a: 2\n")
        changed, seen = {folder / "actors.yml", settings}, set[Path]()
        while not changed <= seen:
            seen.add(told.paths.get(timeout=PATIENCE))
    finally:
        watcher.stop()
        watcher.join()
    # Some ways of saving leave nothing, or no file, for a moment, which may be seen.
    assert seen - {folder / "events" / "2021.yml"} == changed
    assert save is not save_by_another or seen == changed


def test_a_folder_that_is_made_later(tmp_path: Path) -> None:
    """What is written into a folder is told also where that was not there when watching began."""
    place = tmp_path / "templates"
    told = Told()
    watched = Watched([])
    watcher = Watcher(watched, lambda: False)
    watcher.schedule(told, str(place), recursive=True)
    watcher.start()
    try:
        (place / "pages").mkdir(parents=True)
        (place / "pages" / "actor.md.jinja").write_text("one")
        told.paths.get(timeout=PATIENCE)
        watched.look()
        (place / "pages" / "actor.md.jinja").write_text("two and more")
        told.paths.get(timeout=PATIENCE)
    finally:
        watcher.stop()
        watcher.join()


def test_a_folder_that_is_filled_as_it_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is made between the look at a folder and the look below it is told as well, without a warning."""
    place, walk = tmp_path / "templates", os.walk
    below = place / "pages" / "inner"

    def fill_and_walk(path: Any, **options: Any) -> Iterator[Any]:
        if Path(os.fsdecode(path)) == place:
            below.mkdir(parents=True, exist_ok=True)
            (below / "actor.md.jinja").write_text("one")
        return walk(path, **options)

    told = Told()
    watcher = Watcher(Watched([]), lambda: False)
    watcher.schedule(told, str(place), recursive=True)
    watcher.start()
    monkeypatch.setattr(os, "walk", fill_and_walk)
    try:
        place.mkdir()
        told.paths.get(timeout=PATIENCE)
        for number in range(100):
            (below / "event.md.jinja").write_text(f"two {number}")
            with suppress(Empty):
                if told.paths.get(timeout=PATIENCE / 100) == below / "event.md.jinja":
                    break
        else:
            pytest.fail("the file is not told")
    finally:
        watcher.stop()
        watcher.join()


@pytest.fixture
def watched_folder(folder: Path) -> Iterator[tuple[Watched, Told]]:
    """The folder while it is watched, and who is told."""
    watched, told = Watched([folder]), Told()
    watcher = Watcher(watched, lambda: False)
    watcher.schedule(told, str(folder), recursive=True)
    watcher.start()
    yield watched, told
    watcher.stop()
    watcher.join()


def until_told(told: Told, watched: Watched) -> Changes:
    """What is found to have changed once somebody is told of it."""
    while True:
        told.paths.get(timeout=PATIENCE)
        if (changes := watched.look()).any():
            return changes


def test_a_folder_that_is_gone_and_back(folder: Path, watched_folder: tuple[Watched, Told]) -> None:
    """Moved away and back, removed and made anew, more than once: each time it is watched again."""
    watched, told = watched_folder
    files = frozenset({folder / "actors.yml", folder / "events" / "2021.yml"})
    for again in range(2):
        aside = folder.with_name(f"aside{again}")
        folder.rename(aside)
        assert until_told(told, watched).removed == files
        if again:
            shutil.copytree(aside, folder)
        else:
            aside.rename(folder)
        found: frozenset[Path] = frozenset()
        while found != files:
            found |= until_told(told, watched).added
        (folder / "actors.yml").write_text(f"anna: {{name: Anna{again}}}\n")
        assert until_told(told, watched).changed == {folder / "actors.yml"}


def test_many_files_at_once(folder: Path, watched_folder: tuple[Watched, Told]) -> None:
    """As `git switch` does it: hundreds of files changed, new and gone; none is missed."""
    watched, told = watched_folder
    expected = set()
    (folder / "actors.yml").unlink()
    for number in range(300):
        file = folder / f"places-{number % 7}" / f"{number}.yml"
        file.parent.mkdir(exist_ok=True)
        file.write_text("a: 1\n")
        expected.add(file)
    found: set[Path] = set()
    while found != expected:
        found |= until_told(told, watched).added
    assert not watched.look().any()


def test_two_thousand_quick_saves(folder: Path, watched_folder: tuple[Watched, Told]) -> None:
    """The last one is what is found in the end."""
    watched, told = watched_folder
    for number in range(2_000):
        (folder / "actors.yml").write_text(f"anna: {{name: Anna {number}}}\n")
    until_told(told, watched)
    while not told.paths.empty():
        told.paths.get()
    assert not watched.differs(folder)
    assert not watched.look().any()


def test_new_files_are_known_without_looking_at_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is told of hundreds of new files does not grow with what is there."""
    for number in range(500):
        (folder / f"{number}.yml").write_text("a: 1\n")
    watched = Watched([folder])
    asked: list[Path] = []
    is_relative_to = Path.is_relative_to

    def counted(path: Path, *other: Path) -> bool:
        asked.append(path)
        return is_relative_to(path, *other)

    monkeypatch.setattr(Path, "is_relative_to", counted)
    for number in range(500, 600):
        (folder / f"{number}.yml").write_text("a: 1\n")
        assert watched.differs(folder / f"{number}.yml")
    assert len(asked) < 500


@pytest.mark.parametrize("later", [False, True])
def test_where_the_system_watches_no_more(
    folder: Path, later: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """At once, or for a folder that comes later: it is said, and folders are looked through instead."""
    schedule = BaseObserver.schedule

    def failing(self: Any, handler: Any, path: str, **options: Any) -> Any:
        if not isinstance(self, PollingObserver) and (path.endswith("later") or not later):
            raise OSError(28, "inotify watch limit reached")
        return schedule(self, handler, path, **options)

    monkeypatch.setattr(BaseObserver, "schedule", failing)
    monkeypatch.setattr(watching, "_PAUSE", 0.01)
    watched, told = Watched([folder]), Told()
    watcher = Watcher(watched, lambda: False)
    for place in (folder, folder.with_name("later")):
        watcher.schedule(told, str(place), recursive=True)
    watcher.start()
    try:
        (folder.with_name("later")).mkdir()
        (folder.with_name("later") / "a.yml").write_text("a: 1\n")
        assert until_told(told, watched).added == {folder.with_name("later") / "a.yml"}
        (folder / "actors.yml").write_text("anna: {name: Anna}\n")
        assert until_told(told, watched).changed == {folder / "actors.yml"}
    finally:
        watcher.stop()
        watcher.join()
    said = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert said == [
        "The system does not watch the folders of this briefing (inotify watch limit reached). They are "
        "looked through twice a second instead."
    ]


def unavailable() -> PollingObserver:
    """The system's own way, where it allows no more."""
    raise OSError("inotify watch limit reached")


def test_what_changes_before_watching_begins_is_told(folder: Path) -> None:
    """Such as what was saved during a long first build."""
    watcher = Watcher(Watched([folder]), lambda: False)
    told = Told()
    watcher.schedule(told, str(folder), recursive=True)
    (folder / "actors.yml").write_text("anna: {name: Anna}\n")
    watcher.start()
    watcher.stop()
    watcher.join()
    assert told.paths.get(timeout=PATIENCE) == folder


@pytest.mark.parametrize("busy", [False, True])
def test_what_is_written_twice_during_a_build_is_told(folder: Path, busy: bool) -> None:
    """The build may have read what it held in between, although it holds what it did before."""
    watcher = Watcher(Watched([folder]), lambda: busy)
    told = Told()
    watcher.schedule(told, str(folder), recursive=True)
    watcher.start()
    try:
        os.utime(folder / "actors.yml", ns=(1, 1))
        (folder / "actors.yml").write_text("anna: {}\n")
        (folder / "last.yml").write_text("x")
        assert told.paths.get(timeout=PATIENCE) == folder / ("actors.yml" if busy else "last.yml")
    finally:
        watcher.stop()
        watcher.join()


@pytest.mark.parametrize(
    ("kind", "remote"),
    [("ext4", False), ("nfs4", True), ("fuse.sshfs", True), ("9p", True), ("fuseblk", False)],
)
def test_other_computers_files_are_looked_through(tmp_path: Path, kind: str, remote: bool) -> None:
    """The system does not tell of what others change there. The innermost place counts."""
    mounts = f"/dev/sda / nfs rw 0 0\nhost:/x {tmp_path} {kind} rw 0 0\nhost:/y {tmp_path}/other nfs rw 0 0\n"
    assert watching.is_remote(tmp_path / "content", mounts) is remote


@pytest.mark.parametrize(
    "name", ["my files", "a\tb", "a\nb", "a\\b", "a\u00a0b", "a\u2028b", "a\u3000b", "#a", "ایران"]
)
def test_a_mounted_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    """A space, a tab and what else the system writes as octal digits is part of the name."""
    shown = str(tmp_path / name)
    for letter in "\\ \t\n#":
        shown = shown.replace(letter, f"\\{ord(letter):03o}")
    mounts = f"/dev/sda / ext4 rw 0 0\nhost:/x {shown} nfs4 rw 0 0\n"
    assert watching.is_remote(tmp_path / name / "content", mounts)
    assert not watching.is_remote(tmp_path / "content", mounts)
