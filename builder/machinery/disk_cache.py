"""What was made once and is kept on disk, so that the next build need not make it again.

Everything goes by a key that holds all it was made from, so nothing in it is ever out of date; the file
may be deleted at any time. Two builds at once may use it: SQLite keeps them apart, and a build that
is killed leaves what was there before. Where it cannot be read or written, things are made again.
"""

import hashlib
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

MAX_BYTES = 500_000_000
"""What is kept at most beside what the last build used; what was not used for the longest time goes first."""

HELD = 100_000_000
"""So many characters at most stay in memory beside the file."""

# Texts stand apart from what is noted of them, so that this can be changed without writing them again. Each
# begins with a digest of the rest, because a database does not notice when a disk returns something else.
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS sealed (key BLOB PRIMARY KEY, text BLOB)",
    "CREATE TABLE IF NOT EXISTS uses (key BLOB PRIMARY KEY, used REAL, size INTEGER) WITHOUT ROWID",
)
_SEAL = 8
# So much that is new is written at once, in characters.
_AT_ONCE = 20_000_000
# Another build that writes is waited for this long, in seconds.
_PATIENCE = 5.0


class Cache:
    """Texts by key, in a file (none: in memory only).

    What a build got or put stays in memory until the next build has ended, so that while serving nothing
    is read twice; of very large sites only a part.
    """

    def __init__(self, file: Path | None, limit: int = MAX_BYTES, held: int = HELD) -> None:
        self.file = file
        self.limit = limit
        self.held = held
        self._before: dict[bytes, str] = {}
        # What this build used, by key: its length, and its text as far as that is held in memory.
        self._sizes: dict[bytes, int] = {}
        self._texts: dict[bytes, str] = {}
        self._in_memory = 0
        self._new: dict[bytes, str] = {}
        self._new_size = 0
        self._reading: sqlite3.Connection | None = None
        self._is_readable = True

    def get(self, *key: str) -> str | None:
        """The text kept for a key."""
        digest = _digest(key)
        text = self._new.get(digest)
        if text is None:
            text = self._texts.get(digest)
        if text is None:
            text = self._before.get(digest)
        if text is None:
            text = self._read(digest)
        if text is not None:
            self._use(digest, text)
        return text

    def put(self, text: str, *key: str) -> None:
        """Keep a text for a key."""
        digest = _digest(key)
        self._new[digest] = text
        self._new_size += len(text)
        self._use(digest, text)
        if self.file is not None and self._new_size > _AT_ONCE:
            self._write()

    def end_build(self) -> None:
        """Write what is new, note what was used, and let go of what no build has used for long."""
        if self.file is not None and self._sizes:
            self._write(is_last=True)
        if self._reading is not None:
            self._reading.close()
        self._reading, self._is_readable = None, True
        self._before, self._texts, self._in_memory = self._texts, {}, 0
        self._sizes, self._new, self._new_size = {}, {}, 0

    def _use(self, digest: bytes, text: str) -> None:
        """Note that a text is used, and hold it while there is room."""
        self._sizes[digest] = len(text)
        if digest not in self._texts and (self.file is None or self._in_memory + len(text) <= self.held):
            self._in_memory += len(text)
            self._texts[digest] = text

    def _read(self, digest: bytes) -> str | None:
        """What is on disk for a key."""
        if self.file is None or not self._is_readable:
            return None
        try:
            if self._reading is None:
                if not self.file.is_file():
                    return None
                # Builds of one server run in several threads, one after the other.
                self._reading = sqlite3.connect(self.file, timeout=_PATIENCE, check_same_thread=False)
            found = self._reading.execute("SELECT text FROM sealed WHERE key = ?", (digest,)).fetchone()
        except (sqlite3.Error, OSError):
            self._is_readable = False  # in this build; it may be that another one is writing
            return None
        return None if found is None else _unsealed(found[0])

    def _write(self, *, is_last: bool = False) -> None:
        """Write what is new, and at the end of a build what it used."""
        assert self.file is not None
        now = time.time()
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.file, timeout=_PATIENCE)) as database, database:
                for table in _SCHEMA:
                    database.execute(table)
                database.executemany(
                    "INSERT OR REPLACE INTO sealed VALUES (?, ?)",
                    # As bytes: a text that is written holds on to the bytes that it was written as.
                    ((digest, _sealed(text)) for digest, text in self._new.items()),
                )
                used = self._sizes if is_last else self._new
                database.executemany(
                    "INSERT OR REPLACE INTO uses VALUES (?, ?, ?)",
                    ((digest, now, self._sizes[digest]) for digest in used),
                )
                if is_last:
                    self._make_room(database)
        except (sqlite3.OperationalError, OSError):
            self._begin_anew_if_other()  # else another build writes, or it cannot be written at all
        except sqlite3.DatabaseError:
            # Something else has written into the file: the next build begins anew.
            with suppress(OSError):
                self.file.unlink(missing_ok=True)
        self._new, self._new_size = {}, 0

    def _begin_anew_if_other(self) -> None:
        """Remove a file in which there are other tables than ours, or ours in another form."""
        assert self.file is not None
        try:
            with closing(sqlite3.connect(f"file:{quote(str(self.file))}?mode=ro", uri=True)) as database:
                for table in ("sealed", "uses"):
                    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
                    if columns and columns not in (["key", "text"], ["key", "used", "size"]):
                        self.file.unlink()
                        return
        except (sqlite3.Error, OSError):
            return

    def _make_room(self, database: sqlite3.Connection) -> None:
        """Remove what was used least recently, as far as there is too much; nothing that is in use."""
        total = 0
        gone = []
        for key, size in database.execute("SELECT key, size FROM uses ORDER BY used DESC"):
            total += size
            if total > self.limit and key not in self._sizes:
                gone.append((key,))
        for table in ("sealed", "uses"):
            database.executemany(f"DELETE FROM {table} WHERE key = ?", gone)


def _sealed(text: str) -> bytes:
    """A text as it is kept, with a digest before it."""
    data = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=_SEAL).digest() + data


def _unsealed(found: object) -> str | None:
    """A text that was kept; none where it is no longer what was written."""
    if not isinstance(found, bytes):
        return None
    seal, data = found[:_SEAL], found[_SEAL:]
    if hashlib.blake2b(data, digest_size=_SEAL).digest() != seal:
        return None
    return str(data, "utf-8", "surrogatepass")


def _digest(key: tuple[str, ...]) -> bytes:
    """A key as sixteen bytes; the lengths of its parts keep them apart."""
    digest = hashlib.blake2b(digest_size=16)
    for part in key:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()
