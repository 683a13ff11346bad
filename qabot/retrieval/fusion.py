"""One score out of several: linear, fitted on training questions, one set of weights a language pair.

An Indonesian question over Indonesian passages can lean on words; an English one must lean on
translations and vectors. A single fixed mixture serves neither (reciprocal-rank fusion least of all
when one side is much the weaker), so the weights know who asks and what is read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qabot.errors import ModelError
from qabot.retrieval import features

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qabot.types import FloatArray, Language

FILE: Final = Path(__file__).resolve().parent.parent / "models" / "fusion.json"
FIRST: Final = ("bm25", "dense")
"""Features of the first, cheap pass over all candidates."""


@dataclass(frozen=True, slots=True)
class Fusion:
    """Weights by ``"<question language>-<passage language>"``: in ``first`` for :data:`FIRST`, in
    ``full`` for :data:`qabot.retrieval.features.NAMES`, each with a bias that aligns the pairs."""

    first: Mapping[str, Mapping[str, float]]
    full: Mapping[str, Mapping[str, float]]

    def score(self, pair: tuple[Language, Language], values: FloatArray, *, full: bool) -> FloatArray:
        """``(n,)`` scores of ``(n, features)`` values; the columns are :data:`FIRST` or ``NAMES``."""
        import numpy as np

        weights = (self.full if full else self.first)["-".join(pair)]
        names = features.NAMES if full else FIRST
        vector = np.array([weights.get(name, 0.0) for name in names], np.float32)
        scores: FloatArray = values @ vector + np.float32(weights.get("bias", 0.0))
        return scores


@lru_cache(maxsize=1)
def bundled() -> Fusion:
    """The fitted weights. Raises :class:`~qabot.errors.ModelError` when their file cannot be read."""
    try:
        data = json.loads(FILE.read_text(encoding="utf-8"))
        return Fusion(first=data["first"], full=data["full"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"The fusion weights in {FILE} cannot be read ({error!r}).", mend="Install qabot again."
        ) from error
