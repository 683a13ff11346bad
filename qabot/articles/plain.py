"""Plain text: the file is the article's text, character for character."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.articles import encoding, metadata
from qabot.errors import ArticleError, EmptyArticle

if TYPE_CHECKING:
    from qabot.types import Article

_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL: Final = 0.01
"""Share of control characters above which a file is no text."""


def read(data: bytes, *, source: str, origin: str) -> Article:
    """Read a text file. The headline is its first line that reads like one, above the first paragraph.

    Raises:
        EmptyArticle: the file is empty, or holds nothing that reads like an article.
        ArticleError: the file is binary.
    """
    text = decode(data, source=source)
    if not text.strip():
        raise EmptyArticle(source, "the file is empty.", mend="Remove it, or save the article again.")
    return metadata.assemble(text, source=source, origin=origin)


def decode(data: bytes, *, source: str) -> str:
    """Text of ``data``: by its byte order mark, else UTF-8, else Windows-1252.

    A file that is UTF-8 but for a few broken bytes is read as UTF-8 with U+FFFD in their places.

    Raises:
        ArticleError: it is no text.
    """
    text = _decode(data)
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise ArticleError(
            source,
            "holds binary data, not text.",
            mend="Save it as text, or name it by its format.",
        )
    return text


def _decode(data: bytes) -> str:
    for mark, name in encoding.BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    beyond_ascii = sum(character > "\x7f" for character in text)
    if 2 * text.count("\ufffd") < beyond_ascii:
        return text
    return data.decode("cp1252", errors="replace")
