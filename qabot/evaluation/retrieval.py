"""Retrieval quality on any folder in BEIR layout: ``corpus.jsonl``, ``queries.jsonl``, ``qrels``.

The passages go through the real index and the real retriever; nothing is scored on the side.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qabot.answering.reading import confidence
from qabot.answering.reading import reader as readers
from qabot.answering.reading import reranker as rerankers
from qabot.errors import UsageError
from qabot.evaluation import metrics, rows
from qabot.index import PassageIndex
from qabot.retrieval import Retriever
from qabot.text import language
from qabot.text.stemming import terms
from qabot.types import Article, Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from qabot.answering.reading.reranker import Reranker
    from qabot.types import Embedder, Language, Passage

    _Ranker = Callable[[str, Language], list[Passage]]

CUTOFF: Final = 20


@dataclass(frozen=True, slots=True)
class Dataset:
    """Passages, questions and which passage answers which question."""

    name: str
    corpus: Mapping[str, tuple[str, str]]
    """Document id to title and text."""
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, float]]


def load(folder: Path) -> Dataset:
    """Read a BEIR folder; files may be gzipped, ``qrels`` a file or a folder with ``test.tsv``.

    Questions without a relevant passage in the corpus are left out. Raises :class:`~qabot.errors.UsageError`.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder.", mend="Name a folder in BEIR layout.")
    corpus = {
        str(row["_id"]): (str(row.get("title") or ""), str(row["text"]))
        for row in rows.load(_find(folder, "corpus.jsonl"), "_id", "text")
    }
    queries = {
        str(row["_id"]): str(row["text"]) for row in rows.load(_find(folder, "queries.jsonl"), "_id", "text")
    }
    qrels: dict[str, dict[str, float]] = defaultdict(dict)
    path = _find(folder, "qrels.tsv", "qrels/test.tsv", "qrels/dev.tsv")
    for number, line in rows.lines(path):
        try:
            query, document, gain = line.split("\t")
            qrels[query][document] = float(gain)
        except ValueError as error:
            if number > 1:  # the first line may be a header
                raise UsageError(f"{path}, line {number}: {line!r} is not query, document, score.") from error
    judged = {
        key: text
        for key, text in queries.items()
        if any(gain > 0 and document in corpus for document, gain in qrels.get(key, {}).items())
    }
    if not judged:
        raise UsageError(f"{path} names no question of {folder} with a passage of its corpus.")
    return Dataset(folder.resolve().name, corpus, judged, dict(qrels))


def evaluate(
    data: Dataset,
    model: Embedder,
    *,
    report: Callable[[str], None],
    reranker: Reranker | None = None,
) -> dict[str, Any]:
    """``reranker`` orders in the bundled reader's place under ``reranked``. Gives
    ``{"dataset": ..., "methods": {method: {metric: value}}, "intervals": ...}``; all values 0 to 1."""
    with (
        tempfile.TemporaryDirectory(prefix="qabot-eval-") as folder,
        PassageIndex.create_or_open(Path(folder), model) as index,
    ):
        report(f"indexing {len(data.corpus):,} passages")
        added = index.add(_articles(data), find_duplicates=False)
        twins: dict[str, list[str]] = defaultdict(list)
        for copy in added.copies:  # stored once, found as both
            twins[copy.code].append(copy.source)
        ranked = _run(data, _rankers(index, model, reranker), twins)
    scores: dict[str, dict[str, metrics.Mean]] = {}
    for method, runs in ranked.items():
        values: dict[str, list[float]] = defaultdict(list)
        for key, documents in runs.items():
            gold = data.qrels[key]
            for k in (1, 5, CUTOFF):
                values[f"recall@{k}"].append(metrics.recall_at(documents, gold, k))
            values["mrr@10"].append(metrics.reciprocal_rank_at(documents, gold, 10))
            values["ndcg@10"].append(metrics.ndcg_at(documents, gold, 10))
        scores[method] = {name: metrics.mean(found) for name, found in values.items()}
    return {
        "dataset": data.name,
        "questions": len(data.queries),
        "passages": len(data.corpus),
        "embedder": model.name,
        "methods": {
            method: {name: round(found.value, 4) for name, found in means.items()}
            for method, means in scores.items()
        },
        "intervals": {
            method: {name: [round(found.low, 4), round(found.high, 4)] for name, found in means.items()}
            for method, means in scores.items()
        },
    }


