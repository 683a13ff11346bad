"""Furniture inside a paragraph: "read also" links, advertisement marks, sign-offs."""

from __future__ import annotations

import re
from typing import Final

from qabot.articles.lines import EDGES

_TRIGGER: Final = re.compile(
    r"""(?:baca|lihat|simak|tonton|read|see)\s*(?:juga|pula|also|more)|[\[(]\s*(?:baca|lihat|simak|read)\b|\[gambas|zoom-in
        |\b(?:advertisement|scroll\ to\ continue)|\bhalaman\ (?:selanjutnya|berikutnya)|[)\]*]$
        |(?:reporter|penulis|editor|pewarta|sumber)\s?:""",
    re.VERBOSE | re.IGNORECASE,
)
"""Cheap look before the real work: most paragraphs hold nothing of the kind."""

_BRACKETED: Final = re.compile(
    r"""[(\[]\s*(?:baca|lihat|simak|tonton|read|see)(?:\s+(?:juga|pula|also|more|selengkapnya))?\s*[:\-–][^)\]]{0,200}[)\]]
      |\[gambas:[^\]\n]{0,80}\]|\[(?:video|foto|image|embed)[^\]\n]{0,60}\]
      |zoom-in-white(?:perbesar)?
      |(?-i:ADVERTISEMENT|Advertisement$)(?:\s*SCROLL\ TO\ CONTINUE\ WITH\ CONTENT)?
      |(?-i:SCROLL\ TO\ CONTINUE\ WITH\ CONTENT)""",
    re.VERBOSE | re.IGNORECASE,
)
_LINK: Final = re.compile(
    r"(?:(?<=[.!?\"”’)\]…,])\s*|(?<=\s)|^)(?:BACA|Baca|LIHAT|Lihat|SIMAK|Simak|TONTON|Tonton|READ|Read|SEE|See)"
    r"\s+(?:JUGA|[Jj]uga|PULA|[Pp]ula|ALSO|[Aa]lso|MORE|[Mm]ore)\s*[:\-–—]\s*"
)
_SIGN_OFF: Final = re.compile(
    r"""(?<=[.!?"”’…])\s*[,.]?\s*(?:
        [(\[]\s*(?:\*+|[A-Za-z]{1,5}(?:[/\-][A-Za-z]{1,5}){0,3})\s*[)\]]
      | (?:Reporter|Penulis|Editor|Pewarta|Sumber|Kontributor|Wartawan)\s?:\s?[^.]{2,90}
      | [^.!?]{0,60}\b[Hh]alaman\ (?:[Ss]elanjutnya|[Bb]erikutnya)[^.!?]{0,20}[.>…]*
      | \*{1,3}
    )\s*$""",
    re.VERBOSE,
)
_WORD: Final = re.compile(r"\S+")
_GLUE: Final = re.compile(r"(?<=[a-z0-9)])(?=[A-Z][a-z]+\s+\S)|(?<=[A-Za-z0-9)])(?=[\"“])")
_LETTERS: Final = re.compile(r"[^\W\d_]")
_OPENERS: Final = frozenset(
    """
    namun sementara menurut selain dalam di pada dari dia ia kata ujar sebelumnya kemudian lalu selanjutnya
    meski meskipun walau sebagai seperti kami kita mereka saat ketika setelah adapun untuk hal ini itu
    bahkan tak tidak karena jika kini hingga sejak salah sejumlah beberapa namun, terkait berdasarkan
    diketahui sebagaimana pihaknya kepala ketua wakil direktur menteri presiden gubernur the he she it they
    but in on at according meanwhile
    """.split()
)


def cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of ``text[start:end]`` (one paragraph) that are left when the inserts are taken out.

    Normally the paragraph itself. A link in the middle leaves two spans.
    """
    if not _TRIGGER.search(text, start, end):
        return [(start, end)]
    holes = [match.span() for match in _BRACKETED.finditer(text, start, end)]
    holes += [
        (match.start(), _headline_end(text, match.end(), end)) for match in _LINK.finditer(text, start, end)
    ]
    spans: list[tuple[int, int]] = []
    at = start
    for hole_start, hole_end in [*sorted(holes), (end, end)]:
        if hole_start >= at:
            _append(text, at, hole_start, spans)
        at = max(at, hole_end)
    if spans:
        first, last = spans[-1]
        signed = _SIGN_OFF.search(text, max(first, last - 160), last)
        if signed:
            spans.pop()
            _append(text, first, signed.start(), spans)
    return spans


def _append(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    edges = EDGES + "\n"
    while start < end and text[start] in edges:
        start += 1
    while end > start and text[end - 1] in edges:
        end -= 1
    if _LETTERS.search(text, start, end):
        spans.append((start, end))


def _headline_end(text: str, start: int, end: int) -> int:
    """Where the headline of a "read also" link that begins at ``start`` gives way to the prose behind it.

    Headlines are in title case, prose is not: the first small word that no headline would write small
    lies in the prose, whose first word is then the nearest one before it that commonly opens a sentence,
    or was glued to the headline (``... di MalangSementara itu``).
    """
    from qabot.articles.chrome import small_words

    words = list(_WORD.finditer(text, start, end))
    for glue in _GLUE.finditer(text, start, end):
        if _prose_follows(text, glue.start(), end):
            return glue.start()
    for position, word in enumerate(words):
        if text[word.start()] in '"“' and position > 2 and _prose_follows(text, word.start(), end):
            return word.start()
        if position > 2 and small_words(word[0]):
            return _sentence_start(text, words, position)
    return end


def _sentence_start(text: str, words: list[re.Match[str]], small: int) -> int:
    nearest = small - 1
    for position in range(small - 1, max(1, small - 12), -1):
        word = words[position][0]
        if word[0].isupper() and word.lower().strip(",") in _OPENERS:
            return words[position].start()
        if word[0].isupper() and nearest == small - 1:
            nearest = position
    return words[nearest].start()


def _prose_follows(text: str, at: int, end: int) -> bool:
    """Are the next words mostly small?"""
    words = [match[0] for match in _WORD.finditer(text, at, min(end, at + 90))][1:6]
    return len(words) >= 2 and sum(word[0].islower() for word in words) * 2 >= len(words)
