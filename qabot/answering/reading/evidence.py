"""The sentences of the passages found, ranked by how well they answer.

A linear model over what the words, the vectors and the form of a sentence say: fitted by
``qabot train answering`` on sentences that are known to answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from qabot.answering.reading import spans, variants, vetoes
from qabot.answering.reading.reranker import READ
from qabot.retrieval import embedder, features
from qabot.text import sentences
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from qabot.answering.reading.reader import PassageReading
    from qabot.answering.understanding.question import Question
    from qabot.retrieval.features import QuestionView
    from qabot.types import FloatArray, Hit, Language

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
    "name_missing",  # 1 when a whole name or a number of the question is in neither
    "other_day",  # 1 when the question names a date and neither its passage nor the article's day is of it
    "form",  # the sentence holds what the question asks for: a new name, a number, a date, a reason
    "headline",  # it is the article's title
    "reranked",  # score of its passage once read, over 10
    "answers",  # the reader's logit for its passage, over 5
    "spanned",  # how sure the reader is of the words that answer, if they stand in the sentence
)
GIVES_WAY: Final = 5.0
"""Nats by which a sentence without the form asked for may lead and yet give way to one that has it."""
FORMED: Final = frozenset(("when", "howmany", "quote"))
"""Kinds whose answer has a form that nothing else may stand for: a reason or a name has many."""
FOLLOW_UP: Final = 3.0
"""Nats that a sentence with every word of a follow-up gains."""


def lower_case_names(question: Question, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Names in a question typed without capitals, recognised by how the passages found write them."""
    if question.names:
        return question.names
    # a title has capitals that say nothing
    text = " ".join(hit.passage.text for hit in hits[:READ] if hit.passage.paragraph)
    words = re.findall(r"\w+", question.asked.lower())
    asked = " ".join(["", *words, ""])
    found: dict[str, None] = {}
    for run in re.finditer(r"(?<=[a-z,] )[A-Z]\w*(?: [A-Z]\w*)*", text):
        parts = run[0].split()
        for size in range(len(parts), 0, -1):
            name = " ".join(parts[:size])
            if f" {name.lower()} " in asked and f" {name.lower()} " not in f" {text} ":
                found.setdefault(name)
                break
    return tuple(found)


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
    reading: PassageReading
    """What the reader makes of the passage."""
    alone: PassageReading | None = None
    """What it makes of the sentence alone; none for those that were not read alone."""

    @property
    def answer(self) -> tuple[int, int] | None:
        """The words of ``text`` that answer according to the reader, when they stand in it."""
        own = self.start - self.hit.passage.start
        start, end = self.reading.start - own, self.reading.end - own
        return (max(start, 0), min(end, len(self.text))) if start < len(self.text) and end > 0 else None


def rank(
    question: Question,
    view: QuestionView,
    hits: Sequence[Hit],
    weights: Mapping[str, float],
    readings: Mapping[int, PassageReading],
) -> list[Evidence]:
    """Sentences of the hits that were read (``readings``, by passage id), best first: of articles with the
    names that the question hangs on, or of all when none has them (:func:`missing_name`). A sentence that
    tells only of another thing of such a name stands aside while there are others."""
    import numpy as np

    read = [hit for hit in hits if hit.passage.id in readings]
    missing = _missing_names(question, view, read)
    if not all(missing.values()):
        read = [hit for hit in read if not missing[hit.passage.article.code]]
    found_in = [
        (hit, start, end)
        for hit in read
        for start, end in sentences.split(hit.passage.text) or [(0, len(hit.passage.text))]
    ]
    if not found_in:
        return []
    of_it = [
        (hit, start, end)
        for hit, start, end in found_in
        if not _of_another(question, hit.passage.text[start:end])
    ]
    found_in = of_it or found_in
    values, closeness = _features(question, view, found_in, readings)
    scores = values @ np.array([weights.get(name, 0.0) for name in NAMES], np.float32)
    if question.follows and not question.asks_speaker:
        scores += FOLLOW_UP * _follow_up(question, view, found_in)
    found = [
        Evidence(
            hit=hit,
            start=hit.passage.start + start,
            end=hit.passage.start + end,
            text=hit.passage.text[start:end],
            score=float(scores[row]),
            features=dict(zip(NAMES, values[row].tolist(), strict=True)),
            closeness=closeness[row],
            reading=readings[hit.passage.id],
        )
        for row, (hit, start, end) in enumerate(found_in)
    ]
    found.sort(key=lambda item: -item.score)
    return of_its_form(question, found)


