"""The system's Chromium, which prints pages as PDF."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VARIABLE = "CHROMIUM"

# Seconds after which it is taken to hang. The largest briefings take some minutes.
_PATIENCE = 1200
_LINES_SHOWN = 5


class ChromiumError(Exception):
    """There is no Chromium, or it did not print; the message tells the user what to do."""


def find(environment: Mapping[str, str]) -> str:
    """The program to run: what the variable names, or the first of the usual names on the path."""
    chosen = environment.get(VARIABLE, "")
    for name in [chosen] if chosen else NAMES:
        if program := shutil.which(name, path=environment.get("PATH")):
            return program
    if chosen:
        raise ChromiumError(f"The variable {VARIABLE} names {chosen}, which is no program here.")
    raise ChromiumError(
        "No Chromium was found, which prints the pages. Install Chromium or Google Chrome, "
        f"or give the path of its program in the variable {VARIABLE}."
    )


def print_pdf(program: str, page: str, target: Path, workspace: Path) -> None:
    """Print a page at an address as a tagged PDF with an outline; the workspace takes what Chromium keeps.

    The page's own host is asked for whatever the page wants of any host, as a proxy, and can refuse.
    """
    host = urlsplit(page)
    command = [
        program,
        "--headless",
        *(["--no-sandbox"] if _is_root() else []),  # the sandbox refuses to start as root
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-extensions",
        "--no-first-run",
        f"--user-data-dir={workspace / 'profile'}",
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
        # Time stands still while a font or a picture is loaded, so that none comes too late to be printed.
        "--virtual-time-budget=10000",
        f"--print-to-pdf={target.resolve()}",
        f"--proxy-server={host.scheme}://{host.netloc}",
        "--proxy-bypass-list=<-loopback>",  # no address is asked directly, not even of this machine
        page,
    ]
    log = workspace / "chromium.log"
    # Not a pipe: it would stay open as long as any of Chromium's own processes lives.
    with log.open("wb") as output:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                timeout=_PATIENCE,
                check=False,
            )
        except OSError as error:
            raise ChromiumError(f"{program} could not be started: {error.strerror}.") from None
        except subprocess.TimeoutExpired:
            raise ChromiumError(f"{program} did not finish within {_PATIENCE // 60} minutes.") from None
    if done.returncode or not _is_pdf(target):
        said = log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LINES_SHOWN:]
        lines = [f"{program} printed no PDF (exit status {done.returncode}). Its last words:", *said]
        raise ChromiumError("\n    ".join(lines))


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _is_pdf(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as start:
        return start.read(5) == b"%PDF-"
