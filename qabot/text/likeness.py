"""Words that differ from a given one by a slip or two of the finger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

SHORTEST: Final = 4
"""Letters of the shortest word that may count as mistyped: among shorter ones all are alike."""
LONG: Final = 8
"""Letters from which a word may hold two slips."""
_BITS: Final = 32


def slips_allowed(word: str) -> int:
    """How many slips a word of that length may hold: 0, 1 or 2; none what is not all letters."""
    return 0 if len(word) < SHORTEST or not word.isalpha() else 1 if len(word) < LONG else 2


class _Same(NamedTuple):
    """Words of one length."""

    words: list[str]
    letters: NDArray[np.uint32]
    """``(n, length)`` code points."""
    masks: NDArray[np.uint32]
    """``(n,)``: a bit for each letter a word holds."""


class LikeWords:
    """Words that begin alike, searchable by Damerau-Levenshtein distance. Immutable."""

    def __init__(self, words: Iterable[str]) -> None:
        import numpy as np

        by_length: dict[int, list[str]] = {}
        for word in words:
            by_length.setdefault(len(word), []).append(word)
        self._lengths: dict[int, _Same] = {}
        for length, same in by_length.items():
            letters = np.array(same, f"<U{length}").view(np.uint32).reshape(len(same), length)
            bits = np.left_shift(np.uint32(1), letters % _BITS)
            self._lengths[length] = _Same(same, letters, np.bitwise_or.reduce(bits, axis=1))

    def near(self, word: str, most: int) -> dict[str, int]:
        """The words within ``most`` slips of ``word`` (a letter more, less, other, or two neighbours
        exchanged; no letter touched twice) and their number, 1 or more. ``word`` itself is not among them.
        """
        import numpy as np

        wanted = [ord(letter) for letter in word]
        mask = 0
        for letter in wanted:
            mask |= 1 << letter % _BITS
        width = len(word) + most
        words: list[str] = []
        padded: list[NDArray[np.uint32]] = []
        for length in range(max(1, len(word) - most), width + 1):
            same = self._lengths.get(length)
            if same is None:
                continue
            # A slip changes which letters there are by two at most: this leaves a few in a hundred.
            rows = _few_bits(same.masks, mask, 2 * most)
            words += [same.words[row] for row in rows.tolist()]
            padded.append(np.pad(same.letters[rows], ((0, 0), (0, width - length))))
        if not words:
            return {}
        distances = _distances(wanted, np.concatenate(padded), [len(other) for other in words], most)
        return {
            other: distance
            for other, distance in zip(words, distances.tolist(), strict=True)
            if 0 < distance <= most
        }


def _few_bits(masks: NDArray[np.uint32], mask: int, most: int) -> NDArray[np.intp]:
    """Rows whose mask differs from ``mask`` in at most ``most`` bits."""
    import numpy as np

    left = masks ^ np.uint32(mask)
    for _ in range(most):
        left &= left - np.uint32(1)  # drops the lowest bit; 0 stays 0
    return np.flatnonzero(left == 0)


def _distances(
    wanted: list[int], letters: NDArray[np.uint32], lengths: list[int], most: int
) -> NDArray[np.uint8]:
    """``(n,)`` optimal string alignment distances (Damerau 1964), exact up to ``most``, above it larger.

    ``letters``: ``(n, len(wanted) + most)``, words of ``lengths`` no further than ``most`` from
    ``len(wanted)``, filled up with zeros.
    """
    import numpy as np

    count, width = letters.shape
    far = np.full(count, most + 1, np.uint8)
    columns = np.ascontiguousarray(letters.T)
    before: list[NDArray[np.uint8]] = []
    row = [np.full(count, min(j, most + 1), np.uint8) for j in range(width + 1)]
    for i, letter in enumerate(wanted, start=1):
        here = [far] * (width + 1)
        if i <= most:
            here[0] = np.full(count, i, np.uint8)
        for j in range(max(1, i - most), min(width, i + most) + 1):
            best = row[j - 1] + (columns[j - 1] != letter)
            np.minimum(best, row[j] + 1, out=best)
            np.minimum(best, here[j - 1] + 1, out=best)
            if i > 1 and j > 1:
                swapped = (columns[j - 2] == letter) & (columns[j - 1] == wanted[i - 2])
                np.minimum(best, before[j - 2] + 1, out=best, where=swapped)
            here[j] = np.minimum(best, most + 1)
        before, row = row, here
    found: NDArray[np.uint8] = np.stack(row)[lengths, np.arange(count)]
    return found
