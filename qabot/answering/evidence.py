"""The sentences of the passages found, ranked by how well they answer.

A linear model over what the words, the vectors and the form of a sentence say: fitted by
``qabot train answering`` on sentences that are known to answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qabot.retrieval import embedder, features
from qabot.text import dates, sentences
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from qabot.answering.question import Kind, Question
    from qabot.retrieval.features import QuestionView
    from qabot.types import FloatArray, Hit

NAMES: Final = (
    "bm25",  # the features of retrieval, of the sentence alone
    "coverage",
    "pairs",
    "sentence",
    "maxsim",
    "length",
    "passage",  # fused score of its passage, over 10
    "passage_coverage",
    "title",  # share of the question's words in the article's title
    "names",  # share of the question's names in the sentence
    "names_near",  # ... in its passage or the article's title
    "form",  # the sentence holds what the question asks for: a new name, a number, a date, a reason
    "headline",  # it is the article's title
)
PASSAGES_READ: Final = 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence and what is known of it. ``start`` and ``end`` count in the article's text."""

    hit: Hit
    start: int
    end: int
    text: str
    score: float
    features: Mapping[str, float]
    closeness: FloatArray
    """``(m,)``: cosine of each question token with the closest token of the sentence's passage."""


def rank(
    question: Question, view: QuestionView, hits: Sequence[Hit], weights: Mapping[str, float]
) -> list[Evidence]:
    """Sentences of the first :data:`PASSAGES_READ` hits, best first."""
    import numpy as np

    spans = [
        (hit, start, end)
        for hit in hits[:PASSAGES_READ]
        for start, end in sentences.split(hit.passage.text) or [(0, len(hit.passage.text))]
    ]
    if not spans:
        return []
    values, closeness = _features(question, view, spans)
    scores = values @ np.array([weights.get(name, 0.0) for name in NAMES], np.float32)
    found = [
        Evidence(
            hit=hit,
            start=hit.passage.start + start,
            end=hit.passage.start + end,
            text=hit.passage.text[start:end],
            score=float(scores[row]),
            features=dict(zip(NAMES, values[row].tolist(), strict=True)),
            closeness=closeness[row],
        )
        for row, (hit, start, end) in enumerate(spans)
    ]
    return sorted(found, key=lambda item: -item.score)


def _features(
    question: Question, view: QuestionView, spans: Sequence[tuple[Hit, int, int]]
) -> tuple[FloatArray, FloatArray]:
    import numpy as np

    views = [
        features.PassageView(
            title=hit.passage.article.title if hit.passage.paragraph else "",
            text=hit.passage.text[start:end],
            language=hit.passage.article.language,
            dense=0.0,
        )
        for hit, start, end in spans
    ]
    retrieval = features.matrix(view, views, embedder.bundled())
    column = {name: retrieval[:, at] for at, name in enumerate(features.NAMES)}
    hits = {hit.passage.id: hit for hit, _, _ in spans}
    _, closeness = features.neural(
        view,
        [
            features.PassageView(
                hit.passage.article.title, hit.passage.text, hit.passage.article.language, 0.0
            )
            for hit in hits.values()
        ],
        embedder.bundled(),
    )
    by_passage = dict(zip(hits, closeness, strict=True))
    names = {language: _name_words(question, view, language) for language in view.words}
    own = [terms(item.text, item.language) for item in views]
    near = {
        number: {
            *terms(hit.passage.text, hit.passage.article.language),
            *terms(hit.passage.article.title, hit.passage.article.language),
        }
        for number, hit in hits.items()
    }
    rows = []
    for row, (hit, _, _) in enumerate(spans):
        wanted = names[hit.passage.article.language]
        rows.append(
            (
                column["bm25"][row],
                column["coverage"][row],
                column["pairs"][row],
                column["sentence"][row],
                column["maxsim"][row],
                column["length"][row],
                hit.score / 10,
                hit.features["coverage"],
                column["title"][row],
                _share(wanted, set(own[row])),
                _share(wanted, near[hit.passage.id]),
                float(has_form(question.kind, views[row].text, question.search)),
                float(hit.passage.paragraph == 0),
            )
        )
    return np.array(rows, np.float32), np.stack([by_passage[hit.passage.id] for hit, _, _ in spans])


def _name_words(question: Question, view: QuestionView, language: str) -> list[list[Mapping[str, float]]]:
    """For each name in the question, the word groups that stand for it."""
    found = []
    for name in question.names:
        parts = set(terms(name, question.language))
        groups = [word for word in view.words[language] if parts & set(word)]  # type: ignore[index]
        if groups:
            found.append(groups)
    return found


def _share(names: Sequence[Sequence[Mapping[str, float]]], found: Container[str]) -> float:
    """Mean share of each name's words that are there; 1 when the question names nothing."""
    if not names:
        return 1.0
    shares = [sum(any(term in found for term in word) for word in words) / len(words) for words in names]
    return sum(shares) / len(shares)


_NUMBER: Final = re.compile(
    r"\d[\d.,]*|\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belasan|puluhan"
    r"|ratusan"
    r"|ribuan|jutaan"
    r"|setengah|separuh|seperempat|sebulan|setahun|seminggu|sehari|puluh|ratus|ribu|juta|miliar|triliun"
    r"|one|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve|dozens?|half|hundreds?|thousands?|millions?|billions?"
    r"|trillions?)\b",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"(?<![.!?…\"“”])(?<=\s)[A-Z][\w’'.-]+|^[A-Z][\w’'-]+ (?:[A-Z][\w’'-]+)")
_PLACE: Final = re.compile(
    r"\b(?:di|ke|dari|asal|kawasan|kota|kabupaten|provinsi|negara|in|at|from|to|near) (?:kota |kabupaten "
    r"|the )?[A-Z]\w+"
)
_REASON: Final = re.compile(
    r"\b(?:karena|sebab|lantaran|akibat|agar|supaya|demi|guna|untuk|pasalnya|sehingga|mengingat|disebabkan"
    r"|dipicu"
    r"|because|since|due to|so that|in order to|as a result|owing|therefore|reason)\b",
    re.IGNORECASE,
)
_TIME: Final = re.compile(r"\b(?:1[89]|20)\d\d\b|\b(?:lalu|depan|kemarin|ago|last|next)\b")
_QUOTED: Final = re.compile(r"[\"“”‘]\s*\w.{12,}")


def has_form(kind: Kind, sentence: str, question: str) -> bool:
    """Whether a sentence holds something of the form that ``kind`` asks for and the question lacks."""
    if kind == "who":
        asked = question.lower()
        return any(match[0].strip().lower() not in asked for match in _NAME.finditer(sentence))
    if kind == "when":
        return bool(dates.find(sentence) or _TIME.search(sentence))
    if kind == "howmany":
        words = set(re.findall(r"\w+", question.lower()))
        return any(match[0].lower() not in words for match in _NUMBER.finditer(sentence))
    if kind == "where":
        return bool(_PLACE.search(sentence))
    if kind == "why":
        return bool(_REASON.search(sentence))
    if kind == "quote":
        return bool(_QUOTED.search(sentence))
    return False
