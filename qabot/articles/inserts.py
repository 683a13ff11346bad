"""Furniture inside a paragraph: "read also" links, advertisement marks, sign-offs."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from qabot.articles.chrome import small_words
from qabot.articles.lines import EDGES

_SPACE: Final = EDGES + "\n"
_TRIGGERS: Final = (
    "baca", "simak", "lihat", "tonton", "read ", "see ", "[gambas", "[video", "[foto", "zoom-in", "scroll to",
    "advertisement", "reporting by", "halaman selanjutnya", "halaman berikutnya", "reporter", "penulis",
    "editor", "pewarta", "sumber",
)  # fmt: skip
"""A paragraph with none of these, and no bracket or star at its end, needs no second look."""

_MARKS: Final = re.compile(
    r"""[(\[]\s*(?:baca|lihat|simak|tonton|read|see)(?:\s+(?:juga|pula|also|more|selengkapnya))?\s*[:\-–]
        [^)\]]{0,200}[)\]]
      |\[gambas:[^\]\n]{0,80}\]|\[(?:video|foto|image|embed)[^\]\n]{0,60}\]
      |zoom-in-white(?:perbesar)?
      |(?:simak|tonton|lihat|saksikan)\s(?:juga\s)?video:?\s*["“][^"”\n]{3,160}["”](?:\sdi\ssini)?:?
      |(?-i:ADVERTISEMENT|Advertisement$)(?:\s*SCROLL\ TO\ CONTINUE\ WITH\ CONTENT)?
      |(?:pewarta|reporter|penulis)\s?:\s[^.!?\n]{2,140}(?-i:[Cc]opyright|COPYRIGHT)\s?©.*$
      |(?-i:Reporting\sby)\s[^.\n]{3,200}(?:editing|writing)\sby\s.*$
      |(?-i:SCROLL\ TO\ CONTINUE\ WITH\ CONTENT)""",
    re.VERBOSE | re.IGNORECASE,
)
"""Inserts with an end of their own."""
_LINK: Final = re.compile(
    r"(?:(?<=[.!?\"”’)\]…,])\s*|(?<=\s)|^)(?:BACA|Baca|LIHAT|Lihat|SIMAK|Simak|TONTON|Tonton|READ|Read|SEE|See)"
    r"\s+(?:JUGA|[Jj]uga|PULA|[Pp]ula|ALSO|[Aa]lso|MORE|[Mm]ore)\s*[:\-–—]\s*"
)
"""``Baca juga:``, behind which a headline runs into the prose without any mark."""
_SIGN_OFF: Final = re.compile(
    r"""(?<=[.!?"”’…])\s*[,.]?\s*(?:
        [(\[][^()\[\]\d.]{0,25}(?:\.(?:com|id)\b)?[^()\[\]\d.]{0,25}[)\]]
      | \([a-z]{2,5}(?:/[a-z]{2,5}){1,3}\)[^.!?]{0,200}
      | (?:Reporter|Penulis|Editor|Pewarta|Sumber|Kontributor|Wartawan)\s?:\s?[^.]{2,90}
      | [^.!?]{0,60}\b[Hh]alaman\ (?:[Ss]elanjutnya|[Bb]erikutnya)[^.!?]{0,20}[.>…]*
      | \*{1,3}
    )\s*$""",
    re.VERBOSE,
)
"""``(abc/xyz)`` and the tags behind it, ``[tsr]``, ``Reporter: Name``, ``Klik halaman selanjutnya``."""
_SIGNATURE: Final = re.compile(r"\([a-z]{2,5}(?:/[a-z]{2,5}){1,3}\)[^.!?]{0,200}")
_LONGEST_TITLE: Final = 18
"""Words."""

_WORD: Final = re.compile(r"\S+")
_GLUE: Final = re.compile(
    r"(?<=[a-z0-9)])(?=[A-Z][a-z]*\s)|(?<=[A-Z][A-Z])(?=[A-Z][a-z]+\s)|(?<=[\w)])(?=[\"“]\w)"
)
_LETTERS: Final = re.compile(r"[^\W\d_]")
_OPENERS: Final = frozenset(
    """
    namun sementara menurut selain dalam di pada dari dia ia kata ujar sebelumnya kemudian lalu selanjutnya
    meski meskipun walau sebagai seperti kami kita mereka saat ketika setelah adapun untuk hal ini itu
    bahkan tak tidak karena jika kini hingga sejak salah sejumlah beberapa terkait berdasarkan diketahui
    sebagaimana pihaknya kepala ketua wakil direktur menteri presiden gubernur the he she it they but in on
    at according meanwhile
    """.split()
)
_JOINING: Final = frozenset("yang dan di ke dari untuk dengan of and the to in for".split())


def cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of ``text[start:end]`` (one paragraph) that are left when the inserts are taken out.

    Normally the paragraph itself. A link in the middle leaves two spans.
    """
    lowered = text[start:end].lower()
    if lowered[-1] not in ")]*" and not any(trigger in lowered for trigger in _TRIGGERS):
        return [(start, end)] if _LETTERS.search(text, start, end) else []
    spans: list[tuple[int, int]] = []
    at = start
    for hole_start, hole_end in [*sorted(_holes(text, start, end)), (end, end)]:
        if hole_start >= at:
            _append(text, at, hole_start, spans)
        at = max(at, hole_end)
    return spans


def _holes(text: str, start: int, end: int) -> list[tuple[int, int]]:
    holes = [mark.span() for mark in _MARKS.finditer(text, start, end)]
    links = list(_LINK.finditer(text, start, end))
    limits = sorted([hole_start for hole_start, _ in holes] + [link.start() for link in links] + [end])
    for link in links:
        limit = limits[bisect_left(limits, link.end())]
        title = text[link.end() : limit]
        alone = limit < end and len(title.split()) <= _LONGEST_TITLE and not re.search(r"[.!?]\s", title)
        holes.append((link.start(), limit if alone else _title_end(text, link.end(), limit)))
    return holes


def _append(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Add a span without what signs it off, when there are letters in it."""
    start, end = _trim(text, start, end)
    if _SIGNATURE.fullmatch(text, start, end):
        return
    signed = _SIGN_OFF.search(text, max(start, end - 240), end)
    if signed:
        start, end = _trim(text, start, signed.start())
    if _LETTERS.search(text, start, end):
        spans.append((start, end))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _SPACE:
        start += 1
    while end > start and text[end - 1] in _SPACE:
        end -= 1
    return start, end


def _title_end(text: str, start: int, end: int) -> int:
    """Where the headline of a link that begins at ``start`` gives way to the prose behind it.

    Headlines are in title case, prose is not. A word glued to the headline (``... di MalangSementara``), a
    quotation of small words or a word that opens sentences begins the prose; else the word before the
    first one that no headline would write small.
    """
    for glue in _GLUE.finditer(text, start, end):
        if _prose_follows(text, glue.start(), end):
            return glue.start()
    words = list(_WORD.finditer(text, start, end))
    for position in range(3, len(words)):
        word = words[position][0]
        if word[0] in '"“' and _prose_follows(text, words[position].start(), end):
            return words[position].start()
        if small_words(word) and not word.startswith("("):
            return _sentence_start(words, position)
        before = words[position - 1][0]
        if word[0].islower() and word not in _JOINING and before[0].isupper() and before.lower() in _OPENERS:
            return words[position - 1].start()
    return end


def _sentence_start(words: list[re.Match[str]], small: int) -> int:
    """The likely first word of the sentence in which ``words[small]`` is the first small one."""
    for position in range(small - 1, max(2, small - 18), -1):
        word = words[position][0]
        if word[0].isupper() and word.lower().rstrip(",") in _OPENERS:
            return words[position].start()
    for position in range(small - 1, 2, -1):
        if words[position][0][0].isupper():
            return words[position].start()
    return words[small].start()


def _prose_follows(text: str, at: int, end: int) -> bool:
    """Is one of the next words one that no headline would write small?"""
    words = [match[0] for match in _WORD.finditer(text, at, min(end, at + 90))][1:6]
    return any(small_words(word) for word in words)
