"""Which reader a file or a server's answer is for."""

from __future__ import annotations

import re
from typing import Final

from qabot.articles import encoding

SUFFIXES: Final = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".jsonl": "jsonlines",
    ".ndjson": "jsonlines",
    ".jsonl.gz": "jsonlines",
    ".ndjson.gz": "jsonlines",
}
"""Reader (a module of this package) by the end of a file's name."""
_TYPES: Final = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "plain",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/x-ndjson": "jsonlines",
    "application/ndjson": "jsonlines",
    "application/jsonl": "jsonlines",
    "application/x-jsonlines": "jsonlines",
    "application/jsonlines": "jsonlines",
}
_VAGUE: Final = frozenset(
    ("", "text/plain", "application/octet-stream", "binary/octet-stream", "application/gzip")
)
"""Types servers give to files they do not know: the suffix in the address says more."""
_TEXTS: Final = frozenset(("html", "plain", "markdown", "jsonlines"))


def reader_of_name(name: str) -> str | None:
    """The reader for a file of that name, None if there is none."""
    lowered = name.lower()
    return next((reader for suffix, reader in SUFFIXES.items() if lowered.endswith(suffix)), None)


def may_be_article(stated: str) -> bool:
    """Whether a ``Content-Type`` leaves it open that the answer is an article."""
    return _type(stated) in _TYPES or _type(stated) in _VAGUE


def reader_of_answer(stated: str, path: str, data: bytes) -> str | None:
    """The reader by the stated type, the suffix of the path, and how the data begins; None if it is none
    of the kinds that can be read."""
    mime = _type(stated)
    if mime in _VAGUE:
        if reader := reader_of_name(path):
            return reader
        if data.startswith(b"%PDF-"):
            return "pdf"
        if not mime and data.lstrip()[:1] == b"<":
            return "html"
    return _TYPES.get(mime)


def in_utf8(data: bytes, stated: str, reader: str) -> bytes:
    """Text in the encoding the server declared, in UTF-8 unless it is already; other data as it is."""
    charset = re.search(r"""charset\s*=\s*["']?([\w.:-]+)""", stated, re.IGNORECASE)
    if reader not in _TEXTS or not charset or 0 in data[:4096]:
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = encoding.decode_as(data, (charset[1],))
        return data if text is None else text.encode("utf-8")
    return data


def _type(stated: str) -> str:
    return stated.partition(";")[0].strip().lower()
