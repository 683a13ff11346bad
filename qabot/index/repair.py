"""Finding damage, and making an index whole again from what is sound."""

from __future__ import annotations

import shutil
import time
import zlib
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from itertools import count, product
from typing import TYPE_CHECKING, Any, NamedTuple

from qabot.errors import IndexBusy, IndexDamaged, QabotError, UsageError
from qabot.index import dense, duplicates, lexical, records, store, writer
from qabot.index.codes import place_crc
from qabot.index.reports import Problem, VerifyReport
from qabot.index.settings import check_embedder, embedding_of, new_meta, read_meta
from qabot.text import stemming

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from qabot.types import Embedder, FloatArray

DAMAGED = store.FILE + ".damaged"
"""Where repair keeps the file as it was found."""

_PROBED_BEYOND = 1000
_BATCH = 512


@dataclass
class _Found:
    """What examination of a database brought to light."""

    meta: dict[str, Any] | None = None
    sound: list[int] = field(default_factory=list)
    """Row ids of articles that are what was written."""
    passages: int = 0
    lost: dict[int, str] = field(default_factory=dict)
    """Row ids and names of articles that are not."""
    origins: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    """(origin, source) by row id of the article, the first first."""
    origins_lost: list[str] = field(default_factory=list)
    """Codes of sound articles whose origin is not known any more."""
    vectors_lost: int = 0
    """Passages of sound articles without a sound vector."""
    structure: list[str] = field(default_factory=list)
    """What is wrong with the file as SQLite sees it."""
    words: bool = True
    """Whether the postings are sound."""

    @property
    def needs_rebuilding(self) -> bool:
        return bool(
            self.structure or self.lost or self.origins_lost or self.vectors_lost or self.meta is None
        )


class _Salvaged(NamedTuple):
    stored: records.Stored
    origins: list[tuple[str, str]]
    """(origin, source), the first first."""
    vectors: FloatArray | None


def verify(
    directory: Path, *, embedder: Callable[[], Embedder] | None = None, repair: bool = False
) -> VerifyReport:
    """See :func:`qabot.index.verify`."""
    path = directory / store.FILE
    try:
        store.check_header(path)
        with store.explained(path), closing(_opened(path, read_only=not repair)) as connection:
            state = _state(connection)
            found = _examine(connection)
            report = _report(directory, found)
            if repair and found.structure and not found.sound:
                raise store.Unreadable(f"{path} is damaged ({found.structure[0]}).", mend=store.REPAIR)
            if repair and found.needs_rebuilding:
                _rebuild(path, connection, state, found, embedder)
            elif repair and not found.words:
                connection.execute("BEGIN IMMEDIATE")
                writer.rewrite_words(connection)
                writer.bump(connection)
                connection.execute("COMMIT")
    except store.Unreadable as error:
        if not repair:
            return VerifyReport(0, 0, [Problem("database", error.message)])
        report = _rebuild_headless(path, embedder, error)
    if not repair:
        return report
    if report.problems or not (directory / dense.FILE).exists():
        _renew_faiss(directory)
    problems = [replace(problem, repaired=True) for problem in report.problems]
    return replace(report, problems=problems, repaired=bool(problems))


def _opened(path: Path, *, read_only: bool) -> store.Connection:
    """A connection to what is recognisably an index, however damaged."""
    try:
        with store.explained(path), ExitStack() as closing_on_error:
            connection = store.connect(path, read_only=read_only)
            closing_on_error.callback(connection.close)
            store.check_identity(connection, path)
            closing_on_error.pop_all()
            return connection
    except store.ForeignFile:
        raise
    except IndexDamaged as error:
        raise store.Unreadable(error.message, mend=error.mend) from error


