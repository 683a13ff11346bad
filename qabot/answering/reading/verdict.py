"""Yes, no, or both: what the sentences found say to a yes/no question, weighed together.

Each sentence is judged by a small model over what its words say by rule
(:mod:`qabot.answering.reading.polarity`), what the reader makes of it alone and in its paragraph, and how
well it meets the question. Fitted by ``qabot train answering`` on sentences that are known to affirm, to
deny, or to do neither.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from qabot.answering.reading import bounds, polarity, retractions, vetoes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qabot.answering.reading.evidence import Evidence
    from qabot.answering.reading.reader import PassageReading
    from qabot.answering.understanding.question import Question
    from qabot.retrieval.features import QuestionView
    from qabot.types import Language, VerdictLabel

NAMES: Final = (
    "rule_affirms",
    "rule_denies",
    "affirms",  # the reader's log odds of affirming against leaving open, of the sentence, over 3
    "denies",
    "wide_affirms",  # ... of its whole paragraph
    "wide_denies",
    "answers",  # the reader's logit that its paragraph answers, over 5
    "coverage",  # share of the question's words in it, by rarity
    "names_near",  # share of the question's names in it, its paragraph or title
    "name_missing",
    "behind",  # how far it stands behind the best evidence, over 5
)
_BOUND: Final = 6.0
"""Log odds beyond which the reader's say counts no more."""
_ASKS: Final = re.compile(r"\?[\"”’']*(?:$|,? (?:tanya|kata|ujar|ucap|asked|said)\w*\b)")
"""How a sentence ends that asks: it states nothing, whatever it is asked with."""
_LIKELY: Final = 0.5
"""How sure what says the opposite must be to be told as that."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence and what is known of it before it is judged."""

    item: Evidence
    values: Mapping[str, float]
    """:data:`NAMES`, by name."""
    reason: str
    """Of the rules, for ``/why``."""
    veto: str = ""
    """Why it may not affirm; empty when it may."""

    measured: bounds.Side = ""
    """What its numbers say to a question that measures."""

    taken_back: bounds.Side = ""
    """What it comes to that the sentence behind it, then part of it, takes it back."""

    @property
    def asks(self) -> bool:
        """Whether it is a question itself, and decides none."""
        return bool(_ASKS.search(self.item.text))


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence and the probabilities that it affirms or denies what is asked."""

    item: Evidence
    affirms: float
    denies: float
    reason: str
    """Of the rules or the veto, for ``/why``."""

    @property
    def decides(self) -> float:
        """Probability that it does either."""
        return self.affirms + self.denies

    @property
    def side(self) -> Literal["yes", "no"]:
        """The likelier of the two."""
        return "yes" if self.affirms >= self.denies else "no"


@dataclass(frozen=True, slots=True)
class Weights:
    """Of :data:`NAMES` and ``bias``, for affirming and for denying against leaving open."""

    affirms: Mapping[str, float]
    denies: Mapping[str, float]
    mixed: float = 1.0
    """How strong the weaker side must be, against the stronger, for both to be told."""
    plain: float = 0.0
    """Share of what was decided that a side must have to be the verdict; below, it is not plain."""
    least: float = 0.0
    """How sure to decide the surest sentence must be; below, it is not plain either."""


def listen(question: Question, view: QuestionView, ranked: Sequence[Evidence]) -> list[Heard]:
    """Those of ``ranked`` that were read alone (:mod:`qabot.answering.reading.closer`)."""
    found: dict[str, dict[int, str]] = {}
    for item in ranked:
        passage = item.hit.passage
        found.setdefault(passage.article.code, {})[passage.id] = passage.text
    given: dict[str, str] = {}
    asked: dict[Language, bounds.Bound | None] = {}
    heard = []
    for item in ranked:
        if item.alone is None:
            continue
        article = item.hit.passage.article
        if article.code not in given:
            given[article.code] = vetoes.veto(question, article, list(found[article.code].values()))
        values, reason = _observe(question, view, item, item.alone, ranked[0].score)
        if article.language not in asked:
            asked[article.language] = bounds.asked(question.search, question.language, article.language)
        bound = asked[article.language]
        measured = bounds.side(bound, item.text, article.language) if bound else ""
        whole = retractions.taken_back(question, item)
        back = retractions.side(question, item) if whole else ""
        veto = given[article.code] or vetoes.exchanged(question, item.text)
        heard.append(Heard(whole or item, values, reason, veto, measured, back))
    return heard


def _observe(
    question: Question, view: QuestionView, item: Evidence, alone: PassageReading, best: float
) -> tuple[dict[str, float], str]:
    language = item.hit.passage.article.language
    rule = polarity.read(question, item.text, language, view.words[language])
    return {
        "rule_affirms": float(rule.polarity == "affirms"),
        "rule_denies": float(rule.polarity == "denies"),
        "affirms": _odds(alone.affirms, alone.open) / 3,
        "denies": _odds(alone.denies, alone.open) / 3,
        "wide_affirms": _odds(item.reading.affirms, item.reading.open) / 3,
        "wide_denies": _odds(item.reading.denies, item.reading.open) / 3,
        "answers": item.reading.answers / 5,
        "coverage": item.features["coverage"],
        "names_near": item.features["names_near"],
        "name_missing": item.features["name_missing"],
        "behind": min(best - item.score, 10.0) / 5,
    }, rule.reason


def _odds(one: float, other: float) -> float:
    return max(-_BOUND, min(_BOUND, math.log((one + 1e-6) / (other + 1e-6))))


def judge(heard: Heard, weights: Weights) -> Judged:
    """The probabilities that a sentence affirms and denies; it does not affirm against a veto."""
    if heard.asks:
        return Judged(heard.item, 0.0, 0.0, "asks itself")
    logits = [
        side["bias"] + sum(side[name] * value for name, value in heard.values.items())
        for side in (weights.affirms, weights.denies)
    ]
    top = max(0.0, *logits)
    affirms, denies, neither = (math.exp(logit - top) for logit in (*logits, 0.0))
    total = affirms + denies + neither
    settled = heard.taken_back or heard.measured
    if settled:
        sure = (affirms + denies) / total
        yes = settled == "affirms"
        why = "taken back by what follows" if heard.taken_back else f"{settled} by number"
        return Judged(heard.item, sure if yes else 0.0, 0.0 if yes else sure, why)
    # what may not affirm denies only if it denied before
    denied = denies > affirms or not heard.veto
    return Judged(
        heard.item,
        0.0 if heard.veto else affirms / total,
        denies / total if denied else 0.0,
        heard.veto or heard.reason,
    )


def telling(judged: Sequence[Judged]) -> list[Judged]:
    """Those nearly as sure to decide as the surest of them, surest first: what is shown. None of those
    that may say nothing."""
    least = TOLD * max((one.decides for one in judged), default=0.0)
    told = (one for one in judged if one.decides >= least and one.decides)
    return sorted(told, key=lambda one: -one.decides)


def divided(told: Sequence[Judged], label: VerdictLabel) -> tuple[list[Evidence], list[Evidence]]:
    """The evidence that carries the verdict ``label``, and what says the opposite.

    Unless the verdict is ``mixed``, only what more likely than not says the opposite is told of: a newer
    article would seem to take back what an older one states.
    """
    side = "no" if label == "no" else "yes"
    carries = [one.item for one in told if one.side == side]
    others = [one for one in told if one.side != side]
    return carries, [one.item for one in others if label == "mixed" or max(one.affirms, one.denies) > _LIKELY]


def decide(judged: Sequence[Judged], mixed: float) -> tuple[VerdictLabel, float]:
    """The verdict and its share of what was decided; ``judged`` is not empty.

    ``mixed`` when different articles tell of both sides and the weaker has at least that share of the
    stronger.
    """
    strength = {
        "yes": sum(one.affirms**2 for one in judged),
        "no": sum(one.denies**2 for one in judged),
    }
    label, other = sorted(SIDES, key=lambda side: -strength[side])
    told = telling(judged)
    voices = {side: {one.item.hit.passage.article.code for one in told if one.side == side} for side in SIDES}
    if voices[other] - voices[label] and strength[other] >= mixed * strength[label]:
        return "mixed", 1.0
    return label, strength[label] / (sum(strength.values()) or 1.0)


SIDES: Final[tuple[Literal["yes", "no"], ...]] = ("yes", "no")
TOLD: Final = 0.5
"""How sure to decide a sentence must be, of the surest, to be told as evidence."""
