"""A site takes the place of the one before when it is whole, and not sooner."""

import errno
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs import utils
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from builder.machinery.lock import Lock
from builder.site import swap
from builder.site.swap import Swap
from tests import briefings

OLD = {"index.html": "old", "gone/index.html": "gone", ".git/config": "kept", ".well-known/a": "kept"}
NEW = {"index.html": "new", "more/index.html": "more", ".well-known/b": "new", ".nojekyll": ""}
WHOLE = NEW | {".git/config": "kept", ".well-known/a": "kept"}


def put(folder: Path, files: dict[str, str]) -> None:
    """Write files into a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def held(folder: Path) -> dict[str, str]:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A site that was built before."""
    put(tmp_path / "site", OLD)
    return tmp_path / "site"


@pytest.fixture(params=["at once", "one by one", "on a disk of its own"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How folders change places: by the system, by moving what is in them, or inside of the site's."""
    if request.param == "one by one":
        monkeypatch.setattr(swap, "_exchanged", lambda one, other: False)
    elif request.param == "on a disk of its own":
        is_mount = Path.is_mount
        monkeypatch.setattr(Path, "is_mount", lambda path: path.name == "site" or is_mount(path))
    return str(request.param)


def test_a_whole_site_takes_the_place(place: Path, way: str) -> None:
    """What is hidden stays, what is gone is gone, and nothing is left beside it."""
    place.chmod(0o750)
    made = Swap(str(place))
    put(made.folder, NEW)
    assert {name: text for name, text in held(place).items() if "briefing-build" not in name} == OLD
    made.finish()
    assert held(place) == WHOLE
    assert [path.name for path in place.parent.iterdir()] == ["site"], way
    assert stat.S_IMODE(place.stat().st_mode) == 0o750


def test_what_was_built_in_part_is_removed(place: Path, way: str) -> None:
    """The site stays."""
    made = Swap(str(place))
    put(made.folder, NEW)
    made.discard()
    assert held(place) == OLD
    assert [path.name for path in place.parent.iterdir()] == ["site"], way


def test_a_link_stays_a_link(place: Path) -> None:
    """The folder that it leads to is the site."""
    (place.parent / "link").symlink_to("site")
    made = Swap(str(place.parent / "link"))
    put(made.folder, NEW)
    made.finish()
    assert (place.parent / "link").is_symlink()
    assert held(place) == WHOLE


def test_a_first_site(tmp_path: Path) -> None:
    """In folders that are not there yet."""
    made = Swap(str(tmp_path / "a/b/site"))
    put(made.folder, NEW)
    made.finish()
    assert held(tmp_path / "a/b/site") == NEW


def test_what_killed_builds_left_is_swept(place: Path, way: str) -> None:
    """But not what another build is writing, what is another site's, or what a killed build owes."""
    killed, running, other = Swap(str(place)), Swap(str(place)), Swap(str(place.with_name("other")))
    for each in (killed, running, other):
        put(each.folder, {"index.html": "half", ".ssh/kept": "owed"})
    killed._lock.release()
    Swap(str(place)).discard()
    assert not killed.folder.exists()
    assert running.folder.exists()
    assert other.folder.exists()
    assert held(place)[".ssh/kept"] == "owed", way
    assert held(place)["index.html"] == "old"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is killed")
def test_whenever_it_is_killed_the_site_is_whole(place: Path) -> None:
    """The old one or the new one; the next build brings what is hidden along."""
    for step in range(1_000):
        shutil.rmtree(place.parent)
        put(place, OLD)
        made = Swap(str(place))
        put(made.folder, NEW)
        child = os.fork()
        if child == 0:
            _end_at(step)
            made.finish()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        made._lock.release()
        shown = {name: text for name, text in held(place).items() if not name.startswith(".")}
        assert shown in (
            {"index.html": "old", "gone/index.html": "gone"},
            {"index.html": "new", "more/index.html": "more"},
        )
        Swap(str(place)).discard()
        assert held(place)[".git/config"] == "kept"
        if os.waitstatus_to_exitcode(status) == 0:
            assert step > 3
            return


def _end_at(step: int) -> None:
    """End this process before its step-th change of the disk."""
    calls = iter(range(10_000))

    def counting(real: Callable[..., object]) -> Callable[..., object]:
        def counted(*given: object, **named: object) -> object:
            if next(calls) == step:
                os._exit(9)
            return real(*given, **named)

        return counted

    for owner, name in ((os, "rename"), (os, "unlink"), (os, "rmdir"), (swap, "_exchanged")):
        setattr(owner, name, counting(getattr(owner, name)))


@pytest.fixture
def briefing(tmp_path: Path) -> Path:
    """A briefing with a site that was built."""
    root = briefings.write(tmp_path / "briefing")
    _build(root)
    return root


def _build(root: Path) -> None:
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    # What `mkdocs gh-deploy` publishes next.
    assert Path(config.site_dir) == root / "site"


@pytest.mark.parametrize("number", [1, 2, 5])
@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your share"),
        (errno.EROFS, "the disk can only be read"),
    ],
)
def test_a_disk_that_is_full(
    briefing: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: int, said: str
) -> None:
    """Whichever file it is that finds no room: the message names disk and folder, and the site stays."""
    before = held_bytes(briefing / "site")
    write_file, written = utils.write_file, []

    def failing(content: bytes, output_path: str) -> None:
        written.append(output_path)
        if len(written) == number:
            raise OSError(code, os.strerror(code))
        write_file(content, output_path)

    monkeypatch.setattr(utils, "write_file", failing)
    briefings.write(briefing, {"content/pages/about.md": "# Another\n"})
    with pytest.raises(PluginError) as raised:
        _build_failing(briefing)
    assert str(raised.value).startswith(f"the site could not be written: {said}")
    assert f"which holds {briefing / 'site'}); the last good site stays as it was" in str(raised.value)
    assert held_bytes(briefing / "site") == before
    assert not list(briefing.glob(".briefing-build*"))
    monkeypatch.undo()
    _build(briefing)
    assert held_bytes(briefing / "site") != before


def _build_failing(root: Path) -> None:
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)


def held_bytes(folder: Path) -> dict[str, bytes]:
    """Every file of a site."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_page_that_fails_leaves_the_site(briefing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong is said as before."""
    before = held_bytes(briefing / "site")

    def failing(content: bytes, output_path: str) -> None:
        raise ValueError("no")

    monkeypatch.setattr(utils, "write_file", failing)
    with pytest.raises(ValueError, match="no"):
        _build_failing(briefing)
    assert held_bytes(briefing / "site") == before
    assert not list(briefing.glob(".briefing-build*"))


def test_a_build_of_what_is_there_changes_it(briefing: Path) -> None:
    """`mkdocs build --dirty` writes only pages that changed, so it goes on with the site."""
    config = load_config(str(briefing / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=True)
    (briefing / "site/left.txt").write_text("left\n")
    build(config, dirty=True)
    assert (briefing / "site/left.txt").is_file()


def test_a_lock_that_is_held_is_sure(tmp_path: Path) -> None:
    """Where no file can be made, it is not."""
    lock = Lock(tmp_path / "lock")
    assert lock.is_sure
    lock.release()
    assert not Lock(tmp_path / "missing/lock").is_sure
