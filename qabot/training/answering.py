"""``qabot train answering``: which sentence answers, and whether any does.

Uses the held-out fold (:mod:`qabot.training.data`), searched with the real index and retriever.
Sentences: softmax regression over the sentences of the passages found, the right one being the one with
the answer (or the evidence the data names). Confidence: logistic regression over
:data:`qabot.answering.confidence.NAMES`; half of its questions have had their passage taken away.
"""

from __future__ import annotations

import itertools
import json
import random
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qabot.answering import confidence, evidence, reader, reranker, shortanswer
from qabot.answering.question import understand
from qabot.answering.reader import PassageReading
from qabot.evaluation import squad
from qabot.index import PassageIndex
from qabot.retrieval import Retriever, load_embedder
from qabot.retrieval.retriever import READ
from qabot.training import data as training_data
from qabot.training import fusion as fusion_training

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qabot.answering.evidence import Evidence
    from qabot.answering.question import Question
    from qabot.retrieval.features import QuestionView
    from qabot.types import Article, Hit, Language

QUESTIONS: Final = 250
"""Most questions of one pair of languages in one collection."""
READ_EVERY: Final = 3
"""The reader reads for one question in so many: it takes most of the time, and has few weights."""
STRANGERS: Final = 12
"""Questions on something else that every small collection is asked as well."""
NEWS_TOGETHER: Final = 5
NEWS_COLLECTIONS: Final = 40
PRIOR: Final = 0.8
"""Share of the questions people ask of their own collection that it answers: an assumption, since the
fitting fold has as many of both as we chose to make. Raise it to be answered more, lower it for more
silence."""
LONGEST_SHORT: Final = 8
"""Words of an answer that counts as a short one."""
MOST_SHORT: Final = 400
"""Questions that the weights of short answers are fitted on."""
PENALTY: Final = 1e-3
DIRECTION: Final[Mapping[str, float]] = {"missing": -1.0, "words": 0.0}
"""Which way a feature of the confidence may count; +1 where nothing is said, 0 either way."""
SEED: Final = 5


UNREAD: Final = PassageReading(0.0, 0, 0, 0.0, affirms=0.0, denies=0.0, open=1.0)


@dataclass(frozen=True, slots=True)
class _Case:
    question: str
    language: Language
    passage: str
    """Where the answer is (or, of an unanswerable question, is not)."""
    marks: tuple[str, ...]
    """A sentence that holds one of these within ``passage`` answers; none for the unanswerable."""


