"""What the fusion sees of a question and a passage: a handful of numbers, each about 0 to 1.

The lexical ones read words, so they hold for names and numbers; the dense ones read vectors, so they
hold for paraphrase and across languages. All are scaled to mean the same for a long and a short
question: fusion weights are then a few numbers and not a model to distrust.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from qabot.retrieval.embedder import unit_rows
from qabot.text import sentences
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from qabot.retrieval.embedder import StaticEmbedder
    from qabot.types import FloatArray, Language, Passage

NAMES: Final = (
    "bm25",  # BM25 of the passage over the best any passage could reach
    "title",  # weighted share of the question's terms in the article's title
    "coverage",  # weighted share of the question's terms in the passage
    "window",  # the same within its best sentence
    "pairs",  # share of neighbouring question terms that stand together in the passage
    "dense",  # cosine of question and passage
    "sentence",  # cosine of question and the passage's best sentence
    "maxsim",  # mean over question tokens of the closest passage token (late interaction)
    "length",  # log of the number of terms, to undo what the others owe to it
)

K1: Final = 1.2
B: Final = 0.75
MEAN_LENGTH: Final = 45.0
"""Terms of a middling news paragraph: fixed, so that a passage scores the same in every collection."""
_TITLE_SHARE = 0.25  # how much a title term adds to the term frequency of a passage


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as the features need it. ``words`` by passage language: for each, the
    terms that stand for it with their weights, as :mod:`qabot.retrieval.lexicon` gives them."""

    words: Mapping[Language, Sequence[Mapping[str, float]]]
    rarity: Mapping[str, float]
    """Inverse document frequency of every term in ``words``."""
    vector: FloatArray
    """``(d,)`` of the bundled embedder."""
    token_vectors: FloatArray
    """``(m, d)`` of the bundled embedder."""
    values: Mapping[Language, Sequence[Mapping[str, float]]] = field(init=False, repr=False)
    """``words``, each term with its weight times its rarity, highest first."""

    def __post_init__(self) -> None:
        values = {
            language: [_valued(word, self.rarity) for word in words] for language, words in self.words.items()
        }
        object.__setattr__(self, "values", values)


def _valued(word: Mapping[str, float], rarity: Mapping[str, float]) -> dict[str, float]:
    values = {term: weight * rarity[term] for term, weight in word.items()}
    return dict(sorted(values.items(), key=lambda item: -item[1]))


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage as the features need it."""

    title: str
    text: str
    language: Language
    dense: float
    """Inner product with the question under the index's own embedder."""


def rarity(document_frequency: int, passages: int) -> float:
    """Inverse document frequency as BM25 has it (Robertson and Zaragoza 2009), never negative."""
    return math.log(1 + (passages - document_frequency + 0.5) / (document_frequency + 0.5))


def lexical(question: QuestionView, passage: PassageView) -> tuple[float, float, float, float, float, float]:
    """``bm25, title, coverage, window, pairs, length`` of one passage."""
    words = question.values[passage.language]
    body = _terms(passage.text, passage.language)
    title = set(_terms(passage.title, passage.language)) if passage.title else set()
    counts = Counter(body)
    norm = K1 * (1 - B + B * len(body) / MEAN_LENGTH)
    best = sum(next(iter(word.values())) for word in words) or 1.0
    score = 0.0
    for word in words:
        # alternatives add up (measured better than taking the best, on English questions)
        for term, value in word.items():
            count = counts.get(term, 0) + (_TITLE_SHARE if term in title else 0.0)
            if count:
                score += value * count * (K1 + 1) / (count + norm)
    return (
        score / (best * (K1 + 1)),
        _share(words, title) / best,
        _share(words, counts) / best,
        max(_share(words, set(_terms(sentence, passage.language))) for sentence in _sentences(passage.text))
        / best,
        _pairs(words, body),
        math.log1p(len(body)) / 6,
    )


@lru_cache(maxsize=4096)
def _terms(text: str, language: Language) -> tuple[str, ...]:
    # Remembered, because the best passages are read again sentence by sentence.
    return tuple(terms(text, language))


