"""Files are written together or not at all."""

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.files import saving
from builder.files.problems import ContentError
from builder.files.saving import Rewrite
from tests import briefings


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with two files, of which the second has a byte order mark and Windows line ends."""
    (tmp_path / "one.yml").write_bytes(b"a: 1\n")
    (tmp_path / "two.yml").write_bytes("\ufeffb: 2\r\n".encode())
    return tmp_path


def held(root: Path) -> dict[str, bytes]:
    """Every file of a folder, also those that were left behind."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_a_text_is_read_as_it_stands(root: Path) -> None:
    """Byte order mark and line ends are part of it."""
    assert saving.read(root, "two.yml") == "\ufeffb: 2\r\n"


def test_several_files_are_written(root: Path) -> None:
    """Changed ones, new ones in new folders; those with nothing new are left alone, down to their date."""
    before = (root / "one.yml").stat().st_mtime_ns
    rewrites = [
        Rewrite("one.yml", "a: 1\n", "a: 1\n"),
        Rewrite("two.yml", "\ufeffb: 2\r\n", "\ufeffb: é\r\n"),
        Rewrite("new/three.yml", None, "c: 3\n"),
    ]
    assert saving.write(root, rewrites) == ["two.yml", "new/three.yml"]
    assert held(root) == {
        "one.yml": b"a: 1\n",
        "two.yml": "\ufeffb: é\r\n".encode(),
        "new/three.yml": b"c: 3\n",
    }
    assert (root / "one.yml").stat().st_mtime_ns == before


def test_permissions_are_kept_and_links_followed(root: Path) -> None:
    """The link stays a link."""
    (root / "one.yml").chmod(0o640)
    (root / "link.yml").symlink_to("one.yml")
    saving.write(root, [Rewrite("link.yml", "a: 1\n", "a: 2\n")])
    assert (root / "link.yml").is_symlink()
    assert (root / "one.yml").read_text() == "a: 2\n"
    assert stat.S_IMODE((root / "one.yml").stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("rewrite", "message"),
    [
        (
            Rewrite("two.yml", "b: 2\n", "b: 3\n"),
            "two.yml: not-saved: the file has changed since it was read",
        ),
        (Rewrite("gone.yml", "b: 2\n", "b: 3\n"), "gone.yml: not-saved: the file is gone since it was read"),
        (Rewrite("two.yml", None, "b: 3\n"), "two.yml: not-saved: there is a file of this name already"),
        (Rewrite("one.yml/x.yml", None, "b: 3\n"), "one.yml/x.yml: not-saved: the file cannot be"),
    ],
)
def test_nothing_is_written_where_one_file_is_not_as_it_was(
    root: Path, rewrite: Rewrite, message: str
) -> None:
    """Neither the file itself, nor the others, nor anything beside them."""
    before = held(root)
    with pytest.raises(ContentError) as raised:
        saving.write(root, [Rewrite("one.yml", "a: 1\n", "a: 2\n"), rewrite])
    assert str(raised.value).startswith(message)
    assert held(root) == before


def test_a_write_protected_file_is_not_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though its folder would let it be replaced."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write anything
    with pytest.raises(ContentError, match="it is write-protected"):
        saving.write(root, [Rewrite("one.yml", "a: 1\n", "a: 2\n")])


def test_what_was_written_is_put_back_when_a_later_file_fails(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails between the two moves, and a new file that was there already."""
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "two.yml":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    before = held(root)
    with pytest.raises(ContentError) as raised:
        saving.write(
            root,
            [
                Rewrite("one.yml", "a: 1\n", "a: 2\n"),
                Rewrite("new.yml", None, "c: 3\n"),
                Rewrite("two.yml", "\ufeffb: 2\r\n", "b: 3\n"),
            ],
        )
    said = str(raised.value)
    assert said.startswith("two.yml: not-saved: the file cannot be written: the disk is full (")
    assert said.endswith(f", which holds {root})")
    assert held(root) == before


@pytest.mark.parametrize(("command", "number"), [(["build"], 1), (["export", "csl", "csv"], 3)])
def test_what_is_made_is_written_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], number: int
) -> None:
    """Pages and exports: where the disk is full, what was there stays, and disk and folder are named."""
    root = briefings.write(tmp_path / "briefing")
    target = tmp_path / "made"
    arguments = [*command, "--folder", str(root), "--output", str(target)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    before = held(target)
    sources = (root / "content/sources.yml").read_text()
    (root / "content/sources.yml").write_text(sources.replace("title:", "note: More.\n  title:", 1))
    write_bytes, written = Path.write_bytes, []

    def failing(path: Path, data: bytes) -> int:
        written.append(path)
        if len(written) == number:
            raise OSError(28, "No space left on device")
        return write_bytes(path, data)

    monkeypatch.setattr(Path, "write_bytes", failing)
    result = CliRunner().invoke(main, arguments)
    monkeypatch.undo()
    assert result.exit_code == 1
    assert "the files cannot be written: the disk is full (" in result.output
    assert f"which holds {target})" in " ".join(result.output.split())
    assert held(target) == before
