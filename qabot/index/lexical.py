"""Search by words: postings in SQLite, BM25 in NumPy.

SQLite's own full-text search takes 20 to 60 ms for a question of ten words over 200,000 passages, because
it ranks row by row; the same ranking over arrays takes two to four (``benchmarks/index.py``).

Every batch of passages written together is a *segment*. A posting list holds, for one segment and
term, the slots of the passages in it (16 bits) and how often the term occurs (low four bits: in the
passage, high four bits: in the title of its article; 15 stands for more). Nothing in a segment is ever
changed: removed passages are listed as dead, and segments are merged when there are many of one size
or many dead. Adding therefore costs what is added, times the logarithm of the collection.
"""

from __future__ import annotations

import math
import zlib
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from qabot.errors import IndexDamaged
from qabot.index.store import REPAIR
from qabot.text import likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from qabot.index.store import Connection

K1 = 1.2
"""BM25: how soon repeats of a term stop counting."""
B = 0.75
"""BM25: how much long passages are held back, 0 to 1."""

LARGEST_SEGMENT = 1 << 16
_MERGE_AT = 8
_BLOCK = 64
_MOST_COUNTED = 15


class PassageTerms(NamedTuple):
    """Search terms of one passage and of the title of its article (empty for the title itself)."""

    passage: int
    title: Sequence[str]
    body: Sequence[str]


def write(connection: Connection, batch: Sequence[PassageTerms]) -> None:
    """Write passages as new segments. Ids must be new and rising."""
    for at in range(0, len(batch), LARGEST_SEGMENT):
        _write_segment(connection, batch[at : at + LARGEST_SEGMENT])


def bury(connection: Connection, passages: Iterable[int]) -> None:
    """Mark passages as removed; they are never found again."""
    connection.executemany("INSERT OR IGNORE INTO dead VALUES (?)", ((passage,) for passage in passages))


def clear(connection: Connection) -> None:
    """Remove all segments, before everything is written anew."""
    for table in ("postings", "segments", "dead"):
        connection.execute(f"DELETE FROM {table}")


def merge_due(connection: Connection) -> bool:
    """Whether :func:`merge` would do anything."""
    return bool(_due(_segments(connection), _dead(connection)))


def merge(connection: Connection) -> bool:
    """Merge segments where it is time to; True when anything was. Search results do not change.

    Eight segments of one order of magnitude become one; everything is merged when one passage in
    sixteen is dead, which also brings document frequencies up to date.
    """
    import numpy as np

    dead = _dead(connection)
    groups = _due(_segments(connection), dead)
    for group in groups:
        _merge_group(connection, group, dead)
    if groups and len(dead):
        left = np.concatenate([s.ids for s in _segments(connection)] or [dead[:0]])
        gone = dead[~np.isin(dead, left)]
        connection.executemany("DELETE FROM dead WHERE passage = ?", ((int(passage),) for passage in gone))
    return bool(groups)


