"""Word translations, so that a question in one language finds words of the other.

``P(translation | word)`` was estimated on sentence pairs (IBM model 1, Brown et al. 1993) by
``qabot train lexicon``. A question is searched with all likely translations at once, each weighted by
its probability: probabilistic structured queries (Darwish and Oard 2003).
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qabot.errors import ModelError
from qabot.text import abbreviations
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qabot.types import Language

FOLDER: Final = Path(__file__).resolve().parent.parent / "models" / "lexicon"

SOURCE_WEIGHT: Final = 0.3
"""What the untranslated word counts for next to its translations."""
NAME_WEIGHT: Final = 0.7
"""The same for a capitalised word: names mostly stay as they are."""

# Numbers with their separators and words without their hyphens, as search terms are cut too.
_WORD = re.compile(r"\d+(?:[.,]\d+)+|\d+|[^\W\d_]+(?:['’`][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’`]s$")


@lru_cache(maxsize=2)
def translations(source: Language) -> Mapping[str, Mapping[str, float]]:
    """Lower-case words of ``source`` to search terms of the other language and their weights, 0 to 1.

    Raises :class:`~qabot.errors.ModelError` when the bundled file cannot be read.
    """
    path = FOLDER / ("en-id.json.gz" if source == "en" else "id-en.json.gz")
    try:
        table: Mapping[str, Mapping[str, float]] = json.loads(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise ModelError(
            f"The word translations in {path} cannot be read ({error}).", mend="Install qabot again."
        ) from error
    return table


def question_terms(question: str, language: Language, target: Language) -> list[dict[str, float]]:
    """What to look for in passages of ``target``: for each word of the question, the terms that stand for
    it and their weights, 0 to 1 (the word itself, weight 1, when no translation is needed). Short names
    stand for long ones and the other way about (:mod:`qabot.text.abbreviations`).

    Raises :class:`~qabot.errors.ModelError` when translations are needed and cannot be read.
    """
    content = set(terms(question, language))
    words = [
        (word, term) for word in _WORD.findall(question) for term in terms(word, language) if term in content
    ]
    if target == language:
        groups = {term: {term: 1.0} for term in terms(question, language)}
    else:
        groups = _translated(words, translations(language))
    for place, others in abbreviations.alternatives(words, target):
        for _, term in words[place]:
            group = groups.setdefault(term, {term: 1.0})
            for other, weight in others.items():
                group[other] = max(weight, group.get(other, 0.0))
    return list(groups.values())


def _translated(
    words: Sequence[tuple[str, str]], table: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """Each search term with its translations; ``words``: as typed, and their search terms."""
    groups: dict[str, dict[str, float]] = {}
    for word, term in words:
        if term in groups:
            continue
        found = table.get(_POSSESSIVE.sub("", word.lower())) or {}
        is_name = word[0].isupper() and groups  # the first word is written so in any case
        kept = (NAME_WEIGHT if is_name else SOURCE_WEIGHT) if found else 1.0
        groups[term] = {term: kept} | dict(found)
    return groups
