"""One folder's files on this machine's own address, for one browser and for a while."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from urllib.parse import quote

_HOST = "127.0.0.1"
# What pages are made of, by ending; what else there is, the system knows.
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@contextmanager
def lent(folder: Path, policy: str) -> Iterator[str]:
    """Serve the files of a folder as they are now; gives the address, ending in `/`, below which they are.

    Nothing else can be asked for: neither what a link in the folder leads to, nor another host, though the
    browser takes this one for its proxy. The address holds a secret, since every program and user of the
    machine may ask. Each answer carries the content security policy.
    """
    secret = secrets.token_urlsafe()
    with ThreadingHTTPServer((_HOST, 0), _Handler) as server:
        base = f"http://{_HOST}:{server.server_address[1]}/{secret}/"
        server.RequestHandlerClass = _handler(_addresses(folder, base), policy)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield base
        finally:
            server.shutdown()
            thread.join()


def _addresses(folder: Path, base: str) -> dict[str, Path]:
    """The address of each file that lies in the folder itself."""
    root = folder.resolve()
    inside = (path for path in root.rglob("*") if path.is_file() and path.resolve() == path)
    return {base + quote(path.relative_to(root).as_posix()): path for path in inside}


class _Handler(BaseHTTPRequestHandler):
    """Answers with a file, or not at all."""

    files: Mapping[str, Path] = {}
    policy = ""

    def do_GET(self) -> None:
        """Send the file of exactly this address."""
        asked = self.path.partition("#")[0].partition("?")[0]
        if asked.startswith("/"):  # else a browser asks its proxy, by the full address
            asked = f"http://{self.headers.get('Host', '')}{asked}"
        file = self.files.get(asked)
        if file is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        data = file.read_bytes()
        self.send_response(HTTPStatus.OK)
        kind = _TYPES.get(file.suffix.lower()) or guess_type(file.name)[0] or "application/octet-stream"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", f"{len(data)}")
        self.send_header("Content-Security-Policy", self.policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing; the browser says what it misses."""


def _handler(files: Mapping[str, Path], policy: str) -> type[_Handler]:
    return type("_Lending", (_Handler,), {"files": files, "policy": policy})
