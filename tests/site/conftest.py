"""Sites built once for all tests: the repository's own, and those of cases that hold every kind of thing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from builder.pdf import chromium
from tests.conftest import Once
from tests.site.hosting import serving
from tests.site.reading import BASE, HOST, Site

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "content"
REPOSITORY = "the repository itself"
REPO = "https://code.example.org/briefing"
SITES = (REPOSITORY, "river-dam", "literal-text", "persian")


@pytest.fixture(scope="session")
def built(once: Once) -> Callable[[str], Site]:
    """Builds a site, once: `mkdocs build --strict`, to stand in a folder of a host."""

    def make(name: str, folder: Path) -> None:
        source = ROOT
        if name != REPOSITORY:
            source = Path(shutil.copytree(CASES / name, folder / "source"))
            with (source / "mkdocs.yml").open("a", encoding="utf-8") as file:
                file.write(f"site_url: {HOST}{BASE}\nrepo_url: {REPO}\nedit_uri: edit/main/\n")
        target = folder / "site"
        arguments = ["--strict", "--config-file", str(source / "mkdocs.yml"), "--site-dir", str(target)]
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", *arguments],
            env={**os.environ, "SITE_URL": f"{HOST}{BASE}", "REPO_URL": REPO},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout
        (folder / "printed.txt").write_text(done.stdout, encoding="utf-8")

    @cache
    def site(name: str) -> Site:
        folder = once(f"site of {name}", partial(make, name))
        source = ROOT if name == REPOSITORY else folder / "source"
        return Site(source, folder / "site", (folder / "printed.txt").read_text(encoding="utf-8"))

    return site


@pytest.fixture(params=SITES, scope="session")
def site(request: pytest.FixtureRequest, built: Callable[[str], Site]) -> Site:
    """Each of the sites."""
    return built(request.param)


@pytest.fixture(scope="session")
def hosts(built: Callable[[str], Site]) -> Iterator[Callable[[str], str]]:
    """Serves a site, once; the address of its host."""
    with ExitStack() as stack:
        yield cache(lambda name: stack.enter_context(serving(built(name).folder)))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    try:
        program = chromium.find(os.environ)
    except chromium.ChromiumError as error:
        pytest.skip(str(error))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