def table(result: Mapping[str, Any]) -> str:
    """The result as text: one line a method, each metric with the half width of its 95% interval."""
    names = list(next(iter(result["methods"].values())))
    size = f"{result['questions']:,} questions, {result['passages']:,} passages"
    lines = [
        f"{result['dataset']}: {size}, embedder {result['embedder']}",
        f"{'method':<9}" + "".join(f"{name:>16}" for name in names),
    ]
    for method, values in result["methods"].items():
        cells = []
        for name in names:
            low, high = result["intervals"][method][name]
            cells.append(f"{values[name]:>9.3f} ±{(high - low) / 2:.3f}")
        lines.append(f"{method:<9}" + "".join(f"{cell:>16}" for cell in cells))
    return "\n".join(lines)


def _rankers(index: PassageIndex, model: Embedder, reranker: Reranker | None) -> dict[str, _Ranker]:
    """The ways to rank, by the name they are reported under; another one is another line."""
    retriever = Retriever(index, model)

    def lexical(question: str, asked: Language) -> list[Passage]:
        scored = index.search_lexical(dict.fromkeys(terms(question, asked), 1.0), 3 * CUTOFF)
        return index.passages([passage for passage, _ in scored])

    def dense(question: str, asked: Language) -> list[Passage]:  # noqa: ARG001 - a ranker's signature
        scored = index.search_dense(model.embed_questions([question])[0], 3 * CUTOFF)
        return index.passages([passage for passage, _ in scored])

    def hybrid(question: str, asked: Language) -> list[Passage]:
        return [hit.passage for hit in retriever.search(question, asked, k=CUTOFF + 12)]

    reader, weights = readers.bundled(), confidence.bundled().reranking

    def reranked(question: str, asked: Language) -> list[Passage]:
        hits = retriever.search(question, asked, k=CUTOFF + 12)
        readings = rerankers.read(reader, question, hits)
        ranked = rerankers.rerank(asked, hits, readings, weights)
        if reranker is not None:
            ranked = rerankers.reorder(reranker, question, ranked, readings)
        return [hit.passage for hit in ranked]

    return {
        "bm25": lexical,
        "dense": dense,
        "hybrid": hybrid,
        "reranked": reranked,
    }


def _run(
    data: Dataset, rankers: Mapping[str, _Ranker], twins: Mapping[str, list[str]]
) -> dict[str, dict[str, list[str]]]:
    """Method to question to documents, best first."""

    def documents(passages: Iterable[Passage]) -> list[str]:
        # a long document has several passages: its best one counts
        found: dict[str, None] = {}
        for passage in passages:
            article = passage.article
            found.update(dict.fromkeys([article.source, *twins.get(article.code, ())]))
        return list(found)[:CUTOFF]

    return {
        method: {
            key: documents(rank(question, language.detect(question)))
            for key, question in data.queries.items()
        }
        for method, rank in rankers.items()
    }


def _articles(data: Dataset) -> Iterator[Article]:
    for key, (title, text) in data.corpus.items():
        yield Article(
            source=key,
            origin=f"{data.name}#{key}",
            text=text,
            paragraphs=(Paragraph(1, 0, len(text)),),
            title=title,
            language=language.detect(text),
        )


def _find(folder: Path, *names: str) -> Path:
    for name in names:
        for path in (folder / name, folder / f"{name}.gz"):
            if path.is_file():
                return path
    raise UsageError(f"{folder} holds no {names[0]} (or {names[0]}.gz).", mend="BEIR layout is expected.")
