"""What keeps a preview to those whom it is for: its own addresses, its own folder, and clients that go on.

A page of another site can have the browser ask for `http://its.own.name/`, and let that name lead to this
computer. The browser then takes the preview for a part of that site, which may read it. So what is asked for
under a foreign name is not answered.
"""

import io
import ipaddress
import logging
import posixpath
import re
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler

from builder.checks.marked_line import visible

PATIENCE = 30.0
"""So long, in seconds, a client may take for sending or for taking anything; waiting for news is no part
of it."""

_HOST = re.compile(r"(?:\[(?P<address>[0-9a-f:.%]+)\]|(?P<name>[\w.-]+))(?::[0-9]*)?", re.ASCII)

_log = logging.getLogger("mkdocs.plugins.briefing")

Start = Callable[..., Any]
Answer = Callable[[dict[str, Any], Start], Iterable[bytes]]


class Guard:
    """Decides which requests are answered, for a server at an address as the user asked for it, which serves
    a folder below a path (`base`, with a slash on both ends)."""

    def __init__(self, host: str, port: int, folder: Path, base: str) -> None:
        self.host = host
        self.port = port
        self.folder = folder
        self.base = base
        self._named: set[str] = set()

    def answering(self, answer: Answer) -> Answer:
        """What answers requests, as far as they are to be answered."""

        def guarded(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
            host = str(environ.get("HTTP_HOST", ""))
            if host and not is_own(host, self.host):
                return self._refuse(host, start)
            if not self._is_inside(str(environ.get("PATH_INFO", ""))):
                start("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
                return [b"404 Not Found"]
            return answer(environ, start)

        return guarded

    def _refuse(self, host: str, start: Start) -> Iterable[bytes]:
        shown = visible(host[:200])
        if host not in self._named and len(self._named) < 100:
            self._named.add(host)
            _log.warning(
                "A request for “%s” was not answered: that is not an address of this preview.", shown
            )
        start("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
        said = (
            f"This preview answers only at its own address, http://{self.host}:{self.port}{self.base}\n"
            f"To use it under another name, start it so: mkdocs serve --dev-addr NAME:{self.port}\n"
        )
        return [said.encode()]

    def _is_inside(self, address: str) -> bool:
        """Whether what is asked for lies in the folder, links followed, or is nothing that is read."""
        try:
            file = Path(self.folder, asked_for(address, self.base))
            return file.resolve().is_relative_to(self.folder.resolve())
        except (OSError, ValueError, RuntimeError):  # a name that is no name, or links in a circle
            return False


def asked_for(address: str, base: str) -> str:
    """The path of the file that a request is for, in the folder that is served below a path."""
    path = address.encode("latin-1").decode("utf-8", "ignore")  # as WSGI hands it on
    below = path.removeprefix(base) + ("index.html" if path.endswith("/") else "")
    return posixpath.normpath(f"/{below}").lstrip("/")


def is_own(header: str, asked: str) -> bool:
    """Whether a `Host` names this computer itself, or what the user asked to serve at.

    Where that is every address of the computer, each address is its own, and so is its name; no address can
    be made to lead elsewhere, as names can.
    """
    name, asked = _name(header), asked.strip("[]").lower()
    if not name:
        return False
    if name in ("localhost", asked) or name.endswith(".localhost"):
        return True
    address, bound = _address(name), _address(asked)
    if address is not None and (address.is_loopback or address == bound):
        return True
    if asked and (bound is None or not bound.is_unspecified):
        return False
    own = socket.gethostname().lower()
    return address is not None or name in (own, f"{own.partition('.')[0]}.local")


def _name(header: str) -> str:
    """The name or address in a `Host`, without a port; empty where it is none."""
    found = _HOST.fullmatch(header.strip().lower())
    return (found["address"] or found["name"].removesuffix(".")) if found else ""


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def patient(handler: type[WSGIRequestHandler], patience: float = PATIENCE) -> type[WSGIRequestHandler]:
    """A handler that lets go of a client that neither sends nor takes anything for so long, in seconds."""

    class Patient(handler):  # type: ignore[misc,valid-type]  # MkDocs' own, whichever that is
        timeout = patience

        def handle(self) -> None:
            try:
                super().handle()
            except (TimeoutError, ConnectionError):
                _log.debug("A client has gone away or is stuck.")

        def get_stderr(self) -> io.StringIO:
            # What goes wrong with an answer MkDocs reports itself; what is left is that a client is stuck.
            return io.StringIO()

    return Patient
