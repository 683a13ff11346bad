"""Bytes of a page as text, the way browsers read them."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from qabot.errors import ArticleError

if TYPE_CHECKING:
    from collections.abc import Iterable

_CHARSETS = (
    re.compile(rb"""<meta\s[^<>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE),
    re.compile(rb"""^\s*<\?xml\s[^<>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.IGNORECASE),
)
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WINDOWS_1252 = frozenset(("ascii", "iso8859-1", "cp1252"))
_UNASSIGNED = {0xDC00 + byte: byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
"""Bytes windows-1252 gives no character; they stand for the control characters of the same number."""
_PUNCTUATION = (*map(chr, range(0x2010, 0x2045)), *"\u00a0\u200b\u200c\u200d\u200e\u200f€™\ufeff°²½£©®≤≥")
_ACCENTED = tuple(map(chr, (*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x100))))


def _misread(characters: Iterable[str]) -> dict[str, str]:
    """How each of ``characters`` looks where its UTF-8 was read as Mac Roman or as windows-1252."""
    utf8 = [(character, character.encode()) for character in characters]
    return {_in(name, data): character for character, data in utf8 for name in ("mac_roman", "cp1252")}


def _in(name: str, data: bytes) -> str:
    return data.decode(name, errors="surrogateescape").translate(_UNASSIGNED)


_SIGNS = _misread(_PUNCTUATION)
_LETTERS = _misread(_ACCENTED)
_MENDS = _SIGNS | _LETTERS
_MISREAD = re.compile(
    f"(?:{'|'.join(map(re.escape, _SIGNS))})|(?<=[a-z])(?:{'|'.join(map(re.escape, _LETTERS))})"
)
"""Letters only within words: no small letter stands in front of a capital and a sign in text that was read
well, while "√π" may be a root."""


def mended(text: str) -> str:
    """``text`` with the punctuation and the accented letters that somebody misread and wrote again.

    >>> mended("‚ÄúBesok,‚Äù kata Andr√© Halim.")
    '“Besok,” kata André Halim.'
    """
    return text if text.isascii() else _MISREAD.sub(lambda match: _MENDS[match[0]], text)


def decode(data: bytes, *, source: str) -> str:
    """The text of a web page: by byte order mark, as UTF-8, by the declared encoding, or by a guess.

    Valid UTF-8 goes before the declaration, because pages are stored anew in UTF-8 with their old
    declaration left in place, while text in another encoding is hardly ever valid UTF-8. Raises
    ArticleError if the data is binary.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if 0 in data:
        return _decode_wide(data, source=source)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    from trafilatura.utils import detect_encoding

    declared = (found[1].decode("ascii") for charset in _CHARSETS if (found := charset.search(data[:8192])))
    text = decode_as(data, (*declared, *detect_encoding(data)))
    return data.decode("utf-8", errors="replace") if text is None else text


def decode_as(data: bytes, names: Iterable[str]) -> str | None:
    """Decode by the first of the named encodings that the bytes fit; None if none does."""
    for name in names:
        try:
            encoding = codecs.lookup(name).name
            if encoding.startswith("utf-16"):
                continue  # the declaration itself was readable as ASCII, so it cannot be true
            if encoding in _WINDOWS_1252:
                # To browsers, latin1 is a label of windows-1252: https://encoding.spec.whatwg.org/#names-and-labels
                return data.decode("cp1252", errors="surrogateescape").translate(_UNASSIGNED)
            return data.decode(encoding)
        except (LookupError, ValueError):
            continue
    return None


def _decode_wide(data: bytes, *, source: str) -> str:
    """UTF-16 without a byte order mark, told by where its zero bytes lie; anything else is binary."""
    sample = data[:65536]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if odd > 0.6 * half and even < 0.1 * half:
        return data.decode("utf-16-le", errors="replace")
    if even > 0.6 * half and odd < 0.1 * half:
        return data.decode("utf-16-be", errors="replace")
    if even + odd > 8:
        raise ArticleError(source, "it holds binary data, not a web page.", mend="Save the page again.")
    return data.replace(b"\0", b"").decode("utf-8", errors="replace")
