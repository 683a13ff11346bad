"""Moving an index to another embedding model, a batch at a time, while it goes on being searched."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from qabot.index import records, writer
from qabot.index.reports import AddProgress

if TYPE_CHECKING:
    from collections.abc import Callable

    from qabot.index.store import Connection, Store
    from qabot.types import Embedder

_TABLE = "vectors_next"
_FIRST_BATCH = 64  # passages
_LARGEST_BATCH = 4096
_SHORT_S, _LONG_S = 1.0, 4.0


def run(store: Store, embedder: Embedder, progress: Callable[[AddProgress], None] | None = None) -> None:
    """Fill a second table of vectors, then put it in the place of the first in one transaction.

    The second table outlives an interruption, and is carried on with when the model is the same.
    """
    _prepare(store, embedder)
    goal = _FIRST_BATCH
    articles = passages = 0
    while True:
        began = time.monotonic()
        with store.reading() as connection:
            batch = _batch(connection, goal)
        if not batch:
            with store.writing() as connection:
                if _batch(connection, 1):  # another process added an article meanwhile
                    continue
                _switch(connection, embedder)
            return
        texts = [text for found in batch for text in writer.to_embed(found.article, found.spans)]
        vectors = writer.embed(embedder, texts)
        with store.writing() as connection:
            at = 0
            for found in batch:
                count = len(found.spans)
                writer.store_vectors(connection, found.first_passage, vectors[at : at + count], _TABLE)
                at += count
        articles += len(batch)
        passages += len(texts)
        if progress is not None:
            progress(AddProgress(articles, passages, batch[-1].info.source))
        took = time.monotonic() - began
        if took < _SHORT_S:
            goal = min(2 * goal, _LARGEST_BATCH)
        elif took > _LONG_S:
            goal = max(goal // 2, 1)


def _prepare(store: Store, embedder: Embedder) -> None:
    with store.writing() as connection:
        begun = connection.execute("SELECT value FROM meta WHERE key = 'next'").fetchone()
        wanted = f"{embedder.fingerprint}/{embedder.dimensions}"
        if begun is not None and begun[0] != wanted:
            connection.execute(f"DROP TABLE IF EXISTS {_TABLE}")
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {_TABLE}"
            " (passage INTEGER PRIMARY KEY, vector BLOB NOT NULL, crc INTEGER NOT NULL)"
        )
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('next', ?)", (wanted,))


def _batch(connection: Connection, goal: int) -> list[records.Stored]:
    """Articles without new vectors, until they have ``goal`` passages together."""
    # Articles come in the order of their passages, and a batch is written whole: only passages after the
    # last new vector can be without one.
    last = connection.execute(f"SELECT coalesce(max(passage), 0) FROM {_TABLE}").fetchone()[0]
    rows = connection.execute(
        "SELECT id, passages FROM articles WHERE first_passage > ? AND passages > 0 ORDER BY first_passage",
        (last,),
    )
    batch: list[records.Stored] = []
    waiting = 0
    for row, count in rows:
        found = records.load(connection, row)
        if found is not None:
            batch.append(found)
        waiting += count
        if waiting >= goal:
            break
    rows.close()
    return batch


def _switch(connection: Connection, embedder: Embedder) -> None:
    connection.execute(f"DELETE FROM {_TABLE} WHERE passage NOT IN (SELECT id FROM passages)")
    connection.execute("DROP TABLE vectors")
    connection.execute(f"ALTER TABLE {_TABLE} RENAME TO vectors")
    connection.executemany(
        "UPDATE meta SET value = ? WHERE key = ?",
        [
            (embedder.name, "embedder"),
            (embedder.fingerprint, "fingerprint"),
            (embedder.dimensions, "dimensions"),
        ],
    )
    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'embedding'")
    connection.execute("DELETE FROM meta WHERE key = 'next'")
    writer.bump(connection)
