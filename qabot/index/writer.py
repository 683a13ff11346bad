"""Adding and removing articles: what becomes of each, and the transactions that make it so."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from qabot.errors import ModelError
from qabot.index import duplicates, lexical, records, splitting
from qabot.index.codes import SHORTEST, content_key, place_crc
from qabot.index.reports import AddProgress, AddReport
from qabot.index.settings import check_embedder, read_meta
from qabot.text.stemming import VERSION, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qabot.index.splitting import Span
    from qabot.index.store import Connection, Store
    from qabot.types import Article, ArticleInfo, Embedder, FloatArray

Outcome = Literal["added", "replaced", "unchanged", "copies", "moved"]

# A batch is what one transaction writes. Its size follows the speed of the embedding model, so that a
# slow one has its work made safe every few seconds and a fast one is not held up by the disk.
_FIRST_BATCH = 256
_LARGEST_BATCH = 4096
_SMALLEST_BATCH = 16
_SHORT_S, _LONG_S = 1.0, 4.0
_MERGE_EVERY = 16
_REWRITTEN = 512  # articles at a time


class _Item(NamedTuple):
    article: Article
    content: str
    spans: Sequence[Span]
    terms: Sequence[tuple[Sequence[str], Sequence[str]]]
    """Title and body terms per passage."""
    signature: bytes


class Adder:
    """One run of ``add``: collects articles, writes them batch by batch, keeps the report."""

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        *,
        find_duplicates: bool,
        progress: Callable[[AddProgress], None] | None,
    ) -> None:
        self.report = AddReport()
        self._store = store
        self._embedder = embedder
        self._find_duplicates = find_duplicates
        self._progress = progress
        self._articles = 0
        self._passages = 0
        self._batches = 0

    def run(self, articles: Iterable[Article]) -> AddReport:
        """Add ``articles``; returns what became of them."""
        began = batch_began = time.monotonic()
        goal = _FIRST_BATCH
        batch: list[_Item] = []
        waiting = 0
        for article in articles:
            if self._is_unchanged(article):
                continue
            item = self._prepare(article)
            batch.append(item)
            waiting += len(item.spans)
            if waiting >= goal:
                self._flush(batch)
                took = time.monotonic() - batch_began
                if took < _SHORT_S:
                    goal = min(2 * goal, _LARGEST_BATCH)
                elif took > _LONG_S:
                    goal = max(goal // 2, _SMALLEST_BATCH)
                batch, waiting = [], 0
                batch_began = time.monotonic()
        self._flush(batch)
        self._merge()
        return dataclasses.replace(self.report, passages=self._passages, seconds=time.monotonic() - began)

    def _is_unchanged(self, article: Article) -> bool:
        """Whether the index holds this very article, so that nothing needs to be read or written."""
        with self._store.reading() as connection:
            known = _row_at(connection, article.origin)
            if known is None:
                return False
            row, primary = known
            stored = connection.execute("SELECT content FROM articles WHERE id = ?", (row,)).fetchone()
            if stored is None or stored[0] != content_key(article):
                return False
            if not primary:
                first = _info(connection, row).origin
                if _is_gone(first):
                    return False
                self._done("copies", self._as_copy(connection, article, row))
                return True
            if not _same_facts(records.load(connection, row), article):
                return False
            self._done("unchanged", _info(connection, row))
            return True

    def _prepare(self, article: Article) -> _Item:
        article = records.storable(article)
        spans = splitting.passages(article)
        made = duplicates.signature(article) if self._find_duplicates else b""
        return _Item(article, content_key(article), spans, passage_terms(article, spans), made)

    def _flush(self, batch: Sequence[_Item]) -> None:
        if not batch:
            return
        texts = [text for item in batch for text in to_embed(item.article, item.spans)]
        vectors = embed(self._embedder, texts)
        done: list[tuple[Outcome, ArticleInfo]] = []
        written = 0
        with self._store.writing() as connection:
            # Another process may have moved the index to another model since it was opened.
            check_embedder(self._store.path.parent, read_meta(connection), self._embedder)
            rows: list[lexical.PassageTerms] = []
            at = 0
            for item in batch:
                mine = vectors[at : at + len(item.spans)]
                at += len(item.spans)
                outcome, row, first = self._place(connection, item)
                if first is not None:
                    store_vectors(connection, first, mine)
                    rows.extend(lexical.PassageTerms(first + i, *both) for i, both in enumerate(item.terms))
                    written += len(item.spans)
                info = (
                    self._as_copy(connection, item.article, row)
                    if outcome == "copies"
                    else _info(connection, row)
                )
                done.append((outcome, info))
            lexical.write(connection, rows)
            bump(connection)
        self._passages += written
        for outcome, info in done:
            self._done(outcome, info)
        self._batches += 1
        if self._batches % _MERGE_EVERY == 0:
            self._merge()

    def _place(self, connection: Connection, item: _Item) -> tuple[Outcome, int, int | None]:
        """Write one article where it belongs: (outcome, row id, first passage if passages were written)."""
        article = item.article
        known = _row_at(connection, article.origin)
        same = connection.execute(
            "SELECT id, code FROM articles WHERE content = ?", (item.content,)
        ).fetchone()
        if same is not None and (known is None or known != (same[0], True)):
            return self._place_copy(connection, article, same[0], same[1])
        if same is not None:
            if _same_facts(records.load(connection, same[0]), article):
                return "unchanged", same[0], None
            remove_article(connection, same[0])  # same words, other facts: written anew under its old code
        code = _free_code(connection, item.content)
        if known is not None and same is None:
            release(connection, article.origin, successor=code)
        row, first = records.insert(connection, article, item.content, code, item.spans, _now())
        records.place(connection, article.origin, article.source, row)
        if same is not None:  # copies elsewhere stay copies
            for origin, source in connection.execute(
                "SELECT origin, source FROM origins WHERE article = ?", (same[0],)
            ).fetchall():
                records.place(connection, origin, source, row)
        if self._find_duplicates:
            near = duplicates.nearest(connection, item.signature)
            if near is not None:
                connection.execute(
                    "UPDATE articles SET duplicate_of ="
                    " (SELECT coalesce(duplicate_of, code) FROM articles WHERE id = ?) WHERE id = ?",
                    (near, row),
                )
            duplicates.store(connection, row, item.signature)
        return ("added" if known is None else "replaced"), row, first

    def _place_copy(
        self, connection: Connection, article: Article, row: int, code: str
    ) -> tuple[Outcome, int, int | None]:
        release(connection, article.origin, successor=code)
        primary, origin = connection.execute(
            "SELECT id, origin FROM origins WHERE article = ? ORDER BY id", (row,)
        ).fetchone()
        if _is_gone(origin):
            # Renamed in place, so that it stays the first of the article's origins.
            connection.execute(
                "UPDATE origins SET origin = ?, source = ?, crc = ? WHERE id = ?",
                (article.origin, article.source, place_crc(article.origin, article.source, row), primary),
            )
            return "moved", row, None
        records.place(connection, article.origin, article.source, row)
        return "copies", row, None

    def _as_copy(self, connection: Connection, article: Article, row: int) -> ArticleInfo:
        info = _info(connection, row)
        return dataclasses.replace(info, source=article.source, origin=article.origin, duplicate_of=info.code)

    def _done(self, outcome: Outcome, info: ArticleInfo) -> None:
        getattr(self.report, outcome).append(info)
        if info.duplicate_of is not None and outcome in ("added", "replaced"):
            self.report.near_duplicates.append(info)
        self._articles += 1
        if self._progress is not None:
            self._progress(AddProgress(self._articles, self._passages, info.source))

    def _merge(self) -> None:
        with self._store.reading() as connection:
            if not lexical.merge_due(connection):
                return
        with self._store.writing() as connection:
            if lexical.merge(connection):
                bump(connection)


def to_embed(article: Article, spans: Iterable[Span]) -> list[str]:
    """What the embedding model reads for each passage: the title gives a paragraph its subject."""
    return [
        text if number == 0 or not article.title else f"{article.title}\n{text}"
        for number, start, end in spans
        for text in (article.text[start:end],)
    ]


def passage_terms(article: Article, spans: Iterable[Span]) -> list[tuple[Sequence[str], Sequence[str]]]:
    """Search terms of (title, passage) for each passage; the title itself has no title above it."""
    title = terms(article.title, article.language)
    return [
        ((), title) if number == 0 else (title, terms(article.text[start:end], article.language))
        for number, start, end in spans
    ]


def rewrite_words(connection: Connection) -> None:
    """Make the postings anew from the articles."""
    lexical.clear(connection)
    rows = [row[0] for row in connection.execute("SELECT id FROM articles ORDER BY id")]
    for at in range(0, len(rows), _REWRITTEN):
        batch: list[lexical.PassageTerms] = []
        for row in rows[at : at + _REWRITTEN]:
            found = records.load(connection, row)
            if found is not None:
                batch += [
                    lexical.PassageTerms(found.first_passage + i, *both)
                    for i, both in enumerate(passage_terms(found.article, found.spans))
                ]
        lexical.write(connection, batch)
    lexical.merge(connection)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'terms'", (VERSION,))


def embed(embedder: Embedder, texts: Sequence[str]) -> FloatArray:
    """(n, dimensions) vectors; ModelError when the model gives something else."""
    import numpy as np

    if not texts:
        return np.empty((0, embedder.dimensions), np.float32)
    vectors = np.asarray(embedder.embed_passages(texts), np.float32)
    if vectors.shape != (len(texts), embedder.dimensions) or not np.isfinite(vectors).all():
        raise ModelError(
            f"{embedder.name} gave vectors of shape {vectors.shape} for {len(texts)} passages"
            f" of {embedder.dimensions} dimensions, or numbers that are not finite.",
            mend="Choose another embedding model.",
        )
    return vectors


def store_vectors(connection: Connection, first: int, vectors: FloatArray, table: str = "vectors") -> None:
    """Write vectors of passages ``first``, ``first + 1``, ... as float16 with a CRC-32 each."""
    import zlib

    size = 2 * vectors.shape[1]
    data = vectors.astype("<f2").tobytes()
    rows = []
    for at in range(len(vectors)):
        blob = data[at * size : (at + 1) * size]
        rows.append((first + at, blob, zlib.crc32(blob)))
    connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", rows)


def release(connection: Connection, origin: str, *, successor: str | None) -> None:
    """Take an origin away from its article; an article without origins goes, its code is retired."""
    known = connection.execute("SELECT article FROM origins WHERE origin = ?", (origin,)).fetchone()
    if known is None:
        return
    code, content, source = connection.execute(
        "SELECT a.code, a.content, o.source FROM articles a JOIN origins o ON o.article = a.id"
        " WHERE o.origin = ?",
        (origin,),
    ).fetchone()
    connection.execute("DELETE FROM origins WHERE origin = ?", (origin,))
    if connection.execute("SELECT 1 FROM origins WHERE article = ?", known).fetchone() is None:
        remove_article(connection, known[0])
        connection.execute(
            "INSERT OR REPLACE INTO retired VALUES (?, ?, ?, ?, ?)",
            (code, content, source, successor, _now()),
        )


def remove_article(connection: Connection, row: int) -> None:
    """Delete an article with its passages, vectors and signature. Its origins are the caller's to settle."""
    code, first, count = connection.execute(
        "SELECT code, first_passage, passages FROM articles WHERE id = ?", (row,)
    ).fetchone()
    span = (first, first + count)
    lexical.bury(connection, range(*span))
    connection.execute("DELETE FROM passages WHERE id >= ? AND id < ?", span)
    connection.execute("DELETE FROM vectors WHERE passage >= ? AND passage < ?", span)
    duplicates.forget(connection, row)
    connection.execute("DELETE FROM articles WHERE id = ?", (row,))
    connection.execute("UPDATE articles SET duplicate_of = NULL WHERE duplicate_of = ?", (code,))


