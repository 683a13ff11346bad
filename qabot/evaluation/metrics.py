"""Metrics, pure functions of ranks and labels.

Ranked retrieval as TREC and BEIR count it (Thakur et al. 2021): a question counts once, relevance is
binary unless a gain is given. Intervals are percentile bootstrap over questions (Efron 1979).
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over questions with its 95% interval."""

    value: float
    low: float
    high: float
    count: int


def recall_at(ranked: Sequence[str], relevant: Mapping[str, float], k: int) -> float:
    """Share of the relevant documents among the first ``k``; 0 to 1. 0 when nothing is relevant."""
    wanted = {document for document, gain in relevant.items() if gain > 0}
    return len(wanted.intersection(ranked[:k])) / len(wanted) if wanted else 0.0


def reciprocal_rank_at(ranked: Sequence[str], relevant: Mapping[str, float], k: int) -> float:
    """1 / rank of the first relevant document among the first ``k``, else 0."""
    for rank, document in enumerate(ranked[:k], start=1):
        if relevant.get(document, 0) > 0:
            return 1 / rank
    return 0.0


def ndcg_at(ranked: Sequence[str], relevant: Mapping[str, float], k: int) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), linear gain; 0 to 1."""
    gains = [relevant.get(document, 0.0) for document in ranked[:k]]
    ideal = sorted((gain for gain in relevant.values() if gain > 0), reverse=True)[:k]
    best = _discounted(ideal)
    return _discounted(gains) / best if best else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def mean(values: Sequence[float], *, resamples: int = 1000, seed: int = 0) -> Mean:
    """Mean of per-question values with a 95% bootstrap interval; NaN for no values."""
    count = len(values)
    if not count:
        return Mean(math.nan, math.nan, math.nan, 0)
    value = sum(values) / count
    rng = random.Random(seed)
    means = sorted(sum(rng.choices(values, k=count)) / count for _ in range(resamples))
    return Mean(value, means[int(0.025 * resamples)], means[int(0.975 * resamples) - 1], count)


def ratio(part: int, whole: int) -> float | None:
    """``part / whole``, or None when there is nothing to count."""
    return part / whole if whole else None
