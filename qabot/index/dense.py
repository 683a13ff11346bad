"""Search by meaning: a FAISS index derived from the stored vectors. The only module that speaks to FAISS.

Up to 64 MiB of float32 (37,000 passages of 448 dimensions) the index is exact; beyond, vectors are held in
8 bits a number, and the best candidates are scored again with the stored vectors, so that scores stay
exact. ``docs/index.md`` has the figures behind the switch point.

The file ``vectors.faiss`` saves reading all vectors when an index is opened. It ends in a stamp: what it
was built for, how many vectors it holds, and a CRC-32 of itself. It may lag behind the database: what is
missing is added and what is gone is removed on opening, by comparing passage ids, which are never used
twice. A file that is missing, damaged or of another embedding is made again from the stored vectors.
"""

from __future__ import annotations

import json
import struct
import threading
import zlib
from typing import TYPE_CHECKING, Any

from qabot.errors import IndexDamaged
from qabot.index.store import MOST_VARIABLES, REPAIR, temporary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from qabot.index.store import Connection
    from qabot.types import FloatArray

FILE = "vectors.faiss"
EXACT_BYTES = 64 * 2**20
"""Largest exact index, in bytes of float32."""

_MAGIC = b"qabotFA1"
_TAIL = struct.Struct("<I8s")
_CHUNK = 8192
_TRAINED_ON = 20_000


