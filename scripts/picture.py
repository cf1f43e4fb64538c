"""Make the README's picture: a screenshot of the front page of the briefing in this repository.

    python scripts/picture.py

It builds the site into a temporary folder and takes `.github/site.png` with the system's Chromium.
"""

import os
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from playwright.sync_api import sync_playwright

from builder.pdf.chromium import find

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Build the site, serve it, take the picture."""
    with TemporaryDirectory() as folder:
        build = ["mkdocs", "build", "--quiet", "--site-dir", folder]
        subprocess.run([sys.executable, "-m", *build], cwd=ROOT, check=True)
        # On the web, a font that comes late is left out until the next page; a picture waits for it.
        style = Path(folder, "css", "site.css")
        style.write_text(style.read_text("utf-8").replace("font-display: optional", "font-display: block"))
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=folder))
        Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find(os.environ), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
            page.goto(f"http://127.0.0.1:{server.server_port}/", wait_until="networkidle")
            page.screenshot(path=ROOT / ".github" / "site.png")
            browser.close()
            server.shutdown()


if __name__ == "__main__":
    main()
