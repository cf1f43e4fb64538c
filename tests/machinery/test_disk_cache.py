"""What is kept between builds: by key, on disk, within bounds, and never in the way."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.machinery.disk_cache import Cache


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A place for a cache, in a folder that is not there yet."""
    return tmp_path / "folder" / "cache.sqlite"


def filled(file: Path | None, **texts: str) -> Cache:
    """A cache after a build that put these texts into it."""
    cache = Cache(file)
    for key, text in texts.items():
        cache.put(text, key)
    cache.end_build()
    return cache


def found(file: Path, *keys: str) -> list[str | None]:
    """What another build finds in the file."""
    cache = Cache(file)
    return [cache.get(key) for key in keys]


def test_what_one_build_put_the_next_one_gets(file: Path) -> None:
    """From disk, by key; what was never put is not there."""
    filled(file, a="one", b="zwei\N{SNOWMAN}")
    assert found(file, "a", "b", "c") == ["one", "zwei\N{SNOWMAN}", None]


def test_without_a_file_it_keeps_in_memory() -> None:
    """From one build to the next, and no longer than that."""
    cache = filled(None, a="one", b="two")
    assert cache.get("a") == "one"
    cache.end_build()
    assert [cache.get("a"), cache.get("b")] == ["one", None]


@given(st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3))
def test_keys_are_told_apart(left: list[str], right: list[str]) -> None:
    """By each of their parts, wherever these begin and end."""
    cache = Cache(None)
    cache.put("left", *left)
    assert cache.get(*right) == ("left" if left == right else None)


def test_the_file_may_be_deleted_at_any_time(file: Path) -> None:
    """Also by another while a build goes on."""
    cache = filled(file, a="one")
    file.unlink()
    assert cache.get("a") == "one"
    cache.put("two", "b")
    cache.end_build()
    assert found(file, "a", "b") == [None, "two"]


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 500])
def test_whatever_stands_in_the_file(file: Path, data: bytes) -> None:
    """Nothing is found in it, and the build after next finds what was put."""
    file.parent.mkdir()
    file.write_bytes(data)
    assert found(file, "a") == [None]
    filled(file, a="one")
    filled(file, a="two")
    assert found(file, "a") == ["two"]


def test_two_builds_at_once(file: Path) -> None:
    """Both put what they made; neither loses what the other did."""
    first, second = Cache(file), Cache(file)
    first.put("one", "a")
    second.put("two", "b")
    second.end_build()
    first.end_build()
    assert found(file, "a", "b") == ["one", "two"]


def test_a_build_that_is_killed_leaves_what_was_there(file: Path) -> None:
    """What it had begun to write is taken back."""
    filled(file, a="one")
    with closing(sqlite3.connect(file)) as killed:
        killed.execute("INSERT INTO sealed VALUES (?, ?)", (b"x", "half"))
        killed.execute("DELETE FROM sealed")
    assert found(file, "a") == ["one"]


def test_a_file_that_another_build_holds(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build goes on without it."""
    monkeypatch.setattr("builder.machinery.disk_cache._PATIENCE", 0.01)
    filled(file, a="one")
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert found(file, "a") == [None]
        filled(file, b="two")
    assert found(file, "a", "b") == ["one", None]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Nothing is kept, and nothing fails."""
    (tmp_path / "folder").write_text("a file")
    filled(tmp_path / "folder" / "cache.sqlite", a="one")


def test_it_is_bounded(file: Path) -> None:
    """What was not used for the longest time goes first."""
    filled(file, a="x" * 40)
    filled(file, b="y" * 40)
    assert found(file, "a") == ["x" * 40]
    cache = Cache(file, limit=100)
    cache.get("a")
    cache.put("z" * 40, "c")
    cache.end_build()
    assert found(file, "a", "b", "c") == ["x" * 40, None, "z" * 40]


def test_what_a_build_used_stays(file: Path) -> None:
    """Also where it is more than the bound: a large site is not made anew each time."""
    cache = Cache(file, limit=100)
    for key in "abc":
        cache.put(key * 80, key)
    cache.end_build()
    assert found(file, *"abc") == ["a" * 80, "b" * 80, "c" * 80]
    other = Cache(file, limit=100)
    other.put("d", "d")
    other.end_build()
    assert found(file, "d") == ["d"]
    assert sum(text is not None for text in found(file, *"abc")) == 1


def test_much_is_written_as_it_comes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What there is no room for in memory is read from disk again."""
    monkeypatch.setattr("builder.machinery.disk_cache._AT_ONCE", 100)
    cache = Cache(file, held=150)
    for key in "abcd":
        cache.put(key * 80, key)
    assert found(file, *"abcd") == ["a" * 80, "b" * 80, "c" * 80, "d" * 80]
    assert [cache.get(key) for key in "abcd"] == ["a" * 80, "b" * 80, "c" * 80, "d" * 80]
    cache.end_build()
    assert found(file, *"abcd") == ["a" * 80, "b" * 80, "c" * 80, "d" * 80]


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut(file: Path, keep: float) -> None:
    """What is found in it is what was put, or nothing; the build after next finds all again."""
    texts = {f"key{number}": f"text {number} " * 500 for number in range(50)}
    filled(file, **texts)
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * keep)])
    assert all(text in (None, texts[key]) for key, text in zip(texts, found(file, *texts), strict=True))
    filled(file, **texts)
    filled(file, **texts)
    assert found(file, *texts) == [*texts.values()]


def test_bytes_that_are_others_now(file: Path) -> None:
    """A disk that returns something else: never is it taken for what was put."""
    texts = {f"key{number}": f"text {number} " * 100 for number in range(50)}
    filled(file, **texts)
    data = bytearray(file.read_bytes())
    chance = random.Random(1)
    for _ in range(300):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)
    assert all(text in (None, texts[key]) for key, text in zip(texts, found(file, *texts), strict=True))


@pytest.mark.parametrize(
    "form",
    [
        "CREATE TABLE sealed (other)",
        "CREATE TABLE sealed (key BLOB PRIMARY KEY, text BLOB); INSERT INTO sealed VALUES (x'00', 7)",
        "CREATE TABLE uses (key)",
        "CREATE TABLE texts (key BLOB PRIMARY KEY, text BLOB)",
    ],
)
def test_a_database_of_another_form(file: Path, form: str) -> None:
    """One of another version, or of another program, is begun anew."""
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as other:
        other.executescript(form)
    filled(file, a="one")
    filled(file, a="one")
    assert found(file, "a") == ["one"]


@pytest.mark.parametrize("what", ["folder", "link to nowhere", "link in a circle"])
def test_something_else_in_its_place(file: Path, what: str) -> None:
    """Nothing is kept, or it is kept there; nothing fails."""
    file.parent.mkdir()
    if what == "folder":
        file.mkdir()
    else:
        file.symlink_to("nowhere/a" if what == "link to nowhere" else file.name)
    filled(file, a="one")
    assert found(file, "a") == [None]


def test_a_file_that_can_only_be_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in it is used, and nothing is put."""
    filled(file, a="one")
    connect = sqlite3.connect

    def reading(name: object, **options: object) -> sqlite3.Connection:
        return connect(f"file:{file}?mode=ro", uri=True, check_same_thread=False)

    monkeypatch.setattr(sqlite3, "connect", reading)
    filled(file, b="two")
    assert found(file, "a", "b") == ["one", None]
