"""Near copies of articles: MinHash signatures and locality-sensitive hashing, kept in SQLite.

A signature is 128 minima over the hashes of an article's runs of five words; two articles share, in
expectation, as many minima as their sets of runs overlap (Jaccard; Broder 1997). Sixteen bands of eight
minima are looked up, so that an article costs sixteen look-ups however many there are, and one is called
a near copy when seven tenths of the minima agree.

Written out in NumPy rather than taken from ``datasketch``: importing that takes a second (it brings
SciPy's integration), its LSH lives in memory, and signatures on disk must not change with a library.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qabot.index.store import Connection
    from qabot.types import Article

THRESHOLD = 0.7
"""Share of equal minima, 0 to 1, from which articles are near copies."""

_RUN = 5
_MINIMA = 128
_BANDS = 16
_CACHED_WORDS = 1 << 17
_WORD = re.compile(r"\w+")


def signature(article: Article) -> bytes:
    """128 little-endian 32-bit minima over the runs of five words in the clean paragraphs."""
    import numpy as np

    words: list[int] = []
    for paragraph in article.paragraphs:
        if paragraph.number > 0:
            words.extend(map(_hashes.__getitem__, _WORD.findall(article.paragraph_text(paragraph).lower())))
    if not words:
        return b""
    hashes = np.array(words, np.uint64) * np.uint64(0x85EBCA77C2B2AE63)
    runs = np.zeros(max(1, len(hashes) - _RUN + 1), np.uint64)
    for offset in range(min(_RUN, len(hashes))):
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + hashes[offset : offset + len(runs)]
    # 32 bits are enough to tell an article's runs apart, and ten times as fast as 64.
    keys = (runs >> np.uint64(32)).astype(np.uint32)
    factors, terms = _permutations()
    minima = np.full(_MINIMA, 0xFFFFFFFF, np.uint32)
    for at in range(0, len(keys), 4096):
        mixed = np.multiply.outer(factors, keys[at : at + 4096])
        mixed += terms[:, None]
        minima = np.minimum(minima, mixed.min(axis=1))
    return minima.astype("<u4").tobytes()


def store(connection: Connection, article: int, made: bytes) -> None:
    """Remember the signature of the article with that row id."""
    if made:
        connection.execute("INSERT INTO signatures VALUES (?, ?)", (article, made))
        connection.executemany("INSERT INTO bands VALUES (?, ?)", [(band, article) for band in _bands(made)])


def forget(connection: Connection, article: int) -> None:
    """The reverse of :func:`store`."""
    row = connection.execute("SELECT signature FROM signatures WHERE article = ?", (article,)).fetchone()
    if row is not None:
        connection.executemany(
            "DELETE FROM bands WHERE band = ? AND article = ?", [(band, article) for band in _bands(row[0])]
        )
        connection.execute("DELETE FROM signatures WHERE article = ?", (article,))


def nearest(connection: Connection, made: bytes) -> int | None:
    """Row id of the article most like the one with this signature, if any is a near copy."""
    import numpy as np

    if not made:
        return None
    bands = _bands(made)
    rows = connection.execute(
        "SELECT article, signature FROM signatures WHERE article IN"
        f" (SELECT article FROM bands WHERE band IN ({','.join('?' * len(bands))})) ORDER BY article",
        bands,
    )
    minima = np.frombuffer(made, "<u4")
    best, most = None, THRESHOLD
    for article, other in rows:
        agreement = float(np.mean(minima == np.frombuffer(other, "<u4")))
        if agreement > most or (best is None and agreement == most):
            best, most = article, agreement
    return best


class _Hashes(dict[str, int]):
    def __missing__(self, word: str) -> int:
        if len(self) >= _CACHED_WORDS:
            self.clear()
        found = self[word] = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        return found


_hashes = _Hashes()


@lru_cache(maxsize=1)
def _permutations() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    import numpy as np

    # Not NumPy's generators: their streams may change between versions, signatures on disk may not.
    drawn = np.frombuffer(hashlib.shake_256(b"qabot minhash").digest(8 * _MINIMA), "<u4").astype(np.uint32)
    return drawn[:_MINIMA] | np.uint32(1), drawn[_MINIMA:]


def _bands(made: bytes) -> list[int]:
    """One 64-bit number per band, different for equal minima in different bands."""
    size = len(made) // _BANDS
    return [
        int.from_bytes(
            hashlib.blake2b(made[at : at + size], digest_size=8, salt=bytes([at // size])).digest(),
            "little",
            signed=True,
        )
        for at in range(0, len(made), size)
    ]
