"""Rows of the database as the values of :mod:`qabot.types`, checked against their checksums."""

from __future__ import annotations

import hashlib
import re
import struct
from typing import TYPE_CHECKING, Any, NamedTuple

from qabot.errors import CitationError, IndexDamaged
from qabot.index.codes import ALPHABET, SHORTEST, checksum, pack_spans, place_crc, unpack_spans
from qabot.index.store import MOST_VARIABLES, REPAIR
from qabot.types import Article, ArticleInfo, Paragraph, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qabot.index.splitting import Span
    from qabot.index.store import Connection

_SURROGATE = re.compile("[\ud800-\udfff]")

_INFO = """
SELECT a.id, a.code, o.source, o.origin, a.title, a.publisher, a.author, a.published, a.language,
       length(a.paragraphs) / 12 - (substr(a.paragraphs, 1, 4) = x'00000000'), a.passages, a.added,
       a.duplicate_of
FROM articles a
JOIN origins o ON o.id = (SELECT min(id) FROM origins WHERE article = a.id)
"""
_STORED = """
SELECT code, content, title, language, publisher, author, published, added, duplicate_of, first_passage,
       passages, checksum, paragraphs, text
FROM articles WHERE id = ?
"""


class Stored(NamedTuple):
    """An article as it stands in the database, found sound."""

    row: int
    content: str
    first_passage: int
    spans: list[Span]
    info: ArticleInfo
    article: Article

    def passage(self, number: int) -> Passage:
        """The passage with that id; it must be one of this article."""
        paragraph, start, end = self.spans[number - self.first_passage]
        text = self.article.text[start:end]
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        return Passage(number, self.info, paragraph, start, end, text, digest)


def infos(connection: Connection, where: str = "", parameters: Sequence[object] = ()) -> list[ArticleInfo]:
    """Articles in the order they were added. ``where`` may name ``a`` (articles) and ``o`` (origins)."""
    rows = connection.execute(f"{_INFO} {where} ORDER BY a.id", parameters)
    return [ArticleInfo(*row[1:]) for row in rows]


def load(connection: Connection, row: int) -> Stored | None:
    """The article with that row id, None if there is none. Raises IndexDamaged when its checksum fails."""
    origin = connection.execute(
        "SELECT source, origin FROM origins WHERE article = ? ORDER BY id", (row,)
    ).fetchone()
    found = load_from(connection, row, origin or ("", ""))
    if found is not None and origin is None:
        raise IndexDamaged(f"Article {found.info.code} has lost its origin.", mend=REPAIR)
    return found


def load_from(connection: Connection, row: int, origin: tuple[str, str]) -> Stored | None:
    """As :func:`load`, with (source, origin) given rather than read."""
    found = connection.execute(_STORED, (row,)).fetchone()
    if found is None:
        return None
    (code, content, title, language, publisher, author, published, added) = found[:8]
    (duplicate_of, first, count, expected, packed, text) = found[8:]
    facts = (content, title, language, publisher, author, published, added, text)
    try:
        spans = connection.execute(
            'SELECT paragraph, "start", "end" FROM passages'
            " WHERE article = ? AND id >= ? AND id < ? ORDER BY id",
            (row, first, first + count),
        ).fetchall()
        paragraphs = unpack_spans(packed)
        sound = checksum(code, facts, [*paragraphs, *spans]) == expected and len(spans) == count
    except (ValueError, TypeError, AttributeError, OverflowError, struct.error):
        sound = False  # damage may turn a number or a text into anything
    if not sound:
        name = origin[0] or f"article {code}"
        raise IndexDamaged(f"{name} is damaged in the index: its checksum does not fit.", mend=REPAIR)
    article = Article(
        source=origin[0],
        origin=origin[1],
        text=text,
        paragraphs=tuple(Paragraph(*span) for span in paragraphs),
        title=title,
        language=language,
        publisher=publisher,
        author=author,
        published=published,
    )
    info = ArticleInfo(
        code=code,
        source=origin[0],
        origin=origin[1],
        title=title,
        publisher=publisher,
        author=author,
        published=published,
        language=language,
        paragraphs=sum(number > 0 for number, _, _ in paragraphs),
        passages=count,
        added=added,
        duplicate_of=duplicate_of,
    )
    return Stored(row, content, first, spans, info, article)