def missing_name(question: Question, view: QuestionView, ranked: Sequence[Evidence]) -> str:
    """A name that the question hangs on when no article read has all such names; empty when one has.
    ``ranked`` came of :func:`rank`, so either every article in it has them or none."""
    first = ranked[0].hit.passage.article.code if ranked else ""
    hits = [item.hit for item in ranked if item.hit.passage.article.code == first]
    missing = _missing_names(question, view, hits).get(first, "")
    return missing or (_of_another(question, ranked[0].text) if ranked else "")


def _of_another(question: Question, text: str) -> str:
    return variants.another(question.search, text, yesno=question.kind == "yesno")


def _missing_names(question: Question, view: QuestionView, hits: Sequence[Hit]) -> dict[str, str]:
    """For each article of ``hits``, by code, a name of the question that none of them holds; or nothing."""
    articles = {hit.passage.article.code: hit.passage.article for hit in hits}
    found: dict[str, dict[int, str]] = {code: {} for code in articles}
    for hit in hits:
        found[hit.passage.article.code][hit.passage.id] = hit.passage.text
    return {
        code: vetoes.missing_name(question, view, article, found[code].values())
        for code, article in articles.items()
    }


def of_its_form(question: Question, found: Sequence[Evidence]) -> list[Evidence]:
    """``found``, best first; a sentence that cannot hold the answer gives way to one nearly as good that
    can."""
    if not found or not (question.kind in FORMED or question.defines):
        return list(found)
    near = found[0].score - GIVES_WAY
    return sorted(found, key=lambda item: not (item.features["form"] > 0 and item.score >= near))


def distinct(ranked: Sequence[Evidence]) -> list[Evidence]:
    """Without sentences that say word for word what a better one says."""
    seen: set[str] = set()
    found = []
    for item in ranked:
        key = " ".join(item.text.lower().split())
        if key not in seen:
            seen.add(key)
            found.append(item)
    return found


def with_quotation(item: Evidence) -> Evidence:
    """``item`` with every sentence of the quotations that it holds a part of; itself when there is none."""
    passage = item.hit.passage
    start, end = own = item.start - passage.start, item.end - passage.start
    for match in _QUOTATION.finditer(passage.text):
        if match.start() < own[1] and own[0] < match.end():
            start, end = min(start, match.start()), max(end, match.end())
    touched = [span for span in sentences.split(passage.text) if span[0] < end and start < span[1]]
    if len(touched) < 2 or touched[-1][1] - touched[0][0] > LONGEST_QUOTATION:
        return item
    start, end = touched[0][0], touched[-1][1]
    return replace(item, start=passage.start + start, end=passage.start + end, text=passage.text[start:end])


# a straight mark opens before a letter and closes behind one or a stop; behind a figure it is inches
_QUOTATION: Final = re.compile(r"“[^“”]+”|(?<![\w.,!?])\"(?=[\w\[])[^\"]+(?<=[^\W\d]|[.,!?…\])])\"")
LONGEST_QUOTATION: Final = 900
"""Characters; a longer one is told by the sentence that answers."""


def _follow_up(
    question: Question, view: QuestionView, found_in: Sequence[tuple[Hit, int, int]]
) -> FloatArray:
    """``(n,)``: share of the words that the follow-up itself adds, in each sentence. Most words searched
    for are those of the question before it, whose answer is not asked for again."""
    import numpy as np

    own = set(terms(question.asked, question.language))
    shares = []
    for hit, start, end in found_in:
        language = hit.passage.article.language
        wanted = [word for word in view.words[language] if own & set(word)]
        there = set(terms(hit.passage.text[start:end], language))
        shares.append(sum(any(term in there for term in word) for word in wanted) / (len(wanted) or 1))
    return np.array(shares, np.float32)


