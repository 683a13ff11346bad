"""The best sentences of the evidence, each read alone, and ranked anew.

What the reader makes of a paragraph does not tell which of its sentences answers; what it makes of each
alone does, and whether any does. The weights are fitted by ``qabot train answering``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from qabot.answering.reading import evidence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qabot.answering.reading.evidence import Evidence
    from qabot.answering.reading.reader import PassageReading
    from qabot.answering.understanding.question import Question

ALONE: Final = 8
"""Sentences that are read alone."""
NAMES: Final = (
    "score",  # of the evidence, over 5
    "form",
    "answers",
    "spanned",
    "coverage",
    "alone",  # the reader's logit that the sentence alone answers, over 5
    "alone_span",  # score of the words that answer in it, over 10
    "alone_sure",  # how sure the reader is of these words
)


class Reads(Protocol):
    """A :class:`~qabot.answering.reading.reader.Reader`, or what remembers one's readings."""

    def read(
        self, question: str, passages: Sequence[str], titles: Sequence[str], *, sides: bool
    ) -> list[PassageReading]: ...


def read(question: Question, ranked: Sequence[Evidence], reader: Reads) -> list[Evidence]:
    """``ranked`` with its first :data:`ALONE` different sentences read alone, and before all others.

    Each is read under its article's title and without: the title tells what a sentence is about, and may
    tell another story than it.
    """
    chosen = evidence.distinct(ranked)[:ALONE]
    titled = [item for item in chosen if item.text != item.hit.passage.text]
    bare = [item for item in chosen if item.hit.passage.above]
    readings = iter(
        reader.read(
            question.plain,
            [item.text for item in titled + bare],
            [item.hit.passage.above for item in titled] + [""] * len(bare),
            sides=question.kind == "yesno",
        )
    )
    alone = {id(item): item.reading for item in chosen}
    alone |= {id(item): next(readings) for item in titled}
    alone |= {id(item): alone[id(item)].and_again(next(readings)) for item in bare}
    found = [replace(item, alone=alone[id(item)]) for item in chosen]
    return found + [item for item in ranked if id(item) not in alone]


def values(item: Evidence, alone: PassageReading) -> tuple[float, ...]:
    """The numbers that :data:`NAMES` names, on scales of about one."""
    return (
        item.score / 5,
        item.features["form"],
        item.features["answers"],
        item.features["spanned"],
        item.features["coverage"],
        alone.answers / 5,
        alone.bounded_span / 10,
        alone.sureness,
    )


def rank(question: Question, ranked: Sequence[Evidence], weights: Mapping[str, float]) -> list[Evidence]:
    """What :func:`read` returned, by the new score: those read alone best first, then the others."""
    found = []
    rest = []
    for item in ranked:
        if item.alone is None:
            rest.append(item)
            continue
        both = zip(NAMES, values(item, item.alone), strict=True)
        score = weights["bias"] + sum(weights[name] * value for name, value in both)
        found.append(replace(item, score=score))
    found.sort(key=lambda item: -item.score)
    least = found[-1].score if found else 0.0
    return evidence.of_its_form(question, found) + [
        replace(item, score=min(item.score, least)) for item in rest
    ]
