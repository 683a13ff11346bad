"""Exact match and F1 of a short answer, as SQuAD counts them (Rajpurkar et al. 2016 and 2018)."""

from __future__ import annotations

import re
import string
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_ARTICLES: Final = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION: Final = str.maketrans("", "", string.punctuation)


def normalised(text: str) -> str:
    """Lower case, without punctuation, the English articles and spare blanks.

    Indonesian has nothing more to take off, so figures compare with those published.
    """
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(given: str, gold: Sequence[str]) -> float:
    """1 when ``given`` is one of ``gold``, else 0. No gold answer means that silence (``""``) is right."""
    return max(float(normalised(given) == answer) for answer in _accepted(gold))


def f1(given: str, gold: Sequence[str]) -> float:
    """Best overlap in words with one of ``gold``, 0 to 1; with nothing on either side, 1 for silence."""
    return max(_overlap(normalised(given).split(), answer.split()) for answer in _accepted(gold))


def _accepted(gold: Sequence[str]) -> list[str]:
    return [text for answer in gold if (text := normalised(answer))] or [""]


def _overlap(given: Sequence[str], wanted: Sequence[str]) -> float:
    if not given or not wanted:
        return float(given == wanted)
    shared = sum((Counter(given) & Counter(wanted)).values())
    return 2 * shared / (len(given) + len(wanted))
