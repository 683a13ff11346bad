"""The index directory as one object: add, remove, search, read back."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from qabot.errors import CitationError, EmbedderMismatch, UsageError
from qabot.index import dense, lexical, records, store
from qabot.index.reports import IndexStatus
from qabot.index.settings import check_embedder, embedding_of, new_meta, read_generation, read_meta
from qabot.text import stemming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from qabot.index.reports import AddProgress, AddReport, VerifyReport
    from qabot.types import Article, ArticleInfo, Embedder, FloatArray, Passage

_CACHED_ARTICLES = 1024


class PassageIndex:
    """Articles, their passages, and two ways to search them, in one directory.

    Make one with :meth:`create_or_open` or :meth:`open`. Safe for use by many threads; other processes
    may read and write the same directory meanwhile. Every method sees the newest committed state; within
    ``with index.snapshot():`` all calls of the thread see one and the same.

    Raises IndexMissing, IndexDamaged, IndexBusy and EmbedderMismatch as their names say.
    """

    def __init__(self, opened: store.Store, embedder: Embedder | None) -> None:
        self.directory = opened.path.parent
        self.embedder = embedder
        self._store = opened
        self._lock = threading.Lock()
        self._generation = -1
        self._lexicon: lexical.Lexicon | None = None
        self._dense: dense.Dense | None = None
        self._articles: dict[int, records.Stored] = {}
        with opened.reading() as connection:
            meta = read_meta(connection)
        if embedder is not None:
            check_embedder(self.directory, meta, embedder)

    # -- opening and closing

    @classmethod
    def create_or_open(
        cls, directory: Path, embedder: Embedder, *, busy_timeout_s: float = 30.0
    ) -> PassageIndex:
        """Open the index in ``directory`` for reading and writing, making it if there is none."""
        store.create(directory, new_meta(embedder))
        return cls.open(directory, embedder, busy_timeout_s=busy_timeout_s)

    @classmethod
    def open(
        cls,
        directory: Path,
        embedder: Embedder | None = None,
        *,
        read_only: bool = False,
        busy_timeout_s: float = 30.0,
    ) -> PassageIndex:
        """Open the index in ``directory``.

        Without ``embedder`` everything works but adding. ``read_only`` writes nothing at all, not even
        the FAISS file, and works on a read-only medium. ``busy_timeout_s``: how long to wait for another
        writer. Raises IndexMissing when there is none, EmbedderMismatch when another model built it.
        """
        opened = store.Store(directory / store.FILE, read_only=read_only, busy_timeout_s=busy_timeout_s)
        try:
            index = cls(opened, embedder)
            if not read_only:
                index._bring_up_to_date()
        except BaseException:
            opened.close()
            raise
        return index

    def close(self) -> None:
        """Close all files. The object cannot be used afterwards."""
        self._store.close()

    def __enter__(self) -> PassageIndex:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all calls of this thread inside see one state, whatever is written meanwhile."""
        with self._store.reading():
            yield

    # -- writing

    def add(
        self,
        articles: Iterable[Article],
        *,
        find_duplicates: bool = True,
        progress: Callable[[AddProgress], None] | None = None,
    ) -> AddReport:
        """Add articles as they come, a batch to a transaction; what is there already is left alone.

        An article from a known origin with other content replaces its old self, whose code then leads to
        the new one. The same content from another origin is not stored twice; near copies are stored and
        flagged (``find_duplicates``). ``progress`` is called after every article whose batch is
        committed. Raises IndexBusy when another writer holds the index for too long.
        """
        from qabot.index import writer

        if self.embedder is None:
            raise UsageError("This index was opened without an embedding model, so nothing can be added.")
        adder = writer.Adder(self._store, self.embedder, find_duplicates=find_duplicates, progress=progress)
        report = adder.run(articles)
        self._save_vectors()
        return report

    def remove(self, *refs: str) -> list[ArticleInfo]:
        """Remove the articles that ``refs`` name: by code, by source as cited, or by origin.

        The name of a file of many articles removes them all. Of an article that was read from several
        places, a source or origin removes that place alone. Returns what was removed. Raises UsageError,
        and removes nothing, when one of ``refs`` names nothing, or articles of different files.
        """
        from qabot.index import writer

        with self._store.writing() as connection:
            found = [named for ref in refs for named in _named(connection, ref)]
            for origin, _ in found:
                writer.release(connection, origin, successor=None)
            writer.bump(connection)
            lexical.merge(connection)
        self._save_vectors()
        return list({(info.code, info.origin): info for _, info in found}.values())

    # -- reading back

    @property
    def generation(self) -> int:
        """Raised by every change; what was computed for one generation holds for it alone."""
        with self._store.reading() as connection:
            return read_generation(connection)

    @property
    def passage_count(self) -> int:
        """Number of passages."""
        with self._reading() as (_, lexicon):
            return len(lexicon.passages)

    def articles(self) -> list[ArticleInfo]:
        """All articles in the order they were added."""
        with self._store.reading() as connection:
            return records.infos(connection)

    def info(self, code: str) -> ArticleInfo:
        """The article with that code. CitationError for a code that is not there."""
        with self._store.reading() as connection:
            return records.infos(connection, "WHERE a.id = ?", (self._row(connection, code),))[0]

    def resolve(self, code: str) -> tuple[str, bool]:
        """The code an article has now, and whether it was edited since it had ``code``.

        A longer or shorter form of a code (another index may have had to tell more articles apart) is
        understood as long as one article fits. CitationError when none does, saying what became of it.
        """
        code = code.strip().lower()
        with self._store.reading() as connection:
            return records.resolve(connection, code)

    def article(self, code: str) -> Article:
        """The article with that code, with its text and paragraphs. CitationError for a code not there."""
        return self._stored(code).article

    def article_passages(self, code: str) -> list[Passage]:
        """The passages of an article in reading order. CitationError for a code that is not there."""
        found = self._stored(code)
        return [found.passage(found.first_passage + at) for at in range(len(found.spans))]

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """The passages with those ids, in that order.

        One removed since it was found is left out, so pair passages with scores by ``Passage.id``, or
        search and read within one :meth:`snapshot`.
        """
        with self._reading() as (connection, _):
            rows = records.articles_of(connection, ids)
            return [
                found.passage(number)
                for number in ids
                if number in rows and (found := self._load(connection, rows[number])) is not None
            ]

    def vectors(self, ids: Sequence[int]) -> FloatArray:
        """(n, dimensions) float32: the stored vectors in the order of ``ids``, zeros for unknown ids."""
        with self._store.reading() as connection:
            return dense.fetch(connection, ids, int(read_meta(connection)["dimensions"]))

    # -- searching

    def search_dense(self, vector: FloatArray, k: int) -> list[tuple[int, float]]:
        """Up to ``k`` (passage id, inner product), best first, for a question vector of unit length.

        Raises EmbedderMismatch when the vector has another number of dimensions than the index.
        """
        with self._reading() as (connection, lexicon):
            index = self._synchronised(connection, lexicon)
            if vector.shape != (index.dimensions,):
                raise EmbedderMismatch(
                    f"A question vector of shape {vector.shape} cannot be compared with the"
                    f" {index.dimensions} dimensions of the index at {self.directory}.",
                    mend="Use the embedding model the index was built with.",
                )
            found = index.search(connection, vector, k)
            # Another thread may have moved on to a newer state than this thread sees.
            return [(passage, score) for passage, score in found if passage in lexicon]

    def search_lexical(
        self, terms: Mapping[str, float], k: int, *, title_weight: float = 0.5
    ) -> list[tuple[int, float]]:
        """Up to ``k`` (passage id, BM25 score > 0) of passages that hold any of ``terms``, best first.

        ``terms``: from :func:`qabot.text.stemming.terms`, each with how much it counts. ``title_weight``:
        what an occurrence in the title of the article counts, as against one in the passage.
        """
        with self._reading() as (connection, lexicon):
            return lexicon.search(connection, terms, k, title_weight=title_weight)

    def document_frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages (or their titles) each of ``terms`` occurs; 0 for unknown ones."""
        with self._reading() as (connection, lexicon):
            return lexicon.document_frequencies(connection, terms)

    def similar_terms(self, term: str) -> dict[str, int]:
        """Terms of the collection that ``term`` may be a slip of the finger for, and by how many slips.

        Damerau-Levenshtein distance 1 from four letters, 2 from eight; the same first letter, or the first
        two exchanged. The nearest come first, of equally near ones the most frequent.
        """
        with self._reading() as (connection, lexicon):
            return lexicon.similar(connection, term)

    # -- care

    def status(self) -> IndexStatus:
        """What the index holds."""
        with self._reading() as (connection, lexicon):
            meta = read_meta(connection)
            count = connection.execute("SELECT count(*), count(duplicate_of) FROM articles").fetchone()
            origins = connection.execute("SELECT count(*) FROM origins").fetchone()[0]
            languages = connection.execute("SELECT language, count(*) FROM articles GROUP BY language")
            oldest, newest = connection.execute(
                "SELECT min(published), max(published) FROM articles"
            ).fetchone()
            dimensions = int(meta["dimensions"])
            exact = len(lexicon.passages) * dimensions * 4 <= dense.EXACT_BYTES
            return IndexStatus(
                directory=self.directory,
                articles=count[0],
                passages=len(lexicon.passages),
                near_duplicates=count[1],
                copies=origins - count[0],
                languages=dict(languages.fetchall()),
                embedder=meta["embedder"],
                fingerprint=meta["fingerprint"],
                dimensions=dimensions,
                vectors="exact" if exact else "8-bit",
                generation=int(meta["generation"]),
                schema=store.SCHEMA_VERSION,
                size_bytes=_size(self.directory),
                oldest=oldest,
                newest=newest,
                embedder_matches=(
                    None if self.embedder is None else self.embedder.fingerprint == meta["fingerprint"]
                ),
            )

    def verify(self, repair: bool = False) -> VerifyReport:
        """Check everything against its checksums; with ``repair``, mend it: :func:`qabot.index.verify`.

        Of an index too damaged to be opened, call that function.
        """
        from qabot.index import repair as repairing

        embedder = self.embedder
        return repairing.verify(
            self.directory, embedder=None if embedder is None else lambda: embedder, repair=repair
        )

    def reembed(self, embedder: Embedder, progress: Callable[[AddProgress], None] | None = None) -> None:
        """Compute all vectors anew with ``embedder`` and use it from then on.

        Searches go on with the old vectors until the last new one is there. What is done is kept: after
        an interruption the same call carries on. Raises IndexBusy when another writer holds the index.
        """
        from qabot.index import reembedding

        reembedding.run(self._store, embedder, progress)
        self.embedder = embedder
        self._save_vectors()

    # -- inside

    @contextmanager
    def _reading(self) -> Iterator[tuple[store.Connection, lexical.Lexicon]]:
        with self._store.reading() as connection:
            generation = read_generation(connection)
            with self._lock:
                if self._lexicon is None or generation > self._generation:
                    self._lexicon = lexical.Lexicon(connection)
                    self._generation = generation
                    self._articles = {}
                lexicon = self._lexicon
            if generation != self._generation:  # an older snapshot than another thread's
                lexicon = lexical.Lexicon(connection)
            yield connection, lexicon

    def _synchronised(self, connection: store.Connection, lexicon: lexical.Lexicon) -> dense.Dense:
        meta = read_meta(connection)
        if self.embedder is not None:
            check_embedder(self.directory, meta, self.embedder)
        embedding = embedding_of(meta)
        with self._lock:
            if self._dense is None or self._dense.embedding != embedding:
                self._dense = dense.Dense(self.directory / dense.FILE, int(meta["dimensions"]), embedding)
            index = self._dense
        index.synchronise(connection, lexicon.passages, int(meta["generation"]))
        if index.file_is_lost:
            # The index itself is not touched, so this is done for read-only users too, where it can be.
            with suppress(OSError):
                index.save(always=True)
        return index

    def _save_vectors(self) -> None:
        with self._reading() as (connection, lexicon), suppress(OSError):
            self._synchronised(connection, lexicon).save()  # a full disk costs time at the next opening

    def _bring_up_to_date(self) -> None:
        store.sweep(self.directory)
        with self._store.reading() as connection:
            current = read_meta(connection)["terms"] == stemming.VERSION
        if not current:  # written by a qabot that stemmed otherwise
            from qabot.index import writer

            with self._store.writing() as connection:
                writer.rewrite_words(connection)
                writer.bump(connection)

    def _row(self, connection: store.Connection, code: str) -> int:
        row = records.row_of(connection, code.strip().lower())
        if row is None:
            raise CitationError(f"No article in {self.directory} has the code {code!r}.")
        return row

    def _stored(self, code: str) -> records.Stored:
        with self._reading() as (connection, _):
            found = self._load(connection, self._row(connection, code))
            assert found is not None
            return found

    def _load(self, connection: store.Connection, row: int) -> records.Stored | None:
        found = self._articles.get(row)
        if found is None:
            found = records.load(connection, row)
            if found is not None:
                if len(self._articles) >= _CACHED_ARTICLES:
                    self._articles = {}
                self._articles[row] = found
        return found


def _size(directory: Path) -> int:
    """Bytes of the index's files; one that a writer takes away meanwhile does not count."""
    size = 0
    for name in (store.FILE, dense.FILE):
        for path in directory.glob(f"{name}*"):
            with suppress(FileNotFoundError):
                size += path.stat().st_size
    return size


