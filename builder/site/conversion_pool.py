"""Other processes that convert pages meanwhile."""

import multiprocessing
import os
import pickle
import zlib
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from builder.site import mkdocs_insides
from builder.site.converted_page import Conversion, ConvertedPage


class Pool:
    """Other processes, which know as much of MkDocs as converting takes; none until they are started."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self._processes: ProcessPoolExecutor | None = None

    @property
    def is_running(self) -> bool:
        return self._processes is not None

    def start(self, way: str) -> None:
        """Begin the processes: `fork` them, as copies of this one, or `spawn` them, which load all anew."""
        names = (*mkdocs_insides.SETTINGS_OF_READING, "site_dir")
        settings = {name: self._config[name] for name in names}
        try:
            pickle.dumps(settings)
        except (pickle.PicklingError, AttributeError, TypeError):
            return  # an extension with settings that stay in this process
        self._processes = ProcessPoolExecutor(
            os.cpu_count(),
            multiprocessing.get_context(way),
            initializer=_begin_converting,
            initargs=(settings,),
        )
        with suppress(BrokenExecutor):
            self._processes.submit(int)  # so that they begin at once

    def convert(self, path: str, markdown: str) -> "Future[bytes | None] | None":
        """Have a page converted; none where no process is left to do it."""
        assert self._processes is not None
        try:
            # As bytes: a text that is sent holds on to the bytes that it was sent as.
            return self._processes.submit(_convert, path, markdown.encode("utf-8", "surrogatepass"))
        except BrokenExecutor:
            return None

    def end(self) -> None:
        """Let the processes go."""
        if self._processes is not None:
            self._processes.shutdown(cancel_futures=True)
            self._processes = None


def result(pending: "Future[bytes | None]") -> str | None:
    """What another process made; none where that process was killed: this one can do it."""
    try:
        made = pending.result()
    except BrokenExecutor:
        return None
    return zlib.decompress(made).decode("utf-8", "surrogatepass") if made else None


class _Nowhere:
    """A process that converts keeps nothing."""

    def kept(self, file: File, text: str, files: Files) -> Conversion | None:
        return None

    def keep(self, file: File, text: str, conversion: Conversion) -> None:
        pass


# In a process that converts: what it knows of the site.
_here: "tuple[MkDocsConfig, mkdocs_insides.LikelyFiles] | None" = None


def _begin_converting(settings: dict[str, Any]) -> None:
    global _here
    config = MkDocsConfig()
    config.update(settings)
    _here = config, mkdocs_insides.LikelyFiles(config)


def _convert(path: str, text: bytes) -> bytes | None:
    """Convert one page in a process that was begun for it.

    It is handed on compressed, since the conversions of a whole site wait to be asked for.
    """
    assert _here is not None
    config, files = _here
    page = ConvertedPage(None, files.at(path), config, _Nowhere())
    page.markdown = text.decode("utf-8", "surrogatepass")
    made = page.convert(config, files)
    page.file.page = None  # the files stay, the pages need not
    return zlib.compress(made.as_text().encode("utf-8", "surrogatepass"), 1) if made else None
