"""How tests run: in which order, what they share between processes, and how many examples are made up."""

import gc
import logging
import os
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("here", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True, database=None)
# For a change to what the tests are about: `pytest --hypothesis-profile=thorough`.
settings.register_profile("thorough", max_examples=1000, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

Once = Callable[[str, Callable[[Path], object]], Path]


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: many a test waits for a browser."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is read while collecting stays to the end: looking through it for garbage is time lost."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of sites first: they take longest, and short ones are left for whoever has nothing to do."""
    items.sort(key=lambda item: "site" not in item.path.parts)


@pytest.fixture(autouse=True)
def log_of_mkdocs() -> Generator[None, None, None]:
    """A command of MkDocs keeps its log to itself from then on; other tests read it."""
    log = logging.getLogger("mkdocs")
    before = log.propagate
    yield
    log.propagate = before


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """Makes a folder of a name once for all processes of a run, and says where it is."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent

    def folder(name: str, make: Callable[[Path], object]) -> Path:
        made = shared / f"shared {name}"
        if not made.exists():
            making = tmp_path_factory.mktemp("making")
            make(making)
            try:
                making.rename(made)
            except OSError:
                # Another process made the same at the same time, and was done first.
                assert made.exists()
        return made

    return folder