def _state(connection: store.Connection) -> int:
    """A number that changes when another connection commits."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _examine(connection: store.Connection) -> _Found:
    found = _Found()
    try:
        said = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
        found.structure = [] if said == ["ok"] else [line for text in said for line in text.splitlines()]
    except store.DatabaseError as error:
        found.structure = [str(error)]
    try:
        found.meta = read_meta(connection)
    except (store.DatabaseError, QabotError) as error:
        found.structure.append(str(error))
    dimensions = None if found.meta is None else int(found.meta["dimensions"])
    found.origins = _origins(connection)
    for row in _rows(connection, found.origins):
        origins = found.origins.get(row, [])
        salvaged = _salvage(connection, row, origins, dimensions)
        if salvaged is not None:
            found.sound.append(row)
            found.passages += len(salvaged.stored.spans)
            found.vectors_lost += len(salvaged.stored.spans) if salvaged.vectors is None else 0
            if not salvaged.origins:
                found.origins_lost.append(salvaged.stored.info.code)
        elif origins or _exists(connection, row):
            found.lost[row] = origins[0][1] if origins else f"article {row}, whose name is lost too"
    try:
        found.words = lexical.is_sound(connection)
    except (store.DatabaseError, IndexDamaged, AttributeError, TypeError, ValueError):
        found.words = False
    return found


def _report(directory: Path, found: _Found) -> VerifyReport:
    problems = [Problem("database", what) for what in found.structure]
    problems += [Problem("article", f"{name}: not what was written") for name in found.lost.values()]
    problems += [Problem("article", f"{code}: where it came from is lost") for code in found.origins_lost]
    if found.vectors_lost:
        problems.append(Problem("vectors", f"the vectors of {found.vectors_lost} passages are lost"))
    if not found.words:
        problems.append(Problem("words", "the word index is not what was written"))
    path = directory / dense.FILE
    # One that is missing is no damage: a kill may come before it is written, and a search makes it.
    if found.meta is not None and path.exists():
        stamp = dense.read_stamp(path)
        if stamp is None:
            problems.append(Problem("faiss", f"{path.name} is damaged, or not ours"))
        elif stamp["embedding"] != embedding_of(found.meta):
            problems.append(Problem("faiss", f"{path.name} holds vectors of another model"))
    return VerifyReport(len(found.sound), found.passages, problems, list(found.lost.values()))


def _salvage(
    connection: store.Connection, row: int, origins: list[tuple[str, str]], dimensions: int | None
) -> _Salvaged | None:
    """An article with all that belongs to it, if it is sound."""
    origin, source = origins[0] if origins else ("", "")
    try:
        stored = records.load_from(connection, row, (source, origin))
    except (store.DatabaseError, IndexDamaged):
        return None
    return stored and _Salvaged(stored, origins, _vectors(connection, stored, dimensions))


def _vectors(
    connection: store.Connection, stored: records.Stored, dimensions: int | None
) -> FloatArray | None:
    """(passages, dimensions) float32, None unless every vector of the article is sound."""
    import numpy as np

    first, last = stored.first_passage, stored.first_passage + len(stored.spans) - 1
    try:
        rows = connection.execute(
            "SELECT passage, vector, crc FROM vectors WHERE passage BETWEEN ? AND ? ORDER BY passage",
            (first, last),
        ).fetchall()
        sound = [row[0] for row in rows] == list(range(first, last + 1)) and all(
            zlib.crc32(vector) == crc and len(vector) == 2 * (dimensions or 0) for _, vector, crc in rows
        )
    except (store.DatabaseError, TypeError):
        return None
    if not sound or dimensions is None:
        return None
    data = b"".join(row[1] for row in rows)
    return np.frombuffer(data, "<f2").reshape(-1, dimensions).astype(np.float32)


def _origins(connection: store.Connection) -> dict[int, list[tuple[str, str]]]:
    """(origin, source) by row id of the article, the first first, as far as they can be read."""
    columns = ("origin", "source", "article", "crc")
    found: dict[int, list[set[Any]]] = {}
    # Every column but the last is in an index as well, and that on other pages than the table.
    for table, known in (
        ("origins NOT INDEXED", columns),
        ("origins INDEXED BY sqlite_autoindex_origins_1", columns[:1]),
        ("origins INDEXED BY origins_source", columns[1:2]),
        ("origins INDEXED BY origins_article", columns[2:3]),
    ):
        try:
            for number, *values in connection.execute(f"SELECT id, {', '.join(known)} FROM {table}"):
                read = found.setdefault(number, [set() for _ in columns])
                for column, value in zip(known, values, strict=True):
                    read[columns.index(column)].add(value)
        except store.DatabaseError:
            continue
    places: dict[int, list[tuple[str, str]]] = {}
    for _, (*read, crcs) in sorted(found.items()):
        for origin, source, article in product(*read):
            if not (isinstance(origin, str) and isinstance(source, str) and isinstance(article, int)):
                continue
            if not crcs or place_crc(origin, source, article) in crcs:
                places.setdefault(article, []).append((origin, source))
                break
    return places


def _rows(connection: store.Connection, named: Collection[int]) -> Iterator[int]:
    """Row ids of articles; looked for one by one where they cannot be listed."""
    try:
        listed = {row[0] for row in connection.execute("SELECT id FROM articles NOT INDEXED")}
    except store.DatabaseError:
        pass
    else:
        yield from sorted(listed.union(named))
        return
    highest = max(named, default=0)
    try:
        used = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'articles'").fetchone()
        highest = max(highest, used[0] if used else 0)
    except (store.DatabaseError, TypeError):
        pass
    silent = 0
    for row in count(1):
        silent = 0 if _exists(connection, row) else silent + 1
        if row > highest and silent > _PROBED_BEYOND:
            return
        yield row


def _exists(connection: store.Connection, row: int) -> bool:
    try:
        return connection.execute("SELECT 1 FROM articles WHERE id = ?", (row,)).fetchone() is not None
    except store.DatabaseError:
        return False


def _rebuild(
    path: Path,
    connection: store.Connection,
    state: int,
    found: _Found,
    embedder: Callable[[], Embedder] | None,
) -> None:
    """Write what is sound to a new file, and that over the old one."""
    made = store.temporary(path)
    try:
        _write_sound(path.parent, connection, found, embedder, made)
        shutil.copy2(path, path.with_name(DAMAGED))
        if _state(connection) != state:
            raise IndexBusy(f"Another process wrote to {path.parent} during the repair.", mend="Try again.")
        # Not renamed over the old file: processes that have it open go on with it.
        with closing(store.connect(made, read_only=False)) as source:
            source.backup(connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        _remove(made)


def _rebuild_headless(
    path: Path, embedder: Callable[[], Embedder] | None, error: store.Unreadable
) -> VerifyReport:
    """Rebuild a file that SQLite does not recognise, through the first page of an empty index."""
    seen, made = store.temporary(path), store.temporary(path)
    try:
        store.transplant(path, seen)
        with closing(store.connect(seen, read_only=False)) as connection:
            found = _examine(connection)
            if not found.sound:
                raise IndexDamaged(
                    f"{error.message} Nothing in it could be saved.",
                    mend=f"Move {path} away and run: qabot index build FILE...",
                )
            _write_sound(path.parent, connection, found, embedder, made)
        shutil.copy2(path, path.with_name(DAMAGED))
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        store.put_in_place(made, path, replace=True)
    finally:
        _remove(seen)
        _remove(made)
    report = _report(path.parent, found)
    return replace(report, problems=[Problem("database", error.message), *report.problems])


def _write_sound(
    directory: Path,
    connection: store.Connection,
    found: _Found,
    embedder: Callable[[], Embedder] | None,
    made: Path,
) -> None:
    model: Embedder | None = None
    if found.vectors_lost or found.meta is None:
        if embedder is None:
            raise UsageError(
                f"The vectors of {found.vectors_lost} passages are lost: repair needs the embedding model.",
                mend="Name the model the index was built with in the settings.",
            )
        model = embedder()
        if found.meta is not None:
            check_embedder(directory, found.meta, model)
    meta = found.meta
    if meta is None:
        assert model is not None
        meta = new_meta(model)
    fresh = int(time.time())  # differs from every number the damaged index had
    store.fill(
        made,
        {
            **meta,
            "generation": max(fresh, meta["generation"] + 1),
            "embedding": max(fresh, meta["embedding"] + 1),
            "terms": stemming.VERSION,
        },
    )
    with closing(store.connect(made, read_only=False)) as new:
        for at in range(0, len(found.sound), _BATCH):
            new.execute("BEGIN")
            terms: list[lexical.PassageTerms] = []
            for row in found.sound[at : at + _BATCH]:
                origins = found.origins.get(row, [])
                salvaged = _salvage(connection, row, origins, meta["dimensions"])
                if salvaged is not None:
                    terms += _copy(new, salvaged, model)
            lexical.write(new, terms)
            new.execute("COMMIT")
        new.execute("BEGIN")
        _copy_retired(connection, new)
        lexical.merge(new)
        new.execute("COMMIT")


def _copy(new: store.Connection, salvaged: _Salvaged, model: Embedder | None) -> list[lexical.PassageTerms]:
    stored, origins, vectors = salvaged
    info, article = stored.info, stored.article
    row, first = records.insert(new, article, stored.content, info.code, stored.spans, info.added)
    for origin, source in origins or [(f"lost:{info.code}", article.title or info.code)]:
        records.place(new, origin, source, row)
    new.execute("UPDATE articles SET duplicate_of = ? WHERE id = ?", (info.duplicate_of, row))
    duplicates.store(new, row, duplicates.signature(article))
    if vectors is None:
        assert model is not None
        vectors = writer.embed(model, writer.to_embed(article, stored.spans))
    writer.store_vectors(new, first, vectors)
    return [
        lexical.PassageTerms(first + at, *both)
        for at, both in enumerate(writer.passage_terms(article, stored.spans))
    ]


def _copy_retired(connection: store.Connection, new: store.Connection) -> None:
    try:
        rows = connection.execute("SELECT code, content, source, successor, at FROM retired").fetchall()
    except store.DatabaseError:  # only the explanation of old ids is lost
        return
    new.executemany("INSERT OR IGNORE INTO retired VALUES (?, ?, ?, ?, ?)", rows)


def _renew_faiss(directory: Path) -> None:
    """Make the FAISS file anew from the stored vectors."""
    with closing(store.Store(directory / store.FILE)) as opened, opened.reading() as connection:
        meta = read_meta(connection)
        (directory / dense.FILE).unlink(missing_ok=True)
        vectors = dense.Dense(directory / dense.FILE, meta["dimensions"], embedding_of(meta))
        vectors.synchronise(connection, lexical.Lexicon(connection).passages, meta["generation"])
        vectors.save(always=True)


def _remove(made: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        made.with_name(made.name + suffix).unlink(missing_ok=True)