def insert(
    connection: Connection, article: Article, content: str, code: str, spans: Sequence[Span], added: str
) -> tuple[int, int]:
    """Write an article and its passages; (row id, id of the first passage)."""
    paragraphs = [(p.number, p.start, p.end) for p in article.paragraphs]
    facts = (
        content,
        article.title,
        article.language,
        article.publisher,
        article.author,
        article.published,
        added,
        article.text,
    )
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
    first = (row[0] if row else 0) + 1
    cursor = connection.execute(
        "INSERT INTO articles (code, content, title, language, publisher, author, published, added, text,"
        " first_passage, passages, paragraphs, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            code,
            *facts,
            first,
            len(spans),
            pack_spans(paragraphs),
            checksum(code, facts, [*paragraphs, *spans]),
        ),
    )
    number = cursor.lastrowid
    assert number is not None
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?)",
        ((first + at, number, *span) for at, span in enumerate(spans)),
    )
    return number, first


def place(connection: Connection, origin: str, source: str, row: int) -> None:
    """Say that ``origin`` holds the article with that row id; what it held before is forgotten."""
    connection.execute(
        "INSERT INTO origins (origin, source, article, crc) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (origin)"
        " DO UPDATE SET source = ?2, article = ?3, crc = ?4",
        (origin, source, row, place_crc(origin, source, row)),
    )


def articles_of(connection: Connection, passages: Iterable[int]) -> dict[int, int]:
    """Row id of the article of each passage; unknown passages are left out."""
    wanted = list(passages)
    found: dict[int, int] = {}
    for at in range(0, len(wanted), MOST_VARIABLES):
        some = wanted[at : at + MOST_VARIABLES]
        marks = ",".join("?" * len(some))
        found.update(connection.execute(f"SELECT id, article FROM passages WHERE id IN ({marks})", some))
    return found


def row_of(connection: Connection, code: str) -> int | None:
    """Row id of the article with exactly that code."""
    row = connection.execute("SELECT id FROM articles WHERE code = ?", (code,)).fetchone()
    return None if row is None else int(row[0])


def resolve(connection: Connection, code: str) -> tuple[str, bool]:
    """The code that the article once called ``code`` has now, and whether it was edited in between."""
    seen: set[str] = set()
    now = code
    while row_of(connection, now) is None:
        retired = connection.execute(
            "SELECT successor, source, at FROM retired WHERE code = ?", (now,)
        ).fetchone()
        seen.add(now)
        if retired is None or retired[0] in seen:
            fitting = _fitting(connection, now)
            if fitting is None:
                raise CitationError(f"No article has the code {code!r}.", mend="See: qabot articles")
            return fitting, now != code
        if retired[0] is None:
            raise CitationError(
                f"Article {code!r} ({retired[1]}) was removed from the index on {retired[2][:10]}.",
                mend="Add it again to look it up.",
            )
        now = retired[0]
    return now, now != code


def _fitting(connection: Connection, code: str) -> str | None:
    """The code of the one article whose content key begins with ``code``."""
    if len(code) < SHORTEST or not set(code) <= set(ALPHABET):
        return None
    rows = connection.execute(
        "SELECT code FROM articles WHERE content >= ? AND content < ? LIMIT 2", (code, code + "{")
    ).fetchall()
    return str(rows[0][0]) if len(rows) == 1 else None


def storable(article: Article) -> Article:
    """The article without lone surrogates, which no UTF-8 text can hold; offsets stay what they are."""
    import dataclasses

    changed: dict[str, Any] = {}
    for name in ("source", "origin", "text", "title", "publisher", "author", "published"):
        value = getattr(article, name)
        if value is not None and not value.isascii() and _SURROGATE.search(value):
            changed[name] = _SURROGATE.sub("\ufffd", value)
    return dataclasses.replace(article, **changed) if changed else article
