"""From saving a file to the changed page being served, by a program's own server.

The page is asked for every few milliseconds until it shows the change, over one connection at a time.
"""

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from benchmarks import measuring
from benchmarks.contestants import PORT
from benchmarks.measuring import NotMeasuredError

_BETWEEN_REQUESTS = 0.005  # seconds


class Server:
    """A running server, on a port of this machine."""

    def __init__(self, program: "subprocess.Popen[bytes]", port: int) -> None:
        self.program = program
        self.port = port

    def wait_for(self, address: str, words: str, limit: float) -> None:
        """Ask for a page until it is there and holds these words."""
        deadline = time.perf_counter() + limit
        while time.perf_counter() < deadline:
            page = self._page(address, deadline)
            if page is not None and words.encode() in page:
                return
            if self.program.poll() is not None:
                raise NotMeasuredError("the server ended")
            time.sleep(_BETWEEN_REQUESTS)
        raise NotMeasuredError(f"not served within {limit:.0f} s")

    def _page(self, address: str, deadline: float) -> bytes | None:
        """A page as it is served now; none where there is no answer or another one."""
        patience = max(_BETWEEN_REQUESTS, deadline - time.perf_counter())
        connection = HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            return answer.read() if answer.status == 200 else None
        except (OSError, HTTPException):
            return None  # it is not listening yet, or no longer
        finally:
            connection.close()


@contextmanager
def served(command: Sequence[str], folder: Path) -> Iterator[Server]:
    """A server, started with a command in which its port takes the place of `PORT`; ended at last."""
    port = _free_port()
    with tempfile.TemporaryFile() as said:
        arguments = [part.replace(PORT, str(port)) for part in command]
        program = measuring.start(arguments, folder, said.fileno())
        try:
            yield Server(program, port)
        finally:
            measuring.end(program.pid)
            program.wait()


def page_address(path: str) -> str:
    """Where the page that is written in a Markdown file is served."""
    folder, _, name = path.removesuffix(".md").rpartition("/")
    parts = [part for part in (folder, name) if part and part != "index"]
    return "".join(f"/{part}" for part in parts) + "/"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
