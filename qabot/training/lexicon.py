"""``qabot train lexicon``: word translations from sentence pairs.

IBM model 1 (Brown et al. 1993, section 4.5) by expectation maximisation over all co-occurring words at
once, a few passes with numpy. Runs in about two minutes on two cores.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qabot.retrieval.lexicon import FOLDER
from qabot.text.stemming import is_stopword, terms
from qabot.training import briefs, dossiers, reports
from qabot.training import data as training_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from qabot.types import Language

PASSES: Final = 6
LONGEST_SENTENCE: Final = 60
LEAST_PROBABILITY: Final = 0.03
LEAST_COUNT: Final = 0.7
"""Expected number of times a pair was seen as a translation."""
KEPT: Final = 5
LEAST_TERM_PROBABILITY: Final = 0.08

_WORD = re.compile(r"\w+")

Table = dict[str, list[tuple[str, float]]]
"""Lower-case word to its translations with P(translation | word), likeliest first."""


@dataclass(frozen=True, slots=True)
class Tables:
    en_id: Table
    id_en: Table


def estimate(data: Path, *, report: Callable[[str], None]) -> Tables:
    """Translation tables in both directions from all of ``parallel/`` and ``dict/`` and from
    :func:`questions`."""
    sentences = [*training_data.sentence_pairs(data), *questions()]
    pairs = [(_words(english), _words(indonesian)) for english, indonesian in sentences]
    for english, indonesian in training_data.word_pairs(data):
        pair = (_words(english), _words(indonesian))
        if len(pair[0]) <= 2 and len(pair[1]) <= 2:
            pairs.append(pair)
    pairs = [pair for pair in pairs if pair[0] and pair[1]]
    report(f"{len(pairs):,} pairs")
    return Tables(
        en_id=_model1([pair[0] for pair in pairs], [pair[1] for pair in pairs]),
        id_en=_model1([pair[1] for pair in pairs], [pair[0] for pair in pairs]),
    )


def questions() -> Iterator[tuple[str, str]]:
    """Our own questions that are not held out, in English and in Indonesian: the words of news."""
    yield from dossiers.translated([*dossiers.load(), *briefs.load()])
    yield from reports.translated()


def train(data: Path, *, report: Callable[[str], None]) -> list[Path]:
    """Estimate the tables and write what retrieval reads. Returns the files written."""
    tables = estimate(data, report=report)
    FOLDER.mkdir(parents=True, exist_ok=True)
    written = []
    directions: list[tuple[Table, Language, Language]] = [
        (tables.en_id, "en", "id"),
        (tables.id_en, "id", "en"),
    ]
    for table, source, target in directions:
        found = _search_terms(table, source, target)
        text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        path = FOLDER / f"{source}-{target}.json.gz"
        path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        report(f"{path.name}: {len(found):,} words, {path.stat().st_size / 1e6:.1f} MB")
        written.append(path)
    return written


def _search_terms(table: Table, source: Language, target: Language) -> dict[str, dict[str, float]]:
    """Words to the search terms of their translations, weighted by the root of the probability.

    The root flattens the distribution: a second translation at 0.2 is worth more to recall than a fifth
    of the first (BM25 recall@1 on squad-en-to-id-dev: 0.66 with it, 0.63 without).
    """
    found: dict[str, dict[str, float]] = {}
    for word, translations in table.items():
        if word.isdecimal() or is_stopword(word, source):
            continue
        probability: Counter[str] = Counter()
        for translation, share in translations:
            if not is_stopword(translation, target):
                for term in terms(translation, target):
                    probability[term] += share  # type: ignore[assignment]
        kept = {
            term: round(math.sqrt(min(share, 1.0)), 2)
            for term, share in probability.most_common(KEPT)
            if share >= LEAST_TERM_PROBABILITY
        }
        if kept and list(kept) != terms(word, source):
            found[word] = kept
    return found


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())[:LONGEST_SENTENCE]


def _model1(sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> Table:
    import numpy as np

    source_ids, target_ids = _vocabulary(sources), _vocabulary(targets)
    width = len(target_ids) + 1
    left, right, groups, tokens = [], [], [], 0
    for source, target in zip(sources, targets, strict=True):
        # 0 is the empty word, which takes what nothing in the sentence explains
        s = np.array([0, *(source_ids[w] for w in source if w in source_ids)], np.int64)
        t = np.array([target_ids[w] for w in target if w in target_ids], np.int64)
        if len(s) < 2 or not len(t):
            continue
        left.append(np.tile(s, len(t)))
        right.append(np.repeat(t, len(s)))
        groups.append(np.repeat(np.arange(tokens, tokens + len(t), dtype=np.int32), len(s)))
        tokens += len(t)
    group = np.concatenate(groups)
    cells, cell = np.unique(np.concatenate(left) * width + np.concatenate(right), return_inverse=True)
    cell = cell.astype(np.int64)
    source_of, target_of = cells // width, cells % width
    probability = np.ones(len(cells))
    counts = np.zeros(len(cells))
    for _ in range(PASSES):
        weight = probability[cell]
        weight /= np.bincount(group, weight, minlength=tokens)[group]
        counts = np.asarray(np.bincount(cell, weight, minlength=len(cells)), np.float64)
        probability = counts / np.bincount(source_of, counts)[source_of]
    keep = (probability > LEAST_PROBABILITY) & (counts >= LEAST_COUNT) & (source_of > 0)
    source_words, target_words = list(source_ids), list(target_ids)
    table: Table = {}
    for s, t, p in zip(source_of[keep], target_of[keep], probability[keep], strict=True):
        table.setdefault(source_words[s - 1], []).append((target_words[t - 1], float(p)))
    return {word: sorted(found, key=lambda item: -item[1])[:6] for word, found in table.items()}


def _vocabulary(texts: Sequence[Sequence[str]]) -> dict[str, int]:
    """Words seen at least twice, numbered from 1, most frequent first."""
    counts = Counter(word for text in texts for word in text)
    frequent = [word for word, count in counts.most_common() if count > 1]
    return {word: number for number, word in enumerate(frequent, start=1)}