@dataclass(frozen=True, slots=True)
class _Collection:
    """Articles that are searched together, and what they are asked."""

    articles: tuple[Article, ...]
    cases: tuple[_Case, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the engine saw of one case."""

    case: _Case
    question: Question
    view: QuestionView
    hits: list[Hit]
    readings: Mapping[int, PassageReading]
    read: bool
    """Whether ``readings`` are the reader's; else they say nothing."""


def train(data: Path, *, report: Callable[[str], None]) -> list[Path]:
    """Fit the weights and the threshold, and write them. Returns the file written."""
    rng = random.Random(SEED)
    questions = training_data.questions(data)
    found: dict[str, list[_Found]] = {}
    targets: tuple[Language, Language] = ("id", "en")
    for target in targets:
        collections = _collections(questions, target, rng)
        for number, collection in enumerate(collections):
            for item in _search(collection):
                found.setdefault(f"{item.case.language}-{target}", []).append(item)
            if number % 10 == 0:
                report(f"{target}: {number + 1} of {len(collections)} collections searched")
    reranking: dict[str, dict[str, float]] = {}
    unread: dict[str, dict[str, float]] = {}
    sentences: dict[str, dict[str, float]] = {}
    confident: dict[str, dict[str, float]] = {}
    judged: list[tuple[float, bool]] = []
    for pair, items in found.items():
        report(f"{pair}: {len(items):,} questions")
        plain = _fit_sentences(items, _WORDS, report)
        unseen = dict.fromkeys(evidence.READER_NAMES, 0.0)
        unread[pair] = _fit_confidence(
            [seen for item in items for seen in _observe(item, plain | unseen)], _WITHOUT_READER
        )
        items = [item for item in items if item.read]
        reranking[pair] = _fit_reranking(items, report)
        items = [_reranked(item, reranking) for item in items]
        sentences[pair] = _fit_sentences(items, evidence.READER_NAMES, report, plain)
        report(f"  sentences  {json.dumps(sentences[pair])}")
        observed = [seen for item in items for seen in _observe(item, sentences[pair])]
        confident[pair] = _fit_confidence(observed, confidence.NAMES)
        own = [(confidence.probability(seen, confident[pair]), label) for seen, label in observed]
        right = sum((p >= 0.5) == label for p, label in own) / len(own)
        report(f"  confidence {json.dumps(confident[pair])}, {right:.3f} of {len(own):,} right at 0.5")
        judged += own
    short = _fit_short(found, reranking, sentences, report)
    threshold = _threshold(judged)
    right = sum((p >= threshold) == label for p, label in judged) / len(judged)
    report(f"threshold {threshold:.2f}: {right:.3f} of {len(judged):,} judged right on the fitting fold")
    confidence.FILE.write_text(
        json.dumps(
            {
                "reranking": reranking,
                "evidence": sentences,
                "confidence": confident,
                "unread": unread,
                "short": short,
                "threshold": round(threshold, 3),
            },
            indent=2,
        )
        + "\n",
        encoding="utf-8",
    )
    return [confidence.FILE]


def _collections(
    questions: Sequence[training_data.Question], target: Language, rng: random.Random
) -> list[_Collection]:
    """One large collection of many topics, and many small ones of a topic or a handful of news each:
    how rare a word is means something else in each, and users have both."""
    cases = _cases(questions, target)
    everyone = [case for items in cases.values() for case, _ in items]
    large = [case for items in cases.values() for case, _ in rng.sample(items, min(QUESTIONS, len(items)))]
    collections = [_Collection(tuple(fusion_training.articles(questions, target, rng)), tuple(large))]
    groups: dict[str, list[tuple[_Case, training_data.Question]]] = {}
    for items in cases.values():
        for case, item in items:
            if item.source.startswith("squad-"):
                groups.setdefault(item.title, []).append((case, item))
    news: dict[str, list[tuple[_Case, training_data.Question]]] = {}
    for case, item in cases[target]:
        if item.source == "news-llm-id":
            news.setdefault(item.passage, []).append((case, item))
    texts = sorted(news)
    rng.shuffle(texts)
    for start in range(0, min(len(texts), NEWS_TOGETHER * NEWS_COLLECTIONS), NEWS_TOGETHER):
        together = texts[start : start + NEWS_TOGETHER]
        groups[f"news {start}"] = [pair for text in together for pair in news[text]]
    for group in groups.values():
        passages = {case.passage: item for case, item in group}
        articles = tuple(
            fusion_training.article(item, text, target, number)
            for number, (text, item) in enumerate(passages.items())
        )
        own = [case for case, _ in rng.sample(group, min(QUESTIONS, len(group)))]
        strangers = [
            _Case(case.question, case.language, "", ())
            for case in rng.sample(everyone, min(STRANGERS, len(everyone)))
            if case.passage not in passages
        ]
        collections.append(_Collection(articles, tuple(own + strangers)))
    return collections


def _cases(
    questions: Sequence[training_data.Question], target: Language
) -> dict[Language, list[tuple[_Case, training_data.Question]]]:
    held = [
        item
        for item in questions
        if item.held_out and item.source not in ("squadshifts-amazon-reviews", "squad-tar-mt-id")
    ]
    originals = {item.id: item for item in held if item.source == "squad-en"}
    found: dict[Language, list[tuple[_Case, training_data.Question]]] = {"id": [], "en": []}
    for item in held:
        marks = (item.evidence,) if item.source == "news-llm-id" else item.answers
        if item.answerable and not any(marks):
            continue
        if not item.answerable:
            marks = ()
        if item.language == target:
            found[target].append((_Case(item.question, target, item.passage, marks), item))
        original = originals.get(item.id)
        if item.source == "squad-mt-id" and original is not None:
            if target == "id":
                found["en"].append((_Case(original.question, "en", item.passage, marks), item))
            else:
                marks = original.answers if original.answerable else ()
                found["id"].append((_Case(item.question, "id", original.passage, marks), original))
    return found


def _search(collection: _Collection) -> list[_Found]:
    embedder = load_embedder()
    found = []
    with (
        tempfile.TemporaryDirectory(prefix="qabot-train-") as folder,
        PassageIndex.create_or_open(Path(folder), embedder) as index,
    ):
        index.add(collection.articles, find_duplicates=False)
        retriever = Retriever(index, embedder)
        for number, case in enumerate(collection.cases):
            question = understand(case.question, language=case.language)
            view = retriever.view(question.search, case.language)
            if view is not None:
                hits = retriever.search(question.search, case.language, READ, view=view)
                read = number % READ_EVERY == 0
                readings = (
                    reranker.read(reader.bundled(), question.search, hits)
                    if read
                    else {hit.passage.id: UNREAD for hit in hits[: reranker.READ]}
                )
                found.append(_Found(case, question, view, hits, readings, read))
    return found


def _holds(case: _Case, text: str) -> bool:
    return text in case.passage or case.passage in text


def _fit_reranking(found: Sequence[_Found], report: Callable[[str], None]) -> dict[str, float]:
    """Weights of :data:`qabot.answering.reranker.NAMES`, over the passages that the reader read."""
    import numpy as np

    seen = []
    for item in found:
        if not item.case.marks or not item.readings:
            continue
        read = [hit for hit in item.hits if hit.passage.id in item.readings]
        rows = [reranker.values(hit, item.readings[hit.passage.id]) for hit in read]
        right = [_holds(item.case, hit.passage.text) for hit in read]
        if item.case.marks and len(read) > 1:
            seen.append(fusion_training.Seen(np.array(rows, np.float32), np.array(right)))
    fitted = fusion_training.fit(seen, reranker.NAMES)
    usable = [item for item in seen if item.right.any()]
    vector = np.array([fitted[name] for name in reranker.NAMES])
    first = sum(bool(item.right[int(np.argmax(item.values @ vector))]) for item in usable) / len(usable)
    before = sum(bool(item.right[0]) for item in usable) / len(usable)
    report(f"  right passage first: {first:.3f}, before reranking {before:.3f} (fitting fold)")
    return fitted


def _reranked(item: _Found, weights: Mapping[str, Mapping[str, float]]) -> _Found:
    """``item`` with the hits of its pair of languages in their new order; the few others are left out."""
    hits = [hit for hit in item.hits if f"{item.case.language}-{hit.passage.article.language}" in weights]
    return replace(item, hits=reranker.rerank(item.case.language, hits, item.readings, weights))


_WORDS: Final = tuple(name for name in evidence.NAMES if name not in evidence.READER_NAMES)
_WITHOUT_READER: Final = tuple(name for name in confidence.NAMES if name not in confidence.READER_NAMES)
_BEFORE = "before"


def _fit_sentences(
    found: Sequence[_Found],
    names: Sequence[str],
    report: Callable[[str], None],
    before: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Weights of ``names``, beside the score that the weights of ``before`` give, which are scaled by one
    number: far fewer questions are read than searched."""
    import numpy as np

    seen = []
    neutral = dict.fromkeys(evidence.NAMES, 1.0)
    for item in found:
        if not item.case.marks or not item.hits:
            continue
        ranked = evidence.rank(item.question, item.view, item.hits, neutral, item.readings)
        rows = [
            [*([_score(one.features, before)] if before else []), *(one.features[name] for name in names)]
            for one in ranked
        ]
        right = np.array([_answers(item.case, one) for one in ranked])
        seen.append(fusion_training.Seen(np.array(rows, np.float32), right))
    columns = [*([_BEFORE] if before else []), *names]
    fitted = fusion_training.fit(seen, columns)
    usable = [item for item in seen if item.right.any()]
    vector = np.array([fitted[name] for name in columns])
    first = sum(bool(item.right[int(np.argmax(item.values @ vector))]) for item in usable)
    report(f"  right sentence first: {first / len(usable):.3f} of {len(usable):,} (fitting fold)")
    return _flat(fitted, names, before)


def _score(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(weight * features[name] for name, weight in weights.items()) / 10


def _flat(
    fitted: Mapping[str, float], names: Sequence[str], before: Mapping[str, float] | None
) -> dict[str, float]:
    """``fitted`` with the weights of ``before`` scaled by their own."""
    scale = fitted.get(_BEFORE, 0.0) / 10
    flat = {name: round(weight * scale, 3) for name, weight in (before or {}).items()}
    return flat | {name: fitted[name] for name in names}


def _fit_short(
    found: Mapping[str, Sequence[_Found]],
    reranking: Mapping[str, Mapping[str, float]],
    sentences: Mapping[str, Mapping[str, float]],
    report: Callable[[str], None],
) -> dict[str, float]:
    """The weights of :data:`qabot.answering.shortanswer.NAMES` with the best F1 against the answers."""
    seen = []
    for pair, items in found.items():
        for item in items:
            answers = [mark for mark in item.case.marks if mark]
            if not answers or len(answers[0].split()) > LONGEST_SHORT or item.question.kind == "yesno":
                continue
            hits = _reranked(item, reranking).hits
            ranked = evidence.rank(item.question, item.view, hits, sentences[pair], item.readings)
            if ranked and _answers(item.case, ranked[0]):
                seen.append((item, ranked[:3], answers))
    seen = random.Random(SEED).sample(seen, min(MOST_SHORT, len(seen)))
    best = (-1.0, dict.fromkeys(shortanswer.NAMES, 0.0))
    for agrees, alone, behind in itertools.product((0.5, 1, 2, 4), (0.5, 1, 2, 4), (0.1, 0.25)):
        weights = {"agrees": agrees, "alone": alone, "behind": behind}
        total = sum(
            squad.f1(shortanswer.choose(item.question, ranked, item.view, weights), answers)
            for item, ranked, answers in seen
        )
        best = max(best, (total / len(seen), weights), key=lambda one: one[0])
    report(f"short answers: F1 {best[0]:.3f} of {len(seen):,} (fitting fold) with {json.dumps(best[1])}")
    return best[1]


def _answers(case: _Case, item: Evidence) -> bool:
    """Whether a sentence of the right passage holds the answer."""
    return _holds(case, item.hit.passage.text) and any(
        mark in item.text or item.text in mark for mark in case.marks if mark
    )


def _observe(item: _Found, weights: Mapping[str, float]) -> list[tuple[dict[str, float], bool]]:
    """The confidence features with the passage there and, if there was something to take, without it."""
    case, found = item.case, []
    gone = {hit.passage.article.code for hit in item.hits if case.passage and _holds(case, hit.passage.text)}
    for hits in (item.hits, [hit for hit in item.hits if hit.passage.article.code not in gone]):
        without = len(hits) < len(item.hits)
        if not hits or (without and not case.marks):
            continue
        if hits is not item.hits and not without:
            continue
        ranked = evidence.rank(item.question, item.view, hits, weights, item.readings)
        if not ranked:
            continue
        label = bool(case.marks) and not without
        if label and not any(_holds(case, one.hit.passage.text) for one in ranked[:3]):
            continue  # answerable, but not by what was found: an example of neither
        found.append((confidence.observe(item.view, hits, ranked), label))
    return found


def _fit_confidence(
    observed: Sequence[tuple[dict[str, float], bool]], names: Sequence[str]
) -> dict[str, float]:
    """Logistic weights of ``names``, 0 for the others.

    No feature may count against what it stands for (:data:`DIRECTION`): the fold is small enough that
    some would, by chance, and questions on other subjects would pay for it.
    """
    import torch

    values = torch.tensor([[seen[name] for name in names] for seen, _ in observed])
    labels = torch.tensor([float(label) for _, label in observed])
    weight = torch.where(labels > 0, PRIOR / labels.mean(), (1 - PRIOR) / (1 - labels.mean()))
    direction = torch.tensor([DIRECTION.get(name, 1.0) for name in names])
    free = torch.zeros(len(names) + 1, requires_grad=True)
    optimizer = torch.optim.LBFGS([free], max_iter=500, line_search_fn="strong_wolfe")

    def weights() -> torch.Tensor:
        bound = direction * torch.nn.functional.softplus(free[:-1])
        return torch.where(direction == 0, free[:-1], bound)

    def closure() -> Any:
        optimizer.zero_grad()
        logits = values @ weights() + free[-1]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels, weight=weight)
        loss = loss + PENALTY * (weights() ** 2).mean()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    numbers = [round(float(number), 3) for number in weights().detach()]
    fitted = dict.fromkeys(confidence.NAMES, 0.0) | dict(zip(names, numbers, strict=True))
    return {**fitted, "bias": round(float(free[-1].detach()), 3)}


def _threshold(judged: Sequence[tuple[float, bool]]) -> float:
    """The probability at which most questions are judged right, answerable ones in the share of PRIOR."""
    positives = sum(label for _, label in judged)
    negatives = len(judged) - positives

    def right(threshold: float) -> float:
        kept = sum(p >= threshold for p, label in judged if label)
        silent = sum(p < threshold for p, label in judged if not label)
        return PRIOR * kept / positives + (1 - PRIOR) * silent / negatives

    return max((step / 100 for step in range(5, 96)), key=right)