class Lexicon:
    """The segments as of one generation, ready to be searched. Immutable; postings stay in SQLite."""

    def __init__(self, connection: Connection) -> None:
        import numpy as np

        self._segments = _segments(connection)
        self._bases = {}
        total = 0
        for segment in self._segments:
            self._bases[segment.id] = (total, total + len(segment.ids))
            total += len(segment.ids)
        empty = np.empty(0, np.int64)
        self._ids = np.concatenate([s.ids for s in self._segments] or [empty])
        self._lengths = np.concatenate([s.lengths for s in self._segments] or [np.empty((0, 2), np.uint16)])
        dead = _dead(connection)
        alive = ~np.isin(self._ids, dead) if len(dead) else np.ones(len(self._ids), bool)
        self._dead_slots = np.flatnonzero(~alive)
        self.passages: NDArray[np.int64] = np.sort(self._ids[alive])
        """Ids of all passages, rising."""
        self._mean_lengths = self._lengths[alive].mean(axis=0) if len(self.passages) else np.ones(2)
        self._norms: dict[float, NDArray[np.float32]] = {}
        self._frequencies: dict[str, int] = {}
        self._beginning: dict[str, likeness.LikeWords] = {}
        self._similar: dict[str, dict[str, int]] = {}

    def __contains__(self, passage: int) -> bool:
        import numpy as np

        at = int(np.searchsorted(self.passages, passage))
        return at < len(self.passages) and int(self.passages[at]) == passage

    def document_frequencies(self, connection: Connection, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages (body or title) each term occurs; removed ones count until merged away."""
        wanted = list(dict.fromkeys(terms))
        unknown = [term for term in wanted if term not in self._frequencies]
        if unknown:
            found = dict.fromkeys(unknown, 0)
            query = f"SELECT term, length(counts) FROM postings WHERE {self._where(unknown)}"
            for term, count in connection.execute(query, unknown):
                found[term] += count
            if len(self._frequencies) > 1 << 16:
                self._frequencies.clear()
            self._frequencies.update(found)
        return {term: self._frequencies[term] for term in wanted}

    def similar(self, connection: Connection, term: str) -> dict[str, int]:
        """Terms that ``term`` may be a slip of the finger for, and by how many slips: the nearest first, of
        equally near ones the most frequent. They begin with the same letter or differ by an exchange of the
        first two; how many slips there may be is :func:`qabot.text.likeness.slips_allowed`.
        """
        found = self._similar.get(term)
        if found is None:
            most = likeness.slips_allowed(term)
            near = self._begun_by(connection, term[0]).near(term, most) if most else {}
            if most:
                near.setdefault(term[1] + term[0] + term[2:], 1)
            often = self.document_frequencies(connection, near)
            there = sorted((slips, -often[other], other) for other, slips in near.items() if often[other])
            found = {other: slips for slips, _, other in there if other != term}
            if len(self._similar) > 1 << 12:
                self._similar.clear()
            self._similar[term] = found
        return found

    def _begun_by(self, connection: Connection, letter: str) -> likeness.LikeWords:
        """All terms that begin with ``letter``, read once: that takes longer than looking through them."""
        found = self._beginning.get(letter)
        if found is None:
            segments = ",".join(map(str, self._bases)) or "0"
            rows = connection.execute(
                f"SELECT DISTINCT term FROM postings WHERE segment IN ({segments})"
                " AND term >= ? AND term < ?",
                (letter, chr(ord(letter) + 1)),
            )
            found = self._beginning[letter] = likeness.LikeWords(term for (term,) in rows)
        return found

    def search(
        self, connection: Connection, terms: Mapping[str, float], k: int, *, title_weight: float
    ) -> list[tuple[int, float]]:
        """The ``k`` best passages that hold any of ``terms``, best first, with their BM25 scores (> 0)."""
        import numpy as np

        if not terms or k <= 0 or not len(self.passages):
            return []
        wanted = list(terms)
        query = f"SELECT segment, term, slots, counts FROM postings WHERE {self._where(wanted)}"
        rows = connection.execute(query, wanted).fetchall()
        frequencies: dict[str, int] = {}
        for _, term, _, counts in rows:
            frequencies[term] = frequencies.get(term, 0) + len(counts)
        size = len(self.passages)
        weights = {
            term: terms[term] * (K1 + 1) * math.log(1 + max(0.0, size - count + 0.5) / (count + 0.5))
            for term, count in frequencies.items()
        }
        norms = self._norm(title_weight)
        packed = np.arange(256)
        occurrences = ((packed & 15) + title_weight * (packed >> 4)).astype(np.float32)
        scores = np.zeros(len(self._ids), np.float32)
        for segment, term, slots, counts in rows:
            start, end = self._bases[segment]
            at = np.frombuffer(slots, "<u2")
            often = occurrences[np.frombuffer(counts, np.uint8)]
            if len(at) != len(often) or (len(at) and int(at.max()) >= end - start):
                raise IndexDamaged(f"The word index is damaged at {term!r}.", mend=REPAIR)
            scores[start:end][at] += np.float32(weights[term]) * often / (often + norms[start:end][at])
        scores[self._dead_slots] = 0
        return self._best(scores, k)

    def _best(self, scores: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        import numpy as np

        # The k best lie in the k blocks with the highest maxima: far fewer numbers to put in order.
        padded = np.pad(scores, (0, -len(scores) % _BLOCK)).reshape(-1, _BLOCK)
        candidates = np.arange(len(scores))
        if k < len(padded):
            blocks = np.argpartition(padded.max(axis=1), -k)[-k:]
            candidates = (blocks[:, None] * _BLOCK + np.arange(_BLOCK)).ravel()
            candidates = candidates[candidates < len(scores)]
        candidates = candidates[scores[candidates] > 0]
        order = np.lexsort((self._ids[candidates], -scores[candidates]))[:k]
        best = candidates[order]
        return list(zip(self._ids[best].tolist(), scores[best].tolist(), strict=True))

    def _norm(self, title_weight: float) -> NDArray[np.float32]:
        """BM25's length term for every slot."""
        norm = self._norms.get(title_weight)
        if norm is None:
            import numpy as np

            mix = np.array([1.0, title_weight])
            lengths = self._lengths @ mix
            mean = float(self._mean_lengths @ mix) or 1.0
            norm = (K1 * (1 - B + B * lengths / mean)).astype(np.float32)
            self._norms[title_weight] = norm
        return norm

    def _where(self, terms: Sequence[str]) -> str:
        marks = ",".join("?" * len(terms))
        return f"segment IN ({','.join(map(str, self._bases)) or '0'}) AND term IN ({marks})"


class _Segment(NamedTuple):
    id: int
    ids: NDArray[np.int64]
    lengths: NDArray[np.uint16]
    """(n, 2): terms in the passage, terms in its title."""


def _segments(connection: Connection) -> list[_Segment]:
    import numpy as np

    found = []
    for number, ids, lengths in connection.execute("SELECT id, ids, lengths FROM segments ORDER BY id"):
        if len(ids) % 8 or len(lengths) * 2 != len(ids):
            raise IndexDamaged(f"The word index is damaged (segment {number}).", mend=REPAIR)
        found.append(
            _Segment(number, np.frombuffer(ids, "<i8"), np.frombuffer(lengths, "<u2").reshape(-1, 2))
        )
    return found


def _dead(connection: Connection) -> NDArray[np.int64]:
    import numpy as np

    return np.array([row[0] for row in connection.execute("SELECT passage FROM dead")], np.int64)


def _write_segment(connection: Connection, batch: Sequence[PassageTerms]) -> None:
    import numpy as np

    ids = np.array([passage.passage for passage in batch], np.int64)
    lengths = np.array([(len(p.body), len(p.title)) for p in batch], np.int64).reshape(-1, 2)
    vocabulary: dict[str, int] = {}
    numbers = []
    for column in (1, 0):  # passages have their terms in ``body``, then ``title``
        words = chain.from_iterable((p.title, p.body)[column] for p in batch)
        numbers.append(np.fromiter((vocabulary.setdefault(w, len(vocabulary)) for w in words), np.int64))
    slots = np.arange(len(batch), dtype=np.int64)
    keys = np.concatenate(
        [(number << 16) | np.repeat(slots, lengths[:, i]) for i, number in enumerate(numbers)]
    )
    unique, inverse = np.unique(keys, return_inverse=True)
    in_body = np.bincount(inverse[: len(numbers[0])], minlength=len(unique))
    in_title = np.bincount(inverse[len(numbers[0]) :], minlength=len(unique))
    counts = np.minimum(in_body, _MOST_COUNTED) | np.minimum(in_title, _MOST_COUNTED) << 4
    _store(
        connection,
        ids,
        np.minimum(lengths, 0xFFFF).astype("<u2"),
        list(vocabulary),
        unique,
        counts.astype(np.uint8),
    )


def _store(
    connection: Connection,
    ids: NDArray[np.int64],
    lengths: NDArray[np.uint16],
    terms: Sequence[str],
    keys: NDArray[np.int64],
    counts: NDArray[np.uint8],
) -> None:
    """Write one segment. ``keys``: term number << 16 | slot, rising; ``counts`` goes with them."""
    import numpy as np

    numbers = keys >> 16
    edges = np.flatnonzero(np.diff(numbers, prepend=-1, append=-1))
    starts = edges[:-1].tolist()
    ends = edges[1:].tolist()
    slots = (keys & 0xFFFF).astype("<u2").tobytes()
    packed = counts.tobytes()
    names = [terms[number] for number in numbers[edges[:-1]].tolist()]
    # In the order of the key, so that pages fill one after the other.
    rows = [
        (term, slots[2 * a : 2 * b], packed[a:b])
        for term, a, b in sorted(zip(names, starts, ends, strict=True))
    ]
    head = (ids.astype("<i8").tobytes(), lengths.tobytes())
    cursor = connection.execute(
        "INSERT INTO segments (ids, lengths, crc) VALUES (?, ?, ?)", (*head, _crc(*head, rows))
    )
    connection.executemany(
        "INSERT INTO postings (segment, term, slots, counts) VALUES (?, ?, ?, ?)",
        ((cursor.lastrowid, *row) for row in rows),
    )


def is_sound(connection: Connection) -> bool:
    """Whether every segment is what was written, and they hold exactly the passages there are."""
    import numpy as np

    for number, ids, lengths, crc in connection.execute("SELECT id, ids, lengths, crc FROM segments"):
        rows = connection.execute(
            "SELECT term, slots, counts FROM postings WHERE segment = ? ORDER BY term", (number,)
        )
        if _crc(ids, lengths, rows) != crc:
            return False
    passages = [row[0] for row in connection.execute("SELECT id FROM passages ORDER BY id")]
    return np.array_equal(Lexicon(connection).passages, np.array(passages, np.int64))


def _crc(ids: bytes, lengths: bytes, rows: Iterable[tuple[str, bytes, bytes]]) -> int:
    crc = zlib.crc32(lengths, zlib.crc32(ids))
    for term, slots, counts in rows:
        crc = zlib.crc32(counts, zlib.crc32(slots, zlib.crc32(term.encode(), crc)))
    return crc


def _due(segments: Sequence[_Segment], dead: NDArray[np.int64]) -> list[list[_Segment]]:
    """Groups of segments to merge, as many together as fit into one."""
    import numpy as np

    purge = 16 * len(dead) > sum(len(segment.ids) for segment in segments)
    levels: dict[int, list[_Segment]] = {}
    for segment in segments:
        levels.setdefault(0 if purge else len(segment.ids).bit_length() // 3, []).append(segment)
    groups: list[list[_Segment]] = []
    for level in levels.values():
        if not purge and len(level) < _MERGE_AT:
            continue
        room = 0
        for segment in level:
            if len(segment.ids) > room:
                groups.append([])
                room = LARGEST_SEGMENT
            groups[-1].append(segment)
            room -= len(segment.ids)
    return [g for g in groups if len(g) > 1 or (purge and np.isin(g[0].ids, dead).any())]


def _merge_group(connection: Connection, group: Sequence[_Segment], dead: NDArray[np.int64]) -> None:
    import numpy as np

    vocabulary: dict[str, int] = {}
    all_keys, all_counts, kept_ids, kept_lengths = [], [], [], []
    base = 0
    for segment in group:
        kept = ~np.isin(segment.ids, dead)
        new_slots = base + np.cumsum(kept) - 1
        base += int(kept.sum())
        kept_ids.append(segment.ids[kept])
        kept_lengths.append(segment.lengths[kept])
        rows = connection.execute(
            "SELECT term, slots, counts FROM postings WHERE segment = ?", (segment.id,)
        ).fetchall()
        slots = np.frombuffer(b"".join(row[1] for row in rows), "<u2")
        counts = np.frombuffer(b"".join(row[2] for row in rows), np.uint8)
        sizes = np.fromiter((len(row[2]) for row in rows), np.int64, len(rows))
        numbers = np.fromiter(
            (vocabulary.setdefault(row[0], len(vocabulary)) for row in rows), np.int64, len(rows)
        )
        numbers = np.repeat(numbers, sizes)
        stay = kept[slots]
        all_keys.append((numbers[stay] << 16) | new_slots[slots[stay]])
        all_counts.append(counts[stay])
    keys = np.concatenate(all_keys)
    order = np.argsort(keys, kind="stable")
    merged = [(segment.id,) for segment in group]
    connection.executemany("DELETE FROM postings WHERE segment = ?", merged)
    connection.executemany("DELETE FROM segments WHERE id = ?", merged)
    if base:
        _store(
            connection,
            np.concatenate(kept_ids),
            np.concatenate(kept_lengths),
            list(vocabulary),
            keys[order],
            np.concatenate(all_counts)[order],
        )
