"""A built site served as GitHub Pages serves it, and a browser's page that remembers what it met."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from playwright.sync_api import Dialog, Page

from tests.site.reading import BASE

# What is sent compressed; fonts and archives are so already.
_COMPRESSED = {".html", ".css", ".js", ".svg", ".xml", ".txt", ".json"}


class _Host(SimpleHTTPRequestHandler):
    """Serves a folder below a base path: compressed with gzip, to be kept for ten minutes, with the site's
    own page for what is not there."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *arguments: object, base: str, **options: object) -> None:
        self.base = base
        super().__init__(*arguments, **options)  # type: ignore[arg-type]  # handed on as they came

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        file = Path(self.translate_path(path.removeprefix(self.base)))
        if file.is_dir() and path.endswith("/"):
            file /= "index.html"
        if path.startswith(self.base) and file.is_file():
            self._send(HTTPStatus.OK, file)
        else:
            self._send(HTTPStatus.NOT_FOUND, Path(self.directory, "404.html"))

    def _send(self, status: HTTPStatus, file: Path) -> None:
        body = file.read_bytes()
        self.send_response(status)
        kind = self.guess_type(file)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Cache-Control", "max-age=600")
        if file.suffix in _COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, compresslevel=6)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        with suppress(ConnectionError):  # the browser has gone on to another page
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@contextmanager
def serving(folder: Path, base: str = BASE) -> Iterator[str]:
    """Serve a built site below a path of a host on this machine; the address of the host."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder), base=base))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Reader:
    """A browser's page that remembers everything it should not have met."""

    def __init__(self, page: Page, host: str = "") -> None:
        self.page = page
        self.host = host
        self.met: list[str] = []
        page.on("console", lambda message: self.met.append(f"{page.url} says: {message.text}"))
        page.on("pageerror", lambda error: self.met.append(f"{page.url} fails: {error}"))
        page.on("dialog", self.interrupted)
        page.on("request", lambda request: self.asked(request.url))

    def interrupted(self, dialog: Dialog) -> None:
        """Remember a dialog that a script opened."""
        self.met.append(f"{self.page.url} asks: {dialog.message}")
        dialog.dismiss()

    def asked(self, address: str) -> None:
        """Remember a request to another host."""
        if not address.startswith((f"{self.host}/", "data:", "blob:")):
            self.met.append(f"{self.page.url} asks {address}")

    def open(self, path: str) -> int:
        """Open a page of the site; what comes back is the status."""
        response = self.page.goto(f"{self.host}{BASE}{path}")
        # A step within a page is no request.
        return response.status if response else HTTPStatus.OK
