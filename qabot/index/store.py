"""The SQLite file: schema, connections, transactions. The only module that speaks to ``sqlite3``.

One file, ``qabot.db``, in WAL mode: one writer at a time, readers never wait. It is the truth; whatever
else lies in the directory can be made again from it. ``application_id`` and ``user_version`` in its
header tell it from other programs' databases and from other versions of this one.

==========  ====================================================================================
meta        embedder, dimensions, generation (raised by every change), version of the terms
articles    text, facts, clean paragraphs, and a checksum over all of it and its passages
origins     where an article was read from; exact copies are further origins of one article
passages    spans of ``articles.text``; ids are never used twice
vectors     one float16 vector per passage, with its CRC-32
segments    passages whose terms were written together, and how many terms each has
postings    per segment and term: the passages that hold it, and how often (qabot.index.lexical)
dead        passages that were removed but still stand in segments
signatures  MinHash signatures, ``bands`` finds those that share a band (qabot.index.duplicates)
retired     codes of articles that were edited or removed, so that old citations can be explained
==========  ====================================================================================
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qabot.errors import IndexBusy, IndexDamaged, IndexError_, IndexMissing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Connection = sqlite3.Connection
DatabaseError = sqlite3.DatabaseError

FILE = "qabot.db"
APPLICATION_ID = 0x71616274  # "qabt"
SCHEMA_VERSION = 1
REPAIR = "Run: qabot index verify --repair"
PAGE_SIZE = 8192
MOST_VARIABLES = 500
"""Values handed to one statement; SQLite takes no fewer than 999."""
_HEADER = b"SQLite format 3\x00"
_STALE_S = 3600.0
_HELD: Counter[str] = Counter()
"""How many stores of this process have a file open."""
_HELD_LOCK = threading.Lock()

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    publisher TEXT,
    author TEXT,
    published TEXT,
    added TEXT NOT NULL,
    duplicate_of TEXT,
    first_passage INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    checksum BLOB NOT NULL,
    paragraphs BLOB NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX articles_first_passage ON articles (first_passage);
CREATE INDEX articles_duplicate_of ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE TABLE origins (
    id INTEGER PRIMARY KEY,
    origin TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    article INTEGER NOT NULL,
    crc INTEGER NOT NULL
);
CREATE INDEX origins_article ON origins (article, id);
CREATE INDEX origins_source ON origins (source);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);
CREATE TABLE vectors (passage INTEGER PRIMARY KEY, vector BLOB NOT NULL, crc INTEGER NOT NULL);
CREATE TABLE segments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ids BLOB NOT NULL,
    lengths BLOB NOT NULL,
    crc INTEGER NOT NULL
);
CREATE TABLE postings (
    segment INTEGER NOT NULL,
    term TEXT NOT NULL,
    slots BLOB NOT NULL,
    counts BLOB NOT NULL,
    PRIMARY KEY (segment, term)
) WITHOUT ROWID;
CREATE TABLE dead (passage INTEGER PRIMARY KEY);
CREATE TABLE signatures (article INTEGER PRIMARY KEY, signature BLOB NOT NULL);
CREATE TABLE bands (
    band INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (band, article)
) WITHOUT ROWID;
CREATE TABLE retired (
    code TEXT PRIMARY KEY,
    content TEXT NOT NULL,
    source TEXT NOT NULL,
    successor TEXT,
    at TEXT NOT NULL
) WITHOUT ROWID;
"""


class ForeignFile(IndexDamaged):
    """A sound database, but not one that this version of qabot may touch: there is nothing to repair."""


class Unreadable(IndexDamaged):
    """Not a database that SQLite would open."""


