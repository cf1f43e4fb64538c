"""A folder on this machine's own address: its files and nothing else."""

import http.client
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from builder.pdf import loopback

POLICY = "default-src 'self'"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a page, and something beside it that nobody is to see."""
    folder = tmp_path / "site"
    (folder / "a b" / "ü").mkdir(parents=True)
    (folder / "index.html").write_text("<p>page</p>", encoding="utf-8")
    (folder / "a b" / "ü" / "x%.css").write_text("p {}", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "secret.txt").write_text("secret", encoding="utf-8")
    return folder


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """Where it is served."""
    if hasattr(os, "symlink"):
        (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
        (folder / "linked").symlink_to(folder.parent / "other")
    with loopback.lent(folder, POLICY) as address:
        yield address


def ask(
    address: str, target: str, method: str = "GET", host: str | None = None
) -> tuple[int, bytes, dict[str, str]]:
    """The answer to a request for exactly this target: status, body, headers."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.putrequest(method, target, skip_host=True)
    connection.putheader("Host", host or urlsplit(address).netloc)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body, dict(answer.getheaders())


def test_files_are_served(address: str) -> None:
    """A file, by its path or as a proxy is asked, with its type and the policy."""
    top = urlsplit(address).path
    for target in (f"{top}index.html", f"{address}index.html", f"{top}index.html?x#y"):
        status, body, headers = ask(address, target)
        assert (status, body) == (200, b"<p>page</p>")
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert headers["Content-Security-Policy"] == POLICY
        assert headers["X-Content-Type-Options"] == "nosniff"
    status, body, headers = ask(address, top + quote("a b/ü/x%.css"))
    assert (status, body, headers["Content-Type"]) == (200, b"p {}", "text/css; charset=utf-8")


@pytest.mark.parametrize(
    "target",
    [
        *("", "missing.txt", "a%20b/", "link.txt", "linked/secret.txt"),
        *("../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "a%20b/../../secret.txt"),
        *("..\\secret.txt", "..%5csecret.txt", "%252e%252e/secret.txt", "/etc/passwd", "//etc/passwd"),
    ],
)
def test_nothing_else_is(address: str, target: str) -> None:
    """No folder, nothing beside it, nothing that a link leads to."""
    status, body, _ = ask(address, urlsplit(address).path + target)
    assert status == 404
    assert b"secret" not in body.replace(b"secret.txt", b"")


def test_nobody_else_is_answered(address: str) -> None:
    """Without the secret, under another name, or for another host there is nothing."""
    place = urlsplit(address)
    top = place.path
    assert len(top) > 30
    assert ask(address, "/index.html")[0] == 404
    assert ask(address, f"/{'x' * (len(top) - 2)}/index.html")[0] == 404
    assert ask(address, f"{top}index.html", host="evil.example")[0] == 404
    assert ask(address, f"http://evil.example{top}index.html")[0] == 404
    assert ask(address, f"http://localhost:{place.port}{top}index.html")[0] == 404
    assert ask(address, "file:///etc/passwd")[0] == 404
    assert ask(address, "evil.example:443", "CONNECT")[0] == 501
    assert ask(address, f"{top}index.html", "POST")[0] == 501


def test_it_ends(folder: Path) -> None:
    """Afterwards nobody answers, and nobody else than this machine could ask before."""
    with loopback.lent(folder, POLICY) as address:
        assert urlsplit(address).hostname == "127.0.0.1"
    with pytest.raises(ConnectionError):
        ask(address, urlsplit(address).path)