def _named(connection: store.Connection, ref: str) -> list[tuple[str, ArticleInfo]]:
    """(origin, article) for each place that ``ref`` names."""
    import dataclasses
    import difflib

    ref = ref.strip()
    row = records.row_of(connection, ref.lower())
    if row is not None:
        info = records.infos(connection, "WHERE a.id = ?", (row,))[0]
        rows = connection.execute("SELECT origin FROM origins WHERE article = ? ORDER BY id DESC", (row,))
        return [(origin, info) for (origin,) in rows.fetchall()]
    places: list[tuple[str, str, int]] = []
    for origin in dict.fromkeys((ref, os.path.abspath(ref))):  # noqa: PTH100 (origins keep symbolic links)
        places = (
            places
            or connection.execute(
                "SELECT origin, source, article FROM origins WHERE origin = ?1"
                " OR (origin > ?1 || '#' AND origin < ?1 || '$') ORDER BY id",
                (origin,),
            ).fetchall()
        )
    if not places:
        places = connection.execute(
            "SELECT origin, source, article FROM origins WHERE source = ?1"
            " OR (source > ?1 || '#' AND source < ?1 || '$') ORDER BY id",
            (ref,),
        ).fetchall()
        files = {origin.partition("#")[0] or origin for origin, _, _ in places}
        if len(files) > 1:
            choices = ", ".join(sorted(origin for origin, _, _ in places)[:10])
            raise UsageError(
                f"{ref!r} is the source of {len(places)} articles.", mend=f"Name one by its origin: {choices}"
            )
    if not places:
        known = [source for (source,) in connection.execute("SELECT DISTINCT source FROM origins")]
        close = difflib.get_close_matches(ref, known, n=5, cutoff=0.5)
        raise UsageError(
            f"No article is called {ref!r}.",
            mend=f"Did you mean {', '.join(close)}?" if close else "See: qabot articles",
        )
    return [
        (origin, dataclasses.replace(info, origin=origin, source=source))
        for origin, source, row in places
        for info in records.infos(connection, "WHERE a.id = ?", (row,))
    ]
