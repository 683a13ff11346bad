"""The fused score, and the weights that come with the package."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from qabot.errors import ModelError
from qabot.retrieval import features, fusion
from qabot.retrieval.fusion import Fusion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAIRS = {"id-id", "id-en", "en-id", "en-en"}


@pytest.fixture
def weights_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(fusion, "FILE", tmp_path / "fusion.json")
    fusion.bundled.cache_clear()
    yield tmp_path / "fusion.json"
    fusion.bundled.cache_clear()


def test_a_score_is_the_weighted_sum_and_the_bias() -> None:
    weights = Fusion(
        first={"id-id": {"bm25": 2.0, "dense": 3.0, "bias": -1.0}},
        full={"id-id": {"title": 1.0, "maxsim": 10.0}},
    )
    values = np.array([[0.5, 0.1], [0.0, 0.0]], np.float32)
    np.testing.assert_allclose(weights.score(("id", "id"), values, full=False), [0.3, -1.0], atol=1e-6)
    row = np.zeros((1, len(features.NAMES)), np.float32)
    row[0, features.NAMES.index("title")] = 0.25
    row[0, features.NAMES.index("maxsim")] = 0.5
    row[0, features.NAMES.index("length")] = 9  # no weight, no say
    np.testing.assert_allclose(weights.score(("id", "id"), row, full=True), [5.25])
    assert weights.score(("id", "id"), values[:0], full=False).shape == (0,)


def test_the_weights_depend_on_both_languages() -> None:
    weights = Fusion(first={pair: {"bias": float(at)} for at, pair in enumerate(sorted(PAIRS))}, full={})
    nothing = np.zeros((1, 2), np.float32)
    found = [weights.score((a, b), nothing, full=False)[0] for a in ("en", "id") for b in ("en", "id")]
    assert found == [0, 1, 2, 3]


def test_the_bundled_weights_name_features_that_exist() -> None:
    bundled = fusion.bundled()
    assert set(bundled.first) == set(bundled.full) == PAIRS
    for pair in PAIRS:
        assert set(bundled.first[pair]) == {*fusion.FIRST, "bias"}
        assert set(bundled.full[pair]) == {*features.NAMES, "bias"}


def test_both_words_and_vectors_speak_for_a_passage() -> None:
    for first in fusion.bundled().first.values():
        assert first["bm25"] > 0
        assert first["dense"] > 0


@pytest.mark.parametrize("content", [None, "", "{}", '{"first": {}}', "[1]", "not json"])
def test_unreadable_weights_are_named_with_the_mend(weights_file: Path, content: str | None) -> None:
    if content is not None:
        weights_file.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        fusion.bundled()
    assert str(weights_file) in caught.value.message
    assert "Install" in caught.value.mend


def test_weights_of_ones_own_are_read_once(weights_file: Path) -> None:
    weights_file.write_text(json.dumps({"first": {}, "full": {"id-id": {"bias": 1.0}}}), encoding="utf-8")
    assert fusion.bundled().full["id-id"] == {"bias": 1.0}
    weights_file.unlink()
    assert fusion.bundled() is fusion.bundled()