def bump(connection: Connection) -> None:
    """Tell readers that something changed."""
    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")


def _free_code(connection: Connection, content: str) -> str:
    """The shortest beginning of the content key that no other content has, or ever had, as its code."""
    for length in range(SHORTEST, len(content) + 1):
        code = content[:length]
        taken = connection.execute(
            "SELECT content FROM articles WHERE code = ? UNION SELECT content FROM retired WHERE code = ?",
            (code, code),
        ).fetchall()
        if all(other == content for (other,) in taken):
            connection.execute("DELETE FROM retired WHERE code = ?", (code,))
            return code
    raise AssertionError("two contents with one key")


def _row_at(connection: Connection, origin: str) -> tuple[int, bool] | None:
    """(row id of the article with that origin, whether it is the first of its origins)."""
    row = connection.execute(
        "SELECT article, id = (SELECT min(id) FROM origins p WHERE p.article = o.article)"
        " FROM origins o WHERE origin = ?",
        (origin,),
    ).fetchone()
    return None if row is None else (row[0], bool(row[1]))


def _same_facts(stored: records.Stored | None, article: Article) -> bool:
    return stored is not None and stored.article == records.storable(article)


def _info(connection: Connection, row: int) -> ArticleInfo:
    return records.infos(connection, "WHERE a.id = ?", (row,))[0]


def _is_gone(origin: str) -> bool:
    """Whether an origin is a file that is no longer there."""
    if "://" in origin:
        return False
    path = Path(origin)
    if not path.is_absolute():  # not a path at all
        return False
    item_of = Path(origin.rpartition("#")[0] or origin)
    try:
        return not path.exists() and not item_of.exists()
    except (OSError, ValueError):
        return False


def _now() -> str:
    return dt.datetime.now(dt.timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
