"""How likely it is that the articles answer: a logistic model over the best evidence.

Fitted by ``qabot train answering`` on questions whose passages are in the collection and on the same
questions after their passages were taken out, together with questions written to miss their passage
(IDK-MRC). The threshold is fitted there too; nothing is tuned on the questions of a test.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qabot.answering.reading import verdict
from qabot.errors import ModelError
from qabot.retrieval import features

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qabot.answering.reading.evidence import Evidence
    from qabot.retrieval.features import QuestionView
    from qabot.types import Hit, Language

FILE: Final = Path(__file__).resolve().parents[2] / "models" / "answering.json"

NAMES: Final = (
    "coverage",  # of the question's words, in the best sentence
    "passage_coverage",  # ... in its passage
    "best_coverage",  # ... in any of the first three passages
    "pairs",
    "sentence",
    "maxsim",
    "weakest",  # the heavy question token that is furthest from all tokens of the passage
    "missing",  # rarity of the rarest question word that the passage and its title lack, over the sum
    "names",
    "names_near",
    "form",
    "lead",  # by how much the best sentence beats the best of another passage
    "words",  # log of the number of words asked for
    "answers",  # the reader's logit for the best sentence's passage, over 5
    "best_answers",  # ... its highest for any passage
    "span",  # score of the reader's span in the best sentence's passage, over 10
    "alone",  # the reader's logit for the best sentence alone, over 5
    "best_alone",  # ... its highest for any sentence
    "alone_span",  # score of its span there, over 10
)
DECIDED: Final = "decided"
"""Of a yes/no question: log odds that the sentence surest to affirm or deny does, over 5."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by ``"<question language>-<passage language>"``; ``reranking`` has :data:`NAMES
    <qabot.answering.reading.reranker.NAMES>`, ``evidence``, ``closer`` and ``confidence`` their modules'."""

    reranking: Mapping[str, Mapping[str, float]]
    evidence: Mapping[str, Mapping[str, float]]
    closer: Mapping[str, Mapping[str, float]]
    confidence: Mapping[str, Mapping[str, float]]
    decided: Mapping[str, float]
    """The confidence of a yes/no question: ``confidence`` with :data:`DECIDED` beside it, in any language."""
    verdict: verdict.Weights
    short: Mapping[str, float]
    """:data:`qabot.answering.reading.shortanswer.NAMES`."""
    threshold: float
    """Least probability at which an answer is given."""


@lru_cache(maxsize=1)
def bundled() -> Weights:
    """The fitted weights. Raises :class:`~qabot.errors.ModelError` when their file cannot be read."""
    try:
        data = json.loads(FILE.read_text(encoding="utf-8"))
        return Weights(
            reranking=data["reranking"],
            evidence=data["evidence"],
            closer=data["closer"],
            confidence=data["confidence"],
            decided=data["decided"],
            verdict=verdict.Weights(**data["verdict"]),
            short=data["short"],
            threshold=float(data["threshold"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"The answering weights in {FILE} cannot be read ({error!r}).", mend="Install qabot again."
        ) from error


def observe(view: QuestionView, hits: Sequence[Hit], ranked: Sequence[Evidence]) -> dict[str, float]:
    """The features, by name, of the evidence ranked for one question; ``ranked`` is not empty and was read
    alone (:mod:`qabot.answering.reading.closer`)."""
    best = ranked[0]
    alone = [item.alone.answers for item in ranked if item.alone]
    rival = next((item for item in ranked if item.hit.passage.id != best.hit.passage.id), None)
    language: Language = best.hit.passage.article.language
    words = view.words[language]
    weights = features.token_weights(view)
    heavy = weights >= 0.6 * weights.mean()
    return {
        "coverage": best.features["coverage"],
        "passage_coverage": best.features["passage_coverage"],
        "best_coverage": max(hit.features["coverage"] for hit in hits[:3]),
        "pairs": best.features["pairs"],
        "sentence": best.features["sentence"],
        "maxsim": float(best.closeness @ weights),
        "weakest": float(best.closeness[heavy].min()) if heavy.any() else 0.0,
        "missing": features.rarest_missing(view, best.hit.passage),
        "names": best.features["names"],
        "names_near": best.features["names_near"],
        "form": best.features["form"],
        "lead": min(best.score - rival.score, 5.0) if rival else 5.0,
        "words": math.log1p(len(words)),
        "answers": best.reading.answers / 5,
        "best_answers": max(item.reading.answers for item in ranked) / 5,
        "span": best.reading.bounded_span / 10,
        "alone": (best.alone or best.reading).answers / 5,
        "best_alone": max(alone, default=best.reading.answers) / 5,
        "alone_span": (best.alone or best.reading).bounded_span / 10,
    }


def decided(judged: Sequence[verdict.Judged]) -> float:
    """:data:`DECIDED` of the sentences judged."""
    surest = max((one.decides for one in judged), default=0.0)
    surest = min(max(surest, 1e-4), 1 - 1e-4)
    return math.log(surest / (1 - surest)) / 5


def probability(observed: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """0 to 1."""
    logit = weights["bias"] + sum(weights[name] * value for name, value in observed.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
