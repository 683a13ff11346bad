"""What kind of article a server's answer is."""

from __future__ import annotations

import re

from qabot.articles import encoding

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_JSON_LINES = "application/x-ndjson"
_KINDS = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "text/markdown": "text/markdown",
    "text/x-markdown": "text/markdown",
    "application/pdf": "application/pdf",
    "application/x-pdf": "application/pdf",
    _DOCX: _DOCX,
    "application/x-ndjson": _JSON_LINES,
    "application/ndjson": _JSON_LINES,
    "application/jsonl": _JSON_LINES,
    "application/x-jsonlines": _JSON_LINES,
    "application/jsonlines": _JSON_LINES,
}
_KINDS_BY_SUFFIX = {
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".pdf": "application/pdf",
    ".docx": _DOCX,
    ".jsonl": _JSON_LINES,
    ".ndjson": _JSON_LINES,
    ".jsonl.gz": _JSON_LINES,
    ".ndjson.gz": _JSON_LINES,
}
_VAGUE = frozenset(("", "text/plain", "application/octet-stream", "binary/octet-stream", "application/gzip"))
"""Types servers give to files they do not know: the suffix in the address says more."""
_TEXTS = frozenset(("text/html", "text/plain", "text/markdown", _JSON_LINES))


def may_be_article(stated: str) -> bool:
    """Whether a ``Content-Type`` leaves it open that the answer is an article."""
    return _type(stated) in _KINDS or _type(stated) in _VAGUE


def kind_of(stated: str, path: str, data: bytes) -> str | None:
    """The kind of article by the stated type, the suffix of the path, and how the data begins.

    Returns one type of ``text/html``, ``text/plain``, ``text/markdown``, ``application/pdf``, the one
    of .docx and ``application/x-ndjson``; None if it is none of them.
    """
    mime = _type(stated)
    if mime in _VAGUE:
        for suffix, kind in _KINDS_BY_SUFFIX.items():
            if path.lower().endswith(suffix):
                return kind
        if data.startswith(b"%PDF-"):
            return "application/pdf"
        if not mime and data.lstrip()[:1] == b"<":
            return "text/html"
    return _KINDS.get(mime)


def in_utf8(data: bytes, stated: str, kind: str) -> bytes:
    """Text in the encoding the server declared, in UTF-8 unless it is already; other data as it is."""
    charset = re.search(r"""charset\s*=\s*["']?([\w.:-]+)""", stated, re.IGNORECASE)
    if kind not in _TEXTS or not charset or 0 in data[:4096]:
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = encoding.decode_as(data, (charset[1],))
        return data if text is None else text.encode("utf-8")
    return data


def _type(stated: str) -> str:
    return stated.partition(";")[0].strip().lower()
