"""Article codes and checksums: ids that depend on the content alone, and proof that it is unharmed."""

from __future__ import annotations

import hashlib
import struct
import unicodedata
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qabot.types import Article

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
"""No 0/o, 1/i/l or u: what is misread on a screen or misheard on the phone is left out."""
SHORTEST = 6
KEY_LENGTH = 26  # 30 ** 26 is about 2 ** 127


def content_key(article: Article) -> str:
    """26 letters of ``ALPHABET`` from the SHA-256 of the title and the clean paragraphs.

    Compatibility forms (NFKC) and white space do not count, nor do facts such as author or date, nor
    anything between the paragraphs: the same article read from HTML and from text has one key.
    """
    parts = [article.title, *(article.paragraph_text(p) for p in article.paragraphs if p.number > 0)]
    folded = "\n".join(" ".join(unicodedata.normalize("NFKC", part).split()) for part in parts)
    number = int.from_bytes(hashlib.sha256(folded.encode("utf-8", "surrogatepass")).digest(), "big")
    letters = []
    for _ in range(KEY_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[digit])
    return "".join(letters)


def checksum(code: str, facts: Iterable[str | None], spans: Sequence[tuple[int, int, int]]) -> bytes:
    """16 bytes that change when any of an article's code, facts, text, paragraphs or passages does."""
    digest = hashlib.blake2b(code.encode(), digest_size=16)
    for fact in facts:
        data = b"" if fact is None else fact.encode("utf-8", "surrogatepass")
        digest.update(struct.pack("<q", -1 if fact is None else len(data)))
        digest.update(data)
    digest.update(pack_spans(spans))
    return digest.digest()


def place_crc(origin: str, source: str, article: int) -> int:
    """A CRC-32 that ties an origin and its source to their article."""
    return zlib.crc32(f"{origin}\0{source}\0{article}".encode())


def pack_spans(spans: Sequence[tuple[int, int, int]]) -> bytes:
    """(number, start, end) triples as little-endian 32-bit integers."""
    return struct.pack(f"<{3 * len(spans)}i", *(n for span in spans for n in span))


def unpack_spans(data: bytes) -> list[tuple[int, int, int]]:
    """The reverse of :func:`pack_spans`. ValueError for data that it did not make."""
    if len(data) % 12:
        raise ValueError("spans of a broken length")
    return list(struct.iter_unpack("<3i", data))