def _features(
    question: Question,
    view: QuestionView,
    found_in: Sequence[tuple[Hit, int, int]],
    readings: Mapping[int, PassageReading],
) -> tuple[FloatArray, FloatArray]:
    import numpy as np

    views = [
        features.PassageView(
            title=hit.passage.above,
            text=hit.passage.text[start:end],
            language=hit.passage.article.language,
            dense=0.0,
        )
        for hit, start, end in found_in
    ]
    retrieval = features.matrix(view, views, embedder.bundled())
    column = {name: retrieval[:, at] for at, name in enumerate(features.NAMES)}
    hits = {hit.passage.id: hit for hit, _, _ in found_in}
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
    names = {
        language: vetoes.name_words(question.names, view, question.language, language)
        for language in view.words
    }
    own = [terms(item.text, item.language) for item in views]
    near = {
        number: {
            *terms(hit.passage.text, hit.passage.article.language),
            *terms(hit.passage.article.title, hit.passage.article.language),
        }
        for number, hit in hits.items()
    }
    missing = {number: float(_is_missing(question, view, hit, near[number])) for number, hit in hits.items()}
    other_day = {
        number: float(vetoes.is_of_another_day(question, hit.passage.text, hit.passage.article))
        for number, hit in hits.items()
    }
    rows = []
    for row, (hit, start, end) in enumerate(found_in):
        wanted = names[hit.passage.article.language]
        reading = readings[hit.passage.id]
        rows.append(
            (
                column["bm25"][row],
                column["coverage"][row],
                column["pairs"][row],
                column["sentence"][row],
                column["maxsim"][row],
                column["length"][row],
                hit.features.get("fused", hit.score) / 10,
                hit.features["coverage"],
                column["title"][row],
                _share(wanted, set(own[row])),
                _share(wanted, near[hit.passage.id]),
                missing[hit.passage.id],
                other_day[hit.passage.id],
                form(question, views[row].text, views[row].language, view),
                float(hit.passage.paragraph == 0),
                hit.score / 10,
                reading.answers / 5,
                reading.sureness if reading.start < end and reading.end > start else 0.0,
            )
        )
    return np.array(rows, np.float32), np.stack([by_passage[hit.passage.id] for hit, _, _ in found_in])


def _is_missing(question: Question, view: QuestionView, hit: Hit, found: Container[str]) -> bool:
    """Whether the passage and its title carry nothing of a name, or not the very number, that is asked."""
    language = hit.passage.article.language
    for name in question.names:
        if any(letter.isdigit() for letter in name):
            figures = re.findall(r"\d+", name)
            text = f"{hit.passage.article.title} {hit.passage.text}"
            if not set(figures) <= set(re.findall(r"\d+", text)) and not _is_year_of(hit, figures):
                return True
        for words in vetoes.name_words([name], view, question.language, language):
            if not any(term in found for word in words for term in word):
                return True
    return False


def _is_year_of(hit: Hit, figures: Sequence[str]) -> bool:
    """A year need not be said in an article of that year."""
    return figures == [(hit.passage.article.published or "")[:4]]


def _share(names: Sequence[Sequence[Mapping[str, float]]], found: Container[str]) -> float:
    """Mean share of each name's words that are there; 1 when the question names nothing."""
    if not names:
        return 1.0
    shares = [sum(any(term in found for term in word) for word in words) / len(words) for words in names]
    return sum(shares) / len(shares)


_REASON: Final = re.compile(
    r"\b(?:karena|sebab|lantaran|akibat|agar|supaya|demi|guna|untuk|pasalnya|sehingga|mengingat|disebabkan"
    r"|dipicu|because|since|due to|so that|in order to|as a result|owing|therefore|reason)\b",
    re.IGNORECASE,
)
_DEFINES: Final = (
    r"{0}\W{{0,3}}(?: ?\([^)]*\))?,? (?:merupakan|adalah|ialah|yaitu|yakni|is|are|was|were|refers? to"
    r"|means)\b"
    r"|(?:bernama|disebut|dinamai|dijuluki|called|named|dubbed|known as) (?:sebagai )?[\"“‘']?{0}"
    r"|{0}[\"”’']?, (?:sebuah |seorang |an? |the )?[a-z]\w+ [^,]*[,.]"
)
"""How a sentence says what ``{0}`` is."""
_QUOTED: Final = re.compile(r"(?:“|(?<![\w.,!?])\"(?=[\w\[]))(?:[^\w”\"]*\b\w+\b){4}")
"""The beginning of somebody's words; four of them, lest it be no more than a name in quotation marks."""


def form(question: Question, sentence: str, language: Language, view: QuestionView) -> float:
    """How well a sentence holds what the question asks for: 0 for nothing of that form, else about 0.3
    to 1.3, more the nearer the question's words stand to it. 0 for kinds that ask for no form."""
    kind = spans.asked_form(question)
    if kind in ("who", "when", "where", "howmany"):
        found = spans.candidates(question, sentence, language, view)
        return 0.3 + max(score for _, score in found) if found else 0.0
    if kind == "why":
        return float(bool(_REASON.search(sentence)))
    if question.defines:
        name = next(iter(question.names), "") or question.defines
        return float(bool(re.search(_DEFINES.format(re.escape(name)), sentence)))
    if kind == "quote":
        return float(bool(_QUOTED.search(sentence)))
    return 0.0