@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; a text without any is one itself."""
    return tuple(text[start:end] for start, end in sentences.split(text)) or (text,)


def attainable(words: Sequence[Mapping[str, float]], rarity: Mapping[str, float]) -> float:
    """What a passage that holds every word of the question reaches; 1 for a question without words."""
    return sum(max(weight * rarity[term] for term, weight in word.items()) for word in words) or 1.0


def _share(words: Sequence[Mapping[str, float]], found: Container[str]) -> float:
    """Value of the question's words that are there, each by its best alternative."""
    return sum(next((value for term, value in word.items() if term in found), 0.0) for word in words)


def _pairs(words: Sequence[Mapping[str, float]], body: Sequence[str]) -> float:
    """Share of neighbouring question words that are neighbours (at most one word between) in the body."""
    if len(words) < 2:
        return 0.0
    near: set[tuple[str, str]] = set()
    for gap in (1, 2):
        near.update(zip(body, body[gap:], strict=False))
        near.update(zip(body[gap:], body, strict=False))
    met = sum(
        any((one, other) in near for one in left for other in right)
        for left, right in itertools.pairwise(words)
    )
    return met / (len(words) - 1)


def rarest_missing(question: QuestionView, passage: Passage) -> float:
    """Rarity of the rarest question word that a passage and its title lack, over that of all words."""
    language = passage.article.language
    words = question.words[language]
    found = {*terms(passage.text, language), *terms(passage.article.title, language)}
    missing = (word for word in words if not any(term in found for term in word))
    rarest = max((max(question.rarity[term] for term in word) for word in missing), default=0.0)
    total = sum(max(question.rarity[term] for term in word) for word in words)
    return rarest / total if total else 0.0


def matrix(question: QuestionView, passages: Sequence[PassageView], embedder: StaticEmbedder) -> FloatArray:
    """``(n, len(NAMES))`` float32: the features of many passages, columns as in :data:`NAMES`."""
    import numpy as np

    words = np.array([lexical(question, passage) for passage in passages], np.float32)
    sentence, closeness = neural(question, passages, embedder)
    dense = np.array([passage.dense for passage in passages], np.float32)
    # A sum, as BLAS now and then warns of values that are in none of its operands.
    maxsim = (closeness * token_weights(question)).sum(axis=1)
    return np.column_stack([words[:, :5], dense, sentence, maxsim, words[:, 5]])


def token_weights(question: QuestionView) -> FloatArray:
    """``(m,)`` share of each question token: the length of its vector, which training has set."""
    import numpy as np

    lengths = np.linalg.norm(question.token_vectors, axis=1)
    weights: FloatArray = lengths / max(float(lengths.sum()), 1e-9)
    return weights


def neural(
    question: QuestionView, passages: Sequence[PassageView], embedder: StaticEmbedder
) -> tuple[FloatArray, FloatArray]:
    """Cosine of the question with the best sentence of each passage, ``(n,)``, and of each question
    token with the closest token of the passage, ``(n, m)``; float32."""
    import numpy as np

    best_sentence = np.zeros(len(passages), np.float32)
    closeness = np.zeros((len(passages), len(question.token_vectors)), np.float32)
    texts = [(row, text) for row, passage in enumerate(passages) for text in _sentences(passage.text)]
    ids = embedder.tokens([text for _, text in texts])
    read = [(row, found) for (row, _), found in zip(texts, ids, strict=True) if len(found)]
    if not read or not len(question.token_vectors):
        return best_sentence, closeness
    rows = np.array([row for row, _ in read])
    ends = np.cumsum([len(found) for _, found in read])
    starts = np.concatenate([[0], ends[:-1]])
    unique, inverse = np.unique(np.concatenate([found for _, found in read]), return_inverse=True)
    vectors = embedder.token_vectors(unique)
    # A product a question token: for one product of them all BLAS wakes its threads, which costs more.
    units = unit_rows(vectors)
    by_token = np.stack([units @ token for token in unit_rows(question.token_vectors)], axis=1)
    np.maximum.at(closeness, rows, np.maximum.reduceat(by_token[inverse], starts, axis=0))
    sums = np.empty((len(read), vectors.shape[1]), np.float32)
    for row, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        np.sum(vectors[inverse[start:end]], axis=0, out=sums[row])
    np.maximum.at(best_sentence, rows, unit_rows(sums) @ question.vector)
    return best_sentence, closeness
