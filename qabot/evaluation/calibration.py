"""Whether the confidence means what it says, and whether it knows which answers are right.

Reliability over bins of equal mass with the expected calibration error (Naeini et al. 2015), the Brier
score (1950), and selective answering: risk at each coverage and the area under it (Geifman and El-Yaniv
2017). All are for the probability before the threshold, so the questions left unanswered count too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from qabot.evaluation.metrics import ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qabot.evaluation.questions import Judged
    from qabot.types import Answer

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Case:
    """One question: what was held likely, and what came of it."""

    probability: float
    """That the articles answer, 0 to 1, before the threshold."""
    right: bool
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of like probability; both means are 0 to 1."""

    count: int
    low: float
    high: float
    probability: float
    """Mean probability."""
    right: float
    """Share that was right."""


def cases(judged: Iterable[Judged]) -> list[Case]:
    """What is to be compared of whole answers."""
    return [Case(probability(item.answer), is_right(item), item.answered) for item in judged]


def probability(answer: Answer) -> float:
    """That the articles answer: the confidence, and for silence what the confidence in it leaves.

    0 when nothing at all was found.
    """
    if answer.status == "answered":
        return answer.confidence
    return 1 - answer.confidence if answer.nearest else 0.0


def is_right(item: Judged) -> bool:
    """Whether the first quote overlaps a gold one, or the verdict of a yes/no question is the right one.

    A question that was left unanswered is judged by the passage that came nearest, which it would have
    been answered from. Nothing is right about a question the articles do not answer.
    """
    if not item.row["answerable"]:
        return False
    if not item.answered:
        return any(item.nearest_hits[:1])
    if item.row.get("verdict"):
        return bool(item.answer.verdict == item.row["verdict"])
    return any(item.hits[:1])


def bins(found: Sequence[Case], count: int = BINS) -> list[Bin]:
    """At most ``count`` bins with about equally many cases, from low to high; like probabilities stay
    together, so that the order of the cases does not matter."""
    made: list[Bin] = []
    held: list[Case] = []
    seen = 0
    for group in _ties(found):
        held += group
        seen += len(group)
        if seen >= len(found) * (len(made) + 1) / count:
            made.append(_bin(held))
            held = []
    return made


def expected_calibration_error(found: Sequence[Case], count: int = BINS) -> float:
    """Mean distance of probability and share right over the bins, weighed by their size; 0 to 1."""
    return sum(b.count * abs(b.probability - b.right) for b in bins(found, count)) / len(found)


def brier(found: Sequence[Case]) -> float:
    """Mean squared distance of the probability from what came of it; 0 is best, 1 worst."""
    # exactly, or the order of the questions would show in the last digit
    return math.fsum((case.probability - case.right) ** 2 for case in found) / len(found)


def risk_coverage(found: Sequence[Case]) -> list[tuple[float, float]]:
    """``(coverage, risk)``: the share of questions answered when the likeliest are answered first, and
    the share of those that is wrong. Among equal probabilities, errors are spread evenly."""
    points = []
    answered, wrong = 0, 0.0
    for group in reversed(list(_ties(found))):
        share = sum(not case.right for case in group) / len(group)
        for _ in group:
            answered += 1
            wrong += share
            points.append((answered / len(found), wrong / answered))
    return points


def at_best(found: Sequence[Case]) -> list[Case]:
    """The same cases, had the probability known what is right."""
    return [Case(float(case.right), case.right, case.answered) for case in found]


def area(points: Sequence[tuple[float, float]]) -> float:
    """Area under a risk-coverage curve: mean risk over all coverages; 0 to 1."""
    return sum(risk for _, risk in points) / len(points)


def figures(found: Sequence[Case]) -> dict[str, Any]:
    """``ece``, ``brier``, ``aurc`` and the least ``aurc_best`` any order could have; what is answered now:
    ``coverage`` and ``risk`` (None when nothing is); the ``bins`` and the ``risk_coverage`` curve."""
    answered = [case for case in found if case.answered]
    curve = risk_coverage(found)
    return {
        "questions": len(found),
        "right": round(sum(case.right for case in found) / len(found), 4),
        "ece": round(expected_calibration_error(found), 4),
        "brier": round(brier(found), 4),
        "aurc": round(area(curve), 4),
        "aurc_best": round(area(risk_coverage(at_best(found))), 4),
        "coverage": round(len(answered) / len(found), 4),
        "risk": ratio(sum(not case.right for case in answered), len(answered)),
        "bins": [
            {
                "low": round(b.low, 4),
                "high": round(b.high, 4),
                "probability": round(b.probability, 4),
                "right": round(b.right, 4),
                "count": b.count,
            }
            for b in bins(found)
        ],
        "risk_coverage": [[round(coverage, 4), round(risk, 4)] for coverage, risk in curve],
    }


def table(result: Mapping[str, Any]) -> str:
    """The figures and the bins as text."""
    risk = "-" if result["risk"] is None else f"{result['risk']:.3f}"
    scores = f"ECE {result['ece']:.3f}, Brier {result['brier']:.3f}"
    lines = [
        f"{result['questions']:,} questions, {result['right']:.3f} of them right or nearest to right",
        f"{scores}, AURC {result['aurc']:.3f} (at best {result['aurc_best']:.3f})",
        f"answered {result['coverage']:.3f}, of which wrong {risk}",
        "",
        f"{'probability':<16}{'mean':>8}{'right':>8}{'questions':>11}",
    ]
    lines += [
        f"{b['low']:.3f} to {b['high']:.3f}".ljust(16)
        + f"{b['probability']:>8.3f}{b['right']:>8.3f}{b['count']:>11,}"
        for b in result["bins"]
    ]
    return "\n".join(lines)


def _ties(found: Sequence[Case]) -> Iterator[list[Case]]:
    """Cases of equal probability together, from low to high."""
    group: list[Case] = []
    for case in sorted(found, key=lambda case: case.probability):
        if group and case.probability != group[0].probability:
            yield group
            group = []
        group.append(case)
    if group:
        yield group


def _bin(held: Sequence[Case]) -> Bin:
    count = len(held)
    return Bin(
        count=count,
        low=held[0].probability,
        high=held[-1].probability,
        probability=sum(case.probability for case in held) / count,
        right=sum(case.right for case in held) / count,
    )
