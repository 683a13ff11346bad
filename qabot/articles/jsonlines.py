"""JSON lines: one article a line, as data sets and feeds keep them."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from qabot.articles import metadata
from qabot.errors import ArticleError, EmptyArticle
from qabot.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qabot.types import Article

_TITLE: Final = ("title", "judul", "headline")
_TEXT: Final = ("text", "content", "body", "isi", "article", "article_text", "paragraphs")
_PUBLISHER: Final = ("outlet", "publisher", "media", "source_name", "site", "site_name", "source")
_AUTHOR: Final = ("author", "authors", "penulis", "byline", "reporter")
_PUBLISHED: Final = (
    "published",
    "date",
    "published_at",
    "publish_date",
    "datePublished",
    "tanggal",
    "pubDate",
)
_URL: Final = ("url", "link", "href")
_LONGEST_VALUE: Final = 500
LONGEST_LINE: Final = 20 * 2**20
"""Bytes, unpacked. An article has a few thousand; this also stops a compressed file that unpacks for ever."""
_GZIP: Final = b"\x1f\x8b"


def read(
    data: bytes | BinaryIO, *, source: str, origin: str, longest_line: int = LONGEST_LINE
) -> Iterator[Article | ArticleError]:
    """Read the articles of a JSON lines file, packed with gzip or not, one at a time.

    Fields: ``title``; ``text``, ``content`` or ``body`` (a string, or a list of paragraphs); ``date`` or
    ``published``; ``outlet`` or ``publisher``; ``author``; ``url``, which becomes the article's source;
    Indonesian names too. A line that is no article is yielded as the error, and the others go on.

    Raises:
        ArticleError: the file is damaged: the lines before the damage have been yielded.
    """
    stream: BinaryIO = io.BytesIO(data) if isinstance(data, bytes) else data
    if stream.read(2) == _GZIP:
        stream.seek(0)
        stream = gzip.GzipFile(fileobj=stream)  # type: ignore[assignment]
    else:
        stream.seek(0)
    number = 0
    while line := _line(stream, longest_line, number + 1, source=source):
        number += 1
        if line.isspace():
            continue
        try:
            yield _article(line, number, source=source, origin=origin)
        except ArticleError as error:
            yield error


def _line(stream: BinaryIO, longest: int, number: int, *, source: str) -> bytes:
    try:
        line = stream.readline(longest + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ArticleError(
            source,
            f"the compressed file is damaged at line {number}: {error}",
            mend="Fetch or pack it again.",
        ) from None
    if len(line) > longest:
        raise ArticleError(
            source,
            f"line {number} is longer than {longest / 2**20:.0f} MiB; reading stopped there.",
            mend="Write one article a line.",
        )
    return line


def _article(line: bytes, number: int, *, source: str, origin: str) -> Article:
    here = f"{source}#{number}"
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise ArticleError(here, "is not JSON.", mend="Write one JSON object a line.") from None
    if not isinstance(record, dict):
        raise ArticleError(here, "is JSON, but no object.", mend='Write {"title": ..., "text": ...} a line.')
    text = _text(record)
    if not text.strip():
        fields = ", ".join(list(record)[:8]) or "none"
        raise EmptyArticle(
            here, f"has no text (its fields: {fields}).", mend='Put the article in a field called "text".'
        )
    url = _value(record, _URL)
    return metadata.assemble(
        text,
        source=url or here,
        # The address names the article wherever in the file it stands.
        origin=f"{origin}#{url or number}",
        title=_value(record, _TITLE),
        publisher=_value(record, _PUBLISHER),
        author=_value(record, _AUTHOR),
        published=dates.parse(_value(record, _PUBLISHED) or ""),
    )


def _text(record: dict[str, Any]) -> str:
    for name in _TEXT:
        value = record.get(name)
        if isinstance(value, list):
            value = "\n".join(item for item in value if isinstance(item, str))
        if isinstance(value, str) and value.strip():
            return value.encode("utf-8", "replace").decode("utf-8")  # escaped lone surrogates
    return ""


def _value(record: dict[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = record.get(name)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, list):
            value = ", ".join(item for item in value if isinstance(item, str))
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            return " ".join(value.encode("utf-8", "replace").decode("utf-8").split())[:_LONGEST_VALUE]
    return None
