"""How fast the index is, part by part, without any model: python benchmarks/index.py NEWS.jsonl.gz

Reads JSON lines with ``title``, ``text`` (paragraphs separated by newlines), ``url``; adds them with a
stand-in for an embedding model, then searches with the titles of every hundredth article. Prints how adding
goes, how long searches take, how exact and 8-bit vectors compare by size (the switch point), and SQLite's
own full-text search on the same terms. Figures are CPU milliseconds, which a busy machine changes least.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qabot.index import PassageIndex, dense
from qabot.text.stemming import terms
from qabot.types import Article, Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qabot.types import FloatArray

BEST = 50


class StandIn:
    """Sums a fixed random row per word: as much work as a static embedding model, and as dense."""

    name = fingerprint = "stand-in"

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions
        self._rows = np.random.default_rng(0).integers(-127, 127, (32_768, dimensions), np.int8)
        self._numbers: dict[str, int] = {}

    def embed_passages(self, texts: Sequence[str]) -> FloatArray:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for at, text in enumerate(texts):
            numbers = [
                self._numbers.setdefault(word, len(self._numbers) * 7919 % len(self._rows))
                for word in re.findall(r"\w+", text.lower())
            ]
            vectors[at] = self._rows[numbers].sum(axis=0, dtype=np.float32)
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)

    def embed_questions(self, texts: Sequence[str]) -> FloatArray:
        return self.embed_passages(texts)


def read(path: Path) -> Iterator[Article]:
    """Articles of a file of JSON lines, every line of text a paragraph."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        for number, line in enumerate(file):
            row = json.loads(line)
            text, at, paragraphs = f"{row['title']}\n\n{row['text']}", len(row["title"]) + 2, []
            for body in row["text"].split("\n"):
                if body.strip():
                    paragraphs.append(Paragraph(len(paragraphs) + 1, at, at + len(body)))
                at += len(body) + 1
            origin = f"{row.get('url') or path.name}#{number}"
            yield Article(f"{path.name}#{number}", origin, text, tuple(paragraphs), row["title"], "id")


def timed(call: Callable[[object], object], questions: Sequence[object]) -> str:
    """Median and 95th percentile."""
    call(questions[0])
    took = []
    for question in questions:
        began = time.process_time()
        call(question)
        took.append(1000 * (time.process_time() - began))
    return f"p50 {np.quantile(took, 0.5):6.2f}   p95 {np.quantile(took, 0.95):6.2f} ms"


def adding(index: PassageIndex, path: Path) -> None:
    began, used = time.monotonic(), time.process_time()
    report = index.add(read(path), progress=lambda p: print(f"\r{p.passages}", end="", file=sys.stderr))
    took, used = time.monotonic() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    status = index.status()
    print(
        f"\radded {len(report.added)} articles, {report.passages} passages in {took:.1f} s ({used:.1f} s CPU)"
    )
    disk = status.size_bytes / 2**20
    print(f"{report.passages / took:.0f} passages/s, peak {peak:.0f} MiB of memory, {disk:.0f} MiB on disk")
    print(f"{len(report.near_duplicates)} near copies, {len(report.copies)} copies, {status.vectors} vectors")


def searching(index: PassageIndex, embedder: StandIn, titles: Sequence[str]) -> None:
    queries = [Counter(terms(title)) for title in titles]
    vectors = list(embedder.embed_questions(titles))
    found = [[passage for passage, _ in index.search_lexical(query, BEST)] for query in queries]
    print(f"words, best {BEST}      ", timed(lambda query: index.search_lexical(query, BEST), queries))
    print(f"vectors, best {BEST}    ", timed(lambda vector: index.search_dense(vector, BEST), vectors))
    print(f"{BEST} passages read    ", timed(index.passages, found))


def exact_and_8_bit(index: PassageIndex, embedder: StandIn, titles: Sequence[str]) -> None:
    vectors = list(embedder.embed_questions(titles[:60]))
    with index._reading() as (connection, lexicon):
        ids = lexicon.passages
        for share in (0.025, 0.05, 0.1, 0.2, 0.4, 1.0):
            some = ids[: int(share * len(ids))]
            times, found = [], []
            for limit in (1 << 62, 0):
                dense.EXACT_BYTES = limit
                held = dense.Dense(Path("unused"), embedder.dimensions, "")
                held.synchronise(connection, some, 1)
                times.append(timed(lambda vector, held=held: held.search(connection, vector, BEST), vectors))
                found.append([{n for n, _ in held.search(connection, v, BEST)} for v in vectors])
            agree = np.mean([len(a & b) / BEST for a, b in zip(*found, strict=True)])
            print(f"{len(some):7} vectors: exact {times[0]}, 8-bit {times[1]}, {agree:.3f} the same")


def full_text_search(index: PassageIndex, titles: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        connection = sqlite3.connect(Path(directory) / "fts.db")
        connection.execute(
            "CREATE VIRTUAL TABLE f USING fts5(title, body, content='', tokenize=\"ascii tokenchars '.'\")"
        )
        for info in index.articles():
            title = " ".join(terms(info.title, "id"))
            rows = [(p.id, title, " ".join(terms(p.text, "id"))) for p in index.article_passages(info.code)]
            connection.executemany("INSERT INTO f (rowid, title, body) VALUES (?, ?, ?)", rows)
        connection.commit()
        connection.execute("INSERT INTO f (f) VALUES ('optimize')")
        queries = [" OR ".join(f'"{term}"' for term in dict.fromkeys(terms(title))) for title in titles]
        statement = f"SELECT rowid, bm25(f, 0.5, 1.0) s FROM f WHERE f MATCH ? ORDER BY s LIMIT {BEST}"
        print(
            "SQLite's FTS5       ",
            timed(lambda query: connection.execute(statement, (query,)).fetchall(), queries),
        )
        connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("news", type=Path, help="JSON lines, may be gzipped")
    parser.add_argument("--dimensions", type=int, default=448)
    given = parser.parse_args()
    embedder = StandIn(given.dimensions)
    titles = [article.title for article in read(given.news) if 8 <= len(article.title.split()) <= 12][::40]
    with (
        tempfile.TemporaryDirectory() as directory,
        PassageIndex.create_or_open(Path(directory), embedder) as index,
    ):
        adding(index, given.news)
        searching(index, embedder, titles)
        full_text_search(index, titles)
        exact_and_8_bit(index, embedder, titles)


if __name__ == "__main__":
    main()
