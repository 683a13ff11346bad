"""The shortest words that answer: what the question's form asks for, where the reader sees the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.answering import spans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qabot.answering.evidence import Evidence
    from qabot.answering.question import Question
    from qabot.retrieval.features import QuestionView

NAMES: Final = ("agrees", "alone", "behind")
"""What the weights are for: a span of the right form that the reader's overlaps, the reader's span where
none does, and how far its sentence stands behind the first; each beside how near a span of the right form
stands to the question's words."""
READER_ANSWERS: Final = frozenset(("who", "what", "where"))
"""Kinds whose answer may be the reader's own span, whatever its form."""
SURE: Final = 0.5
"""How sure the reader must be of words that the form does not vouch for: else the sentence says more."""


def choose(
    question: Question, chosen: Sequence[Evidence], view: QuestionView, weights: Mapping[str, float]
) -> str:
    """The words of ``chosen`` (best first) that answer; empty when a whole sentence answers best.

    A span near the question's words in a slightly worse sentence may be the answer.
    """
    text, best = "", float("-inf")
    for item in chosen:
        behind = weights["behind"] * (item.score - chosen[0].score)
        seen = item.answer
        sure = item.features["spanned"] if seen else 0.0
        overlapped = False
        language = item.hit.passage.article.language
        for (start, end), near in spans.candidates(question, item.text, language, view):
            agrees = seen is not None and start < seen[1] and seen[0] < end
            overlapped = overlapped or agrees
            score = near + behind + agrees * sure * weights["agrees"]
            if score > best:
                text, best = item.text[start:end], score
        alone = sure * weights["alone"] + behind
        if seen and not overlapped and question.kind in READER_ANSWERS and sure >= SURE and alone > best:
            text, best = item.text[slice(*seen)], alone
    return text.strip(" ,;:–—-")


def holds(item: Evidence, text: str) -> bool:
    """Whether a sentence says the short answer ``text``: its figures, its last word, and half of all words;
    where there is none, whether the reader takes its passage to answer."""
    words = re.findall(r"\w+", text.lower())
    if not words:
        return item.reading.answers > 0
    there = set(re.findall(r"\w+", item.text.lower()))
    needed = {words[-1], *(word for word in words if any(letter.isdigit() for letter in word))}
    return needed <= there and sum(word in there for word in words) * 2 >= len(words)