class Store:
    """Connections to one ``qabot.db``. Safe for use by many threads; one transaction per thread at a time.

    ``busy_timeout_s``: how long a writer waits for another before :class:`IndexBusy`.
    """

    def __init__(self, path: Path, *, read_only: bool = False, busy_timeout_s: float = 30.0) -> None:
        self.path = path
        self.read_only = read_only
        self.busy_timeout_s = busy_timeout_s
        self._idle: list[Connection] = []
        self._all: list[Connection] = []
        self._lock = threading.Lock()
        self._current = threading.local()
        self._closed = False
        self._hold()
        try:
            with self.reading() as connection:
                check_identity(connection, path)
        except BaseException:
            self.close()
            raise

    def _hold(self) -> None:
        """Look at the header, unless this process has the file open: closing a file lets go of every lock
        that the process has on it (POSIX), SQLite's among them, and another process would clear away the
        write-ahead log that is being read here."""
        with _HELD_LOCK:
            key = str(self.path.absolute())
            if not _HELD[key]:
                check_header(self.path)
            _HELD[key] += 1

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot: every statement inside sees the same state. Nested use sees the outer snapshot."""
        outer: Connection | None = getattr(self._current, "connection", None)
        if outer is not None:
            with explained(self.path, self.busy_timeout_s):
                yield outer
            return
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A write transaction: committed when the block ends, rolled back when it raises.

        Raises IndexBusy when another writer does not finish within the time limit.
        """
        if getattr(self._current, "connection", None) is not None:
            raise RuntimeError("a write transaction cannot begin inside another transaction")
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    def checkpoint(self) -> None:
        """Move what lies in the write-ahead log into the database file, as far as readers allow."""
        connection = self._take()
        try:
            with explained(self.path, self.busy_timeout_s):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            self._give(connection)

    def close(self) -> None:
        """Close every connection. A transaction still open in another thread is rolled back."""
        with self._lock:
            held, self._closed = not self._closed, True
            connections, self._all, self._idle = self._all, [], []
        for connection in connections:
            connection.close()
        if held:
            with _HELD_LOCK:
                _HELD[str(self.path.absolute())] -= 1

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        connection = self._take()
        try:
            with explained(self.path, self.busy_timeout_s):
                connection.execute(begin)
                self._current.connection = connection
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise
                finally:
                    self._current.connection = None
        finally:
            self._give(connection)

    def _take(self) -> Connection:
        with self._lock:
            if self._closed:
                raise IndexError_(f"The index at {self.path.parent} is closed.")
            if self._idle:
                return self._idle.pop()
        with explained(self.path, self.busy_timeout_s):
            connection = connect(self.path, read_only=self.read_only, busy_timeout_s=self.busy_timeout_s)
        with self._lock:
            self._all.append(connection)
        return connection

    def _give(self, connection: Connection) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()


@contextmanager
def explained(path: Path, waited_s: float = 30.0) -> Iterator[None]:
    """Raise SQLite's errors as ours, saying which file and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(error, path, waited_s) from error


def _explain(error: sqlite3.Error, path: Path, waited_s: float) -> Exception:
    """Our error for one of SQLite's; SQLite's own where it is our mistake."""
    said = str(error)
    if "locked" in said or "busy" in said:
        return IndexBusy(
            f"Another process is writing to {path.parent} and did not finish within {waited_s:g} s.",
            mend="Try again when it is done.",
        )
    if "readonly" in said or "read-only" in said:
        return IndexError_(f"{path} may not be written.", mend="Check the permissions of the directory.")
    if "full" in said:
        return IndexError_(f"{path}: no space left on the device.", mend="Make room and try again.")
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError):
        return error
    if "unable to open" in said:
        return IndexError_(f"{path} cannot be opened.", mend="Check that it exists and may be read.")
    kind = Unreadable if "not a database" in said or "schema" in said else IndexDamaged
    return kind(f"{path} is damaged ({said}).", mend=REPAIR)


def create(directory: Path, meta: Mapping[str, Any]) -> None:
    """Make a new ``qabot.db`` in ``directory``; one that is there, or appears meanwhile, is left alone.

    It is made under another name and then put in place whole, so an empty or partial file is always damage.
    """
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / FILE
    if path.exists():
        return
    made = temporary(path)
    try:
        fill(made, meta)
        put_in_place(made, path)
    finally:
        made.unlink(missing_ok=True)


def fill(path: Path, meta: Mapping[str, Any]) -> None:
    """Write an empty index to a new file at ``path``."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.execute("BEGIN")
        for statement in _SCHEMA.split(";\n"):
            connection.execute(statement)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    finally:
        connection.close()


