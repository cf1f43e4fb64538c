"""What was made once and is kept on disk, so that the next build need not make it again.

Everything goes by a key that holds all it was made from, so nothing in it is ever out of date; the file
may be deleted at any time. Two builds at once may use it: SQLite keeps them apart, and a build that
is killed leaves what was there before. Where it cannot be read or written, things are made again.
"""

import hashlib
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

MAX_BYTES = 500_000_000
"""What is kept at most; what was not used for the longest time goes first."""

_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, used REAL, text TEXT) WITHOUT ROWID"
# Another build that writes is waited for this long, in seconds.
_PATIENCE = 5.0


class Cache:
    """Texts by key, in a file (none: in memory only).

    What a build got or put stays in memory until the next build has ended, so that while serving nothing
    is read twice.
    """

    def __init__(self, file: Path | None, limit: int = MAX_BYTES) -> None:
        self.file = file
        self.limit = limit
        self._recent: dict[bytes, str] = {}
        self._used: dict[bytes, str] = {}
        self._new: set[bytes] = set()

    def get(self, *key: str) -> str | None:
        """The text kept for a key."""
        digest = _digest(key)
        text = self._used.get(digest) or self._recent.get(digest)
        if text is not None:
            self._used[digest] = text
        return text

    def put(self, text: str, *key: str) -> None:
        """Keep a text for a key."""
        digest = _digest(key)
        self._used[digest] = text
        self._new.add(digest)

    def load(self, keys: Iterable[tuple[str, ...]]) -> None:
        """Read what is kept on disk for these keys, before they are asked for one by one."""
        wanted = [digest for digest in map(_digest, keys) if digest not in self._recent]
        if not wanted or self.file is None or not self.file.is_file():
            return
        try:
            with closing(sqlite3.connect(self.file, timeout=_PATIENCE)) as database:
                for digest in wanted:
                    for (text,) in database.execute("SELECT text FROM kept WHERE key = ?", (digest,)):
                        self._recent[digest] = str(text)
        except sqlite3.Error:
            return

    def end_build(self) -> None:
        """Write what is new, note what was used, and let go of what no build has used for long."""
        used, new = self._used, self._new
        self._recent, self._used, self._new = used, {}, set()
        if self.file is None or not used:
            return
        now = time.time()
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.file, timeout=_PATIENCE)) as database, database:
                database.execute(_SCHEMA)
                database.executemany(
                    "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", [(key, now, used[key]) for key in new]
                )
                database.executemany(
                    "UPDATE kept SET used = ? WHERE key = ?", [(now, key) for key in used.keys() - new]
                )
                self._make_room(database)
        except (sqlite3.OperationalError, OSError):
            return  # it is being written by another build, or cannot be written at all
        except sqlite3.DatabaseError:
            # Something else has written into the file: the next build begins anew.
            self.file.unlink(missing_ok=True)

    def _make_room(self, database: sqlite3.Connection) -> None:
        """Remove what was used least recently, as far as there is too much."""
        sizes = database.execute("SELECT key, length(text) FROM kept ORDER BY used DESC")
        total = 0
        gone = []
        for key, size in sizes:
            total += size
            if total > self.limit:
                gone.append((key,))
        database.executemany("DELETE FROM kept WHERE key = ?", gone)


def _digest(key: tuple[str, ...]) -> bytes:
    """A key as sixteen bytes; the lengths of its parts keep them apart."""
    digest = hashlib.blake2b(digest_size=16)
    for part in key:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()