class Dense:
    """Vectors of one index directory, kept up to date with the database. Safe for use by many threads."""

    def __init__(self, path: Path, dimensions: int, embedding: str) -> None:
        self.path = path
        self.dimensions = dimensions
        self.embedding = embedding
        """Fingerprint of the embedding model and of the act of embedding: vectors of another are useless."""
        self._lock = threading.Lock()
        self._index: Any = None
        self._exact = True
        self._ids: NDArray[np.int64] | None = None
        self._generation = -1
        self._saved: NDArray[np.int64] | None = None
        self.file_is_lost = False
        """The file was missing, damaged or of another embedding, and has not been made anew."""

    @property
    def kind(self) -> str:
        """``exact`` or ``8-bit``."""
        return "exact" if self._exact else "8-bit"

    def synchronise(self, connection: Connection, passages: NDArray[np.int64], generation: int) -> None:
        """Hold the vectors of exactly ``passages`` (rising ids), the state of ``generation``.

        Older generations than the one held are ignored: a search filters what it must not see.
        """
        with self._lock:
            if generation <= self._generation:
                return
            if self._index is None:
                self._load()
            self._update(connection, passages)
            self._generation = generation

    def search(self, connection: Connection, vector: FloatArray, k: int) -> list[tuple[int, float]]:
        """Up to ``k`` (passage id, inner product), best first."""
        import faiss
        import numpy as np

        query = np.ascontiguousarray(vector, np.float32).reshape(1, -1)
        with self._lock:
            if self._index is None or self._ids is None or not len(self._ids) or k <= 0:
                return []
            # One question keeps one core busy; FAISS's threads only wait for each other.
            faiss.omp_set_num_threads(1)
            wanted = min(k if self._exact else 2 * k + 10, len(self._ids))
            scores, ids = self._index.search(query, wanted)
        found = ids[0][ids[0] >= 0]  # FAISS pads with -1
        if self._exact:
            return list(zip(found.tolist(), scores[0][: len(found)].tolist(), strict=True))
        stored = fetch(connection, found.tolist(), self.dimensions)
        exact = stored @ query[0]
        order = np.argsort(-exact, kind="stable")[:k]
        return list(zip(found[order].tolist(), exact[order].tolist(), strict=True))

    def save(self, *, always: bool = False) -> bool:
        """Write the file when it lags by more than one vector in sixteen (or ``always``); True if written."""
        import numpy as np

        with self._lock:
            self.file_is_lost = False
            if self._index is None or self._ids is None:
                return False
            if self._saved is not None and not always:
                lag = len(np.setxor1d(self._saved, self._ids, assume_unique=True))
                if 16 * lag <= len(self._saved):
                    return False
            self._write()
            self._saved = self._ids
            return True

    def _load(self) -> None:
        import faiss
        import numpy as np

        stamp = read_stamp(self.path)
        if stamp is None or stamp["embedding"] != self.embedding or stamp["dimensions"] != self.dimensions:
            self.file_is_lost = True
            return
        index: Any = faiss.read_index(str(self.path))
        self._index = index
        self._exact = bool(stamp["exact"])
        self._ids = np.sort(faiss.vector_to_array(index.id_map).astype(np.int64))
        self._saved = self._ids

    def _update(self, connection: Connection, passages: NDArray[np.int64]) -> None:
        import numpy as np

        exact = len(passages) * self.dimensions * 4 <= EXACT_BYTES
        if self._index is not None and self._ids is not None:
            new = np.setdiff1d(passages, self._ids, assume_unique=True)
            gone = np.setdiff1d(self._ids, passages, assume_unique=True)
            # An 8-bit index fits its ranges to what it was trained on, so it is made anew as it grows.
            most = len(self._ids) // 2
            if (exact or not self._exact) and len(new) <= most and len(gone) <= most:
                if len(gone):
                    self._index.remove_ids(gone)
                for ids, vectors in _stored(connection, new, self.dimensions):
                    self._index.add_with_ids(vectors, ids)
                self._ids = passages
                return
        self._index, self._exact = self._built(connection, passages, exact=exact), exact
        self._ids = passages
        self._saved = None

    def _built(self, connection: Connection, passages: NDArray[np.int64], *, exact: bool) -> Any:
        import faiss

        inner: Any
        if exact:
            inner = faiss.IndexFlatIP(self.dimensions)
        else:
            inner = faiss.IndexScalarQuantizer(
                self.dimensions, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
            )
            step = max(1, len(passages) // _TRAINED_ON)
            inner.train(fetch(connection, passages[::step].tolist(), self.dimensions))
        index = faiss.IndexIDMap(inner)
        for ids, vectors in _stored(connection, passages, self.dimensions):
            index.add_with_ids(vectors, ids)
        return index

    def _write(self) -> None:
        import faiss

        made = temporary(self.path)
        try:
            try:
                faiss.write_index(self._index, str(made))
            except RuntimeError as error:  # FAISS's word for a disk that is full
                raise OSError(f"{made} cannot be written: {error}") from error
            stamp = {
                "embedding": self.embedding,
                "dimensions": self.dimensions,
                "count": len(self._ids) if self._ids is not None else 0,
                "generation": self._generation,
                "exact": self._exact,
                "bytes": made.stat().st_size,
                "crc32": _crc(made, made.stat().st_size),
            }
            data = json.dumps(stamp).encode()
            with made.open("ab") as file:
                file.write(data + _TAIL.pack(len(data), _MAGIC))
            # Not synced to the disk: after a power cut the CRC tells, and the vectors are in the database.
            made.replace(self.path)
        finally:
            made.unlink(missing_ok=True)


def read_stamp(path: Path) -> dict[str, Any] | None:
    """The stamp of a FAISS file, if the file is whole and unharmed; otherwise None."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            file.seek(max(0, size - _TAIL.size))
            length, magic = _TAIL.unpack(file.read(_TAIL.size))
            if magic != _MAGIC or length > size - _TAIL.size:
                return None
            file.seek(size - _TAIL.size - length)
            stamp = json.loads(file.read(length))
            body = size - _TAIL.size - length
            sound = stamp["bytes"] == body and stamp["crc32"] == _crc(path, body)
            return stamp if sound and {"embedding", "dimensions", "exact", "count"} <= stamp.keys() else None
    except (OSError, struct.error, ValueError, KeyError, TypeError):
        return None


def fetch(connection: Connection, passages: Sequence[int], dimensions: int) -> FloatArray:
    """(n, dimensions) float32: the stored vectors in the order asked for, zeros for unknown passages."""
    import numpy as np

    found: dict[int, bytes] = {}
    for at in range(0, len(passages), MOST_VARIABLES):
        some = list(passages[at : at + MOST_VARIABLES])
        marks = ",".join("?" * len(some))
        found.update(
            connection.execute(f"SELECT passage, vector FROM vectors WHERE passage IN ({marks})", some)
        )
    nothing = bytes(2 * dimensions)
    return _decode([found.get(passage, nothing) for passage in passages], dimensions).astype(np.float32)


def _stored(
    connection: Connection, passages: NDArray[np.int64], dimensions: int
) -> Iterator[tuple[NDArray[np.int64], FloatArray]]:
    """The stored vectors of ``passages`` (rising ids), a chunk at a time."""
    import numpy as np

    for at in range(0, len(passages), _CHUNK):
        ids = passages[at : at + _CHUNK]
        rows = connection.execute(
            "SELECT passage, vector FROM vectors WHERE passage BETWEEN ? AND ? ORDER BY passage",
            (int(ids[0]), int(ids[-1])),
        ).fetchall()
        have = np.fromiter((row[0] for row in rows), np.int64, len(rows))
        wanted = np.isin(have, ids, assume_unique=True)
        if wanted.sum() != len(ids):
            raise IndexDamaged("Some passages have lost their vectors.", mend=REPAIR)
        blobs = [row[1] for row, keep in zip(rows, wanted.tolist(), strict=True) if keep]
        yield ids, _decode(blobs, dimensions).astype(np.float32)


def _decode(blobs: Sequence[bytes], dimensions: int) -> NDArray[np.float16]:
    import numpy as np

    if any(len(blob) != 2 * dimensions for blob in blobs):
        raise IndexDamaged("Some vectors have lost a part.", mend=REPAIR)
    return np.frombuffer(b"".join(blobs), "<f2").reshape(-1, dimensions)


def _crc(path: Path, size: int) -> int:
    crc = 0
    with path.open("rb") as file:
        while size > 0 and (block := file.read(min(size, 1 << 20))):
            crc = zlib.crc32(block, crc)
            size -= len(block)
    return crc
