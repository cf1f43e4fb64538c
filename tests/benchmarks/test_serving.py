"""Asking a server for a page until it shows a change."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import serving
from benchmarks.contestants import PORT
from benchmarks.measuring import NotMeasuredError
from benchmarks.serving import Server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one page."""
    place = tmp_path_factory.mktemp("served")
    (place / "index.html").write_text("before", encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """A server of that folder, which has ended when the tests have."""
    command = (sys.executable, "-m", "http.server", PORT, "--bind", "127.0.0.1")
    with serving.served(command, folder) as running:
        yield running
    assert running.program.poll() is not None


def test_a_change_is_waited_for(server: Server, folder: Path) -> None:
    """First for the server, then for the page with the new words."""
    server.wait_for("/", "before", 20)
    (folder / "index.html").write_text("after", encoding="utf-8")
    server.wait_for("/", "after", 20)


@pytest.mark.parametrize("address", ["/", "/missing/"])
def test_what_does_not_come_is_given_up(server: Server, address: str) -> None:
    """Neither the old page nor an error is taken for the change."""
    with pytest.raises(NotMeasuredError, match="not served within 0 s"):
        server.wait_for(address, "never", 0.1)


def test_a_server_that_ends_is_not_waited_for(tmp_path: Path) -> None:
    """Nobody waits for the rest of the time."""
    command = (sys.executable, "-S", "-c", "raise SystemExit")
    with (
        serving.served(command, tmp_path) as ended,
        pytest.raises(NotMeasuredError, match="the server ended"),
    ):
        ended.wait_for("/", "", 20)


@pytest.mark.parametrize(
    ("path", "address"),
    [("index.md", "/"), ("about.md", "/about/"), ("actors/index.md", "/actors/"), ("a/b/c.md", "/a/b/c/")],
)
def test_addresses_of_pages(path: str, address: str) -> None:
    """Pages are served as folders."""
    assert serving.page_address(path) == address