def connect(path: Path, *, read_only: bool, busy_timeout_s: float = 30.0) -> Connection:
    """A connection to a file that may be anything; ``read_only`` works on a read-only medium too."""
    if not read_only:
        return _connect(path, "rw", busy_timeout_s)
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        # Able to write, so that it can replay a log left by a crash; not allowed to.
        connection = _connect(path, "rw", busy_timeout_s)
        connection.execute("PRAGMA query_only = ON")
        return connection
    try:
        return _connect(path, "ro", busy_timeout_s)
    except sqlite3.OperationalError as error:
        # A read-only medium has no room for the files that readers of a WAL database share. Nobody can
        # write there either, so reading without them is safe unless a log waits to be replayed.
        refused = "unable to open" in str(error) or "readonly" in str(error)
        if not refused or path.with_name(path.name + "-wal").exists():
            raise
    return _connect(path, "ro&immutable=1", busy_timeout_s)


def temporary(path: Path) -> Path:
    """A name beside ``path`` for a file that will be renamed to it."""
    return path.with_name(f"{path.name}.{os.getpid()}-{os.urandom(4).hex()}.new")


def put_in_place(made: Path, path: Path, *, replace: bool = False) -> None:
    """Give a finished file its name, so that a crash leaves either the old state or the new one.

    Without ``replace`` a file that has the name already wins and ``made`` is dropped.
    """
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    if replace:
        made.replace(path)
    else:
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            if not path.exists():
                made.rename(path)
        made.unlink(missing_ok=True)
    sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    """Make renames in ``directory`` survive a power cut, where the system offers it."""
    if os.name == "nt":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(directory: Path) -> None:
    """Remove unfinished files that a killed process left more than an hour ago."""
    for left in directory.glob("*.new*"):
        try:
            if time.time() - left.stat().st_mtime > _STALE_S:
                left.unlink(missing_ok=True)
        except OSError:
            continue


def transplant(path: Path, made: Path) -> None:
    """Copy a database whose first page is ruined to ``made``, with the first page of an empty index.

    The tables of every index begin on the same pages, so the others may be found again. What is read
    through it must be checked: it may be anything.
    """
    fill(made, {})
    empty = made.read_bytes()
    page, roots = bytearray(empty[:PAGE_SIZE]), empty[PAGE_SIZE:]
    rest = path.read_bytes()[PAGE_SIZE:]
    rest += bytes(-len(rest) % PAGE_SIZE)
    rest += roots[len(rest) :]  # every table must have its first page
    page[28:32] = (1 + len(rest) // PAGE_SIZE).to_bytes(4, "big")  # pages in the file
    page[32:40] = bytes(8)  # no free pages
    page[92:96] = page[24:28]  # the change for which the page count is valid
    made.write_bytes(bytes(page) + rest)


def check_header(path: Path) -> None:
    """Raise IndexMissing or IndexDamaged unless ``path`` begins as an SQLite database does."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise IndexMissing(
            f"There is no index at {path.parent}.", mend="Run: qabot index build FILE..."
        ) from None
    except OSError as error:
        raise IndexError_(
            f"{path} cannot be read ({error.strerror}).", mend="Check what it is and its permissions."
        ) from None
    if not header:
        raise Unreadable(f"{path} is empty.", mend=REPAIR)
    if not header.startswith(_HEADER):
        found = "text" if header.isascii() and b"\0" not in header else "something else"
        raise Unreadable(f"{path} is not an SQLite database: it begins as {found} does.", mend=REPAIR)


def check_identity(connection: Connection, path: Path) -> None:
    """Raise IndexDamaged for the database of another program, or of a newer qabot."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise ForeignFile(
            f"{path} is the database of another program (application id {application:#x}).",
            mend="Name another directory, or move the file away.",
        )
    if version > SCHEMA_VERSION:
        raise ForeignFile(
            f"{path} was written by a newer qabot (schema {version}; this one reads {SCHEMA_VERSION}).",
            mend="Upgrade qabot, or build an index in another directory.",
        )


def _connect(path: Path, mode: str, busy_timeout_s: float) -> Connection:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=busy_timeout_s,
    )
    try:
        # FULL: a commit is on the disk when it returns, so that a power cut takes back nothing acknowledged.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()  # only now is the file opened
    except BaseException:
        connection.close()
        raise
    return connection
