"""A preview answers under its own addresses only, from its own folder, and lets go of stuck clients."""

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from mkdocs.livereload import LiveReloadServer

from builder.serve.guard import Guard, asked_for, is_own, patient


@pytest.mark.parametrize(
    ("host", "asked"),
    [
        ("127.0.0.1:8000", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost:8000", "127.0.0.1"),
        ("LOCALHOST.:8000", "127.0.0.1"),
        ("preview.localhost:8000", "127.0.0.1"),
        ("127.8.9.1:8000", "127.0.0.1"),
        ("[::1]:8000", "127.0.0.1"),
        ("[::1]", "::1"),
        ("box.example.org:8000", "box.example.org"),
        ("Box.Example.org", "box.example.org"),
        ("192.168.1.5:8000", "192.168.1.5"),
        ("localhost:8000", "192.168.1.5"),
        ("192.168.1.5:8000", "0.0.0.0"),
        ("[fe80::1]:8000", "::"),
        (f"{socket.gethostname()}:8000", "0.0.0.0"),
    ],
)
def test_own_addresses(host: str, asked: str) -> None:
    """Those of this computer alone, and what was asked for."""
    assert is_own(host, asked)


@pytest.mark.parametrize(
    ("host", "asked"),
    [
        ("evil.example:8000", "127.0.0.1"),
        ("evil.example", "0.0.0.0"),
        ("127.0.0.1.evil.example:8000", "127.0.0.1"),
        ("localhost.evil.example", "127.0.0.1"),
        ("evil-localhost", "127.0.0.1"),
        ("192.168.1.5:8000", "127.0.0.1"),
        ("127.0.0.1:8000, evil.example", "127.0.0.1"),
        ("localhost@evil.example", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("[::1", "box"),
        ("[evil.example]:8000", "127.0.0.1"),
        ("evil.example#localhost", "localhost"),
        (" ", "127.0.0.1"),
    ],
)
def test_foreign_hosts(host: str, asked: str) -> None:
    """Any name that somebody else can let lead here, in whatever form."""
    assert not is_own(host, asked)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveReloadServer]:
    """A server of a folder beside which a secret lies."""
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("<p>home</p>")
    (folder / "large.bin").write_bytes(b"x" * 30_000_000)
    (folder / "out.txt").symlink_to("../secret.txt")
    (folder / "above").symlink_to("..")
    (folder / "in.txt").symlink_to("index.html")
    (folder / "round").symlink_to("round")
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(folder))
    guard = Guard("127.0.0.1", 8000, folder, "/")
    server.set_app(guard.answering(server.serve_request))
    server.RequestHandlerClass = patient(server.RequestHandlerClass, 0.3)  # type: ignore[arg-type]
    server.server_bind()
    server.server_activate()
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    super(LiveReloadServer, server).shutdown()
    server.server_close()
    thread.join()


def ask(server: Any, address: str, host: str = "127.0.0.1") -> bytes:
    """The whole answer to a request, just as it is sent."""
    with socket.create_connection(server.socket.getsockname(), timeout=20) as client:
        client.sendall(f"GET {address} HTTP/1.0\r\nHost: {host}\r\n\r\n".encode("latin-1"))
        answer = b""
        while part := client.recv(65536):
            answer += part
    return answer


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "x\x1b[31m", "a" * 5000])
def test_what_is_asked_under_a_foreign_name(
    server: LiveReloadServer, host: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It is refused, said once, and no control character reaches the terminal."""
    for address in ("/", "/", "/livereload/0/1", "/missing"):
        answer = ask(server, address, host)
        assert b" 403 " in answer.partition(b"\r\n")[0]
        assert b"home" not in answer
        assert b"http://127.0.0.1:8000/" in answer
    said = [record.getMessage() for record in caplog.records if "was not answered" in record.getMessage()]
    assert len(said) == 1
    assert said[0].isprintable()
    assert len(said[0]) < 300


@pytest.mark.parametrize(
    "address",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2f%2e%2e%2fetc/passwd",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/..%5csecret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/a/../../secret.txt",
        "/out.txt",
        "/above/secret.txt",
        "/above/site/../secret.txt",
        "/round",
        "/index.html%00.txt",
        "/%00",
        f"/{'a' * 10_000}",
        "http://127.0.0.1/../secret.txt",
    ],
)
def test_nothing_outside_is_read(
    server: LiveReloadServer, address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not by steps upward, however they are written, and not by links; it is no error of the program."""
    answer = ask(server, address)
    assert b"secret" not in answer.partition(b"\r\n\r\n")[2]
    assert b" 404 " in answer.partition(b"\r\n")[0]
    assert "Traceback" not in capfd.readouterr().err


def test_what_is_inside_is_answered(server: LiveReloadServer) -> None:
    """Also by a link that stays inside."""
    assert b"home" in ask(server, "/")
    assert b"home" in ask(server, "/index.html")
    assert b"home" in ask(server, "/in.txt", "localhost:8000")


def test_stuck_clients(server: LiveReloadServer, capfd: pytest.CaptureFixture[str]) -> None:
    """Some send half a request, some take nothing of an answer: others are answered, and these let go."""
    address = server.socket.getsockname()
    stuck = [socket.create_connection(address, timeout=20) for _ in range(20)]
    for number, client in enumerate(stuck):
        client.sendall(b"GET /large.bin HTTP/1.0\r\n\r\n" if number % 2 else b"GET / HT")
    assert b"home" in ask(server, "/")
    for number, client in enumerate(stuck):
        if not number % 2:
            assert client.recv(1) == b""  # the connection is closed
        client.close()
    assert b"home" in ask(server, "/")
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", "index.html"),
        ("/a/", "a/index.html"),
        ("/a/../../b", "b"),
        ("/é".encode().decode("latin-1"), "é"),
    ],
)
def test_the_file_that_is_asked_for(address: str, path: str) -> None:
    """As MkDocs finds it."""
    assert asked_for(address, "/") == path
