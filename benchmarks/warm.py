"""Questions one after the other, over about 200,000 passages: python benchmarks/warm.py

    python benchmarks/warm.py --articles NEWS.jsonl.gz --questions OTHER.jsonl.gz

Without files, articles and questions are made up. ``--questions``: JSON lines with ``question``, or with
``title``, of which those of 8 to 12 words are asked as all kinds of questions in turn. Prints the time of
``Engine.ask`` and where it goes, next to two peers on the same passages: an exact FAISS search alone, and
SQLite's full-text search (any of the question's stems, BM25) alone.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from common import (
    MADE_UP,
    asked,
    figures,
    heading,
    progress,
    questions,
    records,
    table,
    times,
    write_articles,
)

from qabot import QABot, Settings
from qabot.answering import Engine
from qabot.answering.reading import evidence
from qabot.answering.reading.reader import Reader
from qabot.index import PassageIndex
from qabot.retrieval import features, load_embedder
from qabot.retrieval.retriever import CANDIDATES
from qabot.text.language import detect
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

STAGES: dict[str, list[tuple[Any, str]]] = {
    "dense search": [(PassageIndex, "search_dense")],
    "word search": [(PassageIndex, "search_lexical"), (PassageIndex, "document_frequencies")],
    "fetching passages": [(PassageIndex, "passages"), (PassageIndex, "vectors")],
    "features of passages": [(features, "matrix")],
    "reading with the question": [(Reader, "read")],
    "evidence in sentences": [(evidence, "rank")],
}


class Stopwatch:
    """Time spent in some functions, by stage. What one stage calls of another counts for the caller."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._inside = False
        for stage, functions in STAGES.items():
            for owner, name in functions:
                setattr(owner, name, self._timed(stage, getattr(owner, name)))

    def _timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            if self._inside:
                return function(*arguments, **named)
            self._inside = True
            began = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                self.spent[stage] += time.perf_counter() - began
                self._inside = False

        return timed


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, metavar="FILE", help="JSON lines with title and text")
    parser.add_argument(
        "--made-up", type=int, default=MADE_UP, metavar="N", help=f"or that many made up ({MADE_UP})"
    )
    parser.add_argument("--index", type=Path, metavar="DIR", help="or an index that is there already")
    parser.add_argument("--questions", type=Path, nargs="+", metavar="FILE", help="JSON lines; else made up")
    parser.add_argument("--count", type=int, default=300, metavar="N", help="questions (300)")
    parser.add_argument("--no-peers", action="store_true", help="leave out FAISS and FTS5")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        directory = given.index
        if directory is None:
            directory = Path(folder) / "index"
            articles = given.articles or write_articles(Path(folder) / "articles.jsonl.gz", given.made_up)
            with QABot.open(directory, settings=Settings()) as bot:
                bot.add(articles, progress=progress)
        measure(directory, Path(folder), given)


def measure(directory: Path, folder: Path, given: argparse.Namespace) -> None:
    chosen = from_files(given.questions, given.count) if given.questions else questions(given.count)
    embedder = load_embedder()
    with PassageIndex.open(directory, embedder, read_only=True) as index:
        engine = Engine(index, embedder)
        began = time.perf_counter()
        engine.ask(chosen[0])
        first = time.perf_counter() - began
        for question in chosen[: len(chosen) // 10]:
            engine.ask(question)
        rows = ask_all(engine, chosen)
        peers = {} if given.no_peers else ask_peers(index, embedder, folder, chosen)
        heading(
            f"Warm: milliseconds per question over {index.passage_count:,} passages, {len(chosen)} questions"
        )
    whole = rows["a question"]
    shown = [
        (name, *milliseconds(took), times(float(np.mean(took)), float(np.mean(whole))))
        for name, took in rows.items()
    ]
    for name, (took, stage) in peers.items():
        ratio = f"{times(float(np.mean(took)), float(np.mean(rows['  ' + stage])))} its stage"
        shown.append((name, *milliseconds(took), ratio))
    table(("", "median", "p95", "mean ratio"), shown)
    print(f"The first question, which opens the index, took {first:.2f} s.")


def milliseconds(took: Sequence[float]) -> tuple[str, str]:
    median, high = figures(took)
    return f"{1000 * median:.1f}", f"{1000 * high:.1f}"


def from_files(files: Sequence[Path], count: int) -> list[str]:
    """Questions from the files in turn, spread over each."""
    per_file = []
    for path in files:
        texts = [
            (bool(row.get("question")), " ".join(str(row.get("question") or row.get("title")).split()))
            for row in records(path)
        ]
        texts = [(ready, text) for ready, text in texts if ready or 8 <= len(text.split()) <= 12]
        wanted = -(-count // len(files))
        texts = texts[:: max(1, len(texts) // wanted)][:wanted]
        per_file.append(
            [text if ready else asked(text, at, detect(text)) for at, (ready, text) in enumerate(texts)]
        )
    return [text for group in zip(*per_file, strict=False) for text in group][:count]


def ask_all(engine: Engine, chosen: Sequence[str]) -> dict[str, list[float]]:
    """Seconds of every question: whole, by language, by stage."""
    watch = Stopwatch()
    rows: dict[str, list[float]] = {"a question": []}
    by_stage: dict[str, list[float]] = defaultdict(list)
    by_language: dict[str, list[float]] = defaultdict(list)
    for question in chosen:
        watch.spent.clear()
        began = time.perf_counter()
        answer = engine.ask(question)
        took = time.perf_counter() - began
        rows["a question"].append(took)
        by_language[f"a question in {answer.language}"].append(took)
        for stage in STAGES:
            by_stage[f"  {stage}"].append(watch.spent[stage])
        by_stage["  all else"].append(took - sum(watch.spent.values()))
    return rows | dict(sorted(by_language.items())) | by_stage


def ask_peers(
    index: PassageIndex, embedder: Any, folder: Path, chosen: Sequence[str]
) -> dict[str, tuple[list[float], str]]:
    """Seconds of the same searches by FAISS and by FTS5, and the stage of ours that does their work."""
    import faiss

    faiss.omp_set_num_threads(1)
    flat = faiss.IndexFlatIP(embedder.dimensions)
    full_text = sqlite3.connect(folder / "fts5.db")
    full_text.execute("CREATE VIRTUAL TABLE words USING fts5(title, body, content='')")
    for info in index.articles():
        passages = index.article_passages(info.code)
        flat.add(index.vectors([passage.id for passage in passages]))
        title = " ".join(terms(info.title, info.language))
        rows = [(passage.id, title, " ".join(terms(passage.text, info.language))) for passage in passages]
        full_text.executemany("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", rows)
    full_text.commit()
    full_text.execute("INSERT INTO words (words) VALUES ('optimize')")
    statement = (
        f"SELECT rowid, bm25(words, 0.5, 1.0) s FROM words WHERE words MATCH ? ORDER BY s LIMIT {CANDIDATES}"
    )
    vectors = embedder.embed_questions(chosen)
    matches = [" OR ".join(f'"{term}"' for term in dict.fromkeys(terms(question))) for question in chosen]
    found = {
        "FAISS, exact, search alone": (
            [seconds(lambda v: flat.search(v[None], CANDIDATES), v) for v in vectors],
            "dense search",
        ),
        "SQLite FTS5, search alone": (
            [seconds(lambda m: full_text.execute(statement, (m,)).fetchall(), m) for m in matches],
            "word search",
        ),
    }
    full_text.close()
    return found


def seconds(call: Callable[[Any], object], argument: Any) -> float:
    began = time.perf_counter()
    call(argument)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
