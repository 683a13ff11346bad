"""Metrics by hand-made values, by their properties, and against formulas written another way."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.evaluation import metrics

DOCUMENTS = [f"d{number}" for number in range(12)]
rankings = st.permutations(DOCUMENTS).flatmap(
    lambda order: st.integers(0, len(order)).map(lambda length: order[:length])
)
judgements = st.dictionaries(
    st.sampled_from([*DOCUMENTS, "never found"]), st.sampled_from([0.0, 1.0, 2.0, 3.0]), max_size=8
)
cutoffs = st.integers(1, 15)


def test_recall_counts_relevant_documents_only() -> None:
    gold = {"a": 1.0, "b": 2.0, "c": 0.0, "far": 1.0}
    assert metrics.recall_at(["x", "a", "c", "b"], gold, 1) == 0
    assert metrics.recall_at(["x", "a", "c", "b"], gold, 2) == pytest.approx(1 / 3)
    assert metrics.recall_at(["x", "a", "c", "b"], gold, 9) == pytest.approx(2 / 3)
    assert metrics.recall_at(["a"], {}, 5) == 0
    assert metrics.recall_at(["a"], {"a": 0.0}, 5) == 0


def test_the_reciprocal_rank_is_that_of_the_first_relevant_document() -> None:
    gold = {"a": 1.0, "b": 1.0, "c": 0.0}
    assert metrics.reciprocal_rank_at(["a", "b"], gold, 10) == 1
    assert metrics.reciprocal_rank_at(["c", "x", "b", "a"], gold, 10) == pytest.approx(1 / 3)
    assert metrics.reciprocal_rank_at(["c", "x", "b", "a"], gold, 2) == 0
    assert metrics.reciprocal_rank_at([], gold, 10) == 0


def test_ndcg_discounts_by_the_logarithm_of_the_rank() -> None:
    assert metrics.ndcg_at(["x", "a"], {"a": 1.0}, 10) == pytest.approx(1 / math.log2(3))
    # 3 at rank 2 and 1 at rank 1, where 3 and then 1 would have been best
    found = (1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3))
    assert metrics.ndcg_at(["b", "a"], {"a": 3.0, "b": 1.0}, 10) == pytest.approx(found)
    assert metrics.ndcg_at(["x", "a"], {"a": 1.0}, 1) == 0
    assert metrics.ndcg_at(["a"], {}, 10) == 0
    # more relevant documents than places: the best ten are the ideal
    many = {f"d{number}": 1.0 for number in range(20)}
    assert metrics.ndcg_at([f"d{number}" for number in range(10)], many, 10) == pytest.approx(1)


@given(rankings, judgements, cutoffs)
def test_they_agree_with_formulas_written_another_way(
    ranked: list[str], gold: dict[str, float], k: int
) -> None:
    gains = np.zeros(k)
    for place, document in enumerate(ranked[:k]):
        gains[place] = gold.get(document, 0.0)
    discounts = np.log(2) / np.log(np.arange(2, k + 2))
    ideal = np.sort(list(gold.values()))[::-1][:k]
    best = float(ideal @ discounts[: len(ideal)]) if len(ideal) else 0.0
    assert metrics.ndcg_at(ranked, gold, k) == pytest.approx(gains @ discounts / best if best else 0.0)
    relevant = sum(gain > 0 for gain in gold.values())
    assert metrics.recall_at(ranked, gold, k) == pytest.approx((gains > 0).sum() / max(relevant, 1))
    places = np.flatnonzero(gains > 0)
    assert metrics.reciprocal_rank_at(ranked, gold, k) == pytest.approx(
        1 / (places[0] + 1) if len(places) else 0.0
    )


@given(rankings, judgements, cutoffs)
def test_they_stay_within_bounds_and_know_the_best_ranking(
    ranked: list[str], gold: dict[str, float], k: int
) -> None:
    ideal = sorted(gold, key=lambda document: -gold[document])
    for metric in (metrics.recall_at, metrics.reciprocal_rank_at, metrics.ndcg_at):
        assert 0 <= metric(ranked, gold, k) <= metric(ideal, gold, k) + 1e-12 <= 1 + 2e-12
    if any(gold.values()):
        assert metrics.ndcg_at(ideal, gold, k) == pytest.approx(1)
        assert metrics.reciprocal_rank_at(ideal, gold, k) == 1


@given(rankings, judgements, cutoffs, st.data())
def test_moving_a_relevant_document_up_never_costs(
    ranked: list[str], gold: dict[str, float], k: int, data: st.DataObject
) -> None:
    swaps = [i for i in range(len(ranked) - 1) if gold.get(ranked[i], 0) < gold.get(ranked[i + 1], 0)]
    better = list(ranked)
    if swaps:
        at = data.draw(st.sampled_from(swaps))
        better[at], better[at + 1] = better[at + 1], better[at]
    assert metrics.recall_at(ranked, gold, k) <= metrics.recall_at(ranked, gold, k + 1)
    for metric in (metrics.recall_at, metrics.reciprocal_rank_at, metrics.ndcg_at):
        assert metric(better, gold, k) >= metric(ranked, gold, k) - 1e-12


def test_what_stands_beyond_the_cutoff_does_not_count() -> None:
    gold = {"a": 1.0, "b": 1.0}
    for metric in (metrics.recall_at, metrics.reciprocal_rank_at, metrics.ndcg_at):
        assert metric(["x", "a", "y", "b"], gold, 3) == metric(["x", "a", "y"], gold, 3)


def test_the_interval_holds_the_mean_and_narrows_with_more_questions() -> None:
    few = metrics.mean([0.0, 1.0] * 10)
    many = metrics.mean([0.0, 1.0] * 1000)
    assert (few.value, few.count) == (0.5, 20)
    assert few.low < few.value < few.high
    # the normal approximation of a share of one half: 1.96 * 0.5 / sqrt(n) on either side
    assert (few.high - few.low) / 2 == pytest.approx(0.98 / math.sqrt(20), rel=0.15)
    assert (many.high - many.low) / 2 == pytest.approx(0.98 / math.sqrt(2000), rel=0.15)
    assert metrics.mean([0.0, 1.0] * 10) == few  # drawn from a seed
    assert metrics.mean([0.25] * 7) == metrics.Mean(0.25, 0.25, 0.25, 7)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_the_interval_is_ordered_and_within_the_values(values: list[float]) -> None:
    found = metrics.mean(values, resamples=100)
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9
    assert found.value == pytest.approx(float(np.mean(values)))


def test_nothing_to_count_is_not_zero() -> None:
    empty = metrics.mean([])
    assert math.isnan(empty.value)
    assert empty.count == 0
    assert metrics.ratio(0, 0) is None
    assert metrics.ratio(0, 4) == 0
    assert metrics.ratio(3, 4) == 0.75
